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

// gaps are what a record does not tell.
type gaps []data.Finding

func (g *gaps) add(rule, says string, asks []string, ev ...data.Evidence) *data.Finding {
	*g = append(*g, data.Finding{Rule: rule, Version: 1, Kind: data.GapFinding, Pattern: "missing_fact", Title: "The record cannot be judged in full",
		Says: says, Evidence: ev, Cites: []string{}, Basis: data.Sourced, Asks: asks})
	return &(*g)[len(*g)-1]
}

// toNote makes a gap that keeps nothing from being judged a note, which asks nothing.
func toNote(gap *data.Finding, title string) {
	gap.Kind, gap.Title, gap.Asks = data.NoteFinding, title, nil
}

// Lacks are gaps in the record itself, whatever the rules are: what keeps it from
// being judged is said, so that nothing passes for want of anything to look at.
func (f *Facts) Lacks() []data.Finding {
	var out gaps
	f.lacksOfParties(&out)
	f.lacksOfTexts(&out)
	if f.sh == nil {
		return out
	}
	f.lacksOfHead(&out)
	f.lacksOfDestination(&out)
	f.lacksOfLines(&out)
	return out
}

func (f *Facts) lacksOfParties(out *gaps) {
	for i := range f.parties {
		p := &f.parties[i]
		if p.key == "" && !p.placeholder && receives(p.role) && !f.isCustomer(p) {
			gap := out.add("record-party-without-name", "A party ("+partWords(p.role)+") has no name, so no list can be asked about it", []string{"C2"}, f.of(p.path+".name", p.c.Name, 0))
			if f.isBuyersOwnPlace(p) {
				toNote(gap, "A party is told by its place alone")
			}
		}
		if p.nameless && receives(p.role) {
			out.add("record-owner-without-name", "An owner of "+p.c.Name+" has no name, so no list can be asked about it", []string{"D1", "D2"}, f.partyTold(p.profile, p.path, "owners", ""))
		}
		if p.circle {
			out.add("record-owner-circle", "The owners told of "+p.c.Name+" lead back to it, so nobody stands at the end", []string{"D1"}, f.ownersEvidence(p.profile, isOwner)...)
		}
	}
}

func (f *Facts) lacksOfTexts(out *gaps) {
	long := f.unread()
	if len(long) == 0 {
		return
	}
	ev, most := make([]data.Evidence, 0, len(long)), 0
	for _, t := range long {
		e := f.of(t.field, cut(t.text, 60, false)+"…", t.line)
		if t.rec != nil {
			e = onRecord(t.rec, t.field, e.Value)
		}
		ev, most = append(ev, e), max(most, len(t.text))
	}
	out.add("record-text-too-long", fmt.Sprintf("A text is %d bytes long, and only the first %d of it were read: nobody has looked for signs in the rest", most, rules.MaxText), []string{"C1"}, ev...)
}

// lacksOfHead are gaps in who buys, and when.
func (f *Facts) lacksOfHead(out *gaps) {
	sh := f.sh
	if data.TextState(sh.Customer) != data.Known && !f.found && f.role(data.Purchaser) == nil && len(f.parties) > 0 {
		gap := out.add("record-without-customer", "The record names no customer and no purchaser, so nothing is known of who buys and of its past", []string{"A1", "C3"}, f.of("customer", sh.Customer, 0))
		d, _ := f.destination()
		if f.get(fShipmentOwnPurchase).Bool() || f.somebodyNamed() && (f.harmlessGoods() || f.harmlessDestination(d, true) || f.plainAtCustoms(d)) {
			toNote(gap, "The record names no customer")
		}
	}
	if len(f.parties) == 0 {
		gap := out.add("record-without-parties", "The record names no customer and no party", []string{"A1", "C3"}, f.of("customer", sh.Customer, 0), f.of("parties", "", 0))
		// To name a buyer whose headquarters are not told must not be the worse for it.
		gap.Decisive = controlRank(f.allGoods().worst.Controlled) >= 2
		// Rows of customs are often told without names. Where the goods are none that anybody seeks,
		// to ask for them of each says nothing; that no list was asked, the light says.
		if d, _ := f.destination(); f.ofCustoms() && (f.harmlessGoods() || f.harmlessDestination(d, true) || f.plainAtCustoms(d)) {
			toNote(gap, "The record names nobody, as rows of customs often do")
		}
	}
	if !f.dated {
		out.add("record-without-date", "The record has no date, so the law of "+f.law.String()+" is applied and its past is not known", []string{"C3"}, f.of("date", sh.Date.String(), 0), f.of("ship_date", sh.ShipDate.String(), 0))
	}
}

