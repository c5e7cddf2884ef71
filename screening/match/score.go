package match

import (
	"math"
	"slices"
)

// Scores are set so that their meaning stays when the sums behind them change.
// ACCURACY.md says what share of listed parties and of others reaches each.
const (
	// Threshold is the score at or above which a name raises the listed light:
	// one unlisted name in a hundred reaches it.
	Threshold = 0.80
	// ReviewThreshold is the score from which a name possibly means the entry:
	// one unlisted name in twenty reaches it.
	ReviewThreshold = 0.70

	minScore = 0.40
)

// The raw sums that stand at the two thresholds.
const (
	rawReview = 0.513
	rawHit    = 0.62
)

// calibrate maps a raw sum to a score.
func calibrate(raw float32) float32 {
	switch {
	case raw < rawReview:
		return raw * ReviewThreshold / rawReview
	case raw < rawHit:
		return ReviewThreshold + (raw-rawReview)*(Threshold-ReviewThreshold)/(rawHit-rawReview)
	}
	return Threshold + (raw-rawHit)*(1-Threshold)/(1-rawHit)
}

// alignment is how the words of the query and of one listed name agree.
type alignment struct {
	pairs   []pair
	usedQ   uint64 // slots
	usedC   uint64 // tokens
	matched float32
	damage  float32 // weight lost to differences within agreeing words
	leftQ   float32 // weight of words only in the query
	leftC   float32 // weight of words only in the listed name
	ownQ    float32 // the weightiest own word only in the query
	ownC    float32 // the same of the listed name
	apart   bool    // what only the query has is another part of the field
	solid   int     // own words that agree
	surely  int     // of those, letter by letter
	letters int     // in those
	house   bool    // all that agrees is the name of a house, and places and forms alone stand with it
	telling int     // words that agree and are no forms of company
	aloud   uint64  // slots that agree as a native word sounds
	ordered bool
	foreign bool // the query is in native letters
	first   int  // slots of the query that agree lie from first to last
	last    int
	count   int
}

// pair is one agreement.
type pair struct {
	slot, slots uint8
	token, toks uint8
	how         how
	sim         float32
	weight      float32
}

// score aligns the query with a listed name.
func (s *Searcher) score(name uint32) float32 {
	n := &s.ix.names[name]
	s.align(name)
	if s.ix.entry(n.entry).AddressOnly && s.al.leftC+s.al.leftQ+s.al.damage > 0.01 {
		return 0
	}
	return calibrate(s.al.score(n.part))
}

func (s *Searcher) align(name uint32) {
	n := &s.ix.names[name]
	al := &s.al
	*al = alignment{pairs: al.pairs[:0]}
	toks := s.ix.tokens[n.first : n.first+uint32(n.n)]
	s.propose(name, toks)
	s.assign(al.pairs)
	s.leftovers(toks)
	s.sum(toks)
}

// propose collects every pair of token and slot that can agree.
func (s *Searcher) propose(name uint32, toks []uint32) {
	al, v := &s.al, s.ix.vocab
	for j, t := range toks {
		if s.stamp[t] == s.gen {
			for k := s.chain[t]; k >= 0; k = s.matches[k].next {
				m := &s.matches[k]
				al.pairs = append(al.pairs, pair{m.slot, m.span, uint8(j), 1, m.how, m.sim, v.weight[t]})
			}
		}
	}
	for i := range s.words {
		if h := s.q.pair[i]; h != 0 {
			s.proposeSplit(uint8(i), h|uint64(name)<<placeBits, toks)
		}
	}
}

// proposeSplit pairs two neighbours of the listed name with one word of the query.
func (s *Searcher) proposeSplit(slot uint8, key uint64, toks []uint32) {
	p := s.ix.pairs
	at, _ := slices.BinarySearch(p, key)
	for ; at < len(p) && p[at]>>placeBits == key>>placeBits; at++ {
		j := int(p[at] & (1<<placeBits - 1))
		if j+1 < len(toks) {
			w := s.ix.vocab.weight[toks[j]] + s.ix.vocab.weight[toks[j+1]]
			s.al.pairs = append(s.al.pairs, pair{slot, 1, uint8(j), 2, splitUp, 0.97, w})
		}
	}
}

