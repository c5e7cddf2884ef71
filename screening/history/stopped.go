package history

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"redflag/data"
)

// stopped is what a customer ordered, and since when the told file says that an
// order of it was stopped.
type stopped struct {
	customer   int32
	since      int32 // first day that a stop was told
	last       int32 // day of the last order
	models     map[string]bool
	forwarders map[string]bool
}

// stops are the stopped customers, and how another one can be led back to them.
type stops struct {
	all     []*stopped
	byIdent map[uint64]*stopped
	trades  *trades
	names   *stopNames
	halls   stoppedHalls
}

// trade is what is bought through whom.
type trade struct{ model, forwarder string }

// trades are who was stopped, and all who buy advanced chips, by what they buy through
// whom. They are worked out at the first question.
type trades struct {
	buyers  map[int32]*stopped
	once    sync.Once
	stopped map[trade][]*stopped
	all     map[trade][]*stopped
}

func (t *trades) workOut() {
	t.stopped, t.all = map[trade][]*stopped{}, map[trade][]*stopped{}
	for _, c := range slices.Sorted(maps.Keys(t.buyers)) {
		s := t.buyers[c]
		for m := range s.models {
			for f := range s.forwarders {
				k := trade{m, f}
				t.all[k] = append(t.all[k], s)
				if s.since != math.MaxInt32 {
					t.stopped[k] = append(t.stopped[k], s)
				}
			}
		}
	}
}

// stoppedIn are those stopped who bought a model through a forwarder, in the order of
// customers.
func (s *stops) stoppedIn(model, forwarder string) []*stopped {
	s.trades.once.Do(s.trades.workOut)
	return s.trades.stopped[trade{model, forwarder}]
}

// crowded are the forwarders through whom more than so many buy the same.
func (s *stops) crowded(most int) map[string]bool {
	s.trades.once.Do(s.trades.workOut)
	out := map[string]bool{}
	for t, buyers := range s.trades.all {
		if len(buyers) > most {
			out[t.forwarder] = true
		}
	}
	return out
}

// buyersOf are all who bought advanced chips of a model through a forwarder, likewise.
func (s *stops) buyersOf(model, forwarder string) []*stopped {
	s.trades.once.Do(s.trades.workOut)
	return s.trades.all[trade{model, forwarder}]
}

// saysStopped reports whether a status or hold reason tells of a refusal.
func saysStopped(sh *data.Shipment) bool {
	return RefusedFor(sh.Status, sh.HoldReason) || called(sh.Status) && (controlled(sh.Status) || controlled(sh.HoldReason)) && !wordsOfRefusals().forMoney(sh.HoldReason)
}

// dated says whether a text begins with a day, a month and a year in figures, or is a
// number alone, as a day is that a full stop ends.
func dated(s string) bool {
	if s == "" {
		return false
	}
	groups := 1
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
		case i > 0 && (c == '/' || c == '-'):
			groups++
		default:
			return groups >= 3
		}
	}
	return true
}

// forwarderOf is by whom goods go, or, where nobody is told, to which door.
func forwarderOf(sh *data.Shipment) string {
	for i := range sh.Parties {
		if p := &sh.Parties[i]; p.Role == data.Forwarder && p.Customer != nil {
			return NameKey(p.Name)
		}
	}
	if k := AddressKey(delivery(sh)); k != "" {
		return "to " + k
	}
	return ""
}

// buy is an order of advanced chips, or one that was stopped, as it bears on who was
// stopped and who buys like it.
type buy struct {
	customer  int32
	day       int32
	says      bool // that it was stopped
	models    []string
	forwarder string
}

func buyOrder(x, y buy) int {
	return cmp.Or(cmp.Compare(x.customer, y.customer), cmp.Compare(x.day, y.day), compareFlag(x.says, y.says),
		strings.Compare(x.forwarder, y.forwarder), slices.Compare(x.models, y.models))
}

