package match

import (
	"slices"
	"strings"
)

// Grade says how near two addresses are.
type Grade uint8

const (
	Elsewhere Grade = iota
	SameStreet
	SameBuilding
	SameFloor
	SameUnit
)

func (g Grade) String() string {
	return [...]string{"", "same street", "same building", "same floor", "same unit"}[g]
}

// Compare grades two addresses and says why.
func Compare(a, b *Address) (Grade, []string) {
	var c comparison
	return c.grade(a, b), c.why
}

// comparison grades pairs of addresses; why is filled where it is not nil-able.
type comparison struct {
	pat pattern
	why []string
}

func (c *comparison) say(s string) { c.why = append(c.why, s) }

func (c *comparison) grade(a, b *Address) Grade {
	c.why = c.why[:0]
	if a.Country != "" && b.Country != "" && !sameCountry(a.Country, b.Country) {
		return Elsewhere
	}
	if a.Postcode != "" && a.Postcode == b.Postcode && len(a.Postcode) == 6 && (a.Country == "SG" || b.Country == "SG") {
		// A postcode of Singapore is one building.
		c.say("postcode " + a.Postcode + " is one building")
		return c.within(a, b)
	}
	if a.POBox != "" && a.POBox == b.POBox && a.Building == "" && b.Building == "" && a.Street == "" && b.Street == "" && c.placesAgree(a, b) {
		c.say("post box " + a.POBox)
		return SameUnit
	}
	street := c.sameStreet(a, b)
	building := c.sameBuilding(a, b) && (street || a.Named && b.Named)
	if !street && (a.Street != "" && b.Street != "" && !building || !building) {
		return Elsewhere
	}
	if !c.placesAgree(a, b) && !(street && building) {
		return Elsewhere
	}
	number := street && numbersMeet(a, b)
	apart := street && !number && len(a.Numbers) > 0 && len(b.Numbers) > 0 || len(a.Postcode) == 6 && len(b.Postcode) == 6 && a.Postcode != b.Postcode && a.Country == "SG"
	if building && !street && a.Street != "" && b.Street != "" && (len(a.Building) < 10 || !c.placesAgree(a, b)) {
		// A name alone is no house where the streets differ.
		return Elsewhere
	}
	switch {
	case a.Block != "" && b.Block != "" && a.Block != b.Block:
		c.say("another block: " + a.Block + " and " + b.Block)
		return c.onStreet(street || building)
	case building && apart:
		return c.onStreet(street)
	case building:
		c.say("building " + a.Building)
		return c.within(a, b)
	case number && (a.Building == "" || b.Building == "" || !c.otherBuilding(a, b)):
		c.say("number " + itoa(a.Numbers[0].lo) + " " + a.Street)
		return c.within(a, b)
	case street:
		return c.onStreet(true)
	}
	return Elsewhere
}

func (c *comparison) onStreet(yes bool) Grade {
	if yes {
		c.say("the street agrees, the house does not")
		return SameStreet
	}
	return Elsewhere
}

// sameCountry takes Hong Kong, Macau and China as one: lists write either.
func sameCountry(a, b string) bool {
	return greaterChina(a) == greaterChina(b)
}

func greaterChina(country string) string {
	if country == "HK" || country == "MO" {
		return "CN"
	}
	return country
}

// within grades two addresses of one building.
func (c *comparison) within(a, b *Address) Grade {
	floors := a.Floor != "" && b.Floor != ""
	sameFloor := floors && floorsMeet(a.Floor, b.Floor)
	if len(a.Units) > 0 && len(b.Units) > 0 {
		if u := unitsMeet(a.Units, b.Units); u != "" && (sameFloor || !floors) {
			c.say("unit " + u)
			return SameUnit
		}
	} else if sameFloor && len(a.Units) == 0 && len(b.Units) == 0 {
		c.say("floor " + a.Floor + ", no unit told")
		return SameFloor
	}
	if sameFloor {
		c.say("floor " + a.Floor)
		return SameFloor
	}
	if !floors && len(a.Units) == 0 && len(b.Units) == 0 {
		c.say("neither tells a unit")
	}
	return SameBuilding
}

