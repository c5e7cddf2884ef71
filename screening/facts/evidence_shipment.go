package facts

import (
	"slices"
	"strconv"
	"strings"

	"redflag/data"
)

func (f *Facts) shipmentEvidence(x field) []data.Evidence {
	sh := f.sh
	if sh == nil {
		return nil
	}
	switch {
	case x >= fShipmentDestination && x <= fShipmentDestinationDiffersFromEndUser:
		d, of := f.destination()
		if x == fShipmentDestinationTold {
			return f.one(f.of("destination_country", sh.DestinationCountry, 0))
		}
		out := f.one(f.of("destination_country", sh.DestinationCountry, 0))
		if of != nil {
			out = f.one(f.partyTold(of.profile, of.path, "country", d.text))
		}
		if f.asOrdered {
			out = f.room.Add(out, f.of("order", sh.Order, 0))
		}
		if x == fShipmentDestinationLicence {
			if sh.FinalDestinationCountry != "" {
				out = f.room.Add(out, f.of("final_destination_country", sh.FinalDestinationCountry, 0))
			}
			return append(out, f.goodEvidence((*line).controlled)...)
		}
		if p := f.role(data.EndUser); x == fShipmentDestinationDiffersFromEndUser && p != nil {
			out = f.room.Add(out, f.partyTold(p.profile, p.path, "country", p.c.Country))
		}
		return out
	case x >= fShipmentFinalDestination && x <= fShipmentFinalDestinationDiffers:
		out := f.one(f.of("final_destination_country", sh.FinalDestinationCountry, 0))
		if x == fShipmentFinalDestinationDiffers {
			out = f.room.Add(out, f.of("destination_country", sh.DestinationCountry, 0))
		}
		return out
	case x >= fShipmentRoute && x <= fShipmentRouteUnknownPlace:
		return f.one(f.of("route", strings.Join(sh.Route, " > "), 0))
	}
	roleName := func(r data.Role, field string, get func(*data.Customer) string) []data.Evidence {
		p := f.role(r)
		if p == nil {
			return f.one(f.of(string(r)+"."+field, "", 0))
		}
		return f.one(f.partyTold(p.profile, p.path, field, get(p.c)))
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
			return f.one(f.partyTold(p.profile, p.path, "address", p.c.Address))
		}
		return f.one(f.of("end_user.address", "", 0))
	case fShipmentSite:
		v := f.get(x)
		if f.role(data.EndUser) == nil {
			return f.one(f.customerTold("sites", v.Text))
		}
		return f.one(f.of("end_user.sites", v.Text, 0))
	case fShipmentPayer:
		return f.one(f.payerTold("payer", f.get(x).Text))
	case fShipmentPayerCountry, fShipmentPayerRestricted:
		return f.one(f.payerTold("payer_country", f.payerCountry().text))
	case fShipmentPayerThirdCountry:
		out := f.one(f.payerTold("payer_country", f.payerCountry().text))
		if f.cust != nil {
			out = f.room.Add(out, f.customerTold("country", f.located(f.cust).text))
		}
		return out
	case fShipmentPayerIsBuyer, fShipmentPayerIsBranch:
		out := f.one(f.payerTold("payer", f.get(fShipmentPayer).Text))
		if f.cust != nil {
			out = f.room.Add(out, f.customerTold("name", f.cust.c.Name))
		}
		return out
	}
	return f.headerEvidence(x)
}

