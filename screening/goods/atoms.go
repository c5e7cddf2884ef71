package goods

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is read as atoms: runs of letters, runs of digits, single characters of
// Chinese and Japanese. "SYS-821GE" is sys, 821, ge. Names of the catalogue are
// read the same way, so that hyphens, case and width never decide.

// gap is what stands before an atom.
type gap uint8

const (
	joined gap = iota // nothing
	hyphen            // - _ . /
	space             // a blank and the like
	comma             // , ; + and the like: what follows is another thing
)

type kind uint8

const (
	letters kind = iota
	numbers
	ideograph
	separator // of no atom
	ignored   // as if it were not there
)

type atom struct {
	hash    uint64
	gap     gap
	kind    kind
	classes classes // of the words that it is part of
	guards  guards
	at, end int32 // where it stands in its text
	seam    bool  // characters that are not shown are in it
}

// maxAtoms bounds the work on one text, whatever its length.
const maxAtoms = 1000

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// fold takes full-width forms to their plain ones, upper case to lower and the
// traditional characters that names here use to the simplified ones.
func fold(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		r -= 0xfee0
	}
	if r >= 0x660 && unicode.Is(unicode.Nd, r) {
		return '0' + digitOf(r)
	}
	switch r {
	case '騰':
		return '腾'
	case '昇', '升':
		return '昇'
	case '華':
		return '华'
	case '為', '爲':
		return '为'
	case '訓':
		return '训'
	case '練':
		return '练'
	case '務':
		return '务'
	case '顯':
		return '显'
	case '雲':
		return '云'
	case '陣':
		return '阵'
	case '偉':
		return '伟'
	case '達':
		return '达'
	case '適':
		return '适'
	case '帶':
		return '带'
	case '張':
		return '张'
	case '個':
		return '个'
	}
	return unicode.ToLower(r)
}

// digitOf is the value of a decimal digit of any script, which stand ten in a row from 0 on.
func digitOf(r rune) (n rune) {
	for n < 9 && unicode.Is(unicode.Nd, r-n-1) {
		n++
	}
	return n
}

func isComma(r rune) bool {
	switch r {
	case ',', ';', '+', '&', ':', '，', '；', '、', '＋', '：':
		return true
	}
	return false
}

// kindOf is what a folded character is part of.
func kindOf(r rune) kind {
	switch {
	case '0' <= r && r <= '9':
		return numbers
	case isIdeograph(r):
		return ideograph
	case unicode.IsLetter(r), unicode.Is(unicode.Mc, r):
		return letters
	case r == 0x200b || r == 0x200c || r == 0x200d || r == 0xad || r == 0xfeff || unicode.Is(unicode.Mn, r):
		return ignored
	}
	return separator
}

// scriptOf says whether a letter is of a script beyond Latin, Greek and Cyrillic, whose
// words are written right behind names in Latin letters.
func scriptOf(r rune) bool { return r >= 0x0590 && !isIdeograph(r) }

// isOfItsScript says whether a mark that is not read belongs to a script that is written
// with such marks, Thai or Hebrew: nothing is hidden by it.
func isOfItsScript(r rune) bool { return r >= 0x0590 && r < 0x1ab0 && unicode.Is(unicode.Mn, r) }

func isIdeograph(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x3ffff
}

// asciiKind is the kind of a byte that is a character by itself.
var asciiKind = func() (kinds [256]kind) {
	for c := range kinds {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z' && c < utf8.RuneSelf:
			kinds[c] = letters
		case '0' <= c && c <= '9':
			kinds[c] = numbers
		default:
			kinds[c] = separator
		}
	}
	return kinds
}()

