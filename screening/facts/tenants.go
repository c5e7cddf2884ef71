package facts

import (
	"math"

	"redflag/data"
	"redflag/screening/match"
)

// crowded is how near a listed address must be, after damping, to be looked at:
// the same building until more than sixteen unrelated parties are known in it, the
// same floor until more than sixty-four, a street never. A unit is not damped.
const crowded = 0.30

// damp weighs a hit on an address by how many unrelated parties sit there: those
// that are listed, which the score holds already, and those of the book.
func (s *Sources) damp(p *profile, h *hit) {
	listed := max(h.Tenants, 1)
	h.tenants = listed + s.neighbours(p.c)
	if h.sure {
		return
	}
	share := func(n int) float64 { return 1 + 0.25*math.Log2(float64(n)) }
	h.Score = math.Round(h.Score*share(listed)/share(h.tenants)*1000) / 1000
	h.damped = h.Score < crowded
}

// neighbours is how many parties of the book, unrelated to it, sit in the building
// of a party.
func (s *Sources) neighbours(c *data.Customer) int {
	if s.Book == nil {
		return 0
	}
	building := func(c *data.Customer) string { return match.Building(c.Address, c.Country) }
	return max(0, s.Book.Tenants(building)[building(c)]-1)
}
