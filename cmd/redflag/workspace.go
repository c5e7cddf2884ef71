package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/charmbracelet/x/term"

	"redflag/data"
	"redflag/data/journal"
	"redflag/ui"
	"redflag/ui/desk"
	"redflag/ui/dossier"
	"redflag/ui/text"
)

// release is set by the linker for a published binary.
var release = ""

// version names this program: a release, a revision of the source, or else this build and
// no other. What was made by one program is made anew by another, so that "v0-dev" and
// "+changes" alone would have all of it made anew each time.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	rev, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			rev = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+changes"
		}
	}
	name := "v0-" + cmp.Or(rev, "dev") + dirty
	if rev != "" && dirty == "" {
		return name
	}
	if build := ownBuild(); build != "" {
		return name + "-" + build
	}
	return name
}

func isTerminal() bool {
	return os.Getenv("TERM") != "dumb" && term.IsTerminal(os.Stdin.Fd()) && term.IsTerminal(os.Stdout.Fd())
}

// dataFolder is where a user's own data stands by the habits of the system.
func (p *program) dataFolder() (string, error) {
	if d := p.env("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "redflag"), nil
	}
	if runtime.GOOS == "windows" {
		if d := p.env("LOCALAPPDATA"); d != "" {
			return filepath.Join(d, "redflag"), nil
		}
	}
	home := p.env("HOME")
	if home == "" {
		var err error
		if home, err = os.UserHomeDir(); err != nil {
			return "", fmt.Errorf("there is no home folder to keep the workspace in; name a file with --db: %w", err)
		}
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "redflag"), nil
	}
	return filepath.Join(home, ".local", "share", "redflag"), nil
}

func (p *program) keyFolder() (string, error) {
	if p.keys != "" {
		return p.keys, nil
	}
	if d := p.env("REDFLAG_KEYS"); d != "" {
		return d, nil
	}
	if d := p.env("XDG_CONFIG_HOME"); d != "" {
		return filepath.Join(d, "redflag"), nil
	}
	d, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("there is no configuration folder to keep your keys in; name one with --keys: %w", err)
	}
	return filepath.Join(d, "redflag"), nil
}

// dbPath is the workspace that the command is about.
func (p *program) dbPath() (string, error) {
	if p.db != "" {
		return p.db, nil
	}
	if f := p.env("REDFLAG_DB"); f != "" {
		return f, nil
	}
	d, err := p.dataFolder()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(d, 0o700); err != nil {
		return "", fmt.Errorf("cannot make the folder for the workspace: %w", err)
	}
	return filepath.Join(d, "redflag.db"), nil
}

func (p *program) personName() string {
	for _, n := range []string{p.person, p.env("REDFLAG_PERSON"), p.env("USER"), p.env("USERNAME")} {
		if n != "" {
			return n
		}
	}
	return "analyst"
}

// desk opens the workspace for a command. Broken rule packs of the workspace are
// wrong usage, unless badPacks says to open it all the same and look it over.
func (p *program) desk(ctx context.Context, badPacks bool) (*desk.Desk, error) {
	path, err := p.dbPath()
	if err != nil {
		return nil, err
	}
	keys, err := p.keyFolder()
	if err != nil {
		return nil, err
	}
	_, missing := os.Stat(path)
	show, done := p.progress()
	d, err := desk.Open(ctx, desk.Options{
		Path: path, Keys: keys, Person: p.personName(), Named: p.person != "", NewPerson: p.newPerson,
		Now: p.now, Random: rand.Reader, Program: p.version, Print: printDossier, BadPacks: badPacks, Progress: show,
	})
	done()
	if err == nil && d.Before() != "" {
		fmt.Fprintf(p.err, "The workspace was brought up to this program's format. What it was before is kept as %s; delete it when all is well.\n", clean(d.Before()))
	}
	if err == nil && errors.Is(missing, os.ErrNotExist) {
		fmt.Fprintf(p.err, "A new workspace was made: %s\n", clean(path))
	}
	if err == nil && d.NewPerson() != "" {
		fmt.Fprintln(p.err, clean(d.NewPerson()))
	}
	return d, badPack(err)
}

// with opens the workspace, runs f and closes it.
func (p *program) with(ctx context.Context, f func(d *desk.Desk) error) error {
	return p.within(ctx, false, f)
}

// withExisting does the same for a command that has nothing to say of an empty workspace:
// where the file that was named is not there, it makes none. The one in the user's data
// folder is made at first use.
func (p *program) withExisting(ctx context.Context, f func(d *desk.Desk) error) error {
	path, err := p.dbPath()
	if err != nil {
		return err
	}
	named := p.db != "" || p.env("REDFLAG_DB") != ""
	if _, err := os.Stat(path); named && errors.Is(err, os.ErrNotExist) {
		return usage("there is no workspace at %s, and none was made; name the right file with --db, or start one with 'redflag import FILE'", clean(path))
	}
	return p.with(ctx, f)
}

func (p *program) within(ctx context.Context, badPacks bool, f func(d *desk.Desk) error) error {
	d, err := p.desk(ctx, badPacks)
	if err != nil {
		return err
	}
	err = f(d)
	if cerr := d.Close(); err == nil && cerr != nil {
		err = fmt.Errorf("closing the workspace: %w", cerr)
	}
	return err
}

// open is the command without a word: the workspace on the screen.
func (p *program) open(ctx context.Context) error {
	return p.with(ctx, func(d *desk.Desk) error {
		if !p.terminal {
			return ui.Print(ctx, p.out, d, data.Filter{}, 100)
		}
		return ui.Run(ctx, d, ui.Options{})
	})
}

// printDossier is the desk's printer.
func printDossier(p desk.Print, file string) ([]data.EventField, func(journal.Bundle) ([]byte, error), error) {
	return dossier.Prepare(&dossier.Dossier{
		CaseView: *p.View, Bundle: p.Before, Written: p.Written, By: p.By, Key: p.Key, Program: p.Program,
	}, file)
}

// clean makes imported text safe for the terminal.
func clean(s string) string { return text.Line(s) }

// jsonLines writes one JSON object a line.
func jsonLines[T any](w io.Writer, items ...T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, it := range items {
		if err := enc.Encode(it); err != nil {
			return err
		}
	}
	return nil
}

// progress draws one line on standard error, at most ten times a second, and
// only where somebody is looking.
func (p *program) progress() (show func(data.Progress), done func()) {
	if !p.terminal {
		return func(data.Progress) {}, func() {}
	}
	var last time.Time
	drawn := false
	show = func(pr data.Progress) {
		if t := p.now(); t.Sub(last) < 100*time.Millisecond {
			return
		} else {
			last = t
		}
		drawn = true
		if pr.Total > 0 {
			fmt.Fprintf(p.err, "\r\x1b[K%s %d %%", pr.Task, pr.Done*100/pr.Total)
			return
		}
		fmt.Fprintf(p.err, "\r\x1b[K%s %d", pr.Task, pr.Done)
	}
	return show, func() {
		if drawn {
			fmt.Fprint(p.err, "\r\x1b[K")
		}
	}
}
