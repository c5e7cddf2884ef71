package facts

import "testing"

func TestChecksThatCountedTooFew(t *testing.T) {
	w := &words(t).counts
	for text, want := range map[string]bool{
		"Channel audit: 20 of 36 servers not with the customer named":        true,
		"Visit in May, we found four of eleven machines, the rest lent out":  true,
		"Begehung: da standen drei von neun Servern":                         true,
		"Visita de 2024: contámos 4 das 11 máquinas":                         true,
		"去年回访,应有的12台里只见5台":                                                   true,
		"訪問したが11台中4台しかなかった":                                                  true,
		"Visita: encontrámos um dos três servidores":                         true,
		"Визит: увидели три из 9 серверов":                                   true,
		"Channel audit: 36 of 36 servers there":                              false,
		"Visit: serials of 4 of 36 servers sampled, all match":               false,
		"Visit: 20 of 36 servers racked so far":                              false,
		"Checked the papers: 1/4 capacity for tenants. Servers as ordered":   false,
		"We found the manager of the hall, ten of the cards are for her lab": false,
		"6 of 8 seen, rest moved":                                            false, // nothing says of what
		"":                                                                   false,
	} {
		if got := w.short(text, false); (got != "") != want {
			t.Errorf("%q: %q, want %v", text, got, want)
		}
	}
}

// The paper of a check says by itself what is counted.
func TestCountsOnThePaperOfACheck(t *testing.T) {
	n, err := loadNumerals()
	if err != nil {
		t.Fatal(err)
	}
	w, err := loadCounts(n)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"6 of 8 seen, rest moved to the DR site": true,
		"12台里只见到7台, 其余说借给兄弟公司":                   true,
		"von 9 standen 4 da":                     false, // which way round is not read
		"8 of 8 seen":                            false,
		"page 2 of 3":                            false,
		"3 of 8 sampled, all seen":               false,
	} {
		if got := w.short(text, true); (got != "") != want {
			t.Errorf("%q: %q, want %v", text, got, want)
		}
	}
}

func FuzzCounts(f *testing.F) {
	w, err := LoadWords()
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"audit: 3 of 9 servers", "11台中4台", "visit four of \xff machines", "9/"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if said := w.counts.short(text, true); len(said) > 4*len(text)+4 {
			t.Errorf("%q of %q", said, text)
		}
	})
}
