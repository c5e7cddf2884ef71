package rules

import (
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// A gate is read once for all rules behind it; it may save work and change nothing.
func TestGatesChangeNoAnswer(t *testing.T) {
	set := hundredRules(t)
	if len(set.chapters) < 2 || len(set.chapters[0].gates) == 0 {
		t.Fatal("no rule stands behind a gate")
	}
	var out Outcome
	rapid.Check(t, func(t *rapid.T) {
		known, hidden := genWorld(t, set.schema)
		for _, f := range []*stub{known, hidden} {
			f.set("goods.controlled", text(rapid.SampledFrom([]string{"yes", "possible", "no sign", "no", "", "unknown"}).Draw(t, "goods")))
			f.set("text.phrases", list(rapid.SampledFrom([]string{"relabel", "hand_carry"}).Draw(t, "phrase")))
			set.Judge(f, data.Day(2025, 8, 12), "", &out)
			fired, near := map[string]bool{}, map[string]bool{}
			for _, x := range out.Findings {
				fired[x.Rule] = true
			}
			for _, x := range out.Near {
				near[x.Rule] = true
			}
			for _, r := range set.active {
				truth := r.cond.root.truth(&machine{f: f})
				if fired[r.ID] != (truth == data.True) || near[r.ID] != (truth == data.Undecided) {
					t.Fatalf("%s is %s, and Judge says fired %v, near %v", r.When, truth, fired[r.ID], near[r.ID])
				}
			}
		}
	})
}
