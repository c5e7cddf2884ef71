package history

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/match"
)

// Reach tells which records may say another thing after others have come, changed or
// gone: those whose grounds can differ. It may name too many, and must not miss one.
// What is asked of parties is not in it; they are asked again.
type Reach struct {
	marks  map[uint32]int32 // traces, and the day after which they touch
	filter traceFilter

	rows       []changedRow
	shared     map[uint32]bool // traces by which papers are told together
	wasPrice   map[string]Median
	wasBuyers  map[int64]*stopped // by the record of the customer
	wasStops   *stopNames         // nil where those stopped are the same as now
	wasRecords map[int64]bool     // customers that changed or are gone
	left       int                // orders and customers that are gone
	holdings   bool               // some changed
	sites      *sites
	idents     map[uint64]bool  // that others may share now, or do no more
	parties    []*data.Customer // of shipments

	book   *Book
	moved  []bool  // customers of whom the book tells another thing
	since  []int32 // of each customer, the day after which its group's orders changed
	kin    []int32 // of each customer, the first day on which orders of its kin changed
	market []int32 // days on which what all ordered changed, in order
	quiet  map[uint32][]rival
}

type changedRow struct {
	record   int64 // of the customer
	day      int32
	advanced bool
	chips    bool // so many that the market counts them
}

// rival is a buyer of advanced chips through one forwarder whose orders changed.
type rival struct {
	customer int32
	after    int32 // the day after which that touches others
	joins    bool  // it buys other models or through others than before, which touches others on all days
	told     bool  // its record tells another thing
	was, is  term
}

// term is the time from the day on which somebody was stopped to its last order.
type term struct{ since, last int32 }

const always = math.MinInt32

// NewReach begins with what was learned before anything changed.
func NewReach(was *Builder) *Reach {
	r := &Reach{sites: was.book.sites, marks: map[uint32]int32{}, shared: map[uint32]bool{}, wasPrice: medians(was.prices), wasBuyers: map[int64]*stopped{}, wasRecords: map[int64]bool{}, idents: map[uint64]bool{}}
	buyers := stoppedOf(was.buys)
	r.wasStops = newStopNames(was.book.customers, buyers)
	for i := range was.rows {
		if s := buyers[was.rows[i].customer]; s != nil {
			s.last = max(s.last, was.rows[i].day)
		}
	}
	for c, s := range buyers {
		r.wasBuyers[was.book.customers[c].Origin.Record] = s
	}
	return r
}

func (r *Reach) mark(key uint32, day int32) {
	if d, ok := r.marks[key]; !ok || day < d {
		r.marks[key] = day
	}
}

// Other takes one version of a record that changed and is no shipment: the one before, or
// the one after, with the builder that was told of it.
func (r *Reach) Other(b *Builder, rec *data.Record, before bool) {
	if rec.Customer == nil {
		r.holdings = true
		return
	}
	if before {
		r.wasRecords[rec.Origin.Record] = true
	}
	r.party(rec.Customer)
	r.namesakes(b.book, rec.Customer)
}

// namesakes marks the customers that bear a name of one that came, changed or went: papers
// that tell the name alone may be of them now, and stand beside papers that tell their ids.
func (r *Reach) namesakes(b *Book, c *data.Customer) {
	for _, n := range [...]string{c.Name, c.NameLocal} {
		for _, i := range b.byName[NameKey(n)] {
			o := b.customers[i].Customer
			for _, s := range [...]string{o.ID, o.Name, o.NameLocal} {
				if s != "" {
					r.mark(nameKeyOf(s), always)
				}
			}
		}
	}
}

// party marks what a party, or a customer, may be met by.
func (r *Reach) party(c *data.Customer) {
	for _, s := range append(otherNames(c), c.ID, c.Name, c.NameLocal) {
		if s != "" {
			r.mark(nameKeyOf(s), always)
		}
	}
	r.shares(c)
}

// shares takes what a party may share with others.
func (r *Reach) shares(c *data.Customer) {
	r.sites.identsOf(c, func(id ident) {
		for _, w := range id.wide {
			if w != 0 {
				r.idents[w] = true
			}
		}
	})
	eachHall(c, func(s match.Spot) {
		for _, core := range s.Cores() {
			if core != 0 {
				r.idents[identHash(addressIdent, core)] = true
			}
		}
	})
}

