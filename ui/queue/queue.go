// Package queue is the triage screen: the orders in order of what their
// findings say, and the one under the cursor in more words beside or below.
//
// Its methods move, filter and search; what they need from the workspace comes
// back as messages that carry the number of the question, so that an answer to
// a question nobody asks any more is dropped. It does no I/O while it draws.
package queue

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/filter"
	"redflag/ui/table"
)

// Desk is what the queue asks of a workspace.
type Desk interface {
	Queue(ctx context.Context, f data.Filter) (desk.Vector, error)
	QueueFirst(ctx context.Context, f data.Filter, n int) (desk.Vector, error)
	Fold(ctx context.Context, v desk.Vector) (desk.Folds, error)
	Rows(ctx context.Context, ids []int64) ([]data.QueueRow, error)
	OrdersDone(ctx context.Context, rows []data.QueueRow) (map[int64]*desk.OrderDone, error)
	Generation(ctx context.Context) (int64, error)
	Case(ctx context.Context, id string) (*desk.CaseView, error)
}

const (
	firstRows    = 200
	restBefore   = 120 * time.Millisecond // the cursor rests this long before a preview is read
	keptPreviews = 64
)

// Screen is the queue.
type Screen struct {
	ctx  context.Context
	desk Desk
	tick Tick

	rows    table.Table[Row]
	folds   folds
	filter  data.Filter
	custom  bool // the filter is not one of the tabs
	tab     int
	ask     int // number of the last question for a vector
	whole   bool
	loading bool
	failed  error

	shown  int64 // generation of the vector
	latest int64 // generation last heard of
	counts desk.Counts

	hits    []int // places that a search found, ascending
	search  string
	looking bool

	previews map[string]*desk.CaseView
	told     *Row // the order that the preview tells of: the one that the cursor last rested on
	recent   []string
	resting  bool   // a rest is being waited for
	rested   int64  // id under the cursor when the wait began
	wanted   string // case whose preview is being read
	high     int
	wide     int
}

// Tick makes a Cmd that answers after a while, as tea.Tick does.
type Tick = func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

// New makes the queue of a desk.
func New(ctx context.Context, d Desk, tick Tick) *Screen {
	return &Screen{ctx: ctx, desk: d, tick: tick, previews: map[string]*desk.CaseView{}}
}

type (
	vectorMsg struct {
		ask   int
		v     desk.Vector
		folds desk.Folds
		err   error
		first bool
		keep  bool
	}
	rowsMsg struct {
		req  table.Request
		rows []data.QueueRow
		done map[int64]*desk.OrderDone
		err  error
	}
	generationMsg struct{ gen int64 }
	restMsg       struct{}
	previewMsg    struct {
		key  string
		view *desk.CaseView
		err  error
	}
	hitsMsg struct {
		ask   int
		query string
		ids   []int64 // of the hits
		at    []int   // their places
		turn  int     // of the folds that the places are of
		under []int64 // rows under which hits are folded that are none themselves
		err   error
	}
)

// Tab is a saved filter.
type Tab struct {
	Name   string
	Short  string // where there is little room
	Filter data.Filter
	Count  func(c desk.Counts) int
}

// Tabs are the saved filters, the first with key 1.
func Tabs() []Tab {
	level := func(l data.Level) Tab {
		name := map[data.Level]string{data.Stop: "Stop", data.Hold: "Hold", data.Review: "Review"}[l]
		return Tab{name, strings.TrimSuffix(name, "iew"), data.Filter{Levels: []data.Level{l}, Statuses: []data.Status{data.Open}},
			func(c desk.Counts) int { return c.ByLevel[l] }}
	}
	status := func(name, short string, ss ...data.Status) Tab {
		return Tab{name, short, data.Filter{Statuses: ss}, func(c desk.Counts) int {
			n := 0
			for _, s := range ss {
				n += c.ByStatus[s]
			}
			return n
		}}
	}
	return []Tab{
		status("Open", "Open", data.Open),
		level(data.Stop), level(data.Hold), level(data.Review),
		status("Waiting", "Wait", data.Waiting, data.Conditional, data.Disputed),
		status("Decided", "Done", data.Released, data.Stopped, data.Withdrawn),
		{"All", "All", data.Filter{}, func(c desk.Counts) int { return c.Total }},
	}
}

