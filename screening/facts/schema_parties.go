package facts

import "redflag/screening/rules"

// partyField numbers the facts of a party. The order is that of partyDefs.
type partyField int

const (
	pRole partyField = iota
	pName
	pNameLocal
	pCountry
	pCountryChina
	pCountryRestricted
	pCountryRussia
	pCountryHub
	pAddress
	pCity
	pHQCountry
	pParent
	pParentCountry
	pUltimateParent
	pUltimateParentCountry
	pHQRestricted
	pHQKnown
	pHQEmbargoed
	pHQA1
	pRecord
	pBusiness
	pBusinessRole
	pBusinessFits
	pReseller
	pIsForwarder
	pIsBank
	pIsTrading
	pAddressResidential
	pAddressVirtual
	pAddressPOBox
	pAddressVague
	pAddressForwarder
	pAddressIncomplete
	pWebsite
	pFreeMail
	pMailDiffers
	pThinWeb
	pDomainCreated
	pDomainAgeMonths
	pIncorporated
	pIncorporatedAfterControls
	pAgeMonths
	pEmployees
	pPaidCapitalUSD
	pCapitalMultiple
	pRegistration
	pBankCountry
	pBankRestricted
	pIaaS
	pEndUseStatement
	pCustomerSince
	pNotes
	pSites
	pSiteMW
	pSiteVerified
	pListed
	pListedPossible
	pListedList
	pListedName
	pListedScore
	pEntityList
	pSanctioned
	pMilitaryListed
	pUnverifiedListed
	pListedAddress
	pListedAddressGrade
	pLocalStop
	pOwnersTold
	pOwnerListed
	pOwnerListedShare
	pOwnerListedShareUnknown
	pOwnerHalfListed
	pOwnerRestricted
	pOwnerRestrictedShare
	pOwnerCircle
	pSharedAddress
	pSharedPhone
	pSharedMailDomain
	pSharedDirector
	pSameAsCustomer
	pPRCMaker
	pMilitaryWords
	pGovernmentWords
	partyFields
)

