package history

import (
	_ "embed"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/yamldoc"
)

//go:embed ties.yaml
var tiesYAML []byte

// looseWords tell what looks like a tie between customers and is none.
type looseWords struct {
	open   map[string]bool // first labels of domains that anybody may use
	boxes  map[string]bool // mail boxes that every house has
	titles map[string]bool // before the name of a person
	posts  map[string]bool // in place of a name
}

// tieWords are the embedded words; that they load is tested.
var tieWords = sync.OnceValue(func() *looseWords {
	w, err := parseTieWords("ties.yaml", tiesYAML)
	if err != nil {
		return &looseWords{}
	}
	return w
})

func parseTieWords(name string, text []byte) (*looseWords, error) {
	var f struct {
		Source string   `yaml:"source"`
		Basis  string   `yaml:"basis"`
		Open   []string `yaml:"open_domains"`
		Boxes  []string `yaml:"common_boxes"`
		Titles []string `yaml:"titles"`
		Posts  []string `yaml:"posts"`
	}
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return nil, err
	}
	if f.Source == "" || f.Basis != data.Sourced && f.Basis != data.Unverified {
		return nil, doc.Fail("$.basis", "the words name no source and basis")
	}
	sets := map[string]map[string]bool{}
	for path, words := range map[string][]string{"$.open_domains": f.Open, "$.common_boxes": f.Boxes, "$.titles": f.Titles, "$.posts": f.Posts} {
		if len(words) == 0 {
			return nil, doc.Fail(path, "%s is empty", strings.TrimPrefix(path, "$."))
		}
		set := map[string]bool{}
		for _, w := range words {
			set[w] = true
		}
		sets[path] = set
	}
	return &looseWords{sets["$.open_domains"], sets["$.common_boxes"], sets["$.titles"], sets["$.posts"]}, nil
}
