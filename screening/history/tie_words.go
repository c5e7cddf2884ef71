package history

import (
	_ "embed"
	"sync"

	"redflag/screening/contact"
	"redflag/screening/phrases"
)

//go:embed ties.yaml
var tiesYAML []byte

// looseWords tell what looks like a tie between customers and is none.
type looseWords struct {
	*contact.Words
	posts map[string]bool // in place of a name
}

// tieWords are the embedded words; that they load is tested.
var tieWords = sync.OnceValue(func() *looseWords {
	posts, err := parseTieWords("ties.yaml", tiesYAML)
	of, fault := contact.Load()
	if err != nil || fault != nil {
		return &looseWords{Words: &contact.Words{}}
	}
	return &looseWords{of, posts}
})

func parseTieWords(name string, text []byte) (posts map[string]bool, err error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Posts        phrases.Tongues `yaml:"posts"`
	}
	t := phrases.Open(name, text, &f)
	return t.Words("$.posts", f.Posts), t.Err()
}
