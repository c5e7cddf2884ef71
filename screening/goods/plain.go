package goods

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What looks like a figure is read as one where a line says nothing otherwise: the O of
// "H1OO", the l of "900-2l0l0", figures in Chinese characters.

// longestPlain is how much of a text is looked through for such characters.
const longestPlain = 2000

// plainText is a text with such characters put right, and whether there are some.
func plainText(s string) (string, bool) {
	if len(s) > longestPlain {
		return s, false
	}
	s, spaced := joinSpaced(s)
	if !spaced && !mayLookAlike(s) {
		return s, false
	}
	s, changed := latinLetters(s)
	changed = changed || spaced
	b := []byte(s)
	for i := 0; i < len(b); {
		if !isWordByte(b[i]) {
			i++
			continue
		}
		end := i
		for end < len(b) && (isWordByte(b[end]) || isNumberMark(b[end]) && end+1 < len(b) && isWordByte(b[end+1])) {
			end++
		}
		changed = figures(b[i:end]) || behindLone(b, i) && lookLikeFigures(b[i:end]) || changed
		i = end
	}
	b, joined := joinFigures(partWords(b))
	out, chinese := chineseFigures(string(b))
	return out, changed || joined || chinese || len(b) != len(s)
}

// leastSpaced is how many characters stand one by one at least in words that are written
// so: "M I 3 0 0 X".
const leastSpaced = 4

// joinSpaced joins letters and figures that single blanks part, where several stand so.
func joinSpaced(s string) (string, bool) {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		if !isSingle(s, i) {
			i++
			continue
		}
		end := i
		for end+2 < len(s) && s[end+1] == ' ' && isSingle(s, end+2) {
			end += 2
		}
		if (end-i)/2+1 >= leastSpaced {
			b.WriteString(s[done:i])
			for ; i <= end; i += 2 {
				b.WriteByte(s[i])
			}
			done = end + 1
		}
		i = end + 1
	}
	if done == 0 {
		return s, false
	}
	b.WriteString(s[done:])
	return b.String(), true
}

// isSingle says whether a letter or figure stands by itself.
func isSingle(s string, i int) bool {
	word := func(i int) bool {
		return i >= 0 && i < len(s) && (asciiKind[s[i]] != separator || s[i] >= utf8.RuneSelf)
	}
	return s[i] < utf8.RuneSelf && word(i) && !word(i-1) && !word(i+1)
}

// gluedTo are words that are written together with a model: "GPUH100", "8H100",
// "GeForceRTX4090D24G".
var gluedTo = []string{"nvidia", "amd", "instinct", "geforce", "gpus", "gpu", "sxm5", "sxm4", "sxm", "hgx", "dgx", "pcie", "tesla", "nv", "svr", "srv", "server", "ai", "oam"}

// partWords parts such words from what may be a model, a letter or two and figures, and
// that from the memory behind it.
func partWords(b []byte) []byte {
	out := make([]byte, 0, len(b)+8)
	for i := 0; i < len(b); {
		start := i
		for i < len(b) && (asciiKind[b[i]] == letters || asciiKind[b[i]] == numbers) {
			i++
		}
		word := b[start:i]
		for at := glued(word); at > 0; at = glued(word) {
			out = append(append(out, word[:at]...), ' ')
			if word = word[at:]; glued(word) > 0 {
				continue
			}
			out, word = partMemory(out, word)
		}
		if isGluedModel(word) {
			out, word = partMemory(out, word) // "A10080GB"
		}
		out = append(out, word...)
		if i == start {
			out = append(out, b[i])
			i++
		}
	}
	return out
}

// partMemory appends a model and the memory written together with it, and gives back what is
// left of the word.
func partMemory(out, word []byte) ([]byte, []byte) {
	at, end := memoryBehind(word)
	if at == 0 {
		return out, word
	}
	out = append(append(append(out, word[:at]...), ' '), word[at:end]...)
	if word = word[end:]; len(word) > 0 {
		out = append(out, ' ')
	}
	return out, word
}

