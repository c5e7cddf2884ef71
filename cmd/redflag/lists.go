package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
)

func (p *program) listsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "lists",
		Short: "Add, show and compare restricted-party lists",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(p.listsAdd(), p.listsShow(), p.listsDiff())
	return c
}

func (p *program) listsAdd() *cobra.Command {
	var accept, asOf string
	var asJSON bool
	c := &cobra.Command{
		Use:   "add FILE [--as-of DATE] [--accept REASON]",
		Short: "Load a list file (trade.gov Consolidated Screening List, CSV or JSON)",
		Long: `Reads a list file, counts its rows by list and compares them with the pack held.
A smaller or older file is refused and the old pack kept, unless --accept gives
the reason for taking it. The age of a list decides whether it can make a party
clear: where neither the file nor its name (csl-2026-07-31.csv) tells its day, give
the one on which it was downloaded with --as-of.`,
		Args: needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			day, err := listDay(asOf)
			if err != nil {
				return err
			}
			return p.with(ctx, func(d *desk.Desk) error {
				rep, err := d.AddListOf(ctx, args[0], accept, day)
				if err != nil {
					return err
				}
				if asJSON {
					if err := jsonLines(p.out, rep); err != nil {
						return err
					}
				} else {
					p.printList(&rep)
				}
				if len(rep.Refused) > 0 {
					return &exitError{exitFailed, fmt.Errorf("the list was not taken and the old one stays; --accept REASON takes it all the same")}
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&asOf, "as-of", "", "the list is of this `DATE`, the day it was downloaded")
	c.Flags().StringVar(&accept, "accept", "", "take a smaller or older file, for this `REASON`")
	c.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return c
}

// listDay reads the day that a list is said to be of; "" for none.
func listDay(s string) (data.Date, error) {
	if s == "" {
		return data.Date{}, nil
	}
	day, err := data.ParseDate(s)
	if err != nil || day.Day == 0 {
		return data.Date{}, usage("--as-of is a day, such as 2026-07-31, and not %q", s)
	}
	return day, nil
}

func (p *program) printList(r *desk.ListReport) {
	w := p.out
	if r.Already {
		fmt.Fprintf(w, "%s is already loaded: nothing changed.\n", r.Info.Label())
		if why := r.Undated(); why != "" {
			fmt.Fprintf(w, "  ! %s (--as-of DATE)\n", strings.TrimSuffix(why, "."))
		}
		return
	}
	fmt.Fprintf(w, "%s: %s\n", r.Info.Label(), countWords(r.Info.Counts))
	if r.Before != nil {
		fmt.Fprintf(w, "  against %s: %d added, %d removed, %d changed\n", r.Before.Label(), r.Added, r.Removed, r.Changed)
	}
	if r.Cannot > 0 {
		fmt.Fprintf(w, "  %s\n", desk.CannotScreen(r.Cannot))
	}
	for _, n := range r.Info.Ignored {
		fmt.Fprintf(w, "  ignored row %d: %s\n", n.Row, clean(n.Reason))
	}
	for _, why := range r.Refused {
		fmt.Fprintf(w, "  refused: %s\n", clean(why))
	}
	if why := r.Undated(); why != "" {
		fmt.Fprintf(w, "  ! %s (--as-of DATE)\n", strings.TrimSuffix(why, "."))
	}
	if len(r.Refused) == 0 {
		fmt.Fprintln(w, "  run 'redflag screen' to screen against it")
	}
}

func countWords(counts map[string]int) string {
	var codes []string
	total := 0
	for c, n := range counts {
		codes = append(codes, c)
		total += n
	}
	slices.SortFunc(codes, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	for i, c := range codes {
		codes[i] = fmt.Sprintf("%s %d", clean(c), counts[c])
	}
	return fmt.Sprintf("%s (%s)", counted(total, "entry", "entries"), strings.Join(codes, ", "))
}

func (p *program) listsShow() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "show",
		Short: "Show the lists held, their dates and counts",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				lists, err := d.Lists(ctx)
				if err != nil {
					return err
				}
				for _, l := range lists {
					if asJSON {
						if err := jsonLines(p.out, l); err != nil {
							return err
						}
						continue
					}
					p.showList(l)
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return c
}

func (p *program) showList(l data.ListInfo) {
	state := "kept"
	if l.Current {
		state = "in use"
	}
	if l.Starter {
		state += ", starter: it never makes a party clear"
	}
	id := l.Hash
	if len(id) > 12 {
		id = id[:12]
	}
	fmt.Fprintf(p.out, "%s  %s  (%s)\n    %s\n", id, clean(l.Label()), state, countWords(l.Counts))
	if l.Restricted > 0 {
		fmt.Fprintf(p.out, "    %d of them restricted: not to be passed on\n", l.Restricted)
	}
	if l.Streetless > 0 {
		fmt.Fprintf(p.out, "    %s\n", desk.CannotScreen(l.Streetless))
	}
	if l.Accepted != "" {
		fmt.Fprintf(p.out, "    taken for the reason: %s\n", clean(l.Accepted))
	}
}

func (p *program) listsDiff() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "Show what differs between two list files or packs held (by hash)",
		Args:  needArgs(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				diff, err := d.DiffLists(ctx, args[0], args[1])
				if err != nil {
					return err
				}
				if asJSON {
					return jsonLines(p.out, diff...)
				}
				count := map[string]int{}
				for _, e := range diff {
					count[e.What]++
					fmt.Fprintf(p.out, "%-8s %-6s %s\n", e.What, clean(e.List), clean(e.Name))
				}
				fmt.Fprintf(p.err, "%d entries differ: %d added, %d removed, %d changed.\n", len(diff), count["added"], count["removed"], count["changed"])
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return c
}
