package history

import (
	"cmp"
	"slices"
	"sort"

	"redflag/data"
)

// receipt is one model of advanced chips on an order, by whoever receives it, or by the door
// that it goes to.
type receipt struct {
	receiver uint64 // or the door
	day      int32
	buyer    uint64
	pieces   float64
	model    uint64
	id       uint64 // of the order
}

// receiverOf is who receives an order of advanced chips by its name: the last consignee, or
// the end user where nobody else than the buyer is one. It is 0 for nobody.
func receiverOf(sh *data.Shipment) uint64 {
	own := buyerOf(sh)
	for _, role := range [...]data.Role{data.UltimateConsignee, data.EndUser} {
		if p := partyOf(sh, role); p != nil && !toBeAdvised(p.Name) && !Guest(p.Name) {
			if to := nameHash(p.Name); to != own {
				return to
			}
		}
	}
	return 0
}

// buyerOf is who orders, by its name where a party tells it, for papers may call one buyer
// by number and by name.
func buyerOf(sh *data.Shipment) uint64 {
	if w := who(sh); w != 0 {
		return w
	}
	if p := partyOf(sh, data.Purchaser); p != nil {
		return nameHash(p.Name)
	}
	return 0
}

// doorOf is the door that an order of advanced chips goes to, 0 where none is told to the
// house.
func (s *sites) doorOf(sh *data.Shipment) uint64 {
	for _, role := range [...]data.Role{data.UltimateConsignee, data.EndUser, data.IntermediateConsignee} {
		if p := partyOf(sh, role); p != nil && Placed(p) {
			return identHash(addressIdent, s.at(p).core)
		}
	}
	return 0
}

// receiversOf are who receives an order and the door that it goes to, those of them that are
// told.
func (s *sites) receiversOf(sh *data.Shipment) []uint64 {
	return slices.DeleteFunc([]uint64{receiverOf(sh), s.doorOf(sh)}, func(to uint64) bool { return to == 0 })
}

// reachedBy are those, and the place of delivery whether or not it is told to the house: other
// orders to it are looked at.
func (s *sites) reachedBy(sh *data.Shipment) []uint64 {
	to := s.receiversOf(sh)
	if core := s.at(delivery(sh)).core; core != 0 {
		to = append(to, identHash(addressIdent, core))
	}
	return to
}

func (b *Builder) learnReceipt(sh *data.Shipment, day int32, n Narrow) {
	if !n.Advanced || !counts(sh) || PaperOf(sh) != "order" {
		return
	}
	from := buyerOf(sh)
	if from == 0 {
		return
	}
	for _, to := range b.book.sites.receiversOf(sh) {
		for _, m := range n.Models {
			if m.Advanced && m.Quantity > 0 {
				b.receipts = append(b.receipts, receipt{to, day, from, m.Quantity, hash(m.Model), nameHash(orderOrID(sh))})
			}
		}
	}
}

func receiptOrder(x, y receipt) int {
	return cmp.Or(cmp.Compare(x.receiver, y.receiver), cmp.Compare(x.day, y.day), cmp.Compare(x.buyer, y.buyer), cmp.Compare(x.id, y.id), cmp.Compare(x.model, y.model), cmp.Compare(x.pieces, y.pieces))
}

// Receipts is for how many buyers one receives.
type Receipts struct {
	Buyers int // other than itself, within two months, the one at hand included
	Alike  int // that ordered just as many of the same within a fortnight, itself and the one at hand included
	AtDoor int // that did so for one door, whoever receives it there
}

// receiptDays is how long a receiver's buyers are counted together.
const receiptDays = 60

// ReceiptsBefore counts the buyers of what a receiver, or a door, got up to an order, those of
// its day included: who parts one need may do it on one day.
func (b *Book) ReceiptsBefore(sh *data.Shipment, m Priced, day int32) (r Receipts) {
	own := buyerOf(sh)
	if own == 0 {
		return r
	}
	if to := receiverOf(sh); to != 0 {
		r = b.receiptsOf(to, own, m, day)
	}
	if door := b.sites.doorOf(sh); door != 0 {
		r.AtDoor = b.receiptsOf(door, own, m, day).Alike
	}
	return r
}

// receiptsOf counts those of one receiver or door.
func (b *Book) receiptsOf(to, own uint64, m Priced, day int32) (r Receipts) {
	buyers, alike := []uint64{own}, []uint64{own}
	add := func(all *[]uint64, who uint64) {
		if !slices.ContainsFunc(*all, func(x uint64) bool { return x == who || b.oneParty(x, who) }) {
			*all = append(*all, who)
		}
	}
	at := sort.Search(len(b.receipts), func(i int) bool {
		x := &b.receipts[i]
		return x.receiver > to || x.receiver == to && x.day >= day-receiptDays
	})
	model := hash(m.Model)
	for n := 0; at < len(b.receipts) && b.receipts[at].receiver == to && b.receipts[at].day <= day && n < maxScan; at, n = at+1, n+1 {
		x := &b.receipts[at]
		add(&buyers, x.buyer)
		if x.day >= day-splitDays && x.model == model && x.pieces == m.Quantity {
			add(&alike, x.buyer)
		}
	}
	for _, who := range buyers {
		if who != to && !b.oneParty(who, to) {
			r.Buyers++
		}
	}
	r.Alike = len(alike)
	return r
}
