package history

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"redflag/data"
)

// What was learned of shipments can be kept and taken up again, so that a book need
// not be read anew while no record has changed. It is written in columns, numbers
// little-endian; customers and holdings are no part of it, and must be told to the
// builder in the same order as before.
const keptForm = "learned 2"

// errKept says that what was kept is cut off or garbled.
var errKept = errors.New("what was learned of the records no longer reads")

// Keep appends what the builder has learned of shipments. ids tells the number by
// which the caller finds a party again. ok is false where a party has none.
func (b *Builder) Keep(dst []byte, ids func(*data.Customer) (int64, bool)) (out []byte, ok bool) {
	b.reduce()
	w := keeper{append(dst, keptForm...)}
	w.int(b.undated)
	if !w.parties(b.seen, ids) {
		return dst, false
	}
	w.rows(b.rows)
	w.documents(b.docs)
	w.serials(b.serials)
	w.inflow(b.inflow)
	w.deals(b.deals)
	w.carried(b.carried)
	w.medians(b.medians)
	w.stops(b.stops)
	return w.b, true
}

// TakeUp gives a builder, to which customers and holdings were told, what another
// has learned. party finds a party by its number.
func (b *Builder) TakeUp(kept []byte, party func(int64) *data.Customer) error {
	r := taker{b: kept}
	if string(r.bytes(len(keptForm))) != keptForm {
		return errKept
	}
	b.undated = r.int()
	for range r.count(8) {
		c := party(int64(r.u64()))
		if c == nil {
			return fmt.Errorf("%w: it names a party that is not there", errKept)
		}
		b.seen[c] = struct{}{}
	}
	b.rows = r.rows(int32(len(b.book.customers)))
	b.docs = r.documents()
	b.serials = r.serials()
	b.inflow = r.inflow()
	b.deals = r.deals()
	b.carried = r.carried()
	b.medians = r.medians()
	b.stops = r.stops(int32(len(b.book.customers)))
	b.reduced = true
	if r.bad || len(r.b) > 0 {
		return errKept
	}
	return nil
}

// keeper writes.
type keeper struct{ b []byte }

func (w *keeper) u8(v uint8)    { w.b = append(w.b, v) }
func (w *keeper) u32(v uint32)  { w.b = binary.LittleEndian.AppendUint32(w.b, v) }
func (w *keeper) u64(v uint64)  { w.b = binary.LittleEndian.AppendUint64(w.b, v) }
func (w *keeper) int(v int)     { w.u64(uint64(int64(v))) }
func (w *keeper) num(v float64) { w.u64(math.Float64bits(v)) }

func (w *keeper) flag(v bool) {
	if v {
		w.u8(1)
	} else {
		w.u8(0)
	}
}

func (w *keeper) text(s string) {
	w.int(len(s))
	w.b = append(w.b, s...)
}

func (w *keeper) texts(l []string) {
	w.int(len(l))
	for _, s := range l {
		w.text(s)
	}
}

func (w *keeper) parties(seen map[*data.Customer]struct{}, ids func(*data.Customer) (int64, bool)) bool {
	all := make([]int64, 0, len(seen))
	for c := range seen {
		id, ok := ids(c)
		if !ok {
			return false
		}
		all = append(all, id)
	}
	slices.Sort(all)
	w.int(len(all))
	for _, id := range all {
		w.u64(uint64(id))
	}
	return true
}

func (w *keeper) rows(rows []row) {
	w.b = slices.Grow(w.b, len(rows)*rowBytes+64)
	w.int(len(rows))
	for i := range rows {
		w.u32(uint32(rows[i].customer))
	}
	for i := range rows {
		w.u32(uint32(rows[i].day))
	}
	for i := range rows {
		w.u32(math.Float32bits(rows[i].usd))
	}
	for i := range rows {
		w.u32(math.Float32bits(rows[i].gpus))
	}
	for i := range rows {
		w.u32(rows[i].address)
	}
	for i := range rows {
		w.u8(uint8(rows[i].grain))
	}
	for i := range rows {
		w.flag(rows[i].advanced)
	}
}

const rowBytes = 5*4 + 2

func (w *keeper) documents(all []document) {
	w.int(len(all))
	for i := range all {
		d := &all[i]
		w.u64(d.order)
		w.u32(uint32(d.day))
		w.u32(d.endUser)
		w.u32(d.destination)
		w.u64(d.id)
		w.u32(math.Float32bits(d.piece))
		w.u8(d.stage)
		w.flag(d.byGoods)
	}
}

func (w *keeper) serials(all []serial) {
	w.int(len(all))
	for i := range all {
		s := &all[i]
		w.u64(s.number)
		w.u32(uint32(s.day))
		w.flag(s.back)
		w.u64(s.id)
		w.u64(s.who)
	}
}

func (w *keeper) inflow(all []inflow) {
	w.int(len(all))
	for i := range all {
		x := &all[i]
		w.u32(uint32(x.customer))
		w.u32(uint32(x.day))
		w.u64(x.model)
		w.num(x.quantity)
	}
}

