package facts

import (
	"redflag/data"
	"redflag/screening/rules"
)

// lasting reports whether a fact of a party follows from what the party is and from its
// part in the order, whatever order that is: not from the date of it, nor from who else
// stands in it. That holds of plain parties alone.
func (x partyField) lasting() bool {
	switch x {
	case pRole, pName, pCountry, pChina, pRussia, pHqCountry, pUltimateParentCountry, pUsSide, pReceives, pRecord,
		pListedHit, pListedScore, pListedList, pListedClass, pListedName, pListedLater, pAddressGrade, pAddressListedName, pAddressList, pAddressTenants, pAddressNotedListed, pAddressOfForwarder, pListedOwner, pListedOwnerShare, pSanctionedOwnerShare, pAffiliateShare, pOwnerRestricted, pOwnerRussia,
		pForwarder, pBank, pReseller, pLets, pUniversity, pMilitary, pResidential, pAddressCountry, pPlaceholder, pDisguised, pSharedAddressCount, pSharedPhoneCount, pListedLocally, pListedBrand,
		pIncorporatedAfterControls, pBusinessFits, pPublicBody, pTiesChina, pTiesRussia, pParentNamedChina, pTiesBarred, pCalledInRussia, pStoppedAs, pStoppedSame, pStoppedListed, pOwnerNotedListed, pAddress, pMilitarySign, pMilitaryLocally, pThinPresence, pBare, pOpenPlace, pDeclined, pNotFound, pMilitaryBody, pNameTells, pAddressTells, pToBeFounded:
		return true
	}
	return false
}

// isPlain reports whether nothing is said of a party beyond what records tell of it.
func (p *profile) isPlain() bool {
	return !p.judged && len(p.hits) == 0 && len(p.owners) == 0 && len(p.mentions) == 0 && p.stopped == nil && p.namesake == nil && p.verified == nil
}

// lasting reports whether a fact of the customer follows from what the customer is,
// whatever it orders and when. That holds of plain customers alone.
func (x field) lasting() bool {
	switch x {
	case fCustomerHqCountry, fCustomerParentCountry, fCustomerUltimateParent, fCustomerUltimateParentCountry, fCustomerCountry, fCustomerChina, fCustomerRussia,
		fCustomerIncorporated, fCustomerIncorporatedAfterControls, fCustomerWebsite, fCustomerFreeMail, fCustomerMailMismatch, fCustomerMailImitates, fCustomerThinPresence,
		fCustomerAddress, fCustomerAddressKind, fCustomerSharedAddressCount, fCustomerSharedPhoneCount, fCustomerSharedDirectorCount, fCustomerSharedFloorCount,
		fCustomerOtherName, fCustomerNameAlike, fCustomerTiedTo, fCustomerTiedBy, fCustomerTiedDoor,
		fCustomerEmployees, fCustomerIaas, fCustomerEndUseStatement, fCustomerRole, fCustomerBusiness, fCustomerBusinessRemote, fCustomerBusinessWithoutUse, fCustomerBusinessFits,
		fCustomerNominee, fCustomerPrivatePerson, fCustomerNotes, fCustomerCountedKw, fCustomerSince,
		fCustomerOwnerNotedListed, fCustomerOwnerTiesChina:
		return true
	}
	return false
}

// Lasting numbers parties of whom nothing special is known, for rules.Lasting. A place of
// the customer, headed where that is, is no such party in its orders.
func (f *Facts) Lasting(g, i int) (who int32, part uint8, ok bool) {
	if g == rules.Subject {
		if f.cust == nil {
			return 0, 0, false
		}
		return f.cust.number, 0, f.cust.plain
	}
	if group(g-int(fields)) != groupParties {
		return 0, 0, false
	}
	p := &f.parties[i]
	part = partOf(p.role)
	return p.number, part, p.plain && part != otherPart && f.headedAs(p) == p.profile
}

// otherPart is that of a role that no file may name.
const otherPart = 0

// partOf numbers roles.
func partOf(r data.Role) uint8 {
	switch r {
	case roleCustomer:
		return 1
	case data.Exporter:
		return 2
	case data.Manufacturer:
		return 3
	case data.Purchaser:
		return 4
	case data.IntermediateConsignee:
		return 5
	case data.UltimateConsignee:
		return 6
	case data.EndUser:
		return 7
	case data.Forwarder:
		return 8
	case data.NotifyParty:
		return 9
	case data.Payer:
		return 10
	case data.Bank:
		return 11
	}
	return otherPart
}
