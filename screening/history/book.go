package history

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"redflag/data"
)

// Book is the past of the whole book, read-only.
type Book struct {
	Undated int // shipments that no date places in time

	customers []*data.Record
	keys      []string // of the customers
	holdings  []*data.Record
	byID      map[string][]int32
	byName    map[string][]int32
	byAlias   map[string][]int32
	ownersOf  map[string][]int32 // holdings by the key of the owned name
	groupOf   []int32            // group of each customer
	members   map[int32][]int32  // customers of a group of more than one

	start    []int32 // first row of each customer and grain
	day      []int32
	usd      []float32
	gpus     []float32
	address  []uint32
	advanced []bool
	like     []bool
	served   []bool
	ended    []bool
	summed   []sync.Once // of each customer and grain: the two below are worked out when first asked for
	sum      []sums      // before every sumEvery-th row, of its customer and grain
	run      []uint64    // a hash over the rows up to each

	common
	identList   []atomic.Pointer[[]ident] // of each customer, once asked for
	sites       *sites
	seated      func() ([]*data.Customer, error) // parties of shipments
	tenancy     tenancy
	mates       hallmates
	doors       doorUsers
	market      market
	documents   []document
	serials     []serial
	strays      []stray          // by customer
	beyond      map[int32]beyond // of each customer two steps from a stopped one
	hollow      []stray          // likewise
	callings    sync.Once
	callers     map[uint64]int32
	inflow      []inflow
	deals       []deal
	carried     []carried
	carriedKeys keyFilter
	refused     []refused
	permits     []permit
	guests      []guest
	financed    []financed
	payments    []payment
	receipts    []receipt
	owed        []owed
	departed    []departed
	medians     map[string]Median
	stopped     stops
	baseline    string
	grounds     []atomic.Uint64 // of each group without its orders, at its first member, once asked for
	allOrders   []atomic.Uint64 // of large groups, likewise
}

// common is what parties and customers have in common. It takes reading all of them to
// know.
type common struct {
	idents map[uint64]int32    // how many have an identifier, where it is more than one
	near   map[uint64][]uint64 // identifiers of addresses that are one, told in other ways
	kin    map[uint64][]int32  // customers that share an identifier with a few others
	spelt  map[int32][]int32   // of customers, those of other groups whose names differ by a letter
}

// Empty is the book of somebody who has read nothing: every question about the
// past has no answer.
func Empty() *Book { return NewBuilder().Build() }

// Baseline is the hash of what the whole book is measured by.
func (b *Book) Baseline() string { return b.baseline }

// Err is what failed while the book was asked. What it answered then is worth nothing.
func (b *Book) Err() error {
	b.tenancy.mu.Lock()
	defer b.tenancy.mu.Unlock()
	return b.tenancy.err
}

// Customer is the record of a customer found by Resolve.
func (b *Book) Customer(i int32) *data.Record { return b.customers[i] }

// CustomerKey is the key of a customer record, in words.
func (b *Book) CustomerKey(i int32) string { return b.keys[i] }

// Customers is the number of customer records.
func (b *Book) Customers() int { return len(b.customers) }

// Rows is the number of orders that history holds.
func (b *Book) Rows() int { return len(b.day) }

// Resolve says which customer record an id or a name means, and how it was found:
// "by id", or "taken to be C-1". A name counts only where it is equal, one record
// has it, and the countries do not disagree. Where no record bears a name, one that
// tells it among its other names does, and the house through which somebody is reached
// ("c/o") is no part of its name.
func (b *Book) Resolve(text, source, country string) (i int32, how string, ok bool) {
	if data.TextState(text) != data.Known {
		return 0, "", false
	}
	if c := b.byID[text]; len(c) > 0 {
		return b.oneOf(c, source)
	}
	found := b.inCountry(b.named(text), country)
	if at, is := atHand(text); is && len(found) == 0 {
		found = b.inCountry(b.named(at), "") // it is reached elsewhere
	}
	switch len(found) {
	case 0:
		return 0, "", false
	case 1:
		return found[0], "taken to be " + b.customers[found[0]].Customer.ID, true
	}
	return 0, "the name is that of several customers", false
}

// inCountry are those of the customers whose records do not say another country.
func (b *Book) inCountry(customers []int32, country string) []int32 {
	if data.TextState(country) != data.Known {
		return customers
	}
	var in []int32
	for _, i := range customers {
		if c := b.customers[i].Customer; data.TextState(c.Country) != data.Known || strings.EqualFold(c.Country, country) {
			in = append(in, i)
		}
	}
	return in
}

// oneOf is which of the customers of an id is meant.
func (b *Book) oneOf(c []int32, source string) (i int32, how string, ok bool) {
	if len(c) == 1 {
		return c[0], "by id", true
	}
	if j := slices.IndexFunc(c, func(i int32) bool { return sameSource(b.customers[i].Source, source) }); j >= 0 {
		return c[j], "by id", true
	}
	return 0, "the id stands for customers of several sources", false
}

// named are the customers of a name, where none bears it those that tell it among their
// other names.
func (b *Book) named(name string) []int32 {
	var buf keyBuffer
	k := appendKey(buf[:0], name)
	if c := b.byName[string(k)]; len(c) > 0 {
		return c
	}
	return b.byAlias[string(k)]
}

func sameSource(a, b string) bool {
	return cmp.Or(a, data.DefaultSource) == cmp.Or(b, data.DefaultSource)
}

