package facts

import (
	"math"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// sameGoods asks whether an earlier paper tells these goods as advanced chips.
func (f *Facts) sameGoods(x field) rules.Value {
	if !history.AfterSale(f.sh) {
		return rules.Value{} // goods that are yet to be sold are no earlier ones
	}
	s, ok := f.carried()
	switch {
	case !ok:
		return rules.Value{}
	case x == fHistorySameElsewhere:
		return boolValue(s.Elsewhere)
	case x == fHistorySameCheaper:
		return boolValue(s.Cheaper)
	}
	return textValue(s.String())
}

func (f *Facts) carried() (history.Same, bool) {
	g := f.allGoods()
	general := controlRank(g.worst.Controlled) < 2
	for i := 0; general && i < len(f.lines); i++ {
		general = f.saysPlain(f.lines[i].Description)
	}
	usd := math.NaN()
	if g.valueUSD.State == data.Known {
		usd = g.valueUSD.Num
	}
	return f.src.Book.Carried(f.sh, usd, general, f.day)
}
