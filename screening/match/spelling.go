package match

import (
	"encoding/binary"
	"math/bits"
)

// A misspelt word is read as the tokens few edits away. Those share trigrams with
// it, so the trigrams are counted for all tokens of about its length, and the few
// that share enough and hold about the same letters are compared.

// spelling is what has been found out of the word at hand.
type spelling struct {
	shared   []uint8 // trigrams that each token shares with it
	from, to uint32  // the tokens counted
	edits    int     // that were read through
}

// misspelt reads a word as the tokens within d edits of it.
func (s *Searcher) misspelt(t []byte, m tokenMatch, d int) {
	sp := &s.spelt
	clear(sp.shared[sp.from:sp.to])
	sp.from, sp.to, sp.edits = 0, 0, d-1
	if d == 1 && len(t) <= maxShort {
		sp.edits = d
		s.slipped(t, m)
		return
	}
	s.misspeltMore(t, m)
}

// misspeltMore reads the word that was read last through one edit more.
func (s *Searcher) misspeltMore(t []byte, m tokenMatch) {
	if !fuzzy(t) {
		return
	}
	s.spelt.edits++
	s.count(t, s.spelt.edits)
	s.compare(t, m, s.spelt.edits)
}

// compare reads the word as the tokens within d edits of it, those of its length
// first.
func (s *Searcher) compare(t []byte, m tokenMatch, d int) {
	s.pat.set(t)
	m.how = spelled
	reads, letters := 0, lettersIn(t)
	for off := 0; off <= d; off++ {
		reads = s.compareLength(t, m, d, len(t)+off, letters, reads)
		if off > 0 {
			reads = s.compareLength(t, m, d, len(t)-off, letters, reads)
		}
	}
}

// compareLength does so with the tokens of one length, and counts on from reads.
func (s *Searcher) compareLength(t []byte, m tokenMatch, d, length int, letters letterSet, reads int) int {
	v, n := s.ix.vocab, len(t)
	if length < 1 || length > maxTokenLen {
		return reads
	}
	need := sharedGrams(n, d)
	if length > n {
		need = max(need, length-3*d)
	}
	from, to := v.length[length], v.length[length+1]
	shared := s.spelt.shared[from:to]
	for at := nextAtLeast(shared, 0, need); at < len(shared) && reads < maxSpelt; at = nextAtLeast(shared, at+1, need) {
		id := from + uint32(at)
		if letters.apart(v.letters[id]) > d {
			continue
		}
		o := v.bytes(id)
		e := s.pat.distance(o)
		if e == 0 || e > d {
			continue
		}
		mm := m
		mm.sim *= s.apart(e, min(n, len(o)), o)
		s.match(id, mm)
		reads++
	}
	return reads
}

// nextAtLeast is the first place from at on with a count of at least need, or the end.
func nextAtLeast(counts []uint8, at, need int) int {
	high := uint64(0xff) &^ (1<<(bits.Len(uint(need))-1) - 1) // the bits that a count so high has one of
	high *= 0x0101010101010101
	for at+32 <= len(counts) {
		c := counts[at : at+32 : at+32]
		one, two := binary.LittleEndian.Uint64(c), binary.LittleEndian.Uint64(c[8:])
		three, four := binary.LittleEndian.Uint64(c[16:]), binary.LittleEndian.Uint64(c[24:])
		if (one|two|three|four)&high == 0 {
			at += 32
			continue
		}
		for _, w := range [...]uint64{one, two, three, four} {
			if w &= high; w == 0 {
				at += 8
				continue
			}
			at += bits.TrailingZeros64(w) / 8
			break
		}
		if int(counts[at]) >= need {
			return at
		}
		at++
	}
	for at < len(counts) && int(counts[at]) < need {
		at++
	}
	return at
}

// sharedGrams is how many trigrams a word of n letters shares with those within d
// edits of it, or nearly all of them.
func sharedGrams(n, d int) int { return max(1, min(2, n-5), n-3*d) }

// count counts for the tokens whose length allows d edits how many trigrams they
// share with the word, those counted before excepted.
func (s *Searcher) count(t []byte, d int) {
	v, sp := s.ix.vocab, &s.spelt
	from, to := v.length[max(len(t)-d, 1)], v.length[min(len(t)+d, maxTokenLen)+1]
	if sp.from == sp.to {
		sp.from, sp.to = from, from
	}
	eachGram(t, func(g uint32) {
		list := v.grams[v.gramStart[g]:v.gramStart[g+1]]
		if from < sp.from {
			sp.tick(list, from, sp.from)
		}
		sp.tick(list, sp.to, to)
	})
	sp.from, sp.to = from, to
}

// tick counts one trigram more for the tokens of the list from one number to another.
func (sp *spelling) tick(list []uint32, from, to uint32) {
	at := lowerBound(list, from)
	for _, id := range list[at : at+lowerBound(list[at:], to)] {
		sp.shared[id]++
	}
}

// lowerBound is the place of the first number that is not below from.
func lowerBound(list []uint32, from uint32) int {
	at, end := 0, len(list)
	for at < end {
		if mid := (at + end) / 2; list[mid] < from {
			at = mid + 1
		} else {
			end = mid
		}
	}
	return at
}

// slipped reads a short word as the tokens one edit from it: those that are left
// the same, or become the word, when a letter is taken out of either.
func (s *Searcher) slipped(t []byte, m tokenMatch) {
	if len(t) < minShort || !wordOnly(t) {
		return
	}
	v := s.ix.vocab
	m.how = spelled
	s.pat.set(t)
	letters := lettersIn(t)
	reads := 0
	eachDeletion(t, func(key uint32) {
		for _, id := range v.deletions[v.deletionStart[key]:v.deletionStart[key+1]] {
			o := v.bytes(id)
			if reads == maxSpelt || len(o) > len(t)+1 || len(o)+1 < len(t) || letters.apart(v.letters[id]) > 1 || s.pat.distance(o) != 1 {
				continue
			}
			mm := m
			mm.sim *= s.apart(1, min(len(t), len(o)), o)
			s.match(id, mm)
			reads++
		}
	})
}
