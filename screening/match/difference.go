package match

import (
	"cmp"
	"math"
	"slices"

	"redflag/data"
)

// Difference is what two indexes do not have in common: the entries that one of them
// lacks, or has otherwise, and the names with a word that tells more or less in one of
// them. What a name means can only differ where it comes near to one of those.
type Difference struct {
	ix *Index
	is *Index
	at []int32 // the place in is of each name, -1 of those that only was has
}

// Between is the difference of two indexes, nil where it is so large that all may as
// well be looked up again.
func Between(was, is *Index) *Difference { return between(was, is, 1./8) }

// between is nil for a difference of more than the share of all entries or words.
func between(was, is *Index, most float64) *Difference {
	moved, tokens, ok := movedTokens(was.vocab, is.vocab, was, is)
	if !ok || float64(tokens) > most*float64(len(is.vocab.text)) {
		return nil
	}
	common := inCommon(was, is)
	ix := &Index{table: is.table, packs: slices.Concat(is.packs, was.packs), others: is.vocab}
	b := &builder{ix: ix, f: folder{table: ix.table}, seen: map[string]uint32{}}
	b.differing(is, common[1], 0)
	b.differing(was, common[0], len(is.packs))
	ix.indexAddresses()
	ix.addresses.markKeys()
	b.holding(is, common[1], moved[1])
	if float64(len(ix.entries)) > most*float64(len(is.entries)) {
		return nil
	}
	b.senses()
	b.settle(func(i uint32) (class, float32) { return tellsLeast(b.text[i], was.vocab, is.vocab) })
	ix.moved = make([]bool, len(ix.vocab.text))
	for i, t := range ix.vocab.text {
		for k, v := range [...]*vocab{was.vocab, is.vocab} {
			if id, ok := v.ids[t]; ok && moved[k][id] {
				ix.moved[i] = true
			}
		}
		if ix.moved[i] {
			tokens--
		}
	}
	if tokens > 0 {
		return nil // no name holds what has moved
	}
	ix.index()
	return &Difference{ix, is, placesIn(is, ix)}
}

// placesIn are the places of the names of a difference in the index whose packs it has
// first, -1 of those that stand in another pack. Both have the names of an entry in the
// same order, and of each name that a list tells all or none.
func placesIn(is, difference *Index) []int32 {
	type told struct {
		entryRef
		alias int32
	}
	first := make(map[told]int32, len(difference.names))
	for i := range difference.names {
		n := &difference.names[i]
		first[told{difference.entries[n.entry], n.alias}] = -1
	}
	for i := len(is.names) - 1; i >= 0; i-- {
		n := &is.names[i]
		if k := (told{is.entries[n.entry], n.alias}); first[k] != 0 {
			first[k] = int32(i)
		}
	}
	at := make([]int32, len(difference.names))
	for i := range difference.names {
		n := &difference.names[i]
		k := told{difference.entries[n.entry], n.alias}
		at[i] = first[k]
		if m := at[i]; m < 0 || int(m) == len(is.names) || (told{is.entries[is.names[m].entry], is.names[m].alias}) != k {
			at[i] = -1
		} else {
			first[k]++
		}
	}
	return at
}

// movedTokens tells of the tokens of two vocabularies those that only one has, or that
// tell more in one of them, or have many more names. It is not ok where a token is of
// another class.
func movedTokens(v, w *vocab, was, is *Index) (moved [2][]bool, n int, ok bool) {
	moved = [2][]bool{make([]bool, len(v.text)), make([]bool, len(w.text))}
	for i, j := 0, 0; i < len(v.text) || j < len(w.text); {
		c := 0
		switch {
		case i == len(v.text):
			c = 1
		case j == len(w.text):
			c = -1
		default:
			c = cmp.Or(cmp.Compare(len(v.text[i]), len(w.text[j])), cmp.Compare(v.text[i], w.text[j]))
		}
		switch {
		case c < 0:
			moved[0][i] = true
			n++
			i++
		case c > 0:
			moved[1][j] = true
			n++
			j++
		default:
			if v.class[i] != w.class[j] {
				return moved, n, false
			}
			if v.weight[i] != w.weight[j] || walk(was.held(uint32(i))) != walk(is.held(uint32(j))) {
				moved[0][i], moved[1][j] = true, true
				n++
			}
			i++
			j++
		}
	}
	return moved, n, true
}

// held is how many names hold a token.
func (ix *Index) held(token uint32) int { return int(ix.postAt[token+1] - ix.postAt[token]) }

