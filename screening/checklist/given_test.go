package checklist

import (
	"strings"
	"testing"

	"redflag/data"
)

func TestAnAnswerIsOfTheKindAskedFor(t *testing.T) {
	b := book(t)
	b.IsCountry = func(c string) bool { return c == "MY" || c == "Malaysia" || c == "HK" }
	for _, c := range []struct{ question, value, detail, refused string }{
		{"A1", "Y", "MY", ""},
		{"A1", "Y", "Malaysia, HK", ""},
		{"A1", "S", "MY / Malaysia", ""},
		{"A1", "Y", "MY, Atlantis", `A1 asks for a country, such as MY or Malaysia, and "Atlantis" is none`},
		{"A1", "S", "", "A1 asks for a country: give it as the detail"},
		{"A1", "N", "refused to say", `"refused to say" is none`},
		{"A1", "N", "", ""},
		{"A1", "U", "nobody answers", ""},
		{"A1", "NA", "a gift", ""},
		{"B2", "Y", "12", ""},
		{"B2", "Y", "12.5 mw", ""},
		{"B2", "Y", "136,000", ""},
		{"B2", "Y", "twelve", `B2 asks for a number of MW, such as 12.5, and "twelve" is none`},
		{"B2", "Y", "-3", `"-3" is none`},
		{"B2", "Y", "", "B2 asks for a number of MW"},
		{"D2", "Y", "51 %", ""},
		{"D2", "Y", "151", `D2 asks for a percentage from 0 to 100, such as 49.5, and "151" is none`},
		{"A3", "Y", "2023-02", ""},
		{"D8", "Y", "2026-11-01; 2027-11-01", ""},
		{"A3", "Y", "last spring", `A3 asks for a date, such as 2026-03-31 or 2026-03, and "last" is none`},
		{"A3", "Y", "2026-02-31", `"2026-02-31" is none`},
		{"A4", "Y", "anything goes", ""},
		{"B8", "Y", "", ""},
	} {
		q, ok := b.Question(c.question)
		if !ok {
			t.Fatalf("no question %s", c.question)
		}
		got := b.Refuses(&q, c.value, c.detail)
		if (got == "") != (c.refused == "") || !strings.Contains(got, c.refused) {
			t.Errorf("%s %s %q: %q, want %q", c.question, c.value, c.detail, got, c.refused)
		}
	}
}

// What is taken for a number when it is given is one when it is judged.
func TestAFigureIsReadTheSameWhenItIsJudged(t *testing.T) {
	b := book(t)
	q, _ := b.Question("D2")
	for detail, want := range map[string]data.Truth{"51 %": data.True, "49.9%": data.False, "half": data.Undecided} {
		if got := b.adverse(&q, yes(detail), data.Day(2026, 11, 1)); got != want {
			t.Errorf("%s: %v, want %v", detail, got, want)
		}
	}
	if q, _ := b.Question("B2"); q.Lacks(yes("12 MW")) != "" {
		t.Errorf("12 MW: %s", q.Lacks(yes("12 MW")))
	}
}
