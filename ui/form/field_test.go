package form

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"redflag/ui/text"
	"redflag/ui/theme"
)

func typed(f *Field, s string) {
	for _, r := range s {
		f.Key(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func press(f *Field, codes ...rune) {
	for _, c := range codes {
		f.Key(tea.KeyPressMsg{Code: c})
	}
}

func TestEditing(t *testing.T) {
	f := &Field{}
	typed(f, "order 启明")
	press(f, tea.KeyLeft, tea.KeyBackspace)
	if f.Value() != "order 明" {
		t.Fatalf("%q", f.Value())
	}
	f.Key(tea.KeyPressMsg{Code: 'w', Mod: tea.ModCtrl})
	if f.Value() != "明" {
		t.Fatalf("%q", f.Value())
	}
	f.Paste("a\nb\r\n")
	if f.Value() != "a b明" {
		t.Fatalf("a single line took a break: %q", f.Value())
	}
}

func TestSeveralLines(t *testing.T) {
	f := &Field{Multi: true}
	f.Set("first\nsecond line\nx")
	press(f, tea.KeyUp)
	typed(f, "*")
	if f.Value() != "first\ns*econd line\nx" {
		t.Fatalf("%q", f.Value())
	}
	got := f.Draw(theme.New(true, true), 8, 10, false)
	if strings.Join(got, "|") != "first |s*econd |line |x" && len(got) < 4 {
		t.Fatalf("%q", got)
	}
}

func TestACombinedCharacterIsOne(t *testing.T) {
	f := &Field{}
	f.Set("e\u0301👩\u200d🚀x")
	press(f, tea.KeyBackspace, tea.KeyBackspace)
	if f.Value() != "e\u0301" {
		t.Fatalf("%q", f.Value())
	}
}

func TestWhateverIsTypedStaysSoundAndDrawsSafely(t *testing.T) {
	th := theme.New(true, true)
	rapid.Check(t, func(t *rapid.T) {
		f := &Field{Multi: rapid.Bool().Draw(t, "multi")}
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				f.Paste(rapid.String().Draw(t, "s"))
			case 1:
				press(f, rapid.SampledFrom([]rune{tea.KeyLeft, tea.KeyRight, tea.KeyUp, tea.KeyDown, tea.KeyBackspace, tea.KeyDelete, tea.KeyHome, tea.KeyEnd, tea.KeyEnter}).Draw(t, "k"))
			case 2:
				f.Key(tea.KeyPressMsg{Code: rapid.SampledFrom([]rune("wukdabef")).Draw(t, "c"), Mod: tea.ModCtrl})
			case 3:
				n := len(f.Value())
				f.Replace(rapid.IntRange(0, n).Draw(t, "from"), rapid.IntRange(0, n).Draw(t, "to"), "x")
			}
			if f.at < 0 || f.at > len(f.chars) {
				t.Fatalf("cursor %d of %d", f.at, len(f.chars))
			}
		}
		if !utf8.ValidString(f.Value()) || f.size != len(f.Value()) {
			t.Fatalf("%q counts %d", f.Value(), f.size)
		}
		for _, l := range f.Draw(th, 12, 4, true) {
			if bare := ansi.Strip(l); text.Line(bare) != bare {
				t.Fatalf("%q would drive the terminal", l)
			}
		}
	})
}
