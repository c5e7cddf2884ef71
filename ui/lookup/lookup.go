// Package lookup is the screen that answers one name: what the loaded lists hold
// that it may mean, and which own records carry its words. The date of the lists
// stands first, because an answer is worth no more than they are.
package lookup

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/form"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Desk is what the look-up asks of a workspace.
type Desk interface {
	Lookup(ctx context.Context, query string, limit int) (desk.Lookup, error)
}

const (
	limit = 50
	pause = 120 * time.Millisecond // after the last key
)

// Screen is the look-up.
type Screen struct {
	ctx  context.Context
	desk Desk
	tick Tick

	field  form.Field
	ask    int
	busy   bool
	got    desk.Lookup
	failed error
	cur    int
	top    int
}

type (
	pauseMsg  struct{ ask int }
	answerMsg struct {
		ask int
		got desk.Lookup
		err error
	}
)

// Tick makes a Cmd that answers after a while, as tea.Tick does.
type Tick = func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

// New makes the look-up of a desk.
func New(ctx context.Context, d Desk, tick Tick) *Screen {
	return &Screen{ctx: ctx, desk: d, tick: tick, field: form.Field{Hint: "type a name, an address, an order number"}}
}

// Key types; the keys that move about are the root model's.
func (s *Screen) Key(k tea.KeyPressMsg) tea.Cmd {
	rev := s.field.Revision()
	s.field.Key(k)
	return s.changed(rev)
}

// Paste inserts text.
func (s *Screen) Paste(t string) tea.Cmd {
	rev := s.field.Revision()
	s.field.Paste(t)
	return s.changed(rev)
}

// Put asks for a name.
func (s *Screen) Put(t string) tea.Cmd {
	rev := s.field.Revision()
	s.field.Set(t)
	return s.changed(rev)
}

func (s *Screen) changed(rev int) tea.Cmd {
	if s.field.Revision() == rev {
		return nil
	}
	s.ask++
	s.cur, s.top = 0, 0
	if strings.TrimSpace(s.field.Value()) == "" {
		s.got, s.busy, s.failed = desk.Lookup{}, false, nil
		return nil
	}
	s.busy = true
	ask := s.ask
	return s.tick(pause, func(time.Time) tea.Msg { return pauseMsg{ask} })
}

// Handle takes the answers.
func (s *Screen) Handle(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case pauseMsg:
		if m.ask != s.ask {
			return nil
		}
		q, ctx, d, ask := strings.TrimSpace(s.field.Value()), s.ctx, s.desk, s.ask
		return func() tea.Msg {
			got, err := d.Lookup(ctx, q, limit)
			return answerMsg{ask, got, err}
		}
	case answerMsg:
		if m.ask == s.ask {
			s.got, s.failed, s.busy = m.got, m.err, false
			s.aim()
		}
	}
	return nil
}

// aim puts the cursor on the own record that carries just the number typed, so
// that a number and enter open it.
func (s *Screen) aim() {
	q := strings.TrimSpace(s.field.Value())
	for i := range s.got.Local {
		r := &s.got.Local[i]
		if strings.EqualFold(q, r.Order) || strings.EqualFold(q, r.Shipment) || strings.EqualFold(q, r.Customer) {
			s.cur = len(s.got.Hits) + i
			return
		}
	}
}

// Move goes n answers on.
func (s *Screen) Move(n int) { s.cur = max(0, min(s.cur+n, s.len()-1)) }

func (s *Screen) len() int { return len(s.got.Hits) + len(s.got.Local) }

// Clear empties the field; it reports whether there was anything in it.
func (s *Screen) Clear() bool {
	had := s.field.Value() != ""
	rev := s.field.Revision()
	s.field.Set("")
	s.changed(rev)
	return had
}

// Local is the own record under the cursor, or nil.
func (s *Screen) Local() *data.QueueRow {
	if i := s.cur - len(s.got.Hits); i >= 0 && i < len(s.got.Local) {
		return &s.got.Local[i]
	}
	return nil
}

// Hit is the list entry under the cursor, or nil.
func (s *Screen) Hit() *data.NameHit {
	if s.cur < len(s.got.Hits) {
		return &s.got.Hits[s.cur]
	}
	return nil
}

