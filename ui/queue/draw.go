package queue

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// wideFrom is the width from which the preview stands beside the list.
const wideFrom = 118

// column is one column of the list with its width at hand.
type column struct {
	title string
	w     int
	right bool
	text  func(r *Row) string
}

// order and customer are the places of those columns.
const (
	order    = 3
	customer = 4
)

// columns shares w cells out. What does not fit in a narrow window stands in
// the preview.
func columns(w int) []column {
	cols := []column{
		{"LEVEL", theme.LevelWidth, false, func(r *Row) string { return theme.LevelText(r.Level) }},
		{"PTS", 3, true, func(r *Row) string { return strconv.Itoa(r.Score) }},
		{"STATUS", 9, false, func(r *Row) string { return r.Status.String() }},
		{"ORDER", 11, false, func(r *Row) string { return orderText(&r.QueueRow) }},
		{"CUSTOMER", 0, false, func(r *Row) string { return r.Name }},
		{"TO", 2, false, func(r *Row) string { return r.Dest }},
	}
	goods := column{"GOODS", 0, false, func(r *Row) string { return r.Goods }}
	date := column{"DATE", 10, false, func(r *Row) string { return r.Date.String() }}
	top := column{"REASON", 0, false, reason}
	switch {
	case w < 58:
		cols[2].w = 6
		cols[3].w = 9
	case w < 70:
	case w < 96:
		cols = append(cols, goods)
	case w < 116:
		cols[2].w = 11
		cols = append(cols, goods, date)
	default:
		cols[2].w, cols[3].w = 11, 14
		cols = append(cols, goods, date, top)
	}
	free := w - 1
	for _, c := range cols {
		free -= c.w + 1
	}
	free++
	share(cols, max(free, 4))
	return cols
}

// reason is why a row is here: of a paper of an order that was decided, that comes first.
func reason(r *Row) string {
	if r.Done != nil {
		return r.Done.Words()
	}
	return r.Top
}

// share gives the free cells to the columns without a width of their own.
func share(cols []column, free int) {
	var open []int
	for i, c := range cols {
		if c.w == 0 {
			open = append(open, i)
		}
	}
	switch len(open) {
	case 1:
		cols[customer].w = free
	case 2:
		cols[customer].w = min(free*55/100, 32)
		cols[open[1]].w = free - cols[customer].w
	case 3:
		cols[customer].w = min(free*36/100, 32)
		cols[open[1]].w = min(free*26/100, 26)
		cols[open[2]].w = free - cols[customer].w - cols[open[1]].w
	}
}

func orderText(r *data.QueueRow) string {
	switch {
	case r.Order != "":
		return r.Order
	case r.Shipment != "":
		return r.Shipment
	}
	return r.Customer
}

// Draw is the screen below the header: w by h cells.
func (s *Screen) Draw(th *theme.Theme, w, h int) []string {
	s.wide, s.high = w, h
	out := make([]string, 0, h)
	out = append(out, s.tabs(th, w))
	h--
	if w >= wideFrom && h >= 8 {
		return s.sideBySide(th, out, w, h)
	}
	list, prev := h, 0
	if h >= 10 {
		prev = min(max(h*2/5, 5), 12)
		list = h - prev
	}
	out = s.list(th, out, w, list)
	if prev > 0 {
		out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
		out = append(out, s.preview(th, w, prev-1)...)
	}
	return out
}

// sideBySide draws the list at the left and the preview at the right.
func (s *Screen) sideBySide(th *theme.Theme, out []string, w, h int) []string {
	lw := w * 3 / 5
	pw := w - lw - 3
	left := s.list(th, make([]string, 0, h), lw, h)
	right := s.preview(th, pw, h)
	bar := th.Rule.Paint(" │ ")
	for i := range h {
		l, r := text.Spaces(lw), ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out = append(out, l+bar+r)
	}
	return out
}

// tabs is the line of saved filters with their counts, or the own filter.
func (s *Screen) tabs(th *theme.Theme, w int) string {
	if s.custom {
		line := " filter  " + text.Line(s.FilterText())
		n := s.Counted()
		return th.TabOn.Paint(text.Cut(line, w-len(n)-3)) + "  " + th.Muted.Paint(n)
	}
	modes := []tabMode{{gap: 2, counts: 9}, {short: true, gap: 2, counts: 9}, {short: true, gap: 1, counts: 4}}
	if s.whole && s.folds.Folded() > 0 {
		modes = append([]tabMode{{gap: 2, counts: 9, folds: true}, {short: true, gap: 2, counts: 9, folds: true}, {short: true, gap: 1, counts: 4, folds: true}, {short: true, gap: 1, folds: true}}, modes...)
	}
	for _, mode := range modes {
		if line, n := s.tabLine(th, mode); n <= w {
			return line
		}
	}
	line, _ := s.tabLine(th, tabMode{short: true, gap: 1})
	return ansi.Truncate(line, w, "…")
}

