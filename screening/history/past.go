package history

import (
	"math"
	"slices"
	"sort"

	"redflag/data"
)

// Past is what one customer, or one group, did strictly before a day. Sums are
// of one grain; first days are of all.
type Past struct {
	Orders        int
	Advanced      int
	USD           float64
	GPUs          float64
	MaxUSD        float64
	MaxGPUs       float64
	Unvalued      int   // orders whose value is not known, so that sums are at least
	First         int32 // day of the first order; math.MaxInt32 for none
	FirstAdvanced int32
	Served        float64 // chips that service papers of the last 400 days count, of each customer the last
	FirstLike     int32   // of accelerators of whatever kind, service of them included
	Last          int32   // day of the last order; math.MinInt32 for none
}

// Before is the past of a customer before a day, in one grain.
func (b *Book) Before(customer int32, g Grain, day int32) Past {
	p := Past{First: math.MaxInt32, FirstAdvanced: math.MaxInt32, FirstLike: math.MaxInt32, Last: math.MinInt32}
	b.before(&p, customer, g, day)
	return p
}

// servedDays is how long a service paper tells what stands there.
const servedDays = 400

// GroupBefore is the same for all customers of the group.
func (b *Book) GroupBefore(customer int32, g Grain, day int32) Past {
	p := Past{First: math.MaxInt32, FirstAdvanced: math.MaxInt32, FirstLike: math.MaxInt32, Last: math.MinInt32}
	for _, m := range b.Group(customer) {
		b.before(&p, m, g, day)
	}
	return p
}

// GroupGPUs are the advanced chips that a group got from a day to before another with the quantity at hand:
// of each customer by the grain that tells of most, so that what was ordered is not counted
// again when it is delivered. What is at hand is of one grain, or adds to any of them.
func (b *Book) GroupGPUs(customer, from, day int32, now float64, of func(Grain) bool) (gpus float64) {
	for _, m := range b.Group(customer) {
		most := 0.0
		for g := range grains {
			n := 0.0
			if lo, hi := b.segment(m, g, from, day); hi > lo {
				n = b.sumTo(m, g, hi-1).gpus
				if first, _ := b.segment(m, g, math.MinInt32, day); lo > first {
					n -= b.sumTo(m, g, lo-1).gpus
				}
			}
			if m == customer && of(g) {
				n += now
			}
			most = max(most, n)
		}
		gpus += most
	}
	return gpus
}

// BorneGPUs are the advanced chips that a customer itself ordered before a day to where a party
// is, or to a place that nobody tells; to anywhere where the party tells none.
func (b *Book) BorneGPUs(customer, day int32, at *data.Customer) (gpus float64) {
	core := uint32(0)
	if at != nil {
		core = uint32(b.sites.at(at).core)
	}
	for g := range grains {
		n := 0.0
		lo, hi := b.segment(customer, g, math.MinInt32, day)
		for i := hi - 1; i >= lo && hi-i <= maxScan; i-- {
			if b.advanced[i] && !b.ended[i] && !b.served[i] && b.gpus[i] > 0 && (core == 0 || b.address[i] == 0 || b.address[i] == core) {
				n += float64(b.gpus[i])
			}
		}
		gpus = max(gpus, n)
	}
	return gpus
}

func (b *Book) before(p *Past, customer int32, g Grain, day int32) {
	for gr := range grains {
		lo, hi := b.segment(customer, gr, math.MinInt32, day)
		if lo == hi {
			continue
		}
		s := b.sumTo(customer, gr, hi-1)
		p.First = min(p.First, b.day[lo])
		p.FirstAdvanced = min(p.FirstAdvanced, s.firstAdvanced)
		p.FirstLike = min(p.FirstLike, s.firstLike)
		if s.servedOn > day-servedDays && s.served > 0 {
			p.Served += float64(s.served)
		}
		if gr != g {
			continue
		}
		p.Orders += hi - lo
		p.Advanced += int(s.advanced)
		p.USD += s.usd
		p.GPUs += s.gpus
		p.MaxUSD = max(p.MaxUSD, float64(s.maxUSD))
		p.MaxGPUs = max(p.MaxGPUs, float64(s.maxGPUs))
		p.Unvalued += int(s.unvalued)
		p.Last = max(p.Last, b.day[hi-1])
	}
}

