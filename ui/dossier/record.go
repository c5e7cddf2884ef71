package dossier

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/ui/desk"
)

// notTold is how a dossier shows a fact that would matter and that nobody told.
const notTold = data.NotToldValue

// fillRecord writes the order, its parties and goods, and the customer.
func (d *Dossier) fillRecord(c *Content) {
	c.Order, c.Customer, c.Parties, c.Goods = []Pair{}, []Pair{}, []Party{}, []Goods{}
	if d.Record != nil && d.Record.Shipment != nil {
		s := d.Record.Shipment
		c.Order = order(s)
		for _, p := range s.Parties {
			if p.Customer != nil {
				c.Parties = append(c.Parties, party(p))
			}
		}
		c.Goods = d.goods(s)
		c.Licences = licences(d.Licences)
		c.Order = append(c.Order, extra(d.Record)...)
	}
	if d.Orders != nil {
		c.Order = judged(d.Orders)
	}
	who := d.Customer
	if who == nil && d.Record != nil && d.Record.Customer != nil {
		who = d.Record
	}
	if who != nil && who.Customer != nil {
		c.Customer = append(company(who.Customer, true), extra(who)...)
	}
}

func extra(r *data.Record) []Pair {
	var out []Pair
	for k, v := range r.Extra {
		if v != "" {
			out = append(out, Pair{k + " (own column)", v})
		}
	}
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// judged is what stands in for the findings of a customer: what its orders were judged.
func judged(o *desk.CustomerOrders) []Pair {
	out := []Pair{}
	for i := range o.First {
		r := &o.First[i]
		says := fmt.Sprintf("%s, %d points, %s", r.Level, r.Score, r.Status)
		if r.Top != "" {
			says += ": " + r.Top
		}
		out = append(out, Pair{r.Case, says})
	}
	if more := o.Count - len(o.First); more > 0 {
		out = append(out, Pair{"and", fmt.Sprintf("%d more, none of them worse", more)})
	}
	return out
}

func order(s *data.Shipment) []Pair {
	final := cmp.Or(s.FinalDestinationCountry, notTold)
	return told([]Pair{
		{"Shipment", s.ID}, {"Order", s.Order}, {"Customer", s.Customer}, {"Document", words(s.DocType)}, {"Direction", s.Direction},
		{"Order date", cmp.Or(s.Date.String(), notTold)}, {"Ship date", cmp.Or(s.ShipDate.String(), notTold)}, {"Status as told", s.Status}, {"Hold reason as told", s.HoldReason},
		{"Destination", cmp.Or(s.DestinationCountry, notTold)}, {"Final destination", final}, {"Route", strings.Join(s.Route, " → ")},
		{"Carrier", s.Carrier}, {"Bill of lading", s.BL}, {"Air waybill", s.AWB}, {"Incoterm", s.Incoterm},
		{"Payer", s.Payer}, {"Payer's country", s.PayerCountry}, {"Payment", s.PaymentMethod},
		{"Stated end use", cmp.Or(s.StatedEndUse, notTold)}, {"Licence as stated", cmp.Or(s.Licence, notTold)}, {"Licence valid until", s.LicenceUntil.String()}, {"Licence exception as stated", s.LicenceException},
		{"Certificate as stated", s.Certificate}, {"Certificate valid until", s.CertificateUntil.String()}, {"Insured for", strings.TrimSpace(s.InsuredCurrency + " " + s.InsuredValue.String())},
		{"Notes as told", s.Notes},
	})
}

func words(s string) string { return strings.ReplaceAll(s, "_", " ") }

func party(p data.Party) Party {
	out := Party{
		Role: words(string(p.Role)), Name: cmp.Or(p.Name, notTold), Local: p.NameLocal, Address: address(p.Customer),
		Country: cmp.Or(p.Country, notTold), HQ: cmp.Or(p.HQCountry, notTold), Parent: parent(p.Customer),
	}
	out.More = company(p.Customer, false)
	return out
}

func address(c *data.Customer) string {
	var parts []string
	for _, p := range []string{c.UnitFloor, c.Address, c.City, c.Region, c.Postcode} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

func parent(c *data.Customer) string {
	with := func(name, country string) string {
		if name != "" && country != "" {
			return name + " (" + country + ")"
		}
		return cmp.Or(name, country)
	}
	return cmp.Or(with(c.UltimateParent, c.UltimateParentCountry), with(c.Parent, c.ParentCountry), notTold)
}

// company lists what is told of a company; whole adds what the table of parties
// has in columns of its own.
func company(c *data.Customer, whole bool) []Pair {
	var out []Pair
	if whole {
		out = []Pair{
			{"Id", c.ID}, {"Name", c.Name}, {"Name in its own script", c.NameLocal}, {"Address", address(c)}, {"Country", cmp.Or(c.Country, notTold)},
			{"Headquarters", cmp.Or(c.HQCountry, notTold)}, {"Parent", c.Parent}, {"Parent's country", c.ParentCountry},
			{"Ultimate parent", cmp.Or(c.UltimateParent, notTold)}, {"Ultimate parent's country", cmp.Or(c.UltimateParentCountry, notTold)},
		}
	}
	out = append(out,
		Pair{"Also known as", strings.Join(c.Aliases, "; ")}, Pair{"Registration number", c.RegistrationNumber}, Pair{"Tax id", c.TaxID},
		Pair{"Owners", owners(c.Owners)}, Pair{"Directors", strings.Join(c.Directors, "; ")}, Pair{"Incorporated", c.Incorporated.String()},
		Pair{"Business", c.Business}, Pair{"Role in trade", words(c.BusinessRole)}, Pair{"Website", c.Website}, Pair{"Domain created", c.DomainCreated.String()},
		Pair{"E-mail", strings.Join(c.Emails, "; ")}, Pair{"Telephone", strings.Join(c.Phones, "; ")}, Pair{"Contact", c.Contact},
		Pair{"Employees", c.Employees.String()}, Pair{"Paid capital", money(c.PaidCapital, c.Currency)}, Pair{"Bank's country", c.BankCountry},
		Pair{"Sites", sites(c.Sites)}, Pair{"Offers computing as a service", c.IaaS}, Pair{"End-use statement", c.EndUseStatement},
		Pair{"Customer since", c.CustomerSince.String()}, Pair{"Notes as told", c.Notes})
	return told(out)
}

func owners(all []data.Owner) string {
	var out []string
	for _, o := range all {
		s := cmp.Or(o.Name, notTold)
		if o.Country != "" {
			s += " (" + o.Country + ")"
		}
		if o.Percent.State != data.NotTold {
			s += " " + o.Percent.String() + " %"
		}
		if o.AsOf.State() != data.NotTold {
			s += ", as of " + o.AsOf.String()
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func sites(all []data.Site) string {
	var out []string
	for _, x := range all {
		var p []string
		for _, t := range []string{x.Name, words(x.Kind), x.Address} {
			if t != "" {
				p = append(p, t)
			}
		}
		if x.MW.State != data.NotTold {
			p = append(p, x.MW.String()+" MW")
		}
		if x.Racks.State != data.NotTold {
			p = append(p, x.Racks.String()+" racks")
		}
		for _, h := range x.Hardware {
			p = append(p, strings.TrimSpace(h.Quantity.String()+" "+h.Model))
		}
		out = append(out, strings.Join(p, ", "))
	}
	return strings.Join(out, "; ")
}

// money writes an amount with groups of three and its currency.
func money(n data.Number, currency string) string {
	if n.State == data.NotTold {
		return ""
	}
	s := grouped(n.String())
	return strings.TrimSpace(s + " " + currency)
}

func grouped(s string) string {
	whole, rest, dot := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if _, err := strconv.ParseUint(whole, 10, 64); err != nil {
		return s
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		return sign + whole + "." + rest
	}
	return sign + whole
}

func (d *Dossier) goods(s *data.Shipment) []Goods {
	out := []Goods{}
	for i := range s.Lines {
		l := &s.Lines[i]
		n := l.Line
		if n == 0 {
			n = i + 1
		}
		g := Goods{
			Line: n, Part: l.PartNumber, Description: l.Description, Quantity: strings.TrimSpace(grouped(l.Quantity.String()) + " " + l.Unit),
			Value: money(l.Value, l.Currency), ECCN: l.ECCN, HS: l.HS,
		}
		for _, r := range d.Verdict.Goods {
			if r.Line != n {
				continue
			}
			g.Model, g.Controlled, g.Bucket, g.TPP, g.PD, g.Why = strings.TrimSpace(r.Maker+" "+r.Model), string(r.Controlled), r.Bucket, r.TPP, r.PD, r.Why
			g.Unverified = r.Basis != "" && r.Basis != data.Sourced
		}
		out = append(out, g)
	}
	return out
}

func licences(all []desk.Licence) []Licence {
	var out []Licence
	for i := range all {
		l := Licence{Line: all[i].Line, Needed: all[i].Needed, Says: all[i].Says}
		for _, r := range all[i].Rows() {
			l.Tests = append(l.Tests, Pair{r.Name, r.Says})
		}
		out = append(out, l)
	}
	return out
}
