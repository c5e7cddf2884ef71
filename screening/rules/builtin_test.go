package rules_test

import (
	"testing"

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
