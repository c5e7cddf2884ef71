package history

import (
	"cmp"
	"slices"
)

// stray is a serial number that went out to a customer and was seen with another.
type stray struct {
	customer int32 // who it went out to
	day      int32 // on which it was seen
	number   uint64
}

// findStrays are all of them, by customer and day. What came back may go to anybody.
func (b *Book) findStrays() []stray {
	var out []stray
	for seen := range eachSerial(b.serials) {
		var last *serial
		for i := range seen {
			s := &seen[i]
			if s.how == wentOut {
				last = s
				continue
			}
			if last != nil && last.who != 0 && s.who != 0 && !b.oneParty(last.who, s.who) {
				if c := b.called(last.who); c >= 0 && !b.soldFor(last, b.markOfCalled(s.who), b.endUserOf(s.order, s.id)) {
					out = append(out, stray{c, s.day, s.number})
				}
			}
			if s.how == cameBack {
				last = nil
			}
		}
	}
	sortStrays(out)
	return out
}

func sortStrays(all []stray) {
	slices.SortFunc(all, func(x, y stray) int {
		return cmp.Or(cmp.Compare(x.customer, y.customer), cmp.Compare(x.day, y.day), cmp.Compare(x.number, y.number))
	})
}

// findHollow are the machines that came back under the number and model that they went out
// by, and weigh a part of what they weighed, by who had them.
func (b *Book) findHollow() []stray {
	var out []stray
	for seen := range eachSerial(b.serials) {
		var last *serial
		for i := range seen {
			s := &seen[i]
			switch {
			case s.how == wentOut && s.weight != 0:
				last = s
			case s.how == cameBack && last != nil && s.model == last.model && s.weight.hollow(last.weight):
				if c := b.called(last.who); c >= 0 {
					out = append(out, stray{c, s.day, s.number})
				}
				last = nil
			}
		}
	}
	sortStrays(out)
	return out
}

// Hollow are the machines that came back from a customer within so many days up to a day
// and weighed a part of what they had weighed.
func (b *Book) Hollow(customer, day int32) (n int) {
	for _, s := range of(b.hollow, customer) {
		if s.day <= day && s.day >= day-hollowDays {
			n++
		}
	}
	return n
}

// hollowDays is how long a customer who sent shells back is asked about them.
const hollowDays = 400

// Strayed are the serial numbers that went out to a customer and were seen with another
// up to a day, and the day of the first of them.
func (b *Book) Strayed(customer, day int32) (n int, first int32) {
	for _, s := range b.straysOf(customer) {
		if s.day > day {
			break
		}
		if n++; n == 1 {
			first = s.day
		}
	}
	return n, first
}

func (b *Book) straysOf(customer int32) []stray { return of(b.strays, customer) }

func of(all []stray, customer int32) []stray {
	from, _ := slices.BinarySearchFunc(all, customer, func(s stray, c int32) int { return cmp.Compare(s.customer, c) })
	to := from
	for to < len(all) && all[to].customer == customer {
		to++
	}
	return all[from:to]
}
