package history

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed called.yaml
var calledYAML []byte

// calledWords are what stands before a name.
type calledWords struct{ before, careOf phrases.Set }

var loadCalledWords = sync.OnceValues(func() (calledWords, error) { return parseCalledWords("called.yaml", calledYAML) })

// wordsBeforeNames are the embedded words. Load tells of their faults.
func wordsBeforeNames() calledWords { w, _ := loadCalledWords(); return w }

func parseCalledWords(name string, text []byte) (calledWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Before       phrases.Tongues `yaml:"before"`
		CareOf       phrases.Tongues `yaml:"care_of"`
	}
	t := phrases.Open(name, text, &f)
	return calledWords{t.Set("$.before", f.Before), t.Set("$.care_of", f.CareOf)}, t.Err()
}

// mostAliases bounds the other names of one record that papers may call it by.
const mostAliases = 20

// otherNames are the aliases of a record, each as it stands and without what says that it
// is one.
func otherNames(c *data.Customer) []string {
	var names []string
	for _, a := range c.Aliases[:min(len(c.Aliases), mostAliases)] {
		names = append(names, a)
		if bare := bareAlias(a); bare != a {
			names = append(names, bare)
		}
	}
	return names
}

// bareAlias is an alias without what says that it is one: "formerly Tern Works".
func bareAlias(alias string) string {
	t := phrases.Read(strings.TrimSpace(alias))
	words := wordsBeforeNames().before
	for at := 0; ; {
		end := words.At(&t, at)
		if end <= at {
			return t.Shown[at:]
		}
		rest := strings.TrimLeftFunc(t.Shown[end:], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".:：-–", r) })
		if rest == "" {
			return t.Shown[at:]
		}
		at = len(t.Shown) - len(rest)
	}
}

// CareOf reports an address at the house of somebody else: "c/o Hall 2, 3 Mill Lane".
func CareOf(address string) bool {
	t := phrases.Read(strings.TrimSpace(address))
	return wordsBeforeNames().careOf.At(&t, 0) > 0
}

// atHand is a name without the house through which it is reached: "Tern Bank c/o Hall 2".
func atHand(name string) (string, bool) {
	for _, sign := range wordsBeforeNames().careOf {
		if at := findFold(name, sign.Text); at > 0 {
			return strings.TrimRight(name[:at], " ,;("), true
		}
	}
	return name, false
}

// findFold is the place of the space before a word that stands between two, -1 for none. It
// is asked of every name and needs no memory.
func findFold(name, word string) int {
	for at := 0; at+len(word)+1 < len(name); at++ {
		if name[at] == ' ' && name[at+1+len(word)] == ' ' && strings.EqualFold(name[at+1:at+1+len(word)], word) {
			return at
		}
	}
	return -1
}
