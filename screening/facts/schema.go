package facts

import (
	"slices"

	"redflag/screening/rules"
)

// def is one row of the vocabulary: the name that rules write, its type, the
// words that it can have where the set is closed, and what it means.
type def struct {
	name  string
	typ   rules.Type
	words []string
	doc   string
}

// group numbers the collections that rules quantify over. They follow the single
// facts in slot order.
type group int

const (
	groupParties group = iota
	groupLines
	groupHits
	groupOwners
	groupSites
	groupMentions
	groups
)

const slots = int(fields) + int(groups)

// Schema is the whole vocabulary in slot order.
func Schema() []rules.Field {
	var out []rules.Field
	for i, d := range slices.Concat(shipmentDefs(), customerDefs(), goodsDefs()) {
		x := d.field()
		x.Lasting = field(i).lasting()
		out = append(out, x)
	}
	parties := elements("parties", "everybody named in the shipment, the customer included", partyDefs())
	for i := range parties.Fields {
		parties.Fields[i].Lasting = partyField(i).lasting()
	}
	return append(out, parties,
		elements("lines", "the lines of the shipment", lineDefs()),
		elements("hits", "list entries that a party, its address or an owner matches or comes near, cleared ones included", hitDefs()),
		elements("owners", "owners of the parties through all layers told", ownerDefs()),
		elements("sites", "sites of the parties", siteDefs()),
		elements("mentions", "organisations of a list that texts of an order name, that are no party of it, and that nobody has cleared; of goods that nobody diverts, only those of a full name that the text ties to the deal", mentionDefs()),
	)
}

func (d def) field() rules.Field {
	return rules.Field{Name: d.name, Type: d.typ, Words: d.words, Country: d.isCountry(), Doc: d.doc}
}

// isCountry says whether the value of a fact is the code of a country.
func (d def) isCountry() bool {
	switch d.name {
	case "customer.country", "customer.hq_country", "customer.parent_country", "customer.ultimate_parent_country",
		"shipment.destination", "shipment.destination_told", "shipment.final_destination", "shipment.route.end", "shipment.end_user_country", "shipment.payer_country", "shipment.stands_in",
		"country", "hq_country", "ultimate_parent_country", "address_country", "origin":
		return true
	}
	return false
}

func elements(name, doc string, defs []def) rules.Field {
	f := rules.Field{Name: name, Type: rules.Group, Doc: doc}
	for _, d := range defs {
		f.Fields = append(f.Fields, d.field())
	}
	return f
}
