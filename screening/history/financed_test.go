package history

import (
	"testing"

	"redflag/data"
)

func TestWhoPaysByTheFinancePaperOfAnOrder(t *testing.T) {
	b := NewBuilder()
	paper := func(id, order, kind, payer, day string) *data.Shipment {
		on, err := data.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		return &data.Shipment{ID: id, Order: order, DocType: kind, Payer: payer, PayerCountry: "PA", Date: on}
	}
	for _, sh := range []*data.Shipment{
		paper("F-1", "PO-1", "finance", "Lanternfish Capital", "2025-03-01"), paper("F-2", "PO-1", "finance", "Heron Leasing", "2025-05-01"),
		paper("F-3", "PO-2", "order", "Brightwater Ltd", "2025-03-01"), paper("F-4", "", "finance", "Brightwater Ltd", "2025-03-01"), paper("F-5", "PO-3", "finance", "", "2025-03-01"),
	} {
		b.Shipment(sh, "", Narrow{})
	}
	k := b.Build()
	for _, c := range []struct{ order, day, want string }{
		{"PO-1", "2025-04-01", "Lanternfish Capital"}, {"po-1", "2025-06-01", "Heron Leasing"}, {"PO-1", "2025-03-01", ""},
		{"PO-2", "2025-06-01", ""}, {"PO-3", "2025-06-01", ""}, {"", "2025-06-01", ""},
	} {
		sh := paper("S-1", c.order, "order", "", c.day)
		day, _ := Day(sh)
		if by := k.Financed(sh, day); by.Name != c.want {
			t.Errorf("order %q on %s is paid by %q, want %q", c.order, c.day, by.Name, c.want)
		}
	}
}

func TestWhoUsesByTheFinancePaperOfAnOrder(t *testing.T) {
	b := NewBuilder()
	lease := &data.Shipment{ID: "LS-1", Order: "4500519", DocType: "finance", Date: data.Day(2026, 7, 30),
		Parties: []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: "Calder Vision SAS", Country: "FR", ParentCountry: "MO", UltimateParentCountry: "MO"}}}}
	b.Shipment(lease, "", Narrow{})
	k := b.Build()
	sh := &data.Shipment{ID: "4500519", DocType: "order", Date: data.Day(2026, 8, 5)} // named by its id
	day, _ := Day(sh)
	if by := k.Financed(sh, day); by.User != "Calder Vision SAS" || by.Seats != "MO" || by.Name != "" {
		t.Errorf("used by %+v", by)
	}
}
