package ui

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestWithoutATerminalTheQueueIsPrinted(t *testing.T) {
	var out bytes.Buffer
	if err := Run(context.Background(), newFake(7), Options{In: strings.NewReader(""), Out: &out, Environ: []string{"TERM=xterm"}}); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); !strings.Contains(s, "PO-7701") || strings.Contains(s, "\x1b") {
		t.Error(s)
	}
}

// The real program over a pipe: it starts, shows the queue, takes keys and quits.
func TestTheProgramStartsAndQuits(t *testing.T) {
	r, w := newPipe()
	var out bytes.Buffer
	m := New(context.Background(), newFake(60), Options{Environ: []string{"TERM=xterm-256color"}})
	p := tea.NewProgram(m, tea.WithInput(r), tea.WithOutput(&out), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithWindowSize(80, 24), tea.WithoutSignals())
	go func() {
		time.Sleep(150 * time.Millisecond)
		w("jj")
		time.Sleep(150 * time.Millisecond)
		w("q")
	}()
	done := make(chan error, 1)
	go func() { _, err := p.Run(); done <- err }()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(10 * time.Second):
		p.Kill()
		t.Fatal("q did not end the program")
	}
	if m.queue.Cursor() != 2 {
		t.Errorf("the cursor is at %d", m.queue.Cursor())
	}
	if !strings.Contains(out.String(), "Kite Harbour") {
		t.Error("the queue was not drawn")
	}
}

func newPipe() (*pipe, func(string)) {
	p := &pipe{ch: make(chan string, 16)}
	return p, func(s string) { p.ch <- s }
}

// pipe is an input that blocks until something is typed.
type pipe struct {
	ch   chan string
	rest []byte
}

func (p *pipe) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		p.rest = []byte(<-p.ch)
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

func TestSessionsOverALongWayDrawLess(t *testing.T) {
	if fps([]string{"SSH_CONNECTION=10.0.0.1 1 10.0.0.2 22"}) >= fps(nil) {
		t.Error("a session over SSH is drawn as often as a local one")
	}
}

func TestAWindowThatGrowsIsFilled(t *testing.T) {
	s := start(t, newFake(400), 80, 24)
	s.press("7", "0", "j").rest()
	s.send(tea.WindowSizeMsg{Width: 80, Height: 150})
	s.rest().seesNot("▸…", "\n …")
	if s.m.queue.Selected() == nil {
		t.Error("the row under the cursor is not loaded")
	}
}

func TestPicture(t *testing.T) {
	got, err := Picture(context.Background(), newFake(60), PictureOptions{Width: 100, Height: 30, Keys: []string{"j", "enter"}, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<svg", "1 Findings", "Kite Harbour", "</svg>"} {
		if !strings.Contains(got, want) {
			t.Errorf("the picture lacks %s", want)
		}
	}
	if _, err := Picture(context.Background(), newFake(60), PictureOptions{Width: 100, Height: 30, Keys: []string{"nokey"}}); err == nil {
		t.Error("a key that is none was pressed")
	}
}
