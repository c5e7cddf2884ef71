package screening

import (
	"testing"

	"redflag/data"
	"redflag/screening/match"
)

// What the lists say to one question is never taken for what they say to another,
// however texts are cut.
func TestQuestionsAreToldApart(t *testing.T) {
	seen := map[QuestionKey]int{}
	for i, q := range []Question{
		{Name: "ab"}, {Name: "a", NameLocal: "b"}, {NameLocal: "ab"}, {Name: "a\x00b"}, {Name: "a", Country: "b"}, {Address: "ab"}, {Name: "ab", Country: "MY"},
		{Aliases: []string{"ab"}}, {Aliases: []string{"a", "b"}}, {Address: "a", Aliases: []string{"b"}}, {Name: "a", Aliases: []string{"b"}},
	} {
		if k := KeyOf(&q); k == (QuestionKey{}) || seen[k] > 0 {
			t.Errorf("question %d is taken for %d", i, seen[k]-1)
		}
		seen[KeyOf(&q)] = i + 1
	}
}

// A list that says another thing of an entry that is hit, be it one that no hit shows,
// gives another answer; one that says another thing of others does not.
func TestAnAnswerChangesWithItsEntry(t *testing.T) {
	q := Question{Name: "Grey Heron Microelectronics", Country: "HK"}
	say := func(entries ...data.ListEntry) uint64 {
		s, err := New(inputs(t, entries...))
		if err != nil {
			t.Fatal(err)
		}
		return s.SayAgain(t.Context(), nil, []Said{{Question: q}})[0].Hash
	}
	heron, other := listed("Grey Heron Microelectronics"), listed("Quiet Orchard Trading")
	other.ID = "2"
	moved := heron
	moved.Remarks = "now at another place"
	was := say(heron, other)
	if was == 0 || say(heron, other) != was {
		t.Error("the answer is not the same twice")
	}
	if say(moved, other) == was {
		t.Error("an entry that changed gives the same answer")
	}
	other.Remarks = "anything"
	if say(heron, other) != was {
		t.Error("an entry that is not hit gives another answer")
	}
	if say(other) != 0 {
		t.Error("lists say something of a name that they do not hold")
	}
}

func TestWhatIsSilentIsNotAskedAgain(t *testing.T) {
	s, err := New(inputs(t, listed("Grey Heron Microelectronics")))
	if err != nil {
		t.Fatal(err)
	}
	q := Question{Name: "Grey Heron Microelectronics"}
	quiet := match.Quiet{From: 0.25, Spare: 3}
	s.Silence(q, quiet)
	if got := s.SayAgain(t.Context(), nil, []Said{{Question: q, Hash: 1}})[0]; got.Hash != 0 || got.Quiet != quiet {
		t.Errorf("%+v", got)
	}
}
