package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data/sample"
	"redflag/ui/desk"
	"redflag/ui/dossier"
	"redflag/ui/text"
)

func (p *program) verifyCommand() *cobra.Command {
	var against string
	c := &cobra.Command{
		Use:   "verify [FILE] [--against CHECKPOINT]",
		Short: "Prove the journal of the workspace, or a dossier, intact",
		Long: `Without a file, checks every entry of the workspace's journal: encoding,
commitments, tree, signatures; and names the first that is not intact. With a
dossier, checks what it holds without a workspace. --against takes a checkpoint
that left the machine earlier and proves that nothing before it was changed.`,
		Args: needArgs(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if len(args) == 1 {
				if against != "" {
					return usage("--against goes with the workspace, not with a file")
				}
				return p.verifyFile(args[0])
			}
			return p.withExisting(ctx, func(d *desk.Desk) error {
				words, ok, err := d.VerifyAgainst(ctx, against)
				return p.proved(words, ok, err)
			})
		},
	}
	c.Flags().StringVar(&against, "against", "", "`FILE` with an earlier checkpoint, or a dossier that holds one")
	return c
}

// verifyFile proves a dossier from its file alone.
func (p *program) verifyFile(path string) error {
	f, err := openNamed(path)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", path, err)
	}
	r, err := dossier.Check(b)
	if err != nil {
		return &exitError{exitUnproven, fmt.Errorf("%s proves nothing: %w", path, err)}
	}
	return p.proved(r.String(), r.OK, nil)
}

func (p *program) proved(words string, ok bool, err error) error {
	if err != nil {
		return err
	}
	fmt.Fprintln(p.out, text.Block(words))
	if !ok {
		return &exitError{code: exitUnproven}
	}
	return nil
}

func (p *program) sampleCommand() *cobra.Command {
	o := sample.Options{}
	var dir string
	c := &cobra.Command{
		Use:   "sample [--customers N] [--shipments N] [--seed S] -o DIR",
		Short: "Write invented customers.csv and shipments.csv for training and measurement",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dir == "" {
				return usage("say where to write: -o DIR")
			}
			if o.Customers < 1 || o.Shipments < 1 {
				return usage("--customers and --shipments are at least 1")
			}
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return fmt.Errorf("cannot make %s: %w", dir, err)
			}
			if err := sample.Write(dir, o); err != nil {
				return err
			}
			fmt.Fprintf(p.err, "Wrote %d customers and %d shipments to %s. All names are invented.\n", o.Customers, o.Shipments, dir)
			return nil
		},
	}
	f := c.Flags()
	f.IntVar(&o.Customers, "customers", 60, "how many customers")
	f.IntVar(&o.Shipments, "shipments", 400, "how many shipments")
	f.Int64Var(&o.Seed, "seed", 1, "the same seed writes the same files")
	f.StringVarP(&dir, "output", "o", "", "`DIR` to write into")
	return c
}

func (p *program) personCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "person",
		Short: "Who works here: add a person, list those the journal knows",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	add := &cobra.Command{
		Use:   "add NAME",
		Short: "Make a signing key for a person, kept in the key folder",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if p.person = strings.TrimSpace(args[0]); p.person == "" {
				return usage("a person has a name: redflag person add NAME")
			}
			ctx := cmd.Context()
			p.newPerson = true
			return p.with(ctx, func(d *desk.Desk) error {
				who, err := d.AddPerson(ctx)
				if err != nil {
					return err
				}
				fmt.Fprintf(p.out, "%s  %s\n", clean(who.Name), who.Key)
				return nil
			})
		},
	}
	list := &cobra.Command{
		Use:   "list",
		Short: "List the persons that the journal knows",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return p.with(ctx, func(d *desk.Desk) error {
				all, err := d.Persons(ctx)
				for _, who := range all {
					fmt.Fprintf(p.out, "%s  %s\n", clean(who.Name), who.Key)
				}
				return err
			})
		},
	}
	c.AddCommand(add, list, p.fourEyesCommand())
	return c
}

func (p *program) fourEyesCommand() *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:   "four-eyes [required|advised --reason TEXT]",
		Short: "Show or set whether a release that needs a second person is refused to who prepared it",
		Long: `Some releases want an approver who did not prepare the case: RF1 of an order on
hold or stop, CO2, and FP1 to FP4 of an order on stop. Advised, which it is until
somebody sets it, tells so and leaves it at that. Required refuses them to whoever
gave the answers, attached the files or made the decision that stand, and to
everybody while nobody has; to stop goods or let them wait never needs a second
person. The change is kept in the journal with name and reason, and undo takes it
back.

A person is a key: who holds the keys of two persons can sign as both.`,
		Args: needArgs(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				if len(args) == 1 {
					ev, err := d.SetFourEyes(ctx, strings.ToLower(args[0]), reason)
					return p.recorded(ev, err)
				}
				now, err := d.Policy(ctx)
				if err != nil {
					return err
				}
				fmt.Fprintln(p.out, clean(now.Words()))
				return nil
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why, in words")
	return c
}

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a whole copy of the workspace while it is in use",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return p.withExisting(ctx, func(d *desk.Desk) error {
				show, done := p.progress()
				err := d.Backup(ctx, args[0], show)
				done()
				if err != nil {
					return err
				}
				fmt.Fprintf(p.err, "Wrote %s.\n", clean(args[0]))
				return nil
			})
		},
	}
}

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of the workspace; the replaced file is kept aside",
		Args:  needArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			path, err := p.dbPath()
			if err != nil {
				return err
			}
			kept, err := desk.Restore(cmd.Context(), args[0], path)
			if err != nil {
				return err
			}
			fmt.Fprintf(p.err, "Restored %s.\n", clean(path))
			if kept != "" {
				fmt.Fprintf(p.err, "What stood there is kept as %s.\n", clean(kept))
			}
			return nil
		},
	}
}

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Check the workspace, the lists, the rules and the machine",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return p.within(ctx, true, func(d *desk.Desk) error {
				sound := true
				checks, err := d.Doctor(ctx)
				for _, k := range checks {
					mark := "ok "
					if !k.OK {
						mark, sound = "BAD", false
					}
					fmt.Fprintf(p.out, "%s  %-10s %s\n", mark, k.What, clean(k.Says))
				}
				if err == nil && !sound {
					return &exitError{code: exitFailed}
				}
				return err
			})
		},
	}
}
