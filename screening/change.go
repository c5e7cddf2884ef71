package screening

import (
	"context"
	"errors"
	"iter"
	"reflect"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/rules"
)

// ErrMoreThanRules says that two sets of rules differ in more than rules.
var ErrMoreThanRules = errors.New("patterns or levels differ")

// Change is of rules: those that have changed, as they were and as they are.
type Change struct {
	before, after *rules.Set
}

// Since is what has changed since other rules, an error where that is more than rules.
func (s *Screener) Since(before *rules.Set) (*Change, error) {
	was, is, ok := rules.Between(before, s.in.Rules)
	if !ok {
		return nil, ErrMoreThanRules
	}
	return &Change{was, is}, nil
}

// Reaches reports whether rules that have changed may find anything in a record of
// such a brief, or may have found it before. A brief that does not read rules nothing
// out.
func (c *Change) Reaches(brief []byte) bool {
	b, err := facts.ReadBrief(brief)
	return err != nil || len(c.before.Reached(b)) > 0 || len(c.after.Reached(b)) > 0
}

// JudgeChanged judges, of records whose verdicts rest on the same as before but for
// the rules, those of which the rules that have changed find something else now. It
// yields as JudgeAnew does.
func (s *Screener) JudgeChanged(ctx context.Context, c *Change, records iter.Seq2[*data.Record, error], yield func(*Judged) error) error {
	return s.judgeAll(ctx, records, true, func(r *data.Record, w *Worker, j *Judged, v *data.Verdict) { s.judgeChanged(r, w, c, j, v) }, yield)
}

func (s *Screener) judgeChanged(r *data.Record, w *Worker, c *Change, j *Judged, v *data.Verdict) {
	w.point(r)
	j.Customer = w.facts.CustomerAt()
	if c.same(w, s.in.Regime) {
		return
	}
	if s.seed != nil {
		w.briefs = w.facts.Brief(w.briefs[:0])
		j.Grounds = w.facts.Grounds(s.seed, w.ofPast(w.briefs))
	}
	s.judge(r, w, v)
	j.Verdict = v
}

// same reports whether the rules find the same of the record at hand.
func (c *Change) same(w *Worker, regime string) bool {
	law := w.facts.Law()
	c.before.Judge(w.facts, law, regime, &w.was)
	c.after.Judge(w.facts, law, regime, &w.is)
	if len(w.was.Findings) != len(w.is.Findings) || len(w.was.Near) != len(w.is.Near) {
		return false
	}
	for i := range w.was.Near {
		if x, y := w.was.Near[i], w.is.Near[i]; x.Rule != y.Rule || x.Title != y.Title || x.Why != y.Why {
			return false
		}
	}
	return len(w.was.Findings) == 0 || reflect.DeepEqual(w.was.Findings, w.is.Findings)
}
