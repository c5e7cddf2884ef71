package links

import (
	"cmp"
	"slices"
)

// tie is how strongly one entity is tied to another: the best weight of each
// family of things that they share.
type tie struct {
	best [families]float32
	kind [families]int32 // the thing that weighs most in it
}

// sum is the weight of all families, and how many there are.
func (t *tie) sum() (w float32, n int) {
	for _, b := range t.best {
		if b > 0 {
			w += b
			n++
		}
	}
	return w, n
}

// tied is whether the two belong together: by one thing that few have, or by two
// that do not follow from each other.
func (t *tie) tied() bool {
	if slices.Max(t.best[:]) >= tieWeight {
		return true
	}
	w, n := t.sum()
	return n >= 2 && w >= twoWeight
}

// ties collects what entities share with one entity.
type ties struct {
	g     *Graph
	place []int32 // of each entity in list, from 1; 0 for none
	who   []int32
	list  []tie
}

func (g *Graph) newTies() *ties { return &ties{g: g, place: make([]int32, len(g.entities))} }

// of fills the ties of an entity; a hub ties it to nobody.
func (ts *ties) of(e int32) {
	for _, o := range ts.who {
		ts.place[o] = 0
	}
	ts.who, ts.list = ts.who[:0], ts.list[:0]
	for _, th := range ts.g.thingsOf(e) {
		t := &ts.g.things[th]
		if t.hub {
			continue
		}
		f := t.kind.family()
		for _, m := range ts.g.membersOf(th) {
			if m.entity == e || !t.touches(e, m.entity) {
				continue
			}
			if ts.place[m.entity] == 0 {
				ts.who = append(ts.who, m.entity)
				ts.list = append(ts.list, tie{})
				ts.place[m.entity] = int32(len(ts.list))
			}
			if x := &ts.list[ts.place[m.entity]-1]; t.weight > x.best[f] {
				x.best[f], x.kind[f] = t.weight, th
			}
		}
	}
}

// with is the tie to another entity, nil where there is none.
func (ts *ties) with(o int32) *tie {
	if ts.place[o] == 0 {
		return nil
	}
	return &ts.list[ts.place[o]-1]
}

// join makes the groups of related parties.
func (g *Graph) join() {
	parent := make([]int32, len(g.entities))
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	ts := g.newTies()
	for e := range int32(len(g.entities)) {
		ts.of(e)
		for i, o := range ts.who {
			if o > e && ts.list[i].tied() {
				x, y := find(e), find(o)
				parent[max(x, y)] = min(x, y)
			}
		}
	}
	g.groupOf = make([]int32, len(parent))
	size := map[int32]int{}
	for i := range parent {
		g.groupOf[i] = find(int32(i))
		size[g.groupOf[i]]++
	}
	g.groups = map[int32][]int32{}
	for i, r := range g.groupOf {
		if size[r] > 1 {
			g.groups[r] = append(g.groups[r], int32(i))
		}
	}
}

// Group are the entities that belong together with one, itself included.
func (g *Graph) Group(e int32) []int32 {
	if m := g.groups[g.groupOf[e]]; m != nil {
		return m
	}
	return []int32{e}
}

// Groups are all groups of more than one, by their first member.
func (g *Graph) Groups() [][]int32 {
	out := make([][]int32, 0, len(g.groups))
	for _, m := range g.groups {
		out = append(out, m)
	}
	slices.SortFunc(out, func(x, y []int32) int { return cmp.Compare(x[0], y[0]) })
	return out
}

// Shared is one thing that two entities share, with the records that tell it of each.
type Shared struct {
	Kind   Kind
	Value  string // as told of the first
	Other  string // as told of the second, where that is written differently
	Weight float64
	Have   int // how many entities have it; of an owner, how many it owns
	TellsA string
	TellsB string
}

// Related is an entity of the same group, and what it shares with the entities
// it is tied to.
type Related struct {
	Entity int32
	With   int32 // the member through which it belongs, nearest to the start
	Far    int   // ties from the start
	Shared []Shared
}

// Members are the others of the group, nearest and most tightly tied first, at
// most limit, and how many there are in all.
func (g *Graph) Members(e int32, limit int) (out []Related, all int) {
	all = len(g.Group(e)) - 1
	seen := map[int32]bool{e: true}
	ts := g.newTies()
	type next struct {
		Related
		weight float32
	}
	for from, far := []int32{e}, 1; len(from) > 0 && len(out) < limit; far++ {
		found := map[int32]next{}
		for _, f := range from {
			ts.of(f)
			for i, o := range ts.who {
				if seen[o] || !ts.list[i].tied() {
					continue
				}
				w, _ := ts.list[i].sum()
				if n, ok := found[o]; !ok || w > n.weight {
					found[o] = next{Related{Entity: o, With: f, Far: far}, w}
				}
			}
		}
		ring := make([]next, 0, len(found))
		for _, n := range found {
			ring = append(ring, n)
		}
		slices.SortFunc(ring, func(x, y next) int {
			return cmp.Or(-cmp.Compare(x.weight, y.weight), cmp.Compare(x.Entity, y.Entity))
		})
		from = from[:0]
		for _, n := range ring {
			seen[n.Entity] = true
			from = append(from, n.Entity)
			if len(out) < limit {
				n.Shared = g.Shares(n.With, n.Entity)
				out = append(out, n.Related)
			}
		}
	}
	return out, all
}

// Shares are the things that two entities share, the rarest first, one of each
// family and hubs left out.
func (g *Graph) Shares(a, b int32) []Shared {
	ts := g.newTies()
	ts.of(a)
	t := ts.with(b)
	if t == nil {
		return nil
	}
	var out []Shared
	for f, w := range t.best {
		if w > 0 {
			out = append(out, g.show(t.kind[f], a, b))
		}
	}
	slices.SortStableFunc(out, func(x, y Shared) int { return cmp.Or(-cmp.Compare(x.Weight, y.Weight), cmp.Compare(x.Kind, y.Kind)) })
	return out
}

// show says a shared thing in the words in which each of the two was told it.
func (g *Graph) show(thing, a, b int32) Shared {
	t := &g.things[thing]
	if t.kind == Owner {
		return g.showOwner(t, a, b)
	}
	s := Shared{Kind: t.kind, Weight: float64(t.weight), Have: int(t.n)}
	s.Value, s.TellsA = g.toldOf(thing, a)
	s.Other, s.TellsB = g.toldOf(thing, b)
	if s.Other == s.Value {
		s.Other = ""
	}
	return s
}

func (g *Graph) toldOf(thing, e int32) (value, record string) {
	ms := g.membersOf(thing)
	at, ok := slices.BinarySearchFunc(ms, e, func(m member, e int32) int { return cmp.Compare(m.entity, e) })
	if !ok {
		return "", ""
	}
	mine := &g.told[ms[at].told]
	for _, tr := range g.words.traits(mine) {
		if tr.kind == g.things[thing].kind && traitHash(tr.kind, tr.key) == g.things[thing].key {
			return tr.told, mine.Key
		}
	}
	return "", mine.Key
}
