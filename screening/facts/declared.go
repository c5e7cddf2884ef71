package facts

import (
	"math"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// computeDeclared tells what papers declare of goods, held against what the goods are: their
// classification, tariff number, weight, price, origin, number and serial numbers.
func (f *Facts) computeDeclared(x field) rules.Value {
	switch x {
	case fGoodsEccnMismatch:
		return f.any(true, (*line).eccnMismatch)
	case fGoodsEccnMissing:
		return f.any(true, func(l *line) rules.Value { return boolValue(data.TextState(l.ECCN) != data.Known) })
	case fGoodsHsMismatch:
		return f.any(true, f.hsMismatch)
	case fGoodsHsAbsurd:
		return f.any(true, f.hsAbsurd)
	case fGoodsGenericDescription:
		return f.any(true, f.generic)
	case fGoodsWeightMismatch:
		return f.any(true, func(l *line) rules.Value {
			v := l.weightRatio()
			if v.State == data.Known {
				return boolValue((v.Num < 0.5 || v.Num > 2) && !f.wholeServer(l))
			}
			return v
		})
	case fGoodsHeavier:
		return textValue(f.heavier())
	case fGoodsValuePerKgMismatch:
		return f.any(false, f.perKgMismatch)
	case fGoodsPriceRatio:
		if f.sh != nil && history.PaperOf(f.sh) == "invoice" && history.AsksForAPart(f.sh) {
			return rules.Value{}
		}
		return f.least(func(l *line) rules.Value { return ratio(l.unitUSD, l.good.PriceLow) })
	case fGoodsPriceOver:
		return f.most(f.priceOver)
	case fGoodsPriceVsMarket:
		return f.least(func(l *line) rules.Value { return f.vsMarket(l, history.FewPrices) })
	case fGoodsPriceOverMarket:
		return f.most(func(l *line) rules.Value { return f.vsMarket(l, history.FewestPrices) })
	case fGoodsPriceOverNoted:
		return f.overNoted()
	case fGoodsOriginMismatch:
		return f.any(true, func(l *line) rules.Value {
			return about(f.country(l.OriginCountry), func(iso string) data.Truth {
				return data.Bool(!slices.Contains(f.src.Words.list.Origins, iso))
			})
		})
	case fGoodsSerialsMissing:
		return f.serialsMissing()
	case fGoodsSerialSeen:
		return f.serialSeen()
	case fGoodsSerialTwice:
		return f.serialTwice()
	case fGoodsSerialOfAnother:
		return f.serialOfAnother()
	case fGoodsSerialServed:
		return f.serialServed()
	case fGoodsSerialTwoPlaces:
		return f.serialTwoPlaces()
	case fGoodsSerialPlaceholder:
		return f.serialPlaceholder()
	case fGoodsSerialSoldAsOther:
		return f.serialSoldAsOther()
	case fGoodsSerialOfChips:
		return f.serialOfChips()
	case fGoodsSerialOtherChip:
		return f.serialOtherChip()
	case fGoodsSerialSentElsewhere:
		return f.serialSentElsewhere()
	case fGoodsSerialNeverSent:
		return f.serialNeverSent()
	case fGoodsSerialBack:
		return f.serialBack()
	case fGoodsNumberedAs:
		return f.numberedAs()
	case fGoodsReadAsOther:
		return f.readAsOther()
	case fGoodsSerialOtherUser:
		return f.serialOtherUser()
	case fGoodsSerialElsewhere:
		return f.serialElsewhere()
	case fGoodsCustomsRatio:
		return f.customsRatio()
	case fGoodsCustomsBand:
		return f.customsBand()
	}
	return rules.Value{}
}

// oddQuantity asks whether a quantity cannot be right: below one, in parts where what is
// counted has none, or beyond all trade. A bill or a return with a number below nought takes
// back so many.
func (f *Facts) oddQuantity(l *line) rules.Value {
	unit, q := strings.ToLower(l.Unit), l.Quantity
	if paper := history.PaperOf(f.sh); paper == "invoice" || paper == "return" {
		q.Value = math.Abs(q.Value)
	}
	return oddNumber(q, !l.controlled() && (f.src.Words.list.Weighed[unit] || f.src.Words.list.InParts.In(unit) != ""))
}

// oddNumber is oddQuantity of a number; parts says whether the unit has some.
func oddNumber(q data.Number, parts bool) rules.Value {
	if q.State != data.Known {
		return rules.Value{State: q.State}
	}
	return boolValue(q.Value <= 0 || q.Value != math.Trunc(q.Value) && !parts || q.Value > 1e8)
}

// chpl asks the tariff number; where none is told, integrated circuits are taken
// for the goods of the list that they are.
func (f *Facts) chpl(l *line) rules.Value {
	if s := data.TextState(l.HS); s != data.Known {
		if f.circuit(l) {
			return boolValue(true)
		}
		return rules.Value{State: s}
	}
	hs := digits(l.HS)
	if len(hs) < 6 {
		return unknownValue()
	}
	return boolValue(f.src.Places.HighPriority(hs))
}

// eccnMismatch compares the classification told with one that controlled goods
// can have. An item at 3A090 level is never EAR99 and never plain 5A992.
func (l *line) eccnMismatch() rules.Value {
	if s := data.TextState(strings.TrimSpace(l.ECCN)); s != data.Known {
		return rules.Value{State: s}
	}
	if l.good.Controlled == data.ControlledPossible && l.good.TPP.State != data.Known {
		return unknownValue()
	}
	e := strings.ToUpper(strings.ReplaceAll(l.ECCN, " ", ""))
	switch {
	case strings.HasPrefix(e, "3A090"), strings.HasPrefix(e, "4A090"), strings.Contains(e, ".Z"):
		return boolValue(false)
	case e == "EAR99", strings.HasPrefix(e, "NLR"), strings.HasPrefix(e, "5A992"), strings.HasPrefix(e, "4A994"), strings.HasPrefix(e, "5A991"),
		strings.HasPrefix(e, "3A991"), strings.HasPrefix(e, "5A002"), strings.HasPrefix(e, "4A003"), strings.HasPrefix(e, "3A001"), strings.HasPrefix(e, "4A004"), strings.HasPrefix(e, "4A005"), strings.HasPrefix(e, "5A004"):
		return truthValue(data.Bool(true).And(l.surely()), data.Known)
	}
	return unknownValue()
}

// surely is whether the goods are controlled: true, or undecided where they are
// only possibly.
func (l *line) surely() data.Truth {
	switch l.good.Controlled {
	case data.ControlledYes:
		return data.True
	case data.ControlledPossible:
		return data.Undecided
	}
	return data.False
}

// hsMismatch reports a tariff number that is none of the usual ones of the part; a line that
// tells a whole computer by the chips in it may be declared as one.
func (f *Facts) hsMismatch(l *line) rules.Value {
	if s := data.TextState(l.HS); s != data.Known {
		return rules.Value{State: s}
	}
	hs := digits(l.HS)
	if len(hs) < 4 || len(l.good.HS) == 0 {
		return unknownValue()
	}
	for _, want := range l.good.HS {
		if n := min(len(want), len(hs)); hs[:n] == want[:n] {
			return boolValue(false)
		}
	}
	if strings.HasPrefix(hs, "8471") && f.src.Words.list.WholeComputer.In(strings.ToLower(l.Description)) != "" {
		return boolValue(false)
	}
	return boolValue(true)
}

func (f *Facts) hsAbsurd(l *line) rules.Value {
	if s := data.TextState(l.HS); s != data.Known {
		return rules.Value{State: s}
	}
	hs := digits(l.HS)
	return boolValue(f.src.Places.AbsurdTariff(hs) || len(hs) >= 2 && slices.Contains(f.src.Words.list.AbsurdHS, hs[:2]))
}

func (f *Facts) generic(l *line) rules.Value {
	if s := data.TextState(l.Description); s != data.Known {
		return rules.Value{State: s}
	}
	return boolValue(f.saysGeneric(l))
}

// weightRatio is the weight told, by what model and quantity lead to. Of a few boards people
// write what one of them weighs.
func (l *line) weightRatio() rules.Value {
	v := ratio(numValue(l.NetKg), times2(l.good.UnitKg, l.Quantity))
	if n := l.Quantity.Value; v.State == data.Known && !l.good.Server && n >= 2 && n <= fewBoards && v.Num*n >= 0.7 && v.Num*n <= 1.4 {
		v.Num *= n
	}
	return v
}

// fewBoards is up to how many boards the weight of one is written for all.
const fewBoards = 4

// The weight in kilograms of a server of eight modules, with its case.
const lightServer, heavyServer = 70, 220

// heavyRack is the weight in kilograms below which racks full of servers stay.
const heavyRack = 1300

// wholeServer reports a board of several modules that is told as the server it sits in and
// weighs what such a server does.
func (f *Facts) wholeServer(l *line) bool {
	if l.good.Server || l.good.GPUs < 4 || !f.src.Words.isWholeComputer(strings.ToLower(l.Description)) || l.Quantity.Value <= 0 {
		return false
	}
	kg := l.NetKg.Value / l.Quantity.Value
	return kg >= lightServer && kg <= heavyServer
}

// heavier says of goods that weigh many times what things of their name do, or those that
// an earlier paper of the order tells, what the two weights are; "" of others.
func (f *Facts) heavier() string {
	for i := range f.lines {
		l := &f.lines[i]
		if f.packed(l) {
			continue
		}
		kg, most := l.NetKg, l.good.MostKg*l.Quantity.Value
		if kg.State != data.Known {
			kg = l.GrossKg
		}
		if l.Quantity.State == data.Known && kg.State == data.Known && history.TooHeavy(kg.Value, most, l.Quantity.Value) && !f.computerAround(l, kg.Value) {
			return l.inWords() + ": " + tooHeavy(kg.Value, most)
		}
	}
	if f.dated && controlRank(f.goods.worst.Controlled) < 2 && history.AfterSale(f.sh) && f.allLines(func(l *line) bool { return heavy(l) && !f.packed(l) }) {
		if p := f.papersBefore(); p.MostKg > 0 {
			return f.goodsWords() + ": " + tooHeavy(p.Kg, p.MostKg)
		}
	}
	return ""
}

// computerAround reports a card or two that are told with the computer around them, or with a rack
// of such, which weighs what one does.
func (f *Facts) computerAround(l *line, kg float64) bool {
	text := strings.ToLower(l.Description)
	most := float64(lightServer)
	if strings.Contains(text, "rack, ") || strings.Contains(text, "rack with ") {
		most = heavyRack
	}
	return l.good.GPUs <= 2 && kg < most*l.Quantity.Value && f.src.Words.isWholeComputer(text)
}

// packed reports a line that counts packages, of which nobody knows how many pieces they hold.
func (f *Facts) packed(l *line) bool {
	return l.Unit != "" && f.src.Words.list.Packages.In(strings.ToLower(l.Unit)) != ""
}

// heavy reports a line of which one piece weighs what no small thing does.
func heavy(l *line) bool {
	kg := max(l.NetKg.Value, l.GrossKg.Value)
	return l.Quantity.State == data.Known && kg >= history.HeavyPiece*l.Quantity.Value
}

func tooHeavy(kg, most float64) string {
	return rules.Figure(math.Round(kg)) + " kg where such things weigh " + rules.Figure(math.Ceil(most)) + " at most"
}

// tooHeavyToStack is the weight in kilograms from which machines are packed one by one or
// a few on a pallet.
const tooHeavyToStack = 50

func (l *line) perPackage() rules.Value {
	if !l.good.Server || !(l.good.UnitKg.Value >= tooHeavyToStack) {
		return rules.Value{}
	}
	return ratio(numValue(l.Quantity), l.Packages)
}

// addsUp holds the value of a line against its pieces and their price.
func (f *Facts) addsUp(l *line) rules.Value {
	if l.UnitValue.State != data.Known || l.Value.State != data.Known || history.AsksForAPart(f.sh) {
		return rules.Value{}
	}
	return ratio(numValue(l.Value), times2(l.UnitValue, l.Quantity))
}

func times2(a, b data.Number) data.Number {
	v := product(a, b)
	return data.Number{Value: v.Num, State: v.State}
}

// perKg is the value for a kilogram; the gross weight serves where no net weight
// is told.
func (l *line) perKg() rules.Value {
	kg := l.NetKg
	if kg.State != data.Known {
		kg = l.GrossKg
	}
	return ratio(l.valueUSD, kg)
}

// priceOver is the price of one unit as a multiple of the high end of its band. The band
// of a card or two says nothing of a whole computer around them.
func (f *Facts) priceOver(l *line) rules.Value {
	over := ratio(l.unitUSD, l.highest())
	if over.State == data.Known && !l.good.Server && l.good.GPUs <= 2 && f.src.Words.isWholeComputer(strings.ToLower(l.Description)) {
		return rules.Value{}
	}
	return over
}

// highest is the most that one unit costs. Of a family, its lesser members cost less.
func (l *line) highest() data.Number {
	if len(l.good.Small) > 0 && slices.ContainsFunc(l.good.Small, func(name string) bool { return strings.Contains(l.Description, name) }) {
		return data.Num(l.good.SmallUSD)
	}
	return l.good.PriceHigh
}

// isWholeComputer reports a text of small letters that tells a computer around a card. The
// edition of a card that is made for one is no computer.
func (w *Words) isWholeComputer(text string) bool {
	return w.list.WholeComputer.In(text) != "" && w.list.WholeComputer.In(blanked(w.list.NoWholeComputer, text)) != ""
}

// Bands of value for a kilogram, in US dollars: ordinary parts stay below, bare
// accelerators lie far above.
const (
	partsTop          = 3_000
	acceleratorBottom = 150
)

func (f *Facts) perKgMismatch(l *line) rules.Value {
	v := l.perKg()
	if v.State != data.Known {
		return v
	}
	if l.controlled() {
		return boolValue(v.Num < acceleratorBottom)
	}
	g := f.generic(l)
	if g.State != data.Known || !g.Bool() {
		return boolValue(false)
	}
	return boolValue(v.Num > partsTop)
}

// vsMarket is the price of a line as a part of the middle of so many in the book.
func (f *Facts) vsMarket(l *line, fewest int) rules.Value {
	if l.good.Model == "" || controlRank(l.good.Controlled) < 2 || l.unitUSD.State != data.Known {
		return rules.Value{State: min(l.unitUSD.State, data.Unknown)}
	}
	m := f.src.Book.Price(l.good.Model, l.good.Several)
	if m.N < fewest || m.USD <= 0 {
		return unknownValue()
	}
	return num(math.Round(l.unitUSD.Num/m.USD*1000) / 1000)
}

// eccnsOf picks the lines whose classification contradicts the part; all where none does.
func (f *Facts) eccnsOf() func(*line) bool {
	wrong := func(l *line) bool { v := l.eccnMismatch(); return l.controlled() && v.State == data.Known && v.Bool() }
	if v := f.any(true, (*line).eccnMismatch); v.State == data.Known && v.Bool() {
		return wrong
	}
	return func(*line) bool { return true }
}

func (f *Facts) eccns() rules.Value {
	var out []string
	told := f.eccnsOf()
	for i := range f.lines {
		if !told(&f.lines[i]) {
			continue
		}
		if e := strings.ToUpper(strings.TrimSpace(f.lines[i].ECCN)); data.TextState(e) == data.Known && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return listValue(out)
}

// delivered reports whether the paper is of goods that have left, so that their
// serial numbers must be known.
func (f *Facts) delivered() bool {
	switch history.PaperOf(f.sh) {
	case "delivery", "invoice", "declaration":
		return true
	}
	return false
}
