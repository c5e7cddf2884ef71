package facts

import (
	"slices"

	"redflag/data"
	"redflag/screening/history"
)

// lookForOwners keeps of whom the mail domain of a party and its number of registration are,
// where that is another customer of the book, of another group and name.
func (s *Sources) lookForOwners(p *profile, c *data.Customer) {
	if len(c.Emails) > 0 {
		p.mailOf = ofAnother(c, s.Book.AtDomain(c))
	}
	if c.RegistrationNumber != "" || c.TaxID != "" {
		p.numberOf = ofAnother(c, s.Book.OfNumber(c))
	}
}

// ofAnother is the first of these customers whose name begins with another word; nil for none.
func ofAnother(c *data.Customer, of []*data.Record) *data.Record {
	own := firstWord(history.NameKey(c.Name))
	for _, r := range of {
		if w := firstWord(history.NameKey(r.Customer.Name)); w != own && w != "" && own != "" && !history.MayBeOneName(c.Name, r.Customer.Name, c.Country) {
			return r
		}
	}
	return nil
}

// sharesWithListed is a customer that notes tell as listed and stopped, and with which the
// party shares something or whose mail or number it has; nil for none.
func (f *Facts) sharesWithListed(p *party) *data.Record {
	if !f.dated {
		return nil
	}
	for _, r := range [...]*data.Record{p.stoppedWith, p.mailOf, p.numberOf} {
		if r != nil && (r != p.stoppedWith || p.stoppedSince < f.day) && f.src.notedListed(r.Customer.Notes) {
			return r
		}
	}
	return nil
}

// ofStranger is the name of a customer that is not the one who orders and has no part in this
// order; "" for nobody. Who stands in it may well write for the others.
func (f *Facts) ofStranger(r *data.Record) string {
	if r == nil || f.sh == nil || f.cust != nil && r == f.cust.rec || slices.ContainsFunc(f.parties, func(p party) bool { return p.profile.rec == r }) {
		return ""
	}
	return r.Customer.Name
}
