package match

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

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
	reads   []tokenRead // by place in matches, until names are reached by them

	// Names reached so far.
	names     []reachedName
	touched   []uint32
	best      []candidate
	moved     bool // what was read hangs on a token that another list has not
	order     []uint8
	spelt     spelling
	pat       pattern
	skel      []byte
	skel2     []byte
	joined    []byte
	folded    [3][]byte
	al        alignment
	near2     comparison
	results   []result
	words     int     // slots of the text itself; pieces follow
	gathered  int8    // which text of the query was gathered last; -1 none
	page      int     // and from where
	syllables bool    // the word at hand is of Chinese syllables
	bestRead  float32 // likeness of the best token read for the slot at hand

	// Of a difference alone.
	whole *Searcher // of the second index
	at    []int32   // places of the names in it
	maybe []uint32  // those that may be meant
}

// query is the folded text being looked up, by slot.
type query struct {
	weight  [maxTokens]float32
	solid   [maxTokens]bool // an own word, not a form, a trade word or a place
	letters [maxTokens]letterSet
	pair    [maxTokens]uint64 // hash of a slot that two neighbours of a listed name make together; 0 none
	again   [maxTokens]uint64 // the slots before that say the same
	words   uint64            // slots that are no forms of company and no small words
	figures uint64            // slots of figures alone
	form    bool              // names a form of company that means nothing else
	all     letterSet         // of all words that are no forms of company, of a name so short that
	brief   bool              // an error may leave no word whole
	short   uint64            // slots that are the initials of words before
}

// tokenMatch says that a token reads a slot of the query, or two joined ones.
type tokenMatch struct {
	slot, span uint8
	how        how
	sim        float32
	next       int32
}

// reachedName is what a listed name was reached by: in which query, how much of it
// agrees so far, and the slot that was credited last.
type reachedName struct {
	gen  uint32
	got  float32
	last uint8
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
	romanised
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
		ix: ix, f: folder{table: ix.table}, stamp: make([]uint32, v), chain: make([]int32, v), spelt: spelling{shared: make([]uint8, v)},
		names: make([]reachedName, n),
	}
}

// Limits of the work for one text.
const (
	maxPostings   = 16_000 // names reached
	maxCandidates = 40     // names scored in full
	maxReads      = 48     // tokens that one slot is read as by its sound
	maxSpelt      = 96     // and as a misspelling of

	// A long text is read a page at a time.
	maxPages    = 48
	pageOverlap = 120 // bytes
)

// gather resolves the folded text to tokens and reaches the names that hold them.
func (s *Searcher) gather() {
	s.understand()
	s.reach(maxPostings)
	s.choose(maxCandidates)
	if len(s.best) == 0 {
		return
	}
	floor := s.best[0].rank * 0.08
	for len(s.best) > 1 && s.best[len(s.best)-1].rank < floor {
		s.best = s.best[:len(s.best)-1]
	}
}

// understand resolves the folded text to tokens.
func (s *Searcher) understand() {
	s.gen++
	s.matches, s.reads, s.touched, s.best = s.matches[:0], s.reads[:0], s.touched[:0], s.best[:0]
	s.words = len(s.f.slots)
	s.streets()
	s.q.brief = s.brief()
	for i := range s.words {
		s.resolve(i)
	}
	s.joinNeighbours()
	s.abbreviate()
	s.sorts()
}

// brief reports a name of few letters, forms of company aside.
func (s *Searcher) brief() bool {
	letters := 0
	for i := range s.words {
		if sl := &s.f.slots[i]; sl.n > 0 && sl.class != legal && sl.class != stop {
			letters += len(s.f.text(&sl.alts[0]))
		}
	}
	return letters <= briefLetters && !s.f.foreign
}

