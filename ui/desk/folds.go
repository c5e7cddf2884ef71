package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"sync"
	"time"

	"redflag/data"
	"redflag/data/store"
)

// Folds are the rows of a queue, a row an order: papers that say nothing more than another
// row of their order in sight, and stand as it does, are folded under it.
type Folds struct {
	IDs    []int64     // the rows that are left, in the queue's order
	All    int         // how many there are with the papers
	papers []paperLink // that are folded, by their heads
	heads  idSet
	folded idSet
}

// NewFolds folds papers under rows of a queue that holds both.
func NewFolds(ids []int64, under map[int64]int64) Folds {
	var papers []paperLink
	for paper, head := range under {
		papers = append(papers, paperLink{head: head, paper: paper})
	}
	slices.SortFunc(papers, byHead)
	return fold(ids, newIDSet(ids), papers)
}

// Of are the papers folded under a row.
func (f *Folds) Of(id int64) []int64 {
	from, to := f.span(id)
	if from == to {
		return nil
	}
	out := make([]int64, 0, to-from)
	for _, l := range f.papers[from:to] {
		out = append(out, l.paper)
	}
	return out
}

// Count is how many papers are folded under a row.
func (f *Folds) Count(id int64) int {
	from, to := f.span(id)
	return to - from
}

func (f *Folds) span(id int64) (from, to int) {
	if !f.heads.has(id) {
		return 0, 0
	}
	from = sort.Search(len(f.papers), func(i int) bool { return f.papers[i].head >= id })
	for to = from; to < len(f.papers) && f.papers[to].head == id; to++ {
	}
	return from, to
}

// IsPaper reports whether a row is folded under another.
func (f *Folds) IsPaper(id int64) bool { return f.folded.has(id) }

// Folded is how many papers are folded.
func (f *Folds) Folded() int { return len(f.papers) }

// Under are the rows under which some papers are folded, by paper. Those that are not folded
// are left out.
func (f *Folds) Under(papers []int64) map[int64]int64 {
	want := make(map[int64]bool, len(papers))
	for _, id := range papers {
		want[id] = true
	}
	out := map[int64]int64{}
	for _, l := range f.papers {
		if want[l.paper] {
			out[l.paper] = l.head
		}
	}
	return out
}

// Fold folds the papers in a queue.
func (d *Desk) Fold(ctx context.Context, v Vector) (Folds, error) {
	links, err := d.linksNow(ctx)
	if err != nil || len(links) == 0 {
		return Folds{IDs: v.IDs, All: len(v.IDs)}, err
	}
	status, err := d.store.Statuses(ctx)
	if err != nil {
		return Folds{}, err
	}
	in := newIDSet(v.IDs)
	var papers []paperLink
	for _, l := range links {
		if !l.more && in.has(l.head) && in.has(l.paper) && status[l.head] == status[l.paper] {
			papers = append(papers, l)
		}
	}
	return fold(v.IDs, in, papers), nil
}

// fold takes papers out of a queue, whose ids are in a set.
func fold(ids []int64, in idSet, papers []paperLink) Folds {
	f := Folds{IDs: ids, All: len(ids), papers: papers}
	if len(papers) == 0 {
		return f
	}
	f.heads, f.folded = make(idSet, len(in)), make(idSet, len(in))
	for _, l := range papers {
		in.drop(l.paper)
		f.folded.add(l.paper)
		f.heads.add(l.head)
	}
	f.IDs = make([]int64, 0, len(ids)-len(papers))
	for _, id := range ids {
		if in.has(id) {
			f.IDs = append(f.IDs, id)
		}
	}
	return f
}

// idSet is a set of record ids, a bit for each: they are given out one after another.
type idSet []uint64

func newIDSet(ids []int64) idSet {
	most := int64(-1)
	for _, id := range ids {
		most = max(most, id)
	}
	s := make(idSet, most>>6+1)
	for _, id := range ids {
		s.add(id)
	}
	return s
}

func (s idSet) has(id int64) bool {
	at := uint64(id) >> 6
	return at < uint64(len(s)) && s[at]>>(id&63)&1 != 0
}

func (s idSet) add(id int64)  { s[id>>6] |= 1 << (id & 63) }
func (s idSet) drop(id int64) { s[id>>6] &^= 1 << (id & 63) }

