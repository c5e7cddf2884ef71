package history

import (
	"strings"
	"testing"
)

func TestOneNameOnTwoPapers(t *testing.T) {
	mark := func(name string) uint32 { return partyMark(withoutAccents([]byte(NameKey(name)))) }
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Institutul Dunărea pentru Sedimente", "Institutul Dunarea pentru Sedimente (IDS)", true},
		{"Heron Analytics GmbH", "Heron Analytics", true},
		{"Heron Analytics Limited", "Heron Analytics Ltd.", true},
		{"The Univ. of Kestrel", "University of Kestrel", true},
		{"Turna Elektronik San. ve Tic. A.Ş.", "Turna Elektronik Sanayi ve Ticaret A.Ş.", true},
		{"Heron Analytics GmbH", "Heron Analytics AG", false},
		{"Heron Analytics", "Heron Games", false},
		{"Heron (Penang) Ltd", "Heron (Singapore) Ltd", false},
		{"Kestrel Centre for Soil Data (KCSD)", "Kestrel Center for Soil Data", true},
		{"(Heron)", "(Kestrel)", false},
		{"Institute for Tidal Models (ITM)", "Institute for Tidal Models", true},
		{"Deutsches Reiherrechenzentrum (DRRZ)", "Deutsches Reiherrechenzentrum", true},
		{"Heron-Institut Kiel (HIK)", "Heron-Institut Kiel", true},
		{"Heron Works (Kiel)", "Heron Works", false},
		{"Heron (HK) Ltd", "Heron Ltd", false},
		{"Kestrel Grid (KL)", "Kestrel Grid", false},
		{"Reiher Forschung für Böden", "Reiher Forschung Boden", true},
	} {
		x, y := mark(c.a), mark(c.b)
		if got := sameParty(x, y); got != c.want || x <= withheld || y <= withheld {
			t.Errorf("%s and %s are one: %v", c.a, c.b, got)
		}
	}
}

func TestWordFaultsOfOneNameTellTheirPlace(t *testing.T) {
	const head = "source: s\nbasis: unverified\nsmall_words: {en: [the]}\n"
	for text, want := range map[string]string{
		head + "long_forms: {}\n":                                          "long_forms has no words",
		head + "long_forms:\n  ltd: {en: [Limited]}\n":                     "onename.yaml:5:14",
		head + "long_forms:\n  ltd: {en: [lim]}\n  limited: {en: [lim]}\n": "stands for",
	} {
		if _, err := parseOneNameWords("onename.yaml", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
