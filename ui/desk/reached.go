package desk

import (
	"context"
	"iter"
	"maps"
	"slices"

	"redflag/data"
	"redflag/data/store"
	"redflag/data/tape"
	"redflag/screening"
	"redflag/screening/facts"
	"redflag/screening/history"
)

type recordSeq = iter.Seq2[*data.Record, error]

// reachedOnly looks at no record but those that changed since the last screen, those that
// a change may reach, and those that rest on a party of whom something else is said now.
// It does nothing, and says so, where it cannot tell which those are, or where they are
// so many that all may as well be read in order.
func (j *judging) reachedOnly(ctx context.Context, last *store.LastScreen) (done bool, err error) {
	a, f, day := j.ahead, j.past.follow, j.s.AsOf()
	if f == nil || a == nil || a.screen != last.ID || a.rests.past != f.of || a.rests.seed != j.s.Seed() || day.Before(last.AsOf) != data.False {
		return false, nil
	}
	r := &reached{before: a.rests, follow: f, gone: map[int64]bool{}}
	party, err := j.d.store.PartiesByNumber(ctx)
	if err != nil {
		return false, err
	}
	r.customersNow(j.s)
	lists := j.mayDiffer(a.rests, last)
	r.said = a.rests.askAgain(ctx, j.s, party, func(p *asked, find func(*asked) *data.Customer) bool {
		if lists(p) {
			return true
		}
		c := find(p)
		return c == nil || f.reach.MayDiffer(c, p.owned, a.rests.questions[p.asks[1]].Hash != 0)
	})
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if day != last.AsOf {
		r.beyond |= facts.BeyondDay | facts.BeyondLists
	}
	if now := j.s.Stamp(); now.Lists != last.Stamp.Lists || now.Judgements != last.Stamp.Judgements {
		r.beyond |= facts.BeyondLists
	}
	if err := r.find(j.s); err != nil || len(r.shipments) > max(last.Count/4, fewRecords) {
		return false, nil // what does not read is looked at whole
	}
	return true, j.judgeReached(ctx, r)
}

// reached is what has to be looked at after records changed.
type reached struct {
	before *rests
	follow *followed
	said   standings
	beyond facts.Beyond

	customers []standing      // of the book as it is
	at        map[int64]int32 // their places by record number
	place     []uint32        // of the customers of before, one more than that in the book; 0: gone
	shipments []int64         // to be looked at, in order
	gone      map[int64]bool  // subjects without a record now
	shipped   []bool          // customers that a shipment is of which need not be looked at
	subject   []aboutAlone    // customers that a verdict is about
	stand     int             // subjects that need not be looked at
}

// aboutAlone says what there was of a customer without shipments.
type aboutAlone uint8

const (
	noVerdict aboutAlone = iota
	verdictStands
	verdictTouched
)

// find goes through all subjects.
func (r *reached) find(s *screening.Screener) error {
	traces, err := history.DecodeTraces(r.follow.traces)
	if err != nil {
		return err
	}
	at := r.at
	r.shipped, r.subject = make([]bool, len(r.customers)), make([]aboutAlone, len(r.customers))
	briefs := make([]history.Record, max(len(r.before.briefs), 1))
	for i := range briefs {
		var raw []byte
		if i > 0 {
			raw = []byte(r.before.briefs[i])
		}
		briefs[i] = r.follow.reach.Brief(raw)
	}
	reader := traces.Reader()
	look := func(subject int64, on restsOn, _ []byte) {
		t := reader.At(subject)
		customer, alone := at[subject]
		if r.follow.was[subject] != nil || r.follow.is[subject] != nil {
			if r.follow.is[subject] == nil {
				r.gone[subject] = true
			} else if alone {
				r.subject[customer] = verdictTouched
			}
			return // a shipment that changed is looked at in any case
		}
		x := briefs[on.brief]
		x.Customer = int32(-1)
		touched := t == nil && !alone || on.beyond&r.beyond != 0
		if on.customer > 0 {
			x.Customer = int32(r.place[on.customer-1]) - 1
			touched = touched || x.Customer < 0
		}
		touched = touched || slices.ContainsFunc(on.parties, func(p int32) bool { return r.said.changed[p] }) || r.follow.reach.Touches(x, t)
		switch {
		case touched && alone:
			r.subject[customer] = verdictTouched
		case touched:
			r.shipments = append(r.shipments, subject)
		default:
			r.stand++
			if alone {
				r.subject[customer] = verdictStands
			} else if x.Customer >= 0 {
				r.shipped[x.Customer] = true
			}
		}
	}
	if failed := r.before.each(look); failed != nil {
		return failed
	}
	if reader.Bad() {
		return tape.Err
	}
	for id, rec := range r.follow.is {
		if rec.Shipment != nil {
			r.shipments = append(r.shipments, id)
		}
	}
	slices.Sort(r.shipments)
	return nil
}

// customersNow works out the customers, and which are not as they were.
func (r *reached) customersNow(s *screening.Screener) {
	r.customers = standingsOf(s)
	r.at = make(map[int64]int32, len(r.customers))
	for i, c := range r.customers {
		r.at[c.record] = int32(i)
	}
	var changed []int32
	r.place = make([]uint32, len(r.before.customers))
	for i, c := range r.before.customers {
		now, ok := r.at[c.record]
		if !ok {
			continue
		}
		if r.place[i] = uint32(now) + 1; r.customers[now].hash != c.hash {
			changed = append(changed, now)
		}
	}
	r.follow.reach.Close(changed)
}

// judgeReached looks at what was found, and says what becomes of the rest.
func (j *judging) judgeReached(ctx context.Context, r *reached) (err error) {
	if err := r.before.renumber(r.place, r.customers); err != nil {
		return err
	}
	look := slices.Clone(r.shipments)
	for i, about := range r.subject {
		if about == verdictTouched {
			look = append(look, r.customers[i].record)
		}
	}
	look = slices.AppendSeq(look, maps.Keys(r.gone))
	slices.Sort(look)
	if j.before, err = j.d.store.GroundsOf(ctx, look); err != nil {
		return err
	}
	j.met = make([]bool, j.before.Len())
	j.touched, j.rests, j.shipped = make(map[int64]restsOn, len(look)), newRestsWriter(r.before.briefs), make([]bool, len(r.customers))
	judge := func(records recordSeq) error { return j.s.JudgeAnew(ctx, records, j.stands, j.take) }
	if err := judge(j.d.store.Some(ctx, j.known, r.shipments, &j.loans)); err != nil {
		return err
	}
	for i := range r.shipped {
		r.shipped[i] = r.shipped[i] || j.shipped[i]
	}
	if err := judge(j.alone(r)); err != nil {
		return err
	}
	for subject := range r.gone {
		if _, _, ok := j.before.At(subject); ok {
			j.gone = append(j.gone, subject)
		}
	}
	j.stood += r.stand
	for i, about := range r.subject {
		if about == noVerdict || !r.shipped[i] {
			continue
		}
		record := r.customers[i].record
		r.gone[record] = true
		j.gone = append(j.gone, record)
		if about == verdictStands {
			j.stood--
		}
	}
	j.pub.Amend(j.gone)
	r.before.past = j.past.of
	j.amend(r.before, r.said, r.gone)
	return nil
}

// alone are the customers without shipments that have to be looked at.
func (j *judging) alone(r *reached) recordSeq {
	return func(yield func(*data.Record, error) bool) {
		for i, shipped := range r.shipped {
			if !shipped && r.subject[i] != verdictStands && !yield(j.s.Book().Customer(int32(i)), nil) {
				return
			}
		}
	}
}
