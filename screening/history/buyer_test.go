package history

import (
	"testing"

	"redflag/data"
)

func TestAPaperWithoutABuyerIsOfWhoReceivesTheGoodsOrSendsThem(t *testing.T) {
	b := NewBuilder()
	for _, id := range []string{"C-1", "C-2", "C-3"} {
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: id, Name: "Firm " + id, Country: "MY"}})
	}
	book := b.Build()
	party := func(role data.Role, name string) data.Party {
		return data.Party{Role: role, Customer: &data.Customer{Name: name, Country: "MY"}}
	}
	for _, c := range []struct {
		name, doc, customer string
		parties             []data.Party
		want                string
	}{
		{"the consignee", "trade_data", "", []data.Party{party(data.Exporter, "Firm C-2"), party(data.UltimateConsignee, "Firm C-1")}, "C-1"},
		{"the user, where the consignee is no customer", "delivery", "", []data.Party{party(data.UltimateConsignee, "Amber Quay Logistics"), party(data.EndUser, "Firm C-3")}, "C-3"},
		{"the sender, where nobody who receives is one", "declaration", "", []data.Party{party(data.Exporter, "Firm C-2"), party(data.UltimateConsignee, "Amber Quay Logistics")}, "C-2"},
		{"a purchaser before all", "trade_data", "", []data.Party{party(data.UltimateConsignee, "Firm C-1"), party(data.Purchaser, "Firm C-3")}, "C-3"},
		{"nobody, where the purchaser is no customer", "trade_data", "", []data.Party{party(data.UltimateConsignee, "Firm C-1"), party(data.Purchaser, "Amber Quay Logistics")}, ""},
		{"nobody, where an unknown customer is told", "trade_data", "Amber Quay Logistics", []data.Party{party(data.UltimateConsignee, "Firm C-1")}, ""},
		{"nobody of an order", "order", "", []data.Party{party(data.UltimateConsignee, "Firm C-1")}, ""},
		{"nobody by the forwarder", "trade_data", "", []data.Party{party(data.Forwarder, "Firm C-1")}, ""},
	} {
		sh := &data.Shipment{ID: "S-1", DocType: c.doc, Customer: c.customer, Parties: c.parties}
		got := ""
		if i, _, ok := book.CustomerOf(sh, ""); ok {
			got = book.Customer(i).Customer.ID
		}
		if got != c.want {
			t.Errorf("%s: of %q, want %q", c.name, got, c.want)
		}
	}
}
