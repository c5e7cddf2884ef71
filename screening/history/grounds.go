package history

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"reflect"
	"slices"

	"redflag/data"
)

// Hasher gathers the parts of what something rests on. Parts are told apart, so
// that no two sequences of them are written alike.
type Hasher struct{ b []byte }

// Reset forgets all parts and begins with those of a seed.
func (h *Hasher) Reset(seed []byte) { h.b = append(h.b[:0], seed...) }

func (h *Hasher) Word(v uint64)    { h.b = binary.BigEndian.AppendUint64(h.b, v) }
func (h *Hasher) Int(v int)        { h.Word(uint64(int64(v))) }
func (h *Hasher) Number(v float64) { h.Word(math.Float64bits(v)) }

// Date is a day, a month or a year as told.
func (h *Hasher) Date(d data.Date) {
	h.Word(uint64(uint16(d.Year))<<16 | uint64(uint8(d.Month))<<8 | uint64(uint8(d.Day)))
	h.Flag(d.Asked)
}

// Flag is yes or no.
func (h *Hasher) Flag(v bool) {
	if v {
		h.b = append(h.b, 1)
	} else {
		h.b = append(h.b, 0)
	}
}

// Text is a text with its length.
func (h *Hasher) Text(s string) {
	h.b = binary.AppendUvarint(h.b, uint64(len(s)))
	h.b = append(h.b, s...)
}

// Texts are texts with their number.
func (h *Hasher) Texts(l []string) {
	h.Int(len(l))
	for _, s := range l {
		h.Text(s)
	}
}

// Fields are all fields of a struct of flags and numbers, those to come among them.
func (h *Hasher) Fields(of any) {
	v := reflect.Indirect(reflect.ValueOf(of))
	for i := range v.NumField() {
		switch x := v.Field(i); {
		case x.Kind() == reflect.Bool:
			h.Flag(x.Bool())
		case x.CanInt():
			h.Word(uint64(x.Int()))
		case x.CanUint():
			h.Word(x.Uint())
		case x.CanFloat():
			h.Number(x.Float())
		default:
			panic("history: a field of " + v.Type().String() + " is no flag and no number: " + v.Type().Field(i).Name)
		}
	}
}

// Version is a record as it was told; nil is none.
func (h *Hasher) Version(r *data.Record) {
	if r == nil {
		h.Word(0)
		return
	}
	h.Word(uint64(r.Origin.Version))
	h.Word(uint64(r.Origin.Record))
}

// Bytes are all parts, for a seed.
func (h *Hasher) Bytes() []byte { return h.b }

// Sum is the hash of all parts, never 0.
func (h *Hasher) Sum() uint64 {
	s := sha256.Sum256(h.b)
	return max(binary.BigEndian.Uint64(s[:]), 1)
}

// Grounds is a hash over what the book tells of a customer's group and of who was
// stopped beside it, but for its orders: its records, and goods that came in from it.
func (b *Book) Grounds(h *Hasher, customer int32) { h.Word(b.groundsOf(b.groupOf[customer])) }

// GroundsBefore is a hash over the orders of a customer's group before a day. While it
// and Grounds are the same, every question about the customer alone has the same
// answer. Questions that weigh it against others (prices, the market, buyers like it,
// papers and serial numbers of an order) are not covered.
func (b *Book) GroundsBefore(h *Hasher, customer, day int32) {
	group := b.groupOf[customer]
	members := b.members[group]
	if members == nil {
		b.groundBefore(h, customer, day)
		return
	}
	if len(members) > mostMembers {
		h.Word(b.allOrdersOf(group))
		return
	}
	for _, m := range members {
		b.groundBefore(h, m, day)
	}
}

// mostMembers is how many members of a group are asked one by one for what they
// ordered before a day; of a larger group all orders count, whenever they were.
const mostMembers = 32

func (b *Book) groundBefore(h *Hasher, customer, day int32) {
	for g := range grains {
		if lo, hi := b.segment(customer, g, math.MinInt32, day); hi > lo {
			h.Int(int(g))
			h.Word(b.runs(customer, g)[hi-1])
		}
	}
}

// groundsOf is the hash of Grounds of a group, by its first member.
func (b *Book) groundsOf(group int32) uint64 {
	if g := b.grounds[group].Load(); g != 0 {
		return g
	}
	var h, own Hasher
	h.Text(b.GroupKey(group))
	for _, m := range b.Group(group) {
		own.Reset(nil)
		b.groundOf(&own, m)
		h.Word(own.Sum())
	}
	g := h.Sum()
	b.grounds[group].Store(g)
	return g
}

// groundOf is what the book tells of one customer.
func (b *Book) groundOf(h *Hasher, c int32) {
	h.Version(b.customers[c])
	if s := b.stopped.trades.buyers[c]; s != nil {
		h.Int(int(s.since))
	}
	at, _ := slices.BinarySearchFunc(b.inflow, c, func(x inflow, c int32) int { return cmp.Compare(x.customer, c) })
	for ; at < len(b.inflow) && b.inflow[at].customer == c; at++ {
		x := &b.inflow[at]
		h.Int(int(x.day))
		h.Word(x.model)
		h.Number(x.quantity)
		h.Flag(x.back)
	}
	for _, s := range b.straysOf(c) {
		h.Int(int(s.day))
		h.Word(s.number)
	}
	for _, s := range of(b.hollow, c) {
		h.Int(int(s.day))
		h.Word(^s.number)
	}
	for _, o := range b.HallMates(c) {
		h.Version(b.customers[o])
	}
	for _, o := range b.spelt[c] {
		h.Version(b.customers[o])
	}
	if len(b.stopped.byIdent) == 0 {
		return
	}
	for _, id := range b.identsOf(c) {
		if s := b.stopped.byIdent[id.hash]; s != nil {
			h.Word(uint64(id.kind))
			h.Version(b.customers[s.customer])
			h.Int(int(s.since))
		}
	}
	if x, ok := b.beyond[c]; ok {
		h.Version(b.customers[x.kin])
		h.Version(b.customers[x.stopped])
		h.Int(int(x.since))
	}
}

// allOrdersOf is a hash over all orders of a large group.
func (b *Book) allOrdersOf(group int32) uint64 {
	if g := b.allOrders[group].Load(); g != 0 {
		return g
	}
	var h Hasher
	for _, m := range b.members[group] {
		b.groundBefore(&h, m, math.MaxInt32)
	}
	g := h.Sum()
	b.allOrders[group].Store(g)
	return g
}

// groundRow is the hash of a row and of all before it, of which the last is told, as are
// the sums with the row.
func (b *Book) groundRow(h *Hasher, last uint64, i int, to *sums) uint64 {
	h.Reset(nil)
	h.Word(last)
	h.Word(uint64(uint32(b.day[i]))<<32 | uint64(b.address[i]))
	h.Word(uint64(math.Float32bits(b.usd[i]))<<32 | uint64(math.Float32bits(b.gpus[i])))
	h.Word(uint64(to.advanced)<<32 | uint64(uint32(to.firstLike)))
	h.Flag(b.served[i])
	h.Flag(b.ended[i])
	return h.Sum()
}
