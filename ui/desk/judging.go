package desk

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/facts"
)

// judging is the second pass of one screen. It judges on all processors what does
// not stand, and hands the verdicts to one writer.
type judging struct {
	d        *Desk
	s        *screening.Screener
	known    store.AsOf
	past     string            // names what the past was learned from; "" where that cannot be told
	names    map[string]string // of customers, by key
	pub      *store.Publisher
	progress func(data.Progress)

	before  *store.Grounds // what the verdicts in use rest on; nil judges everything
	met     []bool         // by place in before
	gone    []int64        // subjects that are to have no verdict any more
	shipped map[string]bool
	loans   store.Loans
	done    int64
	stood   int
	row     store.Judged // the one at hand

	rests   *restsWriter // of all subjects, in their order; nil where it is not kept
	same    *rests       // what they rest on, where it is the same as before
	touched map[int64]restsOn
}

// run judges what has to be judged, and says what is to become of the rest.
func (j *judging) run(ctx context.Context, anew bool) error {
	if j.past != "" {
		j.rests = &restsWriter{}
	}
	if oneProgram(j.d.o.Program) {
		quiet, err := j.d.store.Kept(ctx, keptQuiet, j.ofLists())
		if err != nil {
			return err
		}
		j.s.Hush(quiet)
	}
	if !anew {
		// Read under the publisher's lock, so that no other screen comes between.
		last, err := j.d.store.LastScreen(ctx)
		if err != nil {
			return err
		}
		if j.d.relies(&last) {
			if done, err := j.changedOnly(ctx, &last); done || err != nil {
				return err
			}
		}
	}
	if err := j.all(ctx); err != nil {
		return err
	}
	for at, met := range j.met {
		if !met {
			j.gone = append(j.gone, j.before.Subject(at))
		}
	}
	if j.stood > 0 {
		j.pub.Amend(j.gone)
	}
	return nil
}

// relies reports whether the verdicts in use may stand, as far as what they rest on is
// the same, and do not hold too much room that newer ones have replaced.
func (d *Desk) relies(last *store.LastScreen) bool {
	return !last.At.IsZero() && (last.Regime == "" || last.Regime == CurrentRegime) && last.Dead <= last.Count && oneProgram(d.o.Program)
}

// changedOnly takes the shortest way that what has changed allows. It is not done
// where every record has to be looked at; where before is set then, what rests on the
// same grounds need not be judged.
func (j *judging) changedOnly(ctx context.Context, last *store.LastScreen) (done bool, err error) {
	if last.Stamp.Rules != j.s.Stamp().Rules {
		return j.newRulesOnly(ctx, last)
	}
	if done, err = j.touchedOnly(ctx, last); done || err != nil {
		return done, err
	}
	j.before, err = j.d.store.Grounds(ctx)
	return false, err
}

// stands reports whether the verdict in use rests on the same grounds.
func (j *judging) stands(r *data.Record, grounds uint64) bool {
	_, g, ok := j.before.At(r.Origin.Record)
	return ok && g == grounds
}

// all judges what does not stand.
func (j *judging) all(ctx context.Context) error {
	var stands screening.Stands
	if j.before != nil {
		j.met, stands = make([]bool, j.before.Len()), j.stands
	}
	return j.each(ctx, func(records iter.Seq2[*data.Record, error]) error { return j.s.JudgeAnew(ctx, records, stands, j.take) })
}

// each has the shipments judged, then the customers that none of them is of.
func (j *judging) each(ctx context.Context, judge func(iter.Seq2[*data.Record, error]) error) error {
	j.shipped = make(map[string]bool, len(j.names))
	if err := judge(j.d.store.ShipmentsOnLoan(ctx, j.known, store.All(), &j.loans)); err != nil {
		return err
	}
	return judge(func(yield func(*data.Record, error) bool) {
		for rec, err := range j.d.store.Customers(ctx, j.known) {
			if err == nil && j.shipped[rec.Key().String()] {
				continue
			}
			if !yield(rec, err) {
				return
			}
		}
	})
}

// sameRecords is what the verdicts in use rest on, nil where records were told or
// taken back since, or where it cannot be told.
func (j *judging) sameRecords(ctx context.Context, last *store.LastScreen) (*rests, error) {
	if j.past == "" || last.Dirty > 0 || j.s.Stamp().Baseline != last.Stamp.Baseline {
		return nil, nil
	}
	before, err := j.d.lastRests(ctx, last)
	if err != nil || before == nil || before.past != j.past || before.seed != j.s.Seed() {
		return nil, err
	}
	return before, nil
}

