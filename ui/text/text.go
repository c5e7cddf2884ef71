// Package text makes text from outside safe to draw, and cuts, pads and wraps
// it by the width that a terminal gives it. It is the one border that imported
// text crosses on its way to the screen: names, addresses, notes, file names and
// error messages go through Line or Block before anything else touches them.
//
// It knows no colours and no screens.
package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	maxLine  = 4096 // runes of one line
	maxLines = 2000 // lines of a block
	maxMarks = 4    // combining marks on one letter
)

// Line makes s safe to draw on one line. What a terminal would obey or hide is
// shown instead: controls as their pictures, line breaks as ⏎, everything
// invisible or reordering as ⟨U+202E⟩, broken UTF-8 as ⟨xFF⟩.
func Line(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	write(&b, s)
	return b.String()
}

// Block makes s safe to draw over several lines: line breaks stay, tabs become
// spaces, and every line is as Line makes it.
func Block(s string) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	lines := strings.SplitN(s, "\n", maxLines+1)
	rest := ""
	if len(lines) > maxLines {
		rest = fmt.Sprintf("\n…(%d more lines)", 1+strings.Count(lines[maxLines], "\n"))
		lines = lines[:maxLines]
	}
	for i, l := range lines {
		lines[i] = Line(l)
	}
	return strings.Join(lines, "\n") + rest
}

// plain reports that s is short printable ASCII, which most text is.
func plain(s string) bool {
	if len(s) > maxLine {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

func write(b *strings.Builder, s string) {
	n, marks, base := 0, 0, false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if n++; n > maxLine {
			fmt.Fprintf(b, "…(%d more bytes)", len(s)-i)
			return
		}
		if r == utf8.RuneError && size <= 1 {
			fmt.Fprintf(b, "⟨x%02X⟩", s[i])
			i++
			marks, base = 0, true
			continue
		}
		i += size
		if unicode.In(r, unicode.Mn, unicode.Mc, unicode.Me) && !hidden(r) {
			if marks++; marks > maxMarks {
				continue
			}
			if !base {
				b.WriteRune('◌') // a mark never lands on what was drawn before this text
				base = true
			}
			b.WriteRune(r)
			continue
		}
		if marks > maxMarks {
			fmt.Fprintf(b, "⟨+%d⟩", marks-maxMarks)
		}
		marks, base = 0, true
		writeRune(b, r)
	}
	if marks > maxMarks {
		fmt.Fprintf(b, "⟨+%d⟩", marks-maxMarks)
	}
}

func writeRune(b *strings.Builder, r rune) {
	switch {
	case r == '\n':
		b.WriteRune('⏎')
	case r == '\t':
		b.WriteString("    ")
	case r < 0x20:
		b.WriteRune(0x2400 + r)
	case r == 0x7f:
		b.WriteRune('␡')
	case hidden(r):
		fmt.Fprintf(b, "⟨U+%04X⟩", r)
	case r == 0x3000 || unicode.IsPrint(r):
		b.WriteRune(r)
	case unicode.Is(unicode.Zs, r):
		b.WriteByte(' ')
	default:
		fmt.Fprintf(b, "⟨U+%04X⟩", r)
	}
}

// hidden reports a rune that leaves no ink or moves the ink of others: format
// and bidi characters, zero-width ones, variation selectors, fillers.
func hidden(r rune) bool {
	switch r {
	case 0x2800, 0x3164, 0x115f, 0x1160, 0xffa0:
		return true
	}
	if r < 0x80 {
		return false
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

const spaces = "                                                                                                                                "

// Spaces is n blanks.
func Spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(spaces) {
		return spaces[:n]
	}
	return strings.Repeat(" ", n)
}

// Width is how many cells a terminal gives to s.
func Width(s string) int { return ansi.StringWidth(s) }

// Cut shortens s to at most w cells, ending in … where something is left out.
func Cut(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if len(s) <= w && plain(s) || ansi.StringWidth(s) <= w {
		return s
	}
	return ansi.Truncate(s, w, "…")
}

// Fit makes s exactly w cells wide: cut or padded on the right.
func Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	s = Cut(s, w)
	return s + Spaces(w-ansi.StringWidth(s))
}

// Right makes s exactly w cells wide, padded on the left.
func Right(s string, w int) string {
	if w <= 0 {
		return ""
	}
	s = Cut(s, w)
	return Spaces(w-ansi.StringWidth(s)) + s
}

// Wrap breaks s into lines of at most w cells (and never fewer than 2), between words where it can. Line
// breaks in s stay.
func Wrap(s string, w int) []string {
	w = max(w, 2) // a wide rune needs two
	var out []string
	for l := range strings.SplitSeq(s, "\n") {
		out = wrapLine(out, l, w)
	}
	return out
}

func wrapLine(out []string, s string, w int) []string {
	if len(s) <= w && plain(s) {
		return append(out, s)
	}
	var line strings.Builder
	used := 0
	for i, word := range strings.Split(s, " ") {
		n := ansi.StringWidth(word)
		if i > 0 {
			if used+1+n <= w {
				line.WriteByte(' ')
				line.WriteString(word)
				used += 1 + n
				continue
			}
			out = append(out, line.String())
			line.Reset()
		}
		for n > w {
			head := ansi.Truncate(word, w, "")
			if head == "" {
				break
			}
			out = append(out, head)
			word = word[len(head):]
			n = ansi.StringWidth(word)
		}
		line.WriteString(word)
		used = n
	}
	return append(out, line.String())
}

// Plural is "1 row", "2 rows".
func Plural(n int, one string) string {
	switch {
	case n == 1:
		return "1 " + one
	case strings.HasSuffix(one, "y") && !strings.HasSuffix(one, "ay"):
		return fmt.Sprintf("%s %sies", Thousands(n), one[:len(one)-1])
	}
	return fmt.Sprintf("%s %ss", Thousands(n), one)
}

// Thousands writes n with thin groups of three: 1,000,000.
func Thousands(n int) string {
	s := fmt.Sprint(n)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		return "-" + s
	}
	return s
}
