package history

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// FinancedBy is who pays by a finance paper, and who is to use the goods by it, a lessee, for
// the papers of the same order that come after it and tell nobody who does.
type FinancedBy struct {
	Name, Country string // as told
	Paper         string // its id; "" for none
	User          string // as told; "" for none
	Seats         string // the countries of its headquarters, parent and ultimate parent, parted by blanks
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
	if p := partyOf(sh, data.EndUser); p != nil && data.TextState(p.Name) == data.Known {
		x.by.User, x.by.Seats = p.Name, seatsOf(p)
	}
	if x.order != 0 && (data.TextState(x.by.Name) == data.Known || x.by.User != "") {
		x.by = FinancedBy{strings.Clone(x.by.Name), strings.Clone(x.by.Country), strings.Clone(x.by.Paper), strings.Clone(x.by.User), x.by.Seats} // not the whole record with it
		b.financed = append(b.financed, x)
	}
}

// seatsOf are the countries that somebody is led from, as far as they are told.
func seatsOf(p *data.Customer) string {
	var seats []string
	for _, of := range [...]string{p.HQCountry, p.ParentCountry, p.UltimateParentCountry} {
		if data.TextState(of) == data.Known && !slices.Contains(seats, of) {
			seats = append(seats, of)
		}
	}
	return strings.Join(seats, " ")
}

func financedOrder(x, y financed) int {
	return cmp.Or(cmp.Compare(x.order, y.order), cmp.Compare(x.day, y.day), strings.Compare(x.by.Paper, y.by.Paper),
		strings.Compare(x.by.Name, y.by.Name), strings.Compare(x.by.Country, y.by.Country),
		strings.Compare(x.by.User, y.by.User), strings.Compare(x.by.Seats, y.by.Seats))
}

// Financed is who pays by the last finance paper of a shipment's order before a day; an
// order without a number is meant by its id.
func (b *Book) Financed(sh *data.Shipment, day int32) (by FinancedBy) {
	if len(b.financed) == 0 {
		return by
	}
	order := nameHash(orderOrID(sh))
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
