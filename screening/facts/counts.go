package facts

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed counts.yaml
var countsYAML []byte

// countWords find in texts that a check counted fewer machines than were to be there.
type countWords struct {
	looked, machines, fair phrases.Set
	one                    map[string]bool
	numerals               numerals
	notPassed              phrases.Set    // a status of a check
	lessOf                 *regexp.Regexp // the lesser number and the greater
	moreAmong              *regexp.Regexp // the greater number and the lesser
}

func loadCounts(n numerals) (countWords, error) { return parseCounts("counts.yaml", countsYAML, n) }

func parseCounts(name string, text []byte, n numerals) (countWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Looked       phrases.Tongues `yaml:"looked"`
		Of           phrases.Tongues `yaml:"of"`
		Among        phrases.Tongues `yaml:"among"`
		Machines     phrases.Tongues `yaml:"machines"`
		Fair         phrases.Tongues `yaml:"fair"`
		NotPassed    phrases.Tongues `yaml:"not_passed"`
		One          phrases.Tongues `yaml:"one"`
	}
	t := phrases.Open(name, text, &f)
	w := countWords{looked: t.Set("$.looked", f.Looked), machines: t.Set("$.machines", f.Machines), fair: t.Set("$.fair", f.Fair), notPassed: t.Set("$.not_passed", f.NotPassed), one: t.Words("$.one", f.One), numerals: n}
	of, among := t.Set("$.of", f.Of), t.Set("$.among", f.Among)
	if t.Err() != nil {
		return countWords{}, t.Err()
	}
	const number = `(\d{1,4}|\pL{2,10})`
	w.lessOf = regexp.MustCompile(`(?:^|[^\pL\d.,:/-])(?:(\d{1,4})(?:\s[\pL\d]{3,12})?|(\pL{2,10}))\s?` + of.Pattern() + `\s?` + number + `(?:[^\pL\d.,:/-]|[台張张대枚]|$)`)
	w.moreAmong = regexp.MustCompile(number + `\s?[台張张枚套대장기個个]?(?:的)?\s?` + among.Pattern() + `\D{0,12}?` + number + `\s?[台張张枚套대장기個个]`)
	return w, nil
}

// mostCounted bounds a count of machines: greater numbers are others.
const mostCounted = 5000

// short is the first sentence in which a check counts fewer than were to be there, "" for none.
// What is counted is told by the paper where that is one of a check.
func (w *countWords) short(text string, ofCheck bool) string {
	counts := func(s string) bool { return says(w.looked, s) && (ofCheck || says(w.machines, s)) }
	if !counts(text) || says(w.fair, text) {
		return ""
	}
	for _, s := range sentenceEnd.Split(rules.Readable(text), mostParts) {
		if !counts(s) {
			continue
		}
		lower := strings.ToLower(s)
		for _, at := range w.lessOf.FindAllStringSubmatch(lower, -1) {
			if w.fewer(at[1]+at[2], at[3]) {
				return strings.TrimSpace(s)
			}
		}
		for _, at := range w.moreAmong.FindAllStringSubmatch(lower, -1) {
			if w.fewer(at[2], at[1]) {
				return strings.TrimSpace(s)
			}
		}
	}
	return ""
}

func (w *countWords) fewer(less, more string) bool {
	a, b := w.number(less), w.number(more)
	return a >= 0 && a < b && b >= 2 && b <= mostCounted
}

// number is a number in figures or written out, -1 for another word.
func (w *countWords) number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if w.one[s] {
		return 1
	}
	return w.numerals.number(s)
}

// countedShort is what notes tell of such a count, with where they stand.
func (f *Facts) countedShort() (said string, in textSource) {
	for _, s := range f.sources() {
		if s.field == "lines.description" || s.field == "carrier" || len(s.text) < leastWay {
			continue
		}
		if said = f.src.Words.counts.short(s.text, s.rec == nil && f.isCheck()); said != "" {
			return said, s
		}
	}
	return "", textSource{}
}

// isCheck reports a paper of service of which a line names a visit, an audit or a count.
func (f *Facts) isCheck() bool {
	if f.sh == nil || f.act() != "service" {
		return false
	}
	for i := range f.sh.Lines {
		if says(f.src.Words.counts.looked, f.sh.Lines[i].Description) {
			return true
		}
	}
	return false
}

// checkNotPassed is the status of such a paper by which what was looked for was not seen.
func (f *Facts) checkNotPassed() string {
	if f.sh == nil || f.sh.Status == "" || !f.isCheck() || !says(f.src.Words.counts.notPassed, f.sh.Status) {
		return ""
	}
	return f.sh.Status
}

func (f *Facts) countedEvidence() []data.Evidence {
	said, in := f.countedShort()
	if in.rec != nil {
		return f.one(onRecord(in.rec, "notes", said))
	}
	return f.one(f.of(pick(in.field, "notes"), said, in.line))
}
