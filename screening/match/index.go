package match

import (
	"math"
	"slices"
	"strings"
	"sync"

	"redflag/data"
)

// Index holds the listed names of some packs, ready to be searched. It is
// read-only once built and may be shared.
type Index struct {
	table     *tables
	vocab     *vocab
	entries   []entryRef
	names     []nameRef
	perWeight []float32   // 1 / weight of each name
	letters   []letterSet // of each name, forms of company aside
	tokens    []uint32    // token numbers of all names, one after another
	post      []uint32    // names of each token
	postAt    []uint32
	pairs     []uint64 // two words joined: hash, name, place of the first; sorted
	packs     []*data.ListPack
	addresses addressIndex
	soundOnce sync.Once
	sound     map[string][]uint32 // tokens by how kana write them

	// Of a difference alone.
	moved  []bool // tokens that tell another thing in one of the two lists
	others *vocab // words of the lists, be they in no name of the difference
}

type entryRef struct {
	pack, at uint32
}

// nameRef is one name of an entry: as listed, or a part of it that stands for it.
type nameRef struct {
	entry  uint32
	alias  int32  // -1 the primary name, else its place among the aliases
	first  uint32 // tokens[first : first+n]
	n      uint8
	part   bool // a derived form: without a bracket, one side of "a.k.a."
	kind   kind
	weight float32 // of all tokens
}

// kind is what an entry is, as far as the score asks.
type kind uint8

const (
	party       kind = iota
	individual       // a person
	craft            // a ship or an aircraft
	addressOnly      // a place without a name
)

func kindOf(e *data.ListEntry) kind {
	switch {
	case e.AddressOnly:
		return addressOnly
	case e.Type == "Individual": // as lists call a person
		return individual
	case e.Type == "Vessel", e.Type == "Aircraft":
		return craft
	}
	return party
}

const (
	placeBits = 6
	nameBits  = 20
	hashMask  = ^uint64(1<<(placeBits+nameBits) - 1)
)

// builder collects what an index is made of.
type builder struct {
	ix      *Index
	f       folder
	seen    map[string]uint32 // token -> provisional number
	text    []string
	count   []uint32 // entries that hold the token
	lastIn  []uint32 // the last entry counted
	classes []class
}

// Build makes an index of the packs' names.
func Build(packs []*data.ListPack) *Index {
	total := 0
	for _, p := range packs {
		total += len(p.Entries)
	}
	ix := &Index{table: theTables(), packs: packs, entries: make([]entryRef, 0, total), names: make([]nameRef, 0, 5*total/2), tokens: make([]uint32, 0, 10*total)}
	b := &builder{ix: ix, f: folder{table: ix.table}, seen: make(map[string]uint32, 3*total/2)}
	for pi, p := range packs {
		for ei := range p.Entries {
			ix.entries = append(ix.entries, entryRef{uint32(pi), uint32(ei)})
			b.entry(uint32(len(ix.entries)-1), &p.Entries[ei])
		}
	}
	b.number(len(ix.entries))
	ix.index()
	ix.indexAddresses()
	return ix
}

func (b *builder) entry(at uint32, e *data.ListEntry) {
	if e.AddressOnly {
		// The list's label is looked up as it stands, never as a name that something is like.
		b.add(at, -1, e.Label, true)
		return
	}
	b.name(at, -1, e.Name)
	for i, a := range e.Aliases {
		b.name(at, int32(i), a)
	}
}

// name adds a name as it is listed and the forms that stand within it.
func (b *builder) name(at uint32, alias int32, s string) {
	b.add(at, alias, s, false)
	if strings.ContainsAny(s, "([") {
		if out := withoutBrackets(s); out != s {
			b.add(at, alias, out, true)
		}
		if short := shortName(s); short != "" {
			b.add(at, alias, short, true)
		}
	}
	for _, m := range partMarks {
		before, after, ok := strings.Cut(s, m.text)
		if ok && m.before {
			b.add(at, alias, before, true)
		}
		if ok && m.after {
			b.add(at, alias, after, true)
		}
	}
}

// partMarks are the words by which lists put several names into one, and on which
// side of them a name stands that is looked up alone.
var partMarks = [...]struct {
	text          string
	before, after bool
}{
	{"a.k.a.", true, true}, {"aka ", true, true}, {"f.k.a.", true, true}, {"formerly ", true, true}, {"ALSO KNOWN AS", true, true}, {"D/B/A", true, true},
	{"Affiliated Entity:", true, true}, {"subordinate entity", true, true}, {"Subordinate Institution -", false, true},
	{"and any successor", true, false}, {"and its sub-units", true, false},
}

