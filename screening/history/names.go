package history

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/legalform"
	"redflag/screening/match"
)

// NameKey is a name as it is compared for being equal: small letters, single spaces, no
// punctuation at the ends, and without what firms write one day and leave out the next,
// the stops of short forms and the comma before a legal form: "Heron Co., Ltd." is "heron
// co ltd".
func NameKey(s string) string {
	if data.TextState(s) != data.Known {
		return ""
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c >= 'A' && c <= 'Z' || c == '.' || c == ',' || c >= '\t' && c <= '\r' || c == ' ' && (i == 0 || s[i-1] == ' ') {
			var buf keyBuffer
			return string(appendKey(buf[:0], s))
		}
	}
	return strings.Trim(s, keyEdges)
}

// AppendNameKey appends NameKey to bytes that are used again.
func AppendNameKey(dst []byte, s string) []byte {
	if data.TextState(s) != data.Known {
		return dst
	}
	return appendKey(dst, s)
}

// nameHash is the hash of NameKey.
func nameHash(s string) uint64 {
	if data.TextState(s) != data.Known {
		return 0
	}
	var buf keyBuffer
	return hash(appendKey(buf[:0], s))
}

// keyBuffer holds the key of a usual name.
type keyBuffer [96]byte

func appendKey(dst []byte, s string) []byte {
	b, gap, word := dst, false, 0 // bytes of the word that is being read
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
			fallthrough
		case c >= 'a' && c <= 'z', isDigit(c):
			word++
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if i += n; unicode.IsSpace(r) {
				gap, word = true, 0
				continue
			}
			if gap && len(b) > len(dst) {
				b = append(b, ' ')
			}
			b, gap, word = utf8.AppendRune(b, unicode.ToLower(r)), false, word+n
			continue
		case c == ' ', c >= '\t' && c <= '\r', c == ',' && legalFormAt(s[i+1:]), c == '.' && endsWord(s, i, word):
			i++
			gap, word = true, 0
			continue
		case c == '.' && !between(s, i, isDigit):
			i++
			word = 0
			continue
		default:
			word = 0
		}
		i++
		if gap && len(b) > len(dst) {
			b = append(b, ' ')
		}
		b, gap = append(b, c), false
	}
	from := len(dst)
	for from < len(b) && isEdge(b[from]) {
		from++
	}
	for len(b) > from && isEdge(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	if from == len(dst) {
		return b
	}
	return append(dst, b[from:]...)
}

// endsWord says that the stop at a place parts two words, as in "Co.Ltd" and not in "B.V.".
func endsWord(s string, at, word int) bool {
	return word > 1 && at+1 < len(s) && !isDigit(s[at+1]) && isWord(rune(s[at+1]))
}

func between(s string, at int, is func(byte) bool) bool {
	return at > 0 && at+1 < len(s) && is(s[at-1]) && is(s[at+1])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= utf8.RuneSelf
}

// legalFormAt says that a text goes on with a short form of company.
func legalFormAt(rest string) bool {
	rest = strings.TrimLeftFunc(rest, func(r rune) bool { return r == ',' || r == '.' || unicode.IsSpace(r) })
	var buf [len("incorporated") + 1]byte
	form, word := buf[:0], 0
	for i := 0; i < len(rest) && len(form) < len(buf); i++ {
		switch c := rest[i]; {
		case c == '.' && !endsWord(rest, i, word):
			word = 0
			continue
		case isWord(rune(c)):
			form, word = append(form, c|0x20), word+1
			continue
		}
		break
	}
	return legalform.Tail(form)
}

// keyEdges is what a name may begin or end with and be the same name.
const keyEdges = " .,;:"

// isEdge reports one of keyEdges.
func isEdge(c byte) bool { return c == ' ' || c == '.' || c == ',' || c == ';' || c == ':' }

// leastSaid is how many letters the readings of one name agree in at least.
const leastSaid = 4

// MayBeOneName reports names of which one is in native letters and the other in Latin ones,
// that may be one: they are said alike, or the native letters do not tell how they are said.
func MayBeOneName(a, b, country string) bool {
	x, y := withoutForm(a), withoutForm(b)
	if (x == "") == (y == "") {
		return false
	}
	if x == "" {
		x, b = y, a
	}
	said := match.Reading(x, country)
	var latin []byte
	for _, c := range []byte(NameKey(b)) {
		if c >= 'a' && c <= 'z' {
			latin = append(latin, c)
		}
	}
	n := min(leastSaid, len(said), len(latin))
	return n > 0 && said[:n] == string(latin[:n]) || said == "" && len(latin) > 0
}