// unitsMeet is a unit that both hold, or "".
func unitsMeet(a, b []string) string {
	for _, u := range a {
		if slices.Contains(b, u) {
			return u
		}
	}
	return ""
}

func floorsMeet(a, b string) bool {
	if a == b {
		return true
	}
	in := func(one, many string) bool {
		lo, hi, ok := strings.Cut(many, "-")
		return ok && allDigits(one) && allDigits(lo) && allDigits(hi) && atoi(lo) <= atoi(one) && atoi(one) <= atoi(hi)
	}
	return in(a, b) || in(b, a)
}

func numbersMeet(a, b *Address) bool {
	if a.Letter != "" && b.Letter != "" && a.Letter != b.Letter || a.Lane != b.Lane && a.Lane != "" && b.Lane != "" {
		return false
	}
	for _, x := range a.Numbers {
		for _, y := range b.Numbers {
			if x.lo <= y.hi && y.lo <= x.hi {
				return true
			}
		}
	}
	return false
}

func (c *comparison) sameStreet(a, b *Address) bool {
	if a.Street == "" || b.Street == "" {
		return false
	}
	if a.Kind != "" && b.Kind != "" && a.Kind != b.Kind || a.Parts != b.Parts && a.Parts != "" && b.Parts != "" {
		return false
	}
	if a.Section != b.Section && a.Section != "" && b.Section != "" {
		return false
	}
	if a.Also == b.Street && a.Also != "" || b.Also == a.Street && b.Also != "" {
		return true
	}
	if a.Parts != b.Parts && (a.Street+a.Parts != b.Street+b.Parts) && len(a.Parts)+len(b.Parts) > 0 && a.Country != "" {
		return false
	}
	return c.nearWords(a.Street, b.Street)
}

// nearWords reports two names that are the same but for spelling.
func (c *comparison) nearWords(a, b string) bool {
	if a == b {
		return true
	}
	if hasDigit(a) || hasDigit(b) || len(a) > 64 || len(b) > 64 {
		return false
	}
	n := min(len(a), len(b))
	c.pat.set([]byte(a))
	d := c.pat.distance([]byte(b))
	switch {
	case n < 5:
		return false
	case n < 10:
		return d <= 1
	}
	return d <= 2
}

func (c *comparison) sameBuilding(a, b *Address) bool {
	if a.Building == "" || b.Building == "" {
		return false
	}
	if c.nearWords(a.Building, b.Building) {
		return len(a.Building) >= 3
	}
	// One may carry the name of the estate too.
	long, short := a.Building, b.Building
	if len(long) < len(short) {
		long, short = short, long
	}
	return len(short) >= 7 && (strings.HasPrefix(long, short) || strings.HasSuffix(long, short))
}

// otherBuilding reports names that are surely of two buildings.
func (c *comparison) otherBuilding(a, b *Address) bool {
	if c.sameBuilding(a, b) || len(a.Building) < 4 || len(b.Building) < 4 {
		return false
	}
	return !strings.Contains(a.Building, b.Building) && !strings.Contains(b.Building, a.Building)
}

// placesAgree reports that nothing told of district, city and postcode speaks
// against one place.
func (c *comparison) placesAgree(a, b *Address) bool {
	if len(a.Places) == 0 || len(b.Places) == 0 {
		return true
	}
	for _, p := range a.Places {
		for _, q := range b.Places {
			if p == q || c.nearWords(p, q) {
				return true
			}
		}
	}
	if a.Postcode != "" && b.Postcode != "" {
		return a.Postcode == b.Postcode
	}
	return a.Country == "HK" || b.Country == "HK" || a.Country == "MO" || b.Country == "MO" || a.Country == "SG" || b.Country == "SG"
}
