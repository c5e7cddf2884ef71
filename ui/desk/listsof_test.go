package desk

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

// A day knows of each list the version that was loaded by its end, also where a file
// was loaded again later.
func TestADayKnowsTheListsLoadedByThen(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	d, err := Open(ctx, Options{Path: filepath.Join(dir, "w.db"), Keys: filepath.Join(dir, "keys"), Person: "Asta Inspector", Program: "v0-test", Random: rand.Reader,
		Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	add := func(day int, name, rows string) {
		t.Helper()
		now = time.Date(2026, 3, day, 9, 0, 0, 0, time.UTC)
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte("id,name,list,country,source\n"+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		if r, err := d.AddList(ctx, p, "for this test"); err != nil || r.Already {
			t.Fatalf("%s: %+v, %v", name, r, err)
		}
	}
	first, second := "9001,Grey Heron Micro,EL,CN,Invented\n", "9001,Grey Heron Micro,EL,CN,Invented\n9002,Kestrel Cloud,EL,CN,Invented\n"
	add(1, "house.csv", first)
	add(5, "house.csv", second)
	add(7, "other.csv", "1,Merlin Optik,EL,CN,Invented\n")
	add(9, "house.csv", first)
	now = time.Date(2026, 3, 20, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		day     int
		entries int
		starter bool
		says    string
	}{
		{0, 0, true, "no list was loaded"}, {1, 1, false, "not used: other"}, {4, 1, false, "not used: other"}, {5, 2, false, "not used: other"},
		{7, 3, false, "house"}, {9, 2, false, "house"}, {20, 2, false, ""},
	} {
		day := data.Day(2026, 3, max(c.day, 1))
		if c.day == 0 {
			day = data.Day(2026, 2, 28)
		}
		packs, err := d.packsOf(ctx, day)
		if err != nil {
			t.Fatal(err)
		}
		n, starter := 0, false
		for _, p := range packs {
			n += len(p.Entries)
			starter = starter || p.Starter
		}
		if starter != c.starter || !starter && n != c.entries {
			t.Errorf("%s: %d entries, starter %v; want %d, %v", day, n, starter, c.entries, c.starter)
		}
		if l, err := d.listsOf(ctx, day); err != nil || !strings.Contains(l.words(day), c.says) {
			t.Errorf("%s: it says %q, %v; want %q", day, l.words(day), err, c.says)
		}
	}
}

// A screen as of a day hits what was listed in the files of that day, and says which
// they are.
func TestAScreenOfADayUsesItsLists(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	d, err := Open(ctx, Options{Path: filepath.Join(dir, "w.db"), Keys: filepath.Join(dir, "keys"), Person: "Asta Inspector", Program: "v0-test", Random: rand.Reader,
		Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	importText(t, d, "book.jsonl", `{"kind":"customer","id":"C-1","name":"Kestrel Cloud","country":"CN"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-02-02","lines":[{"line":1,"description":"Keyboard","quantity":1}]}
`)
	add := func(month time.Month, rows string) {
		now = time.Date(2026, month, 1, 9, 0, 0, 0, time.UTC)
		p := filepath.Join(dir, "house.csv")
		if err := os.WriteFile(p, []byte("id,name,list,country,source\n"+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := d.AddList(ctx, p, "for this test"); err != nil {
			t.Fatal(err)
		}
	}
	add(4, "9001,Grey Heron Micro,EL,CN,Invented\n")
	add(6, "9001,Grey Heron Micro,EL,CN,Invented\n9002,Kestrel Cloud,EL,CN,Invented\n")
	now = time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		asOf  data.Date
		light string
		says  string
	}{
		{data.Date{}, data.LightRed, ""}, {data.Day(2026, 3, 15), data.LightUnknown, "no list was loaded"}, {data.Day(2026, 5, 1), data.LightUnknown, "loaded by then: house"},
		{data.Day(2026, 6, 15), data.LightRed, "loaded by then: house"}, {data.Date{}, data.LightRed, ""},
	} {
		sum, err := d.Screen(ctx, ScreenOptions{AsOf: c.asOf}, nil)
		if err != nil {
			t.Fatal(err)
		}
		v, err := d.Case(ctx, "S-1")
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Verdict.Lights.Listed; got.Is != c.light {
			t.Errorf("as of %s the light is %s, want %s: %s", c.asOf, got.Is, c.light, got.Why)
		}
		if w := sum.Reach.Words(c.asOf); (w == "") != (c.says == "") || !strings.Contains(w, c.says) {
			t.Errorf("as of %s it says %q, want %q", c.asOf, w, c.says)
		}
	}
}
