package dialog

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"redflag/ui/form"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Item is one line of a menu. All texts are safe to draw.
type Item struct {
	Group string // heading above the first item of a group
	Hot   string // key that chooses it at once, where the menu takes no typing
	Title string
	Note  string // at the right: keys, a state
	Keys  bool   // the note is keys, to be learned though it cannot be chosen now
	Off   string // why it cannot be chosen now; it stays in sight
	More  string // more words, shown for the item under the cursor
}

// Menu is a list to choose from, narrowed by typing where Typing is set.
type Menu struct {
	Title  string
	Items  []Item
	Typing bool
	Wide   int // inner width wanted; 0 for the usual
	Deep   int // lines for more words; 0 for the usual
	Choose func(i int) tea.Cmd
	// Blocked is called for a choice that cannot be made now, where why is more than the
	// menu shows; it may be nil.
	Blocked func(i int) tea.Cmd

	query form.Field
	show  []int // items in sight order; nil before the first narrowing
	cur   int
	top   int
	says  string // why the last choice was not taken
	width int    // as drawn last
}

// usualDeep is how many lines say more of an item.
const usualDeep = 3

// Put sets the text that narrows the list.
func (m *Menu) Put(s string) {
	m.query.Set(s)
	m.narrow()
}

func (m *Menu) Paste(s string) {
	if m.Typing {
		m.query.Paste(s)
		m.narrow()
	}
}

func (m *Menu) shown() []int {
	if m.show == nil {
		m.narrow()
	}
	return m.show
}

func (m *Menu) narrow() {
	m.show = make([]int, 0, len(m.Items))
	m.cur, m.top, m.says = 0, 0, ""
	q := strings.TrimSpace(m.query.Value())
	if q == "" {
		for i := range m.Items {
			m.show = append(m.show, i)
		}
		return
	}
	m.show = rank(m.Items, q)
}

// rank puts titles that hold the words first, then titles that hold their
// letters in order, then descriptions that hold the words.
func rank(items []Item, q string) []int {
	low := strings.ToLower(q)
	titles := make([]string, len(items))
	var out []int
	seen := map[int]bool{}
	add := func(i int) {
		if !seen[i] {
			seen[i] = true
			out = append(out, i)
		}
	}
	for i := range items {
		titles[i] = items[i].Title
		if strings.Contains(strings.ToLower(titles[i]), low) {
			add(i)
		}
	}
	for _, hit := range fuzzy.Find(q, titles) {
		add(hit.Index)
	}
	for i := range items {
		if strings.Contains(strings.ToLower(items[i].More), low) {
			add(i)
		}
	}
	return out
}

func (m *Menu) Key(k tea.KeyPressMsg) (tea.Cmd, bool) {
	show := m.shown()
	m.says = ""
	switch k.String() {
	case "esc", "ctrl+c":
		return nil, false
	case "up", "ctrl+p":
		m.cur--
	case "down", "ctrl+n":
		m.cur++
	case "pgdown":
		m.cur += 10
	case "pgup":
		m.cur -= 10
	case "enter":
		if m.cur < len(show) {
			return m.choose(show[m.cur])
		}
	default:
		return m.letter(k)
	}
	m.cur = max(0, min(m.cur, len(show)-1))
	return nil, true
}

// letter is a key that types where the menu takes typing, and steers where not.
func (m *Menu) letter(k tea.KeyPressMsg) (tea.Cmd, bool) {
	if m.Typing {
		if rev := m.query.Revision(); m.query.Key(k) && m.query.Revision() != rev {
			m.narrow()
		}
		return nil, true
	}
	show := m.shown()
	for _, i := range show {
		if m.Items[i].Hot != "" && m.Items[i].Hot == k.String() {
			for at, j := range show {
				if j == i {
					m.cur = at
				}
			}
			return m.choose(i)
		}
	}
	switch k.String() {
	case "q", "?":
		return nil, false
	case "j":
		m.cur++
	case "k":
		m.cur--
	case "g", "home":
		m.cur = 0
	case "G", "end":
		m.cur = len(show)
	case "/":
		m.Typing = true
	}
	m.cur = max(0, min(m.cur, len(show)-1))
	return nil, true
}

