package facts

import (
	_ "embed"
	"regexp"
	"strings"

	"redflag/screening/phrases"
)

//go:embed industries.yaml
var industriesYAML []byte

// industries are what codes of lines of business stand for.
type industries struct {
	code  *regexp.Regexp // the scheme, and the division behind it
	words map[string]string
}

func loadIndustries() (industries, error) { return parseIndustries("industries.yaml", industriesYAML) }

func parseIndustries(name string, text []byte) (industries, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Schemes      phrases.Tongues   `yaml:"schemes"`
		Divisions    map[string]string `yaml:"divisions"`
	}
	t := phrases.Open(name, text, &f)
	schemes := t.Set("$.schemes", f.Schemes)
	for code, words := range f.Divisions {
		if len(code) != 2 || strings.Trim(code, "0123456789") != "" || words == "" {
			t.Fail("$.divisions."+code, "%q is no division of two figures with words", code)
		}
	}
	return industries{regexp.MustCompile(`(?i)(?:^|[^\pL])(?:` + schemes.Pattern() + `)(?:[ -]?rev\.? ?\d|[ -]?20\d\d)?[ .:/_-]{0,3}(?:code|nr\.?|no\.?|kod|código)?[ .:/_-]{0,3}[A-U]?(\d\d)(?:[.\d]|\b)`), f.Divisions}, t.Err()
}

// told is a line of business with the words of the code that stands in it.
func (w *industries) told(business string) string {
	if !strings.ContainsAny(business, "0123456789") {
		return business
	}
	m := w.code.FindStringSubmatch(business)
	if m == nil || w.words[m[1]] == "" {
		return business
	}
	return business + " (" + w.words[m[1]] + ")"
}
