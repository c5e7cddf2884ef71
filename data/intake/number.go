package intake

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// numberStyle is the decimal sign of a column: '.', ',' or 0 where its values
// do not show it.
type numberStyle byte

// numberVote counts what the values of a column show of their decimal sign.
type numberVote struct{ dot, comma, open int }

func (v *numberVote) add(s string) {
	switch numberEvidence(s) {
	case '.':
		v.dot++
	case ',':
		v.comma++
	case '?':
		v.open++
	}
}

func (v numberVote) style() numberStyle {
	switch {
	case v.dot > 0 && v.comma == 0:
		return '.'
	case v.comma > 0 && v.dot == 0:
		return ','
	}
	return 0
}

// numberEvidence says which decimal sign a value shows: '.', ',', '?' where its
// one separator can be either, 0 where it has none.
func numberEvidence(s string) byte {
	last, sep, count := -1, byte(0), 0
	mixed := false
	digits := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= '0' && c <= '9' {
			digits = true
			continue
		}
		if (c == '.' || c == ',') && digits {
			if sep != 0 && c != sep {
				mixed = true
			}
			sep, last = c, i
			count++
		}
	}
	if sep == 0 {
		return 0
	}
	if mixed {
		return sep
	}
	other := byte('.' + ',' - sep)
	if count > 1 {
		return other // 1.234.567: what repeats groups thousands
	}
	before, after := digitsBefore(s, last), digitsAfter(s, last)
	if after == 0 {
		return 0
	}
	if after != 3 || before > 3 || before == 0 {
		return sep
	}
	if before == 1 && s[last-1] == '0' {
		return sep // 0.125
	}
	if strings.ContainsAny(s, "'’ \u00a0\u202f") && strings.ContainsAny(s[:last], "'’") {
		return sep // 1'234.500
	}
	return '?'
}

func digitsBefore(s string, i int) int {
	n := 0
	for i--; i >= 0 && s[i] >= '0' && s[i] <= '9'; i-- {
		n++
	}
	return n
}

func digitsAfter(s string, i int) int {
	n := 0
	for i++; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		n++
	}
	return n
}

// numberResult is a number as read, with what stood around it.
type numberResult struct {
	value    float64
	ok       bool
	open     bool   // the separator can mean two things
	currency string // an unmistakable currency in the cell
	symbol   string // a symbol that several currencies share
	unit     string // a unit of quantity in the cell
}

// parseNumber reads a number in the column's style. A value whose own form is
// plain is read by it, whatever the column's style.
func parseNumber(s string, style numberStyle) numberResult {
	if v, ok := plainNumber(s); ok {
		return numberResult{value: v, ok: true}
	}
	if i := strings.IndexByte(s, '.'); i > 0 && i <= 12 && len(s)-i <= 3 && len(s)-i > 1 { // 30000.50
		if _, ok := plainNumber(s[:i]); ok {
			if _, ok := plainNumber(s[i+1:]); ok {
				if v, err := strconv.ParseFloat(s, 64); err == nil {
					return numberResult{value: v, ok: true}
				}
			}
		}
	}
	return slowNumber(s, style)
}

// plainNumber reads up to fifteen digits without any separator.
func plainNumber(s string) (float64, bool) {
	if s == "" || len(s) > 15 {
		return 0, false
	}
	var n int64
	for i := 0; i < len(s); i++ {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int64(c)
	}
	return float64(n), true
}

func slowNumber(s string, style numberStyle) numberResult {
	var res numberResult
	s = strings.TrimSpace(width(s))
	if s == "" {
		return res
	}
	negative := false
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		negative, s = true, strings.TrimSpace(s[1:len(s)-1])
	}
	core, before, after := splitNumber(withoutDashes(s))
	if core == "" {
		return res
	}
	res.takeWords(before, after)
	if !res.ok {
		return res
	}
	res.ok = false
	for _, sign := range []string{"-", "−", "–"} {
		if c, ok := strings.CutSuffix(core, sign); ok {
			negative, core = !negative, c
		}
		if c, ok := strings.CutPrefix(core, sign); ok {
			negative, core = !negative, c
		}
	}
	core = strings.TrimPrefix(core, "+")
	core = strings.Map(func(r rune) rune {
		if r == '\'' || r == '’' || r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' {
			return -1
		}
		return r
	}, core)
	ev := numberEvidence(core)
	switch ev {
	case '?':
		if style == 0 {
			res.open = true
			return res
		}
		ev = byte(style)
	case 0:
		ev = '.'
	}
	if ev == ',' {
		core = strings.ReplaceAll(core, ".", "")
		core = strings.ReplaceAll(core, ",", ".")
	} else {
		core = strings.ReplaceAll(core, ",", "")
	}
	if strings.Count(core, ".") > 1 || !numeric(core) {
		return res
	}
	v, err := strconv.ParseFloat(core, 64)
	if err != nil {
		return res
	}
	if negative {
		v = -v
	}
	res.value, res.ok = v, true
	return res
}

