package desk

import (
	"testing"

	"redflag/data"
	"redflag/screening/rules"
)

func TestAScoreSaysHowItComesAbout(t *testing.T) {
	pats, err := rules.BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	f := func(kind data.FindingKind, pattern string, points int) data.Finding {
		return data.Finding{Kind: kind, Pattern: pattern, Points: points}
	}
	cleared := f("stop", "entity_list_party", 60)
	cleared.Cleared = &data.Clearance{Person: "A"}
	for name, c := range map[string]struct {
		in   []data.Finding
		want string
	}{
		"nothing":         {nil, ""},
		"no points":       {[]data.Finding{f("gap", "missing_fact", 0)}, ""},
		"one":             {[]data.Finding{f("flag", "volume_spike", 12)}, "12 = 12 volume spike"},
		"capped":          {[]data.Finding{f("flag", "transshipment_hub", 12), f("flag", "volume_spike", 5), f("flag", "transshipment_hub", 12)}, "19 = 14 transshipment hub (capped, of 24) + 5 volume spike"},
		"explained":       {[]data.Finding{f("flag", "volume_spike", 12), f("note", "explaining_fact", -10)}, "2 = 12 volume spike - 10 explaining fact"},
		"taken off":       {[]data.Finding{f("flag", "volume_spike", 12), f("note", "volume_spike", -5)}, "7 = 7 volume spike (5 taken off)"},
		"never below":     {[]data.Finding{f("flag", "volume_spike", 5), f("note", "explaining_fact", -10)}, "0 = 5 volume spike - 10 explaining fact; a score is never below 0"},
		"explains alone":  {[]data.Finding{f("note", "explaining_fact", -10)}, "0 = - 10 explaining fact; a score is never below 0"},
		"cleared is none": {[]data.Finding{cleared, f("flag", "volume_spike", 5)}, "5 = 5 volume spike"},
	} {
		v := data.Verdict{Findings: c.in}
		v.Level, v.Score = pats.Level(c.in)
		if got := reckoning(&v, pats); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if v.Score++; reckoning(&v, pats) != "" {
			t.Errorf("%s: a score of other rules is explained by these", name)
		}
	}
}
