package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// destination is where the goods go. Where none is told, it is the country of a party,
// which is returned too: that of who receives the goods; else the last destination, which
// declarations tell alone, the end of a way of two places, and the country that the address
// of a receiver ends in where it tells none. The country of who buys them
// stands in for it only where the goods bear no sign of being controlled: for those
// that do, a buyer's address is no destination, but for an invoice to a buyer at home.
func (f *Facts) destination() (country, *party) {
	if f.built&builtDestination == 0 {
		f.goesTo, f.goesToOf = f.findDestination()
		f.built |= builtDestination
	}
	return f.goesTo, f.goesToOf
}

func (f *Facts) findDestination() (country, *party) {
	f.asOrdered = false
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
	for _, r := range [...]data.Role{data.UltimateConsignee, data.EndUser, data.IntermediateConsignee} {
		if p := f.role(r); p != nil && p.country.state == data.NotTold {
			if iso, ok := f.src.Places.AtEnd(p.c.Address); ok && !f.src.Places.Namesake(p.c.Address, f.located(p.profile).iso) && !f.src.Places.Namesake(p.c.Address, f.goodsHome()) {
				return f.country(iso), p
			}
		}
	}
	if f.sh.Direction == "in" && f.sentFromElsewhere() {
		return told, nil // what comes in does not go to who sends it
	}
	if ordered := f.destinedByOrder(); ordered.state == data.Known {
		f.asOrdered = true
		return ordered, nil
	}
	if v := f.get(fGoodsAdvanced); (v.State != data.Known || v.Bool()) && !f.billedAtHome() {
		return told, nil
	}
	for _, r := range [...]data.Role{data.Purchaser, roleCustomer} {
		if p := f.role(r); p != nil && f.located(p.profile).state == data.Known {
			return f.located(p.profile), p
		}
	}
	return told, nil
}

// destinedByOrder is where an earlier paper of the order says that the goods go, for papers of
// what leaves by it: a delivery tells its order and hardly ever the country again.
func (f *Facts) destinedByOrder() country {
	switch history.PaperOf(f.sh) {
	case "delivery", "declaration", "trade_data":
		if f.dated && f.sh.DestinationCountry == "" && f.sh.FinalDestinationCountry == "" && data.TextState(f.sh.Order) == data.Known {
			return f.country(history.CountryOf(f.papersBefore().Destined))
		}
	}
	return country{}
}

// sentFromElsewhere reports that nobody who may have sent the goods sits in Russia, Belarus or
// Country Group E:1 or E:2: what passes between such a house and ours is asked about
// whichever way it goes.
func (f *Facts) sentFromElsewhere() bool {
	for _, r := range [...]data.Role{data.Purchaser, roleCustomer} {
		if p := f.role(r); p != nil {
			iso := f.located(p.profile).iso
			if isRussia(iso) == data.True || f.src.Places.Embargoed(iso, f.law) == data.True {
				return false
			}
		}
	}
	return true
}

// billedAtHome reports an invoice that names nobody else who receives the goods, and nobody
// of a place that they may not go to, to a customer in Country Group A:1: such papers tell who owes, and leave out where the goods went. That the
// destination is taken from the buyer is told as a gap.
func (f *Facts) billedAtHome() bool {
	if history.PaperOf(f.sh) != "invoice" || f.cust == nil || f.sh.DestinationCountry != "" || f.sh.FinalDestinationCountry != "" || len(f.sh.Route) > 0 {
		return false
	}
	elsewhere := func(p party) bool {
		return receives(p.role) && !f.ofCustomer(&p) || f.restricted(f.located(p.profile).iso) == data.True || isRussia(f.located(p.profile).iso) == data.True
	}
	if slices.ContainsFunc(f.parties, elsewhere) {
		return false
	}
	return f.inGroup(f.located(f.cust), "A:1").Bool()
}

// goodsHome is the country that an order tells for its goods, or else its customer for itself.
func (f *Facts) goodsHome() string {
	if d := f.country(f.sh.DestinationCountry); d.iso != "" || f.cust == nil {
		return d.iso
	}
	return f.located(f.cust).iso
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
	if f.src.Places.Namesake(f.sh.Route[n-1], f.goodsHome()) {
		return country{}
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
			return f.src.Places.Embargoed(iso, law)
		})
	case fShipmentDestinationRussia:
		return about(d, isRussia)
	case fShipmentDestinationRussiaRoute:
		return about(d, func(iso string) data.Truth { return f.src.Places.RussiaRoute(iso, law) })
	case fShipmentDestinationRussiaRouteWeak:
		return about(d, func(iso string) data.Truth {
			return data.Bool(f.src.Places.RussiaRouteStrength(iso, law) == "weak")
		})
	case fShipmentDestinationA1:
		return f.inGroup(d, "A:1")
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
	need, why, state := f.licenceOf(g.worst, d)
	for i := range f.lines {
		l := &f.lines[i]
		if !l.controlled() || l.good.Bucket == g.worst.Bucket && l.good.Controlled == g.worst.Controlled {
			continue
		}
		t, w, _ := f.licenceOf(l.good, d)
		if t == data.True && l.good.Controlled != g.worst.Controlled { // it may need one, beside goods that surely need none
			t, w = data.Undecided, w+", if "+pick(l.good.Model, "a line")+" is controlled, which is possible"
		}
		if t > need {
			need, why = t, w
		}
	}
	return need, why, state
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

// receiverLicence is who gets or uses the goods by a field, in a country that is not the
// destination told and for which the worst bucket on board needs a licence: its own, that of
// its address where it tells none, or that of all its sites.
func (f *Facts) receiverLicence() (rules.Value, *party) {
	g := f.allGoods()
	if g.worst.Controlled != data.ControlledYes {
		return rules.Value{}, nil
	}
	d, _ := f.destination()
	for i := range f.parties {
		p := &f.parties[i]
		if p.role != data.UltimateConsignee && p.role != data.EndUser {
			continue
		}
		at := p.country.iso
		if p.country.state == data.NotTold {
			at = p.elsewhere
		}
		if at == "" || at == d.iso {
			continue
		}
		if t, _ := f.licenceFor(at, g.worst); t == data.True {
			return textValue(pick(p.c.Name, "Somebody not named") + " in " + f.PlaceName(at)), p
		}
	}
	if at, p := f.standsIn(); p != nil && at != d.iso {
		if t, _ := f.licenceFor(at, g.worst); t == data.True {
			return textValue(p.c.Name + " with all its sites in " + f.PlaceName(at)), p
		}
	}
	return rules.Value{}, nil
}
