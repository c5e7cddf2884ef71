// Package casefile is the screen of one case: what was found and on what
// evidence, who and what it is about, what is not known, what was done.
//
// It holds one case as the desk gave it and a place in its text; it decides
// nothing and does no I/O while it draws.
package casefile

import (
	"context"
	"reflect"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/theme"
)

// Desk is what the case screen asks of a workspace.
type Desk interface {
	Case(ctx context.Context, id string) (*desk.CaseView, error)
	Related(ctx context.Context, id string) (*desk.Related, error)
}

// Screen is one case.
type Screen struct {
	ctx  context.Context
	desk Desk

	key    string
	ask    int
	view   *desk.CaseView
	kin    kindred
	failed error
	behind bool // the case has changed since it was read

	doc    doc
	docFor docKey
	top    int
	high   int
	want   int // section to jump to once the text is there, -1 for none
	open   bool
	cur    int // place of the order under the cursor among a customer's
}

type docKey struct {
	view  *desk.CaseView
	kin   *desk.Related
	lost  bool // the related parties could not be looked for
	width int
	look  uint8
	open  bool // all open facts are shown
}

// Loaded answers Open. The root model may look at it too.
type Loaded struct {
	ask  int
	Key  string
	View *desk.CaseView
	Err  error
}

// New makes the case screen of a desk.
func New(ctx context.Context, d Desk) *Screen { return &Screen{ctx: ctx, desk: d, want: -1} }

// Open shows a case. What is known of it already may be passed in, so that the
// screen is not empty while the case is read afresh.
func (s *Screen) Open(key string, known *desk.CaseView) tea.Cmd {
	if key != s.key {
		s.key, s.view, s.kin, s.top, s.want, s.cur = key, known, kindred{}, 0, -1, 0
		s.open = false
		s.doc, s.docFor = doc{}, docKey{}
	}
	s.failed, s.behind = nil, false
	return s.Reload()
}

// Reload reads the case again and stays at the place in it.
func (s *Screen) Reload() tea.Cmd {
	s.ask++
	ask, key, ctx, d := s.ask, s.key, s.ctx, s.desk
	return func() tea.Msg {
		v, err := d.Case(ctx, key)
		return Loaded{ask, key, v, err}
	}
}

// polled is the case as it is now, for comparison with what is shown.
type polled struct {
	ask  int
	view *desk.CaseView
}

// Poll asks whether the case is still what is shown. What is shown stays: nobody reads a
// text that changes under the eyes.
func (s *Screen) Poll() tea.Cmd {
	if s.view == nil || s.behind {
		return nil
	}
	ask, key, ctx, d := s.ask, s.key, s.ctx, s.desk
	return func() tea.Msg {
		v, err := d.Case(ctx, key)
		if err != nil {
			return nil // whoever reads it again is told
		}
		return polled{ask, v}
	}
}

// Behind reports whether the case has changed since it was read.
func (s *Screen) Behind() bool { return s.behind }

// Handle takes the answers.
func (s *Screen) Handle(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case Loaded:
		if m.ask != s.ask {
			return nil
		}
		s.failed = m.Err
		if m.Err == nil {
			s.behind = false
			s.view = m.View
			return s.readRelated()
		}
	case polled:
		if v := s.view; m.ask == s.ask && v != nil {
			s.behind = v.State.LastEvent != m.view.State.LastEvent || !reflect.DeepEqual(&v.Verdict, &m.view.Verdict)
		}
	case RelatedLoaded:
		if m.ask == s.ask {
			s.kin = m.kindred
		}
	}
	return nil
}

// Key is the case shown, View what is known of it (nil while it is read).
func (s *Screen) Key() string          { return s.key }
func (s *Screen) View() *desk.CaseView { return s.view }

// Order is the order under the cursor of a customer, or nil.
func (s *Screen) Order() *data.QueueRow {
	if s.view == nil || s.view.Orders == nil || s.cur >= len(s.view.Orders.First) {
		return nil
	}
	return &s.view.Orders.First[s.cur]
}

