package lists

import (
	"slices"
	"testing"

	"redflag/data"
)

func TestCountriesOfAListAreToldByTheirLetters(t *testing.T) {
	lookup := func(name string) (string, bool) {
		iso, ok := map[string]string{"중국": "CN", "China": "CN", "홍콩": "HK", "CN": "CN"}[name]
		return iso, ok
	}
	p := &data.ListPack{Entries: []data.ListEntry{
		{Name: "Aldgrove Optics", Countries: []string{"중국", "홍콩", "China"}},
		{Name: "Bramley Marine", Countries: []string{"Nowhere", "CN"}},
		{Name: "Corvane Trading"},
	}}
	UseCodes(p, lookup)
	for i, want := range [][]string{{"CN", "HK"}, {"Nowhere", "CN"}, nil} {
		if got := p.Entries[i].Countries; !slices.Equal(got, want) {
			t.Errorf("the countries of %s are %q, not %q", p.Entries[i].Name, got, want)
		}
	}
}
