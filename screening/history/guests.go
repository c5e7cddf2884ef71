package history

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// guest is an order of advanced chips that was booked for whoever came, by one of the doors
// and telephones that it goes to. Nothing else says who such a buyer is.
type guest struct {
	key    uint64
	day    int32
	pieces float64
	model  string
	id     uint64
}

// Guest reports a name under which a house books whoever comes.
func Guest(name string) bool {
	return name != "" && tieWords().guests[strings.Trim(NameKey(name), "()[]-_ ")]
}

// ofGuest reports an order for whoever came, told as its customer or, where it tells none,
// as its purchaser.
func ofGuest(sh *data.Shipment) bool {
	if data.TextState(sh.Customer) != data.NotTold {
		return Guest(sh.Customer)
	}
	p := partyOf(sh, data.Purchaser)
	return p != nil && Guest(p.Name)
}

// guestKeys are the door, the telephones and the mail addresses that an order of a guest
// goes to.
func guestKeys(sh *data.Shipment, yield func(uint64)) {
	if !ofGuest(sh) {
		return
	}
	var given []uint64
	give := func(h uint64) {
		if h != 0 && !slices.Contains(given, h) {
			given = append(given, h)
			yield(h)
		}
	}
	for i := range sh.Parties {
		c := sh.Parties[i].Customer
		switch sh.Parties[i].Role {
		case data.Purchaser, data.EndUser, data.UltimateConsignee, data.IntermediateConsignee, data.NotifyParty:
		default:
			continue
		}
		if c == nil {
			continue
		}
		if Placed(c) {
			give(identHash(addressIdent, readSite(c, 0).core))
		}
		for _, p := range c.Phones {
			give(identOf(phoneIdent, phoneKey(p)))
		}
		for _, m := range c.Emails {
			give(identOf(mailIdent, strings.ToLower(strings.TrimSpace(m))))
		}
	}
}

func (b *Builder) learnGuest(sh *data.Shipment, day int32, n Narrow) {
	if !n.Advanced || !counts(sh) {
		return
	}
	guestKeys(sh, func(key uint64) {
		for _, m := range n.Models {
			if m.Advanced && m.Quantity > 0 {
				b.guests = append(b.guests, guest{key, day, m.Quantity, m.Model, nameHash(orderOrID(sh))})
			}
		}
	})
}

func guestOrder(x, y guest) int {
	return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.day, y.day), cmp.Compare(x.id, y.id), strings.Compare(x.model, y.model), cmp.Compare(x.pieces, y.pieces))
}

// Guests is what guests with one door, telephone or mail address ordered of one model within
// two weeks up to an order, which is counted with them.
type Guests struct {
	Orders int
	Pieces float64
	Paper  string // of a deal for just as many that was stopped or called off before, "" for none
	On     int32
}

// GuestsBefore adds up the orders of guests to where an order goes. Orders is 0 where it is
// not one of a guest.
func (b *Book) GuestsBefore(sh *data.Shipment, m Priced, day int32) (g Guests) {
	if !(m.Quantity > 0) {
		return g
	}
	id := nameHash(orderOrID(sh)) // papers of one order are one
	var seen []uint64
	guestKeys(sh, func(key uint64) {
		if g.Orders == 0 {
			g = Guests{Orders: 1, Pieces: m.Quantity}
		}
		at := sort.Search(len(b.guests), func(i int) bool {
			x := &b.guests[i]
			return x.key > key || x.key == key && x.day >= day-splitDays
		})
		for n := 0; at < len(b.guests) && b.guests[at].key == key && b.guests[at].day < day && n < maxScan; at, n = at+1, n+1 {
			x := &b.guests[at]
			if x.model != m.Model || x.id == id || slices.Contains(seen, x.id) {
				continue
			}
			seen = append(seen, x.id)
			g.Orders++
			g.Pieces += x.pieces
		}
	})
	if g.Orders > 1 && g.Pieces < math.Inf(1) {
		deal := Priced{Model: m.Model, Quantity: g.Pieces, Advanced: true}
		if x := b.endedBefore(sh, deal, day, refusedDays, func(*refused) bool { return true }); x != nil {
			g.Paper, g.On = x.id, x.day
		}
	}
	return g
}