// segment are the rows of a customer and grain from a day to before another.
func (b *Book) segment(customer int32, g Grain, from, to int32) (lo, hi int) {
	s := int(customer)*int(grains) + int(g)
	lo, end := int(b.start[s]), int(b.start[s+1])
	d := b.day[lo:end]
	hi = lo + sort.Search(len(d), func(i int) bool { return d[i] >= to })
	if from != math.MinInt32 {
		lo += sort.Search(len(d), func(i int) bool { return d[i] >= from })
	}
	return lo, max(lo, hi)
}

// Split is a run of orders that each stay just under a limit.
type Split struct {
	Limit  float64 // in its currency, 0 for none
	Own    bool    // that is the currency of the order at hand, not US dollars
	Orders int
	USD    float64
	Recent int // all orders in the window, of whatever size
	Firms  int // of other groups, with such orders
}

// splitLimits are sums of money at which approval is commonly asked for, in US
// dollars or the currency of an order.
var splitLimits = [...]float64{50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000}

const splitDays = 14

// maxScan bounds how many rows one question reads, so that a customer with very
// many orders a day costs no more than another.
const maxScan = 512

// Worth is what an order comes to in US dollars, and what one unit of its currency does;
// the latter is 1 where its lines are told in several. Advanced is one of advanced chips.
type Worth struct {
	USD, Unit float64
	Advanced  bool
}

// under is the limit that an order stays just under, counted in units of so many dollars.
func (w Worth) under(unit float64) (limit float64) {
	for _, l := range splitLimits {
		if w.USD >= 0.8*l*unit && w.USD < l*unit {
			limit = l
		}
	}
	return limit
}

// Splitting counts the orders of the group in the fourteen days up to the day,
// the one at hand included, and for one of advanced chips the others of such that the
// customer itself places on the same day.
func (b *Book) Splitting(customer int32, g Grain, day int32, w Worth) Split {
	return b.splitting(customer, b.Group(customer), nil, g, day, w)
}

// SplittingWithKin counts with them the orders of advanced chips by customers of other
// groups that share an address, phone, mail address, domain, person or number.
func (b *Book) SplittingWithKin(customer int32, g Grain, day int32, w Worth) Split {
	if w.under(w.Unit) == 0 && w.under(1) == 0 {
		return Split{Orders: 1, USD: w.USD, Recent: 1} // as most are
	}
	return b.splitting(customer, b.Group(customer), b.allKinOf(customer), g, day, w)
}

// splitting holds the orders against the limit in the currency of the one at hand, and
// against that in US dollars; the one that more stay under says more.
func (b *Book) splitting(customer int32, own, kin []int32, g Grain, day int32, w Worth) Split {
	s := b.splitUnder(customer, own, kin, g, day, w, w.Unit)
	if w.Unit != 1 {
		s.Own = s.Limit > 0
		if o := b.splitUnder(customer, own, kin, g, day, w, 1); o.Limit > 0 && (s.Limit == 0 || o.Orders > s.Orders) {
			return o
		}
	}
	return s
}

func (b *Book) splitUnder(customer int32, own, kin []int32, g Grain, day int32, w Worth, unit float64) Split {
	s := Split{Limit: w.under(unit), Orders: 1, USD: w.USD, Recent: 1}
	least, most := 0.8*s.Limit*unit, s.Limit*unit
	if s.Limit > 0 && w.Advanced {
		s.sameDay(b, customer, g, day, least, most)
	}
	scanned := 0
	for n, m := range slices.Concat(own, kin) {
		lo, hi := b.segment(m, g, day-splitDays, day)
		s.Recent += hi - lo
		orders := s.Orders
		for i := hi - 1; i >= lo && scanned < maxScan; i-- {
			scanned++
			if v := float64(b.usd[i]); v >= least && v < most && (n < len(own) || b.advanced[i]) {
				s.Orders++
				s.USD += v
			}
		}
		if n >= len(own) && s.Orders > orders {
			s.Firms++
		}
	}
	return s
}

// sameDay adds the other orders of one day: one of those that stay under the limit is the
// order at hand.
func (s *Split) sameDay(b *Book, customer int32, g Grain, day int32, least, most float64) {
	first := true
	lo, hi := b.segment(customer, g, day, day+1)
	for i := lo; i < min(hi, lo+maxScan); i++ {
		v := float64(b.usd[i])
		switch {
		case !b.advanced[i] || !(v >= least && v < most): // nor one of no known value
		case first:
			first = false
		default:
			s.Orders++
			s.USD += v
		}
	}
}

