package match

import (
	_ "embed"
	"slices"
	"strings"
)

// A name shortened to its first letters and the same in words are one: "NPP Vega"
// is listed as "Vega Scientific Production Enterprise", and the other way about.

//go:embed tables/abbreviations.txt
var abbreviationTable string

// abbreviation is a short form and its words, each with the ways to say it.
type abbreviation struct {
	short string
	words [][]string
}

// abbreviations are the short forms, by themselves and by their first word.
type abbreviations struct {
	short map[string]abbreviation
	first map[string][]abbreviation
}

func makeAbbreviations(latin map[string]word) abbreviations {
	a := abbreviations{short: map[string]abbreviation{}, first: map[string][]abbreviation{}}
	for line := range strings.Lines(abbreviationTable) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] == "#" {
			continue
		}
		abbr := abbreviation{short: fields[0]}
		for _, f := range fields[1:] {
			ways := strings.Split(f, "/")
			for i, w := range ways {
				if known, ok := latin[w]; ok {
					ways[i] = known.canon
				}
			}
			abbr.words = append(abbr.words, ways)
		}
		a.short[abbr.short] = abbr
		for _, w := range abbr.words[0] {
			a.first[w] = append(a.first[w], abbr)
		}
	}
	return a
}

// expand adds the words that a short form stands for, as pieces that count only together.
func (s *Searcher) expand(i int) {
	sl := &s.f.slots[i]
	if sl.n == 0 || sl.parent >= 0 {
		return
	}
	abbr, ok := s.ix.table.abbreviations.short[string(s.f.text(&sl.alts[0]))]
	if !ok || len(s.f.slots)+len(abbr.words) > maxTokens {
		return
	}
	seg := sl.seg
	for _, ways := range abbr.words {
		at := len(s.f.slots)
		piece := slot{class: generic, from: latin, parent: int8(i), of: -1, seg: seg}
		for _, w := range ways {
			off, end := s.f.putString(w)
			piece.add(off, end, 0.97)
		}
		s.f.slots = append(s.f.slots, piece)
		s.q.weight[at], s.q.pair[at], s.q.solid[at] = 0, 0, false
		for _, w := range ways {
			if id, ok := s.ix.vocab.ids[w]; ok {
				s.match(id, tokenMatch{slot: uint8(at), span: 1, sim: 0.97, how: shortened})
			}
		}
	}
}

// abbreviate reads words that stand one after another as the short form of them.
func (s *Searcher) abbreviate() {
	for i := range s.words {
		sl := &s.f.slots[i]
		for k := range sl.n {
			for _, abbr := range s.ix.table.abbreviations.first[string(s.f.text(&sl.alts[k]))] {
				if span := s.spells(i, abbr.words); span > 0 {
					if id, ok := s.ix.vocab.ids[abbr.short]; ok {
						s.match(id, tokenMatch{slot: uint8(i), span: uint8(span), sim: 0.95, how: shortened})
					}
				}
			}
		}
	}
}

// spells is how many words of the query from the one at i say these, with small
// words between them; 0 they do not.
func (s *Searcher) spells(i int, words [][]string) int {
	at := i
	for n, ways := range words {
		for n > 0 && at < s.words && s.f.slots[at].class == stop {
			at++
		}
		if at == s.words || !s.says(at, ways) {
			return 0
		}
		at++
	}
	return at - i
}

func (s *Searcher) says(i int, ways []string) bool {
	sl := &s.f.slots[i]
	for k := range sl.n {
		if slices.Contains(ways, string(s.f.text(&sl.alts[k]))) {
			return true
		}
	}
	return false
}
