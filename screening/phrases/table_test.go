package phrases

import (
	"strings"
	"testing"
)

// table is what the files of these tests hold.
type table struct {
	Head     `yaml:",inline"`
	Insured  Tongues            `yaml:"insured"`
	Currency map[string]Tongues `yaml:"currency"`
}

func parse(text string) (insured Set, currency Codes, err error) {
	var f table
	t := Open("own.yaml", []byte(text), &f)
	insured, currency = t.Set("$.insured", f.Insured), t.Codes("$.currency", f.Currency)
	return insured, currency, t.Err()
}

const whole = `source: files of the trade
basis: unverified
insured:
  en: [insured, insurance]
  de: [versicher*]
currency:
  USD: {any: [us$, usd], zh: [美元]}
  "1000": {en: [k]}
`

func TestATableIsRead(t *testing.T) {
	insured, currency, err := parse(whole)
	if err != nil {
		t.Fatal(err)
	}
	text := Read("Versicherung über US$ 900")
	if at, _ := insured.Next(&text, 0); at != 0 {
		t.Errorf("the word stands at %d", at)
	}
	if at, end := currency.Next(&text, 0); currency.Of(text.Lower[at:end]) != "USD" {
		t.Errorf("the currency is %q", currency.Of(text.Lower[at:end]))
	}
	if got := currency.Of("k"); got != "1000" {
		t.Errorf("k stands for %q", got)
	}
}

func TestFaultsOfATableNameThePlace(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"basis: unverified", "basis: maybe", "own.yaml:2:8: the words name no source and basis"},
		{"source: files of the trade\n", "", "own.yaml:1:8: the words name no source and basis"},
		{"insured:", "insurred:", `own.yaml:3:1: unknown field "insurred"`},
		{"  de: [versicher*]", "  dd: [versicher*]", `own.yaml:5:7: "dd" is no tongue`},
		{"[versicher*]", "[]", "own.yaml:5:7: de has no words"},
		{"[versicher*]", "versicher*", "own.yaml:5:7: a list is wanted here, not a text"},
		{"[versicher*]", "[Versicher*]", `own.yaml:5:8: "Versicher*" has capitals`},
		{"[versicher*]", "[ver*sicher]", `own.yaml:5:8: "ver*sicher" has a star within`},
		{"[versicher*]", `[versicher*, "a  b"]`, `own.yaml:5:20: "a  b" has spaces`},
		{"[versicher*]", `["*"]`, `own.yaml:5:8: "*" is no word`},
		{"[versicher*]", "[versicher*, versicher*]", `own.yaml:5:20: "versicher*" stands here twice`},
		{"insured:\n  en: [insured, insurance]\n  de: [versicher*]\n", "", "own.yaml: insured has no words"},
		{`"1000": {en: [k]}`, `"1000": {en: [usd]}`, `own.yaml:7:8: "usd" stands for 1000 too`},
		{`"1000": {en: [k]}`, `"1000": {}`, "own.yaml:8:11: 1000 has no words"},
		{"[versicher*]", "[versicher*", "own.yaml:"},
	} {
		if !strings.Contains(whole, c.old) {
			t.Fatalf("the table has no %q", c.old)
		}
		_, _, err := parse(strings.Replace(whole, c.old, c.new, 1))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "own.yaml:") {
			t.Errorf("%q for %q: %v, want %s", c.new, c.old, err, c.want)
		}
	}
}

func TestATableOfOneList(t *testing.T) {
	const whole = "source: files of the trade\nbasis: unverified\nwords:\n  en: [deposit, deposits]\n"
	words, err := List("own.yaml", []byte(whole))
	if text := Read("2nd Deposit"); err != nil || !words.Stands(&text) {
		t.Errorf("%v: %v", words, err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"deposits", "Deposits", `own.yaml:4:17: "Deposits" has capitals`},
		{"words:", "wordz:", `own.yaml:3:1: unknown field "wordz"`},
		{"words:\n  en: [deposit, deposits]\n", "", "own.yaml: words has no words"},
		{"  en: [deposit, deposits]", "  - deposit", "own.yaml:4:3: a block of fields is wanted here, not a list"},
		{"unverified", "heard", "own.yaml:2:8: the words name no source and basis"},
	} {
		if _, err := List("own.yaml", []byte(strings.Replace(whole, c.old, c.new, 1))); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %s", c.new, c.old, err, c.want)
		}
	}
}

// A broken file is an error that names it, never a table without words.
func FuzzTable(f *testing.F) {
	f.Add(whole)
	f.Add("source: x\nbasis: sourced\ninsured: {en: [a]}\ncurrency: {\"$'\": {en: [b]}}\n")
	f.Fuzz(func(t *testing.T, text string) {
		insured, currency, err := parse(text)
		if err != nil && !strings.HasPrefix(err.Error(), "own.yaml") {
			t.Fatalf("%q: %v", text, err)
		}
		if err == nil && (len(insured) == 0 || len(currency.Set) == 0) {
			t.Fatalf("%q is a table without words", text)
		}
	})
}