// withoutDashes takes off what is written where an amount has no cents: 30000.-, 30.000,--
func withoutDashes(s string) string {
	rest := strings.TrimRight(s, "-–—")
	if n := len(rest); n < len(s) && n > 1 && (rest[n-1] == '.' || rest[n-1] == ',') && rest[n-2] >= '0' && rest[n-2] <= '9' {
		return rest[:n-1]
	}
	return s
}

// numeric refuses what ParseFloat would take and people do not write: hex,
// infinities, underscores.
func numeric(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c == '.':
		case (c == 'e' || c == 'E') && i > 0 && i+1 < len(s):
		case (c == '-' || c == '+') && i > 0 && (s[i-1] == 'e' || s[i-1] == 'E'):
		default:
			return false
		}
	}
	return s != ""
}

// splitNumber cuts a cell into its figure and the words around it.
func splitNumber(s string) (core, before, after string) {
	start := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if start < 0 {
		return "", "", ""
	}
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if r != '-' && r != '−' && r != '–' && r != '+' && r != '.' && r != ',' {
			break
		}
		start -= n
	}
	end := start
	for i, r := range s[start:] {
		if r >= '0' && r <= '9' || strings.ContainsRune(".,'’-−–+ \u00a0\u202f\u2009", r) {
			end = start + i + utf8.RuneLen(r)
			continue
		}
		if (r == 'E' || r == 'e') && start+i+1 < len(s) && i > 0 {
			n := s[start+i+1]
			if n == '+' || n == '-' || n >= '0' && n <= '9' {
				end = start + i + 1
				continue
			}
		}
		break
	}
	core = strings.TrimRight(s[start:end], " \u00a0\u202f\u2009")
	return strings.TrimRight(core, ".,"), strings.TrimSpace(s[:start]), strings.TrimSpace(s[end:])
}

// scaled takes a word for thousands and more off what stands behind a figure. factor is
// 1 where there is none.
func scaled(unit string) (factor float64, rest string) {
	if unit == "" {
		return 1, ""
	}
	first, behind, _ := strings.Cut(unit, " ")
	first = strings.TrimSuffix(strings.ToLower(first), ".")
	for _, s := range wordsOfCells().scales {
		if first == s.word {
			return s.factor, strings.TrimSpace(behind)
		}
		if rest, ok := strings.CutPrefix(unit, s.word); ok && s.close {
			return s.factor, strings.TrimSpace(rest)
		}
	}
	return 1, unit
}

// takeWords reads what stands before and after a figure: a currency, a unit, or
// a word that makes the cell no number.
func (res *numberResult) takeWords(before, after string) {
	res.ok = true
	if money, piece, ok := strings.Cut(after, "/"); ok && wordsOfCells().pieces[strings.ToLower(strings.TrimSpace(piece))] {
		after = strings.TrimSpace(money) // USD/pc
	}
	for _, w := range []string{before, after} {
		switch {
		case w == "":
		case w == "$" || w == "¥" || w == "￥":
			res.symbol = w
		case wordsOfCells().signs[w] != "":
			res.currency = wordsOfCells().signs[w]
		case len(w) == 3 && isUpper(w) && isCurrency(w):
			res.currency = w
		case w == "%":
			res.unit = "%"
		case w == before:
			res.ok = false
		case utf8.RuneCountInString(w) <= 12 && !strings.ContainsAny(w, "0123456789\"=,;:/"):
			res.unit = w
		default:
			res.ok = false
		}
	}
}

func isUpper(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return s != ""
}

const currencies = " AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNH CNY COP CZK DKK EGP EUR GBP GEL HKD HUF IDR ILS INR JOD JPY KES KHR KRW KWD KZT LKR MMK MOP MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD UZS VND ZAR "

// isCurrency is whether a word is one of the ISO 4217 codes that trade uses.
func isCurrency(s string) bool { return strings.Contains(currencies, " "+s+" ") }

// width makes full-width letters, digits and signs half-width, and drops marks
// that have no width. Text without them is returned as it is.
func width(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xfee0
		case r == 0x3000 || r == 0xa0:
			return ' '
		case r >= 0x660 && r < 0x10000 && unicode.Is(unicode.Nd, r):
			return '0' + digitOf(r)
		case r == '٫':
			return '.'
		case r == '٬':
			return ','
		case r == 0x200b || r == 0xad || r == 0xfeff || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}

// digitOf is the value of a decimal digit of any script of the first plane: they stand in tens.
func digitOf(r rune) rune {
	n := rune(0)
	for n < 9 && unicode.Is(unicode.Nd, r-n-1) {
		n++
	}
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
