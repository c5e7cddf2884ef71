package intake

import (
	"strconv"
	"strings"

	"redflag/data"
)

// group is one record in the making: the rows of a file that share its key.
type group struct {
	rec            *data.Record
	first          told
	others         map[uint64]int // content of further rows -> row number
	from, to, last string

	// What the record is made of, to be used for another one once it was handed on.
	record    data.Record
	shipment  data.Shipment
	extra     map[string]string
	customers []*data.Customer // the record's own, and those of its parties
}

// groups are those that are free, and customers likewise. A file of a million orders
// needs as many as there are records in the making at one time.
type groups struct {
	free      []*group
	customers []*data.Customer
}

func (f *groups) group() *group {
	n := len(f.free)
	if n == 0 {
		return &group{}
	}
	g := f.free[n-1]
	f.free = f.free[:n-1]
	return g
}

// customer is an empty one, the group's until that is given back.
func (f *groups) customer(g *group) *data.Customer {
	var cu *data.Customer
	if n := len(f.customers); n > 0 {
		cu = f.customers[n-1]
		f.customers = f.customers[:n-1]
		*cu = data.Customer{}
	} else {
		cu = &data.Customer{}
	}
	g.customers = append(g.customers, cu)
	return cu
}

func (f *groups) giveBack(g *group) {
	f.customers = append(f.customers, g.customers...)
	clear(g.others)
	clear(g.extra)
	g.rec, g.first, g.from, g.to, g.last, g.customers = nil, told{}, "", "", "", g.customers[:0]
	f.free = append(f.free, g)
}

// told is the content of a row, to tell repeats, and its number.
type told struct {
	content uint64
	row     int
}

// before is the row of the group that told the same, or 0; a new row is
// remembered.
func (g *group) before(content uint64, row int) int {
	switch {
	case g.first.row == 0:
		g.first = told{content, row}
	case g.first.content == content:
		return g.first.row
	case g.others[content] != 0:
		return g.others[content]
	default:
		if g.others == nil {
			g.others = make(map[uint64]int, 2)
		}
		g.others[content] = row
	}
	return 0
}

type mergedText struct {
	have *string
	more string
	path string
}

// mergeText sets a header value told by a later row. A value that differs from
// the first one told is kept beside the record and noted.
func (c *cells) mergeText(have *string, more, path string, row int) {
	switch {
	case more == "" || *have == more:
	case *have == "" || data.TextState(*have) == data.Unknown && data.TextState(more) == data.Known:
		*have = more
	default:
		c.say(data.Ambiguous, path, "differs from an earlier row of the same record, which is kept: "+*have, more)
		c.keep(path+" (row "+strconv.Itoa(row)+")", more)
	}
}

// mergeProse adds what a further row says.
func mergeProse(have *string, more string) {
	if more != "" && !strings.Contains(*have, more) {
		*have = joinText(*have, more, "; ")
	}
}

func (c *cells) mergeDate(have *data.Date, more data.Date, path string, row int) {
	switch {
	case more.IsZero() || *have == more:
	case have.State() != data.Known:
		*have = more
	case more.State() == data.Known:
		c.say(data.Ambiguous, path, "differs from an earlier row of the same record, which is kept: "+have.String(), more.String())
		c.keep(path+" (row "+strconv.Itoa(row)+")", more.String())
	}
}

func (c *cells) mergeNumber(have *data.Number, more data.Number, path string, row int) {
	switch {
	case more.IsZero() || *have == more:
	case have.State != data.Known:
		*have = more
	case more.State == data.Known:
		c.say(data.Ambiguous, path, "differs from an earlier row of the same record, which is kept: "+have.String(), more.String())
		c.keep(path+" (row "+strconv.Itoa(row)+")", more.String())
	}
}

func mergeList(have *[]string, more []string) {
next:
	for _, m := range more {
		for _, h := range *have {
			if h == m {
				continue next
			}
		}
		*have = append(*have, m)
	}
}