func (b *Builder) learnBuy(sh *data.Shipment, customer, day int32, n Narrow) {
	x := buy{customer: customer, day: day, says: saysStopped(sh)}
	if !n.Advanced && !x.says {
		return
	}
	if n.Advanced {
		x.forwarder = forwarderOf(sh)
		for _, m := range n.Models {
			if m.Model != "" && !slices.Contains(x.models, m.Model) {
				x.models = append(x.models, m.Model)
			}
		}
		slices.Sort(x.models)
	}
	b.buys = append(b.buys, x)
}

// stoppedOf are the buyers by customer.
func stoppedOf(buys []buy) map[int32]*stopped {
	out := map[int32]*stopped{}
	for i := range buys {
		x := &buys[i]
		s := out[x.customer]
		if s == nil {
			s = newStopped(x.customer)
			out[x.customer] = s
		}
		if x.says {
			s.since = min(s.since, x.day)
		}
		for _, m := range x.models {
			s.models[m] = true
		}
		if x.forwarder != "" {
			s.forwarders[x.forwarder] = true
		}
	}
	return out
}

func newStopped(customer int32) *stopped {
	return &stopped{customer: customer, since: math.MaxInt32, models: map[string]bool{}, forwarders: map[string]bool{}}
}

func (b *Builder) closeStops() stops {
	buyers := stoppedOf(b.buys)
	k := stops{byIdent: map[uint64]*stopped{}, trades: &trades{buyers: buyers}, names: newStopNames(b.book.customers, buyers)}
	k.halls = stoppedHallsOf(b.book.customers, k.names.noted)
	for _, c := range k.names.noted {
		s := buyers[c]
		if s == nil {
			s = newStopped(c)
			buyers[c] = s
		}
		s.since = 0 // the record tells no day that can be relied on
	}
	for _, c := range slices.Sorted(maps.Keys(buyers)) {
		s := buyers[c]
		s.last = b.book.lastOrder(c)
		if s.since == math.MaxInt32 {
			continue
		}
		k.all = append(k.all, s)
		for _, id := range b.book.identsOf(c) {
			b.book.alike(id.hash, func(h uint64) {
				if o := k.byIdent[h]; o == nil || s.since < o.since {
					k.byIdent[h] = s
				}
			})
		}
	}
	return k
}

// lastOrder is the day of a customer's last order, 0 for none.
func (b *Book) lastOrder(customer int32) (day int32) {
	for g := range grains {
		if lo, hi := b.segment(customer, g, math.MinInt32, math.MaxInt32); hi > lo {
			day = max(day, b.day[hi-1])
		}
	}
	return day
}

// RefusedOn is the first day on which an order of a customer was refused, where that lies
// before a day; 0 for none.
func (b *Book) RefusedOn(customer, day int32) int32 {
	if s := b.stopped.trades.buyers[customer]; s != nil && s.since > 0 && s.since < day {
		return s.since
	}
	return 0
}

// StoppedKin is a customer stopped before the day with which the customer shares
// an address, phone, mail address or person, and whether it is a person: a director, an
// owner or who answers.
func (b *Book) StoppedKin(customer int32, day int32) (kin *data.Record, person bool) {
	if len(b.stopped.byIdent) == 0 {
		return nil, false
	}
	for _, id := range b.identsOf(customer) {
		s := b.stopped.byIdent[id.hash]
		is := id.kind == directorIdent || id.kind == personIdent
		if s == nil || s.customer == customer || s.since >= day || id.loose() || kin != nil && (person || !is) {
			continue
		}
		kin, person = b.customers[s.customer], is
	}
	return kin, person
}

// StoppedSister is another customer of the customer's group, by parent or by holdings of
// half or more, that was stopped before the day; nil for none.
func (b *Book) StoppedSister(customer int32, day int32) *data.Record {
	if len(b.stopped.all) == 0 {
		return nil
	}
	members := b.Group(customer)
	for _, m := range members[:min(len(members), mostMembers)] {
		if s := b.stopped.trades.buyers[m]; m != customer && s != nil && s.since < day {
			return b.customers[m]
		}
	}
	return nil
}

