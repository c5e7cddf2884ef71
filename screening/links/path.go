package links

import (
	"cmp"
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
	maxSeen  = 2000 // entities looked at for one path

	judgedCost = 1 // of a step between two that a person judged to be one
	ownerCost  = 1 // of a step to an owner or parent
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

// trail is how entities were reached, by the number of steps.
type trail struct {
	rings [maxHops + 1]map[int32]step
	best  map[int32]int // the number of steps of the cheapest way
}

func (t *trail) cost(e int32) (float64, bool) {
	n, ok := t.best[e]
	return t.rings[n][e].cost, ok
}

// Path is the shortest way, of at most four steps, from any of the entities to a
// flagged one that is none of them; nil where there is none. A step over a thing
// that few have is shorter than one over a thing of many: two over official
// numbers are nearer than one over an address with twenty tenants.
func (g *Graph) Path(from []int32, s Search) *Path {
	same := map[int32][]int32{}
	for _, p := range s.Same {
		same[p[0]], same[p[1]] = append(same[p[0]], p[1]), append(same[p[1]], p[0])
	}
	t := trail{best: map[int32]int{}}
	t.rings[0] = map[int32]step{}
	for _, e := range from {
		t.rings[0][e], t.best[e] = step{from: -1, thing: -1}, 0
	}
	for n := 1; n <= maxHops; n++ {
		g.widen(&t, n, same)
	}
	reached := make([]int32, 0, len(t.best))
	for e, n := range t.best {
		if n > 0 {
			reached = append(reached, e)
		}
	}
	slices.SortFunc(reached, func(x, y int32) int {
		return cmp.Or(cmp.Compare(t.rings[t.best[x]][x].cost, t.rings[t.best[y]][y].cost), cmp.Compare(x, y))
	})
	for _, e := range reached {
		if f, ok := s.Flagged(e); ok {
			return g.walk(&t, e, f)
		}
	}
	return nil
}

// widen reaches what lies one step further than ring n-1, where that is the
// cheapest way there.
func (g *Graph) widen(t *trail, n int, same map[int32][]int32) {
	found := map[int32]step{}
	try := func(to int32, st step) {
		if c, ok := t.cost(to); ok && c <= st.cost {
			return
		}
		if o, ok := found[to]; !ok || cmp.Or(cmp.Compare(st.cost, o.cost), cmp.Compare(st.from, o.from), cmp.Compare(st.thing, o.thing)) < 0 {
			found[to] = st
		}
	}
	for e, at := range t.rings[n-1] {
		if t.best[e] != n-1 {
			continue
		}
		for _, o := range same[e] {
			try(o, step{e, -1, at.cost + judgedCost})
		}
		for _, th := range g.thingsOf(e) {
			x := &g.things[th]
			if x.kind == Owner && x.owner != e {
				try(x.owner, step{e, th, at.cost + ownerCost}) // however many others it owns
				continue
			}
			if x.hub || x.weight < minTrail {
				continue
			}
			for _, m := range g.membersOf(th) {
				if m.entity != e {
					try(m.entity, step{e, th, at.cost + 1/float64(x.weight)})
				}
			}
		}
	}
	order := make([]int32, 0, len(found))
	for e := range found {
		order = append(order, e)
	}
	slices.SortFunc(order, func(x, y int32) int { return cmp.Or(cmp.Compare(found[x].cost, found[y].cost), cmp.Compare(x, y)) })
	t.rings[n] = map[int32]step{}
	for _, e := range order[:min(len(order), max(0, maxSeen-len(t.best)))] {
		t.rings[n][e], t.best[e] = found[e], n
	}
}

func (g *Graph) walk(t *trail, end int32, f Flag) *Path {
	p := &Path{Flag: f}
	for at, n := end, t.best[end]; n > 0; n-- {
		st := t.rings[n][at]
		h := Hop{From: st.from, To: at, Judged: st.thing < 0}
		if st.thing >= 0 {
			h.Shared = g.show(st.thing, st.from, at)
		}
		p.Hops = append(p.Hops, h)
		at = st.from
	}
	slices.Reverse(p.Hops)
	return p
}