// paperLinks holds the links of the screen in use.
type paperLinks struct {
	mu     sync.Mutex // guards all
	screen int64
	links  []paperLink
}

// linksNow are the links of the screen in use, by their heads.
func (d *Desk) linksNow(ctx context.Context) ([]paperLink, error) {
	screen, err := d.store.ScreenID(ctx)
	if err != nil {
		return nil, err
	}
	p := &d.papers
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.screen != screen {
		links, err := d.linksOf(ctx, screen)
		if err != nil {
			return nil, err
		}
		p.screen, p.links = screen, links
	}
	return p.links, nil
}

// OrderDone is what became of the order that an open paper is of.
type OrderDone struct {
	Case        string      `json:"case"` // of the order
	Order       string      `json:"order"`
	Status      data.Status `json:"status"`
	Disposition string      `json:"disposition,omitempty"`
	By          string      `json:"by,omitempty"`
	At          time.Time   `json:"at,omitzero"`
	More        string      `json:"more,omitempty"` // what the paper says beside it; "" for nothing

	named bool // the record that was decided is called by the number of the order
	stale bool // its verdict may be out of date
}

// Words say it in one sentence.
func (o *OrderDone) Words() string {
	says := "its order " + o.Order + " " + doneAs[o.Status]
	if o.By != "" {
		says += fmt.Sprintf(" on %s by %s", o.At.Format("2006-01-02"), o.By)
	}
	if o.More != "" {
		return says + "; " + o.More
	}
	return says + "; this paper says nothing more"
}

var doneAs = map[data.Status]string{
	data.Waiting: "was left waiting", data.Conditional: "was released on a condition", data.Released: "was released",
	data.Stopped: "was stopped", data.Withdrawn: "was withdrawn", data.Disputed: "was decided in two ways",
}

// saysMore is what is said of a paper of which only that much was compared.
const saysMore = "this paper says more"

// OrdersDone tells of those rows that are open papers of an order which was decided, what
// became of it, by the ids of the rows.
func (d *Desk) OrdersDone(ctx context.Context, rows []data.QueueRow) (map[int64]*OrderDone, error) {
	links, err := d.linksNow(ctx)
	if err != nil || len(links) == 0 {
		return nil, err
	}
	open := map[int64]bool{}
	for i := range rows {
		if rows[i].Status == data.Open {
			open[rows[i].ID] = true
		}
	}
	var of []paperLink // each from an open row to another of its order
	for _, l := range links {
		if open[l.paper] {
			of = append(of, l)
		}
		if open[l.head] {
			of = append(of, paperLink{head: l.paper, paper: l.head, more: l.back})
		}
	}
	var others []int64
	for _, l := range of {
		others = append(others, l.head)
	}
	slices.Sort(others)
	others = slices.Compact(others)
	cases, err := d.store.CasesOf(ctx, others)
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	named, err := d.store.Rows(ctx, others)
	if err != nil {
		return nil, err
	}
	out := map[int64]*OrderDone{}
	for _, l := range of {
		at := slices.IndexFunc(named, func(r data.QueueRow) bool { return r.ID == l.head })
		done := orderDone(cases[l.head])
		if done == nil || at < 0 {
			continue
		}
		done.of(&named[at])
		if l.more {
			done.More = saysMore
		}
		if is := out[l.paper]; is == nil || done.before(is) {
			out[l.paper] = done
		}
	}
	return out, nil
}

// of names the record that was decided.
func (o *OrderDone) of(r *data.QueueRow) {
	o.Order = cmp.Or(r.Order, r.Shipment)
	o.named = r.Shipment == store.OrderNumber(r.Shipment, r.Order)
}

// before reports whether a paper is rather held against this record of its order than another:
// one beside which it says nothing more, the order itself, what was decided last.
func (o *OrderDone) before(b *OrderDone) bool {
	switch {
	case (o.More == "") != (b.More == ""):
		return o.More == ""
	case o.named != b.named:
		return o.named
	}
	return b.At.Before(o.At)
}

// orderDone is what the state of an order's case says, nil while it is open.
func orderDone(st *data.CaseState) *OrderDone {
	if st == nil || st.Status == data.Open {
		return nil
	}
	o := &OrderDone{Case: st.Case, Status: st.Status}
	if dc := st.Decision; dc != nil {
		o.Disposition, o.By, o.At = dc.Disposition, dc.Person, dc.At
	}
	return o
}
