// Command redflag is a terminal investigator of diversion risk. This package is
// wiring: one file a command, flags, exit codes. What a command does stands in
// ui/desk.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"redflag/ui/desk"
)

// Exit codes are a contract with scripts.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2 // wrong usage, or a bad rule pack
	exitPart        = 3 // done in part: rows rejected or ambiguous
	exitUnproven    = 4 // verification failed
	exitInterrupted = 130
)

// exitError carries the exit code of an outcome that is more than "failed". A
// nil Err prints nothing.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// openNamed opens a file that the command line names.
func openNamed(path string) (*os.File, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("cannot read %s: the file is not there", path)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	return f, nil
}

func usage(format string, a ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, a...)}
}

// program is the outside world as one run of the command sees it.
type program struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
	terminal bool // both ends are a terminal that can draw
	version  string

	db     string // --db
	person string // --as
	keys   string // --keys

	newPerson bool // --new-person
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := &program{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		env: os.Getenv, now: time.Now,
		terminal: isTerminal(),
		version:  version(),
	}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run executes one command line and answers with its exit code.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	var ee *exitError
	if !errors.As(err, &ee) && errors.Is(err, context.Canceled) {
		if cut, ok := errors.AsType[*desk.CutOff](err); ok {
			fmt.Fprintln(p.err, "redflag:", cut)
			return exitInterrupted
		}
		fmt.Fprintln(p.err, "redflag: stopped. What was not finished is taken back whole; everything before it is kept.")
		return exitInterrupted
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(p.err, "redflag:", msg)
	}
	if ee != nil {
		return ee.code
	}
	if _, ok := errors.AsType[*desk.Misuse](err); ok {
		return exitUsage
	}
	return exitFailed
}

func (p *program) root() *cobra.Command {
	c := &cobra.Command{
		Use:   "redflag",
		Short: "Investigate diversion risk of advanced AI chips, offline",
		Long: `redflag screens customers and shipments for the red flags of advanced-chip
diversion, walks a due-diligence checklist for what fired, records the decision
and writes a dossier that proves itself. It opens no network connection.

It helps people to ask and to document. It is not legal advice.`,
		Args:          noArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       p.version,
		RunE:          func(cmd *cobra.Command, args []string) error { return p.open(cmd.Context()) },
	}
	c.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("%w. See '%s --help'", plainFlag(err), cmd.CommandPath())
	})
	f := c.PersistentFlags()
	f.StringVar(&p.db, "db", "", "workspace `FILE` (default: redflag.db in your user data folder)")
	f.StringVar(&p.person, "as", "", "`NAME` of the person at the desk (default: the one kept with your keys)")
	f.BoolVar(&p.newPerson, "new-person", false, "--as names somebody new, though the name is like a known one")
	f.StringVar(&p.keys, "keys", "", "`FOLDER` with your signing keys (default: in your user configuration folder)")
	c.CompletionOptions.HiddenDefaultCmd = true
	c.AddCommand(
		p.demoCommand(), p.importCommand(), p.listsCommand(), p.screenCommand(),
		p.queueCommand(), p.showCommand(), p.lookupCommand(), p.checkCommand(),
		p.noteCommand(), p.attachCommand(), p.decideCommand(), p.undoCommand(),
		p.dossierCommand(), p.verifyCommand(), p.sampleCommand(), p.personCommand(),
		p.rulesCommand(), p.backupCommand(), p.restoreCommand(), p.doctorCommand(),
	)
	return c
}

// plainFlag says what is wrong with a flag without the names of functions.
func plainFlag(err error) error {
	if _, ok := errors.AsType[*strconv.NumError](err); !ok {
		return err
	}
	what, _, _ := strings.Cut(err.Error(), ": strconv")
	return errors.New(what + ": it wants a number")
}

// noArgs and needArgs turn cobra's complaints into the usage exit code.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if cmd.HasSubCommands() {
		s := ""
		cmd.SuggestionsMinimumDistance = 2
		if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
			s = fmt.Sprintf(" (did you mean %q?)", near[0])
		}
		return usage("there is no command %q%s. See 'redflag --help'", args[0], s)
	}
	return usage("%s takes no arguments, got %q", cmd.CommandPath(), args)
}

func needArgs(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < low || high >= 0 && len(args) > high {
			line, _, _ := strings.Cut(cmd.UseLine(), " [flags]")
			return usage("usage: %s", line)
		}
		return nil
	}
}
