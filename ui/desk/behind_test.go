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

// What is held since the last screen, and what was withdrawn, is said where levels are
// shown: a level that does not know a list is never shown as if it did.
func TestWhatCameAfterTheScreenIsSaid(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	d, err := Open(ctx, Options{
		Path: filepath.Join(dir, "w.db"), Keys: dir, Person: "Asta Inspector", Program: "v0-test", Random: rand.Reader,
		Now: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	says := func(want string) {
		t.Helper()
		h, err := d.Header(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Behind(); got != want && (want == "" || !strings.Contains(got, want)) {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	screen := func() {
		t.Helper()
		if _, err := d.Screen(ctx, ScreenOptions{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	importText(t, d, "orders.csv", "Order No,Customer Name,Destination Country,Qty,Description,Order Date\nO-1,Acme Pte Ltd,SG,3,NVIDIA H100,2025-03-04\n")
	says("")
	screen()
	says("")
	list := filepath.Join(dir, "house-2026-10-31.csv")
	if err := os.WriteFile(list, []byte("name,country,source\nStopped Party,CN,House list\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddList(ctx, list, ""); err != nil {
		t.Fatal(err)
	}
	says("A list was loaded since")
	if v, err := d.Case(ctx, "O-1"); err != nil || !strings.Contains(v.Stale, "A list was loaded") {
		t.Errorf("the case says %q, %v", v.Stale, err)
	}
	screen()
	says("")
	if v, err := d.Case(ctx, "O-1"); err != nil || v.Stale != "" {
		t.Errorf("after the screen the case says %q, %v", v.Stale, err)
	}
	for _, dest := range []string{"SG", "Singapore", "singapur"} {
		if v, err := d.Queue(ctx, data.Filter{Dests: []string{dest}}); err != nil || len(v.IDs) != 1 {
			t.Errorf("to %s go %v, %v", dest, v.IDs, err)
		}
	}
	if _, err := d.Note(ctx, "O-1", "Asked the buyer."); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(ctx); err != nil { // of the note
		t.Fatal(err)
	}
	if what, err := d.LastDone(ctx); err != nil || what != "the import of orders.csv" {
		t.Errorf("what Undo takes back is %q, %v", what, err)
	}
	if what, err := d.Undo(ctx); err != nil || !strings.Contains(what, "the import of orders.csv") || !strings.Contains(what, "a screen brings") {
		t.Fatalf("undone: %q, %v", what, err)
	}
	says("1 record came, changed or was withdrawn")
	for range 2 {
		if v, err := d.Case(ctx, "O-1"); err != nil || !strings.Contains(v.Stale, "withdrawn") {
			t.Errorf("the withdrawn order says %q, %v", v.Stale, err)
		}
		screen()
	}
}