// ShowTab opens saved filter i.
func (s *Screen) ShowTab(i int) tea.Cmd {
	tabs := Tabs()
	if i < 0 || i >= len(tabs) {
		return nil
	}
	s.tab, s.custom = i, false
	return s.show(tabs[i].Filter)
}

// NextTab opens the saved filter n places on.
func (s *Screen) NextTab(n int) tea.Cmd {
	all := len(Tabs())
	return s.ShowTab(((s.tab+n)%all + all) % all)
}

// Show opens a filter of the user's own.
func (s *Screen) Show(f data.Filter) tea.Cmd {
	s.custom = true
	return s.show(f)
}

func (s *Screen) show(f data.Filter) tea.Cmd {
	f.Sort, f.Reverse = or(f.Sort, s.filter.Sort), f.Reverse || f.Sort == "" && s.filter.Reverse
	s.filter = f
	s.hits, s.search = nil, ""
	s.ask++
	s.loading, s.whole, s.failed = true, false, nil
	s.folds.forget()
	ctx, d := s.ctx, s.desk
	return tea.Batch(
		s.read(vectorMsg{ask: s.ask, first: true}, func() (desk.Vector, error) { return d.QueueFirst(ctx, f, firstRows) }),
		s.read(vectorMsg{ask: s.ask}, func() (desk.Vector, error) { return d.Queue(ctx, f) }),
	)
}

