// Package form holds what text is typed into: a field of one or several lines
// that edits by what a reader sees as one character, draws safely whatever was
// pasted, and remembers nothing that it was not told to.
//
// It does no I/O; where a field's text is kept is the caller's affair.
package form

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/rivo/uniseg"

	"redflag/ui/text"
	"redflag/ui/theme"
)

// maxText bounds what a field holds, in bytes.
const maxText = 64 << 10

// Field is an editable text. The zero Field is an empty single line.
type Field struct {
	Multi bool   // takes line breaks
	Hint  string // shown while empty

	chars []string // grapheme clusters; "\n" is its own
	at    int      // cursor, 0..len(chars)
	size  int      // bytes held
	rev   int      // counts changes
}

// Value is the text as typed.
func (f *Field) Value() string { return strings.Join(f.chars, "") }

// Revision changes whenever the text does.
func (f *Field) Revision() int { return f.rev }

// Cursor is the byte offset of the cursor in Value.
func (f *Field) Cursor() int {
	n := 0
	for _, c := range f.chars[:f.at] {
		n += len(c)
	}
	return n
}

// Set replaces the text and puts the cursor at its end.
func (f *Field) Set(s string) {
	f.chars, f.at, f.size = nil, 0, 0
	f.rev++
	f.insert(s)
}

// Replace swaps the bytes from..to of the value for s; the cursor stands after it.
func (f *Field) Replace(from, to int, s string) {
	v := f.Value()
	from, to = max(0, min(from, len(v))), max(0, min(to, len(v)))
	tail := v[max(from, to):]
	f.Set(v[:from] + s)
	at := f.at
	f.insert(tail)
	f.at = at
}

// NextBlank takes the next blank out of the text, from the start, and leaves the
// cursor where it stood; it reports whether there was one.
func (f *Field) NextBlank(blank string) bool {
	v := f.Value()
	i := strings.Index(v, blank)
	if i < 0 {
		return false
	}
	f.Replace(i, i+len(blank), "")
	return true
}

// Paste inserts s at the cursor.
func (f *Field) Paste(s string) { f.insert(s) }

func (f *Field) insert(s string) {
	s = strings.ToValidUTF8(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(s), "�")
	if !f.Multi {
		s = strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", " ")
	}
	var add []string
	for state := -1; len(s) > 0; {
		var c string
		c, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		if f.size+len(c) > maxText {
			break
		}
		f.size += len(c)
		add = append(add, c)
	}
	if len(add) == 0 {
		return
	}
	tail := append([]string(nil), f.chars[f.at:]...)
	f.chars = append(append(f.chars[:f.at], add...), tail...)
	f.at += len(add)
	f.rev++
}

func (f *Field) cut(from, to int) {
	if from >= to {
		return
	}
	for _, c := range f.chars[from:to] {
		f.size -= len(c)
	}
	f.chars = append(f.chars[:from], f.chars[to:]...)
	f.at = from
	f.rev++
}

// Key edits by one key press and reports whether the key meant something here.
func (f *Field) Key(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "left", "ctrl+b":
		f.at = max(0, f.at-1)
	case "right", "ctrl+f":
		f.at = min(len(f.chars), f.at+1)
	case "home", "ctrl+a":
		f.at = f.lineStart()
	case "end", "ctrl+e":
		f.at = f.lineEnd()
	case "alt+left", "ctrl+left", "alt+b":
		f.at = f.wordStart()
	case "alt+right", "ctrl+right", "alt+f":
		f.at = f.wordEnd()
	case "backspace", "shift+backspace", "ctrl+h":
		f.cut(max(0, f.at-1), f.at)
	case "delete", "ctrl+d":
		f.cut(f.at, min(len(f.chars), f.at+1))
	case "ctrl+w", "alt+backspace":
		f.cut(f.wordStart(), f.at)
	case "ctrl+u":
		f.cut(f.lineStart(), f.at)
	case "ctrl+k":
		f.cut(f.at, f.lineEnd())
	case "up", "down":
		if !f.Multi {
			return false
		}
		f.line(k.String() == "up")
	case "enter", "shift+enter", "ctrl+j":
		if !f.Multi {
			return false
		}
		f.insert("\n")
	default:
		if k.Text == "" {
			return false
		}
		f.insert(k.Text)
	}
	return true
}