// shortName is what brackets say that the house goes by, where it is the first word of the
// name, "Alder Technologies Co., Ltd. (Alder)", or the first letters of its words, "National
// Alder and Maple Institute (NAMI)".
func shortName(s string) string {
	before, rest, _ := strings.Cut(strings.TrimSpace(s), "(")
	inside, _, closed := strings.Cut(rest, ")")
	inside = strings.TrimSpace(inside)
	words := strings.Fields(before)
	if !closed || len(words) == 0 || len(inside) < 4 {
		return ""
	}
	if strings.EqualFold(inside, words[0]) || initials(inside, words) {
		return inside
	}
	return ""
}

// initials reports capitals that are the first letters of words in a row, small words aside.
func initials(short string, words []string) bool {
	at := 0
	for _, w := range words {
		switch {
		case w[0] < 'A' || w[0] > 'Z':
		case at == len(short) || short[at] != w[0]:
			return false
		default:
			at++
		}
	}
	return at == len(short)
}

// withoutBrackets drops what stands in brackets when enough is left.
func withoutBrackets(s string) string {
	var out strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
			out.WriteByte(' ')
		default:
			if depth == 0 {
				out.WriteRune(r)
			}
		}
	}
	if t := out.String(); len(strings.Fields(t)) >= 2 {
		return t
	}
	return s
}

func (b *builder) add(at uint32, alias int32, s string, part bool) {
	b.f.fold(s)
	if len(b.f.slots) == 0 {
		return
	}
	b.reading(at, alias, part, false)
	if b.f.foreign {
		b.reading(at, alias, true, true)
	}
}

// reading adds one reading of the folded name: as written, or in Latin letters.
func (b *builder) reading(at uint32, alias int32, part, inLatin bool) {
	n := nameRef{entry: at, alias: alias, first: uint32(len(b.ix.tokens)), part: part, kind: kindOf(b.ix.entry(at))}
	var prev []byte
	for i := range b.f.slots {
		s := &b.f.slots[i]
		k := 0
		if inLatin && s.n > 1 && s.alts[0].native {
			k = 1
		}
		if s.n == 0 || n.n == maxTokens {
			continue
		}
		b.ix.tokens = append(b.ix.tokens, b.intern(b.f.text(&s.alts[k]), s.class, at))
		raw := b.f.buf[s.rawOff:s.rawEnd]
		if n.n > 0 && len(prev) > 0 && len(raw) > 0 {
			h, pow := polyHash(raw)
			ph, _ := polyHash(prev)
			b.ix.pairs = append(b.ix.pairs, mix(ph*pow+h)&hashMask|uint64(len(b.ix.names))<<placeBits|uint64(n.n-1))
		}
		prev = raw
		if s.class == legal {
			prev = nil
		}
		n.n++
	}
	if n.n > 0 {
		b.ix.names = append(b.ix.names, n)
	}
}

func (b *builder) intern(t []byte, c class, entry uint32) uint32 {
	id, ok := b.seen[string(t)]
	if !ok {
		id = uint32(len(b.text))
		s := string(t)
		b.seen[s] = id
		b.text = append(b.text, s)
		b.count = append(b.count, 0)
		b.lastIn = append(b.lastIn, ^uint32(0))
		b.classes = append(b.classes, c)
	}
	if b.lastIn[id] != entry {
		b.lastIn[id] = entry
		b.count[id]++
	}
	return id
}

// lexicon makes the words of the lexicon tokens.
func (b *builder) lexicon() {
	for from, w := range b.ix.table.latin {
		b.know(from, w.class)
		b.know(w.canon, w.class)
	}
}

// know makes a word of the lexicon a token even where no name holds it, so that
// its misspellings are recognised.
func (b *builder) know(t string, c class) {
	if _, ok := b.seen[t]; !ok {
		b.seen[t] = uint32(len(b.text))
		b.text = append(b.text, t)
		b.count = append(b.count, 0)
		b.classes = append(b.classes, c)
	}
}

// number makes the vocabulary of a list of so many entries.
func (b *builder) number(entries int) {
	ix := b.ix
	b.lexicon()
	b.houses()
	all := rough(uint32(entries))
	scale := 1 / math.Log(1+all)
	b.settle(func(i uint32) (class, float32) {
		t, c := b.text[i], b.classes[i]
		w, ok := ix.table.latin[t]
		if ok {
			c = w.class
		}
		weight := tokenWeight(c, len(t), float32(math.Log(1+all/max(rough(b.count[i]), 1))*scale))
		if w.common {
			weight = min(weight, tuneCommon)
		}
		return c, weight
	})
}