// Shipment takes one version of a shipment that changed, with the builder that was told of
// it.
func (r *Reach) Shipment(b *Builder, sh *data.Shipment, source string, n Narrow) {
	day, dated := lastDay(sh)
	if !dated {
		return
	}
	day-- // papers of one day are held against each other
	numbersOf(sh, true, func(k uint32) { r.mark(k, day) })
	if !n.Advanced {
		if paper := PaperOf(sh); paper == "return" || paper == "" && TookIn(sh) || paper == "declaration" || paper == "trade_data" { // what is owed, and what departed
			for _, s := range b.namesOfCustomer(sh, source) {
				r.mark(nameKeyOf(s), day)
			}
		}
		return
	}
	for _, s := range b.namesOfCustomer(sh, source) { // of deals, weights and goods without a number
		r.mark(nameKeyOf(s), day)
	}
	if k := numberKey(piecesOf(sh)); k != 0 {
		r.mark(sentTrace.of(k), day)
	}
	if k := boxesKey(sh); k != 0 {
		r.mark(boxesTrace.of(k), day)
	}
	for _, s := range Permits(sh) {
		r.mark(permitTrace.of(permitKey(s)), day)
	}
	guestKeys(sh, func(key uint64) { r.mark(guestTrace.of(key), day) })
	for _, to := range b.book.sites.reachedBy(sh) {
		r.mark(receiptTrace.of(to), day)
	}
	if endedEarly(sh) {
		for i := range n.Models {
			r.mark(wantedTrace.of(hash(n.Models[i].Model)), day)
			if k := refusedKey(&n.Models[i]); k != 0 {
				r.mark(refusedTrace.of(k), day)
			}
		}
	}
	if TookIn(sh) {
		for _, n := range [...]float64{piecesOf(sh), n.GPUs} {
			if k := numberKey(n); k != 0 {
				r.mark(piecesTrace.of(k), day)
			}
		}
	}
}

// Came takes a shipment that was not there before, or told something else.
func (r *Reach) Came(b *Builder, sh *data.Shipment, source string, n Narrow) {
	r.Shipment(b, sh, source, n)
	numbersOf(sh, false, func(k uint32) { r.shared[k] = true })
	if _, byGoods := orderKey(sh, n); byGoods {
		for _, s := range b.namesOfCustomer(sh, source) {
			r.shared[nameKeyOf(s)] = true
		}
	}
}

// ToRead are the shipments, other than those that changed, which Follow has to be told
// of: they may share a number with what came, or be of another customer now.
func (r *Reach) ToRead(t *Traces, changed func(int64) bool) (ids []int64, err error) {
	filter := newFilter(r.shared)
	for k, day := range r.marks {
		if day == always {
			filter.add(k)
		}
	}
	wanted := func(k uint32) bool { return filter.has(k) && (r.shared[k] || r.marks[k] == always) }
	err = t.Each(func(x *Trace) bool {
		if slices.ContainsFunc(x.Keys, wanted) && !changed(x.Record) {
			ids = append(ids, x.Record)
		}
		return true
	})
	return ids, err
}

// traceFilter has one bit for the low bits of each trace that is in it.
type traceFilter []uint64

const filterBits = 1 << 17

func newFilter[V any](traces map[uint32]V) traceFilter {
	f := make(traceFilter, filterBits/64)
	for k := range traces {
		f.add(k)
	}
	return f
}

func (f traceFilter) add(k uint32) { f[k%filterBits/64] |= 1 << (k % 64) }

// has is false of a trace that is surely not in it.
func (f traceFilter) has(k uint32) bool { return f[k%filterBits/64]>>(k%64)&1 == 1 }

// Learned takes what parts of the books before and after have learned of what changed.
func (r *Reach) Learned(was, gone, came *Builder) {
	for _, p := range [...]*Builder{gone, came} {
		for i := range p.rows {
			x := &p.rows[i]
			r.rows = append(r.rows, changedRow{p.book.customers[x.customer].Origin.Record, x.day, x.advanced, x.gpus != 0})
		}
		for i := range p.buys {
			if x := &p.buys[i]; x.says { // be it by a quote, which is no order
				r.rows = append(r.rows, changedRow{record: p.book.customers[x.customer].Origin.Record, day: x.day})
			}
		}
	}
	r.left += len(gone.rows) + len(gone.buys)
	times := func(b *Builder, c *data.Customer) int64 {
		if n := b.seen[c]; n != nil {
			return *n
		}
		return 0
	}
	for c := range was.seen {
		r.parties = append(r.parties, c)
	}
	for c := range came.seen {
		if times(was, c) == 0 {
			r.parties = append(r.parties, c)
			r.shares(c)
		}
	}
	for c, n := range gone.seen {
		if *n == times(was, c) && times(came, c) == 0 {
			r.shares(c)
		}
	}
}

