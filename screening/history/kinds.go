package history

import (
	"slices"

	"redflag/data/tape"
)

// kind is one of the lists of what a builder learns of shipments, all of which are joined,
// put in order, kept and followed alike.
type kind interface {
	join(b, part *Builder)
	sort(b *Builder)
	reduce(b *Builder)
	keep(b *Builder, t *tape.Tape)
	follow(b, was, gone, came *Builder, place []int32) error
}

// kinds are all of them, a row each. What has no keep is kept in a way of its own (see
// learned), and what is reduced to what was told twice is followed so (see followPapers).
func kinds() []kind {
	return []kind{
		list[row]{of: func(b *Builder) *[]row { return &b.rows }, order: inOrder, customer: func(r *row) *int32 { return &r.customer }},
		list[document]{of: func(b *Builder) *[]document { return &b.docs }, order: documentOrder, twice: keepRepeated, least: 61, one: (*document).keep},
		list[serial]{of: func(b *Builder) *[]serial { return &b.serials }, order: serialOrder, twice: keepSerials, least: 40, one: (*serial).keep},
		list[inflow]{of: func(b *Builder) *[]inflow { return &b.inflow }, order: inflowOrder, customer: func(x *inflow) *int32 { return &x.customer }, least: 25, one: (*inflow).keep},
		list[deal]{of: func(b *Builder) *[]deal { return &b.deals }, order: dealOrder, least: 37, one: (*deal).keep},
		list[carried]{of: func(b *Builder) *[]carried { return &b.carried }, order: carriedOrder, least: 47, one: (*carried).keep},
		list[refused]{of: func(b *Builder) *[]refused { return &b.refused }, order: refusedOrder, least: 46, one: (*refused).keep},
		list[permit]{of: func(b *Builder) *[]permit { return &b.permits }, order: permitOrder, least: 37, one: (*permit).keep},
		list[guest]{of: func(b *Builder) *[]guest { return &b.guests }, order: guestOrder, least: 29, one: (*guest).keep},
		list[financed]{of: func(b *Builder) *[]financed { return &b.financed }, order: financedOrder, least: 17, one: (*financed).keep},
		list[payment]{of: func(b *Builder) *[]payment { return &b.payments }, order: paymentOrder, least: 25, one: (*payment).keep},
		list[owed]{of: func(b *Builder) *[]owed { return &b.owed }, order: owedOrder, least: 28, one: (*owed).keep},
		list[departed]{of: func(b *Builder) *[]departed { return &b.departed }, order: departedOrder, least: 22, one: (*departed).keep},
		list[receipt]{of: func(b *Builder) *[]receipt { return &b.receipts }, order: receiptOrder, least: 44, one: (*receipt).keep},
		list[buy]{of: func(b *Builder) *[]buy { return &b.buys }, order: buyOrder, customer: func(x *buy) *int32 { return &x.customer }},
	}
}

// list is a kind by what it holds.
type list[T any] struct {
	of       func(*Builder) *[]T
	order    func(x, y T) int
	customer func(*T) *int32      // whose it is; nil where it is not kept by customer
	twice    func([]T) []T        // leaves, in order, what was told twice; nil where all is learned
	least    int                  // bytes of one that is kept
	one      func(*T, *tape.Tape) // keeps one
}

func (l list[T]) join(b, part *Builder) {
	if into, more := l.of(b), *l.of(part); len(*into) == 0 {
		*into = more
	} else {
		*into = append(*into, more...)
	}
}

// sort forgets nothing.
func (l list[T]) sort(b *Builder) { slices.SortFunc(*l.of(b), l.order) }

// reduce leaves what is learned of, in order.
func (l list[T]) reduce(b *Builder) {
	if all := l.of(b); l.twice != nil {
		*all = l.twice(*all)
	} else {
		slices.SortFunc(*all, l.order)
	}
}

func (l list[T]) keep(b *Builder, t *tape.Tape) {
	if l.one != nil {
		tape.Each(t, l.of(b), l.least, func(x *T) { l.one(x, t) })
	}
}

func (l list[T]) follow(b, was, gone, came *Builder, place []int32) error {
	if l.twice != nil {
		return nil
	}
	return move(*l.of(was), *l.of(gone), *l.of(came), l.order, l.of(b), l.customer, place)
}
