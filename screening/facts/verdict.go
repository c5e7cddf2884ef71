package facts

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// maxGoods bounds the lines that a verdict lists.
const maxGoods = 50

// Goods are the lines that the catalogue recognised, the most controlled first.
func (f *Facts) Goods() []data.Good {
	if f.sh == nil {
		return nil
	}
	f.allGoods()
	var out []data.Good
	shown := 0
	for i := range f.lines {
		if f.lines[i].shown() {
			shown++
		}
	}
	for i := range f.lines {
		l := &f.lines[i]
		switch {
		case !l.shown():
			continue
		case shown == 1:
			return f.single(l)
		case out == nil:
			out = make([]data.Good, 0, shown)
		}
		out = append(out, l.told())
	}
	slices.SortStableFunc(out, func(x, y data.Good) int { return controlRank(y.Controlled) - controlRank(x.Controlled) })
	return out[:min(len(out), maxGoods)]
}

// shown says whether a line tells of goods that a verdict names.
func (l *line) shown() bool { return l.good.Model != "" || controlRank(l.good.Controlled) >= 2 }

// told is what a verdict tells of the goods of a line.
func (l *line) told() data.Good {
	g := l.good.Good
	g.Line, g.GPUs = l.number(), 0
	if l.gpus.State == data.Known {
		g.GPUs = l.gpus.Num
	}
	return g
}

// single is goods of one line, which recur.
type single struct {
	good *Good
	line int
	gpus float64
}

// single is what a verdict tells where one line tells of goods: shared, and nobody
// may change it.
func (f *Facts) single(l *line) []data.Good {
	g := l.told()
	k := single{l.good, g.Line, g.GPUs}
	out := f.singles[k]
	if out == nil {
		out = []data.Good{g}
		f.singles[k] = out
	}
	return out
}

// CustomerAt is the place of the customer record taken in the book, -1 for none.
func (f *Facts) CustomerAt() int32 {
	if !f.found {
		return -1
	}
	return f.customer
}

// CustomerKey is the key of the customer record taken, or "".
func (f *Facts) CustomerKey() string {
	if !f.found {
		return ""
	}
	return f.src.Book.CustomerKey(f.customer)
}

// isCustomer reports whether a purchaser without a name is the customer of the book that
// the order names beside it, by all that is told of both.
func (f *Facts) isCustomer(p *party) bool {
	rec, _ := f.Customer()
	return p.role == data.Purchaser && rec != nil && (p.country.state == data.NotTold || p.country.iso != "" && p.country.iso == f.country(rec.Customer.Country).iso)
}

