package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/legalform"
)

// The numbers of employees from which a firm is taken to be what it says, and in a
// place where firms of others sit.
const (
	manyPeople      = 50
	manyPeopleInHub = 500
	mostPeople      = 5_000_000 // no firm has more: a figure above is a slip
)

// rooted says whether what is told of a party places its headquarters where its
// address is. It is told and not verified: it clears nothing and answers no licence
// question; it only says for whom the answer is seldom another country.
func (f *Facts) rooted(p *profile) bool {
	c := p.full()
	switch {
	case p.mayMove():
		return false
	case p.homeBody, f.isLarge(c, f.located(p)):
		return true
	case p.owned.above != nil:
		house := p.owned.above.Customer
		if seat := f.country(house.HQCountry); f.restricted(seat.iso) == data.False && f.isLarge(house, seat) {
			return true // of such a house
		}
	}
	home := f.located(p).iso
	held := 0.0
	for i := range p.owners {
		if o := &p.owners[i]; o.via < 0 && o.direct.State == data.Known && home != "" && o.country.iso == home && !o.listed {
			held += o.direct.Value
		}
	}
	return held >= 50
}

// settledDays is for how long a settled customer has been one: longer than the controls are
// known, and than a house is kept for one deal.
const settledDays = 3650

// settled says whether what is told of a customer leaves little doubt that it is the house of
// its place that it seems. Like rooted it clears nothing.
func (f *Facts) settled(p *profile) bool {
	since := f.daysSince(p.full().CustomerSince)
	if since.State != data.Known || since.Num < settledDays || p.mayMove() {
		return false
	}
	home, people := f.located(p), p.full().Employees
	stays := p.homeBody || people.State == data.Known && people.Value >= manyPeople && people.Value <= mostPeople
	told := p.hq.iso == home.iso || p.publicBody && p.hq.state == data.NotTold
	return stays && told && home.iso != "" && f.restricted(home.iso) == data.False
}

// mayMove reports a party that its name or trade binds to no place, or to China.
func (p *profile) mayMove() bool {
	return p.placeholder || p.reseller || p.forwarder || p.ties.china.field != "" || p.role == "trading" || p.role == "broker"
}

// isHomeBody reports whether name or business of a party are those of a body that stays
// where it is.
func (w *Words) isHomeBody(p *profile) bool {
	text := strings.ToLower(p.c.Name + " " + p.c.NameLocal + " . " + p.business)
	return (w.list.PublicBodies.In(text) != "" || w.list.HomeBodies.In(text) != "") && !strings.Contains(text, "sdn") && w.list.HomeBodyNot.In(strings.ToLower(p.business)) == ""
}

// isPublicBody reports the name of a school, a hospital, an office or another body that
// nobody owns: no firm by its form.
func (w *Words) isPublicBody(p *profile) bool {
	name := strings.ToLower(p.c.Name + " " + p.c.NameLocal)
	firm := func(word string) bool { return legalform.Firm(strings.ReplaceAll(strings.Trim(word, ",()"), ".", "")) }
	return w.list.PublicBodies.In(name) != "" && !slices.ContainsFunc(strings.Fields(name), firm) && w.list.HomeBodyNot.In(strings.ToLower(p.business)) == ""
}

// isLarge reports a firm that tells many people for where it sits.
func (f *Facts) isLarge(c *data.Customer, seat country) bool {
	n := c.Employees
	return n.State == data.Known && n.Value <= mostPeople && (n.Value >= manyPeopleInHub || n.Value >= manyPeople && f.hub(seat.iso) == data.False)
}
