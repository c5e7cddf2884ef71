package desk

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"redflag/data"
	"redflag/screening"
)

// What the switches of a pack make of a stored verdict: a stop that goes to pass
// stands before everything else, and a cleared finding weighs nothing.
func TestAStoredVerdictIsWeighedAnew(t *testing.T) {
	before, err := screening.LoadRules()
	if err != nil {
		t.Fatal(err)
	}
	pack := writePack(t, `pack: own
overrides:
  - {rule: listed-licence-party, off: true, reason: we ask the forwarder}
  - {rule: thin-presence, points: 60, reason: all our trouble had none}
`)
	after, err := loadRules(pack)
	if err != nil {
		t.Fatal(err)
	}
	finding := func(rule string) data.Finding {
		r, ok := before.Rule(rule)
		if !ok {
			t.Fatalf("no rule %s", rule)
		}
		return data.Finding{Rule: r.ID, Version: r.Version, Kind: r.Kind, Pattern: r.Pattern, Points: r.Points}
	}
	made := func(key string, findings ...data.Finding) *past {
		p := &past{state: data.CaseState{Case: key, Status: data.Stopped}, verdict: data.Verdict{Findings: findings}}
		p.verdict.Level, p.verdict.Score = before.Level(findings)
		return p
	}
	cleared := finding("listed-licence-party")
	cleared.Cleared = &data.Clearance{}
	var got []DecisionChange
	for _, p := range []*past{
		made("shipment:1", finding("hub-without-end-user")),
		made("shipment:2", cleared),
		made("shipment:3", finding("listed-licence-party"), finding("hub-without-end-user")),
		made("shipment:4", finding("listed-licence-party")),
	} {
		if c, ok := relevel(p, before, after); ok {
			got = append(got, c)
		}
	}
	sortChanges(got)
	if len(got) != 2 || got[0].Case != "shipment:4" || got[0].From != data.Stop || got[0].To != data.Pass || got[1].To != data.Review {
		t.Errorf("the changes are %+v", got)
	}
	if want := []string{"listed-licence-party: switched off (a stop: what it stops is not looked at any more)", "thin-presence: 60 points, were 10"}; !slices.Equal(sorted(changedRules(before, after)), want) {
		t.Errorf("the packs change %v", changedRules(before, after))
	}
}

func sorted(s []string) []string { s = slices.Clone(s); slices.Sort(s); return s }

func TestAFewDecisionsJudgeNoRule(t *testing.T) {
	set, err := screening.LoadRules()
	if err != nil {
		t.Fatal(err)
	}
	run := func(stopped, released int) RuleRecord {
		ta := &tally{set: set, by: map[string]*RuleRecord{}}
		f := []data.Finding{{Rule: "hub-without-end-user", Kind: data.FlagFinding, Pattern: "transshipment_hub", Points: 12},
			{Rule: "hub-without-end-user", Kind: data.NoteFinding, Pattern: "transshipment_hub", Points: -10}}
		for i := range stopped + released {
			p := past{state: data.CaseState{Status: data.Released}, verdict: data.Verdict{Level: data.Review, Findings: f}}
			if i < stopped {
				p.state.Status = data.Stopped
			}
			ta.add(&p)
		}
		return ta.records()[0]
	}
	if r := run(2, 1); r.StopShare != nil || r.Fired != 3 || r.Points != 6 || r.Raised != 3 {
		t.Errorf("of three decisions the rule says %+v", r)
	}
	if r := run(3, 9); r.StopShare == nil || *r.StopShare != 0.25 || r.Stopped != 3 || r.Says != "mostly released" {
		t.Errorf("of twelve decisions the rule says %+v", r)
	}
	if r := run(0, 12); r.StopShare == nil || *r.StopShare != 0 || r.Says != "only noise so far: every one was released" {
		t.Errorf("of twelve releases the rule says %+v", r)
	}
	if s := fewWords(3, 3); s != "3 decisions: too few to judge a rule by" {
		t.Error(s)
	}
}

func writePack(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "own.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}
