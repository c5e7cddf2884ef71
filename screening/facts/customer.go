package facts

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// controls is the day of the first controls on advanced chips, 7 October 2022.
func controls() data.Date { return data.Day(2022, time.October, 7) }

// full is the customer record where there is one, else the party as told.
func (p *profile) full() *data.Customer {
	if p.rec != nil {
		return p.rec.Customer
	}
	return p.c
}

// tell reads a text of the party, or of its record where the party tells none.
func (p *profile) tell(of func(*data.Customer) string) string {
	if s := of(p.c); data.TextState(s) == data.Known || p.rec == nil {
		return s
	}
	return of(p.rec.Customer)
}

func (f *Facts) computeCustomer(x field) rules.Value {
	if x == fCustomerKnown {
		return f.customerKnown()
	}
	if ofCustomersPast(x) {
		return f.computePast(x)
	}
	p := f.cust
	if p == nil {
		return rules.Value{}
	}
	c := p.full()
	switch x {
	case fCustomerId:
		if p.rec != nil {
			return textValue(c.ID)
		}
	case fCustomerName:
		return textValue(p.c.Name)
	case fCustomerCountry:
		return countryValue(f.located(p))
	case fCustomerHqCountry:
		return countryValue(p.hq.country)
	case fCustomerParentCountry:
		return countryValue(p.parent.country)
	case fCustomerUltimateParent:
		return textValue(c.UltimateParent)
	case fCustomerUltimateParentCountry:
		return countryValue(p.top.country)
	case fCustomerHqRestricted:
		return f.hqRestricted(p)
	case fCustomerChina:
		return about(f.located(p), isChina)
	case fCustomerRussia:
		return about(f.located(p), isRussia)
	case fCustomerHub:
		return about(f.located(p), f.hub)
	case fCustomerA1:
		if p.hq.state == data.Known {
			return f.inGroup(p.hq.country, "A:1")
		}
		return f.inGroup(f.located(p), "A:1")
	case fCustomerIncorporated:
		return dateValue(p.founded)
	case fCustomerIncorporatedAfterControls:
		return truthValue(p.founded.Before(controls()).Not(), p.founded.State())
	case fCustomerAgeDays:
		return f.daysSince(p.founded)
	case fCustomerWebsite:
		return textValue(c.Website)
	case fCustomerDomainAgeDays:
		return f.daysSince(c.DomainCreated)
	case fCustomerFreeMail:
		return truthValue(p.free, data.NotTold)
	case fCustomerMailMismatch:
		return truthValue(p.mismatch, data.NotTold)
	case fCustomerMailImitates:
		return truthValue(p.imitates, data.NotTold)
	case fCustomerThinPresence:
		return truthValue(p.thin, max(data.TextState(c.Website), data.NotTold))
	case fCustomerAddress:
		return textValue(c.Address)
	case fCustomerAddressKind:
		return textValue(f.addressKind(p))
	case fCustomerSharedAddressCount:
		return f.sharedCount(p, p.shared.Address)
	case fCustomerSharedPhoneCount:
		return f.sharedCount(p, p.shared.Phone)
	case fCustomerSharedDirectorCount:
		return f.sharedCount(p, p.shared.Director)
	case fCustomerOtherName:
		return textValue(p.others)
	case fCustomerNameAlike:
		return textValue(p.alike)
	case fCustomerTiedTo:
		return textValue(p.tie.With)
	case fCustomerTiedBy:
		return textValue(p.tie.By)
	case fCustomerGroupPhone:
		if f.found {
			return textValue(f.src.Book.GroupPhone(f.customer))
		}
	case fCustomerTiedSite:
		return textValue(p.tie.Site)
	case fCustomerTiedDoor:
		return textValue(p.tie.Door)
	case fCustomerHallMate, fCustomerHallNotes, fCustomerHallStopped:
		return f.hallMates(x)
	case fCustomerSharedFloorCount:
		return f.sharedCount(p, p.shared.Floor)
	case fCustomerSharedWithStopped, fCustomerFormerListedDirector, fCustomerSharedWithListed, fCustomerSharedWithMilitary, fCustomerPersonOfListed:
		return f.stoppedKin(x)
	case fCustomerKinOfStopped:
		return f.kinOfStopped()
	case fCustomerStoppedSister:
		if f.found && f.dated {
			if r := f.src.Book.StoppedSister(f.customer, f.day); r != nil {
				return textValue(r.Customer.Name)
			}
		}
	case fCustomerStopped:
		if f.found {
			since, stopped := history.NotedStop(f.src.Book.Customer(f.customer).Customer.Notes)
			return boolValue(stopped && (!f.dated || f.day >= since))
		}
	case fCustomerRefusedOn:
		if f.found && f.dated {
			if on := f.src.Book.RefusedOn(f.customer, f.day); on > 0 {
				return dateValue(data.DateOfDay(on))
			}
		}
	case fCustomerStoppedTwin:
		return f.stoppedTwin()
	case fCustomerListedDirector:
		return f.listedDirector()
	case fCustomerEmployees:
		return numValue(c.Employees)
	case fCustomerPaidCapitalUsd:
		return f.capital(c)
	}
	return f.computeCustomerTrade(x, p, c)
}

