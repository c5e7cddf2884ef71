package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"redflag/data"
)

func TestImportAndReadBack(t *testing.T) {
	s := fresh(t)
	recs := append(shipments(3000), customer("C-1", "Meridian Trading"), &data.Record{Kind: data.HoldingKind, Holding: &data.Holding{Owner: "A", Owned: "B", Percent: data.Num(51)}})
	recs[5].Extra = map[string]string{"Warehouse": "7", "Colour": "red"}
	rep := load(t, s, "a.csv", recs...)
	if rep.Import == 0 || rep.Records["shipment new"] != 3000 || rep.Records["customer new"] != 1 {
		t.Fatalf("report %+v", rep)
	}
	got := collect(t, s, AsOf{})
	if len(got) != 3000 {
		t.Fatalf("%d shipments", len(got))
	}
	for _, want := range recs[:3000] {
		r := got[want.Shipment.ID]
		if d := cmp.Diff(want, r, cmpopts.IgnoreFields(data.Record{}, "Origin"), cmpopts.EquateEmpty()); d != "" {
			t.Fatal(d)
		}
		if r.Origin.Row != want.Origin.Row || r.Origin.File != "a.csv" || r.Origin.Import != rep.Import || r.Origin.Record == 0 || len(r.Origin.Hash) != 64 {
			t.Fatalf("origin %+v", r.Origin)
		}
	}
	if a, b := got["S-0000001"].Shipment.Parties[0].Customer, got["S-0000002"].Shipment.Parties[0].Customer; a != b {
		t.Error("equal parties do not share one value")
	}
	one, err := s.Record(context.Background(), data.Key{Kind: data.ShipmentKind, ID: "S-0000005"})
	if err != nil || one == nil || one.Extra["Colour"] != "red" {
		t.Fatalf("%v %v", one, err)
	}
	name, content, err := s.SourceFile(context.Background(), rep.Import)
	if err != nil || name != "a.csv" || string(content) != "a.csv" {
		t.Fatalf("%q %q %v", name, content, err)
	}
}

func TestVersions(t *testing.T) {
	s := fresh(t)
	ctx := context.Background()
	first := load(t, s, "a.csv", shipments(50)...)
	if again := load(t, s, "a.csv"); again.Already != first.Import {
		t.Fatalf("the same file is not recognised: %+v", again)
	}
	changed := shipments(60)
	changed[7].Shipment.Notes = "corrected"
	changed[8].Origin.Row = 900 // the same content in another row is no change
	second := load(t, s, "b.csv", changed...)
	want := map[string]int{"shipment new": 10, "shipment changed": 1, "shipment unchanged": 49}
	if d := cmp.Diff(want, second.Records); d != "" {
		t.Fatal(d)
	}
	key := data.Key{Kind: data.ShipmentKind, ID: "S-0000007"}
	vs, err := s.Versions(ctx, key)
	if err != nil || len(vs) != 2 || vs[0].Shipment.Notes != "corrected" || vs[1].Shipment.Notes != "" || vs[1].Origin.Import != first.Import {
		t.Fatalf("%+v %v", vs, err)
	}
	if r := collect(t, s, AsOf{})["S-0000007"]; r.Shipment.Notes != "corrected" {
		t.Fatal("the newest version is not current")
	}
	if err := s.Write(ctx, func(tx *Tx) error { return tx.WithdrawImport(second.Import) }); err != nil {
		t.Fatal(err)
	}
	all := collect(t, s, AsOf{})
	if len(all) != 50 || all["S-0000007"].Shipment.Notes != "" {
		t.Fatalf("after the withdrawal: %d shipments, %q", len(all), all["S-0000007"].Shipment.Notes)
	}
	vs, _ = s.Versions(ctx, key)
	if len(vs) != 2 || !vs[0].Origin.Withdrawn {
		t.Fatalf("the withdrawn version is not readable: %+v", vs)
	}
	if err := s.Write(ctx, func(tx *Tx) error { return tx.WithdrawImport(second.Import) }); err == nil {
		t.Fatal("withdrawn twice")
	}
	third := load(t, s, "b.csv", changed...)
	if third.Already != 0 || third.Records["shipment new"] != 0 || third.Records["shipment changed"] != 11 {
		t.Fatalf("a withdrawn file told again: %+v", third)
	}
	if all := collect(t, s, AsOf{}); len(all) != 60 || all["S-0000007"].Shipment.Notes != "corrected" {
		t.Fatalf("%d", len(all))
	}
	infos, err := s.Imports(ctx)
	if err != nil || len(infos) != 3 || !infos[1].Withdrawn || infos[0].Person != "Ada" {
		t.Fatalf("%+v %v", infos, err)
	}
}

func TestSameKeyTwiceInOneFile(t *testing.T) {
	s := fresh(t)
	a, b := shipment(1), shipment(1)
	b.Shipment.Notes = "later row"
	load(t, s, "a.csv", a, b)
	vs, err := s.Versions(context.Background(), a.Key())
	if err != nil || len(vs) != 2 || vs[0].Shipment.Notes != "later row" {
		t.Fatalf("%+v %v", vs, err)
	}
	if n := len(collect(t, s, AsOf{})); n != 1 {
		t.Fatal(n)
	}
}

