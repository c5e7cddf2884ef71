package goods

import (
	"slices"
	"strings"
)

// found is one name found in a line.
type found struct {
	part     int32
	from, to int  // atoms
	weak     bool // vouched for by words that other trades have too, or by none
	purpose  bool // says what the goods are for or come out of
}

// begin is everything that can begin with an atom, or nil.
func (ix *index) begin(h uint64) *starts {
	for at := place(h, len(ix.table)); ; at = (at + 1) & (len(ix.table) - 1) {
		if s := &ix.table[at]; s.hash == h || s.starts == nil {
			return s.starts
		}
	}
}

// find marks every atom with the classes of the word that it begins or is in, and
// appends every name in the line, the longest at each place. told are guards that
// hold for the line from elsewhere, of a machine that it is known to be of one.
func (ix *index) find(s *scratch, told guards, machine bool) {
	said, vouch, strong := classes(0), guards(0), told
	inside := false // of a system by its name, whose chips are named for what it is used for, too
	if machine {
		said = ix.server
	}
	s.found, s.open = s.found[:0], s.open[:0]
	atoms := s.atoms
	for i := range atoms {
		st := ix.begin(atoms[i].hash)
		s.starts = append(s.starts[:i], st)
		if ix.isWith(s, i) {
			atoms[i].classes |= ix.withs
			said |= ix.withs
		}
		if st == nil {
			if c := ix.headOf(s, i); c != 0 {
				atoms[i].classes |= c
				said |= c
			}
			continue
		}
		for k := range st.phrases {
			if p := &st.phrases[k]; phraseAt(p.atoms, atoms, i) {
				for j := range p.atoms {
					atoms[i+j].classes |= p.classes
					atoms[i+j].guards |= p.guards
				}
				said |= p.classes
				vouch |= p.guards
				if p.classes&ix.weak == 0 {
					strong |= p.guards
				}
			}
		}
	}
	ix.markLacking(s)
	if said&ix.truth != 0 {
		for i := range atoms {
			if atoms[i].classes&ix.truth != 0 {
				atoms[i].classes &^= ix.forWords | ix.from // "по факту"
			}
		}
	}
	if said&ix.charges != 0 {
		for i := range atoms {
			if atoms[i].classes&ix.charges != 0 {
				atoms[i].classes &^= ix.withs
			}
		}
	}
	for i := 0; i < len(atoms); i++ {
		if p, to := ix.numberAt(s, i); p >= 0 {
			s.found = append(s.found, found{part: p, from: i, to: to})
			if ix.isSystem[p] {
				said |= ix.server
				inside = true
			}
			i = to - 1
			continue
		}
		n := ix.nameAt(s, i)
		if n == nil {
			if p := ix.compound(s, i); p >= 0 {
				s.found = append(s.found, found{part: p, from: i, to: i + 1})
			}
			continue
		}
		// Where a longer name has nobody to vouch for it, its beginning is no name either.
		to := i + len(n.atoms)
		if (n.guard&told == 0 || n.close) && !ix.vouched(n, atoms, i, said, vouch) && !(n.alone && ix.saidTwice(s, n, i)) {
			if n.mayBeOpen {
				s.open = append(s.open, found{part: n.part, from: i, to: to})
			}
			continue
		}
		weak := n.guard != 0 && strong&n.guard == 0 && !ix.sized(n.memory, atoms, i, to) &&
			!(said&ix.server != 0 && said&ix.trade == 0 && ix.isCounted(n, atoms, i)) // "Server, 8x H200"
		if weak && said&ix.trade != 0 && said&ix.truth == 0 && !inside {
			if n.mayBeOpen {
				s.open = append(s.open, found{part: n.part, from: i, to: to})
			}
			continue
		}
		s.found = append(s.found, found{part: n.part, from: i, to: to, weak: weak})
		if n.system {
			said |= ix.server // "R760xa with 4x L40S"
			inside = true
		}
		if !n.vague {
			i = to - 1
		}
	}
}

// markLacking marks where a line says of accelerators that there are none, alone or in a
// list: "zero GPUs", "no CPU/RAM/GPU".
func (ix *index) markLacking(s *scratch) {
	for i := range s.said {
		a := &s.atoms[i]
		none := a.kind == numbers && s.textOf(i, i+1) == "0"
		if a.gap <= hyphen && i > 0 && a.kind != ideograph || !none && a.classes&ix.lacks == 0 {
			continue
		}
		for j, end := i, ix.lacking(s, i+1); j < end; j++ {
			s.atoms[j].classes |= ix.barebone
		}
	}
	for i := 1; i < s.said; i++ {
		if a := &s.atoms[i]; a.gap != comma && a.classes&ix.absent != 0 && s.atoms[i-1].classes&(ix.chips|ix.cards|ix.hgx) != 0 {
			s.atoms[i-1].classes |= ix.barebone // "baseboard not supplied"
			a.classes |= ix.barebone
		}
	}
}