func (w *keeper) deals(all []deal) {
	w.int(len(all))
	for i := range all {
		d := &all[i]
		w.u64(d.who)
		w.u32(uint32(d.day))
		w.num(d.quantity)
		w.num(d.usd)
		w.text(d.model)
		w.u64(d.id)
	}
}

func (w *keeper) carried(all []carried) {
	w.int(len(all))
	for i := range all {
		c := &all[i]
		w.u64(c.key)
		w.u32(uint32(c.day))
		w.u32(c.destination)
		w.num(float64(c.kg))
		w.num(float64(c.piece))
		w.num(c.pieces)
		w.u64(c.id)
		w.flag(c.back)
		w.text(c.model)
	}
}

func (w *keeper) medians(all map[string]Median) {
	w.int(len(all))
	for _, model := range slices.Sorted(maps.Keys(all)) {
		w.text(model)
		w.num(all[model].USD)
		w.int(all[model].N)
	}
}

func (w *keeper) stops(all map[int32]*stopped) {
	w.int(len(all))
	for _, c := range slices.Sorted(maps.Keys(all)) {
		s := all[c]
		w.u32(uint32(c))
		w.u32(uint32(s.since))
		w.u32(uint32(s.last))
		w.texts(slices.Sorted(maps.Keys(s.models)))
		w.texts(slices.Sorted(maps.Keys(s.forwarders)))
	}
}

// taker reads. After bad everything reads as nothing.
type taker struct {
	b   []byte
	bad bool
}

func (r *taker) bytes(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.bad, r.b = true, nil
		return nil
	}
	out := r.b[:n:n]
	r.b = r.b[n:]
	return out
}

func (r *taker) u8() uint8 {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *taker) u32() uint32 {
	if b := r.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *taker) u64() uint64 {
	if b := r.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *taker) int() int     { return int(int64(r.u64())) }
func (r *taker) num() float64 { return math.Float64frombits(r.u64()) }
func (r *taker) flag() bool   { return r.u8() != 0 }
func (r *taker) text() string { return string(r.bytes(r.int())) }

func (r *taker) texts() map[string]bool {
	out := map[string]bool{}
	for range r.count(8) {
		out[r.text()] = true
	}
	return out
}

// count is a number of things of at least so many bytes each, no more than are left.
func (r *taker) count(bytes int) int {
	n := r.int()
	if n < 0 || n > len(r.b)/bytes {
		r.bad, r.b = true, nil
		return 0
	}
	return n
}

func (r *taker) rows(customers int32) []row {
	out := make([]row, r.count(rowBytes))
	for i := range out {
		out[i].customer = r.customer(customers)
	}
	for i := range out {
		out[i].day = int32(r.u32())
	}
	for i := range out {
		out[i].usd = math.Float32frombits(r.u32())
	}
	for i := range out {
		out[i].gpus = math.Float32frombits(r.u32())
	}
	for i := range out {
		out[i].address = r.u32()
	}
	for i := range out {
		g := Grain(r.u8())
		if g >= grains {
			r.bad = true
			return nil
		}
		out[i].grain = g
	}
	for i := range out {
		out[i].advanced = r.flag()
	}
	return out
}

// customer is the place of one among so many.
func (r *taker) customer(of int32) int32 {
	c := int32(r.u32())
	if c < 0 || c >= of {
		r.bad = true
		return 0
	}
	return c
}

func (r *taker) documents() []document {
	out := make([]document, r.count(34))
	for i := range out {
		out[i] = document{r.u64(), int32(r.u32()), r.u32(), r.u32(), r.u64(), math.Float32frombits(r.u32()), r.u8(), r.flag()}
	}
	return out
}

func (r *taker) serials() []serial {
	out := make([]serial, r.count(29))
	for i := range out {
		out[i] = serial{r.u64(), int32(r.u32()), r.flag(), r.u64(), r.u64()}
	}
	return out
}

func (r *taker) inflow() []inflow {
	out := make([]inflow, r.count(24))
	for i := range out {
		out[i] = inflow{int32(r.u32()), int32(r.u32()), r.u64(), r.num()}
	}
	return out
}

func (r *taker) deals() []deal {
	out := make([]deal, r.count(44))
	for i := range out {
		out[i] = deal{r.u64(), int32(r.u32()), r.num(), r.num(), r.text(), r.u64()}
	}
	return out
}

func (r *taker) carried() []carried {
	out := make([]carried, r.count(57))
	for i := range out {
		out[i] = carried{key: r.u64(), day: int32(r.u32()), destination: r.u32(), kg: float32(r.num()), piece: float32(r.num()), pieces: r.num(), id: r.u64(), back: r.flag(), model: r.text()}
	}
	return out
}

func (r *taker) medians() map[string]Median {
	out := map[string]Median{}
	for range r.count(24) {
		m := r.text()
		out[m] = Median{r.num(), r.int()}
	}
	return out
}

func (r *taker) stops(customers int32) map[int32]*stopped {
	out := map[int32]*stopped{}
	for range r.count(28) {
		s := &stopped{customer: r.customer(customers), since: int32(r.u32()), last: int32(r.u32()), models: r.texts(), forwarders: r.texts()}
		out[s.customer] = s
	}
	return out
}
