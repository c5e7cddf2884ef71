package match

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
)

// hits turns the best results into hits with their reasons.
func (s *Searcher) hits(q Query, limit int) []data.NameHit {
	if limit <= 0 {
		limit = 10
	}
	out := make([]data.NameHit, 0, min(limit, len(s.results)))
	for _, r := range s.results[:min(limit, len(s.results))] {
		n := &s.ix.names[r.name]
		e := s.ix.entry(n.entry)
		h := data.NameHit{
			ID: e.ID, Name: e.Name, Matched: s.ix.listed(n), List: e.List, Type: e.Type, Score: shown(r.score), Source: e.Source,
			Programs: e.Programs, Licence: e.LicenceRequirement, Policy: e.LicencePolicy, FRNotice: e.FRNotice, StartDate: e.StartDate,
			Country: strings.Join(e.Countries, " "), Entry: e, Restricted: e.Restricted,
		}
		s.read(q.text(r.query), r.query, r.page)
		h.Probability = ScoreMeaning(h.Score).Probability
		s.align(r.name)
		h.Agrees = s.agrees(n)
		h.Why = s.why(q, r, n, e, &h.Agrees)
		out = append(out, h)
	}
	return out
}

// shown is a score as it is told.
func shown(score float32) float64 { return float64(int(score*1000+0.5)) / 1000 }

// text is the i-th text of the query.
func (q *Query) text(i int8) string {
	switch i {
	case 0:
		return q.Name
	case 1:
		return q.NameLocal
	}
	return q.Aliases[i-2]
}

var howWords = [...]string{
	exact: "is the same", spelled: "is spelt almost like", sounded: "sounds like", joinedUp: "joined is", splitUp: "split is",
	looksAlike: "in look-alike characters is", translated: "means", readAloud: "is read", romanised: "in another romanisation is", initial: "is an initial of", shortened: "is short for",
}

// agrees is what agrees and what does not, in the order of the words that were asked.
func (s *Searcher) agrees(n *nameRef) data.Alike {
	al := &s.al
	slices.SortStableFunc(al.pairs, func(a, b pair) int { return int(a.slot) - int(b.slot) })
	toks := s.ix.tokens[n.first : n.first+uint32(n.n)]
	out := data.Alike{
		OnlyListed: s.only(al.usedC, toks),
		OnlyAsked:  s.onlyQuery(al.usedQ),
		Telling:    s.tellsNothing(al.usedQ, al.usedC, toks),
		House:      al.house && (al.leftQ > 0.1 || al.leftC > 0.1),
		Disguised:  s.f.obf || s.disguised(al),
		Everyday:   al.everydayAlone(),
	}
	for _, p := range al.pairs {
		if c := s.f.slots[p.slot].class; p.slots == 1 && (c == legal || c == stop) {
			continue
		}
		out.Words = append(out.Words, s.agreement(p, toks))
	}
	return out
}

// why says in words what agrees, what does not, and how rare it is.
func (s *Searcher) why(q Query, r result, n *nameRef, e *data.ListEntry, a *data.Alike) []string {
	out := make([]string, 0, len(a.Words)+4)
	for i := range a.Words {
		out = append(out, wordSays(&a.Words[i]))
	}
	if len(a.OnlyListed) > 0 {
		out = append(out, "only in the list: "+strings.Join(a.OnlyListed, " "))
	}
	if len(a.OnlyAsked) > 0 {
		out = append(out, "only in the query: "+strings.Join(a.OnlyAsked, " "))
	}
	if a.Telling {
		out = append(out, nothingTells)
	}
	if a.House {
		out = append(out, HouseName)
	}
	switch {
	case r.query == 1:
		out = append(out, "by the local name")
	case r.query > 1:
		out = append(out, "by the alias "+q.text(r.query))
	}
	switch {
	case n.alias >= 0:
		out = append(out, "the listed alias "+e.Aliases[n.alias])
	case n.part:
		out = append(out, "a part of the listed name")
	}
	if a.Disguised {
		out = append(out, Obfuscated)
	}
	if !s.al.ordered {
		out = append(out, "the words stand in another order")
	}
	if s.f.unread > 0 || r.page > 0 {
		out = append(out, fmt.Sprintf("the text is long: it stands in the words from %q on", s.asked(0)))
	}
	if q.Country != "" && len(e.Countries) > 0 {
		if slices.Contains(e.Countries, q.Country) {
			out = append(out, "country "+q.Country+" agrees")
		} else {
			out = append(out, "country differs: "+q.Country+", listed "+strings.Join(e.Countries, " "))
		}
	}
	return out
}

