package history

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAFigureIsFoundInAnyWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", " ", "7", "０", "９", "／", "：", "上", "\xef", "\xef\xbc", "\x90"}), 0, 5).Draw(t, "text"), "")
		if got, want := holdsFigure(s), strings.ContainsAny(strings.ToValidUTF8(s, "?"), "0123456789０１２３４５６７８９"); got != want {
			t.Fatalf("a figure in %q: %v", s, got)
		}
	})
}

// Every order asks whether parties tell a house, most of which tell a number late or none.
func BenchmarkNoFigure(b *testing.B) {
	for b.Loop() {
		holdsFigure("Saffron Petal Road, Port Ellerby, Malaysia")
	}
}
