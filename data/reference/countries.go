package reference

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Country is one ISO 3166 territory. Hong Kong, Macau, Taiwan and China are four.
type Country struct {
	ISO2, ISO3, Numeric                  string
	English, German, Chinese, ChineseOld string // ChineseOld in traditional characters
	InText                               string // the English name within a sentence: "the Netherlands"
	Capital                              string
	Lat, Lon                             float64
	Cities, Aliases                      []string
	Source, Basis                        string
}

// Countries finds countries by code, name, alias, city and phone prefix.
type Countries struct {
	All    []Country
	byCode codes
	byName map[string]*Country // key is folded
	abroad map[string]*Country // names in Latin letters of tongues other than English and German; key is folded
	spelt  map[string]*Country // those that are a code of another country but for case or accents: Nga is Russia, NGA Nigeria
	byCity map[string]*Country // key is folded
	names  cjkIndex
}

const countryColumns = "iso2,iso3,numeric,english,german,chinese,chinese_traditional,capital,lat,lon,cities,aliases"

func (r *reader) countries(name, names string) *Countries {
	c := &Countries{byName: map[string]*Country{}, abroad: map[string]*Country{}, spelt: map[string]*Country{}, byCity: map[string]*Country{}}
	var at []*row
	r.rows(name, countryColumns, func(w *row) {
		c.All = append(c.All, Country{
			ISO2: w.country("iso2"), ISO3: w.need("iso3"), Numeric: w.text("numeric"),
			English: w.need("english"), German: w.need("german"), Chinese: w.need("chinese"), ChineseOld: w.need("chinese_traditional"),
			Capital: w.text("capital"), Lat: w.number("lat"), Lon: w.number("lon"),
			Cities: w.list("cities"), Aliases: w.list("aliases"), Source: w.text("source"), Basis: w.text("basis"),
		})
		at = append(at, w)
	})
	for i := range c.All {
		p := &c.All[i]
		if c.byCode.get(p.ISO2) != nil {
			r.fail(errTwice(name, p.ISO2, p.ISO2))
		}
		c.byCode.put(p)
		p.InText = inText(p.English)
		for _, s := range []string{p.ISO2, p.ISO3, p.Numeric, p.English, p.German, p.Chinese, p.ChineseOld} {
			c.name(r, name, s, p)
		}
		for _, s := range p.Aliases {
			c.name(r, name, s, p)
		}
		for _, s := range p.Cities {
			k := Fold(s)
			if o := c.byCity[k]; o != nil && o != p {
				r.fail(errTwice(name, s, o.ISO2+" and "+p.ISO2))
			}
			c.byCity[k] = p
			c.names.add(s, p, true)
		}
	}
	r.rows(names, "iso2,names", func(w *row) {
		p := c.byCode.get(w.country("iso2"))
		if p == nil {
			w.fail("iso2", "%q is no country of %s", w.text("iso2"), name)
			return
		}
		for _, s := range w.list("names") {
			c.nameAbroad(r, names, s, p)
		}
	})
	return c
}

// nameAbroad takes in a name in another tongue. One in Latin letters names its country
// where a country is told, and not within an address: Anh is England and a given name.
func (c *Countries) nameAbroad(r *reader, file, s string, p *Country) {
	if !strings.ContainsFunc(s, func(l rune) bool { return unicode.Is(unicode.Latin, l) }) {
		c.name(r, file, s, p)
		return
	}
	k := Fold(s)
	for _, o := range [...]*Country{c.byName[k], c.abroad[k]} {
		switch {
		case o == nil || o == p:
		case (k == Fold(o.ISO2) || k == Fold(o.ISO3)) && s != o.ISO2 && s != o.ISO3:
			c.spelt[s] = p
			return
		default:
			r.fail(errTwice(file, s, o.ISO2+" and "+p.ISO2))
		}
	}
	c.abroad[k] = p
}

func (c *Countries) name(r *reader, file, s string, p *Country) {
	k := Fold(s)
	if k == "" {
		return
	}
	if o := c.byName[k]; o != nil && o != p {
		r.fail(errTwice(file, s, o.ISO2+" and "+p.ISO2))
	}
	c.byName[k] = p
	c.names.add(s, p, false)
}

// Get is the country of a two-letter code in capitals, or nil.
func (c *Countries) Get(iso2 string) *Country { return c.byCode.get(iso2) }

// codes are countries by the two letters of their code.
type codes [26][26]*Country

func (c *codes) at(iso2 string) **Country {
	if len(iso2) != 2 || iso2[0] < 'A' || iso2[0] > 'Z' || iso2[1] < 'A' || iso2[1] > 'Z' {
		return nil
	}
	return &c[iso2[0]-'A'][iso2[1]-'A']
}