// StoppedTwin is a customer stopped before the day that has the registration or tax number
// of the customer: the same firm in the book a second time.
func (b *Book) StoppedTwin(customer int32, day int32) *data.Record {
	for _, id := range b.identsOf(customer) {
		if id.kind != numberIdent {
			continue
		}
		if s := b.stopped.byIdent[id.hash]; s != nil && s.customer != customer && s.since < day {
			return b.customers[s.customer]
		}
	}
	return nil
}

// StoppedWith is a stopped customer with whom a party of an order shares an address,
// phone, mail address or director, and the day on which it was stopped: the first of
// several. A party that is that customer shares nothing with it.
func (b *Book) StoppedWith(c *data.Customer) (kin *data.Record, since int32) {
	if len(b.stopped.byIdent) == 0 {
		return nil, 0
	}
	own := b.entityOf(c)
	look := func(id ident) {
		s := b.stopped.byIdent[id.hash]
		if s == nil || id.loose() || entityOfGroup(b.groupOf[s.customer]) == own || kin != nil && s.since >= since {
			return
		}
		kin, since = b.customers[s.customer], s.since
	}
	b.sites.identsOf(c, look)
	if id := ofItself(c); id != 0 {
		look(ident{kind: personIdent, hash: id})
	}
	return kin, since
}

// ofItself is a party by its own name as a person: who receives goods may be a director or
// the contact of another. It is 0 for a name that tells nobody.
func ofItself(c *data.Customer) uint64 { return identOf(personIdent, personKey(givenFirst(c.Name))) }

const similarDays = 75

// SimilarStopped is a stopped customer whose orders of the same models through
// the same forwarder ended about when this customer's began.
func (b *Book) SimilarStopped(customer int32, sh *data.Shipment, models []string, first, day int32) *data.Record {
	f := forwarderOf(sh)
	if f == "" {
		return nil
	}
	for _, m := range models {
		for _, s := range b.stopped.stoppedIn(m, f) {
			if s.customer != customer && similar(s.since, s.last, first, day) && b.groupOf[s.customer] != b.groupOf[customer] {
				return b.customers[s.customer]
			}
		}
	}
	return nil
}

// similar reports whether somebody who was stopped on a day and whose last order is of
// another gave way to one who began with a first.
func similar(since, last, first, day int32) bool {
	return since < day && first >= since-similarDays && first <= last+similarDays
}

// quietOrders is how many orders somebody must have placed to be missed.
const quietOrders = 3

// GoneQuiet is another customer who bought the same models through the same
// forwarder, and placed its last order before the day about when this customer's
// orders of them began.
func (b *Book) GoneQuiet(customer int32, sh *data.Shipment, models []string, first, day int32) *data.Record {
	f := forwarderOf(sh)
	if f == "" || day-first > 2*similarDays {
		return nil
	}
	g := GrainOfPaper(sh)
	for _, m := range models {
		for i, s := range b.stopped.buyersOf(m, f) {
			if i >= maxScan {
				break
			}
			if s.customer == customer || b.groupOf[s.customer] == b.groupOf[customer] {
				continue
			}
			if b.quietFrom(s.customer, g, first, day) {
				return b.customers[s.customer]
			}
		}
	}
	return nil
}

// quietFrom reports whether a customer placed its last order before a day about when
// another's first came.
func (b *Book) quietFrom(customer int32, g Grain, first, day int32) bool {
	lo, hi := b.segment(customer, g, math.MinInt32, day)
	if hi-lo < quietOrders {
		return false
	}
	last := b.day[hi-1]
	return last <= first && first-last <= similarDays && day-last > similarDays/3 && int(b.sumTo(customer, g, hi-1).advanced) >= quietOrders
}
