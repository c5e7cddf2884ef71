package goods

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands around a name in a line, told by the classes of words: nothing here says
// what the goods are.

// countBefore is the usual number of chips of a machine, where one stands right
// before a name; 0 for none.
func (g *Goods) countBefore(s *scratch, f found) float64 {
	if f.from > 0 && slices.Contains(g.ix.held.sets, s.atoms[f.from-1].hash) {
		return 0 // "2台 H100 服务器"
	}
	for i := f.from - 1; i >= max(f.from-2, 0) && s.atoms[i+1].gap != comma; i-- {
		if a := &s.atoms[i]; a.kind == numbers || a.classes&g.ix.count != 0 {
			if n := max(g.ix.held.usual[a.hash], g.ix.held.alone[a.hash]); n > 0 {
				return n
			}
		}
	}
	return 0
}

// countBehind is such a number behind a name: "H100 8GPU", "H200 x8".
func (g *Goods) countBehind(s *scratch, f found) float64 {
	for i := f.to; i < min(f.to+4, len(s.atoms)); i++ {
		if s.atoms[i].kind != numbers {
			continue
		}
		n := g.ix.held.usual[s.atoms[i].hash]
		if n == 0 {
			continue
		}
		if i > f.to && s.atoms[i-1].classes&g.ix.times != 0 || i+1 < len(s.atoms) && slices.Contains(g.ix.gpus, s.atoms[i+1].hash) {
			return n
		}
	}
	return 0
}

// reachOf is how many atoms an accessory and what it goes with stand apart at most.
const reachOf = 24

// reachOfWith is how many words "with" and what comes along stand apart at most; two
// ideographs count as one.
const reachOfWith = 4

// bracketed is how many bytes of text in brackets are looked through at most.
const bracketed = 64

// isNextTo says whether one of some words stands right before a name, but for a
// count of it, makers and the like.
func (g *Goods) isNextTo(s *scratch, f found, words classes) bool {
	skip := g.ix.between | g.ix.plain | g.ix.times | g.ix.server | g.ix.computer | g.ix.neutral
	for i := f.from - 1; i > 0 && i >= f.from-5 && s.atoms[i+1].gap != comma; i-- {
		switch a := &s.atoms[i]; {
		case a.classes&words != 0:
			return true
		case a.kind != numbers && a.classes&skip == 0:
			return false
		}
	}
	return false
}

// bareBefore says whether nothing but counts and words of orders stands before an atom.
func (g *Goods) bareBefore(s *scratch, at int) bool {
	for i := range at {
		if s.atoms[i].kind != numbers && s.atoms[i].classes&(g.ix.plain|g.ix.forWords|g.ix.from) == 0 {
			return false
		}
	}
	return true
}

// bracket is where a bracket opens that a find stands in; -1 for none nearby.
func (g *Goods) bracket(s *scratch, f found) int {
	if !s.brackets || f.from >= s.said || f.from == 0 {
		return -1
	}
	at := int(s.atoms[f.from].at)
	least := max(at-bracketed, 0)
	text := s.description[least:at]
	open := max(strings.LastIndexByte(text, '('), strings.LastIndex(text, "（"))
	if open < 0 || strings.IndexByte(text[open:], ')') >= 0 || strings.Contains(text[open:], "）") {
		return -1
	}
	return least + open
}

// isUnknown says whether nobody knows the word that ends at an atom.
func (g *Goods) isUnknown(s *scratch, last int) bool {
	a := &s.atoms[last]
	first := last
	for a.kind == ideograph && first > 0 && s.atoms[first].gap == joined && s.atoms[first-1].kind == ideograph {
		first--
	}
	for i := first; i <= last; i++ {
		if s.atoms[i].classes != 0 || s.atoms[i].guards != 0 {
			return false
		}
	}
	if a.kind == ideograph && first == last || a.kind == letters && a.end-a.at <= 3 {
		return false
	}
	return !slices.ContainsFunc(s.found, func(o found) bool { return o.from <= last && first < o.to })
}

// isSmall says whether a word is written in small letters in a line that has others,
// or in Kana or Hangul, which makers of cards do not name theirs in.
func (g *Goods) isSmall(s *scratch, a *atom) bool {
	if first, _ := utf8.DecodeRuneInString(s.description[a.at:]); unicode.In(first, unicode.Hangul, unicode.Katakana, unicode.Hiragana) {
		return true
	}
	return s.description[a.at] >= 'a' && s.description[a.at] <= 'z' && strings.IndexFunc(s.description, unicode.IsUpper) >= 0
}

