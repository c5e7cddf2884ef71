package match

import (
	"testing"

	"redflag/data"
)

// What agrees is data: a word of a listed name that is itself written like a reason
// must not pass for one.
func TestWhatAgreesIsData(t *testing.T) {
	s := Build([]*data.ListPack{{Entries: []data.ListEntry{
		{ID: "1", List: "EL", Name: "Corvane Orsel Optical"},
		{ID: "2", List: "EL", Name: "Pellin Orsel Trading"},
	}}}).Searcher()
	hits := s.Names(Query{Name: "Corvene Orsel Lunar"}, 1)
	if len(hits) == 0 || hits[0].ID != "1" {
		t.Fatalf("found %+v", hits)
	}
	a := hits[0].Agrees
	want := []data.AlikeWord{{Asked: "corvene", Listed: "corvane", How: "is spelt almost like", Names: 1}, {Asked: "orsel", Listed: "orsel", Names: 2}}
	if len(a.Words) != 2 || a.Words[0] != want[0] || a.Words[1] != want[1] {
		t.Errorf("the words that agree are %+v, want %+v", a.Words, want)
	}
	if len(a.OnlyAsked) != 1 || a.OnlyAsked[0] != "lunar" || len(a.OnlyListed) != 1 || a.OnlyListed[0] != "optical" {
		t.Errorf("only asked %q, only listed %q", a.OnlyAsked, a.OnlyListed)
	}
}
