package store

import (
	"context"
	"path/filepath"
	"testing"

	"redflag/data"
)

// An amendment replaces the verdicts it brings, takes away those that are gone, and
// leaves the others as they are, however many pieces it goes in.
func TestAnAmendmentTouchesOnlyWhatItNames(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "w"))
	const n, changed, gone = 5200, 4500, 100
	load(t, s, "a.csv", shipments(n)...)
	judge(t, s, func(int) data.Level { return data.Review })
	p, err := s.Publish(ctx, Screen{Stamp: data.Stamp{Rules: "r2"}, Regime: "current", AsOf: data.Day(2026, 11, 24), Lists: "CSL 2026-07-31"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Rollback()
	var leaves []int64
	i := 0
	for r, err := range s.Shipments(ctx, AsOf{}) {
		if err != nil {
			t.Fatal(err)
		}
		switch i++; {
		case i <= changed:
			j := judged(r, data.Hold)
			j.Grounds = uint64(i)
			if err := p.Add(j); err != nil {
				t.Fatal(err)
			}
		case i <= changed+gone:
			leaves = append(leaves, r.Origin.Record)
		}
	}
	p.Amend(leaves)
	if err := p.Commit(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if p.Changed() != changed || p.ByLevel()[data.Hold] != changed || p.ByLevel()[data.Review] != n-changed-gone {
		t.Errorf("changed %d, by level %v", p.Changed(), p.ByLevel())
	}
	last, err := s.LastScreen(ctx)
	if err != nil || last.Count != n-gone || last.Dead != changed+gone {
		t.Errorf("%+v, %v", last, err)
	}
	inOrder(t, s)
	g, err := s.Grounds(ctx)
	if err != nil || g.Len() != n-gone {
		t.Fatal(g.Len(), err)
	}
	i = 0
	for r, err := range s.Shipments(ctx, AsOf{}) {
		if err != nil {
			t.Fatal(err)
		}
		v, err := s.Verdict(ctx, r.Key())
		if err != nil {
			t.Fatal(err)
		}
		_, hash, _ := g.At(r.Origin.Record)
		switch i++; {
		case i > changed && i <= changed+gone:
			if v != nil {
				t.Fatalf("%s is gone and has a verdict", r.Shipment.ID)
			}
		case i <= changed:
			if v.Level != data.Hold || hash != uint64(i) {
				t.Fatalf("%s: %s on %d", r.Shipment.ID, v.Level, hash)
			}
		case v.Level != data.Review || hash != 0 || v.AsOf != data.Day(2026, 11, 24):
			t.Fatalf("%s stands and is %s on %d as of %s", r.Shipment.ID, v.Level, hash, v.AsOf)
		}
	}
}
