package rules

import "redflag/data"

// Lasting are facts of which some elements recur from one judgement to another, such as
// a party that stands in many orders.
type Lasting interface {
	// Lasting numbers who an element is and which part it plays, where its lasting
	// fields follow from the two alone. The numbers hold for as long as the facts are
	// asked.
	Lasting(group, i int) (who int32, part uint8, ok bool)
}

// lasting remembers the truth of atoms on lasting fields, by element, so that they are
// read once for each and not once for each record that it stands in.
type lasting struct {
	words int      // of an element in one part
	first []int32  // place of its first part, by who
	kept  []uint64 // of each element in one part: a head, then two bits for each atom: not read yet, false, undecided or true
	of    []int32  // place of each element of the group at hand, 0 where it does not last
	group int      // of those, in the judgement at hand
}

const (
	mostKept = 1 << 21 // words after which all is forgotten, because books change as they go
	noGroup  = -1
	bitsEach = 2
	inWord   = 64 / bitsEach
	partBits = 8 // of a head: the part, and above it the place of the next part
)

func newLasting(atoms int) lasting {
	l := lasting{words: 1 + (atoms+inWord-1)/inWord}
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
	l.of, l.group = l.of[:0], group
	who, _ := f.(Lasting)
	for i := range f.Len(group) {
		at := int32(0)
		if who != nil {
			if n, part, ok := who.Lasting(group, i); ok {
				at = l.place(n, part)
			}
		}
		l.of = append(l.of, at)
	}
	return l.of
}

func (l *lasting) place(who int32, part uint8) int32 {
	for int(who) >= len(l.first) {
		l.first = append(l.first, 0)
	}
	for at := l.first[who]; at != 0; at = int32(l.kept[at] >> partBits) {
		if uint8(l.kept[at]) == part {
			return at
		}
	}
	at := int32(len(l.kept))
	l.kept = append(l.kept, uint64(l.first[who])<<partBits|uint64(part))
	for range l.words - 1 {
		l.kept = append(l.kept, 0)
	}
	l.first[who] = at
	return at
}

// read is the truth of an atom on the element that the machine stands on.
func (l *lasting) read(m *machine, place int32, e *each) data.Truth {
	const known = 2 // from truth to what is kept, where 0 is not read yet
	at, shift := &l.kept[int(place)+1+e.lasts/inWord], e.lasts%inWord*bitsEach
	if t := *at >> shift & 3; t != 0 {
		return data.Truth(t) - known
	}
	t := e.node.truth(m)
	*at |= uint64(t+known) << shift
	return t
}

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
	case *sameText:
		return text(&n.l) && text(&n.r)
	case *compare:
		fact, isFact := n.l.(*numFact)
		_, isLit := n.r.(numLit)
		return isFact && isLit && of(&fact.ref)
	}
	return false
}
