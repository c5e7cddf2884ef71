package facts

import (
	"bytes"
	"math"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

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
		return boolValue(f.src.Words.list.Cash.In(strings.ToLower(sh.PaymentMethod)) != "")
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

// lentToRestricted is who is to use the goods by an earlier finance paper of the order, for
// an order that names no user, where that is led from a country of the headquarters test.
func (f *Facts) lentToRestricted() rules.Value {
	if !f.dated || f.role(data.EndUser) != nil || f.allGoods().count == 0 {
		return rules.Value{}
	}
	by := f.src.Book.Financed(f.sh, f.day)
	for seat := range strings.FieldsSeq(by.Seats) {
		if f.restrictedHQ(seat) == data.True {
			return textValue(by.User + ", led from " + f.src.Places.CountryName(seat) + " by " + by.Paper)
		}
	}
	return rules.Value{}
}

// payerTold is the evidence of who pays, on the paper that tells it.
func (f *Facts) payerTold(field, value string) data.Evidence {
	if by := f.financedBy(); by.Paper != "" {
		return data.Evidence{Field: field, Value: toldText(value), Record: data.Key{Source: f.source, Kind: data.ShipmentKind, ID: by.Paper}.String()}
	}
	return f.of(field, value, 0)
}

// strangersPaying counts those who paid for the customer's advanced chips within the year, the
// payer of this paper among them, that are neither the buyer nor its parents by name.
func (f *Facts) strangersPaying() rules.Value {
	now := f.get(fShipmentPayer)
	if is := f.get(fShipmentPayerIsBuyer); now.State != data.Known || is.State != data.Known || is.Bool() || !f.dated || f.cust == nil {
		return rules.Value{}
	}
	payers := f.src.Book.Payers(f.sold, f.day)
	if x := history.HashOfName(now.Text); x != 0 && !slices.Contains(payers, x) {
		payers = append(payers, x)
	}
	full := f.cust.full()
	own := []uint64{history.HashOfName(f.cust.c.Name)}
	for _, n := range append([]string{full.Name, full.NameLocal, full.Parent, full.UltimateParent, full.ID}, full.Aliases...) {
		own = append(own, history.HashOfName(n))
	}
	return num(float64(len(slices.DeleteFunc(payers, func(p uint64) bool { return slices.Contains(own, p) }))))
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
		return ok && len(rest) <= 40 && f.src.Words.list.Branch.In(rest) != ""
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
	if len(word) < 5 || rest == "" || f.country(word).iso != "" || f.src.Words.list.BusinessFits.In(word) != "" || f.src.Words.list.Reseller.In(word) != "" {
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

// fewestPaid is how many orders paid as one are more than two deliveries of one.
const fewestPaid = 3

// paidOrders counts the orders that one payment, which names none, is the sum of.
func (f *Facts) paidOrders() rules.Value {
	v := f.get(fShipmentValueUsd)
	if f.act() != "finance" || f.sh.Order != "" || v.State != data.Known {
		return rules.Value{}
	}
	r := f.src.Book.RunBefore(f.customer, f.grain(), f.day, 0)
	if orders := r.Orders - 1; orders >= fewestPaid && r.USD > 0 && math.Abs(r.USD-v.Num) <= samePaid*v.Num {
		return num(float64(orders))
	}
	return rules.Value{}
}

// samePaid is what fees and rates may take of a payment.
const samePaid = 0.01
