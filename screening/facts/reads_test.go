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

// What a column of blocks holds is asked about as such, and retells nothing; a sentence
// behind it does.
func TestNothingIsReadInAColumnOfBlocks(t *testing.T) {
	for text, block := range map[string]bool{
		"Lifecycle Status: Suspended": true,
		"Order block: 05":             true,
		"Lifecycle Status: Suspended; the last machines went to a hall in Shenzhen": false,
		"Suspended after the visit of last May":                                     false,
	} {
		if got := isBlock(text); got != block {
			t.Errorf("%q is said to be a block alone: %v", text, got)
		}
	}
}
