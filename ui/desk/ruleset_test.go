package desk

import (
	"testing"
	"testing/fstest"

	"redflag/screening"
)

func TestTheRuleToStartFromIsAPack(t *testing.T) {
	set, err := screening.LoadRules()
	if err != nil {
		t.Fatal(err)
	}
	own, err := set.With(fstest.MapFS{"own/mine.yaml": {Data: []byte(NewRule)}}, "own")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(own.Tests()) - len(set.Tests()); n != 2 {
		t.Errorf("it has %d tests, not 2", n)
	}
	if u := own.Untested(); len(u) > 0 {
		t.Errorf("it is not tested: %v", u)
	}
}
