package facts

import "redflag/screening/rules"

// partyField numbers the facts of an element of parties.
type partyField int

const (
	pRole partyField = iota
	pName
	pCountry
	pChina
	pRestricted
	pRussia
	pHub
	pHqCountry
	pUltimateParentCountry
	pHqRestricted
	pUsSide
	pReceives
	pRecord
	pListedHit
	pListedScore
	pListedList
	pListedClass
	pListedName
	pListedLater
	pAddressGrade
	pAddressListedName
	pAddressList
	pAddressTenants
	pAddressNotedListed
	pAddressOfForwarder
	pListedOwner
	pListedOwnerShare
	pSanctionedOwnerShare
	pAffiliateShare
	pOwnerRestricted
	pOwnerRussia
	pForwarder
	pBank
	pReseller
	pLets
	pUniversity
	pMilitary
	pResidential
	pAddressCountry
	pSameAsForwarder
	pSameAsCustomer
	pPlaceholder
	pDisguised
	pListedBrand
	pListedLocally
	pSharedAddressCount
	pSharedPhoneCount
	pIncorporatedAfterControls
	pAgeDays
	pBusinessFits
	pRooted
	pPublicBody
	pTiesChina
	pTiesRussia
	pParentNamedChina
	pTiesBarred
	pCalledInRussia
	pStoppedAs
	pStoppedSame
	pStoppedListed
	pOwnerNotedListed
	pAddress
	pMilitarySign
	pMilitaryLocally
	pThinPresence
	pBare
	pOpenPlace
	pDeclined
	pNotFound
	pMailElsewhere
	pMilitaryBody
	pNameTells
	pAddressTells
	pToBeFounded
	pMailOf
	pNumberOf
	pSharesWithListed
	partyFields
)

