package screening

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"redflag/data"
	"redflag/screening/rules"
)

// Papers often tell no direction, no kind and no grain. A flag whose own words do not ask
// for such a field must not wait for it: without it at least one of its tests still fires.
func TestNoFlagWaitsForAFieldItDoesNotName(t *testing.T) {
	if testing.Short() {
		t.Skip("every test of every rule is run three times")
	}
	for _, c := range []struct {
		field  string
		names  []string          // facts by which a rule asks for the field
		except map[string]string // what hangs on the field by its nature, and why
	}{
		{"direction", nil, nil},
		{"grain", nil, nil},
		{"doc_type", []string{"shipment.doc_type", "shipment.act"}, map[string]string{
			"serials-not-kept":          "serial numbers are known of goods that have left",
			"count-and-delivery-differ": "what comes back or was counted is weighed against what left",

			"left-though-held":                "papers of what was ordered are held against those of what leaves",
			"another-chip-leaves":             "papers of what was ordered are held against those of what leaves",
			"lesser-chip-leaves":              "papers of what was ordered are held against those of what leaves",
			"more-leaves-than-was-ordered":    "papers of what was ordered are weighed against those of what leaves",
			"number-never-sent":               "what comes back is weighed against what went out",
			"one-order-in-equal-declarations": "declarations of one order are counted",
			"one-receiver-for-several-buyers": "orders to one receiver are counted",
			"as-many-for-one-receiver":        "orders to one receiver are counted",
			"one-door-for-several-buyers":     "orders to one door are counted",
			"as-many-for-one-door":            "orders to one door are counted",
			"number-came-back-twice":          "what comes back is told by a return",
			"registered-under-another-name":   "what is served is told by a paper of service",
			"business-told-on-another-paper":  "what stands beside an order is told by its kind",
		}},
	} {
		still := stillWithout(t, c.field, c.names)
		for _, r := range still {
			if c.except[r] == "" {
				t.Errorf("%s is silent in all of its tests where no %s is told", r, c.field)
			}
		}
		for r := range c.except {
			if !slices.Contains(still, r) {
				t.Errorf("%s waits for no %s and is excepted", r, c.field)
			}
		}
	}
}

// stillWithout are the rules that name no such fact and of which no test fires any more
// where no shipment tells the field.
func stillWithout(t *testing.T, field string, names []string) []string {
	set, tables := builtin(t), tables(t)
	silent := map[string]bool{}
	for _, test := range set.Tests() {
		r, _ := set.Rule(test.Rule)
		if waits, asked := silent[test.Rule]; test.Expect != rules.ExpectFires || asked && !waits ||
			slices.ContainsFunc(names, func(n string) bool { return strings.Contains(r.When, n) }) {
			continue
		}
		changed := test
		changed.Given = withoutField(t, test.Given, field)
		res := runTest(context.Background(), set, tables, recognised(), today(), changed)
		if res.Err != nil {
			t.Fatal(res.Err)
		}
		silent[test.Rule] = res.Got != rules.ExpectFires && res.Got != rules.ExpectGap
	}
	maps.DeleteFunc(silent, func(_ string, is bool) bool { return !is })
	return slices.Sorted(maps.Keys(silent))
}

// withoutField are the records, none of whose shipments tells the field.
func withoutField(t *testing.T, given []data.Record, field string) []data.Record {
	out := slices.Clone(given)
	for i := range out {
		if out[i].Shipment == nil {
			continue
		}
		raw, err := json.Marshal(out[i])
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := json.Unmarshal(raw, &tree); err != nil {
			t.Fatal(err)
		}
		delete(tree, field)
		raw, _ = json.Marshal(tree)
		out[i] = data.Record{}
		if err := json.Unmarshal(raw, &out[i]); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