// mostLacking is how many words such a list has at most.
const mostLacking = 8

// lacking is where a list of things ends that begins at an atom and has accelerators in
// it, or boards of some: "A800 board". It is 0 where it has none.
func (ix *index) lacking(s *scratch, from int) int {
	code, apart := false, false
	for i := from; i < min(s.said, from+mostLacking) && s.atoms[i].gap != comma; i++ {
		a := &s.atoms[i]
		code = code || a.kind == numbers && a.gap == joined
		next := i + 1
		for next < s.said && s.atoms[next].gap <= space && s.atoms[next].classes&(ix.chips|ix.cards|ix.goods) != 0 {
			next++
		}
		apart = apart || i > from && a.kind == ideograph && a.gap == space && !code // "无散热 裸卡": a card there is
		isBoard := a.classes&(ix.cards|ix.goods) != 0 && i > from && !apart && (code || next == s.said || s.atoms[next].gap == comma || s.atoms[next].classes != 0)
		switch {
		case a.classes&ix.chips != 0, isBoard, a.classes&ix.cards != 0 && i == from:
			return next
		case a.classes&ix.and != 0, a.gap <= hyphen && i > from, a.classes&(ix.lacks|ix.between|ix.times|ix.computer|ix.line) != 0:
		case i+1 < s.said && (s.atoms[i+1].gap <= hyphen || s.atoms[i+1].classes&ix.and != 0):
		default:
			return 0
		}
	}
	return 0
}

// nameAt is the longest name that stands at an atom, whoever vouches for it.
func (ix *index) nameAt(s *scratch, i int) *name {
	if s.starts[i] == nil {
		return nil
	}
	names := s.starts[i].names
	for k := range names {
		if ix.matches(&names[k], s.atoms, i, s.lenient) {
			return &names[k]
		}
	}
	return nil
}

// headOf are the classes of the word that a German compound ends in, as in
// Komplettrack.
func (ix *index) headOf(s *scratch, i int) classes {
	a := &s.atoms[i]
	if a.kind != letters || a.end-a.at < 8 || i >= s.said {
		return 0
	}
	word := s.description[a.at:a.end]
	for _, h := range ix.heads[upper(word[len(word)-1])] {
		if len(word) > len(h.text)+2 && strings.EqualFold(word[len(word)-len(h.text):], h.text) {
			return h.classes
		}
	}
	return 0
}

// isWith says whether an atom is "w/" or German "m.", short for with, and no unit: "350W",
// "350 W/48GB".
func (ix *index) isWith(s *scratch, i int) bool {
	a := &s.atoms[i]
	if a.hash != ix.w && a.hash != ix.m || i >= s.said || int(a.end) >= len(s.description) {
		return false
	}
	mark := s.description[a.end]
	if i > 0 && s.atoms[i-1].kind == numbers {
		after := int(a.end) + 1
		return a.gap == space && a.hash == ix.w && mark == '/' && after < len(s.description) && (s.description[after] == ' ' || asciiKind[s.description[after]] == letters)
	}
	return a.hash == ix.w && mark == '/' || a.hash == ix.m && mark == '.'
}

// numberAt is the part whose number begins at an atom that begins a word, and the
// atom behind the word; -1 for none.
func (ix *index) numberAt(s *scratch, i int) (int32, int) {
	a := s.atoms[i]
	if i > 0 && a.gap <= hyphen || i >= s.said {
		return -1, 0
	}
	text := s.description[a.at:]
	if ix.prefixes[upper(text[0])] == nil {
		return -1, 0
	}
	to := i + 1
	for to < s.said && s.atoms[to].gap <= hyphen && s.atoms[to].kind != ideograph {
		to++
	}
	if to == i+1 && a.kind != numbers {
		return -1, 0 // a word of letters alone
	}
	end := len(text)
	if to < s.said {
		end = int(s.atoms[to].at - a.at)
	}
	s.part = squeeze(s.part[:0], text[:end])
	return ix.byPrefix(s.part), to
}

// byPrefix is the part whose number a squeezed text begins with, or -1.
func (ix *index) byPrefix(number []byte) int32 {
	if len(number) < 6 {
		return -1
	}
	all := ix.prefixes[number[0]]
	for i := range all {
		if x := &all[i]; len(number) >= len(x.text) && string(number[:len(x.text)]) == x.text {
			return x.part
		}
	}
	return -1
}

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