var partyDefs = [partyFields]def{
	{"role", rules.Text, "part that it has in the shipment: exporter, purchaser, end_user, forwarder ... or customer"},
	{"name", rules.Text, "name as told"},
	{"name_local", rules.Text, "name in its own script, as told"},
	{"country", rules.Text, "country of its address, ISO 3166 two letters where it was recognised"},
	{"china", rules.Bool, "its address is in mainland China, Hong Kong or Macau"},
	{"country_restricted", rules.Bool, "its address is in Country Group D:5 or Macau (Hong Kong counts as China) on the law date"},
	{"russia", rules.Bool, "its address is in Russia or Belarus"},
	{"hub", rules.Bool, "its address is in a transshipment hub on the law date"},
	{"address", rules.Text, "street address as told"},
	{"city", rules.Text, "city as told"},
	{"hq_country", rules.Text, "country of its headquarters, told of it or of the customer record that it was taken to be"},
	{"parent", rules.Text, "direct parent as told"},
	{"parent_country", rules.Text, "country of the direct parent"},
	{"ultimate_parent", rules.Text, "ultimate parent as told"},
	{"ultimate_parent_country", rules.Text, "country of the ultimate parent"},
	{"hq_restricted", rules.Bool, "headquarters, parent or ultimate parent is in Country Group D:5 or Macau (Hong Kong counts as China); undecided while either headquarters or ultimate parent is not known and none is restricted"},
	{"hq_known", rules.Bool, "headquarters and ultimate parent are both told, or the one that is told is restricted"},
	{"hq_embargoed", rules.Bool, "headquarters, parent or ultimate parent is in Country Group E:1 or E:2"},
	{"hq_in_a1", rules.Bool, "headquarters is in Country Group A:1 on the law date"},
	{"record", rules.Text, "id of the customer record that it was taken to be"},
	{"business", rules.Text, "line of business as told"},
	{"business_role", rules.Text, "its role in the trade as told: end_user, reseller, forwarder ..."},
	{"business_fits", rules.Bool, "its line of business is one that uses or deals in computing equipment; undecided where the business is not told or says neither"},
	{"reseller", rules.Bool, "business, role or name says that it resells, distributes or trades"},
	{"is_forwarder", rules.Bool, "name, business or role says that it is a forwarder, carrier or warehouse"},
	{"is_bank", rules.Bool, "name, business or role says that it is a bank"},
	{"is_trading", rules.Bool, "name or business says that it is a general trading, import or export firm"},
	{"address_residential", rules.Bool, "words of its address are those of a dwelling"},
	{"address_virtual", rules.Bool, "words of its address are those of a virtual office, a company secretary or a mail centre"},
	{"address_po_box", rules.Bool, "its address is a post box"},
	{"address_vague", rules.Bool, "its address says that it is yet to be told (TBD, to be advised, same as above)"},
	{"address_of_forwarder", rules.Bool, "its address is that of a forwarder or warehouse"},
	{"address_incomplete", rules.Bool, "its address holds no number of a house, lot or unit; undecided where no address is told"},
	{"website", rules.Text, "web site as told"},
	{"free_mail", rules.Bool, "all its e-mail addresses are at free mail services"},
	{"mail_differs", rules.Bool, "no e-mail address is at the domain of its web site"},
	{"thin_web", rules.Bool, "no web site is told and it has no e-mail at a domain of its own; undecided where neither was asked for"},
	{"domain_created", rules.Date, "date on which its internet domain was registered"},
	{"domain_age_months", rules.Num, "months from the registration of its domain to the shipment"},
	{"incorporated", rules.Date, "date of incorporation"},
	{"incorporated_after_controls", rules.Bool, "incorporated on or after 7 October 2022"},
	{"age_months", rules.Num, "months from incorporation to the shipment"},
	{"employees", rules.Num, "number of employees"},
	{"paid_capital_usd", rules.Num, "paid-in capital in US dollars at the rate of the shipment's date"},
	{"capital_multiple", rules.Num, "value of the shipment as a multiple of the paid-in capital"},
	{"registration_number", rules.Text, "number in a company register"},
	{"bank_country", rules.Text, "country of its bank"},
	{"bank_restricted", rules.Bool, "its bank is in Country Group D:5 or Macau (Hong Kong counts as China)"},
	{"iaas", rules.Bool, "it rents out computing (infrastructure as a service), as told"},
	{"end_use_statement", rules.Bool, "an end-use statement is on file, as told: stated, not verified"},
	{"customer_since", rules.Date, "customer since"},
	{"notes", rules.Text, "notes on it as told"},
	{"sites", rules.Num, "number of sites told"},
	{"site_mw", rules.Num, "megawatts contracted over its data-centre sites; not known where a data centre tells none"},
	{"site_verified", rules.Bool, "a person has verified a site of its own, and the judgement stands"},
	{"listed", rules.Bool, "its name matches an entry of a list that is loaded, and nobody has cleared the pair"},
	{"listed_possible", rules.Bool, "its name comes near an entry of a list that is loaded, or matches one"},
	{"listed_list", rules.Text, "code of the list of the best match by name: EL, SDN ..."},
	{"listed_name", rules.Text, "the entry that its name matches best"},
	{"listed_score", rules.Num, "how well the name matches, 0 to 1"},
	{"on_entity_list", rules.Bool, "matches an entry of the Entity List by name"},
	{"sanctioned", rules.Bool, "matches an entry of a sanctions list (SDN, UN and the like) or the denied persons list by name"},
	{"on_military_list", rules.Bool, "matches an entry of the Military End User list by name"},
	{"on_unverified_list", rules.Bool, "matches an entry of the Unverified List by name"},
	{"listed_address", rules.Bool, "its address is one that a list gives, down to the same unit or building, and nobody has cleared the pair"},
	{"listed_address_grade", rules.Text, "how close the listed address is: same unit, same building, same street"},
	{"local_stop", rules.Bool, "it stands on the local stop list"},
	{"owners_told", rules.Bool, "at least one owner is told, on its record or as a holding"},
	{"owner_listed", rules.Bool, "an owner at any layer matches an entry of a list by name"},
	{"owner_listed_share", rules.Num, "percent held by listed parties together, through all layers; not known where a share on the way is not told"},
	{"owner_listed_share_unknown", rules.Bool, "a listed owner is told and its share is not"},
	{"owner_half_listed", rules.Bool, "listed parties together hold half or more"},
	{"owner_restricted", rules.Bool, "an owner at any layer is in Country Group D:5 or Macau (Hong Kong counts as China)"},
	{"owner_restricted_share", rules.Num, "percent held together by owners from Country Group D:5 or Macau"},
	{"owner_circle", rules.Bool, "the owners told lead back to the party itself"},
	{"shared_address", rules.Num, "number of other parties in the book with other names at the same address and unit"},
	{"shared_phone", rules.Num, "number of other parties in the book with one of its phone numbers"},
	{"shared_mail_domain", rules.Num, "number of other parties in the book with its mail domain, free mail not counted"},
	{"shared_director", rules.Num, "number of other parties in the book that name one of its directors"},
	{"same_as_customer", rules.Bool, "it is the customer of the shipment, by id or name"},
	{"prc_chip_maker", rules.Bool, "its name is that of a maker of Chinese advanced chips in the catalogue"},
	{"military_words", rules.Bool, "name, business or notes speak of military or intelligence use"},
	{"government_words", rules.Bool, "name or business speaks of a government body, academy or state laboratory"},
}
