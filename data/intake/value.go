package intake

import (
	"cmp"
	"strings"

	"redflag/data"
)

// Countries recognises countries by code, name and usual alias, and the one that an
// address ends in.
type Countries interface {
	Lookup(text string) (iso2 string, ok bool)
	AtEnd(address string) (iso2 string, ok bool)
	// OfPlace is the country of a port or airport by its code.
	OfPlace(code string) (iso2 string, ok bool)
}

// noCountries knows two-letter codes alone, for callers that gave no table.
type noCountries struct{}

func (noCountries) Lookup(s string) (string, bool) {
	if len(s) == 2 {
		if u := strings.ToUpper(s); isUpper(u) {
			return u, true
		}
	}
	return "", false
}

func (noCountries) AtEnd(string) (string, bool)   { return "", false }
func (noCountries) OfPlace(string) (string, bool) { return "", false }

// atlas remembers what was looked up, for a file names few countries often.
type atlas struct {
	from  Countries
	known map[string]string // "" for what is no country
	ends  map[string]string // of addresses
}

func newAtlas(c Countries) *atlas {
	if c == nil {
		c = noCountries{}
	}
	return &atlas{from: c, known: map[string]string{}, ends: map[string]string{}}
}

// atEnd is the country that an address ends in, or "".
func (a *atlas) atEnd(address string) string {
	iso, seen := a.ends[address]
	if !seen {
		iso, _ = a.from.AtEnd(address)
		if len(a.ends) > 10_000 {
			clear(a.ends)
		}
		a.ends[strings.Clone(address)] = iso
	}
	return iso
}

func (a *atlas) lookup(s string) (string, bool) {
	iso, seen := a.known[s]
	if !seen {
		found, ok := a.from.Lookup(s)
		if !ok {
			if found, ok = a.from.Lookup(strings.TrimSpace(width(s))); !ok {
				found = ""
			}
		}
		if len(a.known) > 10_000 {
			clear(a.known)
		}
		a.known[strings.Clone(s)], iso = found, found
	}
	return iso, iso != ""
}

// dayVote counts what the cells of a column of quantities show of whether they are days.
type dayVote struct {
	dateVote
	dates, figures int
}

func (v *dayVote) add(s string) {
	if r := parseNumber(s, 0); r.ok || r.open {
		v.figures++
		return
	}
	if r := parseDate(s, ""); r.ok || r.open {
		v.dates++
		v.dateVote.add(s)
	}
}

func (v dayVote) days() bool { return v.dates > 0 && v.figures == 0 }

// placeVote counts what the cells of a column show of whether they are codes of airports.
type placeVote struct{ places, countries, neither int }

func (v *placeVote) add(a *atlas, s string) {
	if len(s) != 3 || !isUpper(s) {
		return
	}
	_, isCountry := a.lookup(s)
	_, isPlace := a.from.OfPlace(s)
	switch {
	case isPlace && !isCountry:
		v.places++
	case isCountry && !isPlace:
		v.countries++
	case !isPlace:
		v.neither++
	}
}

// airports is whether a code that is both a country's and an airport's is the airport's:
// others of the column are, or the papers are an airline's and none is a country's.
func (v placeVote) airports(byAir bool) bool {
	return v.countries == 0 && (v.places > 0 || byAir && v.neither == 0)
}

// column is what the reader of cells knows of one column.
type column struct {
	field
	index   int
	header  string
	number  numberStyle
	order   string  // of dates
	later   int     // days that day numbers begin later than usual
	factor  float64 // of masses: kilograms a unit
	counted string  // of quantities: the unit that the header names, where no column tells one

	airports bool   // of countries: its cells of three capitals are codes of airports, CAN too
	currency string // of money: the currency that the header names, where no column tells one
}

// cells reads the cells of one row into values and gathers what there is to say.
type cells struct {
	atlas  *atlas
	issues []issue
	fate   data.RowFate
	extra  map[string]string // values that could not be read, as told
	per    float64           // pieces that the price of the line is of; 0 where no column tells it
	lent   bool              // the currency is that of a header or a mapping, and no cell has told one
}

func (c *cells) reset() {
	c.issues, c.fate, c.extra, c.per, c.lent = c.issues[:0], data.Accepted, nil, 0, false
}

func (c *cells) say(fate data.RowFate, field, reason, raw string) {
	c.issues = append(c.issues, issue{field: field, fate: fate, reason: reason, raw: raw})
	c.fate = worst(c.fate, fate)
}

// keep puts a value beside the record as told.
func (c *cells) keep(header, s string) {
	if c.extra == nil {
		c.extra = map[string]string{}
	}
	if _, taken := c.extra[header]; !taken {
		c.extra[header] = s
	}
}

