package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"redflag/ui/desk"
	"redflag/ui/dialog"
	"redflag/ui/text"
)

// noProposal is why nobody can be split from the case now.
func noProposal(m *Model) string {
	switch v := m.file.Related(); {
	case v == nil:
		return "the related parties are not known yet"
	case len(v.Proposals) == 0:
		return "nobody is proposed as the same party"
	}
	return ""
}

// askSplit asks which proposal is wrong; a single one needs no asking.
func (m *Model) askSplit() tea.Cmd {
	_, key := m.subject()
	all := m.file.Related().Proposals
	if len(all) == 1 {
		return m.askNotSame(key, &all[0])
	}
	items := make([]dialog.Item, len(all))
	for i := range all {
		p := &all[i]
		items[i] = dialog.Item{Title: text.Line(p.B.Name), Note: fmt.Sprintf("%.2f", p.Score), More: text.Line("against " + p.A.Name + ", " + p.B.ID)}
		if i < 9 {
			items[i].Hot = string(rune('1' + i))
		}
	}
	m.dialogs.Push(&dialog.Menu{Title: "Who is another party?", Items: items, Wide: 78, Choose: func(i int) tea.Cmd { return m.askNotSame(key, &all[i]) }})
	return nil
}

// askNotSame takes the reason, and records it.
func (m *Model) askNotSame(key string, p *desk.Proposal) tea.Cmd {
	other, name := p.B.ID, text.Line(p.B.Name)
	why := &dialog.Entry{Label: "They are two, because", Rows: 3, Help: text.Line(p.A.Name + " and " + p.B.Name)}
	why.Field.Multi = true
	why.Field.Hint = "in words that a stranger can check"
	return m.open(&dialog.Form{
		Title: "Not the same", Submit: "record", Entries: []*dialog.Entry{why},
		Done: func(*dialog.Form) (tea.Cmd, string) {
			if why.Value() == "" {
				return nil, "say why they are two"
			}
			ctx, d, reason := m.ctx, m.desk, why.Value()
			return m.act(doneMsg{key: key, words: name + " is not the same party; u takes it back", what: "It was not recorded"}, func() error {
				_, err := d.NotSame(ctx, key, other, reason)
				return err
			}), ""
		},
	})
}
