package screening

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// legal patterns say what the law asks; they are named beside the pattern of a case
// and are neither right nor wrong as a name for it.
var legalPatterns = []string{"missing_fact", "licence_required", "headquarters_rule", "diligence_note", "explaining_fact", "held_alike"}

// tally is what the cases of one set came to.
type tally struct {
	cases, stop, hold, review int // at the level or above
	lawful                    int // held or stopped, and the law asks for a stop, be it one that a stated licence may answer
	labels, named             int
	findings, right           int
	below, unasked            []string
	missed, wrong             map[string]int
}

func (x *tally) add(c *labelledCase, verdicts []data.Verdict) (data.Level, map[string]bool) {
	x.cases++
	level, named := data.Pass, map[string]bool{}
	for _, v := range verdicts {
		level = max(level, v.Level)
		for _, f := range v.Findings {
			if f.Kind != data.NoteFinding {
				named[f.Pattern] = true
			}
		}
	}
	for i, at := range []*int{&x.review, &x.hold, &x.stop} {
		if level >= data.Level(i+1) {
			*at++
		}
	}
	asked := c.Expect == data.Stop && level >= data.Hold || level == data.Stop && waitsForLicence(c, verdicts)
	if asked {
		x.lawful++
	}
	for _, p := range c.Patterns {
		if x.labels++; named[p] {
			x.named++
		} else {
			x.missed[p]++
		}
	}
	for p := range named {
		if slices.Contains(legalPatterns, p) {
			continue
		}
		if x.findings++; slices.Contains(c.Patterns, p) || slices.Contains(c.Also, p) {
			x.right++
		} else {
			x.wrong[p]++
		}
	}
	if level < c.Expect {
		x.below = append(x.below, c.Case)
	}
	if level > c.Expect && !(asked && level == data.Stop) {
		x.unasked = append(x.unasked, c.Case+":"+level.String())
	}
	return level, named
}

// waitsForLicence says whether all that stops is the need of a licence which the
// file states, or which the case says is needed: told is not verified, so the stop
// stays until somebody has seen it.
func waitsForLicence(c *labelledCase, verdicts []data.Verdict) bool {
	named := slices.Contains(c.Patterns, "licence_required")
	for _, v := range verdicts {
		for _, f := range v.Findings {
			if f.Kind == data.StopFinding && !f.Pending && !(named && f.Pattern == "licence_required") {
				return false
			}
		}
	}
	return true
}

func newTally() *tally { return &tally{missed: map[string]int{}, wrong: map[string]int{}} }

