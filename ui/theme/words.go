package theme

import (
	"strings"

	"redflag/data"
	"redflag/ui/text"
)

// Lights is the four lights on one line of at most w cells.
func (t *Theme) Lights(l data.Lights, w int) string {
	all := []struct {
		long, short string
		light       data.Light
	}{{"listed", "list", l.Listed}, {"headquarters", "hq", l.Headquarters}, {"ownership", "own", l.Ownership}, {"destination", "dest", l.Destination}}
	build := func(short bool) (string, int) {
		var b strings.Builder
		n := 0
		for i, e := range all {
			name, is := e.long, LightText(e.light.Is)
			if short {
				name = e.short
			}
			if e.light.Is == data.LightNotApplicable {
				is = "– n/a"
			}
			if i > 0 {
				b.WriteString("   ")
				n += 3
			}
			b.WriteString(t.Muted.Paint(name) + " " + t.Light(e.light.Is).Paint(is))
			n += text.Width(name) + 1 + text.Width(is)
		}
		return b.String(), n
	}
	s, n := build(false)
	if n > w {
		s, n = build(true)
	}
	if n > w {
		return text.Cut(s, w)
	}
	return s
}

// LightLines is the four lights one below the other, with why.
func (t *Theme) LightLines(l data.Lights, w int) []string {
	var out []string
	out = append(out, "")
	for _, e := range []struct {
		name  string
		light data.Light
	}{{"listed", l.Listed}, {"headquarters", l.Headquarters}, {"ownership", l.Ownership}, {"destination", l.Destination}} {
		is := LightText(e.light.Is)
		if e.light.Is == data.LightNotApplicable {
			is = "– n/a"
		}
		head := " " + t.Muted.Paint(text.Fit(e.name, 13)) + t.Light(e.light.Is).Paint(text.Fit(is, 10)) + " "
		why := text.Wrap(text.Line(e.light.Why), max(w-26, 10))
		if len(why) > 2 {
			why = []string{why[0], text.Cut(why[1]+" "+why[2], max(w-26, 10))}
			if !strings.HasSuffix(why[1], "…") {
				why[1] += "…"
			}
		}
		for i, s := range why {
			if i > 0 {
				head = text.Spaces(25)
			}
			out = append(out, head+t.Muted.Paint(s))
		}
	}
	return out
}

// Answer is an answer as sign and word, with its ink. A critical question is not
// closed by a statement alone.
func (t *Theme) Answer(a *data.Answer, critical bool, lacks string) (string, Ink) {
	if a == nil {
		if critical {
			return "□ open", t.Warn
		}
		return "□ open", t.Muted
	}
	switch a.Value {
	case data.AnswerYes:
		if critical && lacks != "" {
			return "□ yes, unshown", t.Warn
		}
		return "✓ yes", t.Good
	case data.AnswerStated:
		if critical {
			return "~ stated only", t.Warn
		}
		return "~ stated only", Ink{}
	case data.AnswerNo:
		return "✗ no", t.Bad
	case data.AnswerUnknown:
		return "? unknown", t.Warn
	case data.AnswerNA:
		return "– n/a", t.Muted
	}
	return text.Line(a.Value), t.Muted
}
