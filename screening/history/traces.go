package history

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"redflag/data"
	"redflag/data/tape"
)

// Traces are, for each shipment, its day and short hashes of what it can be met by:
// names, numbers and models that its verdict may weigh against those of other records.
// Where a record comes, changes or goes, they tell which others have to be looked at.
// Two things may have one hash; then a record is looked at in vain.
type Traces struct {
	b    []byte
	last int64
	day  int32
}

// Trace is what Traces tell of one shipment.
type Trace struct {
	Record   int64
	Day      int32 // history lies strictly before it; math.MaxInt32 where nothing dates it
	Advanced bool
	Keys     []uint32 // lent
}

const tracesForm = "traces 10"

// Encode is what DecodeTraces reads.
func (t *Traces) Encode() []byte {
	w := tape.Write(make([]byte, 0, len(t.b)+32))
	form := tracesForm
	w.Text(&form)
	w.Blob(&t.b)
	return w.Bytes()
}

// DecodeTraces reads traces for Each.
func DecodeTraces(b []byte) (*Traces, error) {
	t, r := &Traces{}, tape.Read(b)
	form := ""
	if r.Text(&form); form != tracesForm {
		return nil, tape.Err
	}
	r.Blob(&t.b)
	return t, r.End()
}

// Append adds one.
func (t *Traces) Append(x *Trace) {
	t.b = roomy(t.b, 3*binary.MaxVarintLen64+4*len(x.Keys))
	t.b = binary.AppendVarint(t.b, x.Record-t.last)
	t.b = binary.AppendVarint(t.b, int64(x.Day)-int64(t.day))
	head := uint64(len(x.Keys)) << 1
	if x.Advanced {
		head |= 1
	}
	t.b = binary.AppendUvarint(t.b, head)
	for _, k := range x.Keys {
		t.b = binary.LittleEndian.AppendUint32(t.b, k)
	}
	t.last, t.day = x.Record, x.Day
}

// Each reads them in order. What is yielded is good until yield returns.
func (t *Traces) Each(yield func(*Trace) bool) error {
	var x Trace
	for b := t.b; len(b) > 0; {
		var ok bool
		if b, ok = x.next(b); !ok {
			return tape.Err
		}
		if !yield(&x) {
			return nil
		}
	}
	return nil
}

// TraceReader finds traces that are asked for in the order of their records.
type TraceReader struct {
	b   []byte
	x   Trace
	on  bool // x is one
	bad bool
}

// Reader begins to read.
func (t *Traces) Reader() *TraceReader {
	r := &TraceReader{b: t.b}
	r.step()
	return r
}

func (r *TraceReader) step() {
	if r.on = len(r.b) > 0; r.on {
		r.b, r.on = r.x.next(r.b)
		r.bad = !r.on
	}
}

// At is the trace of a record, lent, or nil where it has none, or stands before one that
// was asked for.
func (r *TraceReader) At(record int64) *Trace {
	for r.on && r.x.Record < record {
		r.step()
	}
	if r.on && r.x.Record == record {
		return &r.x
	}
	return nil
}

// Bad reports whether something did not read.
func (r *TraceReader) Bad() bool { return r.bad }

// next reads the trace after this one.
func (x *Trace) next(b []byte) (rest []byte, ok bool) {
	record, n := binary.Varint(b)
	if n <= 0 {
		return nil, false
	}
	b = b[n:]
	day, n := binary.Varint(b)
	if n <= 0 {
		return nil, false
	}
	b = b[n:]
	head, n := binary.Uvarint(b)
	if n <= 0 || head>>1 > uint64(len(b)-n)/4 {
		return nil, false
	}
	b = b[n:]
	x.Record, x.Day, x.Advanced, x.Keys = x.Record+record, int32(int64(x.Day)+day), head&1 == 1, x.Keys[:0]
	for range head >> 1 {
		x.Keys = append(x.Keys, binary.LittleEndian.Uint32(b))
		b = b[4:]
	}
	return b, true
}

// join appends those of a part.
func (t *Traces) join(o *Traces) {
	if len(o.b) == 0 {
		return
	}
	var first Trace
	rest, _ := first.next(o.b) // which is of our own making
	t.Append(&first)
	t.b, t.last, t.day = append(t.b, rest...), o.last, o.day
}

