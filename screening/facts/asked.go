package facts

import (
	"sync/atomic"

	"redflag/data"
)

// Asked is a party as verdicts asked about it: what lists and people say of it may
// change though no record does.
type Asked struct {
	Number  int32 // within one screen
	Party   *data.Customer
	Goods   uint8 // families of goods that it was judged for
	Source  string
	Owned   bool   // lists were asked about its owners too, or parents were looked up
	Grounds uint64 // a hash over what was said of it
}

// EachAsked are the parties that were asked about.
func (s *Sources) EachAsked(yield func(Asked)) {
	s.profiles.Range(func(_, v any) bool {
		yield(v.(*profile).asked())
		return true
	})
}

// Ask asks about a party again.
func (s *Sources) Ask(c *data.Customer, goods uint8, source string, n Searcher) Asked {
	return s.profile(profileKey{c, families(goods)}, source, n).asked()
}

func (p *profile) asked() Asked {
	return Asked{Number: p.number, Party: p.c, Goods: uint8(p.goods), Source: p.source, Owned: len(p.owners) > 0 || p.lookedUp, Grounds: p.grounds}
}

// Bare is a party of whom a record tells name and country alone.
func (f *Facts) Bare(name, country string) *data.Customer { return f.bare(name, country) }

// numbering gives profiles their numbers.
type numbering struct{ last atomic.Int32 }

func (n *numbering) next() int32 { return n.last.Add(1) }

// Beyond says what a verdict rests on beside records and parties.
type Beyond uint8

const (
	BeyondDay   Beyond = 1 << iota // the law of the day as of which it is judged
	BeyondLists                    // what lists say of names that are no party's
)

// RestsOn appends the numbers of the parties whose standing the verdict on what is at
// hand rests on, and says on what else it rests that can change while no record does.
func (f *Facts) RestsOn(dst []int32) (parties []int32, beyond Beyond) {
	from := len(dst)
	add := func(n int32) {
		for _, x := range dst[from:] {
			if x == n {
				return
			}
		}
		dst = append(dst, n)
	}
	for i := range f.parties {
		p := f.parties[i].profile
		add(p.number)
		if p.goods != 0 {
			add(f.ordinary(p.c, f.source).number) // says whether there is anything to judge for goods
		}
	}
	if f.law == f.src.AsOf || f.sh == nil {
		beyond |= BeyondDay
	}
	if f.asks {
		beyond |= BeyondLists
	}
	return dst, beyond
}

// lists are asked about a name that is no party's, such as a director's.
func (f *Facts) lists() Searcher {
	f.asks = true
	return f.names
}
