package facts

import (
	"fmt"
	"strings"

	"redflag/data"
)

func (f *Facts) customerEvidence(x field) []data.Evidence {
	p := f.cust
	if p == nil {
		if f.sh != nil {
			return f.one(f.of("customer", f.sh.Customer, 0))
		}
		return nil
	}
	c := p.full()
	t := func(field, value string) []data.Evidence { return f.one(f.customerTold(field, value)) }
	switch x {
	case fCustomerKnown:
		if f.sh != nil {
			return f.one(f.of("customer", f.sh.Customer, 0))
		}
	case fCustomerId:
		return t("id", c.ID)
	case fCustomerName:
		return t("name", p.c.Name)
	case fCustomerCountry, fCustomerChina, fCustomerRussia, fCustomerHub:
		return t("country", f.located(p).text)
	case fCustomerHqCountry, fCustomerA1:
		return t("hq_country", p.hq.text)
	case fCustomerParentCountry:
		return f.one(f.seatEvidence(p, "", p.parent))
	case fCustomerUltimateParent:
		return t("ultimate_parent", c.UltimateParent)
	case fCustomerUltimateParentCountry:
		return f.one(f.seatEvidence(p, "", p.top))
	case fCustomerHqRestricted:
		return f.hqEvidence(p, "")
	case fCustomerIncorporated, fCustomerIncorporatedAfterControls:
		return f.one(f.foundedEvidence(p, c))
	case fCustomerAgeDays:
		return append(f.one(f.foundedEvidence(p, c)), f.dateEvidence()...)
	case fCustomerWebsite:
		return t("website", c.Website)
	case fCustomerThinPresence, fCustomerMailMismatch, fCustomerMailImitates:
		return append(t("website", c.Website), f.customerTold("emails", strings.Join(c.Emails, ", ")))
	case fCustomerFreeMail:
		return t("emails", strings.Join(c.Emails, ", "))
	case fCustomerDomainAgeDays:
		return t("domain_created", c.DomainCreated.String())
	case fCustomerAddress, fCustomerAddressKind:
		return t("address", c.Address)
	case fCustomerSharedAddressCount:
		return append(t("address", c.Address), f.plain(x)...)
	case fCustomerSharedPhoneCount:
		return append(t("phones", strings.Join(append(append([]string{}, c.Phones...), c.Emails...), ", ")), f.plain(x)...)
	case fCustomerSharedDirectorCount, fCustomerFormerListedDirector:
		return append(t("directors", strings.Join(c.Directors, ", ")), f.plain(x)...)
	case fCustomerOtherName, fCustomerStoppedTwin:
		return append(t("registration_number", pick(c.RegistrationNumber, c.TaxID)), f.plain(x)...)
	case fCustomerNameAlike:
		return append(t("name", c.Name), f.plain(x)...)
	case fCustomerTiedTo, fCustomerTiedBy:
		return append(f.tieEvidence(p, c), f.plain(x)...)
	case fCustomerGroupPhone:
		return append(t("phones", strings.Join(append(append([]string{}, c.Phones...), c.Emails...), ", ")), f.plain(x)...)
	case fCustomerHallMate, fCustomerHallNotes, fCustomerHallStopped:
		return append(t("sites", f.sitesTold(c)), f.plain(x)...)
	case fCustomerTiedSite:
		return f.one(f.customerTold("website", f.cust.full().Website))
	case fCustomerTiedDoor:
		return append(t("address", c.Address), f.plain(x)...)
	case fCustomerSharedFloorCount:
		return append(t("address", c.Address), f.plain(x)...)
	case fCustomerListedDirector:
		return f.directorEvidence()
	case fCustomerEmployees:
		return t("employees", c.Employees.String())
	case fCustomerPaidCapitalUsd:
		return t("paid_capital", money(c.PaidCapital, c.Currency))
	case fCustomerIaas:
		return t("iaas", c.IaaS)
	case fCustomerEndUseStatement:
		return t("end_use_statement", c.EndUseStatement)
	case fCustomerRole:
		return append(t("role", c.BusinessRole), f.customerTold("business", c.Business))
	case fCustomerNominee:
		return t(p.firm.nominee.field, p.firm.nominee.value)
	case fCustomerBusinessRemote, fCustomerBusinessWithoutUse, fCustomerPrivatePerson:
		if p.noted {
			return t("notes", c.Notes)
		}
		return t("business", p.business)
	case fCustomerBusinessFits:
		if p.bySite {
			return append(t("website", c.Website), f.customerTold("business", c.Business))
		}
		if p.byAlias {
			return append(t("aliases", strings.Join(c.Aliases, ", ")), f.customerTold("business", c.Business))
		}
		if p.byName {
			return append(t("name", p.c.Name), f.customerTold("business", c.Business))
		}
		if p.noted {
			return t("notes", c.Notes)
		}
		return t("business", c.Business)
	case fCustomerBusiness:
		if p.noted {
			return t("notes", c.Notes)
		}
		return t("business", c.Business)
	case fCustomerRefusedOn:
		return append(f.dateEvidence(), f.plain(x)...)
	case fCustomerNotes, fCustomerStopped:
		return t("notes", c.Notes)
	case fCustomerSince, fCustomerSettled:
		return t("customer_since", c.CustomerSince.String())
	case fCustomerSiteMw, fCustomerGroupRacks, fCustomerCountedKw:
		return t("sites", f.sitesTold(c))
	case fCustomerSiteVerified:
		if p.verified != nil {
			return f.one(data.Evidence{Field: "verified site", Value: p.verified.Object + ": " + p.verified.Reason, Record: p.verified.Event})
		}
		return t("sites", f.sitesTold(c))
	case fCustomerNeedOverSite, fCustomerNeedMw, fCustomerGpuLedger, fCustomerYearGpus, fCustomerBorneGpus:
		return append(append(t("sites", f.sitesTold(c)), f.goodEvidence((*line).controlled)...), f.plain(x)...)
	case fCustomerOrderVsCapital:
		return append(t("paid_capital", money(c.PaidCapital, c.Currency)), f.lineValues(func(*line) bool { return true })...)
	case fCustomerValuePerEmployee:
		return append(t("employees", c.Employees.String()), f.lineValues(func(*line) bool { return true })...)
	case fCustomerListedOwner, fCustomerListedOwnerShare, fCustomerOwnerRestricted, fCustomerOwnerRestrictedShare, fCustomerOwnerTiesChina, fCustomerOwnerNotedListed, fCustomerOwnerNotedListedShare:
		switch x {
		case fCustomerOwnerNotedListed, fCustomerOwnerNotedListedShare:
			return f.ownersEvidence(p, notedOwner)
		case fCustomerListedOwner, fCustomerListedOwnerShare:
			return f.ownersEvidence(p, isListed)
		case fCustomerOwnerRestricted, fCustomerOwnerRestrictedShare:
			return f.ownersEvidence(p, f.isRestricted)
		}
		return f.ownersEvidence(p, isOwner)
	}
	if f.sh != nil && x >= fCustomerOrdersBefore && x <= fCustomerOrderVsAllPast {
		return append(append(f.one(f.of("customer", f.sh.Customer, 0)), f.dateEvidence()...), f.plain(x)...)
	}
	return nil
}

