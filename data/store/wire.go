package store

import (
	"errors"
	"math"
	"unsafe"

	"google.golang.org/protobuf/encoding/protowire"

	"redflag/data"
)

// Bodies are kept in protocol buffers' wire format: numbered fields, of which a
// reader skips those that it does not know. A number once used is never given
// another meaning; the tables are in codec_*.go.

// writer appends fields. Empty values are left out: they are what a reader has
// before it reads.
type writer struct{ b []byte }

func (w *writer) text(n protowire.Number, s string) {
	if s != "" {
		w.b = protowire.AppendString(protowire.AppendTag(w.b, n, protowire.BytesType), s)
	}
}

func (w *writer) texts(n protowire.Number, list []string) {
	for _, s := range list {
		w.b = protowire.AppendString(protowire.AppendTag(w.b, n, protowire.BytesType), s)
	}
}

func (w *writer) uint(n protowire.Number, v uint64) {
	if v != 0 {
		w.b = protowire.AppendVarint(protowire.AppendTag(w.b, n, protowire.VarintType), v)
	}
}

func (w *writer) int(n protowire.Number, v int64) { w.uint(n, protowire.EncodeZigZag(v)) }

func (w *writer) bool(n protowire.Number, v bool) {
	if v {
		w.uint(n, 1)
	}
}

func (w *writer) float(n protowire.Number, v float64) {
	if v != 0 {
		w.b = protowire.AppendFixed64(protowire.AppendTag(w.b, n, protowire.Fixed64Type), math.Float64bits(v))
	}
}

// number: 1 is asked and not known; a whole number is its zigzag form plus 2; any
// other is 64 fixed bits.
func (w *writer) number(n protowire.Number, v data.Number) {
	switch v.State {
	case data.Unknown:
		w.uint(n, 1)
	case data.Known:
		if i := int64(v.Value); float64(i) == v.Value && i > -1<<52 && i < 1<<52 && (i != 0 || !math.Signbit(v.Value)) {
			w.uint(n, protowire.EncodeZigZag(i)+2)
			return
		}
		w.b = protowire.AppendFixed64(protowire.AppendTag(w.b, n, protowire.Fixed64Type), math.Float64bits(v.Value))
	}
}

// date: year, month, day and asked side by side in one number.
func (w *writer) date(n protowire.Number, d data.Date) {
	v := uint64(uint16(d.Year))<<17 | uint64(uint8(d.Month))<<9 | uint64(uint8(d.Day))<<1
	if d.Asked {
		v |= 1
	}
	w.uint(n, v)
}

// open begins a nested message and close ends it, writing its length before it.
func (w *writer) open(n protowire.Number) int {
	w.b = protowire.AppendTag(w.b, n, protowire.BytesType)
	w.b = append(w.b, 0)
	return len(w.b)
}

func (w *writer) close(start int) {
	size := len(w.b) - start
	if extra := protowire.SizeVarint(uint64(size)) - 1; extra > 0 {
		var room [8]byte
		w.b = append(w.b, room[:extra]...)
		copy(w.b[start+extra:], w.b[start:start+size])
	}
	protowire.AppendVarint(w.b[:start-1], uint64(size)) // in place: the room was made above
}

var errCut = errors.New("a stored body is cut off or garbled")

// cursor reads fields. Texts are slices of one string, so that a whole body costs
// one allocation.
type cursor struct {
	b       []byte
	s       string
	at, end int
	num     protowire.Number
	typ     protowire.Type
	u       uint64 // varint or fixed64
	from    int    // bytes lie at from..at
	err     error
}

func newCursor(b []byte) cursor { return cursor{b: b, s: string(b), end: len(b)} }

// ownCursor reads bytes that nobody else will write to: its texts are these bytes.
func ownCursor(b []byte) cursor {
	return cursor{b: b, s: unsafe.String(unsafe.SliceData(b), len(b)), end: len(b)}
}

func (c *cursor) next() bool {
	if c.err != nil || c.at >= c.end {
		return false
	}
	b := c.b[c.at:c.end]
	num, typ, n := protowire.ConsumeTag(b)
	if n < 0 {
		c.err = errCut
		return false
	}
	c.num, c.typ = num, typ
	m := 0
	switch typ {
	case protowire.VarintType:
		c.u, m = protowire.ConsumeVarint(b[n:])
	case protowire.Fixed64Type:
		c.u, m = protowire.ConsumeFixed64(b[n:])
	case protowire.BytesType:
		var v []byte
		v, m = protowire.ConsumeBytes(b[n:])
		if m >= 0 {
			c.from = c.at + n + m - len(v)
		}
	default:
		m = protowire.ConsumeFieldValue(num, typ, b[n:])
	}
	if m < 0 {
		c.err = errCut
		return false
	}
	c.at += n + m
	return true
}

func (c *cursor) text() string {
	if c.typ != protowire.BytesType {
		return ""
	}
	return c.s[c.from:c.at]
}

func (c *cursor) uint() uint64 {
	if c.typ != protowire.VarintType {
		return 0
	}
	return c.u
}

func (c *cursor) int() int64 { return protowire.DecodeZigZag(c.uint()) }

func (c *cursor) bool() bool { return c.uint() != 0 }

func (c *cursor) float() float64 {
	if c.typ != protowire.Fixed64Type {
		return 0
	}
	return math.Float64frombits(c.u)
}

func (c *cursor) number() data.Number {
	switch {
	case c.typ == protowire.Fixed64Type:
		return data.Num(math.Float64frombits(c.u))
	case c.typ != protowire.VarintType:
		return data.Number{}
	case c.u == 1:
		return data.Number{State: data.Unknown}
	case c.u >= 2:
		return data.Num(float64(protowire.DecodeZigZag(c.u - 2)))
	}
	return data.Number{}
}

func (c *cursor) date() data.Date {
	v := c.uint()
	return data.Date{Year: int16(uint16(v >> 17)), Month: int8(uint8(v >> 9)), Day: int8(uint8(v >> 1)), Asked: v&1 != 0}
}

// inner is a cursor over the nested message just read.
func (c *cursor) inner() cursor {
	if c.typ != protowire.BytesType {
		return cursor{}
	}
	return cursor{b: c.b, s: c.s, at: c.from, end: c.at}
}

// join takes over an inner cursor's failure.
func (c *cursor) join(in *cursor) {
	if c.err == nil {
		c.err = in.err
	}
}