// partyDefs are the facts of an element of parties.
func partyDefs() []def {
	return []def{
		{"role", rules.Text, []string{"customer", "exporter", "manufacturer", "purchaser", "intermediate_consignee", "ultimate_consignee", "end_user", "forwarder", "notify_party", "payer", "bank", "carrier"}, "part in the shipment"},
		{"name", rules.Text, nil, "name as told"},
		{"country", rules.Text, nil, "country of the address"},
		{"china", rules.Bool, nil, "it is located in mainland China, Hong Kong or Macau"},
		{"restricted", rules.Bool, nil, "it is located in Country Group D:5 or Macau (Hong Kong counts as China)"},
		{"russia", rules.Bool, nil, "it is located in Russia or Belarus"},
		{"hub", rules.Bool, nil, "it is located in a transshipment hub"},
		{"hq_country", rules.Text, nil, "country of headquarters"},
		{"ultimate_parent_country", rules.Text, nil, "country of the ultimate parent"},
		{"hq_restricted", rules.Bool, nil, "headquarters, parent or ultimate parent is in Country Group D:5 or Macau; false only if headquarters and ultimate parent are told and neither is"},
		{"us_side", rules.Bool, nil, "it is on our side: exporter or manufacturer"},
		{"receives", rules.Bool, nil, "it gets the goods: customer, purchaser, consignees, end user"},
		{"record", rules.Text, nil, "id of the customer record that it was taken to be"},
		{"listed_hit", rules.Text, []string{"hit", "possible", "none"}, "name against the lists, cleared pairs left out"},
		{"listed_score", rules.Num, nil, "how well the name matches, 0 to 1"},
		{"listed_list", rules.Text, nil, "code of the list of the best match: EL, SDN, DPL, UVL, MEU ..."},
		{"listed_class", rules.Text, []string{"prohibited", "sanctioned", "licence", "caution", "local"}, "what being on that list means"},
		{"listed_name", rules.Text, nil, "the entry that matches best"},
		{"listed_later", rules.Bool, nil, "the entry is listed only from a day after the shipment"},
		{"address_grade", rules.Text, []string{"unit", "floor", "building", "street", "none"}, "address against the lists"},
		{"address_listed_name", rules.Text, nil, "the entry whose address that is"},
		{"address_list", rules.Text, nil, "code of the list that gives the address"},
		{"address_tenants", rules.Num, nil, "unrelated parties known in the building of that address, listed or of the book"},
		{"address_noted_listed", rules.Text, nil, "another customer at its very address of which the own notes tell that a list names it"},
		{"address_of_forwarder", rules.Text, nil, "a forwarder, carrier or warehouse among the customers that sits at its very address"},
		{"listed_owner", rules.Text, nil, "an owner, at any layer, that matches an entry of a list"},
		{"listed_owner_share", rules.Num, nil, "percent held by listed parties together"},
		{"sanctioned_owner_share", rules.Num, nil, "percent held by sanctioned parties together, of those that were so when the goods left"},
		{"affiliate_share", rules.Num, nil, "percent held together by parties of the Entity List, the Military End User List or of sanctions, of those that stood there when the goods left"},
		{"owner_restricted", rules.Bool, nil, "an owner at any layer is in Country Group D:5 or Macau"},
		{"owner_russia", rules.Bool, nil, "an owner at any layer is in Russia or Belarus, or is listed there"},
		{"forwarder", rules.Bool, nil, "it is a forwarder, carrier or warehouse by role or words"},
		{"bank", rules.Bool, nil, "it is a bank by role or words"},
		{"reseller", rules.Bool, nil, "it is a reseller, distributor or trader by role or words"},
		{"lets", rules.Bool, nil, "its trade is to let or lease goods to others, by its name or business"},
		{"university", rules.Bool, nil, "its name has words of a defence university, the military or intelligence"},
		{"military", rules.Bool, nil, "its name or business has words of the military, weapons or intelligence"},
		{"residential", rules.Bool, nil, "words of the address are those of a dwelling"},
		{"address_country", rules.Text, nil, "country that its address ends in, where that is another than the one told; of a party that tells no country that of its address or town"},
		{"same_as_forwarder", rules.Bool, nil, "address or name equals the forwarder's, or the name the carrier's"},
		{"same_as_customer", rules.Bool, nil, "it is the customer, by id or name"},
		{"placeholder", rules.Bool, nil, "the name is \"to be advised\", \"to order\", \"various\" and the like"},
		{"disguised", rules.Bool, nil, "the name, or its local form, is spelt with look-alike characters: a Cyrillic letter or a nought within a Latin word"},
		{"listed_brand", rules.Text, nil, "entry of a listed house whose name it bears without being that entry, cleared pairs left out"},
		{"listed_locally", rules.Bool, nil, "its name in local script is that of an entry of a list, and its Latin name comes near none of that entry"},
		{"shared_address_count", rules.Num, nil, "other, unrelated parties at the same address and unit"},
		{"shared_phone_count", rules.Num, nil, "other, unrelated parties with one of its phone numbers or e-mail addresses"},
		{"incorporated_after_controls", rules.Bool, nil, "it was incorporated on or after 7 October 2022"},
		{"age_days", rules.Num, nil, "days from its incorporation to the day of the deal"},
		{"business_fits", rules.Bool, nil, "its line of business uses or deals in computing"},
		{"rooted", rules.Bool, nil, "by its kind, its size or its owners as told it sits where its address is: a public body, a bank, a listed house, of fifty people or more, in a hub of five hundred, held by half at home, or the daughter of a house of so many whose own record tells its headquarters; never a trader"},
		{"public_body", rules.Bool, nil, "by its name it is a school, a hospital, an office or another body that nobody owns, and its trade is not to work for such: its headquarters are where it is"},
		{"ties_china", rules.Text, nil, "what of its name, registration number, mail, web site, telephone or bank is of China, Hong Kong or Macau, though it sits elsewhere or nobody tells where"},
		{"ties_russia", rules.Text, nil, "what of its name, mail, web site, telephone or bank is of Russia or Belarus, though it sits elsewhere"},
		{"parent_named_china", rules.Text, nil, "an owner that may hold more than half, at every layer between, or a parent, of whom no country is told and whose name places it in China, Hong Kong or Macau"},
		{"ties_barred", rules.Text, nil, "a telephone, mail or web site of Iran, North Korea, Syria or Cuba, though it does not say that it sits there"},
		{"called_in_russia", rules.Text, nil, "a telephone number of Russia or Belarus, though it says that it sits elsewhere, and not beside Russia"},
		{"stopped_as", rules.Text, nil, "a customer of the book that was stopped before the deal, not the one who orders, whose name it bears or one that comes near it in any script"},
		{"stopped_same", rules.Bool, nil, "it is that customer, by its record or its very name"},
		{"stopped_listed", rules.Bool, nil, "the notes on that customer tell that a list names it"},
		{"owner_noted_listed", rules.Text, nil, "an owner or parent at any layer of which its own record, or what is told of the holding, says that it is on a list"},
		{"address", rules.Text, nil, "address as told, with town and region"},
		{"military_sign", rules.Text, nil, "what beside its name and business is of the military: a mail address, an owner or parent, an address, a site or a serving officer"},
		{"military_locally", rules.Text, nil, "its name in local script, where that has words of the military and its Latin name has none"},
		{"thin_presence", rules.Bool, nil, "it has neither a web site nor e-mail at a domain of its own"},
		{"bare", rules.Bool, nil, "its address, number or web site was asked for, and none of them is known"},
		{"open_place", rules.Text, nil, "its address, or the address or name of a site of its, where that says that the place is still to be told"},
		{"declined", rules.Text, nil, "a field of its that says that the answer was declined"},
		{"not_found", rules.Text, nil, "its number or web site as told, where that says that a search found none"},
		{"mail_elsewhere", rules.Text, nil, "an e-mail address of its at a domain that is not the customer's, nor one where anybody writes"},
		{"military_body", rules.Bool, nil, "by its name or its line of business it is plainly a body of the armed forces or arms them; a name that merely bears such a word is not, nor a trade in clothes, games or the past"},
		{"name_tells", rules.Texts, tells(), "what its name tells in plain words"},
		{"address_tells", rules.Texts, tells(), "what its address with town and region tells in plain words"},
		{"to_be_founded", rules.Bool, nil, "its name or number of registration says that it is still to be founded"},
		{"mail_of", rules.Text, nil, "another customer of the book, of another group and name and with no part in this order, at whose own domain one of its e-mail addresses is"},
		{"number_of", rules.Text, nil, "another customer of the book, of another group and name and with no part in this order, whose registration or tax number it tells"},
		{"shares_with_listed", rules.Text, nil, "a customer stopped before the deal, with no part in this order, of which the notes tell that a list names it, and whose address, phone, mail, number or person it has or, by its name, is"},
	}
}