// Close makes it answer for a book. changed are the customers of whom the book tells
// another thing than before, beside orders (see Standing).
func (r *Reach) Close(b *Book, changed []int32) {
	r.book = b
	if sameStops(r.wasStops, b.stopped.names) {
		r.wasStops = nil
	}
	for kind := range union(r.wasPrice, b.medians) {
		if r.wasPrice[kind].usable() != b.medians[kind].usable() {
			model, _, _ := strings.Cut(kind, kindMark)
			r.mark(modelTrace.of(hash(model)), always)
		}
	}
	r.since, r.kin = make([]int32, len(b.customers)), make([]int32, len(b.customers))
	for i := range r.since {
		r.since[i], r.kin[i] = math.MaxInt32, math.MaxInt32
	}
	place := make(map[int64]int32, len(b.customers))
	for i, c := range b.customers {
		place[c.Origin.Record] = int32(i)
	}
	first := map[int32]int32{}
	for i := range r.rows {
		x := &r.rows[i]
		if x.chips {
			r.market = append(r.market, x.day)
		}
		c, ok := place[x.record]
		if !ok {
			continue // all that rested on it is touched
		}
		if d, ok := first[c]; !ok || x.day < d {
			first[c] = x.day
		}
		r.order(c, x)
	}
	slices.Sort(r.market)
	r.moved = make([]bool, len(b.customers))
	for _, c := range changed {
		r.moved[c] = true
		r.party(b.customers[c].Customer) // it may be of another group
	}
	for _, c := range r.parties {
		if r.named(c) { // it may count as another's
			r.shares(c)
		}
	}
	r.quiet = map[uint32][]rival{}
	for rec := range r.wasRecords {
		if c, ok := place[rec]; ok {
			first[c] = always
			continue
		}
		if r.left++; r.wasBuyers[rec] != nil {
			for f := range r.wasBuyers[rec].forwarders {
				k := forwarderTrace.of(hash(f))
				r.quiet[k] = append(r.quiet[k], rival{customer: -1, after: always, joins: true, told: true})
			}
		}
	}
	crowded := b.stopped.crowded(maxScan - r.left)
	for c, day := range first {
		r.rival(c, day, crowded)
	}
	for _, l := range r.quiet {
		slices.SortFunc(l, func(x, y rival) int { return cmp.Compare(x.after, y.after) })
	}
	r.filter = newFilter(r.marks)
}

// usable is the middle price where it says something, else 0; below nought where it says
// so only of what is far above it.
func (m Median) usable() float64 {
	if m.N < FewestPrices {
		return 0
	}
	if m.N < FewPrices {
		return -m.USD
	}
	return m.USD
}

func union[V any](x, y map[string]V) map[string]bool {
	out := make(map[string]bool, len(x)+len(y))
	for k := range x {
		out[k] = true
	}
	for k := range y {
		out[k] = true
	}
	return out
}

// order takes an order of a customer that changed.
func (r *Reach) order(c int32, x *changedRow) {
	members, day := r.book.Group(c), x.day
	if len(members) > mostMembers {
		day = always
	}
	for _, m := range members {
		r.since[m] = min(r.since[m], day)
	}
	if !x.advanced {
		return
	}
	for _, id := range r.book.identsOf(c) {
		for _, o := range r.book.kin[id.hash] {
			r.kin[o] = min(r.kin[o], x.day)
		}
	}
}

// rival takes a customer whose orders changed from a day on.
func (r *Reach) rival(c, day int32, crowded map[string]bool) {
	was, is := r.wasBuyers[r.book.customers[c].Origin.Record], r.book.stopped.trades.buyers[c]
	if was == nil && is == nil {
		return
	}
	if was == nil {
		was = newStopped(c)
	}
	if is == nil {
		is = newStopped(c)
	}
	x := rival{customer: c, after: day, told: day == always, was: term{was.since, was.last}, is: term{is.since, is.last},
		joins: !maps.Equal(was.models, is.models) || !maps.Equal(was.forwarders, is.forwarders)}
	if is.since == 0 {
		x.was.since = 0 // by the notes, which are the same where its record is
	}
	for f := range union(was.forwarders, is.forwarders) {
		k, x := forwarderTrace.of(hash(f)), x
		if x.joins && crowded[f] {
			x.after = always // it may keep another from being looked at
		}
		r.quiet[k] = append(r.quiet[k], x)
	}
}

// Record is what Reach has to know of a record beside its trace.
type Record struct {
	Customer  int32 // place of its customer in the book, -1 for none
	Chips     bool  // it may be of advanced chips
	LooksBack bool  // a rule may ask of it what its customer ordered before
	Spikes    bool  // a rule lies ahead of it that buyers run before
	Writes    bool  // something is written freely on it, which may name somebody
}

