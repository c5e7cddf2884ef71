package facts

import (
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// partyHit is a list entry that a party of the shipment, or an owner of it, may
// mean.
type partyHit struct {
	hit
	party *party
}

type partyOwner struct {
	*owner
	party *party
}

type partySite struct {
	*data.Site
	party *party
	path  string
	at    int // among the sites of the record
}

// Len is how many elements a group has.
func (f *Facts) Len(g int) int {
	switch group(g - int(fields)) {
	case groupParties:
		return len(f.parties)
	case groupLines:
		if f.sh == nil {
			return 0
		}
		f.allGoods()
		return len(f.lines)
	case groupHits:
		return len(f.allHits())
	case groupOwners:
		return len(f.allOwners())
	case groupSites:
		return len(f.allSites())
	case groupMentions:
		return f.openMentions()
	}
	return 0
}

// Elem is a fact of one element of a group.
func (f *Facts) Elem(g, i, slot int) *rules.Value {
	put(&f.elem, f.elementFact(group(g-int(fields)), i, slot))
	return &f.elem
}

func (f *Facts) elementFact(g group, i, slot int) rules.Value {
	switch g {
	case groupParties:
		return f.partyFact(&f.parties[i], partyField(slot))
	case groupLines:
		return f.lineFact(&f.lines[i], lineField(slot))
	case groupHits:
		return f.hitFact(&f.hits[i], hitField(slot))
	case groupOwners:
		return f.ownerFact(&f.owners[i], ownerField(slot))
	case groupSites:
		return f.siteFact(&f.sites[i], siteField(slot))
	case groupMentions:
		return f.mentionFact(&f.mentions[i], mentionField(slot))
	}
	return rules.Value{}
}

func (f *Facts) allHits() []partyHit {
	if f.built&builtHits == 0 {
		f.built |= builtHits
		for i := range f.parties {
			p := &f.parties[i]
			for _, h := range p.hits {
				f.hits = append(f.hits, partyHit{h, p})
			}
			for j := range p.owners {
				if o := &p.owners[j]; o.listed {
					f.hits = append(f.hits, partyHit{o.hit, p})
				}
				for _, h := range p.owners[j].cleared {
					f.hits = append(f.hits, partyHit{h, p})
				}
			}
		}
	}
	return f.hits
}

func (f *Facts) allOwners() []partyOwner {
	if f.built&builtOwners == 0 {
		f.built |= builtOwners
		for i := range f.parties {
			for j := range f.parties[i].owners {
				f.owners = append(f.owners, partyOwner{&f.parties[i].owners[j], &f.parties[i]})
			}
		}
	}
	return f.owners
}

func (f *Facts) allSites() []partySite {
	if f.built&builtSites == 0 {
		f.built |= builtSites
		for i := range f.parties {
			p := &f.parties[i]
			if !p.sited {
				continue
			}
			c := fullRecord(p.profile)
			for j := range c.Sites {
				f.sites = append(f.sites, partySite{&c.Sites[j], p, "sites", j})
			}
		}
	}
	return f.sites
}

func (f *Facts) partyFact(p *party, x partyField) rules.Value {
	switch x {
	case pRole:
		return textValue(string(p.role))
	case pName:
		if p.placeholder {
			return rules.Value{State: data.Unknown, Text: p.c.Name}
		}
		return textValue(p.c.Name)
	case pCountry:
		return countryValue(f.located(p.profile))
	case pChina:
		return about(f.located(p.profile), isChina)
	case pRestricted:
		return about(f.located(p.profile), f.restricted)
	case pRussia:
		return about(f.located(p.profile), isRussia)
	case pHub:
		return about(f.located(p.profile), f.hub)
	case pHqCountry:
		return countryValue(f.headedAs(p).hq.country)
	case pUltimateParentCountry:
		return countryValue(f.headedAs(p).top.country)
	case pHqRestricted:
		return f.hqRestricted(f.headedAs(p))
	case pUsSide:
		return boolValue(p.role == data.Exporter || p.role == data.Manufacturer)
	case pReceives:
		return boolValue(receives(p.role))
	case pRecord:
		if p.profile.rec != nil {
			return textValue(p.profile.rec.Customer.ID)
		}
		return rules.Value{}
	case pListedHit, pListedScore, pListedList, pListedClass, pListedName, pListedLater:
		return f.listedFact(p, x)
	case pAddressGrade, pAddressListedName, pAddressList, pAddressTenants:
		return f.addressFact(p, x)
	case pAddressOfForwarder:
		if p.forwarderAt == nil {
			return rules.Value{}
		}
		return textValue(p.forwarderAt.Customer.Name)
	case pAddressNotedListed:
		if p.listedAt == nil {
			return rules.Value{}
		}
		return textValue(p.listedAt.Customer.Name)
	case pListedOwner:
		if !f.src.Lists.Loaded && len(p.owners) > 0 {
			return unknownValue()
		}
		return textValue(p.listed.first())
	case pListedOwnerShare:
		return numValue(p.listed.share)
	case pSanctionedOwnerShare:
		return numValue(f.sanctionedBy(p.profile).share)
	case pAffiliateShare:
		return numValue(f.affiliatedTo(p.profile).share)
	case pOwnerRestricted:
		return f.ownerRestricted(p.profile)
	case pOwnerRussia:
		return ownerRussia(p.profile)
	}
	return f.partyWords(p, x)
}

// ofCustomer says whether a party is the customer, or a place of it.
func (f *Facts) ofCustomer(p *party) bool {
	return f.cust != nil && (p.profile == f.cust || f.found && p.idx == f.customer || f.placeOfCustomer(p))
}

// headedAs is who says where the headquarters of a party are: the customer, of a place of
// its of which nothing is told.
func (f *Facts) headedAs(p *party) *profile {
	if p.hq.state == data.NotTold && p.parent.state == data.NotTold && p.top.state == data.NotTold && f.cust != nil && f.placeOfCustomer(p) {
		return f.cust
	}
	return p.profile
}

// leastOwnName is how long a customer's name is that a place of its may begin with.
const leastOwnName = 12

// placeOfCustomer says whether a party is the customer's store, hall or branch: its name
// with something added, in the same country.
func (f *Facts) placeOfCustomer(p *party) bool {
	if _, ok := behindName(p.key, f.cust.key); !ok {
		return false
	}
	at, home := f.located(p.profile).iso, f.located(f.cust).iso
	return at == "" || at == home
}

// behindName is what stands behind the whole name of a house in a longer one.
func behindName(name, house string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(name, house)
	if !ok || len(house) < leastOwnName || rest == "" || !strings.ContainsRune(" ,(-/", rune(rest[0])) {
		return "", false
	}
	return rest, true
}

func (f *Facts) partyWords(p *party, x partyField) rules.Value {
	switch x {
	case pForwarder:
		return boolValue(p.forwarder || p.role == data.Forwarder)
	case pBank:
		return boolValue(p.bank || p.role == data.Bank)
	case pReseller:
		return boolValue(p.reseller)
	case pLets:
		field, _ := f.src.Words.goodsOwner.lets(p.profile)
		return boolValue(field != "")
	case pUniversity:
		return boolValue(p.military || p.institute)
	case pMilitary:
		return boolValue(p.military)
	case pResidential:
		if p.kind == "" {
			return rules.Value{}
		}
		return boolValue(p.residential)
	case pAddressCountry:
		return textValue(p.elsewhere)
	case pSameAsForwarder:
		return f.sameAsForwarder(p)
	case pSameAsCustomer:
		if f.cust == nil {
			return rules.Value{}
		}
		return boolValue(f.ofCustomer(p))
	case pPlaceholder:
		return boolValue(p.placeholder)
	case pDisguised:
		return boolValue(p.disguised)
	case pListedLocally:
		return boolValue(p.locally)
	case pListedBrand:
		return textValue(p.brand)
	case pSharedAddressCount:
		if !history.Placed(p.c) {
			return rules.Value{}
		}
		return num(float64(p.shared.Address))
	case pSharedPhoneCount:
		if len(p.c.Phones) == 0 && len(p.c.Emails) == 0 {
			return rules.Value{}
		}
		return num(float64(p.shared.Phone))
	case pIncorporatedAfterControls:
		d := p.founded
		return truthValue(d.Before(controls()).Not(), d.State())
	case pAgeDays:
		return f.daysSince(p.founded)
	case pBusinessFits:
		return truthValue(p.fits, data.TextState(p.business))
	case pRooted:
		return boolValue(f.rooted(p.profile))
	case pPublicBody:
		return boolValue(p.publicBody)
	case pTiesChina:
		return textValue(p.ties.china.value)
	case pTiesRussia:
		return textValue(p.ties.russia.value)
	case pParentNamedChina:
		return textValue(p.namedChina)
	case pTiesBarred:
		return textValue(p.ties.barred.value)
	case pCalledInRussia:
		return textValue(p.ties.called.value)
	case pStoppedAs:
		if f.namesake(p.profile) == nil {
			return rules.Value{}
		}
		return textValue(p.namesake.Customer.Name)
	case pAddress:
		return textValue(p.place)
	case pMilitaryLocally:
		return textValue(f.src.militaryLocally(p.c))
	case pMilitarySign:
		return textValue(p.firm.military.value)
	case pThinPresence:
		return truthValue(p.thin, data.NotTold)
	case pOpenPlace:
		return textValue(p.firm.open.value)
	case pDeclined:
		return textValue(p.firm.declined.value)
	case pNotFound:
		return textValue(p.firm.notFound.value)
	case pBare:
		return boolValue(p.firm.bare)
	case pMailElsewhere:
		return textValue(f.mailElsewhere(p))
	case pMilitaryBody:
		return boolValue(p.ofForces)
	case pNameTells:
		if p.placeholder {
			return unknownValue()
		}
		return tellsValue(p.c.Name, p.nameTells)
	case pAddressTells:
		return tellsValue(p.place, p.placeTells)
	case pToBeFounded:
		return boolValue(p.firm.unborn)
	case pMailOf:
		return textValue(f.ofStranger(p.mailOf))
	case pNumberOf:
		return textValue(f.ofStranger(p.numberOf))
	case pSharesWithListed:
		return textValue(f.ofStranger(f.sharesWithListed(p)))
	case pStoppedSame:
		return boolValue(f.namesake(p.profile) != nil && p.isNamesake())
	case pStoppedListed:
		return boolValue(f.namesake(p.profile) != nil && f.src.notedListed(p.namesake.Customer.Notes))
	case pOwnerNotedListed:
		h := p.notedBy()
		return textValue(h.first())
	}
	return rules.Value{}
}

// placeOf is the address of a party with its town and region, where the address does not
// tell them.
func placeOf(c *data.Customer) string {
	out := c.Address
	for _, more := range [...]string{c.City, c.Region} {
		if more != "" && !strings.Contains(out, more) {
			out += ", " + more
		}
	}
	return strings.Trim(out, ", ")
}

// listedFact is the best match by name that nobody has cleared. Without a list it
// is unknown for everybody; a starter list can say hit, never none.
func (f *Facts) listedFact(p *party, x partyField) rules.Value {
	at := f.listing(p.profile)
	if p.stopped != nil && (at < 0 || !p.hits[at].sure || p.hits[at].tier() < 3) {
		switch x {
		case pListedHit:
			return textValue("hit")
		case pListedList, pListedClass:
			return textValue(classLocal)
		case pListedName:
			return textValue(p.c.Name)
		case pListedScore:
			return num(1)
		}
		return boolValue(false)
	}
	if at < 0 {
		if !f.src.Lists.Vouched || p.key == "" || p.placeholder {
			return unknownValue()
		}
		if x == pListedHit {
			return textValue("none")
		}
		return rules.Value{}
	}
	h := &p.hits[at]
	switch x {
	case pListedHit:
		if h.sure {
			return textValue("hit")
		}
		return textValue("possible")
	case pListedScore:
		return num(h.Score)
	case pListedList:
		return textValue(h.List)
	case pListedClass:
		return textValue(h.class)
	case pListedName:
		return textValue(h.Name)
	}
	return boolValue(f.later(h))
}

func (f *Facts) addressFact(p *party, x partyField) rules.Value {
	if p.profile.address < 0 {
		switch {
		case p.placed != data.Known:
			return rules.Value{State: p.placed}
		case !f.src.Lists.Vouched:
			return unknownValue()
		case x == pAddressGrade:
			return textValue("none")
		}
		return rules.Value{}
	}
	h := &p.hits[p.profile.address]
	switch x {
	case pAddressGrade:
		return textValue(p.grade)
	case pAddressListedName:
		return textValue(pick(h.Name, h.Matched))
	case pAddressTenants:
		return num(float64(max(h.tenants, 1)))
	}
	return textValue(h.List)
}

func (f *Facts) sameAsForwarder(p *party) rules.Value {
	for i := range f.parties {
		o := &f.parties[i]
		if o.role != data.Forwarder || o == p {
			continue
		}
		if p.role != data.Forwarder && (p.key != "" && p.key == o.key || f.src.Book.SameSite(p.site, o.site)) {
			return boolValue(true)
		}
	}
	if f.isCarrier(p) {
		return boolValue(true)
	}
	if f.role(data.Forwarder) == nil {
		return rules.Value{}
	}
	return boolValue(false)
}

// isCarrier reports a party that by its name is the carrier told, and not the customer, who
// may fetch its goods itself.
func (f *Facts) isCarrier(p *party) bool {
	return f.sh != nil && f.sh.Carrier != "" && p.key != "" && p.key == history.NameKey(f.sh.Carrier) && !f.ofCustomer(p)
}

func (f *Facts) lineFact(l *line, x lineField) rules.Value {
	switch x {
	case lLine:
		return num(float64(l.number()))
	case lPartNumber:
		return textValue(l.PartNumber)
	case lDescription:
		return textValue(l.Description)
	case lQuantity:
		return numValue(l.Quantity)
	case lUnitValueUsd:
		return l.unitUSD
	case lValueUsd:
		return l.valueUSD
	case lEccn:
		v := textValue(strings.TrimSpace(l.ECCN))
		v.Text = strings.ToUpper(v.Text)
		return v
	case lHs:
		return textValue(l.HS)
	case lOrigin:
		return countryValue(f.country(l.OriginCountry))
	case lNetKg:
		return numValue(l.NetKg)
	case lGrossKg:
		return numValue(l.GrossKg)
	case lModel:
		return textValue(l.good.Model)
	case lMaker:
		return textValue(l.good.Maker)
	case lControlled:
		return textValue(string(l.good.Controlled))
	case lGpus:
		return l.gpus
	case lLot:
		if l.good.Lot > 0 {
			return num(l.good.Lot)
		}
		return rules.Value{}
	case lPrcChip:
		return l.prcChip()
	case lHsMismatch:
		return f.hsMismatch(l)
	case lGeneric:
		return f.generic(l)
	case lPriceOver:
		return f.priceOver(l)
	case lWeightRatio:
		return l.weightRatio()
	case lUsdPerKg:
		return l.perKg()
	case lSerials:
		return num(float64(len(l.Serials)))
	case lDualUse:
		if s := data.TextState(strings.TrimSpace(l.ECCN)); s != data.Known {
			return rules.Value{State: s}
		}
		return boolValue(soughtClass(l.ECCN))
	case lReceived:
		return numValue(l.Received)
	case lPricedAsNamed:
		return boolValue(l.good.PricedLike)
	case lGoesWith:
		if l.good.Beside == nil {
			return rules.Value{}
		}
		return textValue(l.good.Beside.Model)
	case lPerPackage:
		return l.perPackage()
	case lTells:
		return f.tellsOfLine(l)
	case lWorth:
		return f.addsUp(l)
	case lCalled:
		return f.called(l)
	case lCurrencyOpen:
		return boolValue(f.currencyOpen(l))
	case lUnnamed:
		return boolValue(l.unnamed())
	}
	return rules.Value{}
}

func (f *Facts) hitFact(h *partyHit, x hitField) rules.Value {
	switch x {
	case hParty:
		return textValue(h.party.c.Name)
	case hRole:
		return textValue(string(h.party.role))
	case hList:
		return textValue(h.List)
	case hClass:
		return textValue(h.class)
	case hName:
		return textValue(pick(h.Name, h.Matched))
	case hScore:
		return num(h.Score)
	case hSure:
		return boolValue(h.sure)
	case hCleared:
		return boolValue(h.cleared != nil)
	case hAddress:
		return boolValue(h.Address)
	case hOwner:
		return boolValue(h.owner != "")
	}
	return boolValue(f.later(&h.hit))
}

func (f *Facts) ownerFact(o *partyOwner, x ownerField) rules.Value {
	switch x {
	case oOf:
		return textValue(o.party.c.Name)
	case oRole:
		return textValue(string(o.party.role))
	case oName:
		return textValue(o.name)
	case oCountry:
		return countryValue(o.seat)
	case oPercent:
		return numValue(o.percent)
	case oLayer:
		return num(float64(o.layer))
	case oRestricted:
		return about(o.seat, f.restricted)
	case oListed:
		if !o.listed && !f.src.Lists.Vouched {
			return unknownValue()
		}
		return boolValue(o.listed)
	}
	return textValue(o.hit.List)
}
