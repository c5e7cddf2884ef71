package ui

import (
	"errors"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/dialog"
	"redflag/ui/filter"
	"redflag/ui/form"
	"redflag/ui/text"
)

// confirm asks before something that others will see.
func (m *Model) confirm(title, words, yes string, do func() tea.Cmd) {
	m.dialogs.Push(&dialog.Confirm{Title: title, Text: words, Yes: yes, Now: m.o.Now, Opened: m.o.Now(), Do: do})
}

// askFilter edits the filter of the queue.
func (m *Model) askFilter() tea.Cmd {
	dests, patterns := m.queue.Shown()
	known := filter.Known{Dests: dests, Patterns: patterns}
	e := &dialog.Entry{
		Label: "Filter",
		Suggest: func(v string, cursor int) (int, []dialog.Suggestion) {
			from, cs := filter.Complete(v, cursor, known)
			out := make([]dialog.Suggestion, len(cs))
			for i, c := range cs {
				out[i] = dialog.Suggestion{Text: c.Text, Says: c.Says}
			}
			return from, out
		},
		Check: func(v string) []string {
			var e *filter.Error
			if _, err := filter.Parse(v); errors.As(err, &e) && e.At < len(v) { // at the end one is still typing
				return []string{filter.Caret(e), e.Msg}
			}
			return nil
		},
	}
	e.Field.Set(m.queue.FilterText())
	if e.Field.Value() != "" {
		e.Field.Paste(" ")
	}
	return m.open(&dialog.Form{
		Title: "Filter the queue", Submit: "show", Entries: []*dialog.Entry{e},
		Done: func(f *dialog.Form) (tea.Cmd, string) {
			v, err := filter.Parse(e.Value())
			if err != nil {
				return nil, err.Error()
			}
			if err := m.desk.CheckFilter(v); err != nil {
				return nil, err.Error()
			}
			return m.queue.Show(v), ""
		},
	})
}

func (m *Model) open(f *dialog.Form) tea.Cmd {
	m.dialogs.Push(f)
	return f.Start()
}

func (m *Model) askSearch() tea.Cmd {
	e := &dialog.Entry{Label: "Order, customer, part or words", Help: "n and N go from hit to hit"}
	return m.open(&dialog.Form{
		Title: "Search in the queue", Submit: "search", Wide: 56, Entries: []*dialog.Entry{e},
		Done: func(*dialog.Form) (tea.Cmd, string) { return m.queue.Search(e.Value()), "" },
	})
}

// askNote takes a note; what is typed is kept as a draft until it is recorded.
func (m *Model) askNote() tea.Cmd {
	name, key := m.subject()
	e := &dialog.Entry{Label: "Note", Rows: 8, Field: form.Field{Multi: true, Hint: "what you saw, asked or were told"}}
	f := &dialog.Form{
		Title: "Note on " + name, Submit: "record", Entries: []*dialog.Entry{e}, Editor: m.editField,
		Done: func(*dialog.Form) (tea.Cmd, string) {
			if e.Value() == "" {
				return nil, "an empty note says nothing"
			}
			return m.note(key, name, e.Value()), ""
		},
	}
	return m.withDraft(f, e, key, "note")
}

// withDraft opens a form whose first field is kept as a draft of the case.
func (m *Model) withDraft(f *dialog.Form, e *dialog.Entry, key, field string) tea.Cmd {
	f.Changed = func(c *dialog.Entry) tea.Cmd {
		if c != e {
			return nil
		}
		return m.draftSoon(e, key, field)
	}
	f.Closed = func(*dialog.Form) tea.Cmd { return m.putDraft(key, field, e.Field.Value()) }
	ctx, d := m.ctx, m.desk
	read := func() tea.Msg {
		s, err := d.Draft(ctx, key, field)
		return draftMsg{e, s, err}
	}
	return tea.Batch(m.open(f), read)
}

// pathEntry is a field that completes paths.
func (m *Model) pathEntry(label, help string) *dialog.Entry {
	e := &dialog.Entry{Label: label, Help: help, Field: form.Field{Hint: "path of a file; tab completes"}}
	read := m.o.readDir
	e.Ask = func(v string) tea.Cmd {
		return func() tea.Msg { return completePath(read, v) }
	}
	return e
}

