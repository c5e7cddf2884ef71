package legalform

import (
	"strings"
	"testing"
)

func TestFormsAreGoodForWhatTheTableSays(t *testing.T) {
	if err := Load(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		form             string
		tail, sure, firm bool
	}{
		{"ltd", true, true, true},
		{"se", true, false, true},   // a word, and initials
		{"ooo", false, true, false}, // stands before the name
		{"sarl", true, false, false},
		{"公司", false, false, true},
		{"LTD", false, false, false},
		{"trading", false, false, false},
		{"", false, false, false},
	} {
		if tail, sure, firm := Tail([]byte(c.form)), Sure([]byte(c.form)), Firm(c.form); tail != c.tail || sure != c.sure || firm != c.firm {
			t.Errorf("%q: tail %v, sure %v, firm %v", c.form, tail, sure, firm)
		}
	}
}

func TestAFaultOfTheTableNamesItsPlace(t *testing.T) {
	const good = "source: names of firms\nbasis: unverified\nforms:\n  ltd: [tail, firm]\n  公司: [firm]\n"
	if _, err := parse("own.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, fault string }{
		{"basis: unverified", "basis: maybe", "own.yaml:2:8: the words name no source and basis"},
		{"forms:", "form:", `own.yaml:3:1: unknown field "form"`},
		{"forms:\n  ltd: [tail, firm]\n  公司: [firm]\n", "forms: {}\n", "own.yaml:3:8: the table has no forms"},
		{"[tail, firm]", "[tail, end]", `own.yaml:4:8: "end" is no use of a form; they are tail, sure and firm`},
		{"[tail, firm]", "[]", "own.yaml:4:8: ltd has no use"},
		{"ltd:", "Ltd:", `own.yaml:4:8: "Ltd" is asked about nowhere`},
		{"ltd:", "l.t.d:", `own.yaml:4:10: "l.t.d" is asked about nowhere`},
		{"公司: [firm]", "公司: firm", "own.yaml:5:7: a list is wanted here, not a text"},
	} {
		text := strings.Replace(good, c.from, c.to, 1)
		if _, err := parse("own.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %v, want %s", c.to, err, c.fault)
		}
	}
}