// addressNoun are words that make the word before them a place, in a text that
// goes on to an address.
var addressNoun = map[string]bool{
	"road": true, "rd": true, "street": true, "st": true, "str": true, "avenue": true, "ave": true, "lane": true, "boulevard": true, "blvd": true, "highway": true,
	"district": true, "county": true, "province": true, "prefecture": true, "village": true, "town": true, "township": true, "building": true, "bldg": true,
	"plaza": true, "tower": true, "block": true, "estate": true,
}

// streets takes the names of streets and districts in the parts of a field after
// the name for places.
func (s *Searcher) streets() {
	first := s.firstPart()
	for i := 1; i < s.words; i++ {
		noun, name := &s.f.slots[i], &s.f.slots[i-1]
		if name.seg > first && name.seg == noun.seg && name.class == plain && noun.from == latin && addressNoun[string(s.f.buf[noun.rawOff:noun.rawEnd])] {
			name.class = place
		}
	}
}

// firstPart is the part of the field that the name begins in: a form of company
// before it is no part of its own.
func (s *Searcher) firstPart() uint8 {
	for i := range s.words {
		if sl := &s.f.slots[i]; sl.class != legal && sl.class != stop {
			return sl.seg
		}
	}
	return 0
}

func (s *Searcher) match(id uint32, m tokenMatch) {
	canon := s.ix.vocab.canon[id]
	if s.ix.moved == nil {
		s.bestRead = max(s.bestRead, m.sim)
	} else {
		s.hangsOn(id, canon)
	}
	id = canon
	if s.stamp[id] != s.gen {
		s.stamp[id], s.chain[id] = s.gen, -1
	}
	for k := s.chain[id]; k >= 0; k = s.matches[k].next {
		if o := &s.matches[k]; o.slot == m.slot && o.span == m.span {
			if m.sim > o.sim {
				o.sim, o.how = m.sim, m.how
				s.reads[k].gain = s.ix.vocab.weight[id] * m.sim * m.sim
			}
			return
		}
	}
	m.next = s.chain[id]
	s.chain[id] = int32(len(s.matches))
	s.matches = append(s.matches, m)
	s.reads = append(s.reads, tokenRead{id, s.ix.vocab.weight[id] * m.sim * m.sim, m.slot})
}

// reach walks so many postings of the tokens read, the rarest slots first.
func (s *Searcher) reach(budget int) {
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
		return cmp.Compare(b.gain, a.gain)
	})
	ix, at := s.ix, 0
	// A name is credited once for a slot, so what says most of the slot comes first.
	for _, slot := range s.order {
		if q.pair[slot] != 0 {
			lo, hi := s.pairRange(q.pair[slot])
			for _, p := range ix.pairs[lo:min(hi, lo+2000)] {
				s.touch(uint32(p>>placeBits&(1<<nameBits-1)), slot, max(q.weight[slot], 0.7))
			}
		}
		for ; at < len(s.reads) && s.reads[at].slot == slot; at++ {
			r := &s.reads[at]
			list := ix.post[ix.postAt[r.id]:ix.postAt[r.id+1]]
			cost := walk(len(list))
			if cost > budget {
				continue
			}
			budget -= cost
			s.touchAll(list, slot, r.gain)
		}
	}
}

// walk is about what it takes to walk so many postings, within a factor of two.
func walk(names int) int { return 2 << ((bits.Len(uint(max(names, 1))) - 1) &^ 1) }

// touch credits a name with what agrees of it in a slot.
func (s *Searcher) touch(name uint32, slot uint8, gain float32) {
	s.touchAll([]uint32{name}, slot, gain)
}

func (s *Searcher) touchAll(list []uint32, slot uint8, gain float32) {
	names, touched, gen := s.names, s.touched, s.gen
	for _, name := range list {
		n := &names[name]
		if n.gen != gen {
			*n = reachedName{gen, gain, slot}
			touched = append(touched, name)
		} else if n.last != slot {
			n.got += gain
			n.last = slot
		}
	}
	s.touched = touched
}

