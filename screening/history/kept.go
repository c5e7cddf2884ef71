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
// the builder in the same order as before. Parties are kept apart: what they have in
// common is kept with the rest, and only Follow wants them all.
const (
	keptForm  = "learned 27"
	namedForm = "named 4"
)

// Spare is the builder a second time, for keeping what it has learned while the book is
// built of the first.
func (b *Builder) Spare() *Builder {
	b.reduce()
	b.settle()
	spare := *b
	return &spare
}

// Keep is what the builder has learned of shipments, and the parties that these name. ids
// tells the number by which the caller finds a party again. ok is false where a party has
// none.
func (b *Builder) Keep(ids func(*data.Customer) (int64, bool)) (past, parties []byte, ok bool) {
	b.reduce()
	b.settle()
	all := make([]named, 0, len(b.seen))
	for c, n := range b.seen {
		id, ok := ids(c)
		if !ok {
			return nil, nil, false
		}
		all = append(all, named{id, *n})
	}
	slices.SortFunc(all, func(x, y named) int { return cmp.Compare(x.party, y.party) })
	names := tape.Write(make([]byte, 0, 8*len(all)+40*len(b.book.sites.of)+1<<10))
	b.keepParties(names, &all)
	room := 20*len(b.rows) + 64*len(b.docs) + 40*len(b.serials) + 48*len(b.deals) + 60*len(b.carried) + 24*len(b.buys) + 40*len(b.book.customers) + 1<<16
	t := tape.Write(make([]byte, 0, room))
	b.learned(t)
	return t.Bytes(), names.Bytes(), true
}

// TakeUp gives a builder, to which customers and holdings were told, what another has
// learned. parties are those that shipments name; they are asked for only where somebody
// has to know all who sit somewhere.
func (b *Builder) TakeUp(past []byte, parties func() ([]*data.Customer, error)) error {
	t := tape.Read(past)
	b.learned(t)
	b.reduced = true
	b.book.seated = parties
	return t.End()
}

// TakeUpParties gives a builder that took up a past the parties kept with it, to be
// followed. party finds a party by its number.
func (b *Builder) TakeUpParties(kept []byte, party func(int64) *data.Customer) error {
	var all []named
	t := tape.Read(kept)
	b.keepParties(t, &all)
	if err := t.End(); err != nil {
		return err
	}
	for _, p := range all {
		c := party(p.party)
		if c == nil {
			return errNoParty
		}
		b.name(c, p.times)
	}
	b.rows = b.book.rowsOf()
	return nil
}

// PartiesKept are the parties of a past that was kept.
func PartiesKept(kept []byte, party func(int64) *data.Customer) ([]*data.Customer, error) {
	b := NewBuilder()
	if err := b.TakeUpParties(kept, party); err != nil {
		return nil, err
	}
	return slices.Collect(maps.Keys(b.seen)), nil
}

var errNoParty = fmt.Errorf("%w: it names a party that is not there", tape.Err)

// named is a party by its number, and how often orders name it.
type named struct{ party, times int64 }

func (b *Builder) keepParties(t *tape.Tape, parties *[]named) {
	if !isForm(t, namedForm) {
		return
	}
	tape.Each(t, parties, 2, func(p *named) {
		t.Int(&p.party)
		t.Int(&p.times)
	})
	b.keepSites(t)
}

func isForm(t *tape.Tape, want string) bool {
	form := want
	if t.Text(&form); form != want {
		t.Spoil()
	}
	return !t.Bad()
}

// learned are all parts of what is learned of shipments, for writing and for reading.
func (b *Builder) learned(t *tape.Tape) {
	if !isForm(t, keptForm) {
		return
	}
	t.Number(&b.undated)
	b.keepRows(t)
	for _, k := range kinds() {
		k.keep(b, t)
	}
	b.keepPrices(t)
	b.keepBuys(t)
	if !t.Reading() {
		b.relate() // while the rest was written, Build may have done it
	}
	b.keepCommon(t)
}

// keepSites keeps where parties sit, so that it need not be read again.
func (b *Builder) keepSites(t *tape.Tape) {
	var all []site
	if !t.Reading() {
		all = slices.SortedFunc(maps.Values(b.book.sites.of), func(x, y site) int { return cmp.Compare(x.text, y.text) })
	}
	tape.Each(t, &all, 17, func(x *site) { x.keep(t) })
	if t.Reading() {
		b.book.sites.of = make(map[uint64]site, len(all))
		for _, x := range all {
			b.book.sites.of[x.text] = x
		}
	}
}

// keepCommon keeps what parties and customers have in common.
func (b *Builder) keepCommon(t *tape.Tape) {
	c := &b.book.common
	keepMap(t, &c.idents, 12, t.Uint64, t.Int32)
	keepMap(t, &c.near, 9, t.Uint64, func(l *[]uint64) { tape.Each(t, l, 8, t.Uint64) })
	customers := func(l *[]int32) { tape.Each(t, l, 4, func(c *int32) { b.keepCustomer(t, c) }) }
	keepMap(t, &c.kin, 9, t.Uint64, customers)
	keepMap(t, &c.spelt, 5, func(c *int32) { b.keepCustomer(t, c) }, customers)
}

// keepMap keeps a map in the order of its keys.
func keepMap[K cmp.Ordered, V any](t *tape.Tape, m *map[K]V, least int, key func(*K), value func(*V)) {
	keys := slices.Sorted(maps.Keys(*m))
	n := t.Count(len(keys), least)
	if t.Reading() {
		*m, keys = make(map[K]V, n), make([]K, n)
	}
	for i := range keys {
		key(&keys[i])
		v := (*m)[keys[i]]
		if value(&v); t.Reading() {
			(*m)[keys[i]] = v
		}
	}
}

