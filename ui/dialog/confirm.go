package dialog

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/ui/text"
	"redflag/ui/theme"
)

// grace is how long a confirmation ignores keys after it opened, so that keys
// in flight cannot confirm what nobody has read.
const grace = 250 * time.Millisecond

// Confirm asks one question that has a yes.
type Confirm struct {
	Title  string
	Text   string
	Yes    string // what y does, in a word
	Now    func() time.Time
	Opened time.Time
	Do     func() tea.Cmd
	Alone  string         // what o does in place of y, in a word; "" for nothing
	DoThat func() tea.Cmd // that

	top, hidden int // lines above the window, and lines that do not fit it
}

func (c *Confirm) Key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	if c.Now().Sub(c.Opened) < grace {
		return nil, true
	}
	switch k.String() {
	case "y", "Y":
		return c.Do(), false
	case "o", "O":
		if c.Alone != "" {
			return c.DoThat(), false
		}
	case "n", "N", "esc", "q", "ctrl+c":
		return nil, false
	case "j", "down":
		c.top = min(c.top+1, c.hidden)
	case "k", "up":
		c.top = max(c.top-1, 0)
	case "pgdown", "space":
		c.top = min(c.top+5, c.hidden)
	case "pgup":
		c.top = max(c.top-5, 0)
	}
	return nil, true
}

func (c *Confirm) Handle(tea.Msg) tea.Cmd { return nil }

func (c *Confirm) Draw(th *theme.Theme, w, h int) Box {
	width := min(w-8, 60)
	lines := text.Wrap(text.Block(c.Text), width)
	foot := ""
	if c.hidden = max(len(lines)+4-h, 0); c.hidden > 0 { // what a yes means stays in sight
		c.top = min(c.top, c.hidden)
		lines = lines[c.top : len(lines)-c.hidden+c.top]
		foot = "j k scroll"
	}
	alone := ""
	if c.Alone != "" {
		alone = th.Key.Paint("o") + " " + c.Alone + "   "
	}
	lines = append(lines, "", th.Key.Paint("y")+" "+c.Yes+"   "+alone+th.Key.Paint("n")+" no, go back")
	return Box{Title: c.Title, Lines: lines, Foot: foot, Width: width}
}

// Page is a text to read: scrolls, closes.
type Page struct {
	Title string
	Text  []string // painted lines, or plain ones that were made safe
	top   int
	high  int
}

func (p *Page) Key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	switch k.String() {
	case "j", "down":
		p.top++
	case "k", "up":
		p.top--
	case "pgdown", "space", "ctrl+f":
		p.top += p.high
	case "pgup", "ctrl+b":
		p.top -= p.high
	case "g", "home":
		p.top = 0
	case "G", "end":
		p.top = len(p.Text)
	case "esc", "q", "enter", "ctrl+c", "?":
		return nil, false
	}
	p.top = max(0, min(p.top, len(p.Text)-p.high))
	return nil, true
}

func (p *Page) Handle(tea.Msg) tea.Cmd { return nil }

func (p *Page) Draw(th *theme.Theme, w, h int) Box {
	p.high = max(min(len(p.Text), h-4), 1)
	width := min(w-6, 76)
	end := min(p.top+p.high, len(p.Text))
	foot := "esc close"
	if len(p.Text) > p.high {
		foot = "j k scroll · esc close"
	}
	return Box{Title: p.Title, Lines: p.Text[min(p.top, end):end], Foot: foot, Width: width}
}