// glued is where a model begins in a word, or one more word that is glued to it; 0 for
// nowhere.
func glued(word []byte) int {
	n := 0
	for isFigure(word, n) {
		n++
	}
	if n > 0 && n < 3 && isGluedModel(word[n:]) {
		return n
	}
	if n > 0 && n+1 < len(word) && word[n]|0x20 == 'x' && glued(word[n+1:]) > 0 {
		return n + 1
	}
	for _, w := range gluedTo {
		if rest := word[min(len(w), len(word)):]; len(rest) > 0 && strings.EqualFold(string(word[:len(w)]), w) && (isGluedModel(rest) || glued(rest) > 0) {
			return len(w)
		}
	}
	return 0
}

func isGluedModel(w []byte) bool {
	if len(w) >= 4 && asciiKind[w[0]] == letters && w[0]|0x20 != 'g' && isFigure(w, 1) && isFigure(w, 2) {
		return true
	}
	for _, series := range [...]string{"rtx", "mi"} {
		if n := len(series); len(w) >= n+3 && strings.EqualFold(string(w[:n]), series) && isFigure(w, n) && isFigure(w, n+1) && isFigure(w, n+2) {
			return true
		}
	}
	return false
}

// memories are the sizes of an accelerator's memory in gigabytes, the longer ones first:
// "H200141GB" is no "H2001".
var memories = []string{"141", "144", "180", "192", "256", "288", "16", "20", "24", "32", "40", "48", "64", "80", "94", "96"}

// memoryBehind is where the memory written together with a model begins and ends: "80GB" of
// "A10080GBPCIe". 0 for none.
func memoryBehind(word []byte) (at, end int) {
	first := 0
	for first < len(word) && !isFigure(word, first) {
		first++
	}
	for end = first; end < len(word); end++ {
		if isFigure(word, end) || !isFigure(word, end-1) || word[end]|0x20 != 'g' {
			continue
		}
		for _, m := range memories {
			if at := end - len(m); at > first && string(word[at:end]) == m {
				if end++; end < len(word) && word[end]|0x20 == 'b' {
					end++
				}
				return at, end
			}
		}
	}
	return 0, 0
}

// lettered are the letters of models whose figures may be parted, and how many they are.
var lettered = map[string]int{"h": 3, "a": 3, "b": 3, "gb": 3, "gh": 3, "rtx": 4, "geforce": 4}

// joinFigures joins figures of a model that blanks or marks part: "H1 00", "RTX 40 90".
func joinFigures(b []byte) (out []byte, changed bool) {
	for i := 0; i < len(b); {
		start := i
		for i < len(b) && asciiKind[b[i]] == letters {
			i++
		}
		if i == start || start > 0 && isWordByte(b[start-1]) {
			i = max(i, start+1)
			out = append(out, b[start:i]...)
			continue
		}
		out = append(out, b[start:i]...)
		want := lettered[strings.ToLower(string(b[start:i]))]
		if want == 0 {
			continue
		}
		digits, end, groups := "", i, 0
		for at := i; at < len(b) && len(digits) < want; {
			for at > i && at+1 < len(b) && b[at] == ' ' && b[at+1] == '"' {
				at++
			}
			if at > i || !isFigure(b, at) {
				if b[at] != ' ' && b[at] != '"' && !isNumberMark(b[at]) {
					break
				}
				at++
			}
			from := at
			for at < len(b) && isFigure(b, at) {
				at++
			}
			if at == from {
				break
			}
			digits, end, groups = digits+string(b[from:at]), at, groups+1
		}
		if len(digits) == want && groups > 1 && (end == len(b) || !isWordByte(b[end])) {
			out = append(out, digits...)
			i, changed = end, true
		}
	}
	return out, changed
}

func isFigure(b []byte, i int) bool { return i < len(b) && asciiKind[b[i]] == numbers }