func (f *Facts) headerEvidence(x field) []data.Evidence {
	sh := f.sh
	switch x {
	case fShipmentId:
		return f.one(f.of("id", sh.ID, 0))
	case fShipmentOrder:
		return f.one(f.of("order", sh.Order, 0))
	case fShipmentDate:
		return f.one(f.of("date", sh.Date.String(), 0))
	case fShipmentShipDate:
		return f.one(f.of("ship_date", sh.ShipDate.String(), 0))
	case fShipmentLentToRestricted:
		by := f.src.Book.Financed(sh, f.day)
		return f.one(data.Evidence{Field: "parties", Value: toldText(by.User), Record: data.Key{Source: f.source, Kind: data.ShipmentKind, ID: by.Paper}.String()})
	case fShipmentReceiverOfStopped, fShipmentReceiverOwnedAsStopped:
		p := f.receiverOfStopped()
		if p == nil {
			return nil
		}
		out := f.one(f.partyTold(p.profile, p.path, "address", p.c.Address))
		if len(p.c.Phones) > 0 {
			out = f.room.Add(out, f.partyTold(p.profile, p.path, "phones", strings.Join(p.c.Phones, ", ")))
		}
		return f.room.Add(out, onRecord(p.stoppedWith, "name", p.stoppedWith.Customer.Name))
	case fShipmentEndUseDeclined, fShipmentEndUseUnfit, fShipmentEndUseWeapon:
		return f.one(f.of("stated_end_use", sh.StatedEndUse, 0))
	case fShipmentNamesOfOne, fShipmentNamesAtOneDesk:
		return f.one(f.of("parties.name", f.get(x).Text, 0))
	case fShipmentOn, fShipmentDaysToRule, fShipmentNextRule:
		return f.dateEvidence()
	case fShipmentRush:
		return []data.Evidence{f.of("date", sh.Date.String(), 0), f.of("ship_date", sh.ShipDate.String(), 0)}
	case fShipmentDocType, fShipmentOwnPurchase:
		return f.one(f.of("doc_type", sh.DocType, 0))
	case fShipmentAct:
		return f.actEvidence()
	case fShipmentUsedAtHome:
		return f.room.Add(f.one(f.of("stated_end_use", sh.StatedEndUse, 0)), f.of("destination_country", sh.DestinationCountry, 0))
	case fShipmentInward:
		return f.room.Add(f.one(f.of("direction", sh.Direction, 0)), f.of("doc_type", sh.DocType, 0))
	case fShipmentDirection:
		return f.one(f.of("direction", sh.Direction, 0))
	case fShipmentGrain:
		return f.one(f.of("grain", sh.Grain, 0))
	case fShipmentStatus, fShipmentCheckNotPassed:
		return f.one(f.of("status", sh.Status, 0))
	case fShipmentHoldReason:
		return f.one(f.of("hold_reason", sh.HoldReason, 0))
	case fShipmentCustomer:
		return f.one(f.of("customer", sh.Customer, 0))
	case fShipmentPaymentMethod, fShipmentPaymentCash:
		return f.one(f.of("payment_method", sh.PaymentMethod, 0))
	case fShipmentStatedEndUse, fShipmentEndUseVague, fShipmentEndUseMilitary, fShipmentEndUseTraining:
		out := f.one(f.of("stated_end_use", sh.StatedEndUse, 0))
		if p := f.role(data.EndUser); x == fShipmentEndUseMilitary && p != nil && p.military {
			out = f.room.Add(out, f.partyTold(p.profile, p.path, "name", p.c.Name))
		}
		return out
	case fShipmentLicence:
		return f.one(f.of("licence", sh.Licence, 0))
	case fShipmentInsuredUsd, fShipmentInsuredOver, fShipmentInsuredPieceUsd:
		return f.amountEvidence(x)
	case fShipmentReceiverLicence:
		if _, p := f.receiverLicence(); p != nil {
			return f.room.Add(f.one(f.partyTold(p.profile, p.path, "country", p.c.Country)), f.partyTold(p.profile, p.path, "address", p.place))
		}
		return nil
	case fShipmentReceiverMw:
		if _, p := f.receiverMW(); p != nil {
			return f.one(f.partyTold(p.profile, p.path, "sites", f.sitesTold(fullRecord(p.profile))))
		}
	case fShipmentStandsIn, fShipmentStandsInHub:
		if _, p := f.standsIn(); p != nil {
			return f.one(f.partyTold(p.profile, p.path, "sites", f.sitesTold(fullRecord(p.profile))))
		}
	case fShipmentLeftSigner:
		return f.one(f.customerTold("notes", f.cust.full().Notes))
	case fShipmentDataOnDrives, fShipmentDrivesOfChina:
		said, _ := f.dataOnDrives()
		return f.one(f.of("notes", said, 0))
	case fShipmentHostedBriefly, fShipmentHostedDays, fShipmentLetsChips, fShipmentHourOver:
		if len(sh.Lines) > 0 {
			return f.one(f.of("description", sh.Lines[0].Description, max(sh.Lines[0].Line, 1)))
		}
	case fShipmentHostedKw, fShipmentHostedRacks, fShipmentHostedOneDay:
		return f.hostedEvidence()
	case fShipmentLicenceInTime:
		return f.one(f.of("licence", sh.Licence, 0))
	case fShipmentPermitEnded:
		return f.endEvidence()
	case fShipmentLicenceException:
		return f.one(f.of("licence_exception", sh.LicenceException, 0))
	case fShipmentIncoterm, fShipmentHandedInZone, fShipmentCarriedTo, fShipmentTermEmbargoed:
		return f.one(f.of("incoterm", sh.Incoterm, 0))
	case fShipmentCarrier:
		return f.one(f.of("carrier", sh.Carrier, 0))
	case fShipmentHostedWhole:
		return f.room.Add(f.hostedEvidence(), f.of("notes", sh.Notes, 0))
	case fShipmentOrderAdvanced, fShipmentBesideAdvanced:
		if sh.Order == "" {
			return f.one(f.of("doc_type", sh.DocType, 0))
		}
		return f.one(f.of("order", sh.Order, 0))
	case fShipmentGoesOnTo:
		return append(f.one(f.of("order", sh.Order, 0)), f.of("route", strings.Join(sh.Route, " > "), 0))
	case fShipmentTermPlace, fShipmentTermDetour:
		return f.one(f.of("incoterm", sh.Incoterm, 0))
	case fShipmentBilledWay, fShipmentBilledDetour:
		return f.one(f.of("description", strings.Join(slices.Collect(f.get(fShipmentBilledWay).Texts()), " > "), 0))
	case fShipmentNotes, fShipmentNotedKw, fShipmentNotedTrade, fShipmentOverUsual, fShipmentNotedOwner, fShipmentNotedStaff, fShipmentNotedIdentity, fShipmentNotedLeg, fShipmentNotedDetour, fShipmentNotedFounded, fShipmentNotedOnward:
		return f.one(f.of("notes", sh.Notes, 0))
	case fShipmentValueUsd:
		return f.lineValues(func(*line) bool { return true })
	case fShipmentLines:
		return f.one(f.of("lines", strconv.Itoa(len(sh.Lines)), 0))
	case fShipmentParties:
		return f.one(f.of("parties", strconv.Itoa(len(sh.Parties)), 0))
	}
	return nil
}
