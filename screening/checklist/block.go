package checklist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"redflag/data"
)

// minReason is the least number of letters and digits in a reason.
const minReason = 8

// Closed reports whether the answer settles that the question was answered. A
// statement does not close a critical question, nor does yes without a file;
// unknown closes nothing that is critical.
func (q *Question) Closed(a data.Answer) bool { return q.Lacks(a) == "" }

// Lacks says in words what keeps the answer from closing the question, or "".
func (q *Question) Lacks(a data.Answer) string {
	switch a.Value {
	case "":
		return "is not answered"
	case data.AnswerUnknown:
		if q.Critical {
			return "was asked and is not known"
		}
	case data.AnswerStated:
		if q.Critical {
			return "is only stated; evidence is wanted"
		}
	case data.AnswerNA:
		if !saysSomething(a.Reason) {
			return "is set aside without a reason"
		}
	case data.AnswerYes:
		if q.Critical && !q.words && len(a.Evidence) == 0 {
			return "says yes, evidenced, but no file is attached to it"
		}
		if q.Critical && q.words && len(a.Evidence) == 0 && !saysSomething(a.Reason) {
			return "says yes without a word of reason"
		}
		return q.detail(a)
	case data.AnswerNo:
		if q.Critical && q.wantsDetail() {
			return "names no " + q.Type
		}
		if q.Critical && len(a.Evidence) == 0 && !saysSomething(a.Reason) {
			return "says no without evidence or a reason"
		}
	default:
		return fmt.Sprintf("has the answer %q, which is none of Y, S, N, U, NA", a.Value)
	}
	return ""
}

// wantsDetail reports whether only a number, a country or a text can answer it.
func (q *Question) wantsDetail() bool {
	switch q.Type {
	case "number", "percent", "country", "text":
		return true
	}
	return false
}

// detail checks that an evidenced answer holds the number, date or country asked for.
func (q *Question) detail(a data.Answer) string {
	if !q.Critical {
		return ""
	}
	switch q.Type {
	case "number", "percent":
		if q.figure(a.Detail).State != data.Known {
			return "gives no " + q.Type
		}
	case "country":
		if data.TextState(strings.TrimSpace(a.Detail)) != data.Known {
			return "names no country"
		}
	}
	return ""
}

// adverse says whether a closed answer is the bad one.
func (b *Book) adverse(q *Question, a data.Answer, on data.Date) data.Truth {
	if a.Value == data.AnswerNA {
		return data.False
	}
	switch q.adverseWhen {
	case "yes":
		return data.Bool(a.Value == data.AnswerYes || a.Value == data.AnswerStated)
	case "no":
		return data.Bool(a.Value == data.AnswerNo)
	case "restricted_country":
		if b.RestrictedHQ == nil {
			return data.Undecided
		}
		if strings.TrimSpace(a.Detail) == "" {
			return data.Undecided
		}
		t := data.False
		for _, c := range countries(a.Detail) {
			t = t.Or(b.RestrictedHQ(c, on))
		}
		return t
	case "half_or_more":
		n := q.figure(a.Detail)
		if n.State != data.Known {
			return data.Undecided
		}
		return data.Bool(n.Value >= 50)
	}
	return data.False
}

// trouble says what keeps one question from supporting a release, or "".
func (b *Book) trouble(q *Question, st *data.CaseState, on data.Date, seen map[string]bool) string {
	if seen[q.ID] {
		return ""
	}
	seen[q.ID] = true
	a := st.Answers[q.ID]
	if s := q.Lacks(a); s != "" {
		return fmt.Sprintf("%s %s: %s", q.ID, s, q.Text)
	}
	t := b.adverse(q, a, on)
	if t == data.False {
		return ""
	}
	if len(q.then) == 0 {
		if t == data.True {
			return fmt.Sprintf("%s is answered against a release (%s)", q.ID, orText(q.Adverse, q.Text))
		}
		return fmt.Sprintf("%s cannot be judged from %q", q.ID, a.Detail)
	}
	for _, id := range q.then {
		if s := b.trouble(b.byID[id], st, on, seen); s != "" {
			return fmt.Sprintf("%s calls for %s: %s", q.ID, id, s)
		}
	}
	return ""
}

func orText(s, or string) string {
	if s != "" {
		return s
	}
	return or
}