// Obfuscated is the reason that stands with a hit on a name written with
// look-alike characters.
const Obfuscated = "obfuscated spelling: look-alike characters"

// HouseName is the reason that stands with a hit on the name of a house, beside
// which only places and forms of company differ.
const HouseName = "shares the house name"

// disguised reports whether a word agreed only through look-alike characters.
func (s *Searcher) disguised(al *alignment) bool {
	for _, p := range al.pairs {
		if p.how == looksAlike && p.sim < 0.999 {
			return true
		}
	}
	return false
}

func (s *Searcher) agreement(p pair, toks []uint32) data.AlikeWord {
	t := toks[p.token]
	w := data.AlikeWord{Asked: s.asked(p.slot), Listed: s.ix.vocab.text[t], How: howWords[p.how], Names: int(s.ix.postAt[t+1] - s.ix.postAt[t])}
	if p.toks == 2 {
		w.Listed += " " + s.ix.vocab.text[toks[p.token+1]]
	}
	for i := p.slot + 1; i < p.slot+p.slots; i++ {
		w.Asked += " " + s.asked(i)
	}
	if p.how == exact {
		w.How = ""
		if w.Asked != w.Listed {
			w.How = "is"
		}
	}
	return w
}

func wordSays(w *data.AlikeWord) string {
	b := strconv.AppendQuote(make([]byte, 0, 96), w.Asked)
	if w.How == "" {
		b = append(b, " agrees"...)
	} else {
		b = append(append(append(b, ' '), w.How...), ' ')
		b = strconv.AppendQuote(b, w.Listed)
	}
	b = append(rarity(append(b, " ("...), w.Names), ')')
	return string(b)
}

// asked is a word of the query, in its own letters; a word that an abbreviation stands for is the
// abbreviation.
func (s *Searcher) asked(slot uint8) string {
	if sl := &s.f.slots[slot]; sl.parent >= 0 && sl.class == generic {
		slot = uint8(sl.parent)
	}
	sl := &s.f.slots[slot]
	if sl.written[1] > 0 {
		return string(s.f.buf[sl.written[0]:sl.written[1]])
	}
	return string(s.f.text(&sl.alts[0]))
}

// nothingTells is the reason that stands with a hit where every word that tells one
// firm from another agrees: what is left on either side are places, trades and forms
// of company.
const nothingTells = "no telling word differs"

func (s *Searcher) tellsNothing(usedQ, usedC uint64, toks []uint32) bool {
	for i := range s.words {
		if usedQ>>i&1 == 0 && s.f.slots[i].class == plain {
			return false
		}
	}
	for j, t := range toks {
		if usedC>>j&1 == 0 && s.ix.vocab.class[t] == plain {
			return false
		}
	}
	return true
}

// rarity appends in how many listed names a word stands.
func rarity(b []byte, n int) []byte {
	switch {
	case n <= 1:
		return append(b, "in no other listed name"...)
	case n < 10:
		b = append(b, "rare: "...)
	}
	b = strconv.AppendInt(append(b, "in "...), int64(n), 10)
	return append(b, " listed names"...)
}

func (s *Searcher) only(used uint64, toks []uint32) []string {
	var words []string
	for j, t := range toks {
		if used>>j&1 == 0 && s.ix.vocab.class[t] != stop {
			words = append(words, s.ix.vocab.text[t])
		}
	}
	return words
}

func (s *Searcher) onlyQuery(used uint64) []string {
	var words []string
	for i := range s.words {
		sl := &s.f.slots[i]
		if used>>i&1 == 1 || sl.class == stop || len(words) == 12 || sl.of >= 0 && used>>sl.of&1 == 0 {
			continue // a word that is two in English is told once
		}
		words = append(words, s.asked(uint8(i)))
	}
	return words
}
