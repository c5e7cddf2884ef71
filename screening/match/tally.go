package match

import (
	"math"

	"redflag/screening/legalform"
)

// sum adds up what agrees and what is left.
func (s *Searcher) sum(toks []uint32, person bool) {
	al, v := &s.al, s.ix.vocab
	al.first, al.last, al.ordered, al.foreign, al.page = maxTokens, -1, true, s.f.foreign, s.words >= pageWords
	var at [maxTokens]int8
	for _, p := range al.pairs {
		good := keepOf(p.sim)
		w := p.weight
		al.matched += w * good
		al.damage += w * (1 - good)
		if p.how == readAloud {
			al.aloud |= span(p.slot, 1)
		}
		if p.how == initial {
			// The rest of a word that meets only an initial is not accounted for.
			al.leftQ += 0.5 * max(0, s.q.weight[p.slot]-w)
		}
		if c := v.class[toks[p.token]]; (c == legal || c == stop) && p.sim < 0.8 && s.q.solid[p.slot] {
			al.damage += s.q.weight[p.slot] * (1 - good) // a short word of its own may be no form of company
		}
		if s.q.solid[p.slot] && v.class[toks[p.token]] == plain && p.sim >= 0.6 {
			al.split = (al.split || al.solid == 0) && (p.how == splitUp || int(p.slot) >= s.words)
			al.solid++
			al.likest = max(al.likest, p.sim)
			if p.sim >= 0.96 && p.how != shortened {
				al.surely++
			}
			al.letters += len(v.bytes(toks[p.token]))
			al.telltale = al.telltale || v.weight[toks[p.token]] > tuneCommon
		}
		if c := s.f.slots[p.slot].class; c != legal && c != stop {
			al.telling++
			al.first, al.last = min(al.first, int(p.slot)), max(al.last, int(p.slot+p.slots-1))
		}
		al.count += int(p.slots)
		at[p.token] = int8(p.slot) + 1
	}
	prev := int8(0)
	for j, t := range toks {
		if at[j] == 0 || v.class[t] == stop {
			continue
		}
		if at[j] < prev {
			al.ordered = false
		}
		prev = at[j]
	}
	form := false
	for j, t := range toks {
		if al.usedC>>j&1 == 0 {
			w := v.weight[t]
			switch {
			case s.f.foreign && v.class[t] == generic:
				w *= s.translated()
			case v.class[t] == legal && form:
				continue // "joint stock company" is one form
			case v.class[t] == legal:
				form = true
			}
			al.leftC += w
			if v.class[t] == plain {
				al.ownC = max(al.ownC, v.weight[t])
			}
		}
	}
	s.sumQuery(person)
	al.house = al.solid == 1 && al.surely == 1 && al.ownQ == 0 && al.ownC == 0 && s.houseAlone(toks)
}

// translated is what a trade word left over says of a text in native letters.
func (s *Searcher) translated() float32 {
	if s.f.slots[0].from == arabic || s.words > 1 && s.f.slots[1].from == arabic {
		return tuneUnvowelled
	}
	return tuneTranslated
}

// houseAlone reports that what agrees is one distinctive word, and that nothing
// but places and forms of company stands beside it in the query.
func (s *Searcher) houseAlone(toks []uint32) bool {
	al, v := &s.al, s.ix.vocab
	for _, p := range al.pairs {
		switch t := toks[p.token]; v.class[t] {
		case plain:
			if p.toks > 1 || len(v.bytes(t)) < houseLetters || v.weight[t] <= tuneCommon {
				return false
			}
		case generic:
			return false
		}
	}
	for i := range s.words {
		if c := s.f.slots[i].class; al.usedQ>>i&1 == 0 && c != place && c != legal && c != stop {
			return false
		}
	}
	return true
}

// houseLetters is the least length of a word that is a house's name without more.
const houseLetters = 6

