package goods

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"redflag/data/reference"
)

// name is one name of a part as atoms. loose says, atom by atom, that any gap
// may stand before it.
type name struct {
	part    int32
	atoms   []uint64
	loose   []bool
	kinds   []kind
	guard   guards   // one of them must stand in the line; 0 for none
	close   bool     // the guard must stand close by
	memory  []uint64 // sizes of memory that vouch as well
	system  bool     // of a board, server or rack
	revised bool     // letters joined to its number are a version of it
	vague   bool     // gives way to names of models that overlap it
	alone   bool     // is taken without its guard where nothing else of meaning stands in the line
}

// classes is a set of word classes, one bit each: what words do in a line.
type classes uint64

// guards is a set of the words of the catalogue that vouch for names, one bit each.
type guards uint64

// phrase is a word or a run of words that belongs to classes and guards.
type phrase struct {
	atoms   []uint64
	classes classes
	guards  guards
}

// starts is everything that can begin with one atom, longest first.
type starts struct {
	names   []name
	phrases []phrase
}

// prefix is the beginning of a part number, squeezed.
type prefix struct {
	text string
	part int32
}

// head is a word that compounds end in.
type head struct {
	text    string
	classes classes
}

// index finds names and words by their first atom.
type index struct {
	byAtom               map[uint64]*starts
	table                []slot          // the same, laid out for looking up
	prefixes             [256][]prefix   // by their first character, longest first
	ends                 [256][]prefix   // ends of compounds, by their last byte
	tails                map[uint64]bool // letters that may be joined to a name that ends in digits
	classBits, guardBits int             // in use
	gpus                 []uint64        // the word for what is counted
	w, m                 uint64          // short for with
	ready                uint64          // the word, of which "H100-ready" is a purpose
	heads                [256][]head     // ends of compounds that mean what the word does, by their last byte
	isSystem             []bool          // by part: a board, server or rack
	length               classes         // a unit of length or weight, which makes a name a size
	weak                 classes         // vouches for a name, and is a word of other trades too
	forWords             classes         // "for": what follows is what an accessory goes with
	withs                classes         // "with": what follows is inside
	instead              classes         // "instead of": what follows is not there
	without              classes         // "no", "w/o": the accessory that follows is not there
	from                 classes         // "pulled from": what follows is where the goods come out of
	fits                 classes         // "suits": what follows is surely not the goods
	used                 classes         // "compatible" behind a name: the name is what the goods are for
	goesOn               classes         // what may follow such a word and takes that meaning away
	neutral              classes         // says nothing of what the goods are
	forms                classes         // of the trade, and said of what goes with accelerators as well
	brands               classes         // brands of graphics cards
	trade                classes         // words of other trades, to whom a weak name belongs
	of                   classes         // "of", between an accessory and what it is of
	there                classes         // "included", "removed" behind an accessory: it is no more than that
	empty                classes         // "empty": what leads a line of a container
	chips                classes         // names accelerators, whatever their make: GPU, 加速卡
	hgx, dgx             classes         // makes eight of a chip a board, a server
	between              classes         // small words and makers, between that and a name
	plain                classes         // says nothing about the goods: units, order words
	server               classes         // speaks of a whole machine
	cards                classes         // a card, right behind a name
	and                  classes         // parts one thing from another, as a comma does
	count                classes         // a number in words
	barebone             classes         // says that a machine is sold without its accelerators
	giga                 classes         // gigabytes
	profile              classes         // how tall a card is
	charges              classes         // "incl. VAT": what the price comes with
	times                classes         // x
	measure              classes         // a unit that makes a number a size: grams, metres
	goods                classes         // names goods of the kind themselves: module, board
	counts               map[uint64]float64
	npu                  classes
	gpu, amd, intel      classes // of computing
	computer             classes // any of those
	vouchers             guards  // what a tariff number or classification of computing goods vouches for
}

func hashes(s string) (out []uint64, loose []bool, kinds []kind) {
	for _, a := range appendAtoms(nil, s) {
		out, loose, kinds = append(out, a.hash), append(loose, a.gap == space), append(kinds, a.kind)
	}
	return out, loose, kinds
}

