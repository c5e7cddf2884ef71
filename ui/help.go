package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/ui/dialog"
)

// items are the actions of this screen as lines of a menu.
func (m *Model) items(grouped bool) ([]dialog.Item, []*action) {
	var items []dialog.Item
	var acts []*action
	own := m.at.names()[0]
	for _, a := range m.actions {
		if a.where&m.at == 0 || strings.HasPrefix(a.id, "palette") || strings.HasPrefix(a.id, "help") {
			continue
		}
		var keys []string
		for _, k := range a.keys {
			keys = append(keys, keyName(k))
		}
		more := a.says
		if a.command != "" {
			more += "  On the command line: redflag " + a.command
		}
		it := dialog.Item{Title: a.title, Note: strings.Join(keys, "  "), Keys: true, Off: a.disabled(m), More: more}
		if grouped {
			it.Group = "On every screen"
			if strings.Contains(a.id, ".") {
				it.Group = "In the " + own
			}
		}
		items = append(items, it)
		acts = append(acts, a)
	}
	return items, acts
}

func (m *Model) help() tea.Cmd {
	items, acts := m.items(true)
	m.dialogs.Push(&dialog.Menu{Title: "Help: keys of this screen", Items: items, Wide: 76,
		Choose: func(i int) tea.Cmd { return m.run(acts[i], 0) }})
	return nil
}

func (m *Model) palette() tea.Cmd {
	items, acts := m.items(false)
	m.dialogs.Push(&dialog.Menu{Title: "What do you want to do?", Items: items, Typing: true, Wide: 76,
		Choose: func(i int) tea.Cmd { return m.run(acts[i], 0) }})
	return nil
}
