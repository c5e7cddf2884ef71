package history

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"math"
	"slices"
	"strconv"
)

// market is the advanced chips of the whole book by day, summed up.
type market struct {
	first int32
	total []float64 // up to and including the day
}

const maxDays = 100 * 366 // a stray date far off does not make a huge table

func (b *Book) newMarket() market {
	lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
	const early, late = -25_000, 47_000 // 1901 to 2098
	for i, day := range b.day {
		if b.gpus[i] > 0 && day > early && day < late {
			lo, hi = min(lo, day), max(hi, day)
		}
	}
	if lo > hi || hi-lo > 2*maxDays {
		return market{}
	}
	m := market{first: lo, total: make([]float64, hi-lo+1)}
	for i, day := range b.day {
		if b.gpus[i] > 0 && day >= lo && day <= hi {
			m.total[day-lo] += float64(b.gpus[i])
		}
	}
	for i := 1; i < len(m.total); i++ {
		m.total[i] += m.total[i-1]
	}
	return m
}

// between is the sum from a day to before another.
func (m *market) between(from, to int32) float64 {
	at := func(d int32) float64 {
		i := int(d - 1 - m.first)
		switch {
		case len(m.total) == 0 || i < 0:
			return 0
		case i >= len(m.total):
			return m.total[len(m.total)-1]
		}
		return m.total[i]
	}
	return at(to) - at(from)
}

// ratio is the weekly rate from a day to another over that of the weeks before; 1
// where there is nothing to compare with.
func (m *market) ratio(from, to int32) float64 {
	before := m.between(from-7*quietWeeks, from) / quietWeeks
	if before <= 0 {
		return 1
	}
	return m.between(from, to) / spikeWeeks / before
}

// histogram counts prices of one model in steps of an eighth of a doubling.
type histogram struct {
	n     int
	steps map[int16]int32
}

func (h *histogram) join(o *histogram) {
	h.n += o.n
	for s, n := range o.steps {
		h.add(s, n)
	}
}

func (h *histogram) leave(o *histogram) {
	h.n -= o.n
	for s, n := range o.steps {
		h.add(s, -n)
	}
}

func (h *histogram) add(step int16, n int32) {
	if h.steps[step] += n; h.steps[step] == 0 {
		delete(h.steps, step)
	}
}

// Median is the middle price of a model in the book.
type Median struct {
	USD float64
	N   int
}

func (b *Builder) learnPrices(models []Priced) {
	for _, m := range models {
		if !m.Advanced || m.Nominal || m.Model == "" || !(m.USD > 0) || math.IsInf(m.USD, 0) {
			continue
		}
		kind := priceKind(m.Model, m.Several)
		h := b.prices[kind]
		if h == nil {
			h = &histogram{steps: map[int16]int32{}}
			b.prices[kind] = h
		}
		h.n++
		h.steps[int16(math.Round(8*math.Log2(m.USD)))]++
	}
}

func medians(prices map[string]*histogram) map[string]Median {
	out := make(map[string]Median, len(prices))
	for model, h := range prices {
		left := h.n / 2
		for _, s := range slices.Sorted(maps.Keys(h.steps)) {
			if left -= int(h.steps[s]); left < 0 {
				out[model] = Median{math.Exp2(float64(s) / 8), h.n}
				break
			}
		}
	}
	return out
}

// FewPrices is how many prices make a middle that says something.
const FewPrices = 8

// FewestPrices is how many, one's own among them, make a middle that a price may be said
// to be a multiple of.
const FewestPrices = 4

// Price is the middle price of a model of advanced chips in the book, or of machines with
// several of it. Of other goods a name is of a kind, and a kind has no price.
func (b *Book) Price(model string, several int) Median { return b.medians[priceKind(model, several)] }

// priceKind is what prices are held against each other by: a machine that bears the name of
// its cards is no card.
func priceKind(model string, several int) string {
	if several > 1 {
		return model + kindMark + strconv.Itoa(several)
	}
	return model
}

const kindMark = "\x00"

// hashBaseline names what crosses from one customer to another.
func (b *Book) hashBaseline() string {
	h := sha256.New()
	var buf [8]byte
	put := func(v uint64) { binary.BigEndian.PutUint64(buf[:], v); h.Write(buf[:]) }
	put(uint64(int64(b.market.first)))
	for _, t := range b.market.total {
		put(math.Float64bits(t))
	}
	for _, m := range slices.Sorted(maps.Keys(b.medians)) {
		h.Write([]byte(m))
		put(math.Float64bits(b.medians[m].USD))
		put(uint64(b.medians[m].N))
	}
	for _, k := range slices.Sorted(maps.Keys(b.idents)) {
		if n := b.idents[k]; n > 1 {
			put(k)
			put(uint64(n))
		}
	}
	put(uint64(len(b.customers)))
	return hex.EncodeToString(h.Sum(nil))
}
