package history

import (
	"slices"

	"redflag/data"
	"redflag/screening/match"
)

// stoppedHalls are the sites of the customers whose own notes tell that they are dealt with no
// more, by what makes two addresses one. A site tells no country, so any will do that its
// words allow.
type stoppedHalls map[uint64][]stoppedHall

type stoppedHall struct {
	spot   match.Spot
	record *data.Record
}

// stoppedHallsOf are those of some customers, by their places among all.
func stoppedHallsOf(customers []*data.Record, noted []int32) stoppedHalls {
	out := stoppedHalls{}
	for _, i := range noted {
		eachHall(customers[i].Customer, func(s match.Spot) {
			for _, core := range s.Cores() {
				if core != 0 {
					out[core] = append(out[core], stoppedHall{s, customers[i]})
				}
			}
		})
	}
	return out
}

// eachHall calls yield for the spot of each site of a customer that tells a unit.
func eachHall(c *data.Customer, yield func(match.Spot)) {
	for i := range c.Sites {
		if a := c.Sites[i].Address; data.TextState(a) == data.Known && holdsFigure(a) {
			if s, ok := match.SpotOf(a, ""); ok {
				yield(s)
			}
		}
	}
}

// StoppedDoor is a customer that is dealt with no more and has a site at the very address
// of a party; nil for none. A customer has no door of its own in common with itself.
func (b *Book) StoppedDoor(c *data.Customer) *data.Record {
	if len(b.stopped.halls) == 0 {
		return nil
	}
	x := b.sites.at(c)
	if !x.read {
		return nil
	}
	own := b.entityOf(c)
	for _, core := range x.spot.Cores() {
		at := slices.IndexFunc(b.stopped.halls[core], func(d stoppedHall) bool {
			i, _, ok := b.Resolve(d.record.Customer.ID, "", "")
			return x.spot.Is(&d.spot) && !(ok && entityOfGroup(b.groupOf[i]) == own)
		})
		if core != 0 && at >= 0 {
			return b.stopped.halls[core][at].record
		}
	}
	return nil
}
