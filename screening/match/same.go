package match

import (
	"strings"
	"unicode"

	"redflag/data"
)

// How near two names of which something else says already that they are of one have to come
// to be one name: of one script as on a list, of two as far as what can be read aloud goes.
const (
	sameName   = Threshold
	sameSpoken = 0.35
)

// SameName reports whether two names that are told of one firm are one name: written in
// another script, translated, with another form of company or in another order. It makes an
// index of each and is for few names only.
func SameName(a, b string) bool {
	least := sameName
	if writtenIn(a) != writtenIn(b) {
		least = sameSpoken
	}
	return nearness(a, b) >= least || nearness(b, a) >= least
}

// nearness is how near one name comes to another that stands on a list alone.
func nearness(name, listed string) float64 {
	index := Build([]*data.ListPack{{Entries: []data.ListEntry{{ID: "0", Name: listed}}}})
	for _, h := range index.Searcher().Names(Query{Name: name}, 1) {
		return h.Score
	}
	return 0
}

// writtenIn is the script of most letters of a name, where Han and kana are one.
func writtenIn(name string) script {
	count := map[script]int{}
	most := latin
	for _, r := range strings.ToLower(name) {
		if !unicode.IsLetter(r) {
			continue
		}
		s := scriptOf(r)
		if s == kana {
			s = han
		}
		if count[s]++; count[s] > count[most] {
			most = s
		}
	}
	return most
}
