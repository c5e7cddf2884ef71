package facts

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"redflag/screening/phrases"
)

func TestSumsOfNotes(t *testing.T) {
	m := words(t).amounts
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
		{&m.insured, "Marchandise assurée pour 2,4 millions EUR", 2_400_000, "EUR"},
		{&m.insured, "Carga asegurada por USD 5.100.000", 5_100_000, "USD"},
		{&m.insured, "Barang diinsuranskan pada 2 juta MYR", 2_000_000, "MYR"},
		{&m.insured, "貨物保額人民幣1200萬元", 12_000_000, "CNY"},
		{&m.insured, "新台幣3億投保", 0, ""},
		{&m.insured, "投保3億新台幣", 300_000_000, "TWD"},
		{&m.insured, "保険金額 5億円", 500_000_000, "JPY"},
		{&m.insured, "insured for NT$ 90m", 90_000_000, "TWD"},
		{&m.insured, "保险费 4,000 美元", 0, ""},
		{&m.insured, "保険料 40,000円", 0, ""},
		{&m.insured, "INSURED, as ever: the whole cargo is insured at USD 900k", 900_000, "USD"},
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
		{&m.customs, "Valeur en douane 38.000 EUR", 38_000, "EUR"},
		{&m.customs, "valor declarado: USD 38.000", 38_000, "USD"},
		{&m.customs, "nilai kastam MYR 38,000", 38_000, "MYR"},
		{&m.customs, "按申報價值8000美元報關", 8000, "USD"},
		{&m.customs, "申告価格は 900,000円", 900_000, "JPY"},
		{&m.customs, "declared at the gate, 12 boxes", 0, ""},
		{&m.customs, "customs declaration 25DE440012", 0, ""},
	} {
		text := phrases.Read(c.text)
		s, ok := c.mark.in(&text)
		if ok != (c.amount > 0) || s.amount != c.amount || s.currency != c.currency {
			t.Errorf("%q: got %v %q %v, want %v %q", c.text, s.amount, s.currency, ok, c.amount, c.currency)
		}
	}
}

// No word of the table is there in vain.
func TestEveryWordOfSumsIsRead(t *testing.T) {
	m := words(t).amounts
	read := func(m *sumMark, s string) sum {
		text := phrases.Read(s)
		got, _ := m.in(&text)
		return got
	}
	for _, mark := range [...]*sumMark{&m.insured, &m.customs, &m.market} {
		for _, w := range mark.words {
			if s := read(mark, "the lot, "+w.Text+" usd 5,100,000"); s.amount != 5_100_000 {
				t.Errorf("%s: %v", w.Text, s)
			}
		}
	}
	for _, w := range m.insured.other {
		if s := read(&m.insured, "insured "+w.Text+" usd 5,100,000"); s.amount != 0 {
			t.Errorf("%s: %v", w.Text, s)
		}
	}
	for _, w := range m.insured.currencies.Set {
		want := m.insured.currencies.Of(w.Text)
		for _, text := range [...]string{"insured " + w.Text + "5,100,000", "insured 5,100,000" + w.Text + "."} {
			if s := read(&m.insured, text); s.currency != want || s.amount != 5_100_000 {
				t.Errorf("%s: %v, want %s", text, s, want)
			}
		}
	}
	for _, w := range m.insured.scales.Set {
		want, _ := strconv.ParseFloat(m.insured.scales.Of(w.Text), 64)
		if s := read(&m.insured, "insured 5"+w.Text+" usd"); s.amount != 5*want || s.currency != "USD" {
			t.Errorf("%s: %v", w.Text, s)
		}
	}
}

func TestFaultsOfTheWordsOfSumsNameThePlace(t *testing.T) {
	for old, new := range map[string]string{"insured:": "insurred:", `"1000":`: `"a thousand":`, "basis: unverified": "basis: maybe", "[zollwert]": "[Zollwert]", "usd, $]": "usd, eur]"} {
		_, err := parseAmounts("own.yaml", []byte(strings.Replace(string(amountsYAML), old, new, 1)))
		if err == nil || !regexp.MustCompile(`^own\.yaml:\d+:\d+: `).MatchString(err.Error()) {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func FuzzSumsOfNotes(f *testing.F) {
	m := words(f).amounts
	f.Add("Insured by shipper at 5.1 mio USD.")
	f.Add("投保金额380万美元")
	f.Fuzz(func(t *testing.T, s string) {
		text := phrases.Read(s)
		for _, mark := range [...]*sumMark{&m.insured, &m.customs, &m.market} {
			if s, ok := mark.in(&text); ok && (!(s.amount > 0) || s.excerpt == "") {
				t.Fatalf("%q gives %v", text.Shown, s)
			}
		}
	})
}
