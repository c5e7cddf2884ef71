package store

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"redflag/data"
)

func TestQueue(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	load(t, s, "a.csv", shipments(400)...)
	level := func(i int) data.Level { return data.Level(i % 4) }
	judge(t, s, level)
	v, err := s.Queue(ctx, data.Filter{})
	if err != nil || len(v.IDs) != 400 {
		t.Fatal(len(v.IDs), err)
	}
	rows, err := s.Rows(ctx, v.IDs)
	if err != nil || len(rows) != 400 {
		t.Fatal(len(rows), err)
	}
	if !slices.IsSortedFunc(rows, func(a, b data.QueueRow) int {
		if a.Level != b.Level {
			return int(b.Level) - int(a.Level)
		}
		if a.Date != b.Date {
			return int(b.Date.First() - a.Date.First())
		}
		return int(a.ID - b.ID)
	}) {
		t.Error("not in order of level, score, date, id")
	}
	first, _ := s.QueueFirst(ctx, data.Filter{}, 7)
	if !slices.Equal(first.IDs, v.IDs[:7]) {
		t.Error("the first page is not the start of the queue")
	}
	back, _ := s.Queue(ctx, data.Filter{Reverse: true})
	slices.Reverse(back.IDs)
	if !slices.Equal(back.IDs, v.IDs) {
		t.Error("reversed is another order")
	}
	inOrder(t, s)
	everyFilter(t, s, rows)
	got, err := s.VerdictsOf(ctx, v.IDs[:3])
	if err != nil || len(got) != 3 || got[0].Level != data.Stop || got[0].Stamp.Rules != "r1" || got[0].Lights.Listed.List == "" {
		t.Fatalf("%+v %v", got, err)
	}
	one, err := s.Verdict(ctx, data.Key{Kind: data.ShipmentKind, ID: "S-0000003"})
	if err != nil || one.Shipment != "S-0000003" || len(one.Findings) != 1 {
		t.Fatalf("%+v %v", one, err)
	}
}

// everyFilter compares each filter with the same question asked of the rows.
func everyFilter(t *testing.T, s *Store, rows []data.QueueRow) {
	t.Helper()
	for name, tt := range map[string]struct {
		f    data.Filter
		want func(r data.QueueRow) bool
	}{
		"level":    {data.Filter{Levels: []data.Level{data.Hold}}, func(r data.QueueRow) bool { return r.Level == data.Hold }},
		"levels":   {data.Filter{Levels: []data.Level{data.Stop, data.Review}}, func(r data.QueueRow) bool { return r.Level == data.Stop || r.Level == data.Review }},
		"score":    {data.Filter{MinScore: 20, MaxScore: 40}, func(r data.QueueRow) bool { return r.Score >= 20 && r.Score <= 40 }},
		"dest":     {data.Filter{Dests: []string{"MY", "AE"}}, func(r data.QueueRow) bool { return r.Dest == "MY" || r.Dest == "AE" }},
		"date":     {data.Filter{From: data.DateOfDay(20010), To: data.DateOfDay(20020)}, func(r data.QueueRow) bool { return r.Date.First() >= 20010 && r.Date.First() <= 20020 }},
		"pattern":  {data.Filter{Patterns: []string{"transshipment_hub", "no_such"}}, func(r data.QueueRow) bool { return r.Level > data.Pass }},
		"status":   {data.Filter{Statuses: []data.Status{data.Open}}, func(data.QueueRow) bool { return true }},
		"stopped":  {data.Filter{Statuses: []data.Status{data.Stopped}}, func(data.QueueRow) bool { return false }},
		"customer": {data.Filter{Customer: "customer:C-7"}, func(r data.QueueRow) bool { return r.Customer == "C-7" }},
		"name":     {data.Filter{Customer: "TRADING 77"}, func(r data.QueueRow) bool { return r.Name == "Meridian Trading 77" }},
		"text":     {data.Filter{Text: "pn-0033 Meridian"}, func(r data.QueueRow) bool { return r.Shipment == "S-0000033" }},
		"hostile":  {data.Filter{Text: "%' OR 1=1"}, func(data.QueueRow) bool { return false }},
	} {
		for _, sort := range []string{data.SortLevel, data.SortDate, data.SortID} {
			tt.f.Sort = sort
			v, err := s.Queue(context.Background(), tt.f)
			if err != nil {
				t.Fatalf("%s by %s: %v", name, sort, err)
			}
			var want []int64
			for _, r := range rows {
				if tt.want(r) {
					want = append(want, r.ID)
				}
			}
			got := slices.Clone(v.IDs)
			slices.Sort(got)
			slices.Sort(want)
			if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s by %s: %s", name, sort, d)
			}
		}
	}
}