// keepRows keeps the rows in columns: how many each customer has of each grain, and then
// what they hold.
func (b *Builder) keepRows(t *tape.Tape) {
	const rowBytes = 4*4 + 4
	k, rows := b.book, b.rows
	n := t.Count(len(rows), rowBytes)
	if t.Reading() {
		k.makeRows(n)
	}
	at := 0
	for s := range len(k.customers) * int(grains) {
		from := at
		if !t.Reading() {
			for ; at < len(rows) && int(rows[at].customer)*int(grains)+int(rows[at].grain) == s; at++ {
			}
		}
		of := t.Count(at-from, 1)
		if !t.Reading() {
			continue
		}
		if of > n-at {
			t.Spoil()
			of = 0
		}
		at += of
		k.start[s+1] = int32(at)
	}
	if at != n {
		t.Spoil()
	}
	if t.Reading() {
		eachOf(k.day, t.Int32)
		eachOf(k.usd, t.Float32)
		eachOf(k.gpus, t.Float32)
		eachOf(k.address, t.Uint32)
		eachOf(k.advanced, t.Flag)
		eachOf(k.like, t.Flag)
		eachOf(k.served, t.Flag)
		eachOf(k.ended, t.Flag)
		return
	}
	eachOf(rows, func(r *row) { t.Int32(&r.day) })
	eachOf(rows, func(r *row) { t.Float32(&r.usd) })
	eachOf(rows, func(r *row) { t.Float32(&r.gpus) })
	eachOf(rows, func(r *row) { t.Uint32(&r.address) })
	eachOf(rows, func(r *row) { t.Flag(&r.advanced) })
	eachOf(rows, func(r *row) { t.Flag(&r.like) })
	eachOf(rows, func(r *row) { t.Flag(&r.served) })
	eachOf(rows, func(r *row) { t.Flag(&r.ended) })
}

func eachOf[T any](list []T, one func(*T)) {
	for i := range list {
		one(&list[i])
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
	t.Uint32(&d.consignee)
	t.Uint32(&d.destination)
	t.Uint32(&d.town)
	t.Uint64(&d.id)
	t.Float32(&d.piece)
	t.Float32(&d.pieces)
	t.Float32(&d.mostKg)
	t.Float32(&d.gross)
	t.Float32(&d.usd)
	t.Float32(&d.gpus)
	t.Float32(&d.counts)
	t.Uint32(&d.bill)
	t.Byte((*uint8)(&d.carriage))
	t.Byte((*uint8)(&d.kind))
	t.Byte((*uint8)(&d.way))
	t.Flag(&d.numbered)
	t.Uint64(&d.serials)
	t.Byte(&d.lines)
	t.Byte(&d.stage)
	t.Flag(&d.byGoods)
	t.Flag(&d.advanced)
	keepShort(t, &d.origin)
	keepShort(t, &d.model)
	keepShort(t, &d.chip)
	keepShort(t, &d.licence)
	t.Flag(&d.halted)
}

func keepShort(t *tape.Tape, x *uint16) {
	n := uint32(*x)
	t.Uint32(&n)
	*x = uint16(n)
}

func (s *serial) keep(t *tape.Tape) {
	t.Uint64(&s.number)
	t.Int32(&s.day)
	t.Byte((*byte)(&s.how))
	t.Byte(&s.paper)
	t.Byte((*byte)(&s.weight))
	t.Byte(&s.model)
	t.Uint64(&s.id)
	t.Uint64(&s.order)
	t.Uint64(&s.who)
}

func (x *inflow) keep(t *tape.Tape) {
	t.Int32(&x.customer)
	t.Int32(&x.day)
	t.Uint64(&x.model)
	t.Float64(&x.quantity)
	t.Flag(&x.back)
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
	t.Float32(&c.net)
	t.Float32(&c.piece)
	t.Float64(&c.pieces)
	t.Uint64(&c.id)
	t.Byte((*uint8)(&c.kind))
	t.Flag(&c.back)
	t.Flag(&c.stated)
	t.Uint32(&c.user)
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

func (g *guest) keep(t *tape.Tape) {
	t.Uint64(&g.key)
	t.Int32(&g.day)
	t.Float64(&g.pieces)
	t.Text(&g.model)
	t.Uint64(&g.id)
}

func (x *owed) keep(t *tape.Tape) {
	t.Uint64(&x.who)
	t.Int32(&x.day)
	t.Uint64(&x.id)
	t.Float64(&x.pieces)
}

func (x *departed) keep(t *tape.Tape) {
	t.Uint64(&x.who)
	t.Uint64(&x.key)
	t.Int32(&x.day)
	t.Text(&x.country)
	t.Text(&x.paper)
}

func (x *receipt) keep(t *tape.Tape) {
	t.Uint64(&x.receiver)
	t.Int32(&x.day)
	t.Uint64(&x.buyer)
	t.Float64(&x.pieces)
	t.Uint64(&x.model)
	t.Uint64(&x.id)
}

func (x *financed) keep(t *tape.Tape) {
	t.Uint64(&x.order)
	t.Int32(&x.day)
	t.Text(&x.by.Name)
	t.Text(&x.by.Country)
	t.Text(&x.by.Paper)
	t.Text(&x.by.User)
	t.Text(&x.by.Seats)
}

func (x *payment) keep(t *tape.Tape) {
	t.Uint64(&x.who)
	t.Int32(&x.day)
	t.Uint64(&x.payer)
	t.Uint64(&x.id)
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
