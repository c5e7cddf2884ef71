package match

import "slices"

// alignment is how the words of the query and of one listed name agree.
type alignment struct {
	pairs    []pair
	proposed []pair // all that could agree, the best first
	usedQ    uint64 // slots
	usedC    uint64 // tokens
	matched  float32
	damage   float32 // weight lost to differences within agreeing words
	leftQ    float32 // weight of words only in the query
	leftC    float32 // weight of words only in the listed name
	ownQ     float32 // the weightiest own word only in the query
	ownC     float32 // the same of the listed name
	apart    bool    // what only the query has is another part of the field
	entire   bool    // the listed name is the whole of a part of the field, word for word
	solid    int     // own words that agree
	surely   int     // of those, letter by letter
	telltale bool    // and one of them is no word that firms everywhere take for a name
	likest   float32 // the most likeness of them
	letters  int     // in those
	house    bool    // all that agrees is the name of a house, and places and forms alone stand with it
	telling  int     // words that agree and are no forms of company and no small words
	aloud    uint64  // slots that agree as a native word sounds
	split    bool    // all own words that agree are one word of the query divided
	ordered  bool
	foreign  bool // the query is in native letters
	page     bool // and so long that it is a text, no name
	first    int  // slots of the query that agree lie from first to last
	last     int
	count    int
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
	if s.al.split && s.company() && n.kind == individual {
		s.al.leftQ += tunePerson
	}
	if s.al.split && s.q.form && s.respelt() {
		s.al.leftQ += tuneRespelt
	}
	if s.q.form && (n.kind == craft || n.kind == individual && s.al.leftC == 0) {
		s.al.leftQ += tuneNoFirm
	}
	if n.kind == individual && s.al.solid >= 2 && s.fathersBetween() {
		s.al.leftQ *= tuneFathers
		s.al.ownQ = 0
	}
	if n.kind == addressOnly && s.al.leftC+s.al.leftQ+s.al.damage > 0.01 {
		return 0
	}
	raw := s.al.score(n.part)
	if s.f.family && s.otherFamily(n.kind, int(n.n)) {
		raw *= tuneFamily
	}
	if raw > rawAlike && s.onlyAlike(s.ix.tokens[n.first:n.first+uint32(n.n)], n.kind) {
		raw = rawAlike + tuneAlike*(raw-rawAlike)
	}
	return calibrate(raw)
}

// otherFamily reports a person in Chinese or Korean characters whose family name does
// not agree with that of the listed person, at the one end or the other, or whose Korean syllables do not all agree in
// their order.
func (s *Searcher) otherFamily(listed kind, tokens int) bool {
	al := &s.al
	if s.f.slots[0].from == hangul && (listed != individual || !al.ordered || al.usedQ&(1<<s.words-1) != 1<<s.words-1) {
		return true
	}
	if listed != individual {
		return false
	}
	for _, p := range al.pairs {
		if p.slot == 0 && (p.token == 0 || int(p.token) == tokens-1) {
			return false
		}
	}
	return true
}

// respelt reports pieces of one word that agree in another romanisation: names of
// persons are divided and respelt, those of firms are one or the other.
func (s *Searcher) respelt() bool {
	for _, p := range s.al.pairs {
		if int(p.slot) >= s.words && p.how == romanised {
			return true
		}
	}
	return false
}

// company reports a text that names a form of company or a trade.
func (s *Searcher) company() bool {
	for i := range s.words {
		if c := s.f.slots[i].class; c == legal || c == generic {
			return true
		}
	}
	return false
}

// fathersBetween reports a name in Arabic letters whose first and last words agree:
// those between are the father's and grandfather's, which lists leave out.
func (s *Searcher) fathersBetween() bool {
	return s.f.foreign && s.f.slots[0].from == arabic && s.f.slots[s.words-1].from == arabic && s.al.first == 0 && s.al.last == s.words-1
}

