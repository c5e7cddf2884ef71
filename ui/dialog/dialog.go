// Package dialog holds the boxes that open over a screen: a question to confirm,
// a list to choose from, a form to fill in, a text to read. They stack; the top
// one takes the keys and is drawn last.
//
// A dialog knows nothing of what its answer does: it calls the function that it
// was made with. It does no I/O.
package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"redflag/ui/text"
	"redflag/ui/theme"
)

// Dialog is one box.
type Dialog interface {
	// Key takes a key press; open is false when the box is done.
	Key(k tea.KeyPressMsg) (cmd tea.Cmd, open bool)
	// Handle takes any other message, such as the answer to a Cmd of its own.
	Handle(msg tea.Msg) tea.Cmd
	// Draw is the box for a screen of w by h cells.
	Draw(th *theme.Theme, w, h int) Box
}

// Leaver is a dialog that has something to put away when it is closed from
// outside, as when the program ends.
type Leaver interface{ Leave() tea.Cmd }

// Box is what a dialog looks like: inner lines without the border.
type Box struct {
	Title string
	Lines []string // as wide as Width, or narrower
	Foot  string
	Width int // inner width
}

// Stack is the dialogs that are open, the top one last.
type Stack struct{ open []Dialog }

// Push opens d on top.
func (s *Stack) Push(d Dialog) { s.open = append(s.open, d) }

// Empty says that no dialog is open.
func (s *Stack) Empty() bool { return len(s.open) == 0 }

// Top is the dialog that takes the keys, or nil.
func (s *Stack) Top() Dialog {
	if len(s.open) == 0 {
		return nil
	}
	return s.open[len(s.open)-1]
}

// Key gives a key press to the top dialog and takes it away when it is done.
// What the dialog's own function pushed stays.
func (s *Stack) Key(k tea.KeyPressMsg) tea.Cmd {
	d := s.Top()
	cmd, open := d.Key(k)
	if !open {
		s.remove(d)
	}
	return cmd
}

// Close takes d away, wherever in the stack it is.
func (s *Stack) Close(d Dialog) { s.remove(d) }

func (s *Stack) remove(d Dialog) {
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.open[i] == d {
			s.open = append(s.open[:i], s.open[i+1:]...)
			return
		}
	}
}

// Handle gives a message to every open dialog.
func (s *Stack) Handle(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range s.open {
		if c := d.Handle(msg); c != nil {
			cmds = append(cmds, c)
		}
	}
	return tea.Batch(cmds...)
}

// Leave closes all dialogs and returns what they still have to put away.
func (s *Stack) Leave() tea.Cmd {
	var cmds []tea.Cmd
	for _, d := range s.open {
		if l, ok := d.(Leaver); ok {
			cmds = append(cmds, l.Leave())
		}
	}
	s.open = nil
	return tea.Sequence(cmds...)
}

// Draw lays the open dialogs over the screen's lines.
func (s *Stack) Draw(th *theme.Theme, screen []string, w, h int) []string {
	for _, d := range s.open {
		box := frame(th, d.Draw(th, w, h), w, h)
		screen = over(screen, box, w, h)
	}
	return screen
}

// frame draws the border round a box, cut to the screen.
func frame(th *theme.Theme, b Box, w, h int) []string {
	inner := min(max(b.Width, 16), w-4)
	if inner < 4 {
		inner = max(w-2, 1)
	}
	lines := b.Lines
	if room := max(h-2, 1); len(lines) > room {
		lines = lines[:room]
	}
	title := text.Cut(b.Title, inner-2)
	top := th.Box.Paint("╭─ ") + th.Strong.Paint(title) + th.Box.Paint(" "+strings.Repeat("─", max(inner-text.Width(title)-1, 0))+"╮")
	if title == "" {
		top = th.Box.Paint("╭" + strings.Repeat("─", inner+2) + "╮")
	}
	out := make([]string, 0, len(lines)+2)
	out = append(out, top)
	side := th.Box.Paint("│")
	for _, l := range lines {
		out = append(out, side+" "+pad(l, inner)+" "+side)
	}
	foot := text.Cut(b.Foot, inner-2)
	if foot == "" {
		return append(out, th.Box.Paint("╰"+strings.Repeat("─", inner+2)+"╯"))
	}
	return append(out, th.Box.Paint("╰─ ")+th.Muted.Paint(foot)+th.Box.Paint(" "+strings.Repeat("─", max(inner-text.Width(foot)-1, 0))+"╯"))
}

// pad makes a painted line exactly w cells wide.
func pad(s string, w int) string {
	n := ansi.StringWidth(s)
	if n > w {
		return ansi.Truncate(s, w, "…")
	}
	return s + text.Spaces(w-n)
}

// over lays box on the middle of the screen, a little above the centre.
func over(screen, box []string, w, h int) []string {
	for len(screen) < h {
		screen = append(screen, "")
	}
	bw := 0
	for _, l := range box {
		bw = max(bw, ansi.StringWidth(l))
	}
	x, y := max((w-bw)/2, 0), max((h-len(box))*2/5, 0)
	out := append([]string(nil), screen...)
	for i, l := range box {
		if y+i >= len(out) {
			break
		}
		under := out[y+i]
		left := ansi.Truncate(under, x, "")
		out[y+i] = left + text.Spaces(x-ansi.StringWidth(left)) + l + after(under, x+bw)
	}
	return out
}

// after is what stands to the right of cell x; half a wide rune becomes a blank.
func after(s string, x int) string {
	want := ansi.StringWidth(s) - x
	if want <= 0 {
		return ""
	}
	right := ansi.TruncateLeft(s, x, "")
	if ansi.StringWidth(right) > want {
		right = ansi.TruncateLeft(s, x+1, "")
	}
	return text.Spaces(want-ansi.StringWidth(right)) + right
}
