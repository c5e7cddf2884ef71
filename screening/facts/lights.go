package facts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/regime"
	"redflag/screening/rules"
)

func (f *Facts) computeLight(x field) rules.Value {
	l := f.Lights()
	switch x {
	case fLightsListed:
		return textValue(l.Listed.Is)
	case fLightsHeadquarters:
		return lightValue(l.Headquarters.Is)
	case fLightsOwnership:
		return lightValue(l.Ownership.Is)
	}
	return lightValue(l.Destination.Is)
}

// lightValue keeps "unknown" a word that rules can read.
func lightValue(is string) rules.Value { return rules.Value{State: data.Known, Text: is} }

// Lights are the answers of the four tests. Listed is asked of every order; the
// others only where goods are, or may be, advanced computing items.
func (f *Facts) Lights() data.Lights {
	l := data.Lights{Listed: f.listedLight()}
	if f.sh == nil || controlRank(f.allGoods().worst.Controlled) < 2 {
		why := "the goods are not advanced computing items"
		switch {
		case f.sh == nil:
			why = "no goods: a customer without a shipment"
		case len(f.sh.Lines) == 0:
			why = "no lines are told"
		case f.letsChips().Bool():
			why = "the use of chips is let and no goods move; the flags ask who uses them"
		case f.undescribed() != nil:
			why = "no line shows advanced computing items, and not every line says what the goods are"
		}
		na := data.Light{Is: data.LightNotApplicable, Why: why, LawDate: f.law}
		l.Headquarters, l.Ownership, l.Destination = na, na, na
		return l
	}
	l.Headquarters, l.Ownership, l.Destination = f.headquartersLight(), f.ownershipLight(), f.destinationLight()
	return l
}

// partWords are the part of a party as people write it.
func partWords(r data.Role) string { return strings.ReplaceAll(string(r), "_", " ") }

// partyName is the name of a party, or its part where it tells none.
func partyName(p *party) string {
	if data.TextState(p.c.Name) != data.Known {
		return "the " + partWords(p.role) + ", who is not named"
	}
	return p.c.Name
}

func (f *Facts) light(is, format string, args ...any) data.Light {
	return data.Light{Is: is, Why: fmt.Sprintf(format, args...), LawDate: f.law}
}

