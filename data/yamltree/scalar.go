package yamltree

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// beginsPlain reports whether a plain text may begin so.
func beginsPlain(s string) bool {
	switch s[0] {
	case '-', '?', ':':
		return len(s) > 1 && s[1] != ' ' && s[0] == '-'
	case ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '~', '<':
		return false
	}
	return true
}

// meaning is what a plain text means.
func meaning(s string) (Kind, any) {
	switch s {
	case "null", "Null", "NULL":
		return Null, nil
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool, nil
	}
	switch c := s[0]; {
	case c == '.' || c == '+' || c == '-' && len(s) > 1 && s[1] == '.':
		return Other, nil // may be no number at all
	case c >= '0' && c <= '9' || c == '-':
		if !strings.ContainsAny(s, "_xXoObBeE") {
			if n, err := strconv.ParseUint(s, 10, 63); err == nil && (s == "0" || s[0] != '0') {
				return Number, n
			}
		}
		if v := token.ToNumber(s); v != nil {
			return Number, v.Value
		}
	}
	return Text, nil
}

// quoted reads a quoted text that ends in the same line, and how long it is with its
// quotes.
func quoted(s string) (text string, size int, ok bool) {
	q := s[0]
	if end := strings.IndexByte(s[1:], q) + 1; end > 0 && (q == '\'' && !strings.HasPrefix(s[end+1:], "'") || q == '"' && strings.IndexByte(s[:end], '\\') < 0) {
		return s[1:end], end + 1, true
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == q && q == '\'' && strings.HasPrefix(s[i+1:], "'"):
			b.WriteByte(q)
			i++
		case c == q:
			return b.String(), i + 1, true
		case c == '\\' && q == '"':
			r, n := escaped(s[i+1:])
			if n == 0 {
				return "", 0, false
			}
			b.WriteRune(r)
			i += n
		default:
			b.WriteByte(c)
		}
	}
	return "", 0, false
}

// escaped is the letter that an escape stands for, and the bytes behind the stroke that
// it takes; 0 for one that is left to others.
func escaped(s string) (r rune, size int) {
	if s == "" {
		return 0, 0
	}
	digits := 0
	switch s[0] {
	case '"', '\\', '/':
		return rune(s[0]), 1
	case 'n':
		return '\n', 1
	case 't':
		return '\t', 1
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	default:
		return 0, 0
	}
	if len(s) < 1+digits {
		return 0, 0
	}
	n, err := strconv.ParseUint(s[1:1+digits], 16, 32)
	if err != nil || !utf8.ValidRune(rune(n)) || n == 0 {
		return 0, 0
	}
	return rune(n), 1 + digits
}