// appendAtoms reads s onto dst, at most maxAtoms of it. What is not shown is as if it
// were not there, or parts words as a hyphen does: in "Nvidia\u00adH100" it does, in
// "gra\u00adphics" it does not.
func appendAtoms(dst []atom, s string, parts bool) []atom {
	limit := len(dst) + maxAtoms
	g := space
	var cur atom
	open, times := false, false // times: the open atom is an x right behind a number
	last := false               // the last letter's script is one that words here do not mix
	flush := func() {
		if open {
			dst = append(dst, cur)
			open = false
			g = joined
		}
	}
	size := 1
	for i := 0; i < len(s); i += size {
		if len(dst) >= limit {
			return dst
		}
		r, k := rune(s[i]), asciiKind[s[i]]
		size = 1
		switch {
		case k == letters:
			r |= 0x20
		case r >= utf8.RuneSelf:
			r, size = utf8.DecodeRuneInString(s[i:])
			r = fold(r)
			k = kindOf(r)
		}
		if r == 'o' && open && cur.kind == numbers && endsAsNumber(s[i:]) {
			r, k = '0', numbers // "H1OO"
		}
		if k == ignored && isOfItsScript(r) {
			continue
		}
		if k == ignored {
			if parts {
				flush()
				g = max(g, hyphen)
			} else if open {
				cur.seam = true
			}
			continue
		}
		if k == separator {
			flush()
			if r == '-' || r == '_' || r == '.' || r == '/' || r == '‐' || r == '–' {
				if g == joined {
					g = hyphen
				} else if g == space && i > 0 && i+size < len(s) && s[i+size] == ' ' {
					g = comma // a dash between blanks
				}
			} else if isComma(r) {
				g = comma
			} else if g != comma {
				g = space
			}
			continue
		}
		counted := times && open && k == numbers
		if open && (cur.kind != k || k == ideograph) {
			flush()
		}
		if counted && fewDigits(dst[len(dst)-2]) {
			g = space // "8x4090" is eight of them as "8xH200" is
		}
		if script := scriptOf(r); k == letters {
			if open && script != last {
				flush()
				g = hyphen // "GPU서버", "エヌビディアH100"
			}
			if !open && script && g == joined && len(dst) > 0 {
				g = hyphen // "H100서버"
			}
			last = script
		}
		if times && open && k == letters {
			// "8xH200" is eight of them, not a name that begins with x.
			flush()
			g = space
		}
		if k == letters && r == 'х' && !open && g == joined && len(dst) > 0 && dst[len(dst)-1].kind == numbers {
			r = 'x' // "8хH100", typed on a Cyrillic keyboard
		}
		if k == numbers && !open && g == joined && len(dst) > 0 {
			dst[len(dst)-1].latin(s)
		}
		times = !open && k == letters && r == 'x' && len(dst) > 0 && dst[len(dst)-1].kind == numbers && g == joined
		if !open {
			cur, open = atom{hash: fnvOffset, gap: g, kind: k, at: int32(i)}, true
		}
		cur.hash = (cur.hash ^ uint64(r)) * fnvPrime
		for k <= numbers && !times && r < 0x590 && i+size < len(s) && s[i+size] < utf8.RuneSelf && asciiKind[s[i+size]] == k {
			c := s[i+size]
			if k == letters {
				c |= 0x20
			}
			cur.hash = (cur.hash ^ uint64(c)) * fnvPrime
			size++
		}
		cur.end = int32(i + size)
	}
	flush()
	return dst
}

// fewDigits reports a number that may count what stands in a machine.
func fewDigits(a atom) bool { return a.kind == numbers && a.end-a.at <= 2 }

// endsAsNumber says whether letters o and digits are all that is left of a word, but for
// a unit of memory.
func endsAsNumber(s string) bool {
	i := 0
	for i < len(s) && (s[i]|0x20 == 'o' || asciiKind[s[i]] == numbers) {
		i++
	}
	if i < len(s) && s[i]|0x20 == 'g' {
		if i++; i < len(s) && s[i]|0x20 == 'b' {
			i++
		}
	}
	return i == len(s) || s[i] < utf8.RuneSelf && asciiKind[s[i]] != letters
}

// closeUp joins digits of a text that stand one by one, as in "H 1 0 0" and "A.8.0.0",
// and letters that marks part, as in "P.C.I.E".
func closeUp(atoms []atom, text string) []atom {
	out := atoms[:0]
	for i := 0; i < len(atoms); {
		n := singles(atoms[i:])
		if n < leastSingles {
			out = append(out, atoms[i])
			i++
			continue
		}
		whole := atoms[i]
		whole.hash = fnvOffset
		for _, a := range atoms[i : i+n] {
			whole.hash = (whole.hash ^ uint64(lower(text[a.at]))) * fnvPrime
			whole.end = a.end
		}
		if whole.kind == numbers {
			whole.gap = min(whole.gap, hyphen)
		}
		out = append(out, whole)
		i += n
	}
	return out
}

func lower(c byte) byte {
	if asciiKind[c] == letters {
		return c | 0x20
	}
	return c
}

// leastSingles is how many must stand one by one to be taken for a number or a word.
const leastSingles = 3

// singles is how many single digits, no comma between them, atoms begin with, or single
// letters that marks part.
func singles(atoms []atom) int {
	n := 0
	for n < len(atoms) && atoms[n].kind == numbers && atoms[n].end-atoms[n].at == 1 && (n == 0 || atoms[n].gap != comma && atoms[n].gap != joined) {
		n++
	}
	if n < leastSingles {
		n = 0
		for n < len(atoms) && atoms[n].kind == letters && atoms[n].end-atoms[n].at == 1 && (n == 0 || atoms[n].gap == hyphen) {
			n++
		}
	}
	return n
}

// isHidden says whether a line may be written so that it is not found: with characters
// that are not shown, or digit by digit.
func isHidden(atoms []atom) bool {
	for i := range atoms {
		if atoms[i].seam || singles(atoms[i:]) >= leastSingles {
			return true
		}
	}
	return false
}

// latin takes a Cyrillic letter right before a number for the Latin one that looks
// like it: models of this trade are written so by hand, "А100", "Н100".
func (a *atom) latin(s string) {
	if a.kind != letters || a.end-a.at != 2 {
		return
	}
	r, _ := utf8.DecodeRuneInString(s[a.at:a.end])
	to := strings.IndexRune("авсенкмортхАВСЕНКМОРТХ", r)
	if to < 0 {
		return
	}
	a.hash = (fnvOffset ^ uint64("abcehkmoptx"[to/2%11])) * fnvPrime
}

// squeeze keeps letters and digits, in upper case, for part numbers.
func squeeze(dst []byte, s string) []byte {
	for i := 0; i < len(s) && len(dst) < 64; i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			dst = append(dst, c-'a'+'A')
		case c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			dst = append(dst, c)
		}
	}
	return dst
}
