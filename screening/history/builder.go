package history

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"redflag/data"
)

// Grain says what one row of a file stands for. Sums never mix grains.
type Grain uint8

const (
	GrainNone Grain = iota
	OrderLine
	DeliveryLine
	DeclarationLine
	TradeRecord
	InvoiceLine // of invoices; no word tells it
	grains
)

// Grains yields all of them.
func Grains(yield func(Grain) bool) {
	for g := range grains {
		if !yield(g) {
			return
		}
	}
}

// GrainOfPaper is the grain of a shipment: as told, else that of the papers which follow an
// order. A deal that has an order, a delivery, an invoice and a declaration is one of each.
func GrainOfPaper(sh *data.Shipment) Grain {
	if g := GrainOf(sh.Grain); g != GrainNone {
		return g
	}
	switch sh.DocType {
	case "delivery":
		return DeliveryLine
	case "invoice":
		return InvoiceLine
	case "declaration":
		return DeclarationLine
	case "trade_data":
		return TradeRecord
	}
	return GrainNone
}

// GrainOf is the grain by its word.
func GrainOf(word string) Grain {
	switch word {
	case "order_line":
		return OrderLine
	case "delivery_line":
		return DeliveryLine
	case "declaration_line":
		return DeclarationLine
	case "trade_record":
		return TradeRecord
	}
	return GrainNone
}

// Narrow is the part of a shipment that history keeps. Values that are not known
// are NaN.
type Narrow struct {
	USD      float64
	GPUs     float64
	Advanced bool     // a line is, or may be, an advanced computing item
	Like     bool     // a line is, or is service of, an accelerator for data centres, whatever it reaches
	Models   []Priced // advanced models first recognised, with price and number
	MostKg   float64  // what goods of these names weigh at most, net; NaN where one is not known
	Doubted  []string // models that a line names, and that it is not at its price
}

// Priced is a model, what one unit cost and how many there were; NaN where that is
// not known.
type Priced struct {
	Model    string
	USD      float64
	Quantity float64
	Advanced bool
	Several  int     // cards in a machine that bears the name of one of them, else 0
	GPUs     float64 // accelerators of one piece
	Chip     string  // the accelerator that the line tells, "" for none or one of several
	Nominal  bool    // far below what such goods cost: without charge, or a figure for customs
}

type row struct {
	customer int32
	day      int32
	usd      float32
	gpus     float32
	address  uint32
	grain    Grain
	advanced bool
	like     bool // accelerators of whatever kind
	served   bool // it is of service, and counts what stands there
	ended    bool // of advanced chips, and stopped, held or called off: nothing was had by it, and it bears out no later order
}

// Builder collects the book. It is not safe for concurrent use. Customers and
// holdings come before shipments, because a shipment's customer is looked up as
// it comes.
type Builder struct {
	book     *Book
	rows     []row
	seen     map[*data.Customer]*int64 // how often orders name each
	docs     []document
	serials  []serial
	inflow   []inflow
	deals    []deal
	carried  []carried
	refused  []refused
	permits  []permit
	guests   []guest
	financed []financed
	payments []payment
	owed     []owed
	departed []departed
	receipts []receipt
	prices   map[string]*histogram
	buys     []buy
	places   map[*data.Customer]uint32
	undated  int
	traces   Traces
	scratch  Trace
	sold     data.Shipment // the last one by the record of its customer
	reduced  bool          // what was learned is in order
	settled  bool          // the sites of all parties are read
	related  *sync.Once
}

// NewBuilder makes an empty builder.
func NewBuilder() *Builder {
	return &Builder{
		book: &Book{byID: map[string][]int32{}, byName: map[string][]int32{}, byAlias: map[string][]int32{}, sites: &sites{of: map[uint64]site{}}},
		seen: map[*data.Customer]*int64{}, prices: map[string]*histogram{}, places: map[*data.Customer]uint32{}, related: &sync.Once{},
	}
}

// Part is a builder for some of the shipments, to be joined to b. Parts of one
// builder may be filled at the same time, after its customers and holdings have
// come.
func (b *Builder) Part() *Builder {
	p := NewBuilder()
	p.book = b.book
	return p
}

// Join adds what a part has learned. The part is spent after it.
func (b *Builder) Join(p *Builder) {
	for _, k := range kinds() {
		k.join(b, p)
	}
	b.undated += p.undated
	b.traces.join(&p.traces)
	for c, n := range p.seen {
		b.name(c, *n)
	}
	for m, h := range p.prices {
		b.joinPrices(m, h)
	}
	*p = Builder{}
}