func (f *Facts) listedLight() data.Light {
	src := f.src
	f.allHits()
	var red, near, cleared, crowd []string
	var open []openHit
	spoken := f.spokenHits()
	for i := range f.hits {
		h := &f.hits[i]
		if h.owner != "" {
			continue
		}
		s := spoken[i].says
		switch {
		case h.cleared != nil:
			cleared = appendNew(cleared, s+", "+h.cleared.Words())
		case h.damped:
			crowd = appendNew(crowd, fmt.Sprintf("%s, which %d unrelated parties share", s, h.tenants))
		case h.everyday && h.sure && h.class != classCaution && h.class != classLocal && !f.later(&h.hit):
			s += ", a word that many firms bear, and in another country; to be looked at"
			near = appendNew(near, s)
		case h.sure && h.class != classCaution && !f.later(&h.hit) && (h.Address || h.Score >= likelyScore || h.class == classLocal):
			red = appendNew(red, s)
		case h.sure && h.class != classCaution && !f.later(&h.hit):
			s += ", close, to be looked at"
			near = appendNew(near, s)
		case h.sure:
			if f.later(&h.hit) {
				s += ", listed only from " + h.StartDate.String() + ", after the shipment"
			}
			near = appendNew(near, s)
		default:
			s += ", to be looked at"
			near = appendNew(near, s)
		}
		if h.cleared == nil && !h.damped {
			open = append(open, openHit{s, data.Held{Party: h.party.c.Name, Entry: spoken[i].entry}})
		}
	}
	for i := range f.allMentions() {
		m := &f.mentions[i]
		s := fmt.Sprintf("a text names %s, which matches %s (%s)", m.name, pick(m.hit.Name, m.hit.Matched), m.hit.List)
		if m.hit.cleared != nil {
			cleared = appendNew(cleared, s+", "+m.hit.cleared.Words())
		} else {
			near = appendNew(near, s+", to be looked at")
		}
	}
	for i := range f.parties {
		if p := &f.parties[i]; p.stopped != nil {
			red = appendNew(red, fmt.Sprintf("%s stands on the local stop list: %s (%s)", p.c.Name, p.stopped.Reason, p.stopped.Person))
		}
	}
	l := data.Light{LawDate: f.law, List: src.Lists.Label}
	nameless := f.nameless()
	switch {
	case len(red) > 0:
		l.Is, l.Why, l.Hits = data.LightRed, some(red), spokenOf(open, red)
	case !src.Lists.Loaded:
		l.Is, l.Why = data.LightUnknown, "no list is loaded"
	case len(near) > 0:
		l.Is, l.Why, l.Hits = data.LightPending, some(near), spokenOf(open, near)
	case len(f.parties) == 0:
		l.Is, l.Why = data.LightUnknown, "no party is named"
	case nameless == len(f.parties):
		l.Is, l.Why = data.LightUnknown, "no party has a name that can be looked up"
	case nameless > 0:
		l.Is, l.Why = data.LightUnknown, fmt.Sprintf("%d of %d parties %s no name that can be looked up", nameless, len(f.parties), plural(nameless, "has", "have"))
	case !src.Lists.Vouched:
		l.Is, l.Why = data.LightUnknown, src.Lists.Why
		if len(cleared) > 0 {
			l.Why += "; " + some(cleared)
		}
	case len(cleared) > 0:
		l.Is, l.Why = data.LightCleared, some(cleared)
	case len(crowd) > 0:
		l.Is, l.Why = data.LightClear, f.noHit(f.named())
	default:
		l.Is, l.Why = data.LightClear, f.nothing(f.named())
		return l
	}
	if l.Is == data.LightRed {
		return l
	}
	if len(crowd) > 0 {
		l.Why += "; " + some(crowd)
	}
	l.Why += f.streetless()
	return l
}

func (f *Facts) noHit(n int) string {
	return fmt.Sprintf("%d part%s, no hit at %.2f", n, plural(n, "y", "ies"), f.src.Lists.Review)
}

// streetless says that some listed addresses help nobody, where there are any.
func (f *Facts) streetless() string {
	n := f.src.Lists.Streetless
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %d listed address%s no street and cannot be screened", n, plural(n, " tells", "es tell"))
}

// nothing says that lists say nothing of so many parties. It is said of nearly every
// shipment, so the words for a few are kept.
func (f *Facts) nothing(n int) string {
	for len(f.noHits) <= min(n, 15) {
		f.noHits = append(f.noHits, f.noHit(len(f.noHits))+f.streetless())
	}
	if n < len(f.noHits) {
		return f.noHits[n]
	}
	return f.noHit(n) + f.streetless()
}

