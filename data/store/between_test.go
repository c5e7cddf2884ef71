package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"redflag/data"
)

// Whatever was imported and taken back between two times, the records of which they see
// different versions are found, and each version is read as it was seen then.
func TestRecordsBetweenTwoTimes(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 3))
		s := fresh(t)
		type time struct {
			counting Counting
			seen     map[int64]string // versions and names by record
		}
		var times []time
		var imports []int64
		for step := range 10 {
			if len(imports) > 0 && random.IntN(3) == 0 {
				at := random.IntN(len(imports))
				if err := s.Write(ctx, func(tx *Tx) error { return tx.WithdrawImport(imports[at]) }); err != nil {
					t.Fatal(err)
				}
				imports = slices.Delete(imports, at, at+1)
			} else {
				var recs []*data.Record
				for range 1 + random.IntN(3) {
					recs = append(recs, customer(fmt.Sprint("C-", random.IntN(6)), fmt.Sprint("Firm ", seed, step, random.IntN(100))))
				}
				imports = append(imports, load(t, s, fmt.Sprint(step, ".csv"), recs...).Import)
			}
			told, err := s.Told(ctx)
			if err != nil {
				t.Fatal(err)
			}
			now := time{seen: map[int64]string{}}
			if now.counting, err = CountingThen(told); err != nil {
				t.Fatal(err)
			}
			for r, err := range s.Customers(ctx, AsOf{}) {
				if err != nil {
					t.Fatal(err)
				}
				now.seen[r.Origin.Record] = fmt.Sprint(r.Origin.Version, r.Customer.Name)
			}
			times = append(times, now)
			was := times[random.IntN(len(times))]
			ids, err := s.Between(ctx, was.counting, now.counting)
			if err != nil {
				t.Fatal(err)
			}
			for id := range int64(2000) {
				if was.seen[id] != now.seen[id] && !slices.Contains(ids, id) {
					t.Fatalf("seed %d, step %d: record %d was %q, is %q, and is not found", seed, step, id, was.seen[id], now.seen[id])
				}
			}
			for _, x := range []time{was, now} {
				all, err := s.CountingAmong(ctx, x.counting, ids)
				if err != nil {
					t.Fatal(err)
				}
				got := map[int64]string{}
				for _, r := range all {
					got[r.Origin.Record] = fmt.Sprint(r.Origin.Version, r.Customer.Name)
				}
				for _, id := range ids {
					if got[id] != x.seen[id] {
						t.Fatalf("seed %d, step %d: record %d reads %q, want %q", seed, step, id, got[id], x.seen[id])
					}
				}
			}
		}
	}
}
