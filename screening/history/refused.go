package history

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// refused is one model of advanced chips on a paper that was stopped, or called off.
type refused struct {
	key    uint64 // of model and number
	day    int32
	who    uint64
	usd    float64 // of one unit, 0 where not known
	called bool    // called off, and no refusal told
	doors  doors
	id     string // of the paper
}

// doors are who and what stands at the end of a way, by their names; 0 for what is not told.
type doors struct{ user, consignee, address, forwarder uint32 }

func doorsOf(sh *data.Shipment) (d doors) {
	for i := range sh.Parties {
		p := &sh.Parties[i]
		if p.Customer == nil || toBeAdvised(p.Name) {
			continue
		}
		switch p.Role {
		case data.EndUser:
			d.user = uint32(nameHash(p.Name))
		case data.UltimateConsignee, data.IntermediateConsignee:
			d.consignee = uint32(nameHash(p.Name))
		case data.Forwarder:
			d.forwarder = uint32(nameHash(p.Name))
		}
	}
	for _, role := range [...]data.Role{data.EndUser, data.UltimateConsignee, data.IntermediateConsignee} {
		if k := AddressKey(partyOf(sh, role)); k != "" {
			d.address = uint32(hash(k))
			break
		}
	}
	return d
}

// shared is what two ways have in common, the most telling first; "" for nothing.
func (d doors) shared(o doors) string {
	switch {
	case d.user != 0 && d.user == o.user:
		return "end user"
	case d.consignee != 0 && (d.consignee == o.consignee || d.consignee == o.user) || d.user != 0 && d.user == o.consignee:
		return "consignee"
	case d.address != 0 && d.address == o.address:
		return "address"
	case d.forwarder != 0 && d.forwarder == o.forwarder:
		return "forwarder"
	}
	return ""
}

// A deal that was refused comes again where another asks for as many of the same, and
// not a few, at the same price within so many days.
const (
	fewestRefused  = 6
	refusedDays    = 90
	kinRefusedDays = 400 // where whoever asks has something in common with who was refused
)

// refusedKey is what a deal can be known again by, 0 for none.
func refusedKey(m *Priced) uint64 {
	if !m.Advanced || !(m.Quantity >= fewest) || m.Model == "" {
		return 0
	}
	return max(hash(m.Model)*31^math.Float64bits(m.Quantity)*0x9e3779b97f4a7c15, 1)
}

func (b *Builder) learnRefused(sh *data.Shipment, day int32, n Narrow) {
	w := who(sh)
	if !n.Advanced || w == 0 || TookIn(sh) || !endedEarly(sh) {
		return
	}
	stopped, doors := saysStopped(sh), doorsOf(sh)
	for i := range n.Models {
		if k := refusedKey(&n.Models[i]); k != 0 {
			usd := n.Models[i].USD
			if !(usd > 0) {
				usd = 0
			}
			b.refused = append(b.refused, refused{k, day, w, usd, !stopped, doors, sh.ID})
		}
	}
}

func refusedOrder(x, y refused) int {
	return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.day, y.day), cmp.Compare(x.who, y.who), cmp.Compare(x.usd, y.usd), compareFlag(x.called, y.called),
		cmp.Compare(x.doors.user, y.doors.user), cmp.Compare(x.doors.consignee, y.doors.consignee), cmp.Compare(x.doors.address, y.doors.address), cmp.Compare(x.doors.forwarder, y.doors.forwarder), strings.Compare(x.id, y.id))
}

// RefusedBefore is the paper of another customer that told as many of the same chips at
// the same price and was stopped in the ninety days before; "" for none.
func (b *Book) RefusedBefore(sh *data.Shipment, m Priced, day int32) (id string, on int32) {
	if !(m.Quantity >= fewestRefused) || !(m.USD > 0) {
		return "", 0
	}
	x := b.endedBefore(sh, m, day, refusedDays, func(x *refused) bool { return !x.called && x.usd > 0 && math.Abs(x.usd-m.USD) <= sameValue*x.usd })
	if x == nil {
		return "", 0
	}
	return x.id, x.day
}

// CalledOffBefore is the paper of another customer that told as many of the same chips on
// the same way, and was stopped or called off in the ninety days before, with what the
// ways have in common; "" for none.
func (b *Book) CalledOffBefore(sh *data.Shipment, m Priced, day int32) (id string, on int32, shared string) {
	if len(b.refused) == 0 {
		return "", 0, ""
	}
	way := doorsOf(sh)
	x := b.endedBefore(sh, m, day, refusedDays, func(x *refused) bool { return way.shared(x.doors) != "" })
	if x == nil {
		return "", 0, ""
	}
	return x.id, x.day, way.shared(x.doors)
}

// RefusedKin is the paper that told as many of the same chips and was stopped in the four
// hundred days before, of a customer of another group with which this one has something in
// common that few have; "" for none.
func (b *Book) RefusedKin(customer int32, sh *data.Shipment, m Priced, day int32) (id string, on int32) {
	if len(b.refused) == 0 {
		return "", 0
	}
	var kin []uint64
	x := b.endedBefore(sh, m, day, kinRefusedDays, func(x *refused) bool {
		if kin == nil {
			kin = b.namesOfKin(customer)
		}
		return !x.called && slices.Contains(kin, x.who)
	})
	if x == nil {
		return "", 0
	}
	return x.id, x.day
}

// namesOfKin are the names by which papers may call (see who) the customers of other groups
// with which one has something in common that few have.
func (b *Book) namesOfKin(customer int32) []uint64 {
	names := []uint64{}
	for _, id := range b.identsOf(customer) {
		if id.loose() {
			continue
		}
		for _, o := range b.kin[id.hash] {
			if c := b.customers[o].Customer; b.groupOf[o] != b.groupOf[customer] {
				names = append(names, nameHash(c.ID), nameHash(c.Name))
			}
		}
	}
	return names
}

// endedBefore is the first such paper of so many days before that is so.
func (b *Book) endedBefore(sh *data.Shipment, m Priced, day, days int32, so func(*refused) bool) *refused {
	w, k := who(sh), refusedKey(&m)
	if len(b.refused) == 0 || w == 0 || k == 0 {
		return nil
	}
	at := sort.Search(len(b.refused), func(i int) bool {
		x := &b.refused[i]
		return x.key > k || x.key == k && x.day >= day-days
	})
	for n := 0; at < len(b.refused) && b.refused[at].key == k && b.refused[at].day < day && n < maxScan; at, n = at+1, n+1 {
		if x := &b.refused[at]; x.who != w && so(x) {
			return x
		}
	}
	return nil
}

// endedEarly reports whether an order was stopped or called off.
func endedEarly(sh *data.Shipment) bool { return saysStopped(sh) || calledOff(sh.Status) }
