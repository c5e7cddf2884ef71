package desk

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

// A day before the first import is said to be one, and the queue stays.
func TestADayBeforeTheFirstImportEmptiesNothing(t *testing.T) {
	ctx := context.Background()
	d := demoDesk(t)
	before := everyVerdict(t, d)
	var fault *NothingKnown
	_, err := d.Screen(ctx, ScreenOptions{AsOf: data.Day(2025, 5, 14)}, nil)
	if !errors.As(err, &fault) || !strings.Contains(err.Error(), "2026-11-20") || !strings.Contains(err.Error(), "--from") {
		t.Errorf("a day before the first import: %v", err)
	}
	if _, err := d.WhatIf(ctx, ScreenOptions{AsOf: data.Day(2025, 5, 14), Regime: "affiliates-on"}, WhatIfWatch{}); !errors.As(err, &fault) {
		t.Errorf("a what-if of a day before the first import: %v", err)
	}
	if everyVerdict(t, d) != before {
		t.Error("the verdicts are not those of before")
	}
}

func TestWhatADayLeavesOutIsSaid(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	if r, err := d.reach(ctx, data.Day(2025, 1, 1)); err != nil || r.Words(data.Day(2025, 1, 1)) != "" {
		t.Errorf("an empty workspace: %+v, %v", r, err)
	}
	r := Reach{Read: 2, Later: 3, First: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)}
	if w := r.Words(data.Day(2026, 2, 1)); !strings.Contains(w, "2 of 5 imports") {
		t.Errorf("it says %q", w)
	}
	if w := (Reach{Read: 5}).Words(data.Day(2026, 2, 1)); w != "" {
		t.Errorf("nothing is left out, and it says %q", w)
	}
}

// A workspace that holds nothing yet is screened as what it is.
func TestAnEmptyWorkspaceIsScreened(t *testing.T) {
	dir := t.TempDir()
	d := openDesk(t, filepath.Join(dir, "w.db"), filepath.Join(dir, "keys"))
	if sum, err := d.Screen(context.Background(), ScreenOptions{}, nil); err != nil || sum.Subjects != 0 {
		t.Errorf("%+v, %v", sum, err)
	}
}