// assign takes the best pairs first; each word agrees once.
func (s *Searcher) assign(pairs []pair) {
	al := &s.al
	// Insertion sort: few pairs, no allocation. Between equals the one in place wins.
	key := func(p *pair) float32 {
		k := p.sim * (p.weight + 0.01)
		if p.how == joinedUp || p.how == splitUp {
			k *= 1 + 0.2*float32(p.slots+p.toks-2)
		}
		if p.slot == p.token {
			k *= 1.0001
		}
		return k
	}
	for i := 1; i < len(pairs); i++ {
		for j := i; j > 0 && key(&pairs[j]) > key(&pairs[j-1]); j-- {
			pairs[j], pairs[j-1] = pairs[j-1], pairs[j]
		}
	}
	kept := pairs[:0]
	for _, p := range pairs {
		q := span(p.slot, p.slots)
		c := span(p.token, p.toks)
		if al.usedQ&q != 0 || al.usedC&c != 0 {
			continue
		}
		al.usedQ |= q
		al.usedC |= c
		kept = append(kept, p)
	}
	al.pairs = kept
	if s.words < len(s.f.slots) {
		s.settlePieces()
	}
}

// settlePieces keeps the pieces of a word only where all of them agree and the
// word itself does not.
func (s *Searcher) settlePieces() {
	al := &s.al
	for at := s.words; at < len(s.f.slots); {
		parent := s.f.slots[at].parent
		end := at
		for end < len(s.f.slots) && s.f.slots[end].parent == parent {
			end++
		}
		all := uint64(1)<<end - uint64(1)<<at
		if al.usedQ&all == all && al.usedQ>>parent&1 == 0 {
			al.usedQ |= 1 << parent
		} else {
			kept := al.pairs[:0]
			for _, p := range al.pairs {
				if all>>p.slot&1 == 1 {
					al.usedQ &^= span(p.slot, p.slots)
					al.usedC &^= span(p.token, p.toks)
					continue
				}
				kept = append(kept, p)
			}
			al.pairs = kept
		}
		at = end
	}
}

func span(at, n uint8) uint64 { return (1<<n - 1) << at }

// leftovers pairs the words that are left on both sides: initials, short forms,
// and words too far apart for the index.
func (s *Searcher) leftovers(toks []uint32) {
	al, v := &s.al, s.ix.vocab
	if popcount(al.usedC) == len(toks) || al.usedQ&(1<<s.words-1) == 1<<s.words-1 {
		return
	}
	for j, t := range toks {
		if al.usedC>>j&1 == 1 || v.class[t] == legal || v.class[t] == stop {
			continue
		}
		best := pair{}
		word := v.bytes(t)
		for i := range s.words {
			sl := &s.f.slots[i]
			if al.usedQ>>i&1 == 1 || sl.class == legal || sl.class == stop || sl.n == 0 {
				continue
			}
			p := pair{slot: uint8(i), slots: 1, token: uint8(j), toks: 1, weight: v.weight[t]}
			p.sim, p.how = s.near(s.f.text(&sl.alts[sl.latinAlt()]), word)
			switch {
			case p.how == initial:
				p.weight = min(p.weight, tuneInitial)
			case p.sim == 0 && sl.from == arabic && s.sameConsonants(sl, word):
				p.sim, p.how = tuneConsonants, sounded
			}
			if p.how == shortened && sl.class == plain && v.class[t] == plain || sl.class != plain && v.class[t] != sl.class {
				p.sim *= 0.8
			}
			if p.sim > best.sim {
				best = p
			}
		}
		if best.sim > 0 {
			al.usedQ |= span(best.slot, 1)
			al.usedC |= span(best.token, 1)
			al.pairs = append(al.pairs, best)
		}
	}
}

// sameConsonants compares a word written without its vowels to one with them,
// be they too short for the index: Nuh, Taha.
func (s *Searcher) sameConsonants(sl *slot, word []byte) bool {
	s.skel2 = skeleton(s.skel2[:0], word)
	for k := range sl.n {
		if a := &sl.alts[k]; !a.native {
			s.skel = skeleton(s.skel[:0], s.f.text(a))
			if len(s.skel) > 0 && string(s.skel) == string(s.skel2) {
				return true
			}
		}
	}
	return false
}

