package history

import (
	"math"

	"redflag/data"
)

// ByBoxes links two papers of one consignment that is told twice.
const ByBoxes By = "weight and number of packages"

// heavyBoxes is the weight in kilograms from which one weight and number of packages are
// taken for one consignment, and roundWeight what a weight is a multiple of that many have.
const (
	heavyBoxes  = 100
	roundWeight = 10
)

// boxesKey is what a consignment can be found again by, whoever gets it and whatever it is
// called: its gross weight to a hundred grams and its packages. It is 0 for what is light, for
// one package, and for a round weight.
func boxesKey(sh *data.Shipment) uint64 {
	if TookIn(sh) || !AfterSale(sh) || PaperOf(sh) == "service" {
		return 0
	}
	kg, packages := 0.0, 0.0
	for i := range sh.Lines {
		l := &sh.Lines[i]
		if l.GrossKg.State != data.Known || l.Packages.State != data.Known {
			return 0
		}
		kg, packages = kg+l.GrossKg.Value, packages+l.Packages.Value
	}
	if kg < heavyBoxes || packages < 2 || math.Mod(kg, roundWeight) == 0 {
		return 0
	}
	return math.Float64bits(math.Round(kg*10))*0x9e3779b97f4a7c15 ^ math.Float64bits(packages)*31 ^ 6
}

// Boxed finds goods on a paper of advanced chips for somebody else, not long before, of the
// same weight in as many packages. Lines of one order or of one transport document are told
// with the weight of all of them, and are no two consignments.
func (b *Book) Boxed(sh *data.Shipment, usd float64, day int32) (same Same, ok bool) {
	id, now := hash(sh.ID), momentOf(sh, day)
	_, net := weightOf(sh)
	c := b.latest(boxesKey(sh), id, now, valuedDays, func(c *carried) bool {
		return !c.back && (net == 0 || c.net == 0 || sameWeight(net, float64(c.net))) && !b.goesWith(sh, c)
	})
	if c == nil {
		return Same{}, false
	}
	return c.same(ByBoxes, sh, usd/piecesOf(sh)), true
}

// goesWith reports an earlier paper that shares an order, a transport document, a serial number
// or a customer's weight with a shipment.
func (b *Book) goesWith(sh *data.Shipment, c *carried) (with bool) {
	kg, _ := weightOf(sh)
	keysOf(sh, kg, func(_ By, key uint64) bool {
		with = b.latest(key, hash(sh.ID), moment{math.MaxInt32, visiting}, math.MaxInt32, func(o *carried) bool { return o.id == c.id }) != nil
		return !with
	})
	return with
}

// forWhom is who goods are for: the end user, else the last consignee; 0 where not told.
func forWhom(sh *data.Shipment) uint32 {
	if u := namedIn(sh, data.EndUser); u > withheld {
		return u
	}
	if u := namedIn(sh, data.UltimateConsignee); u > withheld {
		return u
	}
	return 0
}

// BilledToAnother finds as many of the same advanced chips under the same transport document on
// a paper of another order, not long before, that is for somebody else.
func (b *Book) BilledToAnother(sh *data.Shipment, model string, day int32) (same Same, ok bool) {
	pieces, user := piecesOf(sh), forWhom(sh)
	if TookIn(sh) || !AfterSale(sh) || user == 0 || pieces < fewest || billOf(sh) == 0 {
		return Same{}, false
	}
	id, order := hash(sh.ID), nameHash(orderOrID(sh))
	keysOf(sh, 0, func(by By, key uint64) bool {
		if by != ByBill {
			return true
		}
		c := b.latest(key, id, moment{day, visiting}, valuedDays, func(c *carried) bool {
			return !c.back && c.model == model && c.pieces == pieces && c.user != 0 && !sameParty(c.user, user) && b.document(order, c.id) == nil
		})
		if ok = c != nil; ok {
			same = c.same(by, sh, math.NaN())
		}
		return !ok
	})
	return same, ok
}
