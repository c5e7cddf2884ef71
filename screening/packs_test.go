package screening

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"redflag/data"
	"redflag/screening/match"
	"redflag/screening/reading"
	"redflag/screening/rules"
)

func TestEveryRuleOfThePacksKeepsItsTests(t *testing.T) {
	results, err := RunTests(context.Background(), builtin(t), tables(t), today())
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for _, r := range results {
		if !r.OK {
			failed++
			t.Errorf("%s:%d: %s: %s: got %s, want %s (%s) %v", r.Test.File, r.Test.Line, r.Test.Rule, r.Test.Name, r.Got, r.Test.Expect, r.Says, r.Err)
		}
	}
	t.Logf("%d tests of %d rules, %d failed", len(results), len(builtin(t).Rules()), failed)
}

// What the model of texts may read is reported by a rule.
func TestEveryLabelOfTheModelHasARule(t *testing.T) {
	m, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range m.Labels() {
		if id := "reads-" + strings.ReplaceAll(l, "_", "-"); !slices.ContainsFunc(builtin(t).Rules(), func(r rules.Rule) bool { return r.ID == id }) {
			t.Errorf("no rule %s reports what the model reads", id)
		}
	}
}

// Papers of service, hosting and finance seldom tell a destination. A flag that is only
// not raised where the goods openly go somewhere must not wait for one.
func TestNoFlagWaitsForADestination(t *testing.T) {
	for _, r := range builtin(t).Rules() {
		for _, where := range []string{"china", "russia", "embargoed", "restricted"} {
			guard := "not shipment.destination." + where
			knows := strings.Contains(r.When, "missing(shipment.destination."+where+")")
			for _, told := range []string{"known(shipment.destination)", "shipment.destination.hub", "shipment.destination.russia_route"} {
				knows = knows || strings.Contains(r.When, told)
			}
			if strings.Contains(r.When, guard) && !knows {
				t.Errorf("%s is silent where no destination is told: %s", r.ID, r.When)
			}
		}
	}
}

// Taking away any one field may not turn a stop or a decisive flag into silence:
// what decided is then not known, and the verdict has to say so. Of goods that nobody
// controls not all is asked: what is found in them of itself may go with its field.
func TestNoFieldTakenAwaySilencesAStop(t *testing.T) {
	found := map[string][]string{
		"gp10-named-act-in-words":         {"lines.0.description"}, // of a service: all that it tells of goods
		"military-user-in-russia":         {"country", "customer"},
		"town-under-embargo-at-the-end":   {"parties.0.address", "incoterm"},
		"region-under-embargo-at-the-end": {"parties.0.address", "parties.0.country"}, // the country is then that of its record
	}
	set := builtin(t)
	var tried atomic.Int64
	t.Cleanup(func() { t.Logf("%d fields taken away", tried.Load()) })
	for _, test := range set.Tests() {
		r, _ := set.Rule(test.Rule)
		if test.Expect != rules.ExpectFires || r.Kind != data.StopFinding && !(r.Kind == data.FlagFinding && r.Decisive) {
			continue
		}
		t.Run(test.Rule, func(t *testing.T) {
			t.Parallel()
			in := testInputs(set, tables(t), recognised(), today(), test)
			if len(in.Lists) > 0 {
				in.Index = match.Build(in.Lists)
			}
			for without, given := range lessOneField(t, test.Given) {
				changed := test
				changed.Given = given
				verdicts, err := judgeGiven(context.Background(), in, changed)
				if err != nil {
					t.Fatal(err)
				}
				tried.Add(1)
				if silent(verdicts) && !slices.Contains(found[test.Rule], without) {
					t.Errorf("%s (%s): without %s nothing is said", test.Rule, test.Name, without)
				}
			}
		})
	}
}

// lessOneField are the records less each field in turn, by the path of the field.
func lessOneField(t *testing.T, given []data.Record) iter.Seq2[string, []data.Record] {
	return func(yield func(string, []data.Record) bool) {
		for i := range given {
			raw, err := json.Marshal(given[i])
			if err != nil {
				t.Fatal(err)
			}
			var tree map[string]any
			if err := json.Unmarshal(raw, &tree); err != nil {
				t.Fatal(err)
			}
			for _, path := range leaves(tree, nil) {
				if last := path[len(path)-1]; last == "kind" || last == "id" && len(path) == 1 || last == "role" || last == "owned" { // a holding of nobody is no holding, and the importer says so
					continue
				}
				var less data.Record
				b, _ := json.Marshal(drop(tree, path))
				if err := json.Unmarshal(b, &less); err != nil {
					continue
				}
				records := slices.Clone(given)
				records[i] = less
				if !yield(strings.Join(path, "."), records) {
					return
				}
			}
		}
	}
}

// silent reports whether every verdict passes.
func silent(verdicts []data.Verdict) bool {
	return !slices.ContainsFunc(verdicts, func(v data.Verdict) bool { return v.Level > data.Pass })
}

// leaves are the paths of all plain values.
func leaves(v any, at []string) [][]string {
	switch v := v.(type) {
	case map[string]any:
		var out [][]string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, leaves(v[k], append(slices.Clone(at), k))...)
		}
		return out
	case []any:
		var out [][]string
		for i := range v {
			out = append(out, leaves(v[i], append(slices.Clone(at), fmt.Sprint(i)))...)
		}
		return out
	}
	return [][]string{at}
}

// drop copies a tree without the value at the path.
func drop(v any, path []string) any {
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		if len(path) == 1 {
			delete(out, path[0])
		} else {
			out[path[0]] = drop(v[path[0]], path[1:])
		}
		return out
	case []any:
		out := slices.Clone(v)
		var i int
		_, _ = fmt.Sscan(path[0], &i)
		if len(path) == 1 {
			return slices.Delete(out, i, i+1)
		}
		out[i] = drop(v[i], path[1:])
		return out
	}
	return v
}
