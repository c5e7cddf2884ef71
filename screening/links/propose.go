package links

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/match"
)

// Scores from which two entities are proposed as one.
const (
	mergeScore    = 0.92 // surely enough to propose it
	possiblyScore = 0.75 // possibly the same, kept apart
)

// What each kind of evidence adds to or takes from a proposal's score.
const (
	namePoints   = 0.60 // of names that agree in full
	strongPoints = 0.36 // an official number or a bank account
	mediumPoints = 0.16 // each of two: phone, domain, unit, person
	thirdPoints  = 0.05 // each further one
	otherNumber  = 0.35 // taken for different official numbers
	otherCountry = 0.15
	otherDomain  = 0.06
	renamed      = 0.78 // one official number under two names, nothing against it
)

// Proposal says that two entities may be one and the same, and why.
type Proposal struct {
	A, B    int32
	Score   float64
	Name    float64 // how alike the names are
	For     []string
	Against []string
	Shared  []Shared
}

// Merge is whether the two are proposed as one rather than as possibly the same.
func (p *Proposal) Merge() bool { return p.Score >= mergeScore }

// maxAlike bounds the names looked at for one entity.
const maxAlike = 40

// indexNames makes the index of the entities' names by the machinery that lists
// are searched with, so that a word weighs by how rare it is in this book.
func (g *Graph) indexNames() {
	pack := &data.ListPack{Name: "own", Entries: make([]data.ListEntry, len(g.entities))}
	for i := range g.entities {
		e := &pack.Entries[i]
		e.ID = strconv.Itoa(i)
		e.Name = g.entities[i].Name
		e.Aliases = g.otherNames(int32(i))
	}
	g.names = match.Build([]*data.ListPack{pack})
	g.pool.New = func() any { return g.names.Searcher() }
}

// maxAliases bounds the names kept of one entity.
const maxAliases = 12

func (g *Graph) otherNames(e int32) []string {
	var out []string
	have := map[string]bool{history.NameKey(g.entities[e].Name): true}
	for _, t := range g.entities[e].Told {
		c := g.told[t].Customer
		for _, list := range [...][]string{{c.Name, c.NameLocal}, c.Aliases} {
			for _, n := range list {
				if k := history.NameKey(n); k != "" && !have[k] && len(out) < maxAliases {
					have[k] = true
					out = append(out, n)
				}
			}
		}
	}
	return out
}

// alike are the entities whose names may mean this one, with how alike they are.
func (g *Graph) alike(s *match.Searcher, e int32) map[int32]float64 {
	out := map[int32]float64{}
	q := match.Query{Name: g.entities[e].Name, Aliases: g.otherNames(e)}
	for _, h := range s.Names(q, maxAlike) {
		if i, err := strconv.Atoi(h.ID); err == nil && int32(i) != e {
			out[int32(i)] = max(out[int32(i)], h.Score)
		}
	}
	return out
}

