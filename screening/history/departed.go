package history

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// departed is a paper of customs by which goods of a customer left for a country, and a key
// by which they can be found on an earlier paper.
type departed struct {
	who, key uint64
	day      int32
	country  string
	paper    string // its id
}

// computes reports a line of computers, their parts or circuits by its tariff number.
func computes(l *data.Line) bool {
	hs := strings.ReplaceAll(l.HS, ".", "")
	return strings.HasPrefix(hs, "8471") || strings.HasPrefix(hs, "8473") || strings.HasPrefix(hs, "8542")
}

func (b *Builder) learnDeparted(sh *data.Shipment, day int32, n Narrow) {
	paper := PaperOf(sh)
	w := who(sh)
	if w == 0 || paper != "declaration" && paper != "trade_data" || TookIn(sh) {
		return
	}
	if !n.Advanced && !slices.ContainsFunc(sh.Lines, func(l data.Line) bool { return computes(&l) }) {
		return // of other trades there are many, and they tell nothing of chips
	}
	to := toldDestination(sh)
	if to == "" {
		return
	}
	keysOf(sh, 0, func(_ By, key uint64) bool {
		b.departed = append(b.departed, departed{w, key, day, strings.Clone(to), strings.Clone(sh.ID)})
		return true
	})
}

func departedOrder(x, y departed) int {
	return cmp.Or(cmp.Compare(x.who, y.who), cmp.Compare(x.day, y.day), cmp.Compare(x.key, y.key), strings.Compare(x.country, y.country), strings.Compare(x.paper, y.paper))
}

// Departed gives, before a day, the papers of customs that tell goods of a shipment's customer
// for another country than an earlier paper of advanced chips told, which has a serial number,
// a transport document or an order number of theirs.
func (b *Book) Departed(sh *data.Shipment, day int32, yield func(country, paper, model string) bool) {
	w := who(sh)
	if len(b.departed) == 0 || w == 0 {
		return
	}
	for i := sort.Search(len(b.departed), func(i int) bool { return b.departed[i].who >= w }); i < len(b.departed) && b.departed[i].who == w && b.departed[i].day < day; i++ {
		x := &b.departed[i]
		if x.day < day-carriedDays {
			continue
		}
		to := CountryKey(x.country)
		c := b.latest(x.key, hash(x.paper), moment{day: x.day}, carriedDays, func(c *carried) bool { return !c.back && c.destination != 0 && c.destination != to })
		if c != nil && !yield(x.country, x.paper, c.model) {
			return
		}
	}
}