// foundedEvidence is where the date of incorporation is told, be it in notes.
func (f *Facts) foundedEvidence(p *profile, c *data.Customer) data.Evidence {
	switch p.foundedIn {
	case "notes":
		return f.customerTold("notes", c.Notes)
	case "business":
		return f.customerTold("business", c.Business)
	}
	return f.customerTold(p.foundedIn, p.foundedTold())
}

// foundedTold is what the field that tells a founding says.
func (p *profile) foundedTold() string {
	switch p.foundedIn {
	case "notes":
		return p.tell(func(c *data.Customer) string { return c.Notes })
	case "business":
		return p.tell(func(c *data.Customer) string { return c.Business })
	}
	return p.founded.String()
}

func (f *Facts) sitesTold(c *data.Customer) string {
	var out []string
	for _, s := range c.Sites {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s MW", pick(s.Name, s.Address), s.Kind, toldText(s.MW.String()))))
	}
	return strings.Join(out, "; ")
}

func money(n data.Number, currency string) string {
	return strings.TrimSpace(n.String() + " " + currency)
}

func (f *Facts) hqEvidence(p *profile, path string) []data.Evidence {
	var out []data.Evidence
	for _, c := range [...]*told{p.hq, p.parent, p.top} {
		if c.field == "parent_country" && c.state == data.NotTold {
			continue
		}
		if p.byParent(c) {
			out = f.parentEvidence(out, p, path)
		}
		out = f.room.Add(out, f.seatEvidence(p, path, c))
	}
	if p.hq.state != data.Known {
		out = f.room.Add(out, f.placeTold(p, path))
	}
	if f.heldFromRestricted(p) != nil {
		out = f.room.Add(out, f.ownersEvidence(p, f.isRestricted)...)
	}
	return out
}

