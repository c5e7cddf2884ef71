package goods

import "strings"

// Words that vouch for names are misspelt, by haste or so that they are not found:
// "Hoper H100", "Blackwel B200".

// spelling puts words right that differ from those it knows by one letter.
type spelling struct {
	words []string
	means func(word string) bool // a word that means something else is left as it is
}

// leastSpelled is how long a word is at least that is put right.
const leastSpelled = 5

func newSpelling(words []string, ix *index) spelling {
	return spelling{words: words, means: func(word string) bool {
		h, _, _ := hashes(word)
		return len(h) != 1 || ix.byAtom[h[0]] != nil
	}}
}

// correct is a text with such words put right, and whether there are some.
func (sp *spelling) correct(s string) (string, bool) {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && asciiKind[s[i]] == letters {
			i++
		}
		if i-start >= leastSpelled {
			if w := sp.of(s[start:i]); w != "" {
				b.WriteString(s[done:start])
				b.WriteString(w)
				done = i
			}
		}
		i = max(i, start+1)
	}
	if done == 0 {
		return s, false
	}
	b.WriteString(s[done:])
	return b.String(), true
}

// of is the word that a misspelt one is meant for, "" for none.
func (sp *spelling) of(word string) string {
	for _, w := range sp.words {
		if d := len(w) - len(word); d < -1 || d > 1 || len(w) < leastSpelled || !isOneOff(word, w) {
			continue
		}
		if sp.means(word) {
			return ""
		}
		return w
	}
	return ""
}

// isOneOff says whether a word differs from another in small letters by one letter left
// out, put in or changed, or by two that stand the other way round.
func isOneOff(word, other string) bool {
	from := 0
	for from < len(word) && from < len(other) && word[from]|0x20 == other[from] {
		from++
	}
	a, b := len(word), len(other)
	for a > from && b > from && word[a-1]|0x20 == other[b-1] {
		a, b = a-1, b-1
	}
	switch {
	case a-from+b-from == 0:
		return false
	case a-from <= 1 && b-from <= 1:
		return true
	}
	return a-from == 2 && b-from == 2 && word[from]|0x20 == other[from+1] && word[from+1]|0x20 == other[from]
}
