package screening

import (
	"context"
	"errors"
	"iter"
	"reflect"

	"redflag/data"
	"redflag/screening/rules"
)

// ErrMoreThanRules says that two sets of rules differ in more than rules.
var ErrMoreThanRules = errors.New("patterns or levels differ")

// change is what was found by rules that have changed since.
type change struct {
	before, after *rules.Set
}

// JudgeChanged judges, of records whose verdicts rest on the same as before but for
// the rules, those of which the rules that have changed find something else now. It
// yields as JudgeAnew does.
func (s *Screener) JudgeChanged(ctx context.Context, before *rules.Set, records iter.Seq2[*data.Record, error], yield func(*Judged) error) error {
	was, is, ok := rules.Between(before, s.in.Rules)
	if !ok {
		return ErrMoreThanRules
	}
	c := change{was, is}
	return s.judgeAll(ctx, records, func(r *data.Record, w *Worker, j *Judged, v *data.Verdict) { s.judgeChanged(r, w, &c, j, v) }, yield)
}

func (s *Screener) judgeChanged(r *data.Record, w *Worker, c *change, j *Judged, v *data.Verdict) {
	w.point(r)
	j.Customer = w.customer()
	if c.same(w, s.in.Regime) {
		return
	}
	if s.seed != nil {
		j.Grounds = w.facts.Grounds(s.seed)
	}
	s.judge(r, w, v)
	j.Verdict = v
}

// same reports whether the rules find the same of the record at hand.
func (c *change) same(w *Worker, regime string) bool {
	law := w.facts.Law()
	c.before.Judge(w.facts, law, regime, &w.was)
	c.after.Judge(w.facts, law, regime, &w.is)
	if len(w.was.Findings) != len(w.is.Findings) || len(w.was.Near) != len(w.is.Near) {
		return false
	}
	for i := range w.was.Near {
		if x, y := &w.was.Near[i], &w.is.Near[i]; x.Rule != y.Rule || x.Title != y.Title || x.Why != y.Why {
			return false
		}
	}
	return len(w.was.Findings) == 0 || reflect.DeepEqual(w.was.Findings, w.is.Findings)
}