// lineField numbers the facts of an element of lines.
type lineField int

const (
	lLine lineField = iota
	lPartNumber
	lDescription
	lQuantity
	lUnitValueUsd
	lValueUsd
	lEccn
	lHs
	lOrigin
	lNetKg
	lGrossKg
	lModel
	lMaker
	lControlled
	lGpus
	lLot
	lPrcChip
	lHsMismatch
	lGeneric
	lPriceOver
	lWeightRatio
	lUsdPerKg
	lSerials
	lDualUse
	lReceived
	lPricedAsNamed
	lGoesWith
	lPerPackage
	lTells
	lWorth
	lCalled
	lUnnamed
	lCurrencyOpen
	lineFields
)

// lineDefs are the facts of an element of lines.
func lineDefs() []def {
	return []def{
		{"line", rules.Num, nil, "number of the line"},
		{"part_number", rules.Text, nil, "part number as told"},
		{"description", rules.Text, nil, "description as told"},
		{"quantity", rules.Num, nil, "quantity in units"},
		{"unit_value_usd", rules.Num, nil, "value of one unit in US dollars"},
		{"value_usd", rules.Num, nil, "value of the line in US dollars"},
		{"eccn", rules.Text, nil, "classification as told"},
		{"hs", rules.Text, nil, "tariff number as told"},
		{"origin", rules.Text, nil, "country of origin as told"},
		{"net_kg", rules.Num, nil, "net weight in kilograms"},
		{"gross_kg", rules.Num, nil, "gross weight in kilograms"},
		{"model", rules.Text, nil, "model that the catalogue recognises"},
		{"maker", rules.Text, nil, "maker of that model"},
		{"controlled", rules.Text, []string{"yes", "possible", "no sign", "no"}, "advanced computing item or not"},
		{"gpus", rules.Num, nil, "advanced chips in the line"},
		{"lot", rules.Num, nil, "pieces that one unit of the line holds at least by its price, where its unit is a lot, a set or a package, or it is one piece at the price of many; else not told"},
		{"prc_chip", rules.Bool, nil, "it is of a chip designed in China that reaches the thresholds surely or by estimate"},
		{"hs_mismatch", rules.Bool, nil, "the tariff number is outside the part's usual set"},
		{"generic", rules.Bool, nil, "the description is only a generic word"},
		{"price_over", rules.Num, nil, "unit price as a multiple of the high end of the price band"},
		{"weight_ratio", rules.Num, nil, "net weight as a multiple of what model and quantity lead to"},
		{"usd_per_kg", rules.Num, nil, "value in US dollars for a kilogram of net weight"},
		{"serials", rules.Num, nil, "number of serial numbers told"},
		{"dual_use", rules.Bool, nil, "the classification told is one that the list controls for more than terrorism"},
		{"received", rules.Num, nil, "pieces that a receipt or a count on site tells"},
		{"priced_as_named", rules.Bool, nil, "by its words it goes with the goods that it names or is without their chips, and it costs as much as they do"},
		{"goes_with", rules.Text, nil, "accelerators or a system that it goes with by its words"},
		{"per_package", rules.Num, nil, "machines for each package told, of servers and racks that a man cannot lift; of other goods not told"},
		{"tells", rules.Texts, tells(), "what its description tells in plain words"},
		{"worth", rules.Num, nil, "value of the line as a part of quantity and price of one unit, all three of them told; not told on a paper that asks for a part of the price"},
		{"called", rules.Texts, append(generalClasses(), bareWords), "what general words of its description say that it is"},
		{"unnamed", rules.Bool, nil, "by its words it bears no sign of controlled goods, whatever its price says"},
		{"currency_open", rules.Bool, nil, "an amount is told in a currency of which there is no rate: a sign of several, one that the tables have not, or one that was asked for in vain"},
	}
}

