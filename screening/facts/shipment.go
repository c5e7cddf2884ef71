package facts

import (
	"bytes"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// on is the day that the deal is placed on.
func (f *Facts) on() data.Date {
	if f.sh.ShipDate.State() == data.Known || f.sh.Date.State() == data.NotTold {
		return f.sh.ShipDate
	}
	return f.sh.Date
}

// destination is where the goods go. Where none is told, it is the country of a party,
// which is returned too: that of who receives the goods; else the last destination, which
// declarations tell alone, and the end of a way of two places. The country of who buys them
// stands in for it only where the goods bear no sign of being controlled: for those
// that do, a buyer's address is no destination.
func (f *Facts) destination() (country, *party) {
	if f.built&builtDestination == 0 {
		f.goesTo, f.goesToOf = f.findDestination()
		f.built |= builtDestination
	}
	return f.goesTo, f.goesToOf
}

func (f *Facts) findDestination() (country, *party) {
	told := f.country(f.sh.DestinationCountry)
	if told.state == data.Known {
		return told, nil
	}
	for _, r := range [...]data.Role{data.UltimateConsignee, data.EndUser, data.IntermediateConsignee} {
		p := f.role(r)
		if r == data.EndUser {
			if host := f.hostOf(p); host != nil {
				return f.located(host.profile), host
			}
		}
		if p != nil && p.country.state == data.Known {
			return p.country, p
		}
	}
	if last := f.country(f.sh.FinalDestinationCountry); last.state == data.Known {
		return last, nil
	}
	if end := f.routeEnd(); end.iso != "" {
		return end, nil
	}
	if v := f.get(fGoodsAdvanced); v.State != data.Known || v.Bool() {
		return told, nil
	}
	for _, r := range [...]data.Role{data.Purchaser, roleCustomer} {
		if p := f.role(r); p != nil && f.located(p.profile).state == data.Known {
			return f.located(p.profile), p
		}
	}
	return told, nil
}

// routeEnd is the country in which a told way of more than one place ends.
func (f *Facts) routeEnd() country {
	n := len(f.sh.Route)
	if n < 2 {
		return country{}
	}
	if c := f.country(f.sh.Route[n-1]); c.iso != "" {
		return c
	}
	iso, _ := f.src.Places.AtEnd(f.sh.Route[n-1]) // "SHENZHEN CHINA"
	return f.country(iso)
}

// hostOf is the customer of a hosting paper that houses for another: what a tenant uses
// stands where its host is. It is nil where the tenant is the customer, or none is told.
func (f *Facts) hostOf(tenant *party) *party {
	if tenant == nil || f.act() != "host" || f.ofCustomer(tenant) {
		return nil
	}
	if p := f.role(roleCustomer); p != nil && f.located(p.profile).state == data.Known {
		return p
	}
	return nil
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
		return boolValue(sh.DocType == "purchase" && history.ComesIn(sh) && sh.Customer == "" && f.role(data.EndUser) == nil)
	case fShipmentDirection:
		return wordValue(sh.Direction)
	case fShipmentGrain:
		return wordValue(sh.Grain)
	case fShipmentStatus:
		return textValue(sh.Status)
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
	case fShipmentLines:
		return num(float64(len(sh.Lines)))
	case fShipmentParties:
		return num(float64(len(sh.Parties)))
	case fShipmentAct:
		return textValue(f.act())
	case fShipmentInward:
		return boolValue(history.ComesIn(sh))
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
	case fShipmentReceiverMw:
		v, _ := f.receiverMW()
		return v
	case fShipmentHostedKw:
		return f.hosted(f.src.Words.hosting.kw)
	case fShipmentHostedRacks:
		return f.hosted(f.src.Words.hosting.rackCount)
	case fShipmentHostedBriefly:
		return f.hostedBriefly()
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

// licenceTold reads a field in which files write "none" for nothing.
func (f *Facts) licenceTold(s string) rules.Value {
	if f.src.Words.noLicence[strings.ToLower(strings.TrimSpace(s))] {
		return rules.Value{}
	}
	return textValue(s)
}

func (f *Facts) computeDestination(x field) rules.Value {
	d, _ := f.destination()
	law := f.law
	final := f.country(f.sh.FinalDestinationCountry)
	switch x {
	case fShipmentDestination:
		return countryValue(d)
	case fShipmentDestinationTold:
		return countryValue(f.country(f.sh.DestinationCountry))
	case fShipmentDestinationHub:
		return about(d, f.hub)
	case fShipmentDestinationLicence:
		return f.licence(d)
	case fShipmentDestinationChina:
		return about(d, isChina)
	case fShipmentDestinationRestricted:
		return about(d, f.restricted)
	case fShipmentDestinationEmbargoed:
		return about(d, func(iso string) data.Truth {
			return f.src.Places.InGroup(iso, "E:1", law).Or(f.src.Places.InGroup(iso, "E:2", law))
		})
	case fShipmentDestinationRussia:
		return about(d, isRussia)
	case fShipmentDestinationRussiaRoute:
		return about(d, func(iso string) data.Truth { return f.src.Places.RussiaRoute(iso, law) })
	case fShipmentDestinationA1:
		return f.inGroup(d, "A:1")
	case fShipmentDestinationRecognised:
		if d.state != data.Known {
			return rules.Value{State: d.state}
		}
		return boolValue(d.iso != "")
	case fShipmentDestinationDiffersFromEndUser:
		if p := f.role(data.EndUser); p != nil {
			return differs(d, p.country)
		}
	case fShipmentFinalDestination:
		return countryValue(final)
	case fShipmentFinalDestinationChina:
		return about(final, isChina)
	case fShipmentFinalDestinationRestricted:
		return about(final, f.restricted)
	case fShipmentFinalDestinationDiffers:
		return differs(f.country(f.sh.DestinationCountry), final)
	}
	return rules.Value{}
}

func differs(a, b country) rules.Value {
	if a.state != data.Known || b.state != data.Known {
		return rules.Value{State: min(a.state, b.state)}
	}
	if a.iso != "" && b.iso != "" {
		return boolValue(a.iso != b.iso)
	}
	if strings.EqualFold(a.text, b.text) {
		return boolValue(false)
	}
	return unknownValue()
}

// licence says whether the worst bucket on board needs a licence for the
// destination or the final destination, whichever is worse.
func (f *Facts) licence(d country) rules.Value {
	t, _, state := f.licenceTruth(d)
	return truthValue(t, state)
}

func (f *Facts) licenceTruth(d country) (data.Truth, string, data.State) {
	g := f.allGoods()
	if g.worst.Controlled != data.ControlledYes && g.worst.Controlled != data.ControlledPossible {
		return data.False, "goods are not advanced computing items", data.Known
	}
	return f.licenceOf(g.worst, d)
}

// licenceOf says whether goods need a licence for the destination or the final one.
func (f *Facts) licenceOf(g *Good, d country) (data.Truth, string, data.State) {
	ask := func(c country) (data.Truth, string) {
		if c.state != data.Known {
			return data.Undecided, "the destination is " + c.state.String()
		}
		if c.iso == "" {
			return data.Undecided, "the destination " + c.text + " is no country that the tables know"
		}
		return f.licenceFor(c.iso, g)
	}
	t, why := ask(d)
	if final := f.country(f.sh.FinalDestinationCountry); final.state == data.Known {
		if u, w := ask(final); u > t {
			t, why = u, w
		}
	}
	return t, why, d.state
}

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
	if w.addressVague[l] || p.kind == "po_box" || strings.HasPrefix(l, "c/o") || strings.HasPrefix(l, "care of") {
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
		return rules.Value{}
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
		return boolValue(w.endUseVague[strings.Trim(l, " .,;:")])
	case fShipmentEndUseMilitary:
		if p := f.role(data.EndUser); p != nil && p.military {
			return boolValue(true)
		}
		if state != data.Known {
			return rules.Value{State: state}
		}
		_, heard := w.first(&theme{phrases: w.military}, l, l)
		return boolValue(heard && w.notMilitary.In(l) == "" || f.hasTheme(sh.StatedEndUse, "military"))
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

func (f *Facts) computePayment(x field) rules.Value {
	sh := f.sh
	payer := f.role(data.Payer)
	switch x {
	case fShipmentForwarder:
		if p := f.role(data.Forwarder); p != nil {
			return textValue(p.c.Name)
		}
		return rules.Value{}
	case fShipmentPayer:
		if data.TextState(sh.Payer) != data.NotTold {
			return textValue(sh.Payer)
		}
		if payer != nil {
			return textValue(payer.c.Name)
		}
		return textValue(f.financedBy().Name)
	case fShipmentPayerCountry:
		return countryValue(f.payerCountry())
	case fShipmentPayerIsBranch:
		return f.payerIsBranch()
	case fShipmentPayerIsBuyer:
		return f.payerIsBuyer()
	case fShipmentPayerRestricted:
		return about(f.payerCountry(), f.restricted)
	case fShipmentPayerThirdCountry:
		return f.payerThirdCountry()
	case fShipmentPaymentMethod:
		return wordValue(sh.PaymentMethod)
	case fShipmentPaymentCash:
		if s := data.TextState(sh.PaymentMethod); s != data.Known {
			return rules.Value{State: s}
		}
		return boolValue(f.src.Words.cash.In(strings.ToLower(sh.PaymentMethod)) != "")
	}
	return rules.Value{}
}

func (f *Facts) payerCountry() country {
	if c := f.country(f.sh.PayerCountry); c.state != data.NotTold {
		return c
	}
	if p := f.role(data.Payer); p != nil {
		return p.country
	}
	return f.country(f.financedBy().Country)
}

// financedBy is who pays by an earlier finance paper of the order, for a paper that does
// not tell who does.
func (f *Facts) financedBy() history.FinancedBy {
	if !f.dated || f.sh.Payer != "" || f.sh.PayerCountry != "" || f.role(data.Payer) != nil {
		return history.FinancedBy{}
	}
	return f.src.Book.Financed(f.sh, f.day)
}

// payerTold is the evidence of who pays, on the paper that tells it.
func (f *Facts) payerTold(field, value string) data.Evidence {
	if by := f.financedBy(); by.Paper != "" {
		return data.Evidence{Field: field, Value: toldText(value), Record: data.Key{Source: f.source, Kind: data.ShipmentKind, ID: by.Paper}.String()}
	}
	return f.of(field, value, 0)
}

func (f *Facts) payerIsBuyer() rules.Value {
	v := f.get(fShipmentPayer)
	if v.State != data.Known {
		return rules.Value{State: v.State}
	}
	k := history.AppendNameKey(f.payerKey[:0], v.Text)
	f.payerKey = k
	is := func(name string) bool {
		f.otherKey = history.AppendNameKey(f.otherKey[:0], name)
		return bytes.Equal(f.otherKey, k)
	}
	same := func(p *profile) bool {
		if p == nil {
			return false
		}
		if p.key == string(k) && len(k) > 0 {
			return true
		}
		full := p.full()
		for _, n := range [...]string{full.Name, full.NameLocal, full.Parent, full.UltimateParent, full.ID} {
			if is(n) && len(k) > 0 {
				return true
			}
		}
		return slices.ContainsFunc(full.Aliases, is)
	}
	if same(f.cust) {
		return boolValue(true)
	}
	if p := f.role(data.Purchaser); p != nil && same(p.profile) {
		return boolValue(true)
	}
	if f.found && f.financedBy().Paper == "" { // a member of the same group pays for it
		if i, _, ok := f.src.Book.Resolve(v.Text, f.source, ""); ok && f.src.Book.GroupKey(i) == f.src.Book.GroupKey(f.customer) {
			return boolValue(true)
		}
	}
	if f.cust == nil {
		return rules.Value{}
	}
	return boolValue(f.get(fShipmentPayerIsBranch).Bool() || f.payerOfGroup(v.Text))
}

// payerIsBranch says whether who pays is a branch of the buyer by its name: the whole of
// the buyer's with a word for a branch behind it.
func (f *Facts) payerIsBranch() rules.Value {
	v := f.get(fShipmentPayer)
	if v.State != data.Known {
		return rules.Value{State: v.State}
	}
	key := history.NameKey(v.Text)
	isOf := func(p *profile) bool {
		rest, ok := behindName(key, p.key)
		return ok && len(rest) <= 40 && f.src.Words.branch.In(rest) != ""
	}
	for _, r := range [...]data.Role{roleCustomer, data.Purchaser} {
		if p := f.role(r); p != nil && isOf(p.profile) {
			return boolValue(true)
		}
	}
	return boolValue(false)
}

// payerOfGroup says whether who pays bears the name of the buyer's group and sits
// in its country: the treasury of a house, by the word that its names share.
func (f *Facts) payerOfGroup(payer string) bool {
	pc := f.payerCountry()
	if pc.iso == "" || f.restricted(pc.iso) != data.False {
		return false
	}
	word, rest, _ := strings.Cut(history.NameKey(payer), " ")
	if len(word) < 5 || rest == "" || f.country(word).iso != "" || f.src.Words.businessFits.In(word) != "" || f.src.Words.reseller.In(word) != "" {
		return false
	}
	c := f.cust.full()
	if f.located(f.cust).iso != pc.iso && f.cust.parent.iso != pc.iso && f.cust.top.iso != pc.iso {
		return false
	}
	for _, n := range append([]string{c.Name, c.Parent, c.UltimateParent}, c.Aliases...) {
		if first, _, _ := strings.Cut(history.NameKey(n), " "); first == word {
			return true
		}
	}
	return false
}

func (f *Facts) payerThirdCountry() rules.Value {
	pc := f.payerCountry()
	if pc.state != data.Known {
		return rules.Value{State: pc.state}
	}
	if pc.iso == "" {
		return unknownValue()
	}
	told := false
	check := func(c country) bool {
		told = told || c.state == data.Known
		return c.iso == pc.iso
	}
	for _, p := range [...]*profile{f.cust, f.profileOf(data.Purchaser), f.profileOf(data.EndUser)} {
		if p == nil {
			continue
		}
		if check(p.country) || check(p.hq.country) || check(p.top.country) || check(p.parent.country) {
			return boolValue(false)
		}
		if p.rec != nil && check(f.country(p.rec.Customer.Country)) {
			return boolValue(false)
		}
	}
	if !told {
		return rules.Value{}
	}
	return boolValue(true)
}

func (f *Facts) profileOf(r data.Role) *profile {
	if p := f.role(r); p != nil {
		return p.profile
	}
	return nil
}
