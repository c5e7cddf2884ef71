package facts

import (
	"math"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// paperChanges tells how the paper differs from earlier ones of its order.
func (f *Facts) paperChanges(x field) rules.Value {
	p := f.papersBefore()
	if x == fHistoryPartedPapers && p.Parted > 0 {
		return num(float64(p.Parted + 1))
	}
	if p.Earlier == 0 {
		return rules.Value{}
	}
	switch x {
	case fHistoryPartedPapers:
		return rules.Value{}
	case fHistoryVisitedDays:
		if p.Visited == 0 {
			return rules.Value{}
		}
		return num(float64(f.day - p.Visited))
	case fHistoryPaidOver:
		return timesOver(p.PaidOver)
	case fHistoryOrderedKw:
		if p.GPUs == 0 {
			return rules.Value{}
		}
		if math.IsNaN(p.GPUs) {
			return unknownValue()
		}
		return num(math.Round(p.GPUs * kwPerGPU * coolingFactor))
	case fHistoryPiecesOver:
		return timesOver(p.PiecesOver)
	case fHistoryConsigneeChanged:
		return boolValue(p.Consignee)
	case fHistoryTakenAway:
		return boolValue(p.Taken)
	case fHistoryLeftThoughHeld:
		return boolValue(p.Halted)
	case fHistoryModelChanged:
		return boolValue(p.Model)
	case fHistoryEndUserChanged:
		return boolValue(p.EndUser)
	case fHistoryEndUserDropped:
		return boolValue(p.Dropped)
	case fHistoryUserNamed:
		return boolValue(p.Named)
	case fHistoryRouteChanged:
		return boolValue(p.Destination || p.Withdrawn)
	}
	return listValue(differences(p))
}

// differences names what the papers of one order tell differently.
func differences(p *history.Papers) (out []string) {
	for _, x := range [...]struct {
		differs bool
		what    string
	}{
		{p.EndUser, "end user"}, {p.Destination, "destination"}, {p.Value, "the value of a piece"}, {p.Price && !p.Value, "the price"}, {p.Pieces, "the number of pieces"},
		{p.Way, "the way they travel"}, {p.Licence, "the licence"}, {p.Origin, "the country of origin"}, {p.Paid, "the goods that are paid"}, {p.Serials, "the serial numbers"}, {p.MostKg > 0 || p.Weighed, "the weight"},
	} {
		if x.differs {
			out = append(out, x.what)
		}
	}
	return out
}

// timesOver is a number of times, not told where it is 0.
func timesOver(times float64) rules.Value {
	if times == 0 {
		return rules.Value{}
	}
	return num(math.Round(times*100) / 100)
}

// priceRaised is the most that a piece of advanced chips costs as a multiple of what it did
// on the last paper of the same customer for as many.
func (f *Facts) priceRaised() rules.Value {
	f.allGoods()
	return f.most(func(l *line) rules.Value {
		if !l.controlled() || l.Quantity.State != data.Known || l.unitUSD.State != data.Known {
			return rules.Value{}
		}
		was := f.src.Book.PricedBefore(f.sold, l.good.Model, l.Quantity.Value, f.day)
		if was == 0 {
			return rules.Value{}
		}
		return ratio(l.unitUSD, data.Num(was))
	})
}

// papersBefore is how the shipment differs from earlier papers of its order.
func (f *Facts) papersBefore() *history.Papers {
	if f.built&builtPapers == 0 {
		f.built |= builtPapers
		f.paper = f.src.Book.Papers(f.sold, f.day, f.narrow())
	}
	return &f.paper
}

// narrow is what papers of one order are known by where no number tells it, and compared by.
func (f *Facts) narrow() history.Narrow {
	n := history.Narrow{USD: math.NaN()}
	if v := f.allGoods().valueUSD; v.State == data.Known {
		n.USD = v.Num
	}
	for i := range f.lines {
		if l := &f.lines[i]; l.controlled() && l.good.Model != "" && l.Quantity.State == data.Known {
			n.Models = []history.Priced{{Model: l.good.Model, Quantity: l.Quantity.Value, Advanced: true}}
			break
		}
	}
	return n
}

// renamed are advanced chips of an earlier paper that these goods may be, under a
// general name: as many pieces, for the same customer, at a small part of the price.
func (f *Facts) renamed() rules.Value {
	if f.sh == nil || !f.dated || f.sh.Direction == "in" {
		return rules.Value{}
	}
	if controlRank(f.allGoods().worst.Controlled) >= 2 {
		return rules.Value{}
	}
	if p := f.papersBefore(); p.Earlier > 0 && !p.Advanced && f.toTheBuyer() {
		return rules.Value{} // a paper of an order of its own, which tells such goods as well
	}
	for i := range f.lines {
		l := &f.lines[i]
		if l.good.TPP.State == data.Known || l.Quantity.State != data.Known || !f.saysPlain(l) {
			continue
		}
		usd := math.NaN()
		if l.unitUSD.State == data.Known {
			usd = l.unitUSD.Num
		}
		if usd == usd && !history.AfterSale(f.sh) && f.toTheBuyer() {
			continue // what a buyer orders at the price of spares is spares
		}
		if model, on, ok := f.src.Book.Renamed(f.sold, l.Quantity.Value, usd, f.day); ok {
			return textValue(rules.Figure(l.Quantity.Value) + " x " + model + " of " + data.DateOfDay(on).String())
		}
	}
	return rules.Value{}
}

// toTheBuyer reports goods that are told to go to the country of the customer. Where no
// destination is told, what stands in for it hangs on what the goods are.
func (f *Facts) toTheBuyer() bool {
	d := f.country(f.sh.DestinationCountry)
	return f.cust != nil && d.iso != "" && d.iso == f.located(f.cust).iso
}
