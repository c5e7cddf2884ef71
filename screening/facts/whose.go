package facts

import (
	"slices"
	"strings"

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
		if w := firstWord(history.NameKey(r.Customer.Name)); w != own && w != "" && own != "" {
			return r
		}
	}
	return nil
}

// ofStranger is the name of a customer that is not the one who orders and has no part in this
// order; "" for nobody. Who stands in it may well write for the others.
func (f *Facts) ofStranger(r *data.Record) string {
	if r == nil || f.sh == nil || f.cust == nil || r == f.cust.rec || slices.ContainsFunc(f.parties, func(p party) bool { return p.profile.rec == r }) {
		return ""
	}
	return r.Customer.Name
}

// endsInRussia reports an address that ends in a place of Russia or Belarus. A street is called
// after places too, so that only what begins its last part counts.
func (s *Sources) endsInRussia(address string) bool {
	if iso, ok := s.Places.AtEnd(address); ok {
		return isRussia(iso) == data.True
	}
	end := strings.TrimLeft(address[strings.LastIndexAny(address, ",;\n")+1:], " 0123456789-")
	words, classes := s.Words.senses.find(strings.ToLower(end))
	if end == "" || !classes.meets(s.Words.senses.russia) {
		return false
	}
	return slices.ContainsFunc(words, func(x said) bool { return x.at == 0 && x.classes.meets(s.Words.senses.russia) })
}
