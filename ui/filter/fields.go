package filter

import (
	"fmt"
	"strconv"
	"strings"

	"redflag/data"
)

// field is one word that a term can start with.
type field struct {
	name    string
	also    []string
	example string
	says    string
	ordered bool // takes < <= > >=
	values  []string
	set     func(f *data.Filter, t term) *Error
}

// fields is the language, in the order in which it is offered.
func fields() []field {
	return []field{
		{name: "level", example: "level:hold,stop", says: "what the findings say", values: []string{"stop", "hold", "review", "pass"}, set: setLevel},
		{name: "status", example: "status:open", says: "what people decided", values: []string{"open", "waiting", "conditional", "released", "stopped", "withdrawn", "disputed"}, set: setStatus},
		{name: "score", example: "score>=60", says: "points", ordered: true, set: setScore},
		{name: "dest", also: []string{"destination", "to"}, example: "dest:MY,TH", says: "country the goods go to", set: setDest},
		{name: "pattern", example: "pattern:prc_chip_use", says: "kind of red flag", set: setPattern},
		{name: "customer", example: "customer:C-1", says: "id, key or part of the name", set: setCustomer},
		{name: "date", example: "date>=2025-03", says: "date of the order", ordered: true, set: setDate},
		{name: "sort", example: "sort:date", says: "level, date or id; a minus turns it round", values: []string{"level", "date", "id", "-level", "-date", "-id"}, set: setSort},
	}
}

func find(name string) *field {
	all := fields()
	for i := range all {
		f := &all[i]
		if f.name == name {
			return f
		}
		for _, a := range f.also {
			if a == name {
				return f
			}
		}
	}
	return nil
}

func unknownField(name string) string {
	var all []string
	near, best := "", 3
	for _, f := range fields() {
		all = append(all, f.name)
		if d := distance(name, f.name); d < best {
			near, best = f.name, d
		}
	}
	if near != "" {
		return fmt.Sprintf("there is no field %s; did you mean %s?", name, near)
	}
	return fmt.Sprintf("there is no field %s; there are %s", name, strings.Join(all, ", "))
}

// distance is the edit distance of two short words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diag, row[j] = row[j], min(row[j]+1, row[j-1]+1, diag+cost)
		}
	}
	return row[len(b)]
}

func bad(p part, format string, a ...any) *Error {
	return &Error{At: p.at, Len: max(len(p.text), 1), Msg: fmt.Sprintf(format, a...)}
}

func setLevel(f *data.Filter, t term) *Error {
	for _, p := range t.valueParts {
		var l data.Level
		if l.UnmarshalText([]byte(strings.ToLower(p.text))) != nil {
			return bad(p, "a level is stop, hold, review or pass")
		}
		f.Levels = append(f.Levels, l)
	}
	return nil
}

func setStatus(f *data.Filter, t term) *Error {
	for _, p := range t.valueParts {
		var s data.Status
		if s.UnmarshalText([]byte(strings.ToLower(p.text))) != nil {
			return bad(p, "a status is open, waiting, conditional, released, stopped, withdrawn or disputed")
		}
		f.Statuses = append(f.Statuses, s)
	}
	return nil
}

func setScore(f *data.Filter, t term) *Error {
	n, err := strconv.Atoi(t.value)
	if err != nil || n < 0 || n > 1_000_000 {
		return bad(part{t.value, t.valueAt}, "a score is a whole number, as in score>=60")
	}
	switch t.op {
	case ">":
		f.MinScore = n + 1
	case ">=":
		f.MinScore = n
	case "<", "<=":
		if t.op == "<" {
			n--
		}
		if n < 1 {
			return bad(part{t.value, t.valueAt}, "nothing can be asked for below a score of 1")
		}
		f.MaxScore = n
	default:
		if n == 0 {
			return bad(part{t.value, t.valueAt}, "ask for level:pass instead of a score of 0")
		}
		f.MinScore, f.MaxScore = n, n
	}
	return nil
}

func setDest(f *data.Filter, t term) *Error {
	for _, p := range t.valueParts {
		if len(p.text) == 2 {
			p.text = strings.ToUpper(p.text)
		}
		f.Dests = append(f.Dests, p.text)
	}
	return nil
}

func setPattern(f *data.Filter, t term) *Error {
	for _, p := range t.valueParts {
		f.Patterns = append(f.Patterns, strings.ToLower(p.text))
	}
	return nil
}

func setCustomer(f *data.Filter, t term) *Error {
	f.Customer = t.value
	return nil
}

func setDate(f *data.Filter, t term) *Error {
	d, err := data.ParseDate(t.value)
	if err != nil || d.State() != data.Known {
		return bad(part{t.value, t.valueAt}, "a date is YYYY, YYYY-MM or YYYY-MM-DD")
	}
	switch t.op {
	case ">=":
		f.From = d
	case ">":
		f.From = data.DateOfDay(d.Last() + 1)
	case "<=":
		f.To = d
	case "<":
		f.To = data.DateOfDay(d.First() - 1)
	default:
		f.From, f.To = d, d
	}
	if y := f.From.Year; y != 0 && (y < 1000 || y > 9999) {
		return bad(part{t.value, t.valueAt}, "no date is after that")
	}
	if y := f.To.Year; y != 0 && y < 1000 {
		return bad(part{t.value, t.valueAt}, "no date is before that")
	}
	return nil
}

func setSort(f *data.Filter, t term) *Error {
	name, minus := strings.CutPrefix(strings.ToLower(t.value), "-")
	switch name {
	case data.SortLevel, data.SortDate, data.SortID:
		f.Sort, f.Reverse = name, minus
		return nil
	}
	return bad(part{t.value, t.valueAt}, "sort by level, date or id")
}
