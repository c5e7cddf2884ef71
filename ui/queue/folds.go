package queue

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
)

// Row is an order in the queue, or a paper of one that stands by itself.
type Row struct {
	data.QueueRow
	Done *desk.OrderDone // of an open paper whose order was decided; else nil
}

// folds are the papers that stand under the rows of their orders, and which of them are
// unfolded.
type folds struct {
	desk.Folds
	turned map[int64]bool // rows that are not as all others are
	spread bool           // all others are unfolded
	turn   int            // counts the changes of what is shown
}

// forget folds all.
func (f *folds) forget() { f.turned, f.spread = nil, false }

// set takes new folds, and answers with the rows shown.
func (f *folds) set(of desk.Folds) []int64 {
	f.Folds = of
	return f.shown()
}

// open reports whether the papers of a row are shown.
func (f *folds) open(id int64) bool { return f.turned[id] != f.spread }

// shown are the rows with the papers that are unfolded, these below their order.
func (f *folds) shown() []int64 {
	f.turn++
	if f.Folded() == 0 || !f.spread && len(f.turned) == 0 {
		return f.IDs
	}
	out := make([]int64, 0, f.All)
	for _, id := range f.IDs {
		out = append(out, id)
		if f.open(id) {
			out = append(out, f.Of(id)...)
		}
	}
	return out
}

// head is the row under which the row at a place stands, -1 where it stands by itself.
func (s *Screen) head(at int) int {
	ids := s.rows.IDs()
	if at >= len(ids) || !s.folds.IsPaper(ids[at]) {
		return -1
	}
	under := s.folds.Under(ids[at : at+1])[ids[at]]
	for at--; at >= 0; at-- {
		if ids[at] == under {
			return at
		}
	}
	return -1
}

// Papers reports whether the row under the cursor has papers under it, or is one.
func (s *Screen) Papers() bool {
	id, ok := s.rows.Selected()
	return ok && (s.folds.Count(id) > 0 || s.folds.IsPaper(id))
}

// Folds reports whether any paper of the list is folded, or would be.
func (s *Screen) Folds() bool { return s.folds.Folded() > 0 }

// Turn unfolds the papers of the order under the cursor, or folds them again.
func (s *Screen) Turn() tea.Cmd {
	if at := s.head(s.rows.Cursor()); at >= 0 {
		s.rows.To(at)
	}
	id, ok := s.rows.Selected()
	if !ok || s.folds.Count(id) == 0 {
		return nil
	}
	return s.turnRows(id)
}

// turnRows turns rows round.
func (s *Screen) turnRows(ids ...int64) tea.Cmd {
	f := &s.folds
	if f.turned == nil {
		f.turned = map[int64]bool{}
	}
	for _, id := range ids {
		if f.turned[id] = !f.turned[id]; !f.turned[id] {
			delete(f.turned, id)
		}
	}
	return s.showFolds()
}

// TurnAll unfolds the papers of all orders, or folds them again.
func (s *Screen) TurnAll() tea.Cmd {
	s.folds.turned, s.folds.spread = nil, !s.folds.spread
	return s.showFolds()
}

// Spread reports whether all papers are unfolded.
func (s *Screen) Spread() bool { return s.folds.spread }

// Unfold shows the papers of a case, where it is the one under the cursor: what it leaves
// behind is in sight.
func (s *Screen) Unfold(caseKey string) tea.Cmd {
	r := s.Selected()
	if r == nil || r.Case != caseKey || s.folds.Count(r.ID) == 0 || s.folds.open(r.ID) {
		return nil
	}
	return s.turnRows(r.ID)
}

// showFolds shows what is unfolded now; search hits keep to their rows.
func (s *Screen) showFolds() tea.Cmd {
	was := s.rows.IDs()
	hits := make([]int64, len(s.hits))
	for i, at := range s.hits {
		hits[i] = was[at]
	}
	s.setKept(s.folds.shown())
	if len(hits) > 0 {
		s.hits = places(s.rows.IDs(), hits)
	}
	return s.moved()
}

// setKept swaps the rows and leaves the cursor on its own, or on the one that it is folded
// under now.
func (s *Screen) setKept(ids []int64) {
	id, ok := s.rows.Selected()
	s.rows.Set(ids, true)
	if now, _ := s.rows.Selected(); !ok || now == id {
		return
	}
	if head, folded := s.folds.Under([]int64{id})[id]; folded {
		if at := slices.Index(ids, head); at >= 0 {
			s.rows.To(at)
		}
	}
}

// Counted says how many orders and rows the list holds: "434 orders, 675 rows".
func (s *Screen) Counted() string { return Counted(&s.folds.Folds) }

// Counted says it of any folds.
func Counted(f *desk.Folds) string {
	n := text.Plural(len(f.IDs), "order")
	if f.Folded() > 0 {
		n += ", " + text.Plural(f.All, "row")
	}
	return n
}

// mark says in so many cells what stands beside a name: the papers under the row, or what
// became of the order of a paper.
func (s *Screen) mark(r *Row, w int) string {
	n := s.folds.Count(r.ID)
	switch {
	case n > 0 && w >= 24:
		return "+" + text.Plural(n, "paper")
	case n > 0:
		return fmt.Sprintf("+%d", n)
	case r.Done != nil && w >= 20:
		return "order " + r.Done.Status.String()
	}
	return ""
}

// OrderDone is what became of the order of the paper under the cursor, nil where it is none.
func (s *Screen) OrderDone() *desk.OrderDone {
	if r := s.rows.Row(s.rows.Cursor()); r != nil {
		return r.Done
	}
	return nil
}

// papersShown reports whether a row is a paper that was unfolded. It is asked of rows in
// sight alone.
func (s *Screen) papersShown(id int64) bool {
	return (s.folds.spread || len(s.folds.turned) > 0) && s.folds.IsPaper(id)
}