// roomy is a list with room for n more. A long one is doubled: grown by a quarter, as
// append does, it would be copied five times.
func roomy[T any](list []T, n int) []T {
	if len(list)+n > cap(list) {
		list = slices.Grow(list, max(len(list), n))
	}
	return list
}

// Customer adds a customer record.
func (b *Builder) Customer(r *data.Record) {
	c := r.Customer
	if c == nil {
		return
	}
	i := int32(len(b.book.customers))
	b.book.customers = append(b.book.customers, r)
	b.book.keys = append(b.book.keys, r.Key().String())
	if c.ID != "" {
		b.book.byID[c.ID] = append(b.book.byID[c.ID], i)
	}
	call := func(by map[string][]int32, n string) {
		if k := NameKey(n); k != "" && !slices.Contains(by[k], i) {
			by[k] = append(by[k], i)
		}
	}
	call(b.book.byName, c.Name)
	call(b.book.byName, c.NameLocal)
	for _, n := range otherNames(c) {
		call(b.book.byAlias, n)
	}
}

// Holding adds one layer of ownership.
func (b *Builder) Holding(r *data.Record) {
	if r.Holding != nil {
		b.book.holdings = append(b.book.holdings, r)
	}
}

// Record adds a shipment as Shipment does, and notes what it can be met by.
func (b *Builder) Record(r *data.Record, n Narrow) {
	b.Shipment(r.Shipment, r.Source, n)
	b.trace(r.Origin.Record, r.Shipment, n)
}

// Shipment adds the narrow row of a shipment.
func (b *Builder) Shipment(sh *data.Shipment, source string, n Narrow) {
	for _, p := range sh.Parties {
		b.party(p.Customer)
	}
	day, dated := lastDay(sh)
	customer, found := b.book.orderedBy(sh, source)
	told := sh
	sh = b.book.ByRecord(sh, source, &b.sold)
	b.learnPrices(n.Models)
	if !dated {
		b.undated++
		return
	}
	b.learnDocument(sh, day, n)
	b.learnDeal(sh, day, n)
	b.learnCarried(sh, day, n)
	b.learnRefused(sh, day, n)
	b.learnPermits(sh, day, n)
	b.learnGuest(told, day, n)
	b.learnFinanced(sh, day)
	b.learnPayment(sh, day, n)
	b.learnOwed(sh, day, n)
	b.learnDeparted(sh, day, n)
	b.learnReceipt(sh, day, n)
	b.learnSerials(sh, day, n)
	if !found {
		return
	}
	b.learnInflow(sh, customer, day, n)
	if !counts(sh) {
		if sh.DocType == "quote" && !TookIn(sh) && saysStopped(sh) {
			b.learnBuy(sh, customer, day, n) // who was stopped before it came to an order was stopped
		}
		return
	}
	b.learnBuy(sh, customer, day, n)
	b.rows = append(roomy(b.rows, 1), row{customer: customer, day: day, usd: float32(n.USD), gpus: float32(n.GPUs),
		address: b.place(delivery(sh)), grain: GrainOfPaper(sh), advanced: n.Advanced, like: n.Like, served: sh.DocType == "service", ended: n.Advanced && (endedEarly(sh) || halted(sh))})
}

// Whose is what a builder takes the customer of a shipment for: by the record among whose
// orders it counts, 0 for none, and by the text under which its papers are kept.
type Whose struct {
	Record int64
	Text   string
}

// OrderedBy is whose a shipment is.
func (b *Builder) OrderedBy(sh *data.Shipment, source string) Whose {
	w := Whose{Text: b.book.ByRecord(sh, source, &b.sold).Customer}
	if c, found := b.book.orderedBy(sh, source); found {
		w.Record = b.book.customers[c].Origin.Record
	}
	return w
}

// namesOfCustomer are the texts by which shipments may name the customer of one.
func (b *Builder) namesOfCustomer(sh *data.Shipment, source string) []string {
	names := []string{sh.Customer}
	if i, _, ok := b.book.Resolve(sh.Customer, source, ""); ok {
		c := b.book.customers[i].Customer
		names = append(append(names, c.ID, c.Name, c.NameLocal), otherNames(c)...)
	}
	return slices.DeleteFunc(names, func(s string) bool { return s == "" })
}

// Traces are those of the records that the builder was given.
func (b *Builder) Traces() *Traces { return &b.traces }

// orderedBy is the customer whose orders a shipment counts among.
func (b *Book) orderedBy(sh *data.Shipment, source string) (customer int32, found bool) {
	customer, _, found = b.Resolve(sh.Customer, source, "")
	if !found {
		customer, _, found = b.buyer(sh, source)
	}
	return customer, found
}