func TestStatusCountsAndGeneration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	s, other := open(t, path), open(t, path)
	ctx := context.Background()
	load(t, s, "a.csv", shipments(40)...)
	judge(t, s, func(i int) data.Level { return data.Level(i % 4) })
	before, _ := other.Generation(ctx)
	err := s.Write(ctx, func(tx *Tx) error {
		return tx.PutCase(&data.CaseState{Case: "shipment:S-0000003", Status: data.Stopped, Notes: []data.Note{{Text: "spoke to the bank"}}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if after, _ := other.Generation(ctx); after == before {
		t.Error("another window does not notice")
	}
	c, err := other.Counts(ctx)
	if err != nil || c.Total != 40 || c.ByLevel[data.Stop] != 9 || c.ByLevel[data.Hold] != 10 || c.ByStatus[data.Stopped] != 1 || c.ByStatus[data.Open] != 39 {
		t.Fatalf("%+v %v", c, err)
	}
	v, _ := other.Queue(ctx, data.Filter{Statuses: []data.Status{data.Stopped}})
	rows, _ := other.Rows(ctx, v.IDs)
	if len(rows) != 1 || rows[0].Status != data.Stopped || rows[0].Shipment != "S-0000003" {
		t.Fatalf("%+v", rows)
	}
	st, err := other.Case(ctx, "shipment:S-0000003")
	if err != nil || len(st.Notes) != 1 {
		t.Fatalf("%+v %v", st, err)
	}
	// A new screen does not touch what people did.
	judge(t, s, func(int) data.Level { return data.Pass })
	if c, _ := s.Counts(ctx); c.ByStatus[data.Stopped] != 1 || c.ByLevel[data.Pass] != 39 {
		t.Fatalf("%+v", c)
	}
	if err := s.Write(ctx, (*Tx).ClearCases); err != nil {
		t.Fatal(err)
	}
	if all, _ := s.Cases(ctx); len(all) != 0 {
		t.Fatal(all)
	}
}

func TestDirty(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	key := func(id string) data.Key { return data.Key{Kind: data.ShipmentKind, ID: id} }
	first := load(t, s, "a.csv", append(shipments(10), customer("C-4", "Meridian"))...)
	dirty := func(id string) bool {
		t.Helper()
		why, err := s.Dirty(ctx, key(id))
		if err != nil {
			t.Fatal(err)
		}
		return why != ""
	}
	if !dirty("S-0000001") {
		t.Error("never screened, yet not said")
	}
	judge(t, s, func(int) data.Level { return data.Hold })
	if last, _ := s.LastScreen(ctx); last.Dirty != 0 || last.Count != 10 || last.At.IsZero() || last.Regime != "current" {
		t.Fatalf("%+v", last)
	}
	if dirty("S-0000001") || dirty("S-0000004") {
		t.Error("screened, yet said to be stale")
	}
	changed := shipment(2)
	changed.Shipment.Notes = "x"
	second := load(t, s, "b.csv", changed, shipment(10), customer("C-4", "Meridian Holdings"))
	if !dirty("S-0000002") || !dirty("S-0000010") || !dirty("S-0000004") || dirty("S-0000003") {
		t.Error("changed, new, of a changed customer, unchanged")
	}
	judge(t, s, func(int) data.Level { return data.Hold })
	if err := s.Write(ctx, func(tx *Tx) error { return tx.WithdrawImport(second.Import) }); err != nil {
		t.Fatal(err)
	}
	if !dirty("S-0000002") || dirty("S-0000003") {
		t.Error("a withdrawal is not noticed")
	}
	inOrder(t, s)
	if v, _ := s.Queue(ctx, data.Filter{}); len(v.IDs) != 10 {
		t.Errorf("%d lines in the queue: a record that is gone must not stand there", len(v.IDs))
	}
	if c, _ := s.Counts(ctx); c.Total != 10 {
		t.Errorf("%+v", c)
	}
	if last, _ := s.LastScreen(ctx); last.Dirty != 3 {
		t.Errorf("%+v", last)
	}
	_ = first
}

func TestPublishTakenBack(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	load(t, s, "a.csv", shipments(100)...)
	judge(t, s, func(int) data.Level { return data.Hold })
	p, err := s.Publish(ctx, Screen{})
	if err != nil {
		t.Fatal(err)
	}
	for r := range s.Shipments(ctx, AsOf{}) {
		if err := p.Add(judged(r, data.Pass)); err != nil {
			t.Fatal(err)
		}
	}
	if c, _ := s.Counts(ctx); c.ByLevel[data.Hold] != 100 {
		t.Fatal("verdicts are seen before they are published")
	}
	if err := p.Rollback(); err != nil {
		t.Fatal(err)
	}
	whole(t, s, 100)
	if c, _ := s.Counts(ctx); c.ByLevel[data.Hold] != 100 {
		t.Fatalf("%+v", c)
	}
	p, err = s.Publish(ctx, Screen{})
	if err != nil {
		t.Fatal(err)
	}
	i := 0
	for r := range s.Shipments(ctx, AsOf{}) {
		l := data.Hold
		if i++; i <= 5 {
			l = data.Pass
		}
		if err := p.Add(judged(r, l)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Commit(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if p.Changed() != 5 || p.Count() != 100 || p.ByLevel()[data.Pass] != 5 {
		t.Fatal(p.Changed(), p.Count(), p.ByLevel())
	}
	whole(t, s, 100)
}