// mayLookAlike says whether a text has a character that may be meant for a figure, at a
// place where one may stand.
func mayLookAlike(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case asciiKind[c] == numbers:
			if i+2 < len(s) && (s[i+1] == ' ' || isNumberMark(s[i+1])) && asciiKind[s[i+2]] == numbers && followsLetter(s, i) {
				return true // "H1 00"
			}
			if i > 0 && asciiKind[s[i-1]] == letters && hasMemory(s[i:]) {
				return true // "A10080GB"
			}
			if i > 1 && asciiKind[s[i-2]] != separator && strings.IndexByte("hablv", s[i-1]|0x20) >= 0 {
				return true // "8H100", "GPUH100"
			}
			if i > 2 && asciiKind[s[i-3]] != separator && (s[i-2]|0x20 == 't' && s[i-1]|0x20 == 'x' || s[i-2]|0x20 == 'm' && s[i-1]|0x20 == 'i') {
				return true // "GeForceRTX4090", "InstinctMI300X"
			}
		case c == 'O' || c == 'o' || c == 'l' || c == 'I' || c == '|':
			next := byte(0)
			if i+1 < len(s) {
				next = s[i+1]
			}
			if i > 0 && asciiKind[s[i-1]] == numbers || asciiKind[next] == numbers || c|0x20 == 'o' && next == c {
				return true
			}
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if isOtherForm(r) || chineseMayFigure(s, i, r, size) {
				return true
			}
		}
	}
	return false
}

// hasMemory says whether a text begins with figures of a model and of its memory in
// gigabytes.
func hasMemory(s string) bool {
	n := 0
	for n < len(s) && asciiKind[s[n]] == numbers {
		n++
	}
	return n > 2 && n < len(s) && s[n]|0x20 == 'g'
}

// looksLatin are letters of other scripts, and the Latin ones and figures that they look
// like.
var looksLatin = map[rune]byte{
	'А': 'A', 'В': 'B', 'С': 'C', 'Е': 'E', 'Н': 'H', 'І': 'I', 'К': 'K', 'М': 'M', 'О': 'O', 'Р': 'P', 'Ѕ': 'S', 'Т': 'T', 'Х': 'X', 'а': 'a', 'е': 'e', 'і': 'i', 'о': 'o', 'р': 'p', 'с': 'c', 'х': 'x',
	'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Χ': 'X', 'Ζ': 'Z',
	'Ø': '0', 'ø': '0',
}

// latinLetters writes Latin letters and figures for other forms of them, in circles, set
// lower or bold, and for what looks like them in words that have others as well: a word
// that is all Cyrillic stays.
func latinLetters(s string) (string, bool) {
	plainest := norm.NFKC.String(s)
	changed := plainest != s
	runes := []rune(plainest)
	for i := 0; i < len(runes); {
		end, looks, own, plain := i, 0, 0, 0
		for end < len(runes) && kindOf(fold(runes[end])) != separator && !isIdeograph(runes[end]) {
			switch {
			case looksLatin[runes[end]] != 0:
				looks++
			case runes[end] < utf8.RuneSelf:
				plain++
			default:
				own++
			}
			end++
		}
		if end == i {
			i++
			continue
		}
		coded := end-i == 1 && end+1 < len(runes) && (runes[end] == '-' || runes[end] == '–') && '1' <= runes[end+1] && runes[end+1] <= '9' // "Н-100"
		if looks > 0 && own == 0 && (plain > 0 || coded) {
			for ; i < end; i++ {
				if c := looksLatin[runes[i]]; c != 0 {
					runes[i], changed = rune(c), true
				}
			}
		}
		i = end
	}
	if !changed {
		return s, false
	}
	return string(runes), true
}

// isOtherForm says whether a character may be another form of a Latin letter or a figure,
// or look like one.
func isOtherForm(r rune) bool {
	return r == 'Ø' || r == 'ø' || r >= 0x370 && r < 0x500 || r >= 0x2070 && r < 0x20a0 || r >= 0x2460 && r < 0x2500 || r >= 0x1d400 && r < 0x1d800
}

