package history

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// Who shares an identifier with more than maxKin others shares it with a tower or
// a secretary, and is no kin.
const (
	maxKin  = 12
	kinDays = 30
)

// learnKin keeps who shares an address, phone, mail address, director or number with
// a few others.
func (b *Book) learnKin() {
	b.kin = map[uint64][]int32{}
	for i := range b.customers {
		for _, id := range b.identsOf(int32(i)) {
			if !b.few(id.hash) {
				continue
			}
			b.alike(id.hash, func(h uint64) {
				if b.few(h) && !slices.Contains(b.kin[h], int32(i)) {
					b.kin[h] = append(b.kin[h], int32(i))
				}
			})
		}
	}
}

// few reports an identifier that a few share.
func (b *Book) few(h uint64) bool { return b.idents[h] >= 2 && b.idents[h] <= maxKin }

// allKinOf are the customers of other groups that share an address, phone, mail address,
// domain, person or number with one.
func (b *Book) allKinOf(customer int32) (kin []int32) {
	for _, id := range b.identsOf(customer) {
		if id.loose() {
			continue
		}
		for _, o := range b.kin[id.hash] {
			if b.groupOf[o] != b.groupOf[customer] && !slices.Contains(kin, o) {
				kin = append(kin, o)
			}
		}
	}
	return kin
}

// AtAddress are the customers, of a few, at the very address of a party. The party itself
// and its group are none.
func (b *Book) AtAddress(c *data.Customer) []*data.Record { return b.having(c, addressIdent) }

// AtDomain are the customers, of a few, whose own domain that of a party's mail or web site is.
func (b *Book) AtDomain(c *data.Customer) []*data.Record { return b.having(c, domainIdent) }

// OfNumber are the customers, of a few, with the registration or tax number of a party.
func (b *Book) OfNumber(c *data.Customer) []*data.Record { return b.having(c, numberIdent) }

// having are the customers of other groups that share an identifier of a kind with a party
// and few others.
func (b *Book) having(c *data.Customer, kind identKind) (out []*data.Record) {
	own := b.entityOf(c)
	b.sites.identsOf(c, func(id ident) {
		if id.kind != kind || !b.few(id.hash) {
			return
		}
		b.alike(id.hash, func(h uint64) {
			for _, o := range b.kin[h] {
				if r := b.customers[o]; entityOfGroup(b.groupOf[o]) != own && !slices.Contains(out, r) {
					out = append(out, r)
				}
			}
		})
	})
	return out
}

// KinOrders counts the orders of advanced chips in the thirty days before the day
// by customers of other groups that share an address, phone, mail address,
// director or number with the customer, of each by the papers of the grain that tells most.
func (b *Book) KinOrders(customer int32, day int32) (orders int) {
	for _, o := range b.allKinOf(customer) {
		most := 0
		for g := range grains {
			lo, hi := b.segment(o, g, day-kinDays, day)
			if hi == lo {
				continue
			}
			n := int(b.sumTo(o, g, hi-1).advanced)
			if first, _ := b.segment(o, g, math.MinInt32, day); lo > first {
				n -= int(b.sumTo(o, g, lo-1).advanced)
			}
			most = max(most, n)
		}
		orders += most
	}
	return orders
}

// GroupPhone is another customer of a customer's own group with one of its telephone
// numbers or mail addresses; "" for none.
func (b *Book) GroupPhone(customer int32) string {
	reached := func(id ident) bool { return id.kind == phoneIdent || id.kind == mailIdent }
	own := b.identsOf(customer)
	for i, m := range b.Group(customer) {
		if m == customer || i >= mostMembers {
			continue
		}
		if slices.ContainsFunc(b.identsOf(m), func(id ident) bool {
			return reached(id) && slices.ContainsFunc(own, func(o ident) bool { return o.hash == id.hash })
		}) {
			return b.customers[m].Customer.Name
		}
	}
	return ""
}

// LikeOrders counts the orders of advanced chips in the thirty days up to a day by other
// customers of a customer's own group, or that share an address, phone, mail address,
// domain, person or number with it, that are for as many chips and as much money. Several
// hands order on one day as well as on several.
func (b *Book) LikeOrders(customer int32, g Grain, day int32, usd, gpus float64) (n int) {
	for _, m := range slices.Concat(b.Group(customer), b.allKinOf(customer)) {
		if m == customer {
			continue
		}
		lo, hi := b.segment(m, g, day-kinDays, day+1)
		for i := hi - 1; i >= lo && hi-i <= maxScan; i-- {
			if b.advanced[i] && float64(b.gpus[i]) == gpus && math.Abs(float64(b.usd[i])-usd) <= sameValue*usd {
				n++
			}
		}
	}
	return n
}

// OtherName is a name that begins with another word, by which another customer of the same
// registration or tax number, or of the same name in the writing of the country, goes; ""
// for none.
func (b *Book) OtherName(customer int32) string {
	own := firstWord(b.customers[customer].Customer)
	for _, id := range b.identsOf(customer) {
		if id.kind != numberIdent && id.kind != localIdent {
			continue
		}
		for _, o := range b.kin[id.hash] {
			if w := firstWord(b.customers[o].Customer); w != own && w != "" && own != "" && !MayBeOneName(b.customers[customer].Customer.Name, b.customers[o].Customer.Name, b.customers[o].Customer.Country) {
				return b.customers[o].Customer.Name
			}
		}
	}
	return ""
}

