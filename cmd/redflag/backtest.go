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
		fmt.Fprintln(p.out, "\nrules in the verdicts of these decisions, most often first; raised: levels that\nwould have been lower without it")
	}
	for i := range b.Rules {
		if r := &b.Rules[i]; r.Fired > 0 {
			p.printRuleRecord(r)
		}
	}
	if b.After == "" {
		fmt.Fprintln(p.err, "No packs of your own are in use. --packs FOLDER says what they would change.")
		return
	}
	p.printPackChanges(b)
}

// printRuleRecord says in three lines, which eighty columns hold, what a rule did.
func (p *program) printRuleRecord(r *desk.RuleRecord) {
	kind := r.Kind
	if r.Off {
		kind += ", switched off"
	}
	var did []string
	for _, x := range [...]struct {
		n    int
		what string
	}{{r.Stopped, "stopped"}, {r.Waiting, "waiting"}, {r.Conditional, "conditional"}, {r.Released, "released"}, {r.Withdrawn, "withdrawn"}, {r.Other, "in dispute"}} {
		if x.n > 0 {
			did = append(did, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	fmt.Fprintf(p.out, "  %s (%s)\n      fired %d: %s; %d points, raised %d\n", clean(r.Rule), kind, r.Fired, strings.Join(did, ", "), r.Points, r.Raised)
	if r.StopShare != nil {
		fmt.Fprintf(p.out, "      %.0f %% of %d settled were stopped: %s\n", *r.StopShare*100, r.Settled, r.Says)
		return
	}
	fmt.Fprintf(p.out, "      %s\n", r.Says)
}

func (p *program) printPackChanges(b *desk.Backtest) {
	fmt.Fprintf(p.out, "\n%s, against %s\n", clean(b.After), clean(b.Before))
	if len(b.Changed) == 0 {
		fmt.Fprintln(p.out, "  no rule is another one, switched off or weighed otherwise")
	}
	for _, c := range b.Changed {
		fmt.Fprintf(p.out, "  %s\n", clean(c))
	}
	cases := map[string]bool{}
	for i := range b.Changes {
		cases[b.Changes[i].Case] = true
	}
	fmt.Fprintf(p.out, "\ndecisions whose level would change: %d\n", len(cases))
	last := ""
	for i := range b.Changes {
		c := &b.Changes[i]
		if c.Case != last {
			fmt.Fprintf(p.out, "  %s  %s (%s) by %s on %s\n      reason: %s\n", clean(c.Case), c.Status, clean(c.Disposition), clean(c.Person), c.On, clean(c.Reason))
			last = c.Case
		}
		fmt.Fprintf(p.out, "      %-8s %s -> %s  %s\n", c.How, c.From, c.To, clean(strings.Join(c.Because, "; ")))
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
