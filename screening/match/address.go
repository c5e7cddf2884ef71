package match

import "redflag/data"

// Addresses looks up a party's address and returns the listed addresses that it
// may be, best first, at most limit.
func (s *Searcher) Addresses(q Query, limit int) []data.NameHit {
	return nil
}