// buyer looks for the customer among the parties where the shipment names none: its
// purchaser, and on a paper that goods move by, and that names no purchaser either, the
// customer who receives them, else the one who sends them.
func (b *Book) buyer(sh *data.Shipment, source string) (int32, string, bool) {
	if data.TextState(sh.Customer) != data.NotTold {
		return 0, "", false
	}
	for i := range sh.Parties {
		p := &sh.Parties[i]
		if p.Role != data.Purchaser || p.Customer == nil {
			continue
		}
		return b.ResolveParty(p.Customer, source)
	}
	switch PaperOf(sh) {
	case "delivery", "declaration", "trade_data":
	default:
		return 0, "", false
	}
	for _, role := range [...]data.Role{data.UltimateConsignee, data.EndUser, data.IntermediateConsignee, data.Exporter} {
		for i := range sh.Parties {
			if p := &sh.Parties[i]; p.Role == role && p.Customer != nil {
				if c, how, ok := b.ResolveParty(p.Customer, source); ok {
					return c, how, true
				}
			}
		}
	}
	return 0, "", false
}

// CustomerOf says which customer record is the customer of a shipment: the one it
// names, else the one that buyer finds.
func (b *Book) CustomerOf(sh *data.Shipment, source string) (int32, string, bool) {
	if c := b.byID[sh.Customer]; len(c) > 0 && data.TextState(sh.Customer) == data.Known {
		return b.oneOf(c, source)
	}
	country := ""
	name := NameKey(sh.Customer)
	for i := range sh.Parties {
		if p := &sh.Parties[i]; name != "" && p.Customer != nil && NameKey(p.Name) == name {
			country = p.Country
			break
		}
	}
	if i, how, ok := b.Resolve(sh.Customer, source, country); ok || how != "" {
		return i, how, ok
	}
	return b.buyer(sh, source)
}

// ByRecord is a shipment with its customer told as the record tells it that the text is
// taken for, so that papers which call one customer by id and by name are of one customer.
// It is written over another that nobody wants any more, where it is not the shipment as it
// stands.
func (b *Book) ByRecord(sh *data.Shipment, source string, over *data.Shipment) *data.Shipment {
	if len(b.byID[sh.Customer]) > 0 {
		return sh // called by its id already; its record need not be looked at
	}
	i, _, ok := b.Resolve(sh.Customer, source, "")
	if !ok {
		return sh
	}
	own := ownText(b.customers[i].Customer)
	if own == "" || own == sh.Customer {
		return sh
	}
	*over = *sh
	over.Customer = own
	return over
}

// ownText is what a customer is called by where one text must do.
func ownText(c *data.Customer) string {
	if c.ID != "" {
		return c.ID
	}
	return c.Name
}

// ResolveParty says which customer record a party is: by its id, else by name.
func (b *Book) ResolveParty(c *data.Customer, source string) (int32, string, bool) {
	if c.ID != "" {
		if i, how, ok := b.Resolve(c.ID, source, c.Country); ok {
			return i, how, ok
		}
	}
	return b.Resolve(c.Name, source, c.Country)
}

// Owners are the holdings in the firm of that name.
func (b *Book) Owners(name string) []*data.Record {
	idx := b.ownersOf[NameKey(name)]
	out := make([]*data.Record, 0, len(idx))
	for _, i := range idx {
		out = append(out, b.holdings[i])
	}
	return out
}

// HasOwners reports whether a holding in the firm of that name is told.
func (b *Book) HasOwners(name string) bool { return len(b.ownersOf[NameKey(name)]) > 0 }

// Group are the customers that belong together with one by parent or majority
// holding, itself included.
func (b *Book) Group(i int32) []int32 {
	if m := b.members[b.groupOf[i]]; m != nil {
		return m
	}
	return []int32{i}
}

// GroupKey names the group of a customer by the key of its first member.
func (b *Book) GroupKey(i int32) string { return b.keys[b.groupOf[i]] }

// mostLayers is how many layers of owners are followed; holdings may go in a circle.
const mostLayers = 5

// group joins customers that name the same parent or ultimate parent, that own
// half or more of another, or that an owner of half or more joins.
func (b *Book) group() {
	b.ownersOf = map[string][]int32{}
	for i, r := range b.holdings {
		if k := NameKey(r.Holding.Owned); k != "" {
			b.ownersOf[k] = append(b.ownersOf[k], int32(i))
		}
	}
	parent := make([]int32, len(b.customers))
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	join := func(x, y int32) {
		x, y = find(x), find(y)
		parent[max(x, y)] = min(x, y)
	}
	first := map[string]int32{}
	tie := func(i int32, name string) {
		k := NameKey(name)
		if k == "" {
			return
		}
		if j, ok := first[k]; ok {
			join(i, j)
		} else {
			first[k] = i
		}
	}
	// above ties a customer to a firm and to who holds half or more of that, layer by layer
	var above func(i int32, name string, layer int)
	above = func(i int32, name string, layer int) {
		tie(i, name)
		if layer == mostLayers {
			return
		}
		for _, h := range b.ownersOf[NameKey(name)] {
			if p := b.holdings[h].Holding.Percent; p.State == data.Known && p.Value >= 50 {
				above(i, b.holdings[h].Holding.Owner, layer+1)
			}
		}
	}
	for i, r := range b.customers {
		c := r.Customer
		above(int32(i), c.Name, 0)
		above(int32(i), c.Parent, 1)
		above(int32(i), c.UltimateParent, 1)
		for _, o := range c.Owners {
			if o.Percent.State == data.Known && o.Percent.Value >= 50 {
				above(int32(i), o.Name, 1)
			}
		}
	}
	b.groupOf = make([]int32, len(b.customers))
	size := map[int32]int{}
	for i := range parent {
		b.groupOf[i] = find(int32(i))
		size[b.groupOf[i]]++
	}
	b.members = map[int32][]int32{}
	for i, g := range b.groupOf {
		if size[g] > 1 {
			b.members[g] = append(b.members[g], int32(i))
		}
	}
}