// Lacks are gaps in the record itself, whatever the rules are: what keeps it from
// being judged is said, so that nothing passes for want of anything to look at.
func (f *Facts) Lacks() []data.Finding {
	var out []data.Finding
	gap := func(rule, says string, asks []string, ev ...data.Evidence) {
		out = append(out, data.Finding{Rule: rule, Version: 1, Kind: data.GapFinding, Pattern: "missing_fact", Title: "The record cannot be judged in full",
			Says: says, Evidence: ev, Cites: []string{}, Basis: data.Sourced, Asks: asks})
	}
	for i := range f.parties {
		p := &f.parties[i]
		if p.key == "" && !p.placeholder && receives(p.role) && !f.isCustomer(p) {
			gap("record-party-without-name", "A party ("+partWords(p.role)+") has no name, so no list can be asked about it", []string{"C2"}, f.of(p.path+".name", p.c.Name, 0))
			if f.isBuyersOwnPlace(p) {
				n := &out[len(out)-1]
				n.Kind, n.Title, n.Asks = data.NoteFinding, "A party is told by its place alone", nil
			}
		}
		if p.nameless && receives(p.role) {
			gap("record-owner-without-name", "An owner of "+p.c.Name+" has no name, so no list can be asked about it", []string{"D1", "D2"}, f.partyTold(p.profile, p.path, "owners", ""))
		}
		if p.circle {
			gap("record-owner-circle", "The owners told of "+p.c.Name+" lead back to it, so nobody stands at the end", []string{"D1"}, f.ownersEvidence(p.profile, isOwner)...)
		}
	}
	if long := f.unread(); len(long) > 0 {
		ev, most := make([]data.Evidence, 0, len(long)), 0
		for _, t := range long {
			e := f.of(t.field, cut(t.text, 60, false)+"…", t.line)
			if t.rec != nil {
				e = onRecord(t.rec, t.field, e.Value)
			}
			ev, most = append(ev, e), max(most, len(t.text))
		}
		gap("record-text-too-long", fmt.Sprintf("A text is %d bytes long, and only the first %d of it were read: nobody has looked for signs in the rest", most, rules.MaxText), []string{"C1"}, ev...)
	}
	sh := f.sh
	if sh == nil {
		return out
	}
	if data.TextState(sh.Customer) != data.Known && f.role(data.Purchaser) == nil && len(f.parties) > 0 {
		gap("record-without-customer", "The record names no customer and no purchaser, so nothing is known of who buys and of its past", []string{"A1", "C3"}, f.of("customer", sh.Customer, 0))
		d, _ := f.destination()
		if f.get(fShipmentOwnPurchase).Bool() || f.somebodyNamed() && (f.harmlessGoods() || f.harmlessDestination(d, true)) {
			n := &out[len(out)-1]
			n.Kind, n.Title, n.Asks = data.NoteFinding, "The record names no customer", nil
		}
	}
	if len(f.parties) == 0 {
		gap("record-without-parties", "The record names no customer and no party", []string{"A1", "C3"}, f.of("customer", sh.Customer, 0), f.of("parties", "", 0))
		// To name a buyer whose headquarters are not told must not be the worse for it.
		out[len(out)-1].Decisive = controlRank(f.allGoods().worst.Controlled) >= 2
	}
	if !f.dated {
		gap("record-without-date", "The record has no date, so the law of "+f.law.String()+" is applied and its past is not known", []string{"C3"}, f.of("date", sh.Date.String(), 0), f.of("ship_date", sh.ShipDate.String(), 0))
	}
	d, of := f.destination()
	switch {
	case d.state != data.Known && history.ComesIn(sh):
	case d.state != data.Known:
		gap("record-without-destination", "No destination is told", []string{"C3"}, f.of("destination_country", sh.DestinationCountry, 0))
	case of == nil && data.TextState(sh.DestinationCountry) != data.Known && data.TextState(sh.FinalDestinationCountry) != data.Known:
		gap("record-without-destination", "The destination is not told; it is taken to be where the way ends, "+f.countryName(d),
			[]string{"C3"}, f.of("destination_country", sh.DestinationCountry, 0), f.of("route", sh.Route[len(sh.Route)-1], 0))
		if f.harmlessDestination(d, true) {
			n := &out[len(out)-1]
			n.Kind, n.Title, n.Asks = data.NoteFinding, "The destination is taken from the route", nil
		}
	case of != nil && f.country(sh.FinalDestinationCountry).iso == d.iso && d.iso != "": // told as the last one
	case of != nil:
		gap("record-without-destination", "The destination is not told; it is taken to be the country of the "+partWords(of.role)+", "+f.countryName(d),
			[]string{"C3"}, f.of("destination_country", sh.DestinationCountry, 0), f.partyTold(of.profile, of.path, "country", d.text))
		if f.harmlessDestination(d, of.role != data.Purchaser && of.role != roleCustomer) {
			n := &out[len(out)-1]
			n.Kind, n.Title, n.Asks = data.NoteFinding, "The destination is taken from a party", nil
		}
	case d.iso == "":
		gap("record-destination-unknown", d.text+" is no country that the tables know", []string{"C3"}, f.of("destination_country", d.text, 0))
	}
	if len(sh.Lines) == 0 {
		gap("record-without-lines", "The record has no lines, so nobody can say what the goods are", []string{"C1"}, f.of("lines", "", 0))
		out[len(out)-1].Decisive = true
		return out
	}
	f.allGoods()
	if l := f.undescribed(); l != nil {
		gap("record-line-not-described", "A line has neither part number nor description", []string{"C1"}, f.of("description", l.Description, l.number()), f.of("part_number", l.PartNumber, l.number()))
		out[len(out)-1].Decisive = !saysSomething(l.HS) && !saysSomething(l.ECCN)
	}
	for i := range f.lines {
		l := &f.lines[i]
		if l.controlled() && l.Quantity.State == data.Unknown {
			gap("record-quantity-unknown", "A quantity of controlled goods is told and cannot be read, or is not known", []string{"C8"}, f.of("quantity", l.Quantity.String(), l.number()))
			break
		}
		if v := f.oddQuantity(l); v.State == data.Known && v.Bool() {
			gap("record-quantity-odd", "A quantity of "+rules.Figure(l.Quantity.Value)+" cannot be right", []string{"C8"}, f.of("quantity", l.Quantity.String(), l.number()))
			break
		}
	}
	if len(sh.Lines) > len(f.lines) {
		gap("record-many-lines", fmt.Sprintf("The record has %d lines; all are recognised and counted, the %d most controlled are judged one by one", len(sh.Lines), len(f.lines)), []string{"C8"}, f.of("lines", rules.Figure(float64(len(sh.Lines))), 0))
	}
	return out
}

