package facts

import (
	"cmp"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// searchLists keeps what the lists say of a party's name and address.
func (s *Sources) searchLists(p *profile, n Searcher) {
	if !s.Lists.Loaded || n == nil || p.placeholder {
		return
	}
	for _, h := range n.Party(p.c) {
		x := hit{NameHit: h, sure: h.Score >= s.Lists.Threshold, class: s.Words.class(h.List)}
		x.cleared, x.lapsed = s.Cleared.pair(p.c, &h)
		if craft(&h) {
			x.sure = false // a firm may bear the name of a ship; it is not the ship
		}
		if x.Address {
			g := gradeOf(h.Grade)
			if g == "none" {
				continue
			}
			x.sure = g == "unit"
		} else if h.Score < s.Lists.Review {
			continue
		}
		p.hits = append(p.hits, x)
	}
	slices.SortStableFunc(p.hits, func(x, y hit) int {
		return cmp.Or(-cmp.Compare(rank(x.sure), rank(y.sure)), -cmp.Compare(weight(x.class), weight(y.class)), -cmp.Compare(x.Score, y.Score),
			strings.Compare(x.List, y.List), strings.Compare(x.ID, y.ID))
	})
	for i := range p.hits {
		h := &p.hits[i]
		switch {
		case h.cleared != nil:
		case h.Address:
			if g := gradeOf(h.Grade); p.address < 0 || gradeRank(g) > gradeRank(p.grade) {
				p.address, p.grade = i, g
			}
		case h.sure && p.best < 0:
			p.best = i
		case !h.sure && (p.possible < 0 || h.Score > p.hits[p.possible].Score):
			p.possible = i
		}
	}
}

// craft reports whether an entry is a ship or an aircraft, which no party is.
func craft(h *data.NameHit) bool {
	return strings.EqualFold(h.Type, "vessel") || strings.EqualFold(h.Type, "aircraft")
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// weight orders what being on a list means: what forbids above what cautions.
func weight(class string) int {
	switch class {
	case classProhibited, classSanctioned:
		return 3
	case classLicence, classLocal:
		return 2
	}
	return 1
}

// gradeOf is the closeness of a listed address in one word.
func gradeOf(grade string) string {
	g := strings.ToLower(grade)
	for _, w := range [...]string{"unit", "floor", "building", "street"} {
		if strings.Contains(g, w) {
			return w
		}
	}
	return "none"
}

func gradeRank(g string) int { return slices.Index([]string{"street", "building", "floor", "unit"}, g) }

// ownerHit is what the lists say of an owner's name, kept once for each name.
type ownerHit struct {
	hit  hit
	sure bool
}

// samePerson is how well the name of a person must match; people have fewer words
// to be told apart by than companies.
const samePerson = 0.95

// person is what the lists say of somebody's name, kept once for each name.
func (s *Sources) person(name, country string, n Searcher) ownerHit {
	if n == nil || data.TextState(name) != data.Known || s.Words.isPlaceholder(name) || !strings.ContainsAny(strings.TrimSpace(name), " \u3000") && len(name) < 6 {
		return ownerHit{}
	}
	k := "person\x00" + history.NameKey(name) + "\x00" + country
	if o, ok := s.owners.Load(k); ok {
		return o.(ownerHit)
	}
	var o ownerHit
	for _, h := range n.Name(name, country) {
		class := s.Words.class(h.List)
		if h.Address || !strings.EqualFold(h.Type, "individual") || h.Score < samePerson || class == classCaution || s.Cleared.ownerCleared(name, &h) {
			continue
		}
		if !o.sure || weight(class) > weight(o.hit.class) {
			o = ownerHit{hit{NameHit: h, sure: true, class: class, owner: name}, true}
		}
	}
	s.owners.Store(k, o)
	return o
}

func (s *Sources) ownerListed(name, country string, n Searcher) ownerHit {
	if !s.Lists.Loaded || n == nil || data.TextState(name) != data.Known {
		return ownerHit{}
	}
	k := history.NameKey(name) + "\x00" + country
	if o, ok := s.owners.Load(k); ok {
		return o.(ownerHit)
	}
	var o ownerHit
	for _, h := range n.Name(name, country) {
		if h.Address || craft(&h) || h.Score < s.Lists.Threshold || s.Cleared.ownerCleared(name, &h) {
			continue
		}
		x := hit{NameHit: h, sure: true, class: s.Words.class(h.List), owner: name}
		if !o.sure || weight(x.class) > weight(o.hit.class) {
			o = ownerHit{x, true}
		}
	}
	s.owners.Store(k, o)
	return o
}
