package journal

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"
)

// Words that keep one kind of hash from being taken for another. They are part
// of the format and never change within version 1.
const (
	headerMagic  = "redflag journal 1"
	fieldDomain  = "redflag journal field 1\x00"
	bodyDomain   = "redflag journal body 1\x00"
	eventDomain  = "redflag journal event 1\x00"
	deviceDomain = "redflag journal device 1\x00"
)

const (
	saltSize = 16
	maxEntry = 64 << 20 // a larger one is refused rather than read
)

type hash = [sha256.Size]byte

// head is how much of another log its author had seen: the size and the root.
type head struct {
	Device string
	Size   uint64
	Root   hash
}

// header is the part of an entry that is never withheld.
type header struct {
	Device  string
	Seq     uint64
	Lamport uint64
	Heads   []head // by device, each device once
	Milli   int64  // Unix milliseconds
	Doubt   string
	Person  string
	Key     hash // SHA-256 of the person's public key
	Kind    string
	Case    string
}

// field is one value of the body, or the commitment to a withheld one.
type field struct {
	Name       string
	Withheld   bool
	Salt       [saltSize]byte
	Value      string
	Commitment hash // of a withheld field
}

func (f *field) commitment() hash {
	if f.Withheld {
		return f.Commitment
	}
	b := make([]byte, 0, len(fieldDomain)+saltSize+8+len(f.Name)+len(f.Value))
	b = append(b, fieldDomain...)
	b = append(b, f.Salt[:]...)
	b = putText(b, f.Name)
	b = putText(b, f.Value)
	return sha256.Sum256(b)
}

// entry is one stored event: header, body, and the person's signature.
type entry struct {
	header
	Fields    []field
	Public    [32]byte // the person's Ed25519 key, committed to by header.Key
	Signature [64]byte
}

func putUint32(b []byte, n int) []byte { return binary.BigEndian.AppendUint32(b, uint32(n)) }
func putText(b []byte, s string) []byte {
	return append(putUint32(b, len(s)), s...)
}

// bytes is the canonical encoding of the header.
func (h *header) bytes() []byte {
	b := make([]byte, 0, 256)
	b = putText(b, headerMagic)
	b = putText(b, h.Device)
	b = binary.BigEndian.AppendUint64(b, h.Seq)
	b = binary.BigEndian.AppendUint64(b, h.Lamport)
	b = putUint32(b, len(h.Heads))
	for _, o := range h.Heads {
		b = putText(b, o.Device)
		b = binary.BigEndian.AppendUint64(b, o.Size)
		b = append(b, o.Root[:]...)
	}
	b = binary.BigEndian.AppendUint64(b, uint64(h.Milli))
	b = putText(b, h.Doubt)
	b = putText(b, h.Person)
	b = append(b, h.Key[:]...)
	b = putText(b, h.Kind)
	return putText(b, h.Case)
}

// bodyRoot commits to every field's name and commitment, so that neither can
// change when the value is withheld.
func (e *entry) bodyRoot() hash {
	b := make([]byte, 0, len(bodyDomain)+4+len(e.Fields)*64)
	b = append(b, bodyDomain...)
	b = putUint32(b, len(e.Fields))
	for i := range e.Fields {
		b = putText(b, e.Fields[i].Name)
		c := e.Fields[i].commitment()
		b = append(b, c[:]...)
	}
	return sha256.Sum256(b)
}

// leaf is the hash that the tree holds.
func (e *entry) leaf() tlog.Hash {
	root := e.bodyRoot()
	return tlog.RecordHash(append(e.header.bytes(), root[:]...))
}

// signed is what the person signs.
func signed(leaf tlog.Hash) []byte { return append([]byte(eventDomain), leaf[:]...) }

// encode is the stored form.
func (e *entry) encode() []byte {
	h := e.header.bytes()
	b := make([]byte, 0, len(h)+256)
	b = append(putUint32(b, len(h)), h...)
	b = putUint32(b, len(e.Fields))
	for i := range e.Fields {
		f := &e.Fields[i]
		b = putText(b, f.Name)
		if f.Withheld {
			b = append(b, 0)
			b = append(b, f.Commitment[:]...)
			continue
		}
		b = append(b, 1)
		b = append(b, f.Salt[:]...)
		b = putText(b, f.Value)
	}
	b = append(b, e.Public[:]...)
	return append(b, e.Signature[:]...)
}

