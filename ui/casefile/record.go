package casefile

import (
	"fmt"
	"strings"

	"redflag/data"
	"redflag/ui/desk"
	"redflag/ui/text"
	"redflag/ui/theme"
)

// parties are the customer and everybody that the order names.
func parties(d *doc, v *desk.CaseView) {
	any := false
	customer := ""
	if v.Customer != nil && v.Customer.Customer != nil {
		d.party("customer", v.Customer.Customer, true)
		d.pairAt(4, "", d.th.Muted, "C opens it, with all its orders")
		any, customer = true, v.Customer.Customer.Name
	} else if v.Record != nil && v.Record.Customer != nil {
		d.party("customer", v.Record.Customer, true)
		any = true
	}
	if v.Taken != "" {
		d.pairAt(4, "taken how", d.th.Muted, v.Taken)
	}
	if v.Record != nil && v.Record.Shipment != nil {
		for _, p := range v.Record.Shipment.Parties {
			if p.Customer != nil {
				same := customer != "" && strings.EqualFold(customer, p.Customer.Name)
				d.party(strings.ReplaceAll(string(p.Role), "_", " "), p.Customer, receives(p.Role) && !same)
				any = true
			}
		}
		d.order(v.Record.Shipment)
	}
	if !any {
		d.none("Nobody is named.")
	}
	d.told("told in", origins(v))
}

// receives says that goods end up with the role, so that where its headquarters
// are decides.
func receives(r data.Role) bool {
	switch r {
	case "purchaser", "intermediate_consignee", "ultimate_consignee", "end_user":
		return true
	}
	return false
}

// party tells one party. Where decides is set, the facts that decide are shown
// even when nobody told them.
func (d *doc) party(role string, c *data.Customer, decides bool) {
	d.item()
	must := d.must
	if !decides {
		must = d.fact4
	}
	name := text.Line(firstOf(c.Name, "no name told"))
	if c.NameLocal != "" {
		name += "  " + text.Line(c.NameLocal)
	}
	if c.ID != "" {
		name += "  (" + text.Line(c.ID) + ")"
	}
	for i, l := range text.Wrap(name, max(d.w-2-20, 8)) {
		head := text.Spaces(22)
		if i == 0 {
			head = "  " + d.th.Muted.Paint(text.Fit(role, 20))
		}
		d.add(head + d.th.Strong.Paint(l))
	}
	for _, f := range desk.Facts(c) {
		if f.Name == desk.HeadquartersFact || f.Name == desk.UltimateParentFact {
			must(f.Name, f.Text)
		} else {
			d.pairAt(4, f.Name, theme.Ink{}, f.Text)
		}
	}
}

func (d *doc) fact4(name, value string) {
	if value != "" {
		d.pairAt(4, name, theme.Ink{}, value)
	}
}

// must shows a fact that decides even where nobody told it.
func (d *doc) must(name, value string) {
	switch data.TextState(value) {
	case data.NotTold:
		d.pairAt(4, name, d.th.Warn, data.NotToldValue)
	case data.Unknown:
		d.pairAt(4, name, d.th.Warn, "asked, not known")
	default:
		d.pairAt(4, name, theme.Ink{}, value)
	}
}

func (d *doc) order(s *data.Shipment) {
	d.item()
	d.add("  " + d.th.Muted.Paint("the order"))
	d.fact4("number", both(s.Order, s.ID))
	d.fact4("document", join(", ", s.DocType, s.Status, s.HoldReason))
	d.fact4("dates", join(", shipped ", s.Date.String(), s.ShipDate.String()))
	d.must("destination", join(", finally ", s.DestinationCountry, s.FinalDestinationCountry))
	d.fact4("route", join(" ", strings.Join(s.Route, " → "), s.Carrier))
	d.fact4("payer", join(", ", s.Payer, s.PayerCountry, s.PaymentMethod))
	d.must("end use", s.StatedEndUse)
	d.fact4("licence", join(", exception ", join(", valid until ", s.Licence, s.LicenceUntil.String()), s.LicenceException))
	d.fact4("certificate", join(", valid until ", s.Certificate, s.CertificateUntil.String()))
	d.fact4("insured for", join(" ", s.InsuredCurrency, s.InsuredValue.String()))
	d.fact4("notes", s.Notes)
}

// join joins what is not empty.
func join(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}

func origins(v *desk.CaseView) string {
	if len(v.Versions) == 0 {
		return ""
	}
	o := v.Versions[0]
	s := fmt.Sprintf("%s row %d", o.File, o.Row)
	if o.Sheet != "" {
		s = fmt.Sprintf("%s sheet %s row %d", o.File, o.Sheet, o.Row)
	}
	if n := len(v.Versions); n > 1 {
		s += fmt.Sprintf(" (the newest of %d versions)", n)
	}
	return s
}

// goods are the lines with what they were recognised as.
func goods(d *doc, v *desk.CaseView) {
	lines := map[int]*data.Line{}
	if v.Record != nil && v.Record.Shipment != nil {
		for i := range v.Record.Shipment.Lines {
			l := &v.Record.Shipment.Lines[i]
			lines[l.Line] = l
		}
	}
	if len(v.Verdict.Goods) == 0 {
		d.none("No line of goods.")
	}
	for _, g := range v.Verdict.Goods {
		d.good(&g, lines[g.Line])
		for i := range v.Licences {
			if l := &v.Licences[i]; l.Line == g.Line {
				d.licence(l)
			}
		}
	}
}

// licence is the licence question of a line, test by test.
func (d *doc) licence(l *desk.Licence) {
	ink := d.th.Muted
	if l.Needed != "no" {
		ink = d.th.Level(data.Hold, false)
	}
	d.pairAt(4, "licence", ink, "needed: "+l.Needed+", by the law of "+l.Law+" ("+l.Says+")")
	for _, r := range l.Rows() {
		d.fact4(r.Name, r.Says)
	}
}

func (d *doc) good(g *data.Good, l *data.Line) {
	what := join(" ", g.Maker, g.Model)
	if what == "" {
		what = "not recognised"
	}
	told := ""
	if l != nil {
		told = join(" ", join("", l.Quantity.String(), " ×"), l.PartNumber, l.Description)
		if l.Quantity.State == data.NotTold {
			told = join(" ", l.PartNumber, l.Description)
		}
	}
	ink := d.th.Muted
	switch g.Controlled {
	case data.ControlledYes:
		ink = d.th.Level(data.Stop, false)
	case data.ControlledPossible:
		ink = d.th.Level(data.Hold, false)
	}
	d.add("  " + d.th.Muted.Paint(fmt.Sprintf("line %-3d ", g.Line)) + d.th.Strong.Paint(text.Cut(text.Line(what), max(d.w-12, 8))))
	d.fact4("as told", told)
	d.pairAt(4, "controlled", ink, join(", ", string(g.Controlled), g.Bucket))
	d.fact4("TPP / PD", join(" / ", g.TPP, g.PD))
	if g.GPUs > 0 {
		d.fact4("GPUs", fmt.Sprintf("%g", g.GPUs))
	}
	d.fact4("why", join(" ", g.Why, bracket(g.Basis)))
	if l != nil {
		if l.Value.State != data.NotTold {
			d.fact4("value", join(" ", l.Value.String(), l.Currency))
		}
		d.fact4("ECCN / HS", join(" / ", l.ECCN, l.HS))
	}
}

func bracket(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

// both names an order and its shipment, once where they are the same.
func both(order, shipment string) string {
	if order == shipment {
		return order
	}
	return join(" / ", order, shipment)
}
