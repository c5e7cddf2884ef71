package facts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// line is one line of the shipment with what the catalogue says of it.
type line struct {
	*data.Line
	at       int // place in the shipment
	good     *Good
	unitUSD  rules.Value
	valueUSD rules.Value
	gpus     rules.Value
}

// goods is what all lines come to.
type goods struct {
	worst    *Good
	valueUSD rules.Value // of all lines
	ctrlUSD  rules.Value // of the controlled lines
	gpus     rules.Value
	powerKW  rules.Value
	count    int // lines that are or may be controlled
}

// maxLines bounds how many lines are looked at one by one. All lines are counted
// and recognised; of more than this the most controlled ones are kept.
const maxLines = 2000

func controlRank(c data.Controlled) int {
	switch c {
	case data.ControlledYes:
		return 3
	case data.ControlledPossible:
		return 2
	case data.ControlledNo:
		return 0
	}
	return 1
}

var nothing = &Good{Good: data.Good{Controlled: data.ControlledNoSign}}

// allGoods reads the lines once for a shipment.
func (f *Facts) allGoods() *goods {
	if f.built&builtLines != 0 {
		return &f.goods
	}
	f.built |= builtLines
	g := goods{worst: nothing}
	value, ctrl, gpus, power := newTotal(), newTotal(), newTotal(), newTotal()
	for i := range f.sh.Lines {
		l := f.newLine(i)
		value.add(l.valueUSD)
		r := controlRank(l.good.Controlled)
		if r >= 2 {
			g.count++
			ctrl.add(l.valueUSD)
			gpus.add(l.gpus)
			power.add(product(l.Quantity, l.good.Watts))
		}
		if r > controlRank(g.worst.Controlled) || r == controlRank(g.worst.Controlled) && (g.worst == nothing || l.good.Bucket < g.worst.Bucket && l.good.Bucket != "" || g.worst.Bucket == "" && l.good.Bucket != "") {
			g.worst = l.good
		}
		f.lines = append(f.lines, l)
	}
	if len(f.lines) > maxLines {
		slices.SortStableFunc(f.lines, func(x, y line) int {
			return controlRank(y.good.Controlled) - controlRank(x.good.Controlled)
		})
		f.lines = f.lines[:maxLines]
	}
	g.valueUSD, g.ctrlUSD, g.gpus, g.powerKW = value.value(), ctrl.value(), gpus.value(), power.value()
	if g.powerKW.State == data.Known {
		g.powerKW.Num /= 1000
	}
	f.goods = g
	return &f.goods
}

// total sums values of which one that is not known leaves the sum unknown.
type total struct {
	sum   float64
	n     int
	state data.State
}

func newTotal() total { return total{state: data.Known} }

func (t *total) add(v rules.Value) {
	t.n++
	if v.State != data.Known {
		t.state = min(t.state, max(v.State, data.NotTold))
		return
	}
	t.sum += v.Num
}

func (t *total) value() rules.Value {
	if t.n == 0 {
		return rules.Value{}
	}
	if t.state != data.Known {
		return rules.Value{State: t.state}
	}
	return num(t.sum)
}

func product(a, b data.Number) rules.Value {
	if a.State != data.Known || b.State != data.Known {
		return rules.Value{State: min(a.State, b.State)}
	}
	return num(a.Value * b.Value)
}

func (f *Facts) newLine(i int) line {
	l := line{Line: &f.sh.Lines[i], at: i}
	l.good = f.src.Recognise(l.Line)
	if l.good == nil {
		l.good = nothing
	}
	on := f.sh.Date
	if on.State() != data.Known {
		on = f.law
	}
	usd := func(n data.Number) rules.Value {
		if n.State != data.Known {
			return rules.Value{State: n.State}
		}
		v, ok := f.src.USD(n.Value, l.Currency, on)
		if !ok {
			return unknownValue() // no rate: a value in its own currency decides nothing
		}
		return num(v)
	}
	l.unitUSD, l.valueUSD = usd(l.UnitValue), usd(l.Value)
	if q := l.Quantity; q.State == data.Known && q.Value > 0 {
		if l.valueUSD.State == data.NotTold && l.unitUSD.State == data.Known {
			l.valueUSD = num(l.unitUSD.Num * q.Value)
		}
		if l.unitUSD.State == data.NotTold && l.valueUSD.State == data.Known {
			l.unitUSD = num(l.valueUSD.Num / q.Value)
		}
	}
	l.gpus = product(l.Quantity, data.Num(l.good.GPUs))
	return l
}

