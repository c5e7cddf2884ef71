package facts

import "redflag/data"

// Plain are words for what the record at hand plainly tells: which fields are told, what
// kind of paper it is, and in what kind of country its parties, goods and money are.
func (f *Facts) Plain() []string {
	out := make([]string, 0, 32)
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
		{"ship date", sh.ShipDate.State() == data.Known}, {"order", sh.Order != ""}, {"status", sh.Status != ""}, {"route", len(sh.Route) > 0}, {"carrier", sh.Carrier != ""},
		{"bill", sh.BL != "" || sh.AWB != ""}, {"payer", sh.Payer != ""}, {"payment method", sh.PaymentMethod != ""}, {"end use", sh.StatedEndUse != ""},
		{"incoterm", sh.Incoterm != ""}, {"licence", sh.Licence != "" || sh.LicenceException != ""}, {"shipment notes", sh.Notes != ""},
	} {
		if t.is {
			out = append(out, "told:"+t.word)
		}
	}
	for _, p := range sh.Parties {
		if p.Customer != nil {
			out = append(out, string(p.Role)+":"+f.where(p.Country))
		}
	}
	for i := range sh.Lines {
		l := &sh.Lines[i]
		for _, t := range [...]struct {
			word string
			is   bool
		}{
			{"serials", len(l.Serials) > 0}, {"tariff", l.HS != ""}, {"eccn", l.ECCN != ""}, {"weight", l.NetKg.State == data.Known || l.GrossKg.State == data.Known}, {"value", l.Value.State == data.Known || l.UnitValue.State == data.Known},
		} {
			if t.is {
				out = append(out, "told:"+t.word)
			}
		}
	}
	return append(out, "paper:"+sh.DocType, "direction:"+sh.Direction, "destination:"+f.where(sh.DestinationCountry), "final destination:"+f.where(sh.FinalDestinationCountry), "payer:"+f.where(sh.PayerCountry))
}

func (f *Facts) plainCustomer(out []string, c *data.Customer) []string {
	for _, t := range [...]struct {
		word string
		is   bool
	}{
		{"address", c.Address != ""}, {"website", c.Website != ""}, {"business", c.Business != ""}, {"parent", c.Parent != "" || c.UltimateParent != ""}, {"owners", len(c.Owners) > 0},
		{"directors", len(c.Directors) > 0}, {"incorporated", c.Incorporated.State() == data.Known}, {"mail", len(c.Emails) > 0}, {"phone", len(c.Phones) > 0}, {"contact", c.Contact != ""},
		{"employees", c.Employees.State == data.Known}, {"capital", c.PaidCapital.State == data.Known}, {"sites", len(c.Sites) > 0}, {"registration", c.RegistrationNumber != ""},
		{"local name", c.NameLocal != ""}, {"aliases", len(c.Aliases) > 0}, {"domain", c.DomainCreated.State() == data.Known}, {"since", c.CustomerSince.State() == data.Known}, {"customer notes", c.Notes != ""},
	} {
		if t.is {
			out = append(out, "told:"+t.word)
		}
	}
	return append(out, "customer:"+f.where(c.Country), "headquarters:"+f.where(c.HQCountry), "parent:"+f.where(firstTold(c.UltimateParentCountry, c.ParentCountry)),
		"remote use:"+c.IaaS, "statement:"+c.EndUseStatement)
}

func firstTold(a, b string) string {
	if a != "" {
		return a
	}
	return b
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
