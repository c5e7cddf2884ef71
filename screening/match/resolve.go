package match

import (
	"bytes"
	"slices"
)

// tokenRead is a token to reach names by, and how much a name gains by it.
type tokenRead struct {
	id   uint32
	gain float32
	slot uint8
}

// resolve finds the tokens that one slot can be read as, and its weight.
func (s *Searcher) resolve(i int) {
	sl := &s.f.slots[i]
	v := s.ix.vocab
	q := &s.q
	q.pair[i] = 0
	q.solid[i] = sl.class == plain
	q.letters[i] = lettersIn(s.f.text(&sl.alts[sl.latinAlt()]))
	q.weight[i] = tokenWeight(sl.class, int(sl.alts[0].end-sl.alts[0].off), 1)
	known := false
	s.bestRead = 0
	for k := range sl.n {
		a := &sl.alts[k]
		t := s.f.text(a)
		m := tokenMatch{slot: uint8(i), span: 1, sim: a.sim, how: sl.reading(int(k))}
		s.syllables = (sl.from == latin || sl.from == han) && s.ix.table.syllables(t)
		id, ok := v.ids[string(t)]
		if ok {
			s.match(id, m)
			if w := v.weight[v.canon[id]]; sl.class != plain || v.class[id] == plain {
				if !known || w > q.weight[i] {
					q.weight[i] = w
				}
			}
			known = true
		} else if s.ix.others.has(t) {
			known = true
		}
		if sl.class != plain && k == 0 {
			continue
		}
		if a.native && sl.from != latin {
			if len(t) >= 6 && sl.from != arabic {
				s.misspelt(t, m, reach(len(t)))
			}
			continue
		}
		s.alike(t, m, sl.from == arabic && (sl.alts[0].native || k == sl.n-1)) // a translation has its vowels
		if sl.from == kana || sl.from == hangul {
			s.foreign(t, m)
		}
		if k == 0 && sl.from == latin || sl.from == han || sl.from == hangul {
			s.romanised(t, m)
		}
		if (!ok || v.weight[id] > tuneRespell && len(t) > minShort || q.brief) && sl.from != arabic && !sl.syllable(len(t)) {
			s.misspelt(t, m, reach(len(t)))
			if (s.bestRead == 0 || s.bestRead < 0.84 && sl.from == latin) && len(t) >= 5 && len(t) < 12 {
				s.misspeltMore(t, m)
			}
		}
		if !ok || len(t) <= 3 {
			s.confused(t, m)
		}
		if !ok && sl.from == latin {
			s.unspelt(t, m)
		}
		if h, _ := polyHash(t); len(t) >= 4 && q.pair[i] == 0 && s.pairKnown(mix(h)) {
			q.pair[i] = mix(h) & hashMask
		}
	}
	if sl.from == han && sl.class == plain && sl.n > 1 && sl.alts[0].native {
		s.glyphs(i)
	}
	if sl.from == arabic && sl.class == plain && sl.n > 1 {
		s.compound(i)
	}
	s.expand(i)
	sl = &s.f.slots[i]
	if digitsOnly(s.f.text(&sl.alts[0])) {
		q.weight[i] = min(q.weight[i], 0.5)
	}
	if !known && q.pair[i] == 0 && sl.class == plain && s.bestRead < 0.84 {
		s.pieces(i)
	}
}

// romanised reads a Chinese syllable as other systems write it.
func (s *Searcher) romanised(t []byte, m tokenMatch) {
	if len(t) > 6 {
		return
	}
	for _, o := range s.ix.table.romanised[string(t)] {
		if id, ok := s.ix.vocab.ids[o]; ok {
			mm := m
			mm.sim *= romanisedSim
			mm.how = romanised
			s.match(id, mm)
		}
	}
}

// syllable reports a reading of one Chinese or Korean character or two, of so many letters:
// what is one letter from it is another one, not the same misspelt.
func (sl *slot) syllable(letters int) bool {
	return (sl.from == han || sl.from == hangul) && letters <= 7
}

// romanisedSim is the likeness of a syllable written in another system.
const romanisedSim = 0.9

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

