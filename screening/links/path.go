package links

import (
	"cmp"
	"math"
	"slices"
)

// Why an end of a path matters.
const (
	Listed   = "listed"
	Stopped  = "stopped"
	Rejected = "rejected"
)

// Flag says why an entity is one that a path leads to.
type Flag struct {
	Kind   string // listed, stopped, rejected
	Says   string // the list entry, the decision or the words of the file
	Record string // list entry, case or record that tells it
}

const (
	maxHops  = 4
	minTrail = 0.2  // a thing that weighs less is no step of a path
	maxSeen  = 4000 // entities looked at for one path
)

// Search is how paths are looked for.
type Search struct {
	Flagged func(e int32) (Flag, bool) // asked once for each entity in reach, the nearest first
	Same    [][2]int32                 // pairs that a person judged to be one
}

// Hop is one step of a path: the thing that both ends have.
type Hop struct {
	From, To int32
	Shared   Shared
	Judged   bool // a person judged the two to be one
}

// Path is the way from an entity to a flagged one.
type Path struct {
	Hops []Hop
	Flag Flag
}

// step is how an entity was reached.
type step struct {
	from  int32
	thing int32 // -1: judged to be the same
	cost  float64
}

// Path is the way of fewest steps from any of the entities to a flagged one that
// is none of them, over the rarest things among those; nil where none is within
// four steps.
func (g *Graph) Path(from []int32, s Search) *Path {
	same := map[int32][]int32{}
	for _, p := range s.Same {
		same[p[0]], same[p[1]] = append(same[p[0]], p[1]), append(same[p[1]], p[0])
	}
	reached := map[int32]step{}
	for _, e := range from {
		reached[e] = step{from: -1, thing: -1}
	}
	ring := slices.Clone(from)
	slices.Sort(ring)
	for range maxHops {
		found := map[int32]step{}
		try := func(to int32, st step) {
			if _, ok := reached[to]; ok {
				return
			}
			if o, ok := found[to]; !ok || cmp.Or(cmp.Compare(st.cost, o.cost), cmp.Compare(st.from, o.from), cmp.Compare(st.thing, o.thing)) < 0 {
				found[to] = st
			}
		}
		for _, e := range ring {
			cost := reached[e].cost
			for _, o := range same[e] {
				try(o, step{e, -1, cost})
			}
			for _, th := range g.thingsOf(e) {
				t := &g.things[th]
				if t.hub || t.weight < minTrail {
					continue
				}
				c := cost - math.Log(float64(t.weight))
				for _, m := range g.membersOf(th) {
					if m.entity != e {
						try(m.entity, step{e, th, c})
					}
				}
			}
		}
		ring = ring[:0]
		for e := range found {
			ring = append(ring, e)
		}
		slices.SortFunc(ring, func(x, y int32) int { return cmp.Or(cmp.Compare(found[x].cost, found[y].cost), cmp.Compare(x, y)) })
		ring = ring[:min(len(ring), max(0, maxSeen-len(reached)))]
		for _, e := range ring {
			reached[e] = found[e]
		}
		for _, e := range ring {
			if f, ok := s.Flagged(e); ok {
				return g.walk(reached, e, f)
			}
		}
	}
	return nil
}

func (g *Graph) walk(reached map[int32]step, end int32, f Flag) *Path {
	p := &Path{Flag: f}
	for at := end; reached[at].from >= 0; at = reached[at].from {
		st := reached[at]
		h := Hop{From: st.from, To: at, Judged: st.thing < 0}
		if st.thing >= 0 {
			h.Shared = g.show(st.thing, st.from, at)
		}
		p.Hops = append(p.Hops, h)
	}
	slices.Reverse(p.Hops)
	return p
}