// doubt says that a cell could not be read for certain: it stays beside the
// record as told, and the field is not known.
func (c *cells) doubt(col *column, s, reason string) {
	c.say(data.Ambiguous, col.path(), reason, s)
	c.keep(col.header, s)
}

func (c *cells) text(col *column, s string) string {
	if notTold(s) {
		return ""
	}
	if notKnown(s) {
		if !strings.EqualFold(s, data.UnknownWord) {
			c.say(data.Repaired, col.path(), "read as unknown", s)
		}
		return data.UnknownWord
	}
	if col.typ != "id" && failedFormula(s) {
		c.doubt(col, s, "is the sign of a formula that failed; what stood there is lost")
		return data.UnknownWord
	}
	if isFormula(s) {
		c.doubt(col, s, "is a formula and not what it shows; save the table with values and import that")
		return data.UnknownWord
	}
	if col.typ == "id" {
		if why := damage(s); why != "" {
			c.say(data.Ambiguous, col.path(), "damaged: it "+why, s)
		}
	}
	return s
}

func (c *cells) country(col *column, s string) string {
	if notTold(s) {
		return ""
	}
	if notKnown(s) {
		return c.text(col, s)
	}
	iso, ok := c.atlas.lookup(s)
	if !ok || col.airports {
		if at, isPlace := c.atlas.from.OfPlace(s); isPlace {
			c.say(data.Repaired, col.path(), "is the code of a port or airport, read as its country "+at, s)
			return at
		}
	}
	if !ok {
		c.say(data.Ambiguous, col.path(), "no country by this name is known; kept as told", s)
		return s
	}
	if iso != s && !strings.EqualFold(iso, s) {
		c.say(data.Repaired, col.path(), "read as "+iso, s)
	}
	return iso
}

// locate gives a party whose country no cell tells the one that its address ends in.
func (c *cells) locate(cu *data.Customer, path string) {
	if cu.Country != "" || cu.Address == "" {
		return
	}
	if iso := c.atlas.atEnd(cu.Address); iso != "" {
		cu.Country = iso
		c.say(data.Repaired, path+"country", "not told; read out of the address as "+iso, cu.Address)
	}
}

func (c *cells) date(col *column, s string) data.Date {
	if notTold(s) {
		return data.Date{}
	}
	if notKnown(s) {
		return data.Date{Asked: true}
	}
	day := s
	if i := strings.IndexByte(s, '.'); i == 5 && allDigits(s[6:]) {
		day = s[:i] // a day number with the time of day
	}
	if n, ok := plainNumber(day); ok && len(day) == 5 && col.later != 0 {
		day = itoa(int(n) + col.later)
	}
	r := parseDate(day, col.order)
	switch {
	case r.none:
		return data.Date{}
	case r.open:
		c.doubt(col, s, "day and month can be either way round, and no value of the column shows which; a mapping tells it (date_order: dmy or mdy)")
		return data.Date{Asked: true}
	case !r.ok && isFormula(s):
		c.doubt(col, s, "is a formula and not what it shows; save the table with values and import that")
		return data.Date{Asked: true}
	case !r.ok:
		c.doubt(col, s, "is no date that can be read")
		return data.Date{Asked: true}
	}
	if r.mended != "" {
		c.say(data.Repaired, col.path(), r.mended+": "+r.date.String(), s)
	}
	return r.date
}

func (c *cells) number(col *column, s string) (data.Number, numberResult) {
	if notTold(s) {
		return data.Number{}, numberResult{}
	}
	if notKnown(s) {
		return data.Number{State: data.Unknown}, numberResult{}
	}
	r := parseNumber(s, col.number)
	switch {
	case r.open:
		c.doubt(col, s, "its separator can mean decimals or thousands, and no value of the file shows which; a mapping tells it (decimal: \",\" or \".\")")
		return data.Number{State: data.Unknown}, r
	case !r.ok && isFormula(s):
		c.doubt(col, s, "is a formula and not what it shows; save the table with values and import that")
		return data.Number{State: data.Unknown}, r
	case !r.ok:
		c.doubt(col, s, "is no number that can be read")
		return data.Number{State: data.Unknown}, r
	}
	n := data.Num(r.value)
	factor, rest := scaled(r.unit)
	if factor == 1 || strings.EqualFold(r.unit, "m") && !col.isMoney() { // metres
		return n, r
	}
	n.Value, r.unit = n.Value*factor, rest
	if code := cmp.Or(wordsOfCells().signs[rest], wordsOfCells().currency[fold(rest)]); code != "" {
		r.currency, r.unit = code, ""
	} else if rest != "" && isCurrency(rest) {
		r.currency, r.unit = rest, ""
	}
	c.say(data.Repaired, col.path(), "thousands or millions in words read as "+n.String(), s)
	return n, r
}

