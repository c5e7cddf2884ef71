package desk

import (
	"context"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
)

// judging is the second pass of one screen. It judges on all processors what does
// not stand, and hands the verdicts to one writer.
type judging struct {
	d        *Desk
	s        *screening.Screener
	known    store.AsOf
	names    map[string]string // of customers, by key
	pub      *store.Publisher
	progress func(data.Progress)

	before  *store.Grounds // what the verdicts in use rest on; nil judges everything
	met     []bool         // by place in before
	shipped map[string]bool
	loans   store.Loans
	done    int64
	stood   int
	row     store.Judged // the one at hand
}

// all judges the shipments, then the customers that none of them is of.
func (j *judging) all(ctx context.Context) error {
	j.shipped = make(map[string]bool, len(j.names))
	var stands screening.Stands
	if j.before != nil {
		j.met = make([]bool, j.before.Len())
		stands = func(r *data.Record, grounds uint64) bool {
			_, g, ok := j.before.At(r.Origin.Record)
			return ok && g == grounds
		}
	}
	if err := j.s.JudgeAnew(ctx, j.d.store.ShipmentsOnLoan(ctx, j.known, store.All(), &j.loans), stands, j.take); err != nil {
		return err
	}
	idle := func(yield func(*data.Record, error) bool) {
		for rec, err := range j.d.store.Customers(ctx, j.known) {
			if err == nil && j.shipped[rec.Key().String()] {
				continue
			}
			if !yield(rec, err) {
				return
			}
		}
	}
	return j.s.JudgeAnew(ctx, idle, stands, j.take)
}

func (j *judging) take(x *screening.Judged) error {
	defer j.loans.GiveBack(x.Record)
	if x.Record.Shipment != nil {
		j.shipped[x.Customer] = true
	}
	if j.done++; j.progress != nil && j.done%1024 == 0 {
		j.progress(data.Progress{Task: "screening", Done: j.done, Total: int64(j.s.Book().Rows())})
	}
	if j.before != nil {
		if at, _, ok := j.before.At(x.Record.Origin.Record); ok {
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

// gone are the subjects that have a verdict in use and are to be judged no more:
// records that were taken back, customers that now have orders.
func (j *judging) gone() []int64 {
	var out []int64
	for at, met := range j.met {
		if !met {
			out = append(out, j.before.Subject(at))
		}
	}
	return out
}

// grounds are what the verdicts in use rest on, nil where they cannot be relied on
// or too much room is taken by what newer ones have replaced.
func (d *Desk) grounds(ctx context.Context) (*store.Grounds, error) {
	last, err := d.store.LastScreen(ctx)
	if err != nil || last.At.IsZero() || last.Regime != "" && last.Regime != CurrentRegime || last.Dead > last.Count || !oneProgram(d.o.Program) {
		return nil, err
	}
	return d.store.Grounds(ctx)
}
