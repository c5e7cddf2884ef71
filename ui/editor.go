package ui

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/ui/dialog"
)

// environ reads a variable from an environment list, the last one winning.
func environ(env []string, name string) string {
	v := ""
	for _, e := range env {
		if k, val, ok := strings.Cut(e, "="); ok && k == name {
			v = val
		}
	}
	return v
}

func (m *Model) editorCommand() string {
	return firstOf(environ(m.o.Environ, "VISUAL"), environ(m.o.Environ, "EDITOR"))
}

func noEditor(m *Model) string {
	if m.editorCommand() == "" {
		return "neither VISUAL nor EDITOR is set"
	}
	return noCase(m)
}

// editField opens the person's editor on a field.
func (m *Model) editField(e *dialog.Entry) (tea.Cmd, string) {
	if m.editorCommand() == "" {
		return nil, "neither VISUAL nor EDITOR is set"
	}
	return m.edit(e.Field.Value(), func(s string, err error) tea.Msg { return editedMsg{entry: e, text: s, err: err} }), ""
}

// noteInEditor opens the editor on an empty note and comes back with it.
func (m *Model) noteInEditor() tea.Cmd {
	name, key := m.subject()
	return m.edit("", func(s string, err error) tea.Msg { return editedMsg{key: key, name: name, text: s, err: err} })
}

type editMsg struct {
	path string
	back func(s string, err error) tea.Msg
	err  error
}

// edit writes a temporary file, then hands the terminal to the editor.
func (m *Model) edit(s string, back func(string, error) tea.Msg) tea.Cmd {
	write := m.o.tempFile
	return func() tea.Msg {
		path, err := write(s)
		return editMsg{path, back, err}
	}
}

func (m *Model) runEditor(v editMsg) tea.Cmd {
	if v.err != nil {
		return m.fail("The editor could not be opened", v.err)
	}
	words := strings.Fields(m.editorCommand())
	read := m.o.readFile
	return tea.ExecProcess(m.o.command(words[0], append(words[1:], v.path)...), func(err error) tea.Msg {
		defer os.Remove(v.path)
		if err != nil {
			return v.back("", fmt.Errorf("%s: %w", words[0], err))
		}
		b, err := read(v.path)
		return v.back(strings.TrimRight(string(b), "\n"), err)
	})
}

func (m *Model) edited(v editedMsg) tea.Cmd {
	switch {
	case v.err != nil:
		return m.fail("The editor left nothing", v.err)
	case v.entry != nil:
		v.entry.Field.Set(v.text)
		if f, ok := m.dialogs.Top().(*dialog.Form); ok && f.Changed != nil {
			return f.Changed(v.entry)
		}
		return nil
	case strings.TrimSpace(v.text) == "":
		return m.say(told, "An empty note is not recorded.")
	}
	return m.note(v.key, v.name, v.text)
}

// tempFile is where a text waits for the editor.
func tempFile(s string) (string, error) {
	f, err := os.CreateTemp("", "redflag-note-*.txt")
	if err != nil {
		return "", err
	}
	if _, err := f.WriteString(s); err != nil {
		f.Close()
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), f.Close()
}
