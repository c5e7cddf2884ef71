// Package lookup is the screen that answers a name or a number: what the loaded
// lists hold that it may mean, which own parties hold it, and which own orders.
// The date of the lists stands first, because an answer is worth no more than they
// are.
package lookup

import (
	"context"
	"fmt"
	"slices"
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
	Own(ctx context.Context, query string, limit int) (desk.Own, error)
	ByWords(ctx context.Context, query string, limit int) ([]desk.OwnRecord, error)
	OrdersOf(ctx context.Context, p desk.OwnParty, limit int) ([]desk.OwnRecord, error)
}

const (
	limit     = 50
	ownLimit  = 20
	ordersOf  = 200
	pause     = 20 * time.Millisecond  // after the last key
	longPause = 300 * time.Millisecond // before the whole queue is read
)

// Screen is the look-up.
type Screen struct {
	ctx  context.Context
	desk Desk
	tick Tick

	field form.Field
	ask   int                // number of the question; answers to others are dropped
	stop  context.CancelFunc // of the question

	lists, own answer
	read       bool // the own records, so that answers come at once
	got        desk.Lookup
	mine       desk.Own
	orders     []desk.OwnRecord // of the party opened
	opened     int              // place of that party, -1 for none
	cur, top   int
	moved      bool // the cursor, by hand, since the question
	enter      bool // was pressed before the answer was there
}

// answer is how far one of the answers is.
type answer struct {
	busy   bool
	failed error
}

type (
	pauseMsg struct {
		ask  int
		long bool
	}
	listsMsg struct {
		ask int
		got desk.Lookup
		err error
	}
	ownMsg struct {
		ask int
		got desk.Own
		err error
	}
	wordsMsg struct {
		ask int
		got []desk.OwnRecord
		err error
	}
	ordersMsg struct {
		ask, party int
		got        []desk.OwnRecord
		err        error
	}
)

// OpenMsg asks for the case of an order that enter was pressed for before it was
// found.
type OpenMsg struct{ Row *data.QueueRow }

// Tick makes a Cmd that answers after a while, as tea.Tick does.
type Tick = func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

// New makes the look-up of a desk.
func New(ctx context.Context, d Desk, tick Tick) *Screen {
	return &Screen{ctx: ctx, desk: d, tick: tick, opened: -1, stop: func() {},
		field: form.Field{Hint: "a name, an address, a phone, an order or serial number, or part of one"}}
}

// Ready makes the desk ready to answer, and asks again what stands in the field:
// the records may have changed.
func (s *Screen) Ready() tea.Cmd {
	if strings.TrimSpace(s.field.Value()) != "" {
		return s.again()
	}
	ctx, d := s.ctx, s.desk
	return tea.Batch( // what fails here fails again when asked
		func() tea.Msg { _, _ = d.Lookup(ctx, "", 1); return nil },
		func() tea.Msg { _, _ = d.Own(ctx, "", 1); return nil },
	)
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
	s.cur, s.top, s.moved = 0, 0, false
	s.opened, s.orders = -1, nil
	return s.again()
}

func (s *Screen) again() tea.Cmd {
	s.stop()
	s.ask++
	s.enter = false
	if strings.TrimSpace(s.field.Value()) == "" {
		s.got, s.mine, s.lists, s.own = desk.Lookup{}, desk.Own{}, answer{}, answer{}
		return nil
	}
	s.lists, s.own = answer{busy: true}, answer{busy: true}
	ask := s.ask
	return s.tick(pause, func(time.Time) tea.Msg { return pauseMsg{ask: ask} })
}

// Handle takes the answers.
func (s *Screen) Handle(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case pauseMsg:
		if m.ask != s.ask {
			return nil
		}
		if m.long {
			return s.askWords()
		}
		return s.askBoth()
	case listsMsg:
		if m.ask == s.ask {
			m.got.Hits = slices.Concat(m.got.Hits, m.got.Parts)
			if s.cur >= len(s.got.Hits) && s.moved {
				s.cur += len(m.got.Hits) - len(s.got.Hits)
			}
			s.got, s.lists = m.got, answer{failed: m.err}
			s.aim()
		}
	case ownMsg:
		if m.ask == s.ask {
			return s.takeOwn(m)
		}
	case wordsMsg:
		if m.ask == s.ask {
			s.mine.Records, s.own = m.got, answer{failed: m.err}
			return s.arrived()
		}
	case ordersMsg:
		if m.ask == s.ask && m.party == s.opened {
			s.orders, s.own.failed = m.got, m.err
			if len(m.got) > 0 {
				s.cur = len(s.got.Hits) + s.opened + 1
			}
		}
	}
	return nil
}

