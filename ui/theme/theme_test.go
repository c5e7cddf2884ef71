package theme

import (
	"testing"

	"redflag/data"
	"redflag/ui/text"
)

func TestLevelsAreToldApartWithoutColour(t *testing.T) {
	seen := map[string]bool{}
	for l := data.Pass; l <= data.Stop; l++ {
		s := LevelText(l)
		if text.Width(s) != LevelWidth {
			t.Errorf("%q is %d wide", s, text.Width(s))
		}
		if seen[s] {
			t.Errorf("%q stands for two levels", s)
		}
		seen[s] = true
	}
}

func TestMonoHasNoColour(t *testing.T) {
	m := New(true, true)
	for name, k := range map[string]Ink{"stop": m.Level(data.Stop, false), "selected": m.Selected, "head": m.Head, "muted": m.Muted, "bad": m.Bad} {
		for _, c := range []string{"38;", "48;", "[3", "[4"} {
			if p := k.Paint("x"); len(p) > 1 && contains(p, c) {
				t.Errorf("%s paints with colour: %q", name, p)
			}
		}
	}
	if m.Selected.Paint("x") == "x" {
		t.Error("a selected row looks like the others")
	}
}

func contains(s, sub string) bool {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return true
		}
	}
	return false
}
