package intake

import (
	"strings"
	"testing"
)

func TestWordsOfCellsMeanOneThing(t *testing.T) {
	if _, err := loadCellWords(); err != nil {
		t.Fatal(err)
	}
	w := wordsOfCells()
	for _, c := range []struct{ got, want string }{
		{w.yesno[fold("Nein")], "no"}, {w.direction[fold("出口")], "out"}, {w.docType[fold("Sales Order")], "order"},
		{w.docType[fold("Letter of Credit")], "finance"}, {w.docType[fold("L/C")], "finance"}, {w.docType[fold("Commercial Invoice")], "invoice"}, {w.docType[fold("Bon de livraison")], "delivery"},
		{w.docType[fold("發票")], "invoice"}, {w.docType[fold("AWB")], "trade_data"}, {w.docType[fold("Credit note")], ""},
		{w.currency[fold("US Dollar")], "USD"}, {w.signs["NT$"], "TWD"}, {w.signs["$"], ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for _, total := range []string{"Grand Total:", "總計", "Tổng cộng", "Gesamtsumme EUR"} {
		if !isTotal([]byte(total)) {
			t.Errorf("%q opens a row of sums", total)
		}
	}
	for word, want := range map[string]int{"Mrz.": 3, "sept": 9, "Dezember": 12, "sol": 0} {
		if got := monthOf(word); got != want {
			t.Errorf("%s is month %d, want %d", word, got, want)
		}
	}
}

func TestAFaultOfTheWordsOfCellsNamesItsPlace(t *testing.T) {
	const good = `yesno:
  "yes": [ja]
  "no": [nein]
scales:
  - {factor: 1000, words: [tsd]}
weights:
  - {kg: 1000, words: [t]}
months:
  - [jan]
  - [feb]
`
	if _, err := parseCellWords("own.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, fault string }{
		{"[nein]", "[nein, Ja]", `own.yaml:2:11: "ja" means no and yes`},
		{"factor: 1000", "factor: 1", `own.yaml:5:25: "tsd" stands for 1`},
		{"kg: 1000", "kg: 0", `own.yaml:7:21: "t" weighs nothing`},
		{"[feb]", "[jan]", `own.yaml:10:6: "jan" is of a month 2`},
		{"months:", "month:", `unknown field "month"`},
	} {
		if _, err := parseCellWords("own.yaml", []byte(strings.Replace(good, c.from, c.to, 1))); err == nil || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %v, want %s", c.to, err, c.fault)
		}
	}
}
