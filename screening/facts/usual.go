package facts

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"

	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed usual.yaml
var usualYAML []byte

// usualWords are how notes tell what a buyer usually takes.
type usualWords struct {
	usually, each phrases.Set
	numerals      numerals
}

func loadUsual(n numerals) (usualWords, error) { return parseUsual("usual.yaml", usualYAML, n) }

func parseUsual(name string, text []byte, n numerals) (usualWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Usually      phrases.Tongues `yaml:"usually"`
		Each         phrases.Tongues `yaml:"each"`
	}
	t := phrases.Open(name, text, &f)
	w := usualWords{usually: t.Set("$.usually", f.Usually), each: t.Set("$.each", f.Each), numerals: n}
	return w, t.Err()
}

// A custom is told within so many bytes, its number at most so many before the time, and of so
// many pieces at most.
const (
	customSpan = 90
	numberSpan = 24
	mostUsual  = 200
)

var figures = regexp.MustCompile(`\d+`)

// custom is the greatest number of pieces that a sentence says somebody usually takes in some
// time, 0 where none does. What follows the time by a comma or a stop is another matter.
func (w *usualWords) custom(text string) float64 {
	if len(text) < 8 {
		return 0
	}
	t := phrases.Read(text)
	if !w.usually.Stands(&t) || !w.each.Stands(&t) {
		return 0
	}
	for _, s := range sentenceEnd.Split(text, mostParts) {
		p := phrases.Read(s)
		from, end := w.usually.Next(&p, 0)
		if from < 0 {
			continue
		}
		at, until := w.each.Next(&p, 0)
		if at < 0 || at-end > customSpan || from-until > customSpan {
			continue
		}
		start, behind := from, max(end, until)
		if at < from {
			start = max(0, at-numberSpan) // "one a quarter so far"
		}
		told := p.Lower[start:]
		if stop := strings.IndexAny(p.Lower[behind:], ",，、:"); stop >= 0 {
			told = p.Lower[start : behind+stop]
		}
		if n := w.mostIn(told); n > 0 && n <= mostUsual {
			return n
		}
	}
	return 0
}

// mostIn is the greatest number of a text of small letters, in figures or words.
func (w *usualWords) mostIn(lower string) (most float64) {
	for _, s := range figures.FindAllString(lower, mostParts) {
		n, _ := strconv.ParseFloat(s, 64)
		most = max(most, n)
	}
	return max(most, float64(w.numerals.mostIn(lower)))
}

// overUsual is how many times what notes say is usual the pieces of the order are.
func (f *Facts) overUsual() rules.Value {
	if f.sh == nil || f.sh.Notes == "" {
		return rules.Value{}
	}
	usual := f.src.Words.usual.custom(f.sh.Notes)
	if usual == 0 {
		return rules.Value{}
	}
	return multiple(f.pieces(), num(usual))
}
