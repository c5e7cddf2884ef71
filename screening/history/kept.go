package history

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"redflag/data"
	"redflag/data/tape"
)

// What was learned of shipments can be kept and taken up again, so that a book need
// not be read anew: while no record has changed as it is, and after that with what
// changed (see Follow). Customers and holdings are no part of it, and must be told to
// the builder in the same order as before.
const keptForm = "learned 9"

// Spare is the builder a second time, for keeping what it has learned while the book is
// built of the first.
func (b *Builder) Spare() *Builder {
	b.reduce()
	b.settle()
	spare := *b
	return &spare
}

// Keep appends what the builder has learned of shipments. ids tells the number by
// which the caller finds a party again. ok is false where a party has none.
func (b *Builder) Keep(dst []byte, ids func(*data.Customer) (int64, bool)) (out []byte, ok bool) {
	b.reduce()
	b.settle()
	parties := make([]named, 0, len(b.seen))
	for c, n := range b.seen {
		id, ok := ids(c)
		if !ok {
			return dst, false
		}
		parties = append(parties, named{id, *n})
	}
	slices.SortFunc(parties, func(x, y named) int { return cmp.Compare(x.party, y.party) })
	room := 24*len(b.rows) + 36*len(b.docs) + 32*len(b.serials) + 48*len(b.deals) + 56*len(b.carried) + 24*len(b.buys) + 8*len(parties) + 40*len(b.book.sites.of) + 1<<16
	t := tape.Write(slices.Grow(dst, room))
	b.learned(t, &parties)
	return t.Bytes(), true
}

// TakeUp gives a builder, to which customers and holdings were told, what another
// has learned. party finds a party by its number.
func (b *Builder) TakeUp(kept []byte, party func(int64) *data.Customer) error {
	var parties []named
	t := tape.Read(kept)
	b.learned(t, &parties)
	if err := t.End(); err != nil {
		return err
	}
	for _, p := range parties {
		c := party(p.party)
		if c == nil {
			return fmt.Errorf("%w: it names a party that is not there", tape.Err)
		}
		b.name(c, p.times)
	}
	b.reduced = true
	return nil
}

// named is a party by its number, and how often orders name it.
type named struct{ party, times int64 }

// learned are all parts of what is learned of shipments, for writing and for reading.
func (b *Builder) learned(t *tape.Tape, parties *[]named) {
	form := keptForm
	if t.Text(&form); form != keptForm {
		t.Spoil()
		return
	}
	t.Number(&b.undated)
	tape.Each(t, parties, 2, func(p *named) {
		t.Int(&p.party)
		t.Int(&p.times)
	})
	b.keepSites(t)
	b.keepRows(t)
	tape.Each(t, &b.docs, 34, func(d *document) { d.keep(t) })
	tape.Each(t, &b.serials, 29, func(s *serial) { s.keep(t) })
	tape.Each(t, &b.inflow, 24, func(x *inflow) { x.keep(t) })
	tape.Each(t, &b.deals, 37, func(d *deal) { d.keep(t) })
	tape.Each(t, &b.carried, 43, func(c *carried) { c.keep(t) })
	tape.Each(t, &b.refused, 46, func(r *refused) { r.keep(t) })
	tape.Each(t, &b.permits, 37, func(p *permit) { p.keep(t) })
	b.keepPrices(t)
	b.keepBuys(t)
}

// keepSites keeps where parties sit, so that it need not be read again.
func (b *Builder) keepSites(t *tape.Tape) {
	var all []site
	if !t.Reading() {
		all = slices.SortedFunc(maps.Values(b.book.sites.of), func(x, y site) int { return cmp.Compare(x.text, y.text) })
	}
	tape.Each(t, &all, 17, func(x *site) { x.keep(t) })
	if t.Reading() {
		for _, x := range all {
			b.book.sites.of[x.text] = x
		}
	}
}

// keepRows keeps the rows in columns.
func (b *Builder) keepRows(t *tape.Tape) {
	const rowBytes = 5*4 + 2
	if n := t.Count(len(b.rows), rowBytes); t.Reading() {
		b.rows = make([]row, n)
	}
	eachRow(b.rows, func(r *row) { b.keepCustomer(t, &r.customer) })
	eachRow(b.rows, func(r *row) { t.Int32(&r.day) })
	eachRow(b.rows, func(r *row) { t.Float32(&r.usd) })
	eachRow(b.rows, func(r *row) { t.Float32(&r.gpus) })
	eachRow(b.rows, func(r *row) { t.Uint32(&r.address) })
	eachRow(b.rows, func(r *row) {
		if t.Byte((*uint8)(&r.grain)); r.grain >= grains {
			r.grain = GrainNone
			t.Spoil()
		}
	})
	eachRow(b.rows, func(r *row) { t.Flag(&r.advanced) })
}