// mergeShipment adds what a further row of the same shipment tells.
func (c *cells) mergeShipment(s, m *data.Shipment, row int) {
	texts := [...]mergedText{
		{&s.Order, m.Order, "order"}, {&s.Customer, m.Customer, "customer"}, {&s.Status, m.Status, "status"},
		{&s.Direction, m.Direction, "direction"}, {&s.DocType, m.DocType, "doc_type"}, {&s.Grain, m.Grain, "grain"},
		{&s.DestinationCountry, m.DestinationCountry, "destination_country"}, {&s.FinalDestinationCountry, m.FinalDestinationCountry, "final_destination_country"},
		{&s.Carrier, m.Carrier, "carrier"}, {&s.BL, m.BL, "bl"}, {&s.AWB, m.AWB, "awb"}, {&s.Payer, m.Payer, "payer"}, {&s.PayerCountry, m.PayerCountry, "payer_country"},
		{&s.PaymentMethod, m.PaymentMethod, "payment_method"}, {&s.Incoterm, m.Incoterm, "incoterm"},
		{&s.Licence, m.Licence, "licence"}, {&s.LicenceException, m.LicenceException, "licence_exception"},
		{&s.Certificate, m.Certificate, "certificate"}, {&s.InsuredCurrency, m.InsuredCurrency, "insured_currency"},
	}
	for _, t := range [...]mergedText{{&s.Notes, m.Notes, ""}, {&s.StatedEndUse, m.StatedEndUse, ""}, {&s.HoldReason, m.HoldReason, ""}} {
		mergeProse(t.have, t.more) // each line may have its own
	}
	if d := m.DestinationCountry; d != "" && s.DestinationCountry != "" && d != s.DestinationCountry && s.FinalDestinationCountry == "" && m.FinalDestinationCountry == "" {
		s.FinalDestinationCountry = d // part of the goods end there, and it is judged as well
	}
	for i := range texts {
		if t := &texts[i]; t.more != "" && t.more != *t.have {
			c.mergeText(t.have, t.more, t.path, row)
		}
	}
	c.mergeDate(&s.Date, m.Date, "date", row)
	c.mergeDate(&s.ShipDate, m.ShipDate, "ship_date", row)
	c.mergeDate(&s.LicenceUntil, m.LicenceUntil, "licence_until", row)
	c.mergeDate(&s.CertificateUntil, m.CertificateUntil, "certificate_until", row)
	c.mergeNumber(&s.InsuredValue, m.InsuredValue, "insured_value", row)
	if len(s.Route) == 0 {
		s.Route = m.Route
	} else if len(m.Route) > 0 && !equalTexts(s.Route, m.Route) {
		c.say(data.Ambiguous, "route", "differs from an earlier row of the same record, which is kept", "")
		c.keep("route (row "+strconv.Itoa(row)+")", joinAll(m.Route))
	}
	for _, p := range m.Parties {
		c.mergeParty(s, p, row)
	}
}

// mergeParty adds a party that a further row tells. Another party in the same
// role is kept as well: both are then screened.
func (c *cells) mergeParty(s *data.Shipment, p data.Party, row int) {
	for _, h := range s.Parties {
		if h.Role != p.Role {
			continue
		}
		if h.Customer == p.Customer || sameParty(h.Customer, p.Customer) {
			return
		}
	}
	for _, h := range s.Parties {
		if h.Role == p.Role {
			c.say(data.Ambiguous, string(p.Role), "differs from an earlier row of the same record; both parties are kept", p.Name)
			break
		}
	}
	s.Parties = append(s.Parties, p)
}

