package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
)

// lookupLine is one line of `lookup --json`.
type lookupLine struct {
	QID   string      `json:"qid,omitempty"`
	Query string      `json:"query"`
	Lists string      `json:"lists,omitempty"`
	Hits  []lookupHit `json:"hits"`
}

// lookupHit repeats the score as "s", the name by which scorers of name matching
// read it.
type lookupHit struct {
	data.NameHit
	S float64 `json:"s"`
}

func (p *program) lookupCommand() *cobra.Command {
	var file string
	var lists []string
	var limit int
	var asJSON bool
	c := &cobra.Command{
		Use:   "lookup NAME... | --file NAMES.jsonl [--list FILE] [--limit N] [--json]",
		Short: "Look names up in the lists and in the own records",
		Args:  needArgs(0, -1),
		RunE: func(cmd *cobra.Command, names []string) error {
			ctx := cmd.Context()
			if (file == "") == (len(names) == 0) {
				return usage("name what to look up, or a file of names with --file, not both")
			}
			if limit < 1 {
				return usage("--limit is at least 1")
			}
			if len(lists) > 0 {
				look, err := desk.LookupIn(ctx, lists, limit)
				if err != nil {
					return err
				}
				return p.lookup(ctx, look, names, file, asJSON)
			}
			return p.with(ctx, func(d *desk.Desk) error {
				return p.lookup(ctx, func(q string) (desk.Lookup, error) { return d.Lookup(ctx, q, limit) }, names, file, asJSON)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&file, "file", "", "`FILE` of JSON Lines with \"qid\" and \"query\" (- for standard input)")
	f.StringArrayVar(&lists, "list", nil, "look in this list `FILE` alone, without a workspace (may be given again)")
	f.IntVar(&limit, "limit", 10, "at most `N` hits a name")
	f.BoolVar(&asJSON, "json", false, "print JSON Lines")
	return c
}

func (p *program) lookup(ctx context.Context, look func(string) (desk.Lookup, error), names []string, file string, asJSON bool) error {
	if file == "" {
		for _, n := range names {
			l, err := look(n)
			if err != nil {
				return err
			}
			if asJSON {
				err = jsonLines(p.out, lookupLine{Query: n, Lists: l.Lists, Hits: lookupHits(l.Hits)})
			} else {
				printLookup(p.out, n, &l)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	in := p.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return fmt.Errorf("cannot read the names: %w", err)
		}
		defer f.Close()
		in = f
	}
	return p.lookupFile(ctx, look, in, file)
}

// lookupFile answers each line of names with one line of hits. A line that is no
// JSON is reported and the rest goes on.
func (p *program) lookupFile(ctx context.Context, look func(string) (desk.Lookup, error), in io.Reader, file string) error {
	w := bufio.NewWriterSize(p.out, 1<<16)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 16<<20)
	bad, row := 0, 0
	for sc.Scan() {
		row++
		if err := ctx.Err(); err != nil {
			return err
		}
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		var q lookupLine
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			bad++
			fmt.Fprintf(p.err, "%s: line %d is not a JSON object with a \"query\": %v\n", clean(file), row, err)
			continue
		}
		l, err := look(q.Query)
		if err != nil {
			return err
		}
		if err := enc.Encode(lookupLine{QID: q.QID, Query: q.Query, Hits: lookupHits(l.Hits)}); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("reading %s stopped after line %d: %w", file, row, err)
	}
	if bad > 0 {
		return &exitError{exitPart, fmt.Errorf("%d lines could not be read", bad)}
	}
	return nil
}

func lookupHits(hits []data.NameHit) []lookupHit {
	out := make([]lookupHit, len(hits))
	for i, h := range hits {
		out[i] = lookupHit{h, h.Score}
	}
	return out
}

func printLookup(w io.Writer, name string, l *desk.Lookup) {
	fmt.Fprintf(w, "%s  [%s]\n", clean(name), clean(l.Lists))
	if len(l.Hits) == 0 {
		fmt.Fprintln(w, "  no hit in these lists; that is not a clearance")
	}
	for _, h := range l.Hits {
		fmt.Fprintf(w, "  %.2f  %-5s %s", h.Score, clean(h.List), clean(h.Name))
		if h.Matched != h.Name && h.Matched != "" {
			fmt.Fprintf(w, "  (as %s)", clean(h.Matched))
		}
		fmt.Fprintf(w, "  %s\n", clean(h.Country))
		for _, y := range h.Why {
			fmt.Fprintf(w, "          %s\n", clean(y))
		}
	}
	for _, r := range l.Local {
		fmt.Fprintf(w, "  own record  %s  %s  %s\n", clean(r.Case), clean(r.Name), r.Level)
	}
}