// Move goes n orders of a customer on while they are in sight, else n lines.
func (s *Screen) Move(n int) {
	to := s.cur + n
	if len(s.doc.orders) == 0 || to < 0 || to >= len(s.doc.orders) || !s.inSight(s.doc.orders[s.cur]) {
		s.Scroll(n)
		return
	}
	s.cur = to
	at := s.doc.orders[to]
	s.top = max(min(s.top, at-1), at-s.high+2)
	if to == 0 {
		s.top = 0
	}
	s.clamp()
}

func (s *Screen) inSight(line int) bool { return line >= s.top && line < s.top+s.high }

// follow keeps the cursor on an order that is in sight, where one is.
func (s *Screen) follow() {
	if s.cur >= len(s.doc.orders) || s.inSight(s.doc.orders[s.cur]) {
		return
	}
	for i, line := range s.doc.orders {
		if s.inSight(line) {
			s.cur = i
			return
		}
	}
}

// Scroll moves the text by n lines, Page by n screens.
func (s *Screen) Scroll(n int) { s.top += n; s.clamp(); s.follow() }
func (s *Screen) Page(n int)   { s.Scroll(n * max(s.high-2, 1)) }

// Top and Bottom go to the ends.
func (s *Screen) Top()    { s.top = 0 }
func (s *Screen) Bottom() { s.top = len(s.doc.lines); s.clamp() }

// Jump goes to section i, Step to the section n further on.
func (s *Screen) Jump(i int) {
	if len(s.doc.starts) == 0 {
		s.want = i
		return
	}
	if i < 0 || i >= len(s.doc.starts) {
		return
	}
	s.top = s.doc.starts[i]
	s.clamp()
}

func (s *Screen) Step(n int) {
	all := len(s.doc.starts)
	if all == 0 {
		return
	}
	s.Jump(((s.section()+n)%all + all) % all)
}

// AllOpen shows all facts that are not known and decide a rule, or the first of them again.
func (s *Screen) AllOpen() {
	s.open = !s.open
	s.want = 4
}

// Item goes to the n-th finding, party or section further on.
func (s *Screen) Item(n int) {
	at := s.top
	for ; n > 0; n-- {
		for _, i := range s.doc.items {
			if i > at {
				at = i
				break
			}
		}
	}
	for ; n < 0; n++ {
		for k := len(s.doc.items) - 1; k >= 0; k-- {
			if i := s.doc.items[k]; i < at {
				at = i
				break
			}
		}
	}
	s.top = at
	s.clamp()
}

// section is the one that stands at the top of the screen; the last where the
// text has come to its end.
func (s *Screen) section() int {
	at := 0
	for i, start := range s.doc.starts {
		if start <= s.top {
			at = i
		}
	}
	return at
}

// clamp lets the last section come to the top, so that a jump always lands.
func (s *Screen) clamp() {
	last := len(s.doc.lines) - s.high
	if n := len(s.doc.starts); n > 0 {
		last = max(last, s.doc.starts[n-1])
	}
	s.top = max(0, min(s.top, last))
}

// document builds the text once for a case, a width and a theme.
func (s *Screen) document(th *theme.Theme, w int) {
	k := docKey{s.view, s.kin.view, s.kin.err != nil, w, th.Look, s.open}
	if s.docFor == k {
		return
	}
	old := s.docFor
	section, into := s.section(), 0
	if len(s.doc.starts) > 0 {
		into = s.top - s.doc.starts[section]
	}
	s.doc, s.docFor = build(th, s.view, s.kin, w, s.open), k
	if old.view != nil && old.width != w && section < len(s.doc.starts) {
		s.top = s.doc.starts[section] + into
	}
	if s.want >= 0 {
		s.Jump(s.want)
		s.want = -1
	}
	s.clamp()
}
