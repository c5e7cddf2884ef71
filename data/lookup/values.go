package lookup

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
)

// eachValue yields what a party is found by, until yield has had enough.
func eachValue(c *data.Customer, yield func(Field, string) bool) {
	more := true
	put := func(f Field, all ...string) {
		for _, s := range all {
			if more && data.TextState(s) == data.Known {
				more = yield(f, s)
			}
		}
	}
	put(Name, c.Name)
	put(Alias, c.NameLocal)
	put(Alias, c.Aliases...)
	put(ID, c.ID)
	put(Registration, c.RegistrationNumber, c.TaxID)
	put(Address, joinKnown(c.UnitFloor, c.Address, c.City, c.Region, c.Postcode))
	put(Phone, c.Phones...)
	put(Mail, c.Emails...)
	put(Website, c.Website)
	put(Person, c.Contact)
	put(Person, c.Directors...)
	put(Owner, c.Parent, c.UltimateParent)
	for i := range c.Owners {
		put(Owner, c.Owners[i].Name)
	}
	for i := range c.Sites {
		put(Address, joinKnown(c.Sites[i].Name, c.Sites[i].Address))
	}
}

func joinKnown(all ...string) string {
	one, n := "", 0
	for _, s := range all {
		if data.TextState(s) == data.Known {
			one = s
			n++
		}
	}
	if n < 2 {
		return one
	}
	var b strings.Builder
	for _, s := range all {
		if data.TextState(s) != data.Known {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(s)
	}
	return b.String()
}

// isNumber reports whether a value of a column that is no field may be the number of
// something, such as a customer's own order: no amount, no day and no prose.
func isNumber(v string) bool {
	if len(v) < 4 || len(v) > 40 {
		return false
	}
	digits, letters, marks, spaces := 0, 0, 0, 0
	for _, r := range v {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		case strings.ContainsRune("-/._#", r):
			marks++
		case r == ' ':
			spaces++
		default:
			return false
		}
	}
	switch {
	case digits < 3, letters > 12, spaces > 1:
		return false
	case letters == 0:
		return marks+spaces == 0 && digits >= 5
	}
	return true
}

// eachNumber yields what a shipment is found by.
func eachNumber(s *data.Shipment, extra map[string]string, yield func(Field, string)) {
	yield(Order, s.Order)
	yield(Shipment, s.ID)
	yield(BL, s.BL)
	yield(AWB, s.AWB)
	yield(Licence, s.Licence)
	for i := range s.Lines {
		for _, n := range s.Lines[i].Serials {
			yield(Serial, n)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(extra)) {
		if isNumber(extra[k]) {
			yield(Column, extra[k])
		}
	}
}

// Match is a value that a question was found in: bytes From..To of it agree.
type Match struct {
	Field    Field
	Value    string
	From, To int
}

// InParty is the value of a party that the query is nearest to.
func (q *Query) InParty(c *data.Customer) (Match, bool) {
	var m best
	eachValue(c, func(f Field, s string) bool {
		m.take(q, f, s)
		return !m.found || m.near != whole
	})
	return m.Match, m.found
}

// InShipment is the number of a shipment, or of a column beside it, that the query is
// nearest to.
func (q *Query) InShipment(s *data.Shipment, extra map[string]string) (Match, bool) {
	var m best
	eachNumber(s, extra, func(f Field, v string) { m.take(q, f, v) })
	return m.Match, m.found
}

// best keeps the nearest of several values.
type best struct {
	Match
	near  int
	found bool
}

func (b *best) take(q *Query, f Field, s string) {
	row := appendValue(nil, f, s)
	if len(row) == 0 {
		return
	}
	near, at, n := q.near(row)
	if near == none && q.apart { // a value may hold one of the words
		for _, w := range q.words {
			if at = indexWord(row, w); at > 0 {
				near, n = scattered, len(w)
				break
			}
		}
	}
	if near == none || b.found && near >= b.near {
		return
	}
	if len(s) > longest {
		s = s[:longest]
	}
	var from []int
	fold(nil, s, f.joined(), &from)
	lastRune := from[at-1+n-1]
	_, size := utf8.DecodeRuneInString(s[lastRune:])
	*b = best{Match{f, s, from[at-1], lastRune + size}, near, true}
}
