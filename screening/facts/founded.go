package facts

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

// foundingMarks are how notes, and what is told of owners, tell when a company was founded.
type foundingMarks struct {
	founded, deed phrases.Set
	behindDate    phrases.Set // words of founding that stand behind the date
	months        phrases.Set
	eras          phrases.Codes // years counted from the accession of an emperor, or of a republic: the year before the first

	behind *regexp.Regexp // the date behind the word
	before *regexp.Regexp // and before it

	number map[string]*regexp.Regexp // of registration numbers that tell the year, by country
}

// Groups of both expressions: the era and its year, or the year; and the month.
const (
	eraGroup = 1 + iota
	eraYearGroup
	yearGroup
	monthGroup
	bareYearGroup // before the word alone
)

// compile makes the expressions of the words read, and holds the years of eras to numbers.
func (m *foundingMarks) compile() error {
	for i := range m.eras.Set {
		if _, err := strconv.Atoi(m.eras.Of(m.eras.Set[i].Text)); err != nil {
			return fmt.Errorf("the year before the era of %s is no number", m.eras.Set[i].Text)
		}
	}
	year := `(?:(` + m.eras.Pattern() + `)\s?(元|\d{1,4})|((?:19|20)\d\d))`
	month := `(?:\d{1,2}[./-]\d{1,2}[./-]|(?:\d{1,2}(?:st|nd|rd|th|er)?\.?\s(?:de\s|of\s)?)?(?i:` + m.months.Pattern() + `)[.,]?\s(?:de\s|del\s|of\s)?)?`
	m.behind = regexp.MustCompile(`^[^0-9.;。；]{0,14}?` + month + year + `(?:[-./年](\d{1,2}))?`)
	m.before = regexp.MustCompile(year + `[年년]\s?(?:(\d{1,2})[月월])?\s?(?:\d{1,2}[日일])?[にに에由]?\s?$|((?:19|20)\d\d)\s$`)
	return nil
}

// foundedOn is the date of incorporation as told, or else as notes or the line of business tell
// it, or else that of the founding deed by which an owner is told, or that of a number; with the field that
// tells it.
func (m *foundingMarks) foundedOn(c *data.Customer) (on data.Date, field string) {
	switch c.Incorporated.State() {
	case data.Known:
		return c.Incorporated, "incorporated"
	case data.Unknown:
		return m.numbered(c)
	}
	if d, ok := m.in(c.Notes); ok {
		return d, "notes"
	}
	if d, ok := m.in(c.Business); ok {
		return d, "business"
	}
	for i := range c.Owners {
		if o := &c.Owners[i]; o.AsOf.State() == data.Known && says(m.deed, o.Source) {
			return o.AsOf, "owners"
		}
	}
	return m.numbered(c)
}

// firstDoubt is the year from which on a founding is surely later than the controls. Earlier ones
// would speak for it, and a number that nobody looked up does not.
const firstDoubt = 2023

// numbered is the year that a registration number tells, else what the field does.
func (m *foundingMarks) numbered(c *data.Customer) (on data.Date, field string) {
	if of := m.number[strings.ToUpper(c.Country)]; of != nil {
		if g := of.FindStringSubmatch(strings.TrimSpace(c.RegistrationNumber)); g != nil && len(g[1]) == 4 {
			if d, err := data.ParseDate(g[1]); err == nil && d.Year >= firstDoubt {
				return d, "registration_number"
			}
		}
	}
	return c.Incorporated, "incorporated"
}

// leastFounding is the length in bytes from which notes tell when a firm was founded.
const leastFounding = 8

// in is when a firm was founded by notes.
func (m *foundingMarks) in(notes string) (data.Date, bool) {
	if len(notes) < leastFounding {
		return data.Date{}, false
	}
	text := phrases.Read(rules.Readable(notes))
	return m.noted(&text)
}

// noted is the date behind the first word of founding that has one, or before it.
func (m *foundingMarks) noted(notes *phrases.Text) (data.Date, bool) {
	if at := m.founded.Followed(notes, 0, m.behind); at != nil {
		return m.date(notes.Shown, at)
	}
	for at, _ := m.behindDate.Next(notes, 0); at >= 0; at, _ = m.behindDate.Next(notes, at+1) {
		from := max(0, at-longestDate)
		if g := m.before.FindStringSubmatchIndex(notes.Shown[from:at]); g != nil {
			return m.date(notes.Shown[from:at], g)
		}
	}
	return data.Date{}, false
}

// longestDate bounds a date before its word, in bytes.
const longestDate = 48

func (m *foundingMarks) date(text string, at []int) (data.Date, bool) {
	group := func(i int) string {
		if 2*i >= len(at) || at[2*i] < 0 {
			return ""
		}
		return text[at[2*i]:at[2*i+1]]
	}
	year := group(yearGroup) + group(bareYearGroup) // one of them stands
	if era := group(eraGroup); era != "" {
		before, _ := strconv.Atoi(m.eras.Of(era))
		n, err := strconv.Atoi(group(eraYearGroup))
		if err != nil {
			n = 1 // the first year is called so
		}
		year = strconv.Itoa(before + n)
	}
	if month := "0" + group(monthGroup); month != "0" {
		if d, err := data.ParseDate(year + "-" + month[len(month)-2:]); err == nil {
			return d, true
		}
	}
	d, err := data.ParseDate(year)
	return d, err == nil
}

// notedFounded is when the customer was founded by the notes on its order, or by the reason
// for which that is on hold.
func (f *Facts) notedFounded() rules.Value {
	if f.cust == nil || f.cust.founded.State() != data.NotTold {
		return rules.Value{}
	}
	for _, text := range [...]string{f.sh.Notes, f.sh.HoldReason} {
		if on, ok := f.src.Words.marks.founding.in(text); ok {
			return dateValue(on)
		}
	}
	return rules.Value{}
}