// choose keeps at most so many of the names, those that promise most, best first.
func (s *Searcher) choose(most int) {
	heap, names := s.best[:0], s.names
	least := float32(-1) // of those kept, once there are enough
	for _, name := range s.touched {
		got := names[name].got
		if got <= least {
			continue // its rank is no more than what it got
		}
		rank := s.promise(name)
		switch {
		case len(heap) < most:
			heap = append(heap, candidate{name, rank})
			siftUp(heap, len(heap)-1)
		case rank > least:
			heap[0] = candidate{name, rank}
			siftDown(heap, 0)
		default:
			continue
		}
		if len(heap) == most {
			least = heap[0].rank
		}
	}
	for n := len(heap) - 1; n > 0; n-- {
		heap[0], heap[n] = heap[n], heap[0]
		siftDown(heap[:n], 0)
	}
	s.best = heap
}

// A name of few letters promises more the more of them a listed one has.
const (
	briefLetters = 14
	mostOther    = 6
)

// promise is the rank of a name that was reached.
func (s *Searcher) promise(name uint32) float32 {
	got := s.names[name].got
	rank := got * min(got*s.ix.perWeight[name], 1)
	if s.q.brief {
		rank *= 1 - tuneOtherLetters*float32(min(s.q.all.apart(s.ix.letters[name]), mostOther))
	}
	return rank
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
	page  int  // where in the text the page begins that it stands on
}

// maxAliases bounds the aliases of one party that are looked up.
const maxAliases = 20

// texts are the names of a party, and which each is.
func (q *Query) texts(yield func(int8, string) bool) {
	if !yield(0, q.Name) || !yield(1, q.NameLocal) {
		return
	}
	for i, a := range q.Aliases[:min(len(q.Aliases), maxAliases)] {
		if !yield(int8(2+i), a) {
			return
		}
	}
}

// Names looks up a party's names and returns the listed entries that they may
// mean, best first, at most limit.
func (s *Searcher) Names(q Query, limit int) []data.NameHit {
	s.results, s.gathered = s.results[:0], -1
	for which, t := range q.texts {
		s.text(t, which, q.Country)
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
	for at := range s.pages(t) {
		s.read(t, which, at)
		for _, c := range s.best {
			score := s.score(c.name)
			if score < minScore {
				continue
			}
			n := &s.ix.names[c.name]
			score = s.withCountry(score, n.entry, country)
			s.keep(result{c.name, n.entry, score, which, at})
		}
	}
}

// pages are the places of a text from which on it is read, each asked for once the page
// before was read.
func (s *Searcher) pages(t string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at, n := 0, 0; at < len(t) && n < maxPages; n++ {
			if !yield(at) || s.f.unread == 0 {
				return
			}
			at = nextPage(t, at, at+s.f.unread)
		}
	}
}

// read gathers what one page of a text can mean, unless it was the last one read.
func (s *Searcher) read(t string, which int8, at int) {
	if s.gathered == which && s.page == at {
		return
	}
	s.f.fold(t[at:])
	s.gather()
	s.gathered, s.page = which, at
}

// nextPage is where reading goes on after the page from at to end: some words
// before its end, so that a name across the two is whole in one of them.
func nextPage(t string, at, end int) int {
	at = max(end-pageOverlap, at+(end-at+1)/2)
	if space := strings.IndexByte(t[at:end], ' '); space >= 0 {
		return at + space
	}
	for at < end && !utf8.RuneStart(t[at]) {
		at++
	}
	return at
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
// hits and hides none. An everyday name in another trade and country stops nobody.
func (s *Searcher) withCountry(score float32, entry uint32, country string) float32 {
	e := s.ix.entry(entry)
	if country == "" || len(e.Countries) == 0 {
		return score
	}
	if slices.Contains(e.Countries, country) {
		return agreeing(score)
	}
	if s.al.everyday() {
		score = min(score, calibrate(rawCommon))
	}
	return score * 0.985
}

// agreeing is a score where the country agrees: no country makes more of it.
func agreeing(score float32) float32 { return score + 0.1*(1-score)*score }
