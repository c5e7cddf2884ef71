package screening

import (
	"fmt"
	"iter"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/history"
)

// LearnParties is a first pass over parties alone: who is who, who owns whom and
// who sits where. It is enough to say what the lists hold against the parties of a
// record, and not to judge an order.
func (s *Screener) LearnParties(customers, holdings iter.Seq2[*data.Record, error], parties iter.Seq2[*data.Customer, error]) error {
	b := history.NewBuilder()
	for r, err := range customers {
		if err != nil {
			return fmt.Errorf("read customers: %w", err)
		}
		b.Customer(r)
	}
	for r, err := range holdings {
		if err != nil {
			return fmt.Errorf("read holdings: %w", err)
		}
		b.Holding(r)
	}
	for c, err := range parties {
		if err != nil {
			return fmt.Errorf("read parties: %w", err)
		}
		b.Party(c)
	}
	s.use(b.Build())
	return nil
}

// ListHits are the entries that the parties of a record and their owners are held
// against, as a verdict on it does.
func (s *Screener) ListHits(r *data.Record, w *Worker) []facts.ListHit {
	w.point(r)
	return w.facts.ListHits()
}
