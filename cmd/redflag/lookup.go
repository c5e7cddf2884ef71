package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
)

// lookupLine is one line of `lookup --json`.
type lookupLine struct {
	QID   string         `json:"qid,omitempty"`
	Query string         `json:"query"`
	Lists string         `json:"lists,omitempty"`
	Hits  []lookupHit    `json:"hits"`
	Parts []data.NameHit `json:"parts,omitempty"` // entries that hold the words, without a score
	Own   *desk.Own      `json:"own,omitempty"`   // what the own records hold
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
		Short: "Look names up in the lists, and names, addresses and numbers in the own records",
		Long: `Look names up in the lists, and names, addresses and numbers in the own records.

The own records are searched for any part of a name, an address, a phone, a mail
address, a registration, order, shipment, serial or transport document number, or a
number in a column that is no field, such as the customer's own order, in any
script; names that are only like the one given are found too. Names of a file
(--file) are looked up in the lists alone.`,
		Args: needArgs(0, -1),
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
				return p.lookup(ctx, look, nil, names, file, asJSON)
			}
			return p.withExisting(ctx, func(d *desk.Desk) error {
				if file != "" {
					look, err := d.LookupNames(ctx, limit)
					if err != nil {
						return err
					}
					return p.lookup(ctx, look, nil, names, file, asJSON)
				}
				look := func(q string) (desk.Lookup, error) { return d.Lookup(ctx, q, limit) }
				own := func(q string) (desk.Own, error) { return lookupOwn(ctx, d, q, limit) }
				return p.lookup(ctx, look, own, names, file, asJSON)
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

// lookupOwn reads the whole queue where neither a name nor a number was found.
func lookupOwn(ctx context.Context, d *desk.Desk, query string, limit int) (desk.Own, error) {
	own, err := d.Own(ctx, query, limit)
	if err == nil && !own.Holds() {
		own.Records, err = d.ByWords(ctx, query, limit)
	}
	return own, err
}

// lookup answers names given, or those of a file. own is nil where there is no
// workspace.
func (p *program) lookup(ctx context.Context, look func(string) (desk.Lookup, error), own func(string) (desk.Own, error), names []string, file string, asJSON bool) error {
	if file == "" {
		for _, n := range names {
			if err := p.lookupOne(look, own, n, asJSON); err != nil {
				return err
			}
		}
		return nil
	}
	in := p.in
	if file != "-" {
		f, err := openNamed(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	return p.lookupFile(ctx, look, in, file)
}

func (p *program) lookupOne(look func(string) (desk.Lookup, error), own func(string) (desk.Own, error), name string, asJSON bool) error {
	var mine desk.Own
	var failed error
	var both sync.WaitGroup // each makes an index at first use
	if own != nil {
		both.Go(func() { mine, failed = own(name) })
	}
	l, err := look(name)
	both.Wait()
	if err := errors.Join(err, failed); err != nil {
		return err
	}
	line := lookupLine{Query: name, Lists: l.Lists, Hits: lookupHits(l.Hits), Parts: l.Parts}
	if own != nil {
		line.Own = &mine
	}
	if asJSON {
		return jsonLines(p.out, line)
	}
	printLookup(p.out, name, &l)
	if line.Own != nil {
		printOwn(p.out, line.Own)
	}
	return nil
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
		var q struct {
			QID   string  `json:"qid"`
			Query *string `json:"query"`
		}
		if err := json.Unmarshal(sc.Bytes(), &q); err != nil {
			bad++
			fmt.Fprintf(p.err, "%s: line %d is not a JSON object with a \"query\": %v\n", clean(file), row, err)
			continue
		}
		if q.Query == nil {
			bad++
			fmt.Fprintf(p.err, "%s: line %d has no \"query\", so nothing was looked up for it\n", clean(file), row)
			continue
		}
		if !asksSomething(*q.Query) {
			bad++
			fmt.Fprintf(p.err, "%s: line %d has no letter and no figure in its \"query\", so nothing was looked up for it\n", clean(file), row)
		}
		l, err := look(*q.Query)
		if err != nil {
			return err
		}
		if err := enc.Encode(lookupLine{QID: q.QID, Query: *q.Query, Hits: lookupHits(l.Hits)}); err != nil {
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
		return &exitError{exitPart, fmt.Errorf("%s could not be read or asked nothing", text.Plural(bad, "line"))}
	}
	return nil
}

// asksSomething reports whether there is anything to look up.
func asksSomething(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

func lookupHits(hits []data.NameHit) []lookupHit {
	out := make([]lookupHit, len(hits))
	for i, h := range hits {
		out[i] = lookupHit{h, h.Score}
	}
	return out
}

// headOf is a name as a heading: a page that was pasted for one is told by its beginning.
func headOf(name string) string {
	const most = 200
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	return fmt.Sprintf("%s… (%d characters)", string([]rune(name)[:most]), utf8.RuneCountInString(name))
}

func printLookup(w io.Writer, name string, l *desk.Lookup) {
	fmt.Fprintf(w, "%s  [%s]\n", clean(headOf(name)), clean(l.Lists))
	switch {
	case !asksSomething(name):
		fmt.Fprintln(w, "  no letter and no figure stands in it: nothing was looked up")
	case len(l.Hits)+len(l.Parts) == 0:
		fmt.Fprintln(w, "  no hit in these lists; that is not a clearance")
	}
	for _, h := range slices.Concat(l.Hits, l.Parts) {
		score := "part"
		if h.Score > 0 {
			score = fmt.Sprintf("%.2f", h.Score)
		}
		fmt.Fprintf(w, "  %s  %-5s %s", score, clean(h.List), clean(h.Name))
		if h.Matched != h.Name && h.Matched != "" {
			fmt.Fprintf(w, "  (as %s)", clean(h.Matched))
		}
		fmt.Fprintf(w, "  %s\n", clean(h.Country))
		for _, t := range desk.Explain(&h)[1:] {
			fmt.Fprintf(w, "          %-12s %s\n", t.Name, clean(t.Text))
		}
	}
}

func printOwn(w io.Writer, o *desk.Own) {
	for _, p := range o.Parties {
		what := "party"
		if p.Case != "" {
			what = clean(p.Case)
		}
		fmt.Fprintf(w, "  own party   %s  %s  %s, %s%s\n", clean(p.Name), clean(p.Country), what, text.Plural(p.Orders, "order"), foundWords(p.Found, p.Name))
	}
	if o.MoreParties {
		fmt.Fprintln(w, "  … and other parties: type more of it, or ask for more with --limit")
	}
	for _, r := range o.Records {
		level := "not screened"
		if r.Screened {
			level = r.Level.String()
		}
		fmt.Fprintf(w, "  own record  %s  %s  %s%s\n", clean(r.Case), clean(r.Name), level, foundWords(r.Found, ""))
	}
	if o.MoreRecords {
		fmt.Fprintln(w, "  … and other orders: type more of it, or ask for more with --limit")
	}
}

// foundWords says in what a question was found and marks the part that agrees.
func foundWords(f desk.Found, name string) string {
	switch {
	case f.Field == "":
		return ""
	case f.Likeness > 0 && f.Value == name:
		return fmt.Sprintf("  (%s, %.2f)", f.Field, f.Likeness)
	case f.Likeness > 0:
		return fmt.Sprintf("  (%s %s, %.2f)", f.Field, clean(f.Value), f.Likeness)
	case f.Value == "":
		return "  (" + f.Field + ")"
	}
	return "  (" + f.Field + " " + clean(f.Marked()) + ")"
}