func (s *Searcher) align(name uint32) {
	n := &s.ix.names[name]
	al := &s.al
	*al = alignment{pairs: al.pairs[:0], proposed: al.proposed[:0]}
	toks := s.ix.tokens[n.first : n.first+uint32(n.n)]
	s.propose(name, toks)
	s.assign(toks, n.kind == individual)
	s.leftovers(toks)
	s.sum(toks, n.kind == individual)
}

// propose collects every pair of token and slot that can agree.
func (s *Searcher) propose(name uint32, toks []uint32) {
	al, v := &s.al, s.ix.vocab
	for j, t := range toks {
		if s.stamp[t] == s.gen {
			for k := s.chain[t]; k >= 0; k = s.matches[k].next {
				m := &s.matches[k]
				al.proposed = append(al.proposed, pair{m.slot, m.span, uint8(j), 1, m.how, m.sim, v.weight[t]})
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
			s.al.proposed = append(s.al.proposed, pair{slot, 1, uint8(j), 2, splitUp, 0.97, w})
		}
	}
}

// assign takes the best pairs first; each word agrees once. Pieces of a word that
// do not all agree give way to what else their words agree with.
func (s *Searcher) assign(toks []uint32, person bool) {
	al := &s.al
	sortPairs(al.proposed)
	without := uint64(0)
	for {
		al.usedQ, al.usedC, al.pairs = 0, 0, al.pairs[:0]
		for _, p := range al.proposed {
			q, c := span(p.slot, p.slots), span(p.token, p.toks)
			if al.usedQ&q != 0 || al.usedC&c != 0 || without&q != 0 {
				continue
			}
			al.usedQ |= q
			al.usedC |= c
			al.pairs = append(al.pairs, p)
		}
		broken := s.brokenPieces(toks, person)
		if broken == 0 {
			return
		}
		without |= broken
	}
}

// sortPairs puts what agrees most first. Insertion sort: few pairs, no allocation.
// Between equals the one in place wins.
func sortPairs(pairs []pair) {
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
}

// brokenPieces are the pieces that agree of words whose pieces do not all agree,
// or that agree themselves. Where all do, in a row, their word counts as agreeing.
func (s *Searcher) brokenPieces(toks []uint32, person bool) (broken uint64) {
	al := &s.al
	for at := s.words; at < len(s.f.slots); {
		parent := s.f.slots[at].parent
		end := at
		for end < len(s.f.slots) && s.f.slots[end].parent == parent {
			end++
		}
		all := uint64(1)<<end - uint64(1)<<at
		if al.usedQ&all == all && al.usedQ>>parent&1 == 0 && s.inARow(at, end, toks, person) {
			al.usedQ |= 1 << parent
		} else {
			broken |= al.usedQ & all
		}
		at = end
	}
	return broken
}

// inARow reports that the pieces of a word agree with words that stand one after
// another in the listed name; forms of company anywhere, and small ones and words
// of trade between them, do not matter. The last name of a person in Arabic letters that is listed after its
// first ones goes before them: Abdul Majid is listed as "Majid, Hafiz Abdul".
func (s *Searcher) inARow(at, end int, toks []uint32, person bool) bool {
	last := -1
	for i := at; i < end; i++ {
		for _, p := range s.al.pairs {
			if int(p.slot) != i || s.ix.vocab.class[toks[p.token]] == legal {
				continue
			}
			around := person && s.f.slots[i].from == arabic && last == len(toks)-1 && p.token == 0
			if last >= 0 && !around && !s.follows(last, int(p.token), toks) {
				return false
			}
			last = int(p.token)
		}
	}
	return true
}

func (s *Searcher) follows(a, b int, toks []uint32) bool {
	if b <= a {
		return false
	}
	for _, t := range toks[a+1 : b] {
		if c := s.ix.vocab.class[t]; c != stop && c != generic {
			return false
		}
	}
	return true
}

func span(at, n uint8) uint64 { return (1<<n - 1) << at }