// chineseMayFigure says whether a Chinese character at a place is one of several figures,
// or stands beside a letter or another figure.
func chineseMayFigure(s string, at int, r rune, size int) bool {
	if !isIdeograph(r) || chineseDigit(r) < 0 && leadingDigit(r) < 0 && nicknames[r] == 0 {
		return false
	}
	if at > 0 && (asciiKind[s[at-1]] == letters || asciiKind[s[at-1]] == numbers && chineseDigit(r) == 0) {
		return true
	}
	if at+size >= len(s) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[at+size:])
	return chineseDigit(next) >= 0 || isHundred(next) || nicknames[r] != 0 && '0' < next && next <= '9'
}

// followsLetter says whether no more than two figures end at a place, and a letter that
// models begin with stands right before them, or before one character that parts them.
func followsLetter(s string, i int) bool {
	if i > 0 && asciiKind[s[i-1]] == numbers {
		i--
	}
	if i > 0 && asciiKind[s[i-1]] == separator {
		i--
	}
	return i > 0 && strings.IndexByte("habxe", s[i-1]|0x20) >= 0
}

func isWordByte(c byte) bool   { return asciiKind[c] == letters || asciiKind[c] == numbers || c == '|' }
func isNumberMark(c byte) bool { return c == '-' || c == '_' || c == '.' || c == '/' }
func isLookAlike(c byte) bool  { return c == 'O' || c == 'o' || c == 'l' || c == 'I' || c == '|' }

// figures puts right one word or number, in place: only behind a figure or another such
// character, between one letter and such a character, or where nothing else is in a
// part of a number.
func figures(w []byte) (changed bool) {
	digits := 0
	for _, c := range w {
		if asciiKind[c] == numbers {
			digits++
		}
	}
	if digits == 0 && !looksLikeModel(w) {
		return false
	}
	for i, c := range w {
		if !isLookAlike(c) {
			continue
		}
		first := i == 0 || isNumberMark(w[i-1])
		behind := i > 0 && asciiKind[w[i-1]] == numbers
		second := !first && w[i-1]|0x20 != 'm' && asciiKind[w[i-1]] == letters && (i == 1 || isNumberMark(w[i-2])) && i+1 < len(w) && (asciiKind[w[i+1]] == numbers || isLookAlike(w[i+1]))
		alone := first && i > 0 && onlyLookAlikes(w[i:]) || first && digits >= leastNumberDigits && partIsNumber(w[i:])
		if !behind && !second && !alone {
			continue
		}
		if c == 'O' || c == 'o' {
			w[i] = '0'
		} else {
			w[i] = '1'
		}
		changed = true
	}
	return changed
}

// looksLikeModel says whether a word is a letter and three characters that look like
// "100", as in "HIOO".
func looksLikeModel(w []byte) bool {
	return len(w) == 4 && asciiKind[w[0]] == letters && (w[1] == 'I' || w[1] == 'l') && w[2]|0x20 == 'o' && w[3]|0x20 == 'o'
}

// behindLone says whether a single letter that models begin with and a blank stand before
// a word: "A l00".
func behindLone(b []byte, i int) bool {
	return i > 1 && b[i-1] == ' ' && strings.IndexByte("hab", b[i-2]|0x20) >= 0 && (i == 2 || !isWordByte(b[i-3]))
}

// lookLikeFigures puts right a word of three that is all figures and such characters.
func lookLikeFigures(w []byte) bool {
	if len(w) != 3 || !partIsNumber(w) {
		return false
	}
	for i, c := range w {
		switch {
		case c == 'O' || c == 'o':
			w[i] = '0'
		case isLookAlike(c):
			w[i] = '1'
		}
	}
	return true
}

// leastNumberDigits is how many figures a part number has at least whose other parts are
// taken for figures as well: "9OO-21O1O-OO4O-OOO".
const leastNumberDigits = 4

// partIsNumber says whether a part of a number has figures, and nothing but them and such
// characters.
func partIsNumber(w []byte) bool {
	digits := 0
	for _, c := range w {
		switch {
		case asciiKind[c] == numbers:
			digits++
		case isNumberMark(c):
			return digits > 0
		case !isLookAlike(c):
			return false
		}
	}
	return digits > 0
}