func (s *Screen) askBoth() tea.Cmd {
	s.stop()
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	q, d, ask := strings.TrimSpace(s.field.Value()), s.desk, s.ask
	return tea.Batch(
		func() tea.Msg {
			got, err := d.Lookup(ctx, q, limit)
			return listsMsg{ask, got, err}
		},
		func() tea.Msg {
			got, err := d.Own(ctx, q, ownLimit)
			return ownMsg{ask, got, err}
		},
	)
}

// takeOwn has the whole queue read where nothing holds what was typed, when
// nothing more is typed for a while.
func (s *Screen) takeOwn(m ownMsg) tea.Cmd {
	s.mine, s.own, s.read = m.got, answer{failed: m.err}, true
	s.opened, s.orders = -1, nil
	if m.err == nil && !s.mine.Holds() {
		s.own.busy = true
		ask := s.ask
		return s.tick(longPause, func(time.Time) tea.Msg { return pauseMsg{ask: ask, long: true} })
	}
	return s.arrived()
}

func (s *Screen) askWords() tea.Cmd {
	s.stop()
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	q, d, ask := strings.TrimSpace(s.field.Value()), s.desk, s.ask
	return func() tea.Msg {
		got, err := d.ByWords(ctx, q, ownLimit)
		return wordsMsg{ask, got, err}
	}
}

// arrived aims at what was found, and opens it where enter was pressed already.
func (s *Screen) arrived() tea.Cmd {
	s.aim()
	if !s.enter {
		return nil
	}
	s.enter = false
	row, cmd := s.Open()
	if row != nil {
		return func() tea.Msg { return OpenMsg{row} }
	}
	return cmd
}

// aim puts the cursor on the own record that carries just the number typed, so
// that a number and enter open it.
func (s *Screen) aim() {
	if s.moved {
		s.cur = max(0, min(s.cur, s.len()-1))
		return
	}
	q := strings.TrimSpace(s.field.Value())
	for i := range s.mine.Records {
		r := &s.mine.Records[i]
		if strings.EqualFold(q, r.Order) || strings.EqualFold(q, r.Shipment) || strings.EqualFold(q, r.Value) {
			s.cur = s.firstRecord() + i
			return
		}
	}
}

// Move goes n answers on.
func (s *Screen) Move(n int) {
	if s.len() > 0 {
		s.cur, s.moved = max(0, min(s.cur+n, s.len()-1)), true
	}
}

// The answers stand one below the other: list entries, own parties with the orders
// of the one opened below it, own orders.
func (s *Screen) len() int { return s.firstRecord() + len(s.mine.Records) }

func (s *Screen) firstRecord() int { return len(s.got.Hits) + len(s.mine.Parties) + len(s.orders) }

// Clear empties the field; it reports whether there was anything in it.
func (s *Screen) Clear() bool {
	had := s.field.Value() != ""
	rev := s.field.Revision()
	s.field.Set("")
	s.changed(rev)
	return had
}

// Hit is the list entry under the cursor, or nil.
func (s *Screen) Hit() *data.NameHit {
	if s.cur < len(s.got.Hits) {
		return &s.got.Hits[s.cur]
	}
	return nil
}

// party is the place of the own party under the cursor, or -1.
func (s *Screen) party() int {
	i := s.cur - len(s.got.Hits)
	if s.opened >= 0 && i > s.opened {
		if i -= len(s.orders); i <= s.opened {
			return -1
		}
	}
	if i < 0 || i >= len(s.mine.Parties) {
		return -1
	}
	return i
}

// record is the own order under the cursor, or nil.
func (s *Screen) record() *desk.OwnRecord {
	if i := s.cur - s.firstRecord(); i >= 0 && i < len(s.mine.Records) {
		return &s.mine.Records[i]
	}
	if i := s.cur - len(s.got.Hits) - s.opened - 1; s.opened >= 0 && i >= 0 && i < len(s.orders) {
		return &s.orders[i]
	}
	return nil
}

