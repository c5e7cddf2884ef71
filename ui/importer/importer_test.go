package importer

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"redflag/data"
	"redflag/ui/theme"
)

type held []data.ImportInfo

func (h held) Imports(context.Context) ([]data.ImportInfo, error) { return h, nil }

func TestReportSaysEveryFateAndWhetherItAddsUp(t *testing.T) {
	th := theme.New(true, true)
	r := data.ImportReport{File: "a.csv", Read: 10, Fates: map[data.RowFate]int{data.Accepted: 7, data.Rejected: 3}, Notes: []data.RowNote{{Row: 2, Fate: data.Ignored, Reason: "blank"}, {Row: 9, Fate: data.Rejected, Reason: "no id", Raw: "\x1b[31m"}}, MoreNotes: 4}
	got := ansi.Strip(strings.Join(Report(th, &r, 80), "\n"))
	for _, want := range []string{"10 read", "7 accepted", "3 rejected", "6 notes", "told: ␛[31m", "and 4 more"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Index(got, "no id") > strings.Index(got, "blank") {
		t.Error("the worst rows do not stand first")
	}
	r.Read = 11
	if got := strings.Join(Report(th, &r, 80), "\n"); !strings.Contains(got, "do not add up") {
		t.Error("counts that do not add up are not said")
	}
}

func TestNewestImportIsFirst(t *testing.T) {
	s := New(context.Background(), held{{ID: 1, At: time.Unix(0, 0)}, {ID: 2, Withdrawn: true}})
	s.Handle(s.Read()())
	if s.Selected().ID != 2 {
		t.Error("the newest import is not first")
	}
	s.Show(Try{File: "x", Reports: []data.ImportReport{{File: "x"}}})
	if s.Selected() != nil || s.Tried() == nil {
		t.Error("a try and an import are in sight at once")
	}
	s.Move(1)
	if s.Tried() != nil || s.Selected().ID != 1 {
		t.Error("moving did not leave the try")
	}
}

func TestWhatIsSaidAlikeStandsOnce(t *testing.T) {
	r := data.ImportReport{Read: 9, Fates: map[data.RowFate]int{data.Repaired: 9}, MoreNotes: 2}
	for row := range 7 {
		r.Notes = append(r.Notes, data.RowNote{Row: row + 2, Field: "country", Fate: data.Repaired, Reason: "read as MY", Raw: "Malaysia"})
	}
	got := ansi.Strip(strings.Join(Report(theme.New(true, true), &r, 100), "\n"))
	if strings.Count(got, "read as MY") != 1 || !strings.Contains(got, "7 rows, 2 on") || !strings.Contains(got, "and 2 more") {
		t.Errorf("notes said alike do not stand once:\n%s", got)
	}
}

func TestManyColumnsDoNotHideWhatWentWrong(t *testing.T) {
	r := data.ImportReport{Read: 1, Fates: map[data.RowFate]int{data.Rejected: 1}, Mapping: map[string]string{"Order": "order"},
		Notes: []data.RowNote{{Row: 2, Fate: data.Rejected, Reason: "no id"}}}
	for range 300 {
		r.Unmapped = append(r.Unmapped, "column")
	}
	lines := Report(theme.New(true, true), &r, 80)
	got := ansi.Strip(strings.Join(lines, "\n"))
	if !strings.Contains(got, "and 280 more") || len(lines) > 20 {
		t.Errorf("columns fill the screen:\n%s", got)
	}
	if strings.Index(got, "no id") > strings.Index(got, "recognised") {
		t.Error("what was recognised stands above what went wrong")
	}
}
