package links

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// owning is what the record of one party tells of an owner or parent of it, who is
// named there and need have no record.
type owning struct {
	owned int32  // place in told of whom it is told
	says  string // the owner as told, with the share
}

// withOwners adds the owners and parents that each record names as told themselves,
// once each, so that they are entities that a path can lead to.
func (g *Graph) withOwners() {
	own := map[string]bool{}
	for i := range g.told {
		if t := &g.told[i]; t.Own {
			own[history.NameKey(t.Customer.Name)] = true
		}
	}
	g.owning = make([]owning, len(g.told))
	for i := range len(g.told) {
		t := &g.told[i]
		c, key, source := t.Customer, t.Key, t.Source
		var have []string
		add := func(name, country, says string) {
			k := history.NameKey(name)
			if data.TextState(name) != data.Known || k == "" || k == history.NameKey(c.Name) || g.words.nobody(k) || slices.Contains(have, k) || len(have) == maxTraits {
				return
			}
			have = append(have, k)
			if data.TextState(country) != data.Known {
				country = ""
			}
			g.told = append(g.told, Told{Customer: &data.Customer{Name: name, Country: country}, Key: key, Source: source, Own: own[k], mention: true})
			g.owning = append(g.owning, owning{int32(i), says})
		}
		for _, o := range c.Owners {
			says := o.Name
			if o.Percent.State == data.Known {
				says += ", " + o.Percent.String() + " %"
			}
			add(o.Name, o.Country, says)
		}
		add(c.Parent, c.ParentCountry, c.Parent+", parent")
		add(c.UltimateParent, c.UltimateParentCountry, c.UltimateParent+", ultimate parent")
	}
}

// placeMentions takes a name that is mentioned without a country, as holdings tell
// names, for the one party of that name where there is just one.
func (g *Graph) placeMentions(ids []string) {
	bare := map[string]string{} // the id meant, by the id without a country; "" where several may be
	for i, id := range ids {
		if g.told[i].mention && g.told[i].Customer.Country == "" && strings.HasPrefix(id, "party:") {
			bare[id] = id
		}
	}
	for _, id := range ids {
		base, _, placed := strings.Cut(id, "@")
		if is, ok := bare[base]; ok && placed && is != id {
			if bare[base] = id; is != base {
				bare[base] = ""
			}
		}
	}
	for i, id := range ids {
		if is := bare[id]; is != "" && g.told[i].mention {
			ids[i] = is
		}
	}
}

// nobody reports whether an owner's name says that it is several, or the public.
func (w *words) nobody(key string) bool {
	for p := range strings.FieldsFuncSeq(key, func(r rune) bool { return r == ' ' || r == '-' || r == '/' || r == ',' || r == '(' || r == ')' }) {
		if !w.nobodies[p] {
			return false
		}
	}
	return true
}

// Owned is what a holding tells: who is owned, by whom and how much.
func Owned(r *data.Record, owner, owned *data.Customer) Told {
	c := &data.Customer{ID: owned.ID, Name: owned.Name, Country: owned.Country, Owners: []data.Owner{{Name: owner.Name, Country: owner.Country, Percent: r.Holding.Percent}}}
	return Told{Customer: c, Key: r.Key().String(), Source: r.Source, mention: true}
}

// collectOwners are the ties of owners to whom they own, each under its owner.
func (g *Graph) collectOwners() []one {
	var out []one
	for i := range g.told {
		owner := g.of[i]
		if g.owning[i].says == "" || owner < 0 {
			continue
		}
		owned := g.of[g.owning[i].owned]
		if owned < 0 || owned == owner {
			continue
		}
		key := traitHash(Owner, g.entities[owner].ID)
		own := g.told[i].Own
		out = append(out, one{key: key, entity: owner, told: int32(i), kind: Owner, own: own, owner: true}, one{key: key, entity: owned, told: g.owning[i].owned, kind: Owner, own: own})
	}
	return out
}

// touches reports whether a thing ties two that have it: an owner is tied to each
// that it owns, and these to each other only through it.
func (t *shared) touches(a, b int32) bool { return t.kind != Owner || t.owner == a || t.owner == b }

// showOwner says who owns whom as it is told.
func (g *Graph) showOwner(t *shared, a, b int32) Shared {
	s := Shared{Kind: Owner, Weight: float64(t.weight), Have: int(t.n) - 1}
	owned := a
	if t.owner == a {
		owned = b
	}
	for _, i := range g.entities[t.owner].Told {
		if w := &g.owning[i]; w.says != "" && g.of[w.owned] == owned {
			s.Value, s.TellsA, s.TellsB = w.says, g.told[i].Key, g.told[i].Key
			break
		}
	}
	return s
}
