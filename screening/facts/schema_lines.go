package facts

import "redflag/screening/rules"

// lineField numbers the facts of a line.
type lineField int

const (
	lLine lineField = iota
	lPart
	lDescription
	lQuantity
	lUnitValueUSD
	lValueUSD
	lECCN
	lHS
	lOrigin
	lNetKg
	lGrossKg
	lModel
	lMaker
	lControlled
	lBucket
	lGPUs
	lTPP
	lPRC
	lPRCNamed
	lPRCSoftware
	lKind
	lWatts
	lPriceLow
	lPriceHigh
	lPriceMarket
	lWeightRatio
	lUSDPerKg
	lHSFits
	lECCNFits
	lGeneric
	lOriginChina
	lSerials
	lSerialsMissing
	lSerialSeen
	lSerialTwice
	lQuantityOdd
	lRussiaPriority
	lSemiconductor
	lineFields
)

var lineDefs = [lineFields]def{
	{"line", rules.Num, "number of the line"},
	{"part_number", rules.Text, "part number as told"},
	{"description", rules.Text, "description as told"},
	{"quantity", rules.Num, "quantity in units"},
	{"unit_value_usd", rules.Num, "value of one unit in US dollars at the rate of the shipment's date"},
	{"value_usd", rules.Num, "value of the line in US dollars"},
	{"eccn", rules.Text, "export control classification as told"},
	{"hs", rules.Text, "customs tariff number as told"},
	{"origin_country", rules.Text, "country of origin as told"},
	{"net_kg", rules.Num, "net weight of the line in kilograms"},
	{"gross_kg", rules.Num, "gross weight of the line in kilograms"},
	{"model", rules.Text, "model that the catalogue recognises in part number or description"},
	{"maker", rules.Text, "maker of that model"},
	{"controlled", rules.Text, "advanced computing item: yes, possible, no sign or no"},
	{"bucket", rules.Text, "classification that its figures lead to: 3A090.a, 3A090.b ..."},
	{"gpus", rules.Num, "advanced chips in the line: quantity times chips a unit"},
	{"tpp", rules.Num, "total processing performance of the chip, the highest figure of its range"},
	{"prc", rules.Bool, "the chip was designed by a firm headquartered in China or Macau"},
	{"prc_named", rules.Bool, "the chip is one that the General Prohibition 10 guidance names (Ascend 910B, 910C, 910D)"},
	{"prc_software", rules.Bool, "the description speaks of software of Chinese accelerators (CANN, MindSpore, npu-smi)"},
	{"kind", rules.Text, "kind of thing: chip, module, card, server, rack ..."},
	{"watts", rules.Num, "power of one unit in watts"},
	{"price_low", rules.Num, "unit value as a part of the low end of the catalogue's price band; under 1 is below the band"},
	{"price_high", rules.Num, "unit value as a multiple of the high end of the catalogue's price band; over 1 is above the band"},
	{"price_market", rules.Num, "unit value as a multiple of the median that the book has for the model; needs eight lines"},
	{"weight_ratio", rules.Num, "net weight told as a multiple of the weight that the catalogue leads to"},
	{"usd_per_kg", rules.Num, "value in US dollars for a kilogram of net weight"},
	{"hs_fits", rules.Bool, "the tariff number is one of those usual for the model"},
	{"eccn_fits", rules.Bool, "the classification told fits the model: no EAR99 or 5A992 on a controlled chip"},
	{"generic", rules.Bool, "the description is a generic word (computer parts, adapter, 电脑配件, Zubehör) without a model"},
	{"origin_china", rules.Bool, "the origin told is China, Hong Kong or Macau"},
	{"serials", rules.Num, "number of serial numbers told"},
	{"serials_missing", rules.Num, "units without a serial number, where any is told"},
	{"serial_seen", rules.Bool, "a serial number went out before, in another shipment, and no return is told"},
	{"serial_twice", rules.Bool, "a serial number stands twice in the line"},
	{"quantity_odd", rules.Bool, "the quantity is below one, no whole number, or beyond a hundred million"},
	{"russia_priority", rules.Bool, "the tariff number is on the Common High Priority List"},
	{"semiconductor", rules.Bool, "the tariff number is that of semiconductors or integrated circuits (8541, 8542)"},
}
