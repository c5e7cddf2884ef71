package desk

import (
	"context"
	"slices"
	"sync"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/facts"
	"redflag/screening/history"
)

// ListHit is what a party of a case, or an owner of one, is held against.
type ListHit = facts.ListHit

// people keeps who is who in the records as they are: made at first use, and again
// when records have changed.
type people struct {
	mu   sync.Mutex // guards all; held while the book is made
	mark int64
	book *history.Book
}

// against says what the lists hold against the parties of records, by the lists,
// the records and the judgements of the moment it was made.
type against struct {
	s *screening.Screener
	w *screening.Worker
}

func (a *against) hits(r *data.Record) []facts.ListHit {
	if r == nil || r.Shipment == nil && r.Customer == nil {
		return nil
	}
	return a.s.ListHits(r, a.w)
}

func (d *Desk) against(ctx context.Context) (*against, error) {
	in, err := d.inputs(ctx, ScreenOptions{})
	if err != nil {
		return nil, err
	}
	f, err := d.findIn(ctx)
	if err != nil {
		return nil, err
	}
	in.Index = f.index
	mark, err := d.store.Mark(ctx)
	if err != nil {
		return nil, err
	}
	d.people.mu.Lock()
	defer d.people.mu.Unlock()
	if d.people.mark == mark {
		in.Book = d.people.book
	}
	s, err := screening.New(in)
	if err != nil {
		return nil, err
	}
	if in.Book == nil {
		now := store.AsOf{}
		if err := s.LearnParties(d.store.Customers(ctx, now), d.store.Holdings(ctx, now), d.store.Parties(ctx)); err != nil {
			return nil, err
		}
		d.people.mark, d.people.book = mark, s.Book()
	}
	return &against{s, s.Worker()}, nil
}

// fillHits adds what the lists hold against the parties, where a finding or a
// light speaks of it; of a customer that is judged with its orders, always. The
// same is read again when a hit is cleared.
func (d *Desk) fillHits(ctx context.Context, v *CaseView) error {
	if v.Record == nil || v.Orders == nil && !speaksOfLists(&v.Verdict) {
		return nil
	}
	a, err := d.against(ctx)
	if err != nil {
		return err
	}
	v.Hits = a.hits(v.Record)
	return nil
}

func speaksOfLists(v *data.Verdict) bool {
	switch v.Lights.Listed.Is {
	case data.LightRed, data.LightPending, data.LightCleared:
		return true
	}
	return slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return slices.ContainsFunc(f.Evidence, ofList) })
}
