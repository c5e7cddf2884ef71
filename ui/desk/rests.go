package desk

import (
	"context"
	"encoding/binary"
	"errors"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/facts"
)

// rests says what the verdicts in use rest on by parties: what lists and people say
// of them. A screen after a change of lists or judgements asks again about each party,
// and need look at no record but those that name one of whom something else is said
// now. Kept, it is a run of varints and texts: the past and the seed that it belongs
// to, the parties by number, then each subject in order with the numbers of its
// parties.
type rests struct {
	past, seed string
	parties    []asked
	subjects   []byte
}

// asked is a party that was asked about, and how to find it again.
type asked struct {
	from    uint8 // which of the places below
	number  int64 // of the party or of the customer's record
	name    string
	country string
	goods   uint8
	source  string
	grounds uint64
}

const (
	askedNowhere  = iota // it cannot be found again
	askedParty           // of a shipment
	askedCustomer        // a customer record
	askedBare            // told by name and country alone
)

const restsForm = "rests 1"

var errRests = errors.New("what verdicts rest on no longer reads")

func (r *rests) encode() []byte {
	b := make([]byte, 0, len(r.subjects)+40*len(r.parties))
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	text(restsForm)
	text(r.past)
	text(r.seed)
	b = binary.AppendUvarint(b, uint64(len(r.parties)))
	for i := range r.parties {
		p := &r.parties[i]
		b = append(b, p.from)
		if p.from == askedNowhere {
			continue
		}
		b = binary.AppendUvarint(b, uint64(p.number))
		text(p.name)
		text(p.country)
		b = append(b, p.goods)
		text(p.source)
		b = binary.BigEndian.AppendUint64(b, p.grounds)
	}
	return append(b, r.subjects...)
}

func decodeRests(b []byte) (*rests, error) {
	in := reading{b: b}
	if in.text() != restsForm {
		return nil, errRests
	}
	r := &rests{past: in.text(), seed: in.text()}
	n := in.number()
	if n > uint64(len(in.b)) {
		return nil, errRests
	}
	r.parties = make([]asked, n)
	for i := range r.parties {
		p := &r.parties[i]
		if p.from = in.byte(); p.from == askedNowhere {
			continue
		}
		p.number = int64(in.number())
		p.name, p.country = in.text(), in.text()
		p.goods = in.byte()
		p.source = in.text()
		p.grounds = in.word()
	}
	if in.bad {
		return nil, errRests
	}
	r.subjects = in.b
	return r, nil
}

// reading reads what encode wrote. After bad everything reads as nothing.
type reading struct {
	b   []byte
	bad bool
}

func (r *reading) take(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.bad, r.b = true, nil
		return nil
	}
	out := r.b[:n:n]
	r.b = r.b[n:]
	return out
}

