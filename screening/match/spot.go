package match

import (
	"slices"
	"strings"

	"redflag/data/tape"
)

// Spot is what makes an address one and the same however it is written: the same unit
// of the same house in a street of one name, told with the same numbers. What people
// leave out or add (country, postcode, town, the name of the house) stands beside it
// and parts two addresses only where both tell it.
type Spot struct {
	core     uint64
	tower    uint64 // the core without the street, 0 where there is none or the house has no name
	country  uint32
	postcode uint32
	building uint32
	known    [3]uint32 // towns and districts of the tables, in order
	other    [4]uint32 // further words that may be of a place, in order
	inside   bool      // a unit or floor is told
	wide     bool      // no second town of the country is likely to have the like
}

// SpotOf reads the spot of an address. ok is false where it tells no post box and no
// street or building, or neither number nor unit in it, and no postcode of one door, or
// writes in letters that are not read.
func SpotOf(address, country string) (s Spot, ok bool) {
	if !readable(address) {
		return Spot{}, false
	}
	p := parseAddress(address, countryCode(country))
	a := &p.a
	inside := len(a.Units) > 0 || a.Floor != ""
	box := a.POBox != "" && a.Street == "" && a.Building == ""
	code := doorCode(a.Country, word32(a.Postcode))
	if code == 0 && !box && (a.Street == "" && (!a.Named || !inside) || len(a.Numbers) == 0 && !inside && a.Block == "") {
		return Spot{}, false
	}
	town := a.Country == "HK" || a.Country == "MO" || a.Country == "SG" // all of it is one
	s.country, s.postcode, s.building = word32(greaterChina(a.Country)), word32(a.Postcode), word32(unmarked(a.Building))
	s.inside = inside
	s.wide = town || inside || hasDigit(a.Street) && !allDigits(a.Street)
	switch {
	case box:
		s.core = p.core("box "+a.POBox, false)
	case code != 0 && a.Street == "" && (!a.Named || !inside):
		s.core = code
	case a.Street == "":
		s.core, s.building = p.core(a.Building, false), 0 // nothing else says which house it is
	case len(a.Numbers) == 0:
		s.core, s.building = p.core(a.Building, true), 0
	default:
		s.core = p.core("", true)
	}
	if a.Named && inside && a.Street != "" {
		s.tower = p.tower(a.Building, &numberSet{})
	}
	if code != 0 {
		s.tower = code
	}
	for _, w := range a.Places {
		switch {
		case town:
		case p.words.towns[w]:
			gather(s.known[:], word32(w))
		default:
			gather(s.other[:], word32(unmarked(w)))
		}
	}
	slices.Sort(s.known[:])
	slices.Sort(s.other[:])
	return s, true
}

// doorCode is a hash over a postcode that one door alone has, as in Ireland; 0 for another.
func doorCode(country string, postcode uint32) uint64 {
	if country != "IE" || postcode == 0 {
		return 0
	}
	return max(spread(uint64(postcode)), 1)
}

// readable reports an address in letters that ParseAddress reads: Latin, Han and Hangul.
func readable(s string) bool {
	fold := theTables().latinFold
	for _, r := range s {
		if r < 0x80 {
			continue
		}
		if x := scriptOf(r); x != han && x != hangul && x != common {
			if _, ok := fold[r]; !ok {
				return false
			}
		}
	}
	return true
}

// gather puts a word into a list; what does not fit is joined to the last.
func gather(list []uint32, w uint32) {
	if slices.Contains(list, w) {
		return
	}
	for i := range list {
		if list[i] == 0 {
			list[i] = w
			return
		}
	}
	list[len(list)-1] += w
}