// near compares two leftover words.
func (s *Searcher) near(a, b []byte) (float32, how) {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || digitsOnly(a) || digitsOnly(b) {
		return 0, exact
	}
	if len(a) == 1 {
		if a[0] == b[0] {
			return 0.5, initial
		}
		return 0, exact
	}
	if len(b) <= maxTokenLen && len(a) >= 5 {
		if d := distance(a, b, &s.peq); d*3 <= len(a) {
			if sim := editSim(d, len(b)); sim > 0.5 {
				return sim, spelled
			}
		}
	}
	if len(a) >= 2 && len(b) >= 3 && len(b) <= 5 && distance(a, b, &s.peq) == 1 {
		return 0.45 + 0.05*float32(len(a)), spelled
	}
	if a[0] == b[0] && len(b) >= len(a)+2 {
		if string(b[:len(a)]) == string(a) && len(a) >= 3 {
			return min(0.85, 0.6+0.08*float32(len(a)-2)), shortened
		}
		if len(a) >= 3 && within(a, b) {
			return 0.6, shortened
		}
	}
	return 0, exact
}

// within reports whether the letters of a stand in b in this order and the last
// ones agree: "grp" in "group".
func within(a, b []byte) bool {
	if len(b) > 4*len(a) {
		return false
	}
	i := 0
	for _, c := range b {
		if i < len(a) && a[i] == c {
			i++
		}
	}
	return i == len(a) && !vowel(a[len(a)-1])
}

// sum adds up what agrees and what is left.
func (s *Searcher) sum(toks []uint32) {
	al, v := &s.al, s.ix.vocab
	al.first, al.last, al.ordered, al.foreign = maxTokens, -1, true, s.f.foreign
	var at [maxTokens]int8
	for _, p := range al.pairs {
		good := keepOf(p.sim)
		w := p.weight
		al.matched += w * good
		al.damage += w * (1 - good)
		if p.how == readAloud {
			al.aloud |= span(p.slot, 1)
		}
		if p.how == initial {
			// The rest of a word that meets only an initial is not accounted for.
			al.leftQ += 0.5 * max(0, s.q.weight[p.slot]-w)
		}
		if c := v.class[toks[p.token]]; (c == legal || c == stop) && p.sim < 0.8 && s.q.solid[p.slot] {
			al.damage += s.q.weight[p.slot] * (1 - good) // a short word of its own may be no form of company
		}
		if s.q.solid[p.slot] && v.class[toks[p.token]] == plain && p.sim >= 0.6 {
			al.solid++
			if p.sim >= 0.96 && p.how != shortened {
				al.surely++
			}
			al.letters += len(v.bytes(toks[p.token]))
		}
		if s.f.slots[p.slot].class != legal {
			al.telling++
			al.first, al.last = min(al.first, int(p.slot)), max(al.last, int(p.slot+p.slots-1))
		}
		al.count += int(p.slots)
		at[p.token] = int8(p.slot) + 1
	}
	prev := int8(0)
	for j := range toks {
		if at[j] == 0 {
			continue
		}
		if at[j] < prev {
			al.ordered = false
		}
		prev = at[j]
	}
	for j, t := range toks {
		if al.usedC>>j&1 == 0 {
			w := v.weight[t]
			if s.f.foreign && v.class[t] == generic {
				w *= tuneTranslated
			}
			al.leftC += w
			if v.class[t] == plain {
				al.ownC = max(al.ownC, v.weight[t])
			}
		}
	}
	s.sumQuery()
	al.house = al.solid == 1 && al.surely == 1 && al.ownQ == 0 && al.ownC == 0 && s.houseAlone(toks)
}

// houseAlone reports that what agrees is one distinctive word, and that nothing
// but places and forms of company stands beside it in the query.
func (s *Searcher) houseAlone(toks []uint32) bool {
	al, v := &s.al, s.ix.vocab
	for _, p := range al.pairs {
		switch t := toks[p.token]; v.class[t] {
		case plain:
			if p.toks > 1 || len(v.bytes(t)) < houseLetters || v.weight[t] <= tuneCommon {
				return false
			}
		case generic:
			return false
		}
	}
	for i := range s.words {
		if c := s.f.slots[i].class; al.usedQ>>i&1 == 0 && c != place && c != legal && c != stop {
			return false
		}
	}
	return true
}

// houseLetters is the least length of a word that is a house's name without more.
const houseLetters = 6