// hitField numbers the facts of an element of hits.
type hitField int

const (
	hParty hitField = iota
	hRole
	hList
	hClass
	hName
	hScore
	hSure
	hCleared
	hAddress
	hOwner
	hLater
	hitFields
)

// hitDefs are the facts of an element of hits.
func hitDefs() []def {
	return []def{
		{"party", rules.Text, nil, "name of the party"},
		{"role", rules.Text, nil, "part in the shipment"},
		{"list", rules.Text, nil, "code of the list"},
		{"class", rules.Text, []string{"prohibited", "sanctioned", "licence", "caution", "local"}, "what being on that list means"},
		{"name", rules.Text, nil, "name of the entry"},
		{"score", rules.Num, nil, "how well it matches, 0 to 1"},
		{"sure", rules.Bool, nil, "its score is at or above the threshold of a match"},
		{"cleared", rules.Bool, nil, "a person has cleared this pair, and the clearance stands"},
		{"address", rules.Bool, nil, "the address matched, not the name"},
		{"owner", rules.Bool, nil, "an owner of the party matched, not the party"},
		{"later", rules.Bool, nil, "it is listed only from a day after the shipment"},
	}
}

// ownerField numbers the facts of an element of owners.
type ownerField int

const (
	oOf ownerField = iota
	oRole
	oName
	oCountry
	oPercent
	oLayer
	oRestricted
	oListed
	oList
	ownerFields
)

// ownerDefs are the facts of an element of owners.
func ownerDefs() []def {
	return []def{
		{"of", rules.Text, nil, "the party that is owned"},
		{"role", rules.Text, nil, "part of that party in the shipment"},
		{"name", rules.Text, nil, "name of the owner"},
		{"country", rules.Text, nil, "country of the owner; where none is told, the one in which the list knows it that surely means it"},
		{"percent", rules.Num, nil, "share through all layers in percent"},
		{"layer", rules.Num, nil, "1 for a direct owner, 2 for an owner's owner"},
		{"restricted", rules.Bool, nil, "it is in Country Group D:5 or Macau (Hong Kong counts as China)"},
		{"listed", rules.Bool, nil, "it matches an entry of a list by name"},
		{"list", rules.Text, nil, "code of that list"},
	}
}

// siteField numbers the facts of an element of sites.
type siteField int

const (
	sOf siteField = iota
	sName
	sAddress
	sKind
	sMw
	sRacks
	sHardware
	sPrcChip
	sRussia
	sNamesake
	sUnfit
	sVerified
	sCountry
	siteFields
)

// siteDefs are the facts of an element of sites.
func siteDefs() []def {
	return []def{
		{"of", rules.Text, nil, "the party that has the site"},
		{"name", rules.Text, nil, "name of the site"},
		{"address", rules.Text, nil, "address of the site"},
		{"kind", rules.Text, nil, "datacenter, office, warehouse, lab"},
		{"mw", rules.Num, nil, "megawatts contracted"},
		{"racks", rules.Num, nil, "number of racks"},
		{"hardware", rules.Texts, nil, "machines and chips told to stand there"},
		{"prc_chip", rules.Bool, nil, "a chip designed in China that reaches the thresholds surely or by estimate, or a system with it, is told to stand there"},
		{"russia", rules.Bool, nil, "its address ends in a place of Russia or Belarus"},
		{"namesake", rules.Bool, nil, "its address ends in a town that the country of the party has as well as a better-known one elsewhere"},
		{"unfit", rules.Bool, nil, "by its kind it is a place of a trade that is foreign to computing: a laundry, a shop, a stable"},
		{"verified", rules.Bool, nil, "a person has verified the site, and the judgement stands"},
		{"country", rules.Text, nil, "country that the address of the site ends in"},
	}
}
