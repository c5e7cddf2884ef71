package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/importer"
	"redflag/ui/text"
)

// tryImport reads a file without changing anything.
func (m *Model) tryImport(file, kind, mapping string) tea.Cmd {
	d := m.desk
	try := importer.Try{File: expand(file), Kind: kind, Mapping: expand(mapping)}
	return m.begin("Reading "+text.Line(filepath.Base(file)), func(ctx context.Context, progress func(data.Progress)) (func(*Model) tea.Cmd, error) {
		reps, err := d.Import(ctx, []string{try.File}, desk.ImportOptions{Kind: kind, Mapping: try.Mapping, DryRun: true}, progress)
		try.Reports = reps
		return func(m *Model) tea.Cmd {
			m.imps.Show(try)
			m.show(inImports)
			return m.say(told, "Nothing is changed yet: enter applies it, esc leaves it.")
		}, err
	})
}

func (m *Model) applyImport() tea.Cmd {
	d, try := m.desk, *m.imps.Tried()
	return m.begin("Importing "+text.Line(filepath.Base(try.File)), func(ctx context.Context, progress func(data.Progress)) (func(*Model) tea.Cmd, error) {
		reps, err := d.Import(ctx, []string{try.File}, desk.ImportOptions{Kind: try.Kind, Mapping: try.Mapping}, progress)
		return func(m *Model) tea.Cmd {
			m.imps.Leave()
			return tea.Batch(m.say(done, importWords(reps)), m.changed())
		}, err
	})
}

func importWords(reps []data.ImportReport) string {
	var out []string
	for i := range reps {
		r := &reps[i]
		if r.Already != 0 {
			out = append(out, fmt.Sprintf("%s is held already as import %d; nothing changed", r.File, r.Already))
			continue
		}
		out = append(out, fmt.Sprintf("%s: %s read, import %d. S screens it", r.File, text.Plural(r.Read, "row"), r.Import))
	}
	return strings.Join(out, "; ")
}

func (m *Model) withdrawImport() tea.Cmd {
	im := *m.imps.Selected()
	name := text.Line(im.Report.File)
	words := fmt.Sprintf("Withdraw import %d (%s, %s)? Its record versions no longer count. Cases that cite them keep them and say so.", im.ID, name, text.Plural(im.Report.Read, "row"))
	m.confirm("Withdraw an import", words, "withdraw", func() tea.Cmd {
		d := m.desk
		return m.begin("Withdrawing import "+fmt.Sprint(im.ID), func(ctx context.Context, progress func(data.Progress)) (func(*Model) tea.Cmd, error) {
			err := d.UndoImport(ctx, im.ID)
			return func(m *Model) tea.Cmd {
				return tea.Batch(m.say(done, fmt.Sprintf("Import %d is withdrawn. S screens what is left.", im.ID)), m.changed())
			}, err
		})
	})
	return nil
}

func (m *Model) addList(file, accept string, asOf data.Date) tea.Cmd {
	d := m.desk
	file = expand(file)
	return m.begin("Reading list "+text.Line(filepath.Base(file)), func(ctx context.Context, progress func(data.Progress)) (func(*Model) tea.Cmd, error) {
		rep, err := d.AddListOf(ctx, file, accept, asOf)
		return func(m *Model) tea.Cmd {
			m.lists.Reported(rep)
			return tea.Batch(m.listSaid(rep), m.changed())
		}, err
	})
}

func (m *Model) listSaid(rep desk.ListReport) tea.Cmd {
	switch {
	case len(rep.Refused) > 0:
		return m.say(broke, "Not taken, the old list stays: "+strings.Join(rep.Refused, "; "))
	case rep.Already:
		return m.say(told, strings.TrimSpace(rep.Info.Label()+" is held already. "+rep.Undated()))
	case rep.Undated() != "":
		return m.say(warned, rep.Undated())
	}
	return m.say(done, fmt.Sprintf("%s added: %d new, %d removed, %d changed. S screens against it", rep.Info.Label(), rep.Added, rep.Removed, rep.Changed))
}

func (m *Model) screenAll() tea.Cmd {
	d := m.desk
	return m.begin("Screening", func(ctx context.Context, progress func(data.Progress)) (func(*Model) tea.Cmd, error) {
		sum, err := d.Screen(ctx, desk.ScreenOptions{}, progress)
		return func(m *Model) tea.Cmd {
			if sum.Subjects == 0 {
				return tea.Batch(m.say(told, "Nothing is here to be judged: i imports records first."), m.changed())
			}
			return tea.Batch(m.say(done, sum.Words()), m.changed())
		}, err
	})
}

func (m *Model) verify() tea.Cmd {
	d := m.desk
	return m.begin("Verifying the journal", func(ctx context.Context, progress func(data.Progress)) (func(*Model) tea.Cmd, error) {
		words, ok, err := d.Verify(ctx)
		return func(m *Model) tea.Cmd {
			if !ok {
				return m.say(broke, words)
			}
			return m.say(done, words)
		}, err
	})
}
