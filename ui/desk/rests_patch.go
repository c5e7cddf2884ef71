package desk

import (
	"encoding/binary"
	"maps"
	"slices"

	"redflag/data/tape"
	"redflag/screening/facts"
)

// patch is what rests differ in from those that were written whole. A screen after a
// change of lists looks at few records, and to write all the rest again would take it
// longer than to look at these.
type patch struct {
	base      string           // the screen with which the rests were written whole; "" where they are to be
	room      int              // bytes that that took
	briefs    int              // how many there were then
	questions int              // likewise
	parties   int              // likewise
	answered  map[int]bool     // questions to which another answer is given
	grounded  map[int]bool     // parties of whom something else is said
	over      map[int64][]byte // what stands in the place of what was written of a subject; nil for one that is gone
}

const (
	patchForm = "rests since 1"
	patchPart = 8       // a patch takes no more than one part in so many of what it amends,
	patchRoom = 1 << 16 // or so many bytes
)

// since begins a patch of rests that were read as they were written whole.
func (r *rests) since(base string, room int) {
	r.patch = patch{base: base, room: room, briefs: len(r.briefs), questions: len(r.questions), parties: len(r.parties), answered: map[int]bool{}, grounded: map[int]bool{}}
}

// answer takes the answers that lists give now.
func (r *rests) answer(lists string, packs []string, answers []question) {
	if r.base != "" {
		for i := range answers {
			if a, q := &answers[i], &r.questions[i]; a.Hash != q.Hash || a.Quiet != q.Quiet {
				r.answered[i] = true
			}
		}
	}
	r.lists, r.packs, r.questions = lists, packs, answers
}

// ground takes what is said of the parties now.
func (r *rests) ground(now []uint64) {
	for i := range r.parties {
		if p := &r.parties[i]; p.grounds != now[i] {
			if p.grounds = now[i]; r.base != "" {
				r.grounded[i] = true
			}
		}
	}
}

// put notes what a subject rests on now.
func (r *rests) put(subject int64, raw []byte) {
	if r.over == nil {
		r.over = map[int64][]byte{}
	}
	r.over[subject] = raw
}

// fold makes one of what was written of the subjects and what stands in its place.
func (r *rests) fold() error {
	if len(r.over) == 0 {
		return nil
	}
	w := newRestsWriter(r.briefs)
	w.b = make([]byte, 0, len(r.subjects)+len(r.subjects)/16)
	err := r.each(func(subject int64, _ restsOn, raw []byte) { w.copy(subject, raw) })
	r.subjects, r.over, r.base = w.b, nil, ""
	return err
}

// encodePatch is the patch, nil where the rests are rather written whole.
func (r *rests) encodePatch() []byte {
	if r.base == "" {
		return nil
	}
	t := tape.Write(nil)
	r.keepPatch(t)
	if b := t.Bytes(); len(b) <= max(r.room/patchPart, patchRoom) {
		return b
	}
	return nil
}

// amended takes up a patch.
func (r *rests) amended(since []byte) error {
	t := tape.Read(since)
	r.keepPatch(t)
	return t.End()
}

// patchBase is the screen with which the rests were written that a patch amends.
func patchBase(b []byte) (base string) {
	t := tape.Read(b)
	form := ""
	t.Text(&form)
	t.Text(&base)
	if t.Bad() || form != patchForm {
		return ""
	}
	return base
}

func (r *rests) keepPatch(t *tape.Tape) {
	form, base := patchForm, r.base
	t.Text(&form)
	if t.Text(&base); form != patchForm || base != r.base {
		t.Spoil()
		return
	}
	t.Text(&r.lists)
	t.Texts(&r.packs)
	keepMore(t, &r.briefs, r.patch.briefs, 1, t.Text)
	keepSome(t, r.answered, r.patch.questions, 15, func(i int) {
		t.Uint64(&r.questions[i].Hash)
		keepQuiet(t, &r.questions[i].Quiet)
	})
	keepMore(t, &r.questions, r.patch.questions, 19, func(q *question) { keepQuestion(t, q) })
	keepSome(t, r.grounded, r.patch.parties, 9, func(i int) { t.Uint64(&r.parties[i].grounds) })
	keepMore(t, &r.parties, r.patch.parties, 16, func(p *asked) { p.keep(t, uint64(len(r.questions))) })
	subjects := slices.Sorted(maps.Keys(r.over))
	tape.Each(t, &subjects, 3, func(s *int64) {
		t.Int(s)
		raw := r.over[*s]
		gone := raw == nil
		t.Flag(&gone)
		t.Blob(&raw)
		if !t.Reading() {
			return
		}
		var on restsOn
		if gone {
			raw = nil
		} else if rest, ok := r.read(raw, &on); !ok || len(rest) > 0 {
			t.Spoil()
			return
		}
		r.put(*s, raw)
	})
}

// keepMore keeps what came after the first so many.
func keepMore[T any](t *tape.Tape, all *[]T, after, least int, one func(*T)) {
	more := (*all)[after:]
	tape.Each(t, &more, least, one)
	if t.Reading() {
		*all = append(*all, more...)
	}
}

// keepSome keeps something of some of the first so many.
func keepSome(t *tape.Tape, some map[int]bool, of, least int, one func(int)) {
	places := slices.Sorted(maps.Keys(some))
	places = slices.DeleteFunc(places, func(i int) bool { return i >= of })
	tape.Each(t, &places, least, func(i *int) {
		n := uint64(*i)
		if t.Uint(&n); n >= uint64(of) {
			t.Spoil()
			return
		}
		*i = int(n)
		some[*i] = true
		one(*i)
	})
}

// appendRest writes what a subject rests on.
func appendRest(b []byte, on *restsOn) []byte {
	b = binary.AppendUvarint(b, uint64(len(on.parties))<<beyondBits|uint64(on.beyond))
	b = binary.AppendUvarint(b, uint64(on.brief))
	b = binary.AppendUvarint(b, uint64(on.customer))
	for _, p := range on.parties {
		b = binary.AppendUvarint(b, uint64(p))
	}
	return b
}

// read reads what a subject rests on, and answers with what is written behind it. Parties
// are lent.
func (r *rests) read(b []byte, on *restsOn) (rest []byte, ok bool) {
	ok = true
	next := func(most int) uint64 {
		v, n := binary.Uvarint(b)
		if ok = ok && n > 0 && v < uint64(most); !ok {
			return 0
		}
		b = b[n:]
		return v
	}
	head := next((len(b) + 1) << beyondBits)
	on.beyond, on.parties = facts.Beyond(head&(1<<beyondBits-1)), on.parties[:0]
	on.brief = uint32(next(max(len(r.briefs), 1)))
	on.customer = uint32(next(len(r.customers) + 1))
	for range head >> beyondBits {
		if on.parties = append(on.parties, int32(next(len(r.parties)))); !ok {
			break
		}
	}
	return b, ok
}
