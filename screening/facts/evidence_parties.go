package facts

import (
	"fmt"
	"slices"
	"strings"

	"redflag/data"
)

// ElemEvidence expands a fact of one element.
func (f *Facts) ElemEvidence(g, i, slot int) []data.Evidence {
	switch group(g - int(fields)) {
	case groupParties:
		return f.partyEvidence(&f.parties[i], partyField(slot))
	case groupLines:
		return f.lineEvidence(&f.lines[i], lineField(slot))
	case groupHits:
		h := &f.hits[i]
		return f.hitEvidence(h.party, &h.hit)
	case groupOwners:
		o := &f.owners[i]
		v := strings.TrimSpace(o.name+" "+o.country.text) + ", share " + toldText(o.direct.String())
		if o.rec != nil {
			return f.one(onRecord(o.rec, o.field, v))
		}
		return f.one(f.partyTold(o.party.profile, o.party.path, o.field, v))
	case groupMentions:
		return f.mentionEvidence(&f.mentions[i])
	case groupSites:
		t := &f.sites[i]
		if x := siteField(slot); x == sHardware || x == sPrcChip {
			return f.one(f.partyTold(t.party.profile, t.party.path, "sites.hardware", strings.Join(slices.Collect(f.siteHardware(t, sHardware).Texts()), ", ")))
		}
		if siteField(slot) == sCountry {
			return f.one(f.partyTold(t.party.profile, t.party.path, t.path, t.Address))
		}
		return f.one(f.partyTold(t.party.profile, t.party.path, t.path, strings.TrimSpace(pick(t.Name, t.Address)+" "+t.Kind+" "+toldText(t.MW.String())+" MW")))
	}
	return nil
}

func (f *Facts) headEvidence(p *party, x partyField) []data.Evidence {
	who, path := f.headedAs(p), p.path
	if who != p.profile {
		path = "customer"
	}
	switch x {
	case pHqCountry:
		return f.one(f.seatEvidence(who, path, who.hq))
	case pUltimateParentCountry:
		return f.one(f.seatEvidence(who, path, who.top))
	}
	return f.hqEvidence(who, path)
}

