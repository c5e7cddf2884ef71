package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
)

func (p *program) screenCommand() *cobra.Command {
	var asOf, regime, from string
	var lists []string
	var asJSON bool
	c := &cobra.Command{
		Use:   "screen [--as-of DATE] [--regime ID] [--from RECORDS.jsonl] [--list FILE]... [--json]",
		Short: "Screen every order for red flags",
		Long: `Screens the workspace and keeps the verdicts. With --from, screens a file of
canonical records (- for standard input) without a workspace, in any order, and
prints one verdict a shipment; --list names the list files to screen against.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			day, err := data.ParseDate(asOf)
			if err != nil {
				return usage("--as-of: %w", err)
			}
			if asOf != "" && (day.State() != data.Known || day.Day == 0) {
				return usage("--as-of wants a full date, such as 2025-05-14, not %q", asOf)
			}
			o := desk.ScreenOptions{AsOf: day, Regime: regime}
			if from != "" {
				return p.screenFile(cmd, from, lists, o)
			}
			if len(lists) > 0 {
				return usage("--list goes with --from; a workspace screens against the lists added with 'redflag lists add'")
			}
			return p.with(ctx, func(d *desk.Desk) error {
				show, done := p.progress()
				sum, err := d.Screen(ctx, o, show)
				done()
				if err != nil {
					return err
				}
				if asJSON {
					return d.EachVerdict(ctx, func(v *data.Verdict) error { return jsonLines(p.out, v) })
				}
				fmt.Fprintf(p.out, "%d screened in %.1f s: %d stop, %d hold, %d review, %d pass; %d changed since the last screen\n",
					sum.Subjects, sum.Seconds, sum.ByLevel[data.Stop], sum.ByLevel[data.Hold], sum.ByLevel[data.Review], sum.ByLevel[data.Pass], sum.Changed)
				fmt.Fprintln(p.err, "A level is what the findings say, not a decision, and not legal advice.")
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&asOf, "as-of", "", "screen with what was known and in force on `DATE`")
	f.StringVar(&regime, "regime", "current", "law to screen under: `ID` of a regime")
	f.StringVar(&from, "from", "", "canonical records to screen without a workspace (`FILE` or -)")
	f.StringArrayVar(&lists, "list", nil, "list `FILE` to screen against, with --from (may be given again)")
	f.BoolVar(&asJSON, "json", false, "print the verdicts as JSON Lines")
	return c
}

func (p *program) screenFile(cmd *cobra.Command, from string, lists []string, o desk.ScreenOptions) error {
	in := p.in
	if from != "-" {
		f, err := os.Open(from)
		if err != nil {
			return fmt.Errorf("cannot read the records: %w", err)
		}
		defer f.Close()
		in = f
	}
	if o.AsOf.State() != data.Known {
		o.AsOf = data.DateOf(p.now())
	}
	w := bufio.NewWriterSize(p.out, 1<<16)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	rejected := 0
	err := desk.ScreenRecords(cmd.Context(), desk.RecordScreen{
		Options: o, Records: in, Lists: lists, Program: p.version,
		Verdict: func(v *data.Verdict) error { return enc.Encode(v) },
		Rejected: func(n data.RowNote) {
			if n.Fate == data.Rejected || n.Fate == data.Ambiguous {
				rejected++
			}
			fmt.Fprintf(p.err, "%s: line %d: %s: %s\n", clean(from), n.Row, n.Fate, clean(n.Reason))
		},
	})
	if ferr := w.Flush(); err == nil {
		err = ferr
	}
	if err == nil && rejected > 0 {
		return &exitError{exitPart, fmt.Errorf("%d of the records were rejected or ambiguous", rejected)}
	}
	return err
}