func (e *entry) time() time.Time { return time.UnixMilli(e.Milli).UTC() }

// reader takes an encoding apart; the first failure sticks.
type reader struct {
	b   []byte
	err error
}

var errShort = errors.New("it ends too early")

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) take(n int) []byte {
	if r.err != nil || n < 0 || n > len(r.b) {
		r.fail(errShort)
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) count() int {
	b := r.take(4)
	if b == nil {
		return 0
	}
	n := binary.BigEndian.Uint32(b)
	if uint64(n) > uint64(len(r.b)) { // every counted thing takes a byte at least
		r.fail(errShort)
		return 0
	}
	return int(n)
}

func (r *reader) uint64() uint64 {
	b := r.take(8)
	if b == nil {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

func (r *reader) text() string {
	s := string(r.take(r.count()))
	if r.err == nil && !utf8.ValidString(s) {
		r.fail(errors.New("a text in it is not UTF-8"))
	}
	return s
}

func (r *reader) into(dst []byte) { copy(dst, r.take(len(dst))) }

// decode reads a stored entry. It takes only the canonical form, so that the
// entry encodes to the same bytes again.
func decode(b []byte) (*entry, error) {
	if len(b) > maxEntry {
		return nil, fmt.Errorf("it is larger than %d MB", maxEntry>>20)
	}
	r := &reader{b: b}
	e := &entry{}
	h := &reader{b: r.take(r.count())}
	if r.err != nil {
		return nil, r.err
	}
	e.header = readHeader(h)
	if h.err != nil {
		return nil, h.err
	}
	n := r.count()
	for i := 0; i < n && r.err == nil; i++ {
		e.Fields = append(e.Fields, readField(r))
	}
	r.into(e.Public[:])
	r.into(e.Signature[:])
	if r.err == nil && len(r.b) > 0 {
		r.fail(fmt.Errorf("%d bytes follow its end", len(r.b)))
	}
	if r.err != nil {
		return nil, r.err
	}
	return e, nil
}

// decodeHeader reads the header alone.
func decodeHeader(b []byte) (header, error) {
	r := &reader{b: b}
	h := &reader{b: r.take(r.count())}
	if r.err != nil {
		return header{}, r.err
	}
	out := readHeader(h)
	return out, h.err
}

func readHeader(r *reader) header {
	var h header
	if m := r.text(); r.err == nil && m != headerMagic {
		r.fail(fmt.Errorf("its format is %q, and this program reads %q", m, headerMagic))
	}
	h.Device = r.text()
	h.Seq = r.uint64()
	h.Lamport = r.uint64()
	n := r.count()
	for i := 0; i < n && r.err == nil; i++ {
		var o head
		o.Device = r.text()
		o.Size = r.uint64()
		r.into(o.Root[:])
		if i > 0 && o.Device <= h.Heads[i-1].Device {
			r.fail(errors.New("the logs it has seen are not in order"))
		}
		if o.Size == 0 || o.Device == h.Device {
			r.fail(errors.New("it names a log seen that is empty or its own"))
		}
		h.Heads = append(h.Heads, o)
	}
	h.Milli = int64(r.uint64())
	h.Doubt = r.text()
	h.Person = r.text()
	r.into(h.Key[:])
	h.Kind = r.text()
	h.Case = r.text()
	if r.err == nil && len(r.b) > 0 {
		r.fail(fmt.Errorf("%d bytes follow the end of its header", len(r.b)))
	}
	return h
}

func readField(r *reader) field {
	f := field{Name: r.text()}
	state := r.take(1)
	switch {
	case state == nil:
	case state[0] == 0:
		f.Withheld = true
		r.into(f.Commitment[:])
	case state[0] == 1:
		r.into(f.Salt[:])
		f.Value = r.text()
	default:
		r.fail(fmt.Errorf("the field %q is neither told nor withheld", f.Name))
	}
	return f
}
