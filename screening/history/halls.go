package history

import (
	"math"
	"slices"
	"strings"
	"sync"

	"redflag/data"
)

// Hall is a place to which firms that have something in common have advanced chips
// delivered.
type Hall struct {
	Firms int     // of other groups, that ordered to it before; without any it is no hall
	GPUs  float64 // ordered to it before, NaN where the number of one order is not known
	MW    float64 // of its data centres as these firms tell them; NaN where one tells none, 0 where none is told
}

// HallBefore is what a customer's group, and customers with which it has a telephone, a
// mail address, a domain, a number or a person in common, ordered before a day to where
// a party is. Firms with nothing but the place in common may be strangers in one hall, but
// for those that tell the very hall there, by its name and its power, as their own.
func (b *Book) HallBefore(customer int32, g Grain, day int32, at *data.Customer) Hall {
	var h Hall
	core := b.sites.at(at).core
	if core == 0 {
		return h
	}
	own := b.Group(customer)
	firms := slices.Concat(own, b.kinOf(customer))
	for _, m := range b.HallMates(customer) {
		if !slices.Contains(firms, m) && b.tellOneHall(customer, m) {
			firms = append(firms, m)
		}
	}
	for i, m := range firms {
		lo, hi := b.segment(m, g, day-hallDays, day)
		orders := 0
		for n := hi - 1; n >= lo && hi-n <= maxScan; n-- {
			if b.advanced[n] && b.address[n] == uint32(core) {
				h.GPUs += float64(b.gpus[n])
				orders++
			}
		}
		if i >= len(own) && orders > 0 {
			h.Firms++
		}
	}
	if h.Firms == 0 {
		return Hall{}
	}
	var told []string
	for _, m := range firms {
		h.MW += b.hallsAt(m, core, at.Name, &told)
	}
	return h
}

// tellOneHall reports two customers that tell a hall of one name and one power.
func (b *Book) tellOneHall(x, y int32) bool {
	of := b.customers[y].Customer.Sites
	for i := range b.customers[x].Customer.Sites {
		s := &b.customers[x].Customer.Sites[i]
		if s.MW.State == data.Known && s.MW.Value > 0 && squeeze(s.Name) != "" && slices.ContainsFunc(of, func(o data.Site) bool {
			return o.MW.State == data.Known && o.MW.Value == s.MW.Value && squeeze(o.Name) == squeeze(s.Name)
		}) {
			return true
		}
	}
	return false
}

// hallDays is how long machines stay where they were delivered.
const hallDays = 3 * 365

// kinOf are the customers of other groups with which one has something in common that few
// have, but for the place.
func (b *Book) kinOf(customer int32) (kin []int32) {
	for _, id := range b.identsOf(customer) {
		if id.loose() || id.kind == addressIdent {
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

// hallsAt adds up the megawatts of the data centres that a customer tells at a place, by
// its address or, where none is told, by the name of who sits there. One that was told
// before, by the names in told, has its power once.
func (b *Book) hallsAt(customer int32, core uint64, name string, told *[]string) (mw float64) {
	c := b.customers[customer].Customer
	for i := range c.Sites {
		s := &c.Sites[i]
		if k := strings.ToLower(s.Kind); k != "datacenter" && k != "" {
			continue
		}
		hall := NameKey(s.Name)
		if at := (data.Customer{Address: s.Address, Country: c.Country}); Placed(&at) {
			if readSite(&at, 0).core != core {
				continue
			}
		} else if hall == "" || hall != NameKey(name) {
			continue
		}
		if slices.Contains(*told, hall) {
			continue
		}
		*told = append(*told, hall)
		if s.MW.State != data.Known {
			return math.NaN()
		}
		mw += s.MW.Value
	}
	return mw
}

// hallmates are customers of different groups that tell a hall at one place, worked out at
// the first question.
type hallmates struct {
	once sync.Once
	of   map[int32][]int32
}

// HallMates are the customers of other groups, not many, that tell a hall of their own
// where one of the customer's is.
func (b *Book) HallMates(customer int32) []int32 {
	if len(b.customers[customer].Customer.Sites) == 0 {
		return nil
	}
	b.mates.once.Do(b.findHallMates)
	return b.mates.of[customer]
}

// toldHall is a hall as one customer tells it.
type toldHall struct {
	customer int32
	name     string
	site     site
}

func (b *Book) findHallMates() {
	halls := map[uint64][]toldHall{} // by core
	for i, r := range b.customers {
		for k := range r.Customer.Sites {
			s := &r.Customer.Sites[k]
			if kind := strings.ToLower(s.Kind); kind != "" && kind != "datacenter" {
				continue
			}
			if at := (data.Customer{Address: s.Address, Country: r.Customer.Country}); Placed(&at) {
				x := readSite(&at, 0)
				halls[x.core] = append(halls[x.core], toldHall{int32(i), squeeze(s.Name), x})
			}
		}
	}
	b.mates.of = map[int32][]int32{}
	for _, at := range halls {
		for i := range at {
			if m := b.matesOf(at, &at[i]); len(m) < maxKin { // a house of many tenants is no tie
				b.mates.of[at[i].customer] = append(b.mates.of[at[i].customer], m...)
			}
		}
	}
	for c, m := range b.mates.of {
		slices.Sort(m)
		b.mates.of[c] = slices.Compact(m)
	}
}

// matesOf are the customers of other groups that tell the hall x. Where one of two leaves
// the town out, the name of the hall tells.
func (b *Book) matesOf(at []toldHall, x *toldHall) (mates []int32) {
	for i := range at {
		y := &at[i]
		if b.groupOf[x.customer] != b.groupOf[y.customer] && (x.site.is(&y.site) || x.name != "" && x.name == y.name) && len(mates) < maxKin && !slices.Contains(mates, y.customer) {
			mates = append(mates, y.customer)
		}
	}
	return mates
}
