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

// resemble adds what cases with the same signs tell. It is asked of what is above pass for
// other reasons, and of what is only not told nothing is like anything.
func (w *Worker) resemble(findings []data.Finding, level data.Level, score int) []data.Finding {
	if !slices.ContainsFunc(findings, func(f data.Finding) bool { return f.Points > 0 || f.Decisive || f.Kind == data.StopFinding }) {
		return findings
	}
	w.seen = w.signs(findings, w.seen[:0])
	more := w.bornAlike(findings)
	if level == data.Review {
		more = w.heldAlike(findings, more, score)
	}
	return more
}

// bornAlike adds to findings the patterns that cases with the same signs bore and no rule
// has named, without points.
func (w *Worker) bornAlike(findings []data.Finding) []data.Finding {
	set := w.s.in.Rules
	least, ok := set.Likeness()
	if !ok {
		return findings
	}
	found := findings
	unnamed := func(pattern string) bool {
		return set.Patterns().Guessable(pattern) && !named(found, pattern) && !set.Answered(w.facts, pattern, &w.out)
	}
	for _, l := range w.s.likeness.LikelyAmong(len(w.seen), func(i int) likeness.Sign { return w.seen[i].Sign }, least, unnamed) {
		if says, evidence := w.shown(found, l.By); len(says) > 0 { // what the bare form of a record suggests shows nobody anything
			findings = append(findings, set.Alike(l.Pattern, l.Chance, says, evidence))
		}
	}
	return findings
}

// heldAlike adds to more that cases with the same signs were held, where the findings of an
// order that is to be reviewed weigh more together than their points tell.
func (w *Worker) heldAlike(findings, more []data.Finding, score int) []data.Finding {
	set := w.s.in.Rules
	pattern, least, ok := set.HeldAlike(score)
	if !ok {
		return more
	}
	w.seen = measures(findings, score, w.seen)
	for _, l := range w.s.likeness.LikelyAmong(len(w.seen), func(i int) likeness.Sign { return w.seen[i].Sign }, least, func(p string) bool { return p == pattern && !set.Answered(w.facts, pattern, &w.out) }) {
		if says, evidence := w.shown(findings, l.By); len(says) > 0 {
			more = append(more, set.Alike(l.Pattern, l.Chance, says, evidence))
		}
	}
	return more
}

// measures adds how much the findings come to, as signs of their own: the score, how many
// patterns count for it, and what speaks for and against before any cap.
func measures(findings []data.Finding, score int, out []sign) []sign {
	var patterns []string
	before, against := 0, 0
	for i := range findings {
		switch f := &findings[i]; {
		case f.Cleared != nil:
		case f.Points < 0:
			against -= f.Points
		case f.Points > 0:
			if before += f.Points; !slices.Contains(patterns, f.Pattern) {
				patterns = append(patterns, f.Pattern)
			}
		}
	}
	for _, m := range [...]likeness.Sign{
		{Name: measureSign + "score", Value: float64(min(score, 60)) / 20},
		{Name: measureSign + "patterns", Value: float64(min(len(patterns), 5)) / 2},
		{Name: measureSign + "for", Value: float64(min(before, 80)) / 20},
		{Name: measureSign + "against", Value: float64(min(against, 40)) / 10},
	} {
		out = append(out, sign{Sign: m})
	}
	return out
}

// named reports whether findings name a pattern, notes aside.
func named(findings []data.Finding, pattern string) bool {
	for i := range findings {
		if f := &findings[i]; f.Pattern == pattern && f.Kind != data.NoteFinding {
			return true
		}
	}
	return false
}

// open reports the same of findings that nobody cleared.
func open(findings []data.Finding, pattern string) bool {
	for i := range findings {
		if f := &findings[i]; f.Pattern == pattern && f.Kind != data.NoteFinding && f.Cleared == nil {
			return true
		}
	}
	return false
}

// sign is a sign and what it comes from: a finding by its place and one, a sentence that
// a text is read from, or the notes and the bare form of the record.
type sign struct {
	likeness.Sign
	finding int
	read    reading.Sign
}

// signs are what the findings, the texts and the form of the record at hand are a sign
// of: the patterns found, what is noted or explains, what texts retell, be it faintly, and
// what is told at all.
// Likeness itself is none.
func (w *Worker) signs(findings []data.Finding, out []sign) []sign {
	for i := range findings {
		f := &findings[i]
		switch {
		case f.Cleared != nil:
			continue
		case f.Kind == data.NoteFinding:
			if !alreadyNoted(findings[:i], f.Rule) {
				out = append(out, sign{Sign: likeness.Sign{Name: noteSign + f.Rule, Value: 1}})
			}
			continue
		case open(findings[:i], f.Pattern):
			continue
		}
		out = append(out, sign{Sign: likeness.Sign{Name: foundSign + f.Pattern, Value: 1}, finding: i + 1})
	}
	for _, s := range w.facts.Heard() {
		out = append(out, sign{Sign: likeness.Sign{Name: readSign + s.Label, Value: plainness(s.Chance)}, read: s})
	}
	w.plain = w.facts.Plain(w.plain[:0])
	for _, name := range w.plain {
		out = append(out, sign{Sign: likeness.Sign{Name: name, Value: 1}})
	}
	return out
}

// alreadyNoted reports a note of the rule among findings.
func alreadyNoted(findings []data.Finding, rule string) bool {
	return slices.ContainsFunc(findings, func(f data.Finding) bool { return f.Kind == data.NoteFinding && f.Rule == rule })
}

// shown are the first signs that can be shown, in words, and where they stand.
func (w *Worker) shown(findings []data.Finding, by []int) (says []string, evidence []data.Evidence) {
	for _, i := range by {
		s := &w.seen[i]
		var word string
		var more []data.Evidence
		switch {
		case s.finding > 0:
			f := &findings[s.finding-1]
			word, more = strings.TrimSuffix(f.Says, "."), f.Evidence
		case s.read.Label != "":
			word, more = "\""+strings.ReplaceAll(s.read.Sentence, "\"", "'")+"\"", w.facts.HeardEvidence(s.read.Label)
		default:
			continue
		}
		if slices.Contains(says, word) { // one sentence can be two signs
			continue
		}
		says = append(says, word)
		for _, e := range more {
			if !slices.Contains(evidence, e) {
				evidence = append(evidence, e)
			}
		}
		if len(says) == shownSigns {
			break
		}
	}
	return says, evidence
}

// What the names of signs begin with.
const (
	foundSign = "found:"
	noteSign  = "note:"
	readSign  = "read:"

	measureSign = "measure:"
)

// plainness is 0 for what is read as faintly as can be, and about 1.5 for what is certain.
func plainness(chance float64) float64 { return math.Log(chance/reading.Faint) / 2 }
