package match

import (
	"slices"
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

// Beside the name of a house, a place and a form of company of elsewhere make no
// other firm; beside a word that anybody takes for a name, they do.
func TestAHouseAbroadIsAHit(t *testing.T) {
	ix := indexOf("Qorvantek", "Sulmara Technology Co., Ltd.", "Orion LLC", "Tezka Holdings")
	s := ix.Searcher()
	for _, c := range []struct {
		query       string
		least, most float64
	}{
		{"Qorvantek Malaysia Sdn Bhd", Threshold, 0.9}, {"Qorvantek Singapore", Threshold, 0.9}, {"Sulmara Thailand Ltd", Threshold, 0.9},
		{"Orion Singapore Pte Ltd", 0, Threshold}, {"Tezka Vietnam Co Ltd", 0, Threshold}, {"Malaysia Singapore Sdn Bhd", 0, ReviewThreshold},
	} {
		score := 0.0
		var why []string
		if hits := s.Names(Query{Name: c.query}, 1); len(hits) > 0 {
			score, why = hits[0].Score, hits[0].Why
		}
		if score < c.least || score > c.most {
			t.Errorf("%s: %.3f, want %.2f to %.2f", c.query, score, c.least, c.most)
		}
		if c.least >= Threshold && !slices.Contains(why, HouseName) {
			t.Errorf("%s: %q does not say that it %s", c.query, why, HouseName)
		}
	}
}

// A form of company makes the name no person's and no ship's, and what follows the
// comma in a person's name is no other part of a field.
func TestAFirmIsNoShipAndNoPerson(t *testing.T) {
	score := func(kind, listed, query string) float64 {
		p := &data.ListPack{Name: "test", Entries: append([]data.ListEntry{{ID: "x", List: "T", Name: listed, Type: kind}}, indexOf().packs[0].Entries...)}
		s, _ := scoreOf(Build([]*data.ListPack{p}), query, "x")
		return s
	}
	firm := score("Entity", "Qorvantek", "Qorvantek Co., Ltd.")
	for _, kind := range []string{"Vessel", "Individual"} {
		if s := score(kind, "Qorvantek", "Qorvantek Co., Ltd."); s > firm-0.1 || s < ReviewThreshold {
			t.Errorf("%s: %.3f, a firm %.3f", kind, s, firm)
		}
		if s := score(kind, "Qorvantek", "Qorvantek"); s < 0.99 {
			t.Errorf("%s without a form: %.3f", kind, s)
		}
	}
	if person, firm := score("Individual", "Qorvan", "QORVAN, Haji Sulmar"), score("Entity", "Qorvan", "Qorvan, Haji Sulmar"); person >= firm {
		t.Errorf("a person whose other names are a title and another: %.3f, a firm %.3f", person, firm)
	}
}

// Two words of trade are no misspelling of each other, nor are two names of Chinese
// syllables that differ in more than a letter.
func TestWordsThatOnlyLookAlike(t *testing.T) {
	ix := indexOf("Qingdao Zonghengda Automation Technology Co., Ltd.")
	if id, score := top(ix, "Qingdao Tonghuida Information Technology Co., Ltd."); score >= ReviewThreshold {
		t.Errorf("%s at %.3f", id, score)
	}
}