// sumQuery adds up what only the query has, and tells whether that is another
// part of the field: an address or a department after the name. What follows the
// comma of a person's name is the name itself, be it with a title.
func (s *Searcher) sumQuery(person bool) {
	al := &s.al
	lo, hi := uint8(255), uint8(0)
	for i := range s.words {
		if al.usedQ>>i&1 == 1 && s.f.slots[i].class != legal {
			lo, hi = min(lo, s.f.slots[i].seg), max(hi, s.f.slots[i].seg)
		}
	}
	apart, broken, says, form := true, false, false, false
	for i := range s.words {
		if al.usedQ>>i&1 == 1 {
			continue
		}
		sl, w := &s.f.slots[i], s.q.weight[i]
		if sl.of >= 0 && al.aloud>>sl.of&1 == 1 {
			continue // the native word agreed as it sounds, so its translation does not stand
		}
		if sl.n == 0 || s.q.again[i]&al.usedQ != 0 || s.q.short>>i&1 == 1 {
			al.leftQ += 0.005 // less than a difference, more than none
			continue
		}
		if sl.seg >= lo && sl.seg <= hi {
			broken = true
			if sl.class != legal && sl.class != stop {
				apart = false
			}
		}
		if sl.class == generic || sl.class == place || sl.class == title && !person || s.q.figures>>i&1 == 1 {
			says = true
		}
		if sl.paren {
			w *= 0.6
		}
		switch {
		case s.f.foreign && sl.class == generic:
			w *= s.translated()
		case sl.class == legal && form:
			continue
		case sl.class == legal:
			form = true
		}
		al.leftQ += w
		if s.q.solid[i] {
			al.ownQ = max(al.ownQ, w)
		}
	}
	al.apart = apart && says && (al.solid >= 2 || al.letters >= 4)
	al.entire = !broken && says && al.telling >= 2 && al.leftC == 0 && al.damage == 0
}

// sorts tells of the words of the query what they are by themselves and beside those
// before them.
func (s *Searcher) sorts() {
	q := &s.q
	q.words, q.figures, q.short, q.form, q.all = 0, 0, 0, false, 0
	for i := range s.words {
		q.again[i] = 0
		sl := &s.f.slots[i]
		if sl.n == 0 {
			continue
		}
		t := s.f.text(&sl.alts[0])
		for k := range i {
			if o := &s.f.slots[k]; o.n > 0 && string(s.f.text(&o.alts[0])) == string(t) {
				q.again[i] |= 1 << k
			}
		}
		if sl.class != legal && sl.class != stop {
			q.words |= 1 << i
			q.all = q.all.with(q.letters[i])
		}
		if sl.class == legal && (sl.from != latin || sl.rawEnd-sl.rawOff > 3 || legalform.Sure(s.f.buf[sl.rawOff:sl.rawEnd])) {
			q.form = true
		}
		if digitsOnly(t) {
			q.figures |= 1 << i
		}
		if s.abbreviates(i) {
			q.short |= 1 << i
		}
	}
}

// abbreviates reports a word of the query that is made of the initials of words
// before it, as in "Moscow Institute of Physics, MIP".
func (s *Searcher) abbreviates(i int) bool {
	sl := &s.f.slots[i]
	t := s.f.text(&sl.alts[sl.latinAlt()])
	if sl.class != plain || len(t) < 3 || len(t) > 10 || i < len(t) {
		return false
	}
	for skip := range 2 { // with the small words and without
		at := len(t) - 1
		for k := i - 1; k >= 0 && at >= 0; k-- {
			o := &s.f.slots[k]
			if o.n == 0 || skip == 0 && (o.class == stop || o.class == legal) {
				continue
			}
			if s.initialOf(o) != t[at] {
				if at == len(t)-1 {
					continue // other words may stand between
				}
				break
			}
			at--
		}
		if at < 0 {
			return true
		}
	}
	return false
}

// initialOf is the first letter of a word as it is written or read aloud.
func (s *Searcher) initialOf(sl *slot) byte {
	a := &sl.alts[0]
	if sl.from == latin {
		return s.f.buf[sl.rawOff]
	}
	for k := range sl.n {
		if sl.reading(int(k)) == readAloud {
			a = &sl.alts[k]
			break
		}
	}
	return s.f.text(a)[0]
}

// keepOf is the share of a word's weight that survives a likeness.
func keepOf(sim float32) float32 {
	if sim >= 0.999 {
		return 1
	}
	return float32(math.Pow(float64(sim), tuneKeep))
}
