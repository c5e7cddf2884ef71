package facts

import (
	"math"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

// coolingFactor is what cooling and losses add to the power of the machines.
const coolingFactor = 1.3

// kwPerGPU is the power of one advanced chip with its share of the server, where
// the catalogue does not tell; an eight-chip server of 2023 takes 10.2 kW.
const kwPerGPU = 1.28

func (f *Facts) grain() history.Grain {
	if f.sh == nil {
		return history.OrderLine
	}
	return history.GrainOf(f.sh.Grain)
}

// OfPast are the names of the facts that tell what the customer and its group ordered
// before, and no other facts do.
func OfPast() []string {
	var names []string
	for i, d := range Schema()[:fields] {
		if ofPast(field(i)) {
			names = append(names, d.Name)
		}
	}
	return names
}

func ofPast(x field) bool {
	switch x {
	case fHistorySpike, fHistorySpikeGpus, fHistorySpikeRule, fHistorySplitOrders, fHistorySplitLimit, fHistorySplitCurrency, fHistorySplitValueUsd, fHistoryOrders14Days,
		fHistoryKinSplitOrders, fHistoryKinSplitLimit, fHistoryKinSplitCurrency, fHistoryKinSplitValueUsd,
		fHistorySimilarStopped, fHistoryGoneQuiet, fHistoryAddressesUsed, fHistoryKinOrders, fHistoryDormantDays,
		fHistoryRunOrders, fHistoryRunValueUsd, fHistoryRunOverPast, fHistoryLikeOrders, fHistoryHallGpus, fHistoryHallMw, fHistoryHallNeed, fHistoryOtherHalf:
		return true
	}
	return ofCustomersPast(x)
}

func ofCustomersPast(x field) bool {
	return x >= fCustomerOrdersBefore && x <= fCustomerOrderVsAllPast || x == fCustomerGpuLedger || x == fCustomerPlacedKw || x >= fCustomerGroupSize && x <= fCustomerNeedOverSite
}

// before is the customer's past; nothing is known of it without a customer
// record or a date.
func (f *Facts) before() (*history.Past, bool) {
	if !f.found || !f.dated {
		return &history.Past{}, false
	}
	if f.built&builtPast == 0 {
		f.built |= builtPast
		f.past = f.src.Book.Before(f.customer, f.grain(), f.day)
	}
	return &f.past, true
}

func (f *Facts) computePast(x field) rules.Value {
	if x == fCustomerPlacedKw {
		return f.placedKW()
	}
	p, ok := f.before()
	if !ok {
		return rules.Value{}
	}
	none := int32(math.MaxInt32)
	if f.sh == nil {
		switch x {
		case fCustomerOrdersBefore:
			return num(float64(p.Orders))
		case fCustomerAdvancedOrdersBefore:
			return num(float64(p.Advanced))
		case fCustomerFirstAdvancedOn:
			if p.FirstAdvanced != none {
				return dateValue(data.DateOfDay(p.FirstAdvanced))
			}
			return rules.Value{}
		case fCustomerGpuLedger, fCustomerNeedMw, fCustomerNeedOverSite, fCustomerGroupSize:
			return f.ledger(x, num(0))
		}
		return rules.Value{}
	}
	g := f.allGoods()
	advanced := controlRank(g.worst.Controlled) >= 2
	switch x {
	case fCustomerOrdersBefore:
		return num(float64(p.Orders))
	case fCustomerAdvancedOrdersBefore:
		return num(float64(p.Advanced))
	case fCustomerFirstOrder:
		return boolValue(p.First == none)
	case fCustomerFirstAdvancedOrder:
		return boolValue(advanced && p.FirstAdvanced == none)
	case fCustomerFirstAdvancedOn, fCustomerFirstAdvancedAfterControls:
		return f.firstAdvanced(x, p.FirstAdvanced, advanced)
	case fCustomerOnlyAdvanced:
		return boolValue(advanced && p.Advanced == p.Orders)
	case fCustomerOrderVsMaxPast:
		return over(g.valueUSD, p.MaxUSD, p.Orders, p.Unvalued)
	case fCustomerOrderVsAllPast:
		return over(g.valueUSD, p.USD, p.Orders, p.Unvalued)
	case fCustomerGpusVsMaxPast:
		if !advanced {
			return rules.Value{}
		}
		return over(g.gpus, p.MaxGPUs, p.Advanced, 0)
	}
	now := num(0)
	if advanced {
		now = g.gpus
	}
	return f.ledger(x, now)
}

// over is a value as a multiple of a past one. Without orders before there is
// nothing to compare with; orders of unknown value leave it open.
func over(v rules.Value, past float64, orders, unvalued int) rules.Value {
	switch {
	case orders == 0:
		return rules.Value{}
	case v.State != data.Known:
		return rules.Value{State: v.State}
	case unvalued > 0 || past <= 0:
		return unknownValue()
	}
	return num(math.Round(v.Num/past*100) / 100)
}

// firstAdvanced is the day of the first order of advanced chips, this one among
// them. A customer of long standing whose file begins after the controls began
// may well have ordered before.
func (f *Facts) firstAdvanced(x field, first int32, advanced bool) rules.Value {
	var d data.Date
	switch {
	case first != math.MaxInt32:
		d = data.DateOfDay(first)
	case advanced && f.sh.Date.State() == data.Known:
		d = f.sh.Date
	case advanced:
		d = f.sh.ShipDate
	default:
		return rules.Value{}
	}
	if x == fCustomerFirstAdvancedOn {
		return dateValue(d)
	}
	return truthValue(d.Before(controls()).Not(), d.State())
}

// ledger counts the advanced chips of the whole group against its data centres.
func (f *Facts) ledger(x field, now rules.Value) rules.Value {
	members := f.src.Book.Group(f.customer)
	if x == fCustomerGroupSize {
		return num(float64(len(members)))
	}
	if now.State != data.Known {
		return rules.Value{State: now.State}
	}
	p := f.src.Book.GroupBefore(f.customer, f.grain(), f.day)
	gpus := p.GPUs + now.Num
	if x == fCustomerGpuLedger {
		return num(gpus)
	}
	need := gpus * kwPerGPU * coolingFactor / 1000
	if x == fCustomerNeedMw {
		return num(math.Round(need*1000) / 1000)
	}
	mw := newTotal()
	told := map[string]bool{}
	for _, m := range members {
		// A hall that two firms of the group tell of has its power once.
		if v := f.siteMW(f.src.Book.Customer(m).Customer, told); v.State != data.NotTold {
			mw.add(v)
		}
	}
	v := mw.value()
	if v.State != data.Known {
		return v
	}
	if v.Num <= 0 {
		if need > 0 {
			return num(1000) // data centres of no power at all
		}
		return unknownValue()
	}
	return num(math.Round(need/v.Num*100) / 100)
}

func (f *Facts) computeHistory(x field) rules.Value {
	if f.sh == nil || !f.dated {
		return rules.Value{}
	}
	switch x {
	case fHistoryEndUserChanged, fHistoryEndUserDropped, fHistoryConsigneeChanged, fHistoryRouteChanged, fHistoryTakenAway, fHistoryDocMismatch:
		return f.papers(x)
	case fHistoryRenamedGoods:
		return f.renamed()
	case fHistoryPriceRaised:
		return f.priceRaised()
	case fHistoryRefusedDeal:
		return f.refusedDeal()
	case fHistoryRefusedKin:
		return f.refusedKin()
	case fHistoryCalledOffDeal, fHistoryCalledOffShared:
		return f.calledOffDeal(x)
	case fHistoryGuestOrders, fHistoryGuestPieces, fHistoryGuestDeal:
		return f.guests(x)
	case fHistoryPermitOfAnother, fHistoryPermitResized:
		return f.permitBefore(x)
	case fHistoryLighter:
		return f.lighter()
	case fHistorySameGoods, fHistorySameElsewhere, fHistorySameCheaper, fHistorySameStated, fHistorySameFairly, fHistorySameLicence, fHistorySameSurely:
		return f.sameGoods(x)
	}
	if !f.found {
		return rules.Value{}
	}
	switch x {
	case fHistorySpike, fHistorySpikeGpus, fHistorySpikeRule:
		return f.spike(x)
	case fHistorySplitOrders, fHistorySplitLimit, fHistorySplitCurrency, fHistorySplitValueUsd, fHistoryOrders14Days:
		return f.split(x)
	case fHistoryKinSplitOrders, fHistoryKinSplitLimit, fHistoryKinSplitCurrency, fHistoryKinSplitValueUsd:
		return f.splitWithKin(x)
	case fHistoryRunOrders, fHistoryRunValueUsd, fHistoryRunOverPast:
		return f.run(x)
	case fHistoryLikeOrders:
		return f.likeOrders()
	case fHistoryHallGpus, fHistoryHallMw, fHistoryHallNeed:
		return f.hall(x)
	case fHistoryOtherHalf:
		return f.otherHalf()
	case fHistorySimilarStopped, fHistoryGoneQuiet:
		return f.likeAnother(x)
	case fHistoryInOutStep:
		return f.inStep()
	case fHistoryAddressesUsed:
		return num(float64(f.src.Book.Addresses(f.customer, f.grain(), f.day, history.Delivery(f.sh))))
	case fHistoryKinOrders:
		if controlRank(f.allGoods().worst.Controlled) < 2 {
			return rules.Value{} // what kin order is asked of orders of advanced chips alone
		}
		return num(float64(f.src.Book.KinOrders(f.customer, f.grain(), f.day)))
	case fHistoryHollow:
		return num(float64(f.src.Book.Hollow(f.customer, f.day)))
	case fHistoryStrayed, fHistoryStrayedOn:
		n, first := f.src.Book.Strayed(f.customer, f.day)
		if x == fHistoryStrayed || n == 0 {
			return num(float64(n))
		}
		return dateValue(data.DateOfDay(first))
	case fHistoryDormantDays:
		p, _ := f.before()
		if p.Last != math.MinInt32 {
			return num(float64(f.day - p.Last))
		}
		return f.daysSince(f.cust.founded)
	}
	return rules.Value{}
}

const weeksBeforeRule = 42

// RunsAhead reports whether an order of a day comes in the weeks before a rule.
func RunsAhead(day, rule int32) bool { return day < rule && rule-weeksBeforeRule <= day }

func (f *Facts) spike(x field) rules.Value {
	g := f.allGoods()
	if controlRank(g.worst.Controlled) < 2 {
		return rules.Value{}
	}
	for _, r := range f.src.Calendar {
		if !r.Restricts || !RunsAhead(f.day, r.On.First()) {
			continue
		}
		if x == fHistorySpikeRule {
			return textValue(r.Name)
		}
		if g.gpus.State != data.Known {
			return rules.Value{State: g.gpus.State}
		}
		s := f.src.Book.SpikeBefore(f.customer, f.grain(), f.day, g.gpus.Num)
		if x == fHistorySpikeGpus {
			return num(s.GPUs)
		}
		if !s.Known {
			return rules.Value{}
		}
		return num(math.Round(s.Deviations*10) / 10)
	}
	return rules.Value{}
}

func (f *Facts) split(x field) rules.Value {
	v := f.get(fShipmentValueUsd)
	if v.State != data.Known {
		return rules.Value{State: v.State}
	}
	w := history.Worth{USD: v.Num, Unit: f.unitOfValue()}
	s := f.src.Book.Splitting(f.customer, f.grain(), f.day, w)
	switch x {
	case fHistoryOrders14Days:
		return num(float64(s.Recent))
	case fHistorySplitOrders:
		return num(float64(s.Orders))
	}
	if s.Limit == 0 {
		return rules.Value{}
	}
	switch x {
	case fHistorySplitLimit:
		return num(s.Limit)
	case fHistorySplitCurrency:
		return textValue(f.currencyOf(s))
	}
	return num(s.USD)
}

// splitWithKin is the same with the orders of kin, where these have such.
func (f *Facts) splitWithKin(x field) rules.Value {
	v := f.get(fShipmentValueUsd)
	if controlRank(f.allGoods().worst.Controlled) < 2 || v.State != data.Known {
		return rules.Value{}
	}
	s := f.src.Book.SplittingWithKin(f.customer, f.grain(), f.day, history.Worth{USD: v.Num, Unit: f.unitOfValue()})
	switch {
	case s.Limit == 0 || s.Firms == 0:
		return rules.Value{}
	case x == fHistoryKinSplitOrders:
		return num(float64(s.Orders))
	case x == fHistoryKinSplitLimit:
		return num(s.Limit)
	case x == fHistoryKinSplitCurrency:
		return textValue(f.currencyOf(s))
	}
	return num(s.USD)
}

// guests is what was ordered for whoever came, to where this order goes.
func (f *Facts) guests(x field) rules.Value {
	if controlRank(f.allGoods().worst.Controlled) < 2 {
		return rules.Value{}
	}
	for i := range f.lines {
		l := &f.lines[i]
		if !l.controlled() || l.good.Model == "" || l.Quantity.State != data.Known {
			continue
		}
		g := f.src.Book.GuestsBefore(f.sh, history.Priced{Model: l.good.Model, Quantity: l.Quantity.Value, Advanced: true}, f.day)
		switch {
		case g.Orders == 0:
			return rules.Value{}
		case x == fHistoryGuestOrders:
			return num(float64(g.Orders))
		case x == fHistoryGuestPieces:
			return num(g.Pieces)
		case g.Paper != "":
			return textValue(g.Paper + " of " + data.DateOfDay(g.On).String())
		}
		return rules.Value{}
	}
	return rules.Value{}
}

// currencyOf is the currency of the limit of a split.
func (f *Facts) currencyOf(s history.Split) string {
	if s.Own {
		return strings.ToUpper(f.lines[0].Currency)
	}
	return "USD"
}

// unitOfValue is what one unit of the currency of all lines is worth in US dollars, 1 where
// they are told in several.
func (f *Facts) unitOfValue() float64 {
	f.allGoods()
	own, usd := 0.0, 0.0
	for i := range f.lines {
		l := &f.lines[i]
		n := l.Value
		if n.State == data.NotTold {
			n = l.UnitValue
		}
		v, ok := f.valueOf(l, n)
		if !ok || !strings.EqualFold(l.Currency, f.lines[0].Currency) {
			return 1
		}
		own, usd = own+n.Value, usd+v
	}
	if !(own > 0) || !(usd > 0) {
		return 1
	}
	return usd / own
}

// run is what the group ordered within weeks, held against what it ordered before.
func (f *Facts) run(x field) rules.Value {
	v := f.get(fShipmentValueUsd)
	if controlRank(f.allGoods().worst.Controlled) < 2 || v.State != data.Known {
		return rules.Value{State: v.State}
	}
	r := f.src.Book.RunBefore(f.customer, f.grain(), f.day, v.Num)
	switch {
	case x == fHistoryRunOrders:
		return num(float64(r.Orders))
	case math.IsNaN(r.USD):
		return unknownValue()
	case x == fHistoryRunValueUsd:
		return num(r.USD)
	}
	return over(num(r.USD), r.Max, r.Past, 0)
}

// otherHalf counts the orders of what a machine without accelerators goes with, or
// accelerators without a machine.
func (f *Facts) otherHalf() rules.Value {
	f.allGoods()
	shells, bare := false, false
	for i := range f.lines {
		if l := &f.lines[i]; l.shell() {
			shells = true
		} else if l.controlled() && !l.good.Server && l.good.GPUs > 0 {
			bare = true
		}
	}
	if shells == bare {
		return rules.Value{} // neither, or both on one paper
	}
	return num(float64(f.src.Book.Halves(f.customer, f.grain(), f.day, bare)))
}

// shell reports a machine for accelerators that is told to be without them.
func (l *line) shell() bool { return l.controlled() && l.good.Server && l.good.GPUs == 0 }

// likeOrders counts the like orders of others in the group.
func (f *Facts) likeOrders() rules.Value {
	g := f.allGoods()
	if controlRank(g.worst.Controlled) < 2 || g.gpus.State != data.Known || g.valueUSD.State != data.Known {
		return rules.Value{}
	}
	return num(float64(f.src.Book.LikeOrders(f.customer, f.grain(), f.day, g.valueUSD.Num, g.gpus.Num)))
}

// hall is what firms that have something in common ordered to the place where these goods
// go, held against the power there.
func (f *Facts) hall(x field) rules.Value {
	g := f.allGoods()
	at := f.delivery()
	if controlRank(g.worst.Controlled) < 2 || at == nil {
		return rules.Value{}
	}
	if f.built&builtHall == 0 {
		f.halls = f.src.Book.HallBefore(f.customer, f.grain(), f.day, at.c)
		f.built |= builtHall
	}
	h := &f.halls
	gpus := h.GPUs + g.gpus.Num
	switch {
	case h.Firms == 0:
		return rules.Value{}
	case x == fHistoryHallMw && math.IsNaN(h.MW):
		return unknownValue()
	case x == fHistoryHallMw && h.MW == 0:
		return rules.Value{}
	case x == fHistoryHallMw:
		return num(h.MW)
	case g.gpus.State != data.Known, math.IsNaN(gpus):
		return unknownValue()
	case x == fHistoryHallGpus:
		return num(gpus)
	case math.IsNaN(h.MW), h.MW == 0:
		return rules.Value{}
	}
	return num(math.Round(gpus*kwPerGPU*coolingFactor/1000/h.MW*100) / 100)
}

// likeAnother is a buyer, stopped or gone quiet, whose orders reappear here.
func (f *Facts) likeAnother(x field) rules.Value {
	if controlRank(f.allGoods().worst.Controlled) < 2 {
		return rules.Value{}
	}
	models := f.models((*line).controlled)
	if len(models) == 0 {
		return rules.Value{}
	}
	p, _ := f.before()
	var r *data.Record
	if x == fHistorySimilarStopped {
		r = f.src.Book.SimilarStopped(f.customer, f.sh, models, min(p.First, f.day), f.day)
	} else {
		r = f.src.Book.GoneQuiet(f.customer, f.sh, models, min(p.FirstAdvanced, f.day), f.day)
	}
	if r == nil {
		return rules.Value{}
	}
	return textValue(r.Customer.Name)
}

func (f *Facts) inStep() rules.Value {
	if f.sh.Direction == "in" || f.sh.DocType == "purchase" {
		return rules.Value{}
	}
	known := false
	f.allGoods()
	for i := range f.lines {
		l := &f.lines[i]
		if !l.controlled() || l.good.Model == "" || l.Quantity.State != data.Known {
			continue
		}
		step, k := f.src.Book.InStep(f.customer, l.good.Model, l.Quantity.Value, f.day)
		if step {
			return boolValue(true)
		}
		known = known || k
	}
	if !known {
		return rules.Value{}
	}
	return boolValue(false)
}

func (f *Facts) papers(x field) rules.Value {
	p := f.papersBefore()
	if p.Earlier == 0 {
		return rules.Value{}
	}
	switch x {
	case fHistoryConsigneeChanged:
		return boolValue(p.Consignee)
	case fHistoryTakenAway:
		return boolValue(p.Taken)
	case fHistoryEndUserChanged:
		return boolValue(p.EndUser)
	case fHistoryEndUserDropped:
		return boolValue(p.Dropped)
	case fHistoryRouteChanged:
		return boolValue(p.Destination || p.Withdrawn)
	}
	var out []string
	if p.EndUser {
		out = append(out, "end user")
	}
	if p.Destination {
		out = append(out, "destination")
	}
	if p.Value {
		out = append(out, "the value of a piece")
	}
	if p.Pieces {
		out = append(out, "the number of pieces")
	}
	if p.MostKg > 0 {
		out = append(out, "the weight")
	}
	return listValue(out)
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

// narrow is what papers of one order are known by where no number tells it.
func (f *Facts) narrow() history.Narrow {
	n := history.Narrow{USD: math.NaN()}
	if v := f.allGoods().valueUSD; v.State == data.Known {
		n.USD = v.Num
	}
	if data.TextState(f.sh.Order) == data.Known {
		return n
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

// readable is a text in small letters, as far as it is read, until the next is asked for.
// The last two are kept: many facts ask about one.
func (f *Facts) readable(text string) *phrases.Text {
	for i := range f.lowered {
		if f.lowered[i].of == text {
			return &f.lowered[i].Text
		}
	}
	f.lowered[1] = f.lowered[0]
	f.lowered[0] = loweredText{text, phrases.Read(rules.Readable(text))}
	return &f.lowered[0].Text
}

// loweredText is a text with the one that it was made of.
type loweredText struct {
	of string
	phrases.Text
}

// phrasesOf are the phrases of a text, remembered.
func (f *Facts) phrasesOf(text string) []Phrase {
	if len(strings.TrimSpace(text)) < 2 {
		return nil
	}
	p, ok := f.phrases[text]
	if !ok {
		p = f.src.Words.Phrases(text)
		f.phrases[strings.Clone(text)] = p // a clone, because the text is part of a whole record
	}
	return p
}

func (f *Facts) hasTheme(text, theme string) bool {
	for _, p := range f.phrasesOf(text) {
		if p.Theme == theme {
			return true
		}
	}
	return false
}
