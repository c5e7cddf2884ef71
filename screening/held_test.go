package screening

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"redflag/data"
	"redflag/screening/likeness"
)

// learnHeld fits what signs count for holding an order, of the worst record of each case:
// cases that a careful reader holds against honest deals and ordinary trade.
func learnHeld(cases []*weighedCase) []likeness.Weight {
	cases = slices.DeleteFunc(slices.Clone(cases), func(c *weighedCase) bool {
		return strings.HasPrefix(c.file, probeSet) || len(c.records) == 0
	})
	names, rows := signRows(cases, func(c *weighedCase) []likeness.Sign { return c.worst().held })
	is, counts := make([]bool, len(cases)), make([]float64, len(cases))
	for i, c := range cases {
		is[i], counts[i] = c.Expect >= data.Hold, 1
	}
	return fit(rows, is, counts, heldPattern, names, heldDecay, heldPasses)
}

// worst is the record of the highest level and score.
func (c *weighedCase) worst() *weighedRecord {
	w := slices.MaxFunc(c.records, func(x, y weighedRecord) int {
		return cmp.Or(cmp.Compare(x.level, y.level), cmp.Compare(x.score, y.score))
	})
	return &w
}

// Cases like those that were held are raised to hold, of hands that it did not learn from,
// and honest deals and ordinary trade seldom are.
func TestHeldCasesNotLearnedFrom(t *testing.T) {
	if testing.Short() {
		t.Skip("judges all cases")
	}
	shared(t, publishedList)
	set := inputs(t).Rules
	pattern, least, ok := set.HeldAlike(set.Patterns().Levels.Hold)
	if !ok || pattern != heldPattern {
		t.Fatal("no rule speaks of held cases")
	}
	bars := []float64{least}
	if testing.Verbose() {
		bars = []float64{0.40, 0.50, 0.60, 0.70, 0.80}
	}
	cases := weighedCases(t)
	type sum struct{ raised, of, calm, calmOf int }
	sums := make([]sum, len(bars))
	for _, hands := range [][]string{{"7", "12", "24"}, {"8", "13", "25"}, {"9", "14", "18"}, {"10", "15", "19"}, {"6", "11", "17"}} {
		rest := slices.DeleteFunc(slices.Clone(cases), func(c *weighedCase) bool { return slices.Contains(hands, c.hand()) })
		m := likeness.New(learnHeld(rest))
		for _, c := range cases {
			if !slices.Contains(hands, c.hand()) {
				continue
			}
			bad := c.Expect >= data.Hold
			for i, bar := range bars {
				x := &sums[i]
				if !bad {
					x.calmOf++
				} else if c.worst().level < data.Hold {
					x.of++
				}
				raised := slices.ContainsFunc(c.records, func(r weighedRecord) bool {
					_, _, may := set.HeldAlike(r.score)
					return may && r.level == data.Review && len(m.Likely(len(r.held), func(i int) likeness.Sign { return r.held[i] }, bar)) > 0
				})
				switch {
				case !raised || c.worst().level >= data.Hold:
				case bad:
					x.raised++
				default:
					x.calm++
				}
			}
		}
	}
	for i, bar := range bars {
		x := &sums[i]
		t.Logf("from %.2f on: of %d that ought to be held and are not, %d are raised; of %d honest and ordinary ones %d", bar, x.of, x.raised, x.calmOf, x.calm)
		if bar != least {
			continue
		}
		if share(x.raised, x.of) < 0.20 {
			t.Errorf("%d of %d are raised, fewer than two in ten", x.raised, x.of)
		}
		if share(x.calm, x.calmOf) > 0.012 {
			t.Errorf("%d of %d honest and ordinary cases are raised, more than 12 in a thousand", x.calm, x.calmOf)
		}
	}
}

// That like cases were held raises what is to be reviewed to hold and changes no other
// level, shows its signs, and can be switched off.
func TestLikeHeldCasesRaiseWhatIsToBeReviewed(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many cases")
	}
	without := caseInputs(t)
	off, err := without.Rules.With(fstest.MapFS{"p/own.yaml": {Data: []byte("overrides:\n  - {rule: like-held-cases, off: true, reason: points alone}\n")}}, "p")
	if err != nil {
		t.Fatal(err)
	}
	without.Rules = off
	raised := 0
	for i, c := range seenCases(t) {
		if i%4 != 0 {
			continue
		}
		bare, err := judgeCase(without, c.labelledCase)
		if err != nil {
			t.Fatal(err)
		}
		for j, is := range c.verdicts {
			was := bare.verdicts[j]
			at := slices.IndexFunc(is.Findings, func(f data.Finding) bool { return f.Rule == heldRule })
			switch {
			case at < 0 && (is.Level != was.Level || is.Score != was.Score):
				t.Errorf("%s: %s with %d, without the rule %s with %d", c.Case, is.Level, is.Score, was.Level, was.Score)
			case at >= 0 && (is.Level != data.Hold || was.Level != data.Review || is.Score <= was.Score):
				t.Errorf("%s: raised from %s with %d to %s with %d", c.Case, was.Level, was.Score, is.Level, is.Score)
			case at >= 0:
				raised++
				if f := &is.Findings[at]; len(f.Evidence) == 0 || !strings.Contains(f.Says, "The signs: ") {
					t.Errorf("%s: %+v", c.Case, f)
				}
			}
		}
	}
	if raised == 0 {
		t.Error("no case is raised")
	}
}
