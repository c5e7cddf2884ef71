package history

import (
	"fmt"
	"maps"
	"slices"

	"redflag/data"
	"redflag/data/tape"
)

// What was learned of shipments can be kept and taken up again, so that a book need
// not be read anew while no record has changed. Customers and holdings are no part of
// it, and must be told to the builder in the same order as before.
const keptForm = "learned 3"

// Keep appends what the builder has learned of shipments. ids tells the number by
// which the caller finds a party again. ok is false where a party has none.
func (b *Builder) Keep(dst []byte, ids func(*data.Customer) (int64, bool)) (out []byte, ok bool) {
	b.reduce()
	parties := make([]uint64, 0, len(b.seen))
	for c := range b.seen {
		id, ok := ids(c)
		if !ok {
			return dst, false
		}
		parties = append(parties, uint64(id))
	}
	slices.Sort(parties)
	t := tape.Write(dst)
	b.learned(t, &parties)
	return t.Bytes(), true
}

// TakeUp gives a builder, to which customers and holdings were told, what another
// has learned. party finds a party by its number.
func (b *Builder) TakeUp(kept []byte, party func(int64) *data.Customer) error {
	var parties []uint64
	t := tape.Read(kept)
	b.learned(t, &parties)
	if err := t.End(); err != nil {
		return err
	}
	for _, id := range parties {
		c := party(int64(id))
		if c == nil {
			return fmt.Errorf("%w: it names a party that is not there", tape.Err)
		}
		b.seen[c] = struct{}{}
	}
	b.reduced = true
	return nil
}

// learned are all parts of what is learned of shipments, for writing and for reading.
func (b *Builder) learned(t *tape.Tape, parties *[]uint64) {
	form := keptForm
	if t.Text(&form); form != keptForm {
		t.Spoil()
		return
	}
	t.Number(&b.undated)
	tape.Each(t, parties, 8, t.Uint64)
	b.keepRows(t)
	tape.Each(t, &b.docs, 34, func(d *document) { d.keep(t) })
	tape.Each(t, &b.serials, 29, func(s *serial) { s.keep(t) })
	tape.Each(t, &b.inflow, 24, func(x *inflow) { x.keep(t) })
	tape.Each(t, &b.deals, 37, func(d *deal) { d.keep(t) })
	tape.Each(t, &b.carried, 42, func(c *carried) { c.keep(t) })
	b.keepMedians(t)
	b.keepStops(t)
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
	t.Text(&c.model)
}

func (b *Builder) keepMedians(t *tape.Tape) {
	models := slices.Sorted(maps.Keys(b.medians))
	read := make(map[string]Median, len(models))
	tape.Each(t, &models, 10, func(model *string) {
		t.Text(model)
		m := b.medians[*model]
		t.Float64(&m.USD)
		t.Number(&m.N)
		read[*model] = m
	})
	b.medians = read
}

func (b *Builder) keepStops(t *tape.Tape) {
	customers := slices.Sorted(maps.Keys(b.stops))
	read := make(map[int32]*stopped, len(customers))
	tape.Each(t, &customers, 14, func(c *int32) {
		b.keepCustomer(t, c)
		s := b.stops[*c]
		if s == nil {
			s = &stopped{customer: *c}
		}
		t.Int32(&s.since)
		t.Int32(&s.last)
		keepSet(t, &s.models)
		keepSet(t, &s.forwarders)
		read[*c] = s
	})
	b.stops = read
}

func keepSet(t *tape.Tape, set *map[string]bool) {
	all := slices.Sorted(maps.Keys(*set))
	if t.Texts(&all); !t.Reading() {
		return
	}
	*set = make(map[string]bool, len(all))
	for _, s := range all {
		(*set)[s] = true
	}
}
