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

var loadCalledWords = sync.OnceValues(func() (phrases.Set, error) { return parseCalledWords("called.yaml", calledYAML) })

// wordsBeforeNames are the embedded words. Load tells of their faults.
func wordsBeforeNames() phrases.Set { s, _ := loadCalledWords(); return s }

func parseCalledWords(name string, text []byte) (phrases.Set, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Before       phrases.Tongues `yaml:"before"`
	}
	t := phrases.Open(name, text, &f)
	return t.Set("$.before", f.Before), t.Err()
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
	words := wordsBeforeNames()
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