// nameless counts the parties that no list can be asked about.
func (f *Facts) nameless() int {
	n := 0
	for i := range f.parties {
		if p := &f.parties[i]; p.placeholder || p.key == "" || p.role == roleCustomer && p.rec == nil && codeLike(p.c.Name) {
			n++
		}
	}
	return n
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// codeLike reports whether a text looks like a customer's number, not a name.
func codeLike(s string) bool {
	return strings.ContainsAny(s, "0123456789") && !strings.ContainsAny(s, " \t") && len(s) <= 24
}

// named counts the different parties that lists were asked about.
func (f *Facts) named() int {
	n := 0
	for i := range f.parties {
		p := &f.parties[i]
		if p.placeholder || p.key == "" {
			continue
		}
		if !f.namedBefore(i) {
			n++
		}
	}
	return n
}

// namedBefore reports whether a party before bears the same name.
func (f *Facts) namedBefore(i int) bool {
	p := f.parties[i].profile
	for k := range i {
		if o := f.parties[k].profile; o == p || o.key == p.key {
			return true
		}
	}
	return false
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// shownReasons is how many of several reasons a light tells.
const shownReasons = 3

// some are the first of several reasons.
func some(list []string) string {
	if len(list) > shownReasons {
		return strings.Join(list[:shownReasons], "; ") + fmt.Sprintf("; and %d more", len(list)-shownReasons)
	}
	return strings.Join(list, "; ")
}

// openHit is a hit that nobody cleared, with what the light says of it.
type openHit struct {
	says string
	held data.Held
}

// spokenOf are the open hits of the parties of which the light tells the reasons.
func spokenOf(open []openHit, reasons []string) []data.Held {
	told := reasons[:min(len(reasons), shownReasons)]
	named := func(party string) bool {
		return slices.ContainsFunc(open, func(o openHit) bool { return o.held.Party == party && slices.Contains(told, o.says) })
	}
	var out []data.Held
	for _, o := range open {
		if named(o.held.Party) && !slices.Contains(out, o.held) {
			out = append(out, o.held)
		}
	}
	return out
}

// later reports whether the entry is listed only from a day after the goods left.
func (f *Facts) later(h *hit) bool {
	if f.sh == nil {
		return false
	}
	return f.sh.Shipped().Before(h.StartDate) == data.True
}

// receives reports whether a party gets the goods.
func receives(r data.Role) bool {
	switch r {
	case roleCustomer, data.Purchaser, data.IntermediateConsignee, data.UltimateConsignee, data.EndUser:
		return true
	}
	return false
}

// stated is a licence or exception that the file names, or "".
func (f *Facts) stated() string {
	if v := f.get(fShipmentLicenceInTime); v.State == data.Known {
		return "licence " + v.Text + " is stated, not verified"
	}
	if v := f.get(fShipmentLicenceException); v.State == data.Known {
		return "exception " + v.Text + " is stated, not verified"
	}
	return ""
}

func (f *Facts) headquartersLight() data.Light {
	on, span := f.src.Regime.On(regime.HeadquartersRule, f.law)
	if on == data.False {
		return f.light(data.LightNotApplicable, "the headquarters test is not in force on %s", f.law)
	}
	var red, open, clear remarks
	for i := range f.parties {
		p := &f.parties[i]
		if !receives(p.role) {
			continue
		}
		v := f.hqRestricted(p.profile)
		switch {
		case v.State == data.Known && v.Bool():
			f.hqWords(p, &red)
		case p.role == data.IntermediateConsignee:
			// Carries the goods on; the test that decides is that of who buys and uses.
		case v.State != data.Known:
			f.hqGap(p, &open)
		default:
			f.hqWords(p, &clear)
		}
	}
	switch {
	case len(red) > 0:
		if s := f.stated(); s != "" {
			return f.light(data.LightPending, "%s; %s", red.some(), s)
		}
		if on == data.Undecided {
			return f.light(data.LightUnknown, "%s; whether the test is in force on %s is not known", red.some(), f.law)
		}
		if f.staysInUS() {
			return f.light(data.LightNotApplicable, "%s; the test is of exports, and by what is told the goods stay in the United States", red.some())
		}
		return f.light(data.LightRed, "%s (%s)", red.some(), span.Says)
	case len(open) > 0:
		return f.light(data.LightUnknown, "%s", open.some())
	case len(clear) == 0:
		return f.light(data.LightUnknown, "nobody who buys or uses the goods is named")
	}
	return f.light(data.LightClear, "%s", clear.some())
}

// staysInUS reports that nothing told of the goods leads out of the United States: neither
// a destination nor somebody who gets them.
func (f *Facts) staysInUS() bool {
	d, _ := f.destination()
	final := f.country(f.sh.FinalDestinationCountry)
	return d.iso == "US" && (final.state == data.NotTold || final.iso == "US") && !slices.ContainsFunc(f.parties, func(p party) bool {
		at := f.located(p.profile)
		return receives(p.role) && at.state == data.Known && at.iso != "US"
	})
}

// hqWords says where a party has its headquarters and parents.
func (f *Facts) hqWords(p *party, to *remarks) {
	who, said := f.who(p), false
	say := func(says, how string) { to.add(who, says, how); said = true }
	for _, t := range [...]struct {
		what string
		c    *told
	}{{"headquarters", p.hq}, {"parent", p.parent}, {"ultimate parent", p.top}} {
		if t.c.state == data.Known {
			how := ""
			switch {
			case t.c.rec == nil:
			case p.byParent(t.c):
				how = " (by the record of " + t.c.rec.Customer.Name + ")"
			default:
				how = " (" + p.how + ")"
			}
			say(t.what+" in "+f.countryName(t.c.country), how)
		}
	}
	if o := f.heldFromRestricted(p.profile); o != nil {
		say("held by more than half from "+f.countryName(o.seat)+" ("+o.name+")", "")
	}
	if !said {
		say("address in "+f.countryName(f.located(p.profile))+", headquarters not told", "")
	}
}

// hqGap says what of them is not known.
func (f *Facts) hqGap(p *party, to *remarks) {
	who := f.who(p)
	for _, t := range [...]struct {
		what string
		c    *told
	}{{"headquarters", p.hq}, {"ultimate parent", p.top}} {
		switch {
		case t.c.state != data.Known:
			to.add(who, t.what+" "+t.c.state.String(), "")
		case t.c.iso == "":
			to.add(who, t.what+" "+t.c.text+" is no country that the tables know", "")
		case f.restrictedHQ(t.c.iso) == data.Undecided:
			to.add(who, t.what+" in "+f.countryName(t.c.country)+", for which no table of "+f.law.String()+" is at hand", "")
		}
	}
}

func (f *Facts) countryName(c country) string {
	if c.iso != "" {
		return f.src.Places.CountryName(c.iso)
	}
	if c.state == data.NotTold {
		return "a country not told"
	}
	return c.text
}

func (f *Facts) ownershipLight() data.Light {
	var red, pending, open, clear []string
	affiliates, span := f.src.Regime.On(regime.AffiliatesRule, f.law)
	sanctions, halfSpan := f.src.Regime.On(regime.SanctionsHalf, f.law)
	half := func(n data.Number) bool { return n.State == data.Known && n.Value >= 50 }
	for i := range f.parties {
		p := &f.parties[i]
		if !receives(p.role) {
			continue
		}
		name := f.who(p)
		blocked, affiliated := f.sanctionedBy(p.profile), f.affiliatedTo(p.profile)
		switch {
		case half(blocked.share) && sanctions != data.False:
			t := fmt.Sprintf("%s: sanctioned parties hold %s %% together (%s)", name, blocked.share, some(blocked.names))
			if sanctions == data.True {
				red = appendNew(red, t+"; "+halfSpan.Says)
			} else {
				open = appendNew(open, t+"; "+halfSpan.Says)
			}
		case half(affiliated.share):
			t := fmt.Sprintf("%s: listed parties hold %s %% together (%s); %s", name, affiliated.share, some(affiliated.names), span.Says)
			switch affiliates {
			case data.True:
				red = appendNew(red, t)
			case data.False:
				pending = appendNew(pending, t)
			default:
				open = appendNew(open, t)
			}
		case len(p.listed.names) > 0 && p.listed.share.State != data.Known:
			open = appendNew(open, fmt.Sprintf("%s: listed parties are among its owners (%s), and their share is not known", name, some(p.listed.names)))
		case half(p.listed.share):
			pending = appendNew(pending, fmt.Sprintf("%s: listed parties hold %s %% together (%s), of which what counts by the 50 %% rules on %s is less than half", name, p.listed.share, some(p.listed.names), f.law))
		case len(p.listed.names) > 0 && p.listed.share.Value+f.untold(p.profile) >= 50:
			open = appendNew(open, fmt.Sprintf("%s: listed parties hold %s %% (%s), and the owners of %s %% are not told", name, p.listed.share, some(p.listed.names), data.Num(round1(f.untold(p.profile)))))
		case len(p.listed.names) > 0:
			pending = appendNew(pending, fmt.Sprintf("%s: listed parties hold %s %% (%s), less than half", name, rules.Figure(math.Floor(p.listed.share.Value*100)/100), some(p.listed.names)))
		case slices.ContainsFunc(p.owners, func(o owner) bool { return cautionOwner(&o) }):
			pending = appendNew(pending, name+": an owner is on a list that asks for care")
		case p.circle:
			open = appendNew(open, name+": the owners told lead back to it")
		case p.role == data.IntermediateConsignee:
		case len(p.owners) == 0:
			open = appendNew(open, name+": owners not told")
		case !f.src.Lists.Vouched:
			open = appendNew(open, name+": owners told, but "+f.src.Lists.Why)
		case f.untold(p.profile) > 0.001:
			open = appendNew(open, fmt.Sprintf("%s: the owners of %s %% are not told", name, data.Num(round1(f.untold(p.profile)))))
		default:
			clear = appendNew(clear, fmt.Sprintf("%s: %d owner%s told, none listed", name, len(p.owners), plural(len(p.owners), "", "s")))
		}
	}
	switch {
	case len(red) > 0:
		if s := f.stated(); s != "" {
			return f.light(data.LightPending, "%s; %s", some(red), s)
		}
		return f.light(data.LightRed, "%s", some(red))
	case len(open) > 0:
		return f.light(data.LightUnknown, "%s", some(open))
	case len(pending) > 0:
		return f.light(data.LightPending, "%s", some(pending))
	case len(clear) == 0:
		return f.light(data.LightUnknown, "nobody who buys or uses the goods is named")
	}
	return f.light(data.LightClear, "%s", some(clear))
}

func round1(v float64) float64 { return float64(int(v*10+0.5)) / 10 }

// untold is the share of the direct owners that nobody named.
func (f *Facts) untold(p *profile) float64 {
	left := 100.0
	for i := range p.owners {
		if o := &p.owners[i]; o.via < 0 && !p.throughParent(i) {
			if o.direct.State != data.Known {
				return 100
			}
			left -= o.direct.Value
		}
	}
	return max(0, left)
}

func (f *Facts) destinationLight() data.Light {
	d, _ := f.destination()
	t, why, _ := f.licenceTruth(d)
	if why == "" {
		why = "no table of " + f.law.String() + " says"
	}
	switch t {
	case data.True:
		if f.allGoods().worst.Controlled == data.ControlledPossible {
			return f.light(data.LightUnknown, "%s, if the goods are controlled, which is possible", why)
		}
		if s := f.stated(); s != "" {
			return f.light(data.LightPending, "%s; %s", why, s)
		}
		return f.light(data.LightRed, "%s", why)
	case data.False:
		for _, c := range [...]struct{ what, told string }{{"destination", f.sh.DestinationCountry}, {"final destination", f.sh.FinalDestinationCountry}} {
			if data.TextState(c.told) == data.Unknown {
				return f.light(data.LightUnknown, "the %s was asked for and is not known; by what is told beside it, %s", c.what, why)
			}
		}
		if f.law.Before(rule2022()) == data.True {
			if _, now := f.src.Places.LicenceDestination(d.iso, f.allGoods().worst.Bucket, f.law); why == now {
				return f.light(data.LightNotApplicable, "%s", why) // a test that had not begun clears nothing
			}
		}
		return f.light(data.LightClear, "%s", why)
	}
	return f.light(data.LightUnknown, "%s", why)
}
