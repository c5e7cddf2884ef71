package facts

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed notes.yaml
var notesYAML []byte

// noteMarks are how notes on a customer tell what a column tells elsewhere.
type noteMarks struct {
	business, label phrases.Set // a label wants a colon behind it
	founded         phrases.Set
}

func loadNotes() (noteMarks, error) { return parseNotes("notes.yaml", notesYAML) }

func parseNotes(name string, text []byte) (noteMarks, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Business     phrases.Tongues `yaml:"business"`
		Label        phrases.Tongues `yaml:"business_label"`
		Founded      phrases.Tongues `yaml:"founded"`
	}
	t := phrases.Open(name, text, &f)
	return noteMarks{t.Set("$.business", f.Business), t.Set("$.business_label", f.Label), t.Set("$.founded", f.Founded)}, t.Err()
}

// What stands behind the words.
var (
	businessTold = regexp.MustCompile(`^[\s:=：]*([^\s:=：.;。；][^.;。；]{1,80})`)
	labelled     = regexp.MustCompile(`^ ?[:=：][\s:=：]*([^\s:=：.;。；][^.;。；]{1,80})`)
	minguoTold   = regexp.MustCompile(`民[國国]\s*(\d{2,3})\s*年(?:\s*(\d{1,2})\s*月)?[^。；,，]{0,12}(?:設立|设立|成立|登記|登记|創立|创立)`)
	indianNumber = regexp.MustCompile(`^[LU]\d{5}[A-Z]{2}((?:19|20)\d\d)[A-Z]{3}\d{6}$`) // of a company register, with the year
	yearTold     = regexp.MustCompile(`^[^0-9.;。；]{0,14}((?:19|20)\d\d)(?:[-./年](\d{1,2}))?`)
)

// businessOf is the line of business as told, or else as the notes tell it.
func (m *noteMarks) businessOf(c *data.Customer) (text string, noted bool) {
	if data.TextState(c.Business) == data.Known || len(c.Notes) < 8 {
		return c.Business, false
	}
	notes := phrases.Read(rules.Readable(c.Notes))
	at := m.business.Followed(&notes, 0, businessTold)
	if label := m.label.Followed(&notes, 0, labelled); at == nil || label != nil && label[0] < at[0] {
		at = label
	}
	if at == nil {
		return c.Business, false
	}
	return strings.TrimSpace(notes.Shown[at[2]:at[3]]), true
}

// leastNotes is the length in bytes from which notes tell when a firm was founded.
const leastNotes = 8

// foundedOn is the date of incorporation as told, or else as the notes tell it; or the
// year that a number of the Indian register has within.
func (m *noteMarks) foundedOn(c *data.Customer) (on data.Date, noted bool) {
	if c.Incorporated.State() != data.NotTold {
		return c.Incorporated, false
	}
	if len(c.Notes) >= leastNotes {
		if d, ok := m.foundedIn(c.Notes); ok {
			return d, true
		}
	}
	if at := indianNumber.FindStringSubmatch(c.RegistrationNumber); at != nil {
		return onMonth(at[1], ""), false
	}
	return c.Incorporated, false
}

// foundedIn is the date on which a firm was founded by a text.
func (m *noteMarks) foundedIn(text string) (on data.Date, ok bool) {
	notes := phrases.Read(rules.Readable(text))
	if at := m.founded.Followed(&notes, 0, yearTold); at != nil {
		month := ""
		if at[4] >= 0 {
			month = notes.Shown[at[4]:at[5]]
		}
		on = onMonth(notes.Shown[at[2]:at[3]], month)
	} else if at := minguoTold.FindStringSubmatch(notes.Shown); at != nil {
		if year, err := strconv.Atoi(at[1]); err == nil {
			on = onMonth(strconv.Itoa(minguo+year), at[2])
		}
	}
	return on, on.State() == data.Known
}

// minguo is the year before the first of the Republic's count.
const minguo = 1911

// onMonth is a month of a year in figures, or the year where that is none.
func onMonth(year, month string) data.Date {
	if month = "0" + month; len(month) > 1 {
		if d, err := data.ParseDate(year + "-" + month[len(month)-2:]); err == nil {
			return d
		}
	}
	d, err := data.ParseDate(year)
	if err != nil {
		return data.Date{}
	}
	return d
}

// unread are the texts of which only the beginning is read, with the field of each.
func (f *Facts) unread() (out []textSource) {
	for i := range f.parties {
		p := &f.parties[i]
		if len(p.c.Notes) > rules.MaxText || len(p.c.Business) > rules.MaxText {
			out = append(out, textSource{field: p.path + ".notes", text: pick(p.c.Notes, p.c.Business), rec: p.rec})
		}
	}
	if f.sh == nil {
		return out
	}
	for _, t := range [...]textSource{{field: "notes", text: f.sh.Notes}, {field: "hold_reason", text: f.sh.HoldReason}, {field: "stated_end_use", text: f.sh.StatedEndUse},
		{field: "carrier", text: f.sh.Carrier}, {field: "payment_method", text: f.sh.PaymentMethod}, {field: "status", text: f.sh.Status}} {
		if len(t.text) > rules.MaxText {
			out = append(out, t)
		}
	}
	for i := range f.lines {
		if l := &f.lines[i]; len(l.Description) > rules.MaxText {
			out = append(out, textSource{field: "description", text: l.Description, line: l.number()})
		}
	}
	return out
}
