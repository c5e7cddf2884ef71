package history

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
)

// A name of so many letters that another differs from by one is too near to it for
// chance; one that more than a few are near to is made of common words.
const (
	fewestLetters = 10
	mostLetters   = 64
	maxAlike      = 4
)

// learnAlike finds customers of different groups whose names differ by one letter, or by
// signs alone: both are spelt alike where one letter of each is left out, or of one.
func (b *Book) learnAlike() {
	type spelt struct {
		hash     uint64
		customer int32
	}
	var all []spelt
	names := make([][]rune, len(b.customers))
	for i, r := range b.customers {
		name := []rune(squeeze(r.Customer.Name))
		if len(name) < fewestLetters || len(name) > mostLetters {
			continue
		}
		names[i] = name
		for skip := -1; skip < len(name); skip++ {
			all = append(roomy(all, 1), spelt{hashWithout(name, skip), int32(i)})
		}
	}
	slices.SortFunc(all, func(x, y spelt) int { return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.customer, y.customer)) })
	all = slices.Compact(all)
	b.spelt = map[int32][]int32{}
	for i, j := 0, 0; i < len(all); i = j {
		for j = i; j < len(all) && all[j].hash == all[i].hash; j++ {
		}
		if j-i < 2 || j-i > maxAlike {
			continue
		}
		for _, x := range all[i:j] {
			for _, y := range all[i:j] {
				if b.groupOf[x.customer] != b.groupOf[y.customer] && oneLetter(names[x.customer], names[y.customer]) && !slices.Contains(b.spelt[x.customer], y.customer) {
					b.spelt[x.customer] = append(b.spelt[x.customer], y.customer)
				}
			}
		}
	}
	for _, l := range b.spelt {
		slices.Sort(l)
	}
}

func hashWithout(name []rune, skip int) uint64 {
	h := uint64(14695981039346656037)
	for i, r := range name {
		if i != skip {
			h = (h ^ uint64(r)) * 1099511628211
		}
	}
	return h
}

// oneLetter reports whether two names differ by one letter at most, and no figure.
func oneLetter(x, y []rune) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	figure := func(r rune) bool { return r >= '0' && r <= '9' }
	switch {
	case i == len(y):
		return true
	case figure(y[i]) || i < len(x) && figure(x[i]):
		return false
	case len(x) == len(y):
		return slices.Equal(x[i+1:], y[i+1:])
	}
	return slices.Equal(x[i:], y[i+1:])
}

// Alike is an older customer whose name the customer's differs from by a letter, and with
// whom it has no number, telephone or mail address in common as a firm told twice has; ""
// for none.
func (b *Book) Alike(customer int32) string {
	for _, o := range b.spelt[customer] {
		own := b.customers[customer].Customer
		if c := b.customers[o].Customer; older(c, own) && !otherWord(c.Name, own.Name) && !b.told(customer, o) {
			return c.Name
		}
	}
	return ""
}

// shortWord is of how many letters a word is at most that one letter makes another word, and
// no misspelling: Goh and Koh are two families, Pte and Pty the forms of two countries.
const shortWord = 4

// otherWord reports whether two names differ by one short word alone.
func otherWord(x, y string) bool {
	words := func(name string) []string {
		return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	own, other := words(x), words(y)
	if len(own) != len(other) {
		return false
	}
	short := false
	for i, w := range own {
		if w == other[i] {
			continue
		}
		if short || utf8.RuneCountInString(w) > shortWord || utf8.RuneCountInString(other[i]) > shortWord {
			return false
		}
		short = true
	}
	return short
}

// told reports whether two records have what one firm has.
func (b *Book) told(x, y int32) bool {
	return slices.ContainsFunc(b.identsOf(x), func(id ident) bool {
		return (id.kind == phoneIdent || id.kind == mailIdent || id.kind == numberIdent) &&
			slices.ContainsFunc(b.identsOf(y), func(o ident) bool { return o.hash == id.hash })
	})
}

// older reports whether a customer tells when it began and another tells that it began
// before, or nothing.
func older(c, than *data.Customer) bool {
	since, known := begun(than)
	before, told := begun(c)
	return known && (!told || before < since) && !strings.EqualFold(c.Name, than.Name)
}

// begun is the last day on which something of a customer began.
func begun(c *data.Customer) (day int32, known bool) {
	for _, d := range [...]data.Date{c.CustomerSince, c.Incorporated, c.DomainCreated} {
		if d.State() == data.Known {
			day, known = max(day, d.First()), true
		}
	}
	return day, known
}