// isMoney is whether a column, or a member of JSON by its name, holds an amount of money.
func (col *column) isMoney() bool {
	return col.unit == "currency" || strings.HasSuffix(col.name, "value") || strings.HasSuffix(col.name, "capital")
}

// plainCount is a number that carries no unit worth keeping.
func (c *cells) plainCount(col *column, s string) data.Number {
	n, r := c.number(col, s)
	if n.State == data.Known && r.unit != "" && r.unit != "%" {
		c.say(data.Repaired, col.path(), "figure taken, unit "+r.unit+" left", s)
	}
	return n
}

// mass reads a weight in kilograms.
func (c *cells) mass(col *column, s string) data.Number {
	n, r := c.number(col, s)
	if n.State != data.Known {
		return n
	}
	factor := col.factor
	if unit := strings.ToLower(strings.TrimSuffix(r.unit, ".")); unit != "" {
		if factor = wordsOfCells().kg[unit]; factor == 0 {
			c.doubt(col, s, "its unit of weight is not known")
			return data.Number{State: data.Unknown}
		}
	}
	if factor != 1 && factor != 0 {
		n.Value *= factor
		c.say(data.Repaired, col.path(), "converted to kilograms: "+n.String(), s)
	}
	return n
}

const poundKg = 0.45359237

func (c *cells) currency(col *column, s string) string {
	if notTold(s) {
		return ""
	}
	if notKnown(s) {
		return c.text(col, s)
	}
	if u := strings.ToUpper(s); len(u) == 3 && isUpper(u) {
		if !isCurrency(u) {
			c.say(data.Ambiguous, col.path(), "no currency by this code is known; kept as told", s)
		}
		return u
	}
	if code := wordsOfCells().signs[s]; code != "" {
		c.say(data.Repaired, col.path(), "read as "+code, s)
		return code
	}
	if code := wordsOfCells().currency[fold(s)]; code != "" {
		c.say(data.Repaired, col.path(), "read as "+code, s)
		return code
	}
	c.doubt(col, s, "can mean several currencies, or none that is known")
	return data.UnknownWord
}

// choice reads a cell that holds one of few words.
func (c *cells) choice(col *column, s string, words map[string]string, asked string) string {
	if notTold(s) {
		return ""
	}
	if w, ok := words[fold(s)]; ok {
		return w
	}
	if notKnown(s) {
		return asked
	}
	c.doubt(col, s, "is none of the words that this column takes")
	return asked
}

// owners reads "Name (CN) 35 %; Other Ltd (SG) 20 %".
func (c *cells) owners(col *column, s string) []data.Owner {
	if notTold(s) {
		return nil
	}
	var out []data.Owner
	for _, p := range splitList(s, listSigns) {
		var o data.Owner
		if i := strings.LastIndexByte(p, '%'); i > 0 {
			head := strings.TrimRight(p[:i], " ")
			j := len(head)
			for j > 0 && strings.ContainsRune("0123456789.,", rune(head[j-1])) {
				j--
			}
			if r := parseNumber(head[j:], '.'); r.ok {
				o.Percent = data.Num(r.value)
				p = strings.TrimRight(head[:j], " ,:-(") + p[i+1:]
				p = strings.TrimRight(strings.TrimSpace(p), ")")
				if strings.Contains(p, "(") {
					p += ")"
				}
			}
		}
		if i := strings.LastIndexByte(p, '('); i > 0 && strings.HasSuffix(p, ")") {
			if iso, ok := c.atlas.lookup(strings.TrimSpace(p[i+1 : len(p)-1])); ok {
				o.Country, p = iso, strings.TrimSpace(p[:i])
			}
		}
		o.Name = strings.TrimSpace(p)
		out = append(out, o)
	}
	return out
}

// hardware reads "H100 x 64; A100 x 8".
func (c *cells) hardware(col *column, s string) []data.Hardware {
	if notTold(s) {
		return nil
	}
	var out []data.Hardware
	for _, p := range splitList(s, listSigns) {
		h := data.Hardware{Model: p}
		for _, x := range []string{" x ", " × ", " x", "×"} {
			if i := strings.LastIndex(p, x); i > 0 {
				if r := parseNumber(strings.TrimSpace(p[i+len(x):]), 0); r.ok {
					h = data.Hardware{Model: strings.TrimSpace(p[:i]), Quantity: data.Num(r.value)}
					break
				}
			}
		}
		out = append(out, h)
	}
	return out
}