func eachRow(rows []row, one func(*row)) {
	for i := range rows {
		one(&rows[i])
	}
}

// keepCustomer keeps the place of one of the customers.
func (b *Builder) keepCustomer(t *tape.Tape, c *int32) {
	if t.Int32(c); *c < 0 || *c >= int32(len(b.book.customers)) {
		*c = 0
		t.Spoil()
	}
}

func (d *document) keep(t *tape.Tape) {
	t.Uint64(&d.order)
	t.Int32(&d.day)
	t.Uint32(&d.endUser)
	t.Uint32(&d.destination)
	t.Uint64(&d.id)
	t.Float32(&d.piece)
	t.Byte(&d.stage)
	t.Flag(&d.byGoods)
}

func (s *serial) keep(t *tape.Tape) {
	t.Uint64(&s.number)
	t.Int32(&s.day)
	t.Flag(&s.back)
	t.Uint64(&s.id)
	t.Uint64(&s.who)
}

func (x *inflow) keep(t *tape.Tape) {
	t.Int32(&x.customer)
	t.Int32(&x.day)
	t.Uint64(&x.model)
	t.Float64(&x.quantity)
}

func (d *deal) keep(t *tape.Tape) {
	t.Uint64(&d.who)
	t.Int32(&d.day)
	t.Float64(&d.quantity)
	t.Float64(&d.usd)
	t.Text(&d.model)
	t.Uint64(&d.id)
}

func (c *carried) keep(t *tape.Tape) {
	t.Uint64(&c.key)
	t.Int32(&c.day)
	t.Uint32(&c.destination)
	t.Float32(&c.kg)
	t.Float32(&c.piece)
	t.Float64(&c.pieces)
	t.Uint64(&c.id)
	t.Flag(&c.back)
	t.Flag(&c.stated)
	t.Text(&c.model)
}

func (r *refused) keep(t *tape.Tape) {
	t.Uint64(&r.key)
	t.Int32(&r.day)
	t.Uint64(&r.who)
	t.Float64(&r.usd)
	t.Flag(&r.called)
	t.Uint32(&r.doors.user)
	t.Uint32(&r.doors.consignee)
	t.Uint32(&r.doors.address)
	t.Uint32(&r.doors.forwarder)
	t.Text(&r.id)
}

func (p *permit) keep(t *tape.Tape) {
	t.Uint64(&p.number)
	t.Int32(&p.day)
	t.Uint64(&p.who)
	t.Uint32(&p.user)
	t.Uint64(&p.order)
	t.Float32(&p.gpus)
	t.Text(&p.id)
}

func (b *Builder) keepPrices(t *tape.Tape) {
	models := slices.Sorted(maps.Keys(b.prices))
	read := make(map[string]*histogram, len(models))
	tape.Each(t, &models, 3, func(model *string) {
		t.Text(model)
		was := b.prices[*model]
		if was == nil {
			was = &histogram{}
		}
		h := &histogram{n: was.n}
		t.Number(&h.n)
		steps := slices.Sorted(maps.Keys(was.steps))
		h.steps = make(map[int16]int32, len(steps))
		tape.Each(t, &steps, 2, func(step *int16) {
			s, n := int64(*step), int64(was.steps[*step])
			t.Int(&s)
			t.Int(&n)
			*step = int16(s)
			h.steps[*step] = int32(n)
		})
		read[*model] = h
	})
	if t.Reading() {
		b.prices = read
	}
}

// keepBuys keeps the orders, whose models and forwarders are few, by the places of those.
func (b *Builder) keepBuys(t *tape.Tape) {
	var words []string
	at := map[string]uint64{}
	place := func(s string) uint64 {
		i, ok := at[s]
		if !ok {
			i = uint64(len(words))
			at[s], words = i, append(words, s)
		}
		return i
	}
	for i := range b.buys {
		place(b.buys[i].forwarder)
		for _, m := range b.buys[i].models {
			place(m)
		}
	}
	t.Texts(&words)
	word := func(s *string) {
		i := at[*s]
		if t.Uint(&i); i >= uint64(len(words)) {
			t.Spoil()
		} else if t.Reading() {
			*s = words[i]
		}
	}
	tape.Each(t, &b.buys, 11, func(x *buy) {
		b.keepCustomer(t, &x.customer)
		t.Int32(&x.day)
		t.Flag(&x.says)
		word(&x.forwarder)
		tape.Each(t, &x.models, 1, word)
	})
}