// Blocks says, a sentence each, what forbids this decision for the case as it
// stands. Only a release can be forbidden: to stop, to wait or to withdraw is
// always open. An unknown word is a block too.
func (b *Book) Blocks(v *data.Verdict, st data.CaseState, disposition string) []string {
	d, err := b.Disposition(disposition)
	if err != nil {
		return []string{err.Error()}
	}
	if !d.Releases() {
		return nil
	}
	var out []string
	say := func(s string) {
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if st.Status == data.Disputed && slices.ContainsFunc(st.Disputed, func(x data.Decision) bool { return x.Status == data.Stopped }) {
		say("Two decisions disagree and one of them stops the case; a third that stops or waits settles it first.")
	}
	var stops, gaps waits
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Cleared != nil {
			continue
		}
		switch {
		case f.Kind == data.StopFinding && len(d.addresses) > 0 && !slices.Contains(d.addresses, f.Pattern):
			say(fmt.Sprintf("%s sets aside a hit on a list, and the stop %q is none: %s", d.Code, f.Rule, f.Says))
		case f.Kind == data.StopFinding && !slices.Contains(d.addresses, f.Pattern):
			stops.add(f.Rule, b.unaddressed(f, v, &st))
		case f.Kind == data.GapFinding && f.Decisive:
			gaps.add(f.Rule, b.unasked(f, v, &st))
		}
	}
	for _, w := range stops {
		say(w.words("The stop %s is open: %s", "The stops %s are open: %s"))
	}
	for _, w := range gaps {
		say(w.words("The gap %s decides: %s", "The gaps %s decide: %s"))
	}
	say(b.headquarters(v, &st))
	if len(d.addresses) > 0 {
		for _, s := range b.besideHits(v, &d, &st) {
			if !slices.ContainsFunc(out, func(said string) bool { return strings.HasSuffix(said, s) }) {
				say("A false hit leaves something else open: " + s)
			}
		}
	}
	if d.Code == "RF1" || d.Code == "CO2" {
		for _, q := range b.For(v) {
			if q.Critical {
				say(b.trouble(&q, &st, v.LawDate, map[string]bool{}))
			}
		}
	}
	return out
}

// wait is what several findings wait for.
type wait struct {
	trouble string
	rules   []string
}

// waits are the troubles of findings, each told once.
type waits []wait

func (w *waits) add(rule string, troubles []string) {
	for _, s := range troubles {
		i := slices.IndexFunc(*w, func(x wait) bool { return x.trouble == s })
		if i < 0 {
			i = len(*w)
			*w = append(*w, wait{trouble: s})
		}
		if x := &(*w)[i]; !slices.Contains(x.rules, rule) {
			x.rules = append(x.rules, rule)
		}
	}
}

func (w *wait) words(one, many string) string {
	n := len(w.rules) - 1
	if n == 0 {
		return fmt.Sprintf(one, strconv.Quote(w.rules[0]), w.trouble)
	}
	return fmt.Sprintf(many, `"`+strings.Join(w.rules[:n], `", "`)+`" and "`+w.rules[n]+`"`, w.trouble)
}

