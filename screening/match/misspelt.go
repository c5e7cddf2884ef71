package match

import (
	"strings"
	"unicode"
)

// Misspelt reports whether a name is written so that the eye reads another one: a
// small l where a capital I belongs ("lnternational", "Electronlc"), vv for w, or
// its letters set apart ("I.N.S.P.U.R"). It looks for what no honest spelling has.
func Misspelt(name string) bool {
	alone := 0 // single letters in a row
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(word) == 1 && asciiKind[word[0]] == 'a' {
			if alone++; alone >= 5 {
				return true
			}
			continue
		}
		alone = 0
		if len(word) >= 5 && (hardStart(word) || hardMiddle(word)) {
			return true
		}
	}
	return false
}

// hardStart is a word that begins with a small l before a consonant that no word
// has there.
func hardStart(word string) bool {
	return word[0] == 'l' && strings.IndexByte("bcdfgkmnpqrstvxz", word[1]) >= 0 && word[1] != word[0]
}

// hardMiddle is a word with an l between letters where only an i can be read.
func hardMiddle(word string) bool {
	if word == strings.ToUpper(word) {
		return false
	}
	low := strings.ToLower(word)
	for _, odd := range [...]string{"nlc", "nlx", "nlv", "nlt", "tlon", "tlng", "clty", "rlty", "tlve", "ctlc", "stlc", "vv"} {
		if i := strings.Index(low, odd); i > 0 {
			return true
		}
	}
	return false
}
