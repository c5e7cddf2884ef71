package lookup

import (
	"fmt"
	"strings"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Draw is the screen below the header: w by h cells. age is how old the lists
// are, in words.
func (s *Screen) Draw(th *theme.Theme, w, h int, age string) []string {
	lists := firstOf(s.got.Lists, age)
	out := []string{
		" " + th.Heading.Paint("Look up") + "  " + th.Muted.Paint(text.Cut("in "+text.Line(lists), w-12)),
		" " + th.Key.Paint("> ") + s.field.Draw(th, w-5, 1, true)[0],
		th.Rule.Paint(strings.Repeat("─", w)),
	}
	body, at := s.body(th, w)
	more := s.more(th, w)
	room := h - len(out)
	if len(more) > 0 {
		more = more[:min(len(more), max(room/2, 3))]
		room -= len(more) + 1
	}
	if len(body) > room && room > 0 {
		s.top = min(max(min(s.top, at-1), at-room+2, 0), len(body)-room)
		body = body[s.top : s.top+room]
	}
	out = append(out, body...)
	if len(more) == 0 {
		return out
	}
	for len(out) < h-len(more)-1 {
		out = append(out, "")
	}
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	return append(out, more...)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (s *Screen) body(th *theme.Theme, w int) (lines []string, at int) {
	if s.field.Value() == "" {
		return []string{"", "  " + th.Muted.Paint("Answers come as you type. esc goes back.")}, 0
	}
	n := 0
	put := func(draw func(on bool) string) {
		if n == s.cur {
			at = len(lines)
		}
		lines = append(lines, draw(n == s.cur))
		n++
	}
	say := func(s string) { lines = append(lines, "   "+th.Muted.Paint(text.Cut(s, w-4))) }
	head := func(n int, one string, more bool, a answer) {
		title := text.Plural(n, one)
		if more {
			title = "more than " + title
		}
		if a.busy {
			title = one + ": looking …"
		}
		lines = append(lines, " "+th.Heading.Paint(title))
		if a.failed != nil {
			for _, l := range text.Wrap("That could not be looked up: "+text.Line(a.failed.Error()), w-4) {
				lines = append(lines, "  "+th.Bad.Paint(l))
			}
		}
	}
	head(len(s.got.Hits), "list entry", false, s.lists)
	if len(s.got.Hits) == 0 && s.lists == (answer{}) {
		say("No entry in these lists is like this name. That is no clearance.")
	}
	for i := range s.got.Hits {
		put(func(on bool) string { return hitLine(th, &s.got.Hits[i], on, w) })
	}
	lines = append(lines, "")
	if len(s.mine.Parties) == 0 && len(s.mine.Records) == 0 {
		head(0, "own record", false, s.own)
		if !s.read {
			say("All records are read once; that can take some seconds.")
		}
		if s.own == (answer{}) {
			say("No own party, number or goods hold this.")
		}
		return lines, at
	}
	if len(s.mine.Parties) > 0 {
		head(len(s.mine.Parties), "own party", s.mine.MoreParties, answer{failed: s.own.failed})
	}
	for i := range s.mine.Parties {
		put(func(on bool) string { return partyLine(th, &s.mine.Parties[i], i == s.opened, on, w) })
		for j := range s.orders {
			if i == s.opened {
				put(func(on bool) string { return recordLine(th, &s.orders[j], "     ", on, w) })
			}
		}
	}
	if len(s.mine.Records) > 0 || s.own.busy {
		if len(s.mine.Parties) > 0 {
			lines = append(lines, "")
		}
		head(len(s.mine.Records), "own order", s.mine.MoreRecords, s.own)
	}
	for i := range s.mine.Records {
		put(func(on bool) string { return recordLine(th, &s.mine.Records[i], "   ", on, w) })
	}
	return lines, at
}

func hitLine(th *theme.Theme, h *data.NameHit, on bool, w int) string {
	name := text.Line(h.Name)
	if h.Matched != "" && h.Matched != h.Name {
		name += "  as " + text.Line(h.Matched)
	}
	score := "part"
	if h.Score > 0 {
		score = fmt.Sprintf("%.2f", h.Score)
	}
	line := fmt.Sprintf("%s  %s %s", score, text.Fit(text.Line(h.List), 6), text.Fit(text.Line(h.Country), 3))
	line += text.Fit(" "+name, max(w-4-text.Width(line), 4))
	if on {
		return th.Selected.Paint(" ▸ " + line + " ")
	}
	return "   " + line
}

// partyLine is a party: what it is called, where, how many orders name it, and
// what agrees.
func partyLine(th *theme.Theme, p *desk.OwnParty, open, on bool, w int) string {
	name := text.Line(p.Name)
	found := foundWords(p.Found)
	if p.Field == "name" {
		name, found = text.Line(p.Marked()), ""
	}
	if p.Case != "" {
		found = strings.TrimSpace(found + "  " + text.Line(p.Case))
	}
	sign := "+"
	if open {
		sign = "-"
	}
	line := fmt.Sprintf("%s %s %s %s", sign, text.Fit(text.Line(p.Country), 3), text.Right(text.Plural(p.Orders, "order"), 12), name)
	line = text.Fit(line+"  "+found, max(w-4, 4))
	if on {
		return th.Selected.Paint(" ▸ " + line + " ")
	}
	return "   " + line
}

// recordLine is an order: its level and status, and what agrees.
func recordLine(th *theme.Theme, r *desk.OwnRecord, indent string, on bool, w int) string {
	id, found := r.Order, foundWords(r.Found)
	if id == "" {
		id = firstOf(r.Shipment, r.Customer)
	}
	if r.Field != "" && r.Value == id {
		id, found = r.Marked(), ""
	}
	if r.Field == "words" {
		found = text.Line(r.Goods)
	}
	level := "unjudged"
	if r.Screened {
		level = theme.LevelText(r.Level)
	}
	rest := fmt.Sprintf("%s %s ", text.Fit(r.Status.String(), 11), text.Fit(text.Line(id), 14))
	if found != "" {
		rest += found + "  "
	}
	what := r.Name
	if r.Field == "" { // of a party that stands above it
		what = strings.TrimSpace(r.Date.String() + "  " + r.Goods)
	}
	rest = text.Fit(rest+text.Line(what), max(w-len(indent)-1-theme.LevelWidth-1, 4))
	ink := th.Muted
	if r.Screened {
		ink = th.Level(r.Level, on)
	}
	if on {
		return th.Selected.Paint(indent[:len(indent)-2]+"▸ ") + ink.Paint(level) + th.Selected.Paint(" "+rest)
	}
	return indent + ink.Paint(level) + " " + rest
}

// foundWords says in what the question was found, what agrees between ‹ and ›.
func foundWords(f desk.Found) string {
	switch {
	case f.Likeness > 0:
		return fmt.Sprintf("like it: %.2f", f.Likeness)
	case f.Value == "":
		return ""
	}
	return text.Line(f.Field + " " + f.Marked())
}

// more tells what is under the cursor in full.
func (s *Screen) more(th *theme.Theme, w int) []string {
	if s.field.Value() == "" {
		return nil
	}
	var out []string
	put := func(name, v string) {
		if v == "" {
			return
		}
		for i, l := range text.Wrap(text.Line(v), max(w-17, 8)) {
			head := text.Spaces(14)
			if i == 0 {
				head = th.Muted.Paint(text.Fit(name, 14))
			}
			out = append(out, " "+head+l)
		}
	}
	if h := s.Hit(); h != nil {
		moreOfHit(h, put)
	} else if i := s.party(); i >= 0 {
		p := &s.mine.Parties[i]
		put("name", p.Name)
		put("country", p.Country)
		put("customer", p.Case)
		put("named in", text.Plural(p.Orders, "order"))
		if p.Likeness > 0 {
			put("likeness", fmt.Sprintf("%.2f; it does not hold what was typed", p.Likeness))
		} else {
			put("found in", foundWords(p.Found))
		}
		if p.Orders > ordersOf {
			put("", fmt.Sprintf("enter shows the last %d told, the worst first", ordersOf))
		}
	} else if r := s.record(); r != nil {
		put("order", r.Order)
		put("record", r.Case)
		if r.Customer == r.Name {
			put("customer", r.Name) // told by its name, which is no number
		} else {
			put("customer", strings.TrimSpace(r.Name+"  "+r.Customer))
		}
		put("date, goods", strings.TrimSpace(r.Date.String()+"  "+r.Goods))
		put("found in", foundWords(r.Found))
		put("why", r.Top)
	}
	return out
}

// moreOfHit tells all that a hit rests on.
func moreOfHit(h *data.NameHit, put func(name, v string)) {
	told := desk.Explain(h)
	for i := 0; i < len(told); i++ {
		t := told[i]
		for ; i+1 < len(told) && told[i+1].Name == ""; i++ {
			t.Text += "; " + told[i+1].Text
		}
		put(t.Name, t.Text)
	}
}
