package goods

import "slices"

// A line names a part to say what its goods are, or what they are for, come out
// of or lack: "rail kit for XE9680", "CPU pulled from MI300X host", "DGX chassis,
// no GPUs". Here it is told which. Nouns of accessories are families of the
// catalogue; the small words are its classes.

// dropPurposes marks names that say what the goods are for or come out of, and
// leaves them out where the line names other goods: "H100 NVL for R760xa" is an
// H100, and so is "A100 out of a DGX A100" an A100.
func (g *Goods) dropPurposes(s *scratch) {
	some, goods := false, false
	for i := range s.found {
		f := &s.found[i]
		p := &g.parts.All[f.part]
		if p.Family != "" {
			continue
		}
		f.purpose = g.isFor(s, *f) || g.isUsedFor(s, *f) || g.inBrackets(s, *f) || i > 0 && g.joins(s, s.found[i-1], *f)
		some = some || f.purpose
		goods = goods || !f.purpose && p.Vague != "yes"
	}
	if some && goods {
		s.found = slices.DeleteFunc(s.found, func(f found) bool { return f.purpose })
	}
}

// isFor says whether a word of purpose or origin stands right before a name, but
// for makers and the like. A size, a count or a comma parts them: "for 8x H100".
func (g *Goods) isFor(s *scratch, f found) bool {
	if f.from < 2 || g.sized(s, f) {
		return false
	}
	counted := false
	for i := f.from - 1; i > 0 && i >= f.from-4 && s.atoms[i+1].gap != comma; i-- {
		a := &s.atoms[i]
		if a.classes&(g.ix.forWords|g.ix.from) != 0 {
			return (!counted || a.classes&g.ix.fits != 0) && !g.bareBefore(s, i) && (i == f.from-1 || !g.silentBefore(s, i))
		}
		counted = counted || a.kind == numbers && s.atoms[i+1].gap > hyphen
	}
	return false
}

// silentBefore says whether no word before an atom says what goods are: "replacement for
// defective H100".
func (g *Goods) silentBefore(s *scratch, at int) bool {
	for i := range at {
		if a := &s.atoms[i]; a.kind != numbers && a.classes&(g.ix.neutral|g.ix.plain|g.ix.forWords|g.ix.from) == 0 {
			return false
		}
	}
	return true
}

// isUsedFor says whether the words behind a name make it a purpose: "H100集群用",
// "DGX-H100 compatible", "XE9680-geeignet". They are no more than that where they
// go on: "H100, compatible with PCIe", "H100 用于训练".
func (g *Goods) isUsedFor(s *scratch, f found) bool {
	skip := g.ix.server | g.ix.goods | g.ix.cards | g.ix.giga | g.ix.forms
	for i := f.to; i < min(f.to+8, s.said); i++ {
		a := &s.atoms[i]
		if to := g.partAt(s, i); to > 0 && s.atoms[i].gap != joined {
			i = to - 1 // "H100 / H200 compatible"
			continue
		}
		if a.gap == comma {
			return false
		}
		if a.classes&g.ix.used != 0 && (a.hash != g.ix.ready || a.gap == hyphen) {
			end := i + 1
			for end < s.said && s.atoms[end].classes&g.ix.used != 0 {
				end++
			}
			if end < s.said && s.atoms[end].gap != comma && (s.atoms[end].classes&(g.ix.withs|g.ix.forWords|g.ix.goesOn) != 0 || a.kind == ideograph && s.atoms[end].kind == letters) {
				return false
			}
			if end < s.said && a.kind == ideograph && !g.ix.isSystem[f.part] && s.atoms[end].classes&(g.ix.goods|g.ix.cards) != 0 && s.atoms[end].gap == joined && g.isNounEnd(s, end) {
				return false // "910C 超节点用模组"
			}
			return !g.ix.bare(s.atoms[:s.said], f.from, end)
		}
		if a.classes&skip == 0 && a.kind != numbers {
			return false
		}
	}
	return false
}

// partAt is where the name of a part ends that begins at an atom, 0 for none.
func (g *Goods) partAt(s *scratch, i int) int {
	for _, f := range s.found {
		if f.from == i && g.parts.All[f.part].Family == "" {
			return f.to
		}
	}
	return 0
}

