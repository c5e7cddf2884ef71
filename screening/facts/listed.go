package facts

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

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
		if craft(&h) {
			x.sure = false // a firm may bear the name of a ship; it is not the ship
		}
		if !x.Address && x.class != classLocal && h.Agrees.Everyday && s.elsewhere(p.c, h.Country) {
			x.everyday, x.Score = true, min(x.Score, everydayScore)
		}
		if x.Address {
			g := gradeOf(h.Grade)
			if g == "none" {
				continue
			}
			x.sure = g == "unit"
			s.damp(p, &x)
		} else if h.Score < s.Lists.Review {
			continue
		}
		if p.judged || len(s.Cleared.entries[ClearanceObject(&h)]) > 0 {
			x.cleared, x.lapsed = s.Cleared.pair(p.c.Name, &h, p.rests(&h, p.goods), oldBasis(p.c, &h))
		}
		a := p.mayBeAgainst()
		a.hits = append(a.hits, x)
	}
	s.bearsBrand(p, n)
	slices.SortStableFunc(p.hits, func(x, y hit) int {
		return cmp.Or(-cmp.Compare(rank(x.sure), rank(y.sure)), -cmp.Compare(x.tier(), y.tier()), -cmp.Compare(weight(x.class), weight(y.class)), -cmp.Compare(x.Score, y.Score),
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
	if p.best >= 0 && s.latinElsewhere(p, n) {
		p.mayBeAgainst().locally = true
	}
}

// latinElsewhere reports that a party is held against an entry by its name in local
// script, while the Latin name beside it comes near no name of that entry.
func (s *Sources) latinElsewhere(p *profile, n Searcher) bool {
	c, of := p.c, &p.hits[p.best]
	if data.TextState(c.NameLocal) != data.Known || data.TextState(c.Name) != data.Known || !latin(c.Name) || latin(c.NameLocal) {
		return false
	}
	return !slices.ContainsFunc(n.Name(c.Name, c.Country), func(h data.NameHit) bool {
		return h.Score >= s.Lists.Review && h.List == of.List && h.ID == of.ID
	})
}

// latin reports that letters of no other script are in a name.
func latin(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
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

// Scores of a name from which the rules stop, and from which it is very likely that
// of the entry. Below, a name is close and no more.
const (
	stopScore   = 0.90
	likelyScore = 0.85
	// everydayScore is the most that a word says which firms everywhere take for a name,
	// where the entry is known to be of other countries than the party: whether it is the
	// listed one has to be looked at, and no rule stops for it.
	everydayScore = 0.89
)

// elsewhere reports that the country of a party is told, and that none told of it, of its
// seat, its parents and its bank is one of an entry's. Hong Kong and Macau are China's.
func (s *Sources) elsewhere(c *data.Customer, entry string) bool {
	if entry == "" || s.country(c.Country).iso == "" {
		return false
	}
	of := strings.Fields(entry)
	for _, told := range [...]string{c.Country, c.HQCountry, c.ParentCountry, c.UltimateParentCountry, c.BankCountry} {
		iso := s.country(told).iso
		if iso != "" && slices.ContainsFunc(of, func(e string) bool { return e == iso || isChina(e) == data.True && isChina(iso) == data.True }) {
			return false
		}
	}
	return true
}

// tier orders hits by what the rules make of them, so that a name that is close to
// one entry never hides that it is the name of another.
func (h *hit) tier() int {
	switch {
	case weight(h.class) < 2:
		return 1
	case h.Score >= stopScore:
		return 3
	case h.Score >= likelyScore:
		return 2
	}
	return 0
}

// listing is the hit on its name that a party is judged by, -1 for none: of those that
// are sure the first that was listed when the goods left, else a sure one, else one
// that comes near.
func (f *Facts) listing(p *profile) int {
	if p.best < 0 {
		return p.possible
	}
	for i := p.best; i < len(p.hits); i++ {
		if h := &p.hits[i]; h.sure && !h.Address && h.cleared == nil && h.tier() == p.hits[p.best].tier() && !f.later(h) {
			return i
		}
	}
	return p.best
}

// class is what being on a list means.
func (w *Words) class(list string) string {
	if c := w.classes[list]; c != "" {
		return c
	}
	head, _, _ := strings.Cut(strings.ToUpper(list), " ")
	if c := w.classes[head]; c != "" {
		return c
	}
	lower := strings.NewReplacer("-", " ", "_", " ").Replace(strings.ToLower(list))
	if strings.HasPrefix(lower, "local") {
		return classLocal
	}
	for _, c := range w.list.ListNames {
		if c.Words.In(lower) != "" {
			return c.Class
		}
	}
	return classCaution
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

// ownerListed is what the lists surely say of an owner's name, what weighs most
// first. It is asked once for each name.
func (s *Sources) ownerListed(name, country string, n Searcher) []hit {
	if !s.Lists.Loaded || n == nil || data.TextState(name) != data.Known {
		return nil
	}
	k := history.NameKey(name) + "\x00" + country
	if o, ok := s.owners.Load(k); ok {
		return o.([]hit)
	}
	var out []hit
	for _, h := range n.Name(name, country) {
		if h.Address || craft(&h) || h.Score < s.Lists.Threshold {
			continue
		}
		out = append(out, hit{NameHit: h, sure: true, class: s.Words.class(h.List), owner: name})
	}
	slices.SortStableFunc(out, func(x, y hit) int { return -cmp.Compare(weight(x.class), weight(y.class)) })
	s.owners.Store(k, out)
	return out
}

// holdAgainst notes what the lists say of an owner, but for what a person cleared.
func (s *Sources) holdAgainst(p *profile, o *owner, n Searcher) {
	judged := s.Cleared.about(o.name)
	p.judged = p.judged || judged
	all := s.ownerListed(o.name, o.country.text, n)
	if !judged {
		o.hits = all
	} else {
		for _, h := range all {
			if h.cleared, h.lapsed = s.Cleared.pair(o.name, &h.NameHit, o.rests(p, &h.NameHit, p.goods), ""); h.cleared != nil {
				o.cleared = append(o.cleared, h)
			} else {
				o.hits = append(o.hits, h)
			}
		}
	}
	if len(o.hits) > 0 {
		o.listed, o.hit = true, o.hits[0]
	}
}
