package facts

import (
	"math"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// sameGoods asks whether an earlier paper tells these goods as advanced chips.
func (f *Facts) sameGoods(x field) rules.Value {
	if !f.src.Book.Carries() {
		return rules.Value{}
	}
	if f.built&builtSame == 0 {
		f.built |= builtSame
		f.same, f.isSame = f.carried()
	}
	s, ok := &f.same, f.isSame
	switch {
	case !ok:
		return rules.Value{}
	case x == fHistorySameElsewhere:
		return boolValue(s.Elsewhere)
	case x == fHistorySameLicence:
		return f.sameLicence(s)
	case x == fHistorySameSurely:
		return boolValue(s.By == history.BySerial || s.By == history.ByBill || s.By == history.ByOrder)
	case x == fHistorySameCheaper:
		return boolValue(s.Cheaper || s.Unpriced && f.cheaperThan(s.Model))
	case x == fHistorySameStated:
		return boolValue(s.Stated)
	case x == fHistorySameFairly:
		return boolValue(!s.Elsewhere && s.By != history.ByValue && f.allLines(f.fairly))
	}
	return textValue(s.String())
}

// toldAlike reports goods that are sold, or leave, under the model of that earlier paper, for the
// same place and no less: shelves and cables beside them are goods of their own, and no other
// name for them.
func (f *Facts) toldAlike(s *history.Same) bool {
	if act := f.act(); s.Elsewhere || s.Cheaper || act == "return" || act == "service" {
		return false
	}
	return slices.ContainsFunc(f.lines, func(l line) bool { return l.good.Model == s.Model && l.good.TPP.State == data.Known })
}

// billedToAnother is the paper by which the same consignment goes to somebody else.
func (f *Facts) billedToAnother() rules.Value {
	if f.sh.BL == "" && f.sh.AWB == "" || !f.dated {
		return rules.Value{}
	}
	for m := range f.counted {
		if s, ok := f.src.Book.BilledToAnother(f.sold, m.Model, f.day); ok {
			return textValue(s.String())
		}
		break
	}
	return rules.Value{}
}

// lighter is the paper by which machines went out that weigh a part of it where they are
// counted, or when they come back.
func (f *Facts) lighter() rules.Value {
	if act := f.act(); act != "service" && act != "return" {
		return rules.Value{}
	}
	if s, ok := f.src.Book.Lighter(f.sold, f.day); ok {
		return textValue(s.String())
	}
	return rules.Value{}
}

// cheaperThan reports whether a piece is told at less than a quarter of what a model costs
// at least.
func (f *Facts) cheaperThan(model string) bool {
	g := f.src.Recognise(&data.Line{Description: model})
	if g == nil || g.PriceLow.State != data.Known || len(f.lines) == 0 {
		return false
	}
	return f.allLines(func(l *line) bool { return l.unitUSD.State == data.Known && l.unitUSD.Num < g.PriceLow.Value/4 })
}

// sameLicence says whether goods that an earlier paper calls by their model need a licence
// for where this one sends them, whatever it calls them.
func (f *Facts) sameLicence(s *history.Same) rules.Value {
	g := f.src.Recognise(&data.Line{Description: s.Model})
	if g == nil || g.Controlled != data.ControlledYes {
		return rules.Value{}
	}
	d, _ := f.destination()
	t, _, state := f.licenceOf(g, d)
	return truthValue(t, state)
}

// carried asks of papers of goods that were sold before for all that papers share; of
// goods that are sold, or leave, under words that name no chips for what they were.
func (f *Facts) carried() (same history.Same, ok bool) {
	unnamed := f.allGoods().named == 0
	if history.AfterSale(f.sh) {
		general := unnamed && f.allLines(func(l *line) bool { return f.declaredPlainly(l) || f.fairly(l) })
		if same, ok = f.src.Book.Carried(f.sold, f.worth(), general, f.day); ok && !f.clearedOnTheWay(same) {
			return same, !f.toldAlike(&same)
		}
	}
	if unnamed && history.AfterSale(f.sh) && f.act() != "service" {
		if same, ok = f.src.Book.Charged(f.sold, f.worth(), f.day); ok && same.Pieces > 0 && f.worth() >= dearPiece*same.Pieces && f.allLines(f.otherThing) {
			return same, true
		}
	}
	general := func() bool { return unnamed && f.allLines(f.computing) }
	models := f.models((*line).controlled)
	if same, ok = f.src.Book.SentOn(f.sh, f.worth(), general, models, f.source, f.day); ok {
		return same, true
	}
	if !unnamed || !history.LooksFor(f.sh) {
		return history.Same{}, false
	}
	if same, ok = f.src.Book.Boxed(f.sold, f.worth(), f.day); ok {
		return same, true
	}
	if same, ok = f.src.Book.Serialled(f.sold, f.worth(), f.day); ok {
		return same, !f.repaired(same)
	}
	if same, ok = f.src.Book.Scrapped(f.sold, f.worth(), f.day); ok && f.allLines(f.scrap) {
		return same, true
	}
	if same, ok = f.src.Book.Revalued(f.sold, f.worth(), f.day); ok && f.allLines(noName) {
		return same, true
	}
	if same, ok = f.src.Book.Finished(f.sold, f.worth(), f.day); ok && f.allLines(f.dearMachine) {
		return same, true
	}
	same, ok = f.src.Book.Declared(f.sold, f.worth(), f.day)
	return same, ok && f.allLines(noName)
}

// clearedOnTheWay says whether customs of a country of Group A:1 are told of a part of what a
// transport document carries: at a port of call of one market, as in Rotterdam for Germany.
func (f *Facts) clearedOnTheWay(same history.Same) bool {
	return same.Part && same.Elsewhere && f.get(fShipmentDestinationA1).Bool()
}

// repaired says whether goods came back and go again to the customer and the country that
// they were sold to, under the name that they had: machines that were repaired, whatever
// their papers tell that they are worth.
func (f *Facts) repaired(same history.Same) bool {
	if !same.CameBack || same.Elsewhere || data.TextState(f.sh.Customer) != data.Known {
		return false
	}
	if f.serial(func(s string) bool { return f.src.Book.SerialOfAnother(s, f.sold, f.day) }).State != data.NotTold {
		return false
	}
	for i := range f.sh.Lines {
		if g := f.src.Recognise(&f.sh.Lines[i]); g != nil && g.Model == same.Model {
			return true
		}
	}
	return false
}

// worth is the value of all goods in US dollars, NaN where it is not known.
func (f *Facts) worth() float64 {
	if v := f.allGoods().valueUSD; v.State == data.Known {
		return v.Num
	}
	return math.NaN()
}

func (f *Facts) allLines(are func(*line) bool) bool {
	for i := range f.lines {
		if !are(&f.lines[i]) {
			return false
		}
	}
	return true
}

// plainly reports a line that calls its goods by a general word.
func (f *Facts) plainly(l *line) bool { return f.saysPlain(l) }

// fairly reports a line that calls its goods by a general word which is true of machines
// with advanced chips, names none of the catalogue, and tells no value that they cannot
// have.
func (f *Facts) fairly(l *line) bool {
	return l.good.Model == "" && f.saysFairly(l) && !f.plainly(l) && !(l.unitUSD.State == data.Known && l.unitUSD.Num < dearPiece)
}

// declaredPlainly reports a line that calls its goods by a general word, or, on a paper of
// customs, declares computing of no model, or calls them scrap.
func (f *Facts) declaredPlainly(l *line) bool {
	return f.plainly(l) || f.calledScrap(l) || f.act() == "transport" && l.good.Model == "" && f.computing(l)
}

// computing reports a line that tells its goods in a general word, or by a tariff number
// of computers, their parts or circuits.
func (f *Facts) computing(l *line) bool {
	if f.plainly(l) {
		return true
	}
	if g := f.generic(l); g.State == data.Known && g.Bool() {
		return true
	}
	hs := digits(l.HS)
	return strings.HasPrefix(hs, "8471") || strings.HasPrefix(hs, "8473") || strings.HasPrefix(hs, "8542")
}

// dearMachine reports a line of a computer without a model, at a price that chips alone make.
func (f *Facts) dearMachine(l *line) bool {
	return noName(l) && l.unitUSD.State == data.Known && l.unitUSD.Num >= dearPiece && (f.saysFairly(l) || f.src.Words.isWholeComputer(strings.ToLower(l.Description)))
}

// noName reports a line that names no part and no model, whatever its words are.
func noName(l *line) bool {
	return l.good.Model == "" && l.good.TPP.State != data.Known && data.TextState(l.PartNumber) != data.Known
}

// otherThing reports a line whose words, or whose tariff number, are of other goods than
// computing: a number of letters and figures alone may be that of a machine.
func (f *Facts) otherThing(l *line) bool {
	if l.good.Model != "" && l.good.Controlled != data.ControlledNo || l.good.TPP.State == data.Known || f.saysFairly(l) || f.computing(l) {
		return false
	}
	text := strings.ToLower(l.Description)
	return !f.src.Words.isWholeComputer(text) && (digits(l.HS) != "" || text != "" && !strings.ContainsAny(text, "0123456789"))
}

// scrap reports a line that calls its goods scrap, or waste of heading 8549, and counts
// them instead of weighing them.
func (f *Facts) scrap(l *line) bool {
	return !f.src.Words.list.Weighed[strings.ToLower(l.Unit)] && f.calledScrap(l)
}

func (f *Facts) calledScrap(l *line) bool {
	return strings.HasPrefix(digits(l.HS), "8549") || f.src.Words.list.Scrap.In(strings.ToLower(l.Description)) != ""
}

// counted are the advanced chips of the lines that tell how many, as deals before are held
// against: the price is NaN where none is told. There are none where nobody asks.
func (f *Facts) counted(yield func(history.Priced) bool) {
	if f.sh == nil || !f.dated || controlRank(f.allGoods().worst.Controlled) < 2 {
		return
	}
	for i := range f.lines {
		l := &f.lines[i]
		if !l.controlled() || l.Quantity.State != data.Known {
			continue
		}
		m := history.Priced{Model: l.good.Model, USD: math.NaN(), Quantity: l.Quantity.Value, Advanced: true}
		if l.unitUSD.State == data.Known {
			m.USD = l.unitUSD.Num
		}
		if !yield(m) {
			return
		}
	}
}

// paperOf names a paper with its day.
func paperOf(id string, on int32) rules.Value {
	return textValue(id + " of " + data.DateOfDay(on).String())
}

// refusedDeal is the paper of another customer that was stopped, of the same deal.
func (f *Facts) refusedDeal() rules.Value {
	for m := range f.counted {
		if id, on := f.src.Book.RefusedBefore(f.sold, m, f.day); id != "" {
			return paperOf(id, on)
		}
	}
	return rules.Value{}
}

// refusedKin is the paper of a customer that was stopped, of the same goods, and that has
// something in common with this one.
func (f *Facts) refusedKin() rules.Value {
	if !f.found {
		return rules.Value{}
	}
	for m := range f.counted {
		if id, on := f.src.Book.RefusedKin(f.customer, f.sh, m, f.day); id != "" {
			return paperOf(id, on)
		}
	}
	return rules.Value{}
}

// calledOffDeal is the paper of another customer that was stopped or called off, of the
// same goods on the same way.
func (f *Facts) calledOffDeal(x field) rules.Value {
	for m := range f.counted {
		if id, on, shared := f.src.Book.CalledOffBefore(f.sold, m, f.day); id != "" {
			if x == fHistoryCalledOffShared {
				return textValue(shared)
			}
			return paperOf(id, on)
		}
	}
	return rules.Value{}
}
