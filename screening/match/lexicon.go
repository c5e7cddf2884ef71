package match

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// class says how much a word can tell of who is meant.
type class uint8

const (
	plain   class = iota
	legal         // a form of company: almost nothing
	stop          // "and", "of": almost nothing
	generic       // a word of trade: little
	place         // a city or country: some
	title         // of a person: little
)

// word is what the lexicon knows of one Latin word.
type word struct {
	canon  string
	class  class
	common bool // a plain word that unrelated firms everywhere take for a name
}

//go:embed tables/latin.txt
var latinTable string

// wordClasses are the classes of the lexicon by their names in it.
var wordClasses = map[string]class{"legal": legal, "stop": stop, "generic": generic, "place": place, "title": title, "common": plain}

// parseLatin reads the lexicon of Latin words, by folded form.
func parseLatin(name, text string) (map[string]word, error) {
	m := make(map[string]word, 2048)
	err := readTable(name, text, func(words []string) *fault {
		c, ok := wordClasses[words[0]]
		if !ok {
			return &fault{0, fmt.Sprintf("%q is no class of words; they are legal, generic, place, title, stop and common", words[0])}
		}
		for i := range words[1:] {
			from, to, bad := readingOf(words, i+1)
			if bad != nil {
				return bad
			}
			for _, w := range [...]string{from, to} {
				if _, have := m[w]; !have {
					m[w] = word{to, c, words[0] == "common"}
				}
			}
		}
		return nil
	})
	return m, err
}

// unspelt is a word of trade by its first letter and the consonants after it, the
// way it is shortened by those who leave vowels out.
type unspelt struct {
	consonants []byte
	word       string
}

// makeUnspelt are the words of trade long enough to be shortened so, in the order
// of their consonants.
func makeUnspelt(words map[string]word) []unspelt {
	var out []unspelt
	for from, w := range words {
		if w.class != generic && w.class != place || len(from) < 6 {
			continue
		}
		u := unspelt{word: w.canon, consonants: []byte{from[0]}}
		for _, c := range []byte(from[1:]) {
			if strings.IndexByte("aeiou", c) < 0 {
				u.consonants = append(u.consonants, c)
			}
		}
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b unspelt) int {
		if c := bytes.Compare(a.consonants, b.consonants); c != 0 {
			return c
		}
		return strings.Compare(a.word, b.word)
	})
	return slices.CompactFunc(out, func(a, b unspelt) bool { return a.word == b.word && bytes.Equal(a.consonants, b.consonants) })
}
