// Package form holds what text is typed into: a field of one or several lines
// that edits by what a reader sees as one character, draws safely whatever was
// pasted, and remembers nothing that it was not told to.
//
// It does no I/O; where a field's text is kept is the caller's affair.
package form

import (
	"cmp"
	"slices"
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
	wide  int      // cells that it was last drawn in, 0 for never
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

// line moves the cursor to the line above or below as it was drawn, in the same
// column as far as that goes.
func (f *Field) line(up bool) {
	rows := f.rows(cmp.Or(f.wide, 1<<20))
	at := row(rows, f.at)
	col := f.width(rows[at], f.at)
	switch {
	case up && at == 0:
		f.at = 0
		return
	case !up && at == len(rows)-1:
		f.at = len(f.chars)
		return
	case up:
		at--
	default:
		at++
	}
	end := len(f.chars)
	if at+1 < len(rows) {
		end = rows[at+1] - 1
	}
	f.at = rows[at]
	for f.at < end && f.width(rows[at], f.at+1) <= col {
		f.at++
	}
}

// width is how many cells the characters from..to take.
func (f *Field) width(from, to int) int {
	n := 0
	for _, c := range f.chars[from:to] {
		n += text.Width(text.Line(c))
	}
	return n
}

// row is the one of rows that a character stands in.
func row(rows []int, at int) int {
	i, found := slices.BinarySearch(rows, at)
	if !found {
		i--
	}
	return i
}

// rows are the characters that each line begins with, when the text is wrapped in
// w cells: between words where it can be. The last cell is left to the space that
// ends a line, and to the cursor.
func (f *Field) rows(w int) []int {
	out := []int{0}
	used, word := 0, 0 // cells of the line, and where its last word begins
	for i, c := range f.chars {
		if c == "\n" {
			out = append(out, i+1)
			used, word = 0, i+1
			continue
		}
		n, room := text.Width(text.Line(c)), w-1
		if blank(c) {
			room = w
		}
		if start := out[len(out)-1]; used+n > room && i > start {
			if blank(c) || word <= start {
				word = i
			}
			out = append(out, word)
			used = f.width(word, i)
		}
		used += n
		if blank(c) {
			word = i + 1
		}
	}
	if used >= w {
		out = append(out, len(f.chars)) // for the cursor behind a full line
	}
	return out
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

// drawBlock wraps in w cells and shows the h lines round the cursor.
func (f *Field) drawBlock(th *theme.Theme, w, h int, on bool) []string {
	f.wide = w
	rows := f.rows(w)
	from, here := 0, row(rows, f.at)
	if len(rows) > h {
		from = max(0, min(here-h/2, len(rows)-h))
	}
	var lines []string
	for i := from; i < min(from+h, len(rows)); i++ {
		end := len(f.chars)
		if i+1 < len(rows) {
			end = rows[i+1]
		}
		lines = append(lines, f.drawRow(th, rows[i], end, w, on && i == here))
	}
	return lines
}

// drawRow draws the characters from..to, and the cursor where it stands among them
// or behind the last of the text.
func (f *Field) drawRow(th *theme.Theme, from, to, w int, on bool) string {
	var b strings.Builder
	at := f.at
	if to > from && f.chars[to-1] == "\n" {
		if to--; at == to && f.width(from, to) == w { // the line is full up to the space that ends it
			at--
		}
	}
	for i := from; i < to; i++ {
		c := text.Cut(text.Line(f.chars[i]), w)
		if on && i == at {
			c = th.Cursor.Paint(c)
		}
		b.WriteString(c)
	}
	if on && at == to && (to == len(f.chars) || f.chars[to] == "\n") {
		b.WriteString(th.Cursor.Paint(" "))
	}
	return b.String()
}
