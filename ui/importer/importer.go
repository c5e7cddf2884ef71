// Package importer is the screen of what was imported: the report of a file that
// is only being tried, the imports that the workspace holds, and what became of
// every row.
//
// It shows; reading files is the desk's work.
package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Desk is what the screen asks of a workspace.
type Desk interface {
	Imports(ctx context.Context) ([]data.ImportInfo, error)
}

// Try is a file that was read without changing anything.
type Try struct {
	File, Kind, Mapping string
	Reports             []data.ImportReport
}

// Screen is the imports.
type Screen struct {
	ctx  context.Context
	desk Desk

	list   []data.ImportInfo // newest first
	failed error
	try    *Try
	cur    int
	notes  int // first note in sight
}

type readMsg struct {
	list []data.ImportInfo
	err  error
}

// New makes the screen of a desk.
func New(ctx context.Context, d Desk) *Screen { return &Screen{ctx: ctx, desk: d} }

// Read asks for the imports held.
func (s *Screen) Read() tea.Cmd {
	ctx, d := s.ctx, s.desk
	return func() tea.Msg {
		l, err := d.Imports(ctx)
		return readMsg{l, err}
	}
}

// Handle takes the answer.
func (s *Screen) Handle(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(readMsg); ok {
		s.failed = m.err
		if m.err == nil {
			s.list = slices.Clone(m.list)
			slices.SortStableFunc(s.list, func(a, b data.ImportInfo) int { return int(b.ID - a.ID) })
		}
		s.Move(0)
	}
	return nil
}

// Show puts the report of a try in sight; Leave takes it away, whether it was
// applied or not.
func (s *Screen) Show(t Try) { s.try, s.notes = &t, 0 }
func (s *Screen) Leave()     { s.try, s.cur, s.notes = nil, 0, 0 }

// Tried is the file that waits to be applied, or nil.
func (s *Screen) Tried() *Try { return s.try }

// Selected is the import under the cursor, or nil.
func (s *Screen) Selected() *data.ImportInfo {
	if s.try != nil || s.cur >= len(s.list) {
		return nil
	}
	return &s.list[s.cur]
}

// Move goes n imports on; a try is left.
func (s *Screen) Move(n int) {
	if n != 0 {
		s.try = nil
	}
	s.cur = max(0, min(s.cur+n, len(s.list)-1))
	s.notes = 0
}

// Scroll moves the report by n lines.
func (s *Screen) Scroll(n int) { s.notes = max(0, s.notes+n) }

// Draw is the screen below the header: w by h cells.
func (s *Screen) Draw(th *theme.Theme, w, h int) []string {
	if s.try != nil {
		out := []string{" " + th.Heading.Paint("Tried, not taken yet"), ""}
		return append(out, s.report(th, s.try.Reports, w, h-2)...)
	}
	out := []string{" " + th.Heading.Paint(text.Fit(text.Plural(len(s.list), "import"), w-1))}
	switch {
	case s.failed != nil:
		return append(out, "", " "+th.Bad.Paint(text.Cut("The imports could not be read: "+text.Line(s.failed.Error()), w-2)))
	case len(s.list) == 0:
		return append(out, "", "   "+th.Muted.Paint("Nothing was imported yet. a adds a file of customers or shipments."))
	}
	rows := min(len(s.list), max(h/3, 3))
	from := max(0, min(s.cur-rows/2, len(s.list)-rows))
	for i := from; i < from+rows; i++ {
		out = append(out, line(th, &s.list[i], i == s.cur, w))
	}
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	return append(out, s.report(th, []data.ImportReport{s.list[s.cur].Report}, w, h-len(out))...)
}

func line(th *theme.Theme, im *data.ImportInfo, on bool, w int) string {
	state := ""
	if im.Withdrawn {
		state = "withdrawn"
	}
	body := fmt.Sprintf("%4d  %s  %s %s  %s", im.ID, im.At.Format("2006-01-02 15:04"),
		text.Right(text.Thousands(im.Report.Read)+" rows", 14), text.Fit(state, 9), text.Line(im.Report.File))
	if im.Person != "" && w >= 90 {
		body += "  " + text.Line(im.Person)
	}
	switch {
	case on:
		return th.Selected.Paint(text.Fit("▸ "+body, w))
	case im.Withdrawn:
		return th.Muted.Paint(text.Fit("  "+body, w))
	}
	return text.Fit("  "+body, w)
}

// report is the account of the files, scrolled to the notes in sight.
func (s *Screen) report(th *theme.Theme, reps []data.ImportReport, w, h int) []string {
	var all []string
	for i := range reps {
		all = append(all, Report(th, &reps[i], w)...)
	}
	s.notes = max(0, min(s.notes, len(all)-h))
	out := all[s.notes:min(len(all), s.notes+max(h, 0))]
	if left := len(all) - s.notes - len(out); left > 0 && len(out) > 1 {
		out = append(out[:len(out)-1:len(out)-1], "  "+th.Muted.Paint(fmt.Sprintf("… %s; space shows them", text.Plural(left+1, "more line"))))
	}
	return out
}