// compound is the family of accessories that a German compound ends in, as in
// Wasserkühler, or a Chinese word, as in 保护膜; -1 for none.
func (ix *index) compound(s *scratch, i int) int32 {
	a := s.atoms[i]
	if a.classes != 0 || a.guards != 0 {
		return -1 // a word that is known
	}
	text, least := s.description, 7
	if i >= s.said {
		text = s.number
	}
	word := text[a.at:a.end]
	if a.kind == ideograph {
		joins := func(j int) bool { return s.atoms[j].gap == joined && s.atoms[j].kind == ideograph }
		if i == 0 || s.atoms[i-1].kind == numbers || joins(i) && s.atoms[i-1].kind != ideograph || i+1 < len(s.atoms) && joins(i+1) {
			return -1 // not the end of a word
		}
		least = 1
	} else if a.kind != letters || len(word) < least {
		return -1
	}
	for _, e := range ix.ends[upper(word[len(word)-1])] {
		if len(word) == len(e.text) && least == 1 && word == e.text {
			return e.part
		}
		if len(word) > len(e.text)+2 && strings.EqualFold(word[len(word)-len(e.text):], e.text) {
			return e.part
		}
	}
	return -1
}

// near is how many words away a word still speaks of a name that many things have.
const near = 5

// vouched says whether a name that other things have too is the part's here: by a
// word of its guard, the memory of the chip beside it, a count of it in a line
// that speaks of a server, or because the line says nothing else.
func (ix *index) vouched(n *name, atoms []atom, from int, said classes, vouch guards) bool {
	to := from + len(n.atoms)
	switch {
	case n.guard == 0:
		return true
	case !n.close && vouch&n.guard != 0, n.close && ix.around(atoms, from, to)&n.guard != 0:
		return true
	case n.vague:
		return n.alone && ix.bare(atoms, from, to) // a manner of speaking is vouched for by its own words alone
	case n.guard&ix.vouchers != 0 && (ix.isOfItsLine(atoms, from) || !n.close && (said&ix.line != 0 && said&ix.cards != 0 || isSizedShort(n.memory, atoms, to))):
		return true
	case ix.sized(n.memory, atoms, from, to):
		return true
	case to < len(atoms) && atoms[to].gap != comma && (atoms[to].classes&ix.server != 0 && !n.system || atoms[to].classes&ix.cards != 0 && !n.close):
		return true
	case to < len(atoms) && atoms[to].gap == space && atoms[to].classes&ix.cards != 0 && ix.isCounted(n, atoms, from):
		return true
	case said&ix.server != 0 && ix.isCounted(n, atoms, from), said&ix.withs != 0 && ix.isHeld(n, atoms, from, said):
		return true
	}
	return n.alone && ix.bare(atoms, from, to)
}

// around are the guards of the words around a name, of which two ideographs are one. Sizes
// and counts among them are no words: "A16 64GB (4 x 16) quad GPU".
func (ix *index) around(atoms []atom, from, to int) (g guards) {
	far := func(a *atom) int {
		switch {
		case a.kind == numbers, a.classes&(ix.giga|ix.times) != 0:
			return 0
		case a.kind == ideograph:
			return 1
		}
		return 2
	}
	for i, n := from-1, 0; i >= max(from-3*near, 0) && n < 2*near; i-- {
		g |= atoms[i].guards
		n += far(&atoms[i])
	}
	for i, n := from, 0; i < min(to+3*near, len(atoms)) && n < 2*near; i++ {
		g |= atoms[i].guards
		if i >= to {
			n += far(&atoms[i])
		}
	}
	return g
}

// isSizedShort says whether the memory of the chip stands behind its name without a
// unit, as in "H200-141".
func isSizedShort(memory []uint64, atoms []atom, to int) bool {
	return to < len(atoms) && atoms[to].gap == hyphen && slices.Contains(memory, atoms[to].hash)
}

// isOfItsLine says whether the name of a line of chips stands right before a name,
// as in "Hopper H100".
func (ix *index) isOfItsLine(atoms []atom, from int) bool {
	return from > 0 && atoms[from].gap != comma && atoms[from-1].classes&ix.line != 0
}

// isHeld says whether "with" and a count stand right before a name: "cabinet with
// 16x L40S" speaks of a machine, whatever it calls it. In a line of a machine "with" is
// enough.
func (ix *index) isHeld(n *name, atoms []atom, from int, said classes) bool {
	skip := ix.plain | ix.times | ix.cards | ix.between
	counted := said&ix.server != 0
	for i := from - 1; i >= max(from-6, 1) && atoms[i+1].gap != comma; i-- {
		switch a := &atoms[i]; {
		case a.classes&ix.withs != 0:
			return counted
		case a.kind == numbers, a.classes&ix.count != 0:
			counted = true
		case a.classes&skip == 0 && a.guards&n.guard == 0:
			return false
		}
	}
	return false
}

