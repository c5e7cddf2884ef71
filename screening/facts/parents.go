package facts

import (
	"redflag/data"
	"redflag/screening/history"
)

// mostParents is how many parents above each other are looked up.
const mostParents = 8

// parents are the records of customers in which parents were looked up.
type parents struct {
	lookedUp bool         // some parent is told by name
	above    *data.Record // of the parent that it names first, nil where the book has none
	records  []*data.Record
}

// lookUpParents has parents that are told by name alone sit where their own customer
// records say.
func (s *Sources) lookUpParents(p *profile) {
	direct, top := p.tell(parentOf), p.tell(topParentOf)
	if name := pick(direct, top); isTold(name) {
		if r := s.parentRecord(p, name); r != nil && r != p.rec {
			p.owned.above = r
			if p.parent.state != data.Known {
				p.parent = s.seatOf(r, parentNotTold)
			}
			if p.parent.state != data.Known { // where a firm's address is can make it restricted, and no parent clears
				p.parent = s.toldBy(r, "country", r.Customer.Country, parentNotTold)
			}
		}
	}
	if p.top.state != data.Known {
		if t := s.headOf(p, direct, top); t.state == data.Known {
			p.top = t
		}
	}
}

func parentOf(c *data.Customer) string    { return c.Parent }
func topParentOf(c *data.Customer) string { return c.UltimateParent }

func isTold(name string) bool { return data.TextState(name) == data.Known }

// byParent reports whether the record of a parent tells where it sits.
func (p *profile) byParent(t *told) bool { return t.rec != nil && t.rec != p.rec }

// headOf is where the ultimate parent sits: who is named as such by the firm or by one
// of the parents above it. A parent of which nobody says that it is the last is none.
func (s *Sources) headOf(p *profile, direct, top string) *told {
	firm, seat := p.key, p.hq
	for range mostParents {
		name := pick(top, direct)
		if !isTold(name) {
			break
		}
		if history.NameKey(name) == firm {
			if isTold(top) {
				return seat // it heads itself
			}
			break
		}
		r := s.parentRecord(p, name)
		if r == nil {
			break
		}
		if isTold(top) {
			return s.seatOf(r, topNotTold)
		}
		c := r.Customer
		if t := s.toldBy(r, topNotTold.field, c.UltimateParentCountry, topNotTold); t.state == data.Known {
			return t
		}
		firm, seat, direct, top = history.NameKey(c.Name), s.seatOf(r, topNotTold), c.Parent, c.UltimateParent
	}
	return topNotTold
}

// parentRecord is the customer record of a parent, nil where none is told, or several are.
func (s *Sources) parentRecord(p *profile, name string) *data.Record {
	if s.Words.isPlaceholder(name) {
		return nil
	}
	own := p.mayBeOwned()
	own.lookedUp = true
	i, _, ok := s.Book.Resolve(name, "", "")
	if !ok {
		return nil
	}
	r := s.Book.Customer(i)
	own.records = append(own.records, r)
	return r
}

func (s *Sources) seatOf(r *data.Record, none *told) *told {
	return s.toldBy(r, hqNotTold.field, r.Customer.HQCountry, none)
}

// toldBy is a country that a record tells in a field, none where it tells none.
func (s *Sources) toldBy(r *data.Record, field, text string, none *told) *told {
	c := s.country(text)
	if c.state != data.Known {
		return none
	}
	return &told{country: c, field: field, rec: r}
}
