package lookup

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
)

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

// Case is the case of the own order under the cursor, or of the party where that is
// a customer; "" for none.
func (s *Screen) Case() string {
	if r := s.record(); r != nil {
		return r.Case
	}
	if i := s.party(); i >= 0 {
		return s.mine.Parties[i].Case
	}
	return ""
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