func (f *Facts) computeCustomerTrade(x field, p *profile, c *data.Customer) rules.Value {
	switch x {
	case fCustomerIaas:
		return yesNo(c.IaaS)
	case fCustomerEndUseStatement:
		return yesNo(c.EndUseStatement)
	case fCustomerRole:
		return textValue(p.role)
	case fCustomerBusiness:
		return textValue(p.business)
	case fCustomerBusinessRemote:
		if data.TextState(p.business) != data.Known {
			return rules.Value{State: data.TextState(p.business)}
		}
		return boolValue(p.remote)
	case fCustomerNominee:
		return textValue(p.firm.nominee.value)
	case fCustomerPrivatePerson:
		return boolValue(p.firm.person)
	case fCustomerBusinessWithoutUse:
		if state := data.TextState(p.business); state != data.Known {
			return rules.Value{State: state}
		}
		return boolValue(p.noUse)
	case fCustomerBusinessFits:
		return truthValue(p.fits, data.TextState(p.business))
	case fCustomerNotes:
		return textValue(c.Notes)
	case fCustomerNotesTell:
		return f.tellsFact(x)
	case fCustomerSiteVerified:
		if p.verified != nil {
			return boolValue(true)
		}
	case fCustomerCountedKw:
		return f.countedKW(c)
	case fCustomerGroupRacks:
		return f.groupRacks()
	case fCustomerSiteMw:
		return f.siteMW(c, nil)
	case fCustomerOrderVsCapital:
		return f.perCustomer(f.capital(c))
	case fCustomerValuePerEmployee:
		return f.perCustomer(numValue(c.Employees))
	case fCustomerSince:
		return dateValue(c.CustomerSince)
	case fCustomerSettled:
		return boolValue(f.settled(p))
	case fCustomerListedOwner:
		if !f.src.Lists.Loaded && len(p.owners) > 0 {
			return unknownValue()
		}
		return textValue(p.listed.first())
	case fCustomerListedOwnerShare:
		return numValue(p.listed.share)
	case fCustomerOwnerNotedListed:
		h := p.notedBy()
		return textValue(h.first())
	case fCustomerOwnerNotedListedShare:
		return numValue(p.notedBy().share)
	case fCustomerOwnerRestricted:
		return f.ownerRestricted(p)
	case fCustomerOwnerRestrictedShare:
		return f.ownerRestrictedShare(p)
	case fCustomerOwnerTiesChina:
		return textValue(p.ownerTies)
	}
	return rules.Value{}
}

// located is the country of a party's address, or of the record's.
func (f *Facts) located(p *profile) country {
	if p.country.state == data.Known || p.rec == nil {
		return p.country
	}
	return f.country(p.rec.Customer.Country)
}

func (f *Facts) customerKnown() rules.Value {
	if f.sh == nil || f.found {
		return boolValue(true)
	}
	if s := data.TextState(f.sh.Customer); s != data.Known {
		return rules.Value{State: s}
	}
	return boolValue(false)
}

// hqRestricted is true when headquarters or any parent is restricted, and false
// only when headquarters and ultimate parent are both known and neither is.
func (f *Facts) hqRestricted(p *profile) rules.Value {
	t := data.False
	state := data.Known
	for i, c := range [...]*told{p.hq, p.top, p.parent} {
		if c.state != data.Known {
			if i < 2 {
				t = t.Or(data.Undecided)
				state = min(state, c.state)
			}
			continue
		}
		if c.iso == "" {
			t = t.Or(data.Undecided)
			continue
		}
		t = t.Or(f.restrictedHQ(c.iso))
	}
	if p.rec != nil && p.rec.Customer != p.c && t != data.True {
		// The paper tells one thing; where the record tells a restricted one, that
		// stands until somebody has settled which is right.
		c := p.rec.Customer
		for _, text := range [...]string{c.HQCountry, c.ParentCountry, c.UltimateParentCountry} {
			if o := f.country(text); o.iso != "" && f.restrictedHQ(o.iso) == data.True {
				return boolValue(true)
			}
		}
	}
	if t != data.True && f.heldFromRestricted(p) != nil {
		return boolValue(true)
	}
	if t == data.Undecided && p.hq.state != data.Known && registeredInChina(p.full()) && f.restrictedHQ("CN") == data.True {
		return boolValue(true) // a branch has the number of the company that it is of
	}
	if loc := f.located(p); t == data.Undecided && p.hq.state != data.Known && loc.iso != "" && f.restrictedHQ(loc.iso) == data.True {
		// Where nobody says otherwise, a firm is taken to sit where its address is;
		// that can only make it restricted, never clear it.
		return boolValue(true)
	}
	return truthValue(t, state)
}