// core is a hash over what must be the same: unit, floor, block and street, and all
// numbers of the address but its postcode and post box, so that none is lost where a
// part of it was not understood.
func (p *addrParser) core(house string, street bool) uint64 {
	a := &p.a
	var numbers numberSet
	h := p.tower(house, &numbers)
	if !street {
		var rest numberSet
		for i := range p.toks {
			if !p.toks[i].used {
				p.addNumbersAt(i, &rest)
			}
		}
		return max(h+rest.sum(), 1)
	}
	for _, part := range [...]string{a.Section, a.Lane, a.Street, a.Building} {
		numbers.add(part)
	}
	for _, n := range a.Numbers {
		numbers.add(itoa(n.lo))
		numbers.add(itoa(n.hi))
	}
	for i := range p.toks {
		p.addNumbersAt(i, &numbers)
	}
	h += numbers.sum()
	for _, part := range [...]string{a.Street, a.Kind, a.Parts, a.Section, a.Lane, a.Letter} {
		h = spread(h ^ hashText(unmarked(part)))
	}
	return max(h, 1)
}

// unmarked writes a folded word as it is written with marks and without: "guter" is Güter
// and Gueter.
func unmarked(s string) string {
	for i := 1; i < len(s); i++ {
		if marked(s[i-1], s[i]) {
			return s[:i] + unmarked(s[i+1:])
		}
	}
	return s
}

// marked reports two letters that stand for one with a mark: ä, ö, ü, ø and å.
func marked(a, b byte) bool {
	return b == 'e' && (a == 'a' || a == 'o' || a == 'u') || a == 'a' && b == 'a'
}

// tower is a hash over what is told within a house. It adds the numbers that stand for
// another to those that do not count.
func (p *addrParser) tower(house string, numbers *numberSet) uint64 {
	floor, units := p.a.Floor, uint64(0)
	for _, u := range p.a.Units {
		if onFloor(u, floor) { // room 1203 is room 3 of the twelfth floor
			numbers.without(u)
			u = trimZeros(u[len(floor):])
		}
		numbers.add(u)
		units += spread(hashText(u))
	}
	numbers.add(floor)
	numbers.add(p.a.Block)
	h := spread(units)
	for _, part := range [...]string{floor, p.a.Block, unmarked(house)} {
		h = spread(h ^ hashText(part))
	}
	return max(h, 1)
}

func (p *addrParser) addNumbersAt(i int, numbers *numberSet) {
	if !p.postcodeAt(i) && (p.a.POBox == "" || p.toks[i].text != p.a.POBox) {
		numbers.add(p.toks[i].text)
	}
}

// postcodeAt reports a word that is the postcode, or the three digits that Taiwan
// writes behind a city.
func (p *addrParser) postcodeAt(i int) bool {
	t, code := p.toks[i].text, p.a.Postcode
	if code != "" && len(t) >= len(code) && t[:len(code)] == code {
		return true
	}
	if rest, ok := strings.CutPrefix(code, t); ok && t != "" && rest != "" && i+1 < len(p.toks) && p.toks[i+1].text == rest {
		return true // the first half of two words
	}
	if rest, ok := strings.CutSuffix(code, t); ok && rest != "" && i > 0 && p.toks[i-1].text == rest {
		return true
	}
	return len(t) == 3 && i > 0 && allDigits(t) && !p.toks[i].used && p.a.Country == "TW" && (p.words.place[p.toks[i-1].text] != "" || placeTail(p.toks[i-1].text))
}

// onFloor reports a number of a room that begins with its floor: 1203 on the twelfth.
func onFloor(unit, floor string) bool {
	return len(unit) == len(floor)+2 && floor != "" && unit[:len(floor)] == floor && allDigits(unit)
}

// numberSet are different numbers, some of which are not to count.
type numberSet struct {
	all  [32]uint64
	n    int
	over uint64 // of those that find no place
	not  uint64
}

func (s *numberSet) without(t string) { s.not = hashText(t) }

// add takes the numbers within a word, each with the letter behind it ("3a").
func (s *numberSet) add(t string) {
	for i := 0; i < len(t); {
		from := i
		for i < len(t) && t[i] >= '0' && t[i] <= '9' {
			i++
		}
		if i == from {
			i++
			continue
		}
		to := i
		if i < len(t) && asciiKind[t[i]] == 'a' && t[i] != 'f' && (i+1 == len(t) || asciiKind[t[i+1]] != 'a') {
			to++
		}
		h := hashText(trimZeros(t[from:to]))
		switch {
		case h == s.not, slices.Contains(s.all[:s.n], h):
		case s.n < len(s.all):
			s.all[s.n] = h
			s.n++
		default:
			s.over += spread(h)
		}
	}
}