// place is the hash of where a party is, worked out once for each. What is told of the
// town beside it does not make another place.
func (b *Builder) place(c *data.Customer) uint32 {
	if c == nil {
		return 0
	}
	h, ok := b.places[c]
	if !ok {
		x := b.book.sites.at(c)
		h = uint32(x.core)
		b.places[c] = h
	}
	return h
}

// lastDay is the last day that the shipment can be dated to.
func lastDay(sh *data.Shipment) (int32, bool) {
	for _, d := range [...]data.Date{sh.Date, sh.ShipDate} {
		if d.State() == data.Known {
			return d.Last(), true
		}
	}
	return 0, false
}

// Day is the first day that the shipment can be dated to: history for it lies
// strictly before.
func Day(sh *data.Shipment) (int32, bool) {
	for _, d := range [...]data.Date{sh.Date, sh.ShipDate} {
		if d.State() == data.Known {
			return d.First(), true
		}
	}
	return 0, false
}

// counts reports whether the document is an order by the customer, and not a
// quote, a return or something bought from it.
func counts(sh *data.Shipment) bool {
	if sh.Direction == "in" {
		return false
	}
	switch sh.DocType {
	case "quote", "return", "purchase", "finance":
		return false
	}
	return true
}

// delivery is the party whose address the goods go to.
func delivery(sh *data.Shipment) *data.Customer {
	for _, role := range [...]data.Role{data.EndUser, data.UltimateConsignee, data.IntermediateConsignee} {
		for i := range sh.Parties {
			if p := &sh.Parties[i]; p.Role == role && p.Customer != nil {
				return p.Customer
			}
		}
	}
	return nil
}

// Build makes the read-only book. The builder is spent after it.
func (b *Builder) Build() *Book {
	b.reduce()
	k := b.book
	var orders sync.WaitGroup // apart from who is who
	orders.Go(func() {
		b.columns()
		k.market = k.newMarket()
	})
	b.relate()
	orders.Wait()
	k.documents, k.serials, k.inflow, k.deals, k.carried, k.refused, k.permits = b.docs, b.serials, b.inflow, b.deals, b.carried, b.refused, b.permits
	k.payments = b.payments
	k.guests, k.financed, k.receipts, k.owed, k.departed = b.guests, b.financed, b.receipts, b.owed, b.departed
	k.strays, k.hollow = k.findStrays(), k.findHollow()
	k.carriedKeys = filterOf(k.carried)
	k.medians = medians(b.prices)
	k.stopped = b.closeStops()
	k.learnBeyond()
	k.Undated = b.undated
	k.baseline = k.hashBaseline()
	k.grounds, k.allOrders = make([]atomic.Uint64, len(k.customers)), make([]atomic.Uint64, len(k.customers))
	*b = Builder{}
	return k
}

// relate finds who belongs together, and what they have in common. What was taken up
// beside the past is not looked for again.
func (b *Builder) relate() {
	b.related.Do(func() {
		k := b.book
		k.group()
		k.identList = make([]atomic.Pointer[[]ident], len(k.customers))
		if k.seated != nil {
			return
		}
		b.settle()
		parties := slices.Collect(maps.Keys(b.seen))
		k.seated = func() ([]*data.Customer, error) { return parties, nil }
		k.learnAlike()
		k.learnNear()
		k.countIdents(k.identPairs(parties))
		k.learnKin()
	})
}

// reduce leaves of what was learned of shipments what the book wants, in order.
func (b *Builder) reduce() {
	if b.reduced {
		return
	}
	b.reduced = true
	var all sync.WaitGroup
	for _, k := range kinds() {
		all.Go(func() { k.reduce(b) })
	}
	all.Wait()
}

// inOrder puts rows side by side that are of one customer and grain, by day.
func inOrder(x, y row) int {
	return cmp.Or(cmp.Compare(x.customer, y.customer), cmp.Compare(x.grain, y.grain), cmp.Compare(x.day, y.day),
		compareFloat(x.usd, y.usd), compareFloat(x.gpus, y.gpus), cmp.Compare(x.address, y.address), compareFlag(x.advanced, y.advanced), compareFlag(x.like, y.like), compareFlag(x.served, y.served), compareFlag(x.ended, y.ended))
}