func newIndex(parts *reference.Parts) *index {
	ix := &index{byAtom: map[uint64]*starts{}, tails: map[uint64]bool{}}
	vouching := map[string]guards{}
	for i := range parts.All {
		for _, g := range parts.All[i].Guard {
			vouching[g] = 0
		}
	}
	sets := slices.Sorted(maps.Keys(parts.Guards))
	for g := range vouching {
		if parts.Guards[g] == nil {
			sets = append(sets, g) // a single word
		}
	}
	slices.Sort(sets)
	roles := ix.roles()
	for _, set := range sets {
		words := parts.Guards[set]
		switch set {
		case "ends":
			continue
		case "tails":
			for _, w := range words {
				if h, _, _ := hashes(w); len(h) > 0 {
					ix.tails[h[0]] = true
				}
			}
			continue
		}
		if words == nil {
			words = []string{set}
		}
		role, guard := roles[set], guards(0)
		if role != nil {
			*role = classes(1) << ix.classBits
			ix.classBits++
		} else {
			role = new(classes)
		}
		if _, ok := vouching[set]; ok {
			guard = guards(1) << ix.guardBits
			ix.guardBits++
			vouching[set] = guard
		}
		ix.words(words, *role, guard)
	}
	ix.without |= ix.instead
	ix.vouchers = vouching["gpu"] | vouching["amd"] | vouching["intel"]
	ix.counts = map[uint64]float64{}
	for n, word := range map[float64]string{2: "2", 4: "4", 8: "8", 10: "10", 16: "16"} {
		h, _, _ := hashes(word)
		ix.counts[h[0]] = n
	}
	w, _, _ := hashes("w")
	m, _, _ := hashes("m")
	ready, _, _ := hashes("ready")
	ix.w, ix.m, ix.ready = w[0], m[0], ready[0]
	for _, w := range []string{"gpu", "gpus"} {
		h, _, _ := hashes(w)
		ix.gpus = append(ix.gpus, h[0])
	}
	for _, w := range parts.Guards["ends"] {
		last := upper(w[len(w)-1])
		ix.heads[last] = append(ix.heads[last], head{w, ix.wordClasses(w) | ix.neutral})
	}
	ix.computer = ix.gpu | ix.amd | ix.intel
	for i := range parts.All {
		p := &parts.All[i]
		ix.isSystem = append(ix.isSystem, p.Chip != "")
		var guard guards
		for _, g := range p.Guard {
			guard |= vouching[g]
		}
		var memory []uint64
		for _, m := range p.Memory {
			h, _, _ := hashes(strconv.Itoa(m))
			memory = append(memory, h[0])
		}
		for _, n := range p.Names {
			as := name{
				part: int32(i), guard: guard, close: p.Close == "yes", memory: memory, system: p.Chip != "",
				revised: p.Chip != "" || p.Designer == "CN", vague: p.Vague == "yes" && p.Family == "", alone: p.Alone == "yes",
			}
			ix.name(n, as)
			// "DGX A100" is written as one word too, which may read as other atoms.
			if tight := strings.ReplaceAll(n, " ", ""); p.Family == "" && !sameAtoms(tight, n) {
				ix.name(tight, as)
			}
		}
		for _, x := range p.Prefixes {
			x = strings.ToUpper(x)
			ix.prefixes[x[0]] = append(ix.prefixes[x[0]], prefix{x, int32(i)})
		}
	}
	for i := range parts.All {
		for _, e := range parts.All[i].Ends {
			last := upper(e[len(e)-1])
			ix.ends[last] = append(ix.ends[last], prefix{e, int32(i)})
		}
	}
	ix.layOut()
	for _, s := range ix.byAtom {
		slices.SortStableFunc(s.names, func(a, b name) int { return len(b.atoms) - len(a.atoms) })
		slices.SortStableFunc(s.phrases, func(a, b phrase) int { return len(b.atoms) - len(a.atoms) })
	}
	for _, all := range ix.prefixes {
		slices.SortStableFunc(all, func(a, b prefix) int { return len(b.text) - len(a.text) })
	}
	return ix
}

