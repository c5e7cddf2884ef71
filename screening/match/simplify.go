package match

import (
	"strings"
	"sync"
)

var simplifiedForms = sync.OnceValue(makeSimplified)

// Unmark writes letters with marks as plain small ones: "Nguyễn" as "nguyen".
func Unmark(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			fold := theTables().latinFold
			var b strings.Builder
			for _, r := range s {
				if plain, ok := fold[r]; ok {
					b.WriteString(plain)
				} else {
					b.WriteRune(r)
				}
			}
			return b.String()
		}
	}
	return s
}

// Simplify writes traditional and Japanese forms of Chinese characters as the
// simplified ones, so that a text can be compared with words told in either. Most
// characters keep their length; a text without any is given back as it is.
func Simplify(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xe3 { // where the characters begin in UTF-8
			forms := simplifiedForms()
			return strings.Map(func(r rune) rune {
				if to, ok := forms[r]; ok {
					return to
				}
				return r
			}, s)
		}
	}
	return s
}
