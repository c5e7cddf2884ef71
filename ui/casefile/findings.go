package casefile

import (
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

func findings(d *doc, v *desk.CaseView) {
	if v.OrderDone != nil {
		d.para(2, d.th.Warn, "! "+v.OrderDone.Words())
	}
	if v.Stale != "" {
		d.para(2, d.th.Warn, "! "+v.Stale)
	}
	for i := range v.Overrides {
		if o := &v.Overrides[i]; o.Grave() {
			d.para(2, d.th.Warn, "! "+o.Words())
		}
	}
	if len(v.Verdict.Findings) == 0 && v.Verdict.AsOf.State() != data.Known {
		return
	}
	if len(v.Verdict.Findings) == 0 {
		d.none("Nothing fired. That is no clearance: see what is not known under Lights and Why not.")
		return
	}
	for i, fs := 0, v.Verdict.Findings; len(fs) > 0; i++ {
		if i > 0 {
			d.add("")
		}
		n := 1
		for n < len(fs) && together(&fs[0], &fs[n]) {
			n++
		}
		d.findings(v, fs[:n])
		fs = fs[n:]
	}
	if v.Reckoning != "" {
		d.add("")
		d.pair("score", theme.Ink{}, v.Reckoning)
	}
}

// together reports whether two findings are the same said of two things, so that why,
// explanation and source stand under both once.
func together(a, b *data.Finding) bool {
	return a.Rule == b.Rule && a.Version == b.Version && a.Kind == b.Kind && a.Points == b.Points && a.Title == b.Title && slices.Equal(a.Asks, b.Asks)
}

// findings is what one rule says, be it of several things: each with its evidence, where
// that was not shown of the one before, then why it matters, what may explain it and where
// that is written.
func (d *doc) findings(v *desk.CaseView, fs []data.Finding) {
	f := &fs[0]
	rule := v.Rules[f.Rule]
	title := firstOf(f.Title, rule.Title, f.Rule)
	d.item()
	d.headline(f, title)
	shown := map[data.Evidence]bool{}
	var patterns []string
	for i := range fs {
		if fs[i].Says != title {
			d.para(4, theme.Ink{}, fs[i].Says)
		}
		d.marks(&fs[i])
		d.evidence(unshown(fs[i].Evidence, shown))
		if p := strings.ReplaceAll(fs[i].Pattern, "_", " "); !slices.Contains(patterns, p) {
			patterns = append(patterns, p)
		}
	}
	if rule.Why != "" {
		d.pairAt(4, "why", theme.Ink{}, rule.Why)
	}
	if rule.Innocent != "" {
		d.pairAt(4, "innocent if", theme.Ink{}, rule.Innocent)
	}
	if len(f.Asks) > 0 {
		d.pairAt(4, "asks", theme.Ink{}, strings.Join(f.Asks, ", ")+"  (c opens the checklist)")
	}
	d.source(f, &rule, strings.Join(patterns, ", "))
}

// unshown is the evidence that was not shown before, in its order.
func unshown(es []data.Evidence, shown map[data.Evidence]bool) (more []data.Evidence) {
	for _, e := range es {
		if !shown[e] {
			shown[e] = true
			more = append(more, e)
		}
	}
	return more
}

func (d *doc) headline(f *data.Finding, title string) {
	th := d.th
	kind := text.Fit(theme.KindText(f.Kind), 7)
	points := text.Spaces(4)
	if f.Points != 0 {
		points = text.Right(fmt.Sprintf("%+d", f.Points), 4)
	}
	for i, l := range text.Wrap(text.Line(title), max(d.w-15, 8)) {
		if i == 0 {
			d.add("  " + th.Kind(f.Kind).Paint(kind) + th.Strong.Paint(points) + "  " + th.Strong.Paint(l))
		} else {
			d.add(text.Spaces(15) + th.Strong.Paint(l))
		}
	}
}

func (d *doc) marks(f *data.Finding) {
	if f.Pending {
		d.pairAt(4, "pending", d.th.Warn, "a licence or statement is told that may answer it; stated is not verified, so this still stops")
	}
	if f.Decisive {
		d.pairAt(4, "decisive", d.th.Warn, "the case cannot be judged without this fact")
	}
	if c := f.Cleared; c != nil {
		d.pairAt(4, "cleared", d.th.Good, strings.TrimPrefix(c.Words(), "cleared "))
	}
}

func (d *doc) source(f *data.Finding, rule *desk.RuleText, patterns string) {
	cites := f.Cites
	if len(rule.Cites) > 0 {
		cites = rule.Cites
	}
	basis, ink := firstOf(f.Basis, rule.Basis), d.th.Muted
	if basis == data.Unverified {
		basis, ink = "UNVERIFIED: the wording was not seen in its source", d.th.Warn
	}
	name := f.Rule
	if f.Version > 0 {
		name = fmt.Sprintf("%s v%d", f.Rule, f.Version)
	}
	d.pairAt(4, "source", ink, desk.Cited(cites, basis))
	d.pairAt(4, "rule", d.th.Muted, name+" · "+patterns)
}

// evidence lists the facts that made the rule true, as told, with their place.
func (d *doc) evidence(es []data.Evidence) {
	if len(es) == 0 {
		return
	}
	field := 0
	for _, e := range es {
		field = max(field, text.Width(text.Line(fieldName(e))))
	}
	field = min(field, max((d.w-label-4)/2, 8))
	last := ""
	for i, e := range es {
		name := ""
		if i == 0 {
			name = "evidence"
		}
		from := place(e)
		if from == last {
			from = ""
		} else if from != "" {
			last = from
		}
		d.fact(name, fieldName(e), e.Value, from, field)
	}
}

// fact is one line of evidence: label, field, value and file with row.
func (d *doc) fact(name, field, value, from string, wide int) {
	room := d.w - 4 - label - wide - 2
	ink := theme.Ink{}
	if value == data.NotToldValue || value == data.UnknownWord {
		ink = d.th.Warn
	}
	head := text.Spaces(4) + d.th.Muted.Paint(text.Fit(name, label)) + text.Fit(text.Line(field), wide) + "  "
	value = text.Line(value)
	if from != "" && text.Width(value)+2+text.Width(from) <= room {
		gap := max(room-text.Width(value)-text.Width(from), 2)
		d.add(head + ink.Paint(value) + text.Spaces(gap) + d.th.Muted.Paint(from))
		return
	}
	for i, l := range text.Wrap(value, max(room, 8)) {
		if i > 0 {
			head = text.Spaces(4 + label + wide + 2)
		}
		d.add(head + ink.Paint(l))
	}
	if from != "" {
		d.add(text.Spaces(4+label+wide+2) + d.th.Muted.Paint(text.Cut(from, max(room, 8))))
	}
}

func fieldName(e data.Evidence) string {
	if e.Line > 0 {
		return fmt.Sprintf("%s, line %d", e.Field, e.Line)
	}
	return e.Field
}

func place(e data.Evidence) string {
	s := text.Line(e.File)
	if e.Row > 0 {
		s += fmt.Sprintf(" row %d", e.Row)
	}
	return strings.TrimSpace(s)
}

func firstOf(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

func lights(d *doc, v *desk.CaseView) {
	l := v.Verdict.Lights
	d.light("Listed by name or address", l.Listed)
	d.light("Headquarters in D:5 or Macau", l.Headquarters)
	d.light("Ownership by listed parties", l.Ownership)
	d.light("Destination", l.Destination)
	at := fmt.Sprintf("known on %s, law of %s, regime %s", v.Verdict.AsOf, v.Verdict.LawDate, v.Verdict.Regime)
	d.pair("judged", d.th.Muted, at)
	d.listsUsed(v)
	hits(d, v)
}

// listsUsed are the lists in use, and what of them cannot be screened.
func (d *doc) listsUsed(v *desk.CaseView) {
	var names []string
	cannot := 0
	for i := range v.Lists {
		names = append(names, v.Lists[i].Label())
		cannot += v.Lists[i].Streetless
	}
	if len(names) > 0 {
		d.pair("lists", d.th.Muted, strings.Join(names, "; "))
	}
	if cannot > 0 {
		d.pair("", d.th.Warn, desk.CannotScreen(cannot))
	}
}

// hits are the list entries that the parties are held against, each in full.
func hits(d *doc, v *desk.CaseView) {
	for i := range v.Hits {
		h := &v.Hits[i]
		d.add("")
		d.item()
		ink := d.th.Level(data.Review, false)
		switch {
		case h.Cleared != nil:
			ink = d.th.Good
		case h.Sure:
			ink = d.th.Level(data.Stop, false)
		}
		d.para(2, ink, desk.Against(h))
		for _, t := range desk.ExplainHit(h) {
			d.pairAt(4, t.Name, theme.Ink{}, t.Text)
		}
	}
}

func (d *doc) light(name string, l data.Light) {
	is := text.Line(theme.LightText(l.Is))
	const col = 30
	if d.w < 76 {
		d.add("  " + text.Fit(name, col) + d.th.Light(l.Is).Paint(is))
		d.para(4, theme.Ink{}, why(l))
		return
	}
	for i, w := range text.Wrap(text.Line(why(l)), max(d.w-2-col-18, 8)) {
		head := text.Spaces(2 + col + 18)
		if i == 0 {
			head = "  " + text.Fit(name, col) + d.th.Light(l.Is).Paint(text.Fit(is, 18))
		}
		d.add(head + w)
	}
}

func why(l data.Light) string {
	s := l.Why
	if l.List != "" {
		s += " [" + l.List + "]"
	}
	return s
}

// near is what is not known, and which rules could fire by it: the first of them, or all.
func near(d *doc, v *desk.CaseView, all bool) {
	if len(v.Open) == 0 {
		d.none("No rule came close for want of a fact.")
		return
	}
	shown, rules := len(v.Open), len(v.Verdict.Near)
	if !all {
		shown, rules = min(shown, desk.OpenShown), desk.RulesShown
	}
	d.none("Once told, these decide rules that have not fired; the nearest to a finding first.")
	for _, o := range v.Open[:shown] {
		d.item()
		d.para(2, theme.Ink{}, "? "+o.Why())
		d.pairAt(4, "could be", theme.Ink{}, o.Some(rules))
	}
	if more := desk.MoreOpen(v.Open, shown); more != "" {
		d.none(more + "; w shows all.")
	} else if all {
		d.none("All are shown; w shows the first.")
	}
}