// Proposals are the entities that may be the same as this one, the surest first.
// One strong identifier, or two of less weight, must speak for it.
func (g *Graph) Proposals(e int32) []Proposal {
	s := g.pool.Get().(*match.Searcher)
	defer g.pool.Put(s)
	names := g.alike(s, e)
	ts := g.newTies()
	ts.of(e)
	var out []Proposal
	for at, o := range ts.who {
		t := ts.list[at]
		_, strong := g.strong(&t)
		if medium := len(g.medium(&t)); !strong && (medium == 0 || medium == 1 && g.countries(e, o) != data.True) {
			continue
		}
		name := max(names[o], g.alike(s, o)[e])
		if !g.enough(&t, e, o, name) {
			continue
		}
		if p := g.weigh(&t, e, o, name); p.Score >= possiblyScore {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(x, y Proposal) int { return cmp.Or(-cmp.Compare(x.Score, y.Score), cmp.Compare(x.B, y.B)) })
	return out
}

// strong is the thing of an official number or account that few share.
func (g *Graph) strong(t *tie) (thing int32, ok bool) {
	for _, f := range [...]family{numberFamily, moneyFamily} {
		if t.best[f] >= tieWeight {
			return t.kind[f], true
		}
	}
	return 0, false
}

// medium are the families of less weight that agree.
func (g *Graph) medium(t *tie) (out []family) {
	for _, f := range [...]family{phoneFamily, netFamily, placeFamily, personFamily} {
		if t.best[f] < minTrail || f == placeFamily && g.things[t.kind[f]].kind == Building {
			continue
		}
		out = append(out, f)
	}
	return out
}

// enough is whether identifiers speak for the two being one. Names that are equal
// in one country count as one of the two.
func (g *Graph) enough(t *tie, a, b int32, name float64) bool {
	if _, ok := g.strong(t); ok {
		return true
	}
	n := len(g.medium(t))
	if name >= 0.97 && g.countries(a, b) == data.True {
		n++
	}
	return n >= 2
}

func (g *Graph) weigh(t *tie, a, b int32, name float64) Proposal {
	p := Proposal{A: a, B: b, Name: name, Score: namePoints * name, Shared: g.Shares(a, b)}
	if name > 0 {
		p.For = append(p.For, fmt.Sprintf("the names are alike (%.2f)", name))
	}
	one := false
	if th, ok := g.strong(t); ok {
		p.Score += strongPoints
		p.For = append(p.For, "the same "+g.things[th].kind.String())
		one = t.best[numberFamily] >= tieWeight
	}
	for i, f := range g.medium(t) {
		points := mediumPoints
		if i > 1 {
			points = thirdPoints
		}
		p.Score += points * min(1, float64(t.best[f])/0.63)
		p.For = append(p.For, "the same "+g.things[t.kind[f]].kind.String())
	}
	against := g.against(&p)
	if one && against == 0 {
		p.Score = max(p.Score, renamed)
	}
	p.Score = max(0, min(p.Score-against, 0.99))
	return p
}

// against subtracts what speaks for two companies.
func (g *Graph) against(p *Proposal) (points float64) {
	say := func(cost float64, s string) {
		points += cost
		p.Against = append(p.Against, s)
	}
	of := func(get func(c *data.Customer) string) (a, b []string) {
		for i, e := range [...]int32{p.A, p.B} {
			var out []string
			for _, t := range g.entities[e].Told {
				if k := get(g.told[t].Customer); k != "" && !slices.Contains(out, k) {
					out = append(out, k)
				}
			}
			if i == 0 {
				a = out
			} else {
				b = out
			}
		}
		return a, b
	}
	apart := func(a, b []string) bool {
		return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
	}
	if a, b := of(registered); apart(a, b) {
		say(otherNumber, "other registration numbers: "+a[0]+" and "+b[0])
	} else if a, b := of(func(c *data.Customer) string { return strings.TrimSuffix(numberKey(c.TaxID, ""), "@") }); apart(a, b) {
		say(otherNumber, "other tax ids: "+a[0]+" and "+b[0])
	}
	if slices.ContainsFunc(p.Shared, func(s Shared) bool { return s.Kind == Owner }) {
		say(otherNumber, "one is told to own the other")
	}
	if g.countries(p.A, p.B) == data.False {
		say(otherCountry, "other countries: "+g.entities[p.A].Country+" and "+g.entities[p.B].Country)
	}
	if a, b := of(func(c *data.Customer) string { return g.words.siteKey(c.Website) }); apart(a, b) {
		say(otherDomain, "other web sites: "+a[0]+" and "+b[0])
	}
	return points
}

// countries is whether two entities are told in one country.
func (g *Graph) countries(a, b int32) data.Truth {
	x, y := g.entities[a].Country, g.entities[b].Country
	if data.TextState(x) != data.Known || data.TextState(y) != data.Known {
		return data.Undecided
	}
	return data.Bool(strings.EqualFold(x, y))
}
