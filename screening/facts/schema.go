package facts

import (
	"slices"

	"redflag/screening/rules"
)

// def is one row of the vocabulary. Rows stand in the order of their numbers.
type def struct {
	name string
	typ  rules.Type
	doc  string
}

// prefix numbers the parties that rules may name without a quantifier. The facts
// of each are those of the first party with that role.
type prefix int

const (
	customerPrefix prefix = iota
	endUserPrefix
	consigneePrefix
	intermediatePrefix
	purchaserPrefix
	forwarderPrefix
	notifyPrefix
	payerPrefix
	prefixes
)

var prefixNames = [prefixes]struct{ name, who string }{
	{"customer", "the customer"},
	{"end_user", "the end user"},
	{"ultimate_consignee", "the ultimate consignee"},
	{"intermediate_consignee", "the intermediate consignee"},
	{"purchaser", "the purchaser"},
	{"forwarder", "the forwarder"},
	{"notify_party", "the notify party"},
	{"payer", "who pays"},
}

// group numbers the collections that rules quantify over.
type group int

const (
	parties group = iota
	lines
	hits
	owners
	sites
	groups
)

type hitField int

const (
	xParty hitField = iota
	xRole
	xList
	xID
	xName
	xMatched
	xScore
	xSure
	xCleared
	xAddress
	xGrade
	xCountry
	xListedFrom
	xAfterShipment
	xEntityList
	xSanctions
	xMilitary
	xUnverified
	xControlsAll
	xOwner
	hitFields
)

var hitDefs = [hitFields]def{
	{"party", rules.Text, "name of the party that matches"},
	{"role", rules.Text, "part that the party has in the shipment"},
	{"list", rules.Text, "code of the list: EL, SDN, DPL, UVL, MEU ..."},
	{"id", rules.Text, "the entry's own id in its list"},
	{"name", rules.Text, "name of the entry"},
	{"matched", rules.Text, "name, alias or address that matched"},
	{"score", rules.Num, "how well it matches, 0 to 1"},
	{"sure", rules.Bool, "at or above the threshold for a match; else only possible"},
	{"cleared", rules.Bool, "a person has cleared this pair, and the clearance stands"},
	{"address", rules.Bool, "the address matched, not the name"},
	{"grade", rules.Text, "of an address: same unit, same building, same street"},
	{"country", rules.Text, "country of the entry"},
	{"listed_from", rules.Date, "date from which the entry is listed"},
	{"after_shipment", rules.Bool, "listed only after the goods left"},
	{"entity_list", rules.Bool, "an entry of the Entity List"},
	{"sanctions", rules.Bool, "an entry of a sanctions list or the denied persons list"},
	{"military", rules.Bool, "an entry of the Military End User list"},
	{"unverified", rules.Bool, "an entry of the Unverified List"},
	{"all_items", rules.Bool, "its licence requirement covers all items subject to the regulations"},
	{"owner", rules.Bool, "an owner of the party matched, not the party"},
}

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

var ownerDefs = [ownerFields]def{
	{"of", rules.Text, "the party that is owned"},
	{"role", rules.Text, "part that the party has in the shipment"},
	{"name", rules.Text, "name of the owner"},
	{"country", rules.Text, "country of the owner"},
	{"percent", rules.Num, "share through all layers, in percent; not known where a share on the way is not told"},
	{"layer", rules.Num, "1 for a direct owner, 2 for an owner's owner ..."},
	{"restricted", rules.Bool, "the owner is in Country Group D:5 or Macau (Hong Kong counts as China)"},
	{"listed", rules.Bool, "the owner matches an entry of a list by name"},
	{"list", rules.Text, "code of that list"},
}

type siteField int

const (
	tOf siteField = iota
	tRole
	tName
	tAddress
	tKind
	tMW
	tRacks
	tHardware
	tVerified
	siteFields
)

var siteDefs = [siteFields]def{
	{"of", rules.Text, "the party that has the site"},
	{"role", rules.Text, "part that the party has in the shipment"},
	{"name", rules.Text, "name of the site"},
	{"address", rules.Text, "address of the site"},
	{"kind", rules.Text, "datacenter, office, warehouse, lab"},
	{"mw", rules.Num, "megawatts contracted"},
	{"racks", rules.Num, "number of racks"},
	{"hardware", rules.Num, "units of hardware told to stand there"},
	{"verified", rules.Bool, "a person has verified the site, and the judgement stands"},
}

// words of text facts that only ever have these values.
var fixedWords = map[string][]string{
	"goods.controlled":   {"yes", "possible", "no sign", "no"},
	"lines.controlled":   {"yes", "possible", "no sign", "no"},
	"shipment.direction": {"out", "in", "none"},
	"shipment.act":       {"sell", "buy", "transport", "service", "host", "finance", "return"},
}

const (
	firstPrefixSlot = int(fields)
	firstGroupSlot  = firstPrefixSlot + int(prefixes)*int(partyFields)
	slots           = firstGroupSlot + int(groups)
)

// Schema is the whole vocabulary in slot order.
func Schema() []rules.Field {
	out := make([]rules.Field, 0, slots)
	for _, d := range fieldDefs {
		out = append(out, rules.Field{Name: d.name, Type: d.typ, Doc: d.doc, Words: fixedWords[d.name]})
	}
	for _, p := range prefixNames {
		for _, d := range partyDefs {
			out = append(out, rules.Field{Name: p.name + "." + d.name, Type: d.typ, Doc: p.who + ": " + d.doc})
		}
	}
	return append(out,
		elements("parties", "everybody named in the shipment, the customer included", partyDefs[:]),
		elements("lines", "the lines of the shipment", lineDefs[:]),
		elements("hits", "list entries that a party, its address or an owner matches or comes near, cleared ones included", hitDefs[:]),
		elements("owners", "owners of the parties through all layers told", ownerDefs[:]),
		elements("sites", "sites of the parties", siteDefs[:]),
	)
}

func elements(name, doc string, defs []def) rules.Field {
	f := rules.Field{Name: name, Type: rules.Group, Doc: doc}
	for _, d := range defs {
		f.Fields = append(f.Fields, rules.Field{Name: d.name, Type: d.typ, Doc: d.doc, Words: fixedWords[name+"."+d.name]})
	}
	return f
}

// Names are the dotted names of all facts, sorted, for documents and completion.
func Names() []string {
	var out []string
	for _, f := range Schema() {
		out = append(out, f.Name)
		for _, e := range f.Fields {
			out = append(out, f.Name+"[]."+e.Name)
		}
	}
	slices.Sort(out)
	return out
}
