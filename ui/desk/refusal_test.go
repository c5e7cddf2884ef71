package desk

import (
	"slices"
	"testing"
)

func TestPlainBlocksSayNothingTwice(t *testing.T) {
	got := Plain([]string{"The gap decides: D4 is not answered: Who?", "D4 is not answered: Who?", "B1 is not answered: Where?", "B1 is not answered: Where?"})
	want := []string{"The gap decides: D4 is not answered: Who?", "B1 is not answered: Where?"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
