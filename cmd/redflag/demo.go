package main

import (
	"context"
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
	var pic picture
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
			if pic.file != "" {
				return pic.draw(ctx, p, d)
			}
			if print || !p.terminal {
				return ui.Print(ctx, p.out, d, data.Filter{}, 100)
			}
			return ui.Run(ctx, d, ui.Options{})
		},
	}
	f := c.Flags()
	f.BoolVar(&print, "print", false, "print the queue as text instead of opening it")
	f.StringVar(&pic.file, "picture", "", "draw a screen into `FILE`.svg instead of opening it")
	f.StringSliceVar(&pic.keys, "keys", nil, "with --picture: `KEYS` pressed before, with commas between them")
	f.StringVar(&pic.size, "size", "120x36", "with --picture: columns and rows")
	f.BoolVar(&pic.light, "light", false, "with --picture: on a light terminal")
	return c
}

// picture is a screen drawn for documentation.
type picture struct {
	file, size string
	keys       []string
	light      bool
}

func (pic *picture) draw(ctx context.Context, p *program, d *desk.Desk) error {
	o := ui.PictureOptions{Keys: pic.keys, Light: pic.light, Now: p.now}
	if _, err := fmt.Sscanf(pic.size, "%dx%d", &o.Width, &o.Height); err != nil {
		return usage("--size is columns x rows, such as 80x24, not %q", pic.size)
	}
	svg, err := ui.Picture(ctx, d, o)
	if err != nil {
		return err
	}
	if err := os.WriteFile(pic.file, []byte(svg), 0o644); err != nil {
		return fmt.Errorf("cannot write the picture: %w", err)
	}
	return nil
}
