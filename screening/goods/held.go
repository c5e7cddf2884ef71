package goods

import (
	"slices"
	"strconv"
	"strings"

	"redflag/data/reference"
)

// held are the words by which a line says how many chips one machine holds, by hash.
type held struct {
	usual, alone, counts          map[uint64]float64
	sets, tallies, pieces, inside []uint64
}

func newHeld(words *reference.Held) held {
	all := func(words []string) (out []uint64) {
		for _, w := range words {
			out = append(out, textHash(w))
		}
		return out
	}
	numbers := func(words map[string][]string) map[uint64]float64 {
		out := map[uint64]float64{}
		for figures, words := range words {
			n, _ := strconv.ParseFloat(figures, 64)
			for _, w := range all(words) {
				out[w] = n
			}
		}
		return out
	}
	return held{
		usual: numbers(words.Usual), alone: numbers(words.Alone), counts: numbers(words.Counts),
		sets: all(words.Sets), tallies: all(words.Tallies), pieces: all(words.Pieces), inside: all(words.Inside),
	}
}

// mostHeld is how many chips one machine holds at most, racks apart.
const mostHeld = 16

// heldAround is how many atoms before a chip and behind it are read for their number.
const (
	heldBefore = 8
	heldBehind = 12
)

// within is how many of a chip one machine holds by the words around the chip's name:
// "H200 八卡服务器", "quad L40S server", "H100 8fach", "GPU×8"; 0 where they do not say.
func (g *Goods) within(s *scratch, f found) float64 {
	sized := f
	if f.from > 2 && s.atoms[f.from].gap != comma && s.atoms[f.from-1].classes&g.ix.giga != 0 && s.atoms[f.from-2].kind == numbers {
		sized.from -= 2 // "8 x 80GB H100"
	}
	if n := max(g.countBefore(s, sized), g.countBehind(s, f)); n > 0 {
		return n
	}
	for i := max(f.from-heldBefore, 0); i < min(f.to+heldBehind, s.said); i++ {
		if i >= f.from && i < f.to {
			continue
		}
		if n := g.numberAt(s, i); n > 1 && n <= mostHeld && g.countsChips(s, f, i) {
			return n
		}
	}
	return 0
}

func (g *Goods) numberAt(s *scratch, i int) float64 {
	a := &s.atoms[i]
	if a.kind == numbers {
		n, _ := strconv.Atoi(s.description[a.at:a.end])
		return float64(n)
	}
	return max(g.ix.held.counts[a.hash], g.ix.held.usual[a.hash])
}

// countsChips says whether a number in a line counts the chips inside its machine.
func (g *Goods) countsChips(s *scratch, f found, i int) bool {
	ix, word := g.ix, s.atoms[i].kind != numbers
	named := i > 0 && s.atoms[i-1].classes&ix.chips != 0 // "GPU", "加速卡"
	behind := f.to == i || named
	next := i + 1
	if next == s.said || s.atoms[next].gap == comma {
		return behind && s.isTimes(i)
	}
	behind = behind || s.isTimes(i) && s.atoms[i-1].classes&ix.giga != 0 // "A100 40GB*2"
	isServer := func(k int) bool { return k < s.said && s.atoms[k].gap != comma && s.atoms[k].classes&ix.server != 0 }
	a := &s.atoms[next]
	switch {
	case behind && s.isTimes(i):
		return true
	case slices.Contains(ix.held.tallies, a.hash):
		return g.endsCount(s, f, next+1, a.classes&(ix.chips|ix.cards) != 0)
	case slices.Contains(ix.held.pieces, a.hash):
		if next+1 == s.said || s.atoms[next+1].gap == comma {
			return named && f.to < i-1
		}
		return slices.Contains(ix.held.inside, s.atoms[next+1].hash) || behind && isServer(next+1)
	}
	return word && (next == f.from || a.classes&ix.chips != 0 || f.to == i && isServer(next))
}

// endsCount says whether nothing follows at an atom that would make what was counted
// something else: "2张网卡" are no chips, "2-way cooling" counts none.
func (g *Goods) endsCount(s *scratch, f found, at int, chips bool) bool {
	if at >= s.said || at == f.from || s.atoms[at].gap == comma {
		return true
	}
	a := &s.atoms[at]
	return a.classes&(g.ix.server|g.ix.chips) != 0 || chips && a.classes&(g.ix.neutral|g.ix.withs|g.ix.plain) != 0 || slices.Contains(g.ix.held.inside, a.hash)
}

// isTimes says whether a sign of multiplication stands right before an atom.
func (s *scratch) isTimes(i int) bool {
	if i == 0 {
		return false
	}
	sign := strings.TrimSpace(s.description[s.atoms[i-1].end:s.atoms[i].at])
	return sign == "*" || sign == "×"
}

// isMachine says whether a line about a chip is of a machine, not of cards for one.
func (g *Goods) isMachine(s *scratch, f found) bool {
	to := s.said
	for i := f.to; i < s.said; i++ {
		if s.atoms[i].classes&g.ix.forWords != 0 {
			to = i
			break
		}
	}
	return (g.between(s, 0, to)|g.between(s, s.said, len(s.atoms)))&g.ix.server != 0
}
