package goods

import (
	"slices"
	"strconv"

	"redflag/data"
)

// A line may name no model and still say what only accelerators have: memory of their
// kind, the form of their modules.

// unnamed is the row of an accelerator without a model, machine that of a server of them.
const (
	unnamed = "accelerator"
	machine = "gpu-server"
)

// leastMemory is how many GB such memory has at least: that of lesser cards is less.
const leastMemory = 48

// tellingMemory is from how many GB on a size tells one accelerator from the others.
const tellingMemory = 90

// Nameless are an accelerator and a machine with some as they are called where no model is told,
// for goods that are so by nothing but their price.
func (g *Goods) Nameless() (card, server Recognition) {
	as := func(i int32) Recognition {
		if i < 0 {
			return nothing("")
		}
		r := g.ready[i]
		r.Controlled, r.Why = data.ControlledPossible, "its words name no model, and no price tells that it is a lesser one"
		return r
	}
	card, server = as(g.unnamed), as(g.machine)
	server.GPUs = leastChips
	return card, server
}

// ofMemory is an accelerator without a model whose memory only one model has.
func (g *Goods) ofMemory(s *scratch, r Recognition) Recognition {
	i, ok := g.byMemory[g.memory(s)]
	if !ok || i < 0 || r.Accessory || r.Part.ID != unnamed && r.Part.ID != machine {
		return r
	}
	r = g.ready[i]
	r.Controlled, r.Weak, r.Why = data.ControlledPossible, true, "an accelerator without a model; its memory is that of "+r.Model
	return r
}

// findUnnamed finds an accelerator by what is told of it, in a line that names none and
// nothing that goes with one before what is told, or in one breath with it.
func (g *Goods) findUnnamed(s *scratch) {
	if g.unnamed < 0 || len(s.open) > 0 || slices.ContainsFunc(s.found, func(f found) bool { return g.parts.All[f.part].Family == "" }) {
		return
	}
	ix := g.ix
	said := g.between(s, 0, len(s.atoms))
	nouns := ix.chips | ix.goods | ix.cards | ix.server
	purpose := said&ix.forWords != 0 && (said&ix.hbm == 0 || said&(ix.chips|ix.server) != 0)
	if purpose || said&(ix.stacks|ix.trade|ix.barebone) != 0 {
		return // "module for AI, 64GB HBM2E" is one all the same
	}
	if at := g.countedChips(s); at >= 0 && said&ix.server != 0 && g.machine >= 0 {
		if !g.accessoryAt(s, at) {
			g.addFound(s, found{part: g.machine, from: at, to: at + 1})
		}
		return
	}
	switch {
	case said&nouns == 0, said&(ix.hbm|ix.sxm) == 0:
		return
	case said&ix.hbm == 0 && said&(ix.chips|ix.server) == 0, g.memory(s) < leastMemory:
		return
	}
	for i := range s.atoms {
		if s.atoms[i].classes&(ix.hbm|ix.sxm) != 0 {
			if !g.accessoryAt(s, i) {
				g.addFound(s, found{part: g.unnamed, from: i, to: i + 1})
			}
			return
		}
	}
}

// accessoryAt says whether something that goes with accelerators, and is there, stands
// before an atom, or behind it and no comma between.
func (g *Goods) accessoryAt(s *scratch, at int) bool {
	return slices.ContainsFunc(s.found, func(f found) bool {
		kind := g.parts.All[f.part].Accessory
		return kind != "" && kind != "maybe" && !g.isAbsent(s, f) && (f.from < at || !g.parted(s, at+1, f.from+1))
	})
}

func (g *Goods) addFound(s *scratch, f found) {
	s.found = append(s.found, f)
	slices.SortStableFunc(s.found, func(a, b found) int { return a.from - b.from })
}

// leastChips is how many accelerators a machine of them has at least.
const leastChips = 8

// countedChips is where a line counts accelerators as a machine of them holds, -1 for
// nowhere: "8 GPUs", "8张加速卡", "eight accelerators".
func (g *Goods) countedChips(s *scratch) int {
	ix := g.ix
	skip := ix.plain | ix.times | ix.neutral
	for i := range s.atoms {
		if s.atoms[i].classes&(ix.chips|ix.cards) == 0 || i >= s.said {
			continue
		}
		if i+1 < s.said && s.atoms[i+1].gap == space && ix.held.usual[s.atoms[i+1].hash] >= leastChips {
			return i // "가속기 8개"
		}
		for k := i - 1; k >= max(i-4, 0) && s.atoms[k+1].gap != comma; k-- {
			a := &s.atoms[k]
			if n := ix.held.usual[a.hash]; n >= leastChips {
				return i
			}
			watts := a.hash == ix.w || a.kind == numbers && s.atoms[k+1].hash == ix.w
			if !watts && (a.kind == numbers || a.classes&skip == 0) {
				break
			}
		}
	}
	return -1
}

// isAbsent says whether a word right before a find says that it is not there.
func (g *Goods) isAbsent(s *scratch, f found) bool {
	return f.from > 0 && s.atoms[f.from-1].classes&g.ix.without != 0
}

// memory is the largest size of memory that a line tells, in GB.
func (g *Goods) memory(s *scratch) (most int) {
	for i := 0; i+1 < len(s.atoms); i++ {
		a := &s.atoms[i]
		if a.kind != numbers || a.end-a.at > 4 || s.atoms[i+1].gap == comma || s.atoms[i+1].classes&g.ix.giga == 0 {
			continue
		}
		if n, err := strconv.Atoi(s.textOf(i, i+1)); err == nil {
			most = max(most, n)
		}
	}
	return most
}
