package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
)

func (p *program) importCommand() *cobra.Command {
	var o desk.ImportOptions
	var undo int64
	var asJSON, list bool
	c := &cobra.Command{
		Use:   "import FILE... [--kind customers|shipments] [--map FILE] [--dry-run] [--undo IMPORT] [--list]",
		Short: "Load customer and shipment records from CSV, XLSX or JSON Lines",
		Long: `Reads tables (CSV, XLSX) by their headers in English, SAP, German, Chinese and a
dozen more tongues, and canonical records as JSON Lines. Every row is accepted,
repaired, ambiguous, rejected, ignored or a duplicate, and the report says which
and why. What no field takes is kept; firms among it are looked up in the lists,
and prose is read with the notes. A file that is already held changes nothing; a
corrected file adds new versions. A file that cannot be read is said so, and the
others are taken.

--dry-run shows what each column was taken for. A mapping, a YAML file given with
--map, says what cannot be seen from the file; any of these lines may be left out:
  kind: shipments             # or customers; needed with columns
  columns: {Menge: quantity, Kunden-PO: order, Intern: ""}   # "" keeps it beside
  date_order: dmy             # mdy, ymd
  decimal: ","                # "."
  currency: EUR               # of amounts that tell none
  delimiter: semicolon        # comma, tab, pipe
  encoding: windows-1252
  source: erp-west            # keeps equal numbers of two systems apart`,
		Args: needArgs(0, -1),
		RunE: func(cmd *cobra.Command, files []string) error {
			ctx := cmd.Context()
			if o.Kind != "" && o.Kind != "customers" && o.Kind != "shipments" {
				return usage("--kind is customers or shipments, not %q", o.Kind)
			}
			return p.with(ctx, func(d *desk.Desk) error {
				switch {
				case undo != 0:
					if err := d.UndoImport(ctx, undo); err != nil {
						return err
					}
					fmt.Fprintf(p.err, "Import %d is withdrawn. Its records stay readable in cases that cite them. Run 'redflag screen' to screen what it touched.\n", undo)
					return nil
				case list:
					return p.listImports(cmd, d, asJSON)
				case len(files) == 0:
					return usage("name at least one file: redflag import FILE...")
				}
				show, done := p.progress()
				reports, err := d.Import(ctx, files, o, show)
				done()
				part := false
				for _, r := range reports {
					if asJSON {
						if err := jsonLines(p.out, r); err != nil {
							return err
						}
					} else {
						printReport(p.out, &r)
					}
					part = part || r.Fates[data.Rejected]+r.Fates[data.Ambiguous] > 0
				}
				for _, f := range desk.FilesNotTaken(err) {
					part = true
					fmt.Fprintln(p.err, "redflag:", clean(f.Error()))
					err = nil
				}
				switch {
				case err != nil:
					return err
				case len(reports) == 0:
					return &exitError{code: exitFailed}
				case part:
					return &exitError{code: exitPart}
				}
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&o.Kind, "kind", "", "what the rows are: customers or shipments (default: by the headers)")
	f.StringVar(&o.Mapping, "map", "", "`FILE` with a saved mapping of headers to fields")
	f.BoolVar(&o.DryRun, "dry-run", false, "report only; change nothing")
	f.Int64Var(&undo, "undo", 0, "withdraw `IMPORT` by its number")
	f.BoolVar(&list, "list", false, "list the imports of this workspace")
	f.BoolVar(&asJSON, "json", false, "print the reports as JSON Lines")
	return c
}

func (p *program) listImports(cmd *cobra.Command, d *desk.Desk, asJSON bool) error {
	imports, err := d.Imports(cmd.Context())
	if err != nil {
		return err
	}
	for _, im := range imports {
		if asJSON {
			if err := jsonLines(p.out, im); err != nil {
				return err
			}
			continue
		}
		state := ""
		if im.Withdrawn {
			state = "  withdrawn"
		}
		fmt.Fprintf(p.out, "%4d  %s  %-24s  %7d rows  %s%s\n", im.ID, im.At.Format("2006-01-02 15:04"), clean(im.Report.File), im.Report.Read, im.Person, state)
	}
	return nil
}

// printReport says what became of a file's rows, worst first.
func printReport(w io.Writer, r *data.ImportReport) {
	if r.Already != 0 {
		fmt.Fprintf(w, "%s is already held as import %d: nothing changed.\n", clean(r.File), r.Already)
		return
	}
	head := fmt.Sprintf("%s: import %d", clean(r.File), r.Import)
	if r.DryRun {
		head = clean(r.File) + ": dry run, nothing changed"
	}
	fmt.Fprintf(w, "%s\n", head)
	var how []string
	for _, s := range []string{r.Kind, r.Encoding, r.Delimiter} {
		if s != "" {
			how = append(how, s)
		}
	}
	fmt.Fprintf(w, "  read as %s\n", strings.Join(how, ", "))
	if r.DryRun {
		printColumns(w, r)
	}
	fmt.Fprintf(w, "  rows    %d read = %d accepted + %d repaired + %d ambiguous + %d rejected + %d ignored + %d duplicate\n",
		r.Read, r.Fates[data.Accepted], r.Fates[data.Repaired], r.Fates[data.Ambiguous], r.Fates[data.Rejected], r.Fates[data.Ignored], r.Fates[data.Duplicate])
	var kinds []string
	for k := range r.Records {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	for i, k := range kinds {
		kinds[i] = fmt.Sprintf("%d %s", r.Records[k], k)
	}
	if len(kinds) > 0 {
		fmt.Fprintf(w, "  records %s\n", strings.Join(kinds, ", "))
	}
	if r.Read == 0 {
		fmt.Fprintln(w, "  no row stands below the header, so no record was taken")
	}
	if s := r.NoCurrencyWords(); s != "" {
		fmt.Fprintf(w, "  %s\n", s)
	}
	if len(r.Unmapped) > 0 {
		fmt.Fprintf(w, "  kept beside the record, mapped to no field: %s\n", clean(some(r.Unmapped, 20)))
	}
	if len(r.Unknown) > 0 {
		fmt.Fprintln(w, "  kept beside the record, because no field is called that (and in how many records):")
	}
	for i, u := range r.Unknown {
		if i == 20 {
			fmt.Fprintf(w, "    and %d more\n", len(r.Unknown)-i)
			break
		}
		fmt.Fprintf(w, "    %s\n", clean(u.Words()))
	}
	printNotes(w, r)
}

// printColumns says what the headers were taken for, and how figures and days are read:
// what to look at before a file is imported.
func printColumns(w io.Writer, r *data.ImportReport) {
	for _, h := range slices.Sorted(maps.Keys(r.Mapping)) {
		fmt.Fprintf(w, "  column  %s is %s\n", clean(h), clean(r.Mapping[h]))
	}
	switch r.DateOrder {
	case "dmy":
		fmt.Fprintln(w, "  dates   the day before the month")
	case "mdy":
		fmt.Fprintln(w, "  dates   the month before the day")
	}
	switch r.Decimal {
	case ",":
		fmt.Fprintln(w, "  figures with a decimal comma")
	case ".":
		fmt.Fprintln(w, "  figures with a decimal point")
	}
}

// printNotes shows at most twenty notes, the rejected rows first.
func printNotes(w io.Writer, r *data.ImportReport) {
	groups := r.NoteGroups()
	rest := r.MoreNotes
	for i, g := range groups {
		if i >= 20 {
			rest += g.Rows
			continue
		}
		at := fmt.Sprintf("row %d", g.Row)
		if g.Rows > 1 {
			at = fmt.Sprintf("%d rows from %d to %d", g.Rows, g.Row, g.Last)
		}
		if g.Sheet != "" {
			at = g.Sheet + " " + at
		}
		if g.Field != "" {
			at += ", " + g.Field
		}
		fate := string(g.Fate)
		if g.Fate == data.Accepted {
			fate = "note"
		}
		says := g.Says()
		if g.Rows == 1 && g.Raw != "" && g.Fate != data.Ignored && g.Fate != data.Duplicate {
			says += "  told: " + g.Raw
		}
		fmt.Fprintf(w, "  %-9s %s: %s\n", fate, clean(at), clean(text.Cut(text.Line(says), 200)))
	}
	if rest > 0 {
		fmt.Fprintf(w, "  and %d more notes (--json prints all that are kept)\n", rest)
	}
}

// some joins the first words, and counts the rest.
func some(words []string, most int) string {
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
}
