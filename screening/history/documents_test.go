package history

import "testing"

func TestMarksOnLettersMakeNoOtherParty(t *testing.T) {
	for _, c := range []struct {
		x, y string
		same bool
	}{
		{"instituto de física del ebro", "instituto de fisica del ebro", true},
		{"malmö beräkning ab", "malmo berakning ab", true},
		{"北京超算", "北京计算", false},
		{"kyoto lab", "kyoto labs", false},
	} {
		if got := string(withoutAccents([]byte(c.x))) == string(withoutAccents([]byte(c.y))); got != c.same {
			t.Errorf("%q and %q are one party: %v, want %v", c.x, c.y, got, c.same)
		}
	}
}
