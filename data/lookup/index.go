package lookup

import (
	"encoding/binary"
	"slices"
	"strings"

	"redflag/data"
)

// Index is all that can be found of the records of one moment. It is not changed
// once made, and may be asked by several goroutines.
type Index struct {
	told    text    // a row for each told party and customer record
	ref     []int64 // of each row: a party's id, or less than 0 that of a customer record
	entity  []int32 // that each row is of
	known   []Known // entities
	orders  []orderPage
	first   []int    // number of each page's first order, and how many there are
	dead    []uint64 // orders told otherwise since, or withdrawn: a bit each
	ofUpTo  []uint32 // end of each entity's orders in of
	of      []uint32
	records int
}

// orderPage is what is kept of a Page.
type orderPage struct {
	text
	record, version []int64
}

// Known is one party as the records tell it: all that bear a name in a country.
type Known struct {
	Name    string
	Country string
	Others  []string // aliases, names in local script
	Record  int64    // of the customer, 0 where it is none
}

// Builder makes an Index: customers and parties first, then the pages.
type Builder struct {
	ix      *Index
	byName  map[string]int32 // folded name, \x00, country
	byAny   map[string]int32 // folded name, whatever the country
	byCall  map[string]int32 // what records call somebody (callKey)
	byParty []int32          // entity, by the party's id, from 1; -1 for none
	pairs   []int32          // entities of all orders, side by side
	upTo    []uint32
	key     []byte
}

// NewBuilder makes an empty builder.
func NewBuilder() *Builder {
	b := &Builder{ix: &Index{}, byName: map[string]int32{}, byAny: map[string]int32{}, byCall: map[string]int32{}}
	b.ix.told.start = []uint32{0}
	b.ix.first = []int{0}
	return b
}

// Customer takes a current customer record. It keeps nothing of c but its texts.
func (b *Builder) Customer(record, feed int64, c *data.Customer) {
	e := b.entityOf(c)
	if b.ix.known[e].Record == 0 {
		b.ix.known[e].Record = record
	}
	b.row(-record, e, c)
	if c.ID != "" {
		b.byCall[string(callKey(nil, feed, c.ID))] = e
	}
}

// Party takes a party as told in shipments.
func (b *Builder) Party(id int64, c *data.Customer) {
	for int64(len(b.byParty)) <= id {
		b.byParty = append(b.byParty, -1)
	}
	e := b.entityOf(c)
	b.byParty[id] = e
	b.row(id, e, c)
}

func (b *Builder) entityOf(c *data.Customer) int32 {
	name := c.Name
	if data.TextState(name) != data.Known {
		name = firstKnown(c.NameLocal, c.Address, c.ID)
	}
	b.key = fold(b.key[:0], name, true, nil)
	n := len(b.key)
	b.key = append(append(b.key, 0), c.Country...)
	e, ok := b.byName[string(b.key)]
	if !ok {
		e = int32(len(b.ix.known))
		b.ix.known = append(b.ix.known, Known{Name: strings.Clone(name), Country: strings.Clone(c.Country)})
		b.byName[string(b.key)] = e
		if _, ok := b.byAny[string(b.key[:n])]; !ok {
			b.byAny[string(b.key[:n])] = e
		}
	}
	k := &b.ix.known[e]
	for _, o := range append(c.Aliases[:len(c.Aliases):len(c.Aliases)], c.NameLocal) {
		if data.TextState(o) == data.Known && o != name && !slices.Contains(k.Others, o) {
			k.Others = append(k.Others, strings.Clone(o))
		}
	}
	return e
}

func firstKnown(all ...string) string {
	for _, s := range all {
		if data.TextState(s) == data.Known {
			return s
		}
	}
	return ""
}

func (b *Builder) row(ref int64, e int32, c *data.Customer) {
	t := &b.ix.told
	eachValue(c, func(f Field, s string) bool {
		t.body = appendValue(t.body, f, s)
		return true
	})
	t.body = append(t.body, end)
	t.start = append(t.start, uint32(len(t.body)))
	b.ix.ref = append(b.ix.ref, ref)
	b.ix.entity = append(b.ix.entity, e)
}

