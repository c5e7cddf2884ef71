package desk

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redflag/data"
	"redflag/data/sample"
)

// cutOff is a screen that is cancelled when it has judged so many.
func cutOff(t *testing.T, d *Desk, after int64, o ScreenOptions) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := d.Screen(ctx, o, func(p data.Progress) {
		if p.Done >= after {
			cancel()
		}
	})
	if _, ok := errors.AsType[*CutOff](err); !ok || !errors.Is(err, context.Canceled) {
		t.Fatalf("cut off: %v", err)
	}
}

// A screen takes up what one of the same that was cut off has judged, and nothing of one
// that rests on something else; either way it says what judging all says.
func TestAScreenGoesOnWhereOneWasCutOff(t *testing.T) {
	if testing.Short() {
		t.Skip("screens 10,000 shipments several times")
	}
	const shipments, after = 10_000, 9_000
	ctx, dir := context.Background(), t.TempDir()
	files := filepath.Join(dir, "files")
	if err := errors.Join(os.Mkdir(files, 0o700), sample.Write(files, sample.Options{Customers: 300, Shipments: shipments, Seed: 3})); err != nil {
		t.Fatal(err)
	}
	path, keys := filepath.Join(dir, "w.db"), filepath.Join(dir, "keys")
	d := openDesk(t, path, keys)
	if _, err := d.Import(ctx, []string{filepath.Join(files, "customers.csv"), filepath.Join(files, "shipments.csv")}, ImportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	reopen := func(program string) {
		t.Helper()
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		d = openDesk(t, path, keys)
		d.o.Program = program
	}
	for _, tt := range []struct {
		name            string
		before, between func()
		cut, then       ScreenOptions
		taken           bool
	}{
		{name: "the first screen", between: func() { reopen("v0-test") }, taken: true},
		{name: "all again", cut: ScreenOptions{All: true}, then: ScreenOptions{All: true}},
		{name: "another program", before: func() { reopen("v0-other") }, between: func() { reopen("v0-other") }, taken: true},
		{name: "a list comes between", cut: ScreenOptions{All: true}, between: func() {
			if _, err := d.AddList(ctx, fileOf(t, "local.csv", "list,name,country\nEL,Amber Crane Microelectronics,CN\n"), ""); err != nil {
				t.Fatal(err)
			}
		}},
		{name: "an import comes between, and another day", cut: ScreenOptions{All: true}, between: func() {
			order := `{"kind":"shipment","id":"X-1","customer":"Blue Jetty Compute","date":"2026-03-02","direction":"out","destination_country":"MY","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8}]}`
			if _, err := d.Import(ctx, []string{fileOf(t, "more.jsonl", order)}, ImportOptions{}, nil); err != nil {
				t.Fatal(err)
			}
		}, then: ScreenOptions{AsOf: data.Day(2026, 11, 22)}},
	} {
		for _, do := range []func(){tt.before, func() { cutOff(t, d, after, tt.cut) }, tt.between} {
			if do != nil {
				do()
			}
		}
		sum, err := d.Screen(ctx, tt.then, nil)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if (sum.Taken > 5_000) != tt.taken || !tt.taken && sum.Taken > 0 {
			t.Errorf("%s: %d verdicts were taken up of %+v", tt.name, sum.Taken, sum)
		}
		said, rows := everyVerdict(t, d), queued(t, d)
		tt.then.All = true
		all, err := d.Screen(ctx, tt.then, nil)
		if err != nil {
			t.Fatal(err)
		}
		if all.Subjects != sum.Subjects || cmp.Diff(all.ByLevel, sum.ByLevel) != "" || all.Taken != 0 {
			t.Errorf("%s: %+v, and all again %+v", tt.name, sum, all)
		}
		if diff := cmp.Diff(strings.Split(said, "\n"), strings.Split(everyVerdict(t, d), "\n")); diff != "" {
			t.Errorf("%s: other verdicts (-gone on +all):\n%.2000s", tt.name, diff)
		}
		if queued(t, d) != rows {
			t.Errorf("%s: another queue", tt.name)
		}
	}
}
