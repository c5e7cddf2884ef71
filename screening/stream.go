package screening

import (
	"context"
	"encoding/json"
	"iter"
	"runtime"
	"slices"
	"sync"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// Stream judges records that come in any order, without a workspace. It holds
// them until the last has come, because a shipment is judged by what the others
// tell, and yields a verdict for each shipment in the order they came, then for
// each customer that no shipment is of.
func Stream(ctx context.Context, in Inputs, records iter.Seq2[*data.Record, error], yield func(*data.Record, *data.Verdict) error) error {
	var customers, holdings, shipments []*data.Record
	parties := interner{}
	for r, err := range records {
		switch {
		case err != nil:
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case r.Customer != nil:
			customers = append(customers, r)
		case r.Holding != nil:
			holdings = append(holdings, r)
		case r.Shipment != nil:
			parties.shipment(r.Shipment)
			shipments = append(shipments, r)
		}
	}
	in.Book = nil
	s, err := New(in)
	if err != nil {
		return err
	}
	if err := s.Learn(each(customers), each(holdings), each(shipments)); err != nil {
		return err
	}
	shipped := map[string]bool{}
	err = s.JudgeAll(ctx, each(shipments), func(r *data.Record, v *data.Verdict, customer string) error {
		shipped[customer] = true
		return yield(r, v)
	})
	if err != nil {
		return err
	}
	w := s.Worker()
	for _, c := range customers {
		if shipped[c.Key().String()] {
			continue
		}
		v, _ := s.JudgeCustomer(c, w)
		if err := yield(c, &v); err != nil {
			return err
		}
	}
	return nil
}

func each(list []*data.Record) iter.Seq2[*data.Record, error] {
	return func(yield func(*data.Record, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// batch is how many shipments a worker takes at a time.
const batch = 64

// job is a run of records with what was concluded of them. One that was yielded is
// used again.
type job struct {
	records  []*data.Record
	judged   []Judged
	verdicts []data.Verdict
	parties  []int32
	briefs   []byte
	findings []data.Finding
	room     rules.Room
	done     chan struct{}
}

func newJob() *job {
	return &job{records: make([]*data.Record, 0, batch), judged: make([]Judged, 0, batch), verdicts: make([]data.Verdict, batch), done: make(chan struct{}, 1)}
}

// JudgeAll judges shipments, and customers without any, on all processors and
// yields verdicts in the order of the records, each good until yield returns. What
// stands in one is never overwritten.
func (s *Screener) JudgeAll(ctx context.Context, records iter.Seq2[*data.Record, error], yield func(*data.Record, *data.Verdict, string) error) error {
	judge := func(r *data.Record, w *Worker, j *Judged, v *data.Verdict) {
		w.point(r)
		s.judge(r, w, v)
		j.Customer, j.Verdict = w.facts.CustomerAt(), v
	}
	return s.judgeAll(ctx, records, false, judge, func(j *Judged) error {
		key := ""
		if j.Customer >= 0 {
			key = s.in.Book.CustomerKey(j.Customer)
		}
		return yield(j.Record, j.Verdict, key)
	})
}

// judgeAll judges on all processors. What verdicts are made of is lent, or theirs.
func (s *Screener) judgeAll(ctx context.Context, records iter.Seq2[*data.Record, error], lends bool, judge func(*data.Record, *Worker, *Judged, *data.Verdict), yield func(*Judged) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	n := runtime.GOMAXPROCS(0)
	work, ordered := make(chan *job, n), make(chan *job, 4*n)
	var used sync.Pool
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
			w := s.Worker()
			w.lends = lends
			for j := range work {
				w.begin(j)
				for i, r := range j.records {
					if ctx.Err() != nil {
						break
					}
					j.judged = append(j.judged, Judged{Record: r})
					judge(r, w, &j.judged[i], &j.verdicts[i])
				}
				w.end(j)
				j.done <- struct{}{}
			}
		})
	}
	var readErr error
	go func() {
		defer close(ordered)
		defer close(work)
		fresh := func() *job {
			if j, ok := used.Get().(*job); ok {
				j.records, j.judged = j.records[:0], j.judged[:0]
				return j
			}
			return newJob()
		}
		j := fresh()
		send := func() bool {
			for _, c := range [...]chan<- *job{work, ordered} {
				select {
				case c <- j:
				case <-ctx.Done():
					return false
				}
			}
			j = fresh()
			return true
		}
		for r, err := range records {
			if err != nil {
				readErr = err
				return
			}
			if r.Shipment == nil && r.Customer == nil {
				continue
			}
			if j.records = append(j.records, r); len(j.records) == batch && !send() {
				return
			}
		}
		if len(j.records) > 0 {
			send()
		}
	}()
	err := collect(ctx, ordered, yield, &used)
	cancel()
	for range ordered { // let the reader see that it is over
	}
	workers.Wait()
	if err == nil {
		err = readErr
	}
	if err == nil {
		err = s.Book().Err()
	}
	return err
}

func collect(ctx context.Context, ordered <-chan *job, yield func(*Judged) error, used *sync.Pool) error {
	for j := range ordered {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if len(j.judged) < len(j.records) {
			return ctx.Err()
		}
		for i := range j.judged {
			if err := yield(&j.judged[i]); err != nil {
				return err
			}
		}
		used.Put(j)
	}
	return ctx.Err()
}

// interner lets parties of equal content share one value, so that each is looked
// up once.
type interner map[string][]*data.Customer

func (in interner) shipment(sh *data.Shipment) {
	for i := range sh.Parties {
		if c := sh.Parties[i].Customer; c != nil {
			sh.Parties[i].Customer = in.party(c)
		}
	}
}

func (in interner) party(c *data.Customer) *data.Customer {
	k := history.NameKey(c.Name) + "\x00" + c.Country + "\x00" + c.Address
	same := func(x *data.Customer) bool { return x == c || equal(x, c) }
	if i := slices.IndexFunc(in[k], same); i >= 0 {
		return in[k][i]
	}
	in[k] = append(in[k], c)
	return c
}

func equal(x, y *data.Customer) bool {
	a, err := json.Marshal(x)
	if err != nil {
		return false
	}
	b, err := json.Marshal(y)
	return err == nil && string(a) == string(b) && x.BusinessRole == y.BusinessRole
}
