// Package tape writes values one after another and reads them again in the same
// order. One function that names the values serves both ways, so that what is written
// and what is read cannot part. It is for what a program of one version keeps for
// itself: there are no tags, and the format says nothing of itself. It must not know
// what any of the values mean.
package tape

import (
	"encoding/binary"
	"errors"
	"math"
)

// Err says that a tape is cut off, garbled, or goes on after its end.
var Err = errors.New("what was kept is cut off or garbled")

// Tape is written or read, never both. Once it is bad everything reads as nothing. What is
// written is left alone, so that others may read it meanwhile.
type Tape struct {
	b       []byte
	reading bool
	bad     bool
}

// Write makes a tape that appends to dst.
func Write(dst []byte) *Tape { return &Tape{b: dst} }

// Read makes a tape that reads b.
func Read(b []byte) *Tape { return &Tape{b: b, reading: true} }

// Reading reports whether the tape is read.
func (t *Tape) Reading() bool { return t.reading }

// Bytes is what was written, or what is left to read.
func (t *Tape) Bytes() []byte { return t.b }

// Spoil makes the tape bad: a value on it cannot be.
func (t *Tape) Spoil() { t.bad, t.b = true, nil }

// Bad reports whether anything did not read.
func (t *Tape) Bad() bool { return t.bad }

// End is the error of a tape that is bad, or not read to its end.
func (t *Tape) End() error {
	if t.bad || t.reading && len(t.b) > 0 {
		return Err
	}
	return nil
}

// take is the next n bytes, nil where there are not so many. They are lent.
func (t *Tape) take(n uint64) []byte {
	if n > uint64(len(t.b)) {
		t.Spoil()
		return nil
	}
	out := t.b[:n:n]
	t.b = t.b[n:]
	return out
}

// Byte is one byte.
func (t *Tape) Byte(v *uint8) {
	if !t.reading {
		t.b = append(t.b, *v)
	} else if b := t.take(1); b != nil {
		*v = b[0]
	} else {
		*v = 0
	}
}

// Flag is yes or no, in one byte.
func (t *Tape) Flag(v *bool) {
	b := uint8(0)
	if *v {
		b = 1
	}
	t.Byte(&b)
	if !t.reading {
		return
	}
	if *v = b == 1; b > 1 {
		t.Spoil()
	}
}

// Uint32 is four bytes.
func (t *Tape) Uint32(v *uint32) {
	if !t.reading {
		t.b = binary.LittleEndian.AppendUint32(t.b, *v)
	} else if b := t.take(4); b != nil {
		*v = binary.LittleEndian.Uint32(b)
	} else {
		*v = 0
	}
}

// Int32 is four bytes.
func (t *Tape) Int32(v *int32) {
	u := uint32(*v)
	t.Uint32(&u)
	if t.reading {
		*v = int32(u)
	}
}

// Float32 is four bytes, NaN as it was.
func (t *Tape) Float32(v *float32) {
	u := math.Float32bits(*v)
	t.Uint32(&u)
	if t.reading {
		*v = math.Float32frombits(u)
	}
}

// Uint64 is eight bytes.
func (t *Tape) Uint64(v *uint64) {
	if !t.reading {
		t.b = binary.LittleEndian.AppendUint64(t.b, *v)
	} else if b := t.take(8); b != nil {
		*v = binary.LittleEndian.Uint64(b)
	} else {
		*v = 0
	}
}

// Float64 is eight bytes, NaN as it was.
func (t *Tape) Float64(v *float64) {
	u := math.Float64bits(*v)
	t.Uint64(&u)
	if t.reading {
		*v = math.Float64frombits(u)
	}
}

// Uint is as many bytes as the number wants, one for small ones.
func (t *Tape) Uint(v *uint64) {
	if !t.reading {
		t.b = binary.AppendUvarint(t.b, *v)
		return
	}
	u, n := binary.Uvarint(t.b)
	if n <= 0 {
		t.Spoil()
		*v = 0
		return
	}
	*v, t.b = u, t.b[n:]
}

// Int is likewise, for numbers of either sign.
func (t *Tape) Int(v *int64) {
	if !t.reading {
		t.b = binary.AppendVarint(t.b, *v)
		return
	}
	i, n := binary.Varint(t.b)
	if n <= 0 {
		t.Spoil()
		*v = 0
		return
	}
	*v, t.b = i, t.b[n:]
}

// Number is a whole number of any size that a machine counts by.
func (t *Tape) Number(v *int) {
	i := int64(*v)
	t.Int(&i)
	if t.reading {
		*v = int(i)
	}
}

// Text is a text with its length.
func (t *Tape) Text(v *string) {
	n := uint64(len(*v))
	t.Uint(&n)
	if !t.reading {
		t.b = append(t.b, *v...)
		return
	}
	*v = string(t.take(n))
}

// Texts are texts with their number.
func (t *Tape) Texts(v *[]string) { Each(t, v, 1, t.Text) }

// Blob is bytes with their length. Read, they are lent: good as long as the tape's own.
func (t *Tape) Blob(v *[]byte) {
	n := uint64(len(*v))
	t.Uint(&n)
	if !t.reading {
		t.b = append(t.b, *v...)
		return
	}
	*v = t.take(n)
}

// Count is a number of things of at least so many bytes each: n where it is written,
// and never more than can be left where it is read.
func (t *Tape) Count(n, least int) int {
	u := uint64(n)
	t.Uint(&u)
	if t.reading && u > uint64(len(t.b)/least) {
		t.Spoil()
		return 0
	}
	return int(u)
}

// Each are things of at least so many bytes, each written or read by one. Read,
// nothing is nil.
func Each[T any](t *Tape, list *[]T, least int, one func(*T)) {
	if n := t.Count(len(*list), least); t.reading {
		*list = nil
		if n > 0 {
			*list = make([]T, n)
		}
	}
	for i := range *list {
		one(&(*list)[i])
	}
}
