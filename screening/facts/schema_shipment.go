package facts

import "redflag/screening/rules"

// field numbers the facts that a shipment has once.
type field int

const (
	sID field = iota
	sOrder
	sDate
	sShipDate
	sAsOf
	sDirection
	sDocType
	sGrain
	sStatus
	sHoldReason
	sNotes
	sStatedEndUse
	sIncoterm
	sLicence
	sLicenceException
	sLicenceStated
	sEndUseStated
	sCustomer
	sCustomerFound
	sExporter
	sManufacturer
	sPurchaser
	sIntermediate
	sConsignee
	sEndUser
	sForwarder
	sNotify
	sPayer
	sBank
	sParties
	sLines
	sValueUSD
	sGPUs
	sQuantity
	sNetKg
	sGrossKg
	sPackages
	sCarrier
	sBL
	sAWB
	sPaymentMethod
	sAct
	sOutbound
	sRush
	sDaysToRule
	sNextRule
	sDaysSinceRule
	sLastRule
	sEndUserVague

	dName
	dCountry
	dFinal
	dRecognised
	dHub
	dChina
	dHongKong
	dRestricted
	dLicence
	dLicenceWhy
	dD1
	dD4
	dD5
	dA1
	dA5
	dA6
	dEmbargoed
	dRussia
	dRussiaRoute
	dFinalDiffers
	dEndUserElsewhere
	dConsigneeElsewhere

	rTold
	rCountries
	rLegs
	rHub
	rChina
	rHongKong
	rRestricted
	rDetour
	rUnknownPlace
	rLeaves
	rReturns
	rMissesDestination

	gControlled
	gBucket
	gModel
	gMaker
	gPRC
	gPRCNamed
	gGPUs
	gPowerKW
	gValueUSD
	gServer
	gDescribed
	gRussiaPriority
	gSemiconductor
	gWorstTPP
	gCaseByCase

	payThirdParty
	payCountry
	payElsewhere
	payRestricted
	payRussia
	payCash
	payMethodOdd

	tRelabel
	tConceal
	tDivertRoute
	tThirdPartyPays
	tRushRule
	tStaging
	tRefusal
	tRestrictedUser
	tRussiaUser
	tMilitary
	tTrainingFor
	tRemoteUse
	tPRCSoftware
	tHandCarry
	tEvaluationOnly
	tPartsBreakdown
	tSerials
	tChangedParty
	tAny

	hKnown
	hOrders
	hAdvancedOrders
	hGPUs
	hValueUSD
	hFirst
	hFirstAdvanced
	hThisIsFirst
	hThisIsFirstAdvanced
	hFirstAdvancedAfterControls
	hOnlyAdvanced
	hMonthsKnown
	hOrderMultiple
	hGPUMultiple
	hValuePastMultiple
	hDaysSinceLast
	hSplitOrders
	hSplitValueUSD
	hSplitLargestUSD
	hSplitGPUs
	hSpike
	hSpikeMarket
	hSpikeRelative
	hSpikeGPUs
	hSpikeRule
	hInOutStep

	grpMembers
	grpGPUs
	grpMW
	grpNeedMW
	grpLoad
	grpLoadKnown

	regAffiliates
	regHeadquarters
	regGP10

	fields
)

