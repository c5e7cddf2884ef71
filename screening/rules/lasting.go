package rules

import "redflag/data"

// Lasting are facts of which some elements recur from one judgement to another, such as
// a party that stands in many orders.
type Lasting interface {
	// Lasting numbers who an element is and which part it plays, where its lasting
	// fields follow from the two alone. Parts are below 128. The numbers hold for as
	// long as the facts are asked. Of the group Subject it numbers whom the record is
	// about, from whom alone lasting facts of the record follow.
	Lasting(group, i int) (who int32, part uint8, ok bool)
}

// Subject stands for the one whom a record is about where Lasting asks of a group.
const Subject = topLevel

// lasting remembers the truth of atoms on lasting fields, by element, so that they are
// read once for each and not once for each record that it stands in.
type lasting struct {
	atoms []*each
	words int      // of an element in one part
	first []int32  // place of its first part, by who
	kept  []uint64 // of each element in one part: a head, then two bits for each atom: not read yet, false, undecided or true
	of    []int32  // place of each element of the group at hand, 0 where it does not last
	group int      // of those, in the judgement at hand
	whole bool     // all of them last

	summed bool // sums are of them
	sums   []sum
}

// sum is what a word of atoms says of all elements of a group: of the two bits of each the
// lower is set where it is so.
type sum struct{ anyTrue, allTrue, anyFalse, allFalse uint64 }

const (
	mostKept = 1 << 21 // words after which all is forgotten, because books change as they go
	noGroup  = -1
	bitsEach = 2
	inWord   = 64 / bitsEach
	headBits = 8      // of a head: the part and a sign, and above them the place of the next part
	allRead  = 1 << 7 // the sign that all atoms were read

	lowerBits = ^uint64(0) / 3
)

func newLasting(atoms []*each) lasting {
	words := (len(atoms) + inWord - 1) / inWord
	l := lasting{atoms: atoms, words: 1 + words, sums: make([]sum, words)}
	l.forget()
	return l
}

func (l *lasting) forget() {
	clear(l.first)
	l.kept = append(l.kept[:0], 0)
}

// elements finds the places of the elements of a group, once in a judgement.
func (l *lasting) elements(f Facts, group int) []int32 {
	if l.group == group {
		return l.of
	}
	l.of, l.group, l.summed, l.whole = l.of[:0], group, false, true
	who, _ := f.(Lasting)
	for i := range f.Len(group) {
		at := int32(0)
		if who != nil {
			if n, part, ok := who.Lasting(group, i); ok {
				at = l.place(n, part)
			}
		}
		l.of = append(l.of, at)
		l.whole = l.whole && at != 0
	}
	return l.of
}

// over is the truth of a quantifier, where it follows from what of its condition is on
// lasting fields: that is all of it, or so of no element. ok is false where it does not,
// or not all elements of the group last.
func (l *lasting) over(m *machine, n *quant) (t data.Truth, ok bool) {
	l.elements(m.f, n.group.slot)
	if !l.whole {
		return 0, false
	}
	if !l.summed {
		l.sumUp(m)
	}
	x, bit := &l.sums[n.lasts.lasts/inWord], uint64(1)<<(n.lasts.lasts%inWord*bitsEach)
	switch {
	case !n.whole:
		return data.Bool(n.kind == noneOf), n.kind != everyOf && x.allFalse&bit != 0
	case n.kind == everyOf:
		return decide(x.allTrue&bit != 0, x.anyFalse&bit != 0), true
	}
	if t = decide(x.anyTrue&bit != 0, x.allFalse&bit != 0); n.kind == noneOf {
		t = t.Not()
	}
	return t, true
}

// sumUp sums up what is kept of the elements at hand, reading what was not read yet.
func (l *lasting) sumUp(m *machine) {
	l.summed = true
	for w := range l.sums {
		l.sums[w] = sum{allTrue: lowerBits, allFalse: lowerBits}
	}
	for i, place := range l.of {
		l.readAll(m, i, place)
		for w := range l.sums {
			// Two bits are 1 for false, 2 for undecided and 3 for true.
			kept, x := l.kept[int(place)+1+w], &l.sums[w]
			isTrue, isFalse := kept>>1&kept&lowerBits, ^(kept>>1)&kept&lowerBits
			x.anyTrue, x.allTrue = x.anyTrue|isTrue, x.allTrue&isTrue
			x.anyFalse, x.allFalse = x.anyFalse|isFalse, x.allFalse&isFalse
		}
	}
}

// readAll reads all atoms of an element of the group at hand, once.
func (l *lasting) readAll(m *machine, i int, place int32) {
	if l.kept[place]&allRead != 0 {
		return
	}
	was := m.at
	m.at = i
	for _, e := range l.atoms {
		if e.group.slot == l.group {
			l.keep(place, e, l.fold(m, place, e.node))
		}
	}
	m.at = was
	l.kept[place] |= allRead
}

func (l *lasting) place(who int32, part uint8) int32 {
	for int(who) >= len(l.first) {
		l.first = append(l.first, 0)
	}
	for at := l.first[who]; at != 0; at = int32(l.kept[at] >> headBits) {
		if uint8(l.kept[at])&^allRead == part {
			return at
		}
	}
	at := int32(len(l.kept))
	l.kept = append(l.kept, uint64(l.first[who])<<headBits|uint64(part))
	for range l.words - 1 {
		l.kept = append(l.kept, 0)
	}
	l.first[who] = at
	return at
}

// fold is the truth of a condition on the element that the machine stands on, of which
// the atoms that it is made of are kept.
func (l *lasting) fold(m *machine, place int32, n node) data.Truth {
	switch n := n.(type) {
	case *each:
		return l.read(m, place, n)
	case negation:
		return l.fold(m, place, n.of).Not()
	case allOf:
		t := data.True
		for _, k := range n {
			t = t.And(l.fold(m, place, k))
		}
		return t
	case anyOf:
		t := data.False
		for _, k := range n {
			t = t.Or(l.fold(m, place, k))
		}
		return t
	}
	return n.truth(m)
}

// read is the truth of an atom on the element that the machine stands on.
func (l *lasting) read(m *machine, place int32, e *each) data.Truth {
	if t := l.kept[int(place)+1+e.lasts/inWord] >> (e.lasts % inWord * bitsEach) & 3; t != 0 {
		return data.Truth(t) - isKept
	}
	t := e.node.truth(m)
	l.keep(place, e, t)
	return t
}

// keep keeps the truth of an atom on an element.
func (l *lasting) keep(place int32, e *each, t data.Truth) {
	l.kept[int(place)+1+e.lasts/inWord] |= uint64(t+isKept) << (e.lasts % inWord * bitsEach)
}

// isKept leads from a truth to what is kept of it, where 0 is not read yet.
const isKept = 2

// onlyOf reports whether all facts that an atom reads are of a kind; false where it
// cannot be told.
func onlyOf(n node, of func(*ref) bool) bool {
	text := func(w *words) bool { return w.isConst || !w.item && of(&w.ref) }
	switch n := n.(type) {
	case *flag:
		return of(&n.ref)
	case *told:
		return of(&n.ref)
	case *oneOf:
		return text(&n.words)
	case *textTest:
		return text(&n.words)
	case *inList:
		return text(&n.what) && of(&n.list)
	case *sameText:
		return text(&n.l) && text(&n.r)
	case *compare:
		fact, isFact := n.l.(*numFact)
		_, isLit := n.r.(numLit)
		return isFact && isLit && of(&fact.ref)
	}
	return false
}
