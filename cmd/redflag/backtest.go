package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"redflag/ui/desk"
)

func (p *program) rulesBacktest() *cobra.Command {
	var o desk.BacktestOptions
	var asJSON bool
	c := &cobra.Command{
		Use:   "backtest [--packs FOLDER] [--all] [--json]",
		Short: "Hold the rules against past decisions, and say what your packs would change",
		Long: `For each rule that stands in the verdict of a decision: how often it fired, and
how these were decided; what share of those stopped or released was stopped; the
points it gave; how many levels would have been lower without it. A decision that
was undone, or replaced by a later one, does not count.

With --packs, what the packs of that folder would change if they stood in place
of the workspace's own; without it, what the workspace's own packs change of the
built-in rules. The stored verdicts are weighed anew ("as seen"), and the decided
records that are still here are judged under both, as of today ("screened"); with
--all, every record is. Nothing is kept, and the queue stays as it is.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				show, done := p.progress()
				o.Progress = show
				b, err := d.Backtest(ctx, o)
				done()
				if err != nil {
					return badPack(err)
				}
				if asJSON {
					return p.backtestLines(b)
				}
				p.printBacktest(b)
				return nil
			})
		},
	}
	packFlag(c, &o.Packs)
	c.Flags().BoolVar(&o.All, "all", false, "judge every record under both, not only those decided")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines: a summary, the rules, the decisions that change")
	return c
}

// backtestLines prints each line with what it is.
func (p *program) backtestLines(b *desk.Backtest) error {
	type summary struct {
		What string `json:"what"`
		*desk.Backtest
	}
	type rule struct {
		What string `json:"what"`
		*desk.RuleRecord
	}
	type change struct {
		What string `json:"what"`
		*desk.DecisionChange
	}
	if err := jsonLines(p.out, summary{"summary", b}); err != nil {
		return err
	}
	for i := range b.Rules {
		if err := jsonLines(p.out, rule{"rule", &b.Rules[i]}); err != nil {
			return err
		}
	}
	for i := range b.Changes {
		if err := jsonLines(p.out, change{"change", &b.Changes[i]}); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) printBacktest(b *desk.Backtest) {
	fmt.Fprintf(p.out, "%s\n", b.Honest)
	if b.Unreadable > 0 {
		fmt.Fprintf(p.out, "%d more cannot be read: their verdicts were withheld\n", b.Unreadable)
	}
	if len(b.Rules) > 0 {
		fmt.Fprintf(p.out, "\n%-40s %-4s %5s %5s %5s %5s %5s %5s %6s %6s  %s\n", "rule", "kind", "fired", "stop", "wait", "cond", "rel", "wdrn", "points", "raised", "share stopped")
	}
	for i := range b.Rules {
		r := &b.Rules[i]
		if r.Fired == 0 {
			continue
		}
		share := r.Says
		if r.StopShare != nil {
			share = fmt.Sprintf("%3.0f %% of %d, %s", *r.StopShare*100, r.Settled, r.Says)
		}
		if r.Off {
			share += "; off"
		}
		fmt.Fprintf(p.out, "%-40s %-4s %5d %5d %5d %5d %5d %5d %6d %6d  %s\n", clean(r.Rule), r.Kind, r.Fired, r.Stopped, r.Waiting,
			r.Conditional, r.Released, r.Withdrawn, r.Points, r.Raised, share)
	}
	if b.After == "" {
		fmt.Fprintln(p.err, "No packs of your own are in use. --packs FOLDER says what they would change.")
		return
	}
	p.printPackChanges(b)
}

func (p *program) printPackChanges(b *desk.Backtest) {
	fmt.Fprintf(p.out, "\n%s, against %s\n", clean(b.After), clean(b.Before))
	if len(b.Changed) == 0 {
		fmt.Fprintln(p.out, "  no rule is another one, switched off or weighed otherwise")
	}
	for _, c := range b.Changed {
		fmt.Fprintf(p.out, "  %s\n", clean(c))
	}
	fmt.Fprintf(p.out, "\ndecisions whose level would change: %d\n", len(b.Changes))
	for _, c := range b.Changes {
		fmt.Fprintf(p.out, "  %s -> %s  %s  (%s)  decided %s, %s, by %s on %s: %s\n", c.From, c.To, clean(c.Case), c.How,
			clean(c.Disposition), c.Status, clean(c.Person), c.On, clean(c.Reason))
		fmt.Fprintf(p.out, "      %s\n", clean(strings.Join(c.Because, "; ")))
	}
	s := b.Rescreened
	if s == nil {
		return
	}
	of := "decided records"
	if s.Of == "all" {
		of = "records of the workspace"
	}
	fmt.Fprintf(p.out, "\n%d %s judged under both as of today: %d newly quiet, %d newly flagged\n", s.Judged, of, s.Quiet, s.Flagged)
	if s.Gone > 0 {
		fmt.Fprintf(p.out, "  %d decided records are no longer here\n", s.Gone)
	}
	for _, m := range s.Moves {
		fmt.Fprintf(p.out, "  %6d  %s -> %s\n", m.Count, m.From, m.To)
	}
	fmt.Fprintln(p.err, "Nothing was kept. Not legal advice.")
}