// sized says whether the memory of the chip stands behind its name, or right
// before it: "H20 96GB", "96 GB H20".
func (ix *index) sized(memory []uint64, atoms []atom, from, to int) bool {
	for i := max(from-3, 0); i < min(to+6, len(atoms)-1); i++ {
		if atoms[i].kind != numbers || !slices.Contains(memory, atoms[i].hash) {
			continue
		}
		unit := i + 1
		if unit+1 < len(atoms) && atoms[unit].kind == numbers && atoms[unit].gap == hyphen {
			unit++ // "80.0 GB"
		}
		if atoms[unit].classes&ix.giga != 0 {
			return true
		}
	}
	return false
}

// isCounted says whether pieces of the name are counted: "8x H20", "8 Stück H100",
// "8张H20", "H200 x 8".
func (ix *index) isCounted(n *name, atoms []atom, from int) bool {
	skip := ix.plain | ix.times | ix.cards
	for i := from - 1; i >= 0 && i >= from-4; i-- {
		if atoms[i].kind == numbers || atoms[i].classes&ix.count != 0 {
			return true
		}
		if atoms[i].classes&skip == 0 && atoms[i].guards&n.guard == 0 {
			break
		}
	}
	to := from + len(n.atoms)
	for i := to; i < min(to+2, len(atoms)); i++ {
		if atoms[i].kind == numbers && (i == to || atoms[i-1].classes&ix.times != 0) && atoms[i].gap != joined {
			return i+1 == len(atoms) || atoms[i+1].gap != joined || atoms[i+1].classes&ix.plain != 0
		}
		if atoms[i].classes&(ix.times|ix.count) == 0 {
			break
		}
	}
	return false
}

func phraseAt(p []uint64, atoms []atom, i int) bool {
	if i+len(p) > len(atoms) {
		return false
	}
	for k := 1; k < len(p); k++ {
		if atoms[i+k].hash != p[k] {
			return false
		}
	}
	return true
}

// bare says whether nothing of meaning stands beside the atoms from..to: only
// numbers and words of orders and units, and that they are let.
func (ix *index) bare(atoms []atom, from, to int) bool {
	for i := range atoms {
		if i >= from && i < to || atoms[i].kind == numbers || atoms[i].classes&(ix.plain|ix.let|ix.of) != 0 {
			continue
		}
		return false
	}
	return true
}

// saidTwice says whether nothing of meaning stands beside a name but other names of the
// same part: "Gaudi 3 HL-325L".
func (ix *index) saidTwice(s *scratch, n *name, from int) bool {
	twice := false
	for i := 0; i < len(s.atoms); {
		a := &s.atoms[i]
		switch o := ix.nameAt(s, i); {
		case i == from:
			i += len(n.atoms)
		case o != nil && o.part == n.part:
			twice = true
			i += len(o.atoms)
		case a.kind == numbers || a.classes&ix.plain != 0:
			i++
		default:
			return false
		}
	}
	return twice
}

func (ix *index) matches(n *name, atoms []atom, i int, lenient bool) bool {
	if i+len(n.atoms) > len(atoms) {
		return false
	}
	for k := 1; k < len(n.atoms); k++ {
		if atoms[i+k].hash != n.atoms[k] {
			return false
		}
	}
	// A name that begins with a unit of what stands before is none: "32 GB 200 pcs".
	if i > 0 && atoms[i].classes&ix.giga != 0 && atoms[i-1].kind == numbers && len(n.loose) > 1 && n.loose[1] {
		return false
	}
	// A name that begins inside a run of letters and digits is no name: "32GB200".
	if a := &atoms[i]; a.gap == joined && i > 0 && a.kind != ideograph && atoms[i-1].kind != ideograph {
		return false
	}
	for k := 1; k < len(n.atoms); k++ {
		a := &atoms[i+k]
		if a.gap == comma {
			return false
		}
		if a.gap == space && !n.loose[k] && a.kind != ideograph && n.kinds[k-1] != ideograph && !(lenient && n.system && n.kinds[k-1] != n.kinds[k]) {
			return false
		}
	}
	end := i + len(n.atoms)
	return end >= len(atoms) || ix.mayFollow(n, atoms, end)
}

// mayFollow says whether what is joined to the end of a name leaves it that name.
func (ix *index) mayFollow(n *name, atoms []atom, end int) bool {
	next := &atoms[end]
	if next.gap <= space && next.classes&ix.length != 0 && (end+1 == len(atoms) || atoms[end+1].gap != joined) {
		return false // "H100 cm"
	}
	if next.gap == joined && next.classes&ix.measure != 0 {
		return false
	}
	if next.gap != joined || next.kind == ideograph || n.kinds[len(n.kinds)-1] == ideograph {
		return true
	}
	if n.kinds[len(n.kinds)-1] == letters {
		return next.kind == numbers && len(n.atoms) > 1
	}
	if n.revised && next.kind == letters && next.end-next.at <= 2 {
		return true // "NF5468A5", "壁砺100P"
	}
	return ix.tails[next.hash]
}