// socialCreditCode is a number of the register of firms of mainland China: who keeps it, what
// the firm is, the district, and the number of the firm in it.
var socialCreditCode = regexp.MustCompile(`^9[1-3][1-6]\d{5}[0-9A-HJ-NP-RTUW-Y]{9}[0-9A-Z]$`)

// registeredInChina reports a firm that tells such a number as its own.
func registeredInChina(c *data.Customer) bool {
	return socialCreditCode.MatchString(c.RegistrationNumber) || socialCreditCode.MatchString(c.TaxID)
}

func (f *Facts) addressKind(p *profile) string {
	if p.kind != "" || p.rec == nil || p.rec.Customer == p.c {
		return p.kind
	}
	return f.profile(p.rec.Customer, f.source).kind
}

func (f *Facts) sharedCount(p *profile, n int) rules.Value {
	if n == 0 && !history.Placed(p.full()) && len(p.full().Phones) == 0 && len(p.full().Emails) == 0 && len(p.full().Directors) == 0 {
		return rules.Value{}
	}
	return num(float64(n))
}

func (f *Facts) daysSince(d data.Date) rules.Value {
	if d.State() != data.Known || !f.dated {
		return rules.Value{State: min(d.State(), data.Unknown)} // a deal without a day has no distance to one
	}
	return num(float64(f.day - d.First()))
}

func (f *Facts) stoppedKin(x field) rules.Value {
	if !f.found || !f.dated {
		return rules.Value{}
	}
	kin, person := f.src.Book.StoppedKin(f.customer, f.day)
	ofPerson, ofListed := x == fCustomerFormerListedDirector || x == fCustomerPersonOfListed, x == fCustomerSharedWithListed || x == fCustomerPersonOfListed
	if kin == nil || ofPerson && !person || ofListed && !f.src.notedListed(kin.Customer.Notes) || x == fCustomerSharedWithMilitary && !f.src.worksForMilitary(kin.Customer) {
		return rules.Value{}
	}
	return textValue(kin.Customer.Name)
}

// kinOfStopped is who stands between the customer and a stopped one, with the stopped one.
func (f *Facts) kinOfStopped() rules.Value {
	if !f.found || !f.dated {
		return rules.Value{}
	}
	kin, stopped := f.src.Book.StoppedBeyond(f.customer, f.day)
	if kin == nil {
		return rules.Value{}
	}
	return textValue(kin.Customer.Name + ", and that with " + stopped.Customer.Name)
}

// worksForMilitary reports a house that by its name or business is of the military or of a
// university of theirs.
func (s *Sources) worksForMilitary(c *data.Customer) bool {
	w, text := s.Words, strings.ToLower(c.Name+" . "+c.Business)
	return (w.list.Military.In(text) != "" || w.list.University.In(text) != "") && w.list.NotMilitary.In(text) == ""
}

// hallMates is what the records of customers in the same hall tell.
func (f *Facts) hallMates(x field) rules.Value {
	if !f.found {
		return rules.Value{}
	}
	var notes []string
	name, stopped := "", false
	for _, m := range f.src.Book.HallMates(f.customer) {
		c := f.src.Book.Customer(m).Customer
		if name == "" {
			name = c.Name
		}
		if data.TextState(c.Notes) == data.Known {
			notes = append(notes, c.Notes)
			stopped = stopped || history.NotedAsStopped(c.Notes)
		}
	}
	switch {
	case name == "":
		return rules.Value{}
	case x == fCustomerHallStopped:
		return boolValue(stopped)
	case x == fCustomerHallNotes:
		return textValue(strings.Join(notes, "\n"))
	}
	return textValue(name)
}

