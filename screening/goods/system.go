package goods

import (
	"slices"

	"redflag/data/reference"
)

// A system and the chips that its line names are judged together.

// portable says whether the line speaks of a portable computer, whose graphics
// chip of the same name is a smaller one.
func (g *Goods) portable(s *scratch) bool {
	laptop := false
	for _, f := range s.found {
		switch g.parts.All[f.part].ID {
		case "laptop":
			laptop = true
		case "desktop":
			return false // of a maker known for the other
		}
	}
	return laptop
}

// combine takes a system together with the chip that the same text names: an
// XE9680 "with 8x H200" holds H200, whatever the usual one is.
func (g *Goods) combine(r Recognition, s *scratch) Recognition {
	if r.Part.Chip == "" && r.Part.Barebone == "" {
		// A chip was found; a board or server named beside it says how many.
		for _, f := range s.found {
			if p := &g.parts.All[f.part]; p.Chip != "" {
				return g.combine(g.ready[f.part], s)
			}
		}
		if system := g.eight(r.Part, s); system >= 0 {
			return g.ready[system]
		}
		return g.counted(r, s)
	}
	if r.Part.Chip == "" {
		return r
	}
	for _, f := range s.found {
		p := &g.parts.All[f.part]
		if p.Family != "" || p.Chip != "" || p.ID == r.Part.Chip || p.Kind == "other" || p.Vague == "yes" {
			continue
		}
		if p.Kind == "consumer" && g.counts(s, f) == 0 {
			continue
		}
		return g.holding(r.Part, p.ID, g.within(s, f))
	}
	// A board says which chips the machine around it holds.
	for _, f := range s.found {
		if p := &g.parts.All[f.part]; p.Kind == "board" && p.ID != r.Part.ID && p.Chip != r.Part.Chip && r.Part.Kind != "board" {
			return g.holding(r.Part, p.Chip, 0)
		}
	}
	for _, f := range s.found {
		if g.parts.All[f.part].ID == r.Part.Chip {
			return g.holding(r.Part, r.Part.Chip, g.within(s, f))
		}
	}
	for _, f := range s.found {
		if n := g.countOf(s, f); r.Part.Kind == "board" && &g.parts.All[f.part] == r.Part && n > 0 && n != r.Part.N {
			return g.holding(r.Part, r.Part.Chip, n)
		}
	}
	return r
}

// countOf is how many chips a board has by the words right behind its name: "HGX H100
// 4-GPU"; 0 for none.
func (g *Goods) countOf(s *scratch, f found) float64 {
	if f.to+1 >= len(s.atoms) || s.atoms[f.to].gap == comma || !slices.Contains(g.ix.gpus, s.atoms[f.to+1].hash) {
		return 0
	}
	return g.ix.held.usual[s.atoms[f.to].hash]
}

// eight is the board or server of eight that the words beside a chip make of it:
// "H200 八卡模组", "H100 8-GPU baseboard", "HGX with H100"; -1 for none.
func (g *Goods) eight(p *reference.Part, s *scratch) int32 {
	for _, f := range s.found {
		if &g.parts.All[f.part] != p {
			continue
		}
		from, to := max(f.from-6, 0), f.to
		for to < min(f.to+8, s.said) && s.atoms[to].classes&(g.ix.forWords|g.ix.from|g.ix.withs) == 0 {
			to++
		}
		c := classes(0)
		for i := from; i < to; i++ {
			// "HGX pull", "HGX-less": it comes out of one, or goes without.
			if i+1 == len(s.atoms) || s.atoms[i+1].classes&g.ix.apart == 0 {
				c |= s.atoms[i].classes
			}
		}
		switch {
		case c&g.ix.dgx != 0:
			if i, ok := g.systems[p.ID]; ok {
				return i
			}
		case c&g.ix.hgx != 0:
			if i, ok := g.boards[p.ID]; ok {
				return i
			}
		}
	}
	return -1
}

// holding is a system with the chips that its text names, as many as it says or
// else the usual number, described once.
func (g *Goods) holding(p *reference.Part, chip string, n float64) Recognition {
	key := pair{p, chip, n}
	if r, ok := g.built.Load(key); ok {
		return r.(Recognition)
	}
	sys := *p
	sys.Chip, sys.Barebone = chip, ""
	if n > 0 {
		sys.N = n
	}
	r := g.describe(&sys)
	r.Part, r.ChipModel = p, g.chipModel(r.Chip)
	g.built.Store(key, r)
	return r
}

// pair is a system and the chips inside, or an accessory and what it goes with.
type pair struct {
	system *reference.Part
	chip   string
	n      float64 // chips, 0 for the usual number
}

// counted takes "8x H100" in a line that speaks of a server for a server with
// eight of them.
func (g *Goods) counted(r Recognition, s *scratch) Recognition {
	if r.Part.Family != "" || r.Part.Kind == "consumer" || g.between(s, 0, len(s.atoms))&g.ix.server == 0 {
		return r
	}
	for _, f := range s.found {
		if &g.parts.All[f.part] != r.Part {
			continue
		}
		if n := g.within(s, f); n > 0 && g.isMachine(s, f) {
			r.GPUs, r.Server = n, true
			return r
		}
	}
	return r
}
