package links

import (
	_ "embed"
	"strings"
	"sync"

	"redflag/data"
	"redflag/screening/contact"
	"redflag/screening/history"
	"redflag/screening/phrases"
)

//go:embed words.yaml
var wordsYAML []byte

// words tell what looks like a tie and is none.
type words struct {
	*contact.Words
	prefixes map[string]bool
	accounts map[string]bool
	nobodies map[string]bool // words of owners that are nobody in particular
}

// loadWords reads the embedded words; that they load is tested.
var loadWords = sync.OnceValues(func() (*words, error) { return parseWords("words.yaml", wordsYAML) })

func parseWords(name string, text []byte) (*words, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Prefixes     phrases.Tongues `yaml:"host_prefixes"`
		Accounts     phrases.Tongues `yaml:"account_columns"`
		Nobodies     phrases.Tongues `yaml:"owner_words"`
	}
	t := phrases.Open(name, text, &f)
	w := &words{prefixes: t.Words("$.host_prefixes", f.Prefixes), accounts: t.Words("$.account_columns", f.Accounts), nobodies: t.Words("$.owner_words", f.Nobodies)}
	if t.Err() != nil {
		return nil, t.Err()
	}
	var err error
	w.Words, err = contact.Load()
	return w, err
}

// Refused reports whether an order's file says that it was stopped or rejected
// for another reason than money, and in which words.
func Refused(sh *data.Shipment) (says string, ok bool) {
	if !history.RefusedFor(sh.Status, sh.HoldReason) {
		return "", false
	}
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
