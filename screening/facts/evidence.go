package facts

import (
	"fmt"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/screening/regime"
	"redflag/screening/rules"
)

func toldText(s string) string {
	if s == "" {
		return data.NotToldValue
	}
	return s
}

// of is evidence on the record at hand.
func (f *Facts) of(field, value string, line int) data.Evidence {
	return data.Evidence{Field: field, Value: toldText(value), Line: line, Record: f.record.String(), File: f.origin.File, Row: f.origin.Row}
}

// onRecord is evidence on another record.
func onRecord(r *data.Record, field, value string) data.Evidence {
	return data.Evidence{Field: field, Value: toldText(value), Record: r.Key().String(), File: r.Origin.File, Row: r.Origin.Row}
}

func one(e data.Evidence) []data.Evidence { return []data.Evidence{e} }

// Evidence expands a fact to the fields that told it.
func (f *Facts) Evidence(slot int) []data.Evidence {
	x := field(slot)
	if slot < 0 || x >= fields {
		return nil
	}
	switch {
	case x < fShipmentId:
		return f.plain(x)
	case x < fCustomerKnown:
		if e := f.shipmentEvidence(x); e != nil {
			return e
		}
	case x < fGoodsControlled:
		if e := f.customerEvidence(x); e != nil {
			return e
		}
	case x < fLightsListed:
		if e := f.goodsEvidence(x); e != nil {
			return e
		}
	case x == fTextPhrases || x == fTextEndUsePhrases:
		return f.phraseEvidence(x)
	case x >= fHistorySpike && x <= fHistoryDormantDays:
		return append(f.dateEvidence(), f.plain(x)...)
	}
	return f.plain(x)
}

// plain cites a fact that is worked out and stands in no field, in words.
func (f *Facts) plain(x field) []data.Evidence {
	switch x {
	case fRecord:
		return f.identity()
	case fOwnershipListed:
		var out []data.Evidence
		for i := range f.parties {
			if p := f.parties[i].profile; len(p.listed.names) > 0 {
				out = append(out, f.ownersEvidence(p, true, false)...)
			}
		}
		if len(out) > 0 {
			return out
		}
	case fRegimeAffiliatesRule:
		return f.lawEvidence(regime.AffiliatesRule)
	case fRegimeHeadquartersRule:
		return f.lawEvidence(regime.HeadquartersRule)
	case fRegimeGp10Guidance:
		return f.lawEvidence(regime.GP10Guidance)
	case fRegimeSanctionsHalf:
		return f.lawEvidence(regime.SanctionsHalf)
	}
	return one(f.of(f.words[x], f.render(int(x)), 0))
}

func (f *Facts) identity() []data.Evidence {
	if f.sh != nil {
		return one(f.of("id", f.sh.ID, 0))
	}
	return one(f.of("id", f.cust.c.ID, 0))
}

// lawEvidence cites a switch of the law by what holds on the law date.
func (f *Facts) lawEvidence(name string) []data.Evidence {
	_, span := f.src.Regime.On(name, f.law)
	return one(data.Evidence{Field: "law of " + f.law.String(), Value: span.Says})
}

func (f *Facts) dateEvidence() []data.Evidence {
	if f.sh == nil {
		return nil
	}
	if f.sh.Date.State() != data.NotTold || f.sh.ShipDate.State() == data.NotTold {
		return one(f.of("date", f.sh.Date.String(), 0))
	}
	return one(f.of("ship_date", f.sh.ShipDate.String(), 0))
}

