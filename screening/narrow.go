package screening

import (
	"math"
	"slices"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/history"
)

// narrow is what history keeps of a shipment. It is written over another that nobody
// wants any more.
func (s *Screener) narrow(sh *data.Shipment, over history.Narrow) history.Narrow {
	n := history.Narrow{Models: over.Models[:0], Doubted: over.Doubted[:0]}
	on := sh.Date
	if on.State() != data.Known {
		on = sh.ShipDate // what is learned is the same whatever the day as of which
	}
	valued := len(sh.Lines) > 0
	for i := range sh.Lines {
		l := &sh.Lines[i]
		g := s.words.ByTheHour(l, s.goods.recognise(l), s.goods.recognise)
		value, unit := s.lineUSD(sh, l, on)
		if at := g.Priced(sh, unit, unit, number(l.Quantity)); at != g {
			doubt(&n, g.Model)
			g = at
		}
		if facts.Moves(sh) {
			if at := s.words.ByPrice(l, g, unit, value, &s.goods.nameless, nil); at != nil {
				g = at
			}
			g = s.words.InLots(l, g, unit)
		}
		if math.IsNaN(value) {
			valued = false
		} else {
			n.USD += value
		}
		n.Like = n.Like || g.Accelerates()
		n.MostKg += weighable(g.MostKg) * number(l.Quantity)
		if g.Controlled == data.ControlledYes || g.Controlled == data.ControlledPossible {
			n.Advanced = true
			if l.Quantity.State == data.Known {
				n.GPUs += g.GPUs * l.Quantity.Value
			} else {
				n.GPUs = math.NaN()
			}
		}
		if len(n.Models) >= maxModels {
			doubt(&n, g.Model)
		} else if g.Model != "" {
			n.Models = append(n.Models, history.Priced{Model: g.Model, USD: unit, Quantity: number(l.Quantity), Several: g.Several, GPUs: g.GPUs, Chip: g.Chip,
				Advanced: g.Controlled == data.ControlledYes || g.Controlled == data.ControlledPossible, Nominal: g.PriceLow.State == data.Known && unit < nominal*g.PriceLow.Value})
		}
	}
	if !valued {
		n.USD = math.NaN()
	}
	if !(n.MostKg > 0) {
		n.MostKg = math.NaN()
	}
	return n
}

// nominal is the part of the least price of goods below which nobody sells them.
const nominal = 0.2

// weighable is a weight that says something, else NaN.
func weighable(kg float64) float64 {
	if kg > 0 {
		return kg
	}
	return math.NaN()
}

func doubt(n *history.Narrow, model string) {
	if model != "" && !slices.Contains(n.Doubted, model) {
		n.Doubted = append(n.Doubted, model)
	}
}

// maxModels bounds the models that history keeps of one shipment.
const maxModels = 64

// lineUSD is the value of a line and of one unit in US dollars, NaN where not known.
func (s *Screener) lineUSD(sh *data.Shipment, l *data.Line, on data.Date) (value, unit float64) {
	usd := func(n data.Number) float64 {
		if n.State == data.Known {
			if v, ok := s.usd(n.Value, facts.CurrencyOf(sh, l.Currency, s.iso), on); ok {
				return v
			}
		}
		return math.NaN()
	}
	value, unit = usd(l.Value), usd(l.UnitValue)
	if q := l.Quantity; q.State == data.Known && q.Value != 0 { // of a credit note it is below 0, and so is the value
		if l.Value.State == data.NotTold {
			value = unit * q.Value
		}
		if l.UnitValue.State == data.NotTold {
			unit = value / q.Value
		}
	}
	return value, unit
}

func number(n data.Number) float64 {
	if n.State != data.Known {
		return math.NaN()
	}
	return n.Value
}