// Page takes a page; dead says which of its versions do not count any longer.
func (b *Builder) Page(p *Page, dead func(version int64) bool) {
	ix := b.ix
	called := make([]int32, len(p.called)+1)
	called[0] = -1
	for i, c := range p.called {
		called[i+1] = b.called(c)
	}
	base := ix.first[len(ix.first)-1]
	from := uint32(0)
	for i := range p.record {
		row := base + i
		if row>>6 >= len(ix.dead) {
			ix.dead = append(ix.dead, 0)
		}
		if dead(p.version[i]) {
			ix.dead[row>>6] |= 1 << (row & 63)
		} else {
			ix.records++
			start := len(b.pairs)
			put := func(e int32) {
				if e >= 0 && !slices.Contains(b.pairs[start:], e) {
					b.pairs = append(b.pairs, e)
				}
			}
			for _, id := range p.parties[from:p.upTo[i]] {
				if id > 0 && id < int64(len(b.byParty)) {
					put(b.byParty[id])
				}
			}
			put(called[p.customer[i]])
			put(called[p.payer[i]])
		}
		from = p.upTo[i]
		b.upTo = append(b.upTo, uint32(len(b.pairs)))
	}
	t := text{body: p.text, start: p.start}
	t.whole()
	ix.orders = append(ix.orders, orderPage{t, p.record, p.version})
	ix.first = append(ix.first, base+len(p.record))
}

// called is the entity that orders mean by what they call a party: a customer by
// its id, else anybody by name.
func (b *Builder) called(key []byte) int32 {
	if e, ok := b.byCall[string(key)]; ok {
		return e
	}
	_, n := binary.Uvarint(key)
	name := string(key[max(n, 0):])
	b.key = fold(b.key[:0], name, true, nil)
	e, ok := b.byAny[string(b.key)]
	if !ok {
		e = int32(len(b.ix.known))
		b.ix.known = append(b.ix.known, Known{Name: name})
		b.byAny[string(b.key)] = e
		t := &b.ix.told
		t.body = append(appendValue(t.body, Name, name), end)
		t.start = append(t.start, uint32(len(t.body)))
		b.ix.ref = append(b.ix.ref, 0)
		b.ix.entity = append(b.ix.entity, e)
	}
	b.byCall[string(key)] = e
	return e
}

// Done is the index. The builder is not used again.
func (b *Builder) Done() *Index {
	ix := b.ix
	ix.told.whole()
	ix.ofUpTo = make([]uint32, len(ix.known)+1)
	for _, e := range b.pairs {
		ix.ofUpTo[e+1]++
	}
	for i := 1; i < len(ix.ofUpTo); i++ {
		ix.ofUpTo[i] += ix.ofUpTo[i-1]
	}
	ix.of = make([]uint32, len(b.pairs))
	next := slices.Clone(ix.ofUpTo)
	from := uint32(0)
	for row, upTo := range b.upTo {
		for _, e := range b.pairs[from:upTo] {
			ix.of[next[e]] = uint32(row)
			next[e]++
		}
		from = upTo
	}
	return ix
}

// Entities is how many parties it holds, and Known tells of each.
func (ix *Index) Entities() int { return len(ix.known) }

// Known is a party by its number.
func (ix *Index) Known(entity int32) Known { return ix.known[entity] }

// OrdersOf is how many current orders name a party, and the last told of them, at
// most limit.
func (ix *Index) OrdersOf(entity int32, limit int) (n int, records []int64) {
	of := ix.of[ix.ofUpTo[entity]:ix.ofUpTo[entity+1]]
	for i := len(of) - 1; i >= 0 && len(records) < limit; i-- {
		p, row := ix.order(int(of[i]))
		records = append(records, p.record[row])
	}
	return len(of), records
}

// order is the page and the row of an order.
func (ix *Index) order(n int) (*orderPage, int) {
	i, ok := slices.BinarySearch(ix.first, n)
	if !ok {
		i--
	}
	return &ix.orders[i], n - ix.first[i]
}

func (ix *Index) isDead(n int) bool { return ix.dead[n>>6]&(1<<(n&63)) != 0 }

// There says that a party is in the current records.
func (ix *Index) There(e int32) bool {
	return ix.known[e].Record != 0 || ix.ofUpTo[e] < ix.ofUpTo[e+1]
}
