package facts

import (
	"math"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

func (f *Facts) split(x field) rules.Value {
	v := f.get(fShipmentValueUsd)
	if v.State != data.Known {
		return rules.Value{State: v.State}
	}
	w := history.Worth{USD: v.Num, Unit: f.unitOfValue(), Advanced: controlRank(f.allGoods().worst.Controlled) >= 2}
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
	s := f.src.Book.SplittingWithKin(f.customer, f.grain(), f.day, history.Worth{USD: v.Num, Unit: f.unitOfValue(), Advanced: true})
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
			return paperOf(g.Paper, g.On)
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
	case x == fHistoryRunPace:
		return runPace(&r, f.day)
	case math.IsNaN(r.USD):
		return unknownValue()
	case x == fHistoryRunValueUsd:
		return num(r.USD)
	}
	return over(num(r.USD), r.Max, r.Past, 0)
}

// leastPast is from how many days on a past tells how often somebody orders.
const leastPast = 182

// runPace is the number of orders of a run over what the past makes of as many days.
func runPace(r *history.Run, day int32) rules.Value {
	days := day - r.First
	if r.Advanced == 0 || days < leastPast {
		return rules.Value{}
	}
	usual := float64(r.Advanced) * history.RunDays / float64(days)
	return num(math.Round(float64(r.Orders)/usual*10) / 10)
}

// likeOrders counts the like orders of others in the group.
func (f *Facts) likeOrders() rules.Value {
	g := f.allGoods()
	if controlRank(g.worst.Controlled) < 2 || g.gpus.State != data.Known || g.valueUSD.State != data.Known {
		return rules.Value{}
	}
	return num(float64(f.src.Book.LikeOrders(f.customer, f.grain(), f.day, g.valueUSD.Num, g.gpus.Num)))
}

// partedDeal is a paper of the same customer that was called off and comes back in parts.
func (f *Facts) partedDeal() rules.Value {
	if f.act() != "sell" {
		return rules.Value{}
	}
	for m := range f.counted {
		if id, on, _ := f.src.Book.PartedBefore(f.sold, m, f.day); id != "" {
			return paperOf(id, on)
		}
	}
	return rules.Value{}
}

// receipts counts those who buy for whoever receives this order.
func (f *Facts) receipts(x field) rules.Value {
	if f.act() != "sell" {
		return rules.Value{}
	}
	if f.built&builtReceipts == 0 {
		f.built |= builtReceipts
		f.received, f.isReceived = history.Receipts{}, false
		for m := range f.counted {
			f.received, f.isReceived = f.src.Book.ReceiptsBefore(f.sold, m, f.day), true
			break
		}
	}
	switch r := &f.received; {
	case !f.isReceived:
		return rules.Value{}
	case x == fHistoryReceiverBuyers:
		return num(float64(r.Buyers))
	case x == fHistoryDoorAlike:
		return num(float64(r.AtDoor))
	default:
		return num(float64(r.Alike))
	}
}
