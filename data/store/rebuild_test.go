package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redflag/data"
	"redflag/data/journal"
)

// Case states are a projection: cleared and made again from the journal they are
// the same.
func TestCasesRebuildFromTheJournal(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	load(t, s, "a.csv", shipments(30)...)
	judge(t, s, func(int) data.Level { return data.Hold })
	id, err := s.WorkspaceID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := journal.NewSigner(id, "Ada", newClock().now, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	refold := func(tx *Tx, key string) error {
		events, err := journal.CaseEvents(tx.Journal(), key)
		if err != nil {
			return err
		}
		st := journal.FoldCase(key, events)
		return tx.PutCase(&st)
	}
	for i := range 300 {
		key := shipment(i % 7).Key().String()
		d := journal.Draft{Kind: data.NoteAdded, Case: key, Body: []data.EventField{{Name: "text", Value: fmt.Sprint("note ", i)}}}
		if i%5 == 0 {
			d = journal.Draft{Kind: data.DecisionMade, Case: key, Body: []data.EventField{
				{Name: "disposition", Value: "RL1"}, {Name: "status", Value: data.Status(i % 6).String()}, {Name: "reason", Value: "because"},
			}}
		}
		err := s.Write(ctx, func(tx *Tx) error {
			if _, err := journal.Append(tx.Journal(), signer, d); err != nil {
				return err
			}
			return refold(tx, key)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	before, err := s.Cases(ctx)
	if err != nil || len(before) != 7 {
		t.Fatal(len(before), err)
	}
	statuses := rowStatuses(t, s)
	if err := s.Write(ctx, (*Tx).ClearCases); err != nil {
		t.Fatal(err)
	}
	err = s.Write(ctx, func(tx *Tx) error {
		cases := map[string]bool{}
		for ev, err := range journal.Read(tx.Journal()) {
			if err != nil {
				return err
			}
			cases[ev.Case] = true
		}
		for key := range cases {
			if err := refold(tx, key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.Cases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, after); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(statuses, rowStatuses(t, s)); d != "" {
		t.Error(d)
	}
	err = s.View(ctx, func(b journal.Backend) error {
		r, err := journal.Verify(b, journal.VerifyOptions{})
		if !r.OK {
			t.Error(r)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func rowStatuses(t *testing.T, s *Store) map[string]data.Status {
	t.Helper()
	v, err := s.Queue(context.Background(), data.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Rows(context.Background(), v.IDs)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]data.Status{}
	for _, r := range rows {
		out[r.Case] = r.Status
	}
	return out
}
