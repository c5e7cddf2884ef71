package desk

import (
	"context"
	"strings"

	"redflag/data"
)

// standing is the summary of the verdicts in use where a screen could only say
// them again: no record has changed since, and day, law and everything in the
// stamp are the same.
func (d *Desk) standing(ctx context.Context, asOf data.Date, stamp data.Stamp) (ScreenSummary, bool, error) {
	last, err := d.store.LastScreen(ctx)
	if err != nil || last.At.IsZero() || last.Dirty > 0 || last.AsOf != asOf || last.Regime != "" && last.Regime != CurrentRegime || !oneProgram(d.o.Program) {
		return ScreenSummary{}, false, err
	}
	stamp.Baseline = last.Stamp.Baseline // of the records, and they are the same
	if stamp != last.Stamp {
		return ScreenSummary{}, false, nil
	}
	if late, err := d.importedAfter(ctx, asOf); late || err != nil {
		return ScreenSummary{}, false, err
	}
	// What was withdrawn or imported between the questions shows as a change.
	if mark, err := d.store.Mark(ctx); err != nil || mark != last.Mark {
		return ScreenSummary{}, false, err
	}
	return ScreenSummary{Stamp: last.Stamp, ByLevel: last.ByLevel, Subjects: last.Count}, true, nil
}

// oneProgram reports whether a version stands for one program and no other.
func oneProgram(version string) bool {
	return version != "" && version != "unknown" && version != "v0-dev" && !strings.HasSuffix(version, "+changes")
}

// importedAfter reports whether an import is dated after the day, so that it
// depends on how the day was asked for whether its records count.
func (d *Desk) importedAfter(ctx context.Context, day data.Date) (bool, error) {
	imports, err := d.store.Imports(ctx)
	if err != nil {
		return false, err
	}
	end := d.endOf(day)
	for _, im := range imports {
		if !im.At.Before(end) {
			return true, nil
		}
	}
	return false, nil
}