func (m *Menu) choose(i int) (tea.Cmd, bool) {
	if off := m.Items[i].Off; off != "" {
		m.says = off
		if m.Blocked != nil && len(text.Wrap("Not now: "+off, max(m.width, 8))) > cmp.Or(m.Deep, usualDeep) {
			return m.Blocked(i), true
		}
		return nil, true
	}
	return m.Choose(i), false
}

func (m *Menu) Handle(tea.Msg) tea.Cmd { return nil }

func (m *Menu) Draw(th *theme.Theme, w, h int) Box {
	wide := m.Wide
	if wide == 0 {
		wide = 70
	}
	width := min(w-6, wide)
	m.width = width
	var head []string
	if m.Typing {
		head = append(head, th.Key.Paint("> ")+m.query.Draw(th, width-2, 1, true)[0], "")
	}
	foot := m.detail(th, width)
	room := max(h-5-len(head)-len(foot), 3)
	body, at := m.body(th, width)
	if len(body) > room {
		m.top = max(min(m.top, at-1), at-room+2, 0)
		m.top = min(m.top, len(body)-room)
		body = body[m.top : m.top+room]
	}
	lines := append(append(head, body...), foot...)
	hint := "enter choose · esc close"
	if !m.Typing {
		hint = "enter choose · / search · esc close"
	}
	return Box{Title: m.Title, Lines: lines, Foot: hint, Width: width}
}

// body is the list with its headings, and the line that the cursor is on.
func (m *Menu) body(th *theme.Theme, width int) (lines []string, at int) {
	group := ""
	show := m.shown()
	if len(show) == 0 {
		return []string{th.Muted.Paint("nothing fits")}, 0
	}
	grouped := m.query.Value() == ""
	for n, i := range show {
		it := &m.Items[i]
		if grouped && it.Group != group {
			group = it.Group
			if len(lines) > 0 {
				lines = append(lines, "")
			}
			lines = append(lines, th.Heading.Paint(text.Cut(group, width)))
		}
		if n == m.cur {
			at = len(lines)
		}
		lines = append(lines, m.line(th, it, n == m.cur, width))
	}
	return lines, at
}

func (m *Menu) line(th *theme.Theme, it *Item, on bool, width int) string {
	mark := "  "
	if on {
		mark = "▸ "
	}
	if it.Hot != "" {
		mark += it.Hot + " "
	}
	note := it.Note
	title := it.Title
	if it.Off != "" {
		note = "not now"
		if it.Keys {
			note += "  " + it.Note
		}
	}
	room := width - text.Width(mark) - text.Width(note) - 1
	line := mark + text.Fit(title, room) + " " + note
	switch {
	case on:
		return th.Selected.Paint(text.Fit(line, width))
	case it.Off != "":
		return th.Muted.Paint(line)
	}
	return mark + text.Fit(title, room) + " " + th.Muted.Paint(note)
}

// detail says more of the item under the cursor. Its height does not change as
// the cursor moves, so that the box stands still.
func (m *Menu) detail(th *theme.Theme, width int) []string {
	high := cmp.Or(m.Deep, usualDeep)
	more := false
	for _, it := range m.Items {
		more = more || it.More != "" || it.Off != ""
	}
	if !more {
		return nil
	}
	out := make([]string, 0, high+1)
	out = append(out, th.Rule.Paint(strings.Repeat("─", width)))
	show := m.shown()
	var say []string
	ink := theme.Ink{}
	if m.cur < len(show) {
		it := m.Items[show[m.cur]]
		if it.Off != "" {
			ink = th.Warn
			if m.says != "" {
				ink = th.Bad
			}
			say = text.Wrap("Not now: "+it.Off, width)
		} else {
			say = text.Wrap(it.More, width)
		}
	}
	for i := range high {
		switch {
		case i >= len(say):
			out = append(out, "")
		case i == high-1 && len(say) > high:
			out = append(out, ink.Paint(text.Cut(say[i]+" …", width)))
		default:
			out = append(out, ink.Paint(say[i]))
		}
	}
	return out
}
