package facts

import (
	"regexp"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// on is the day that the deal is placed on.
func (f *Facts) on() data.Date {
	if shipped := f.sh.Shipped(); shipped.State() == data.Known || f.sh.Date.State() == data.NotTold {
		return shipped
	}
	return f.sh.Date
}

func (f *Facts) computeShipment(x field) rules.Value {
	switch {
	case x >= fShipmentDestination && x <= fShipmentFinalDestinationDiffers:
		return f.computeDestination(x)
	case x >= fShipmentRoute && x <= fShipmentRouteUnknownPlace:
		return f.computeRoute(x)
	case x >= fShipmentExporter && x <= fShipmentSite:
		return f.computeParties(x)
	case x >= fShipmentForwarder && x <= fShipmentPaymentCash:
		return f.computePayment(x)
	}
	sh := f.sh
	switch x {
	case fShipmentId:
		return textValue(sh.ID)
	case fShipmentOrder:
		return textValue(sh.Order)
	case fShipmentDate:
		return dateValue(sh.Date)
	case fShipmentShipDate:
		return dateValue(sh.ShipDate)
	case fShipmentOn:
		return dateValue(f.on())
	case fShipmentDocType:
		return wordValue(sh.DocType)
	case fShipmentOwnPurchase:
		return boolValue(sh.DocType == "purchase" && history.ComesIn(sh) && (sh.Customer == "" || f.cust != nil && f.role(roleCustomer) == nil) && f.role(data.EndUser) == nil)
	case fShipmentDirection:
		return wordValue(sh.Direction)
	case fShipmentGrain:
		return wordValue(sh.Grain)
	case fShipmentStatus:
		return textValue(sh.Status)
	case fShipmentCheckNotPassed:
		return textValue(f.checkNotPassed())
	case fShipmentHoldReason:
		return textValue(sh.HoldReason)
	case fShipmentCustomer:
		return textValue(sh.Customer)
	case fShipmentStatedEndUse:
		return textValue(sh.StatedEndUse)
	case fShipmentEndUseVague, fShipmentEndUseMilitary, fShipmentEndUseTraining:
		return f.endUse(x)
	case fShipmentLicence:
		return f.licenceTold(sh.Licence)
	case fShipmentLicenceException:
		v := f.licenceTold(sh.LicenceException)
		v.Text = strings.ToUpper(strings.TrimSpace(v.Text))
		return v
	case fShipmentIncoterm:
		v := textValue(sh.Incoterm)
		v.Text = strings.ToUpper(strings.TrimSpace(v.Text))
		if len(v.Text) > 3 {
			v.Text = v.Text[:3]
		}
		return v
	case fShipmentCarrier:
		return textValue(sh.Carrier)
	case fShipmentValueUsd:
		return f.allGoods().valueUSD
	case fShipmentNotes:
		return textValue(sh.Notes)
	case fShipmentNotesTell, fShipmentHoldReasonTells, fShipmentEndUseTells, fShipmentCarrierTells:
		return f.tellsFact(x)
	case fShipmentLines:
		return num(float64(len(sh.Lines)))
	case fShipmentParties:
		return num(float64(len(sh.Parties)))
	case fShipmentAct:
		return textValue(f.act())
	case fShipmentEndUseDeclined:
		return textValue(f.endUseDeclined())
	case fShipmentEndUseUnfit:
		return f.endUseUnfit()
	case fShipmentEndUseWeapon:
		return textValue(f.endUseWeapon())
	case fShipmentNamesAtOneDesk:
		return textValue(f.namesAtOneDesk())
	case fShipmentUsedAtHome:
		return f.usedAtHome()
	case fShipmentOrderAdvanced:
		if !f.dated || data.TextState(sh.Order) != data.Known {
			return boolValue(false)
		}
		return boolValue(f.papersBefore().Advanced)
	case fShipmentBesideAdvanced:
		return boolValue(len(sh.Lines) == 0 || f.get(fShipmentOrderAdvanced).Bool() || f.besideMachines())
	case fShipmentGoesOnTo:
		return textValue(f.goesOnTo())
	case fShipmentBilledWay, fShipmentBilledDetour:
		return f.billed(x)
	case fShipmentTermPlace, fShipmentTermDetour:
		return f.term(x)
	case fShipmentNotedDetour:
		return f.notedDetour()
	case fShipmentNotedOnward:
		return textValue(f.notedOnward())
	case fShipmentNotedFounded:
		return f.notedFounded()
	case fShipmentLentToRestricted:
		return f.lentToRestricted()
	case fShipmentReceiverOwnedAsStopped:
		return textValue(f.receiverOwnedAsStopped())
	case fShipmentInward:
		return boolValue(history.ComesIn(sh) && !f.suppliesCustomer())
	case fShipmentRush:
		return f.rush()
	case fShipmentNamesOfOne:
		return textValue(f.namesOfOne())
	case fShipmentReceiverOfStopped:
		if p := f.receiverOfStopped(); p != nil {
			return textValue(p.stoppedWith.Customer.Name)
		}
	case fShipmentInsuredUsd:
		return f.insured()
	case fShipmentInsuredOver:
		return multiple(f.get(fShipmentInsuredUsd), f.get(fShipmentValueUsd))
	case fShipmentInsuredPieceUsd:
		return multiple(f.get(fShipmentInsuredUsd), f.pieces())
	case fShipmentReceiverLicence:
		v, _ := f.receiverLicence()
		return v
	case fShipmentStandsIn:
		return f.standsInValue()
	case fShipmentHandedInZone:
		return textValue(f.handedInZone())
	case fShipmentStandsInHub:
		return f.standsInHub()
	case fShipmentReceiverMw:
		v, _ := f.receiverMW()
		return v
	case fShipmentHostedKw:
		return f.hosted(f.src.Words.hosting.kw)
	case fShipmentHostedRacks:
		return f.hosted(f.src.Words.hosting.rackCount)
	case fShipmentHostedWhole:
		return f.hostedWhole()
	case fShipmentHostedDays:
		return f.hostedDays()
	case fShipmentHostedBriefly:
		return f.hostedBriefly()
	case fShipmentHostedOneDay:
		return f.hostedOneDay()
	case fShipmentDataOnDrives:
		said, _ := f.dataOnDrives()
		return textValue(said)
	case fShipmentDrivesOfChina:
		_, china := f.dataOnDrives()
		return boolValue(china)
	case fShipmentLetsChips:
		return f.letsChips()
	case fShipmentHourOver:
		return f.hourOver()
	case fShipmentNotedLeg:
		return textValue(f.notedLeg())
	case fShipmentTermEmbargoed:
		return textValue(f.termEmbargoed())
	case fShipmentCarriedTo:
		return textValue(f.carriedTo())
	case fShipmentLeftSigner:
		return textValue(f.leftSigner())
	case fShipmentOverUsual:
		return f.overUsual()
	case fShipmentNotedStaff, fShipmentNotedIdentity:
		return f.peopleTold(x)
	case fShipmentNotedOwner:
		return textValue(f.notedOwner())
	case fShipmentNotedTrade:
		return textValue(f.notedTrade())
	case fShipmentNotedKw:
		if kw := f.src.Words.hosting.notedKW(f.sh.Notes); kw > 0 {
			return num(kw)
		}
	case fShipmentLicenceInTime:
		return f.licenceInTime()
	case fShipmentPermitEnded:
		return f.permitEnded()
	case fShipmentLocalDemand:
		return f.localDemand()
	case fShipmentDaysToRule, fShipmentNextRule:
		return f.nextRule(x)
	}
	return rules.Value{}
}

// licenceTold reads a field in which files write "none" for nothing, or "NLR (EAR99)". A
// number behind such a word may be one of a licence: "No D1198842".
func (f *Facts) licenceTold(s string) rules.Value {
	low := strings.ToLower(strings.TrimSpace(s))
	first, rest, _ := strings.Cut(low, " ")
	if none := f.src.Words.list.NoLicence; none[low] || none[strings.TrimRight(first, ",;:")] && !licenceNumber.MatchString(rest) {
		return rules.Value{}
	}
	return textValue(s)
}

var licenceNumber = regexp.MustCompile(`\d{3}`)

func (f *Facts) computeParties(x field) rules.Value {
	name := func(r data.Role) rules.Value {
		p := f.role(r)
		if p == nil {
			return rules.Value{}
		}
		if p.placeholder {
			return rules.Value{State: data.Unknown, Text: p.c.Name}
		}
		return textValue(p.c.Name)
	}
	switch x {
	case fShipmentExporter:
		return name(data.Exporter)
	case fShipmentPurchaser:
		return name(data.Purchaser)
	case fShipmentEndUser:
		return name(data.EndUser)
	case fShipmentEndUserCountry:
		if p := f.role(data.EndUser); p != nil {
			return countryValue(p.country)
		}
	case fShipmentUltimateConsignee:
		return name(data.UltimateConsignee)
	case fShipmentIntermediateConsignee:
		return name(data.IntermediateConsignee)
	case fShipmentNotifyParty:
		return name(data.NotifyParty)
	case fShipmentBank:
		return name(data.Bank)
	case fShipmentDeliveryAddress:
		if p := f.delivery(); p != nil {
			return textValue(p.c.Address)
		}
	case fShipmentDeliveryVague:
		return f.deliveryVague()
	case fShipmentSite:
		return f.site()
	}
	return rules.Value{}
}

// delivery is the party that the goods are delivered to.
func (f *Facts) delivery() *party {
	for _, r := range [...]data.Role{data.EndUser, data.UltimateConsignee, data.IntermediateConsignee} {
		if p := f.role(r); p != nil && data.TextState(p.c.Address) != data.NotTold {
			return p
		}
	}
	return nil
}

// coordinates is an address that is a point of the map and names no house.
var coordinates = regexp.MustCompile(`^(?:gps|coord[a-zéñ.]*|coordinates|koordinaten|座標|坐标|座標)?[: ]*[-+]?\d{1,3}(?:[.,]\d+[°º]?|[°º][\d'′″" .]*)\s?[nsew]?[,;/ ]+[-+]?\d{1,3}(?:[.,]\d+[°º]?|[°º][\d'′″" .]*)\s?[nsewo]?$`)

func (f *Facts) deliveryVague() rules.Value {
	p := f.delivery()
	if p == nil {
		return rules.Value{}
	}
	addr := strings.TrimSpace(p.c.Address)
	if data.TextState(addr) != data.Known {
		return unknownValue()
	}
	l := strings.Trim(strings.ToLower(addr), " .,;:")
	w := f.src.Words
	if w.list.AddressVague[l] || coordinates.MatchString(l) || p.kind == "po_box" || history.CareOf(l) {
		return boolValue(true)
	}
	if history.NameKey(addr) == history.NameKey(p.c.City) || f.country(addr).iso != "" {
		return boolValue(true) // only a city or a country
	}
	return boolValue(false)
}

// site is where the goods are to run.
func (f *Facts) site() rules.Value {
	p := f.role(data.EndUser)
	if p == nil {
		return f.ownHall()
	}
	for _, s := range fullRecord(p.profile).Sites {
		if k := strings.ToLower(s.Kind); k == "datacenter" || k == "lab" || k == "" {
			return textValue(pick(s.Address, s.Name))
		}
	}
	if p.placeholder {
		return unknownValue()
	}
	return textValue(p.c.Address)
}

// ownHall is the hall that a customer who names no other user tells with its power or racks
// in its own record, in the country that the goods go to.
func (f *Facts) ownHall() rules.Value {
	d, _ := f.destination()
	if f.cust == nil || f.cust.mayMove() || d.iso == "" || f.located(f.cust).iso != d.iso {
		return rules.Value{}
	}
	for _, s := range fullRecord(f.cust).Sites {
		if !strings.EqualFold(s.Kind, "datacenter") || s.MW.State != data.Known && s.Racks.State != data.Known {
			continue
		}
		if at, ok := f.src.Places.AtEnd(s.Address); !ok || at == d.iso {
			return textValue(pick(s.Address, s.Name))
		}
	}
	return rules.Value{}
}

// receiverMW is the power of the halls of who gets the goods for the customer, and whose
// they are.
func (f *Facts) receiverMW() (most rules.Value, of *party) {
	for i := range f.parties {
		p := &f.parties[i]
		if !receives(p.role) || p.forwarder || f.ofCustomer(p) {
			continue
		}
		if v := f.siteMW(fullRecord(p.profile), nil); v.State == data.Known && (of == nil || v.Num > most.Num) {
			most, of = v, p
		}
	}
	return most, of
}

// fullRecord is the record that a party was taken to be where it tells no sites
// itself, else the party.
func fullRecord(p *profile) *data.Customer {
	if len(p.c.Sites) == 0 && p.rec != nil {
		return p.rec.Customer
	}
	return p.c
}

func (f *Facts) endUse(x field) rules.Value {
	sh := f.sh
	state := data.TextState(sh.StatedEndUse)
	l := strings.ToLower(sh.StatedEndUse)
	w := f.src.Words
	switch x {
	case fShipmentEndUseVague:
		if state != data.Known {
			return rules.Value{State: state}
		}
		return boolValue(w.list.EndUseVague[strings.Trim(l, " .,;:")])
	case fShipmentEndUseMilitary:
		if p := f.role(data.EndUser); p != nil && p.military {
			return boolValue(true)
		}
		if state != data.Known {
			return rules.Value{State: state}
		}
		_, heard := w.first(&theme{phrases: w.list.Military}, l, l)
		return boolValue(heard && w.list.NotMilitary.In(l) == "" || f.hasTheme(sh.StatedEndUse, "military"))
	}
	if state != data.Known {
		return rules.Value{State: state}
	}
	return boolValue(f.hasTheme(sh.StatedEndUse, "training"))
}

func (f *Facts) rush() rules.Value {
	a, b := f.sh.Date, f.sh.ShipDate
	if a.State() != data.Known || b.State() != data.Known || a.Day == 0 || b.Day == 0 {
		return rules.Value{State: min(a.State(), b.State())}
	}
	days := b.First() - a.First()
	weekday := (a.First()%7 + 7 + 4) % 7 // 1970-01-01 was a Thursday
	return boolValue(days == 0 || weekday == 5 && days == 3)
}

func (f *Facts) nextRule(x field) rules.Value {
	if !f.dated {
		return rules.Value{}
	}
	for _, r := range f.src.Calendar {
		if d := r.On.First(); d >= f.day {
			if x == fShipmentNextRule {
				return textValue(r.Name)
			}
			return num(float64(d - f.day))
		}
	}
	return rules.Value{}
}

func (f *Facts) profileOf(r data.Role) *profile {
	if p := f.role(r); p != nil {
		return p.profile
	}
	return nil
}