func (s *numberSet) sum() uint64 {
	sum := s.over
	for _, h := range s.all[:s.n] {
		sum += spread(h)
	}
	return sum
}

// hashText is FNV-1a.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// spread makes each bit of a hash weigh on all.
func spread(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// word32 is a short hash of a word, 0 for none.
func word32(s string) uint32 {
	if s == "" {
		return 0
	}
	return max(uint32(spread(hashText(s))>>32), 1)
}

// Cores are what addresses that may be one have in common, 0 for none: most have one,
// and a unit in a house with a name in a street has another by the name alone.
func (s *Spot) Cores() [2]uint64 { return [...]uint64{s.core, s.tower} }

// Inside reports that a unit or floor is told, and not the house alone.
func (s *Spot) Inside() bool { return s.inside }

// Key is equal for addresses that tell the same, in whatever words.
func (s *Spot) Key() uint64 {
	h := s.core ^ spread(s.tower)
	for _, v := range [...]uint32{s.country, s.postcode, s.building} {
		h = spread(h ^ uint64(v))
	}
	for _, v := range s.known {
		h = spread(h ^ uint64(v))
	}
	for _, v := range s.other {
		h = spread(h ^ uint64(v))
	}
	return max(h, 1)
}

// Is reports whether two spots are one address: the core is the same, or one tells the
// house and no street, and nothing else that both tell speaks against it.
func (s *Spot) Is(o *Spot) bool {
	if s.tower != 0 && s.tower == o.tower && s.country == o.country && s.tower == doorCode("IE", s.postcode) {
		return s.postcode == o.postcode
	}
	if s.core != o.core && s.tower != o.core && s.core != o.tower || differ(s.country, o.country) || differ(s.postcode, o.postcode) || differ(s.building, o.building) {
		return false
	}
	if s.postcode != 0 && s.postcode == o.postcode {
		return true
	}
	known, other := tells(s.known[:]) && tells(o.known[:]), tells(s.other[:]) && tells(o.other[:])
	switch {
	case !s.wide && s.placed() != o.placed():
		return false // many a town has such a street, and one does not say which
	case known && !meet(s.known[:], o.known[:]):
		return false
	case other && !among(s.other[:], o.other[:]) && !among(o.other[:], s.other[:]):
		return false
	}
	// A town that the tables know, and one that they do not, may be two.
	return known || other || !tells(s.known[:]) && !tells(s.other[:]) || !tells(o.known[:]) && !tells(o.other[:])
}

func (s *Spot) placed() bool { return s.postcode != 0 || tells(s.known[:]) || tells(s.other[:]) }

func differ(a, b uint32) bool { return a != b && a != 0 && b != 0 }

// tells reports that a list in order is not empty.
func tells(list []uint32) bool { return list[len(list)-1] != 0 }

func meet(a, b []uint32) bool {
	return slices.ContainsFunc(a, func(w uint32) bool { return w != 0 && slices.Contains(b, w) })
}

// among reports that all words of a are among those of b.
func among(a, b []uint32) bool {
	return !slices.ContainsFunc(a, func(w uint32) bool { return w != 0 && !slices.Contains(b, w) })
}

// Keep writes a spot, or reads one.
func (s *Spot) Keep(t *tape.Tape) {
	t.Uint64(&s.core)
	t.Uint(&s.tower)
	for _, v := range [...]*uint32{&s.country, &s.postcode, &s.building} {
		keepWord(t, v)
	}
	for i := range s.known {
		keepWord(t, &s.known[i])
	}
	for i := range s.other {
		keepWord(t, &s.other[i])
	}
	t.Flag(&s.inside)
	t.Flag(&s.wide)
}

// keepWord keeps a word that most often is none.
func keepWord(t *tape.Tape, v *uint32) {
	w := uint64(*v)
	t.Uint(&w)
	*v = uint32(w)
}
