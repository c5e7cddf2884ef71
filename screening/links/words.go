package links

import (
	_ "embed"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/yamldoc"
)

//go:embed words.yaml
var wordsYAML []byte

// words tell what looks like a tie and is none.
type words struct {
	shared   map[string]bool // domains that anybody may use
	prefixes map[string]bool
	desk     map[string]bool
	accounts map[string]bool
	nobodies map[string]bool // words of owners that are nobody in particular
	calling  map[string]string
}

// loadWords reads the embedded words; that they load is tested.
var loadWords = sync.OnceValues(func() (*words, error) { return parseWords("words.yaml", wordsYAML) })

func parseWords(name string, text []byte) (*words, error) {
	var f struct {
		Source   string            `yaml:"source"`
		Basis    string            `yaml:"basis"`
		Shared   []string          `yaml:"shared_domains"`
		Prefixes []string          `yaml:"host_prefixes"`
		Desk     []string          `yaml:"desk_words"`
		Accounts []string          `yaml:"account_columns"`
		Nobodies []string          `yaml:"owner_words"`
		Calling  map[string]string `yaml:"calling"`
	}
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return nil, err
	}
	if f.Source == "" || f.Basis != data.Sourced && f.Basis != data.Unverified {
		return nil, doc.Fail("$.basis", "the words name no source and basis")
	}
	for _, e := range []struct {
		path string
		n    int
	}{{"$.shared_domains", len(f.Shared)}, {"$.calling", len(f.Calling)}} {
		if e.n == 0 {
			return nil, doc.Fail(e.path, "%s is empty", strings.TrimPrefix(e.path, "$."))
		}
	}
	for country, code := range f.Calling {
		if len(country) != 2 || code == "" || strings.Trim(code, "0123456789") != "" {
			return nil, doc.Fail("$.calling", "%q: %q is not a country and its calling code", country, code)
		}
	}
	return &words{set(f.Shared), set(f.Prefixes), set(f.Desk), set(f.Accounts), set(f.Nobodies), f.Calling}, nil
}

func set(all []string) map[string]bool {
	m := make(map[string]bool, len(all))
	for _, s := range all {
		m[strings.ToLower(s)] = true
	}
	return m
}

// Refused reports whether an order's file says that it was stopped or rejected,
// and in which words.
func Refused(sh *data.Shipment) (says string, ok bool) {
	for _, t := range [...]string{sh.Status, sh.HoldReason} {
		if history.Refused(t) {
			return t, true
		}
	}
	return "", false
}

// Accounts are the bank accounts told in columns that map to no field.
func Accounts(extra map[string]string) []string {
	w, err := loadWords()
	if err != nil || len(extra) == 0 {
		return nil
	}
	var out []string
	for name, v := range extra {
		if w.accounts[strings.ToLower(strings.TrimSpace(name))] && data.TextState(v) == data.Known {
			out = append(out, v)
		}
	}
	return out
}