// isBuyersOwnPlace reports whether a party of which a place alone is told, as tables with
// a column of delivery addresses have it, is at the address of a buyer whom lists were
// asked about, or gets goods that bear no sign of control in that buyer's country.
func (f *Facts) isBuyersOwnPlace(p *party) bool {
	if f.sh == nil || p.role == data.EndUser {
		return false
	}
	advanced := f.get(fGoodsAdvanced)
	plain := f.undescribed() == nil && len(f.sh.Lines) > 0 && controlRank(f.allGoods().worst.Controlled) < 2 && !(advanced.State == data.Known && advanced.Bool())
	return slices.ContainsFunc(f.parties, func(b party) bool {
		if b.role != data.Purchaser && b.role != roleCustomer || b.key == "" || b.placeholder {
			return false
		}
		if k := history.AddressKey(p.c); k != "" && k == history.AddressKey(b.full()) {
			return true
		}
		at := f.located(b.profile)
		return plain && (p.country.state == data.NotTold || p.country.iso != "" && p.country.iso == at.iso)
	})
}

// harmlessGoods reports whether all lines are described, and are surely of nothing that is
// controlled or sought by those who may not have it.
func (f *Facts) harmlessGoods() bool {
	yes := func(x field) bool { v := f.get(x); return v.State == data.Known && v.Bool() }
	return len(f.sh.Lines) > 0 && f.allGoods().worst.Controlled != "" && controlRank(f.allGoods().worst.Controlled) < 2 &&
		f.undescribed() == nil && !yes(fGoodsAdvanced) && !yes(fGoodsSemiconductor) && !yes(fGoodsChpl)
}

// somebodyNamed reports whether the lists were asked about somebody who stands for the
// buyer that the record does not name: who gets the goods, or sends what comes in.
func (f *Facts) somebodyNamed() bool {
	return slices.ContainsFunc(f.parties, func(p party) bool {
		return p.key != "" && !p.placeholder && (receives(p.role) || history.ComesIn(f.sh))
	})
}

// harmlessDestination reports whether it makes no difference that nobody told the
// destination of goods without any sign of advanced computing: the country it is taken
// to be, and that of everybody who gets the goods, is surely one of no concern. Hubs, and
// China where somebody there is told to get the goods, are one for chips and for what is
// sought for Russia; nobody diverts ladders. Where only a buyer is told to be in China
// (not delivered), nobody has told that the goods go there.
func (f *Facts) harmlessDestination(d country, delivered bool) bool {
	yes := func(x field) bool { v := f.get(x); return v.State == data.Known && v.Bool() }
	if f.allGoods().worst.Controlled == "" || len(f.sh.Lines) == 0 || f.undescribed() != nil || controlRank(f.allGoods().worst.Controlled) >= 2 || yes(fGoodsAdvanced) {
		return false
	}
	passedOn := yes(fGoodsSemiconductor) || yes(fGoodsChpl)
	calm := func(c country) bool {
		if c.iso == "" || isRussia(c.iso) == data.True {
			return false
		}
		t := f.src.Places.InGroup(c.iso, "E:1", f.law).Or(f.src.Places.InGroup(c.iso, "E:2", f.law))
		if passedOn || !delivered {
			t = t.Or(f.restricted(c.iso))
		}
		if passedOn {
			t = t.Or(f.hub(c.iso)).Or(f.src.Places.RussiaRoute(c.iso, f.law))
		}
		return t == data.False
	}
	if final := f.country(f.sh.FinalDestinationCountry); !calm(d) || final.state != data.NotTold && !calm(final) {
		return false
	}
	for i := range f.parties {
		p := &f.parties[i]
		if c := f.located(p.profile); receives(p.role) && c.state != data.NotTold && !calm(c) {
			return false
		}
	}
	return true
}

// undescribed is the first line that has neither part number nor description, nil
// where there is none.
func (f *Facts) undescribed() *line {
	for i := range f.lines {
		l := &f.lines[i]
		if !saysSomething(l.Description) && !saysSomething(l.PartNumber) {
			return l
		}
	}
	return nil
}

// saysSomething reports whether a text is known and has a letter or a digit: a dash
// tells no goods.
func saysSomething(s string) bool {
	return data.TextState(s) == data.Known && strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
