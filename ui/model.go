package ui

import (
	"context"
	"io"
	"os"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"redflag/data"
	"redflag/ui/casefile"
	"redflag/ui/checklist"
	"redflag/ui/desk"
	"redflag/ui/dialog"
	"redflag/ui/hits"
	"redflag/ui/importer"
	"redflag/ui/lists"
	"redflag/ui/lookup"
	"redflag/ui/queue"
	"redflag/ui/theme"
)

// Options are the outside world of the terminal. The zero value is the
// process's own.
type Options struct {
	In      io.Reader
	Out     io.Writer
	Environ []string
	Now     func() time.Time
	Filter  data.Filter // the filter to open with
	Custom  bool        // Filter is set

	readDir  func(string) ([]os.DirEntry, error)
	tempFile func(text string) (path string, err error)
	readFile func(string) ([]byte, error)
	command  func(name string, args ...string) *exec.Cmd
	tick     queue.Tick
}

// Model is the whole terminal program. Bubble Tea calls it from one goroutine.
type Model struct {
	ctx  context.Context
	desk Desk
	o    Options

	width, height int
	dark, mono    bool
	th            *theme.Theme

	actions []*action
	keys    keymap

	at    place    // screen in sight
	back  []place  // screens below it
	trail []string // cases below the one on the case screen, opened one from the other
	queue *queue.Screen
	file  *casefile.Screen
	check *checklist.Screen
	look  *lookup.Screen
	imps  *importer.Screen
	lists *lists.Screen
	hits  *hits.Screen

	dialogs dialog.Stack
	header  desk.Header
	failed  error // of the header

	count    int // typed before a key
	countSeq int
	toasts   []toast
	task     *task
	drafts   int    // number of the last change to a draft
	ahead    *ahead // nil where no menu is awaited
	polled   int64  // generation at which the case in sight was last compared
	openNext bool
	quitting bool
}

// New makes the program over a desk.
func New(ctx context.Context, d Desk, o Options) *Model {
	o = o.filled()
	all := registry()
	m := &Model{
		ctx: ctx, desk: d, o: o, dark: true, mono: environ(o.Environ, "NO_COLOR") != "",
		actions: all, keys: newKeymap(all), at: inQueue,
		queue: queue.New(ctx, d, o.tick), file: casefile.New(ctx, d), check: &checklist.Screen{},
		look: lookup.New(ctx, d, o.tick), imps: importer.New(ctx, d), lists: lists.New(ctx, d), hits: hits.New(ctx, d),
		width: 80, height: 24,
	}
	m.th = theme.New(m.dark, m.mono)
	return m
}

type (
	headerMsg struct {
		h   desk.Header
		err error
	}
	pollMsg  struct{}
	countMsg struct{ seq int }
)

const (
	pollEvery  = 2 * time.Second
	countPause = 350 * time.Millisecond // after it, a lone digit is a tab
)

// Init asks for what the first screen shows.
func (m *Model) Init() tea.Cmd {
	first := m.queue.ShowTab(0)
	if m.o.Custom {
		first = m.queue.Show(m.o.Filter)
	}
	return tea.Batch(tea.RequestBackgroundColor, m.readHeader(), first, m.poll())
}

func (m *Model) poll() tea.Cmd {
	return m.o.tick(pollEvery, func(time.Time) tea.Msg { return pollMsg{} })
}

// pollCase asks whether the case in sight has changed, where the workspace has since it was asked last.
func (m *Model) pollCase() tea.Cmd {
	gen := m.queue.Latest()
	if m.at&(inCase|inChecklist) == 0 || gen == m.polled {
		return nil
	}
	m.polled = gen
	return m.file.Poll()
}

func (m *Model) readHeader() tea.Cmd {
	ctx, d := m.ctx, m.desk
	return func() tea.Msg {
		h, err := d.Header(ctx)
		return headerMsg{h, err}
	}
}

// Update takes one message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.update(msg) }

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch v := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = v.Width, v.Height
		m.lines() // lays the screen out, so that what came in sight is known
		return m.queue.Load()
	case tea.BackgroundColorMsg:
		m.dark = v.IsDark()
		m.th = theme.New(m.dark, m.mono)
		return nil
	case tea.ColorProfileMsg:
		m.mono = m.mono || v.Profile <= colorprofile.ASCII
		m.th = theme.New(m.dark, m.mono)
		return nil
	case tea.KeyPressMsg:
		return m.key(v)
	case tea.PasteMsg:
		return m.paste(v.Content)
	case headerMsg:
		m.failed = v.err
		if v.err == nil {
			m.header = v.h
			m.queue.SetCounts(v.h.Counts)
		}
		return nil
	case pollMsg:
		return tea.Batch(m.poll(), m.queue.Poll(), m.queue.Load(), m.pollCase())
	case countMsg:
		return m.countOver(v)
	}
	return m.answer(msg)
}

// answer takes the messages that Cmds send.
func (m *Model) answer(msg tea.Msg) tea.Cmd {
	if o, ok := msg.(lookup.OpenMsg); ok {
		if m.at != inLookup {
			return nil
		}
		return m.openCase(o.Row)
	}
	if cmd, ok := m.taskMsg(msg); ok {
		return cmd
	}
	if cmd, ok := m.caseMsg(msg); ok {
		return cmd
	}
	cmds := []tea.Cmd{
		m.queue.Handle(msg), m.file.Handle(msg), m.look.Handle(msg),
		m.imps.Handle(msg), m.lists.Handle(msg), m.hits.Handle(msg), m.dialogs.Handle(msg), m.loaded(msg),
	}
	return tea.Batch(cmds...)
}

// loaded passes a case that was read on to who waits for it.
func (m *Model) loaded(msg tea.Msg) tea.Cmd {
	if l, ok := msg.(casefile.Loaded); ok && l.Err == nil && l.Key == m.file.Key() {
		m.check.Set(l.Key, m.file.View())
	}
	if m.openNext && m.queue.Selected() != nil {
		m.openNext = false
		return m.openStep()
	}
	return nil
}

func (m *Model) paste(s string) tea.Cmd {
	if m.awaited() {
		return nil
	}
	if !m.dialogs.Empty() {
		switch d := m.dialogs.Top().(type) {
		case *dialog.Form:
			return d.Paste(s)
		case *dialog.Menu:
			d.Paste(s)
		}
		return nil
	}
	if m.at == inLookup {
		return m.look.Paste(s)
	}
	return nil
}

// show puts a screen in sight; esc comes back from it.
func (m *Model) show(p place) {
	if m.at == p {
		return
	}
	for i, b := range m.back {
		if b == p { // never a loop of screens
			m.back = m.back[:i]
			m.at = p
			return
		}
	}
	m.back = append(m.back, m.at)
	m.at = p
}

// leave goes back to the screen before; on the first one it asks to quit.
func (m *Model) leave() tea.Cmd {
	if n := len(m.trail); m.at == inCase && n > 0 {
		key := m.trail[n-1]
		m.trail = m.trail[:n-1]
		return m.openFile(key)
	}
	if len(m.back) == 0 {
		return m.quit()
	}
	m.at = m.back[len(m.back)-1]
	m.back = m.back[:len(m.back)-1]
	return nil
}
