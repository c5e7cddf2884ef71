package links

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"redflag/data"
	"redflag/screening/match"
)

// Options bound what ties parties together. The zero value is the usual.
type Options struct {
	Hub         int // more than this many who have a thing make it a hub
	BuildingHub int // the same of a building
}

const (
	usualHub         = 32
	usualBuildingHub = 16
	tieWeight        = 0.5 // one shared thing of this weight ties two parties
	twoWeight        = 0.4 // and two independent ones of this weight together
)

// shared is one thing that several entities have.
type shared struct {
	key    uint64
	kind   Kind
	rare   bool  // a person's name that is rare by itself
	hub    bool  // so many have it that it says nothing
	owner  int32 // of an owner and those that it owns: the owner
	first  int32 // members[first : first+n]
	n      int32
	weight float32
}

// member is an entity that has a thing, and the record told first that says so.
type member struct {
	entity int32
	told   int32
}

// Graph is who shares what in one book, read-only.
type Graph struct {
	words    *words
	told     []Told
	owning   []owning // of each told: whom it owns
	of       []int32  // entity of each told, -1 for none
	entities []Entity
	byID     map[string]int32
	taken    map[string]int32 // party ids that mean a customer

	things  []shared
	members []member
	has     []int32 // things of each entity, one after another
	hasAt   []int32

	groupOf []int32
	groups  map[int32][]int32 // by the first member; only of more than one

	names *match.Index
	pool  sync.Pool // of searchers
}

// Build makes the graph. The order of told does not matter.
func Build(told []Told, o Options) (*Graph, error) {
	w, err := loadWords()
	if err != nil {
		return nil, fmt.Errorf("the words that links are read with do not load: %w", err)
	}
	o.Hub, o.BuildingHub = cmp.Or(o.Hub, usualHub), cmp.Or(o.BuildingHub, usualBuildingHub)
	g := &Graph{words: w, told: sortTold(told)}
	placeAll(g.told)
	g.withOwners()
	g.gather()
	g.share(append(g.collect(), g.collectOwners()...), o)
	g.turn()
	g.join()
	g.indexNames()
	return g, nil
}

// one is a thing of an entity before it is known who else has it.
type one struct {
	key    uint64
	entity int32
	told   int32
	kind   Kind
	rare   bool
	own    bool
	owner  bool
}

func traitHash(k Kind, key string) uint64 {
	h := uint64(14695981039346656037) ^ uint64(k+1)*0x9e3779b97f4a7c15
	for i := 0; i < len(key); i++ {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// collect reads the traits of all that was told, on all processors.
func (g *Graph) collect() []one {
	n := runtime.GOMAXPROCS(0)
	parts := make([][]one, n)
	var wg sync.WaitGroup
	for p := range n {
		wg.Go(func() {
			lo, hi := len(g.told)*p/n, len(g.told)*(p+1)/n
			out := make([]one, 0, 7*(hi-lo))
			for i := lo; i < hi; i++ {
				if g.of[i] < 0 {
					continue
				}
				for _, t := range g.words.traits(&g.told[i]) {
					out = append(out, one{traitHash(t.kind, t.key), g.of[i], int32(i), t.kind, t.kind == Person && rareName(t.key), g.told[i].Own, false})
				}
			}
			parts[p] = out
		})
	}
	wg.Wait()
	return slices.Concat(parts...)
}

// share keeps what two or more entities have.
func (g *Graph) share(all []one, o Options) {
	slices.SortFunc(all, func(x, y one) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.entity, y.entity), cmp.Compare(x.told, y.told))
	})
	for at := 0; at < len(all); {
		end, own, owner := at, false, int32(-1)
		first := int32(len(g.members))
		for end < len(all) && all[end].key == all[at].key {
			own = own || all[end].own
			if all[end].owner {
				owner = all[end].entity
			}
			if n := len(g.members); n == int(first) || g.members[n-1].entity != all[end].entity {
				g.members = append(g.members, member{all[end].entity, all[end].told})
			}
			end++
		}
		n := int32(len(g.members)) - first
		if n < 2 {
			g.members = g.members[:first]
		} else {
			t := shared{key: all[at].key, kind: all[at].kind, rare: all[at].rare, owner: owner, first: first, n: n, hub: own || n > int32(o.Hub) || all[at].kind == Building && n > int32(o.BuildingHub)}
			t.weight = t.weigh()
			g.things = append(g.things, t)
		}
		at = end
	}
}

func (t *shared) weigh() float32 {
	if t.hub {
		return 0
	}
	s := t.kind.strength()
	if t.rare {
		s = 0.9
	}
	return s / float32(math.Log2(1+float64(t.n)))
}

// turn lists the things of each entity.
func (g *Graph) turn() {
	g.hasAt = make([]int32, len(g.entities)+1)
	for _, m := range g.members {
		g.hasAt[m.entity+1]++
	}
	for i := 1; i < len(g.hasAt); i++ {
		g.hasAt[i] += g.hasAt[i-1]
	}
	g.has = make([]int32, len(g.members))
	at := slices.Clone(g.hasAt)
	for i := range g.things {
		for _, m := range g.membersOf(int32(i)) {
			g.has[at[m.entity]] = int32(i)
			at[m.entity]++
		}
	}
}

func (g *Graph) membersOf(thing int32) []member {
	t := &g.things[thing]
	return g.members[t.first : t.first+t.n]
}

func (g *Graph) thingsOf(e int32) []int32 { return g.has[g.hasAt[e]:g.hasAt[e+1]] }

// Len is how many entities there are.
func (g *Graph) Len() int { return len(g.entities) }

// Entity is the entity at a place.
func (g *Graph) Entity(e int32) *Entity { return &g.entities[e] }

// Find is the place of an entity by its id.
func (g *Graph) Find(id string) (int32, bool) {
	e, ok := g.byID[id]
	return e, ok
}

// FindParty is the entity that a party of a shipment is told as.
func (g *Graph) FindParty(c *data.Customer, source string) (int32, bool) {
	if c.ID != "" {
		if e, ok := g.byID[data.Key{Source: cmp.Or(source, data.DefaultSource), Kind: data.CustomerKind, ID: c.ID}.String()]; ok {
			return e, true
		}
	}
	id := partyID(c)
	for _, id := range [...]string{id + "#" + registered(c), id} {
		if e, ok := g.byID[id]; ok {
			return e, true
		}
		if e, ok := g.taken[id]; ok {
			return e, true
		}
	}
	return 0, false
}

// Parties are what was told of an entity.
func (g *Graph) Parties(e int32) []*Told {
	out := make([]*Told, len(g.entities[e].Told))
	for i, t := range g.entities[e].Told {
		out[i] = &g.told[t]
	}
	return out
}