func (r *reading) number() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reading) byte() uint8 {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reading) word() uint64 {
	if b := r.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

func (r *reading) text() string { return string(r.take(r.number())) }

// restsWriter gathers what verdicts rest on, subject by subject in order.
type restsWriter struct {
	b    []byte
	last int64
}

// add notes a subject.
func (w *restsWriter) add(subject int64, on restsOn) {
	w.b = binary.AppendVarint(w.b, subject-w.last)
	w.last = subject
	w.b = binary.AppendUvarint(w.b, uint64(len(on.parties))<<beyondBits|uint64(on.beyond))
	for _, p := range on.parties {
		w.b = binary.AppendUvarint(w.b, uint64(p))
	}
}

// beyondBits is how many bits facts.Beyond takes.
const beyondBits = 2

// restsOn is what one verdict rests on.
type restsOn struct {
	beyond  facts.Beyond
	parties []int32
}

// each reads the subjects back. Their parties are lent.
func (r *rests) each(yield func(subject int64, on restsOn)) error {
	in := reading{b: r.subjects}
	subject := int64(0)
	var on restsOn
	for len(in.b) > 0 {
		v, n := binary.Varint(in.b)
		if n <= 0 {
			return errRests
		}
		in.b = in.b[n:]
		subject += v
		head := in.number()
		on.beyond, on.parties = facts.Beyond(head&(1<<beyondBits-1)), on.parties[:0]
		if head>>beyondBits > uint64(len(in.b)) {
			return errRests
		}
		for range head >> beyondBits {
			p := in.number()
			if p >= uint64(len(r.parties)) {
				return errRests
			}
			on.parties = append(on.parties, int32(p))
		}
		if in.bad {
			return errRests
		}
		yield(subject, on)
	}
	return nil
}

// askedOf are the parties that a screen has asked about, by number.
func askedOf(s *screening.Screener, numbers func(*data.Customer) (int64, bool)) []asked {
	customers := make(map[*data.Customer]int64, s.Book().Customers())
	for i := range s.Book().Customers() {
		rec := s.Book().Customer(int32(i))
		customers[rec.Customer] = rec.Origin.Record
	}
	var out []asked
	s.EachAsked(func(x facts.Asked) {
		if n := int(x.Number) + 1; n > len(out) {
			out = append(out, make([]asked, n-len(out))...)
		}
		a := &out[x.Number]
		a.goods, a.source, a.grounds = x.Goods, x.Source, x.Grounds
		c := x.Party
		if n, ok := numbers(c); ok {
			a.from, a.number = askedParty, n
		} else if n, ok := customers[c]; ok {
			a.from, a.number = askedCustomer, n
		} else if reflect.DeepEqual(c, &data.Customer{Name: c.Name, Country: c.Country}) {
			a.from, a.name, a.country = askedBare, c.Name, c.Country
		}
	})
	return out
}

// standings are the parties of before with what is said of them now.
type standings struct {
	number  []int32 // of this screen, by that of before; 0 for those that cannot be found
	changed []bool
}

// askAgain asks about every party again, on all processors.
func (r *rests) askAgain(ctx context.Context, s *screening.Screener, party func(int64) *data.Customer) standings {
	out := standings{make([]int32, len(r.parties)), make([]bool, len(r.parties))}
	customers := make(map[int64]*data.Customer, s.Book().Customers())
	for i := range s.Book().Customers() {
		rec := s.Book().Customer(int32(i))
		customers[rec.Origin.Record] = rec.Customer
	}
	var done sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		done.Go(func() {
			w := s.Worker()
			for i := k; i < len(r.parties) && ctx.Err() == nil; i += workers {
				p := &r.parties[i]
				var c *data.Customer
				switch p.from {
				case askedParty:
					c = party(p.number)
				case askedCustomer:
					c = customers[p.number]
				case askedBare:
					c = w.Bare(p.name, p.country)
				}
				if c == nil {
					out.changed[i] = true
					continue
				}
				now := w.Ask(c, p.goods, p.source)
				out.number[i], out.changed[i] = now.Number, now.Grounds != p.grounds
			}
		})
	}
	done.Wait()
	return out
}

// touched are the subjects that have to be looked at, in order. beyond is what has
// changed beside parties.
func (r *rests) touched(now standings, beyond facts.Beyond) (ids []int64, err error) {
	err = r.each(func(subject int64, on restsOn) {
		if on.beyond&beyond != 0 || slices.ContainsFunc(on.parties, func(p int32) bool { return now.changed[p] }) {
			ids = append(ids, subject)
		}
	})
	return ids, err
}

// amended is what verdicts rest on after the touched ones were looked at again.
func (r *rests) amended(now standings, touched map[int64]restsOn) (*restsWriter, error) {
	w := &restsWriter{b: make([]byte, 0, len(r.subjects)+len(r.subjects)/16)}
	var numbers []int32
	err := r.each(func(subject int64, on restsOn) {
		if t, ok := touched[subject]; ok {
			w.add(subject, t)
			return
		}
		numbers = numbers[:0]
		for _, p := range on.parties {
			numbers = append(numbers, now.number[p])
		}
		w.add(subject, restsOn{on.beyond, numbers})
	})
	return w, err
}

// lastRests is what the verdicts in use rest on, nil where it was not kept.
func (d *Desk) lastRests(ctx context.Context, last *store.LastScreen) (*rests, error) {
	b, err := d.store.Kept(ctx, keptRests, strconv.FormatInt(last.ID, 10))
	if err != nil || b == nil {
		return nil, err
	}
	r, err := decodeRests(b)
	if err != nil {
		return nil, nil // it is only a help
	}
	return r, nil
}
