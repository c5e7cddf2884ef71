// Package filter is the small language that narrows the queue, on the command
// line and on the screen alike:
//
//	level:hold,stop score>=60 dest:MY,TH pattern:prc_chip_use status:open "free text"
//
// It turns text into a data.Filter and back, says where a mistake stands, and
// offers completions. It knows no store and no screen.
package filter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"redflag/data"
)

// Error is a mistake in a filter, with the place where it stands.
type Error struct {
	Input string
	At    int // byte offset
	Len   int // bytes concerned, at least 1
	Msg   string
}

func (e *Error) Error() string { return e.Msg + " (at " + strconv.Quote(e.word()) + ")" }

func (e *Error) word() string {
	at := min(e.At, len(e.Input))
	return e.Input[at:min(at+e.Len, len(e.Input))]
}

// term is one piece of the input: field, operator and value, or free text.
type term struct {
	at         int // of the whole term
	field, op  string
	value      string
	valueAt    int
	valueParts []part
}

type part struct {
	text string
	at   int
}

// Parse reads a filter. An empty input is everything.
func Parse(s string) (data.Filter, error) {
	var f data.Filter
	terms, err := split(s)
	if err != nil {
		return f, err
	}
	var words []string
	for _, t := range terms {
		if t.field == "" {
			words = append(words, t.value)
			continue
		}
		fd := find(t.field)
		if fd == nil {
			return f, &Error{s, t.at, len(t.field), unknownField(t.field)}
		}
		if t.op != ":" && t.op != "=" && !fd.ordered {
			return f, &Error{s, t.at + len(t.field), len(t.op), fmt.Sprintf("%s takes a colon, as in %s", fd.name, fd.example)}
		}
		if t.value == "" {
			return f, &Error{s, t.valueAt, 1, fmt.Sprintf("%s wants a value, as in %s", fd.name, fd.example)}
		}
		if err := fd.set(&f, t); err != nil {
			err.Input = s
			return f, err
		}
	}
	f.Text = strings.Join(words, " ")
	if err := agree(s, &f); err != nil {
		return f, err
	}
	return f, nil
}

// agree refuses ranges that nothing can lie in.
func agree(s string, f *data.Filter) error {
	if f.MaxScore > 0 && f.MinScore > f.MaxScore {
		return &Error{s, 0, max(len(s), 1), fmt.Sprintf("no score is at least %d and at most %d", f.MinScore, f.MaxScore)}
	}
	if f.To.Before(f.From) == data.True {
		return &Error{s, 0, max(len(s), 1), fmt.Sprintf("no date is from %s to %s", f.From, f.To)}
	}
	return nil
}

// split cuts the input into terms. Quotes keep blanks and commas together.
func split(s string) ([]term, error) {
	var out []term
	i := 0
	for i < len(s) {
		if s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r' {
			i++
			continue
		}
		t := term{at: i}
		j := i
		for j < len(s) && letter(s[j]) {
			j++
		}
		k := j
		for k < len(s) && k-j < 2 && strings.IndexByte("<>=:", s[k]) >= 0 {
			k++
		}
		if op := s[j:k]; j > i && operator(op) {
			t.field, t.op, i = strings.ToLower(s[i:j]), op, k
		}
		t.valueAt = i
		var err error
		if i, err = t.read(s, i); err != nil {
			return nil, err
		}
		if t.field != "" || t.value != "" {
			out = append(out, t)
		}
	}
	return out, nil
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' }

func operator(s string) bool {
	switch s {
	case ":", "=", ">", ">=", "<", "<=":
		return true
	}
	return false
}

// read takes the value from i up to the next blank outside quotes.
func (t *term) read(s string, i int) (int, error) {
	var whole, cur strings.Builder
	start := i
	flush := func(at int) {
		if cur.Len() > 0 {
			t.valueParts = append(t.valueParts, part{cur.String(), start})
		}
		cur.Reset()
		start = at
	}
	for i < len(s) {
		c := s[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			flush(i)
			t.value = whole.String()
			return i, nil
		case c == '"':
			end := strings.IndexByte(s[i+1:], '"')
			if end < 0 {
				return i, &Error{s, i, len(s) - i, `the quote is not closed`}
			}
			q := s[i+1 : i+1+end]
			whole.WriteString(q)
			cur.WriteString(q)
			i += end + 2
		case c == ',' && t.field != "":
			whole.WriteByte(c)
			i++
			flush(i)
		default:
			whole.WriteByte(c)
			cur.WriteByte(c)
			i++
		}
	}
	flush(i)
	t.value = whole.String()
	return i, nil
}

// Format writes f so that Parse reads it again.
func Format(f data.Filter) string {
	var out []string
	list := func(field string, values []string) {
		if len(values) > 0 {
			for i, v := range values {
				values[i] = quote(v)
			}
			out = append(out, field+":"+strings.Join(values, ","))
		}
	}
	list("level", names(f.Levels))
	if f.MinScore > 0 {
		out = append(out, "score>="+strconv.Itoa(f.MinScore))
	}
	if f.MaxScore > 0 {
		out = append(out, "score<="+strconv.Itoa(f.MaxScore))
	}
	list("status", names(f.Statuses))
	list("dest", slices.Clone(f.Dests))
	list("pattern", slices.Clone(f.Patterns))
	if f.From.State() == data.Known {
		out = append(out, "date>="+f.From.String())
	}
	if f.To.State() == data.Known {
		out = append(out, "date<="+f.To.String())
	}
	if f.Customer != "" {
		list("customer", []string{f.Customer})
	}
	if f.Sort != "" {
		s := f.Sort
		if f.Reverse {
			s = "-" + s
		}
		out = append(out, "sort:"+s)
	} else if f.Reverse {
		out = append(out, "sort:-level")
	}
	if f.Text != "" {
		out = append(out, `"`+strings.ReplaceAll(f.Text, `"`, "")+`"`)
	}
	return strings.Join(out, " ")
}

func names[T fmt.Stringer](vs []T) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = v.String()
	}
	return out
}

func quote(s string) string {
	if strings.ContainsAny(s, " ,\t\r\n") || s == "" {
		return `"` + strings.ReplaceAll(s, `"`, "") + `"`
	}
	return strings.ReplaceAll(s, `"`, "")
}

// Caret is a line to show under the input, with a mark where the mistake stands.
func Caret(e *Error) string {
	at := min(e.At, len(e.Input))
	n := utf8.RuneCountInString(e.word())
	return strings.Repeat(" ", utf8.RuneCountInString(e.Input[:at])) + strings.Repeat("^", max(n, 1))
}
