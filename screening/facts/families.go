package facts

import (
	"slices"
	"strings"

	"redflag/data"
)

// families are the product families of an order, by which law looks at them: what
// is true of a party that buys keyboards need not be enough where it buys chips.
type families uint8

const (
	advancedFamily families = 1 << iota // 3A090 and 4A090, surely or possibly
	chineseFamily                       // chips of Chinese design under General Prohibition 10
)

const ordinaryGoods = "ordinary goods"

var familyWords = [...]string{"advanced chips or computers (3A090, 4A090)", "advanced chips of Chinese design (General Prohibition 10)"}

func (f families) String() string {
	var out []string
	for i, w := range familyWords {
		if f&(1<<i) != 0 {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return ordinaryGoods
	}
	return strings.Join(out, " and ")
}

// covers reports whether a clearance for some goods holds for others.
func covers(cleared, now string) bool {
	for w := range strings.SplitSeq(now, " and ") {
		if w != ordinaryGoods && !slices.Contains(strings.Split(cleared, " and "), w) {
			return false
		}
	}
	return now != "" || cleared == now
}

// family is the product family of recognised goods.
func (g *Good) family() families {
	switch {
	case g.PRC == data.True && (g.PRCNamed || g.PRCReaches != data.False):
		return chineseFamily
	case controlRank(g.Controlled) >= 2:
		return advancedFamily
	}
	return 0
}
