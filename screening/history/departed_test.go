package history

import (
	"testing"
	"time"

	"redflag/data"
)

func TestGoodsThatDepartedForAnotherCountry(t *testing.T) {
	n := Narrow{Advanced: true, GPUs: 16, Models: []Priced{{Model: "H200", Quantity: 16, Advanced: true}}}
	paper := func(id, doc, customer, to, bill string, month time.Month) *data.Shipment {
		s := order(id, customer, data.Day(2025, month, 3))
		s.DocType, s.DestinationCountry, s.BL = doc, to, bill
		s.Lines = []data.Line{{Description: "servers", HS: "8471.50", Quantity: data.Num(16)}}
		return s
	}
	b := NewBuilder()
	b.Shipment(paper("D-1", "delivery", "C-1", "EE", "TPTL2601117", 1), "", n)
	b.Shipment(paper("D-2", "delivery", "C-2", "EE", "TPTL2601118", 1), "", n)
	b.Shipment(paper("T-1", "trade_data", "C-1", "RU", "TPTL2601117", 2), "", Narrow{})
	b.Shipment(paper("T-2", "trade_data", "C-2", "EE", "TPTL2601118", 2), "", Narrow{})
	k := b.Build()
	for _, c := range []struct {
		customer, want string
		month          time.Month
	}{{"C-1", "RU T-1 H200", 5}, {"C-1", "", 1}, {"C-2", "", 5}, {"C-3", "", 5}} {
		sh := paper("S-9", "order", c.customer, "EE", "", c.month)
		day, _ := Day(sh)
		got := ""
		k.Departed(sh, day, func(country, paper, model string) bool {
			got = country + " " + paper + " " + model
			return true
		})
		if got != c.want {
			t.Errorf("%s in month %d: %q, want %q", c.customer, c.month, got, c.want)
		}
	}
}