var fieldDefs = [fields]def{
	{"shipment.id", rules.Text, "id of the shipment"},
	{"shipment.order", rules.Text, "order number"},
	{"shipment.date", rules.Date, "date of the order or document"},
	{"shipment.ship_date", rules.Date, "date on which the goods left"},
	{"shipment.as_of", rules.Date, "day up to which things are known"},
	{"shipment.direction", rules.Text, "out, in or none"},
	{"shipment.doc_type", rules.Text, "order, quote, delivery, invoice, declaration, trade_data, return, purchase, service, hosting, finance"},
	{"shipment.grain", rules.Text, "order_line, delivery_line, declaration_line, trade_record"},
	{"shipment.status", rules.Text, "status in the file that told it"},
	{"shipment.hold_reason", rules.Text, "why the file that told it holds it"},
	{"shipment.notes", rules.Text, "notes as told"},
	{"shipment.stated_end_use", rules.Text, "end use as told"},
	{"shipment.incoterm", rules.Text, "delivery term"},
	{"shipment.licence", rules.Text, "licence number as told: stated, not verified"},
	{"shipment.licence_exception", rules.Text, "licence exception as told: stated, not verified"},
	{"shipment.licence_stated", rules.Bool, "a licence or a licence exception is told: stated, not verified"},
	{"shipment.end_use_stated", rules.Bool, "an end use or an end-use statement is told: stated, not verified"},
	{"shipment.customer", rules.Text, "customer as told"},
	{"shipment.customer_found", rules.Bool, "the customer told is a customer record of the book"},
	{"shipment.exporter", rules.Text, "name of the exporter"},
	{"shipment.manufacturer", rules.Text, "name of the manufacturer"},
	{"shipment.purchaser", rules.Text, "name of the purchaser"},
	{"shipment.intermediate_consignee", rules.Text, "name of the intermediate consignee"},
	{"shipment.ultimate_consignee", rules.Text, "name of the ultimate consignee"},
	{"shipment.end_user", rules.Text, "name of the end user"},
	{"shipment.forwarder", rules.Text, "name of the forwarder"},
	{"shipment.notify_party", rules.Text, "name of the notify party"},
	{"shipment.payer", rules.Text, "name of who pays"},
	{"shipment.bank", rules.Text, "name of the bank"},
	{"shipment.parties", rules.Num, "number of parties told, the customer included"},
	{"shipment.lines", rules.Num, "number of lines"},
	{"shipment.value_usd", rules.Num, "value of all lines in US dollars; not known where a line has no value or no rate"},
	{"shipment.gpus", rules.Num, "advanced chips in all lines that are or may be controlled"},
	{"shipment.quantity", rules.Num, "units in all lines"},
	{"shipment.net_kg", rules.Num, "net weight of all lines in kilograms"},
	{"shipment.gross_kg", rules.Num, "gross weight of all lines in kilograms"},
	{"shipment.packages", rules.Num, "packages in all lines"},
	{"shipment.carrier", rules.Text, "carrier of the goods"},
	{"shipment.bl", rules.Text, "bill of lading"},
	{"shipment.awb", rules.Text, "air waybill"},
	{"shipment.payment_method", rules.Text, "how it is paid, as told"},
	{"shipment.act", rules.Text, "what is done with the goods: sell, buy, transport, service, host, finance, return"},
	{"shipment.outbound", rules.Bool, "goods go out, or nothing says that they do not"},
	{"shipment.rush", rules.Bool, "ordered on a Friday and picked up on the Monday after, or on the day of the order"},
	{"shipment.days_to_rule", rules.Num, "days from its date to the next date of the rule calendar"},
	{"shipment.next_rule", rules.Text, "what that next date brings"},
	{"shipment.days_since_rule", rules.Num, "days from the last date of the rule calendar to its date"},
	{"shipment.last_rule", rules.Text, "what that last date brought"},
	{"shipment.end_user_vague", rules.Bool, "the end user told is no name: various, stock, confidential, to be advised"},

	{"shipment.destination.name", rules.Text, "where the goods go in the end: final destination, else destination, in words"},
	{"shipment.destination.country", rules.Text, "where the goods go in the end, ISO 3166 two letters where it was recognised"},
	{"shipment.destination.final_country", rules.Text, "final destination as told"},
	{"shipment.destination.recognised", rules.Bool, "the destination told is a country that the tables know"},
	{"shipment.destination.hub", rules.Bool, "the destination is a transshipment hub on the law date"},
	{"shipment.destination.china", rules.Bool, "the destination is mainland China, Hong Kong or Macau"},
	{"shipment.destination.hong_kong", rules.Bool, "the destination is Hong Kong or Macau"},
	{"shipment.destination.restricted", rules.Bool, "the destination is in Country Group D:5 or Macau (Hong Kong counts as China) on the law date"},
	{"shipment.destination.licence", rules.Bool, "goods of this bucket need a licence for the destination on the law date; undecided where the bucket is open"},
	{"shipment.destination.licence_why", rules.Text, "why they need one, or not"},
	{"shipment.destination.d1", rules.Bool, "the destination is in Country Group D:1"},
	{"shipment.destination.d4", rules.Bool, "the destination is in Country Group D:4"},
	{"shipment.destination.d5", rules.Bool, "the destination is in Country Group D:5"},
	{"shipment.destination.a1", rules.Bool, "the destination is in Country Group A:1"},
	{"shipment.destination.a5", rules.Bool, "the destination is in Country Group A:5"},
	{"shipment.destination.a6", rules.Bool, "the destination is in Country Group A:6"},
	{"shipment.destination.embargoed", rules.Bool, "the destination is in Country Group E:1 or E:2"},
	{"shipment.destination.russia", rules.Bool, "the destination is Russia or Belarus"},
	{"shipment.destination.russia_route", rules.Bool, "the destination is a country that goods for Russia are known to pass through"},
	{"shipment.destination.final_differs", rules.Bool, "final destination and destination are both told and differ"},
	{"shipment.destination.end_user_elsewhere", rules.Bool, "the end user is in another country than the destination"},
	{"shipment.destination.consignee_elsewhere", rules.Bool, "the ultimate consignee is in another country than the destination"},

	{"route.told", rules.Bool, "a route is told"},
	{"route.countries", rules.Texts, "countries of the route in order"},
	{"route.legs", rules.Num, "number of legs"},
	{"route.hub", rules.Bool, "the route passes a transshipment hub before the destination"},
	{"route.china", rules.Bool, "the route passes mainland China, Hong Kong or Macau"},
	{"route.hong_kong", rules.Bool, "the route passes Hong Kong or Macau"},
	{"route.restricted", rules.Bool, "the route passes a country of Country Group D:5 or Macau"},
	{"route.detour", rules.Num, "length of the legs as a multiple of the direct way"},
	{"route.unknown_place", rules.Bool, "the route names a place that the tables do not know"},
	{"route.leaves_destination", rules.Bool, "the route goes on to another country after the destination"},
	{"route.returns", rules.Bool, "the route comes back to a country that it has left"},
	{"route.misses_destination", rules.Bool, "a route is told and the destination is not on it"},

	{"goods.controlled", rules.Text, "the most controlled line: yes, possible, no sign or no"},
	{"goods.bucket", rules.Text, "classification of the most controlled line: 3A090.a, 3A090.b ..."},
	{"goods.model", rules.Text, "model of the most controlled line"},
	{"goods.maker", rules.Text, "maker of that model"},
	{"goods.prc", rules.Bool, "a line is a chip designed by a firm headquartered in China or Macau that reaches the thresholds, or holds one"},
	{"goods.prc_named", rules.Bool, "a line is a chip that the General Prohibition 10 guidance names, or holds one"},
	{"goods.gpus", rules.Num, "advanced chips in all lines that are or may be controlled"},
	{"goods.power_kw", rules.Num, "power that the goods take when they run, in kilowatts"},
	{"goods.value_usd", rules.Num, "value of the lines that are or may be controlled, in US dollars"},
	{"goods.server", rules.Bool, "a controlled line is a server or a rack"},
	{"goods.described", rules.Texts, "descriptions of the lines as told"},
	{"goods.russia_priority", rules.Bool, "a line carries a tariff number of the Common High Priority List"},
	{"goods.semiconductor", rules.Bool, "a line carries a tariff number of semiconductors or integrated circuits"},
	{"goods.tpp", rules.Num, "highest total processing performance of a line"},
	{"goods.case_by_case", rules.Bool, "figures are under the limits of case-by-case review for China and Macau of January 2026"},

	{"payment.third_party", rules.Bool, "who pays is neither customer, purchaser, consignee nor end user, nor in the same group"},
	{"payment.country", rules.Text, "country that the money comes from"},
	{"payment.elsewhere", rules.Bool, "the money comes from another country than the customer's"},
	{"payment.restricted", rules.Bool, "the money comes from Country Group D:5 or Macau (Hong Kong counts as China)"},
	{"payment.russia", rules.Bool, "the money comes from Russia or Belarus"},
	{"payment.cash", rules.Bool, "paid in cash or by cash deposit"},
	{"payment.method_odd", rules.Bool, "paid in crypto assets, by money changer or by a personal account"},

	{"text.relabel", rules.Bool, "notes or descriptions speak of removing labels or logos, neutral boxes or relabelling"},
	{"text.conceal", rules.Bool, "notes ask to leave a name, model or destination off the papers"},
	{"text.divert_route", rules.Bool, "notes speak of sending goods on through another country, or over Hong Kong"},
	{"text.third_party_pays", rules.Bool, "notes speak of payment by somebody else"},
	{"text.rush_rule", rules.Bool, "notes press for shipment before a rule takes effect"},
	{"text.staging", rules.Bool, "notes speak of dummy machines or of staging for a visit"},
	{"text.refusal", rules.Bool, "notes tell that end user or end use was refused, is confidential or evaded"},
	{"text.restricted_user", rules.Bool, "notes or stated use name a user in China, Hong Kong or Macau"},
	{"text.russia_user", rules.Bool, "notes or stated use name a user in Russia or Belarus"},
	{"text.military", rules.Bool, "notes or stated use speak of military or intelligence use"},
	{"text.training_for", rules.Bool, "notes or stated use speak of training models for somebody else"},
	{"text.remote_use", rules.Bool, "notes or stated use speak of renting out or of remote use"},
	{"text.prc_software", rules.Bool, "notes or descriptions speak of software of Chinese accelerators (CANN, MindSpore, npu-smi)"},
	{"text.hand_carry", rules.Bool, "notes or carrier speak of hand carriage or luggage"},
	{"text.evaluation_only", rules.Bool, "notes or stated use say technical analysis or evaluation only"},
	{"text.parts_breakdown", rules.Bool, "notes speak of taking machines apart and shipping boards on their own"},
	{"text.serials", rules.Bool, "notes speak of leaving out, changing or moving serial numbers"},
	{"text.changed_party", rules.Bool, "notes tell of a changed consignee, end user or delivery place"},
	{"text.any", rules.Texts, "all phrases found, with their theme"},

	{"history.known", rules.Bool, "the book was read for the customer's past"},
	{"history.orders", rules.Num, "orders of the customer before this one"},
	{"history.advanced_orders", rules.Num, "orders of advanced chips before this one"},
	{"history.gpus", rules.Num, "advanced chips ordered before"},
	{"history.value_usd", rules.Num, "value of all orders before, in US dollars"},
	{"history.first_order", rules.Date, "date of the customer's first order, or this one"},
	{"history.first_advanced_order", rules.Date, "date of the customer's first order of advanced chips, or this one"},
	{"history.this_is_first", rules.Bool, "this is the customer's first order in the book"},
	{"history.this_is_first_advanced", rules.Bool, "this is the customer's first order of advanced chips in the book"},
	{"history.first_advanced_after_controls", rules.Bool, "the customer's first order of advanced chips came on or after 7 October 2022"},
	{"history.only_advanced", rules.Bool, "the customer has ordered nothing but advanced chips, this order included"},
	{"history.months_known", rules.Num, "months from the customer's first order, or from customer_since, to this one"},
	{"history.order_multiple", rules.Num, "value of this order as a multiple of the customer's largest before"},
	{"history.gpu_multiple", rules.Num, "advanced chips of this order as a multiple of the customer's largest before"},
	{"history.value_past_multiple", rules.Num, "value of this order as a multiple of all before together"},
	{"history.days_since_last", rules.Num, "days since the customer's last order"},
	{"history.split_orders", rules.Num, "orders of the group in the 14 days up to this one, this one included"},
	{"history.split_value_usd", rules.Num, "value of those orders together, in US dollars"},
	{"history.split_largest_usd", rules.Num, "value of the largest of those orders, in US dollars"},
	{"history.split_gpus", rules.Num, "advanced chips of those orders together"},
	{"history.spike", rules.Num, "weekly advanced chips in the six weeks up to this order as a multiple of the 26 weeks before; only in the six weeks before a rule date"},
	{"history.spike_market", rules.Num, "the same for the whole book"},
	{"history.spike_relative", rules.Num, "the customer's spike over that of the whole book"},
	{"history.spike_gpus", rules.Num, "advanced chips of the customer in those six weeks, this order included"},
	{"history.spike_rule", rules.Text, "the rule date that the spike comes before"},
	{"history.in_out_step", rules.Bool, "the same model came in from elsewhere and goes out again in like number within 45 days"},

	{"group.members", rules.Num, "customers in the group that the customer belongs to by parent or majority holding"},
	{"group.gpus", rules.Num, "advanced chips ordered by the group in all, this order included"},
	{"group.mw", rules.Num, "megawatts that the group has told of its data centres"},
	{"group.need_mw", rules.Num, "megawatts that the group's advanced chips take when they run, at 1.3 for cooling and losses"},
	{"group.load", rules.Num, "need as a multiple of the megawatts told"},
	{"group.load_known", rules.Bool, "megawatts of a data centre are told for the group"},

	{"regime.affiliates_rule", rules.Bool, "the 50 percent affiliates rule of the Entity List is in force on the law date"},
	{"regime.headquarters_rule", rules.Bool, "the headquarters test for advanced chips is in force on the law date"},
	{"regime.gp10_guidance", rules.Bool, "the guidance on Chinese advanced chips under General Prohibition 10 is out on the law date"},
}