func (f *Facts) stoppedTwin() rules.Value {
	if !f.found || !f.dated {
		return rules.Value{}
	}
	twin := f.src.Book.StoppedTwin(f.customer, f.day)
	if twin == nil {
		return rules.Value{}
	}
	return textValue(twin.Customer.Name)
}

// capital is the paid-in capital in US dollars.
func (f *Facts) capital(c *data.Customer) rules.Value {
	if c.PaidCapital.State != data.Known {
		return numValue(c.PaidCapital)
	}
	if c.PaidCapital.Value == 0 {
		return num(0) // nought in any currency
	}
	v, ok := f.src.USD(c.PaidCapital.Value, c.Currency, f.law)
	if !ok {
		return unknownValue()
	}
	return num(v)
}

func (f *Facts) perCustomer(of rules.Value) rules.Value {
	if f.sh == nil {
		return rules.Value{}
	}
	v := f.get(fShipmentValueUsd)
	if v.State != data.Known || of.State != data.Known {
		return rules.Value{State: min(v.State, of.State)}
	}
	if of.Num <= 0 {
		return unknownValue()
	}
	return num(math.Round(v.Num/of.Num*100) / 100)
}

// countedKW is the power of the advanced chips that a firm tells of its sites, not told
// where it counts none.
func (f *Facts) countedKW(c *data.Customer) rules.Value {
	gpus, told := 0.0, false
	for i := range c.Sites {
		for _, h := range c.Sites[i].Hardware {
			if h.Quantity.State != data.Known {
				continue
			}
			if g := f.src.Recognise(&data.Line{Description: h.Model, Quantity: h.Quantity}); g != nil && controlRank(g.Controlled) >= 2 {
				gpus, told = gpus+h.Quantity.Value*max(float64(g.GPUs), 1), true
			}
		}
	}
	if !told {
		return rules.Value{}
	}
	return num(math.Round(gpus * kwPerGPU * coolingFactor))
}

// siteMW sums what a firm tells of its data centres; a data centre that tells
// nothing leaves the sum not known. Sites of a name that was told before, by the
// names in told, are left out; told may be nil.
func (f *Facts) siteMW(c *data.Customer, told map[string]bool) rules.Value {
	t := newTotal()
	for _, s := range c.Sites {
		if k := strings.ToLower(s.Kind); k != "datacenter" && k != "" {
			continue
		}
		if told != nil && s.Name != "" {
			key := strings.ToLower(strings.TrimSpace(s.Name))
			if told[key] {
				continue
			}
			told[key] = true
		}
		t.add(numValue(s.MW))
	}
	return t.value()
}

// notedBy is what owners hold together of whom their own records tell that they are listed.
func (p *profile) notedBy() held {
	if !slices.ContainsFunc(p.owners, func(o owner) bool { return notedOwner(&o) }) {
		return held{}
	}
	return p.heldBy(notedOwner)
}

func (f *Facts) ownerRestricted(p *profile) rules.Value {
	t, state := data.False, data.NotTold
	for i := range p.owners {
		c := p.owners[i].seat
		switch {
		case c.iso != "":
			t = t.Or(f.restricted(c.iso))
			state = data.Known
		default:
			t = t.Or(data.Undecided)
			state = max(state, c.state)
		}
	}
	if len(p.owners) == 0 {
		return rules.Value{}
	}
	return truthValue(t, state)
}

func ownerRussia(p *profile) rules.Value {
	if len(p.owners) == 0 {
		return rules.Value{}
	}
	for i := range p.owners {
		if p.owners[i].russia() {
			return boolValue(true)
		}
	}
	return boolValue(false)
}

// russia says whether the owner is in Russia or Belarus, as told or as its list says.
func (o *owner) russia() bool {
	in := func(iso string) bool { return iso == "RU" || iso == "BY" }
	return in(o.seat.iso) || o.listed && slices.ContainsFunc(strings.Fields(o.hit.Country), in)
}

func (f *Facts) ownerRestrictedShare(p *profile) rules.Value {
	if len(p.owners) == 0 {
		return rules.Value{}
	}
	t := newTotal()
	for i := range p.owners {
		o := &p.owners[i]
		if o.seat.iso == "" || f.restricted(o.seat.iso) != data.True {
			continue
		}
		if o.via >= 0 && p.owners[o.via].seat.iso != "" && f.restricted(p.owners[o.via].seat.iso) == data.True {
			continue // its share is in that of the restricted firm it owns
		}
		t.add(numValue(o.percent))
	}
	if t.n == 0 {
		return num(0)
	}
	return t.value()
}
