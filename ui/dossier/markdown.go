package dossier

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// markdown writes a page. Imported text reaches it through esc, cell or quote
// alone, so that no text is taken for markup.
type markdown struct{ bytes.Buffer }

func writeMarkdown(w io.Writer, c *Content, digest string) error {
	m := &markdown{}
	p := newPage(c, digest)
	m.top(p)
	m.decisions(p)
	m.tests(p)
	m.findings(p)
	m.unknown(p)
	m.order(p)
	m.questions(p)
	m.kept(p)
	m.journal(p)
	m.rests(p)
	m.line("## Proof")
	m.line("%s", notAdvice)
	m.line("%s", proofWords)
	m.line("SHA-256 of what this dossier says: `%s`", p.Digest)
	m.WriteString("```text\n" + proofMark + "```\n")
	_, err := w.Write(m.Bytes())
	return err
}

// line writes a paragraph of its own. What goes into it is escaped before.
func (m *markdown) line(format string, args ...any) {
	fmt.Fprintf(m, format+"\n\n", args...)
}

var mdEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "{", `\{`, "}", `\}`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "#", `\#`,
	"|", `\|`, "~", `\~`, "&", "&amp;", "$", `\$`, "!", `\!`, "^", `\^`, "://", `:\//`, "www.", `www\.`, "@", "&#64;",
)

// esc is text within a line: no markup, no link, no line break.
func esc(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' }), " / ")
	return lead(mdEscapes.Replace(strings.TrimSpace(s)))
}

