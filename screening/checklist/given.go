package checklist

import (
	"fmt"
	"regexp"
	"strings"

	"redflag/data"
)

// Refuses says in a sentence why an answer cannot be taken as it is given, or is "": the
// question asks for a number, a date or a country, and the detail is none. What an answer
// that is taken does not settle, Lacks says.
func (b *Book) Refuses(q *Question, value, detail string) string {
	if value == data.AnswerUnknown || value == data.AnswerNA {
		return ""
	}
	wants, such := q.form()
	if wants == "" {
		return ""
	}
	detail = strings.TrimSpace(detail)
	if detail == "" {
		if value == data.AnswerNo {
			return ""
		}
		return fmt.Sprintf("%s asks for %s: give it as the detail, such as %s. Where it is not known, the answer is U.", q.ID, wants, such)
	}
	bad := b.misfit(q, detail)
	if bad == "" {
		return ""
	}
	return fmt.Sprintf("%s asks for %s, such as %s, and %q is none. Other words go into the reason; where it is not known, the answer is U.", q.ID, wants, such, bad)
}

// Wants is what the detail of an answer to the question has to be, for people, or "".
func (q *Question) Wants() string {
	if wants, such := q.form(); wants != "" {
		return wants + ", such as " + such
	}
	switch q.Type {
	case "text", "list":
		return "a " + q.Type
	}
	return ""
}

// form is what the detail of an answer has to be, with an example, or "".
func (q *Question) form() (wants, such string) {
	switch q.Type {
	case "number":
		if q.Unit != "" {
			return "a number of " + q.Unit, "12.5"
		}
		return "a number", "12.5"
	case "percent":
		return "a percentage from 0 to 100", "49.5"
	case "date":
		return "a date", "2026-03-31 or 2026-03"
	case "country":
		return "a country", "MY or Malaysia"
	}
	return "", ""
}

// misfit is the part of a detail that is not what the question asks for, or "".
func (b *Book) misfit(q *Question, detail string) string {
	switch q.Type {
	case "number", "percent":
		n := q.figure(detail)
		if n.State != data.Known || n.Value < 0 || q.Type == "percent" && n.Value > 100 {
			return detail
		}
	case "date":
		for _, s := range strings.FieldsFunc(detail, func(r rune) bool { return strings.ContainsRune(" ,;", r) }) {
			if d, err := data.ParseDate(s); err != nil || d.State() != data.Known {
				return s
			}
		}
	case "country":
		for _, s := range countries(detail) {
			if b.IsCountry != nil && !b.IsCountry(s) {
				return s
			}
		}
	}
	return ""
}

// countries are those of an answer that names several.
func countries(detail string) []string {
	var out []string
	for s := range strings.FieldsFuncSeq(detail, func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// thousands are figures in groups of three: "136,000".
var thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)

// figure reads the number of an answer, which may tell its unit.
func (q *Question) figure(detail string) data.Number {
	s := strings.TrimSpace(detail)
	for _, unit := range []string{q.Unit, "%"} {
		if n := len(s) - len(unit); unit != "" && n > 0 && strings.EqualFold(s[n:], unit) {
			s = strings.TrimSpace(s[:n])
		}
	}
	if thousands.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	n, err := data.ParseNumber(s)
	if err != nil {
		return data.Number{}
	}
	return n
}