// Follow are the traces of others, without those of shipments that changed and with those
// that came, in order of the record numbers.
func (t *Traces) Follow(changed func(int64) bool, came *Traces) (*Traces, error) {
	var fresh []Trace
	err := came.Each(func(x *Trace) bool {
		y := *x
		y.Keys = slices.Clone(x.Keys)
		fresh = append(fresh, y)
		return true
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(fresh, func(x, y Trace) int { return cmp.Compare(x.Record, y.Record) })
	out := &Traces{b: make([]byte, 0, len(t.b)+len(came.b)+64)}
	err = t.Each(func(x *Trace) bool {
		for len(fresh) > 0 && fresh[0].Record < x.Record {
			out.Append(&fresh[0])
			fresh = fresh[1:]
		}
		if !changed(x.Record) {
			out.Append(x)
		}
		return true
	})
	for i := range fresh {
		out.Append(&fresh[i])
	}
	return out, err
}

// trace notes a shipment. What Follow and Reach ask of a shipment must stand in it.
func (b *Builder) trace(record int64, sh *data.Shipment, n Narrow) {
	x := &b.scratch
	x.Record, x.Advanced, x.Keys = record, n.Advanced, x.Keys[:0]
	x.Day = traceDay(sh)
	tracesOf(sh, n, b.book.sites, func(k uint32) {
		if !slices.Contains(x.Keys, k) || len(x.Keys) > 64 {
			x.Keys = append(x.Keys, k)
		}
	})
	b.traces.Append(x)
}

func traceDay(sh *data.Shipment) int32 {
	if day, ok := Day(sh); ok {
		return day
	}
	return math.MaxInt32
}

// PaperOf is what kind of paper a shipment is: as told, else by what its lines stand for;
// "" where neither is told.
func PaperOf(sh *data.Shipment) string {
	if data.TextState(sh.DocType) == data.Known {
		return sh.DocType
	}
	switch GrainOf(sh.Grain) {
	case OrderLine:
		return "order"
	case DeliveryLine:
		return "delivery"
	case DeclarationLine:
		return "declaration"
	case TradeRecord:
		return "trade_data"
	}
	return ""
}

// ComesIn reports a paper of goods that come to whoever keeps the book: it says so, or it
// tells no direction and is of a kind by which goods come in.
func ComesIn(sh *data.Shipment) bool {
	if data.TextState(sh.Direction) == data.Known {
		return sh.Direction == "in"
	}
	return sh.DocType == "return" || sh.DocType == "purchase"
}

// TookIn reports a paper of goods that came in, or came back whichever way they go now.
func TookIn(sh *data.Shipment) bool {
	return sh.Direction == "in" || sh.DocType == "return" || sh.DocType == "purchase"
}

// AfterSale reports whether a paper is of goods that were sold before, so that earlier
// papers may tell of them.
func AfterSale(sh *data.Shipment) bool {
	switch PaperOf(sh) {
	case "delivery", "invoice", "declaration", "trade_data", "return", "service":
		return true
	}
	return data.TextState(sh.DocType) != data.Known && tellsWhatMoved(sh)
}

// tellsWhatMoved reports a paper with a number of carriage or of a machine.
func tellsWhatMoved(sh *data.Shipment) bool {
	return sh.BL != "" || sh.AWB != "" || slices.ContainsFunc(sh.Lines, func(l data.Line) bool { return len(l.Serials) > 0 })
}

type traceKind uint64

const (
	nameTrace traceKind = iota + 1 // of a customer, by its id or name
	orderTrace
	billTrace
	serialTrace
	forwarderTrace // of advanced chips
	modelTrace
	piecesTrace  // so many pieces
	refusedTrace // so many of one model
	sentTrace    // so many pieces that somebody sends who is told no customer
	permitTrace  // the number of a permit
	guestTrace   // a door, telephone or mail address of a guest
	wantedTrace  // a model that a guest orders
	receiptTrace // who receives advanced chips
	boxesTrace   // a weight in so many packages
)

func (k traceKind) of(h uint64) uint32 {
	return uint32((h ^ uint64(k)*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd >> 32)
}

// nameKeyOf is the trace of a text that may name a customer, by id or by name.
func nameKeyOf(text string) uint32 {
	h := nameHash(text)
	if h == 0 {
		h = hash(text) // an id may be of signs alone
	}
	return nameTrace.of(h)
}

// tracesOf gives all that a shipment can be met by. Bills are wanted of those that ask
// for earlier papers.
func tracesOf(sh *data.Shipment, n Narrow, at *sites, yield func(uint32)) {
	namesOf(sh, yield)
	numbersOf(sh, AfterSale(sh), yield)
	if LooksFor(sh) {
		if k := numberKey(piecesOf(sh)); k != 0 {
			yield(piecesTrace.of(k))
		}
	}
	if sender(sh) != nil {
		if k := numberKey(piecesOf(sh)); k != 0 {
			yield(sentTrace.of(k))
		}
	}
	if k := boxesKey(sh); k != 0 {
		yield(boxesTrace.of(k))
	}
	if n.Advanced {
		yield(forwarderTrace.of(hash(forwarderOf(sh))))
		for _, s := range Permits(sh) {
			yield(permitTrace.of(permitKey(s)))
		}
		guestKeys(sh, func(key uint64) { yield(guestTrace.of(key)) })
		for _, to := range at.reachedBy(sh) {
			yield(receiptTrace.of(to))
		}
		if ofGuest(sh) {
			for i := range n.Models {
				yield(wantedTrace.of(hash(n.Models[i].Model)))
			}
		}
	}
	for i := range n.Models {
		m := &n.Models[i]
		if m.Model != "" {
			yield(modelTrace.of(hash(m.Model)))
		}
		if k := refusedKey(m); k != 0 {
			yield(refusedTrace.of(k))
		}
	}
	for _, m := range n.Doubted {
		yield(modelTrace.of(hash(m)))
	}
}

// numbersOf gives the numbers that papers share: of an order, of transport, of pieces.
func numbersOf(sh *data.Shipment, bills bool, yield func(uint32)) {
	if k := nameHash(orderOrID(sh)); k != 0 {
		yield(orderTrace.of(k))
	}
	for _, k := range [...]uint64{revisedKey(sh), nameHash(versionOf(sh)), returnedKey(sh)} {
		if k != 0 {
			yield(orderTrace.of(k))
		}
	}
	quotesNamed(sh, func(k uint64) { yield(orderTrace.of(k)) })
	if bills {
		for _, b := range [...]string{sh.BL, sh.AWB} {
			if k := squeeze(b); k != "" {
				yield(billTrace.of(hash(k)))
				yield(billTrace.of(hash(wholeBill(k))))
			}
		}
	}
	inWords(sh, func(number uint64) bool {
		yield(serialTrace.of(number))
		return true
	})
	serials := 0
	for s := range Serials(sh) {
		if k := squeeze(s); len(k) >= 4 && serials < maxSerials {
			serials++
			yield(serialTrace.of(hash(k)))
		}
	}
}

func orderOrID(sh *data.Shipment) string {
	if data.TextState(sh.Order) == data.Known {
		return sh.Order
	}
	return sh.ID
}

// mayBeBuyer says whether a paper that names no customer may be of who plays a part in it.
func mayBeBuyer(r data.Role) bool {
	switch r {
	case data.Purchaser, data.UltimateConsignee, data.EndUser, data.IntermediateConsignee, data.Exporter:
		return true
	}
	return false
}

// namesOf gives the texts of a shipment that say whose it is, or who pays for it. What
// parties are is asked of each of them.
func namesOf(sh *data.Shipment, yield func(uint32)) {
	of := func(text string) {
		if text == "" {
			return
		}
		yield(nameKeyOf(text))
		if at, reached := atHand(text); reached {
			yield(nameKeyOf(at))
		}
	}
	of(sh.Customer)
	of(sh.Payer)
	buyer := data.TextState(sh.Customer) == data.NotTold
	for i := range sh.Parties {
		p := &sh.Parties[i]
		if p.Customer == nil || p.Role != data.Payer && !(buyer && mayBeBuyer(p.Role)) {
			continue
		}
		of(p.ID)
		of(p.Name)
	}
}
