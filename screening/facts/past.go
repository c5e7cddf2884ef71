package facts

import (
	"math"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

func (f *Facts) grain() history.Grain {
	if f.sh == nil {
		return history.OrderLine
	}
	return history.GrainOfPaper(f.sh)
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
	case fHistorySpike, fHistorySpikeGpus, fHistorySpikeRule, fHistorySpikeOver, fHistorySplitOrders, fHistorySplitLimit, fHistorySplitCurrency, fHistorySplitValueUsd, fHistoryOrders14Days,
		fHistoryKinSplitOrders, fHistoryKinSplitLimit, fHistoryKinSplitCurrency, fHistoryKinSplitValueUsd,
		fHistorySimilarStopped, fHistoryGoneQuiet, fHistoryAddressesUsed, fHistoryKinOrders, fHistoryDormantDays,
		fHistoryRunOrders, fHistoryRunValueUsd, fHistoryRunOverPast, fHistoryRunPace, fHistoryLikeOrders, fHistoryHallGpus, fHistoryHallMw, fHistoryHallNeed, fHistoryOtherHalf, fHistoryPaidOrders:
		return true
	}
	return ofCustomersPast(x)
}

func ofCustomersPast(x field) bool {
	return x >= fCustomerOrdersBefore && x <= fCustomerOrderVsAllPast || x >= fCustomerGpuLedger && x <= fCustomerBorneGpus || x == fCustomerPlacedKw || x >= fCustomerGroupSize && x <= fCustomerNeedOverSite
}

// before is the customer's past; nothing is known of it without a customer
// record or a date.
func (f *Facts) before() (*history.Past, bool) {
	if !f.found || !f.dated {
		return &history.Past{}, false
	}
	if f.built&builtPast == 0 {
		f.built |= builtPast
		own := f.grain()
		f.past = f.src.Book.Before(f.customer, own, f.day)
		if own == history.GrainNone && f.past.First != math.MaxInt32 {
			// An order comes before its own papers: those before it are of other deals.
			for g := range history.Grains {
				if p := f.src.Book.Before(f.customer, g, f.day); p.Orders > f.past.Orders {
					f.past = p
				}
			}
		}
	}
	return &f.past, true
}

// advancedBefore is the number of orders of advanced chips before this paper. Where papers
// of its grain tell none and others do, it is that of the grain that tells most: a service
// paper or a purchase has no grain, and orders have.
func (f *Facts) advancedBefore(p *history.Past) float64 {
	if p.Advanced > 0 || p.FirstAdvanced == math.MaxInt32 {
		return float64(p.Advanced)
	}
	most := 0
	for g := range history.Grains {
		most = max(most, f.src.Book.Before(f.customer, g, f.day).Advanced)
	}
	return float64(most)
}

// isAfterSales reports a paper of machines that were sold before.
func (f *Facts) isAfterSales() bool {
	if f.sh == nil {
		return false
	}
	switch f.act() {
	case "return", "service", "host", "finance":
		return true
	}
	return false
}

// besideMachines reports a paper of service, hosting or finance for a customer that had
// advanced chips before: whatever its lines tell, it may be about these. Tickets and
// monthly bills name no order.
func (f *Facts) besideMachines() bool {
	switch f.act() {
	case "service", "host", "finance":
		p, ok := f.before()
		return ok && p.FirstAdvanced != math.MaxInt32
	}
	return false
}

// gpusWith are the advanced chips that the group got with those of this paper. What comes
// after a sale has no grain of its own.
func (f *Facts) gpusWith(now float64, from int32) float64 {
	own, after := f.grain(), f.isAfterSales()
	return f.src.Book.GroupGPUs(f.customer, from, f.day, now, func(g history.Grain) bool { return after || g == own })
}