func (f *Facts) partyEvidence(p *party, x partyField) []data.Evidence {
	t := func(field, value string) []data.Evidence { return f.one(f.partyTold(p.profile, p.path, field, value)) }
	c := p.c
	switch x {
	case pCountry, pChina, pRestricted, pRussia, pHub:
		return t("country", f.located(p.profile).text)
	case pHqCountry, pUltimateParentCountry, pHqRestricted:
		return f.headEvidence(p, x)
	case pListedHit, pListedScore, pListedList, pListedClass, pListedName, pListedLater:
		at := f.listing(p.profile)
		out := t("name", c.Name)
		if at >= 0 {
			out = append(f.hitEvidence(p, &p.hits[at]), p.otherHits(at)...)
		}
		if p.stopped != nil {
			out = f.room.Add(out, data.Evidence{Field: "local stop list", Value: p.stopped.Reason, Record: p.stopped.Event})
		}
		return out
	case pListedBrand:
		if at := slices.IndexFunc(p.hits, func(h hit) bool { return !h.Address && h.cleared == nil && h.Name == p.brand }); at >= 0 {
			return f.hitEvidence(p, &p.hits[at])
		}
		return t("name", c.Name)
	case pAddressGrade, pAddressListedName, pAddressList, pAddressTenants:
		if p.profile.address < 0 {
			return t("address", c.Address)
		}
		return f.hitEvidence(p, &p.hits[p.profile.address])
	case pAddressOfForwarder:
		if p.forwarderAt == nil {
			return nil
		}
		return append(t("address", c.Address), onRecord(p.forwarderAt, "name", p.forwarderAt.Customer.Name))
	case pAddressNotedListed:
		if p.listedAt == nil {
			return nil
		}
		return append(t("address", c.Address), onRecord(p.listedAt, "notes", p.listedAt.Customer.Notes))
	case pListedOwner, pListedOwnerShare, pSanctionedOwnerShare, pAffiliateShare:
		return f.ownersEvidence(p.profile, isListed)
	case pOwnerRestricted:
		return f.ownersEvidence(p.profile, f.isRestricted)
	case pOwnerRussia:
		return f.ownersEvidence(p.profile, (*owner).russia)
	case pSharedPhoneCount:
		return t("phones", strings.Join(append(append([]string{}, c.Phones...), c.Emails...), ", "))
	case pAddressCountry:
		return f.room.Add(t("address", c.Address), f.partyTold(p.profile, p.path, "country", c.Country))
	case pAddress, pAddressTells:
		return t("address", p.place)
	case pResidential, pSharedAddressCount:
		return t("address", p.tell(func(c *data.Customer) string { return c.Address }))
	case pSameAsForwarder:
		out := t("name", c.Name)
		if p.c.Address != "" {
			out = f.room.Add(out, f.partyTold(p.profile, p.path, "address", c.Address))
		}
		if o := f.role(data.Forwarder); o != nil {
			out = f.room.Add(out, f.partyTold(o.profile, o.path, "name", o.c.Name))
		}
		if f.isCarrier(p) {
			out = f.room.Add(out, f.of("carrier", f.sh.Carrier, 0))
		}
		return out
	case pIncorporatedAfterControls:
		return t(p.foundedIn, p.foundedTold())
	case pAgeDays:
		return append(t(p.foundedIn, p.foundedTold()), f.dateEvidence()...)
	case pPublicBody:
		return t("name", p.c.Name)
	case pRooted:
		return append(t("business", p.tell(func(c *data.Customer) string { return c.Business })), f.partyTold(p.profile, p.path, "employees", p.full().Employees.String()))
	case pTiesChina:
		return t(p.ties.china.field, p.ties.china.value)
	case pTiesRussia:
		return t(p.ties.russia.field, p.ties.russia.value)
	case pParentNamedChina:
		return f.parentNamedEvidence(p.profile, p.path)
	case pTiesBarred:
		return t(p.ties.barred.field, p.ties.barred.value)
	case pCalledInRussia:
		return t(p.ties.called.field, p.ties.called.value)
	case pOwnerNotedListed:
		return f.ownersEvidence(p.profile, notedOwner)
	case pLets:
		return t(f.src.Words.goodsOwner.lets(p.profile))
	case pReseller:
		if d := p.firm.deals; d.field != "" {
			return t(d.field, d.value)
		}
	case pMilitaryLocally:
		return t("name_local", c.NameLocal)
	case pMilitarySign:
		return t(p.firm.military.field, p.firm.military.value)
	case pThinPresence, pMailElsewhere:
		return t("emails", strings.Join(c.Emails, ", "))
	case pMailOf:
		if p.mailOf == nil {
			return nil
		}
		return f.room.Add(t("emails", strings.Join(c.Emails, ", ")), onRecord(p.mailOf, "name", p.mailOf.Customer.Name))
	case pNumberOf:
		if p.numberOf == nil {
			return nil
		}
		return f.room.Add(t("registration_number", pick(c.RegistrationNumber, c.TaxID)), onRecord(p.numberOf, "registration_number", pick(p.numberOf.Customer.RegistrationNumber, p.numberOf.Customer.TaxID)))
	case pSharesWithListed:
		out := f.room.Add(t("name", c.Name), f.partyTold(p.profile, p.path, "emails", strings.Join(c.Emails, ", ")))
		if r := f.sharesWithListed(p); r != nil {
			out = f.room.Add(out, onRecord(r, "notes", r.Customer.Notes))
		}
		return out
	case pOpenPlace:
		return t(p.firm.open.field, p.firm.open.value)
	case pDeclined:
		return t(p.firm.declined.field, p.firm.declined.value)
	case pNotFound:
		return t(p.firm.notFound.field, p.firm.notFound.value)
	case pBare:
		return f.room.Add(t("address", c.Address), f.partyTold(p.profile, p.path, "registration_number", c.RegistrationNumber))
	case pStoppedAs, pStoppedSame, pStoppedListed:
		out := t("name", c.Name)
		if r := f.namesake(p.profile); r != nil {
			out = f.room.Add(out, f.onCustomer(r, "name", r.Customer.Name))
			if r.Customer.Notes != "" {
				out = f.room.Add(out, f.onCustomer(r, "notes", r.Customer.Notes))
			}
		}
		return out
	case pBusinessFits:
		if p.noted {
			return t("notes", p.tell(func(c *data.Customer) string { return c.Notes }))
		}
		return t("business", p.tell(func(c *data.Customer) string { return c.Business }))
	}
	return t("name", c.Name)
}

func (f *Facts) hitEvidence(p *party, h *hit) []data.Evidence {
	field, value := "name", p.c.Name
	if h.Address {
		field, value = "address", p.c.Address
	}
	return []data.Evidence{f.partyTold(p.profile, p.path, field, value), listEvidence(h)}
}

func listEvidence(h *hit) data.Evidence {
	v := fmt.Sprintf("%s (%.2f)", pick(h.Name, h.Matched), h.Score)
	if h.Matched != "" && h.Matched != h.Name {
		v = fmt.Sprintf("%s as %s (%.2f)", h.Name, h.Matched, h.Score)
	}
	if h.StartDate.State() == data.Known {
		v += ", listed from " + h.StartDate.String()
	}
	if h.Restricted {
		v += ", restricted: not to be passed on"
	}
	return data.Evidence{Field: "list " + h.List, Value: v, Record: h.List + ":" + h.ID}
}

// otherHits are the other entries that the name may mean and nobody has cleared.
// A person who clears what is shown clears all of them, not one at each screen.
func (p *profile) otherHits(at int) []data.Evidence {
	var out []data.Evidence
	for i := range p.hits {
		if h := &p.hits[i]; i != at && h.cleared == nil && !h.Address && h.sure == p.hits[at].sure && len(out) < 7 {
			out = append(out, listEvidence(h))
		}
	}
	return out
}