// sumQuery adds up what only the query has, and tells whether that is another
// part of the field: an address or a department after the name.
func (s *Searcher) sumQuery() {
	al := &s.al
	lo, hi := uint8(255), uint8(0)
	for i := range s.words {
		if al.usedQ>>i&1 == 1 && s.f.slots[i].class != legal {
			lo, hi = min(lo, s.f.slots[i].seg), max(hi, s.f.slots[i].seg)
		}
	}
	apart, says := true, false
	for i := range s.words {
		if al.usedQ>>i&1 == 1 {
			continue
		}
		sl, w := &s.f.slots[i], s.q.weight[i]
		if sl.of >= 0 && al.aloud>>sl.of&1 == 1 {
			continue // the native word agreed as it sounds, so its translation does not stand
		}
		if s.said(i) || s.abbreviates(i) {
			al.leftQ += 0.005 // less than a difference, more than none
			continue
		}
		if sl.seg >= lo && sl.seg <= hi && sl.class != legal && sl.class != stop {
			apart = false
		}
		if sl.class == generic || sl.class == place || sl.class == title || digitsOnly(s.f.text(&sl.alts[0])) {
			says = true
		}
		if sl.paren {
			w *= 0.6
		}
		if s.f.foreign && sl.class == generic {
			w *= tuneTranslated
		}
		al.leftQ += w
		if s.q.solid[i] {
			al.ownQ = max(al.ownQ, w)
		}
	}
	al.apart = apart && says && (al.solid >= 2 || al.letters >= 4)
}

// said reports a word of the query that says again what has agreed already.
func (s *Searcher) said(i int) bool {
	sl := &s.f.slots[i]
	if sl.n == 0 {
		return true
	}
	t := s.f.text(&sl.alts[0])
	for k := range i {
		o := &s.f.slots[k]
		if s.al.usedQ>>k&1 == 1 && o.n > 0 && string(s.f.text(&o.alts[0])) == string(t) {
			return true
		}
	}
	return false
}

// abbreviates reports a word of the query that is made of the initials of words
// before it, as in "Moscow Institute of Physics, MIP".
func (s *Searcher) abbreviates(i int) bool {
	sl := &s.f.slots[i]
	t := s.f.text(&sl.alts[sl.latinAlt()])
	if sl.class != plain || len(t) < 3 || len(t) > 10 || i < len(t) {
		return false
	}
	for skip := range 2 { // with the small words and without
		at := len(t) - 1
		for k := i - 1; k >= 0 && at >= 0; k-- {
			o := &s.f.slots[k]
			if o.n == 0 || skip == 0 && (o.class == stop || o.class == legal) {
				continue
			}
			if s.initialOf(o) != t[at] {
				if at == len(t)-1 {
					continue // other words may stand between
				}
				break
			}
			at--
		}
		if at < 0 {
			return true
		}
	}
	return false
}

// initialOf is the first letter of a word as it is written or read aloud.
func (s *Searcher) initialOf(sl *slot) byte {
	a := &sl.alts[0]
	if sl.from == latin {
		return s.f.buf[sl.rawOff]
	}
	for k := range sl.n {
		if sl.reading(int(k)) == readAloud {
			a = &sl.alts[k]
			break
		}
	}
	return s.f.text(a)[0]
}

// keepOf is the share of a word's weight that survives a likeness.
func keepOf(sim float32) float32 {
	if sim >= 0.999 {
		return 1
	}
	return float32(math.Pow(float64(sim), tuneKeep))
}

// score turns the sums into a number from 0 to 1.
func (al *alignment) score(part bool) float32 {
	if al.matched <= 0 {
		return 0
	}
	score := al.whole(al.leftQ, al.ownQ)
	if e := al.extra(); e > score {
		score = e
	}
	if al.apart {
		score = max(score, 0.96*al.whole(0.1*al.leftQ, 0))
	}
	if al.house {
		score = max(score, rawHit+0.1*score)
	}
	if !al.ordered && (al.solid < al.count || al.count > 4) {
		score *= 0.985
	}
	if part {
		score *= 0.985
	}
	if rest := al.leftC + al.leftQ + al.damage; rest > 0 {
		score = min(score, 0.999-0.05*min(rest, 1))
	}
	return max(0, min(score, 1))
}

