package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/text"
)

// task is long work that can be watched and cancelled. One runs at a time.
type task struct {
	title    string
	cancel   context.CancelFunc
	progress atomic.Pointer[data.Progress] // written by the work, read by View
	stopping bool
}

type (
	taskTick struct{}
	taskDone struct {
		task *task
		err  error
		then func(m *Model) tea.Cmd
	}
)

// begin runs work in the background. What it returns is done on the model when
// the work has ended well.
func (m *Model) begin(title string, work func(ctx context.Context, progress func(data.Progress)) (func(m *Model) tea.Cmd, error)) tea.Cmd {
	ctx, cancel := context.WithCancel(m.ctx)
	t := &task{title: title, cancel: cancel}
	m.task = t
	run := func() tea.Msg {
		defer cancel()
		then, err := work(ctx, func(p data.Progress) { t.progress.Store(&p) })
		return taskDone{t, err, then}
	}
	return tea.Batch(run, m.tickTask())
}

func (m *Model) tickTask() tea.Cmd {
	return m.o.tick(100*time.Millisecond, func(time.Time) tea.Msg { return taskTick{} })
}

func (m *Model) taskMsg(msg tea.Msg) (tea.Cmd, bool) {
	switch v := msg.(type) {
	case taskTick:
		if m.task == nil {
			return nil, true
		}
		return m.tickTask(), true
	case toastMsg:
		m.toastOver(v)
		return nil, true
	case taskDone:
		if v.task != m.task {
			return nil, true
		}
		m.task = nil
		switch {
		case v.err == nil:
			return v.then(m), true
		case errors.Is(v.err, context.Canceled):
			return tea.Batch(m.say(warned, v.task.title+" was stopped. What it had not committed is rolled back."), m.changed()), true
		}
		return tea.Batch(m.fail(v.task.title, v.err), m.changed()), true
	}
	return nil, false
}

// changed reads afresh what other work may have changed.
func (m *Model) changed() tea.Cmd {
	cmds := []tea.Cmd{m.readHeader(), m.queue.Refresh(), m.imps.Read(), m.lists.Read()}
	if m.file.Key() != "" {
		cmds = append(cmds, m.file.Reload())
	}
	return tea.Batch(append(cmds, m.readHits())...)
}

// readHits reads the hits afresh where they are in sight, or behind the screen that is.
func (m *Model) readHits() tea.Cmd {
	if m.at != inHits && !slices.Contains(m.back, inHits) {
		return nil
	}
	return m.hits.Read()
}

func (m *Model) stopTask() tea.Cmd {
	m.task.stopping = true
	m.task.cancel()
	return nil
}

// busy is why a second piece of work cannot start, or "".
func busy(m *Model) string {
	if m.task != nil {
		return m.task.title + " is still running; esc stops it"
	}
	return ""
}

// status is the task in words: what, how far.
func (t *task) status() string {
	if t.stopping {
		return t.title + ": stopping …"
	}
	p := t.progress.Load()
	if p == nil {
		return t.title + " …   esc stops"
	}
	what := t.title
	if p.Task != "" && p.Task != t.title {
		what += ": " + p.Task
	}
	if p.Total > 0 {
		part := min(max(p.Done, 0), p.Total) * 20 / p.Total
		bar := "████████████████████"[:part*3] + "░░░░░░░░░░░░░░░░░░░░"[:(20-part)*3]
		return fmt.Sprintf("%s  %s %d %%   esc stops", text.Line(what), bar, min(p.Done*100/p.Total, 100))
	}
	return fmt.Sprintf("%s  %s   esc stops", text.Line(what), text.Thousands(int(p.Done)))
}