// columns puts the rows of each customer and grain beside each other. They are summed up
// from the first, so that "all before a day" is one search and one difference.
func (b *Builder) columns() {
	k := b.book
	if k.start == nil {
		k.makeRows(len(b.rows))
		seg := -1
		for i, r := range b.rows {
			s := int(r.customer)*int(grains) + int(r.grain)
			for ; seg < s; seg++ {
				k.start[seg+1] = int32(i)
			}
			k.day[i], k.usd[i], k.gpus[i], k.address[i], k.advanced[i], k.like[i], k.served[i], k.ended[i] = r.day, r.usd, r.gpus, r.address, r.advanced, r.like, r.served, r.ended
		}
		for seg++; seg < len(k.start); seg++ {
			k.start[seg] = int32(len(b.rows))
		}
	}
	k.summed, k.sum, k.run = make([]sync.Once, len(k.start)), make([]sums, (len(k.day)+sumEvery-1)/sumEvery), make([]uint64, len(k.day))
}

// makeRows makes room for so many rows.
func (k *Book) makeRows(n int) {
	k.start = make([]int32, len(k.customers)*int(grains)+1)
	k.day, k.usd, k.gpus = make([]int32, n), make([]float32, n), make([]float32, n)
	k.address, k.advanced, k.like, k.served, k.ended = make([]uint32, n), make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n)
}

// rowsOf are the rows in the columns of a book.
func (k *Book) rowsOf() []row {
	rows := make([]row, len(k.day))
	for s := range len(k.start) - 1 {
		for i := k.start[s]; i < k.start[s+1]; i++ {
			rows[i] = row{customer: int32(s / int(grains)), grain: Grain(s % int(grains)), day: k.day[i], usd: k.usd[i], gpus: k.gpus[i], address: k.address[i], advanced: k.advanced[i], like: k.like[i], served: k.served[i], ended: k.ended[i]}
		}
	}
	return rows
}

// sumEvery is of how many rows one has the sums of those before it beside it. A book has
// more rows than anything else, and the sums of one are longer than a row.
const sumEvery = 8

// sumTo is the sums of the rows of a customer and grain, to a row with that one.
func (k *Book) sumTo(customer int32, g Grain, row int) sums {
	segment := int(customer)*int(grains) + int(g)
	k.sumUp(segment)
	from := row - row%sumEvery
	cur := noSums()
	if first := int(k.start[segment]); from < first {
		from = first
	} else {
		cur = k.sum[from/sumEvery]
	}
	for i := from; i <= row; i++ {
		k.addRow(&cur, i)
	}
	return cur
}

// runs are hashes over the same.
func (k *Book) runs(customer int32, g Grain) []uint64 {
	k.sumUp(int(customer)*int(grains) + int(g))
	return k.run
}

// sumUp sums the rows of a segment up. Most screens ask for all, and one after a change
// of lists for a few.
func (k *Book) sumUp(segment int) {
	k.summed[segment].Do(func() {
		var h Hasher
		cur, ground := noSums(), uint64(0)
		for i := int(k.start[segment]); i < int(k.start[segment+1]); i++ {
			if i%sumEvery == 0 {
				k.sum[i/sumEvery] = cur
			}
			k.addRow(&cur, i)
			ground = k.groundRow(&h, ground, i, &cur)
			k.run[i] = ground
		}
	})
}

// addRow adds a row to the sums of those before it.
func (k *Book) addRow(s *sums, i int) {
	gpus := k.gpus[i]
	if k.served[i] {
		s.served, s.servedOn, gpus = gpus, k.day[i], 0
	}
	first := s.firstAdvanced
	if k.ended[i] {
		gpus = 0
	}
	s.add(k.day[i], k.usd[i], gpus, k.advanced[i])
	if k.ended[i] {
		s.firstAdvanced = first
	}
	if k.like[i] {
		s.firstLike = min(s.firstLike, k.day[i])
	}
}

func compareFlag(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

func compareFloat(x, y float32) int {
	return cmp.Compare(x, y) // orders NaN first, so that the order is total
}

// sums run along one customer's rows of one grain.
type sums struct {
	usd           float64
	gpus          float64
	maxUSD        float32
	maxGPUs       float32
	advanced      int32
	unvalued      int32
	firstAdvanced int32
	firstLike     int32
	served        float32 // chips that the last service paper counts
	servedOn      int32
}

// noSums are those of no rows.
func noSums() sums { return sums{firstAdvanced: math.MaxInt32, firstLike: math.MaxInt32} }

func (s *sums) add(day int32, usd, gpus float32, advanced bool) {
	if usd == usd {
		s.usd += float64(usd)
		s.maxUSD = max(s.maxUSD, usd)
	} else {
		s.unvalued++
	}
	if gpus == gpus {
		s.gpus += float64(gpus)
		s.maxGPUs = max(s.maxGPUs, gpus)
	}
	if advanced {
		s.advanced++
		s.firstAdvanced = min(s.firstAdvanced, day)
	}
}
