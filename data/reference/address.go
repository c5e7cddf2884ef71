package reference

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cjkIndex finds names written in Han characters inside running text.
type cjkIndex struct {
	names map[string]cjkName
	max   int // runes of the longest name
}

type cjkName struct {
	country *Country
	city    bool
}

func (x *cjkIndex) add(s string, p *Country, city bool) {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return
		}
		n++
	}
	if n < 2 {
		return
	}
	if x.names == nil {
		x.names = map[string]cjkName{}
	}
	if _, ok := x.names[s]; ok && city {
		return
	}
	x.names[s] = cjkName{p, city}
	x.max = max(x.max, n)
}

// Found is a country read out of a longer text.
type Found struct {
	Country string
	Matched string // the words that named it
	City    bool   // a city named it, not the country itself
}

// AtEnd is the country that stands, or whose main city stands, at the end of an address,
// as its writer put it there: "12 Valiasr Street, Tehran, Iran", "Dubai U.A.E.",
// "Singapore 609606". Han addresses begin with it. A code of two letters says nothing,
// for it may be that of a state (CA), nor does a name that a state has too (Georgia).
func (c *Countries) AtEnd(address string) (iso2 string, ok bool) {
	iso2, _, ok = c.namedAtEnd(address)
	return iso2, ok
}

// namedAtEnd is that country, and the name that stands there.
func (c *Countries) namedAtEnd(address string) (iso2, name string, ok bool) {
	if r, _ := utf8.DecodeRuneInString(address); unicode.Is(unicode.Han, r) {
		var country, city Found
		c.han(address, &country, &city)
		if country.Country == "" {
			country = city
		}
		return country.Country, country.Matched, country.Country != "" && strings.HasPrefix(address, country.Matched)
	}
	words := strings.FieldsFunc(address, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/()", r) })
	for len(words) > 0 && !strings.ContainsFunc(words[len(words)-1], unicode.IsLetter) {
		words = words[:len(words)-1] // a postcode
	}
	for n := min(4, len(words)); n > 0; n-- {
		from := len(words) - n
		var buf [128]byte
		k := buf[:0]
		for _, w := range words[from:] {
			k = appendFold(k, w)
		}
		p := c.byName[string(k)]
		if p == nil {
			p = c.byCity[string(k)]
		}
		switch {
		case p == nil || len(k) < 3 || len(k) > 100 || len(k) == 3 && c.isCode(p, k):
		case from > 0 && strings.EqualFold(words[from-1], "new"): // New Mexico, New Jersey
			return "", "", false
		case p.ISO2 == "GE" && !c.namesCityOf(p, words[:from]):
			return "", "", false
		default:
			return p.ISO2, strings.Join(words[from:], " "), true
		}
	}
	return "", "", false
}

func (c *Countries) isCode(p *Country, folded []byte) bool {
	return strings.EqualFold(p.ISO3, string(folded)) && p.ISO2 != "US"
}

func (c *Countries) namesCityOf(p *Country, words []string) bool {
	for _, w := range words {
		if c.byCity[Fold(w)] == p {
			return true
		}
	}
	return false
}

func (c *Countries) han(address string, country, city *Found) {
	for i := 0; i < len(address); {
		r, n := utf8.DecodeRuneInString(address[i:])
		if !unicode.Is(unicode.Han, r) {
			i += n
			continue
		}
		end, runes, best := i, 0, 0
		var hit cjkName
		for end < len(address) && runes < c.names.max {
			r, n := utf8.DecodeRuneInString(address[end:])
			if !unicode.Is(unicode.Han, r) {
				break
			}
			end += n
			runes++
			if h, ok := c.names.names[address[i:end]]; ok {
				hit, best = h, end
			}
		}
		if best == 0 {
			i += n
			continue
		}
		switch {
		case hit.city && city.Country == "":
			*city = Found{hit.country.ISO2, address[i:best], true}
		case !hit.city && (country.Country == "" || country.Country == "CN"):
			*country = Found{hit.country.ISO2, address[i:best], false}
		}
		i = best
	}
}
