package facts

import (
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// noteMarks are how notes on a customer tell what a column tells elsewhere.
type noteMarks struct {
	business *regexp.Regexp
	founded  *regexp.Regexp
}

func newNoteMarks() noteMarks {
	return noteMarks{
		business: regexp.MustCompile(`(?i)(?:nature of business|line of business|business scope|scope of business|principal activit(?:y|ies)|(?:main|core) (?:business|activity)|\b(?:business|activity|branche|trade) ?[:=]|registered for|geschäftszweck|unternehmensgegenstand|\bsells\b|\bdeals in\b|\btrades in\b|主营|主營|经营范围|經營範圍|業種|事業内容|вид деятельности)[\s:=：]*([^\s:=：.;。；][^.;。；]{1,80})`),
		founded:  regexp.MustCompile(`(?i)(?:\bregistered|\bincorporated|\bincorp\.?|\bfounded|\bestablished|\bformed|\bset up|\bgegründet|\beingetragen|成立|注册|註冊|設立|основан\w*|зарегистрирован\w*)[^0-9.;。；]{0,14}((?:19|20)\d\d)(?:[-./年](\d{1,2}))?`),
	}
}

// business is the line of business as told, or else as the notes tell it.
func (m *noteMarks) businessOf(c *data.Customer) (text string, noted bool) {
	if data.TextState(c.Business) == data.Known || len(c.Notes) < 8 {
		return c.Business, false
	}
	if at := m.business.FindStringSubmatch(rules.Readable(c.Notes)); at != nil {
		return strings.TrimSpace(at[1]), true
	}
	return c.Business, false
}

// foundedOn is the date of incorporation as told, or else as the notes tell it.
func (m *noteMarks) foundedOn(c *data.Customer) (on data.Date, noted bool) {
	if c.Incorporated.State() != data.NotTold || len(c.Notes) < 8 {
		return c.Incorporated, false
	}
	at := m.founded.FindStringSubmatch(rules.Readable(c.Notes))
	if at == nil {
		return c.Incorporated, false
	}
	text := at[1]
	if len(at[2]) == 1 {
		text += "-0" + at[2]
	} else if at[2] != "" {
		text += "-" + at[2]
	}
	d, err := data.ParseDate(text)
	if err != nil {
		if d, err = data.ParseDate(at[1]); err != nil {
			return c.Incorporated, false
		}
	}
	return d, true
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
