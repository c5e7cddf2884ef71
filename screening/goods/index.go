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
	part      int32
	atoms     []uint64
	loose     []bool
	kinds     []kind
	guard     guards   // one of them must stand in the line; 0 for none
	close     bool     // the guard must stand close by
	memory    []uint64 // sizes of memory that vouch as well
	system    bool     // of a board, server or rack
	revised   bool     // letters joined to its number are a version of it
	vague     bool     // gives way to names of models that overlap it
	mayBeOpen bool     // is kept though nothing vouches for it, for the opinion to judge
	alone     bool     // is taken without its guard where nothing else of meaning stands in the line
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
	classNames           []uint64        // hashes of the names of the classes, by bit
	gpus                 []uint64        // the word for what is counted
	w, m                 uint64          // short for with
	ofWord               uint64          // the word "of"
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
	let                  classes         // of the use of goods for a time: it is nothing that has the name of a chip
	server               classes         // speaks of a whole machine
	series               classes         // names a maker's line of servers, or one of them
	cards                classes         // a card, right behind a name
	and                  classes         // parts one thing from another, as a comma does
	count                classes         // a number in words
	barebone             classes         // says that a machine is sold without its accelerators
	lacks                classes         // "no", "zero": before accelerators it says the same
	taken                classes         // "removed", behind accelerators: they are not in the machine any more
	giga                 classes         // gigabytes
	profile              classes         // how tall a card is
	charges              classes         // "incl. VAT": what the price comes with
	times                classes         // x
	measure              classes         // a unit that makes a number a size: grams, metres
	goods                classes         // names goods of the kind themselves: module, board
	held                 held
	npu                  classes
	gpu, amd, intel      classes // of computing
	apart                classes // behind the name of a board: the goods are out of it, or without it
	many                 classes // goods in the plural, no attribute of the word behind
	line                 classes // names a line of chips: Hopper
	computer             classes // any of those
	hbm, sxm             classes // memory of accelerators alone, forms of their modules
	stacks               classes // such memory by itself, or what else has it
	truth                classes // what follows is what the goods really are
	packs                classes // what goods are packed in, and counted by
	absent               classes // right behind a name: that is not there
	serial               classes // a line is about a unit that there is
	moved                classes // goods are on their way
	lotOf                classes // "lot of": what follows is the goods
	into                 classes // before what goods are packed in
	vouchers             guards  // what a tariff number or classification of computing goods vouches for
}

func hashes(s string) (out []uint64, loose []bool, kinds []kind) {
	for _, a := range appendAtoms(nil, s, false) {
		out, loose, kinds = append(out, a.hash), append(loose, a.gap == space), append(kinds, a.kind)
	}
	return out, loose, kinds
}

// newIndex lays out the names and words of the catalogue. open are the parts, by their
// place, that the opinion may find where nothing vouches for their name.
func newIndex(parts *reference.Parts, open []bool) *index {
	ix := &index{byAtom: map[uint64]*starts{}, tails: map[uint64]bool{}}
	vouching := ix.takeWords(parts)
	ix.takeSmallWords()
	ix.held = newHeld(&parts.Held)
	for _, w := range parts.Guards["ends"] {
		last := upper(w[len(w)-1])
		ix.heads[last] = append(ix.heads[last], head{w, ix.wordClasses(w) | ix.neutral})
	}
	for i := range parts.All {
		ix.takePart(int32(i), &parts.All[i], open[i], vouching)
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

// takeWords takes the words of the catalogue by their sets, and says what each set vouches
// for. A guard that is no set is a single word.
func (ix *index) takeWords(parts *reference.Parts) (vouching map[string]guards) {
	vouching = map[string]guards{}
	for i := range parts.All {
		for _, g := range parts.All[i].Guard {
			vouching[g] = 0
		}
	}
	sets := slices.Sorted(maps.Keys(parts.Guards))
	for g := range vouching {
		if parts.Guards[g] == nil {
			sets = append(sets, g)
		}
	}
	slices.Sort(sets)
	roles := ix.roles()
	for _, set := range sets {
		words := parts.Guards[set]
		switch {
		case set == "ends": // of other words, see heads
			continue
		case set == "tails":
			ix.takeTails(words)
			continue
		case words == nil:
			words = []string{set}
		}
		var role classes
		if of := roles[set]; of != nil {
			ix.classNames = append(ix.classNames, textHash(set))
			*of = classes(1) << ix.classBits
			ix.classBits++
			role = *of
		}
		var guard guards
		if _, ok := vouching[set]; ok {
			guard = guards(1) << ix.guardBits
			ix.guardBits++
			vouching[set] = guard
		}
		ix.words(words, role, guard)
	}
	ix.words(makers(parts), ix.neutral, 0)
	ix.without |= ix.instead
	ix.computer = ix.gpu | ix.amd | ix.intel
	ix.vouchers = vouching["gpu"] | vouching["amd"] | vouching["intel"]
	return vouching
}

func (ix *index) takeTails(words []string) {
	for _, w := range words {
		if h, _, _ := hashes(w); len(h) > 0 {
			ix.tails[h[0]] = true
		}
	}
}

// takeSmallWords takes single words that reading lines hangs on.
func (ix *index) takeSmallWords() {
	ix.w, ix.m, ix.ready, ix.ofWord = textHash("w"), textHash("m"), textHash("ready"), textHash("of")
	ix.gpus = []uint64{textHash("gpu"), textHash("gpus")}
}

// takePart takes the names of a part of the catalogue.
func (ix *index) takePart(at int32, p *reference.Part, open bool, vouching map[string]guards) {
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
			part: at, guard: guard, close: p.Close == "yes", memory: memory, system: p.Chip != "",
			revised: p.Chip != "" || p.Designer == "CN", vague: p.Vague == "yes" && p.Family == "", alone: p.Alone == "yes",
			// A code that needs its maker beside it is nothing without.
			mayBeOpen: open && p.Vague != "yes" && (p.Close != "yes" || guard&ix.vouchers != 0),
		}
		ix.name(n, as)
		// "DGX A100" is written as one word too, which may read as other atoms.
		if tight := strings.ReplaceAll(n, " ", ""); p.Family == "" && !sameAtoms(tight, n) {
			ix.name(tight, as)
		}
		if more := plural(n); p.Family != "" && p.Accessory != "beside" && more != "" && !slices.Contains(p.Names, more) {
			ix.name(more, as)
		}
	}
	for _, x := range p.Prefixes {
		x = strings.ToUpper(x)
		ix.prefixes[x[0]] = append(ix.prefixes[x[0]], prefix{x, at})
	}
	for _, e := range p.Ends {
		last := upper(e[len(e)-1])
		ix.ends[last] = append(ix.ends[last], prefix{e, at})
	}
}