// isNounEnd says whether no more of its word follows goods that begin at an atom.
func (g *Goods) isNounEnd(s *scratch, i int) bool {
	for i < s.said && s.atoms[i].gap == joined && s.atoms[i].classes&(g.ix.goods|g.ix.cards) != 0 {
		i++
	}
	return i == s.said || s.atoms[i].gap != joined
}

// inBrackets says whether a name stands in brackets behind goods of a known
// other kind: "64GB RDIMM (H100 node)".
func (g *Goods) inBrackets(s *scratch, f found) bool {
	open := g.bracket(s, f)
	if open >= 0 && g.between(s, 0, f.from)&g.ix.truth != 0 {
		return false // "power adapters (inside: A100)"
	}
	for _, a := range s.found {
		if a.to > f.from || int(s.atoms[a.to-1].end) > open {
			return false
		}
		if g.packsGoods(s, a) {
			continue // "12 crates computer parts (H100 boards)"
		}
		if kind := g.parts.All[a.part].Accessory; (kind == "yes" || kind == "for") && g.leads(s, a) {
			return true
		}
	}
	return false
}

// joins says whether a name is told in one breath with a purpose before it, as
// the second in "for A100 / H100".
func (g *Goods) joins(s *scratch, before, f found) bool {
	if !before.purpose || f.from < before.to || f.from-before.to > 3 || g.sized(s, f) {
		return false
	}
	for i := before.to; i < f.from; i++ {
		if s.atoms[i].classes&(g.ix.plain|g.ix.and|g.ix.between) == 0 {
			return false
		}
	}
	return true
}

// belongs says whether the line speaks of something that the catalogue does not
// know and that is for f: "manifold for NVL72". Nothing is said of it then.
func (g *Goods) belongs(s *scratch, f found) along {
	if f.purpose && !g.isFor(s, f) {
		// Told by words behind the name or by a neighbour.
		return along{family: unknownGoods, unsure: g.between(s, 0, s.said)&g.ix.chips != 0}
	}
	i, counted := f.from-1, false
	for i >= 0 && i >= f.from-4 && s.atoms[i].classes&(g.ix.forWords|g.ix.from) == 0 {
		if s.atoms[i+1].gap == comma {
			return along{family: itself} // "for Dell, H100"
		}
		counted = counted || s.atoms[i].kind == numbers && s.atoms[i+1].gap > hyphen
		i--
	}
	if i < 1 || i < f.from-4 || s.atoms[i+1].gap == comma || counted && s.atoms[i].classes&g.ix.fits == 0 {
		return along{family: itself} // "for 8x H100"
	}
	head := g.headOf(s, i)
	if g.sized(s, f) && head.family != itself {
		// "frame for A100 80GB", and "for resale H100 80GB".
		if i < f.from-2 || g.bareBefore(s, i) {
			return along{family: itself}
		}
		head.unsure = true
	}
	return head
}

// headOf is what stands before a word of purpose at an atom: something that the
// catalogue does not know, or goods that may be the part: "GPU for DGX H100".
func (g *Goods) headOf(s *scratch, at int) along {
	fits := s.atoms[at].classes&g.ix.fits != 0
	skip := g.ix.plain | g.ix.forWords | g.ix.from
	machine := g.ix.chips | g.ix.server
	known := g.ix.computer | g.ix.npu | g.ix.goods | g.ix.withs | machine
	first, head := true, known // classes of the noun, which stands last
	other, like, named := false, false, false
	for i := at - 1; i >= 0; i-- {
		c := s.atoms[i].classes
		if c&skip != 0 || s.atoms[i].kind == numbers {
			continue
		}
		if first {
			first, head = false, c
		}
		other = other || c&known == 0
		named = named || c&(known|g.ix.neutral) == 0
		like = like || c&known != 0
	}
	switch {
	case other && !like:
		// "sample for evaluation H100 PCIe", "Ersatz für defekte A100": no noun of goods.
		return along{family: unknownGoods, unsure: !named}
	case !like, !fits && head&machine != 0:
		return along{family: itself}
	}
	// "retimer card for L40S", "NVLink switch tray for NVL72": of the trade, and not it.
	return along{family: unknownGoods, unsure: true}
}
