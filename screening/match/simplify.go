package match

import (
	"strings"
	"sync"
)

var simplifiedForms = sync.OnceValue(makeSimplified)

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
