package match

// Names of two or three syllables of Chinese or Korean, each a word of its own, are borne by
// millions: "Li Wei", "Jun Ping". Of two such names the syllables of one are soon found in
// the other, in another order, another romanisation, or with a letter changed, which makes
// another syllable. What agrees by them alone is a question, and no hit.

// monosyllables is how the words of a query and of a listed name agree by single syllables.
type monosyllables struct {
	surely    int // letter by letter
	respelt   int // in another romanisation
	otherwise int // a syllable read as another one
	unlike    int // another word stands where one does
}

// mostMonosyllables is the number of own words of a name from which on it tells who is meant.
const mostMonosyllables = 3

// byMonosyllables counts what agrees, where all own words that do are such syllables on both
// sides.
func (s *Searcher) byMonosyllables(toks []uint32) (m monosyllables, all bool) {
	al, v := &s.al, s.ix.vocab
	if al.solid == 0 || al.solid > mostMonosyllables || s.f.foreign {
		return m, false
	}
	for _, p := range al.pairs {
		if c := v.class[toks[p.token]]; !s.q.solid[p.slot] || c != plain && (c != place || p.sim >= 0.96) {
			continue // "Hong" of a place may be a name, and is one that "Long" is not
		}
		if p.how == initial {
			return m, false
		}
		if p.sim < 0.6 {
			m.unlike++
			continue
		}
		sl := &s.f.slots[p.slot]
		switch asked, listed := s.f.text(&sl.alts[0]), v.bytes(toks[p.token]); {
		case p.toks > 1 || p.slots > 1 || sl.from != latin || !s.ix.table.monosyllable(asked) || !s.monosyllable(listed):
			return m, false
		case string(asked) == string(listed):
			m.surely++
		case p.how == romanised:
			m.respelt++
		default:
			m.otherwise++
		}
	}
	return m, m.surely+m.respelt+m.otherwise > 0
}

// onlyAlike reports a name that agrees by such syllables and is not the same: one of them is
// another one, or words of its own stand on one side alone, or two agree and not letter by
// letter, or one alone does and is not all, or a person of two is held against a firm.
func (s *Searcher) onlyAlike(toks []uint32, listed kind) bool {
	m, all := s.byMonosyllables(toks)
	al := &s.al
	if !all || m == (monosyllables{surely: al.solid}) && s.wordForWord(len(toks)) {
		return false
	}
	beside := al.ownC > 0 || al.ownQ > 0 || m.unlike > 0
	switch al.solid {
	case 1:
		return beside || m.surely == 0 || m.otherwise > 0 || s.smallBeside()
	case 2:
		return beside || m.surely < 2 && !al.ordered || m.otherwise > 0 || s.smallBeside() || listed == individual && s.company()
	}
	return m.otherwise > 0 || beside && m.surely < 3
}

// wordForWord reports that each word of the query agrees with one of so many listed words,
// and each of them with one: "Pao" of a name may be taken for a form of company.
func (s *Searcher) wordForWord(listed int) bool {
	for i := range s.words {
		if s.al.usedQ>>i&1 == 0 && s.f.slots[i].n > 0 {
			return false
		}
	}
	return s.al.usedC == 1<<listed-1
}

// smallBeside reports a small word of the query that no word of the listed name agrees with:
// "de" of "Tan De" may be half a name.
func (s *Searcher) smallBeside() bool {
	for i := range s.words {
		if s.al.usedQ>>i&1 == 0 && s.f.slots[i].class == stop {
			return true
		}
	}
	return false
}

// monosyllable reports a listed word that such a syllable is read as: another one, a word as
// short, or one of more syllables, which is another name.
func (s *Searcher) monosyllable(listed []byte) bool {
	return len(listed) <= shortWord || s.ix.table.monosyllable(listed) || s.ix.table.syllables(listed)
}

// monosyllable reports one syllable of Chinese or Korean in any romanisation.
func (t *tables) monosyllable(w []byte) bool {
	return len(w) <= 6 && (t.mandarin.has(w) || len(t.romanised[string(w)]) > 0)
}
