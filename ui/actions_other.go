package ui

import (
	tea "charm.land/bubbletea/v2"

	"redflag/ui/theme"
)

func lookupActions() []*action {
	return []*action{
		{id: "lookup.down", keys: []string{"down", "ctrl+n"}, title: "Next answer", where: inLookup, says: "One answer down.",
			do: func(m *Model, _ int) tea.Cmd { m.look.Move(1); return nil }},
		{id: "lookup.up", keys: []string{"up"}, title: "Previous answer", where: inLookup, says: "One answer up.",
			do: func(m *Model, _ int) tea.Cmd { m.look.Move(-1); return nil }},
		{id: "lookup.page", keys: []string{"pgdown"}, title: "Ten answers on", where: inLookup, says: "Further down.",
			do: func(m *Model, _ int) tea.Cmd { m.look.Move(10); return nil }},
		{id: "lookup.backpage", keys: []string{"pgup"}, title: "Ten answers back", where: inLookup, says: "Further up.",
			do: func(m *Model, _ int) tea.Cmd { m.look.Move(-10); return nil }},
		{id: "lookup.open", keys: []string{"enter"}, title: "Open the own record", where: inLookup, command: "show", label: "open", foot: 1,
			says: "Opens the case of the order under the cursor; of a party it shows the orders.",
			off:  func(m *Model) string { return m.look.CannotOpen() },
			do:   func(m *Model, _ int) tea.Cmd { return m.openFound() }},
		{id: "lookup.customer", keys: []string{"tab"}, title: "Open the customer", where: inLookup, command: "show", label: "customer", foot: 2, off: noneFound,
			says: "Of the party or order under the cursor: what is told of it, what it is held against, all its orders.",
			do:   func(m *Model, _ int) tea.Cmd { return m.openCustomer() }},
		{id: "lookup.clear", keys: []string{"ctrl+u"}, title: "Clear the name", where: inLookup, says: "Empties the field.", label: "clear", foot: 3,
			do: func(m *Model, _ int) tea.Cmd { m.look.Clear(); return nil }},
	}
}

func importActions() []*action {
	return []*action{
		{id: "import.add", keys: []string{"a"}, title: "Import a file", where: inImports, command: "import", label: "add file", foot: 1, off: busy,
			says: "Reads it once without changing anything and shows the report first.", do: func(m *Model, _ int) tea.Cmd { return m.askImport() }},
		{id: "import.apply", keys: []string{"enter"}, title: "Apply the import that was tried", where: inImports, command: "import", label: "apply", foot: 2,
			off: func(m *Model) string {
				if m.imps.Tried() == nil {
					return "add a file first"
				}
				return busy(m)
			},
			says: "Takes the rows that the report counts as accepted, repaired and ambiguous.", do: func(m *Model, _ int) tea.Cmd { return m.applyImport() }},
		{id: "import.withdraw", keys: []string{"x"}, title: "Withdraw an import", where: inImports, command: "import --undo", label: "withdraw", foot: 3,
			off: func(m *Model) string {
				if i := m.imps.Selected(); i == nil {
					return "no import is under the cursor"
				} else if i.Withdrawn {
					return "it is withdrawn already"
				}
				return busy(m)
			},
			says: "Its record versions no longer count; what cites them keeps them.", do: func(m *Model, _ int) tea.Cmd { return m.withdrawImport() }},
		{id: "import.down", keys: []string{"j", "down"}, title: "Next import", where: inImports, says: "One down.",
			do: func(m *Model, n int) tea.Cmd { m.imps.Move(1); return nil }},
		{id: "import.up", keys: []string{"k", "up"}, title: "Previous import", where: inImports, says: "One up.",
			do: func(m *Model, n int) tea.Cmd { m.imps.Move(-1); return nil }},
		{id: "import.notes", keys: []string{"pgdown", "space"}, title: "Further notes", where: inImports, says: "Scrolls the report.",
			do: func(m *Model, n int) tea.Cmd { m.imps.Scroll(8); return nil }},
		{id: "import.notesup", keys: []string{"pgup"}, title: "Earlier notes", where: inImports, says: "Scrolls the report back.",
			do: func(m *Model, n int) tea.Cmd { m.imps.Scroll(-8); return nil }},
	}
}

func listActions() []*action {
	return []*action{
		{id: "lists.add", keys: []string{"a"}, title: "Add a list file", where: inLists, command: "lists add", label: "add file", foot: 1, off: busy,
			says: "The Consolidated Screening List as downloaded, CSV or JSON Lines.", do: func(m *Model, _ int) tea.Cmd { return m.askList() }},
		{id: "lists.down", keys: []string{"j", "down"}, title: "Next list", where: inLists, says: "One down.",
			do: func(m *Model, n int) tea.Cmd { m.lists.Move(1); return nil }},
		{id: "lists.up", keys: []string{"k", "up"}, title: "Previous list", where: inLists, says: "One up.",
			do: func(m *Model, n int) tea.Cmd { m.lists.Move(-1); return nil }},
	}
}