// onlyLookAlikes says whether such characters are all of a part of a number.
func onlyLookAlikes(w []byte) bool {
	n := 0
	for n < len(w) && isLookAlike(w[n]) {
		n++
	}
	return n > 1 && (n == len(w) || isNumberMark(w[n]))
}

// chineseDigits are the figures from 0 to 9, of three bytes each.
const chineseDigits = "零一二三四五六七八九"

// formalDigits are the same as banks write them, without 0.
const formalDigits = "壹贰叁肆伍陆柒捌玖"

// nicknames are the letters of models as they are spoken: 哈一百.
var nicknames = map[rune]byte{'哈': 'H', '阿': 'A', '比': 'B', '必': 'B'}

// chineseFigures writes figures for three or more in a row, as in 四零九零, for two or for
// tens behind a letter, as in L四零S and H二十, and for hundreds behind a letter or a
// figure: H二百, 哈1百.
func chineseFigures(s string) (string, bool) {
	runes := []rune(s)
	changed := false
	var b strings.Builder
	for i := 0; i < len(runes); {
		n := i
		for n < len(runes) && chineseDigit(runes[n]) >= 0 {
			n++
		}
		if n-i >= 3 || n > i && besideFigures(runes, i, n) || n-i == 2 && behindLetter(runes, i) {
			for ; i < n; i++ {
				b.WriteByte('0' + byte(chineseDigit(runes[i])))
			}
			changed = true
			continue
		}
		if d := leadingDigit(runes[i]); d > 0 && i+1 < len(runes) && isTen(runes[i+1]) && behindLetter(runes, i) {
			b.WriteByte('0' + byte(d))
			b.WriteByte('0')
			changed = true
			i += 2
			continue
		}
		if letter, ok := nicknames[runes[i]]; ok && i+1 < len(runes) && (chineseDigit(runes[i+1]) >= 0 || '0' < runes[i+1] && runes[i+1] <= '9') {
			b.WriteByte(letter)
			changed = true
			i++
			continue
		}
		if d := leadingDigit(runes[i]); d > 0 && i > 0 && i+1 < len(runes) && isHundred(runes[i+1]) && (runes[i-1] < utf8.RuneSelf && asciiKind[byte(runes[i-1])] == letters || nicknames[runes[i-1]] != 0) {
			b.WriteByte('0' + byte(d))
			b.WriteString("00")
			changed = true
			i += 2
			continue
		}
		b.WriteRune(runes[i])
		i++
	}
	return b.String(), changed
}

// besideFigures says whether figures stand right beside some Chinese ones: "409零".
func besideFigures(runes []rune, from, to int) bool {
	figure := func(i int) bool { return i >= 0 && i < len(runes) && '0' <= runes[i] && runes[i] <= '9' }
	return chineseDigit(runes[from]) == 0 && (figure(from-2) && figure(from-1) || figure(from-1) && figure(to))
}

// behindLetter says whether a Latin letter stands right before a character: "L四零S".
func behindLetter(runes []rune, i int) bool {
	return i > 0 && runes[i-1] < utf8.RuneSelf && asciiKind[byte(runes[i-1])] == letters
}

func isTen(r rune) bool { return r == '十' || r == '拾' }

func isHundred(r rune) bool { return r == '百' || r == '佰' }

func chineseDigit(r rune) int {
	switch r {
	case '〇':
		return 0
	case '幺':
		return 1
	}
	if at := strings.IndexRune(formalDigits, r); at >= 0 {
		return at/3 + 1
	}
	if at := strings.IndexRune(chineseDigits, r); at >= 0 {
		return at / 3
	}
	return -1
}

func leadingDigit(r rune) int {
	switch {
	case '1' <= r && r <= '9':
		return int(r - '0')
	case r == '两':
		return 2
	}
	return chineseDigit(r)
}
