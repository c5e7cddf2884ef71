package goods

import (
	_ "embed"
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// An opinion is what lines that people have judged teach about a line that names a
// part: whether its goods are the part. It weighs the words of the line by where they
// stand to the name, and asks neither a guard nor the grammar of accessories, so that it
// can be right where these do not know the words. It never says which part it is.

// opinion holds the weights of features, which are found by their hash alone.
type opinion struct {
	bias, scale float64
	weights     string // one signed byte each, in parts of the scale
}

//go:embed weights.bin
var learned string

// weighed is how many weights there are.
const weighed = 1 << 16

// parseOpinion reads weights as pack writes them: bias and scale, then the weights.
func parseOpinion(s string) opinion {
	number := func(at int) float64 {
		return float64(math.Float32frombits(uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24))
	}
	return opinion{bias: number(0), scale: number(4), weights: s[8 : 8+weighed]}
}

func (o *opinion) weight(feature uint32) float64 { return float64(int8(o.weights[feature])) * o.scale }

// of weighs features: above 0 the goods are more likely the part than not.
func (o *opinion) of(features []weighing) float64 {
	sum := 0.0
	for _, f := range features {
		sum += o.weight(f.feature)
	}
	return o.bias + sum*share(len(features))
}

// share is what one of n features counts.
func share(n int) float64 { return 1 / math.Sqrt(float64(max(n, 1))) }

// weighing is one feature of a line, and the atom that it comes from; -1 for none.
type weighing struct {
	feature uint32
	atom    int32
}

// spoke are the words of the line that spoke most for the part, or against it.
func (o *opinion) spoke(s *scratch, m mention, forIt bool) string {
	sums := make([]float64, len(s.atoms))
	for _, f := range s.weighings {
		if f.atom >= 0 {
			sums[f.atom] += o.weight(f.feature)
		}
	}
	if !forIt {
		for i := range sums {
			sums[i] = -sums[i]
		}
	}
	var words []string
	for len(words) < wordsShown {
		best := -1
		for i, sum := range sums {
			if sum > 0 && s.atoms[i].kind != numbers && (i < m.from || i >= m.to) && (best < 0 || sum > sums[best]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		from, to := s.run(best)
		clear(sums[from:to])
		if w := s.textOf(from, to); !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ")
}

const wordsShown = 3

// kinds of features, mixed into their hash.
const (
	ofPart uint64 = iota + 1
	ofSize
	ofPlace
	ofLength
	ofEdge
	ofWord
	ofNear
	ofStem
	ofEnd
	ofClass
	ofUnknown
	ofPair
	ofRun
	ofFamily
	ofHead
)

// anywhere stands for the side of a word that is weighed wherever it stands.
const anywhere = 8

const (
	mostWeighed  = 20 // atoms on either side of the name
	mostFamilies = 32 // other finds in the line
	affix        = 5  // letters of the beginning and the end of a word
)

// mixed takes a number to one whose bits all depend on all of its.
func mixed(h uint64) uint64 {
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// textHash is the hash of a text, whatever its case.
func textHash(s string) uint64 {
	h := uint64(fnvOffset)
	for _, r := range s {
		if r < utf8.RuneSelf && asciiKind[r] == letters {
			r |= 0x20
		} else {
			r = fold(r)
		}
		h = (h ^ uint64(r)) * fnvPrime
	}
	return h
}

// stemOf is the hash of the beginning of a word.
func stemOf(word string) uint64 {
	at := 0
	for n := 0; n < affix && at < len(word); n++ {
		_, size := utf8.DecodeRuneInString(word[at:])
		at += size
	}
	return textHash(word[:at])
}

// endOf is the hash of the end of a word.
func endOf(word string) uint64 {
	at := len(word)
	for n := 0; n < affix && at > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(word[:at])
		at -= size
	}
	return textHash(word[at:])
}

// textOf is what atoms were read from, of one text.
func (s *scratch) textOf(from, to int) string {
	if from >= s.said {
		return s.number[s.atoms[from].at:s.atoms[to-1].end]
	}
	return s.description[s.atoms[from].at:s.atoms[to-1].end]
}

// run is where the word that an atom is in begins and ends, of ideographs at most three.
func (s *scratch) run(i int) (from, to int) {
	from, to = i, i+1
	for to < len(s.atoms) && to != s.said && to < i+3 && s.atoms[i].kind == ideograph && s.atoms[to].kind == ideograph && s.atoms[to].gap == joined {
		to++
	}
	return from, to
}

// mention is the name that an opinion is about.
type mention struct {
	part     int32
	from, to int
	open     bool // nothing in the line vouches for it
	size     uint64
}

// weigh gathers what is weighed of a line about a name in it.
func (g *Goods) weigh(s *scratch, m mention) {
	w := weigher{g: g, s: s, m: m, out: s.weighings[:0]}
	w.name()
	w.words()
	w.families()
	s.weighings = w.out
}

type weigher struct {
	g          *Goods
	s          *scratch
	m          mention
	out        []weighing
	atom       int32
	side, near uint64
}

func (w *weigher) put(kind, a uint64) { w.put3(kind, a, 0, 0) }

func (w *weigher) put2(kind, a, b uint64) { w.put3(kind, a, b, 0) }

// put3 adds a feature of a kind, told by up to three numbers.
func (w *weigher) put3(kind, a, b, c uint64) {
	h := kind*0x9e3779b97f4a7c15 + a*0xd6e8feb86659fd93 + bits.RotateLeft64(b*0xa0761d6478bd642f, 21) + c*0xe7037ed1a0b428db
	w.out = append(w.out, weighing{uint32(mixed(h) % weighed), w.atom})
}

// name weighs the name itself: the part, its size and count, and where it stands.
func (w *weigher) name() {
	s, m := w.s, &w.m
	w.atom = -1
	f := found{part: m.part, from: m.from, to: m.to}
	if w.g.sized(s, f) {
		m.size |= 1
	}
	if w.g.counts(s, f) > 0 {
		m.size |= 2
	}
	if w.g.isFitted(s, f) {
		m.size |= 4
	}
	id := &w.g.hashes[m.part]
	w.put(ofPart, id.id)
	w.put2(ofPart, 1, id.kind)
	w.put(ofSize, m.size)
	w.put2(ofSize, m.size, id.kind)
	if m.from >= s.said {
		w.put(ofPlace, 1)
	}
	if s.said < len(s.atoms) {
		w.put(ofPlace, 2)
	}
	if m.from == 0 {
		w.put(ofPlace, 3)
	}
	if m.to == s.said {
		w.put(ofPlace, 4)
	}
	w.put(ofLength, uint64(min(s.said, 15)/3))
	if m.from < s.said {
		at, end := int(s.atoms[m.from].at), int(s.atoms[m.to-1].end)
		before, behind := byte(' '), byte(' ')
		if at > 0 {
			before = s.description[at-1]
		}
		if end < len(s.description) {
			behind = s.description[end]
		}
		w.put2(ofEdge, 1, uint64(before))
		w.put2(ofEdge, 2, uint64(behind))
	}
}

// place says on which side of the name an atom stands and how near. apart says whether
// a comma parts them.
func (w *weigher) place(i int, apart bool) {
	switch {
	case i >= w.s.said:
		w.side, w.near = 5, 5
	case i < w.m.from:
		w.side, w.near = 1, uint64(min(bits.Len(uint(w.m.from-i)), 4))
	default:
		w.side, w.near = 3, 8+uint64(min(bits.Len(uint(i-w.m.to+1)), 4))
	}
	if apart && w.side != 5 {
		w.side++
	}
}

func (w *weigher) words() {
	s := w.s
	apart := false
	for i := w.m.from - 1; i >= max(0, w.m.from-mostWeighed); i-- {
		apart = apart || s.atoms[i+1].gap == comma
		w.word(i, apart)
	}
	apart = false
	for i := w.m.to; i < min(len(s.atoms), w.m.to+mostWeighed); i++ {
		apart = apart || s.atoms[i].gap == comma
		w.word(i, apart)
	}
	for i := range min(2, s.said) {
		if i >= w.m.from && i < w.m.to {
			break
		}
		w.atom = int32(i)
		form := s.atoms[i].hash
		if s.atoms[i].kind == letters {
			form = stemOf(s.textOf(i, i+1))
		}
		w.put2(ofHead, form, uint64(i))
	}
}

// word weighs one atom: the word, its beginning and end, its neighbour, its classes.
func (w *weigher) word(i int, apart bool) {
	s, a := w.s, &w.s.atoms[i]
	w.place(i, apart)
	w.atom = int32(i)
	form := a.hash
	switch a.kind {
	case numbers:
		form = uint64(a.end-a.at) + 77 // how long it is
		w.put2(ofWord, w.side, form)
		w.put2(ofNear, w.near, form)
		return
	case letters:
		stem := stemOf(s.textOf(i, i+1))
		w.put2(ofStem, w.side, stem)
		w.put2(ofStem, anywhere, stem)
		if a.end-a.at > affix+1 {
			end := endOf(s.textOf(i, i+1))
			w.put2(ofEnd, w.side, end)
			w.put2(ofEnd, anywhere, end)
		}
		if i+1 < len(s.atoms) && i+1 != w.m.from && i+1 != s.said && s.atoms[i+1].kind == letters {
			w.put2(ofPair, stem, stemOf(s.textOf(i+1, i+2)))
		}
	case ideograph:
		run := form
		for k := i + 1; k < min(i+3, len(s.atoms)) && k != w.m.from && s.atoms[k].kind == ideograph && s.atoms[k].gap == joined; k++ {
			run = mixed(run + s.atoms[k].hash)
			w.put2(ofRun, w.side, run)
			w.put2(ofRun, anywhere, run)
		}
	}
	w.put2(ofWord, w.side, form)
	w.put2(ofWord, anywhere, form)
	w.put2(ofNear, w.near, form)
	if a.classes == 0 && a.guards == 0 {
		w.put2(ofUnknown, w.near, uint64(a.kind))
	}
	for c := uint64(a.classes); c != 0; c &= c - 1 {
		class := w.g.ix.classNames[bits.TrailingZeros64(c)]
		w.put2(ofClass, w.side, class)
		w.put3(ofClass, w.near, class, 1)
	}
}

// families weighs what else of the catalogue the line names.
func (w *weigher) families() {
	full := uint64(0)
	if w.m.size != 0 {
		full = 1
	}
	for _, a := range w.s.found[:min(len(w.s.found), mostFamilies)] {
		id := &w.g.hashes[a.part]
		w.atom = int32(a.from)
		switch {
		case a.from < w.m.to && w.m.from < a.to:
			continue
		case w.g.parts.All[a.part].Family == "":
			side := uint64(1)
			if a.from > w.m.from {
				side = 2
			}
			w.put3(ofFamily, id.kind, side, 7)
			continue
		case a.to <= w.m.from:
			w.place(a.to-1, w.comma(a.to, w.m.from))
		default:
			w.place(a.from, w.comma(w.m.to, a.from))
		}
		w.put2(ofFamily, id.id, w.side)
		w.put3(ofFamily, id.id, w.near, 1)
		w.put3(ofFamily, id.accessory, w.near, 2)
		w.put3(ofFamily, id.accessory, w.side, 4*full+3)
		if a.from == 0 {
			w.put3(ofFamily, id.accessory, full, 4)
			w.put2(ofFamily, id.id, anywhere)
		}
	}
}

// comma says whether a comma or the like stands before one of the atoms from to to.
func (w *weigher) comma(from, to int) bool {
	for i := from; i <= to && i < len(w.s.atoms); i++ {
		if w.s.atoms[i].gap == comma {
			return true
		}
	}
	return false
}

// hashed is what is weighed of a part.
type hashed struct{ id, kind, accessory uint64 }
