// Package legalform is the table of short forms of company ("Ltd", "GmbH") for all who tell
// by them where a name ends, or that one is a firm's.
//
// It must not know names, lists or rules: a form is asked about as one word in small
// letters without stops.
package legalform

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"redflag/screening/phrases"
)

//go:embed forms.yaml
var formsYAML []byte

// uses are the forms that are good for each use.
type uses struct{ tail, sure, firm map[string]bool }

var embedded = sync.OnceValues(func() (uses, error) { return parse("forms.yaml", formsYAML) })

// Load reads the embedded table. Where it fails no word is a form.
func Load() error { _, err := embedded(); return err }

// Tail reports whether a name may end in the form, with a comma before it or without.
func Tail(form []byte) bool { u, _ := embedded(); return u.tail[string(form)] }

// Sure reports whether the form means nothing else, wherever in a name it stands.
func Sure(form []byte) bool { u, _ := embedded(); return u.sure[string(form)] }

// Firm reports whether a name of which this is a word is the name of a firm.
func Firm(word string) bool { u, _ := embedded(); return u.firm[word] }

func parse(name string, text []byte) (uses, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Forms        map[string][]string `yaml:"forms"`
	}
	t := phrases.Open(name, text, &f)
	u := uses{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	of := map[string]map[string]bool{"tail": u.tail, "sure": u.sure, "firm": u.firm}
	if len(f.Forms) == 0 {
		t.Fail("$.forms", "the table has no forms")
	}
	for _, form := range slices.Sorted(maps.Keys(f.Forms)) {
		row := "$.forms.'" + form + "'"
		if strings.ContainsFunc(form, func(r rune) bool { return !unicode.IsLetter(r) || unicode.IsUpper(r) }) {
			t.Fail(row, "%q is asked about nowhere; write one word in small letters, without stops", form)
		}
		if len(f.Forms[form]) == 0 {
			t.Fail(row, "%s has no use; they are tail, sure and firm", form)
		}
		for _, use := range f.Forms[form] {
			forms, ok := of[use]
			if !ok {
				t.Fail(row, "%q is no use of a form; they are tail, sure and firm", use)
				continue
			}
			forms[form] = true
		}
	}
	return u, t.Err()
}
