package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
)

func (p *program) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "List, show, test and start rules",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(p.rulesList(), p.rulesShow(), p.rulesTest(), p.rulesNew())
	return c
}

func packFlag(c *cobra.Command, dir *string) {
	c.Flags().StringVar(dir, "packs", "", "`FOLDER` with your own packs, beside the built-in ones")
}

// badPack gives a rule pack that cannot be loaded its exit code.
func badPack(err error) error {
	if err == nil {
		return nil
	}
	return &exitError{exitUsage, err}
}

func (p *program) rulesList() *cobra.Command {
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the rules: id, state, kind, points, pattern, title",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			all, err := desk.Rules(dir)
			if err != nil {
				return badPack(err)
			}
			for _, r := range all {
				if asJSON {
					if err := jsonLines(p.out, r); err != nil {
						return err
					}
					continue
				}
				fmt.Fprintf(p.out, "%-44s %-9s %-4s %4d  %-26s %s\n", r.ID, r.Status, r.Kind, r.Points, r.Pattern, clean(r.Title))
			}
			return nil
		},
	}
	packFlag(c, &dir)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return c
}

func (p *program) rulesShow() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Show one rule: condition, reason, innocent explanation, sources",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			all, err := desk.Rules(dir)
			if err != nil {
				return badPack(err)
			}
			for _, r := range all {
				if r.ID == args[0] {
					fmt.Fprintf(p.out, "%s  version %d  %s\n%s\n\nkind      %s, %d points, pattern %s\nwhen      %s\nwhy       %s\ninnocent  %s\nasks      %s\nsource    %s (%s)\n",
						r.ID, r.Version, r.Status, clean(r.Title), r.Kind, r.Points, r.Pattern,
						clean(r.When), clean(r.Why), clean(r.Innocent), strings.Join(r.Asks, ", "), clean(strings.Join(r.Cites, "; ")), r.Basis)
					return nil
				}
			}
			return usage("there is no rule %q; 'redflag rules list' shows all", args[0])
		},
	}
	packFlag(c, &dir)
	return c
}

func (p *program) rulesTest() *cobra.Command {
	var dir string
	var verbose bool
	c := &cobra.Command{
		Use:   "test",
		Short: "Run the tests inside the packs, from records to findings",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			results, err := desk.TestRules(cmd.Context(), dir, data.DateOf(p.now()))
			if err != nil {
				return badPack(err)
			}
			failed := 0
			for _, r := range results {
				if r.Failed != "" {
					failed++
					fmt.Fprintf(p.out, "FAIL  %s: %s: %s\n", r.Rule, clean(r.Name), clean(r.Failed))
				} else if verbose {
					fmt.Fprintf(p.out, "ok    %s: %s\n", r.Rule, clean(r.Name))
				}
			}
			fmt.Fprintf(p.out, "%d passed, %d failed\n", len(results)-failed, failed)
			if failed > 0 {
				return &exitError{code: exitUsage}
			}
			return nil
		},
	}
	packFlag(c, &dir)
	c.Flags().BoolVarP(&verbose, "verbose", "v", false, "print the tests that pass, too")
	return c
}

func (p *program) rulesNew() *cobra.Command {
	return &cobra.Command{
		Use:   "new FILE",
		Short: "Write a first rule of your own, with its tests, to start from",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
			if err != nil {
				return fmt.Errorf("cannot write the new rule (an existing file is never overwritten): %w", err)
			}
			_, err = f.WriteString(desk.NewRule)
			if cerr := f.Close(); err == nil {
				err = cerr
			}
			if err != nil {
				return fmt.Errorf("writing %s: %w", args[0], err)
			}
			fmt.Fprintf(p.err, "Wrote %s. Test it with 'redflag rules test --packs FOLDER'.\n", clean(args[0]))
			return nil
		},
	}
}
