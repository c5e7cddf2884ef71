package lookup

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold appends s as it is looked for: small letters and digits of any script,
// compatibility forms taken as their plain ones, accents left out. What lies
// between words is one space, or nothing where joined: the form of numbers, in
// which "SO-10 77" and "so1077" are the same. Where at is given it gets, for each
// byte appended, where in s it comes from.
func fold(dst []byte, s string, joined bool, at *[]int) []byte {
	start, gap := len(dst), false
	put := func(r rune, from int) {
		if gap && !joined && len(dst) > start {
			dst = append(dst, ' ')
			if at != nil {
				*at = append(*at, from)
			}
		}
		gap = false
		n := len(dst)
		dst = utf8.AppendRune(dst, r)
		if at != nil {
			for ; n < len(dst); n++ {
				*at = append(*at, from)
			}
		}
	}
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if whole := norm.NFKD.PropertiesString(s[i:]).Decomposition(); whole != nil {
				for _, d := range string(whole) {
					gap = foldRune(d, i, put) || gap
				}
			} else {
				gap = foldRune(r, i, put) || gap
			}
			i += n
			continue
		case c >= 'A' && c <= 'Z':
			put(rune(c+'a'-'A'), i)
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			put(rune(c), i)
		default:
			gap = true
		}
		i++
	}
	return dst
}

// foldRune puts a rune that says something and reports whether it parts words
// instead.
func foldRune(r rune, from int, put func(rune, int)) (parts bool) {
	switch {
	case plainLetters(r) != "":
		for _, l := range plainLetters(r) {
			put(l, from)
		}
	case unicode.IsLetter(r), unicode.IsDigit(r):
		put(unicode.ToLower(r), from)
	case unicode.IsMark(r), unicode.Is(unicode.Cf, r): // accents, marks of direction
	default:
		return true
	}
	return false
}

// plainLetters are what people type for letters that have an accent in their
// shape.
func plainLetters(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'ı':
		return "i"
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'đ', 'Đ':
		return "d"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	}
	return ""
}
