package match

import (
	"testing"

	"redflag/data"
)

// A house of which many firms are listed has a name that stands in many entries;
// that makes it no common word.
func TestAHouseOfManyFirmsKeepsItsNameRare(t *testing.T) {
	pack := &data.ListPack{Name: "test", Counts: map[string]int{}}
	add := func(name string) {
		pack.Entries = append(pack.Entries, data.ListEntry{ID: name, List: "EL", Name: name})
	}
	for _, place := range []string{"Bahrain", "Brazil", "Chile", "France", "Germany", "Italy", "Jordan", "Mexico", "Peru", "Qatar", "Spain", "Sweden"} {
		add("Qilinfeng Technologies " + place)
	}
	add("Qilinfeng Technologies Co., Ltd. (Qilinfeng)")
	begin, end := []string{"Obra", "Velu", "Marquo", "Dalve", "Sorbi", "Tanko", "Brevi", "Quesla", "Ostro", "Finda"}, []string{"sti", "nari", "nti", "ralo", "kemi", "dova", "pluni", "grata", "zome", "whil"}
	for _, a := range begin {
		for _, b := range end {
			for _, c := range end {
				add(a + b + c + " Trading LLC")
			}
		}
	}
	s := Build([]*data.ListPack{pack}).Searcher()
	for _, c := range []struct {
		query string
		least float64
	}{{"Qilinfeng", Threshold}, {"Qilinfeng Malaysia Sdn Bhd", ReviewThreshold}, {"QILINFENG TECHNOLOGY", Threshold}} {
		hits := s.Names(Query{Name: c.query}, 3)
		if len(hits) == 0 || hits[0].Score < c.least {
			t.Errorf("%q: %v, want at least %.2f", c.query, hits, c.least)
		}
	}
	if hits := s.Names(Query{Name: "Malaysia Technologies Sdn Bhd"}, 3); len(hits) > 0 && hits[0].Score >= ReviewThreshold {
		t.Errorf("a place and a trade word alone reach %.2f: %v", hits[0].Score, hits[0])
	}
}