// settle makes the vocabulary of tokens that tell so much, and gives the names their
// final token numbers.
func (b *builder) settle(tells func(i uint32) (class, float32)) {
	ix := b.ix
	ix.vocab = makeVocab(b.text, tells, ix.table.latin)
	final := make([]uint32, len(b.text))
	for i, t := range ix.vocab.text {
		final[b.seen[t]] = uint32(i)
	}
	for i, t := range ix.tokens {
		ix.tokens[i] = final[t]
	}
	ix.perWeight, ix.letters = make([]float32, len(ix.names)), make([]letterSet, len(ix.names))
	for i := range ix.names {
		n := &ix.names[i]
		for _, t := range ix.tokens[n.first : n.first+uint32(n.n)] {
			n.weight += ix.vocab.weight[t]
			if c := ix.vocab.class[t]; c != legal && c != stop {
				ix.letters[i] = ix.letters[i].with(ix.vocab.letters[t])
			}
		}
		ix.perWeight[i] = 1 / (n.weight + 0.05)
	}
}

// A word that is a house's own name is rare in the world, however many firms of
// the house are listed. It shows by standing in most of its entries as the only
// word that is no form, place or trade.
const (
	houseEntries = 8   // fewer need no mending
	houseShare   = 0.5 // of the entries that hold the word
)

// houses counts the words of such families as if few entries held them.
func (b *builder) houses() {
	ix := b.ix
	alone := make([]uint32, len(b.text))
	last := make([]uint32, len(b.text))
	for i := range last {
		last[i] = ^uint32(0)
	}
	for i := range ix.names {
		n := &ix.names[i]
		own, owns := uint32(0), 0
		for _, t := range ix.tokens[n.first : n.first+uint32(n.n)] {
			c := b.classes[t]
			if w, ok := ix.table.latin[b.text[t]]; ok {
				c = w.class
			}
			if c == plain && (owns == 0 || t != own) {
				own, owns = t, owns+1
			}
		}
		if owns == 1 && last[own] != n.entry {
			last[own] = n.entry
			alone[own]++
		}
	}
	for t, n := range alone {
		if c := b.count[t]; c >= houseEntries && float64(n) >= houseShare*float64(c) {
			b.count[t] = uint32(math.Sqrt(float64(c)))
		}
	}
}

// onlyForms reports a name of nothing but forms of company and small words.
func (ix *Index) onlyForms(n *nameRef) bool {
	for _, t := range ix.tokens[n.first : n.first+uint32(n.n)] {
		if c := ix.vocab.class[t]; c != legal && c != stop {
			return false
		}
	}
	return true
}

// index makes the postings and the table of joined neighbours. A legal form has
// no postings, nobody is found by it, unless a name is nothing else.
func (ix *Index) index() {
	count := make([]uint32, len(ix.vocab.text)+1)
	last := make([]uint32, len(ix.vocab.text))
	each := func(yield func(t, name uint32)) {
		for i := range last {
			last[i] = ^uint32(0)
		}
		for i := range ix.names {
			n := &ix.names[i]
			bare := ix.onlyForms(n)
			for _, t := range ix.tokens[n.first : n.first+uint32(n.n)] {
				if c := ix.vocab.class[t]; !bare && (c == legal || c == stop) || last[t] == uint32(i) {
					continue
				}
				last[t] = uint32(i)
				yield(t, uint32(i))
			}
		}
	}
	each(func(t, _ uint32) { count[t+1]++ })
	for i := 1; i < len(count); i++ {
		count[i] += count[i-1]
	}
	ix.postAt = slices.Clone(count)
	ix.post = make([]uint32, count[len(count)-1])
	each(func(t, name uint32) {
		ix.post[count[t]] = name
		count[t]++
	})
	slices.Sort(ix.pairs)
}

func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	return h
}

// Len is how many names the index holds.
func (ix *Index) Len() int { return len(ix.names) }

func (ix *Index) entry(i uint32) *data.ListEntry {
	r := ix.entries[i]
	return &ix.packs[r.pack].Entries[r.at]
}

// listed is the text of a name as the list has it.
func (ix *Index) listed(n *nameRef) string {
	e := ix.entry(n.entry)
	switch {
	case n.alias < 0 && e.AddressOnly:
		return e.Label
	case n.alias < 0:
		return e.Name
	}
	return e.Aliases[n.alias]
}
