package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/queue"
	"redflag/ui/text"
)

func noRow(m *Model) string {
	if m.queue.Selected() == nil {
		return "no order is under the cursor"
	}
	return ""
}

func queueActions() []*action {
	move := func(f func(m *Model, n int) tea.Cmd) func(*Model, int) tea.Cmd { return f }
	return []*action{
		{id: "queue.open", keys: []string{"enter", "right"}, title: "Open the case", where: inQueue, command: "show", label: "open", foot: 1, off: noRow,
			says: "Findings, evidence, parties, goods and what was done.",
			do:   func(m *Model, _ int) tea.Cmd { return m.openSelected() }},
		{id: "queue.down", keys: []string{"j", "down"}, title: "Down", where: inQueue, says: "A count before it moves that many rows.",
			do: move(func(m *Model, n int) tea.Cmd { return m.queue.Move(times(n)) })},
		{id: "queue.up", keys: []string{"k", "up"}, title: "Up", where: inQueue, says: "A count before it moves that many rows.",
			do: move(func(m *Model, n int) tea.Cmd { return m.queue.Move(-times(n)) })},
		{id: "queue.pagedown", keys: []string{"pgdown", "ctrl+f", "space"}, title: "Page down", where: inQueue, says: "One screen further.",
			do: move(func(m *Model, n int) tea.Cmd { return m.queue.Page(times(n)) })},
		{id: "queue.pageup", keys: []string{"pgup", "ctrl+b"}, title: "Page up", where: inQueue, says: "One screen back.",
			do: move(func(m *Model, n int) tea.Cmd { return m.queue.Page(-times(n)) })},
		{id: "queue.first", keys: []string{"g", "home"}, title: "First order", where: inQueue, says: "The top of the list.",
			do: move(func(m *Model, _ int) tea.Cmd { return m.queue.To(0) })},
		{id: "queue.last", keys: []string{"G", "end"}, title: "Last order", where: inQueue, says: "The end of the list; with a count, that row.",
			do: move(func(m *Model, n int) tea.Cmd {
				if n > 0 {
					return m.queue.To(n - 1)
				}
				return m.queue.To(m.queue.Len() - 1)
			})},
		{id: "queue.filter", keys: []string{"f"}, title: "Filter the queue", where: inQueue, command: "queue", label: "filter", foot: 4,
			says: `For example level:hold,stop score>=60 dest:MY,TH "free text".`, do: func(m *Model, _ int) tea.Cmd { return m.askFilter() }},
		{id: "queue.search", keys: []string{"/"}, title: "Search in the queue", where: inQueue, command: "queue", label: "search", foot: 3,
			says: "Finds an order, a customer, a part; n and N go on.", do: func(m *Model, _ int) tea.Cmd { return m.askSearch() }},
		{id: "queue.next", keys: []string{"n"}, title: "Next hit", where: inQueue, says: "Of the last search.", off: noHit,
			do: func(m *Model, n int) tea.Cmd { return m.queue.Next(times(n)) }},
		{id: "queue.previous", keys: []string{"N"}, title: "Previous hit", where: inQueue, says: "Of the last search.", off: noHit,
			do: func(m *Model, n int) tea.Cmd { return m.queue.Next(-times(n)) }},
		{id: "queue.sort", keys: []string{"s"}, title: "Sort: level, date, number", where: inQueue, command: "queue", says: "Goes to the next order of the rows.",
			do: func(m *Model, _ int) tea.Cmd {
				cmd := m.queue.Sort()
				return tea.Batch(cmd, m.say(told, "Sorted "+queue.Orderby(m.queue.Filter())+"."))
			}},
		{id: "queue.reverse", keys: []string{"z"}, title: "Reverse the order", where: inQueue, command: "queue", says: "Turns the order of the rows round.",
			do: func(m *Model, _ int) tea.Cmd {
				cmd := m.queue.Reverse()
				return tea.Batch(cmd, m.say(told, "Sorted "+queue.Orderby(m.queue.Filter())+"."))
			}},
		{id: "queue.papers", keys: []string{"p"}, title: "Papers of the order", where: inQueue, command: "queue --papers", label: "papers", foot: 6, off: noPapers,
			says: "Unfolds the papers that say nothing more than the order under the cursor, or folds them.",
			do:   func(m *Model, _ int) tea.Cmd { return m.queue.Turn() }},
		{id: "queue.allpapers", keys: []string{"P"}, title: "Papers of all orders", where: inQueue, command: "queue --papers", off: noFolds,
			says: "Unfolds the papers of all orders, or folds them.",
			do: func(m *Model, _ int) tea.Cmd {
				cmd, says := m.queue.TurnAll(), "A row an order: papers that say nothing more are folded."
				if m.queue.Spread() {
					says = "A row for each paper, those that say nothing more below their order."
				}
				return tea.Batch(cmd, m.say(told, says))
			}},
		{id: "queue.refresh", keys: []string{"r"}, title: "Refresh the queue", where: inQueue, command: "queue", says: "Reads the rows again; the cursor stays on its order.",
			do: func(m *Model, _ int) tea.Cmd { return tea.Batch(m.queue.Refresh(), m.readHeader()) }},
		{id: "queue.tab", keys: []string{"tab"}, title: "Next saved filter", where: inQueue, command: "queue", says: "Open, stop, hold, review, waiting, decided, everything: keys 1 to 7.",
			do: func(m *Model, n int) tea.Cmd { return m.queue.NextTab(times(n)) }},
		{id: "queue.backtab", keys: []string{"shift+tab"}, title: "Previous saved filter", where: inQueue, command: "queue", says: "The one before.",
			do: func(m *Model, n int) tea.Cmd { return m.queue.NextTab(-times(n)) }},
	}
}