// Draw is the screen below the header: w by h cells. age is how old the lists
// are, in words.
func (s *Screen) Draw(th *theme.Theme, w, h int, age string) []string {
	lists := firstOf(s.got.Lists, age)
	out := []string{
		" " + th.Heading.Paint("Look up") + "  " + th.Muted.Paint(text.Cut("in "+text.Line(lists), w-12)),
		" " + th.Key.Paint("> ") + s.field.Draw(th, w-5, 1, true)[0],
		th.Rule.Paint(strings.Repeat("─", w)),
	}
	body, at := s.body(th, w)
	more := s.more(th, w)
	room := h - len(out)
	if len(more) > 0 {
		more = more[:min(len(more), max(room/2, 3))]
		room -= len(more) + 1
	}
	if len(body) > room && room > 0 {
		s.top = min(max(min(s.top, at-1), at-room+2, 0), len(body)-room)
		body = body[s.top : s.top+room]
	}
	out = append(out, body...)
	if len(more) == 0 {
		return out
	}
	for len(out) < h-len(more)-1 {
		out = append(out, "")
	}
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	return append(out, more...)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (s *Screen) body(th *theme.Theme, w int) (lines []string, at int) {
	switch {
	case s.failed != nil:
		for _, l := range text.Wrap("That could not be looked up: "+text.Line(s.failed.Error()), w-4) {
			lines = append(lines, "  "+th.Bad.Paint(l))
		}
		return lines, 0
	case s.field.Value() == "":
		return []string{"", "  " + th.Muted.Paint("Answers come as you type. esc goes back.")}, 0
	case s.busy && s.len() == 0:
		return []string{"", "  " + th.Muted.Paint("Looking …")}, 0
	}
	lines = append(lines, " "+th.Heading.Paint(text.Plural(len(s.got.Hits), "list entry")))
	if len(s.got.Hits) == 0 {
		lines = append(lines, "   "+th.Muted.Paint(text.Cut("No entry in these lists is like this name. That is no clearance.", w-4)))
	}
	for i := range s.got.Hits {
		if i == s.cur {
			at = len(lines)
		}
		lines = append(lines, hitLine(th, &s.got.Hits[i], i == s.cur, w))
	}
	if len(s.got.Local) > 0 {
		lines = append(lines, "", " "+th.Heading.Paint(text.Plural(len(s.got.Local), "own record")))
	}
	for i := range s.got.Local {
		on := i+len(s.got.Hits) == s.cur
		if on {
			at = len(lines)
		}
		lines = append(lines, localLine(th, &s.got.Local[i], on, w))
	}
	return lines, at
}

func hitLine(th *theme.Theme, h *data.NameHit, on bool, w int) string {
	name := text.Line(h.Name)
	if h.Matched != "" && h.Matched != h.Name {
		name += "  as " + text.Line(h.Matched)
	}
	line := fmt.Sprintf("%.2f  %s %s", h.Score, text.Fit(text.Line(h.List), 6), text.Fit(text.Line(h.Country), 3))
	line += text.Fit(" "+name, max(w-4-text.Width(line), 4))
	if on {
		return th.Selected.Paint(" ▸ " + line + " ")
	}
	return "   " + line
}

func localLine(th *theme.Theme, r *data.QueueRow, on bool, w int) string {
	id := r.Order
	if id == "" {
		id = firstOf(r.Shipment, r.Customer)
	}
	level := theme.LevelText(r.Level)
	rest := text.Fit(fmt.Sprintf("%s %s %s", text.Fit(r.Status.String(), 11), text.Fit(text.Line(id), 14), text.Line(r.Name)), max(w-4-theme.LevelWidth-1, 4))
	if on {
		return th.Selected.Paint(" ▸ ") + th.Level(r.Level, true).Paint(level) + th.Selected.Paint(" "+rest)
	}
	return "   " + th.Level(r.Level, false).Paint(level) + " " + rest
}

// more tells the list entry under the cursor in full.
func (s *Screen) more(th *theme.Theme, w int) []string {
	h := s.Hit()
	if h == nil || s.field.Value() == "" {
		return nil
	}
	var out []string
	put := func(name, v string) {
		if v == "" {
			return
		}
		for i, l := range text.Wrap(text.Line(v), max(w-17, 8)) {
			head := text.Spaces(14)
			if i == 0 {
				head = th.Muted.Paint(text.Fit(name, 14))
			}
			out = append(out, " "+head+l)
		}
	}
	put("name", h.Name)
	what := "matched"
	if h.Address {
		what = "address"
	}
	put(what, strings.TrimSpace(h.Matched+" "+h.Grade))
	put("why", strings.Join(h.Why, "; "))
	put("list", strings.TrimSpace(h.List+" "+h.Source)+", entry "+h.ID)
	put("listed from", h.StartDate.String())
	put("licence", h.Licence)
	put("policy", h.Policy)
	put("programs", h.Programs)
	put("notice", h.FRNotice)
	return out
}
