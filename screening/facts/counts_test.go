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
		"": false,
	} {
		if got := w.short(text); (got != "") != want {
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
		if said := w.counts.short(text); len(said) > 4*len(text)+4 {
			t.Errorf("%q of %q", said, text)
		}
	})
}
