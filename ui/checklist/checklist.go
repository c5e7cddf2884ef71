// Package checklist is the screen of the questions that the findings of a case
// ask: what was answered, what an adverse answer would mean, what still blocks.
//
// It shows and moves; giving an answer is the root model's affair. It does no
// I/O.
package checklist

import (
	"fmt"
	"strings"

	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// Screen is the checklist of one case.
type Screen struct {
	view *desk.CaseView
	key  string
	cur  int
	top  int
}

// Set shows the checklist of a case; the cursor stays where it is while the
// case is the same.
func (s *Screen) Set(key string, v *desk.CaseView) {
	if key != s.key {
		s.key, s.cur, s.top = key, 0, 0
		s.view = v
		s.cur = max(s.nextOpen(0), 0)
	}
	s.view = v
	s.clamp()
}

func (s *Screen) questions() []desk.Question {
	if s.view == nil {
		return nil
	}
	return s.view.Questions
}

// Selected is the question under the cursor, or nil.
func (s *Screen) Selected() *desk.Question {
	qs := s.questions()
	if s.cur >= len(qs) {
		return nil
	}
	return &qs[s.cur]
}

// Move puts the cursor n questions on, To at place i.
func (s *Screen) Move(n int) { s.To(s.cur + n) }
func (s *Screen) To(i int)   { s.cur = i; s.clamp() }

// Len is the number of questions.
func (s *Screen) Len() int { return len(s.questions()) }

func (s *Screen) clamp() { s.cur = max(0, min(s.cur, len(s.questions())-1)) }

// Forward goes to the next question without an answer after the one given,
// round the end; it stays where all are answered.
func (s *Screen) Forward() {
	if i := s.nextOpen(s.cur + 1); i >= 0 {
		s.cur = i
	} else if s.cur < len(s.questions())-1 {
		s.cur++
	}
}

func (s *Screen) nextOpen(from int) int {
	qs := s.questions()
	for n := range qs {
		if i := (from + n) % len(qs); qs[i].Answer == nil {
			return i
		}
	}
	return -1
}

// blocking are the critical questions that no answer closes yet.
func blocking(v *desk.CaseView) []string {
	var out []string
	for i := range v.Questions {
		q := &v.Questions[i]
		if q.Lacks != "" {
			out = append(out, q.ID)
		}
	}
	return out
}

// wideFrom is the width from which the question stands beside the list.
const wideFrom = 118

// listRows is how many lines of the list stay in sight below which the question is cut.
const listRows = 4

// Draw is the screen below the header: w by h cells.
func (s *Screen) Draw(th *theme.Theme, w, h int) []string {
	if s.view == nil {
		return []string{"", "  Reading the checklist …"}
	}
	out := s.head(th, w)
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	h -= len(out)
	if len(s.questions()) == 0 {
		return append(out, "", "  The findings of this case ask no question.")
	}
	if w >= wideFrom {
		return s.beside(th, out, w, h)
	}
	detail := s.detail(th, w-2)
	high := min(max(len(detail), 6), max(h*3/5, h-listRows-1)) // all of the question, while a few others are in sight
	out = append(out, s.list(th, w, h-high-1)...)
	out = append(out, th.Rule.Paint(strings.Repeat("─", w)))
	for _, l := range clip(th, detail, high) {
		out = append(out, " "+l)
	}
	return out
}

// Full is all that is told of the question under the cursor, in lines of w cells.
func (s *Screen) Full(th *theme.Theme, w int) []string { return s.detail(th, w) }

// clip shortens lines to n, and says so in the last one.
func clip(th *theme.Theme, lines []string, n int) []string {
	if len(lines) <= n || n < 1 {
		return lines
	}
	return append(lines[:n-1:n-1], th.Muted.Paint(fmt.Sprintf("… %s, v shows all", text.Plural(len(lines)-n+1, "more line"))))
}

func (s *Screen) beside(th *theme.Theme, out []string, w, h int) []string {
	lw := w * 11 / 20
	left, right := s.list(th, lw, h), clip(th, s.detail(th, w-lw-3), h)
	for i := range h {
		l, r := text.Spaces(lw), ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out = append(out, l+th.Rule.Paint(" │ ")+r)
	}
	return out
}

// head says whose checklist it is, how far it has come and what blocks.
func (s *Screen) head(th *theme.Theme, w int) []string {
	v := s.view
	done := 0
	for i := range v.Questions {
		if v.Questions[i].Answer != nil {
			done++
		}
	}
	who := text.Line(v.Subject.Display)
	if v.Row.Name != "" {
		who += "  " + text.Line(v.Row.Name)
	}
	progress := fmt.Sprintf("%d of %d answered", done, len(v.Questions))
	lines := []string{" " + th.Strong.Paint(text.Fit("Checklist  "+who, w-len(progress)-4)) + "  " + progress}
	if b := blocking(v); len(b) > 0 {
		say := fmt.Sprintf("★ still blocks a release: %s", strings.Join(b, " "))
		return append(lines, " "+th.Warn.Paint(text.Cut(say, w-2)))
	}
	return append(lines, " "+th.Good.Paint(text.Cut("★ every critical question has an answer; d shows what a decision still needs", w-2)))
}

// list is the questions, under the titles of their lists where they stand so.
func (s *Screen) list(th *theme.Theme, w, h int) []string {
	var lines []string
	at, group := 0, ""
	qs := s.questions()
	titles := grouped(qs)
	for i := range qs {
		q := &qs[i]
		if g := q.List + "  " + q.Title; titles && g != group {
			group = g
			lines = append(lines, " "+th.Heading.Paint(text.Fit(text.Line(g), w-1)))
		}
		if i == s.cur {
			at = len(lines)
		}
		lines = append(lines, row(th, q, i == s.cur, w))
	}
	if len(lines) > h {
		s.top = max(min(s.top, at-1), at-h+2, 0)
		s.top = min(s.top, len(lines)-h)
		lines = lines[s.top : s.top+max(h, 1)]
	} else {
		s.top = 0
	}
	for len(lines) < h {
		lines = append(lines, text.Spaces(w))
	}
	return lines
}

// grouped says that the questions of each list stand together, so that titles
// between them help. Where they stand by weight the question names its list.
func grouped(qs []desk.Question) bool {
	seen, last := map[string]bool{}, ""
	for i := range qs {
		if l := qs[i].List; l != last {
			if seen[l] {
				return false
			}
			seen[l], last = true, l
		}
	}
	return true
}

func row(th *theme.Theme, q *desk.Question, on bool, w int) string {
	mark, ink := th.Answer(q.Answer, q.Critical, q.Lacks)
	star := " "
	if q.Critical {
		star = "★"
	}
	head := fmt.Sprintf("%-4s%s ", text.Line(q.ID), star)
	mark = text.Fit(mark, 14) + " "
	body := q.Text
	if q.Answer != nil && q.Answer.Detail != "" {
		body = "[" + text.Cut(q.Answer.Detail, 24) + "] " + body
	}
	tail := text.Fit(text.Line(body), max(w-2-text.Width(head)-15, 4))
	if on {
		return th.Selected.Paint("▸ " + head + mark + tail)
	}
	return "  " + head + ink.Paint(mark) + tail
}

// detail says everything of the question under the cursor.
func (s *Screen) detail(th *theme.Theme, w int) []string {
	q := s.Selected()
	if q == nil {
		return nil
	}
	var out []string
	para := func(ink theme.Ink, indent int, t string) {
		for _, l := range text.Wrap(text.Block(t), max(w-indent, 8)) {
			out = append(out, text.Spaces(indent)+ink.Paint(l))
		}
	}
	pair := func(name string, ink theme.Ink, t string) {
		if t == "" {
			return
		}
		for i, l := range text.Wrap(text.Block(t), max(w-16, 8)) {
			head := text.Spaces(16)
			if i == 0 {
				head = th.Muted.Paint(text.Fit(name, 16))
			}
			out = append(out, head+ink.Paint(l))
		}
	}
	star := ""
	if q.Critical {
		star = "★ "
	}
	para(th.Strong, 0, q.ID+" "+star+q.Text)
	mark, ink := th.Answer(q.Answer, q.Critical, q.Lacks)
	pair("answer", ink, mark)
	if a := q.Answer; a != nil {
		pair("detail", theme.Ink{}, a.Detail)
		pair("reason", theme.Ink{}, a.Reason)
		pair("by", th.Muted, fmt.Sprintf("%s, %s", a.Person, a.At.Format("2006-01-02 15:04")))
		if n := len(a.Evidence); n > 0 {
			pair("shown by", theme.Ink{}, text.Plural(n, "file")+": "+short(s.view, a.Evidence))
		}
		if n := len(a.Earlier); n > 0 {
			pair("before", th.Muted, fmt.Sprintf("%s by %s, kept in the journal", a.Earlier[n-1].Value, a.Earlier[n-1].Person))
		}
	}
	if q.Answer != nil {
		pair("lacks", th.Warn, q.Lacks)
	}
	pair("evidence wanted", theme.Ink{}, q.Evidence)
	pair("if adverse", th.Warn, q.Adverse)
	pair("why asked", theme.Ink{}, q.Why)
	pair("wants", th.Muted, q.Wants)
	pair("list", th.Muted, q.List+"  "+q.Title)
	pair("asked by", th.Muted, strings.Join(q.AskedBy, ", "))
	pair("basis", th.Muted, q.Basis)
	if q.Critical {
		pair("", th.Muted, "★ critical: stated only does not close it, unknown blocks")
	}
	return out
}

// short names attached files by their names where the case knows them.
func short(v *desk.CaseView, hashes []string) string {
	var out []string
	for _, h := range hashes {
		name := fmt.Sprintf("%.12s…", h)
		for _, a := range v.State.Attachments {
			if a.Hash == h {
				name = a.Name
			}
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}
