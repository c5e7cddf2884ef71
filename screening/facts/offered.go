package facts

import (
	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// offered are goods that a customer of the book, no dealer, offers or sells to somebody else
// after it ordered as many of the same: who says that it is their user has found another one.
func (f *Facts) offered() rules.Value {
	p := f.role(data.Exporter)
	if p == nil || p.profile.rec == nil || p.reseller || p.forwarder || f.cust != nil && p.profile.rec == f.cust.rec || f.act() != "sell" {
		return rules.Value{}
	}
	for m := range f.counted {
		if on, ok := f.src.Book.OfferedBy(p.profile.rec.Customer, f.sold, m, f.day); ok {
			return textValue(history.Pieces(m.Quantity, m.Model) + " of " + data.DateOfDay(on).String())
		}
	}
	return rules.Value{}
}