// whole compares the query, with what it has alone, to the whole listed name.
func (al *alignment) whole(leftQ, ownQ float32) float32 {
	swap := min(ownQ, al.ownC) // one own word stands where another does
	ratio := al.matched / (al.matched + tuneDamage*al.damage + tuneLeftC*al.leftC + tuneLeftQ*leftQ + tuneSwap*swap)
	rest := al.leftC + leftQ + al.damage
	conf := float32(1)
	switch {
	case rest > 0.04:
		// What agrees must say enough by itself before a difference is forgiven.
		conf = 1 - tuneConfA*float32(math.Exp(-float64(al.matched*tuneConfK)))
		if al.solid <= 1 && al.letters < 8 {
			conf *= tuneShort + (1-tuneShort)*float32(al.letters)/8
		}
		if al.surely == 0 && al.solid > 0 {
			switch {
			case !al.foreign:
				conf *= tuneUnsure
			case al.solid == 1:
				conf *= tuneLone // one word alone agrees, and only by its sound
			default:
				conf *= tuneSeveral
			}
			if ownQ > 0.3 {
				conf *= tuneUnsure * tuneUnsure
			}
		}
		if al.solid == 0 {
			switch {
			case max(ownQ, al.ownC) > 0.1:
				conf *= tuneNoOwn
			case leftQ+al.leftC > 0.1:
				conf *= tuneGeneric
			}
		}
	case al.matched < 0.2 && rest > 0:
		conf = 0.5 // a letter
	case al.matched < 0.6:
		conf = 0.88 + 0.2*al.matched
	}
	return ratio * conf
}

// twoCharacters is the length in bytes of a name of two Chinese characters, which
// says as much as a longer one in letters.
const twoCharacters = 6

// extra is the path of a field that holds more than a name: the whole listed
// name stands in it, unbroken, and says enough to stand alone.
func (al *alignment) extra() float32 {
	if al.leftC > 0.04+0.03*al.matched || al.leftQ < 0.2 || al.last-al.first+1 > al.count+1 {
		return 0
	}
	if al.solid < 1 || al.matched < 1.0 {
		return 0
	}
	if al.solid == 1 && al.letters < 7 && !(al.foreign && al.letters == twoCharacters && al.telling >= 3) {
		return 0
	}
	left := al.leftQ
	if al.solid >= 2 || al.matched >= 1.5 {
		left = min(left, tunePage+0.1*left) // a page with the whole of a telling name in it
	}
	fill := al.matched / (al.matched + al.damage + tuneExtraQ*left)
	return fill * (1 - tuneExtraA*float32(math.Exp(-float64(al.matched-0.6)*2)))
}

// The numbers of the score. They are few, and were set on the labelled set with
// each half checked against the other.
const (
	tuneRespell    = 0.5  // a known word rarer than this is also read as misspelt
	tuneSame       = 0.94 // likeness of words that differ only in how a sound is written
	tuneSound      = 0.65 // what vowels cost between romanisations
	tuneEdit       = 0.9  // what an edit costs, in a word
	tuneEditShift  = 0.5  // this much shorter than it is
	tuneKeep       = 1.45 // power of a likeness
	tuneDamage     = 0.85 // what differences within words cost
	tuneLeftC      = 0.9  // what words cost that only the listed name has
	tuneLeftQ      = 0.95 // and those that only the query has
	tuneSwap       = 0.4  // and an own word in the place of another
	tuneConfA      = 0.75 // how much must agree before a difference is forgiven
	tuneConfK      = 2.1
	tuneShort      = 0.88 // little agrees, and it is short
	tuneNoOwn      = 0.7  // no own word agrees
	tuneGeneric    = 0.92 // trade words and places alone agree, and not all of them
	tuneUnsure     = 0.95 // none agrees letter by letter
	tuneTranslated = 0.5  // of a trade word left over where words were translated
	tuneExtraQ     = 0.08 // of a name within a longer field
	tuneExtraA     = 0.5
	tunePage       = 4    // words beyond so many say little more against it
	tuneLone       = 0.92 // of a name in native letters one word alone agrees, by its sound
	tuneSeveral    = 1.04 // several do
	tuneCommon     = 0.72 // the most that a word says that firms everywhere take for a name
	tuneInitial    = 0.3  // the most that an initial says
	tuneConsonants = 0.75 // likeness of short words by their consonants alone
	tuneVowelMiss  = 0.18 // a long vowel written in Arabic letters that the Latin word lacks
	tuneVowelFit   = 0.04 // one that it has
)
