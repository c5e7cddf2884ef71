package ui

import tea "charm.land/bubbletea/v2"

// ahead is what was typed before the menu was there that it is meant for. Without
// it "d 2" of a practised hand would jump to a section where the disk is slow.
type ahead struct {
	what string // is being read
	keys []tea.KeyPressMsg
}

// await reads what a menu shows; keys are kept for it until it is there.
func (m *Model) await(what string, read tea.Cmd) tea.Cmd {
	m.ahead = &ahead{what: what}
	return read
}

// awaited reports whether somebody still waits.
func (m *Model) awaited() bool { return m.ahead != nil }

// typeAhead keeps a key, or gives up waiting.
func (m *Model) typeAhead(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "ctrl+c":
		m.ahead = nil
	default:
		m.ahead.keys = append(m.ahead.keys, k)
	}
	return nil
}

// replay gives the keys to the menu that is there now. Where none came they are
// dropped: they were meant for it and for nothing else.
func (m *Model) replay(cmd tea.Cmd) tea.Cmd {
	keys := m.ahead.keys
	m.ahead = nil
	cmds := []tea.Cmd{cmd}
	for _, k := range keys {
		if m.dialogs.Empty() {
			break
		}
		cmds = append(cmds, m.key(k))
	}
	return tea.Batch(cmds...)
}