func (f *Facts) computePast(x field) rules.Value {
	if x == fCustomerPlacedKw {
		return f.placedKW()
	}
	if x == fCustomerNotedKw {
		return f.notedKW()
	}
	if x == fCustomerServedGpus {
		return f.servedGPUs()
	}
	if x == fCustomerAcceleratorsBefore {
		return f.acceleratorsBeforeValue()
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
			return num(f.advancedBefore(p))
		case fCustomerFirstAdvancedOn:
			if p.FirstAdvanced != none {
				return dateValue(data.DateOfDay(p.FirstAdvanced))
			}
			return rules.Value{}
		case fCustomerGpuLedger, fCustomerYearGpus, fCustomerNeedMw, fCustomerNeedOverSite, fCustomerGroupSize:
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
		return num(f.advancedBefore(p))
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
	case fCustomerBorneGpus:
		return num(f.src.Book.BorneGPUs(f.customer, f.day-borneDays, history.Delivery(f.sh)))
	case fCustomerGpusVsMaxPast:
		if !advanced {
			return rules.Value{}
		}
		return over(g.gpus, p.MaxGPUs, p.Advanced, 0)
	}
	now := num(0)
	if advanced && f.act() != "service" { // what is served was ordered before
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

func (f *Facts) computeHistory(x field) rules.Value {
	if f.sh == nil || !f.dated {
		return rules.Value{}
	}
	switch x {
	case fHistoryEndUserChanged, fHistoryEndUserDropped, fHistoryConsigneeChanged, fHistoryRouteChanged, fHistoryUserNamed, fHistoryTakenAway, fHistoryModelChanged, fHistoryLeftThoughHeld, fHistoryDocMismatch, fHistoryVisitedDays, fHistoryPaidOver, fHistoryPiecesOver, fHistoryPartedPapers, fHistoryOrderedKw:
		return f.paperChanges(x)
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
	case fHistoryReceiverBuyers, fHistoryReceiverAlike, fHistoryDoorAlike:
		return f.receipts(x)
	case fHistoryPartedDeal:
		return f.partedDeal()
	case fHistoryPermitOfAnother, fHistoryPermitResized, fHistoryPermitOfUser:
		return f.permitBefore(x)
	case fHistoryOffered:
		return f.offered()
	case fHistoryBilledToAnother:
		return f.billedToAnother()
	case fHistoryLighter:
		return f.lighter()
	case fHistorySameGoods, fHistorySameElsewhere, fHistorySameCheaper, fHistorySameStated, fHistorySameFairly, fHistorySameLicence, fHistorySameSurely:
		return f.sameGoods(x)
	}
	if !f.found {
		return rules.Value{}
	}
	switch x {
	case fHistorySpike, fHistorySpikeGpus, fHistorySpikeRule, fHistorySpikeOver:
		return f.spike(x)
	case fHistorySplitOrders, fHistorySplitLimit, fHistorySplitCurrency, fHistorySplitValueUsd, fHistoryOrders14Days:
		return f.split(x)
	case fHistoryKinSplitOrders, fHistoryKinSplitLimit, fHistoryKinSplitCurrency, fHistoryKinSplitValueUsd:
		return f.splitWithKin(x)
	case fHistoryPayers:
		return f.strangersPaying()
	case fHistoryPaidOrders:
		return f.paidOrders()
	case fHistoryRunOrders, fHistoryRunValueUsd, fHistoryRunOverPast, fHistoryRunPace:
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
		return num(float64(f.src.Book.KinOrders(f.customer, f.day)))
	case fHistoryHollow:
		return num(float64(f.src.Book.Hollow(f.customer, f.day)))
	case fHistoryGoneTo:
		return f.goneTo()
	case fHistoryLent, fHistoryOwed:
		return f.owedBack(x)
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
		if x == fHistorySpikeOver {
			if s.Most == 0 {
				return rules.Value{}
			}
			return num(math.Round(s.GPUs/s.Most*10) / 10)
		}
		return num(math.Round(s.Deviations*10) / 10)
	}
	return rules.Value{}
}

// goneTo is where goods of the customer went on to, by papers of customs before, where they
// may not be.
func (f *Facts) goneTo() rules.Value {
	if !f.dated || f.allGoods().count == 0 {
		return rules.Value{}
	}
	said := ""
	f.src.Book.Departed(f.sold, f.day, func(country, paper, model string) bool {
		c := f.country(country)
		if c.iso == "" || f.found && f.cust != nil && c.iso == f.cust.full().Country {
			return true
		}
		if f.restricted(c.iso) == data.True || c.iso == "RU" || c.iso == "BY" || f.src.Places.RussiaRoute(c.iso, f.law) == data.True || f.src.Places.Embargoed(c.iso, f.law) == data.True {
			said = model + " to " + f.src.Places.CountryName(c.iso) + " by " + paper
			return false
		}
		return true
	})
	return textValue(said)
}

// owedBack is what went to the customer to come back, of a paper by which more goes so, or
// goes without charge.
func (f *Facts) owedBack(x field) rules.Value {
	if !f.dated || f.allGoods().count == 0 || !history.ToComeBack(f.sh) && !f.free() {
		return rules.Value{}
	}
	lent, open := f.src.Book.Owed(f.sold, f.day)
	if x == fHistoryLent {
		return num(lent)
	}
	return num(open)
}

// free reports goods that go out at a price of nought, as samples and demonstrations do.
func (f *Facts) free() bool {
	if history.TookIn(f.sh) {
		return false
	}
	for i := range f.sh.Lines {
		l := &f.sh.Lines[i]
		if l.UnitValue.State != data.Known || l.UnitValue.Value != 0 || l.Value.State == data.Known && l.Value.Value != 0 {
			return false
		}
	}
	return len(f.sh.Lines) > 0
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
	return num(float64(f.src.Book.Halves(f.customer, f.grain(), f.day, bare, history.Delivery(f.sh))))
}

// shell reports a machine for accelerators that is told to be without them.
func (l *line) shell() bool { return l.controlled() && l.good.Server && l.good.GPUs == 0 }

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
	d, _ := f.destination()
	home := f.cust != nil && d.iso != "" && d.iso == f.located(f.cust).iso
	f.allGoods()
	for i := range f.lines {
		l := &f.lines[i]
		if !l.controlled() || l.good.Model == "" || l.Quantity.State != data.Known {
			continue
		}
		step, k := f.src.Book.InStep(f.customer, l.good.Model, l.Quantity.Value, f.day, home)
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