// unaddressed is what is missing before a stop finding stands answered.
func (b *Book) unaddressed(f *data.Finding, v *data.Verdict, st *data.CaseState) []string {
	asks := b.known(f.Asks)
	if len(asks) == 0 {
		asks = []string{"C1"}
	}
	var out []string
	for _, id := range asks {
		if s := b.stopTrouble(b.byID[id], st, v.LawDate); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// stopTrouble holds every question that a stop asks to the measure of a critical
// one: told is not verified.
func (b *Book) stopTrouble(q *Question, st *data.CaseState, on data.Date) string {
	strict := *q
	strict.Critical = true
	a := st.Answers[q.ID]
	if s := strict.Lacks(a); s == "" && len(a.Evidence) == 0 && !q.words {
		return fmt.Sprintf("%s has no file as evidence: %s", q.ID, q.Text)
	}
	return b.trouble(&strict, st, on, map[string]bool{})
}

// besideHits is what a disposition of hits on lists does not reach: a case without a hit,
// and the critical questions of findings that are none.
func (b *Book) besideHits(v *data.Verdict, d *Disposition, st *data.CaseState) []string {
	var out []string
	hit := false
	for i := range v.Findings {
		f := &v.Findings[i]
		if d.isHit(f) {
			hit = true
			continue
		}
		if f.Cleared != nil || f.Kind == data.NoteFinding || f.Kind == data.StopFinding || f.Decisive {
			continue // a stop that is no hit, and a gap that decides, refuse by themselves
		}
		for _, id := range b.known(f.Asks) {
			if q := b.byID[id]; q.Critical {
				if s := b.trouble(q, st, v.LawDate, map[string]bool{}); s != "" {
					out = append(out, s)
				}
			}
		}
	}
	if !hit {
		return []string{"this case has no hit on a list; RF1 releases a case whose findings are explained."}
	}
	return out
}

// isHit reports whether a finding is a hit that the disposition sets aside, or rests on one.
func (d *Disposition) isHit(f *data.Finding) bool {
	return slices.Contains(d.addresses, f.Pattern) ||
		slices.ContainsFunc(f.Evidence, func(e data.Evidence) bool { return strings.HasPrefix(e.Field, "list ") })
}

func (b *Book) unasked(f *data.Finding, v *data.Verdict, st *data.CaseState) []string {
	var out []string
	for _, id := range b.known(f.Asks) {
		q := b.byID[id]
		if !q.Critical {
			continue
		}
		if s := b.trouble(q, st, v.LawDate, map[string]bool{}); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (b *Book) known(ids []string) []string {
	var out []string
	for _, id := range ids {
		if b.byID[id] != nil {
			out = append(out, id)
		}
	}
	return out
}

// headquarters refuses a release of controlled goods while nobody has shown
// where the buyer is headquartered.
func (b *Book) headquarters(v *data.Verdict, st *data.CaseState) string {
	l := v.Lights.Headquarters
	if !b.seatUnknown(v) {
		return ""
	}
	var why string
	for _, id := range []string{seat, ultimate} {
		q := b.byID[id]
		if q == nil {
			continue
		}
		s := b.trouble(q, st, v.LawDate, map[string]bool{})
		if s == "" && st.Answers[id].Value == data.AnswerYes {
			return ""
		}
		if why == "" {
			why = s
		}
	}
	if why == "" {
		why = seat + " needs an evidenced country"
	}
	return "Headquarters and ultimate parent are unknown (" + l.Why + ") and the goods are controlled: " + why
}

// CheckDecision says what is wrong with the decision itself: no reason in words,
// no date where one is needed, or a date that lies before the day it is made.
func (b *Book) CheckDecision(disposition, reason string, until, today data.Date) []string {
	d, err := b.Disposition(disposition)
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	if !saysSomething(reason) {
		out = append(out, fmt.Sprintf("A reason in words is needed (%s).", d.Needs))
	}
	if strings.Contains(reason, "___") {
		out = append(out, "The reason still has blanks (___) to fill in.")
	}
	if d.NeedsUntil && until.State() != data.Known {
		out = append(out, fmt.Sprintf("%s needs a date until which it holds.", d.Code))
	}
	if until.Before(today) == data.True {
		out = append(out, fmt.Sprintf("The date %s lies in the past.", until))
	}
	return out
}

// saysSomething reports whether a reason is words and not only marks or one
// letter over and over.
func saysSomething(s string) bool {
	n := 0
	distinct := map[rune]bool{}
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 3 // a character of these scripts says as much as a short word
			distinct[r] = true
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
			distinct[unicode.ToLower(r)] = true
		}
	}
	return n >= minReason && len(distinct) >= 3
}

// WarningKind tells apart what must be confirmed a second time.
type WarningKind string

const (
	ListUnknown  WarningKind = "list_unknown"  // no list, or one older than policy
	SecondPerson WarningKind = "second_person" // practice wants an approver who is not the preparer
	Unverified   WarningKind = "unverified"    // the decision rests on a finding without a seen source
)

// Warning is something to be said before a decision is taken, which does not
// forbid it.
type Warning struct {
	Kind WarningKind
	Says string
}

// Warnings are the things to confirm before the decision.
func (b *Book) Warnings(v *data.Verdict, disposition string) []Warning {
	d, err := b.Disposition(disposition)
	if err != nil {
		return nil
	}
	var out []Warning
	if d.Releases() && v.Lights.Listed.Is == data.LightUnknown {
		out = append(out, Warning{ListUnknown, "Nobody knows whether a party is listed: " + v.Lights.Listed.Why + ". Release all the same?"})
	}
	switch {
	case !d.SecondPerson(v.Level):
	case d.Level >= 2:
		out = append(out, Warning{SecondPerson, fmt.Sprintf("%s is level %d: practice wants an approver who did not prepare it.", d.Code, d.Level)})
	default:
		out = append(out, Warning{SecondPerson, fmt.Sprintf("%s releases an order whose findings come to %s: practice wants an approver who did not prepare it.", d.Code, v.Level)})
	}
	if d.does == "refuse" {
		for i := range v.Findings {
			if f := &v.Findings[i]; f.Kind == data.StopFinding && f.Cleared == nil && f.Basis == data.Unverified {
				out = append(out, Warning{Unverified, fmt.Sprintf("%q rests on a source whose wording was not seen.", f.Rule)})
			}
		}
	}
	return out
}
