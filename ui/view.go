package ui

import (
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"redflag/ui/text"
	"redflag/ui/theme"
)

// View draws the whole terminal.
func (m *Model) View() tea.View {
	v := tea.NewView(strings.Join(m.lines(), "\n"))
	v.AltScreen = true
	v.WindowTitle = "redflag"
	return v
}

// lines is the screen, as many lines as the terminal is high.
func (m *Model) lines() []string {
	w, h := m.width, m.height
	if w < 24 || h < 6 {
		return m.tiny(w, h)
	}
	out := make([]string, 0, h)
	out = append(out, m.headLine(w))
	body := m.screen(w, h-2)
	for i := range h - 2 {
		if i < len(body) {
			out = append(out, body[i])
		} else {
			out = append(out, "")
		}
	}
	if s := m.statusLine(w); s != "" {
		out[len(out)-1] = s
	}
	out = append(out, m.footer(w))
	if w < 60 { // below what the screens are laid out for, lines are cut
		for i, l := range out {
			out[i] = ansi.Truncate(l, w, "")
		}
	}
	if !m.dialogs.Empty() {
		out = m.dialogs.Draw(m.th, out, w, h)
	}
	return out
}

// screen is the one in sight.
func (m *Model) screen(w, h int) []string {
	switch m.at {
	case inCase:
		return m.file.Draw(m.th, w, h)
	case inChecklist:
		return m.check.Draw(m.th, w, h)
	case inLookup:
		return m.look.Draw(m.th, w, h, m.header.ListAge)
	case inImports:
		return m.imps.Draw(m.th, w, h)
	case inLists:
		return m.lists.Draw(m.th, w, h)
	case inHits:
		return m.hits.Draw(m.th, w, h)
	}
	return m.queue.Draw(m.th, w, h)
}

// tiny is what can be said where there is no room.
func (m *Model) tiny(w, h int) []string {
	say := []string{"too small:", "60x20 is enough", "q quits"}
	out := make([]string, 0, max(h, 1))
	for i := range max(h, 1) {
		if i < len(say) {
			out = append(out, text.Cut(say[i], w))
		} else {
			out = append(out, "")
		}
	}
	return out
}

// headLine is on every screen: whose workspace, how old the lists are, when it
// was screened, who is at the desk. The age of the lists is the last to give way.
func (m *Model) headLine(w int) string {
	h := m.header
	age, stale := text.Line(h.ListAge), h.ListStale
	if m.failed != nil {
		age, stale = "workspace cannot be read: "+text.Line(m.failed.Error()), true
	}
	if age == "" {
		age = "lists: …"
	}
	if stale {
		age = "! " + age
	}
	name := "redflag"
	if ws := filepath.Base(h.Workspace); h.Workspace != "" && !h.Demo {
		name = text.Cut(text.Line(ws), 20)
		if w >= 100 {
			name = "redflag  " + name
		}
	} else if h.Demo && w < 84 {
		name = ""
	}
	screened := "never screened"
	if !h.Screened.IsZero() {
		screened = "screened " + h.Screened.Format("2006-01-02")
	}
	if day := h.OtherDay(); day != "" {
		screened += " as of " + day
	}
	if h.Regime != "" && h.Regime != "current" {
		screened += ", regime " + text.Line(h.Regime)
	}
	if h.Stale > 0 {
		screened += ", " + text.Plural(h.Stale, "record") + " since"
	}
	return m.headParts(w, name, h.Demo, age, stale, screened, text.Line(h.Person))
}

