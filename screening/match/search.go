package match

import (
	"bytes"
	"cmp"
	"slices"

	"redflag/data"
)

// Query is one party to look up.
type Query struct {
	Name, NameLocal string
	Aliases         []string
	Country         string // ISO 2, or ""
	Address         string
}

// Searcher looks names up in an index. It holds scratch and is not safe for
// concurrent use; make one for each goroutine.
type Searcher struct {
	ix *Index
	f  folder
	q  query

	// What the tokens of the vocabulary match in this query: a chain of matches a token.
	stamp   []uint32
	chain   []int32
	matches []tokenMatch
	gen     uint32
	reads   []tokenRead

	// Names reached so far.
	reached   []uint32 // generation a name was reached in
	got       []float32
	lastSlot  []uint8
	touched   []uint32
	best      []candidate
	order     []uint8
	grams     []uint8  // trigrams shared, by token
	gramDirty []uint32 // tokens to reset
	peq       [256]uint64
	skel      []byte
	skel2     []byte
	joined    []byte
	folded    [2][]byte
	al        alignment
	near2     comparison
	results   []result
	words     int     // slots of the text itself; pieces follow
	bestRead  float32 // likeness of the best token read for the slot at hand
}

// query is the folded text being looked up.
type query struct {
	weight [maxTokens]float32
	solid  [maxTokens]bool   // an own word, not a form, a trade word or a place
	pair   [maxTokens]uint64 // hash of a slot that two neighbours of a listed name make together; 0 none
}

// tokenMatch says that a token reads a slot of the query, or two joined ones.
type tokenMatch struct {
	slot, span uint8
	how        how
	sim        float32
	next       int32
}

// how a token was matched.
type how uint8

const (
	exact how = iota
	spelled
	sounded
	joinedUp
	splitUp
	looksAlike
	translated
	readAloud
	initial
	shortened
)

type candidate struct {
	name uint32
	rank float32
}

// Searcher makes a searcher of the index.
func (ix *Index) Searcher() *Searcher {
	n, v := len(ix.names), len(ix.vocab.text)
	return &Searcher{
		ix: ix, f: folder{table: ix.table}, stamp: make([]uint32, v), chain: make([]int32, v), grams: make([]uint8, v),
		reached: make([]uint32, n), got: make([]float32, n), lastSlot: make([]uint8, n),
	}
}

// Limits of the work for one text.
const (
	maxPostings   = 16_000 // names reached
	maxCandidates = 40     // names scored in full
	maxReads      = 48     // tokens that one slot is read as
)

// gather resolves the folded text to tokens and reaches the names that hold them.
func (s *Searcher) gather() {
	s.gen++
	s.matches, s.reads, s.touched, s.best = s.matches[:0], s.reads[:0], s.touched[:0], s.best[:0]
	s.words = len(s.f.slots)
	for i := range s.words {
		s.resolve(i)
	}
	s.joinNeighbours()
	s.reach()
	s.choose()
}

func (s *Searcher) match(id uint32, m tokenMatch) {
	id = s.ix.vocab.canon[id]
	s.bestRead = max(s.bestRead, m.sim)
	if s.stamp[id] != s.gen {
		s.stamp[id], s.chain[id] = s.gen, -1
	}
	for k := s.chain[id]; k >= 0; k = s.matches[k].next {
		if o := &s.matches[k]; o.slot == m.slot && o.span == m.span {
			if m.sim > o.sim {
				o.sim, o.how = m.sim, m.how
			}
			return
		}
	}
	m.next = s.chain[id]
	s.chain[id] = int32(len(s.matches))
	s.matches = append(s.matches, m)
	s.reads = append(s.reads, tokenRead{id, m.sim, m.slot})
}

// tokenRead is a token to reach names by.
type tokenRead struct {
	id   uint32
	sim  float32
	slot uint8
}

