package goods

import (
	"slices"
	"strings"

	"redflag/data/reference"
)

// name is one name of a part as atoms. loose says, atom by atom, that any gap
// may stand before it.
type name struct {
	part  int32
	atoms []uint64
	loose []bool
	kinds []kind
	guard []uint64 // one of them must stand in the line; nil for none
}

// prefix is the beginning of a part number, squeezed.
type prefix struct {
	text string
	part int32
}

// index finds names by their first atom.
type index struct {
	names    map[uint64][]name // longest first
	prefixes []prefix          // longest first
	tails    map[uint64]bool   // letters that may be joined to a name that ends in digits
	forWords map[uint64]bool   // "for": what follows is what an accessory goes with
	withs    map[uint64]bool   // "with": what follows is inside
}

func hashes(s string) (out []uint64, loose []bool, kinds []kind) {
	for _, a := range appendAtoms(nil, s) {
		out, loose, kinds = append(out, a.hash), append(loose, a.gap == space), append(kinds, a.kind)
	}
	return out, loose, kinds
}

func wordSet(words string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, w := range strings.Fields(words) {
		if h, _, _ := hashes(w); len(h) > 0 {
			set[h[0]] = true
		}
	}
	return set
}

func newIndex(parts *reference.Parts) *index {
	ix := &index{
		names:    map[uint64][]name{},
		tails:    wordSet("sxm pcie oam nvl gpu server tensor core nvlink hbm lcc l x s t z npu pod gb g w u"),
		forWords: wordSet("for fits suits compatible suitable für fuer zu passend geeignet kompatibel pour 用 适 兼 配 供 适用于"),
		withs:    wordSet("with incl including mit inkl inklusive w containing 含 带 配备 内 搭"),
	}
	for i := range parts.All {
		p := &parts.All[i]
		guard := ix.guard(parts, p)
		for _, n := range p.Names {
			h, loose, kinds := hashes(n)
			if len(h) > 0 {
				ix.names[h[0]] = append(ix.names[h[0]], name{int32(i), h, loose, kinds, guard})
			}
		}
		for _, x := range p.Prefixes {
			ix.prefixes = append(ix.prefixes, prefix{strings.ToUpper(x), int32(i)})
		}
	}
	for _, all := range ix.names {
		slices.SortStableFunc(all, func(a, b name) int { return len(b.atoms) - len(a.atoms) })
	}
	slices.SortStableFunc(ix.prefixes, func(a, b prefix) int { return len(b.text) - len(a.text) })
	return ix
}

// guard is the set of words that vouch for a part's names: named sets, or words.
func (ix *index) guard(parts *reference.Parts, p *reference.Part) []uint64 {
	var out []uint64
	for _, g := range p.Guard {
		words, ok := parts.Guards[g]
		if !ok {
			words = []string{g}
		}
		for _, w := range words {
			if h, _, _ := hashes(w); len(h) > 0 {
				out = append(out, h[0])
			}
		}
	}
	return out
}

// found is one name found in a line.
type found struct {
	part     int32
	from, to int // atoms
}

// find appends every name in the atoms, the longest at each place.
func (ix *index) find(dst []found, atoms []atom) []found {
	for i := 0; i < len(atoms); i++ {
		best := -1
		for k := range ix.names[atoms[i].hash] {
			n := &ix.names[atoms[i].hash][k]
			if ix.matches(n, atoms, i) {
				dst = append(dst, found{n.part, i, i + len(n.atoms)})
				best = len(n.atoms)
				break
			}
		}
		if best > 1 {
			i += best - 1
		}
	}
	return dst
}

func (ix *index) matches(n *name, atoms []atom, i int) bool {
	if i+len(n.atoms) > len(atoms) {
		return false
	}
	// A name that begins inside a run of letters and digits is no name: "32GB200".
	if a := atoms[i]; a.gap == joined && i > 0 && a.kind != ideograph && atoms[i-1].kind != ideograph {
		return false
	}
	for k := 1; k < len(n.atoms); k++ {
		a := atoms[i+k]
		if a.hash != n.atoms[k] {
			return false
		}
		if a.gap == space && !n.loose[k] && a.kind != ideograph && n.kinds[k-1] != ideograph {
			return false
		}
	}
	end := i + len(n.atoms)
	if end < len(atoms) && !ix.mayFollow(n, atoms, end) {
		return false
	}
	return n.guard == nil || vouched(n, atoms)
}

// mayFollow says whether what is joined to the end of a name leaves it that name.
func (ix *index) mayFollow(n *name, atoms []atom, end int) bool {
	next := atoms[end]
	if next.gap != joined || next.kind == ideograph || n.kinds[len(n.kinds)-1] == ideograph {
		return true
	}
	if n.kinds[len(n.kinds)-1] == letters {
		return next.kind == numbers && len(n.atoms) > 1
	}
	return ix.tails[next.hash]
}

// vouched looks for a word of the guard anywhere in the line; the name itself may
// hold it, as in "nvidia l4".
func vouched(n *name, atoms []atom) bool {
	for i := range atoms {
		for _, g := range n.guard {
			if atoms[i].hash == g {
				return true
			}
		}
	}
	return false
}