func (f *Field) lineStart() int {
	i := f.at
	for i > 0 && f.chars[i-1] != "\n" {
		i--
	}
	return i
}

func (f *Field) lineEnd() int {
	i := f.at
	for i < len(f.chars) && f.chars[i] != "\n" {
		i++
	}
	return i
}

func (f *Field) wordStart() int {
	i := f.at
	for i > 0 && blank(f.chars[i-1]) {
		i--
	}
	for i > 0 && !blank(f.chars[i-1]) {
		i--
	}
	return i
}

func (f *Field) wordEnd() int {
	i := f.at
	for i < len(f.chars) && blank(f.chars[i]) {
		i++
	}
	for i < len(f.chars) && !blank(f.chars[i]) {
		i++
	}
	return i
}

func blank(c string) bool { return c == " " || c == "\n" || c == "\t" }

// line moves the cursor to the text line above or below.
func (f *Field) line(up bool) {
	start := f.lineStart()
	col := f.at - start
	if up {
		if start == 0 {
			f.at = 0
			return
		}
		f.at = start - 1
		f.at = min(f.lineStart()+col, f.at)
		return
	}
	end := f.lineEnd()
	if end == len(f.chars) {
		f.at = end
		return
	}
	f.at = end + 1
	f.at = min(f.at+col, f.lineEnd())
}

// Draw is the field as lines of at most w cells, at most h of them, with the
// cursor in sight where on is set.
func (f *Field) Draw(th *theme.Theme, w, h int, on bool) []string {
	w = max(w, 2)
	if len(f.chars) == 0 && f.Hint != "" {
		hint := text.Cut(f.Hint, w-1)
		if on {
			return []string{th.Cursor.Paint(" ") + th.Muted.Paint(hint)}
		}
		return []string{th.Muted.Paint(hint)}
	}
	if !f.Multi {
		return []string{f.drawLine(th, w, on)}
	}
	return f.drawBlock(th, w, max(h, 1), on)
}

// drawLine shows a window of a single line round the cursor.
func (f *Field) drawLine(th *theme.Theme, w int, on bool) string {
	var b strings.Builder
	from, used := f.at, 1
	if f.at < len(f.chars) {
		used = text.Width(text.Line(f.chars[f.at]))
	}
	for from > 0 {
		n := text.Width(text.Line(f.chars[from-1]))
		if used+n > w {
			break
		}
		used += n
		from--
	}
	room := w
	for i := from; i < len(f.chars); i++ {
		c := text.Line(f.chars[i])
		n := text.Width(c)
		if n > room {
			break
		}
		room -= n
		if on && i == f.at {
			c = th.Cursor.Paint(c)
		}
		b.WriteString(c)
	}
	if on && f.at == len(f.chars) && room > 0 {
		b.WriteString(th.Cursor.Paint(" "))
	}
	return b.String()
}

// drawBlock wraps at w cells and shows the h lines round the cursor.
func (f *Field) drawBlock(th *theme.Theme, w, h int, on bool) []string {
	var lines []string
	var b strings.Builder
	used, here := 0, 0
	end := func() {
		lines = append(lines, b.String())
		b.Reset()
		used = 0
	}
	for i := 0; i <= len(f.chars); i++ {
		c := " "
		if i < len(f.chars) {
			c = f.chars[i]
		}
		brk := c == "\n"
		if brk {
			c = " "
		}
		c = text.Line(c)
		n := text.Width(c)
		if used+n > w && (i < len(f.chars) || on && i == f.at) && !brk {
			end()
		}
		if i == f.at {
			here = len(lines)
			if on {
				c = th.Cursor.Paint(c)
			}
		}
		if i < len(f.chars) || i == f.at && on {
			b.WriteString(c)
			used += n
		}
		if brk {
			end()
		}
	}
	end()
	if len(lines) > h {
		from := max(0, min(here-h/2, len(lines)-h))
		lines = lines[from : from+h]
	}
	return lines
}
