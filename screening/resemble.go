package screening

import (
	"math"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/likeness"
	"redflag/screening/reading"
)

// shownSigns bounds the signs that one finding of likeness tells.
const shownSigns = 2

// resemble adds the patterns that cases with the same signs bore and no rule has named.
// It is asked of what is above pass for other reasons, and changes neither level nor
// score.
func (w *Worker) resemble(findings []data.Finding) []data.Finding {
	set := w.s.in.Rules
	least, ok := set.Likeness()
	if !ok {
		return findings
	}
	signs, shows := w.signs(findings)
	from := len(findings)
	for _, l := range w.s.likeness.Likely(signs, least) {
		if !set.Patterns().Guessable(l.Pattern) || slices.ContainsFunc(findings[:from], func(f data.Finding) bool { return f.Pattern == l.Pattern && f.Kind != data.NoteFinding }) {
			continue
		}
		var says []string
		var evidence []data.Evidence
		for _, i := range l.By {
			if shows[i] != nil && len(says) < shownSigns {
				s := shows[i]()
				says, evidence = append(says, s.says), shownOnce(evidence, s.evidence)
			}
		}
		if len(says) > 0 { // what the bare form of a record suggests shows nobody anything
			findings = append(findings, set.Alike(l.Pattern, l.Chance, says, evidence))
		}
	}
	return findings
}

// shownOnce adds evidence that is not shown yet.
func shownOnce(all, more []data.Evidence) []data.Evidence {
	for _, e := range more {
		if !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

// shown is a sign in words, and where it stands.
type shown struct {
	says     string
	evidence []data.Evidence
}

// signs are what the findings and the texts of the record at hand are a sign of: the
// patterns found, and what texts retell, be it faintly. Likeness itself is none.
func (w *Worker) signs(findings []data.Finding) (signs []likeness.Sign, shows []func() shown) {
	add := func(name string, value float64, show func() shown) {
		if !slices.ContainsFunc(signs, func(s likeness.Sign) bool { return s.Name == name }) {
			signs, shows = append(signs, likeness.Sign{Name: name, Value: value}), append(shows, show)
		}
	}
	for i := range findings {
		f := &findings[i]
		if f.Kind == data.NoteFinding || f.Cleared != nil {
			continue
		}
		add(foundSign+f.Pattern, 1, func() shown { return shown{strings.TrimSuffix(f.Says, "."), f.Evidence} })
	}
	for _, s := range w.facts.Heard() {
		add(readSign+s.Label, plainness(s.Chance), func() shown {
			return shown{"\"" + strings.ReplaceAll(s.Sentence, "\"", "'") + "\"", w.facts.HeardEvidence(s.Label)}
		})
	}
	for _, name := range w.facts.Plain() {
		add(name, 1, nil)
	}
	return signs, shows
}

// What the names of signs begin with.
const (
	foundSign = "found:"
	readSign  = "read:"
)

// plainness is 0 for what is read as faintly as can be, and about 1.5 for what is certain.
func plainness(chance float64) float64 { return math.Log(chance/reading.Faint) / 2 }