// sameParty compares what a table tells most; a difference elsewhere keeps both.
func sameParty(a, b *data.Customer) bool {
	return a.ID == b.ID && a.Name == b.Name && a.Address == b.Address && a.Country == b.Country && a.City == b.City &&
		a.HQCountry == b.HQCountry && a.Postcode == b.Postcode && a.NameLocal == b.NameLocal && a.UltimateParentCountry == b.UltimateParentCountry &&
		equalTexts(a.Emails, b.Emails) && equalTexts(a.Phones, b.Phones) && a.Website == b.Website && a.UltimateParent == b.UltimateParent
}

// mergeCustomer adds what a further row of the same customer tells: lists grow,
// differing single values are kept beside the record.
func (c *cells) mergeCustomer(s, m *data.Customer, row int) {
	texts := [...]mergedText{
		{&s.Name, m.Name, "name"}, {&s.NameLocal, m.NameLocal, "name_local"}, {&s.RegistrationNumber, m.RegistrationNumber, "registration_number"}, {&s.TaxID, m.TaxID, "tax_id"},
		{&s.Address, m.Address, "address"}, {&s.UnitFloor, m.UnitFloor, "unit_floor"}, {&s.City, m.City, "city"}, {&s.Region, m.Region, "region"}, {&s.Postcode, m.Postcode, "postcode"},
		{&s.Country, m.Country, "country"}, {&s.HQCountry, m.HQCountry, "hq_country"}, {&s.Parent, m.Parent, "parent"}, {&s.ParentCountry, m.ParentCountry, "parent_country"},
		{&s.UltimateParent, m.UltimateParent, "ultimate_parent"}, {&s.UltimateParentCountry, m.UltimateParentCountry, "ultimate_parent_country"},
		{&s.Business, m.Business, "business"}, {&s.BusinessRole, m.BusinessRole, "role"}, {&s.Website, m.Website, "website"}, {&s.Contact, m.Contact, "contact"},
		{&s.Currency, m.Currency, "currency"}, {&s.BankCountry, m.BankCountry, "bank_country"}, {&s.IaaS, m.IaaS, "iaas"}, {&s.EndUseStatement, m.EndUseStatement, "end_use_statement"},
	}
	for _, t := range texts {
		c.mergeText(t.have, t.more, t.path, row)
	}
	mergeProse(&s.Notes, m.Notes)
	if m.Name != "" && s.Name != "" && m.Name != s.Name {
		mergeList(&s.Aliases, []string{m.Name}) // lists are asked about it, too
	}
	c.mergeDate(&s.Incorporated, m.Incorporated, "incorporated", row)
	c.mergeDate(&s.DomainCreated, m.DomainCreated, "domain_created", row)
	c.mergeDate(&s.CustomerSince, m.CustomerSince, "customer_since", row)
	c.mergeNumber(&s.Employees, m.Employees, "employees", row)
	c.mergeNumber(&s.PaidCapital, m.PaidCapital, "paid_capital", row)
	mergeList(&s.Aliases, m.Aliases)
	mergeList(&s.Directors, m.Directors)
	mergeList(&s.Emails, m.Emails)
	mergeList(&s.Phones, m.Phones)
	for _, o := range m.Owners {
		if !containsOwner(s.Owners, o) {
			s.Owners = append(s.Owners, o)
		}
	}
	for _, st := range m.Sites {
		if !containsSite(s.Sites, st) {
			s.Sites = append(s.Sites, st)
		}
	}
}

func containsOwner(have []data.Owner, o data.Owner) bool {
	for _, h := range have {
		if h == o {
			return true
		}
	}
	return false
}

func containsSite(have []data.Site, s data.Site) bool {
	for _, h := range have {
		if h.Name == s.Name && h.Address == s.Address && h.Kind == s.Kind && h.MW == s.MW && h.Racks == s.Racks && len(h.Hardware) == len(s.Hardware) {
			return true
		}
	}
	return false
}

func equalTexts(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func joinAll(s []string) string {
	out := ""
	for i, p := range s {
		if i > 0 {
			out += "; "
		}
		out += p
	}
	return out
}