// plainlyLet reports machines that are let, and no advanced ones: nothing moves, and who has
// them is asked by the lists alone.
func (f *Facts) plainlyLet() bool {
	a := f.get(fGoodsAdvanced)
	return f.act() == "host" && len(f.sh.Lines) > 0 && f.undescribed() == nil && controlRank(f.allGoods().worst.Controlled) < 2 && !(a.State == data.Known && a.Bool()) && !f.letsChips().Bool()
}

func (f *Facts) lacksOfDestination(out *gaps) {
	sh := f.sh
	told := func() data.Evidence { return f.of("destination_country", sh.DestinationCountry, 0) }
	d, of := f.destination()
	switch {
	case d.state != data.Known && history.ComesIn(sh):
	case d.state != data.Known:
		out.add("record-without-destination", "No destination is told", []string{"C3"}, told())
	case f.asOrdered:
		out.add("record-without-destination", "The destination is not told; it is taken to be that of order "+sh.Order+", "+f.countryName(d), []string{"C3"}, told(), f.of("order", sh.Order, 0))
	case of == nil && data.TextState(sh.DestinationCountry) != data.Known && data.TextState(sh.FinalDestinationCountry) != data.Known:
		gap := out.add("record-without-destination", "The destination is not told; it is taken to be where the way ends, "+f.countryName(d), []string{"C3"}, told(), f.of("route", sh.Route[len(sh.Route)-1], 0))
		if f.harmlessDestination(d, true) {
			toNote(gap, "The destination is taken from the route")
		}
	case of != nil && f.country(sh.FinalDestinationCountry).iso == d.iso && d.iso != "": // told as the last one
	case of != nil:
		gap := out.add("record-without-destination", "The destination is not told; it is taken to be the country of the "+partWords(of.role)+", "+f.countryName(d),
			[]string{"C3"}, told(), f.partyTold(of.profile, of.path, "country", d.text))
		if f.harmlessDestination(d, of.role != data.Purchaser && of.role != roleCustomer) || d.iso != "" && isRussia(d.iso) != data.True && f.src.Places.Embargoed(d.iso, f.law) == data.False && f.plainlyLet() {
			toNote(gap, "The destination is taken from a party")
		}
	case d.iso == "":
		out.add("record-destination-unknown", d.text+" is no country that the tables know", []string{"C3"}, f.of("destination_country", d.text, 0))
	}
}

func (f *Facts) lacksOfLines(out *gaps) {
	if len(f.sh.Lines) == 0 {
		out.add("record-without-lines", "The record has no lines, so nobody can say what the goods are", []string{"C1"}, f.of("lines", "", 0)).Decisive = true
		return
	}
	f.allGoods()
	if l := f.undescribed(); l != nil {
		gap := out.add("record-line-not-described", "A line has neither part number nor description", []string{"C1"}, f.of("description", l.Description, l.number()), f.of("part_number", l.PartNumber, l.number()))
		gap.Decisive = !saysSomething(l.HS) && !saysSomething(l.ECCN)
	}
	for i := range f.lines {
		l := &f.lines[i]
		if l.controlled() && l.Quantity.State == data.Unknown {
			out.add("record-quantity-unknown", "A quantity of controlled goods is told and cannot be read, or is not known", []string{"C8"}, f.of("quantity", l.Quantity.String(), l.number()))
			break
		}
		if v := f.oddQuantity(l); v.State == data.Known && v.Bool() {
			out.add("record-quantity-odd", "A quantity of "+rules.Figure(l.Quantity.Value)+" cannot be right", []string{"C8"}, f.of("quantity", l.Quantity.String(), l.number()))
			break
		}
	}
	if all := len(f.sh.Lines); all > len(f.lines) {
		out.add("record-many-lines", fmt.Sprintf("The record has %d lines; all are recognised and counted, the %d most controlled are judged one by one", all, len(f.lines)), []string{"C8"}, f.of("lines", rules.Figure(float64(all)), 0))
	}
}

