package goods

import (
	"slices"

	"redflag/data"
	"redflag/data/reference"
)

// A machine may be sold without what makes it one of accelerators.

// shell says whether a line speaks of a machine or board without its accelerators:
// "XE9680 chassis w/o GPU". denied is a chip that the line says is not in it, or -1.
// It is unsure where the line counts chips all the same, or names no machine.
func (g *Goods) shell(s *scratch, p int32, denied int32) (is, unsure bool) {
	part := &g.parts.All[p]
	machine := part.Chip != "" || part.Barebone != "" || part.Vague != ""
	for _, c := range s.found {
		if x := &g.parts.All[c.part]; x.Family == "" && x.Chip == "" && (g.sized(s, c) || g.counts(s, c) > 0) {
			unsure = true
		}
	}
	if denied >= 0 && !unsure && (g.parts.All[denied].ID == part.Chip || part.Barebone == "yes" && !g.namesChip(s)) {
		return true, false
	}
	for i := 0; i < len(s.atoms); i++ {
		if s.atoms[i].classes&g.ix.barebone == 0 {
			continue
		}
		first := i
		for i < len(s.atoms) && s.atoms[i].classes&g.ix.barebone != 0 {
			i++
		}
		if g.between(s, first, i)&(g.ix.chips|g.ix.cards|g.ix.hgx) == 0 && g.saysChipsAreIn(s) {
			continue // "裸机 (含GPU)": bare of something else
		}
		// "no GPU brackets" says nothing of the machine, nor does "GPU removed from it".
		if i < len(s.atoms) && s.atoms[i].classes&g.ix.from != 0 {
			continue
		}
		if i < len(s.atoms) && s.atoms[i].gap == comma || !slices.ContainsFunc(s.found, func(a found) bool { return a.from == i && g.parts.All[a.part].Accessory != "" }) {
			return machine && !unsure, !machine || unsure
		}
	}
	if machine && g.isStripped(s) {
		return !unsure, unsure
	}
	return false, false
}

// saysChipsAreIn says whether a line tells in so many words that accelerators come with a
// machine: "incl GPUs".
func (g *Goods) saysChipsAreIn(s *scratch) bool {
	for i := 1; i < s.said; i++ {
		a := &s.atoms[i]
		if with := s.atoms[i-1].classes; a.gap <= space && a.classes&g.ix.chips != 0 && a.classes&g.ix.barebone == 0 && with&g.ix.withs != 0 && with&(g.ix.lacks|g.ix.without|g.ix.instead) == 0 {
			return true
		}
	}
	return false
}

// namesChip says whether a line names a chip that it does not deny.
func (g *Goods) namesChip(s *scratch) bool {
	return slices.ContainsFunc(s.found, func(f found) bool {
		p := &g.parts.All[f.part]
		return p.Family == "" && p.Chip == "" && p.Vague != "yes"
	})
}

// isStripped says whether a line tells that chips were taken out of the machine that it
// names, in a clause of its own or in so many words: "DGX-1 carcass, all V100 removed".
func (g *Goods) isStripped(s *scratch) bool {
	for i := 1; i < s.said; i++ {
		a := &s.atoms[i]
		if a.classes&g.ix.taken == 0 || a.gap == comma || i+1 < s.said && s.atoms[i+1].classes&(g.ix.from|g.ix.taken) != 0 {
			continue
		}
		k := i - 1
		for k > 0 && s.atoms[k+1].gap != comma && s.atoms[k].classes&(g.ix.there|g.ix.taken|g.ix.goods|g.ix.neutral) != 0 && s.atoms[k].classes&(g.ix.chips|g.ix.many) == 0 {
			k--
		}
		if s.atoms[k+1].gap == comma && k+1 < i {
			k++
		}
		named := func(of func(p *reference.Part) bool) bool {
			return slices.ContainsFunc(s.found, func(f found) bool {
				p := &g.parts.All[f.part]
				return p.Family == "" && of(p) && f.to > g.clause(s, 0, k) && f.from <= k
			})
		}
		apart := k > 0 && s.atoms[k].gap == comma && s.atoms[k].classes&g.ix.goods != 0 // ": board gone"
		chips := apart || s.atoms[k].classes&(g.ix.chips|g.ix.many) != 0 || named(func(p *reference.Part) bool { return p.Chip == "" && p.Vague != "yes" })
		if chips && !named(func(p *reference.Part) bool { return p.Chip != "" }) {
			return true
		}
	}
	return false
}

// asShell is a system without its accelerators. Where it is not sold so by its
// maker, the line may hide what is in it.
func (g *Goods) asShell(r Recognition) Recognition {
	beside := g.atItsPrice(r)
	r.Bucket, r.GPUs, r.Accessory = "", 0, true
	if r.Part.Barebone == "yes" {
		r.Beside = beside
		r.Controlled, r.Why = data.ControlledNo, "sold without accelerators, as the line says; with them it would be a controlled server"
		return r
	}
	if r.Controlled != data.ControlledNo {
		r.Controlled = data.ControlledPossible
	}
	r.Why = "without accelerators, as the line says, though " + r.Part.Model + " is not sold so; ask what is inside"
	return r
}
