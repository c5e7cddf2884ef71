package match

import "math/bits"

// leftovers pairs the words that are left on both sides: initials, short forms,
// and words too far apart for the index.
func (s *Searcher) leftovers(toks []uint32) {
	al, v := &s.al, s.ix.vocab
	if popcount(al.usedC) == len(toks) || s.q.words&^al.usedQ == 0 {
		return
	}
	for j, t := range toks {
		if al.usedC>>j&1 == 1 || v.class[t] == legal || v.class[t] == stop {
			continue
		}
		best := pair{}
		word := v.bytes(t)
		for left := s.q.words &^ al.usedQ; left != 0; left &= left - 1 {
			i := bits.TrailingZeros64(left)
			sl := &s.f.slots[i]
			if a := &sl.alts[sl.latinAlt()]; sl.alts[0].native && sl.syllable(int(a.end-a.off)) {
				continue
			}
			p := pair{slot: uint8(i), slots: 1, token: uint8(j), toks: 1, weight: v.weight[t]}
			p.sim, p.how = s.near(s.f.text(&sl.alts[sl.latinAlt()]), word, s.q.letters[i].apart(v.letters[t]), sl.from == latin || sl.from == cyrillic)
			if p.how == spelled && sl.class == generic && v.class[t] == generic && len(word) >= knownLetters {
				continue // two words that everybody knows are two words: information, automation
			}
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

// knownLetters is the least length of a word of trade that is no short form.
const knownLetters = 7

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

// near compares two leftover words that are at least so many edits apart. Spelt says
// that both are told letter by letter, not as characters or consonants are read aloud.
func (s *Searcher) near(a, b []byte, least int, spelt bool) (float32, how) {
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
	if len(b) <= maxTokenLen && len(a) >= 4 && len(b) <= len(a)+3 && least*2 <= len(a) {
		// What else agrees has brought the two together, so more may differ than the index reads.
		if d := s.editsApart(a, b); s.mayDiffer(d, a, b) && (spelt || d*3 <= len(a) && len(a) >= 5) {
			s.syllables = s.ix.table.syllables(a)
			if d > 1 && s.syllables && s.ix.table.syllables(b) {
				return 0, exact // two errors never make syllables of syllables
			}
			if sim := s.apart(d, len(a), b); sim > tuneLeftover {
				return sim, spelled
			}
		}
	}
	if len(a) >= 2 && len(b) >= 3 && len(b) <= 5 && least <= 1 && s.editsApart(a, b) == 1 {
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

// mayDiffer reports two words that so many edits leave alike: half of a short one's
// letters, a third of a longer one's, whose ending many words share, and half of it only
// where about the same consonants are left.
func (s *Searcher) mayDiffer(edits int, a, b []byte) bool {
	n := len(a)
	if edits*2 > n {
		return false
	}
	if n < 7 || edits*3 <= n+2 {
		return true
	}
	s.skel, s.skel2 = skeleton(s.skel[:0], a), skeleton(s.skel2[:0], b)
	return s.editsApart(s.skel, s.skel2) <= 2
}

func (s *Searcher) editsApart(a, b []byte) int {
	s.pat.set(a)
	return s.pat.distance(b)
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