func (x *tally) join(y *tally) {
	x.cases, x.stop, x.hold, x.review, x.lawful = x.cases+y.cases, x.stop+y.stop, x.hold+y.hold, x.review+y.review, x.lawful+y.lawful
	x.labels, x.named, x.findings, x.right = x.labels+y.labels, x.named+y.named, x.findings+y.findings, x.right+y.right
	x.unasked = append(x.unasked, y.unasked...)
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// totals name no case.
func (x *tally) totals() string {
	return fmt.Sprintf("%d cases: stop %d, hold or above %.3f (%d lawful), review or above %.3f; patterns named %.3f (%d of %d), right %.3f (%d of %d)",
		x.cases, x.stop, share(x.hold, x.cases), x.lawful, share(x.review, x.cases), share(x.named, x.labels), x.named, x.labels, share(x.right, x.findings), x.right, x.findings)
}

func (x *tally) String() string {
	return fmt.Sprintf("%s\n  below: %v\n  above: %v\n  missed: %v\n  wrong: %v", x.totals(), x.below, x.unasked, x.missed, x.wrong)
}

// Published ways of diversion are held, honest deals and ordinary trade are not,
// judged by the real chain against the published list.
func TestLabelledCasesAreToldApart(t *testing.T) {
	if testing.Short() {
		t.Skip("judges all labelled cases")
	}
	shared(t, publishedList)
	for _, set := range caseSets() {
		if only := os.Getenv("REDFLAG_CASES"); only != "" && !strings.Contains(only, set) {
			continue
		}
		parts := map[string]*tally{}
		for _, name := range caseParts() {
			parts[name] = newTally()
		}
		for _, c := range judgedCases(t, set) {
			part := c.part()
			level, named := parts[part].add(c.labelledCase, c.verdicts)
			for _, v := range c.verdicts {
				if v.Lights.Listed.Is == data.LightRed && v.Level == data.Pass && part != "held out" && !c.unseen() {
					t.Errorf("%s: a red light at pass: %s", c.Case, v.Lights.Listed.Why)
				}
			}
			if os.Getenv("REDFLAG_CASES") != "" && part != "held out" && !c.unseen() {
				t.Logf("%s: %s (want %s)", c.Case, level, c.Expect)
				for _, p := range c.Patterns {
					if !named[p] {
						t.Logf("    not named: %s", p)
					}
				}
				for _, v := range c.verdicts {
					explain(t, map[string]data.Verdict{v.Shipment: v}, []string{v.Shipment})
				}
			}
		}
		whole := newTally()
		for _, name := range caseParts() {
			if strings.HasSuffix(name, "unseen") {
				t.Logf("%s, %s: %s", set, name, parts[name].totals())
				continue
			}
			t.Logf("%s, %s: %s", set, name, parts[name])
			whole.join(parts[name])
		}
		floors(t, set, "unseen", parts["unseen"])
		floors(t, set, "newest unseen", parts["newest unseen"])
		goals(t, set, whole)
	}
}

// floors are what unseen cases came to when they were measured, less one case: a
// change may not cost more. They are no goals; those stand in goals.
func floors(t *testing.T, set, part string, x *tally) {
	t.Helper()
	for _, f := range []struct {
		set, part, what string
		got, least      float64
	}{
		{"diversion", "unseen", "hold or above", share(x.hold, x.cases), 0.89},
		{"diversion", "unseen", "review or above", share(x.review, x.cases), 0.98},
		{"diversion", "unseen", "patterns named", share(x.named, x.labels), 0.84},
		{"diversion", "unseen", "patterns right", share(x.right, x.findings), 0.70},
		{"honest", "unseen", "below hold, of those that need no licence", 1 - share(x.hold-x.lawful, x.cases-x.lawful), 0.90},
		{"ordinary", "unseen", "at pass", 1 - share(x.review, x.cases), 0.95},
		{"diversion", "newest unseen", "hold or above", share(x.hold, x.cases), 0.82},
		{"diversion", "newest unseen", "review or above", share(x.review, x.cases), 0.98},
		{"diversion", "newest unseen", "patterns named", share(x.named, x.labels), 0.70},
		{"diversion", "newest unseen", "patterns right", share(x.right, x.findings), 0.67},
		{"honest", "newest unseen", "below hold, of those that need no licence", 1 - share(x.hold-x.lawful, x.cases-x.lawful), 0.88},
		{"ordinary", "newest unseen", "at pass", 1 - share(x.review, x.cases), 0.86},
	} {
		if f.set == set && f.part == part && f.got < f.least {
			t.Errorf("%s, %s: %s is %.3f, less than %.2f", set, part, f.what, f.got, f.least)
		}
	}
}

// goals are what the design asks of cases nobody has seen; of these, which have
// been seen, no less may be asked.
func goals(t *testing.T, set string, x *tally) {
	t.Helper()
	least := func(what string, got, want float64) {
		if got < want {
			t.Errorf("%s: %s is %.3f, less than %.2f", set, what, got, want)
		}
	}
	switch set {
	case "diversion":
		least("hold or above", share(x.hold, x.cases), 0.90)
		least("review or above", share(x.review, x.cases), 0.98)
		least("patterns named", share(x.named, x.labels), 0.85)
		least("patterns right", share(x.right, x.findings), 0.70)
	case "honest":
		least("below hold, of those that need no licence", 1-share(x.hold-x.lawful, x.cases-x.lawful), 0.90)
		for _, name := range x.unasked {
			if strings.HasSuffix(name, ":stop") {
				t.Errorf("%s: the law asks for no stop of %s", set, name)
			}
		}
	case "ordinary":
		least("at pass", 1-share(x.review, x.cases), 0.97)
	}
}
