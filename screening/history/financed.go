package history

import (
	"cmp"
	"sort"
	"strings"

	"redflag/data"
)

// FinancedBy is who pays by a finance paper, for the papers of the same order that come
// after it and tell nobody who does.
type FinancedBy struct {
	Name, Country string // as told
	Paper         string // its id; "" for none
}

type financed struct {
	order uint64
	day   int32
	by    FinancedBy
}

func (b *Builder) learnFinanced(sh *data.Shipment, day int32) {
	if PaperOf(sh) != "finance" {
		return
	}
	x := financed{nameHash(sh.Order), day, FinancedBy{Name: sh.Payer, Country: sh.PayerCountry, Paper: sh.ID}}
	if p := partyOf(sh, data.Payer); p != nil {
		x.by.Name, x.by.Country = cmp.Or(x.by.Name, p.Name), cmp.Or(x.by.Country, p.Country)
	}
	if x.order != 0 && data.TextState(x.by.Name) == data.Known {
		x.by = FinancedBy{strings.Clone(x.by.Name), strings.Clone(x.by.Country), strings.Clone(x.by.Paper)} // not the whole record with it
		b.financed = append(b.financed, x)
	}
}

func financedOrder(x, y financed) int {
	return cmp.Or(cmp.Compare(x.order, y.order), cmp.Compare(x.day, y.day), strings.Compare(x.by.Paper, y.by.Paper),
		strings.Compare(x.by.Name, y.by.Name), strings.Compare(x.by.Country, y.by.Country))
}

// Financed is who pays by the last finance paper of a shipment's order before a day.
func (b *Book) Financed(sh *data.Shipment, day int32) (by FinancedBy) {
	if len(b.financed) == 0 {
		return by
	}
	order := nameHash(sh.Order)
	if order == 0 {
		return by
	}
	i := sort.Search(len(b.financed), func(i int) bool {
		x := &b.financed[i]
		return x.order > order || x.order == order && x.day >= day
	})
	if i > 0 && b.financed[i-1].order == order {
		by = b.financed[i-1].by
	}
	return by
}
