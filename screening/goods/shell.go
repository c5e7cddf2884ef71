package goods

import (
	"slices"

	"redflag/data"
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
	if denied >= 0 && g.parts.All[denied].ID == part.Chip && !unsure {
		return true, false
	}
	for i := 0; i < len(s.atoms); i++ {
		if s.atoms[i].classes&g.ix.barebone == 0 {
			continue
		}
		for i < len(s.atoms) && s.atoms[i].classes&g.ix.barebone != 0 {
			i++
		}
		// "no GPU brackets" says nothing of the machine, nor does "GPU removed from it".
		if i < len(s.atoms) && s.atoms[i].classes&g.ix.from != 0 {
			continue
		}
		if !slices.ContainsFunc(s.found, func(a found) bool { return a.from == i && g.parts.All[a.part].Accessory != "" }) {
			return machine && !unsure, !machine || unsure
		}
	}
	return false, false
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