func (f *Facts) shipmentEvidence(x field) []data.Evidence {
	sh := f.sh
	if sh == nil {
		return nil
	}
	switch {
	case x >= fShipmentDestination && x <= fShipmentDestinationDiffersFromEndUser:
		d, field := f.destination()
		if x == fShipmentDestinationTold {
			return one(f.of("destination_country", sh.DestinationCountry, 0))
		}
		out := one(f.of(field, d.text, 0))
		if x == fShipmentDestinationLicence {
			if sh.FinalDestinationCountry != "" {
				out = append(out, f.of("final_destination_country", sh.FinalDestinationCountry, 0))
			}
			return append(out, f.goodEvidence((*line).controlled)...)
		}
		if p := f.role(data.EndUser); x == fShipmentDestinationDiffersFromEndUser && p != nil {
			out = append(out, f.partyTold(p.profile, p.path, "country", p.c.Country))
		}
		return out
	case x >= fShipmentFinalDestination && x <= fShipmentFinalDestinationDiffers:
		out := one(f.of("final_destination_country", sh.FinalDestinationCountry, 0))
		if x == fShipmentFinalDestinationDiffers {
			out = append(out, f.of("destination_country", sh.DestinationCountry, 0))
		}
		return out
	case x >= fShipmentRoute && x <= fShipmentRouteUnknownPlace:
		return one(f.of("route", strings.Join(sh.Route, " > "), 0))
	}
	roleName := func(r data.Role, field string, get func(*data.Customer) string) []data.Evidence {
		p := f.role(r)
		if p == nil {
			return one(f.of(string(r)+"."+field, "", 0))
		}
		return one(f.partyTold(p.profile, p.path, field, get(p.c)))
	}
	name := func(c *data.Customer) string { return c.Name }
	switch x {
	case fShipmentExporter:
		return roleName(data.Exporter, "name", name)
	case fShipmentPurchaser:
		return roleName(data.Purchaser, "name", name)
	case fShipmentEndUser:
		return roleName(data.EndUser, "name", name)
	case fShipmentEndUserCountry:
		return roleName(data.EndUser, "country", func(c *data.Customer) string { return c.Country })
	case fShipmentUltimateConsignee:
		return roleName(data.UltimateConsignee, "name", name)
	case fShipmentIntermediateConsignee:
		return roleName(data.IntermediateConsignee, "name", name)
	case fShipmentNotifyParty:
		return roleName(data.NotifyParty, "name", name)
	case fShipmentBank:
		return roleName(data.Bank, "name", name)
	case fShipmentForwarder:
		return roleName(data.Forwarder, "name", name)
	case fShipmentDeliveryAddress, fShipmentDeliveryVague:
		if p := f.delivery(); p != nil {
			return one(f.partyTold(p.profile, p.path, "address", p.c.Address))
		}
		return one(f.of("end_user.address", "", 0))
	case fShipmentSite:
		v := f.get(x)
		return one(f.of("end_user.sites", v.Text, 0))
	case fShipmentPayer:
		return one(f.of("payer", f.get(x).Text, 0))
	case fShipmentPayerCountry, fShipmentPayerRestricted:
		return one(f.of("payer_country", f.payerCountry().text, 0))
	case fShipmentPayerThirdCountry:
		out := one(f.of("payer_country", f.payerCountry().text, 0))
		if f.cust != nil {
			out = append(out, f.customerTold("country", f.located(f.cust).text))
		}
		return out
	case fShipmentPayerIsBuyer:
		out := one(f.of("payer", f.get(fShipmentPayer).Text, 0))
		if f.cust != nil {
			out = append(out, f.customerTold("name", f.cust.c.Name))
		}
		return out
	}
	return f.headerEvidence(x)
}

