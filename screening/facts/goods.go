package facts

import (
	"math"
	"slices"
	"strings"
	"time"

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
	wording  *wording // of the description, once it was asked for
	lets     bool     // it is the use of chips for a time
	kinds    kindSet  // of it, once sorted
	sorted   bool
}

// goods is what all lines come to.
type goods struct {
	worst    *Good
	valueUSD rules.Value // of all lines
	gpus     rules.Value
	powerKW  rules.Value
	count    int // lines that are or may be controlled
	family   families
	named    int // lines of those that are so by their words
	unnamed  int // lines of which the words bear no sign of them
	early    bool
	lets     bool // the use of chips for a time is among them
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

// narrow orders classifications by how few destinations ask for a licence: .a, then what
// names no limb, .b and .c, whatever number stands before it. "" comes last.
func narrow(bucket string) int {
	if bucket == "" {
		return 4
	}
	for i, limb := range [...]string{".a", "", ".b", ".c"} {
		if limb != "" && strings.HasSuffix(strings.ToLower(bucket), limb) {
			return i
		}
	}
	return 1
}

// memoryLimb is how narrow 3A090.c is.
const memoryLimb = 3

var nothing = &Good{Good: data.Good{Controlled: data.ControlledNoSign}}

// allGoods reads the lines once for a shipment.
func (f *Facts) allGoods() *goods {
	if f.built&builtLines != 0 {
		return &f.goods
	}
	f.built |= builtLines
	g := goods{worst: nothing}
	value, gpus, power := newTotal(), newTotal(), newTotal()
	for i := range f.sh.Lines {
		l := f.newLine(i)
		value.add(l.valueUSD)
		r := controlRank(l.good.Controlled)
		g.family |= l.good.family()
		if r >= 2 {
			g.count++
			gpus.add(l.gpus)
			power.add(product(l.Quantity, l.good.Watts))
		}
		if l.unnamed() {
			g.unnamed++
		} else if r >= 2 {
			g.named++
		}
		g.early, g.lets = g.early || l.good.Early, g.lets || l.lets
		if r > controlRank(g.worst.Controlled) || r == controlRank(g.worst.Controlled) && (g.worst == nothing || narrow(l.good.Bucket) < narrow(g.worst.Bucket)) {
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
	g.valueUSD, g.gpus, g.powerKW = value.value(), gpus.value(), power.value()
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

// recognise is what the goods of a line are.
func (f *Facts) recognise(l *data.Line) *Good {
	good := f.src.Recognise(l)
	if good == nil {
		return nothing
	}
	return f.src.Words.ByTheHour(l, good, f.src.Recognise)
}

// hourPrice is a price from which on nobody lets a chip by the hour, so that what a number
// names and hours count may be sold.
const hourPrice = 60

// manyHours are a month of a dozen chips and more: who lets so many is asked as a seller is.
const manyHours = 10_000

// ByTheHour is what the goods of a line are, which words alone take for good. Hours of
// machines are the use of them, though the line names the machines alone.
func (w *Words) ByTheHour(l *data.Line, good *Good, recognise func(*data.Line) *Good) *Good {
	if l.Description != "" && good.Beside == nil && controlRank(good.Controlled) >= 2 && w.hosting.byTheHour(l) {
		used := *l
		if u, q := l.UnitValue, l.Quantity; u.State == data.Known && u.Value < hourPrice && q.State == data.Known && q.Value < manyHours {
			used.PartNumber = "" // names what is used, and not that it is
		}
		for _, of := range [...]string{l.Description, good.Maker + " " + good.Model} { // a comma hides that they go together
			used.Description = "gpu hours of " + of
			if let := recognise(&used); let != nil && let.Let {
				return let
			}
		}
	}
	return good
}

func (f *Facts) newLine(i int) line {
	l := line{Line: &f.sh.Lines[i], at: i}
	l.good = f.recognise(l.Line)
	l.lets = l.good.Let && controlRank(l.good.Beside.Controlled) >= 2
	usd := func(n data.Number) rules.Value {
		if n.State != data.Known {
			return rules.Value{State: n.State}
		}
		v, ok := f.valueOf(&l, n)
		if !ok {
			return unknownValue() // no rate: a value in its own currency decides nothing
		}
		return num(v)
	}
	l.unitUSD, l.valueUSD = usd(l.UnitValue), usd(l.Value)
	if q := l.Quantity; q.State == data.Known && q.Value != 0 {
		if l.valueUSD.State == data.NotTold && l.unitUSD.State == data.Known {
			l.valueUSD = num(l.unitUSD.Num * q.Value)
		}
		if l.unitUSD.State == data.NotTold && l.valueUSD.State == data.Known {
			l.unitUSD = num(l.valueUSD.Num / q.Value)
		}
	}
	if Moves(f.sh) || l.good.Beside != nil {
		l.good = l.good.Priced(f.sh, known(l.unitUSD), f.dearest(&l), figure(l.Quantity))
		if g := f.byPrice(&l); g != nil {
			l.good = g
		}
	}
	if Moves(f.sh) {
		l.good = f.src.Words.InLots(l.Line, l.good, known(l.unitUSD))
	}
	switch {
	case !l.controlled():
	case l.good.First == data.False && f.law.Before(rule2023()) == data.True:
		l.good = f.early(l.good, "not reached by 3A090 before 17 November 2023: performance or transfer rate lay below its limits")
	case narrow(l.good.Bucket) == memoryLimb && f.law.Before(memoryRule()) == data.True:
		l.good = f.early(l.good, "high-bandwidth memory was not controlled before 2 December 2024")
	}
	l.gpus = product(l.Quantity, data.Num(l.good.GPUs))
	return l
}

// valueOf is a sum of the currency of a line in US dollars, by the rate of the order's day.
func (f *Facts) valueOf(l *line, n data.Number) (usd float64, ok bool) {
	on := f.sh.Date
	if on.State() != data.Known {
		on = f.law
	}
	if n.State != data.Known {
		return 0, false
	}
	return f.src.USD(n.Value, CurrencyOf(f.sh, l.Currency, f.isoOf), on)
}

// dearestCurrency is what one unit of any currency is worth in dollars at most; the
// Kuwaiti dinar stood at about 3.3.
const dearestCurrency = 4

// dearest is the most that one unit can cost in dollars; NaN where nothing is told.
func (f *Facts) dearest(l *line) float64 {
	switch {
	case l.unitUSD.State == data.Known:
		return l.unitUSD.Num
	case l.UnitValue.State != data.Known:
		return math.NaN()
	case yenOrRenminbi(l.Currency):
		if usd, ok := f.src.USD(l.UnitValue.Value, "CNY", f.law); ok {
			return usd
		}
	}
	return l.UnitValue.Value * dearestCurrency
}

// known is a number, NaN where it is not known.
func known(v rules.Value) float64 {
	if v.State != data.Known {
		return math.NaN()
	}
	return v.Num
}

func figure(n data.Number) float64 { return known(numValue(n)) }

// memoryRule is the day from which high-bandwidth memory is controlled.
func memoryRule() data.Date { return data.Day(2024, time.December, 2) }

// rule2022 is the first day of the controls of advanced chips.
func rule2022() data.Date { return data.Day(2022, time.October, 7) }

// rule2023 is the day on which 3A090 lost its limb of transfer rates.
func rule2023() data.Date { return data.Day(2023, time.November, 17) }

// early is a part as the law saw it before the day that reached it.
func (f *Facts) early(g *Good, why string) *Good {
	e := f.earlier[g]
	if e == nil {
		c := *g
		c.Controlled, c.Bucket, c.CaseByCase, c.Early = data.ControlledNo, "", data.Undecided, true
		c.Why = why
		e = &c
		f.earlier[g] = e
	}
	return e
}

// unnamed says whether the words of a line bear no sign of controlled goods.
func (l *line) unnamed() bool { return l.good.Nameless || l.good.Controlled == data.ControlledNoSign }

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
		case v.Bool():
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
	if len(f.sh.Lines) == 0 && (x < fGoodsSoftwareMarks || x > fGoodsFoundryWords) {
		return rules.Value{}
	}
	switch x {
	case fGoodsControlled:
		return textValue(string(g.worst.Controlled))
	case fGoodsAdvanced:
		return boolValue(controlRank(g.worst.Controlled) >= 2 || g.early || f.boxedChips() || f.takesIn() || f.get(fHistoryRenamedGoods).State == data.Known || f.get(fHistorySameGoods).State == data.Known || f.heavier() != "")
	case fGoodsUnnamed:
		return boolValue(g.named == 0 && (g.unnamed > 0 || len(f.sh.Lines) == 0)) // a cable beside them changes nothing
	case fGoodsBucket:
		return textValue(g.worst.Bucket)
	case fGoodsGpus:
		if g.count == 0 {
			return num(0)
		}
		return g.gpus
	case fGoodsTpp:
		return f.most(func(l *line) rules.Value { return numValue(l.good.TPP) })
	case fGoodsDatacenter:
		return f.any(true, func(l *line) rules.Value { return truthValue(l.good.Datacenter, data.Known) })
	case fGoodsShell:
		return f.any(true, func(l *line) rules.Value { return boolValue(l.shell()) })
	case fGoodsServer:
		return f.any(false, func(l *line) rules.Value { return boolValue(l.controlled() && l.good.Server) })
	case fGoodsCaseByCase:
		return f.caseByCase()
	case fGoodsSemiconductor:
		return f.any(false, func(l *line) rules.Value { return truthValue(f.semiconductor(l), data.TextState(l.HS)) })
	case fGoodsChpl:
		return f.any(false, f.chpl)
	case fGoodsNotedChips:
		return textValue(f.notedChips())
	case fGoodsNotedPriceRatio:
		return f.notedPriceRatio()
	case fGoodsKinds, fGoodsKindsSaid:
		return f.kindFact(x)
	case fGoodsSensitive:
		return f.sensitiveGoods()
	case fGoodsEveryday:
		return boolValue(f.everydayParts())
	case fGoodsPowerKw:
		return g.powerKW
	case fGoodsPrcChip:
		return f.any(false, (*line).prcChip)
	case fGoodsPrcChipNamed:
		return f.any(false, func(l *line) rules.Value { return boolValue(l.good.PRCNamed) })
	case fGoodsPrcChipModels:
		return listValue(f.models(func(l *line) bool { return l.good.PRC == data.True }))
	case fGoodsPrcTppLow:
		return f.any(false, func(l *line) rules.Value {
			return boolValue(l.good.PRC == data.True && l.good.PRCReaches == data.False)
		})
	case fGoodsSoftwareMarks:
		return listValue(f.allMarks().software)
	case fGoodsPrcWords:
		return listValue(f.allMarks().chips)
	case fGoodsFoundryWords:
		return listValue(f.allMarks().foundry)
	case fGoodsEccnTold:
		return f.eccns()
	}
	return f.computeDeclared(x)
}

// models are those of the lines wanted.
func (f *Facts) models(want func(*line) bool) []string {
	var out []string
	for i := range f.lines {
		l := &f.lines[i]
		if l.good.Model != "" && want(l) && !slices.Contains(out, l.good.Model) {
			out = append(out, l.good.Model)
		}
	}
	return out
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

// ratio is a value as a multiple of a figure. Of nought, or of less, nothing is a
// multiple: that is not known, never nought. A value that is next to nothing is no nought.
func ratio(v rules.Value, of data.Number) rules.Value {
	switch {
	case v.State != data.Known || of.State != data.Known:
		return rules.Value{State: min(v.State, of.State)}
	case of.Value <= 0:
		return unknownValue()
	}
	r := math.Round(v.Num/of.Value*1000) / 1000
	if r == 0 && v.Num > 0 {
		r = 0.001
	}
	return num(r)
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
	if controlRank(l.good.Controlled) >= 2 || f.saysChip(l) || f.circuit(l) {
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

// circuit says whether a line is of integrated circuits by its classification, its
// words or the number of a part.
func (f *Facts) circuit(l *line) bool {
	if l.good.Model != "" {
		return false // the catalogue knows what it is
	}
	if e := strings.ToUpper(strings.TrimSpace(l.ECCN)); strings.HasPrefix(e, "3A00") || strings.HasPrefix(e, "3A99") {
		return true
	}
	return l.PartNumber != "" && f.saysCircuit(f.wordingOf(l.PartNumber), l.PartNumber) || l.Description != "" && f.saysCircuit(f.described(l), l.Description)
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

// marks are the words of lines, notes and end use that speak of Chinese chips,
// by theme. They are asked of every order, so one look serves all.
type marks struct{ software, chips, foundry []string }

func (f *Facts) allMarks() *marks {
	if f.built&builtMarks != 0 {
		return &f.marks
	}
	f.built |= builtMarks
	f.marks = marks{}
	add := func(phrases []Phrase, chips bool) {
		for _, p := range phrases {
			switch p.Theme {
			case "prc_software":
				f.marks.software = appendNew(f.marks.software, p.Text)
			case "prc_chip":
				if chips {
					f.marks.chips = appendNew(f.marks.chips, p.Text)
				}
			case "foundry":
				f.marks.foundry = appendNew(f.marks.foundry, p.Text)
			}
		}
	}
	for i := range f.lines {
		// A boot may be called as a chip is: where the catalogue takes a line for nothing
		// of the kind, its words name no chip.
		add(f.phrasesOfLine(&f.lines[i]), f.lines[i].good.Model != "")
	}
	add(f.phrasesOf(f.sh.Notes), true)
	add(f.phrasesOf(f.sh.StatedEndUse), true)
	for i := range f.parties {
		if f.parties[i].writes {
			add(f.phrasesOf(f.parties[i].c.Notes), true)
		}
	}
	return &f.marks
}
