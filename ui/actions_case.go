package ui

import (
	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/casefile"
	"redflag/ui/dialog"
	"redflag/ui/text"
)

// noCase is why nothing can be done to an order now.
func noCase(m *Model) string {
	if _, key := m.subject(); key == "" {
		return "no order is under the cursor"
	}
	return ""
}

// subject is the order in sight: how it is called, and the key of its case.
func (m *Model) subject() (name, key string) {
	if m.at == inQueue {
		r := m.queue.Selected()
		if r == nil {
			return "", ""
		}
		return text.Line(firstOf(r.Order, r.Shipment, r.Customer)), r.Case
	}
	if m.at&(inCase|inChecklist) == 0 {
		return "", ""
	}
	key = m.file.Key()
	if v := m.file.View(); v != nil {
		return text.Line(firstOf(v.Row.Order, v.Subject.Display, key)), key
	}
	return text.Line(key), key
}

func firstOf(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

// noOpenFacts is why there is nothing more to show of what was not flagged.
func noOpenFacts(m *Model) string {
	v := m.file.View()
	if v == nil && m.at == inCase {
		return stillReading
	}
	if v == nil || len(v.Open) == 0 {
		return "no rule came close for want of a fact"
	}
	return ""
}

// notAfterOrder is why a paper is not decided as its order was.
func notAfterOrder(m *Model) string {
	switch o := m.orderDone(); {
	case o == nil:
		return "it is no open paper of an order that was decided"
	case o.More != "":
		return o.More + ": decide it by itself"
	case o.Disposition == "":
		return "no one decision stands on its order"
	}
	return ""
}

func caseActions() []*action {
	acts := []*action{
		{id: "case.decide", keys: []string{"d"}, title: "Decide the case", where: onOrder, command: "decide", label: "decide", foot: 2, off: byOrders,
			says: "Choose a disposition, give the reason, confirm. What blocks a disposition is shown.",
			do:   func(m *Model, _ int) tea.Cmd { return m.askDisposition() }},
		{id: "case.asorder", keys: []string{"A"}, title: "Decide as its order was", where: inQueue | inCase, command: "decide --as-order", off: notAfterOrder,
			says: "Of a paper that came after its order was decided, and says nothing more: the same disposition, on the same answers.",
			do:   func(m *Model, _ int) tea.Cmd { return m.askAsOrder() }},
		{id: "case.checklist", keys: []string{"c"}, title: "Checklist", where: inQueue | inCase, command: "check", label: "checklist", foot: 3, off: ownChecklists,
			says: "The questions that the findings ask.", do: func(m *Model, _ int) tea.Cmd { return m.openChecklist() }},
		{id: "case.note", keys: []string{"n"}, title: "Add a note", where: inCase, command: "note", label: "note", foot: 4, off: noCase,
			says: "Kept in the journal with your name; a draft is saved as you type.", do: func(m *Model, _ int) tea.Cmd { return m.askNote() }},
		{id: "case.editor", keys: []string{"e"}, title: "Write a note in your editor", where: inCase, command: "note", off: noEditor,
			says: "Opens $VISUAL or $EDITOR.", do: func(m *Model, _ int) tea.Cmd { return m.noteInEditor() }},
		{id: "case.attach", keys: []string{"a"}, title: "Attach a file as evidence", where: inCase, command: "attach", label: "attach", foot: 5, off: noCase,
			says: "A copy is kept with its hash.", do: func(m *Model, _ int) tea.Cmd { return m.askAttach() }},
		{id: "case.dossier", keys: []string{"o"}, title: "Write the dossier", where: onOrder, command: "dossier", label: "dossier", foot: 10, off: noCase,
			says: "One file that shows what was known and done: HTML, Markdown or JSON.", do: func(m *Model, _ int) tea.Cmd { return m.askDossier() }},
		{id: "case.split", keys: []string{"x"}, title: "Not the same: split two parties", where: inCase, command: "show --not-same", off: noProposal,
			says: "Says of a party proposed as the same that it is another one. Undo brings the proposal back.", do: func(m *Model, _ int) tea.Cmd { return m.askSplit() }},
		{id: "case.clearhit", keys: []string{"f"}, title: "False hit: clear one entry", where: inCase, command: "decide --entry", off: noOpenHit,
			says: "Says that a party is not the entry of a list that it is held against. The case stays as it is.", do: func(m *Model, _ int) tea.Cmd { return m.askClearHit() }},
		{id: "case.copy", keys: []string{"y"}, title: "Copy the number of the order", where: inQueue | inCase, command: "show", off: noCase,
			says: "Puts it on the clipboard of your terminal.", do: func(m *Model, _ int) tea.Cmd { return m.copyNumber() }},
		{id: "case.customer", keys: []string{"C"}, title: "Open the customer", where: inQueue | inCase, command: "show", off: noOtherCustomer,
			says: "What is told of it, its owners and sites, what it is held against, all its orders and what they add up to.",
			do:   func(m *Model, _ int) tea.Cmd { return m.openCustomer() }},
		{id: "case.open", keys: []string{"enter"}, title: "Open the order", where: inCase, command: "show", label: "open", foot: 1, off: noOrder,
			says: "Of a customer: the order under the cursor; esc comes back.",
			do:   func(m *Model, _ int) tea.Cmd { return m.openOrder() }},
		{id: "case.orders", keys: []string{"F"}, title: "Its orders in the queue", where: inCase, command: "queue", off: noOrders,
			says: "Of a customer: filters the queue to all of them.",
			do:   func(m *Model, _ int) tea.Cmd { return m.showOrders() }},
		{id: "case.open.all", keys: []string{"w"}, title: "All that was not flagged", where: inCase, command: "show --near", off: noOpenFacts,
			says: "Shows every fact that is not known and every rule that it decides, or the first dozen again.",
			do:   func(m *Model, _ int) tea.Cmd { m.file.AllOpen(); return nil }},
		{id: "case.refresh", keys: []string{"r"}, title: "Read the case again", where: inCase | inChecklist, command: "show",
			says: "Shows what has changed meanwhile, through another window or a command.", do: func(m *Model, _ int) tea.Cmd { return m.file.Reload() }},
		{id: "case.next", keys: []string{"J"}, title: "Next order", where: inCase, label: "next", foot: 7, says: "Opens the next order of the queue.",
			do: func(m *Model, n int) tea.Cmd { return m.step(times(n)) }},
		{id: "case.previous", keys: []string{"K"}, title: "Previous order", where: inCase, says: "Opens the order before it in the queue.",
			do: func(m *Model, n int) tea.Cmd { return m.step(-times(n)) }},
	}
	return append(acts, caseMoves()...)
}

// caseMoves scroll and jump.
func caseMoves() []*action {
	move := func(f func(s *casefile.Screen)) func(*Model, int) tea.Cmd {
		return func(m *Model, n int) tea.Cmd { f(m.file); return nil }
	}
	acts := []*action{
		{id: "case.down", keys: []string{"j", "down"}, title: "Scroll down", where: inCase, says: "One line; of a customer, one order.", do: move(func(s *casefile.Screen) { s.Move(1) })},
		{id: "case.up", keys: []string{"k", "up"}, title: "Scroll up", where: inCase, says: "One line; of a customer, one order.", do: move(func(s *casefile.Screen) { s.Move(-1) })},
		{id: "case.pagedown", keys: []string{"pgdown", "ctrl+f", "space"}, title: "Page down", where: inCase, says: "One screen.", do: move(func(s *casefile.Screen) { s.Page(1) })},
		{id: "case.pageup", keys: []string{"pgup", "ctrl+b"}, title: "Page up", where: inCase, says: "One screen.", do: move(func(s *casefile.Screen) { s.Page(-1) })},
		{id: "case.top", keys: []string{"g", "home"}, title: "To the top", where: inCase, says: "The first finding.", do: move((*casefile.Screen).Top)},
		{id: "case.bottom", keys: []string{"G", "end"}, title: "To the end", where: inCase, says: "The journal.", do: move((*casefile.Screen).Bottom)},
		{id: "case.section", keys: []string{"tab"}, title: "Next section", where: inCase, says: "Findings, lights, parties, goods and on.", do: move(func(s *casefile.Screen) { s.Step(1) })},
		{id: "case.backsection", keys: []string{"shift+tab"}, title: "Previous section", where: inCase, says: "The one before.", do: move(func(s *casefile.Screen) { s.Step(-1) })},
	}
	acts = append(acts,
		&action{id: "case.nextitem", keys: []string{"]"}, title: "Next finding", where: inCase, says: "Or the next party, near miss or section.",
			do: func(m *Model, n int) tea.Cmd { m.file.Item(times(n)); return nil }},
		&action{id: "case.previousitem", keys: []string{"["}, title: "Previous finding", where: inCase, says: "The one before.",
			do: func(m *Model, n int) tea.Cmd { m.file.Item(-times(n)); return nil }})
	for i, name := range casefile.Sections() {
		acts = append(acts, &action{id: "case.section." + string(rune('1'+i)), keys: []string{string(rune('1' + i))}, title: "Section: " + name, where: inCase,
			says: "Jumps there.", do: move(func(s *casefile.Screen) { s.Jump(i) })})
	}
	return acts
}

func (m *Model) openChecklist() tea.Cmd {
	var cmd tea.Cmd
	if m.at == inQueue {
		if cmd = m.openSelected(); cmd == nil {
			return nil
		}
	}
	m.check.Set(m.file.Key(), m.file.View())
	m.show(inChecklist)
	return cmd
}

func (m *Model) copyNumber() tea.Cmd {
	name, _ := m.subject()
	return tea.Batch(tea.SetClipboard(name), m.say(done, "Copied "+name))
}

func checklistActions() []*action {
	answer := func(v string) func(*Model, int) tea.Cmd {
		return func(m *Model, _ int) tea.Cmd { return m.answerKey(v) }
	}
	return []*action{
		{id: "check.yes", keys: []string{"y"}, title: "Yes, evidenced", where: inChecklist, command: "check", label: "yes", foot: 3, off: noQuestion,
			says: "Closes the question; on a critical one it wants a file.", do: answer(data.AnswerYes)},
		{id: "check.stated", keys: []string{"s"}, title: "Stated only", where: inChecklist, command: "check", label: "stated", foot: 4, off: noQuestion,
			says: "Somebody said so. Never closes a critical question.", do: answer(data.AnswerStated)},
		{id: "check.no", keys: []string{"n"}, title: "No", where: inChecklist, command: "check", label: "no", foot: 5, off: noQuestion,
			says: "See what an adverse answer means.", do: answer(data.AnswerNo)},
		{id: "check.unknown", keys: []string{"u"}, title: "Unknown", where: inChecklist, command: "check", label: "unknown", foot: 6, off: noQuestion,
			says: "Asked, and not known. Blocks on a critical question.", do: answer(data.AnswerUnknown)},
		{id: "check.na", keys: []string{"x"}, title: "Does not apply", where: inChecklist, command: "check", label: "n/a", foot: 7, off: noQuestion,
			says: "Wants a reason.", do: answer(data.AnswerNA)},
		{id: "check.detail", keys: []string{"enter"}, title: "Answer with detail, reason and evidence", where: inChecklist, command: "check", label: "detail", foot: 1, off: noQuestion,
			says: "The figure, date or country asked for, why, and the file that shows it.", do: func(m *Model, _ int) tea.Cmd { return m.askAnswer("") }},
		{id: "check.full", keys: []string{"v"}, title: "Read the question in full", where: inChecklist, command: "check", off: noQuestion,
			says: "All that is told of it and of its answer, on a page that scrolls.", do: func(m *Model, _ int) tea.Cmd { return m.readQuestion() }},
		{id: "check.down", keys: []string{"j", "down"}, title: "Next question", where: inChecklist, says: "One question on.",
			do: func(m *Model, n int) tea.Cmd { m.check.Move(1); return nil }},
		{id: "check.up", keys: []string{"k", "up"}, title: "Previous question", where: inChecklist, says: "One question back.",
			do: func(m *Model, n int) tea.Cmd { m.check.Move(-1); return nil }},
		{id: "check.first", keys: []string{"g", "home"}, title: "First question", where: inChecklist, says: "The top of the list.",
			do: func(m *Model, n int) tea.Cmd { m.check.To(0); return nil }},
		{id: "check.last", keys: []string{"G", "end"}, title: "Last question", where: inChecklist, says: "The end of the list.",
			do: func(m *Model, n int) tea.Cmd { m.check.To(m.check.Len()); return nil }},
		{id: "check.page", keys: []string{"pgdown", "space"}, title: "Ten questions on", where: inChecklist, says: "Further down.",
			do: func(m *Model, n int) tea.Cmd { m.check.Move(10); return nil }},
		{id: "check.backpage", keys: []string{"pgup"}, title: "Ten questions back", where: inChecklist, says: "Further up.",
			do: func(m *Model, n int) tea.Cmd { m.check.Move(-10); return nil }},
	}
}

func (m *Model) readQuestion() tea.Cmd {
	m.dialogs.Push(&dialog.Page{Title: "Question " + text.Line(m.check.Selected().ID), Text: m.check.Full(m.th, min(m.width-6, 76))})
	return nil
}

func noQuestion(m *Model) string {
	if m.check.Selected() == nil {
		return "the findings ask no question"
	}
	return ""
}
