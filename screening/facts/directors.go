package facts

import (
	"cmp"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// samePerson is how well the name of a person must match; people have fewer words
// to be told apart by than companies.
const samePerson = 0.95

// person is what the lists hold against somebody's name, what weighs most first,
// kept once for each name.
func (s *Sources) person(name, country string, n Searcher) []hit {
	if n == nil || data.TextState(name) != data.Known || s.Words.isPlaceholder(name) || !strings.ContainsAny(strings.TrimSpace(name), " \u3000") && len(name) < 6 {
		return nil
	}
	k := "person\x00" + history.NameKey(name) + "\x00" + country
	if o, ok := s.owners.Load(k); ok {
		return o.([]hit)
	}
	var out []hit
	for _, h := range n.Name(name, country) {
		class := s.Words.class(h.List)
		if h.Address || !strings.EqualFold(h.Type, "individual") || h.Score < samePerson || class == classCaution {
			continue
		}
		out = append(out, hit{NameHit: h, sure: true, class: class, director: name})
	}
	slices.SortStableFunc(out, func(x, y hit) int { return -cmp.Compare(weight(x.class), weight(y.class)) })
	s.owners.Store(k, out)
	return out
}

// directorHits are what the lists hold against the directors of the customer.
// Lists are asked about directors only where advanced goods are ordered: a name of
// two words costs as much as any, and most orders are of cables.
func (f *Facts) directorHits() []hit {
	if f.built&builtDirectors != 0 {
		return f.directors
	}
	f.built |= builtDirectors
	f.directors = f.directors[:0]
	if f.sh == nil || f.cust == nil || len(f.cust.full().Directors) == 0 || controlRank(f.allGoods().worst.Controlled) < 2 {
		return nil
	}
	c, lists := f.cust.full(), f.lists()
	if !f.src.Lists.Loaded {
		return nil
	}
	for _, d := range c.Directors {
		judged := f.src.Cleared.about(d)
		for _, h := range f.src.person(d, c.Country, lists) {
			if judged {
				h.cleared, h.lapsed = f.src.Cleared.pair(d, &h.NameHit, f.directorRests(&h), "")
			}
			f.directors = append(f.directors, h)
		}
	}
	return f.directors
}

// directorRests are what a clearance of a hit on a director rests on.
func (f *Facts) directorRests(h *hit) []data.Rest {
	c := f.cust.full()
	r := entryRests(&h.NameHit)
	r.add(restName, h.director)
	r.add(restCountry, c.Country)
	r.add(restDirectorOf, c.Name)
	r.add(restGoods, f.allGoods().family.String())
	return r
}

// listedDirector is the first director whose name is that of a person on a list,
// but for what a person cleared.
func (f *Facts) listedDirector() rules.Value {
	switch {
	case f.cust == nil || len(f.cust.full().Directors) == 0, f.sh == nil, controlRank(f.allGoods().worst.Controlled) < 2:
		return rules.Value{}
	case !f.src.Lists.Loaded:
		return unknownValue()
	}
	for _, h := range f.directorHits() {
		if h.cleared == nil {
			return textValue(h.director)
		}
	}
	return rules.Value{}
}

// directorEvidence are the directors that a list names, each with its entry.
func (f *Facts) directorEvidence() []data.Evidence {
	var out []data.Evidence
	for _, h := range f.directorHits() {
		if h.cleared == nil && len(out) < 8 {
			out = f.room.Add(out, f.customerTold("directors", h.director), listEvidence(&h))
		}
	}
	return out
}
