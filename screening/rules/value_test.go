package rules

import (
	"slices"
	"strings"
	"testing"
	"unsafe"

	"pgregory.net/rapid"

	"redflag/data"
)

func TestAListIsItsTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b c", "上海", "end\x1fing"}), 0, 4).Draw(t, "texts")
		v := List(texts)
		want := slices.Clone(texts)
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], textEnd, " ")
		}
		if got := slices.Collect(v.Texts()); v.State != data.Known || !slices.Equal(got, want) {
			t.Fatalf("the list of %q is %q", texts, got)
		}
		if (v.Text == "") != (len(texts) == 0) {
			t.Fatalf("an empty list is told from %q by its text, which is %q", texts, v.Text)
		}
	})
}

// What is larger than four words is handed on through memory, at several times the cost.
func TestAValueFitsInRegisters(t *testing.T) {
	if n := unsafe.Sizeof(Value{}); n > 4*unsafe.Sizeof(uintptr(0)) {
		t.Errorf("a value has %d bytes", n)
	}
}