func (f *Facts) headerEvidence(x field) []data.Evidence {
	sh := f.sh
	switch x {
	case fShipmentId:
		return one(f.of("id", sh.ID, 0))
	case fShipmentOrder:
		return one(f.of("order", sh.Order, 0))
	case fShipmentDate:
		return one(f.of("date", sh.Date.String(), 0))
	case fShipmentShipDate:
		return one(f.of("ship_date", sh.ShipDate.String(), 0))
	case fShipmentOn, fShipmentDaysToRule, fShipmentNextRule:
		return f.dateEvidence()
	case fShipmentRush:
		return []data.Evidence{f.of("date", sh.Date.String(), 0), f.of("ship_date", sh.ShipDate.String(), 0)}
	case fShipmentDocType, fShipmentAct:
		return one(f.of("doc_type", sh.DocType, 0))
	case fShipmentDirection:
		return one(f.of("direction", sh.Direction, 0))
	case fShipmentGrain:
		return one(f.of("grain", sh.Grain, 0))
	case fShipmentStatus:
		return one(f.of("status", sh.Status, 0))
	case fShipmentHoldReason:
		return one(f.of("hold_reason", sh.HoldReason, 0))
	case fShipmentCustomer:
		return one(f.of("customer", sh.Customer, 0))
	case fShipmentPaymentMethod, fShipmentPaymentCash:
		return one(f.of("payment_method", sh.PaymentMethod, 0))
	case fShipmentStatedEndUse, fShipmentEndUseVague, fShipmentEndUseMilitary, fShipmentEndUseTraining:
		out := one(f.of("stated_end_use", sh.StatedEndUse, 0))
		if p := f.role(data.EndUser); x == fShipmentEndUseMilitary && p != nil && p.military {
			out = append(out, f.partyTold(p.profile, p.path, "name", p.c.Name))
		}
		return out
	case fShipmentLicence:
		return one(f.of("licence", sh.Licence, 0))
	case fShipmentLicenceException:
		return one(f.of("licence_exception", sh.LicenceException, 0))
	case fShipmentIncoterm:
		return one(f.of("incoterm", sh.Incoterm, 0))
	case fShipmentCarrier:
		return one(f.of("carrier", sh.Carrier, 0))
	case fShipmentNotes:
		return one(f.of("notes", sh.Notes, 0))
	case fShipmentValueUsd:
		return f.lineValues(func(*line) bool { return true })
	case fShipmentLines:
		return one(f.of("lines", strconv.Itoa(len(sh.Lines)), 0))
	case fShipmentParties:
		return one(f.of("parties", strconv.Itoa(len(sh.Parties)), 0))
	}
	return nil
}

// partyTold is evidence on a party, or on the record that it was taken to be.
func (f *Facts) partyTold(p *profile, path, field, value string) data.Evidence {
	if p.rec != nil && (p.rec.Customer == p.c || value != "" && f.fromRecord(p, field, value)) {
		return onRecord(p.rec, field, value)
	}
	return f.of(path+"."+field, value, 0)
}

// fromRecord reports whether the value is the record's and not the party's own.
func (f *Facts) fromRecord(p *profile, field, value string) bool {
	switch field {
	case "name":
		return p.c.Name != value
	case "country":
		return p.c.Country != value
	case "address":
		return p.c.Address != value
	}
	return true
}

func (f *Facts) customerTold(field, value string) data.Evidence {
	if f.cust != nil && f.cust.rec != nil {
		e := onRecord(f.cust.rec, field, value)
		return e
	}
	path := "customer"
	if f.cust != nil {
		for i := range f.parties {
			if f.parties[i].profile == f.cust {
				path = f.parties[i].path
			}
		}
	}
	return f.of(path+"."+field, value, 0)
}