func sameAtoms(a, b string) bool {
	x, _, _ := hashes(a)
	y, _, _ := hashes(b)
	return slices.Equal(x, y)
}

// wordClasses are the classes of a single word.
func (ix *index) wordClasses(word string) (c classes) {
	h, _, _ := hashes(word)
	if len(h) != 1 || ix.byAtom[h[0]] == nil {
		return 0
	}
	for _, p := range ix.byAtom[h[0]].phrases {
		if len(p.atoms) == 1 {
			c |= p.classes
		}
	}
	return c
}

// name adds a name of a part.
func (ix *index) name(text string, n name) {
	if n.atoms, n.loose, n.kinds = hashes(text); len(n.atoms) > 0 {
		s := ix.at(n.atoms[0])
		s.names = append(s.names, n)
	}
}

// slot is a place of the table that an atom's hash leads to.
type slot struct {
	hash   uint64
	starts *starts
}

// layOut fills the table from the map, no more than a quarter of it.
func (ix *index) layOut() {
	size := 1024
	for size < 4*len(ix.byAtom) {
		size *= 2
	}
	ix.table = make([]slot, size)
	for h, s := range ix.byAtom {
		at := place(h, size)
		for ix.table[at].starts != nil {
			at = (at + 1) & (size - 1)
		}
		ix.table[at] = slot{h, s}
	}
}

// place is where the search for a hash begins.
func place(h uint64, size int) int { return int((h^h>>29)*0x9e3779b97f4a7c15>>32) & (size - 1) }

// begin is everything that can begin with an atom, or nil.
func (ix *index) begin(h uint64) *starts {
	for at := place(h, len(ix.table)); ; at = (at + 1) & (len(ix.table) - 1) {
		if s := &ix.table[at]; s.hash == h || s.starts == nil {
			return s.starts
		}
	}
}

func (ix *index) at(first uint64) *starts {
	s := ix.byAtom[first]
	if s == nil {
		s = &starts{}
		ix.byAtom[first] = s
	}
	return s
}

// words adds words to classes and guards.
func (ix *index) words(words []string, c classes, g guards) {
next:
	for _, w := range words {
		h, _, _ := hashes(w)
		if len(h) == 0 {
			continue
		}
		s := ix.at(h[0])
		for i := range s.phrases {
			if p := &s.phrases[i]; slices.Equal(p.atoms, h) {
				p.classes |= c
				p.guards |= g
				continue next
			}
		}
		s.phrases = append(s.phrases, phrase{h, c, g})
	}
}

// roles are the classes that the reading of a line asks for, by the set of their words.
func (ix *index) roles() map[string]*classes {
	return map[string]*classes{
		"for": &ix.forWords, "with": &ix.withs, "plain": &ix.plain, "server": &ix.server, "count": &ix.count, "giga": &ix.giga, "times": &ix.times,
		"instead": &ix.instead, "between": &ix.between, "barebone": &ix.barebone, "without": &ix.without, "from": &ix.from, "fits": &ix.fits, "used": &ix.used,
		"goeson": &ix.goesOn, "chips": &ix.chips, "forms": &ix.forms, "trade": &ix.trade, "neutral": &ix.neutral, "brands": &ix.brands, "empty": &ix.empty,
		"of": &ix.of, "there": &ix.there, "hgx": &ix.hgx, "dgx": &ix.dgx, "measure": &ix.measure, "goods": &ix.goods, "cards": &ix.cards, "and": &ix.and,
		"npu": &ix.npu, "length": &ix.length, "weak": &ix.weak, "charges": &ix.charges, "profile": &ix.profile, "gpu": &ix.gpu, "amd": &ix.amd, "intel": &ix.intel,
	}
}

// found is one name found in a line.
type found struct {
	part     int32
	from, to int  // atoms
	weak     bool // vouched for by words that other trades have too, or by none
	purpose  bool // says what the goods are for or come out of
}

