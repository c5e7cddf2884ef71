package history

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"runtime"
	"sync"

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
func (b *Book) Grounds(h *Hasher, customer int32) { h.Word(b.grounds[b.groupOf[customer]]) }

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
		h.Word(b.allOrders[group])
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
			h.Word(b.run[hi-1])
		}
	}
}

// ground works out the grounds of every group, after those of the rows.
func (b *Book) ground() {
	b.grounds, b.allOrders = make([]uint64, len(b.customers)), map[int32]uint64{}
	own := make([]uint64, len(b.customers))
	var h Hasher
	came := 0
	for i := range own {
		c := int32(i)
		h.Reset(nil)
		h.Version(b.customers[i])
		for came < len(b.inflow) && b.inflow[came].customer < c {
			came++
		}
		for ; came < len(b.inflow) && b.inflow[came].customer == c; came++ {
			x := &b.inflow[came]
			h.Int(int(x.day))
			h.Word(x.model)
			h.Number(x.quantity)
		}
		for _, o := range b.spelt[c] {
			h.Version(b.customers[o])
		}
		if len(b.stopped.byIdent) > 0 {
			for _, id := range b.identsOf(c) {
				if s := b.stopped.byIdent[id.hash]; s != nil {
					h.Word(uint64(id.kind))
					h.Version(b.customers[s.customer])
					h.Int(int(s.since))
				}
			}
		}
		own[i] = h.Sum()
	}
	for i := range own {
		if b.groupOf[i] != int32(i) {
			continue
		}
		h.Reset(nil)
		h.Text(b.GroupKey(int32(i)))
		members := b.Group(int32(i))
		for _, m := range members {
			h.Word(own[m])
		}
		b.grounds[i] = h.Sum()
		if len(members) > mostMembers {
			h.Reset(nil)
			for _, m := range members {
				b.groundBefore(&h, m, math.MaxInt32)
			}
			b.allOrders[int32(i)] = h.Sum()
		}
	}
}

// groundRows runs a hash along each customer's rows of one grain: at a row stands
// that of all rows up to it.
func (b *Book) groundRows() {
	b.run = make([]uint64, len(b.day))
	segments := len(b.start) - 1
	workers := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			var h Hasher
			for s := w; s < segments; s += workers {
				b.groundSegment(&h, b.start[s], b.start[s+1])
			}
		})
	}
	wait.Wait()
}

func (b *Book) groundSegment(h *Hasher, from, to int32) {
	last := uint64(0)
	for i := from; i < to; i++ {
		h.Reset(nil)
		h.Word(last)
		h.Word(uint64(uint32(b.day[i]))<<32 | uint64(b.address[i]))
		h.Word(uint64(math.Float32bits(b.usd[i]))<<32 | uint64(math.Float32bits(b.gpus[i])))
		h.Word(uint64(b.sum[i].advanced))
		last = h.Sum()
		b.run[i] = last
	}
}