// unspelt reads a word without vowels as the words of trade that begin with its
// consonants: "sltns", "engnr".
func (s *Searcher) unspelt(t []byte, m tokenMatch) {
	if len(t) < 4 || len(t) > 10 || bytes.ContainsAny(t[1:], "aeiou0123456789") {
		return
	}
	all := s.ix.table.unspelt
	at, _ := slices.BinarySearchFunc(all, t, func(u unspelt, t []byte) int { return bytes.Compare(u.consonants, t) })
	for n := 0; at < len(all) && n < 4 && bytes.HasPrefix(all[at].consonants, t); at++ {
		if id, ok := s.ix.vocab.ids[all[at].word]; ok {
			mm := m
			mm.sim *= 0.8
			mm.how = shortened
			s.match(id, mm)
			n++
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
			ok, form := s.isWord(t[k:j])
			if !ok && len(s.ix.table.romanised[string(t[k:j])]) == 0 {
				continue
			}
			c := cost[k] + 1
			switch {
			case form:
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
	var ends [41]int8
	cuts := 0
	for j := n; j > 0; j = int(from[j]) {
		ends[cuts] = int8(j)
		cuts++
	}
	for cuts--; cuts >= 0; cuts-- {
		if len(s.f.slots) == maxTokens {
			return
		}
		j := ends[cuts]
		piece := slot{class: plain, from: latin, parent: int8(i), of: -1, seg: sl.seg}
		piece.rawOff, piece.rawEnd = int32(a.off)+int32(from[j]), int32(a.off)+int32(j)
		piece.add(piece.rawOff, piece.rawEnd, 0.97)
		at := len(s.f.slots)
		s.f.slots = append(s.f.slots, piece)
		m := tokenMatch{slot: uint8(at), span: 1, sim: 0.97, how: splitUp}
		id, ok := v.ids[string(t[from[j]:j])]
		s.q.weight[at], s.q.pair[at], s.q.solid[at] = 0, 0, !ok || v.class[id] == plain
		if ok {
			s.match(id, m)
		}
		s.romanised(t[from[j]:j], m)
	}
}

// isWord reports a word of the lists, and whether it is a form of company.
func (s *Searcher) isWord(t []byte) (known, form bool) {
	v := s.ix.vocab
	id, ok := v.token(t)
	if !ok && s.ix.others != nil {
		v = s.ix.others
		id, ok = v.token(t)
	}
	return ok, ok && v.class[id] == legal
}

// compound adds the halves of an Arabic name that is written as one word and
// listed as two: Abu Reihan, Abd al-Rahman, Nur al-Din.
func (s *Searcher) compound(i int) {
	w := s.f.text(&s.f.slots[i].alts[0])
	left, right := []byte(nil), []byte(nil)
	switch {
	case bytes.HasPrefix(w, []byte("ابو")) && len(w) >= 12:
		left, right = w[:6], w[6:]
	case bytes.HasPrefix(w, []byte("عبد")) && len(w) >= 12:
		left, right = w[:6], w[6:]
	default:
		if at := bytes.Index(w, []byte("ال")); at >= 4 && len(w)-at >= 10 {
			left, right = w[:at], w[at:]
		}
	}
	if left == nil || len(s.f.slots)+2 > maxTokens {
		return
	}
	right = bytes.TrimPrefix(right, []byte("ال"))
	for _, half := range [2]string{string(left), string(right)} {
		at := len(s.f.slots)
		piece := slot{class: plain, from: arabic, parent: int8(i), of: -1, seg: s.f.slots[i].seg}
		off := int32(len(s.f.buf))
		s.f.buf = appendArabic(s.f.buf, []rune(half), arabicReading{})
		piece.rawOff, piece.rawEnd = off, int32(len(s.f.buf))
		piece.add(off, piece.rawEnd, 0.9)
		s.f.slots = append(s.f.slots, piece)
		s.q.weight[at], s.q.pair[at], s.q.solid[at] = 0, 0, true
		m := tokenMatch{slot: uint8(at), span: 1, sim: 0.9, how: readAloud}
		t := s.f.text(&piece.alts[0])
		if id, ok := s.ix.vocab.ids[string(t)]; ok {
			s.match(id, m)
		}
		s.alike(t, m, true)
		if half == "عبد" {
			for _, o := range [...]string{"abd", "abdul", "abdel", "abdal", "abdol"} {
				if id, ok := s.ix.vocab.ids[o]; ok {
					s.match(id, m)
				}
			}
		}
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
	s.skel = skeletonOf(s.skel[:0], t, true)
	n := len(s.skel)
	s.unvowelled(t, m)
	if s.skel = skeleton(s.skel[:0], t); len(s.skel) != n {
		s.unvowelled(t, m)
	}
}

// unvowelled reads a word written without its vowels, with a vowel before its
// first consonant and without.
func (s *Searcher) unvowelled(t []byte, m tokenMatch) {
	if len(s.skel) == 0 {
		return
	}
	s.sharing(t, m, true)
	if len(s.skel) == 1 {
		return // one consonant says nothing of what a vowel before it makes
	}
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
	s.hangsOn(shared...)
	s.folded[2] = romanFold(s.folded[2][:0], t)
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
		sim := s.soundSim(s.folded[2], o)
		if !unvowelled {
			if s.syllables && s.ix.table.syllables(o) {
				sim = max(0, 1-tuneSyllables*(1-sim))
			}
		} else {
			agree, miss := s.vowelsFit(t, o)
			if miss > 0 && len(s.skel) == 2 {
				continue
			}
			sim = s.consonantSim(sim, len(shared)) * (1 - tuneVowelMiss*float32(min(miss, 3)))
			if miss == 0 && agree > 0 {
				sim = min(0.99, sim+tuneVowelFit*float32(min(agree, 2)))
			}
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

// soundSim is how alike a folded word and one with the same consonants are: the
// more consonants they share and the less their vowels differ, the more.
func (s *Searcher) soundSim(a, b []byte) float32 {
	s.folded[1] = romanFold(s.folded[1][:0], b)
	b = s.folded[1]
	d := s.editsApart(a, b)
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

// apart is the likeness of the word at hand, one of n letters, to another one that is
// e edits away. An error seldom makes Chinese syllables of syllables, so there they
// are rather two names.
func (s *Searcher) apart(e, n int, other []byte) float32 {
	sim := editSim(e, n)
	if s.syllables && s.ix.table.syllables(other) {
		return max(0, 1-tuneSyllables*(1-sim))
	}
	return sim
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
