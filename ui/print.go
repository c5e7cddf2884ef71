package ui

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/filter"
	"redflag/ui/queue"
	"redflag/ui/text"
)

// printed is how many rows Print shows; the rest are counted.
const printed = 500

// Print writes the queue as text of at most width cells a line: plain words, no
// colour, nothing that drives a terminal. A screen reader, a pipe and a dumb
// terminal get this.
//
// It is a row an order, with the papers named that say nothing more.
func Print(ctx context.Context, w io.Writer, d Desk, f data.Filter, width int) error {
	return printQueue(ctx, w, d, f, width, false)
}

// PrintPapers is likewise, with a row for each paper.
func PrintPapers(ctx context.Context, w io.Writer, d Desk, f data.Filter, width int) error {
	return printQueue(ctx, w, d, f, width, true)
}

func printQueue(ctx context.Context, w io.Writer, d Desk, f data.Filter, width int, papers bool) error {
	h, err := d.Header(ctx)
	if err != nil {
		return err
	}
	v, err := d.Queue(ctx, f)
	if err != nil {
		return err
	}
	folds := desk.NewFolds(v.IDs, nil)
	if !papers {
		if folds, err = d.Fold(ctx, v); err != nil {
			return err
		}
	}
	first := folds.IDs[:min(len(folds.IDs), printed)]
	byID, done, err := printedRows(ctx, d, &folds, first)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	printHead(b, h.ListAge, h.ListStale, h.Demo, h.Counts.ByLevel)
	if day := h.OtherDay(); day != "" {
		fmt.Fprintf(b, "judged as of %s: what was imported later is not in it\n", day)
	}
	if off := h.OffWords(); off != "" {
		fmt.Fprintf(b, "mind: %s\n", text.Line(off))
	}
	if s := filter.Format(f); s != "" {
		fmt.Fprintf(b, "filter: %s\n", text.Line(s))
	}
	fmt.Fprintf(b, "%s, %s\n\n", counted(&folds, papers), queue.Orderby(f))
	if len(v.IDs) == 0 {
		return printNothing(b, h, f)
	}
	p := newPrinter(width)
	p.row(b, "LEVEL", "PTS", "STATUS", "ORDER", "CUSTOMER", "TO", "GOODS")
	for _, id := range first {
		r := byID[id]
		if r == nil {
			continue
		}
		p.order(b, r)
		if o := done[id]; o != nil {
			fmt.Fprintf(b, "        %s\n", text.Line(o.Words()))
		}
		if s := besides(folds.Of(id), byID); s != "" {
			fmt.Fprintf(b, "        %s\n", text.Line(s))
		}
	}
	if n := len(folds.IDs) - printed; n > 0 {
		fmt.Fprintf(b, "and %s; narrow the filter, or use --json for all\n", text.Plural(n, "more order"))
	}
	if s := h.Behind(); s != "" {
		fmt.Fprintf(b, "\n%s: redflag screen\n", s)
	} else if h.Stale > 0 {
		fmt.Fprintf(b, "\n%s not screened yet: redflag screen\n", text.Plural(h.Stale, "record"))
	}
	fmt.Fprintln(b, "\nA level is what the findings say, not a decision. Not legal advice.")
	return b.Flush()
}

// counted says how many rows there are.
func counted(f *desk.Folds, papers bool) string {
	if papers {
		return text.Plural(f.All, "row")
	}
	return queue.Counted(f)
}

// printedPapers is how many papers are named below a printed row.
const printedPapers = 3

// printedRows are the rows to be printed, with those papers below them that are named, and
// what became of the orders of papers.
func printedRows(ctx context.Context, d Desk, f *desk.Folds, ids []int64) (map[int64]*data.QueueRow, map[int64]*desk.OrderDone, error) {
	all := slices.Clone(ids)
	for _, id := range ids {
		of := f.Of(id)
		all = append(all, of[:min(len(of), printedPapers)]...)
	}
	rows, err := d.Rows(ctx, all)
	if err != nil {
		return nil, nil, err
	}
	byID := make(map[int64]*data.QueueRow, len(rows))
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	done, err := d.OrdersDone(ctx, rows)
	return byID, done, err
}

// besides names the papers that say nothing more than an order, "" where there is none.
func besides(papers []int64, byID map[int64]*data.QueueRow) string {
	if len(papers) == 0 {
		return ""
	}
	var names []string
	for _, id := range papers[:min(len(papers), printedPapers)] {
		if r := byID[id]; r != nil {
			names = append(names, r.Shipment)
		}
	}
	if len(papers) > printedPapers {
		names = append(names, "…")
	}
	return fmt.Sprintf("+%s, saying nothing more: %s", text.Plural(len(papers), "paper"), strings.Join(names, ", "))
}

// printNothing says why no order is listed and what to do about it.
func printNothing(b *bufio.Writer, h desk.Header, f data.Filter) error {
	switch {
	case h.Stale > 0 && h.Screened.IsZero():
		fmt.Fprintf(b, "%s not screened yet: redflag screen\n", text.Plural(h.Stale, "record"))
	case h.Stale > 0:
		fmt.Fprintf(b, "%s: redflag screen\n", h.Behind())
	case h.Counts.Total == 0:
		fmt.Fprintln(b, "Nothing is here yet: redflag import FILE..., then redflag screen; or look at redflag demo")
	case filter.Format(f) != "":
		fmt.Fprintln(b, "No order is like that: widen the filter; any other number or name is found by redflag lookup")
	default:
		fmt.Fprintln(b, "No order is open.")
	}
	return b.Flush()
}

func printHead(b io.Writer, age string, stale, demo bool, levels map[data.Level]int) {
	if demo {
		fmt.Fprintln(b, "DEMO: invented names, a throw-away workspace")
	}
	mark := ""
	if stale {
		mark = "! "
	}
	fmt.Fprintf(b, "lists: %s%s\n", mark, text.Line(age))
	fmt.Fprintf(b, "open: %d stop, %d hold, %d review, %d pass\n", levels[data.Stop], levels[data.Hold], levels[data.Review], levels[data.Pass])
}

type printer struct{ w [7]int }

func newPrinter(width int) printer {
	p := printer{[7]int{6, 3, 11, 14, 0, 2, 0}}
	free := max(width, 60) - 6 - 3 - 11 - 14 - 2 - 6*2
	p.w[4] = min(free/2, 32)
	p.w[6] = free - p.w[4]
	return p
}

func (p printer) row(b io.Writer, cells ...string) {
	var s strings.Builder
	for i, c := range cells {
		if i > 0 {
			s.WriteString("  ")
		}
		if i == 1 {
			s.WriteString(text.Right(c, p.w[i]))
		} else {
			s.WriteString(text.Fit(c, p.w[i]))
		}
	}
	fmt.Fprintln(b, strings.TrimRight(s.String(), " "))
}

// order is one row, and below it why.
func (p printer) order(b io.Writer, r *data.QueueRow) {
	p.row(b, strings.ToUpper(r.Level.String()), fmt.Sprint(r.Score), r.Status.String(),
		text.Line(firstOf(r.Order, r.Shipment, r.Customer)), text.Line(r.Name), text.Line(r.Dest), text.Line(r.Goods))
	if r.Top != "" && r.Level > data.Pass {
		room := p.w[4] + p.w[6] + 30
		fmt.Fprintf(b, "        %s\n", text.Cut(text.Line(r.Top), room))
	}
}
