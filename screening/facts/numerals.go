package facts

import (
	_ "embed"
	"strconv"

	"redflag/screening/phrases"
)

//go:embed numerals.yaml
var numeralsYAML []byte

// numerals are numbers that are written out.
type numerals struct{ phrases.Codes }

func loadNumerals() (numerals, error) { return parseNumerals("numerals.yaml", numeralsYAML) }

func parseNumerals(name string, text []byte) (numerals, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Numbers      map[string]phrases.Tongues `yaml:"numbers"`
	}
	t := phrases.Open(name, text, &f)
	for figure := range f.Numbers {
		if n, err := strconv.Atoi(figure); err != nil || n <= 0 {
			t.Fail("$.numbers.'"+figure+"'", "%q is no number above nought", figure)
		}
	}
	return numerals{t.Codes("$.numbers", f.Numbers)}, t.Err()
}

// number is what one word in small letters stands for, -1 for another word.
func (w *numerals) number(word string) int {
	if n, err := strconv.Atoi(w.Of(word)); err == nil {
		return n
	}
	return -1
}

// mostIn is the greatest number that is written out in a text, 0 for none. Of "half a dozen"
// the dozen is none.
func (w *numerals) mostIn(text string) (most int) {
	t := phrases.Read(text)
	for at, end := w.Next(&t, 0); at >= 0; at, end = w.Next(&t, end) {
		most = max(most, w.number(t.Lower[at:end]))
	}
	return most
}
