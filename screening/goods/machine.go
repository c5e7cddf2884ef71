package goods

import "unicode/utf8"

// A machine is told by what is in it: "AI server, 2x Xeon, 2 TB RAM, rails". Such a line is
// of the machine, and what it names says nothing of what else is inside.

// isInside says whether what a line names is inside a machine that it begins with: a word for
// one stands before the name, and a comma, a count or "with" between the two. "Server memory"
// is memory, and so is memory for a server.
func (g *Goods) isInside(s *scratch, f found) bool {
	p := &g.parts.All[f.part]
	if p.Family == "" || p.Kind == "service" && p.Accessory != "beside" || p.Inside == "no" || f.from >= s.said {
		return false
	}
	machine := -1
	for i := range f.from {
		a := &s.atoms[i]
		if a.classes&(g.ix.forWords|g.ix.fits|g.ix.from|g.ix.instead|g.ix.without) != 0 {
			return false
		}
		if a.classes&(g.ix.server|g.ix.series) != 0 && !g.isOfName(s, i) {
			machine = i // to the last of the words
		} else if machine >= 0 {
			break
		}
	}
	if machine < 0 {
		return p.Inside == "yes" && g.hasMemoryBehind(s, f)
	}
	numbered := false
	for i := machine + 1; i <= f.from; i++ {
		a := &s.atoms[i]
		if a.gap == comma || i < f.from && a.classes&(g.ix.withs|g.ix.and) != 0 {
			return true
		}
		numbered = numbered || i < f.from && a.kind == numbers
	}
	before := &s.atoms[f.from-1]
	counted := before.classes&(g.ix.times|g.ix.count) != 0 || g.ix.held.counts[before.hash] > 0 || before.kind == numbers && before.gap >= space
	if counted && f.from-1 > machine {
		return true
	}
	// A word of Latin letters right before a name may be an attribute of it: "server Xeon".
	latin := s.description[s.atoms[machine].at] < utf8.RuneSelf
	return p.Inside == "yes" && (numbered || !latin)
}

// hasMemoryBehind says whether an amount of memory follows what is named: no processor is sold
// by its memory, and what has both is a machine of a number that nobody knows: "RS720A EPYC 9354
// 384GB". Stacks of memory are on the processor itself.
func (g *Goods) hasMemoryBehind(s *scratch, f found) bool {
	for i := f.to; i+1 < s.said; i++ {
		if s.atoms[i].kind == numbers && s.atoms[i+1].classes&g.ix.giga != 0 {
			return g.between(s, f.to, s.said)&g.ix.hbm == 0
		}
	}
	return false
}

// isOfName says whether an atom is part of a name that was found: the server of "server rack".
func (g *Goods) isOfName(s *scratch, at int) bool {
	for _, f := range s.found {
		if f.from <= at && at < f.to {
			return true
		}
	}
	return false
}
