package history

import (
	_ "embed"
	"errors"
	"sync"

	"redflag/screening/contact"
	"redflag/screening/legalform"
	"redflag/screening/phrases"
)

//go:embed ties.yaml
var tiesYAML []byte

// looseWords tell what looks like a tie between customers and is none.
type looseWords struct {
	*contact.Words
	posts  map[string]bool // in place of a name
	guests map[string]bool // in place of a customer
}

var loadTieWords = sync.OnceValues(func() (*looseWords, error) {
	posts, guests, err := parseTieWords("ties.yaml", tiesYAML)
	of, fault := contact.Load()
	if err = errors.Join(err, fault); err != nil {
		return &looseWords{Words: &contact.Words{}}, err
	}
	return &looseWords{of, posts, guests}, nil
})

// tieWords are the embedded words. Load tells of their faults.
func tieWords() *looseWords { w, _ := loadTieWords(); return w }

// Load reads the words that the past is read with. Where it fails they tell nothing, so
// nobody may judge by a past then.
func Load() error {
	_, permits := loadPermitWords()
	_, refusals := loadRefusalWords()
	_, serials := loadSerialWords()
	_, called := loadCalledWords()
	_, ties := loadTieWords()
	_, instalments := loadInstalmentWords()
	_, oneName := loadOneNameWords()
	_, owed := loadOwedWords()
	_, again := loadAgainWords()
	return errors.Join(permits, refusals, serials, called, ties, instalments, oneName, owed, again, legalform.Load())
}

func parseTieWords(name string, text []byte) (posts, guests map[string]bool, err error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Posts        phrases.Tongues `yaml:"posts"`
		Guests       phrases.Tongues `yaml:"guests"`
	}
	t := phrases.Open(name, text, &f)
	return t.Words("$.posts", f.Posts), t.Words("$.guests", f.Guests), t.Err()
}
