package reference

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func errTwice(file, what, where string) error {
	return fmt.Errorf("%s: %q stands twice (%s)", file, what, where)
}

// Fold is the form under which names are looked up: small letters and digits of
// any script, compatibility forms taken as their plain ones, accents, spaces and
// punctuation left out.
func Fold(s string) string { return string(appendFold(nil, s)) }

func appendFold(dst []byte, s string) []byte {
	i := 0
	for ; i < len(s) && s[i] < utf8.RuneSelf; i++ {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			dst = append(dst, c)
		}
	}
	if i == len(s) {
		return dst
	}
	var it norm.Iter
	it.InitString(norm.NFKD, s[i:])
	for !it.Done() {
		b := it.Next()
		for len(b) > 0 {
			r, n := utf8.DecodeRune(b)
			b = b[n:]
			switch {
			case r == 'ß':
				dst = append(dst, "ss"...)
			case r == 'ı':
				dst = append(dst, 'i')
			case r == utf8.RuneError:
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				dst = utf8.AppendRune(dst, unicode.ToLower(r))
			}
		}
	}
	return dst
}