// CannotOpen says why enter opens nothing, or "".
func (s *Screen) CannotOpen() string {
	if s.own.busy || s.record() != nil || s.party() >= 0 {
		return ""
	}
	return "no own record is under the cursor; an entry is shown in full below"
}

// Open is the order under the cursor, whose case is to be opened. For a party it
// shows, or hides, its orders; a customer without any is opened itself. While the
// answer is not there, it waits.
func (s *Screen) Open() (*data.QueueRow, tea.Cmd) {
	if s.own.busy && !s.moved {
		s.enter = true
		return nil, nil
	}
	if r := s.record(); r != nil {
		return &r.QueueRow, nil
	}
	i := s.party()
	if i < 0 {
		return nil, nil
	}
	p := s.mine.Parties[i]
	if p.Orders == 0 && p.Case != "" {
		return &data.QueueRow{Name: p.Name, Case: p.Case}, nil
	}
	shut := i == s.opened
	s.cur = len(s.got.Hits) + i
	s.opened, s.orders, s.moved = -1, nil, true
	if shut {
		return nil, nil
	}
	s.opened = i
	ctx, d, ask := s.ctx, s.desk, s.ask
	return nil, func() tea.Msg {
		got, err := d.OrdersOf(ctx, p, ordersOf)
		return ordersMsg{ask, i, got, err}
	}
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
	if s.field.Value() == "" {
		return []string{"", "  " + th.Muted.Paint("Answers come as you type. esc goes back.")}, 0
	}
	n := 0
	put := func(draw func(on bool) string) {
		if n == s.cur {
			at = len(lines)
		}
		lines = append(lines, draw(n == s.cur))
		n++
	}
	say := func(s string) { lines = append(lines, "   "+th.Muted.Paint(text.Cut(s, w-4))) }
	head := func(n int, one string, more bool, a answer) {
		title := text.Plural(n, one)
		if more {
			title = "more than " + title
		}
		if a.busy {
			title = one + ": looking …"
		}
		lines = append(lines, " "+th.Heading.Paint(title))
		if a.failed != nil {
			for _, l := range text.Wrap("That could not be looked up: "+text.Line(a.failed.Error()), w-4) {
				lines = append(lines, "  "+th.Bad.Paint(l))
			}
		}
	}
	head(len(s.got.Hits), "list entry", false, s.lists)
	if len(s.got.Hits) == 0 && s.lists == (answer{}) {
		say("No entry in these lists is like this name. That is no clearance.")
	}
	for i := range s.got.Hits {
		put(func(on bool) string { return hitLine(th, &s.got.Hits[i], on, w) })
	}
	lines = append(lines, "")
	if len(s.mine.Parties) == 0 && len(s.mine.Records) == 0 {
		head(0, "own record", false, s.own)
		if !s.read {
			say("All records are read once; that can take some seconds.")
		}
		if s.own == (answer{}) {
			say("No own party, number or goods hold this.")
		}
		return lines, at
	}
	if len(s.mine.Parties) > 0 {
		head(len(s.mine.Parties), "own party", s.mine.MoreParties, answer{failed: s.own.failed})
	}
	for i := range s.mine.Parties {
		put(func(on bool) string { return partyLine(th, &s.mine.Parties[i], i == s.opened, on, w) })
		for j := range s.orders {
			if i == s.opened {
				put(func(on bool) string { return recordLine(th, &s.orders[j], "     ", on, w) })
			}
		}
	}
	if len(s.mine.Records) > 0 || s.own.busy {
		if len(s.mine.Parties) > 0 {
			lines = append(lines, "")
		}
		head(len(s.mine.Records), "own order", s.mine.MoreRecords, s.own)
	}
	for i := range s.mine.Records {
		put(func(on bool) string { return recordLine(th, &s.mine.Records[i], "   ", on, w) })
	}
	return lines, at
}

