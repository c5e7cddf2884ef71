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

func TestKeysEditAField(t *testing.T) {
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

func TestSeveralLinesBreakBetweenWords(t *testing.T) {
	th := theme.New(true, true)
	for _, c := range []struct {
		text string
		w    int
		want string
	}{
		{"Only the word Cloud agrees", 12, "Only the |word Cloud |agrees"},
		{"Only the word Cloud agrees", 10, "Only the |word |Cloud |agrees"},
		{"an unbreakablewordhere", 8, "an |unbreak|ablewor|dhere"},
		{"one\n\ntwo three", 8, "one ||two |three"},
		{"启明算力科技有限公司", 8, "启明算|力科技|有限公|司"},
		{"a", 8, "a"},
		{"exactly ", 8, "exactly |"},
	} {
		f := &Field{Multi: true}
		f.Set(c.text)
		got := strings.Join(f.Draw(th, c.w, 20, false), "|")
		if strings.ReplaceAll(got, " |", "|") != strings.ReplaceAll(c.want, " |", "|") {
			t.Errorf("%q in %d cells is drawn as %q, want %q", c.text, c.w, got, c.want)
		}
	}
}

func TestUpAndDownGoByTheLinesInSight(t *testing.T) {
	th := theme.New(true, true)
	f := &Field{Multi: true}
	f.Set("Only the word Cloud agrees")
	f.Draw(th, 12, 5, true) // Only the | word Cloud | agrees
	press(f, tea.KeyUp)
	typed(f, "*")
	if got := f.Value(); got != "Only the word C*loud agrees" {
		t.Errorf("one line up from the end it is %q", got)
	}
	f.Draw(th, 12, 5, true)
	press(f, tea.KeyUp, tea.KeyUp)
	typed(f, "!")
	press(f, tea.KeyDown, tea.KeyDown, tea.KeyDown)
	if got := f.Value(); got[0] != '!' || f.at != len(f.chars) {
		t.Errorf("at the ends it is %q, the cursor at %d", got, f.at)
	}
}

func TestEveryLineFitsAndNothingIsLost(t *testing.T) {
	th := theme.New(true, true)
	rapid.Check(t, func(t *rapid.T) {
		f := &Field{Multi: true}
		f.Set(rapid.StringOf(rapid.RuneFrom([]rune("ab c\n启é"))).Draw(t, "s"))
		f.at = rapid.IntRange(0, len(f.chars)).Draw(t, "at")
		w, on := rapid.IntRange(4, 20).Draw(t, "w"), rapid.Bool().Draw(t, "on")
		var all strings.Builder
		lines := f.Draw(th, w, 1000, on)
		for _, l := range lines {
			if n := ansi.StringWidth(l); n > w {
				t.Fatalf("%q takes %d cells of %d", l, n, w)
			}
			all.WriteString(ansi.Strip(l))
		}
		squeeze := strings.NewReplacer("\n", "", " ", "").Replace // the cursor is drawn as a space where a line ends
		if got, want := squeeze(all.String()), squeeze(f.Value()); got != want {
			t.Fatalf("drawn is %q, held %q", got, want)
		}
		if marks := strings.Count(strings.Join(lines, ""), "\x1b[7m"); on && len(f.chars) > 0 && marks != 1 {
			t.Fatalf("the cursor is drawn %d times in %q", marks, lines)
		}
	})
}