// tabMode is how much is said of each tab: the full name or a short one, the gap
// between them, how many show their count, and whether the one in sight says how many
// orders its rows are.
type tabMode struct {
	short       bool
	gap, counts int
	folds       bool
}

func (s *Screen) tabLine(th *theme.Theme, m tabMode) (string, int) {
	var b strings.Builder
	b.WriteByte(' ')
	used := 1
	for i, t := range Tabs() {
		name := t.Name
		if m.short {
			name = t.Short
		}
		cell := fmt.Sprintf("%d %s", i+1, name)
		if i == s.tab && m.folds {
			cell += " " + s.Counted()
		} else if i < m.counts || i == s.tab {
			cell += " " + text.Thousands(t.Count(s.counts))
		}
		if i > 0 {
			b.WriteString(text.Spaces(m.gap))
			used += m.gap
		}
		if i == s.tab {
			b.WriteString(th.TabOn.Paint(cell))
		} else {
			b.WriteString(th.Tab.Paint(cell))
		}
		used += len(cell)
	}
	return b.String(), used
}

// list is the column titles and the rows in sight, each w cells wide.
func (s *Screen) list(th *theme.Theme, out []string, w, h int) []string {
	cols := columns(w)
	out = append(out, s.titles(th, cols, w))
	s.rows.Resize(h - 1)
	if s.rows.Len() == 0 {
		return append(out, s.empty(th, w, h-1)...)
	}
	before := len(out)
	out = s.rows.Draw(out, w, th.Look, func(r *Row, on bool) string { return s.drawRow(th, cols, r, on, w) })
	for len(out) < before+h-1 {
		out = append(out, text.Spaces(w))
	}
	return out
}

func (s *Screen) titles(th *theme.Theme, cols []column, w int) string {
	var b strings.Builder
	b.WriteByte(' ')
	for i, c := range cols {
		if i > 0 {
			b.WriteByte(' ')
		}
		if c.right {
			b.WriteString(text.Right(c.title, c.w))
		} else {
			b.WriteString(text.Fit(c.title, c.w))
		}
	}
	return th.Heading.Paint(text.Fit(b.String(), w))
}

// drawRow paints one row. The level keeps its ink on a selected row; the mark at
// the left says "selected" where there is no colour.
func (s *Screen) drawRow(th *theme.Theme, cols []column, r *Row, on bool, w int) string {
	mark := " "
	if on {
		mark = "▸"
	}
	if r == nil {
		line := text.Fit(mark+"…", w)
		if on {
			return th.Selected.Paint(line)
		}
		return th.Muted.Paint(line)
	}
	var rest strings.Builder
	under := s.papersShown(r.ID)
	for i, c := range cols {
		if i == 0 {
			continue
		}
		rest.WriteByte(' ')
		v := text.Line(c.text(r))
		switch {
		case i == order && under:
			v = "└" + text.Line(firstOf(r.Shipment, r.Order))
		case i == customer:
			v = beside(v, s.mark(r, c.w), c.w)
		}
		if c.right {
			rest.WriteString(text.Right(v, c.w))
		} else {
			rest.WriteString(text.Fit(v, c.w))
		}
	}
	tail := text.Fit(rest.String(), w-1-theme.LevelWidth)
	level := th.Level(r.Level, on).Paint(theme.LevelText(r.Level))
	if on {
		return th.Selected.Paint(mark) + level + th.Selected.Paint(tail)
	}
	if r.Status != data.Open {
		return mark + level + th.Muted.Paint(tail)
	}
	return mark + level + tail
}