// lead keeps the beginning of a line from being a list, a rule or a heading.
func lead(s string) string {
	s = strings.TrimLeft(s, " ")
	if s == "" {
		return s
	}
	switch s[0] {
	case '-', '+', '=', ':':
		return `\` + s
	}
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') && (n+1 == len(s) || s[n+1] == ' ') {
		return s[:n] + `\` + s[n:]
	}
	return s
}

// cell is text within a table.
func cell(s string) string {
	var out []string
	for l := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		out = append(out, esc(l))
	}
	return strings.Join(out, "<br>")
}

// quote is text of several lines, set off.
func quote(s string) string {
	var out []string
	for l := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		out = append(out, "> "+esc(l))
	}
	return strings.Join(out, "  \n")
}

func (m *markdown) table(head []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	m.WriteString("| " + strings.Join(head, " | ") + " |\n|" + strings.Repeat(" --- |", len(head)) + "\n")
	for _, r := range rows {
		m.WriteString("| " + strings.Join(r, " | ") + " |\n")
	}
	m.WriteByte('\n')
}

func (m *markdown) pairs(all []Pair) {
	for _, p := range all {
		fmt.Fprintf(m, "- %s: %s\n", esc(p.Name), esc(p.Value))
	}
	m.WriteByte('\n')
}

func (m *markdown) top(p *page) {
	m.line("# %s: due-diligence dossier", esc(p.Title))
	m.line("**What screening found: %s.** **What people decided: %s.** %s", esc(p.Found()), esc(p.Status), esc(p.Law()))
	m.line("%s", esc(p.Headline))
	if p.Stale != "" {
		m.line("**The verdict may be out of date:** %s", esc(p.Stale))
	}
	if p.Disputed {
		m.line("**Decisions contradict each other.** They were made by people who had not seen each other's. All are shown; one more decision settles it.")
	}
	if p.Unverified > 0 {
		m.line("%d of the statements below rest on a source whose wording was not checked against its publication. They are marked (unverified source).", p.Unverified)
	}
	m.pairs([]Pair{{"Case", p.Case}, {"Written", when(p.Written)}, {"Written by", p.By}, {"Known up to", p.Known()}, {"Program", "redflag " + p.Program}})
}

func unverified(is bool) string {
	if is {
		return " (unverified source)"
	}
	return ""
}

func (m *markdown) decisions(p *page) {
	m.line("## Decision")
	if len(p.Decisions) == 0 {
		m.line("Nobody has decided this case.")
	}
	for _, d := range p.Decisions {
		until := ""
		if d.Until != "" {
			until = ", until " + esc(d.Until)
		}
		m.line("**%s: %s%s**", esc(d.Disposition), esc(d.Status), until)
		m.line("%s", quote(d.Reason))
		m.line("%s, %s. Decided on %s, verdict sha256 `%s`. Journal entry %s.", esc(d.Person), esc(when(d.At)), esc(d.Seen), code(d.VerdictHash), esc(d.Event))
	}
}

// code is text between backticks, which no escape reaches: hashes and the like.
func code(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("/.:-_ ", r) {
			return r
		}
		return '?'
	}, s)
}

func (m *markdown) tests(p *page) {
	m.line("## The four tests")
	var rows [][]string
	for _, l := range p.Lights {
		rows = append(rows, []string{cell(l.Name), "**" + cell(l.Is) + "**", cell(l.Why), cell(l.List)})
	}
	m.table([]string{"Test", "Is", "Why", "List"}, rows)
}

func (m *markdown) findings(p *page) {
	m.line("## Findings")
	if len(p.Findings) == 0 {
		m.line("%s", p.NoFindings())
	}
	for _, f := range p.Findings {
		m.line("### %s: %s (%d points)", kindWords(esc(f.Kind)), esc(f.Title), f.Points)
		m.line("%s", esc(f.Says))
		if c := f.Cleared; c != nil {
			until := ""
			if c.Until != "" {
				until = ", until " + esc(c.Until)
			}
			m.line("**Cleared by %s on %s%s:** %s", esc(c.Person), esc(c.At), until, esc(c.Reason))
		}
		var rows [][]string
		for _, e := range f.Evidence {
			rows = append(rows, []string{cell(e.Field), cell(e.Value), cell(e.Where)})
		}
		m.table([]string{"Field", "As told", "Where"}, rows)
		if f.Why != "" {
			m.line("Why it matters: %s", esc(f.Why))
		}
		if f.Innocent != "" {
			m.line("What may explain it: %s", esc(f.Innocent))
		}
		m.line("%s", source(&f))
	}
	if p.Reckoning != "" {
		m.line("**The score:** %s", esc(p.Reckoning))
	}
}

func source(f *Finding) string {
	var parts []string
	for _, c := range f.Cites {
		parts = append(parts, esc(c))
	}
	rule := "rule " + esc(f.Rule)
	if f.Version > 0 {
		rule += fmt.Sprintf(", version %d", f.Version)
	}
	parts = append(parts, rule, "pattern "+esc(f.Pattern))
	if f.Pending {
		parts = append(parts, "a licence or statement was told and is not evidenced")
	}
	if f.Decisive {
		parts = append(parts, "decides the case")
	}
	if len(f.Asks) > 0 {
		parts = append(parts, "asks "+esc(strings.Join(f.Asks, ", ")))
	}
	return "Source: " + strings.Join(parts, "; ") + unverified(f.Unverified)
}

func (m *markdown) unknown(p *page) {
	m.line("## What is not known")
	if len(p.Unknown) == 0 {
		m.line("Nothing that the rules ask for is open.")
	}
	var rows [][]string
	for _, u := range p.Unknown {
		rows = append(rows, []string{cell(u.What), cell(u.Why)})
	}
	m.table([]string{"What", "Why it stands open"}, rows)
}

func (m *markdown) order(p *page) {
	m.line("## %s", p.OrderTitle())
	if len(p.Order) == 0 {
		m.line("No order is part of this case.")
	}
	m.pairs(p.Order)
	var rows [][]string
	for _, x := range p.Parties {
		var more []string
		for _, o := range x.More {
			more = append(more, o.Name+": "+o.Value)
		}
		rows = append(rows, []string{cell(x.Role), "**" + cell(x.Name) + "** " + cell(x.Local), cell(x.Address), cell(x.Country), cell(x.HQ), cell(x.Parent), cell(strings.Join(more, "\n"))})
	}
	if len(rows) > 0 {
		m.line("### Parties")
	}
	m.table([]string{"Role", "Name", "Address", "Country", "Headquarters", "Parent", "Also told"}, rows)
	rows = nil
	for _, g := range p.Goods {
		rows = append(rows, []string{
			fmt.Sprint(g.Line), cell(g.Part), cell(g.Description), cell(g.Quantity), cell(g.Value), cell(g.ECCN), cell(g.HS), cell(g.Model), cell(g.TPP), cell(g.PD),
			cell(g.Controlled + " " + g.Bucket + "\n" + g.Why + unverified(g.Unverified)),
		})
	}
	if len(rows) > 0 {
		m.line("### Goods")
	}
	m.table([]string{"Line", "Part", "Description", "Quantity", "Value", "ECCN as told", "HS as told", "Recognised as", "TPP", "PD", "Controlled"}, rows)
	if p.AsksLicence() {
		m.line("### The licence question")
		m.line("%s", esc(p.LicenceWords()))
	}
	for _, l := range p.Licences {
		m.line("**Line %d: licence needed: %s**", l.Line, esc(l.Needed))
		m.pairs(l.Tests)
	}
	if len(p.Customer) > 0 {
		m.line("## The customer as told")
		if p.Taken != "" {
			m.line("%s", esc(p.Taken))
		}
		m.pairs(p.Customer)
	}
}

func answerText(a *Answer) string {
	s := a.Value
	if a.Detail != "" {
		s += ": " + a.Detail
	}
	if a.Reason != "" {
		s += "\n" + a.Reason
	}
	for _, e := range a.Evidence {
		s += "\nevidence: " + e
	}
	return s
}

func (m *markdown) questions(p *page) {
	m.line("## Questions asked and answered")
	if len(p.Questions) == 0 {
		m.line("%s", p.NoQuestions())
	}
	var rows [][]string
	for _, q := range p.Questions {
		id, said, who := q.ID, "Not answered", ""
		if q.Critical {
			id += " ★"
		}
		if q.Answer != nil {
			said, who = answerText(q.Answer), q.Answer.Person+"\n"+when(q.Answer.At)
		}
		for _, o := range []struct {
			word string
			all  []Answer
		}{{"in dispute", q.Disputed}, {"earlier", q.Earlier}} {
			for i := range o.all {
				said += fmt.Sprintf("\n%s: %s (%s, %s)", o.word, answerText(&o.all[i]), o.all[i].Person, when(o.all[i].At))
			}
		}
		rows = append(rows, []string{cell(id), cell(q.Text + unverified(q.Unverified) + "\n" + q.List), cell(said), cell(who)})
	}
	m.table([]string{"", "Question", "Answer", "Who and when"}, rows)
	if len(rows) > 0 {
		m.line("★ marks a critical question: a statement alone does not close it, and “not known” keeps the case from release.")
	}
}

func (m *markdown) kept(p *page) {
	if len(p.Notes) > 0 {
		m.line("## Notes")
	}
	for _, n := range p.Notes {
		m.line("%s", quote(n.Text))
		m.line("%s, %s, journal entry %s", esc(n.Person), esc(when(n.At)), esc(n.Event))
	}
	var rows [][]string
	for _, e := range p.Evidence {
		rows = append(rows, []string{cell(e.Name), fmt.Sprint(e.Bytes), "`" + code(e.Hash) + "`", cell(e.Person + "\n" + when(e.At))})
	}
	if len(rows) > 0 {
		m.line("## Evidence kept with the case")
	}
	m.table([]string{"File", "Bytes", "SHA-256", "Who and when"}, rows)
}

func (m *markdown) journal(p *page) {
	m.line("## Who did what")
	if len(p.Journal) == 0 {
		m.line("Nobody has worked on this case.")
	}
	var rows [][]string
	for _, e := range p.Journal {
		at := when(e.At)
		if e.Doubt != "" {
			at += "\nclock in doubt: " + e.Doubt
		}
		rows = append(rows, []string{cell(at), cell(e.Person + "\nkey " + short(e.Key)), cell(e.What), "`" + code(e.ID) + "` `" + code(e.Leaf) + "`"})
	}
	m.table([]string{"When", "Who", "What", "Journal entry and its hash"}, rows)
}

func (m *markdown) rests(p *page) {
	m.line("## What this rests on")
	var rows [][]string
	for _, l := range p.Lists {
		asOf := l.AsOf
		if asOf == "" {
			asOf = "undated"
		}
		rows = append(rows, []string{cell(l.Name + "\n" + l.Note), cell(asOf), fmt.Sprint(l.Entries), cell(when(l.Loaded)), "`" + code(l.Hash) + "`"})
	}
	if len(rows) == 0 {
		m.line("**No list of restricted parties was loaded.**")
	}
	m.table([]string{"List", "As of", "Entries", "Loaded", "SHA-256"}, rows)
	rows = nil
	for _, s := range p.Sources {
		file := s.File
		if s.Withdrawn {
			file += " (import withdrawn)"
		}
		rows = append(rows, []string{cell(file), cell(s.Row), fmt.Sprint(s.Import), "`" + code(s.Hash) + "`"})
	}
	m.table([]string{"Told by file", "Row", "Import", "Record's SHA-256"}, rows)
	all := p.Stamps
	for _, l := range p.Logs {
		all = append(all, Pair{"Journal", fmt.Sprintf("log %s, %d entries, root %s", l.Device, l.Size, l.Root)})
	}
	m.pairs(all)
}
