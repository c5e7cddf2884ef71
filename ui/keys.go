package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// key takes one key press: the top dialog first, then the registry, then the
// field of a screen that types.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	m.hush()
	if m.awaited() {
		return m.typeAhead(k)
	}
	if !m.dialogs.Empty() {
		return m.dialogs.Key(k)
	}
	name := typedName(k)
	if m.at == inQueue && len(name) == 1 && name >= "0" && name <= "9" && (name != "0" || m.count > 0) {
		return m.digit(int(name[0] - '0'))
	}
	a := m.keys[m.at][name]
	if a == nil {
		if m.at == inLookup {
			return m.look.Key(k)
		}
		m.count = 0
		return nil
	}
	return m.run(a, m.takeCount())
}

// run does an action, or says why it cannot be done now.
func (m *Model) run(a *action, n int) tea.Cmd {
	if why := a.disabled(m); why != "" {
		return m.say(warned, a.title+": "+strings.ReplaceAll(why, "\n", " "))
	}
	return a.do(m, n)
}

// digit begins or goes on with a count. A lone digit that nothing follows opens
// the saved filter of that number.
func (m *Model) digit(d int) tea.Cmd {
	m.count = min(m.count*10+d, 9_999_999)
	m.countSeq++
	seq := m.countSeq
	return m.o.tick(countPause, func(time.Time) tea.Msg { return countMsg{seq} })
}

func (m *Model) countOver(v countMsg) tea.Cmd {
	if v.seq != m.countSeq || m.count == 0 || m.count > 9 {
		return nil
	}
	n := m.count
	m.count = 0
	return m.queue.ShowTab(n - 1)
}

// takeCount is the count typed before the key.
func (m *Model) takeCount() int {
	n := m.count
	m.count = 0
	m.countSeq++
	return n
}

// times is a count with a usual value.
func times(n int) int { return max(n, 1) }

// quit ends the program, and asks first where work runs.
func (m *Model) quit() tea.Cmd {
	if m.task == nil {
		return m.quitNow()
	}
	m.confirm("Quit while work runs?", m.task.title+" is not finished. What it has not committed is rolled back.", "quit", func() tea.Cmd {
		m.task.cancel()
		return m.quitNow()
	})
	return nil
}

// quitNow puts away what was being typed, then ends.
func (m *Model) quitNow() tea.Cmd {
	m.quitting = true
	return tea.Sequence(m.dialogs.Leave(), tea.Quit)
}
