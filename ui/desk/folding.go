package desk

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/store"
	"redflag/data/tape"
)

// paperLink ties a paper to another row of its order: to the one under which it stands in the
// queue, as it says nothing more, or to the first of the order, beside which it says more.
type paperLink struct {
	head, paper int64
	more        bool // the paper says something that the head does not
	back        bool // the head says something that the paper does not
}

// keptLinks is the name under which the links between the rows of a screen are kept. Where
// they are missing every paper has a row of its own.
const keptLinks = "papers"

func byHead(a, b paperLink) int {
	return cmp.Or(cmp.Compare(a.head, b.head), cmp.Compare(a.paper, b.paper))
}

func encodeLinks(links []paperLink) []byte {
	t := tape.Write(make([]byte, 0, 16+4*len(links)))
	keepLinks(t, &links)
	return t.Bytes()
}

func decodeLinks(b []byte) (links []paperLink, err error) {
	t := tape.Read(b)
	keepLinks(t, &links)
	return links, t.End()
}

// keepLinks writes heads by how far each lies from the one before, papers from their heads.
func keepLinks(t *tape.Tape, links *[]paperLink) {
	last := int64(0)
	tape.Each(t, links, 4, func(l *paperLink) {
		head, paper := l.head-last, l.paper-l.head
		t.Int(&head)
		t.Int(&paper)
		t.Flag(&l.more)
		t.Flag(&l.back)
		l.head = last + head
		l.paper = l.head + paper
		last = l.head
	})
}

// linksOf are the links of a screen, by their heads; nil where they were not kept.
func (d *Desk) linksOf(ctx context.Context, screen int64) ([]paperLink, error) {
	b, err := d.store.Kept(ctx, keptLinks, strconv.FormatInt(screen, 10))
	if err != nil || b == nil {
		return nil, err
	}
	links, err := decodeLinks(b)
	if err != nil {
		return nil, nil // made anew by the next screen that looks at all
	}
	return slices.Concat([]paperLink{}, links), nil
}

// orderRow is a row of the queue as far as it matters to which other of its order it stands
// under.
type orderRow struct {
	id         int64
	there      bool
	named      bool // it is called by the number of the order
	level      data.Level
	day        int32
	cust, name uint64 // hashes, 0 for none
	says       []saying
}

// oneBuyer is as for rows of the queue.
func (a *orderRow) oneBuyer(b *orderRow) bool {
	if a.cust != 0 && b.cust != 0 {
		return a.cust == b.cust
	}
	return a.name == 0 || b.name == 0 || a.name == b.name
}

// leads puts first what a person should look at first: the highest level, then the order
// itself, then what was first.
func leads(a, b *orderRow) int {
	if a.named != b.named && a.level == b.level {
		if a.named {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.level, a.level), cmp.Compare(a.day, b.day), cmp.Compare(a.id, b.id))
}

// saysNoMore reports whether a row has nothing that another has not.
func (a *orderRow) saysNoMore(b *orderRow) bool {
	return a.level <= b.level && onlyOne(a.says, b.says) < 0
}

// mostHeads is how many rows of one order others are held against.
const mostHeads = 32

// link appends the links of one order.
func link(links []paperLink, rows []*orderRow) []paperLink {
	slices.SortFunc(rows, leads)
	var heads []*orderRow
	for _, r := range rows {
		var first, under *orderRow
		for _, h := range heads {
			if !h.oneBuyer(r) {
				continue
			}
			if first == nil {
				first = h
			}
			if r.saysNoMore(h) {
				under = h
				break
			}
		}
		switch {
		case under != nil:
			links = append(links, paperLink{head: under.id, paper: r.id, back: !under.saysNoMore(r)})
			continue
		case first != nil:
			links = append(links, paperLink{head: first.id, paper: r.id, more: true, back: !first.saysNoMore(r)})
		}
		if len(heads) < mostHeads {
			heads = append(heads, r)
		}
	}
	return links
}

