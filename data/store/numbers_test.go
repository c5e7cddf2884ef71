package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"redflag/data"
	"redflag/data/lookup"
)

// numbered is a shipment that is found by a serial number and an end user.
func numbered(id, serial, user string) *data.Record {
	return &data.Record{Kind: data.ShipmentKind, Shipment: &data.Shipment{
		ID: id, Order: "PO-" + id, Customer: "C-1", Lines: []data.Line{{Line: 1, Serials: []string{serial}}},
		Parties: []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: user, Country: "MY"}}},
	}}
}

// finds is how many orders and parties a text finds.
func finds(t *testing.T, s *Store, typed string) (orders, parties int) {
	t.Helper()
	ix, _, err := s.Numbers(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	byNumber, _ := ix.ByNumber(lookup.Parse(typed), 100)
	byName, _ := ix.Parties(lookup.Parse(typed), 100)
	return len(byNumber), len(byName)
}

// holds checks what texts find, orders and parties.
func holds(t *testing.T, s *Store, want map[string][2]int) {
	t.Helper()
	for typed, w := range want {
		if orders, parties := finds(t, s, typed); orders != w[0] || parties != w[1] {
			t.Errorf("%q finds %d orders and %d parties, not %v", typed, orders, parties, w)
		}
	}
}

func TestNumbersFollowTheRecords(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	load(t, s, "a", customer("C-1", "Kite Harbour"), numbered("S-1", "SN-1111", "Lantern Halls"), numbered("S-2", "SN-2222", "Orchid Works"))
	first := map[string][2]int{"1111": {1, 0}, "2222": {1, 0}, "po-s": {2, 0}, "lantern": {0, 1}, "orchid": {0, 1}, "kite": {0, 1}, "3333": {0, 0}}
	holds(t, s, first)
	before, err := s.Told(ctx)
	if err != nil {
		t.Fatal(err)
	}

	// Told otherwise: what was told before is found no longer.
	second := load(t, s, "b", numbered("S-1", "SN-3333", "Meridian"), numbered("S-3", "SN-4444", "Lantern Halls"), customer("C-1", "Kestrel"))
	holds(t, s, map[string][2]int{"1111": {0, 0}, "3333": {1, 0}, "4444": {1, 0}, "po-s": {3, 0}, "meridian": {0, 1}, "lantern": {0, 1}, "kite": {0, 0}, "kestrel": {0, 1}})
	if now, _ := s.Told(ctx); now == before {
		t.Error("an import does not show")
	}

	// The same rows again write nothing new to be found.
	load(t, s, "c", numbered("S-3", "SN-4444", "Lantern Halls"))
	holds(t, s, map[string][2]int{"4444": {1, 0}, "lantern": {0, 1}})

	// Withdrawn: all is as before.
	if err := s.Write(ctx, func(tx *Tx) error { return tx.WithdrawImport(second.Import) }); err != nil {
		t.Fatal(err)
	}
	holds(t, s, first)
	holds(t, s, map[string][2]int{"4444": {0, 0}, "meridian": {0, 0}, "kestrel": {0, 0}})
}

func TestNumbersOfAnImportTakenBack(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	im, err := s.BeginImport(ctx, SourceFile{Name: "a", Content: []byte("a")})
	if err != nil {
		t.Fatal(err)
	}
	for i := range batchRows + 10 {
		if err := im.Add(shipment(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := im.Rollback(); err != nil {
		t.Fatal(err)
	}
	var pages int
	if err := s.reader.QueryRow("SELECT count(*) FROM number_page").Scan(&pages); err != nil || pages != 0 {
		t.Error(pages, err)
	}
	holds(t, s, map[string][2]int{"po-": {0, 0}, "meridian": {0, 0}})
}

// A workspace made before there were pages gets those of all that it was told.
func TestNumbersOfAnOlderWorkspace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	ctx := context.Background()
	load(t, s, "a", customer("C-1", "Kite Harbour"), numbered("S-1", "SN-1111", "Lantern Halls"), numbered("S-2", "SN-2222", "Orchid Works"))
	second := load(t, s, "b", numbered("S-1", "SN-3333", "Meridian"))
	toFirstFormat(t, s)
	s.Close()
	s = open(t, path)
	if v, err := userVersion(ctx, s.writer); err != nil || v != latestMigration() {
		t.Fatal(v, err)
	}
	if _, err := os.Stat(fmt.Sprintf("%s.before-format-%d", path, latestMigration())); err != nil {
		t.Error("no copy was kept of what was there before:", err)
	}
	holds(t, s, map[string][2]int{"1111": {0, 0}, "3333": {1, 0}, "2222": {1, 0}, "lantern": {0, 0}, "meridian": {0, 1}, "kite": {0, 1}})
	if err := s.Write(ctx, func(tx *Tx) error { return tx.WithdrawImport(second.Import) }); err != nil {
		t.Fatal(err)
	}
	holds(t, s, map[string][2]int{"1111": {1, 0}, "3333": {0, 0}, "lantern": {0, 1}, "meridian": {0, 0}})
}

func TestAGarbledPageOfNumbersIsSaid(t *testing.T) {
	s := fresh(t)
	load(t, s, "a", numbered("S-1", "SN-1111", "Lantern Halls"))
	if _, err := s.writer.Exec("UPDATE number_page SET body = x'0102030405'"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Numbers(context.Background()); KindOf(err) != Damaged {
		t.Errorf("%v", err)
	}
}

// BenchmarkNumbers makes the index of a large book and asks it; REDFLAG_BENCH
// shipments.
func BenchmarkNumbers(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "w"))
	importMany(b, s, benchSize())
	ctx := context.Background()
	b.Run("load", func(b *testing.B) {
		for range b.N {
			if _, _, err := s.Numbers(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	ix, _, err := s.Numbers(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for name, typed := range map[string]string{
		"order": "PO-0007", "order-end": "0777", "none": "nothing is called this", "no-number": "9999999999", "word": "meridian", "letter": "m", "two-words": "4999 jalan",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				q := lookup.Parse(typed)
				ix.Parties(q, 20)
				ix.ByNumber(q, 20)
			}
		})
	}
}

// Bringing a large older workspace up to date is heard of, and where the copy of
// what was there is kept.
func TestAnUpdateIsHeardOf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "w")
	s := open(t, path)
	load(t, s, "a.csv", shipments(3000)...)
	if s.Before() != "" {
		t.Errorf("a new workspace kept a copy as %s", s.Before())
	}
	toFirstFormat(t, s)
	s.Close()
	heard := map[string]data.Progress{}
	s, err := Open(context.Background(), path, Options{Progress: func(p data.Progress) { heard[p.Task] = p }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if p, ok := heard["updating the workspace"]; !ok || p.Total != 3000 || p.Done != 2048 {
		t.Errorf("heard %+v", heard)
	}
	if _, err := os.Stat(s.Before()); err != nil {
		t.Error(err)
	}
}