// find marks every atom with the classes of the word that it begins or is in, and
// appends every name in the line, the longest at each place. told are guards that
// hold for the line from elsewhere, of a machine that it is known to be of one.
func (ix *index) find(s *scratch, told guards, machine bool) {
	said, vouch, strong := classes(0), guards(0), told
	if machine {
		said = ix.server
	}
	s.found = s.found[:0]
	atoms := s.atoms
	for i := range atoms {
		st := ix.begin(atoms[i].hash)
		s.starts = append(s.starts[:i], st)
		if ix.isWith(s, i) {
			atoms[i].classes |= ix.withs
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
		if (n.guard&told == 0 || n.close) && !ix.vouched(n, atoms, i, said, vouch) {
			continue
		}
		weak := n.guard != 0 && strong&n.guard == 0 && !ix.sized(n.memory, atoms, i, to)
		if weak && said&ix.trade != 0 {
			continue
		}
		s.found = append(s.found, found{part: n.part, from: i, to: to, weak: weak})
		if n.system {
			said |= ix.server // "R760xa with 4x L40S"
		}
		if !n.vague {
			i = to - 1
		}
	}
}

// nameAt is the longest name that stands at an atom, whoever vouches for it.
func (ix *index) nameAt(s *scratch, i int) *name {
	if s.starts[i] == nil {
		return nil
	}
	names := s.starts[i].names
	for k := range names {
		if ix.matches(&names[k], s.atoms, i) {
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

// isWith says whether an atom is "w/" or German "m.", short for with, and no unit.
func (ix *index) isWith(s *scratch, i int) bool {
	a := &s.atoms[i]
	if a.hash != ix.w && a.hash != ix.m || i >= s.said || int(a.end) >= len(s.description) || i > 0 && s.atoms[i-1].kind == numbers {
		return false
	}
	next := s.description[a.end]
	return a.hash == ix.w && next == '/' || a.hash == ix.m && next == '.'
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
	text, least := s.description, 8
	if i >= s.said {
		text = s.number
	}
	word := text[a.at:a.end]
	if a.kind == ideograph {
		joins := func(j int) bool { return s.atoms[j].gap == joined && s.atoms[j].kind == ideograph }
		if i == 0 || joins(i) && s.atoms[i-1].kind != ideograph || i+1 < len(s.atoms) && joins(i+1) {
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

// near is how many atoms away a word still speaks of a name that many things have.
const near = 5

// vouched says whether a name that other things have too is the part's here: by a
// word of its guard, the memory of the chip beside it, a count of it in a line
// that speaks of a server, or because the line says nothing else.
func (ix *index) vouched(n *name, atoms []atom, from int, said classes, vouch guards) bool {
	to := from + len(n.atoms)
	switch {
	case n.guard == 0:
		return true
	case !n.close && vouch&n.guard != 0, n.close && within(atoms, from-near, to+near)&n.guard != 0:
		return true
	case ix.sized(n.memory, atoms, from, to):
		return true
	case to < len(atoms) && atoms[to].gap != comma && (atoms[to].classes&ix.server != 0 && !n.system || atoms[to].classes&ix.cards != 0 && !n.close):
		return true
	case said&ix.server != 0 && ix.isCounted(n, atoms, from):
		return true
	}
	return n.alone && ix.bare(atoms, from, to)
}

func within(atoms []atom, from, to int) (g guards) {
	for i := max(from, 0); i < min(to, len(atoms)); i++ {
		g |= atoms[i].guards
	}
	return g
}

// sized says whether the memory of the chip stands behind its name, or right
// before it: "H20 96GB", "96 GB H20".
func (ix *index) sized(memory []uint64, atoms []atom, from, to int) bool {
	for i := max(from-3, 0); i < min(to+6, len(atoms)-1); i++ {
		if atoms[i].kind == numbers && atoms[i+1].classes&ix.giga != 0 && slices.Contains(memory, atoms[i].hash) {
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
// numbers, single letters and words of orders and units.
func (ix *index) bare(atoms []atom, from, to int) bool {
	for i := range atoms {
		if i >= from && i < to || atoms[i].kind == numbers || atoms[i].classes&ix.plain != 0 {
			continue
		}
		return false
	}
	return true
}

func (ix *index) matches(n *name, atoms []atom, i int) bool {
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
		if a.gap == space && !n.loose[k] && a.kind != ideograph && n.kinds[k-1] != ideograph {
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
