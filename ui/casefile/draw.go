package casefile

import (
	"fmt"
	"strings"

	"redflag/ui/text"
	"redflag/ui/theme"
)

// sideFrom is the width from which the sections stand at the left.
const sideFrom = 100

// Draw is the screen below the header: w by h cells.
func (s *Screen) Draw(th *theme.Theme, w, h int) []string {
	out := make([]string, 0, h)
	if s.view == nil {
		say := "Reading " + text.Line(s.key) + " …"
		if s.failed != nil {
			say = "The case could not be read: " + text.Line(s.failed.Error())
		}
		for _, l := range text.Wrap(say, w-4) {
			out = append(out, "  "+l)
		}
		return out
	}
	out = append(out, s.title(th, w)...)
	side := 0
	if w >= sideFrom {
		side = 22
	} else {
		out = append(out, s.tabs(th, w))
	}
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	s.high = max(h-len(out), 1)
	s.document(th, w-side-2)
	s.clamp()
	menu := s.sidebar(th, side)
	for i := range s.high {
		left := " "
		if side > 0 {
			left = text.Spaces(side) + th.Rule.Paint("│") + " "
			if i < len(menu) {
				left = menu[i] + th.Rule.Paint("│") + " "
			}
		}
		line := ""
		if at := s.top + i; at < len(s.doc.lines) {
			line = s.doc.lines[at]
			if s.cur < len(s.doc.orders) && at == s.doc.orders[s.cur] {
				line = marked(th, s.Order(), s.doc.w)
			}
		}
		out = append(out, left+line)
	}
	return out
}

// title is who and what the case is about, and the four lights.
func (s *Screen) title(th *theme.Theme, w int) []string {
	v := s.view
	if v.Orders != nil {
		return customerTitle(th, v, w)
	}
	id := text.Line(firstOf(v.Row.Order, v.Subject.Display, s.key))
	if v.Row.Order != "" {
		id = text.Line(both(v.Row.Order, v.Row.Shipment))
	}
	level := theme.LevelText(v.Verdict.Level)
	status := strings.ToUpper(v.State.Status.String())
	if d := v.State.Decision; d != nil {
		status += " " + text.Line(d.Disposition)
	}
	who := text.Line(v.Row.Name)
	if v.Row.Dest != "" {
		who += " → " + text.Line(v.Row.Dest)
	}
	points := fmt.Sprintf("%d ", v.Verdict.Score)
	if !strings.HasSuffix(level, " ") {
		points = " " + points
	}
	room := w - 2 - theme.LevelWidth - len(points) - text.Width(status) - 2
	head := text.Fit(id+"  "+who, max(room, 4))
	return []string{
		" " + th.Level(v.Verdict.Level, false).Paint(level+points) + th.Strong.Paint(head) + "  " + th.Strong.Paint(status),
		" " + th.Lights(v.Verdict.Lights, w-2),
	}
}

// tabs is the sections on one line: with their names where there is room, else
// with short ones, else with the name of the one in sight alone.
func (s *Screen) tabs(th *theme.Theme, w int) string {
	at := s.section()
	names, short := sections(s.view)
	var line string
	for room := range 3 {
		var b strings.Builder
		b.WriteByte(' ')
		used := 1
		for i, n := range names {
			switch {
			case i != at && room == 1:
				n = short[i]
			case i != at && room == 2:
				n = ""
			}
			cell := strings.TrimSpace(fmt.Sprintf("%d %s", i+1, n))
			ink := th.Tab
			if i == at {
				ink = th.TabOn
			}
			b.WriteString(ink.Paint(cell) + " ")
			used += len(cell) + 1
			if room == 2 {
				b.WriteByte(' ')
				used++
			}
		}
		if line = b.String(); used <= w {
			break
		}
	}
	return line
}

// sidebar is the sections one below the other, with how much each holds.
func (s *Screen) sidebar(th *theme.Theme, w int) []string {
	if w == 0 {
		return nil
	}
	var out []string
	at := s.section()
	names, _ := sections(s.view)
	for i, n := range names {
		cell := text.Fit(fmt.Sprintf(" %d %s", i+1, n), w-5)
		if c := size(i, s.view, s.kin); len(c) <= 3 {
			cell += text.Right(c, 4) + " "
		} else {
			cell += text.Right(fmt.Sprintf("%d/%d", answered(s.view), len(s.view.Questions)), 4) + " "
		}
		if i == at {
			out = append(out, th.Selected.Paint(text.Fit(cell, w)))
		} else {
			out = append(out, text.Fit(cell, w))
		}
	}
	return out
}
