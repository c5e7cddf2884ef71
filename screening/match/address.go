package match

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"redflag/data"
)

// addressIndex holds the listed addresses by the keys that a near one shares.
type addressIndex struct {
	at         []addressRef
	keys       map[string][]int32
	tenants    map[string]int32 // different entries in a building
	streetless []uint32         // address-only entries without a street: they cannot be screened
	marks      []bool           // of the keys of a Difference, by mark; nil in other indexes
}

type addressRef struct {
	entry  uint32
	n      int32 // among the entry's addresses
	parsed Address
}

// Unscreenable is how many address-only entries tell no street, so that nobody
// can be held against them.
func (ix *Index) Unscreenable() int { return len(ix.addresses.streetless) }

// Streetless reports whether an entry is an address alone that tells no street.
func Streetless(e *data.ListEntry) bool {
	return e.AddressOnly && !slices.ContainsFunc(e.Addresses, func(text string) bool {
		p := ParseAddress(text, listedCountry(e, text))
		return !p.Streetless()
	})
}

// listedCountry is the country of a listed address: the one that it ends with, or
// the first of the entry's.
func listedCountry(e *data.ListEntry, text string) string {
	if c := lastCountry(text); c != "" {
		return c
	}
	if len(e.Countries) > 0 && len(e.Countries) <= 2 && len(e.Countries[0]) == 2 {
		return e.Countries[0]
	}
	return ""
}

func (ix *Index) indexAddresses() {
	a := &ix.addresses
	a.keys, a.tenants = map[string][]int32{}, map[string]int32{}
	for i := range ix.entries {
		e := ix.entry(uint32(i))
		seen := map[string]bool{}
		usable := false
		for n, text := range e.Addresses {
			p := ParseAddress(text, listedCountry(e, text))
			if p.Streetless() {
				continue
			}
			usable = true
			at := int32(len(a.at))
			a.at = append(a.at, addressRef{uint32(i), int32(n), p})
			for _, k := range addressKeys(&p) {
				a.keys[k] = append(a.keys[k], at)
			}
			if k := buildingKey(&p); k != "" && !seen[k] {
				seen[k] = true
				a.tenants[k]++
			}
		}
		if e.AddressOnly && !usable {
			a.streetless = append(a.streetless, uint32(i))
		}
	}
}

// lastCountry is the ISO code that ends a listed address: "..., Kabul, AF".
func lastCountry(s string) string {
	s = strings.TrimSpace(s[strings.LastIndexByte(s, ',')+1:])
	if len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return ""
}

// addressKeys are what near addresses share: the street or the building by its
// letters or its consonants, a post box, a postcode of Singapore.
func addressKeys(a *Address) []string {
	var out []string
	for _, named := range [...][2]string{{"s", a.Street}, {"b", a.Building}} {
		kind, s := named[0], named[1]
		if len(s) < 3 {
			continue
		}
		out = append(out, kind+s)
		if k := skeleton(nil, []byte(s)); len(k) >= 3 && !hasDigit(s) {
			out = append(out, kind+"~"+string(k))
		}
		if len(s) >= 7 {
			out = append(out, kind+"<"+s[:5], kind+">"+s[len(s)-5:])
		}
	}
	if a.POBox != "" {
		out = append(out, "p"+a.POBox)
	}
	if len(a.Postcode) == 6 && a.Country == "SG" {
		out = append(out, "z"+a.Postcode)
	}
	return out
}

// markBytes is the length of the mark of a key: a short hash of it.
const markBytes = 2

func markOf(key string) uint16 { return uint16(spread(hashText(key)) >> 48) }

// marksOf are the marks of keys, one after another.
func marksOf(keys []string) string {
	var buf [16 * markBytes]byte
	b := buf[:0]
	for _, k := range keys {
		b = binary.LittleEndian.AppendUint16(b, markOf(k))
	}
	return string(b)
}

// markKeys notes the marks of all keys.
func (a *addressIndex) markKeys() {
	a.marks = make([]bool, 1<<(8*markBytes))
	for k := range a.keys {
		a.marks[markOf(k)] = true
	}
}

// mayHold reports whether any of the keys of these marks may be one of its own.
func (a *addressIndex) mayHold(marks string) bool {
	for ; len(marks) >= markBytes; marks = marks[markBytes:] {
		if a.marks[uint16(marks[0])|uint16(marks[1])<<8] {
			return true
		}
	}
	return false
}

