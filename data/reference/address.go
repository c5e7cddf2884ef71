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

// InAddress reads the country out of an address: the last country named in it,
// else the last main city. "Xinjiang Building, Johor Bahru, Malaysia" is MY.
func (c *Countries) InAddress(address string) (Found, bool) {
	if len(address) > 2000 {
		address = strings.ToValidUTF8(address[len(address)-2000:], "")
	}
	var country, city Found
	c.latin(address, &country, &city)
	c.han(address, &country, &city)
	if country.Country != "" {
		// A city that follows the country and lies in Hong Kong, Macau or Taiwan
		// is more exact than "China" before it.
		if country.Country == "CN" && (city.Country == "HK" || city.Country == "MO") {
			return city, true
		}
		return country, true
	}
	return city, city.Country != ""
}

func (c *Countries) latin(address string, country, city *Found) {
	words := strings.FieldsFunc(address, func(r rune) bool {
		return !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '\'' || r == '’') || unicode.Is(unicode.Han, r)
	})
	for i := len(words) - 1; i >= 0; i-- {
		for n := min(6, len(words)-i); n > 0; n-- {
			span := words[i : i+n]
			var buf [128]byte
			k := buf[:0]
			for _, w := range span {
				k = appendFold(k, w)
			}
			if len(k) == 0 || len(k) > 100 {
				continue
			}
			if country.Country == "" && c.plainName(span, k, i+n == len(words)) {
				*country = Found{c.byName[string(k)].ISO2, strings.Join(span, " "), false}
			}
			if p := c.byCity[string(k)]; p != nil && city.Country == "" && n <= 4 {
				*city = Found{p.ISO2, strings.Join(span, " "), true}
			}
		}
		if country.Country != "" && city.Country != "" {
			return
		}
	}
}

// plainName says whether a span of an address names a country: codes of two or
// three letters only in capitals at the very end, numbers never.
func (c *Countries) plainName(span []string, folded []byte, last bool) bool {
	p := c.byName[string(folded)]
	if p == nil || folded[0] >= '0' && folded[0] <= '9' {
		return false
	}
	if len(folded) > 3 {
		return true
	}
	return last && span[0] == strings.ToUpper(span[0])
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
