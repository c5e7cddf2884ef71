package casefile

import (
	"fmt"
	"strings"

	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// doc is a case as lines, with the line that each section starts at.
type doc struct {
	th     *theme.Theme
	w      int
	lines  []string
	starts []int // of sections
	items  []int // of findings and other things worth stopping at
	orders []int // of the orders of a customer
}

// Sections are the parts of a case in order; key 1 goes to the first.
func Sections() []string {
	return []string{"Findings", "Lights", "Parties", "Goods", "Why not", "Checks", "Decision", "Journal", "Related"}
}

// sections are those of the case at hand: a customer that is judged with its orders
// has these, the lists, its facts and sums where an order has what was judged.
func sections(v *desk.CaseView) (names, short []string) {
	names, short = Sections(), shortSections()
	if v.Orders != nil {
		copy(names, []string{"Orders", "Lists", "Facts", "Sums"})
		copy(short, []string{"Order", "Lists", "Facts", "Sums"})
	}
	return names, short
}

// label is the width of the label column.
const label = 16

// shortSections are their names where the line is short.
func shortSections() []string {
	return []string{"Find", "Light", "Party", "Goods", "Why", "Check", "Decide", "Log", "Related"}
}

func build(th *theme.Theme, v *desk.CaseView, k kindred, w int, allOpen bool) doc {
	d := doc{th: th, w: min(w, 116)}
	kin := func(d *doc, _ *desk.CaseView) { related(d, k) }
	near := func(d *doc, v *desk.CaseView) { near(d, v, allOpen) }
	parts := []func(*doc, *desk.CaseView){findings, lights, parties, goods, near, checklist, decision, journal, kin}
	if v.Orders != nil {
		copy(parts, []func(*doc, *desk.CaseView){orders, lists, parties, sums, perOrder, perOrder})
	}
	for i, part := range parts {
		d.start(i, v, k)
		part(&d, v)
		d.add("")
	}
	d.para(0, th.Muted, "Levels and scores come from the findings alone. This is not legal advice.")
	return d
}

func (d *doc) start(i int, v *desk.CaseView, k kindred) {
	d.starts = append(d.starts, len(d.lines))
	d.item()
	names, _ := sections(v)
	name := fmt.Sprintf("%d %s", i+1, names[i])
	if n := size(i, v, k); n != "" {
		name += "  " + n
	}
	d.add(d.th.Heading.Paint(name) + " " + d.th.Rule.Paint(strings.Repeat("─", max(d.w-text.Width(name)-1, 0))))
}

// size says how much a section holds.
func size(i int, v *desk.CaseView, k kindred) string {
	n := 0
	switch i {
	case 0:
		if n = len(v.Verdict.Findings); v.Orders != nil {
			n = v.Orders.Count
		}
	case 1:
		if v.Orders != nil {
			n = len(v.Hits)
		}
	case 3:
		n = len(v.Verdict.Goods)
	case 4:
		n = len(v.Verdict.Near)
	case 5:
		if len(v.Questions) == 0 {
			return ""
		}
		return fmt.Sprintf("%d of %d answered", answered(v), len(v.Questions))
	case 7:
		n = len(v.Events)
	case relatedSection:
		if k.view != nil {
			n = len(k.view.Members) + k.view.More
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func answered(v *desk.CaseView) int {
	n := 0
	for i := range v.Questions {
		if v.Questions[i].Answer != nil {
			n++
		}
	}
	return n
}

// item says that something worth stopping at begins here.
func (d *doc) item() { d.items = append(d.items, len(d.lines)) }

// add puts a finished line.
func (d *doc) add(line string) { d.lines = append(d.lines, line) }

// para wraps text from outside behind an indent.
func (d *doc) para(indent int, ink theme.Ink, s string) {
	for _, l := range text.Wrap(text.Block(s), max(d.w-indent, 8)) {
		d.add(text.Spaces(indent) + ink.Paint(l))
	}
}

// pair puts a label and a value that wraps beside it.
func (d *doc) pair(name string, ink theme.Ink, value string) {
	d.pairAt(2, name, ink, value)
}

func (d *doc) pairAt(indent int, name string, ink theme.Ink, value string) {
	for i, l := range text.Wrap(text.Block(value), max(d.w-indent-label, 8)) {
		head := text.Spaces(label)
		if i == 0 {
			head = d.th.Muted.Paint(text.Fit(name, label))
		}
		d.add(text.Spaces(indent) + head + ink.Paint(l))
	}
}

// told puts a label and a value, and nothing where nothing was told.
func (d *doc) told(name, value string) {
	if value != "" {
		d.pair(name, theme.Ink{}, value)
	}
}

// none says that a section is empty, and what that means.
func (d *doc) none(s string) { d.para(2, d.th.Muted, s) }