// touchedOnly looks at no record but those that rest on a party of whom lists or
// people say something else now, where nothing but that has changed since the last
// screen. It does nothing, and says so, where more has changed, or where so many
// records are touched that all may as well be read in order.
func (j *judging) touchedOnly(ctx context.Context, last *store.LastScreen) (done bool, err error) {
	day := j.s.AsOf()
	if day.Before(last.AsOf) != data.False {
		return false, nil
	}
	before, err := j.sameRecords(ctx, last)
	if err != nil || before == nil {
		return false, err
	}
	party, err := j.d.store.PartiesByNumber(ctx)
	if err != nil {
		return false, err
	}
	now := before.askAgain(ctx, j.s, party)
	if err := ctx.Err(); err != nil {
		return false, err
	}
	changed := facts.BeyondLists
	if day != last.AsOf {
		changed |= facts.BeyondDay
	}
	ids, err := before.touched(now, changed)
	if err != nil || len(ids) > last.Count/8 {
		return false, nil // what does not read is looked at whole
	}
	if j.before, err = j.d.store.GroundsOf(ctx, ids); err != nil {
		return false, err
	}
	j.met, j.shipped = make([]bool, j.before.Len()), map[string]bool{}
	j.touched = make(map[int64]restsOn, len(ids))
	if err := j.s.JudgeAnew(ctx, j.d.store.Some(ctx, j.known, ids, &j.loans), j.stands, j.take); err != nil {
		return false, err
	}
	j.stood = last.Count - j.pub.Count()
	j.pub.Amend(nil)
	j.rests, err = before.amended(now, j.touched)
	return true, err
}

// newRulesOnly asks of every record no more than the rules that have changed, as they
// were and as they are, where nothing else has changed since the last screen.
func (j *judging) newRulesOnly(ctx context.Context, last *store.LastScreen) (done bool, err error) {
	now := j.s.Stamp()
	now.Rules = last.Stamp.Rules
	if now != last.Stamp || j.s.AsOf() != last.AsOf {
		return false, nil
	}
	if j.same, err = j.sameRecords(ctx, last); err != nil || j.same == nil {
		return false, err
	}
	was, err := j.d.rulesOf(ctx, last.Stamp.Rules)
	if err != nil || was == nil {
		j.same = nil
		return false, err
	}
	judge := func(records iter.Seq2[*data.Record, error]) error { return j.s.JudgeChanged(ctx, was, records, j.take) }
	if err := j.each(ctx, judge); err != nil {
		if errors.Is(err, screening.ErrMoreThanRules) {
			j.same = nil
			return false, nil
		}
		return false, err
	}
	j.pub.Amend(nil)
	return true, nil
}

func (j *judging) take(x *screening.Judged) error {
	defer j.loans.GiveBack(x.Record)
	subject := x.Record.Origin.Record
	if x.Record.Shipment != nil {
		j.shipped[x.Customer] = true
	}
	switch {
	case j.touched != nil:
		j.touched[subject] = restsOn{x.Beyond, slices.Clone(x.Parties)}
	case j.rests != nil && j.same == nil:
		j.rests.add(subject, restsOn{x.Beyond, x.Parties})
	}
	if j.done++; j.progress != nil && j.done%1024 == 0 {
		j.progress(data.Progress{Task: "screening", Done: j.done, Total: int64(j.s.Book().Rows())})
	}
	if j.before != nil {
		if at, _, ok := j.before.At(subject); ok {
			j.met[at] = true
		}
	}
	if x.Verdict == nil {
		j.stood++
		return nil
	}
	j.row = judged(x.Record, x.Verdict, x.Customer, j.names)
	j.row.Grounds = x.Grounds
	return j.pub.Add(&j.row)
}

// ofLists names the lists, and the program that looks names up in them.
func (j *judging) ofLists() string { return j.s.Stamp().Lists + " " + j.d.o.Program }

// keep writes down what the verdicts rest on, with them.
func (j *judging) keep(tx *store.Tx) error {
	if err := j.d.keepRules(tx); err != nil {
		return err
	}
	if err := tx.Keep(keptQuiet, j.ofLists(), j.s.Silent()); err != nil {
		return err
	}
	of := strconv.FormatInt(j.pub.Screen(), 10)
	switch {
	case j.same != nil:
		return tx.Keep(keptRests, of, j.same.encode())
	case j.rests == nil:
		return tx.Keep(keptRests, "", nil)
	}
	r := rests{past: j.past, seed: j.s.Seed(), parties: askedOf(j.s, j.d.store.PartyNumbers()), subjects: j.rests.b}
	return tx.Keep(keptRests, of, r.encode())
}
