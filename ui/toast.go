package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/ui/dialog"
	"redflag/ui/text"
	"redflag/ui/theme"
)

type mood uint8

const (
	told mood = iota
	done
	warned
	broke
)

// toast is one message to the person at the desk.
type toast struct {
	mood  mood
	text  string
	at    time.Time
	quiet bool // no longer in sight
}

type toastMsg struct{ at time.Time }

const (
	toastFor   = 6 * time.Second
	keptToasts = 200
)

// say shows a message and keeps it in the history. Errors stay until a key is
// pressed.
func (m *Model) say(how mood, s string) tea.Cmd {
	t := toast{mood: how, text: text.Line(strings.ReplaceAll(s, "\n", " ")), at: m.o.Now()}
	m.toasts = append(m.toasts, t)
	if len(m.toasts) > keptToasts {
		m.toasts = m.toasts[1:]
	}
	if how == broke {
		return nil
	}
	return m.o.tick(toastFor, func(time.Time) tea.Msg { return toastMsg{t.at} })
}

// fail says what went wrong.
func (m *Model) fail(what string, err error) tea.Cmd {
	says := err.Error()
	if file := what[strings.LastIndexByte(what, ' ')+1:]; strings.ContainsRune(file, '.') && strings.Contains(says, file) {
		return m.say(broke, says) // it names the file by itself, and the line is short
	}
	return m.say(broke, what+": "+says)
}

// hush takes the last message out of sight: somebody has pressed a key since.
func (m *Model) hush() {
	if n := len(m.toasts); n > 0 && m.o.Now().Sub(m.toasts[n-1].at) > time.Second {
		m.toasts[n-1].quiet = true
	}
}

func (m *Model) toastOver(v toastMsg) {
	for i := range m.toasts {
		if m.toasts[i].at.Equal(v.at) {
			m.toasts[i].quiet = true
		}
	}
}

func (m *Model) toast() *toast {
	if n := len(m.toasts); n > 0 && !m.toasts[n-1].quiet {
		return &m.toasts[n-1]
	}
	return nil
}

func moodText(th *theme.Theme, how mood) (string, theme.Ink) {
	switch how {
	case done:
		return "✓ ", th.Good
	case warned:
		return "! ", th.Warn
	case broke:
		return "✗ ", th.Bad
	}
	return "· ", th.Accent
}

// messages opens the history, newest first.
func (m *Model) messages() tea.Cmd {
	p := &dialog.Page{Title: "Messages"}
	for i := len(m.toasts) - 1; i >= 0; i-- {
		t := m.toasts[i]
		sign, ink := moodText(m.th, t.mood)
		for j, l := range text.Wrap(t.text, min(m.width-6, 76)-11) {
			head := text.Spaces(11)
			if j == 0 {
				head = m.th.Muted.Paint(t.at.Format("15:04:05")) + " " + ink.Paint(sign)
			}
			p.Text = append(p.Text, head+l)
		}
	}
	if len(p.Text) == 0 {
		p.Text = []string{"Nothing was said yet."}
	}
	m.dialogs.Push(p)
	return nil
}