func (l *line) controlled() bool { return controlRank(l.good.Controlled) >= 2 }

// any asks a truth of every line, or of the controlled ones: true where one is
// surely so, false where all surely are not, else as far from known as the line
// that is best known.
func (f *Facts) any(onlyControlled bool, ask func(*line) rules.Value) rules.Value {
	f.allGoods()
	if onlyControlled && f.goods.count == 0 {
		return rules.Value{}
	}
	state, decided, open := data.NotTold, false, false
	for i := range f.lines {
		l := &f.lines[i]
		if onlyControlled && !l.controlled() {
			continue
		}
		v := ask(l)
		switch {
		case v.State != data.Known:
			state, open = max(state, v.State), true
		case v.Bool:
			return v
		default:
			decided = true
		}
	}
	if decided && !open {
		return boolValue(false)
	}
	return rules.Value{State: state}
}

func (f *Facts) computeGoods(x field) rules.Value {
	g := f.allGoods()
	if len(f.sh.Lines) == 0 {
		return rules.Value{}
	}
	switch x {
	case fGoodsControlled:
		return textValue(string(g.worst.Controlled))
	case fGoodsAdvanced:
		return boolValue(controlRank(g.worst.Controlled) >= 2)
	case fGoodsBucket:
		return textValue(g.worst.Bucket)
	case fGoodsModels:
		return f.modelList(func(l *line) bool { return true })
	case fGoodsGpus:
		if g.count == 0 {
			return num(0)
		}
		return g.gpus
	case fGoodsTpp:
		return f.most(func(l *line) rules.Value { return numValue(l.good.TPP) })
	case fGoodsDatacenter:
		return f.any(true, func(l *line) rules.Value { return truthValue(l.good.Datacenter, data.Known) })
	case fGoodsServer:
		return f.any(false, func(l *line) rules.Value { return boolValue(l.controlled() && l.good.Server) })
	case fGoodsCaseByCase:
		return f.caseByCase()
	case fGoodsSemiconductor:
		return f.any(false, func(l *line) rules.Value { return truthValue(f.semiconductor(l), data.TextState(l.HS)) })
	case fGoodsChpl:
		return f.any(false, f.chpl)
	case fGoodsValueUsd:
		if g.count == 0 {
			return num(0)
		}
		return g.ctrlUSD
	case fGoodsPowerKw:
		return g.powerKW
	case fGoodsPrcChip:
		return f.any(false, (*line).prcChip)
	case fGoodsPrcChipNamed:
		return f.any(false, func(l *line) rules.Value { return boolValue(l.good.PRCNamed) })
	case fGoodsPrcChipModels:
		return f.modelList(func(l *line) bool { return l.good.PRC == data.True })
	case fGoodsPrcTppLow:
		return f.any(false, func(l *line) rules.Value {
			return boolValue(l.good.PRC == data.True && l.good.PRCReaches == data.False)
		})
	case fGoodsSoftwareMarks:
		return f.softwareMarks()
	case fGoodsEccnTold:
		return f.eccns()
	}
	return f.computePapers(x)
}

func (f *Facts) computePapers(x field) rules.Value {
	switch x {
	case fGoodsEccnMismatch:
		return f.any(true, (*line).eccnMismatch)
	case fGoodsEccnMissing:
		return f.any(true, func(l *line) rules.Value { return boolValue(data.TextState(l.ECCN) != data.Known) })
	case fGoodsHsMismatch:
		return f.any(true, (*line).hsMismatch)
	case fGoodsHsAbsurd:
		return f.any(true, f.hsAbsurd)
	case fGoodsGenericDescription:
		return f.any(true, f.generic)
	case fGoodsWeightMismatch:
		return f.any(true, func(l *line) rules.Value {
			v := l.weightRatio()
			if v.State == data.Known {
				return boolValue(v.Num < 0.5 || v.Num > 2)
			}
			return v
		})
	case fGoodsValuePerKgMismatch:
		return f.any(false, f.perKgMismatch)
	case fGoodsPriceRatio:
		return f.least(func(l *line) rules.Value { return ratio(l.unitUSD, l.good.PriceLow) })
	case fGoodsPriceOver:
		return f.most(func(l *line) rules.Value { return ratio(l.unitUSD, l.good.PriceHigh) })
	case fGoodsPriceVsMarket:
		return f.least(f.vsMarket)
	case fGoodsOriginMismatch:
		return f.any(true, func(l *line) rules.Value {
			return about(f.country(l.OriginCountry), func(iso string) data.Truth {
				return data.Bool(!slices.Contains(f.src.Words.origins, iso))
			})
		})
	case fGoodsSerialsMissing:
		return f.serialsMissing()
	case fGoodsSerialSeen:
		return f.serialSeen()
	case fGoodsSerialTwice:
		return f.serialTwice()
	case fGoodsQuantityAbsurd:
		return f.any(false, func(l *line) rules.Value { return oddQuantity(l.Quantity) })
	}
	return rules.Value{}
}

