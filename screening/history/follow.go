package history

import (
	"errors"
	"slices"

	"redflag/data"
)

// errNotLearned says that something is to be forgotten that was never learned.
var errNotLearned = errors.New("what is gone was never learned")

// Follow gives a builder, to which customers and holdings were told as they are now,
// what another has learned of shipments, without what is gone and with what came. was is
// spent after it. gone is a part of was, which was told the customers as they were then,
// and came a part of b; both hold the shipments that changed, and those that now are of
// another customer. Customers are told in the order of their record numbers. lone was
// shown (see Paper) all other shipments that share a number with what came, because was
// has forgotten numbers that one paper alone told.
func (b *Builder) Follow(was, gone, came, lone *Builder) error {
	was.reduce()
	gone.sort()
	came.sort()
	place := was.book.placesIn(b.book)
	errs := []error{b.followPapers(was, gone, came, lone)}
	for _, k := range kinds() {
		errs = append(errs, k.follow(b, was, gone, came, place))
	}
	b.prices, b.seen = was.prices, was.seen
	for model, h := range gone.prices {
		if b.prices[model] == nil {
			return errNotLearned
		}
		if b.prices[model].leave(h); b.prices[model].n == 0 {
			delete(b.prices, model)
		}
	}
	for model, h := range came.prices {
		b.joinPrices(model, h)
	}
	for c, n := range gone.seen {
		b.name(c, -*n)
	}
	for c, n := range came.seen {
		b.name(c, *n)
	}
	for _, n := range b.seen {
		if *n < 0 {
			errs = append(errs, errNotLearned)
		}
	}
	b.book.sites.join(was.book.sites)
	b.undated = was.undated - gone.undated + came.undated
	b.reduced = true
	*was = Builder{}
	return errors.Join(errs...)
}

// followPapers is Follow for what is kept only where it was told twice.
func (b *Builder) followPapers(was, gone, came, lone *Builder) error {
	order := func(d document) uint64 { return d.order }
	number := func(s serial) uint64 { return s.number }
	var docs []document
	var serials []serial
	toldTwice(was.docs, &gone.docs, &lone.docs, order)
	toldTwice(was.serials, &gone.serials, &lone.serials, number)
	came.docs = append(came.docs, lone.docs...)
	came.serials = append(came.serials, lone.serials...)
	came.sort()
	err := errors.Join(
		move(was.docs, gone.docs, came.docs, documentOrder, &docs, nil, nil),
		move(was.serials, gone.serials, came.serials, serialOrder, &serials, nil, nil))
	b.docs, b.serials = keepRepeated(docs), keepSerials(serials)
	return err
}

// toldTwice leaves of what is gone only what was kept, and of what stands alone only what
// was not.
func toldTwice[T any](was []T, gone, lone *[]T, number func(T) uint64) {
	kept := func(x T) bool {
		_, ok := slices.BinarySearchFunc(was, number(x), func(x T, n uint64) int { return compareWord(number(x), n) })
		return ok
	}
	*gone = slices.DeleteFunc(*gone, func(x T) bool { return !kept(x) })
	*lone = slices.DeleteFunc(*lone, kept)
}

func compareWord(x, y uint64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// move puts into out what was, less what is gone, with its customers at their new places,
// and what came; each is in order, and so is out. customer is nil where there is none.
func move[T any](was, gone, came []T, order func(x, y T) int, out *[]T, customer func(*T) *int32, place []int32) error {
	left := slices.Grow(was[:0], len(was))
	for rest := was; ; gone = gone[1:] {
		if len(gone) == 0 {
			left = append(left, rest...)
			break
		}
		at, ok := slices.BinarySearchFunc(rest, gone[0], order)
		if !ok {
			return errNotLearned
		}
		left, rest = append(left, rest[:at]...), rest[at+1:]
	}
	if customer != nil {
		for i := range left {
			c := customer(&left[i])
			if *c = place[*c]; *c < 0 {
				return errNotLearned // an order of a customer that is gone is gone or another's
			}
		}
	}
	// From the end, so that each is moved once.
	n := len(left)
	left = append(left, came...)
	for to := len(left); len(came) > 0; {
		last := came[len(came)-1]
		at, _ := slices.BinarySearchFunc(left[:n], last, order)
		copy(left[to-(n-at):to], left[at:n])
		to, n = to-(n-at)-1, at
		left[to], came = last, came[:len(came)-1]
	}
	*out = left
	return nil
}

// placesIn are the places of the customers in another book, -1 where they are gone.
func (b *Book) placesIn(o *Book) []int32 {
	at := make(map[int64]int32, len(o.customers))
	for i, r := range o.customers {
		at[r.Origin.Record] = int32(i)
	}
	out := make([]int32, len(b.customers))
	for i, r := range b.customers {
		p, ok := at[r.Origin.Record]
		if !ok {
			p = -1
		}
		out[i] = p
	}
	return out
}

// sort puts what a part has learned in order, and forgets nothing.
func (b *Builder) sort() {
	for _, k := range kinds() {
		k.sort(b)
	}
}

// Paper notes the numbers that a shipment tells and that others may tell too, and nothing
// else of it.
func (b *Builder) Paper(sh *data.Shipment, source string, n Narrow) {
	if day, dated := lastDay(sh); dated {
		sh = b.book.ByRecord(sh, source, &b.sold)
		b.learnDocument(sh, day, n)
		b.learnSerials(sh, day, n)
	}
}

func (b *Builder) joinPrices(model string, h *histogram) {
	if b.prices[model] == nil {
		b.prices[model] = h
		return
	}
	b.prices[model].join(h)
}
