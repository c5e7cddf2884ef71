package facts

import (
	"testing"

	"pgregory.net/rapid"
)

func TestANumberThatBearsTheTypeOfTheGoods(t *testing.T) {
	for _, c := range []struct {
		goods   string
		serials []string
		want    string
	}{
		{"Dell PowerEdge XE9680, 8x H200 SXM", []string{"8HT4KZ3", "XE9680-ITALY-4"}, "XE9680-ITALY-4"},
		{"Dell PowerEdge XE9680, 8x H200 SXM", []string{"XE9680-1", "XE9680-2"}, ""},
		{"Dell PowerEdge XE9680, 8x H200 SXM", []string{"8HT4KZ3", "9JQ2LZ3"}, ""},
		{"server", []string{"SERVER-1", "8HT4KZ3"}, ""},
		{"", nil, ""},
	} {
		if got := bearsType(c.goods, c.serials); got != c.want {
			t.Errorf("%q %v: %q, want %q", c.goods, c.serials, got, c.want)
		}
	}
}

// Letters that look like figures are those figures, whatever is beside them.
func TestLettersThatLookLikeFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9A-HJ-NP-Z]{4,14}`).Draw(t, "serial")
		if n := figuresOf(s); n != s {
			t.Fatalf("%q is %q without any such letter", s, n)
		}
		if a, b := figuresOf(s+"O1"), figuresOf(s+"0I"); a != b {
			t.Fatalf("%q is not %q", a, b)
		}
	})
}