// resolve finds the tokens that one slot can be read as, and its weight.
func (s *Searcher) resolve(i int) {
	sl := &s.f.slots[i]
	v := s.ix.vocab
	q := &s.q
	q.pair[i] = 0
	q.solid[i] = sl.class == plain
	q.weight[i] = tokenWeight(sl.class, int(sl.alts[0].end-sl.alts[0].off), 1)
	known := false
	s.bestRead = 0
	for k := range sl.n {
		a := &sl.alts[k]
		t := s.f.text(a)
		m := tokenMatch{slot: uint8(i), span: 1, sim: a.sim, how: sl.reading(int(k))}
		id, ok := v.ids[string(t)]
		if ok {
			s.match(id, m)
			if w := v.weight[v.canon[id]]; sl.class != plain || v.class[id] == plain {
				if !known || w > q.weight[i] {
					q.weight[i] = w
				}
			}
			known = true
		}
		if sl.class != plain && k == 0 {
			continue
		}
		if a.native && sl.from != latin {
			if len(t) >= 6 && sl.from != arabic {
				s.misspelt(t, m)
			}
			continue
		}
		s.alike(t, m, sl.from == arabic)
		if (!ok || v.weight[id] > tuneRespell) && sl.from != arabic {
			s.misspelt(t, m)
		}
		if !ok || len(t) <= 3 {
			s.confused(t, m)
		}
		if h, _ := polyHash(t); len(t) >= 4 && s.pairKnown(mix(h)) {
			q.pair[i] = mix(h) & hashMask
		}
	}
	if digitsOnly(s.f.text(&sl.alts[0])) {
		q.weight[i] = min(q.weight[i], 0.5)
	}
	if !known && q.pair[i] == 0 && sl.class == plain && s.bestRead < 0.84 {
		s.pieces(i)
	}
}

// confused reads a word that nobody listed has with letters taken for others
// that are drawn like them.
func (s *Searcher) confused(t []byte, m tokenMatch) {
	m.sim *= 0.95
	m.how = looksAlike
	for _, c := range [...][2]string{{"l", "i"}, {"i", "l"}, {"rn", "m"}, {"vv", "w"}, {"cl", "d"}} {
		places := bytes.Count(t, []byte(c[0]))
		if places == 0 || places > 4 {
			continue
		}
		for only := -1; only < places; only++ { // all of them, then each alone
			if only >= 0 && places == 1 {
				break
			}
			s.joined = swapLetters(s.joined[:0], t, c[0], c[1], only)
			if id, ok := s.ix.vocab.ids[string(s.joined)]; ok {
				s.match(id, m)
			}
		}
	}
}

// swapLetters appends t with from written as to: everywhere, or only at one place.
func swapLetters(b, t []byte, from, to string, only int) []byte {
	seen := 0
	for j := 0; j < len(t); {
		if n := len(from); j+n <= len(t) && string(t[j:j+n]) == from {
			if only < 0 || only == seen {
				b = append(b, to...)
			} else {
				b = append(b, from...)
			}
			seen++
			j += n
			continue
		}
		b = append(b, t[j])
		j++
	}
	return b
}

// pieces adds the words that an unknown word is run together from, as slots of
// their own that count only together.
func (s *Searcher) pieces(i int) {
	sl := &s.f.slots[i]
	if sl.parent >= 0 || sl.n == 0 {
		return
	}
	a := sl.alts[sl.latinAlt()]
	t := s.f.text(&a)
	n := len(t)
	if n < 5 || n > 40 {
		return
	}
	v := s.ix.vocab
	var cost [41]float32
	var from [41]int8
	for j := 1; j <= n; j++ {
		cost[j] = 99
		for k := max(0, j-20); k+1 < j; k++ {
			if k > 0 && cost[k] >= 9 || k == 0 && j == n {
				continue
			}
			id, ok := v.ids[string(t[k:j])]
			if !ok {
				continue
			}
			c := cost[k] + 1
			switch {
			case v.class[id] == legal:
				c -= 0.2
			case j-k == 2:
				c++
			}
			if c < cost[j] {
				cost[j], from[j] = c, int8(k)
			}
		}
	}
	if cost[n] > 4 {
		return
	}
	for j := n; j > 0; j = int(from[j]) {
		if len(s.f.slots) == maxTokens {
			return
		}
		piece := slot{class: plain, from: latin, parent: int8(i), seg: sl.seg}
		piece.rawOff, piece.rawEnd = a.off+int32(from[j]), a.off+int32(j)
		piece.add(piece.rawOff, piece.rawEnd, 0.97)
		at := len(s.f.slots)
		s.f.slots = append(s.f.slots, piece)
		id := v.ids[string(t[from[j]:j])]
		s.q.weight[at], s.q.pair[at], s.q.solid[at] = 0, 0, v.class[id] == plain
		s.match(id, tokenMatch{slot: uint8(at), span: 1, sim: 0.97, how: splitUp})
	}
}