func oddQuantity(q data.Number) rules.Value {
	if q.State != data.Known {
		return rules.Value{State: q.State}
	}
	return boolValue(q.Value <= 0 || q.Value != math.Trunc(q.Value) || q.Value > 1e8)
}

func (f *Facts) modelList(want func(*line) bool) rules.Value {
	var out []string
	for i := range f.lines {
		l := &f.lines[i]
		if l.good.Model != "" && want(l) && !slices.Contains(out, l.good.Model) {
			out = append(out, l.good.Model)
		}
	}
	return listValue(out)
}

func (f *Facts) most(of func(*line) rules.Value) rules.Value {
	out, state := rules.Value{}, data.NotTold
	for i := range f.lines {
		v := of(&f.lines[i])
		if v.State == data.Known && (out.State != data.Known || v.Num > out.Num) {
			out = v
		}
		state = max(state, v.State)
	}
	out.State = state
	return out
}

func (f *Facts) least(of func(*line) rules.Value) rules.Value {
	v := f.most(func(l *line) rules.Value { v := of(l); v.Num = -v.Num; return v })
	v.Num = -v.Num
	return v
}

func ratio(v rules.Value, of data.Number) rules.Value {
	if v.State != data.Known || of.State != data.Known || of.Value <= 0 {
		return rules.Value{State: min(v.State, of.State)}
	}
	return num(math.Round(v.Num/of.Value*1000) / 1000)
}

func (f *Facts) caseByCase() rules.Value {
	if f.goods.count == 0 {
		return rules.Value{}
	}
	t := data.True
	for i := range f.lines {
		if l := &f.lines[i]; l.controlled() {
			t = t.And(l.good.CaseByCase)
		}
	}
	return truthValue(t, data.Known)
}

func (l *line) prcChip() rules.Value {
	switch {
	case l.good.PRC == data.False || l.good.Model == "":
		return boolValue(false)
	case l.good.PRCNamed || l.good.PRC == data.True && (l.good.PRCReaches == data.True || l.good.Controlled == data.ControlledPossible || l.good.Controlled == data.ControlledYes):
		return boolValue(true)
	case l.good.PRC == data.True:
		return truthValue(l.good.PRCReaches, data.Known)
	}
	return boolValue(false)
}

func (f *Facts) semiconductor(l *line) data.Truth {
	if controlRank(l.good.Controlled) >= 2 || f.src.Words.semiconductor.in(strings.ToLower(l.Description)) != "" {
		return data.True
	}
	hs := digits(l.HS)
	if len(hs) < 4 {
		if l.good.Controlled == data.ControlledNo && l.good.TPP.State != data.Known {
			return data.False
		}
		return data.Undecided
	}
	switch hs[:4] {
	case "8541", "8542", "8471", "8473", "8517", "8534":
		return data.True
	}
	return data.False
}

