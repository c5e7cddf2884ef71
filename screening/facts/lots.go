package facts

import (
	"math"
	"strings"

	"redflag/data"
)

// How many times the high end of its price band one unit costs that is many pieces: of a lot, a
// set or a package, and of one that is called a piece. Extras and service are below the one, a
// price of another currency or with figures too many is seldom below the other.
const (
	lotOfMany   = 3
	pieceOfMany = 6
)

// InLots is a line as one unit of it has it where that is as dear as many pieces: a lot of
// sixty-four counts as one wherever pieces are counted. It holds as many as cost that much at the
// high end of their band, and so at least.
func (w *Words) InLots(l *data.Line, g *Good, unitUSD float64) *Good {
	if g.GPUs <= 0 || g.PriceHigh.State != data.Known || g.PriceHigh.Value <= 0 || !(unitUSD >= lotOfMany*g.PriceHigh.Value) {
		return g
	}
	unit := strings.ToLower(l.Unit)
	lot := unit != "" && (w.list.Packages.In(unit) != "" || w.nameless.lots.In(unit) != "")
	one := l.Quantity.State != data.Known || l.Quantity.Value == 1
	if !lot && !(one && unitUSD >= pieceOfMany*g.PriceHigh.Value) || !g.Server && g.GPUs <= 2 && w.isWholeComputer(strings.ToLower(l.Description)) {
		return g
	}
	n := math.Floor(unitUSD / g.PriceHigh.Value)
	if n > mostInLot {
		return g // a slip of currency or of figures
	}
	of := *g
	of.GPUs, of.MostKg, of.Lot, of.Several = n*g.GPUs, n*g.MostKg, n, int(n)
	for _, x := range [...]*data.Number{&of.Watts, &of.UnitKg, &of.PriceLow, &of.PriceHigh} {
		x.Value *= n
	}
	return &of
}

// mostInLot is how many pieces one unit holds at most.
const mostInLot = 2000
