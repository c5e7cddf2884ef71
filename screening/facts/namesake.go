package facts

import (
	"redflag/data"
	"redflag/screening/history"
)

// namesake is the record of a customer that was stopped before the deal and whose name
// the party bears or comes near, nil for none. Of the customer who orders its own record
// tells that.
func (f *Facts) namesake(p *profile) *data.Record {
	if r := p.namesake; r != nil && f.dated && p.namesakeFrom < f.day && !(f.found && r == f.src.Book.Customer(f.customer)) {
		return r
	}
	return nil
}

// isNamesake reports whether the party is the stopped customer itself, by its record, its
// very name or its number.
func (p *profile) isNamesake() bool {
	c := p.namesake.Customer
	return p.rec != nil && p.rec == p.namesake || history.SameNumber(p.c, c) || p.rec == nil && p.key != "" && (p.key == history.NameKey(c.Name) || p.key == history.NameKey(c.NameLocal))
}