func digits(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func (f *Facts) chpl(l *line) rules.Value {
	if s := data.TextState(l.HS); s != data.Known {
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

func (l *line) hsMismatch() rules.Value {
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
	return boolValue(true)
}

func (f *Facts) hsAbsurd(l *line) rules.Value {
	if s := data.TextState(l.HS); s != data.Known {
		return rules.Value{State: s}
	}
	hs := digits(l.HS)
	return boolValue(f.src.Places.AbsurdTariff(hs) || len(hs) >= 2 && slices.Contains(f.src.Words.absurdHS, hs[:2]))
}

func (f *Facts) generic(l *line) rules.Value {
	if s := data.TextState(l.Description); s != data.Known {
		return rules.Value{State: s}
	}
	d := strings.Trim(strings.ToLower(strings.Join(strings.Fields(l.Description), " ")), " .,;:-")
	w := f.src.Words
	return boolValue(w.generic[d] || len(d) < 60 && w.genericWords.in(d) != "" && !strings.ContainsAny(d, "0123456789"))
}

func (l *line) weightRatio() rules.Value {
	return ratio(numValue(l.NetKg), times2(l.good.UnitKg, l.Quantity))
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
	if g.State != data.Known || !g.Bool {
		return boolValue(false)
	}
	return boolValue(v.Num > partsTop)
}

func (f *Facts) vsMarket(l *line) rules.Value {
	if l.good.Model == "" || l.unitUSD.State != data.Known {
		return rules.Value{State: min(l.unitUSD.State, data.Unknown)}
	}
	m := f.src.Book.Price(l.good.Model)
	if m.N < 8 || m.USD <= 0 {
		return unknownValue()
	}
	return num(math.Round(l.unitUSD.Num/m.USD*1000) / 1000)
}

func (f *Facts) softwareMarks() rules.Value {
	var out []string
	add := func(text string) {
		for _, p := range f.phrasesOf(text) {
			if p.Theme == "prc_software" && !slices.Contains(out, p.Text) {
				out = append(out, p.Text)
			}
		}
	}
	for i := range f.lines {
		add(f.lines[i].Description)
	}
	add(f.sh.Notes)
	add(f.sh.StatedEndUse)
	return listValue(out)
}

func (f *Facts) eccns() rules.Value {
	var out []string
	for i := range f.lines {
		if e := strings.ToUpper(strings.TrimSpace(f.lines[i].ECCN)); data.TextState(e) == data.Known && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return listValue(out)
}

// delivered reports whether the paper is of goods that have left, so that their
// serial numbers must be known.
func (f *Facts) delivered() bool {
	return f.sh.DocType == "delivery" || f.sh.DocType == "invoice" || f.sh.DocType == "declaration"
}

func (f *Facts) serialsMissing() rules.Value {
	return f.any(false, func(l *line) rules.Value {
		return boolValue(l.controlled() && (l.good.Server || l.good.GPUs > 1) && f.delivered() && len(l.Serials) == 0)
	})
}

func (f *Facts) serialSeen() rules.Value {
	if !f.dated || f.sh.Direction == "in" || f.sh.DocType == "return" {
		return rules.Value{}
	}
	n := 0
	for i := range f.lines {
		for _, s := range f.lines[i].Serials {
			if n++; n > 10_000 {
				return unknownValue()
			}
			if f.src.Book.SerialBefore(s, f.sh.ID, f.day) {
				return textValue(s)
			}
		}
	}
	return rules.Value{}
}

func (f *Facts) serialTwice() rules.Value {
	seen := map[string]bool{}
	for i := range f.lines {
		for _, s := range f.lines[i].Serials {
			if data.TextState(s) != data.Known {
				continue
			}
			if seen[s] {
				return boolValue(true)
			}
			if len(seen) < 100_000 {
				seen[s] = true
			}
		}
	}
	if len(seen) == 0 {
		return rules.Value{}
	}
	return boolValue(false)
}

// goodsWords are the goods in a few words: "8 x NVIDIA H100 and 2 more lines".
func (f *Facts) goodsWords() string {
	f.allGoods()
	if len(f.lines) == 0 {
		return ""
	}
	best := &f.lines[0]
	for i := range f.lines {
		if controlRank(f.lines[i].good.Controlled) > controlRank(best.good.Controlled) {
			best = &f.lines[i]
		}
	}
	s := strings.TrimSpace(best.good.Maker + " " + best.good.Model)
	if s == "" {
		s = pick(best.Description, best.PartNumber)
	}
	if s == "" {
		s = "goods not described"
	}
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	if best.Quantity.State == data.Known {
		s = strconv.FormatFloat(best.Quantity.Value, 'f', -1, 64) + " x " + s
	}
	if n := len(f.sh.Lines) - 1; n > 0 {
		s += fmt.Sprintf(" and %d more lines", n)
	}
	return s
}
