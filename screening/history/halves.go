package history

import (
	"slices"
	"sync"

	"redflag/data"
)

// halvesDays are the days within which the parts of one system are ordered.
const halvesDays = 45

// Halves counts the orders of a customer's group, and of customers with which it has
// something in common that few have, in the days before one: of machines for accelerators
// that are told to be without them, or of accelerators. Controlled goods without any
// accelerator are such machines. Of others to whose door the goods go, too, those orders
// count that went there.
func (b *Book) Halves(customer int32, g Grain, day int32, shells bool, to *data.Customer) (n int) {
	count := func(m int32, door uint32) {
		lo, hi := b.segment(m, g, day-halvesDays, day)
		for i := hi - 1; i >= lo && hi-i <= maxScan; i-- {
			if b.advanced[i] && (shells && b.gpus[i] == 0 || !shells && b.gpus[i] > 0) && (door == 0 || b.address[i] == door) {
				n++
			}
		}
	}
	firms := slices.Concat(b.Group(customer), b.kinOf(customer))
	for _, m := range firms {
		count(m, 0)
	}
	if door := uint32(b.sites.at(to).core); door != 0 {
		for _, m := range b.atDoor(door) {
			if !slices.Contains(firms, m) {
				count(m, door)
			}
		}
	}
	return n
}

// doorUsers are the customers, of a few, whose advanced chips go to one door, worked out at
// the first question.
type doorUsers struct {
	once sync.Once
	of   map[uint32][]int32
}

// atDoor are those customers; none where they are many, as in a hall of many tenants.
func (b *Book) atDoor(door uint32) []int32 {
	b.doors.once.Do(func() {
		b.doors.of = map[uint32][]int32{}
		for c := range b.customers {
			lo, hi := int(b.start[c*int(grains)]), int(b.start[(c+1)*int(grains)])
			for i := lo; i < hi; i++ {
				if at := b.doors.of[b.address[i]]; b.advanced[i] && b.address[i] != 0 && len(at) <= maxKin && !slices.Contains(at, int32(c)) {
					b.doors.of[b.address[i]] = append(at, int32(c))
				}
			}
		}
	})
	if at := b.doors.of[door]; len(at) <= maxKin {
		return at
	}
	return nil
}