func everywhereActions() []*action {
	goTo := func(p place, read func(m *Model) tea.Cmd) func(*Model, int) tea.Cmd {
		return func(m *Model, _ int) tea.Cmd { m.show(p); return read(m) }
	}
	return []*action{
		{id: "lookup", keys: []string{"L"}, title: "Look a name or number up", where: browsing, command: "lookup", label: "look up", foot: 8,
			says: "In the lists and in your own records: any part of a name, address or number.", do: goTo(inLookup, func(m *Model) tea.Cmd { return m.look.Ready() })},
		{id: "imports", keys: []string{"i"}, title: "Imports", where: browsing &^ inImports, command: "import", label: "imports", foot: 11, says: "Import files, see reports, withdraw.",
			do: goTo(inImports, func(m *Model) tea.Cmd { return m.imps.Read() })},
		{id: "lists", keys: []string{"l"}, title: "Restricted-party lists", where: browsing &^ inLists, command: "lists show", says: "Which lists are loaded, and how old they are.",
			do: goTo(inLists, func(m *Model) tea.Cmd { return m.lists.Read() })},
		{id: "hits", keys: []string{"h"}, title: "Hits by cause", where: browsing &^ inHits, command: "queue --hits", says: "Open hits on lists with one cause, to be cleared together.",
			do: goTo(inHits, func(m *Model) tea.Cmd { return m.hits.Read() })},
		{id: "screen", keys: []string{"S"}, title: "Screen", where: browsing, command: "screen", off: busy,
			says: "Judges with today's lists and rules what rests on something else than before; the rest stands.", do: func(m *Model, _ int) tea.Cmd { return m.screenAll() }},
		{id: "undo", keys: []string{"u", "U"}, title: "Undo what you did last", where: browsing &^ inChecklist, command: "undo", says: "The journal keeps both.",
			do: func(m *Model, _ int) tea.Cmd { return m.askUndo() }},
		{id: "check.undo", keys: []string{"U"}, title: "Undo what you did last", where: inChecklist, command: "undo", says: "The journal keeps both.",
			do: func(m *Model, _ int) tea.Cmd { return m.askUndo() }},
		{id: "verify", keys: []string{"V"}, title: "Verify the journal", where: browsing, command: "verify", off: busy,
			says: "Proves every entry intact, or names the first that is not.", do: func(m *Model, _ int) tea.Cmd { return m.verify() }},
		{id: "messages", keys: []string{"T"}, title: "Messages", where: browsing, says: "What was said so far.", do: func(m *Model, _ int) tea.Cmd { return m.messages() }},
		{id: "theme", title: "Light or dark", where: anywhere, says: "Changes the colours, where the terminal did not tell its background.",
			do: func(m *Model, _ int) tea.Cmd { m.dark = !m.dark; m.th = theme.New(m.dark, m.mono); return nil }},
		{id: "palette", keys: []string{":", "ctrl+p"}, title: "Command palette", where: browsing, says: "Everything that can be done here, by name.",
			do: func(m *Model, _ int) tea.Cmd { return m.palette() }},
		{id: "palette-typing", keys: []string{"ctrl+p"}, title: "Command palette", where: inLookup, says: "Everything that can be done here, by name.",
			do: func(m *Model, _ int) tea.Cmd { return m.palette() }},
		{id: "help", keys: []string{"?", "f1"}, title: "Help", where: browsing, says: "All keys of this screen; enter runs one.", do: func(m *Model, _ int) tea.Cmd { return m.help() }},
		{id: "help-typing", keys: []string{"f1"}, title: "Help", where: inLookup, says: "All keys of this screen; enter runs one.", do: func(m *Model, _ int) tea.Cmd { return m.help() }},
		{id: "suspend", keys: []string{"ctrl+z"}, title: "Suspend", where: anywhere, says: "Back to the shell; fg returns.", do: func(m *Model, _ int) tea.Cmd { return tea.Suspend }},
		{id: "redraw", keys: []string{"ctrl+l"}, title: "Draw the screen anew", where: anywhere, says: "After something else wrote on it.", do: func(m *Model, _ int) tea.Cmd { return tea.ClearScreen }},
		{id: "back", keys: []string{"esc"}, title: "Back", where: anywhere, label: "back", foot: 9, off: nowhereBack,
			says: "To the screen before; stops work that runs, ends a search.", do: func(m *Model, _ int) tea.Cmd { return m.escape() }},
		{id: "leave", keys: []string{"q"}, title: "Close the screen", where: browsing, says: "On the queue it quits.", do: func(m *Model, _ int) tea.Cmd { return m.leave() }},
		{id: "quit", keys: []string{"ctrl+c"}, title: "Quit", where: anywhere, says: "Everything that was recorded stays.", do: func(m *Model, _ int) tea.Cmd { return m.quit() }},
	}
}

func nowhereBack(m *Model) string {
	if words, _, _ := m.queue.Found(); len(m.back) == 0 && m.task == nil && words == "" && m.count == 0 {
		return "this is the first screen; q quits"
	}
	return ""
}

// escape undoes the lightest thing first: work that runs, a search, the name
// typed, the screen.
func (m *Model) escape() tea.Cmd {
	switch words, _, _ := m.queue.Found(); {
	case m.task != nil && !m.task.stopping:
		return m.stopTask()
	case m.at == inImports && m.imps.Tried() != nil:
		m.imps.Leave()
		return m.say(told, "Left; nothing was taken.")
	case m.at == inQueue && words != "":
		return m.queue.Search("")
	case len(m.back) > 0:
		return m.leave()
	}
	return nil
}