func hitLine(th *theme.Theme, h *data.NameHit, on bool, w int) string {
	name := text.Line(h.Name)
	if h.Matched != "" && h.Matched != h.Name {
		name += "  as " + text.Line(h.Matched)
	}
	score := "part"
	if h.Score > 0 {
		score = fmt.Sprintf("%.2f", h.Score)
	}
	line := fmt.Sprintf("%s  %s %s", score, text.Fit(text.Line(h.List), 6), text.Fit(text.Line(h.Country), 3))
	line += text.Fit(" "+name, max(w-4-text.Width(line), 4))
	if on {
		return th.Selected.Paint(" ▸ " + line + " ")
	}
	return "   " + line
}

// partyLine is a party: what it is called, where, how many orders name it, and
// what agrees.
func partyLine(th *theme.Theme, p *desk.OwnParty, open, on bool, w int) string {
	name := text.Line(p.Name)
	found := foundWords(p.Found)
	if p.Field == "name" {
		name, found = text.Line(p.Marked()), ""
	}
	if p.Case != "" {
		found = strings.TrimSpace(text.Line(p.Case) + "  " + found)
	}
	sign := "+"
	if open {
		sign = "-"
	}
	line := fmt.Sprintf("%s %s %s %s", sign, text.Fit(text.Line(p.Country), 3), text.Right(text.Plural(p.Orders, "order"), 12), name)
	line = text.Fit(line+"  "+found, max(w-4, 4))
	if on {
		return th.Selected.Paint(" ▸ " + line + " ")
	}
	return "   " + line
}

// recordLine is an order: its level and status, and what agrees.
func recordLine(th *theme.Theme, r *desk.OwnRecord, indent string, on bool, w int) string {
	id, found := r.Order, foundWords(r.Found)
	if id == "" {
		id = firstOf(r.Shipment, r.Customer)
	}
	if r.Field != "" && r.Value == id {
		id, found = r.Marked(), ""
	}
	if r.Field == "words" {
		found = text.Line(r.Goods)
	}
	level := "unjudged"
	if r.Screened {
		level = theme.LevelText(r.Level)
	}
	rest := fmt.Sprintf("%s %s ", text.Fit(r.Status.String(), 11), text.Fit(text.Line(id), 14))
	if found != "" {
		rest += found + "  "
	}
	rest = text.Fit(rest+text.Line(r.Name), max(w-len(indent)-1-theme.LevelWidth-1, 4))
	ink := th.Muted
	if r.Screened {
		ink = th.Level(r.Level, on)
	}
	if on {
		return th.Selected.Paint(indent[:len(indent)-2]+"▸ ") + ink.Paint(level) + th.Selected.Paint(" "+rest)
	}
	return indent + ink.Paint(level) + " " + rest
}

// foundWords says in what the question was found, what agrees between ‹ and ›.
func foundWords(f desk.Found) string {
	switch {
	case f.Likeness > 0:
		return fmt.Sprintf("like it: %.2f", f.Likeness)
	case f.Value == "":
		return ""
	}
	return text.Line(f.Field + " " + f.Marked())
}

// more tells what is under the cursor in full.
func (s *Screen) more(th *theme.Theme, w int) []string {
	if s.field.Value() == "" {
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
	if h := s.Hit(); h != nil {
		moreOfHit(h, put)
	} else if i := s.party(); i >= 0 {
		p := &s.mine.Parties[i]
		put("name", p.Name)
		put("country", p.Country)
		put("customer", p.Case)
		put("named in", text.Plural(p.Orders, "order"))
		put("found in", foundWords(p.Found))
		if p.Orders > ordersOf {
			put("", fmt.Sprintf("enter shows the last %d told, the worst first", ordersOf))
		}
	} else if r := s.record(); r != nil {
		put("order", r.Order)
		put("record", r.Case)
		put("customer", strings.TrimSpace(r.Name+"  "+r.Customer))
		put("date, goods", strings.TrimSpace(r.Date.String()+"  "+r.Goods))
		put("found in", foundWords(r.Found))
		put("why", r.Top)
	}
	return out
}

// moreOfHit tells all that a hit rests on.
func moreOfHit(h *data.NameHit, put func(name, v string)) {
	told := desk.Explain(h)
	for i := 0; i < len(told); i++ {
		t := told[i]
		for ; i+1 < len(told) && told[i+1].Name == ""; i++ {
			t.Text += "; " + told[i+1].Text
		}
		put(t.Name, t.Text)
	}
}
