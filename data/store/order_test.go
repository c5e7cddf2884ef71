package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// inOrder makes sure that the blocks of the queue's order hold the rows of the queue.
func inOrder(t testing.TB, s *Store) {
	t.Helper()
	ctx := context.Background()
	var want, got []place
	err := s.read(ctx, func(tx *sql.Tx) error {
		err := each(ctx, tx, "SELECT rank, subject, dest FROM queue ORDER BY rank DESC, subject", nil, func(rows *sql.Rows) error {
			var p place
			err := rows.Scan(&p.rank, &p.subject, &p.dest)
			want = append(want, p)
			return err
		})
		if err != nil {
			return err
		}
		return s.eachPlace(ctx, tx, func(p *place) bool { got = append(got, *p); return true })
	})
	if err != nil || !slices.Equal(want, got) {
		t.Fatalf("%d rows are in the queue, and %d in its order, or not as they are there: %v", len(want), len(got), err)
	}
}

// places draws places of different subjects.
func places(t *rapid.T, name string, subjects *rapid.Generator[int64]) []place {
	ids := rapid.SliceOfNDistinct(subjects, 0, 40, rapid.ID[int64]).Draw(t, name)
	out := make([]place, len(ids))
	for i, id := range ids {
		out[i] = place{rank(data.Level(id%4), rapid.IntRange(0, 3).Draw(t, "score"), data.DateOfDay(rapid.Int32Range(20000, 20003).Draw(t, "day"))), id, rapid.SampledFrom([]string{"", "MY", "AE", "\x00"}).Draw(t, "dest")}
	}
	return out
}

// What is packed reads again, and runs of it come out as one in order.
func TestRunsOfPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r runs
		var want, got []place
		for i := range rapid.IntRange(0, 6).Draw(t, "runs") {
			one := places(t, fmt.Sprint("run ", i), rapid.Int64Range(int64(i)*1000, int64(i)*1000+999))
			want = append(want, one...)
			r.add(one)
		}
		slices.SortFunc(want, byPlace)
		if err := r.all(func(p place) error { got = append(got, p); return nil }); err != nil || !slices.Equal(want, got) {
			t.Fatalf("%v came out as %v: %v", want, got, err)
		}
	})
}

// Bytes that are no block are no block, whatever they are.
func FuzzOrder(f *testing.F) {
	f.Add(appendOrder(nil, []place{{rank: 5 << 32, subject: 7, dest: "MY"}, {rank: 4 << 32, subject: 9}}))
	f.Fuzz(func(_ *testing.T, b []byte) {
		for r := readOrder(b); r.next(); {
		}
	})
}

// An order that is changed, again and again, is that of all that is in it.
func TestReorder(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	is := map[int64]place{}
	for round := range 12 {
		var out, in []place
		for id := int64(1); id <= 30_000; id++ {
			was, there := is[id]
			switch few := id%97 == int64(round); {
			case round == 11 && there: // all go
				out = append(out, was)
				delete(is, id)
			case round < 11 && (round == 0 || few):
				if there {
					out = append(out, was)
					delete(is, id)
				}
				if round == 0 || id%5 > 0 {
					p := place{rank(data.Level(id*int64(round+1)%4), int(id*7%50), data.DateOfDay(20000+int32(id%50))), id, []string{"MY", "", "SG"}[id%3]}
					in, is[id] = append(in, p), p
				}
			}
		}
		slices.SortFunc(out, byPlace)
		slices.SortFunc(in, byPlace)
		if err := s.Write(ctx, func(tx *Tx) error { return tx.reorder(out, in) }); err != nil {
			t.Fatal(err)
		}
		var want, got []place
		for _, p := range is {
			want = append(want, p)
		}
		slices.SortFunc(want, byPlace)
		err := s.read(ctx, func(tx *sql.Tx) error {
			return s.eachPlace(ctx, tx, func(p *place) bool { got = append(got, *p); return true })
		})
		if err != nil || !slices.Equal(want, got) {
			t.Fatalf("round %d: %d places, not %d: %v", round, len(got), len(want), err)
		}
	}
}

// A place that is taken out and put in again as it was touches no block.
func TestReorderLeavesWhatIsTheSame(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	var all []place
	for id := int64(1); id <= 3*orderRows; id++ {
		all = append(all, place{1<<40 - id, id, "MY"})
	}
	change := func(out, in []place) (rows int) {
		err := s.Write(ctx, func(tx *Tx) error {
			var before, after int
			if _, err := tx.one("SELECT total_changes()", nil, &before); err != nil {
				return err
			}
			if err := tx.reorder(out, in); err != nil {
				return err
			}
			_, err := tx.one("SELECT total_changes()", nil, &after)
			rows = after - before
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	change(nil, all)
	some := []place{all[5], all[orderRows+5], all[2*orderRows+5]}
	moved := slices.Clone(some)
	moved[1].dest = "SG"
	if n := change(some, some); n != 0 {
		t.Errorf("places that are the same write %d rows", n)
	}
	if n := change(some, moved); n != 2 {
		t.Errorf("another destination in one block writes %d rows", n)
	}
	var got []string
	err := s.read(ctx, func(tx *sql.Tx) error {
		return s.eachPlace(ctx, tx, func(p *place) bool {
			if p.dest != "MY" {
				got = append(got, p.dest)
			}
			return true
		})
	})
	if err != nil || !slices.Equal(got, []string{"SG"}) {
		t.Errorf("another destination in the same place: %v, %v", got, err)
	}
}

// A million rows come in pages, are put in order, and are read again.
func BenchmarkOrder(b *testing.B) {
	const n, page = 1_000_000, publishRows
	s := fresh(b)
	ctx := context.Background()
	for b.Loop() {
		var r runs
		for from := 0; from < n; from += page {
			one := make([]place, 0, page)
			for id := from; id < min(from+page, n); id++ {
				one = append(one, place{rank(data.Level(id%97/96), id%13, data.DateOfDay(20000+int32(id*7919%700))), int64(id), []string{"MY", "SG", "TH", "AE"}[id%4]})
			}
			r.add(one)
		}
		err := s.Write(ctx, func(tx *Tx) error {
			if err := tx.exec("DELETE FROM queue_order"); err != nil {
				return err
			}
			w := tx.orderWriter("queue_order")
			if err := r.all(w.add); err != nil {
				return err
			}
			return w.flush()
		})
		if err != nil {
			b.Fatal(err)
		}
		v, err := s.Queue(ctx, data.Filter{})
		if err != nil || len(v.IDs) != n {
			b.Fatal(len(v.IDs), err)
		}
	}
}
