package facts

import (
	"slices"

	"redflag/data"
)

// Plain are words for what the record at hand plainly tells: which fields are told, what
// kind of paper it is, and in what kind of country its parties, goods and money are.
// Each word stands once.
func (f *Facts) Plain(out []string) []string {
	if f.sh != nil {
		out = f.plainShipment(out)
	}
	if rec, _ := f.Customer(); rec != nil {
		out = f.plainCustomer(out, rec.Customer)
	} else {
		out = append(out, "told:no customer")
	}
	return out
}

func (f *Facts) plainShipment(out []string) []string {
	sh := f.sh
	for _, t := range [...]struct {
		word string
		is   bool
	}{
		{"told:ship date", sh.ShipDate.State() == data.Known}, {"told:order", sh.Order != ""}, {"told:status", sh.Status != ""}, {"told:route", len(sh.Route) > 0}, {"told:carrier", sh.Carrier != ""},
		{"told:bill", sh.BL != "" || sh.AWB != ""}, {"told:payer", sh.Payer != ""}, {"told:payment method", sh.PaymentMethod != ""}, {"told:end use", sh.StatedEndUse != ""},
		{"told:incoterm", sh.Incoterm != ""}, {"told:licence", sh.Licence != "" || sh.LicenceException != ""}, {"told:shipment notes", sh.Notes != ""},
	} {
		if t.is {
			out = append(out, t.word)
		}
	}
	for _, p := range sh.Parties {
		if p.Customer != nil {
			out = addOnce(out, string(p.Role)+":"+f.where(p.Country))
		}
	}
	any := func(told func(*data.Line) bool) bool {
		for i := range sh.Lines {
			if told(&sh.Lines[i]) {
				return true
			}
		}
		return false
	}
	for _, t := range [...]struct {
		word string
		is   func(*data.Line) bool
	}{
		{"told:serials", func(l *data.Line) bool { return len(l.Serials) > 0 }}, {"told:tariff", func(l *data.Line) bool { return l.HS != "" }}, {"told:eccn", func(l *data.Line) bool { return l.ECCN != "" }},
		{"told:weight", func(l *data.Line) bool { return l.NetKg.State == data.Known || l.GrossKg.State == data.Known }},
		{"told:value", func(l *data.Line) bool { return l.Value.State == data.Known || l.UnitValue.State == data.Known }},
	} {
		if any(t.is) {
			out = append(out, t.word)
		}
	}
	return append(out, "paper:"+sh.DocType, "direction:"+sh.Direction, "destination:"+f.where(sh.DestinationCountry), "final destination:"+f.where(sh.FinalDestinationCountry), "paid from:"+f.where(sh.PayerCountry))
}

func (f *Facts) plainCustomer(out []string, c *data.Customer) []string {
	for _, t := range [...]struct {
		word string
		is   bool
	}{
		{"told:address", c.Address != ""}, {"told:website", c.Website != ""}, {"told:business", c.Business != ""}, {"told:parent", c.Parent != "" || c.UltimateParent != ""}, {"told:owners", len(c.Owners) > 0},
		{"told:directors", len(c.Directors) > 0}, {"told:incorporated", c.Incorporated.State() == data.Known}, {"told:mail", len(c.Emails) > 0}, {"told:phone", len(c.Phones) > 0}, {"told:contact", c.Contact != ""},
		{"told:employees", c.Employees.State == data.Known}, {"told:capital", c.PaidCapital.State == data.Known}, {"told:sites", len(c.Sites) > 0}, {"told:registration", c.RegistrationNumber != ""},
		{"told:local name", c.NameLocal != ""}, {"told:aliases", len(c.Aliases) > 0}, {"told:domain", c.DomainCreated.State() == data.Known}, {"told:since", c.CustomerSince.State() == data.Known}, {"told:customer notes", c.Notes != ""},
	} {
		if t.is {
			out = append(out, t.word)
		}
	}
	return append(out, "customer:"+f.where(c.Country), "headquarters:"+f.where(c.HQCountry), "parent:"+f.where(pick(c.UltimateParentCountry, c.ParentCountry)),
		"remote use:"+c.IaaS, "statement:"+c.EndUseStatement)
}

// where is the kind of a country on the law date.
func (f *Facts) where(text string) string {
	switch c := f.country(text); {
	case c.iso == "":
		return "not known"
	case isChina(c.iso) == data.True:
		return "china"
	case isRussia(c.iso) == data.True || f.src.Places.RussiaRoute(c.iso, f.law) == data.True:
		return "russia"
	case f.hub(c.iso) == data.True:
		return "hub"
	case c.iso == "US":
		return "home"
	}
	return "elsewhere"
}

func addOnce(all []string, word string) []string {
	if slices.Contains(all, word) {
		return all
	}
	return append(all, word)
}
