package match

import "math"

// Scores. See ACCURACY.md for what share of listed parties and of others
// reaches each.
const (
	// Threshold is the score at or above which a name raises the listed light.
	Threshold = 0.64
	// ReviewThreshold is the score from which a name possibly means the entry.
	ReviewThreshold = 0.50

	minScore = 0.35
)

// alignment is how the words of the query and of one listed name agree.
type alignment struct {
	pairs   []pair
	usedQ   uint64 // slots
	usedC   uint64 // tokens
	matched float32
	damage  float32 // weight lost to differences within agreeing words
	leftQ   float32 // weight of words only in the query
	leftC   float32 // weight of words only in the listed name
	solid   int     // own words that agree
	letters int     // in those
	ordered bool
	first   int // slots of the query that agree lie from first to last
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
	s.align(n)
	return s.al.score(n.part)
}

func (s *Searcher) align(n *nameRef) {
	al := &s.al
	*al = alignment{pairs: al.pairs[:0]}
	toks := s.ix.tokens[n.first : n.first+uint32(n.n)]
	s.propose(toks)
	s.assign(al.pairs)
	s.leftovers(toks)
	s.sum(toks)
}

// propose collects every pair of token and slot that can agree.
func (s *Searcher) propose(toks []uint32) {
	al, v := &s.al, s.ix.vocab
	for j, t := range toks {
		if s.stamp[t] == s.gen {
			for k := s.chain[t]; k >= 0; k = s.matches[k].next {
				m := &s.matches[k]
				al.pairs = append(al.pairs, pair{m.slot, m.span, uint8(j), 1, m.how, m.sim, v.weight[t]})
			}
		}
		if j+1 < len(toks) {
			s.proposeSplit(toks, j)
		}
	}
}

// proposeSplit pairs two neighbours of the listed name with one word of the query.
func (s *Searcher) proposeSplit(toks []uint32, j int) {
	var h uint64
	for i := range s.f.slots {
		p := s.q.pair[i]
		if p == 0 {
			continue
		}
		if h == 0 {
			h = s.ix.pairHash(toks[j], toks[j+1]) &^ nameMask
		}
		if h == p {
			w := s.ix.vocab.weight[toks[j]] + s.ix.vocab.weight[toks[j+1]]
			s.al.pairs = append(s.al.pairs, pair{uint8(i), 1, uint8(j), 2, splitUp, 0.97, w})
		}
	}
}

// assign takes the best pairs first; each word agrees once.
func (s *Searcher) assign(pairs []pair) {
	al := &s.al
	// Insertion sort: few pairs, no allocation. Between equals the one in place wins.
	key := func(p *pair) float32 {
		k := p.sim * (p.weight + 0.01) * (1 + 0.2*float32(p.slots+p.toks-2))
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
}

func span(at, n uint8) uint64 { return (1<<n - 1) << at }

// leftovers pairs the words that are left on both sides: initials, short forms,
// and words too far apart for the index.
func (s *Searcher) leftovers(toks []uint32) {
	al, v := &s.al, s.ix.vocab
	if popcount(al.usedC) == len(toks) || popcount(al.usedQ) == len(s.f.slots) {
		return
	}
	for j, t := range toks {
		if al.usedC>>j&1 == 1 || v.class[t] == legal || v.class[t] == stop {
			continue
		}
		best := pair{}
		s.joined = append(s.joined[:0], v.text[t]...)
		for i := range s.f.slots {
			sl := &s.f.slots[i]
			if al.usedQ>>i&1 == 1 || sl.class == legal || sl.class == stop || sl.n == 0 {
				continue
			}
			p := pair{slot: uint8(i), slots: 1, token: uint8(j), toks: 1, weight: v.weight[t]}
			p.sim, p.how = s.near(s.f.text(&sl.alts[sl.latinAlt()]), s.joined)
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
	al.first, al.last, al.ordered = maxTokens, -1, true
	var at [maxTokens]int8
	for _, p := range al.pairs {
		good := keepOf(p.sim)
		w := p.weight
		al.matched += w * good
		al.damage += w * (1 - good)
		if s.q.solid[p.slot] && v.class[toks[p.token]] == plain && p.sim >= 0.6 {
			al.solid++
			al.letters += len(v.text[toks[p.token]])
		}
		if s.f.slots[p.slot].class != legal {
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
			al.leftC += v.weight[t]
		}
	}
	for i := range s.f.slots {
		if al.usedQ>>i&1 == 0 {
			w := s.q.weight[i]
			if s.f.slots[i].paren {
				w *= 0.6
			}
			al.leftQ += w
		}
	}
}

// keepOf is the share of a word's weight that survives a likeness.
func keepOf(sim float32) float32 {
	if sim >= 0.999 {
		return 1
	}
	return sim * sim
}

// score turns the sums into a number from 0 to 1.
func (al *alignment) score(part bool) float32 {
	if al.matched <= 0 || (al.solid == 0 && al.leftQ+al.leftC > 0.3) {
		if al.matched <= 0 || al.leftQ+al.leftC > 0.9*al.matched {
			return 0
		}
	}
	ratio := al.matched / (al.matched + 0.9*al.damage + 0.9*al.leftC + 0.9*al.leftQ)
	rest := al.leftC + al.leftQ + al.damage
	conf := float32(1)
	if rest > 0.04 {
		// What agrees must say enough by itself before a difference is forgiven.
		conf = 1 - 0.6*float32(math.Exp(-float64(al.matched)*2.2))
		if al.solid <= 1 && al.letters < 8 {
			conf *= 0.80 + 0.025*float32(al.letters)
		}
	} else if al.matched < 0.6 {
		conf = 0.88 + 0.2*al.matched
	}
	score := ratio * conf
	if e := al.extra(); e > score {
		score = e
	}
	if !al.ordered {
		score *= 0.985
	}
	if part {
		score *= 0.985
	}
	if rest > 0 {
		score = min(score, 0.999-0.05*rest)
	}
	return max(0, min(score, 1))
}

// extra is the path of a field that holds more than a name: the whole listed
// name stands in it, unbroken, and says enough to stand alone.
func (al *alignment) extra() float32 {
	if al.leftC > 0.04+0.03*al.matched || al.leftQ < 0.2 || al.last-al.first+1 > al.count+1 {
		return 0
	}
	if al.solid < 1 || al.matched < 1.0 || (al.solid == 1 && al.letters < 7) {
		return 0
	}
	fill := al.matched / (al.matched + al.damage + 0.08*al.leftQ)
	return fill * (1 - 0.5*float32(math.Exp(-float64(al.matched-0.6)*2)))
}
