package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"redflag/data"
	"redflag/screening/facts"
)

func tellable(t *testing.T) Tellable {
	t.Helper()
	say, err := LoadTellable()
	if err != nil {
		t.Fatal(err)
	}
	return say
}

func TestWhyNotGathersByWhatCouldBeTold(t *testing.T) {
	var near []*data.NearMiss
	for _, title := range []string{"a", "b", "c", "d", "e"} {
		near = append(near, &data.NearMiss{Rule: title, Title: title, Missing: []string{"shipment.notes_tell"}, Why: "not known: what they tell"})
	}
	near = append(near,
		&data.NearMiss{Rule: "two", Missing: []string{"customer.iaas", "text.end_use_phrases"}, Why: "not known: x; y"},
		&data.NearMiss{Rule: "one", Missing: []string{"parties.hq_country", "parties.ultimate_parent_country"}, Why: "not known: x; y"},
		&data.NearMiss{Rule: "odd", Missing: []string{"zodiac.sign"}, Why: "not known: the sign under which it ships"})
	got := WhyNot(near, nil, tellable(t))
	var lines []string
	for i := range got {
		lines = append(lines, got[i].Why()+" | "+got[i].Some(2))
	}
	want := []string{
		"not known: notes on the order | a; b; and 3 more rules",
		"not known: the headquarters and the ultimate parent | one",
		"not known: the sign under which it ships | odd",
		"not known: whether the customer rents out computing; the stated end use | two",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got %s", strings.Join(lines, "\n    "))
	}
	if s := got[0].Some(4); s != "a; b; c; d; e" {
		t.Errorf("one more is said in place of counted: %s", s)
	}
	if s := MoreOpen(got, 2); s != "and 2 more that decide 2 rules" {
		t.Error(s)
	}
	if s := MoreOpen(got, 4); s != "" {
		t.Error(s)
	}
}

// The dozen that is shown is the dozen nearest to a finding: none that is left out is nearer
// than one that is shown, no rule is lost, and what is left out is counted.
func TestWhyNotShowsTheNearest(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	v, err := d.Case(ctx, "SO-5000")
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for i := range v.Open {
		o := v.Open[i]
		if i > 0 && o.nearness() > v.Open[i-1].nearness() {
			t.Errorf("%s comes after %s", o.Why(), v.Open[i-1].Why())
		}
		for k, r := range o.Rules {
			rules[r.Rule] = true
			if k > 0 && r.weight > o.Rules[k-1].weight {
				t.Errorf("%s comes after %s", r.Title, o.Rules[k-1].Title)
			}
		}
		if o.Rules[0].Kind == data.StopFinding && len(o.Lacks) == 1 && i >= OpenShown {
			t.Errorf("a stop one answer away is not shown: %s", o.Why())
		}
	}
	if len(rules) != len(v.Verdict.Near) || len(v.Open) < 2*OpenShown {
		t.Errorf("%d rules of %d, %d open facts", len(rules), len(v.Verdict.Near), len(v.Open))
	}
	if s := MoreOpen(v.Open, OpenShown); !strings.HasPrefix(s, fmt.Sprintf("and %d more that decide", len(v.Open)-OpenShown)) {
		t.Error(s)
	}
	if s := v.Open[0].Some(RulesShown); !strings.HasPrefix(s, "STOP ") {
		t.Errorf("the nearest is no stop: %s", s)
	}
}

// Every row of the table speaks of facts that there are.
func TestTellableNamesFacts(t *testing.T) {
	var names []string
	for _, f := range facts.Schema() {
		names = append(names, f.Name)
		for _, e := range f.Fields {
			names = append(names, f.Name+"."+e.Name)
		}
	}
	for _, r := range tellable(t).rows {
		for _, b := range r.Of {
			if !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, b) }) {
				t.Errorf("%q: no fact begins with %q", r.Say, b)
			}
		}
	}
	for _, c := range []struct{ text, want string }{
		{"tellable:\n  - {say: \"x\", of: [a]}\n  - {say: \"y\", of: [b, a]}\n", "words.yaml:3"},
		{"tellable:\n  - {says: \"x\"}\n", "words.yaml:2"},
	} {
		if _, err := parseTellable("words.yaml", []byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
