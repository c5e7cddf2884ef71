package history

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// refused is one model of advanced chips on a paper that was stopped.
type refused struct {
	key uint64 // of model and number
	day int32
	who uint64
	usd float64 // of one unit
	id  string  // of the paper
}

// A deal that was refused comes again where another asks for as many of the same, and
// not a few, at the same price within so many days.
const (
	fewestRefused = 8
	refusedDays   = 90
)

// refusedKey is what a deal can be known again by, 0 for none.
func refusedKey(m *Priced) uint64 {
	if !m.Advanced || !(m.Quantity >= fewestRefused) || !(m.USD > 0) {
		return 0
	}
	return max(hash(m.Model)*31^math.Float64bits(m.Quantity)*0x9e3779b97f4a7c15, 1)
}

func (b *Builder) learnRefused(sh *data.Shipment, day int32, n Narrow) {
	w := who(sh)
	if !n.Advanced || w == 0 || tookIn(sh) || !saysStopped(sh) {
		return
	}
	for i := range n.Models {
		if k := refusedKey(&n.Models[i]); k != 0 {
			b.refused = append(b.refused, refused{k, day, w, n.Models[i].USD, sh.ID})
		}
	}
}

func refusedOrder(x, y refused) int {
	return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.day, y.day), cmp.Compare(x.who, y.who), cmp.Compare(x.usd, y.usd), strings.Compare(x.id, y.id))
}

func sortRefused(all []refused) []refused {
	slices.SortFunc(all, refusedOrder)
	return slices.Clip(all)
}

// RefusedBefore is the paper of another customer that told as many of the same chips at
// the same price and was stopped in the ninety days before; "" for none.
func (b *Book) RefusedBefore(sh *data.Shipment, m Priced, day int32) (id string, on int32) {
	w, k := who(sh), refusedKey(&m)
	if len(b.refused) == 0 || w == 0 || k == 0 {
		return "", 0
	}
	at := sort.Search(len(b.refused), func(i int) bool {
		x := &b.refused[i]
		return x.key > k || x.key == k && x.day >= day-refusedDays
	})
	for n := 0; at < len(b.refused) && b.refused[at].key == k && b.refused[at].day < day && n < maxScan; at, n = at+1, n+1 {
		x := &b.refused[at]
		if x.who != w && math.Abs(x.usd-m.USD) <= sameValue*x.usd {
			return x.id, x.day
		}
	}
	return "", 0
}
