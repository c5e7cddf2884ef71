package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/dialog"
	"redflag/ui/text"
)

func noGroup(m *Model) string {
	g := m.hits.Selected()
	switch {
	case g == nil:
		return "no group of hits is under the cursor"
	case g.Again == g.Pairs:
		return "the clearing of these no longer stands, and the verdicts are from before; S screens again"
	case g.Alone == g.Pairs:
		return "every hit of it must be judged by itself; enter opens the first"
	}
	return ""
}

func noExample(m *Model) string {
	if g := m.hits.Selected(); g == nil || len(g.Examples) == 0 {
		return "no group of hits is under the cursor"
	}
	return ""
}

func hitActions() []*action {
	return []*action{
		{id: "hits.clear", keys: []string{"d"}, title: "Clear the group", where: inHits, command: "decide --hits", label: "clear", foot: 2, off: noGroup,
			says: "As false, because only generic words agree: a record for each hit, and one undo for all. What is more than words in common stays open.",
			do:   func(m *Model, _ int) tea.Cmd { return m.askClearGroup() }},
		{id: "hits.open", keys: []string{"enter", "right"}, title: "Open the case of the first example", where: inHits, command: "show", label: "open", foot: 1, off: noExample,
			says: "To read one of the group before all are cleared.",
			do: func(m *Model, _ int) tea.Cmd {
				return m.openCase(&data.QueueRow{Case: m.hits.Selected().Examples[0].Case})
			}},
		{id: "hits.down", keys: []string{"j", "down"}, title: "Next group", where: inHits, says: "One down.", do: func(m *Model, n int) tea.Cmd { m.hits.Move(1); return nil }},
		{id: "hits.up", keys: []string{"k", "up"}, title: "Previous group", where: inHits, says: "One up.", do: func(m *Model, n int) tea.Cmd { m.hits.Move(-1); return nil }},
		{id: "hits.page", keys: []string{"pgdown", "space"}, title: "Ten groups on", where: inHits, says: "Further down.", do: func(m *Model, n int) tea.Cmd { m.hits.Move(10); return nil }},
		{id: "hits.backpage", keys: []string{"pgup"}, title: "Ten groups back", where: inHits, says: "Further up.", do: func(m *Model, n int) tea.Cmd { m.hits.Move(-10); return nil }},
		{id: "hits.refresh", keys: []string{"r"}, title: "Refresh the hits", where: inHits, command: "queue --hits", says: "Groups the open hits again.",
			do: func(m *Model, n int) tea.Cmd { return m.hits.Read() }},
	}
}

// askClearGroup takes the reason for which all hits of a group are false, then
// asks for the yes.
func (m *Model) askClearGroup() tea.Cmd {
	g := *m.hits.Selected()
	o := desk.Disposition{Code: desk.GroupCode, ClearsHits: true, Needs: "which words agree and which do not"}
	e := newRuling(o)
	e.why.Rows = 4
	e.why.Field.Set("Only the generic words " + generic(&g) + " agree; the distinctive part " + blank + " differs.")
	f := &dialog.Form{Title: "Clear " + text.Plural(g.Pairs-g.Alone, "hit") + " as " + desk.GroupCode, Submit: "go on", Entries: e.entries(), Editor: m.editField, Stay: true}
	f.Done = func(*dialog.Form) (tea.Cmd, string) {
		r, why := e.ruling(o)
		if why != "" {
			return nil, why
		}
		r.Sight = g.Sight
		m.confirm("Clear all of them?", clearWords(&g, r.Reason, m.header.Person), "clear", func() tea.Cmd {
			m.dialogs.Close(f)
			return m.clearGroup(&g, r)
		})
		return nil, ""
	}
	return m.open(f)
}

func generic(g *desk.HitGroup) string {
	if g.By == "words" {
		return text.Line(g.Cause)
	}
	return blank
}

func clearWords(g *desk.HitGroup, reason, person string) string {
	words := fmt.Sprintf("%s cleared as %s, a record each. A case where nothing else is open is released.", text.Plural(g.Pairs-g.Alone, "hit"), desk.GroupCode)
	if g.Alone > 0 {
		words += fmt.Sprintf(" %d more stay open, to be judged one by one.", g.Alone)
	}
	return words + "\n\n" + reason + "\n\nSigned by " + person + ". One undo takes all of it back."
}

func (m *Model) clearGroup(g *desk.HitGroup, r desk.Ruling) tea.Cmd {
	d := m.desk
	return m.begin("Clearing "+text.Plural(g.Pairs-g.Alone, "hit"), func(ctx context.Context, _ func(data.Progress)) (func(*Model) tea.Cmd, error) {
		out, err := d.DecideHits(ctx, g.ID, r)
		if err != nil {
			return nil, err
		}
		return func(m *Model) tea.Cmd {
			words := fmt.Sprintf("%s cleared; %s released, %d with something else open. S screens again, u takes all back",
				text.Plural(out.Cleared, "hit"), text.Plural(len(out.Decided), "case"), len(out.StayOpen))
			return tea.Batch(m.say(done, words), m.changed())
		}, nil
	})
}
