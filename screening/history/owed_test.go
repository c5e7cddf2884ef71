package history

import (
	"testing"
	"time"

	"redflag/data"
)

func TestWhatIsOwedBack(t *testing.T) {
	n := Narrow{Advanced: true}
	paper := func(id, customer, doc, what string, pieces float64, month time.Month) *data.Shipment {
		s := order(id, customer, data.Day(2025, month, 3))
		s.DocType, s.Lines = doc, []data.Line{{Description: what, Quantity: data.Num(pieces)}}
		return s
	}
	b := NewBuilder()
	for _, s := range []*data.Shipment{
		paper("LN-1", "C-1", "delivery", "loan: DGX H100, 60 d", 4, 1), paper("LN-2", "C-1", "delivery", "Teststellung DGX H200", 5, 2), paper("D-1", "C-1", "delivery", "DGX H100", 9, 2),
		paper("R-1", "C-1", "return", "DGX H100", 3, 5), paper("R-2", "C-2", "return", "DGX H100", 3, 5), paper("LN-3", "C-3", "delivery", "DGX H100 on loan", 2, 1), paper("R-3", "C-3", "return", "DGX H100", 2, 3),
	} {
		b.Shipment(s, "", n)
	}
	k := b.Build()
	for _, c := range []struct {
		customer   string
		month      time.Month
		lent, open float64
	}{{"C-1", 2, 4, 0}, {"C-1", 4, 9, 4}, {"C-1", 6, 9, 6}, {"C-2", 6, 0, 0}, {"C-3", 6, 2, 0}} {
		sh := paper("LN-9", c.customer, "order", "loan DGX B300", 8, c.month)
		day, _ := Day(sh)
		if lent, open := k.Owed(sh, day); lent != c.lent || open != c.open {
			t.Errorf("%s in month %d: lent %g, open %g, want %g and %g", c.customer, c.month, lent, open, c.lent, c.open)
		}
	}
	if !ToComeBack(paper("S", "C-1", "order", "H200 NVL advance replacement", 1, 1)) || ToComeBack(paper("S", "C-1", "order", "H200 NVL", 1, 1)) {
		t.Error("what is to come back is not told from what is sold")
	}
}