// inCommon tells for the entries of both whether the other has them too, the same and
// in the same order: of equal hits, the entry listed first comes first.
func inCommon(was, is *Index) (common [2][]bool) {
	type key struct{ list, id, name string }
	places := make(map[key][]int32, len(was.entries))
	for i := range was.entries {
		e := was.entry(uint32(i))
		k := key{e.List, e.ID, e.Name}
		places[k] = append(places[k], int32(i))
	}
	partner := make([]int32, len(is.entries))
	for j := range is.entries {
		partner[j] = -1
		e := is.entry(uint32(j))
		k := key{e.List, e.ID, e.Name}
		for n, i := range places[k] {
			if was.entry(uint32(i)).Equal(e) {
				partner[j] = i
				places[k] = slices.Delete(places[k], n, n+1)
				break
			}
		}
	}
	common = [2][]bool{make([]bool, len(was.entries)), make([]bool, len(is.entries))}
	for _, j := range longestRise(partner) {
		common[0][partner[j]], common[1][j] = true, true
	}
	return common
}

// longestRise are the places of as many numbers as can be, each greater than the one
// before; those below nought are none.
func longestRise(numbers []int32) []int32 {
	var ends []int32 // place of the least number that a rise of each length ends in
	before := make([]int32, len(numbers))
	for at, n := range numbers {
		if n < 0 {
			continue
		}
		length, _ := slices.BinarySearchFunc(ends, n, func(end, n int32) int { return cmp.Compare(numbers[end], n) })
		before[at] = -1
		if length > 0 {
			before[at] = ends[length-1]
		}
		if length == len(ends) {
			ends = append(ends, 0)
		}
		ends[length] = int32(at)
	}
	if len(ends) == 0 {
		return nil
	}
	out := make([]int32, len(ends))
	for k, at := len(ends)-1, ends[len(ends)-1]; k >= 0; k, at = k-1, before[at] {
		out[k] = at
	}
	return out
}

// differing adds the entries that are not in common. The packs of their index begin at
// pack.
func (b *builder) differing(from *Index, common []bool, pack int) {
	for i, r := range from.entries {
		if !common[i] {
			b.take(entryRef{r.pack + uint32(pack), r.at}, from.entry(uint32(i)))
		}
	}
}

// holding adds, of the entries in common, the names that hold a moved token.
func (b *builder) holding(from *Index, common, moved []bool) {
	entry, alias := ^uint32(0), int32(0)
	for i := range from.names {
		n := &from.names[i]
		held := from.tokens[n.first : n.first+uint32(n.n)]
		if !common[n.entry] || n.entry == entry && n.alias == alias || !slices.ContainsFunc(held, func(t uint32) bool { return moved[t] }) {
			continue
		}
		if n.entry != entry {
			b.ix.entries = append(b.ix.entries, from.entries[n.entry])
		}
		entry, alias = n.entry, n.alias
		b.name(uint32(len(b.ix.entries)-1), alias, from.listed(n))
	}
}

func (b *builder) take(r entryRef, e *data.ListEntry) {
	b.ix.entries = append(b.ix.entries, r)
	b.entry(uint32(len(b.ix.entries)-1), e)
}

// senses adds the words of the lexicon that stand for a word of the names, and what
// these stand for.
func (b *builder) senses() {
	for _, t := range b.text[:len(b.text):len(b.text)] {
		if w, ok := b.ix.table.latin[t]; ok {
			b.know(w.canon, w.class)
		}
	}
	held := len(b.text)
	for from, w := range b.ix.table.latin {
		if at, ok := b.seen[w.canon]; ok && int(at) < held {
			b.know(from, w.class)
		}
	}
}

// tellsLeast is the class of a word, and the least that it tells in any of the lists
// that have it: so a name is never taken to be less like one that is asked about.
func tellsLeast(t string, lists ...*vocab) (c class, weight float32) {
	weight = -1
	for _, v := range lists {
		if id, ok := v.ids[t]; ok && (weight < 0 || v.weight[id] < weight) {
			c, weight = v.class[id], v.weight[id]
		}
	}
	return c, max(weight, 0)
}

// Quiet is what is known of names or an address that mean no entry of a list. Of names:
// that of each, the names that promise most were all compared to it, more than were
// needed.
type Quiet struct {
	From  float32 // the least that any of them promises, 0 where no other was reached
	Spare uint8   // how many are more than needed; allCompared where no other was reached
	Marks string  // of an address: short hashes of what those near to it share
}

const (
	spareCandidates = 12 // names more than needed that are compared
	allCompared     = math.MaxUint8
)

// Quiet reports whether names mean no entry, and would not if some of the listed names
// that are most like them were none.
func (s *Searcher) Quiet(q Query) (Quiet, bool) {
	out := Quiet{From: float32(math.Inf(1)), Spare: allCompared}
	s.gathered = -1
	for _, t := range q.texts {
		for at := range s.pages(t) {
			s.f.fold(t[at:])
			s.understand()
			s.reach(maxPostings)
			s.choose(maxCandidates + spareCandidates)
			for _, c := range s.best {
				if s.means(c.name, q.Country) {
					return Quiet{}, false
				}
			}
			if n := len(s.best); n < maxCandidates+spareCandidates {
				out.From = 0
			} else {
				out.From, out.Spare = min(out.From, s.best[n-1].rank), spareCandidates
			}
		}
	}
	return out, true
}