// Report says what became of a file's rows.
func Report(th *theme.Theme, r *data.ImportReport, w int) []string {
	var out []string
	pair := func(name string, ink theme.Ink, v string) {
		if v == "" {
			return
		}
		for i, l := range text.Wrap(text.Line(v), max(w-18, 8)) {
			head := text.Spaces(14)
			if i == 0 {
				head = th.Muted.Paint(text.Fit(name, 14))
			}
			out = append(out, "  "+head+ink.Paint(l))
		}
	}
	pair("file", th.Strong, r.File)
	if r.Already != 0 {
		pair("", th.Warn, fmt.Sprintf("This very file is held as import %d; taking it again changes nothing.", r.Already))
	}
	how := slices.DeleteFunc([]string{r.Kind, r.Encoding, r.Delimiter}, func(s string) bool { return s == "" })
	pair("read as", theme.Ink{}, strings.Join(how, ", "))
	out = append(out, fates(th, r)...)
	pair("records", theme.Ink{}, records(r))
	if r.Read == 0 && r.Already == 0 {
		pair("", th.Warn, "no row stands below the header, so no record was taken")
	}
	if s := r.NoCurrencyWords(); s != "" {
		pair("currency", th.Warn, s)
	}
	if len(r.Unmapped) > 0 {
		pair("kept beside", th.Muted, unmapped(r))
	}
	for i := range r.Unknown {
		name := ""
		if i == 0 {
			name = "no field"
		}
		pair(name, th.Warn, r.Unknown[i].Words()+"; kept beside the record")
	}
	if len(r.Notes) > 0 {
		out = append(out, "", "  "+th.Heading.Paint(text.Plural(len(r.Notes)+r.MoreNotes, "note")))
		out = append(out, notes(th, r, w)...)
	}
	if len(r.Mapping) > 0 { // below what went wrong, so that it cannot push that out of sight
		out = append(out, "")
		pair("recognised", th.Muted, mapping(r))
	}
	return out
}

// fates are the counts of rows, one line each, and that they add up.
func fates(th *theme.Theme, r *data.ImportReport) []string {
	out := []string{"  " + th.Muted.Paint(text.Fit("rows", 14)) + th.Strong.Paint(text.Right(text.Thousands(r.Read), 9)) + " read"}
	for _, f := range []struct {
		fate data.RowFate
		says string
		ink  theme.Ink
	}{
		{data.Accepted, "accepted", th.Good}, {data.Repaired, "repaired: a mend that is certain", theme.Ink{}},
		{data.Ambiguous, "ambiguous: taken, kept as told", th.Warn}, {data.Rejected, "rejected: not taken", th.Bad},
		{data.Ignored, "ignored: blank, header or total", th.Muted}, {data.Duplicate, "duplicate of a row before", th.Muted},
	} {
		if n := r.Fates[f.fate]; n > 0 || f.fate == data.Accepted || f.fate == data.Rejected {
			out = append(out, text.Spaces(16)+f.ink.Paint(text.Right(text.Thousands(n), 9)+" "+f.says))
		}
	}
	if !r.Adds() {
		out = append(out, text.Spaces(16)+th.Bad.Paint("the counts do not add up: please report this file"))
	}
	return out
}

func records(r *data.ImportReport) string {
	var out []string
	for k, n := range r.Records {
		out = append(out, fmt.Sprintf("%s %s", text.Thousands(n), k))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// fateWord is what a note is headed with: a row taken as it is only has a remark.
func fateWord(f data.RowFate) string {
	if f == data.Accepted {
		return "note"
	}
	return string(f)
}

// unmapped are the first of the columns that no field was found for.
func unmapped(r *data.ImportReport) string {
	const most = 20
	if n := len(r.Unmapped) - most; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(r.Unmapped[:most], ", "), n)
	}
	return strings.Join(r.Unmapped, ", ")
}

func mapping(r *data.ImportReport) string {
	var out []string
	for h, f := range r.Mapping {
		out = append(out, h+" → "+f)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// notes are the rows that there is something to say of, the worst first.
func notes(th *theme.Theme, r *data.ImportReport, w int) []string {
	ns := r.NoteGroups()
	const most = 500
	rest := r.MoreNotes
	var out []string
	for i, n := range ns {
		if i >= most {
			rest += n.Rows
			continue
		}
		at := fmt.Sprintf("row %d", n.Row)
		if n.Rows > 1 {
			at = fmt.Sprintf("%s rows, %d on", text.Thousands(n.Rows), n.Row)
		}
		if n.Sheet != "" {
			at = n.Sheet + " " + at
		}
		if n.Field != "" {
			at += ", " + n.Field
		}
		ink := th.Muted
		switch n.Fate {
		case data.Rejected:
			ink = th.Bad
		case data.Ambiguous:
			ink = th.Warn
		}
		says := n.Says()
		if n.Raw != "" {
			says += "  told: " + n.Raw
		}
		head := "  " + ink.Paint(text.Fit(fateWord(n.Fate), 10)) + " " + text.Fit(text.Line(at), 24) + " "
		out = append(out, head+text.Cut(text.Line(says), max(w-40, 8)))
	}
	if rest > 0 {
		out = append(out, "  "+th.Muted.Paint(fmt.Sprintf("and %s more", text.Thousands(rest))))
	}
	return out
}
