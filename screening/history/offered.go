package history

import (
	"sort"

	"redflag/data"
)

// offeredDays is how long after an order the same goods, offered by who ordered them, are
// taken for those of that order.
const offeredDays = 180

// OfferedBy is the day of a customer's order not long before for as many of the same advanced
// chips as it offers or sells to somebody by a paper that is not its own order; ok is false for
// none.
func (b *Book) OfferedBy(c *data.Customer, sh *data.Shipment, m Priced, day int32) (on int32, ok bool) {
	if !(m.Quantity >= fewest) {
		return 0, false
	}
	id := hash(sh.ID)
	for _, w := range [...]uint64{nameHash(c.ID), nameHash(c.Name)} {
		if w == 0 || w == who(sh) {
			continue
		}
		i := sort.Search(len(b.deals), func(i int) bool {
			d := &b.deals[i]
			return d.who > w || d.who == w && d.day >= day-offeredDays
		})
		for n := 0; i < len(b.deals) && b.deals[i].who == w && b.deals[i].day < day && n < maxScan; i, n = i+1, n+1 {
			if d := &b.deals[i]; d.id != id && d.model == m.Model && d.quantity == m.Quantity {
				return d.day, true
			}
		}
	}
	return 0, false
}
