package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
)

// screenFlags are what the command line of screen says.
type screenFlags struct {
	asOf, from string
	lists      []string
	o          desk.ScreenOptions
	compare    bool // --against was given
	asJSON     bool
}

// whatIf reports whether the verdicts are not to be published.
func (s *screenFlags) whatIf() bool {
	return s.compare || s.o.Regime != "" && s.o.Regime != desk.CurrentRegime
}

func (p *program) screenCommand() *cobra.Command {
	var s screenFlags
	c := &cobra.Command{
		Use:   "screen [--as-of DATE] [--regime ID [--against ID]] [--from RECORDS.jsonl] [--list FILE]... [--all] [--json]",
		Short: "Screen every order for red flags",
		Long: `Screens the workspace and keeps the verdicts. With --from, screens a file of
canonical records (- for standard input) without a workspace, in any order, and
prints one verdict a shipment; --list names the list files to screen against.

With --regime other than current, or with --against, it asks what if: the whole
book is judged under the regime, compared with the law as enforced or with the
regime after --against, and nothing is kept; the queue stays as it is. --json then
prints the verdicts, or with --against one line for each shipment whose level
changes. "--regime list" lists the regimes. ID may also be the path of a regime of
your own (FILE.yaml), or the id of one in the folder after --regimes;
"--regime new" prints a file to start from: dates, tiers of countries, limits of
quantity, exceptions, a headquarters test, switches, and what it inherits.

A regime that is not the current one is not law. Nothing here is legal advice.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s.compare = cmd.Flags().Changed("against")
			return p.screen(cmd, &s)
		},
	}
	f := c.Flags()
	f.StringVar(&s.asOf, "as-of", "", "screen with what was known and in force on `DATE`: of a workspace, what was imported and which lists were loaded by then")
	f.StringVar(&s.o.Regime, "regime", desk.CurrentRegime, "law to screen under: `ID` or file of a regime, list or new")
	f.StringVar(&s.o.Against, "against", desk.CurrentRegime, "regime to compare with: `ID` or file")
	f.StringVar(&s.o.Regimes, "regimes", "", "`FOLDER` with regimes of your own")
	f.StringVar(&s.from, "from", "", "canonical records to screen without a workspace (`FILE` or -)")
	f.StringArrayVar(&s.lists, "list", nil, "list `FILE` to screen against, with --from (may be given again)")
	f.BoolVar(&s.o.All, "all", false, "judge all again, though nothing has changed since the last screen")
	f.BoolVar(&s.asJSON, "json", false, "print the verdicts, or with --against the changes, as JSON Lines")
	return c
}

func (p *program) screen(cmd *cobra.Command, s *screenFlags) error {
	switch s.o.Regime {
	case "list":
		return p.listRegimes(s)
	case "new":
		text, err := desk.NewRegime()
		if err == nil {
			_, err = io.WriteString(p.out, text)
		}
		return err
	}
	day, err := data.ParseDate(s.asOf)
	if err != nil {
		return usage("--as-of: %w", err)
	}
	if s.asOf != "" && (day.State() != data.Known || day.Day == 0) {
		return usage("--as-of wants a full date, such as 2025-05-14, not %q", s.asOf)
	}
	s.o.AsOf = day
	if data.DateOf(p.now()).Before(day) == data.True {
		fmt.Fprintf(p.err, "%s is yet to come: what is told and listed by then, and its law, are not known, and lists are judged as old as they are then.\n", day)
	}
	if s.from != "" {
		return p.wrongRegime(p.screenFile(cmd, s), s)
	}
	if len(s.lists) > 0 {
		return usage("--list goes with --from; a workspace screens against the lists added with 'redflag lists add'")
	}
	if err := desk.CheckRegimes(s.o); err != nil {
		return p.wrongRegime(err, s)
	}
	ctx := cmd.Context()
	return p.with(ctx, func(d *desk.Desk) error {
		if s.whatIf() {
			if err := p.mindOff(d); err != nil {
				return err
			}
			return p.whatIf(ctx, d, s)
		}
		show, done := p.progress()
		sum, err := d.Screen(ctx, s.o, show)
		done()
		if err != nil {
			return err
		}
		if w := sum.Reach.Words(s.o.AsOf); w != "" {
			fmt.Fprintln(p.err, w)
		}
		if err := p.mindOff(d); err != nil {
			return err
		}
		if s.asJSON {
			return d.EachVerdict(ctx, func(v *data.Verdict) error { return jsonLines(p.out, v) })
		}
		fmt.Fprintln(p.out, sum.Words())
		if sum.Subjects == 0 {
			fmt.Fprintln(p.err, "Nothing is here to be judged: redflag import FILE... first.")
			return nil
		}
		if sum.Stands() {
			fmt.Fprintln(p.err, "--all judges them again.")
			return nil
		}
		fmt.Fprintln(p.err, "A level is what the findings say, not a decision, and not legal advice.")
		return nil
	})
}

// mindOff says which stops, and which rules that decide, the house has switched off.
func (p *program) mindOff(d *desk.Desk) error {
	over, err := d.Overrides()
	for i := range over {
		if over[i].Grave() {
			fmt.Fprintln(p.err, "Mind:", clean(over[i].Words()))
		}
	}
	return err
}

func levels(n map[data.Level]int) string {
	return fmt.Sprintf("%d stop, %d hold, %d review, %d pass", n[data.Stop], n[data.Hold], n[data.Review], n[data.Pass])
}

// wrongRegime turns the fault of a regime that there is not, or of a bad file of
// one, into wrong usage, with the list of those that there are.
func (p *program) wrongRegime(err error, s *screenFlags) error {
	if !errors.Is(err, desk.ErrNoRegime) {
		if errors.Is(err, desk.ErrBadRegime) {
			return &exitError{exitUsage, err}
		}
		return err
	}
	var b strings.Builder
	if all, lerr := desk.Regimes(s.o.Regimes); lerr == nil {
		for _, r := range all {
			b.WriteString("\n  " + regimeLine(r))
		}
	}
	return usage("%w\nThe regimes are:%s", err, b.String())
}

func (p *program) listRegimes(s *screenFlags) error {
	all, err := desk.Regimes(s.o.Regimes)
	if err != nil {
		return p.wrongRegime(err, s)
	}
	if s.asJSON {
		return jsonLines(p.out, all...)
	}
	for _, r := range all {
		fmt.Fprintln(p.out, regimeLine(r))
	}
	fmt.Fprintln(p.err, "Only current is law as enforced. Not legal advice.")
	return nil
}

func regimeLine(r desk.Regime) string {
	dates := "always"
	switch {
	case r.From.State() == data.Known && r.Until.State() == data.Known:
		dates = r.From.String() + " to " + r.Until.String()
	case r.From.State() == data.Known:
		dates = "from " + r.From.String()
	case r.Until.State() == data.Known:
		dates = "to " + r.Until.String()
	}
	return fmt.Sprintf("%-18s  %-20s  %-24s  %s", clean(r.ID), r.Status, dates, clean(r.Title))
}

// shownChanges is how many changed shipments the summary names, and how many of those
// that keep their level for other reasons.
const shownChanges = 10

// firstOf keeps the first few.
func firstOf(kept *[]desk.Change) func(desk.Change) error {
	return func(c desk.Change) error {
		if len(*kept) < shownChanges {
			*kept = append(*kept, c)
		}
		return nil
	}
}

// whatIf judges the book under a regime and prints what differs.
func (p *program) whatIf(ctx context.Context, d *desk.Desk, s *screenFlags) error {
	w := bufio.NewWriterSize(p.out, 1<<16)
	var changed, shifted []desk.Change
	show, done := p.progress()
	watch := desk.WhatIfWatch{Progress: show}
	switch {
	case s.asJSON && s.compare:
		watch.Change = func(c desk.Change) error { return jsonLines(w, c) }
	case s.asJSON:
		watch.Verdict = func(v *data.Verdict) error { return jsonLines(w, v) }
	default:
		watch.Change, watch.Shift = firstOf(&changed), firstOf(&shifted)
	}
	sum, err := d.WhatIf(ctx, s.o, watch)
	done()
	if ferr := w.Flush(); err == nil {
		err = ferr
	}
	if err != nil {
		return err
	}
	if w := sum.Reach.Words(s.o.AsOf); w != "" {
		fmt.Fprintln(p.err, w)
	}
	if !s.asJSON {
		p.printWhatIf(&sum, changed, shifted)
	}
	fmt.Fprintln(p.err, desk.WhatIfNote)
	return nil
}

func (p *program) printWhatIf(sum *desk.WhatIf, changed, shifted []desk.Change) {
	r := sum.Regime
	fmt.Fprintf(p.out, "%s: %s\n", clean(r.ID), clean(r.Title))
	fmt.Fprintf(p.out, "status: %s; source: %s (%s)\n", r.Status, clean(r.Source), r.Basis)
	for _, n := range r.Notes {
		fmt.Fprintf(p.out, "note: %s\n", clean(n))
	}
	fmt.Fprintf(p.out, "\n%d judged as of %s in %.1f s, nothing kept\n", sum.Subjects, sum.AsOf, sum.Seconds)
	fmt.Fprintf(p.out, "  under %s: %s\n", clean(r.ID), levels(sum.ByLevel))
	fmt.Fprintf(p.out, "  under %s: %s\n", clean(sum.Against.ID), levels(sum.Before))
	fmt.Fprintf(p.out, "  %d change level, %d more have other findings at the same level\n", sum.Changed, sum.Shifted)
	if sum.Earlier > 0 {
		fmt.Fprintf(p.out, "  %d have a law date before %s, when the regime begins\n", sum.Earlier, r.From)
	}
	if sum.Later > 0 {
		fmt.Fprintf(p.out, "  %d have a law date after %s, the last day of the regime\n", sum.Later, r.Until)
	}
	for _, m := range sum.Moves {
		fmt.Fprintf(p.out, "  %6d  %s -> %s\n", m.Count, m.From, m.To)
	}
	for _, c := range changed {
		fmt.Fprintf(p.out, "  %s  %s -> %s  %s\n", clean(cmp.Or(c.Shipment, c.Customer)), c.From, c.To, clean(c.Why))
	}
	if n := sum.Changed - len(changed); n > 0 {
		fmt.Fprintf(p.out, "  and %d more; --against %s --json prints all\n", n, clean(sum.Against.ID))
	}
	for _, c := range shifted {
		fmt.Fprintf(p.out, "  %s  still %s  %s\n", clean(cmp.Or(c.Shipment, c.Customer)), c.To, clean(c.Why))
	}
	if n := sum.Shifted - len(shifted); n > 0 {
		fmt.Fprintf(p.out, "  and %d more at the level they had; --json prints all verdicts\n", n)
	}
}

// shownAlike is how many lines of a file are named that have the same fault.
const shownAlike = 10

func (p *program) screenFile(cmd *cobra.Command, s *screenFlags) error {
	in := p.in
	if s.from != "-" {
		f, err := openNamed(s.from)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	if s.o.AsOf.State() != data.Known {
		s.o.AsOf = data.DateOf(p.now())
	}
	w := bufio.NewWriterSize(p.out, 1<<16)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	rejected, judged := 0, 0
	alike := map[string]int{} // lines of which the same is said
	r := desk.RecordScreen{
		Options: s.o, Records: in, Lists: s.lists, Program: p.version,
		Unknown: func(all []data.UnknownName) {
			fmt.Fprintf(p.err, "%s: no field is called what follows (and in how many records), so it was not read:\n", clean(s.from))
			for _, u := range all {
				fmt.Fprintf(p.err, "  %s\n", clean(u.Words()))
			}
		},
		Verdict: func(v *data.Verdict) error { judged++; return enc.Encode(v) },
		Rejected: func(n data.RowNote) {
			if n.Fate == data.Rejected || n.Fate == data.Ambiguous {
				rejected++
			}
			if alike[n.Reason]++; alike[n.Reason] <= shownAlike {
				fmt.Fprintf(p.err, "%s: line %d: %s: %s\n", clean(s.from), n.Row, n.Fate, clean(n.Reason))
			}
		},
	}
	if s.compare {
		r.Change = func(c desk.Change) error { return enc.Encode(c) }
	}
	err := desk.ScreenRecords(cmd.Context(), r)
	if ferr := w.Flush(); err == nil {
		err = ferr
	}
	for _, reason := range slices.Sorted(maps.Keys(alike)) {
		if n := alike[reason] - shownAlike; n > 0 {
			fmt.Fprintf(p.err, "%s: %s more: %s\n", clean(s.from), text.Plural(n, "line"), clean(reason))
		}
	}
	if err == nil && judged == 0 && rejected > 0 && !s.compare {
		fmt.Fprintf(p.err, "%s: nothing was judged: --from reads records as JSON Lines; 'redflag import' reads tables\n", clean(s.from))
	}
	if err == nil && s.whatIf() {
		fmt.Fprintln(p.err, desk.WhatIfNote)
	}
	if err == nil && judged+rejected == 0 && !s.compare {
		fmt.Fprintf(p.err, "%s: no shipment and no customer is in it, so nothing was judged\n", clean(s.from))
	}
	if err == nil && rejected > 0 {
		return &exitError{exitPart, fmt.Errorf("%d of the records were rejected or ambiguous", rejected)}
	}
	return err
}