func (c *codes) get(iso2 string) *Country {
	if p := c.at(iso2); p != nil {
		return *p
	}
	return nil
}

func (c *codes) put(p *Country) {
	if at := c.at(p.ISO2); at != nil {
		*at = p
	}
}

// Name is the English name of a code within a sentence, or the code itself.
func (c *Countries) Name(iso2 string) string {
	if p := c.byCode.get(iso2); p != nil {
		return p.InText
	}
	return iso2
}

// inText is a name with the article that English gives to unions, republics and
// groups of islands.
func inText(name string) string {
	switch first, _, _ := strings.Cut(name, " "); first {
	case "United", "Netherlands", "Philippines", "Bahamas", "Gambia", "Comoros", "Maldives", "Central", "Dominican", "U.S.", "British":
		return "the " + name
	}
	if strings.HasSuffix(name, " Islands") || strings.HasSuffix(name, "(Republic)") || strings.HasSuffix(name, "(Democratic Republic)") || strings.HasSuffix(name, " Territories") {
		return "the " + name
	}
	return name
}

// Lookup finds the country that a text names: a code, a name, a usual alias or a main
// city in any case and punctuation. A text of several parts ("Malaysia/马来西亚", "SG -
// Singapore", "Shenzhen, China") counts when all its parts name the same country.
func (c *Countries) Lookup(text string) (iso2 string, ok bool) {
	if len(text) == 2 {
		if p := c.byCode.get(text); p != nil {
			return p.ISO2, true
		}
	}
	if p := c.spelt[text]; p != nil {
		return p.ISO2, true
	}
	if len(text) > 200 {
		return "", false
	}
	var buf [128]byte
	k := appendFold(buf[:0], text)
	if p := c.named(k); p != nil {
		return p.ISO2, true
	}
	if iso2, ok := c.lookupParts(text); ok {
		return iso2, true
	}
	return c.lookupCoded(text)
}

// lookupCoded finds a country whose code stands before its name ("JP 일본", "USA美国"), or
// that customs number ("142 中国", "中国(142)"): numbers differ between customs and count for
// nothing, and a code must be of the country named.
func (c *Countries) lookupCoded(text string) (string, bool) {
	code := 0
	for code < len(text) && (text[code] >= 'A' && text[code] <= 'Z' || text[code] >= '0' && text[code] <= '9') {
		code++
	}
	name := strings.Trim(text[code:], " \t-:：")
	before := text[:code]
	if code == 0 {
		open := strings.IndexAny(text, "([（")
		if open < 0 {
			return "", false
		}
		before, name = strings.Trim(text[open:], "()[]（） "), strings.TrimSpace(text[:open])
	}
	if len(before) < 2 || len(before) > 3 || name == "" || text[code] != ' ' && text[code] < 0x80 && code > 0 {
		return "", false
	}
	var buf [128]byte
	p := c.named(appendFold(buf[:0], name))
	if p == nil {
		return "", false
	}
	if strings.Trim(before, "0123456789") == "" {
		return p.ISO2, true
	}
	o := c.named(appendFold(buf[:0], before))
	return p.ISO2, o == p
}

// named is the country of a folded name of it or of one of its main cities.
func (c *Countries) named(folded []byte) *Country {
	if p := c.byName[string(folded)]; p != nil {
		return p
	}
	if p := c.abroad[string(folded)]; p != nil {
		return p
	}
	return c.byCity[string(folded)]
}

func (c *Countries) lookupParts(text string) (string, bool) {
	found := ""
	for rest := text; rest != ""; {
		i := strings.IndexAny(rest, "/()[]（）,;|-–—:：")
		part := rest
		if i >= 0 {
			_, n := utf8.DecodeRuneInString(rest[i:])
			part, rest = rest[:i], rest[i+n:]
		} else {
			rest = ""
		}
		var buf [128]byte
		k := appendFold(buf[:0], part)
		if len(k) == 0 {
			continue
		}
		p := c.named(k)
		if p == nil || len(part) == len(text) {
			return "", false
		}
		if found != "" && found != p.ISO2 {
			return "", false
		}
		found = p.ISO2
	}
	return found, found != ""
}

// City finds the country of one of the main cities that the tables hold.
func (c *Countries) City(text string) (iso2 string, ok bool) {
	if len(text) > 200 {
		return "", false
	}
	var buf [128]byte
	if p := c.byCity[string(appendFold(buf[:0], text))]; p != nil {
		return p.ISO2, true
	}
	return "", false
}
