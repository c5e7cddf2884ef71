package screening

import (
	"cmp"
	"errors"
	"iter"
	"slices"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/history"
)

// Kept is what a screen has learned of shipments, for another to take up.
type Kept struct {
	Past    []byte
	Parties []byte // that the shipments name
	Traces  []byte // by which shipments can be met
}

// Followed is a past that was kept, and what has changed in the records since.
type Followed struct {
	Kept
	Customers, Holdings iter.Seq2[*data.Record, error] // as they are told now

	// Was and Is are the versions of the records that changed, by number: those that
	// the past was learned from, and those of now.
	Was, Is map[int64]*data.Record

	Party   func(int64) *data.Customer                       // by its number
	Numbers func() func(*data.Customer) (int64, bool)        // of each party read
	Read    func(ids []int64) iter.Seq2[*data.Record, error] // shipments that did not change, each lent
	Most    int                                              // so many are read at most
}

// ErrTooMuch says that so much has changed that all may as well be learned anew.
var ErrTooMuch = errors.New("too much has changed")

// Reach tells which verdicts can be other ones after records changed.
type Reach struct {
	s *Screener
	r *history.Reach

	rules []int32 // days that buyers run ahead of, in order
}

// LearnAfter is the first pass over the shipments, where a past was kept before some of
// them changed. What it learns is what Learn would.
func (s *Screener) LearnAfter(f Followed) (*Kept, *Reach, error) {
	traces, err := history.DecodeTraces(f.Traces)
	if err != nil {
		return nil, nil, err
	}
	var customers []*data.Record
	b, err := learnCustomers(noted(f.Customers, &customers), f.Holdings)
	if err != nil {
		return nil, nil, err
	}
	if books, err := s.openLedgers(b); err != nil {
		return nil, nil, err
	} else if len(books) > 0 {
		return nil, nil, errors.New("a regime that counts quantities needs all shipments")
	}
	was, err := learnCustomers(each(f.before(customers)), nil)
	if err != nil {
		return nil, nil, err
	}
	if err := errors.Join(was.TakeUp(f.Past, nil), was.TakeUpParties(f.Parties, f.Party)); err != nil {
		return nil, nil, err
	}
	reach := history.NewReach(was)
	gone, came, lone := was.Part(), b.Part(), b.Part()
	for _, r := range f.Was {
		if r.Shipment != nil {
			n := s.narrow(r.Shipment, history.Narrow{})
			gone.Shipment(r.Shipment, r.Source, n)
			reach.Shipment(was, r.Shipment, r.Source, n)
		} else {
			reach.Other(was, r, true)
		}
	}
	for _, r := range f.Is {
		if r.Shipment != nil {
			n := s.narrow(r.Shipment, history.Narrow{})
			came.Record(r, n)
			reach.Came(b, r.Shipment, r.Source, n)
		} else {
			reach.Other(b, r, false)
		}
	}
	ids, err := reach.ToRead(traces, f.changed)
	if err != nil {
		return nil, nil, err
	}
	if len(ids) > f.Most {
		return nil, nil, ErrTooMuch
	}
	if traces, err = traces.Follow(f.changed, came.Traces()); err != nil {
		return nil, nil, err
	}
	for r, err := range f.Read(ids) {
		if err != nil {
			return nil, nil, err
		}
		n := s.narrow(r.Shipment, history.Narrow{})
		if was.OrderedBy(r.Shipment, r.Source) == b.OrderedBy(r.Shipment, r.Source) {
			lone.Paper(r.Shipment, r.Source, n)
			continue
		}
		gone.Shipment(r.Shipment, r.Source, n)
		came.Shipment(r.Shipment, r.Source, n)
	}
	reach.Learned(was, gone, came)
	if err := b.Follow(was, gone, came, lone); err != nil {
		return nil, nil, err
	}
	kept := &Kept{Traces: traces.Encode()}
	kept.Past, kept.Parties, _ = b.Keep(f.Numbers())
	s.use(b.Build())
	return kept, s.newReach(reach), nil
}

// changed reports whether a record changed.
func (f *Followed) changed(id int64) bool { return f.Was[id] != nil || f.Is[id] != nil }

// before are the customers as they were, in order of their numbers.
func (f *Followed) before(customers []*data.Record) []*data.Record {
	out := slices.DeleteFunc(slices.Clone(customers), func(r *data.Record) bool { return f.changed(r.Origin.Record) })
	for _, r := range f.Was {
		if r.Customer != nil {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(x, y *data.Record) int { return cmp.Compare(x.Origin.Record, y.Origin.Record) })
	return out
}

// noted gathers records while they go by.
func noted(seq iter.Seq2[*data.Record, error], all *[]*data.Record) iter.Seq2[*data.Record, error] {
	return func(yield func(*data.Record, error) bool) {
		for r, err := range seq {
			if err == nil {
				*all = append(*all, r)
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

func (s *Screener) newReach(r *history.Reach) *Reach {
	out := &Reach{s: s, r: r}
	for _, d := range s.src.Calendar {
		if d.Restricts {
			out.rules = append(out.rules, d.On.First())
		}
	}
	slices.Sort(out.rules)
	return out
}

// Standings are hashes over what the past tells of each customer, beside orders, in the
// order of the book.
func (s *Screener) Standings() []uint64 {
	out := make([]uint64, s.Book().Customers())
	for i := range out {
		out[i] = s.Book().Standing(int32(i))
	}
	return out
}

// Close takes the customers whose standing is another than before. Touches answers after
// it.
func (r *Reach) Close(changed []int32) { r.r.Close(r.s.Book(), changed) }

// Brief is what Touches reads of a brief; one that does not read rules nothing out.
func (r *Reach) Brief(raw []byte) history.Record {
	x := history.Record{Chips: true, LooksBack: true, Writes: true}
	if b, err := facts.ReadBrief(raw); err == nil {
		x.Chips, x.Writes = b.MayBeChips(), b.Writes()
		rules := r.s.lookingBack()
		x.LooksBack = len(rules.ReadBy(rules.Reached(b), facts.OfPast())) > 0
	}
	return x
}

// Touches reports whether the verdict on a record may be another than before, parties
// apart. t is nil of a customer without shipments.
func (r *Reach) Touches(x history.Record, t *history.Trace) bool {
	if t == nil {
		return r.r.Touches(&x, nil, facts.DayOfCustomer(r.s.AsOf()))
	}
	i, _ := slices.BinarySearch(r.rules, t.Day+1)
	x.Spikes = i < len(r.rules) && facts.RunsAhead(t.Day, r.rules[i])
	return r.r.Touches(&x, t, t.Day)
}

// MayDiffer reports whether the past may say anything else of a party than before (see
// history.Reach).
func (r *Reach) MayDiffer(c *data.Customer, owned, housed bool) bool {
	return r.r.MayDiffer(c, owned, housed)
}
