package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	c.AddCommand(p.rulesList(), p.rulesShow(), p.rulesTest(), p.rulesNew(), p.rulesBacktest())
	return c
}

func packFlag(c *cobra.Command, dir *string) {
	c.Flags().StringVar(dir, "packs", "", "`FOLDER` with your own packs, beside the built-in ones (default: WORKSPACE.rules, where there is one)")
}

// packs is the folder that a command about rules reads: the one named, or the
// one of the workspace, or none.
func (p *program) packs(dir string) (string, error) {
	if dir != "" {
		return dir, nil
	}
	path, err := p.dbPath()
	if err != nil {
		return "", err
	}
	folder, there, err := desk.PacksFolder(path)
	if err != nil || !there {
		return "", badPack(err)
	}
	return folder, nil
}

// sayPacks says on standard error which packs of one's own are in use.
func (p *program) sayPacks(dir string) error {
	if dir != "" {
		fmt.Fprintf(p.err, "Your own packs: %s\n", clean(dir))
		return nil
	}
	path, err := p.dbPath()
	if err != nil {
		return err
	}
	folder, _, _ := desk.PacksFolder(path)
	fmt.Fprintf(p.err, "No packs of your own; put them into %s and every screen uses them.\n", clean(folder))
	return nil
}

// badPack gives a rule pack that cannot be loaded its exit code.
func badPack(err error) error {
	if !errors.Is(err, desk.ErrBadPack) {
		return err
	}
	return &exitError{exitUsage, err}
}

func (p *program) rulesList() *cobra.Command {
	var dir string
	var asJSON bool
	c := &cobra.Command{
		Use:   "list",
		Short: "List the rules: id, state, kind, points, pattern, title",
		Long: `Lists the rules in use: the built-in ones and your own. Your own packs stand in
the folder beside the workspace that has its name and ".rules", or in the one
after --packs; a pack there may add rules, and switch off (off) or re-weigh
(points, with what they were) rules of the program, each with its reason.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := p.packs(dir)
			if err != nil {
				return err
			}
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
				fmt.Fprintf(p.out, "%-44s %-9s %-4s %4d  %-26s %s\n", r.ID, ruleState(&r), r.Kind, r.Points, r.Pattern, clean(r.Title))
				if r.Override != "" {
					fmt.Fprintf(p.out, "    %s\n", overrideLine(&r))
				}
			}
			return p.sayPacks(dir)
		},
	}
	packFlag(c, &dir)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return c
}

func ruleState(r *desk.Rule) string {
	if r.Off {
		return "off"
	}
	return r.Status
}

// overrideLine says what a pack of the user's did to a rule, and why.
func overrideLine(r *desk.Rule) string {
	what := "changed by your pack"
	switch {
	case r.Off:
		what = "switched off by your pack"
	case r.BuiltIn != nil:
		what = fmt.Sprintf("re-weighed by your pack, built in at %d", *r.BuiltIn)
	}
	return what + ": " + clean(r.Override)
}

func (p *program) rulesShow() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Show one rule: condition, reason, innocent explanation, sources",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := p.packs(dir)
			if err != nil {
				return err
			}
			all, err := desk.Rules(dir)
			if err != nil {
				return badPack(err)
			}
			var ids []string
			for _, r := range all {
				ids = append(ids, r.ID)
				if r.ID == args[0] {
					fmt.Fprintf(p.out, "%s  version %d  %s\n%s\n\nkind      %s, %d points, pattern %s\nwhen      %s\nwhy       %s\ninnocent  %s\nasks      %s\nsource    %s (%s)\n",
						r.ID, r.Version, ruleState(&r), clean(r.Title), r.Kind, r.Points, r.Pattern,
						clean(r.When), clean(r.Why), clean(r.Innocent), strings.Join(r.Asks, ", "), clean(strings.Join(r.Cites, "; ")), r.Basis)
					if r.Override != "" {
						fmt.Fprintf(p.out, "override  %s\n", overrideLine(&r))
					}
					return nil
				}
			}
			if near := desk.NearestRule(args[0], ids); near != "" {
				return usage("there is no rule %q; did you mean %s? 'redflag rules list' shows all", args[0], near)
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
			dir, err := p.packs(dir)
			if err != nil {
				return err
			}
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
			switch {
			case errors.Is(err, fs.ErrExist):
				return fmt.Errorf("%s is there already and was not touched; give a name that is free", args[0])
			case errors.Is(err, fs.ErrNotExist):
				return fmt.Errorf("cannot write %s: there is no folder %s", args[0], filepath.Dir(args[0]))
			case err != nil:
				return fmt.Errorf("cannot write the new rule: %w", err)
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