// reading says how an alternative of the slot came about.
func (sl *slot) reading(k int) how {
	switch {
	case sl.leet:
		return looksAlike
	case sl.from == latin || sl.alts[k].native:
		return exact
	case k == 0:
		return translated
	}
	return readAloud
}

func digitsOnly(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// alike reads a word as the tokens that share its consonants: other
// romanisations of the same name. A word written without its vowels may lack
// the first one too.
func (s *Searcher) alike(t []byte, m tokenMatch, unvowelled bool) {
	if len(t) < 2 || len(t) > maxTokenLen || t[0] < 'a' || t[0] > 'z' {
		return
	}
	if !unvowelled {
		if len(t) >= 3 && bytes.ContainsAny(t, "aeiouy") {
			s.skel = skeleton(s.skel[:0], t)
			s.sharing(t, m, false)
		}
		return
	}
	s.skel = skeleton(s.skel[:0], t)
	s.sharing(t, m, true)
	if s.skel[0] == 'A' {
		copy(s.skel, s.skel[1:])
		s.skel = s.skel[:len(s.skel)-1]
	} else {
		if s.skel[0] == 'f' && t[0] == 'v' { // waw may be a vowel
			s.skel[0] = 'A'
			s.sharing(t, m, true)
			return
		}
		s.skel = append(s.skel, 0)
		copy(s.skel[1:], s.skel)
		s.skel[0] = 'A'
	}
	m.sim *= 0.95
	s.sharing(t, m, true)
}

// sharing reads a word as the tokens with the skeleton at hand.
func (s *Searcher) sharing(t []byte, m tokenMatch, unvowelled bool) {
	if len(s.skel) < 2 {
		return
	}
	v := s.ix.vocab
	b := skelBucket(s.skel)
	shared := v.skels[v.skelStart[b]:v.skelStart[b+1]]
	n := 0
	for _, id := range shared {
		o := v.bytes(id)
		if string(o) == string(t) {
			continue
		}
		s.skel2 = skeleton(s.skel2[:0], o)
		if string(s.skel2) != string(s.skel) {
			continue
		}
		sim := s.soundSim(t, o)
		if unvowelled {
			sim = s.consonantSim(sim, len(shared))
		}
		if sim >= 0.6 {
			mm := m
			mm.sim *= sim
			mm.how = sounded
			s.match(id, mm)
			if n++; n == maxReads {
				return
			}
		}
	}
}

// soundSim is how alike two words with the same consonants are: the more
// consonants they share and the less their vowels differ, the more.
func (s *Searcher) soundSim(a, b []byte) float32 {
	s.folded[0] = romanFold(s.folded[0][:0], a)
	s.folded[1] = romanFold(s.folded[1][:0], b)
	a, b = s.folded[0], s.folded[1]
	d := distance(a, b, &s.peq)
	k := float32(tuneSound)
	switch len(s.skel) {
	case 2:
		k *= 1.9
	case 3:
		k *= 1.35
	}
	return tuneSame - k*float32(d)/float32(max(len(a), len(b), 1))
}

// consonantSim is the likeness of a word written without its vowels: the
// consonants say what they can, less the fewer they are and the more words share them.
func (s *Searcher) consonantSim(sim float32, shared int) float32 {
	base := float32(1.02)
	switch len(s.skel) {
	case 2:
		base = 0.84
	case 3:
		base = 0.97
	}
	return max(sim, min(0.98, base-0.015*float32(min(shared, 8))))
}

// misspelt reads a word as the tokens within reach of a few edits.
func (s *Searcher) misspelt(t []byte, m tokenMatch) {
	if !fuzzy(t) {
		return
	}
	v := s.ix.vocab
	n := len(t)
	d := reach(n)
	lo, hi := v.length[max(n-d, 1)], v.length[min(n+d, maxTokenLen)+1]
	need := uint8(max(1, n+1-3*d))
	s.gramDirty = s.gramDirty[:0]
	eachGram(t, func(g uint32) {
		list := v.grams[v.gramStart[g]:v.gramStart[g+1]]
		from, _ := slices.BinarySearch(list, lo)
		for _, id := range list[from:] {
			if id >= hi {
				break
			}
			if s.grams[id] == 0 {
				s.gramDirty = append(s.gramDirty, id)
			}
			s.grams[id]++
		}
	})
	reads := 0
	for _, id := range s.gramDirty {
		c := s.grams[id]
		s.grams[id] = 0
		if c < need || reads == maxReads {
			continue
		}
		o := v.bytes(id)
		if len(o) > n && int(c) < len(o)+1-3*d {
			continue
		}
		e := distance(t, o, &s.peq)
		if e == 0 || e > d {
			continue
		}
		mm := m
		mm.sim *= editSim(e, min(n, len(o)))
		mm.how = spelled
		s.match(id, mm)
		reads++
	}
}

// editSim is how alike two words of n letters are after e edits.
func editSim(e, n int) float32 {
	return max(0, 1-tuneEdit*float32(e)/(float32(n)-tuneEditShift))
}

// pairKnown reports whether two neighbours of a listed name join to this hash.
func (s *Searcher) pairKnown(h uint64) bool {
	lo, hi := s.pairRange(h)
	return lo < hi
}

func (s *Searcher) pairRange(h uint64) (lo, hi int) {
	p := s.ix.pairs
	h &= hashMask
	lo, _ = slices.BinarySearch(p, h)
	hi = lo
	for hi < len(p) && p[hi]&hashMask == h {
		hi++
	}
	return lo, hi
}

// joinNeighbours reads two or more neighbouring words of the query as one token.
func (s *Searcher) joinNeighbours() {
	v := s.ix.vocab
	for i := 0; i+1 < s.words; i++ {
		a := &s.f.slots[i]
		s.joined = append(s.joined[:0], s.f.buf[a.rawOff:a.rawEnd]...)
		if len(s.joined) == 0 || a.class == legal {
			continue
		}
		for n := 2; n <= 4 && i+n <= s.words; n++ {
			b := &s.f.slots[i+n-1]
			if b.rawEnd == b.rawOff || len(s.joined) > maxTokenLen {
				break
			}
			s.joined = append(s.joined, s.f.buf[b.rawOff:b.rawEnd]...)
			if id, ok := v.ids[string(s.joined)]; ok {
				s.match(id, tokenMatch{slot: uint8(i), span: uint8(n), sim: 0.97, how: joinedUp})
			}
		}
	}
}

// latinAlt is the alternative of a slot in Latin letters.
func (sl *slot) latinAlt() int {
	if sl.n > 1 && sl.alts[0].native {
		return 1
	}
	return 0
}

// reach walks the postings of the tokens read, the rarest slots first.
func (s *Searcher) reach() {
	s.order = s.order[:0]
	for i := range s.f.slots {
		s.order = append(s.order, uint8(i))
	}
	q := &s.q
	slices.SortStableFunc(s.order, func(a, b uint8) int { return cmp.Compare(q.weight[b], q.weight[a]) })
	rank := [maxTokens]uint8{}
	for r, i := range s.order {
		rank[i] = uint8(r)
	}
	slices.SortFunc(s.reads, func(a, b tokenRead) int {
		if c := cmp.Compare(rank[a.slot], rank[b.slot]); c != 0 {
			return c
		}
		return cmp.Compare(b.sim, a.sim)
	})
	budget := maxPostings
	ix := s.ix
	for _, r := range s.reads {
		list := ix.post[ix.postAt[r.id]:ix.postAt[r.id+1]]
		if len(list) > budget {
			continue
		}
		budget -= len(list)
		gain := ix.vocab.weight[r.id] * r.sim * r.sim
		for _, name := range list {
			s.touch(name, r.slot, gain)
		}
	}
	for i := range s.f.slots {
		if q.pair[i] == 0 {
			continue
		}
		lo, hi := s.pairRange(q.pair[i])
		for _, p := range ix.pairs[lo:min(hi, lo+2000)] {
			s.touch(uint32(p>>placeBits&(1<<nameBits-1)), uint8(i), max(q.weight[i], 0.7))
		}
	}
}

func (s *Searcher) touch(name uint32, slot uint8, gain float32) {
	if s.reached[name] != s.gen {
		s.reached[name], s.got[name], s.lastSlot[name] = s.gen, gain, slot
		s.touched = append(s.touched, name)
		return
	}
	if s.lastSlot[name] != slot {
		s.got[name] += gain
		s.lastSlot[name] = slot
	}
}

// choose keeps the names that promise most, best first.
func (s *Searcher) choose() {
	ix := s.ix
	heap := s.best[:0]
	for _, name := range s.touched {
		got := s.got[name]
		rank := got * min(got*ix.perWeight[name], 1)
		if len(heap) < maxCandidates {
			heap = append(heap, candidate{name, rank})
			siftUp(heap, len(heap)-1)
		} else if rank > heap[0].rank {
			heap[0] = candidate{name, rank}
			siftDown(heap, 0)
		}
	}
	for n := len(heap) - 1; n > 0; n-- {
		heap[0], heap[n] = heap[n], heap[0]
		siftDown(heap[:n], 0)
	}
	if len(heap) > 0 {
		floor := heap[0].rank * 0.08
		for len(heap) > 1 && heap[len(heap)-1].rank < floor {
			heap = heap[:len(heap)-1]
		}
	}
	s.best = heap
}

// less puts the candidate that promises least on top of the heap; of equals the
// name listed first is kept.
func (c candidate) less(o candidate) bool {
	if c.rank != o.rank {
		return c.rank < o.rank
	}
	return c.name > o.name
}

func siftUp(h []candidate, i int) {
	for i > 0 {
		up := (i - 1) / 2
		if !h[i].less(h[up]) {
			return
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
}

func siftDown(h []candidate, i int) {
	for {
		c := 2*i + 1
		if c >= len(h) {
			return
		}
		if c+1 < len(h) && h[c+1].less(h[c]) {
			c++
		}
		if !h[c].less(h[i]) {
			return
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
}

// result is one entry with its best name.
type result struct {
	name  uint32
	entry uint32
	score float32
	query int8 // which text of the query: 0 the name, 1 the local name, 2... the aliases
}

// Names looks up a party's names and returns the listed entries that they may
// mean, best first, at most limit.
func (s *Searcher) Names(q Query, limit int) []data.NameHit {
	s.results = s.results[:0]
	s.text(q.Name, 0, q.Country)
	s.text(q.NameLocal, 1, q.Country)
	for i, a := range q.Aliases {
		if i == 20 {
			break
		}
		s.text(a, int8(2+i), q.Country)
	}
	if len(s.results) == 0 {
		return nil
	}
	slices.SortFunc(s.results, func(a, b result) int {
		if c := cmp.Compare(b.score, a.score); c != 0 {
			return c
		}
		return cmp.Compare(a.entry, b.entry)
	})
	return s.hits(q, limit)
}

// text looks up one text and adds what it finds to the results.
func (s *Searcher) text(t string, which int8, country string) {
	if t == "" {
		return
	}
	s.f.fold(t)
	if len(s.f.slots) == 0 {
		return
	}
	s.gather()
	for _, c := range s.best {
		score := s.score(c.name)
		if score < minScore {
			continue
		}
		n := &s.ix.names[c.name]
		score = s.withCountry(score, n.entry, country)
		s.keep(result{c.name, n.entry, score, which})
	}
}

// keep adds a result, or betters the one of the same entry.
func (s *Searcher) keep(r result) {
	for i := range s.results {
		if o := &s.results[i]; o.entry == r.entry {
			if r.score > o.score {
				*o = r
			}
			return
		}
	}
	s.results = append(s.results, r)
}

// withCountry moves a score a little: a country that agrees or disagrees orders
// hits and hides none.
func (s *Searcher) withCountry(score float32, entry uint32, country string) float32 {
	e := s.ix.entry(entry)
	if country == "" || len(e.Countries) == 0 {
		return score
	}
	if slices.Contains(e.Countries, country) {
		return score + 0.1*(1-score)*score
	}
	return score * 0.985
}
