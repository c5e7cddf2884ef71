package main

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui"
	"redflag/ui/desk"
)

func (p *program) demoCommand() *cobra.Command {
	var print bool
	c := &cobra.Command{
		Use:   "demo [--print]",
		Short: "Open a throw-away workspace with the embedded sample",
		Long: `Makes a workspace in a temporary folder, imports the embedded sample (invented
names), screens it against the embedded starter list and opens the queue. The
folder is removed when you leave. With --print, or without a terminal, the queue
is printed as text.`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			dir, err := os.MkdirTemp("", "redflag-demo-")
			if err != nil {
				return fmt.Errorf("cannot make a temporary folder for the demo: %w", err)
			}
			defer os.RemoveAll(dir)
			d, err := desk.Open(ctx, desk.Options{
				Path: filepath.Join(dir, "demo.db"), Person: p.personName(), Demo: true,
				Now: p.now, Random: rand.Reader, Program: p.version, Print: printDossier,
			})
			if err != nil {
				return err
			}
			defer d.Close()
			show, done := p.progress()
			if err := d.LoadDemo(ctx, show); err != nil {
				done()
				return err
			}
			done()
			if print || !p.terminal {
				return ui.Print(ctx, p.out, d, data.Filter{}, 100)
			}
			return ui.Run(ctx, d, ui.Options{})
		},
	}
	c.Flags().BoolVar(&print, "print", false, "print the queue as text instead of opening it")
	return c
}