// Searcher makes a searcher of the difference, which answers no more than whether it
// matters. It asks whole, one of the second index, what the score of a name is.
func (d *Difference) Searcher(whole *Searcher) *Searcher {
	s := d.ix.Searcher()
	s.whole, s.at = whole, d.at
	return s
}

// StaysQuiet reports whether names of which one list was quiet surely mean no entry of
// the other either, and what is known of that.
//
// They are read as in the whole lists, but for what only the names of the difference can
// be read as: so no token of theirs is missed, and none is thought to be less like. Where
// none of those has moved, all the rest is read as it was, and is as like as it was. It
// comes among the best only where as many of these went as were to spare.
func (s *Searcher) StaysQuiet(q Query, was Quiet) (Quiet, bool) {
	gone := uint8(0)
	for _, t := range q.texts {
		for at := range s.pages(t) {
			s.f.fold(t[at:])
			n, ok := s.comesNear(was.From)
			if !ok || len(s.maybe) > 0 && s.meansOne(t[at:], q.Country) {
				return Quiet{}, false
			}
			gone = max(gone, n)
		}
	}
	if was.Spare != allCompared {
		if gone > was.Spare {
			return Quiet{}, false
		}
		was.Spare -= gone
	}
	return was, true
}

// mostPieces is more than the pieces that are added to a text at once.
const mostPieces = 8

// comesNear counts the names of the difference that promise so much in the text at hand,
// and gathers those that may be meant. It is not ok where the text may be read in another
// way.
func (s *Searcher) comesNear(from float32) (n uint8, ok bool) {
	s.moved, s.maybe = false, s.maybe[:0]
	s.understand()
	if s.moved || len(s.f.slots) > maxTokens-mostPieces {
		return 0, false
	}
	for i := range s.words {
		if s.q.pair[i] != 0 {
			return 0, false
		}
	}
	s.reach(math.MaxInt)
	for _, name := range s.touched {
		if s.promise(name) < from {
			continue
		}
		if n++; n == math.MaxUint8 {
			return 0, false
		}
		if s.at[name] >= 0 && s.mayBeMeant(name) {
			s.maybe = append(s.maybe, uint32(s.at[name]))
		}
	}
	return n, true
}

// meansOne reports whether a text means one of the names that may be meant in it.
func (s *Searcher) meansOne(text, country string) bool {
	w := s.whole
	w.gathered = -1
	w.f.fold(text)
	w.understand()
	return slices.ContainsFunc(s.maybe, func(name uint32) bool { return w.means(name, country) })
}

// means reports whether a name that was read is one that is shown.
func (s *Searcher) means(name uint32, country string) bool {
	score := s.score(name)
	if shown(agreeing(score)) < ReviewThreshold {
		return false // whatever the country of the entry
	}
	return shown(s.withCountry(score, s.ix.names[name].entry, country)) >= ReviewThreshold
}

// mayBeMeant reports whether a name can be meant, if all agrees that may.
func (s *Searcher) mayBeMeant(name uint32) bool {
	n, v := &s.ix.names[name], s.ix.vocab
	al := alignment{foreign: s.f.foreign}
	for _, t := range s.ix.tokens[n.first : n.first+uint32(n.n)] {
		w, c := v.weight[t], v.class[t]
		switch {
		case s.stamp[t] == s.gen, c == legal, c == stop:
		case s.mayAgree(t):
			if s.ix.moved[t] {
				return true // it may tell more than is known here
			}
		default:
			if al.foreign && c == generic {
				w *= tuneTranslated
			}
			al.leftC += w
			if c == plain {
				al.ownC = max(al.ownC, w)
			}
			continue
		}
		al.matched += w
		if c == plain {
			al.solid++
		}
	}
	return al.most() >= rawLeast
}

// mayAgree reports whether a token and any word of the query may agree as two that are
// left over.
func (s *Searcher) mayAgree(t uint32) bool {
	word := s.ix.vocab.bytes(t)
	for i := range s.words {
		sl := &s.f.slots[i]
		if sl.n == 0 {
			continue
		}
		if sl.from == arabic {
			return true
		}
		if sim, _ := s.near(s.f.text(&sl.alts[sl.latinAlt()]), word, s.q.letters[i].apart(s.ix.vocab.letters[t]), true); sim > 0 {
			return true
		}
	}
	return false
}

// QuietOf reports whether the difference surely has no address near to one that none of
// one list is near to. Few share a mark with it by chance, and only those are read.
func (s *Searcher) QuietOf(q Query, was Quiet) bool {
	if !s.ix.addresses.mayHold(was.Marks) {
		return true
	}
	a := ParseAddress(q.Address, countryCode(q.Country))
	return a.Streetless() || !slices.ContainsFunc(addressKeys(&a), func(k string) bool { return len(s.ix.addresses.keys[k]) > 0 })
}

// hangsOn notes that what is read hangs on tokens.
func (s *Searcher) hangsOn(tokens ...uint32) {
	if s.ix.moved == nil {
		return
	}
	for _, t := range tokens {
		s.moved = s.moved || s.ix.moved[t]
	}
}