// Touches reports whether a record may rest on other grounds than before. t is nil of a
// customer without orders, whose day is given.
func (r *Reach) Touches(x *Record, t *Trace, day int32) bool {
	if t != nil {
		for _, k := range t.Keys {
			if !r.filter.has(k) {
				continue
			}
			if after, ok := r.marks[k]; ok && day > after {
				return true
			}
		}
	}
	if x.Writes && r.wasStops != nil {
		return true
	}
	if x.Customer < 0 {
		return false
	}
	if r.moved[x.Customer] || day >= r.since[x.Customer] && (x.Chips || x.LooksBack) {
		return true
	}
	if !x.Chips {
		return false
	}
	if day >= r.kin[x.Customer] {
		return true
	}
	if x.Spikes && r.marketMoved(day) {
		return true
	}
	return t != nil && r.rivalled(x, t, day)
}

// named reports whether a party may be taken for a customer that changed.
func (r *Reach) named(c *data.Customer) bool {
	is := func(s string) bool {
		after, ok := r.marks[nameKeyOf(s)]
		return ok && after == always
	}
	at, reached := atHand(c.Name)
	return is(c.Name) || c.ID != "" && is(c.ID) || reached && is(at)
}

// MayDiffer reports whether anything else may be said of a party than before, while lists
// and people say the same of it. owned says that its owners or parents were looked up, and
// housed that an address on a list may be its own, which counts by how many others sit
// there.
func (r *Reach) MayDiffer(c *data.Customer, owned, housed bool) bool {
	if owned || housed || r.holdings || r.named(c) {
		return true
	}
	var rec *data.Record
	if i, _, ok := r.book.ResolveParty(c, ""); ok {
		rec = r.book.customers[i]
	}
	if r.wasStops != nil && !sameNamesake(r.wasStops, r.book.stopped.names, c, rec) {
		return true
	}
	shared := false
	look := func(c *data.Customer) {
		r.sites.identsOf(c, func(id ident) {
			shared = shared || r.idents[id.wide[0]] || r.idents[id.wide[1]] || r.idents[id.wide[2]]
		})
		id := ofItself(c)
		shared = shared || id != 0 && r.idents[id]
	}
	look(c)
	if rec != nil && !shared {
		look(rec.Customer)
	}
	return shared
}

// marketMoved reports whether the market that an order of a day is weighed against is
// another than before.
func (r *Reach) marketMoved(day int32) bool {
	from := int64(day) - 7*(spikeWeeks+quietWeeks)
	i, _ := slices.BinarySearchFunc(r.market, from, func(d int32, from int64) int { return cmp.Compare(int64(d), from) })
	return i < len(r.market) && r.market[i] < day
}

// similar reports whether SimilarStopped may speak of one who was stopped for a term.
func (t term) similar(first, day int32) bool {
	return t.since != math.MaxInt32 && similar(t.since, t.last, first, day)
}

// rivalled reports whether an order may find another among the buyers through the same
// forwarder.
func (r *Reach) rivalled(x *Record, t *Trace, day int32) bool {
	if !t.Advanced {
		return len(r.quiet) > 0 // no forwarder was noted of it
	}
	p, known := Past{}, false
	for _, k := range t.Keys {
		for i := range r.quiet[k] {
			v := &r.quiet[k][i]
			if v.told {
				return true
			}
			if !known {
				p, known = r.book.Before(x.Customer, GrainNone, day), true
			}
			first := min(p.First, day)
			if was, is := v.was.similar(first, day), v.is.similar(first, day); was != is || v.joins && is {
				return true
			}
			first = min(p.FirstAdvanced, day)
			if int64(day)-int64(first) <= 2*similarDays && (day > v.after || v.joins && r.wentQuiet(v.customer, first, day)) {
				return true
			}
		}
	}
	return false
}

// wentQuiet reports whether GoneQuiet may speak of a customer, in any grain.
func (r *Reach) wentQuiet(customer, first, day int32) bool {
	for g := range grains {
		if r.book.quietFrom(customer, g, first, day) {
			return true
		}
	}
	return false
}

// Standing is a hash over what the book tells of a customer and those that it shares
// something with, but for orders. While it is the same, what a record of the customer
// rests on changes with orders, papers and parties alone.
func (b *Book) Standing(customer int32) uint64 {
	var h Hasher
	h.Version(b.customers[customer])
	b.Grounds(&h, customer)
	for _, id := range b.identsOf(customer) {
		for _, o := range b.kin[id.hash] {
			h.Version(b.customers[o]) // its halls may be theirs
			h.Text(b.GroupKey(o))
		}
	}
	return h.Sum()
}
