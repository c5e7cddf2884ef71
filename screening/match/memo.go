package match

// memo is how words of Latin letters were read before. A book of names says the same
// words again and again, and to read one takes more than all else that is done with it.
// It holds for one index, and only for words that are read alike in whatever name they
// stand.
type memo struct {
	words map[string]wordRead
	reads []memoRead
	key   []byte
}

// wordRead is what reading a word leaves behind.
type wordRead struct {
	weight      float32
	letters     letterSet
	pair        uint64
	solid       bool
	syllables   bool
	moved       bool
	first, last int32 // places of its reads
}

type memoRead struct {
	id    uint32
	match tokenMatch
	gain  float32
}

// A memo that is full is begun anew.
const (
	memoWords = 1 << 13
	memoReads = 1 << 17
)

// resolve finds the tokens that one slot can be read as, and its weight.
func (s *Searcher) resolve(i int) {
	key := s.memoKey(i)
	if key == nil {
		s.readWord(i)
		return
	}
	if w, ok := s.memo.words[string(key)]; ok {
		s.recall(i, &w)
		return
	}
	matches, slots, moved := len(s.matches), len(s.f.slots), s.moved
	s.moved = false
	s.readWord(i)
	if len(s.f.slots) == slots {
		s.remember(i, matches)
	}
	s.moved = s.moved || moved
}

// memoKey is all of a word that the reading of it hangs on; nil where that is more than
// can be told.
func (s *Searcher) memoKey(i int) []byte {
	sl := &s.f.slots[i]
	if sl.from != latin || sl.n != 1 || sl.parent >= 0 || sl.of >= 0 || sl.alts[0].sim != 1 || len(s.f.slots) > maxTokens-mostPieces {
		return nil
	}
	kind := byte(sl.class) << 3
	for k, is := range [...]bool{sl.leet, sl.alts[0].native, s.q.brief} {
		if is {
			kind |= 1 << k
		}
	}
	s.memo.key = append(append(s.memo.key[:0], kind), s.f.text(&sl.alts[0])...)
	return s.memo.key
}

// remember keeps how the word at hand was read: matches from this one on.
func (s *Searcher) remember(i, from int) {
	m := &s.memo
	if m.words == nil || len(m.words) == memoWords || len(m.reads) > memoReads {
		m.words, m.reads = make(map[string]wordRead, memoWords/8), m.reads[:0]
	}
	w := wordRead{
		weight: s.q.weight[i], letters: s.q.letters[i], pair: s.q.pair[i], solid: s.q.solid[i],
		syllables: s.syllables, moved: s.moved, first: int32(len(m.reads)),
	}
	for k := from; k < len(s.matches); k++ {
		m.reads = append(m.reads, memoRead{s.reads[k].id, s.matches[k], s.reads[k].gain})
	}
	w.last = int32(len(m.reads))
	m.words[string(m.key)] = w
}

// recall reads the word in a slot as it was read before.
func (s *Searcher) recall(i int, w *wordRead) {
	q := &s.q
	q.weight[i], q.letters[i], q.pair[i], q.solid[i] = w.weight, w.letters, w.pair, w.solid
	s.syllables, s.moved = w.syllables, s.moved || w.moved
	for _, r := range s.memo.reads[w.first:w.last] {
		if s.stamp[r.id] != s.gen {
			s.stamp[r.id], s.chain[r.id] = s.gen, -1
		}
		r.match.slot, r.match.next = uint8(i), s.chain[r.id]
		s.chain[r.id] = int32(len(s.matches))
		s.matches = append(s.matches, r.match)
		s.reads = append(s.reads, tokenRead{r.id, r.gain, uint8(i)})
	}
}
