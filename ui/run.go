package ui

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// filled puts the process's own world where the options name none.
func (o Options) filled() Options {
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	if o.Environ == nil {
		o.Environ = os.Environ()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.readDir == nil {
		o.readDir = os.ReadDir
	}
	if o.tempFile == nil {
		o.tempFile = tempFile
	}
	if o.readFile == nil {
		o.readFile = os.ReadFile
	}
	if o.tick == nil {
		o.tick = tea.Tick
	}
	if o.command == nil {
		o.command = exec.Command
	}
	return o
}

// Run opens the workspace on the terminal and returns when the person leaves.
// Where there is no terminal that can draw, it prints the queue instead.
func Run(ctx context.Context, d Desk, o Options) error {
	o = o.filled()
	if environ(o.Environ, "TERM") == "dumb" || !isTerminal(o.In) || !isTerminal(o.Out) {
		return Print(ctx, o.Out, d, o.Filter, 100)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // what still runs for the screen stops with it
	p := tea.NewProgram(New(ctx, d, o), tea.WithContext(ctx), tea.WithInput(o.In), tea.WithOutput(o.Out), tea.WithEnvironment(o.Environ), tea.WithFPS(fps(o.Environ)))
	_, err := p.Run()
	if errors.Is(err, tea.ErrInterrupted) || errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return nil
	}
	return err
}

// fps is how often the screen is drawn at most: less over a slow link.
func fps(env []string) int {
	if environ(env, "SSH_CONNECTION") != "" || environ(env, "SSH_TTY") != "" {
		return 60
	}
	return 120
}

func isTerminal(f any) bool {
	fd, ok := f.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(fd.Fd())
}
