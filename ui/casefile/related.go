package casefile

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// relatedSection is the place of the related parties among the sections.
const relatedSection = 8

// kindred is what is known of the related parties; they are looked for once the
// case is in sight.
type kindred struct {
	view *desk.Related
	err  error
}

// RelatedLoaded brings the related parties of a case.
type RelatedLoaded struct {
	ask int
	Key string
	kindred
}

func (s *Screen) readRelated() tea.Cmd {
	ask, key, ctx, d := s.ask, s.key, s.ctx, s.desk
	return func() tea.Msg {
		v, err := d.Related(ctx, key)
		return RelatedLoaded{ask, key, kindred{v, err}}
	}
}

// Related is who is related to the case, nil while that is looked for.
func (s *Screen) Related() *desk.Related { return s.kin.view }

// related shows the way to a listed party, who belongs together, and who may be
// the same.
func related(d *doc, k kindred) {
	switch {
	case k.err != nil:
		d.para(2, d.th.Warn, "! The related parties could not be looked for: "+k.err.Error())
		return
	case k.view == nil:
		d.none("Looking for shared phones, addresses, people and numbers …")
		return
	}
	for _, f := range k.view.Itself {
		d.para(2, d.th.Level(data.Hold, false), "▲ "+text.Line(f.Kin.Name)+" itself is "+f.Kind+": "+text.Line(f.Says))
	}
	if k.view.Path == nil {
		d.none(k.view.NoWay())
	} else {
		d.way(k.view.Path)
	}
	d.proposals(k.view)
	d.members(k.view)
	d.settled(k.view)
	d.para(2, d.th.Muted, "Searched "+k.view.Searched+".")
}

func (d *doc) way(p *desk.RelatedPath) {
	d.item()
	steps := "1 step"
	if n := len(p.Hops); n != 1 {
		steps = fmt.Sprintf("%d steps", n)
	}
	d.para(2, d.th.Level(data.Hold, false), "▲ "+steps+" to a "+p.Kind+" party")
	d.kinLine(4, p.From, "")
	for _, h := range p.Hops {
		if h.Judged {
			d.pairAt(6, "judged", d.th.Muted, "the same as")
		} else if h.Tie != nil {
			d.shared(h.Tie)
		}
		d.kinLine(4, h.To, "")
	}
	d.pairAt(6, text.Line(p.Kind), d.th.Level(data.Hold, false), p.Says+"  "+where(p.Tell))
	d.add("")
}

func (d *doc) members(v *desk.Related) {
	if len(v.Members) == 0 {
		d.none("Nobody else shares what few have.")
		return
	}
	d.item()
	d.para(2, d.th.Muted, "belong together with it")
	for i := range v.Members {
		m := &v.Members[i]
		through := ""
		if m.Far > 1 {
			through = "through " + m.With.Name
		}
		d.kinLine(4, m.Kin, through)
		for j := range m.Shares {
			d.shared(&m.Shares[j])
		}
	}
	if v.More > 0 {
		d.para(4, d.th.Muted, fmt.Sprintf("and %d more", v.More))
	}
	d.add("")
}

func (d *doc) proposals(v *desk.Related) {
	if len(v.Proposals) == 0 {
		return
	}
	d.para(2, d.th.Muted, "may be the same; nothing is merged; x says that two are not")
	for i := range v.Proposals {
		p := &v.Proposals[i]
		d.item()
		head := fmt.Sprintf("%.2f  %s", p.Score, p.Means)
		d.para(4, d.th.Strong, head)
		d.kinLine(6, p.A, "")
		d.kinLine(6, p.B, "")
		d.pairAt(6, "for", theme.Ink{}, strings.Join(p.For, "; "))
		if len(p.Against) > 0 {
			d.pairAt(6, "against", theme.Ink{}, strings.Join(p.Against, "; "))
		}
		if p.Lapsed != "" {
			d.pairAt(6, "lapsed", d.th.Warn, p.Lapsed)
		}
	}
	d.add("")
}

func (d *doc) settled(v *desk.Related) {
	for i := range v.Settled {
		j := &v.Settled[i]
		is := "not the same as "
		if j.Same {
			is = "the same as "
		}
		d.pair("judged", theme.Ink{}, j.A.Name+" is "+is+j.B.Name)
		d.pair("", d.th.Muted, join(", ", j.Reason, j.Person, j.On.String()))
	}
	if len(v.Settled) > 0 {
		d.add("")
	}
}

// kinLine is one party: its name, and its id where there is room.
func (d *doc) kinLine(indent int, k desk.Kin, note string) {
	d.para(indent, d.th.Strong, join("  ", k.Name, k.Country, "("+k.ID+")", note))
}

// shared is one thing that two parties have, and where that is told.
func (d *doc) shared(t *desk.Tie) {
	value := t.Value
	if t.Other != "" {
		value += " = " + t.Other
	}
	other := where(t.TellsB)
	if other == where(t.Tells) {
		other = ""
	}
	d.pairAt(6, shortKind(t.Kind), theme.Ink{}, value)
	d.pairAt(6, "", d.th.Muted, join("; ", t.Spread(), where(t.Tells), other))
}

// shortKind fits the label column.
func shortKind(k string) string {
	switch k {
	case "registration number":
		return "reg. number"
	case "address, same unit":
		return "same unit"
	case "address, same building":
		return "same building"
	case "director or contact":
		return "person"
	case "owner or parent":
		return "owner"
	}
	return text.Line(k)
}

func where(e data.Evidence) string {
	if e.File == "" {
		return text.Line(e.Record)
	}
	return fmt.Sprintf("%s row %d", text.Line(e.File), e.Row)
}