func firstWord(c *data.Customer) string {
	w, _, _ := strings.Cut(NameKey(c.Name), " ")
	return w
}

// deal is one model of advanced chips on a paper of somebody, record or not.
type deal struct {
	who      uint64
	day      int32
	quantity float64
	usd      float64 // of one unit, NaN where not known
	model    string
	id       uint64
}

// who names the customer of a shipment for papers that need no customer record.
func who(sh *data.Shipment) uint64 { return nameHash(sh.Customer) }

func (b *Builder) learnDeal(sh *data.Shipment, day int32, n Narrow) {
	if !n.Advanced || billsAPart(sh) {
		return
	}
	w := who(sh)
	for _, m := range n.Models {
		if m.Advanced && m.Quantity >= fewest && w != 0 {
			b.deals = append(b.deals, deal{w, day, m.Quantity, m.USD, m.Model, hash(sh.ID)})
		}
	}
}

func dealOrder(x, y deal) int {
	return cmp.Or(cmp.Compare(x.who, y.who), cmp.Compare(x.day, y.day), strings.Compare(x.model, y.model), cmp.Compare(x.quantity, y.quantity), cmp.Compare(x.id, y.id), cmp.Compare(x.usd, y.usd))
}

// PartedBefore is the paper of the same customer that told as many advanced chips of a
// model as an order and others after that paper do together, and that was stopped or called
// off in the weeks before; "" for none.
func (b *Book) PartedBefore(sh *data.Shipment, m Priced, day int32) (id string, on int32, parts int) {
	w, own := who(sh), hash(sh.ID)
	if w == 0 || len(b.refused) == 0 || !(m.Quantity >= fewest) {
		return "", 0, 0
	}
	from := sort.Search(len(b.deals), func(i int) bool {
		d := &b.deals[i]
		return d.who > w || d.who == w && d.day >= day-partedDays
	})
	var told []*deal
	for n := 0; from < len(b.deals) && b.deals[from].who == w && b.deals[from].day <= day && n < maxScan; from, n = from+1, n+1 {
		if d := &b.deals[from]; d.model == m.Model && d.id != own {
			told = append(told, d)
		}
	}
	for i, whole := range told {
		sum, parts := m.Quantity, 1
		for _, d := range told[i+1:] {
			if d.day > whole.day && d.quantity < whole.quantity {
				sum, parts = sum+d.quantity, parts+1
			}
		}
		if parts > 1 && sum == whole.quantity {
			if x := b.endedOn(w, m.Model, whole); x != nil {
				return x.id, x.day, parts
			}
		}
	}
	return "", 0, 0
}

// partedDays is within how many days an order that was called off may come back in parts.
const partedDays = 45

// endedOn is the paper of a deal, where it was stopped or called off.
func (b *Book) endedOn(who uint64, model string, d *deal) *refused {
	k := refusedKey(&Priced{Model: model, Quantity: d.quantity, Advanced: true})
	at := sort.Search(len(b.refused), func(i int) bool {
		x := &b.refused[i]
		return x.key > k || x.key == k && x.day >= d.day
	})
	for ; at < len(b.refused) && b.refused[at].key == k && b.refused[at].day == d.day; at++ {
		if b.refused[at].who == who && hash(b.refused[at].id) == d.id {
			return &b.refused[at]
		}
	}
	return nil
}

const (
	// fewest is how many pieces must agree in number to be held for the same ones.
	fewest = 4
	// renamedDays is how long after a paper of advanced chips another paper of as
	// many pieces may be about the same ones.
	renamedDays = 120
)

// Renamed is the model and day of advanced chips of which an earlier paper of the
// same customer tells exactly as many pieces, at many times the price.
func (b *Book) Renamed(sh *data.Shipment, quantity, usd float64, day int32) (model string, on int32, ok bool) {
	w := who(sh)
	if w == 0 || quantity < fewest || len(b.deals) == 0 {
		return "", 0, false
	}
	id := hash(sh.ID)
	i := sort.Search(len(b.deals), func(i int) bool {
		d := &b.deals[i]
		return d.who > w || d.who == w && d.day >= day-renamedDays
	})
	for n := 0; i < len(b.deals) && b.deals[i].who == w && b.deals[i].day <= day && n < maxScan; i, n = i+1, n+1 {
		d := &b.deals[i]
		if d.id == id || d.day == day || d.quantity != quantity || d.usd == d.usd && usd == usd && usd > d.usd/4 {
			continue
		}
		return d.model, d.day, true
	}
	return "", 0, false
}

// PricedBefore is what one piece of a model cost in US dollars on the last paper of the
// same customer that told a like number of them, not long before; 0 where none did.
func (b *Book) PricedBefore(sh *data.Shipment, model string, quantity float64, day int32) (usd float64) {
	w := who(sh)
	if w == 0 || !(quantity >= fewest) || len(b.deals) == 0 {
		return 0
	}
	id := hash(sh.ID)
	i := sort.Search(len(b.deals), func(i int) bool {
		d := &b.deals[i]
		return d.who > w || d.who == w && d.day >= day-renamedDays
	})
	for n := 0; i < len(b.deals) && b.deals[i].who == w && b.deals[i].day < day && n < maxScan; i, n = i+1, n+1 {
		d := &b.deals[i]
		if d.id != id && d.model == model && d.usd > 0 && d.quantity <= 2*quantity && quantity <= 2*d.quantity {
			usd = d.usd
		}
	}
	return usd
}