func (m *Model) askAttach() tea.Cmd {
	name, key := m.subject()
	e := m.pathEntry("File", "A copy is kept in the workspace, and its hash in the journal.")
	return m.open(&dialog.Form{
		Title: "Attach evidence to " + name, Submit: "attach", Entries: []*dialog.Entry{e},
		Done: func(*dialog.Form) (tea.Cmd, string) {
			if e.Value() == "" {
				return nil, "name a file"
			}
			return m.attach(key, e.Value()), ""
		},
	})
}

func (m *Model) askDossier() tea.Cmd {
	name, key := m.subject()
	e := m.pathEntry("Write to", "The ending says the format: .html, .md or .json")
	e.Field.Set("dossier-" + fileName(name) + ".html")
	return m.open(&dialog.Form{
		Title: "Dossier of " + name, Submit: "write", Entries: []*dialog.Entry{e},
		Done: func(*dialog.Form) (tea.Cmd, string) {
			switch filepath.Ext(e.Value()) {
			case ".html", ".md", ".json":
				return m.dossier(key, e.Value()), ""
			}
			return nil, "the name must end in .html, .md or .json"
		},
	})
}

// fileName keeps of s what every file system takes.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '-'
	}, s)
	s = strings.Trim(s, "-.")
	return s[:min(len(s), 60)]
}

// askUndo reads what would be undone, so that nobody confirms what they do not see.
func (m *Model) askUndo() tea.Cmd {
	ctx, d := m.ctx, m.desk
	return m.await("Reading what you did last", func() tea.Msg {
		what, err := d.LastDone(ctx)
		return lastDoneMsg{what, err}
	})
}

// confirmUndo asks with what was read. Keys that came meanwhile are dropped: they were
// not meant for it.
func (m *Model) confirmUndo(v lastDoneMsg) tea.Cmd {
	if !m.awaited() {
		return nil // somebody gave up
	}
	m.ahead = nil
	if v.err != nil {
		return m.fail("Nothing was undone", v.err)
	}
	m.confirm("Undo", "Undo "+text.Line(v.what)+"? It is what you did last. The journal keeps both: what was done, and that it was undone.", "undo", func() tea.Cmd { return m.undo() })
	return nil
}

func (m *Model) askImport() tea.Cmd {
	e := m.pathEntry("File", "CSV, XLSX or JSON Lines. It is read without changing anything first.")
	k := &dialog.Entry{Label: "Kind", Help: "customers or shipments; empty guesses from the headers",
		Suggest: func(v string, cursor int) (int, []dialog.Suggestion) {
			var out []dialog.Suggestion
			for _, w := range []string{"customers", "shipments"} {
				if strings.HasPrefix(w, v) && w != v {
					out = append(out, dialog.Suggestion{Text: w})
				}
			}
			return 0, out
		}}
	mp := m.pathEntry("Mapping", "a saved mapping; empty recognises the headers")
	return m.open(&dialog.Form{
		Title: "Import a file", Submit: "try it", Entries: []*dialog.Entry{e, k, mp},
		Done: func(*dialog.Form) (tea.Cmd, string) {
			switch {
			case e.Value() == "":
				return nil, "name a file"
			case k.Value() != "" && k.Value() != "customers" && k.Value() != "shipments":
				return nil, "the kind is customers or shipments"
			}
			return m.tryImport(e.Value(), k.Value(), mp.Value()), ""
		},
	})
}

func (m *Model) askList() tea.Cmd {
	e := m.pathEntry("List file", "A smaller or older file than the one held is refused, unless a reason is given.")
	day := &dialog.Entry{Label: "Downloaded on", Help: "where neither the file nor its name tells its day, such as 2026-07-31"}
	why := &dialog.Entry{Label: "Accept, because", Help: "only for a file that was refused"}
	return m.open(&dialog.Form{
		Title: "Add a restricted-party list", Submit: "add", Entries: []*dialog.Entry{e, day, why},
		Done: func(*dialog.Form) (tea.Cmd, string) {
			if e.Value() == "" {
				return nil, "name a file"
			}
			asOf, err := data.ParseDate(day.Value())
			if day.Value() != "" && (err != nil || asOf.Day == 0) {
				return nil, "a day is written as 2026-07-31"
			}
			return m.addList(e.Value(), why.Value(), asOf), ""
		},
	})
}