func buildingKey(a *Address) string {
	switch {
	case a.Building != "":
		return "b" + a.Building + a.Block
	case a.Street != "" && len(a.Numbers) > 0:
		return "s" + a.Street + itoa(a.Numbers[0].lo)
	}
	return ""
}

// Building names the building of an address, or the number in a street, so that
// equal names mean one house; "" where the address tells neither.
func Building(address, country string) string {
	a := ParseAddress(address, countryCode(country))
	if a.Streetless() {
		return ""
	}
	return buildingKey(&a)
}

// maxNear bounds the listed addresses that one is compared with.
const maxNear = 2000

// Addresses looks up a party's address and returns the listed addresses that it
// may be, best first, at most limit. Only the same unit means the entry; the same
// floor or building is company in a house that many may share.
func (s *Searcher) Addresses(q Query, limit int) []data.NameHit {
	if len(s.ix.addresses.at) == 0 {
		return nil
	}
	hits, _ := s.AddressesMarked(q, limit)
	return hits
}

// AddressesMarked looks up as Addresses does, and says what QuietOf is to know where
// nothing is found.
func (s *Searcher) AddressesMarked(q Query, limit int) ([]data.NameHit, Quiet) {
	ix := &s.ix.addresses
	if q.Address == "" {
		return nil, Quiet{}
	}
	if limit <= 0 {
		limit = 10
	}
	a := ParseAddress(q.Address, countryCode(q.Country))
	if a.Streetless() {
		return nil, Quiet{}
	}
	best := map[uint32]addressHit{}
	seen := map[int32]bool{}
	keys := addressKeys(&a)
	for _, k := range keys {
		for _, at := range ix.keys[k] {
			if seen[at] || len(seen) == maxNear {
				continue
			}
			seen[at] = true
			r := &ix.at[at]
			g := s.near2.grade(&a, &r.parsed)
			if g == Elsewhere {
				continue
			}
			if h, ok := best[r.entry]; !ok || g > h.grade {
				best[r.entry] = addressHit{at, g}
			}
		}
	}
	if len(best) == 0 {
		return nil, Quiet{Marks: marksOf(keys)}
	}
	return s.addressHits(&a, best, limit), Quiet{}
}

type addressHit struct {
	at    int32
	grade Grade
}

func countryCode(c string) string {
	if len(c) == 2 {
		return c
	}
	return ""
}

// gradeScore is what a grade alone is worth; the rest is damped by how many
// different parties are listed in the building.
var gradeScore = [...]float64{SameStreet: 0.15, SameBuilding: 0.60, SameFloor: 0.75, SameUnit: 0.97}

func (s *Searcher) addressHits(a *Address, best map[uint32]addressHit, limit int) []data.NameHit {
	ix := &s.ix.addresses
	var out []data.NameHit
	for _, entry := range slices.Sorted(maps.Keys(best)) { // of equals, the one listed first stands first
		h, e := best[entry], s.ix.entry(entry)
		r := &ix.at[h.at]
		tenants := int(max(1, ix.tenants[buildingKey(&r.parsed)]))
		score := gradeScore[h.grade]
		if h.grade < SameUnit {
			score /= 1 + 0.25*math.Log2(float64(tenants))
		}
		hit := data.NameHit{
			ID: e.ID, Name: cmp.Or(e.Name, e.Label), Matched: e.Addresses[r.n], List: e.List, Score: math.Round(score*1000) / 1000, Address: true,
			Grade: h.grade.String(), Source: e.Source, Programs: e.Programs, Licence: e.LicenceRequirement, Policy: e.LicencePolicy,
			FRNotice: e.FRNotice, StartDate: e.StartDate, Country: strings.Join(e.Countries, " "), Tenants: tenants, Entry: e, Restricted: e.Restricted,
		}
		s.near2.grade(a, &r.parsed)
		hit.Why = append([]string{h.grade.String()}, s.near2.why...)
		if e.AddressOnly {
			hit.Why = append(hit.Why, "the list names the address itself: whoever sits there is meant")
		}
		if tenants > 1 {
			hit.Why = append(hit.Why, fmt.Sprintf("%d different listed parties in this building", tenants))
		}
		out = append(out, hit)
	}
	slices.SortStableFunc(out, func(x, y data.NameHit) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.ID, y.ID))
	})
	return out[:min(limit, len(out))]
}
