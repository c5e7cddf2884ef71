package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestLineShowsWhatATerminalWouldObey(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "Kite Harbour Sdn Bhd", "Kite Harbour Sdn Bhd"},
		{"chinese", "启明算力有限公司", "启明算力有限公司"},
		{"colour", "\x1b[31mred\x1b[0m", "␛[31mred␛[0m"},
		{"title", "\x1b]0;owned\x07x", "␛]0;owned␇x"},
		{"link", "\x1b]8;;http://a\x1b\\b", "␛]8;;http://a␛\\b"},
		{"one-byte CSI", "a\u009b31mb", "a⟨U+009B⟩31mb"},
		{"DCS", "\x1bPq#0\x1b\\", "␛Pq#0␛\\"},
		{"right-to-left override", "a\u202ebc", "a⟨U+202E⟩bc"},
		{"isolate", "\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"},
		{"zero width", "a\u200bb\ufeffc", "a⟨U+200B⟩b⟨U+FEFF⟩c"},
		{"variation", "a\ufe0f", "a⟨U+FE0F⟩"},
		{"tag", "a\U000e0041", "a⟨U+E0041⟩"},
		{"filler", "a\u3164b", "a⟨U+3164⟩b"},
		{"line break", "a\r\nb\tc", "a␍⏎b    c"},
		{"separator", "a\u2028b", "a⟨U+2028⟩b"},
		{"broken", "a\xffb\xc3", "a⟨xFF⟩b⟨xC3⟩"},
		{"replacement as told", "a\ufffdb", "a\ufffdb"},
		{"hard space", "a\u00a0b", "a b"},
		{"mark first", "\u0301a", "◌\u0301a"},
		{"many marks", "a" + strings.Repeat("\u0301", 9) + "b", "a" + strings.Repeat("\u0301", 4) + "⟨+5⟩b"},
		{"private", "\ue000", "⟨U+E000⟩"},
		{"nul", "a\x00b\x7f", "a␀b␡"},
	} {
		if got := Line(c.in); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestLineIsBounded(t *testing.T) {
	if n := len(Line(strings.Repeat("x", 1<<20))); n > maxLine+100 {
		t.Errorf("a megabyte became %d bytes", n)
	}
	if n := strings.Count(Block(strings.Repeat("\n", 1<<20)), "\n"); n > maxLines+1 {
		t.Errorf("a million lines became %d", n)
	}
}

func TestFitIsExact(t *testing.T) {
	for _, s := range []string{"", "a", "abcdef", "启明算力", "a启b明", "e\u0301e\u0301e\u0301", "👩🏽‍🚀 x"} {
		for w := range 12 {
			if got := Width(Fit(Line(s), w)); got != w {
				t.Errorf("Fit(%q, %d) is %d wide", s, w, got)
			}
			if got := Width(Right(Line(s), w)); got != w {
				t.Errorf("Right(%q, %d) is %d wide", s, w, got)
			}
		}
	}
}

func TestNumbersOfThingsAreSaidInWords(t *testing.T) {
	for n, want := range map[int]string{1: "1 row", 0: "0 rows", 12: "12 rows", 1000000: "1,000,000 rows"} {
		if got := Plural(n, "row"); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := Plural(2, "entry"); got != "2 entries" {
		t.Error(got)
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"", "a", "\x1b[31m", "\u009b", "\u202e", "\xff", "启\u0301\u0301\u0301\u0301\u0301\u0301", "\r\n\t", "👩‍👩‍👧", "\u0600x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, out := range []string{Line(s), strings.ReplaceAll(Block(s), "\n", "")} {
			if !utf8.ValidString(out) {
				t.Fatalf("%q is not valid UTF-8", out)
			}
			for _, r := range out {
				if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs) {
					t.Fatalf("%q still holds U+%04X", out, r)
				}
			}
			if ansi.Strip(out) != out {
				t.Fatalf("%q still drives the terminal", out)
			}
		}
		for _, w := range []int{1, 7, 40} {
			if got := Width(Fit(Line(s), w)); got != w {
				t.Fatalf("Fit(%q, %d) is %d wide", s, w, got)
			}
			for _, l := range Wrap(Line(s), w) {
				if Width(l) > max(w, 2) {
					t.Fatalf("Wrap(%q, %d) has a line of %d", s, w, Width(l))
				}
			}
		}
	})
}