func noHit(m *Model) string {
	if _, n, _ := m.queue.Found(); n == 0 {
		return "search with / first"
	}
	return ""
}

func noPapers(m *Model) string {
	if !m.queue.Papers() {
		return "no paper stands under this row"
	}
	return ""
}

func noFolds(m *Model) string {
	if !m.queue.Folds() {
		return "no paper in this list says nothing more than its order"
	}
	return ""
}

// openSelected opens the case under the queue's cursor.
func (m *Model) openSelected() tea.Cmd {
	r := m.queue.Selected()
	if r == nil || r.Case == "" {
		return nil
	}
	return m.openCase(r)
}

// openCase opens a case: from the screen of another one, esc comes back to that.
func (m *Model) openCase(r *data.QueueRow) tea.Cmd {
	if m.at != inCase {
		m.trail = nil
	} else if from := m.file.Key(); from != r.Case {
		if i := slices.Index(m.trail, r.Case); i >= 0 { // never a loop of cases
			m.trail = m.trail[:i]
		} else {
			m.trail = append(m.trail, from)
		}
	}
	m.show(inCase)
	return m.openFile(r.Case)
}

func (m *Model) openFile(key string) tea.Cmd {
	known := m.queue.View()
	if known != nil && known.Row.Case != key {
		known = nil
	}
	cmd := m.file.Open(key, known)
	m.check.Set(key, m.file.View())
	return cmd
}

// openFound opens what is under the cursor of the look-up.
func (m *Model) openFound() tea.Cmd {
	row, cmd := m.look.Open()
	if row != nil {
		return m.openCase(row)
	}
	return cmd
}

// openStep opens the order under the queue's cursor in place of the case in sight.
func (m *Model) openStep() tea.Cmd {
	m.trail = nil
	return m.openFile(m.queue.Selected().Case)
}

// step opens the order n places on in the queue.
func (m *Model) step(n int) tea.Cmd {
	at := m.queue.Cursor()
	cmd := m.queue.Move(n)
	if m.queue.Cursor() == at {
		return m.say(told, "No more orders in this list.")
	}
	if m.queue.Selected() == nil {
		m.openNext = true
		return cmd
	}
	return tea.Batch(cmd, m.openStep(), m.say(told, fmt.Sprintf("Order %s of %s", text.Thousands(m.queue.Cursor()+1), text.Thousands(m.queue.Len()))))
}
