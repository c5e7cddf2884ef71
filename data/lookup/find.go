package lookup

import (
	"cmp"
	"slices"
)

// enough is how many finds are weighed against each other; what is typed that
// finds more wants another letter.
const enough = 400

// PartyHit is a party that the query was found in, and where it was: in the row of
// a party of the store or of a customer's record, or in neither, where orders tell
// no more of it than its name.
type PartyHit struct {
	Entity   int32
	Party    int64
	Customer int64
	Orders   int // current ones that name it

	near int
}

// OrderHit is a current order that one of its numbers was found for.
type OrderHit struct {
	Record int64

	near, at int
}

// Parties are the parties found, the nearest first, at most limit; more says that
// there are others.
func (ix *Index) Parties(q Query, limit int) (hits []PartyHit, more bool) {
	place := map[int32]int{} // in hits, by entity
	for _, round := range q.rounds(true) {
		room := len(hits) + enough
		for _, needle := range round {
			if needle == nil { // words that may stand apart, all of them in one row
				needle = ix.told.rarest(q.words)
			}
			ix.told.each(needle, func(row, _ int) bool {
				hits = ix.takeParty(q, row, hits, place)
				return len(hits) < room
			})
		}
		if len(hits) < room {
			break
		}
	}
	slices.SortStableFunc(hits, func(a, b PartyHit) int {
		return cmp.Or(a.near-b.near, cmp.Compare(ix.count(b.Entity), ix.count(a.Entity)))
	})
	more = len(hits) > limit
	hits = hits[:min(limit, len(hits))]
	for i := range hits {
		hits[i].Orders = ix.count(hits[i].Entity)
	}
	return hits, more
}

// takeParty weighs one row that may hold the query.
func (ix *Index) takeParty(q Query, row int, hits []PartyHit, place map[int32]int) []PartyHit {
	e := ix.entity[row]
	if !ix.There(e) {
		return hits
	}
	t := ix.told.row(row)
	near, at, _ := q.near(t)
	if near == none {
		return hits
	}
	h := PartyHit{Entity: e, near: near*int(fields) + int(fieldAt(t, at))}
	if ref := ix.ref[row]; ref >= 0 {
		h.Party = ref
	} else {
		h.Customer = -ref
	}
	if i, ok := place[e]; !ok {
		place[e] = len(hits)
		hits = append(hits, h)
	} else if h.near < hits[i].near {
		hits[i] = h
	}
	return hits
}

func (ix *Index) count(e int32) int { return int(ix.ofUpTo[e+1] - ix.ofUpTo[e]) }

// ByNumber are the orders that one of their numbers was found for, the nearest
// first, at most limit; more says that there are others.
func (ix *Index) ByNumber(q Query, limit int) (hits []OrderHit, more bool) {
	if !q.number {
		return nil, false
	}
	seen := map[int64]bool{}
	for _, round := range q.rounds(false) {
		room := len(hits) + enough
		for _, needle := range round {
			for page := 0; page < len(ix.orders) && len(hits) < room; page++ {
				hits = ix.takeOrders(needle, page, room, hits, seen)
			}
		}
		if len(hits) < room {
			break
		}
	}
	slices.SortFunc(hits, func(a, b OrderHit) int { return cmp.Or(a.near-b.near, a.at-b.at) })
	more = len(hits) > limit
	return hits[:min(limit, len(hits))], more
}

// takeOrders finds the needle in one page.
func (ix *Index) takeOrders(needle []byte, page, room int, hits []OrderHit, seen map[int64]bool) []OrderHit {
	p, n := &ix.orders[page], len(needle)
	if needle[0] == head {
		n--
	}
	p.each(needle, func(row, at int) bool {
		id := p.record[row]
		if seen[id] || ix.isDead(ix.first[page]+row) {
			return true
		}
		seen[id] = true
		at += len(needle) - n
		hits = append(hits, OrderHit{id, nearness(p.row(row), at, n), ix.first[page] + row})
		return len(hits) < room
	})
	return hits
}

// rounds are what texts are scanned for. The next round is for where the one
// before found more than is weighed, so that what begins with the query, or is it,
// is seen however much else holds it. A nil stands for any of the words.
func (q *Query) rounds(parties bool) [][][]byte {
	if len(q.phrase) == 0 {
		return nil
	}
	phrase, number := q.phrase, q.joined
	start := func(b []byte, after ...byte) []byte { return slices.Concat([]byte{head}, b, after) }
	if !parties {
		if number == nil {
			number = phrase
		}
		if len(number) < shortest {
			return nil
		}
		return [][][]byte{{number}, {start(number)}}
	}
	part, begin := [][]byte{phrase}, [][]byte{start(phrase)}
	if q.apart {
		part[0] = nil // each word stands in the phrase too
	}
	if number != nil {
		part, begin = append(part, number), append(begin, start(number))
	}
	if q.phone != nil {
		part = append(part, q.phone)
	}
	is := [][]byte{start(phrase, tails+byte(Name))}
	if len(phrase) < shortest {
		return [][][]byte{begin, is}
	}
	return [][][]byte{part, begin, is}
}