func (f *Facts) customerEvidence(x field) []data.Evidence {
	p := f.cust
	if p == nil {
		if f.sh != nil {
			return one(f.of("customer", f.sh.Customer, 0))
		}
		return nil
	}
	c := p.full()
	t := func(field, value string) []data.Evidence { return one(f.customerTold(field, value)) }
	switch x {
	case fCustomerKnown:
		if f.sh != nil {
			return one(f.of("customer", f.sh.Customer, 0))
		}
	case fCustomerId:
		return t("id", c.ID)
	case fCustomerName:
		return t("name", p.c.Name)
	case fCustomerCountry, fCustomerChina, fCustomerRestricted, fCustomerRussia, fCustomerHub:
		return t("country", f.located(p).text)
	case fCustomerHqCountry, fCustomerA1:
		return t("hq_country", p.hq.text)
	case fCustomerParentCountry:
		return t("parent_country", p.parent.text)
	case fCustomerUltimateParent:
		return t("ultimate_parent", c.UltimateParent)
	case fCustomerUltimateParentCountry:
		return t("ultimate_parent_country", p.top.text)
	case fCustomerHqRestricted:
		return f.hqEvidence(p, "")
	case fCustomerIncorporated, fCustomerIncorporatedAfterControls:
		return one(f.foundedEvidence(p, c))
	case fCustomerAgeDays:
		return append(one(f.foundedEvidence(p, c)), f.dateEvidence()...)
	case fCustomerWebsite:
		return t("website", c.Website)
	case fCustomerThinPresence, fCustomerMailMismatch:
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
	case fCustomerListedDirector:
		out := t("directors", strings.Join(c.Directors, ", "))
		for _, d := range c.Directors {
			if o := f.src.person(d, c.Country, f.lists()); o.sure && len(out) < 6 {
				out = append(out, listEvidence(&o.hit))
			}
		}
		return out
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
	case fCustomerBusinessFits:
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
	case fCustomerNotes:
		return t("notes", c.Notes)
	case fCustomerSince:
		return t("customer_since", c.CustomerSince.String())
	case fCustomerSiteTold, fCustomerSiteMw:
		return t("sites", f.sitesTold(c))
	case fCustomerSiteVerified:
		if p.verified != nil {
			return one(data.Evidence{Field: "verified site", Value: p.verified.Object + ": " + p.verified.Reason, Record: p.verified.Event})
		}
		return t("sites", f.sitesTold(c))
	case fCustomerNeedOverSite, fCustomerNeedMw, fCustomerGpuLedger:
		return append(append(t("sites", f.sitesTold(c)), f.goodEvidence((*line).controlled)...), f.plain(x)...)
	case fCustomerOrderVsCapital:
		return append(t("paid_capital", money(c.PaidCapital, c.Currency)), f.lineValues(func(*line) bool { return true })...)
	case fCustomerValuePerEmployee:
		return append(t("employees", c.Employees.String()), f.lineValues(func(*line) bool { return true })...)
	case fCustomerListedOwner, fCustomerListedOwnerShare, fCustomerOwnerRestricted, fCustomerOwnerRestrictedShare, fCustomerOwnersTold, fCustomerOwnerCircle:
		return f.ownersEvidence(p, x == fCustomerListedOwner || x == fCustomerListedOwnerShare, x == fCustomerOwnerRestricted || x == fCustomerOwnerRestrictedShare)
	}
	if f.sh != nil && x >= fCustomerOrdersBefore && x <= fCustomerOrderVsAllPast {
		return append(append(one(f.of("customer", f.sh.Customer, 0)), f.dateEvidence()...), f.plain(x)...)
	}
	return nil
}

// foundedEvidence is where the date of incorporation is told, be it in notes.
func (f *Facts) foundedEvidence(p *profile, c *data.Customer) data.Evidence {
	if p.notedDate {
		return f.customerTold("notes", c.Notes)
	}
	return f.customerTold("incorporated", c.Incorporated.String())
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
	for _, c := range [...]*told{&p.hq, &p.parent, &p.top} {
		if c.field == "parent_country" && c.state == data.NotTold {
			continue
		}
		switch {
		case c.rec != nil:
			out = append(out, onRecord(c.rec, c.field, c.text))
		case path != "":
			out = append(out, f.partyTold(p, path, c.field, c.text))
		default:
			out = append(out, f.customerTold(c.field, c.text))
		}
	}
	if p.hq.state != data.Known {
		out = append(out, f.placeTold(p, path))
	}
	return out
}

func (f *Facts) placeTold(p *profile, path string) data.Evidence {
	if path != "" {
		return f.partyTold(p, path, "country", p.c.Country)
	}
	return f.customerTold("country", f.located(p).text)
}

func (f *Facts) ownersEvidence(p *profile, listed, restricted bool) []data.Evidence {
	var out []data.Evidence
	for i := range p.owners {
		o := &p.owners[i]
		if listed && !o.listed || restricted && (o.country.iso == "" || f.restricted(o.country.iso) == data.False) {
			continue
		}
		v := strings.TrimSpace(o.name + " " + o.country.text)
		if o.direct.State == data.Known {
			v += " " + o.direct.String() + " %"
		} else {
			v += ", share " + o.direct.State.String()
		}
		if o.rec != nil {
			out = append(out, onRecord(o.rec, o.field, v))
		} else {
			out = append(out, f.partyTold(p, "customer", o.field, v))
		}
		if o.listed && listed {
			out = append(out, listEvidence(&o.hit))
		}
		if len(out) >= 12 {
			break
		}
	}
	if len(out) == 0 {
		out = append(out, f.customerTold("owners", ""))
	}
	return out
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

func (f *Facts) hitEvidence(p *party, h *hit) []data.Evidence {
	field, value := "name", p.c.Name
	if h.Address {
		field, value = "address", p.c.Address
	}
	return []data.Evidence{f.partyTold(p.profile, p.path, field, value), listEvidence(h)}
}

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
			return one(onRecord(o.rec, o.field, v))
		}
		return one(f.partyTold(o.party.profile, o.party.path, o.field, v))
	case groupSites:
		t := &f.sites[i]
		return one(f.partyTold(t.party.profile, t.party.path, t.path, strings.TrimSpace(pick(t.Name, t.Address)+" "+t.Kind+" "+toldText(t.MW.String())+" MW")))
	}
	return nil
}

