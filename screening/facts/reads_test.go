package facts

import (
	"slices"
	"testing"

	"redflag/screening/reading"
)

// A label that the model knows and facts do not, or the other way round, would be read
// by nobody.
func TestFactsAndTheModelHaveTheSameLabels(t *testing.T) {
	m, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := readLabels(), m.Labels(); !slices.Equal(got, want) {
		t.Errorf("facts know %q, the model %q", got, want)
	}
}
