package facts

import "testing"

func TestBusinessesToldByACode(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"CAE/NACE 96.02":          "CAE/NACE 96.02 (hairdresser, beauty salon, laundry)",
		"NACE Rev. 2 56.10":       "NACE Rev. 2 56.10 (restaurant)",
		"WZ 2008: 43.22":          "WZ 2008: 43.22 (plumbing, roofing)",
		"code NAF 5510Z":          "code NAF 5510Z (hotel)",
		"ОКВЭД 72.19":             "ОКВЭД 72.19 (scientific research and development)",
		"NACE 99.00":              "NACE 99.00",
		"wave models, founded 47": "wave models, founded 47",
		"restaurant":              "restaurant",
	} {
		if got := w.industries.told(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	away := map[string]bool{"62": true, "63": true, "72": true}
	for division, words := range w.industries.words {
		foreign, fits := w.list.BusinessForeign.In(words) != "", w.list.BusinessFits.In(words) != ""
		if fits != away[division] || foreign == away[division] && !w.forwards(words) {
			t.Errorf("division %s (%s) is foreign %v and fits %v", division, words, foreign, fits)
		}
	}
}

func TestFaultsOfIndustries(t *testing.T) {
	if _, err := parseIndustries("own.yaml", []byte("source: x\nbasis: sourced\nschemes: {any: [nace]}\ndivisions: {'1': farms}\n")); err == nil {
		t.Error("a division of one figure is taken")
	}
}
