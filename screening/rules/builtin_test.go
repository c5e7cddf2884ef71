package rules_test

import (
	"testing"
	"testing/fstest"

	"redflag/screening/facts"
	"redflag/screening/rules"
)

func TestBuiltinPacksLoad(t *testing.T) {
	sc, err := rules.NewSchema(facts.Schema())
	if err != nil {
		t.Fatal(err)
	}
	set, err := rules.LoadBuiltin(sc)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range set.Tests() {
		if test.Err != nil {
			t.Error(test.Err)
		}
	}
	t.Logf("%d rules, %d tests", len(set.Rules()), len(set.Tests()))
	if u := set.Untested(); len(u) > 0 {
		t.Errorf("active rules without a firing and a quiet test: %v", u)
	}
}

func TestTheSkeletonIsAPack(t *testing.T) {
	sc, err := rules.NewSchema(facts.Schema())
	if err != nil {
		t.Fatal(err)
	}
	set, err := rules.LoadBuiltin(sc)
	if err != nil {
		t.Fatal(err)
	}
	own, err := set.With(fstest.MapFS{"u/own.yaml": {Data: []byte(rules.Skeleton("own"))}}, "u")
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := own.Rule("own-large-order-to-a-hub"); !ok || r.Pack != "own" {
		t.Errorf("the rule of the skeleton is not there: %+v", r)
	}
	if len(own.Tests()) != len(set.Tests())+2 {
		t.Error("the tests of the skeleton are not there")
	}
}