// makers are the words that goods are sold under: of their makers, and for systems of the
// lines of products before the model code.
func makers(parts *reference.Parts) (out []string) {
	for i := range parts.All {
		p := &parts.All[i]
		if p.Family != "" {
			continue
		}
		words := strings.Fields(p.Maker)
		if p.Chip != "" {
			words = append(words, strings.Fields(p.Model)...)
		}
		out = append(out, slices.DeleteFunc(words, func(w string) bool { return len(w) < 3 || strings.ContainsAny(w, "0123456789") })...)
	}
	return out
}

// plural is a noun in the English plural, "" for what is none or has one already.
func plural(n string) string {
	switch last := n[len(n)-1]; {
	case len(n) < 4 || last < 'a' || last > 'z' || last == 's':
		return ""
	case last == 'y' && !strings.ContainsRune("aeiou", rune(n[len(n)-2])):
		return n[:len(n)-1] + "ies"
	case last == 'x' || strings.HasSuffix(n, "ch") || strings.HasSuffix(n, "sh"):
		return n + "es"
	}
	return n + "s"
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

// freeCode is how many atoms the code of a system has at least that blanks may part:
// "SYS 821GE TNHR".
const freeCode = 4

// name adds a name of a part.
func (ix *index) name(text string, n name) {
	if n.atoms, n.loose, n.kinds = hashes(text); len(n.atoms) > 0 {
		if n.system && len(n.atoms) >= freeCode && !strings.Contains(text, " ") {
			for i := range n.loose {
				n.loose[i] = true
			}
		}
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
		"for": &ix.forWords, "with": &ix.withs, "plain": &ix.plain, "let": &ix.let, "server": &ix.server, "series": &ix.series, "count": &ix.count, "giga": &ix.giga, "times": &ix.times,
		"instead": &ix.instead, "between": &ix.between, "barebone": &ix.barebone, "lacks": &ix.lacks, "taken": &ix.taken, "without": &ix.without, "from": &ix.from, "fits": &ix.fits, "used": &ix.used,
		"goeson": &ix.goesOn, "chips": &ix.chips, "forms": &ix.forms, "trade": &ix.trade, "neutral": &ix.neutral, "brands": &ix.brands, "empty": &ix.empty,
		"of": &ix.of, "there": &ix.there, "hgx": &ix.hgx, "dgx": &ix.dgx, "measure": &ix.measure, "goods": &ix.goods, "cards": &ix.cards, "and": &ix.and,
		"npu": &ix.npu, "hbm": &ix.hbm, "sxm": &ix.sxm, "stacks": &ix.stacks, "truth": &ix.truth, "packs": &ix.packs, "absent": &ix.absent, "serial": &ix.serial, "moved": &ix.moved, "lotof": &ix.lotOf, "into": &ix.into, "line": &ix.line, "many": &ix.many, "apart": &ix.apart, "length": &ix.length, "weak": &ix.weak, "charges": &ix.charges, "profile": &ix.profile, "gpu": &ix.gpu, "amd": &ix.amd, "intel": &ix.intel,
	}
}