// seatEvidence is where a headquarters, or that of a parent, is told.
func (f *Facts) seatEvidence(p *profile, path string, c *told) data.Evidence {
	if c.rec != nil {
		return onRecord(c.rec, c.field, c.text)
	}
	return f.toldOf(p, path, c.field, c.text)
}

// parentEvidence adds where parents are told by name.
func (f *Facts) parentEvidence(out []data.Evidence, p *profile, path string) []data.Evidence {
	if name := p.tell(parentOf); isTold(name) {
		out = f.room.Add(out, f.toldOf(p, path, "parent", name))
	}
	if name := p.tell(topParentOf); isTold(name) {
		out = f.room.Add(out, f.toldOf(p, path, "ultimate_parent", name))
	}
	return out
}

// toldOf is what a party tells at a path of the order, or without one the customer.
func (f *Facts) toldOf(p *profile, path, field, value string) data.Evidence {
	if path != "" {
		return f.partyTold(p, path, field, value)
	}
	return f.customerTold(field, value)
}

func (f *Facts) placeTold(p *profile, path string) data.Evidence {
	if path != "" {
		return f.partyTold(p, path, "country", p.c.Country)
	}
	return f.customerTold("country", f.located(p).text)
}

// parentNamedEvidence is where the owner or parent is told that its name places in China.
func (f *Facts) parentNamedEvidence(p *profile, path string) []data.Evidence {
	for i := range p.owners {
		if o := &p.owners[i]; o.name == p.namedChina {
			return f.ownersEvidence(p, func(x *owner) bool { return x == o })
		}
	}
	return f.parentEvidence(nil, p, path)
}

func isOwner(*owner) bool { return true }

func isListed(o *owner) bool { return o.listed }

// isRestricted also takes an owner whose country is not decided.
func (f *Facts) isRestricted(o *owner) bool {
	return o.seat.iso != "" && f.restricted(o.seat.iso) != data.False
}

// ownersEvidence cites the owners that are such.
func (f *Facts) ownersEvidence(p *profile, such func(*owner) bool) []data.Evidence {
	var out []data.Evidence
	for i := range p.owners {
		o := &p.owners[i]
		if !such(o) {
			continue
		}
		v := strings.TrimSpace(o.name + " " + o.country.text)
		if o.direct.State == data.Known {
			v += " " + o.direct.String() + " %"
		} else {
			v += ", share " + o.direct.State.String()
		}
		if o.rec != nil {
			out = f.room.Add(out, onRecord(o.rec, o.field, v))
		} else {
			out = f.room.Add(out, f.partyTold(p, "customer", o.field, v))
		}
		if o.listed {
			out = f.room.Add(out, listEvidence(&o.hit))
		}
		for _, t := range [...]textSource{o.seatBy, o.noted} {
			if t.text != "" && t.rec != nil {
				out = f.room.Add(out, onRecord(t.rec, t.field, t.text))
			} else if t.text != "" {
				out = f.room.Add(out, f.partyTold(p, "customer", t.field, t.text))
			}
		}
		if len(out) >= 12 {
			break
		}
	}
	if len(out) == 0 {
		out = f.room.Add(out, f.customerTold("owners", ""))
	}
	return out
}

// tieEvidence cites the fields that may tie the customer to another, each as told.
func (f *Facts) tieEvidence(p *profile, c *data.Customer) []data.Evidence {
	var out []data.Evidence
	tell := func(field string, values ...string) {
		if told := strings.Join(values, ", "); told != "" {
			out = f.room.Add(out, f.customerTold(field, told))
		}
	}
	switch p.tie.By {
	case "person":
		tell("directors", c.Directors...)
		var owners []string
		for i := range c.Owners {
			owners = append(owners, c.Owners[i].Name)
		}
		tell("owners", owners...)
		tell("contact", c.Contact)
	case "number":
		tell("registration_number", c.RegistrationNumber)
	default:
		tell("emails", c.Emails...)
		if p.tie.By == "domain" {
			tell("website", c.Website)
		}
	}
	return out
}
