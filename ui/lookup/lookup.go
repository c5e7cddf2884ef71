// Package lookup is the screen that answers a name or a number: what the loaded
// lists hold that it may mean, which own parties hold it, and which own orders.
// The date of the lists stands first, because an answer is worth no more than they
// are.
//
// It shows; looking up is the desk's work.
package lookup

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/form"
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
