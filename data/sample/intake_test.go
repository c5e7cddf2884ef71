package sample

import (
	"bytes"
	"context"
	"testing"

	"redflag/data"
	"redflag/data/intake"
	"redflag/data/reference"
)

// The demo goes through the importer like anybody's files: every column finds
// its field, and no row is rejected or in doubt.
func TestTheImporterTakesTheDemoWhole(t *testing.T) {
	tables, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := Demo()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		n := 0
		rep, err := intake.Read(context.Background(), f.Name, bytes.NewReader(f.Content), int64(len(f.Content)), intake.Options{Countries: tables.Atlas()}, func(*data.Record) error {
			n++
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if rep.Fates[data.Rejected]+rep.Fates[data.Ambiguous] > 0 || len(rep.Unmapped) > 0 || n == 0 {
			t.Errorf("%s: %v, kept beside the records: %v", f.Name, rep.Fates, rep.Unmapped)
			for i, note := range rep.Notes {
				if i < 20 {
					t.Logf("row %d %s: %s (%s)", note.Row, note.Field, note.Reason, note.Raw)
				}
			}
		}
		t.Logf("%s: %d records, %v, %v", f.Name, n, rep.Fates, rep.Mapping)
	}
}