// clause is where the clause begins that ends at to, at from or behind it.
func (g *Goods) clause(s *scratch, from, to int) int {
	for to > from && s.atoms[to].gap != comma {
		to--
	}
	return to
}

// all says whether every atom is of one of the classes.
func (g *Goods) all(s *scratch, from, to int, of classes) bool {
	for i := from; i < to; i++ {
		if s.atoms[i].classes&of == 0 {
			return false
		}
	}
	return true
}

// apart is how many words stand between two places; two ideographs count as one.
func (g *Goods) apart(s *scratch, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		n += 2
		if s.atoms[i].kind == ideograph {
			n--
		}
	}
	return (n + 1) / 2
}

// isFull says whether a name comes with its memory or a count of it, or a system
// with its chips, as goods do and what things are for does not.
func (g *Goods) isFull(s *scratch, f found) bool {
	return g.sized(s, f) || g.counts(s, f) > 0 || g.isFitted(s, f)
}

// isFitted says whether a system is named with its chips: what else stands behind
// it is on the list of what it is fitted with.
func (g *Goods) isFitted(s *scratch, f found) bool {
	if g.parts.All[f.part].Chip == "" {
		return false
	}
	for _, c := range s.found {
		if p := &g.parts.All[c.part]; p.Family == "" && p.Chip == "" && (g.sized(s, c) || g.counts(s, c) > 0) {
			return true
		}
	}
	return false
}

// holds says whether an accessory is said to have accelerators inside: "DGX
// chassis w/ 8 GPUs".
func (g *Goods) holds(s *scratch, a found) bool {
	for i := a.to; i < min(a.to+2, len(s.atoms)); i++ {
		if s.atoms[i].classes&g.ix.withs != 0 {
			end := i + 1
			for end < min(i+5, len(s.atoms)) && s.atoms[end].gap != comma {
				end++
			}
			return g.between(s, i+1, end)&(g.ix.computer|g.ix.npu) != 0
		}
	}
	return false
}

// leads says whether an accessory is the head of the line: nothing before it
// speaks of accelerators or machines, but for what it is named after, as in "GPU
// bracket".
func (g *Goods) leads(s *scratch, a found) bool {
	to := a.from
	for to > 0 && to < s.said && s.atoms[to].gap != comma && s.atoms[to-1].classes&g.ix.chips != 0 {
		to--
	}
	return a.from < s.said && g.between(s, 0, to)&(g.ix.chips|g.ix.server|g.ix.withs) == 0
}

// hasColon says whether a colon stands right behind an accessory.
func (g *Goods) hasColon(s *scratch, a found) bool {
	end := int(s.atoms[a.to-1].end)
	return a.to <= s.said && end < len(s.description) && s.description[end] == ':'
}

// counts is how many of a part the line says there are, where it is a usual number.
func (g *Goods) counts(s *scratch, f found) float64 {
	return max(g.countBefore(s, f), g.countBehind(s, f))
}

// sized says whether a size of memory stands behind a name, as it does for cards
// and not for what goes with them.
// What stands behind an accessory is its own size, and less than a system's chips have is not theirs: "CPU of
// DGX A100, 64GB".
func (g *Goods) sized(s *scratch, f found) bool {
	end := min(f.to+4, len(s.atoms))
	if g.between(s, f.to, end)&g.ix.giga == 0 {
		return false
	}
	for _, a := range s.found {
		if a.from >= f.to && a.from < end && g.parts.All[a.part].Accessory != "" {
			end = a.from
		}
	}
	for i := f.to; i < end; i++ {
		if s.atoms[i].classes&g.ix.giga != 0 && (g.parts.All[f.part].Chip == "" || i < 1 || s.atoms[i-1].end-s.atoms[i-1].at >= leastSystemMemory) {
			return true
		}
	}
	return false
}

// leastSystemMemory is how many figures the memory of the chips of a system has at least:
// "DGX A100 640GB".
const leastSystemMemory = 3

func (g *Goods) between(s *scratch, from, to int) (c classes) {
	for i := from; i < to; i++ {
		c |= s.atoms[i].classes
	}
	return c
}

// parted says whether a comma or the like stands before one of the atoms.
func (g *Goods) parted(s *scratch, from, to int) bool {
	for i := from; i < to && i < len(s.atoms); i++ {
		if s.atoms[i].gap == comma || s.atoms[i].classes&g.ix.and != 0 {
			return true
		}
	}
	return false
}