func (f *Facts) partyEvidence(p *party, x partyField) []data.Evidence {
	t := func(field, value string) []data.Evidence { return one(f.partyTold(p.profile, p.path, field, value)) }
	c := p.c
	switch x {
	case pCountry, pChina, pRestricted, pRussia, pHub:
		return t("country", f.located(p.profile).text)
	case pHqCountry:
		return t("hq_country", p.hq.text)
	case pUltimateParentCountry:
		return t("ultimate_parent_country", p.top.text)
	case pHqRestricted:
		return f.hqEvidence(p.profile, p.path)
	case pListedHit, pListedScore, pListedList, pListedClass, pListedName, pListedLater:
		at := p.best
		if at < 0 {
			at = p.possible
		}
		if at < 0 {
			out := t("name", c.Name)
			if p.stopped != nil {
				out = append(out, data.Evidence{Field: "local stop list", Value: p.stopped.Reason, Record: p.stopped.Event})
			}
			return out
		}
		return append(f.hitEvidence(p, &p.hits[at]), p.otherHits(at)...)
	case pAddressGrade, pAddressListedName, pAddressList, pAddressTenants:
		if p.profile.address < 0 {
			return t("address", c.Address)
		}
		return f.hitEvidence(p, &p.hits[p.profile.address])
	case pListedOwner, pListedOwnerShare, pSanctionedOwnerShare:
		return f.ownersEvidence(p.profile, true, false)
	case pOwnerRestricted:
		return f.ownersEvidence(p.profile, false, true)
	case pFreeMail:
		return t("emails", strings.Join(c.Emails, ", "))
	case pResidential, pAddressKind, pSharedAddressCount:
		return t("address", p.tell(func(c *data.Customer) string { return c.Address }))
	case pSameAsForwarder:
		out := t("name", c.Name)
		if p.c.Address != "" {
			out = append(out, f.partyTold(p.profile, p.path, "address", c.Address))
		}
		if o := f.role(data.Forwarder); o != nil {
			out = append(out, f.partyTold(o.profile, o.path, "name", o.c.Name))
		}
		return out
	case pIncorporatedAfterControls:
		if p.notedDate {
			return t("notes", p.full().Notes)
		}
		return t("incorporated", p.full().Incorporated.String())
	case pBusinessFits:
		if p.noted {
			return t("notes", p.tell(func(c *data.Customer) string { return c.Notes }))
		}
		return t("business", p.tell(func(c *data.Customer) string { return c.Business }))
	}
	return t("name", c.Name)
}

// Render is a fact in words for a sentence.
func (f *Facts) Render(name string) string {
	slot, ok := f.slots[name]
	if !ok || slot >= int(fields) {
		return data.NotToldValue
	}
	return toldText(f.render(slot))
}

func (f *Facts) render(slot int) string {
	v := f.Value(slot)
	switch v.State {
	case data.NotTold:
		return ""
	case data.Unknown:
		if v.Text != "" && !strings.EqualFold(v.Text, data.UnknownWord) {
			return v.Text
		}
		return data.UnknownWord
	}
	switch f.types[slot] {
	case rules.Bool:
		if v.Bool {
			return "yes"
		}
		return "no"
	case rules.Num:
		return figure(v.Num)
	case rules.Date:
		return v.Date.String()
	case rules.Texts:
		if len(v.Texts) == 0 {
			return "none"
		}
		return strings.ReplaceAll(strings.Join(v.Texts, ", "), "_", " ")
	}
	if f.closed[slot] {
		return strings.ReplaceAll(v.Text, "_", " ")
	}
	return v.Text
}

// figure writes a number as people read it: 1,250,000 or 2.5.
func figure(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if v != float64(int64(v)) {
		s = strconv.FormatFloat(v, 'f', 2, 64)
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	whole, rest, dot := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	out := sign + b.String()
	if dot {
		out += "." + rest
	}
	return out
}
