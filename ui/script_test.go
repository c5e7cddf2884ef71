package ui

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "write the pictures of the screens anew")

// script drives the model as a person would: it presses keys, runs the Cmds that
// come back, lets time pass, and looks at the screen.
type script struct {
	t      *testing.T
	m      *Model
	f      *fake
	now    time.Time
	timers []timer
	quit   bool
	sent   []tea.Msg // messages for the terminal, such as the clipboard
}

type timer struct {
	due time.Time
	fn  func(time.Time) tea.Msg
}

type timerMsg struct {
	d  time.Duration
	fn func(time.Time) tea.Msg
}

func start(t *testing.T, f *fake, w, h int, env ...string) *script {
	t.Helper()
	s := &script{t: t, f: f, now: noon}
	o := Options{
		Environ: append([]string{"TERM=xterm-256color"}, env...), Now: func() time.Time { return s.now },
		tick: func(d time.Duration, fn func(time.Time) tea.Msg) tea.Cmd {
			return func() tea.Msg { return timerMsg{d, fn} }
		},
		readDir:  func(string) ([]os.DirEntry, error) { return os.ReadDir("testdata/folder") },
		tempFile: func(string) (string, error) { return "note.txt", nil },
	}
	s.m = New(context.Background(), f, o)
	s.send(tea.WindowSizeMsg{Width: w, Height: h})
	s.run(s.m.Init())
	s.wait(200 * time.Millisecond)
	return s
}

func (s *script) send(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	s.m.View()
	s.run(cmd)
}

// run does a Cmd and all that follows from it, except what waits for time.
func (s *script) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case timerMsg:
		s.timers = append(s.timers, timer{s.now.Add(msg.d), msg.fn})
	case tea.QuitMsg:
		s.quit = true
	default:
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				s.run(v.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		s.sent = append(s.sent, msg)
		s.send(msg)
	}
}

// wait lets time pass.
func (s *script) wait(d time.Duration) {
	end := s.now.Add(d)
	for {
		sort.SliceStable(s.timers, func(i, j int) bool { return s.timers[i].due.Before(s.timers[j].due) })
		if len(s.timers) == 0 || s.timers[0].due.After(end) {
			break
		}
		t := s.timers[0]
		s.timers = s.timers[1:]
		s.now = t.due
		s.send(t.fn(s.now))
	}
	s.now = end
}

func keyPress(name string) tea.KeyPressMsg {
	k, err := parseKey(name)
	if err != nil {
		panic(err)
	}
	return k
}

// press presses keys one after the other, quickly.
func (s *script) press(keys ...string) *script {
	s.t.Helper()
	for _, k := range keys {
		s.send(keyPress(k))
		s.now = s.now.Add(time.Millisecond)
	}
	return s
}

// rest lets the eye rest: timers of previews, counts and drafts go off.
func (s *script) rest() *script {
	s.wait(400 * time.Millisecond)
	return s
}

func (s *script) typed(text string) *script {
	for _, r := range text {
		s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return s
}

func (s *script) buffer() uv.ScreenBuffer {
	s.t.Helper()
	content := s.m.View().Content
	lines := strings.Split(content, "\n")
	if len(lines) != s.m.height {
		s.t.Errorf("%d lines on a screen of %d", len(lines), s.m.height)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > s.m.width {
			s.t.Errorf("line %d is %d cells wide on a screen of %d: %s", i, w, s.m.width, ansi.Strip(l))
		}
	}
	buf := uv.NewScreenBuffer(s.m.width, s.m.height)
	uv.NewStyledString(content).Draw(buf, buf.Bounds())
	return buf
}

// screen is what a person sees, as text.
func (s *script) screen() string {
	s.t.Helper()
	lines := strings.Split(s.buffer().String(), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \r")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (s *script) sees(words ...string) *script {
	s.t.Helper()
	got := s.screen()
	for _, w := range words {
		if !strings.Contains(got, w) {
			s.t.Errorf("the screen does not say %q:\n%s", w, got)
		}
	}
	return s
}

func (s *script) seesNot(words ...string) *script {
	s.t.Helper()
	got := s.screen()
	for _, w := range words {
		if strings.Contains(got, w) {
			s.t.Errorf("the screen says %q:\n%s", w, got)
		}
	}
	return s
}

// did asserts the last deed that the desk was asked for.
func (s *script) did(want string) *script {
	s.t.Helper()
	last := ""
	if n := len(s.f.done); n > 0 {
		last = s.f.done[n-1]
	}
	if last != want {
		s.t.Errorf("the last deed is %q, want %q", last, want)
	}
	return s
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test ./ui -update writes it)", err)
	}
	if got != string(want) {
		t.Errorf("%s looks different:\n%s\nwant:\n%s", name, got, want)
	}
}