// linksIn are the links between the rows of some orders, each order by the ids of its
// records. The findings of a row are read only where another of its order has any.
func (t *teller) linksIn(tx *store.Tx, orders [][]int64) ([]paperLink, error) {
	var ids []int64
	for _, o := range orders {
		ids = append(ids, o...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	rows := make([]orderRow, len(ids))
	of := func(id int64) *orderRow {
		at, _ := slices.BinarySearch(ids, id)
		return &rows[at]
	}
	err := tx.EachRow(ids, func(q *data.QueueRow) {
		*of(q.ID) = orderRow{id: q.ID, there: true, named: q.Shipment == store.OrderNumber(q.Shipment, q.Order), level: q.Level,
			day: q.Date.First(), cust: t.word(q.Customer), name: t.word(strings.ToLower(q.Name))}
	})
	if err != nil {
		return nil, err
	}
	var flagged []int64
	for _, o := range orders {
		before := len(flagged)
		for _, id := range o {
			if r := of(id); r.there && r.level > data.Pass {
				flagged = append(flagged, id)
			}
		}
		if len(flagged) == before+1 {
			flagged = flagged[:before]
		}
	}
	if err := tx.EachVerdictOf(flagged, func(id int64, v *data.Verdict) { of(id).says = t.says(v) }); err != nil {
		return nil, err
	}
	var links []paperLink
	var some []*orderRow
	for _, o := range orders {
		some = some[:0]
		for _, id := range o {
			if r := of(id); r.there {
				some = append(some, r)
			}
		}
		links = link(links, some)
	}
	return links, nil
}

// word is the hash of a word, 0 for none.
func (t *teller) word(s string) uint64 {
	if s == "" {
		return 0
	}
	return t.hash(s)
}

// orderNumbers gathers the shipments of a book by the numbers of their orders.
type orderNumbers struct {
	seed maphash.Seed
	all  []orderNumber
}

type orderNumber struct {
	number uint64
	id     int64
}

func newOrderNumbers() *orderNumbers { return &orderNumbers{seed: maphash.MakeSeed()} }

func (n *orderNumbers) add(rec *data.Record) {
	if s := rec.Shipment; s != nil {
		n.all = append(n.all, orderNumber{maphash.String(n.seed, store.OrderNumber(s.ID, s.Order)), rec.Origin.Record})
	}
}

// orders are those of more than one shipment, each by the ids of its records.
func (n *orderNumbers) orders() (out [][]int64) {
	slices.SortFunc(n.all, func(a, b orderNumber) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.id, b.id)) })
	for from := 0; from < len(n.all); {
		to := from + 1
		for to < len(n.all) && n.all[to].number == n.all[from].number {
			to++
		}
		if to-from > 1 {
			ids := make([]int64, 0, to-from)
			for _, one := range n.all[from:to] {
				ids = append(ids, one.id)
			}
			out = append(out, ids)
		}
		from = to
	}
	return out
}

// keepLinks ties the rows of the screen that is being published. Where it looked at some
// records alone, only their orders are gone through again.
func (j *judging) keepLinks(ctx context.Context, tx *store.Tx) error {
	set, err := j.d.rules()
	if err != nil {
		return err
	}
	var stay []paperLink
	var orders [][]int64
	if j.numbers != nil {
		orders = j.numbers.orders()
	} else {
		before, err := j.d.linksOf(ctx, j.last)
		if err != nil {
			return err
		}
		if before == nil {
			return tx.KeepOf(keptLinks, nil)
		}
		if stay, orders, err = j.touchedOrders(tx, before); err != nil {
			return err
		}
	}
	links, err := newTeller(set).linksIn(tx, orders)
	if err != nil {
		return err
	}
	links = append(stay, links...)
	slices.SortFunc(links, byHead)
	return tx.Keep(keptLinks, strconv.FormatInt(j.pub.Screen(), 10), encodeLinks(links))
}

// touchedOrders are the orders of which a row was renewed or has gone, and the links that
// have nothing to do with them.
func (j *judging) touchedOrders(tx *store.Tx, before []paperLink) (stay []paperLink, orders [][]int64, err error) {
	touched := map[int64]bool{}
	for _, id := range slices.Concat(j.renewed, j.gone) {
		touched[id] = true
	}
	of := slices.Concat(j.renewed, j.gone)
	for _, l := range before { // of an order that a row has left
		if touched[l.head] && !touched[l.paper] {
			of = append(of, l.paper)
		}
	}
	if orders, err = tx.ByOrder(of); err != nil {
		return nil, nil, err
	}
	for _, o := range orders {
		for _, id := range o {
			touched[id] = true
		}
	}
	for _, l := range before {
		if !touched[l.paper] && !touched[l.head] {
			stay = append(stay, l)
		}
	}
	return stay, orders, nil
}