// beside puts a mark at the right end of a cell, and cuts the name to make room.
func beside(name, mark string, w int) string {
	if mark == "" {
		return name
	}
	return text.Fit(name, max(w-text.Width(mark)-1, 1)) + " " + mark
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// empty says why there is nothing to see, and what to do about it.
func (s *Screen) empty(th *theme.Theme, w, h int) []string {
	var say []string
	switch {
	case s.failed != nil:
		say = append(text.Wrap("The queue could not be read: "+text.Line(s.failed.Error()), w-4), "", "r tries again.")
	case s.loading:
		say = []string{"Reading the queue …"}
	case s.counts.Total == 0:
		say = append(say, "There are no orders here yet.", "",
			"i  import customers and shipments (CSV, XLSX or JSON Lines)",
			"l  add a restricted-party list",
			"S  screen everything that was imported")
	default:
		say = append(say, "No order fits this filter.", "", "7 shows everything, f changes the filter.")
	}
	out := make([]string, 0, h)
	out = append(out, text.Spaces(w))
	for _, l := range say {
		out = append(out, th.Muted.Paint(text.Fit("   "+l, w)))
	}
	for len(out) < h {
		out = append(out, text.Spaces(w))
	}
	return out[:min(len(out), h)]
}

// preview tells the order that the cursor rested on in w by h cells.
func (s *Screen) preview(th *theme.Theme, w, h int) []string {
	r := s.told
	if r == nil || h < 1 {
		return make([]string, max(h, 0))
	}
	out := s.previewHead(th, r, w, h >= 20)
	v := s.previews[r.Case]
	if v == nil {
		for _, l := range text.Wrap(text.Line(r.Top), w-2) {
			out = append(out, " "+l)
		}
	} else {
		out = append(out, previewBody(th, v, w, h-len(out))...)
	}
	return out[:min(len(out), h)]
}

func (s *Screen) previewHead(th *theme.Theme, r *Row, w int, tall bool) []string {
	id := orderText(&r.QueueRow)
	if r.Order != "" && r.Shipment != "" && r.Order != r.Shipment {
		id = r.Order + " / " + r.Shipment
	}
	level := strings.TrimSpace(theme.LevelText(r.Level)) + " "
	rest := fmt.Sprintf("%d  %s  ", r.Score, r.Status)
	if n := s.folds.Count(r.ID); n > 0 {
		rest += "+" + text.Plural(n, "paper") + "  "
	}
	rest += text.Line(id)
	when := r.Date.String()
	if when != "" && !tall {
		rest += "  " + when
	}
	who := text.Line(r.Name)
	if r.Customer != "" && r.Customer != r.Name {
		who += " (" + text.Line(r.Customer) + ")"
	}
	what := join(" · ", arrow(r.Dest), text.Line(r.Goods))
	out := []string{" " + th.Level(r.Level, false).Paint(level) + th.Strong.Paint(text.Cut(rest, w-2-text.Width(level)))}
	if !tall {
		out = append(out, " "+text.Cut(join(" ", who, what), w-2))
	} else {
		for _, l := range append(text.Wrap(who, w-2), text.Wrap(join(" · ", what, when), w-2)...) {
			out = append(out, " "+l)
		}
	}
	if r.Done != nil {
		for _, l := range text.Wrap("! "+text.Line(r.Done.Words()), w-2) {
			out = append(out, " "+th.Warn.Paint(l))
		}
	}
	return out
}

func arrow(dest string) string {
	if dest == "" {
		return ""
	}
	return "→ " + text.Line(dest)
}

// join joins what is not empty.
func join(sep string, parts ...string) string {
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += sep
		}
		out += p
	}
	return out
}

// previewBody lists the lights and the findings, as many as fit in h lines.
func previewBody(th *theme.Theme, v *desk.CaseView, w, h int) []string {
	var out []string
	if h >= 20 {
		out = append(out, th.LightLines(v.Verdict.Lights, w)...)
	} else {
		out = append(out, " "+th.Lights(v.Verdict.Lights, w-2))
	}
	if v.Stale != "" {
		out = append(out, " "+th.Warn.Paint(text.Cut("! "+text.Line(v.Stale), w-2)))
	}
	if h >= 12 {
		out = append(out, "")
	}
	fs := v.Verdict.Findings
	for i := range fs {
		f := &fs[i]
		wrap := 1
		if h >= 12 {
			wrap = 4
		}
		out = append(out, finding(th, f, w, wrap)...)
	}
	if len(fs) == 0 {
		out = append(out, " "+th.Muted.Paint("no finding"))
	}
	if d := v.State.Decision; d != nil {
		out = append(out, "", " "+th.Good.Paint(text.Cut(fmt.Sprintf("%s: %s by %s: %s", d.Status, d.Disposition, text.Line(d.Person), text.Line(d.Reason)), w-2)))
	}
	if len(out) > h && h > 0 {
		hidden := len(out) - h + 1
		out = append(out[:h-1], " "+th.Muted.Paint(fmt.Sprintf("… %s; enter opens the case", text.Plural(hidden, "more line"))))
	}
	return out
}

// finding is one finding in at most lines lines.
func finding(th *theme.Theme, f *data.Finding, w, lines int) []string {
	kind := text.Fit(theme.KindText(f.Kind), 7)
	points := ""
	if f.Points != 0 {
		points = fmt.Sprintf("%+d", f.Points)
	}
	says := f.Says
	if f.Cleared != nil {
		says = "cleared by " + f.Cleared.Person + ": " + says
	}
	ws := text.Wrap(text.Line(says), max(w-14, 10))
	if len(ws) > lines {
		ws = append(ws[:lines-1], text.Cut(strings.Join(ws[lines-1:], " "), max(w-14, 10)))
	}
	out := []string{" " + th.Kind(f.Kind).Paint(kind) + " " + text.Right(points, 3) + "  " + ws[0]}
	for _, l := range ws[1:] {
		out = append(out, text.Spaces(14)+l)
	}
	return out
}
