package history

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"redflag/data"
	"redflag/data/tape"
	"redflag/screening/match"
)

// site is where a party is told to sit, as others are compared with it.
type site struct {
	text  uint64 // hash of what is told
	key   uint64 // equal where the same is told in whatever words; 0 where no house is named
	core  uint64 // equal for sites that may be one
	wide  uint64 // another such, 0 for none
	own   uint64 // equal where one door is told in the writing of its country, 0 for other writing
	floor uint64 // equal for units on one floor, 0 where none is told
	spot  match.Spot
	read  bool // there is a spot
}

// is reports whether two sites are one address and unit.
func (s *site) is(o *site) bool {
	return s.key != 0 && (s.key == o.key || s.own != 0 && s.own == o.own || s.read && o.read && s.spot.Is(&o.spot))
}

// sites are the addresses of a book, each read once however many parties tell it.
type sites struct {
	mu sync.RWMutex
	of map[uint64]site
}

// at is where a party sits.
func (s *sites) at(c *data.Customer) site {
	if !Placed(c) {
		return site{}
	}
	text := toldAt(c)
	s.mu.RLock()
	x, ok := s.of[text]
	s.mu.RUnlock()
	if !ok {
		x = readSite(c, text)
		s.mu.Lock()
		s.of[text] = x
		s.mu.Unlock()
	}
	return x
}

// join takes over what others have read.
func (s *sites) join(o *sites) {
	if s == o {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for text, x := range o.of {
		s.of[text] = x
	}
}

// toldAt is a hash over all that is told of where a party sits.
func toldAt(c *data.Customer) uint64 {
	h := uint64(14695981039346656037)
	for _, s := range [...]string{c.Address, c.UnitFloor, c.City, c.Postcode, c.Country} {
		for i := 0; i < len(s); i++ {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
		h = (h ^ 0x1f) * 1099511628211
	}
	return h
}

// fullAddress is an address with what a record tells beside it.
func fullAddress(c *data.Customer) string {
	full := c.Address
	for _, part := range [...]string{c.UnitFloor, c.City, c.Postcode} {
		if data.TextState(part) == data.Known {
			full += ", " + part
		}
	}
	return full
}

// readSite reads an address with what a record tells beside it. What is not read as a
// spot is compared as it is written.
func readSite(c *data.Customer, text uint64) site {
	x := site{text: text}
	full, country := fullAddress(c), c.Country
	if CareOf(full) {
		country = "" // that of who is written to, and not of the house it is written to
	}
	if native := match.NativeDoor(c.Address, c.UnitFloor, c.City, c.Country); native != "" {
		x.own = hash(native)
	}
	full = match.PlainAddress(full, country)
	x.floor = floorOf(full, country)
	if x.spot, x.read = match.SpotOf(full, country); x.read {
		x.names()
		return x
	}
	if x.key = x.own; x.key == 0 {
		x.key = hash(wordsKey(c))
	}
	x.core = x.key
	return x
}

// wordsKey is an address that is read as no spot, as it is compared: Latin words stand in
// any order, each with the figures and single letters behind it, so that "Lot 7, Harbour
// Yard C" and "Harbour Yard C Lot 7" are one. Other writing is compared as it stands.
func wordsKey(c *data.Customer) string {
	key := AddressKey(c)
	if key == "" {
		return ""
	}
	for i := range len(key) {
		if key[i] > 127 {
			return key
		}
	}
	var words []string
	for w := range strings.FieldsFuncSeq(strings.ToLower(c.Address), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if n := len(words); n > 0 && (len(w) == 1 || isDigit(w[0])) {
			words[n-1] += w
		} else {
			words = append(words, w)
		}
	}
	if len(words) < 3 {
		return key
	}
	slices.Sort(words)
	return strings.Join(words, " ") + "|" + squeeze(c.UnitFloor)
}

func (x *site) keep(t *tape.Tape) {
	t.Uint64(&x.text)
	t.Uint64(&x.floor)
	t.Uint64(&x.own)
	t.Flag(&x.read)
	if !x.read {
		t.Uint64(&x.key)
		x.core = x.key
		return
	}
	x.spot.Keep(t)
	x.names()
}

// names are those of its spot.
func (x *site) names() {
	cores := x.spot.Cores()
	x.key, x.core, x.wide = x.spot.Key(), cores[0], cores[1]
}

// settle reads the sites of all parties and forgets those of others. After it the sites
// of these are only looked up, so that they can be kept while the book is built.
func (b *Builder) settle() {
	if b.settled {
		return
	}
	b.settled = true
	all := make([]*data.Customer, 0, len(b.book.customers)+len(b.seen))
	for _, r := range b.book.customers {
		all = append(all, r.Customer)
	}
	for c := range b.seen {
		all = append(all, c)
	}
	read := make([]site, len(all))
	workers := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(all); i += workers {
				read[i] = b.book.sites.at(all[i])
			}
		})
	}
	wait.Wait()
	of := make(map[uint64]site, len(read))
	for i := range read {
		if read[i].text != 0 {
			of[read[i].text] = read[i]
		}
	}
	b.book.sites.of = of
}

// mostWritten is how many ways of telling what may be one address are held against
// each other. Where there are more, only equal ones are one.
const mostWritten = 48

// learnNear finds the addresses that are told in different ways and are one: by the
// identifier of each, those of the others. "12 High Street, Leeds" is not one with
// "12 High St, York", though a third way of telling may be one with either.
func (b *Book) learnNear() {
	written := map[uint64][]*site{} // by core
	for _, x := range b.sites.of {
		for _, core := range [...]uint64{x.core, x.wide, x.own} {
			w := written[core]
			if (x.read || x.own != 0) && core != 0 && len(w) <= mostWritten && !slices.ContainsFunc(w, func(o *site) bool { return o.key == x.key }) {
				written[core] = append(w, &x)
			}
		}
	}
	b.near = map[uint64][]uint64{}
	for _, ways := range written {
		if len(ways) > mostWritten {
			continue
		}
		for i, x := range ways {
			for _, y := range ways[:i] {
				if x.is(y) {
					b.near[x.ident()] = append(b.near[x.ident()], y.ident())
					b.near[y.ident()] = append(b.near[y.ident()], x.ident())
				}
			}
		}
	}
	for h, l := range b.near {
		slices.Sort(l)
		b.near[h] = slices.Compact(l)
	}
}

func (s *site) ident() uint64 { return identHash(addressIdent, s.key) }

// Site is equal for parties that tell the same address and unit, in whatever words; 0
// names no house.
func (b *Book) Site(c *data.Customer) uint64 {
	if s := b.sites.at(c); s.key != 0 {
		return s.ident()
	}
	return 0
}

// SameSite reports whether two sites are one address and unit.
func (b *Book) SameSite(x, y uint64) bool {
	return x != 0 && (x == y || slices.Contains(b.near[x], y))
}
