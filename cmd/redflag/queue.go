package main

import (
	"strings"

	"github.com/spf13/cobra"

	"redflag/ui"
	"redflag/ui/desk"
	"redflag/ui/filter"
)

func (p *program) queueCommand() *cobra.Command {
	var asJSON, hits, papers bool
	c := &cobra.Command{
		Use:   "queue [FILTER] [--papers] [--json] | --hits [--json]",
		Short: "List the orders by level and score",
		Long: `Lists the orders, worst first. A filter narrows them, for example
  redflag queue 'level:hold,stop status:open dest:MY,TH score>=40 "adapter"'

It is a row an order: papers of it that say nothing more (a delivery, an invoice)
are named below it. With --papers, and with --json always, each has a row of its own.

With --hits, groups the open hits on lists by what causes them: the words that
agree, or the entry that is hit. 'redflag decide --hits GROUP FP2' clears a group.`,
		Args: needArgs(0, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if hits {
				if len(args) > 0 {
					return usage("--hits goes without a filter: it groups all open hits")
				}
				return p.hitGroups(ctx, asJSON)
			}
			f, err := filter.Parse(strings.Join(args, " "))
			if err != nil {
				return usage("%w", err)
			}
			return p.withExisting(ctx, func(d *desk.Desk) error {
				if err := d.CheckFilter(f); err != nil {
					return err
				}
				if !asJSON && papers {
					return ui.PrintPapers(ctx, p.out, d, f, 100)
				}
				if !asJSON {
					return ui.Print(ctx, p.out, d, f, 100)
				}
				if err := p.mindOff(d); err != nil {
					return err
				}
				v, err := d.Queue(ctx, f)
				if err != nil {
					return err
				}
				const page = 500
				for at := 0; at < len(v.IDs); at += page {
					rows, err := d.Rows(ctx, v.IDs[at:min(at+page, len(v.IDs))])
					if err != nil {
						return err
					}
					if err := jsonLines(p.out, rows...); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	c.Flags().BoolVar(&papers, "papers", false, "a row for each paper of an order")
	c.Flags().BoolVar(&hits, "hits", false, "group the open hits on lists by their cause")
	return c
}