// isCustomer reports whether a purchaser without a name is the customer of the book that
// the order names beside it, by all that is told of both.
func (f *Facts) isCustomer(p *party) bool {
	rec, _ := f.Customer()
	return p.role == data.Purchaser && rec != nil && (p.country.state == data.NotTold || p.country.iso != "" && p.country.iso == f.country(rec.Customer.Country).iso)
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
		t := f.src.Places.Embargoed(c.iso, f.law)
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

// fewGoods is up to which worth in US dollars nobody asks who buys beside who gets the goods.
const fewGoods = 5000

// plainAtCustoms reports a paper of customs, which names who gets the goods and not who buys
// them, of no advanced goods: those of its lines that somebody seeks are cheap, and few or go no
// way that goods for Russia pass; on ways of which less is known they may be more. No chips are
// told as machine tools and instruments, which may be dear.
func (f *Facts) plainAtCustoms(d country) bool {
	a, worth, cheap := f.get(fGoodsAdvanced), 0.0, true
	for i := range f.lines {
		l := &f.lines[i]
		if s := f.sensitive(l); s.State == data.Known && !s.Bool() {
			continue
		}
		cheap = cheap && l.valueUSD.State == data.Known && (f.cheap(l) || f.semiconductor(l) == data.False)
		worth += l.valueUSD.Num
	}
	return f.ofCustoms() && cheap && len(f.lines) == len(f.sh.Lines) && d.iso != "" && isRussia(d.iso) != data.True && f.src.Places.Embargoed(d.iso, f.law) == data.False &&
		(worth < fewOn(f.src.Places.RussiaRouteStrength(d.iso, f.law)) || f.src.Places.RussiaRoute(d.iso, f.law) == data.False) &&
		f.undescribed() == nil && controlRank(f.allGoods().worst.Controlled) < 2 && !(a.State == data.Known && a.Bool())
}

// fewOn is what goods of customs may be worth on a way to Russia of which so much is known.
func fewOn(strength string) float64 {
	switch strength {
	case "strong":
		return fewGoods
	case "medium":
		return 4 * fewGoods
	case "weak":
		return 10 * fewGoods
	}
	return 0
}

// ofCustoms reports a paper of customs.
func (f *Facts) ofCustoms() bool {
	paper := history.PaperOf(f.sh)
	return paper == "declaration" || paper == "trade_data"
}

// cheap reports a line of which one costs what no chips do, or all of it does. What a kilogram
// costs says nothing of a heavy one: machines told as furniture weigh as much.
func (f *Facts) cheap(l *line) bool {
	switch {
	case l.unitUSD.State == data.Known && l.unitUSD.Num < cheapPiece:
		return true
	case l.unitUSD.State == data.Known && l.unitUSD.Num < cheapMachine:
		kg := l.perKg()
		return kg.State == data.Known && kg.Num < cheapKilogram && l.unitUSD.Num/kg.Num < tooHeavyToStack
	}
	return l.unitUSD.State == data.NotTold && l.valueUSD.State == data.Known && l.valueUSD.Num < fewGoods
}

// In US dollars: what a piece costs at least in which advanced chips are, what a machine of them
// does, and a kilogram of it.
const (
	cheapPiece    = 1500
	cheapMachine  = 10000
	cheapKilogram = 500
)

// toldByTariff reports a line of which a tariff number tells that it is of nothing that is
// sought, and its price that no chips were put under that number.
func (f *Facts) toldByTariff(l *line) bool {
	if len(digits(l.HS)) < 6 {
		return false
	}
	if s := f.sensitive(l); s.State != data.Known || s.Bool() {
		return false
	}
	return f.cheap(l)
}

// undescribed is the first line that has neither part number nor description, nor is told by
// its tariff number; nil where there is none.
func (f *Facts) undescribed() *line {
	for i := range f.lines {
		l := &f.lines[i]
		if !saysSomething(l.Description) && !saysSomething(l.PartNumber) && !f.toldByTariff(l) {
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