// Run is what a group ordered of advanced chips in the thirty days up to a day, the order
// at hand included, and the largest order of any goods before them.
type Run struct {
	Orders int
	USD    float64 // NaN where the value of one is not known
	Max    float64
	Past   int // orders before those days
	// Advanced are those of them for advanced chips, and First is the day of their first.
	Advanced int
	First    int32
}

// RunDays is how long a run takes.
const RunDays = 30

// RunBefore adds up the orders of the days before one, the order at hand (worth usd)
// included. Who takes a large order apart takes it apart within weeks.
func (b *Book) RunBefore(customer int32, g Grain, day int32, usd float64) Run {
	r := Run{Orders: 1, USD: usd, First: day}
	scanned := 0
	for _, m := range b.Group(customer) {
		lo, hi := b.segment(m, g, day-RunDays, day)
		for i := hi - 1; i >= lo && scanned < maxScan; i-- {
			if scanned++; b.advanced[i] {
				r.Orders++
				r.USD += float64(b.usd[i])
			}
		}
		if first, _ := b.segment(m, g, math.MinInt32, day); lo > first {
			r.Past += lo - first
			s := b.sumTo(m, g, lo-1)
			r.Max = max(r.Max, float64(s.maxUSD))
			if s.advanced > 0 {
				r.Advanced += int(s.advanced)
				r.First = min(r.First, s.firstAdvanced)
			}
		}
	}
	return r
}

// Addresses counts the different places to which a customer had advanced chips
// delivered in the ninety days up to the day, that of the party at hand included. A town
// has cables and screens sent to each of its schools.
func (b *Book) Addresses(customer int32, g Grain, day int32, at *data.Customer) int {
	var seen []uint32
	add := func(a uint32) {
		if a != 0 && !slices.Contains(seen, a) && len(seen) < 32 {
			seen = append(seen, a)
		}
	}
	here := b.sites.at(at)
	add(uint32(here.core))
	lo, hi := b.segment(customer, g, day-90, day)
	for i := hi - 1; i >= lo && hi-i <= maxScan; i-- {
		if b.advanced[i] {
			add(b.address[i])
		}
	}
	return len(seen)
}

// Spike compares the group's chips in the six weeks up to the day, the order at
// hand included, with its own 26 weeks before and with the market.
type Spike struct {
	Deviations float64 // robust deviations over what was to be expected
	GPUs       float64 // in the six weeks
	Weekly     float64 // median of the weeks before
	Most       float64 // in any six of them that follow each other
	Market     float64 // what the whole book did: six weeks over the weeks before
	Known      bool    // false where there is no past to compare with
}

const (
	spikeWeeks = 6
	quietWeeks = 26
)

// SpikeBefore measures a spike in the weeks before a day.
func (b *Book) SpikeBefore(customer int32, g Grain, day int32, gpus float64) Spike {
	from := day - 7*spikeWeeks
	s := Spike{GPUs: gpus}
	var weeks [quietWeeks]float64
	past := false
	for _, m := range b.Group(customer) {
		lo, hi := b.segment(m, g, from-7*quietWeeks, day)
		for i := hi - 1; i >= lo; i-- {
			v := float64(b.gpus[i])
			if v != v {
				continue
			}
			if b.day[i] >= from {
				s.GPUs += v
				continue
			}
			weeks[(from-1-b.day[i])/7] += v
			past = true
		}
	}
	s.Market = b.market.ratio(from, day)
	if !past {
		return s
	}
	s.Known = true
	med := median(weeks[:])
	s.Weekly = med
	for i := range weeks[:quietWeeks-spikeWeeks+1] {
		sum := 0.0
		for _, v := range weeks[i : i+spikeWeeks] {
			sum += v
		}
		s.Most = max(s.Most, sum)
	}
	dev := make([]float64, 0, quietWeeks)
	for _, w := range weeks {
		dev = append(dev, math.Abs(w-med))
	}
	expected := med * max(1, s.Market)
	scale := max(1.4826*median(dev), math.Sqrt(expected), 1)
	s.Deviations = (s.GPUs/spikeWeeks - expected) / scale
	return s
}

func median(v []float64) float64 {
	c := slices.Clone(v)
	slices.Sort(c)
	n := len(c)
	if n == 0 {
		return 0
	}
	if n%2 == 1 {
		return c[n/2]
	}
	return (c[n/2-1] + c[n/2]) / 2
}
