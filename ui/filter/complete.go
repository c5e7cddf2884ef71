package filter

import "strings"

// Completion is one way to go on.
type Completion struct {
	Text string // what the word under the cursor becomes
	Says string
}

// Known are the values that a workspace can offer beside the language's own.
type Known struct {
	Patterns []string
	Dests    []string
}

// Complete offers ways to go on from the cursor (a byte offset). The word that
// they replace starts at from and ends at the cursor.
func Complete(s string, cursor int, k Known) (from int, out []Completion) {
	cursor = max(0, min(cursor, len(s)))
	from = cursor
	for from > 0 && strings.IndexByte(" \t\r\n", s[from-1]) < 0 {
		from--
	}
	word := s[from:cursor]
	if strings.Contains(word, `"`) || strings.Count(s[:from], `"`)%2 == 1 {
		return cursor, nil
	}
	if i := strings.IndexAny(word, ":=<>"); i > 0 {
		return completeValue(word, i, from, k)
	}
	low := strings.ToLower(word)
	for _, f := range fields() {
		if strings.HasPrefix(f.name, low) {
			op := ":"
			if f.ordered {
				op = ">="
			}
			out = append(out, Completion{f.name + op, f.says + ", as in " + f.example})
		}
	}
	return from, out
}

func completeValue(word string, op, from int, k Known) (int, []Completion) {
	f := find(strings.ToLower(word[:op]))
	if f == nil {
		return from + len(word), nil
	}
	values := f.values
	switch f.name {
	case "pattern":
		values = k.Patterns
	case "dest":
		values = k.Dests
	}
	start := op + 1
	if i := strings.LastIndexByte(word, ','); i > op {
		start = i + 1
	}
	low := strings.ToLower(word[start:])
	var out []Completion
	for _, v := range values {
		if l := strings.ToLower(v); strings.HasPrefix(l, low) && l != low {
			out = append(out, Completion{Text: v})
		}
	}
	return from + start, out
}