func TestAsOf(t *testing.T) {
	c := newClock()
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "w"), Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	load(t, s, "a.csv", shipments(5)...)
	c.at = c.at.AddDate(0, 0, 3)
	later := shipments(6)
	later[2].Shipment.Notes = "later"
	load(t, s, "b.csv", later...)
	for _, tt := range []struct {
		date  data.Date
		count int
		notes string
	}{
		{data.Date{}, 6, "later"}, {data.Day(2026, 11, 26), 6, "later"}, {data.Day(2026, 11, 25), 5, ""},
		{data.Day(2026, 11, 23), 5, ""}, {data.Day(2026, 11, 22), 0, ""},
	} {
		got := collect(t, s, AsOf{tt.date})
		if len(got) != tt.count {
			t.Errorf("%s: %d shipments, want %d", tt.date, len(got), tt.count)
		} else if tt.count > 0 && got["S-0000002"].Shipment.Notes != tt.notes {
			t.Errorf("%s: %q", tt.date, got["S-0000002"].Shipment.Notes)
		}
	}
}

func TestRollbackLeavesNothing(t *testing.T) {
	s := fresh(t)
	load(t, s, "a.csv", shipments(10)...)
	im, err := s.BeginImport(context.Background(), SourceFile{Name: "b.csv", Content: []byte("b")})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20000 {
		r := shipment(i)
		r.Shipment.Notes = "b"
		if err := im.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.BeginImport(context.Background(), SourceFile{Name: "c.csv", Content: []byte("c")}); KindOf(err) != Busy || !strings.Contains(err.Error(), "importing b.csv") {
		t.Fatalf("a second import at the same time: %v", err)
	}
	if n := len(collect(t, s, AsOf{})); n != 10 {
		t.Fatalf("readers see %d shipments of an import under way", n)
	}
	if err := im.Rollback(); err != nil {
		t.Fatal(err)
	}
	whole(t, s, 10)
	load(t, s, "b.csv", shipments(12)...)
	whole(t, s, 12)
}

// Small files ask for each party and large ones read all of them, in the middle of the
// file: neither may keep an equal party twice.
func TestEqualPartiesAreKeptOnce(t *testing.T) {
	s := fresh(t)
	told := func(letter string, from, to int) (records []*data.Record) {
		for i := from; i < to; i++ {
			r := shipment(i)
			r.Shipment.ID = letter + strconv.Itoa(i)
			r.Shipment.Parties = []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: "Firm " + strconv.Itoa(i)}}}
			records = append(records, r)
		}
		return records
	}
	many := fewLookups + 500
	for _, c := range []struct {
		file     string
		from, to int
		parties  int
	}{
		{"a", 0, 10, 10},
		{"b", 5, 15, 15},
		{"c", 0, many, many},
		{"d", 0, many + 10, many + 10},
		{"e", many - 5, many + 20, many + 20},
	} {
		load(t, s, c.file, told(c.file, c.from, c.to)...)
		var rows, distinct int
		if err := s.reader.QueryRow("SELECT count(*), count(DISTINCT hash) FROM party").Scan(&rows, &distinct); err != nil {
			t.Fatal(err)
		}
		if rows != c.parties || distinct != c.parties {
			t.Errorf("after file %s: %d parties, %d of them distinct; want %d", c.file, rows, distinct, c.parties)
		}
	}
}

// whole proves that the workspace holds n shipments and nothing half-done.
func whole(t testing.TB, s *Store, n int) {
	t.Helper()
	if got := len(collect(t, s, AsOf{})); got != n {
		t.Fatalf("%d shipments, want %d", got, n)
	}
	var rows, half, indexes int
	err := s.reader.QueryRow(`SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM import WHERE state = 0) +
		(SELECT count(*) FROM sqlite_schema WHERE name LIKE '%_next' OR name LIKE '%_last'),
		(SELECT count(*) FROM sqlite_schema WHERE name IN ('record_key', 'record_order', 'record_few', 'party_hash'))`).Scan(&rows, &half, &indexes)
	if err != nil || rows != n || half != 0 || indexes != 4 {
		t.Fatalf("rows %d, half-done %d, indexes %d: %v", rows, half, indexes, err)
	}
	found, err := s.Check(context.Background())
	for _, f := range found {
		if !f.OK && f.What != "room" { // the room is the machine's, not the file's
			t.Errorf("%s: %s", f.What, f.Says)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestFind(t *testing.T) {
	s := fresh(t)
	sh := shipment(4)
	sh.Shipment.ID = "C-1"
	other := shipment(5)
	other.Source = "sap"
	load(t, s, "a.csv", append(shipments(4), sh, other, customer("C-1", "Meridian"))...)
	for id, want := range map[string][]string{
		"S-0000001":                    {"shipment:S-0000001"},
		" s-0000001 ":                  {"shipment:S-0000001"},
		"C-1":                          {"shipment:C-1", "customer:C-1"},
		"customer:C-1":                 {"customer:C-1"},
		"sap/shipment:S-0000005":       {"sap/shipment:S-0000005"},
		"PO-000001":                    {"shipment:S-0000002", "shipment:S-0000003"},
		"nothing":                      nil,
		"":                             nil,
		"x' OR 1=1 --":                 nil,
		"shipment:S-0000001'; DROP x;": nil,
	} {
		subs, err := s.Find(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, sub := range subs {
			got = append(got, sub.Key.String())
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q: %s", id, d)
		}
	}
}

// SourceFile is the file of an import as it was told.
func (s *Store) SourceFile(ctx context.Context, imp int64) (name string, content []byte, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT file, content FROM import WHERE id = ? AND state <> 0", imp).Scan(&name, &id)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("there is no import %d", imp)
		}
		if err != nil {
			return err
		}
		content, err = s.content(ctx, tx, id)
		return err
	})
	return name, content, err
}
