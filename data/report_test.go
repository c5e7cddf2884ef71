package data

import "testing"

// What is said alike of several rows stands once, with as many rows as there are; a row
// of which it is said twice is one.
func TestNotesOfOneKindStandOnce(t *testing.T) {
	r := ImportReport{Notes: []RowNote{
		{Row: 2, Fate: Ignored, Reason: "is blank"},
		{Row: 4, Fate: Ambiguous, Reason: "has 8 cells under a header of 6"},
		{Row: 4, Fate: Ambiguous, Reason: "has 8 cells under a header of 6"},
		{Row: 5, Fate: Ignored, Reason: "is blank"},
		{Row: 6, Fate: Ignored, Reason: "is blank"},
	}}
	got := r.NoteGroups()
	if len(got) != 2 {
		t.Fatalf("%d groups: %v", len(got), got)
	}
	if g := got[0]; g.Rows != 1 || g.Row != 4 || g.Last != 4 || g.Says() != "has 8 cells under a header of 6" {
		t.Errorf("of one row: %+v, %q", g, g.Says())
	}
	if g := got[1]; g.Rows != 3 || g.Row != 2 || g.Last != 6 || g.Says() != "each is blank" {
		t.Errorf("of three rows: %+v, %q", g, g.Says())
	}
}
