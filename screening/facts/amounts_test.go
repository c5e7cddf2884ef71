package facts

import "testing"

func TestSumsOfNotes(t *testing.T) {
	m := newAmountMarks()
	for _, c := range []struct {
		mark     *sumMark
		text     string
		amount   float64 // 0 for none
		currency string
	}{
		{&m.insured, "Insured by shipper at 5.1 mio USD.", 5_100_000, "USD"},
		{&m.insured, "cargo insured for $6,250,000 all risks", 6_250_000, "USD"},
		{&m.insured, "INSURED AT USD 900K", 900_000, "USD"},
		{&m.insured, "insured value EUR 1.200.000,50", 1_200_000.5, "EUR"},
		{&m.insured, "insured for 6 million", 6_000_000, ""},
		{&m.insured, "Ware versichert mit 2,4 Mio. EUR", 2_400_000, "EUR"},
		{&m.insured, "整批投保金额380万美元", 3_800_000, "USD"},
		{&m.insured, "保价人民币1200万元", 12_000_000, "CNY"},
		{&m.insured, "insurance policy 8837261 attached", 0, ""},
		{&m.insured, "insured until 31.12.2026", 0, ""},
		{&m.insured, "insurance renewed for 5 months", 0, ""},
		{&m.insured, "insured in 2025 by the usual house", 0, ""},
		{&m.insured, "open cover insurance, max USD 10m a conveyance", 0, ""},
		{&m.insured, "insurance premium USD 4,000", 0, ""},
		{&m.insured, "not insured. Value USD 9,000,000", 0, ""},
		{&m.insured, "12 servers at USD 250,000", 0, ""},
		{&m.customs, "customs value USD 38,000", 38_000, "USD"},
		{&m.customs, "broker: declare at US$ 900 please", 900, "USD"},
		{&m.customs, "Zollwert 12.500 EUR", 12_500, "EUR"},
		{&m.customs, "按申报价值 8000 美元报关", 8000, "USD"},
		{&m.customs, "declared at the gate, 12 boxes", 0, ""},
		{&m.customs, "customs declaration 25DE440012", 0, ""},
	} {
		s, ok := c.mark.in(c.text)
		if ok != (c.amount > 0) || s.amount != c.amount || s.currency != c.currency {
			t.Errorf("%q: got %v %q %v, want %v %q", c.text, s.amount, s.currency, ok, c.amount, c.currency)
		}
	}
}

func FuzzSumsOfNotes(f *testing.F) {
	m := newAmountMarks()
	f.Add("Insured by shipper at 5.1 mio USD.")
	f.Add("投保金额380万美元")
	f.Fuzz(func(t *testing.T, text string) {
		for _, mark := range [...]*sumMark{&m.insured, &m.customs} {
			if s, ok := mark.in(text); ok && (!(s.amount > 0) || s.excerpt == "") {
				t.Fatalf("%q gives %v", text, s)
			}
		}
	})
}