func (m *Model) headParts(w int, name string, demo bool, age string, stale bool, screened, person string) string {
	th := m.th
	demoMark := ""
	if demo {
		demoMark = " DEMO "
	}
	left := text.Width(name) + 2 + text.Width(demoMark)
	if name == "" {
		left -= 2
	}
	if demo {
		left++
	}
	room := w - left
	age = text.Cut(age, max(room-3, 8))
	room -= text.Width(age) + 2
	right := ""
	if text.Width(screened)+2 <= room {
		right += "  " + screened
		room -= text.Width(screened) + 2
	}
	if person != "" && text.Width(person)+2 <= room {
		right += text.Spaces(max(room-text.Width(person), 2)) + person
	}
	out := th.Head.Paint(" " + name + " ")
	if name == "" {
		out = ""
	}
	if demo {
		out += th.HeadMark.Paint(demoMark)
	}
	ink := th.Head
	if stale {
		ink = th.HeadMark
	}
	out += th.Head.Paint(" ") + ink.Paint(age) + th.Head.Paint(right)
	used := ansi.StringWidth(out)
	if used > w {
		return ansi.Truncate(out, w, "")
	}
	return out + th.Head.Paint(text.Spaces(w-used))
}

// statusLine is a message, the task that runs, or what the queue has to say;
// "" where nothing is to be said.
func (m *Model) statusLine(w int) string {
	th := m.th
	paint := func(ink theme.Ink, s string) string { return " " + ink.Paint(text.Fit(s, w-1)) }
	if t := m.toast(); t != nil {
		sign, ink := moodText(th, t.mood)
		if more := "  T shows all"; text.Width(t.text) > w-4 {
			return paint(ink, sign+text.Cut(t.text, w-4-len(more))+more)
		}
		return paint(ink, sign+t.text)
	}
	if m.awaited() {
		return paint(th.Accent, m.ahead.what+" …   esc gives up")
	}
	if m.task != nil {
		return paint(th.Accent, m.task.status())
	}
	if m.at&(inCase|inChecklist) != 0 && m.file.Behind() {
		return paint(th.Warn, "! this case has changed since it was read, r reads it again")
	}
	if m.at != inQueue {
		return ""
	}
	if m.count > 0 {
		return paint(th.Accent, text.Thousands(m.count)+" …")
	}
	if words, n, running := m.queue.Found(); words != "" {
		s := "/" + text.Line(words) + "   " + text.Plural(n, "hit") + "   n N go on, esc ends"
		if n == 0 {
			s = "/" + text.Line(words) + "   nothing in this list; L looks everywhere, esc ends"
		}
		if running {
			s = "/" + text.Line(words) + "   looking …"
		}
		return paint(th.Accent, s)
	}
	if n := m.queue.Behind(); n > 0 {
		return paint(th.Warn, "! "+text.Thousands(int(n))+" changed, r to refresh")
	}
	if err := m.queue.Problem(); err != nil && m.queue.Len() > 0 {
		return paint(th.Bad, "✗ "+text.Line(err.Error()))
	}
	if s := m.header.Behind(); s != "" {
		return paint(th.Warn, "! S screens again: "+strings.ToLower(s[:1])+s[1:])
	}
	if s := m.header.OffWords(); s != "" {
		return paint(th.Warn, "! "+text.Line(s))
	}
	return ""
}

// footer is the keys that matter here, most wanted first, as many as fit.
func (m *Model) footer(w int) string {
	type key struct{ k, t string }
	var list []*action
	for _, a := range m.actions {
		if a.where&m.at != 0 && a.label != "" && len(a.keys) > 0 && a.disabled(m) == "" {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b *action) int { return a.foot - b.foot })
	last := key{"?", "help"}
	if m.at == inLookup {
		last = key{"f1", "help"}
	}
	room := w - 2 - len(last.k) - len(last.t) - 1
	var parts []key
	for _, a := range list {
		k := key{keyName(a.keys[0]), a.label}
		if n := text.Width(k.k) + len(k.t) + 3; n <= room && len(parts) < 8 {
			parts = append(parts, k)
			room -= n
		}
	}
	var b strings.Builder
	b.WriteByte(' ')
	for i, k := range append(parts, last) {
		if i > 0 {
			b.WriteString("  ")
		}
		b.WriteString(m.th.Key.Paint(k.k))
		b.WriteByte(' ')
		b.WriteString(m.th.Muted.Paint(k.t))
	}
	return b.String()
}