// read asks for a vector and folds it.
func (s *Screen) read(m vectorMsg, vector func() (desk.Vector, error)) tea.Cmd {
	ctx, d := s.ctx, s.desk
	return func() tea.Msg {
		if m.v, m.err = vector(); m.err == nil {
			m.folds, m.err = d.Fold(ctx, m.v)
		}
		return m
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Refresh reads the same filter again and leaves the cursor on its order.
func (s *Screen) Refresh() tea.Cmd {
	s.ask++
	s.loading = true
	clear(s.previews)
	s.recent = nil
	ctx, d, f := s.ctx, s.desk, s.filter
	return s.read(vectorMsg{ask: s.ask, keep: true}, func() (desk.Vector, error) { return d.Queue(ctx, f) })
}

// Reload reads the rows in sight again and leaves their order: something was
// done to one of them here.
func (s *Screen) Reload(caseKey string) tea.Cmd {
	delete(s.previews, caseKey)
	s.rows.Forget()
	return tea.Batch(s.load(), s.readPreview())
}

// Sort goes to the next order of the rows.
func (s *Screen) Sort() tea.Cmd {
	f := s.filter
	switch f.Sort {
	case "", data.SortLevel:
		f.Sort = data.SortDate
	case data.SortDate:
		f.Sort = data.SortID
	default:
		f.Sort = data.SortLevel
	}
	return s.resort(f)
}

// Reverse turns the order round.
func (s *Screen) Reverse() tea.Cmd {
	f := s.filter
	f.Sort, f.Reverse = or(f.Sort, data.SortLevel), !f.Reverse
	return s.resort(f)
}

func (s *Screen) resort(f data.Filter) tea.Cmd {
	s.filter = data.Filter{} // so that show does not put the old order back
	return s.show(f)
}

// SetCounts takes the counts of the header.
func (s *Screen) SetCounts(c desk.Counts) { s.counts = c }

// Filter is the filter shown, FilterText the same in words.
func (s *Screen) Filter() data.Filter { return s.filter }
func (s *Screen) FilterText() string  { return filter.Format(s.filter) }

// Behind is how many changes the workspace has seen since the rows were read.
func (s *Screen) Behind() int64 { return max(s.latest-s.shown, 0) }

// Latest is the newest generation of the workspace that was heard of.
func (s *Screen) Latest() int64 { return s.latest }

// Caught says that the changes up to now are this window's own.
func (s *Screen) Caught(gen int64) { s.shown, s.latest = max(s.shown, gen), max(s.latest, gen) }

// Poll asks whether the workspace has changed.
func (s *Screen) Poll() tea.Cmd {
	ctx, d := s.ctx, s.desk
	return func() tea.Msg {
		g, err := d.Generation(ctx)
		if err != nil {
			return nil
		}
		return generationMsg{g}
	}
}

// Selected is the row under the cursor, or nil while it is not loaded.
func (s *Screen) Selected() *data.QueueRow {
	if r := s.rows.Row(s.rows.Cursor()); r != nil {
		return &r.QueueRow
	}
	return nil
}

// Len is the number of rows shown, Cursor the place of the selected one.
func (s *Screen) Len() int    { return s.rows.Len() }
func (s *Screen) Cursor() int { return s.rows.Cursor() }

// Move, Page and To put the cursor elsewhere.
func (s *Screen) Move(n int) tea.Cmd { s.rows.Move(n); return s.moved() }
func (s *Screen) Page(n int) tea.Cmd { s.rows.Page(n); return s.moved() }
func (s *Screen) To(i int) tea.Cmd   { s.rows.To(i); return s.moved() }

// moved loads what came in sight, and waits for the cursor to rest before it
// reads the preview. While a wait runs no other is begun.
func (s *Screen) moved() tea.Cmd {
	load := s.load()
	if s.resting {
		return load
	}
	id, ok := s.rows.Selected()
	if !ok {
		return load
	}
	s.resting, s.rested = true, id
	rest := s.tick(restBefore, func(time.Time) tea.Msg { return restMsg{} })
	if load == nil {
		return rest
	}
	return tea.Batch(load, rest)
}

// Load asks for what is in sight and not there, as after the window has grown.
func (s *Screen) Load() tea.Cmd { return s.load() }

func (s *Screen) load() tea.Cmd {
	need := s.rows.Need()
	if len(need) == 0 {
		return nil
	}
	cmds := make([]tea.Cmd, len(need))
	for i, r := range need {
		ctx, d := s.ctx, s.desk
		cmds[i] = func() tea.Msg {
			m := rowsMsg{req: r}
			if m.rows, m.err = d.Rows(ctx, r.IDs); m.err == nil {
				m.done, m.err = d.OrdersDone(ctx, m.rows)
			}
			return m
		}
	}
	return tea.Batch(cmds...)
}

// Handle takes the answers.
func (s *Screen) Handle(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case vectorMsg:
		return s.gotVector(m)
	case rowsMsg:
		return s.gotRows(m)
	case generationMsg:
		s.latest = max(s.latest, m.gen)
	case restMsg:
		s.resting = false
		if id, ok := s.rows.Selected(); ok && id != s.rested {
			return s.moved() // still on its way
		}
		return s.readPreview()
	case previewMsg:
		s.gotPreview(m)
	case hitsMsg:
		return s.gotHits(m)
	}
	return nil
}

func (s *Screen) gotVector(m vectorMsg) tea.Cmd {
	if m.ask != s.ask || m.first && s.whole {
		return nil
	}
	if m.err != nil {
		s.failed, s.loading = m.err, false
		return nil
	}
	s.failed = nil
	ids := s.folds.set(m.folds)
	switch {
	case m.keep:
		s.setKept(ids)
		s.whole = true
	case m.first:
		s.rows.Set(ids, false)
		s.whole = false
	case s.rows.Len() > 0 && s.rows.Len() <= len(ids) && s.partial():
		s.rows.Extend(ids)
		s.rows.Redraw() // more papers may stand under a row than were known
		s.whole = true
	default:
		s.rows.Set(ids, false)
		s.whole = true
	}
	s.loading = !s.whole
	s.shown, s.latest = m.v.Generation, max(s.latest, m.v.Generation)
	return tea.Batch(s.load(), s.readPreview())
}

// partial says that what is shown is the first part of the current question.
func (s *Screen) partial() bool { return s.loading && !s.whole }

func (s *Screen) gotRows(m rowsMsg) tea.Cmd {
	if m.err != nil {
		s.rows.Lost(m.req)
		s.failed = m.err
		return nil
	}
	byID := make(map[int64]*data.QueueRow, len(m.rows))
	for i := range m.rows {
		byID[m.rows[i].ID] = &m.rows[i]
	}
	rows := make([]Row, len(m.req.IDs))
	for i, id := range m.req.IDs {
		if r := byID[id]; r != nil {
			rows[i] = Row{*r, m.done[id]}
		} else {
			rows[i] = Row{QueueRow: data.QueueRow{ID: id, Top: "no longer there"}}
		}
	}
	if !s.rows.Fill(m.req, rows) {
		return nil
	}
	return s.readPreview()
}

// Problem is what went wrong last, or nil.
func (s *Screen) Problem() error { return s.failed }
