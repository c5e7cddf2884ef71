package history

import (
	"math"
	"slices"
	"strconv"
	"sync"

	"redflag/data"
	"redflag/screening/match"
)

// stopNames are the names of the customers that were stopped, as a list of the house's
// own: whoever bears one of them, or one that comes near it in any script, is found.
type stopNames struct {
	stopped []stoppedCustomer
	noted   []int32          // the places in the book of those whose own notes tell it
	place   map[data.Key]int // among them
	numbers map[string]int   // the same, by numbers of registration and tax
	search  stopSearch
	words   stopWords
}

// stopSearch looks the names up. The index is built at the first question.
type stopSearch struct {
	once      sync.Once
	index     *match.Index
	searchers sync.Pool
}

// stoppedCustomer is one that was stopped, with the first day on which that is told.
type stoppedCustomer struct {
	record *data.Record
	since  int32
}

// Stopped gives the records of the customers that were stopped.
func (b *Book) Stopped(yield func(*data.Record) bool) {
	if b.stopped.names == nil {
		return
	}
	for i := range b.stopped.names.stopped {
		if !yield(b.stopped.names.stopped[i].record) {
			return
		}
	}
}

// newStopNames are the names of those of buyers that were stopped, by their places among
// the customers.
func newStopNames(customers []*data.Record, buyers map[int32]*stopped) *stopNames {
	n := &stopNames{place: map[data.Key]int{}, numbers: map[string]int{}}
	for i, r := range customers {
		if r == nil || r.Customer == nil {
			continue
		}
		since := int32(math.MaxInt32)
		if s := buyers[int32(i)]; s != nil {
			since = s.since
		}
		if day, noted := NotedStop(r.Customer.Notes); noted {
			since = min(day, since)
			n.noted = append(n.noted, int32(i))
		}
		if since != math.MaxInt32 {
			n.place[r.Key()] = len(n.stopped)
			for _, number := range longNumbers(r.Customer) {
				n.numbers[number] = len(n.stopped)
			}
			n.stopped = append(n.stopped, stoppedCustomer{r, since})
		}
	}
	return n
}

// searcher is one that is free, for one question.
func (n *stopNames) searcher() *match.Searcher {
	n.search.once.Do(func() {
		p := &data.ListPack{Entries: make([]data.ListEntry, len(n.stopped))}
		for i, s := range n.stopped {
			c := s.record.Customer
			p.Entries[i] = data.ListEntry{ID: strconv.Itoa(i), Name: c.Name, Aliases: slices.DeleteFunc(append([]string{c.NameLocal}, otherNames(c)...), func(a string) bool { return a == "" })}
		}
		n.search.index = match.Build([]*data.ListPack{p})
	})
	if s, ok := n.search.searchers.Get().(*match.Searcher); ok {
		return s
	}
	return n.search.index.Searcher()
}

// mostNamed is how many stopped customers one name is held against.
const mostNamed = 8

// of is the stopped customer that a party is, by the record that it was taken to be or by
// its number, or whose name it comes nearest to; nil for none.
func (n *stopNames) of(c *data.Customer, rec *data.Record) *stoppedCustomer {
	if len(n.stopped) == 0 {
		return nil
	}
	if rec != nil {
		if i, ok := n.place[rec.Key()]; ok {
			return &n.stopped[i]
		}
	}
	for _, number := range longNumbers(c) {
		if i, ok := n.numbers[number]; ok {
			return &n.stopped[i]
		}
	}
	names := n.searcher()
	defer n.search.searchers.Put(names)
	at, _ := atHand(c.Name)
	for _, h := range names.Names(match.Query{Name: at, NameLocal: c.NameLocal, Aliases: c.Aliases, Country: c.Country}, mostNamed) {
		if h.Score < match.Threshold {
			return nil
		}
		if i, err := strconv.Atoi(h.ID); err == nil {
			return &n.stopped[i]
		}
	}
	return nil
}

// StoppedNamesake is the stopped customer that a party is, by the record that it was taken
// to be or by its number, or whose name it comes nearest to, by the measure of the lists; nil
// for none. since
// is the first day on which the stop is told, 0 where none is.
func (b *Book) StoppedNamesake(c *data.Customer, rec *data.Record) (namesake *data.Record, since int32) {
	if s := b.stopped.names.of(c, rec); s != nil {
		return s.record, s.since
	}
	return nil, 0
}

// sameNamesake reports whether a party is led to the same stopped customer, told the same
// way, by the names of two books.
func sameNamesake(x, y *stopNames, c *data.Customer, rec *data.Record) bool {
	a, b := x.of(c, rec), y.of(c, rec)
	if a == nil || b == nil {
		return a == b
	}
	return a.since == b.since && sameVersion(a.record, b.record)
}

// sameStops reports whether two books tell the same of who was stopped.
func sameStops(x, y *stopNames) bool {
	return slices.EqualFunc(x.stopped, y.stopped, func(a, b stoppedCustomer) bool { return a.since == b.since && sameVersion(a.record, b.record) })
}

func sameVersion(x, y *data.Record) bool {
	return x.Origin.Record == y.Origin.Record && x.Origin.Version == y.Origin.Version
}
