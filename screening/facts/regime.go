package facts

import (
	"fmt"
	"math"
	"strings"

	"redflag/data"
	"redflag/screening/history"
	"redflag/screening/regime"
)

// Quantity is what the controlled lines of an order that a regime covers come to, less
// than nothing where a credit takes more back; ok is false where there are none. What is
// not known of a line leaves the sum unknown.
func Quantity(sh *data.Shipment, recognise func(*data.Line) *Good, covers func(bucket string) bool) (tpp, gpus float64, ok bool) {
	for i := range sh.Lines {
		l := &sh.Lines[i]
		g := recognise(l)
		if g == nil || controlRank(g.Controlled) < 2 || !covers(g.Bucket) {
			continue
		}
		ok = true
		n := math.NaN()
		if q := l.Quantity; q.State == data.Known && g.GPUs > 0 {
			n = q.Value * g.GPUs
		}
		gpus += n
		if g.TPP.State == data.Known {
			tpp += n * g.TPP.Value
		} else {
			tpp = math.NaN()
		}
	}
	return tpp, gpus, ok
}

// EndCountry is the country in which the goods end: the final destination, else
// the destination, else that of who gets them. "" where the tables know none.
func EndCountry(sh *data.Shipment, read func(string) (string, bool)) string {
	told := []string{sh.FinalDestinationCountry, sh.DestinationCountry}
	for _, role := range [...]data.Role{data.UltimateConsignee, data.EndUser, data.IntermediateConsignee} {
		for i := range sh.Parties {
			if p := &sh.Parties[i]; p.Role == role && p.Customer != nil {
				told = append(told, p.Country)
				break
			}
		}
	}
	for _, c := range told {
		if data.TextState(c) == data.Known {
			iso, _ := read(c)
			return iso
		}
	}
	return ""
}

// licenceFor says whether goods need a licence for a country: the regime's answer
// where it has one, else that of the law as enforced.
func (f *Facts) licenceFor(iso string, g *Good) (data.Truth, string) {
	now, why := f.src.Places.LicenceDestination(iso, g.Bucket, f.law)
	r := f.src.Regime
	if len(r.Tiers) == 0 {
		return now, why
	}
	a := r.Destination(iso, g.Bucket, f.law, f.src.Places.InGroup)
	if !a.Ruled {
		return now, why
	}
	need, said := a.Need, a.Why
	if need != data.False && a.Tier != nil {
		need, said = f.excepted(r, a)
	}
	if r.OnTop && now > need {
		return now, why + ", by the law as enforced"
	}
	return need, said
}

// excepted tries the exceptions of a regime on a licence need.
func (f *Facts) excepted(r *regime.Regime, a regime.Answer) (data.Truth, string) {
	var open []string
	for i := range r.Excepts {
		e := &r.Excepts[i]
		if !regime.Reaches(e.Tiers, a.Tier) {
			continue
		}
		switch t, why := f.exception(r, e); t {
		case data.True:
			return data.False, a.Why + "; " + e.Title + " holds: " + why
		case data.Undecided:
			open = append(open, e.Title+": "+why)
		}
	}
	if len(open) > 0 && a.Need == data.True {
		return data.Undecided, a.Why + "; whether an exception holds is not known: " + some(open)
	}
	return a.Need, a.Why
}

// exception says whether an exception holds for the order, by what is told.
func (f *Facts) exception(r *regime.Regime, e *regime.Exception) (data.Truth, string) {
	switch e.Kind {
	case regime.AlliedHQ:
		return f.alliedHQ(r, e)
	case regime.ValidatedU:
		for _, n := range e.Names {
			if k := history.NameKey(n); k != "" && k == history.NameKey(f.endUserName()) { // whoever buys for another end user is not it
				return data.True, n + " is named in the regime's file"
			}
		}
		return data.False, "nobody named"
	}
	t, ok := f.taken(e.Measure, "")
	if !ok {
		return data.False, "outside its period"
	}
	return t.passes(e.Amount).Not(), t.words
}

// alliedHQ says whether all who buy and use the goods are headquartered, and
// have their parents, in the tiers of an exception.
func (f *Facts) alliedHQ(r *regime.Regime, e *regime.Exception) (data.Truth, string) {
	in := func(iso string) data.Truth {
		t := data.False
		for _, id := range e.HQTiers {
			t = t.Or(r.Tier(id).Holds(iso, f.law, f.src.Places.InGroup))
		}
		return t
	}
	out, why, n := data.True, "headquarters and ultimate parents told are in "+strings.Join(e.HQTiers, ", "), 0
	for i := range f.parties {
		p := &f.parties[i]
		if !receives(p.role) || p.role == data.IntermediateConsignee {
			continue
		}
		n++
		t := data.True
		for j, c := range [...]*told{p.hq, p.top, p.parent} {
			switch {
			case c.state != data.Known && j == 2:
			case c.state != data.Known || c.iso == "":
				t = t.And(data.Undecided)
			default:
				t = t.And(in(c.iso))
			}
		}
		if t < out {
			var says remarks
			f.hqWords(p, &says)
			out, why = t, says.some()
			if t == data.Undecided {
				why = partyName(p) + ": headquarters or ultimate parent not told"
			}
		}
	}
	if n == 0 {
		return data.Undecided, "nobody who buys or uses the goods is named"
	}
	return out, why
}

func (f *Facts) endUserName() string {
	if n := history.EndUser(f.sh); n != "" {
		return n
	}
	if f.cust != nil {
		return f.cust.c.Name
	}
	return f.sh.Customer
}

// taking is what the holder of a measure took, an order included: surely, at least where
// what came back may be taken off, and at most with what may have come before.
type taking struct {
	sum, least, most float64
	open             bool // more than the most, for a quantity or a past is not known
	own              bool // the order itself leaves that open
	words            string
}

// passes says whether more is taken than an amount.
func (t *taking) passes(amount float64) data.Truth {
	switch {
	case t.least > amount:
		return data.True
	case t.most > amount || t.open:
		return data.Undecided
	}
	return data.False
}

// taken sums what the holder of a measure took in its period, this order included; what
// the exceptions of a limit spare is left out where one is named. ok is false where the
// order lies outside the period or takes nothing of it.
func (f *Facts) taken(m regime.Measure, limit string) (t taking, ok bool) {
	tpp, gpus, some := Quantity(f.sh, f.src.Recognise, f.src.Regime.Covers)
	if !some {
		return t, false
	}
	day, last := history.Days(f.sh)
	dated := day != math.MinInt32
	if !dated {
		day, last = f.law.First(), f.law.First()
	}
	from, ok := m.Period.Start(day)
	if !ok {
		return t, false
	}
	now := gpus
	if m.Unit == regime.UnitTPP {
		now = tpp
	}
	l := f.src.Ledger
	h, known := f.holder(m.Per, limit)
	known = known && l != nil
	var before, beside history.Taken
	if known {
		before, beside = l.Before(h, from, day), l.Beside(h, day, last)
		if m.Per == regime.PerCountry {
			h.Country = "" // not told, so it may be this one
			earlier, same := l.Before(h, from, day), l.Beside(h, day, last)
			beside.Add(&earlier, 1)
			beside.Add(&same, 1)
		}
	}
	amount := func(t history.Taken) (taken, back float64, unknown int) {
		if m.Unit == regime.UnitTPP {
			return t.TPP, t.BackTPP, t.UnknownTPP
		}
		return t.GPUs, t.BackGPUs, t.UnknownGPUs
	}
	past, back, lost := amount(before)
	with, _, lostBeside := amount(beside)
	others := beside.Orders
	if others > 0 && !(now < 0) && history.Takes(f.sh) && EndCountry(f.sh, f.src.Places.Country) != regime.Home { // it stands in the ledger itself
		others--
		if now == now {
			with -= now
		} else {
			lostBeside--
		}
	}
	t.sum = past
	if now == now {
		t.sum += now
	}
	t.least, t.most = t.sum-back, t.sum+with
	t.own = !known || !dated || now != now
	t.open = t.own || lost+lostBeside > 0
	unit := " " + m.Unit.Words()
	t.words = fmt.Sprintf("%s%s taken, %s of it by this order and %s by %d before, of %s", regime.Figure(t.sum), unit, regime.Figure(now), regime.Figure(past), before.Orders, m)
	switch {
	case before.Orders == 0 && now != now:
		t.words = fmt.Sprintf("this order takes an unknown number of%s, and none was taken before, of %s", unit, m)
	case before.Orders == 0:
		t.words = fmt.Sprintf("%s%s taken by this order and none before, of %s", regime.Figure(now), unit, m)
	}
	switch {
	case !known:
		t.words += "; the holder's past is not known"
	case !dated:
		t.words += "; the order has no date"
	case lost > 0:
		t.words += fmt.Sprintf("; %d order%s before %s of unknown quantity", lost, plural(lost, "", "s"), plural(lost, "is", "are"))
	}
	if others > 0 && (t.most > m.Amount || lostBeside > 0) && t.least <= m.Amount {
		t.words += fmt.Sprintf("; with %d more of the same day, or of a day or country that is not told, it would be %s", others, regime.Figure(t.most))
	}
	if back > 0 {
		t.words += fmt.Sprintf("; %s came back by %d return%s, not taken off", regime.Figure(back), before.Returns, plural(before.Returns, "", "s"))
	}
	return t, true
}

// holder is whose quantity a measure counts; known is false where nobody can say.
func (f *Facts) holder(per regime.Per, limit string) (h history.Holder, known bool) {
	h = history.Holder{Grain: f.grain(), Limit: limit}
	switch {
	case per == regime.PerCountry:
		h.Country = EndCountry(f.sh, f.src.Places.Country)
		return h, h.Country != ""
	case per == regime.PerEndUser || !f.found: // no record says who belongs together: what went to the name is counted
		h.User = history.NameKey(f.endUserName())
		return h, h.User != ""
	case per == regime.PerGroup:
		h.Customers = f.src.Book.Group(f.customer)
	default:
		h.Customers = []int32{f.customer}
	}
	return h, true
}

// restrictedHQ says whether a headquarters in a country makes a licence needed.
func (f *Facts) restrictedHQ(iso string) data.Truth {
	if t, ruled := f.src.Regime.RestrictedHQ(iso, f.law, f.src.Places.InGroup); ruled {
		return t
	}
	return f.restricted(iso)
}

// Regime is what a regime other than the law as enforced says of the order beside
// the rules: its answer with where it comes from, limits passed, conditions.
func (f *Facts) Regime() []data.Finding {
	r := f.src.Regime
	if f.sh == nil || !r.Ruled() || controlRank(f.allGoods().worst.Controlled) < 2 {
		return nil
	}
	var out []data.Finding
	on, why := r.Applies(f.law)
	if on == data.False {
		return nil
	}
	iso := EndCountry(f.sh, f.src.Places.Country)
	dest := []data.Evidence{f.of("destination_country", f.sh.DestinationCountry, 0)}
	if f.sh.FinalDestinationCountry != "" {
		dest = append(dest, f.of("final_destination_country", f.sh.FinalDestinationCountry, 0))
	}
	d, _ := f.destination()
	_, said, _ := f.licenceTruth(d)
	if len(r.Tiers) > 0 && iso != "" {
		if a := r.Destination(iso, f.goods.worst.Bucket, f.law, f.src.Places.InGroup); a.Ruled {
			note := f.ruled("regime-answer", data.NoteFinding, "diligence_note", r.Origin, strings.TrimPrefix(said, r.ID+", "), dest)
			if a.Tier != nil {
				note.Cites = append(note.Cites, cite(a.Tier.ID, a.Tier.Origin))
			}
			out = append(out, note)
		}
	}
	if on == data.Undecided {
		if len(r.Limits) > 0 {
			out = append(out, f.ruled("regime-limits-unknown", data.GapFinding, "licence_required", r.Origin, "whether its limits hold cannot be told: "+why, dest))
		}
		return out
	}
	tier := r.TierOf(iso, f.law, f.src.Places.InGroup)
	for i := range r.Limits {
		if l := &r.Limits[i]; regime.Reaches(l.Tiers, tier) && iso != regime.Home {
			out = append(out, f.limit(r, l, tier)...)
		}
	}
	if tier != nil && len(tier.Conditions) > 0 {
		out = append(out, f.conditions(tier, dest))
	}
	return out
}

func cite(what string, o regime.Origin) string {
	return what + ": " + o.Source + " (" + o.Basis + ")"
}

// ruled is a finding of the regime itself.
func (f *Facts) ruled(rule string, kind data.FindingKind, pattern string, o regime.Origin, says string, ev []data.Evidence) data.Finding {
	r := f.src.Regime
	return data.Finding{Rule: rule, Version: 1, Kind: kind, Pattern: pattern, Title: r.Title, Says: f.under() + says,
		Evidence: ev, Cites: []string{cite(r.ID, o)}, Basis: o.Basis, Asks: []string{"C1"}}
}

// under says of a sentence that it holds under a regime that is not the law.
func (f *Facts) under() string {
	r := f.src.Regime
	return "Under " + r.ID + " (" + r.Status.Words() + "): "
}

// limit holds the order against one limit of quantity.
func (f *Facts) limit(r *regime.Regime, l *regime.Limit, tier *regime.Tier) []data.Finding {
	if !history.Takes(f.sh) && f.sh.DocType != "quote" { // a quote is to take something
		return nil
	}
	spared, apart := data.False, ""
	for _, id := range l.Unless {
		x := r.Exception(id)
		if len(x.Tiers) == 0 || regime.Reaches(x.Tiers, tier) {
			t, _ := f.exception(r, x)
			spared, apart = spared.Or(t), l.ID
		}
	}
	t, ok := f.taken(l.Measure, apart)
	passed := t.passes(l.Amount).And(spared.Not())
	if !ok || passed == data.False {
		return nil
	}
	kind := l.Kind
	if kind == data.StopFinding && f.goods.worst.Controlled != data.ControlledYes {
		kind = data.FlagFinding
	}
	words := t.words
	says := l.Title + " is passed: " + words
	if passed != data.True {
		kind, says = data.GapFinding, l.Title+": whether it is passed cannot be told: "+words
		if spared == data.Undecided {
			says += "; whether an exception spares the order is not known"
		}
	}
	if l.Says != "" {
		says += "; " + l.Says
	}
	out := f.ruled("regime-limit-"+l.ID, kind, "licence_required", l.Origin, says, f.limitEvidence(l, words))
	out.Asks = l.Asks
	// One order of the past without its quantity leaves the limit open for all that follow: that asks, and holds nobody.
	out.Decisive = kind == data.GapFinding && l.Kind == data.StopFinding && (t.own || t.most > l.Amount)
	out.Pending = kind == data.StopFinding && f.stated() != ""
	if kind != data.GapFinding && kind != data.NoteFinding {
		out.Points = l.Points
	}
	return []data.Finding{out}
}

func (f *Facts) limitEvidence(l *regime.Limit, words string) []data.Evidence {
	ev := []data.Evidence{f.of("taken so far", words, 0), f.of("limit of the regime", l.Measure.String(), 0)}
	switch l.Per {
	case regime.PerCountry:
		ev = append(ev, f.of("destination_country", pick(f.sh.FinalDestinationCountry, f.sh.DestinationCountry), 0))
	case regime.PerEndUser:
		ev = append(ev, f.of("end_user.name", f.endUserName(), 0))
	default:
		ev = append(ev, f.of("customer", f.sh.Customer, 0))
	}
	for i := range f.lines {
		if ln := &f.lines[i]; ln.controlled() && len(ev) < 8 {
			ev = append(ev, f.of("quantity", ln.Quantity.String(), ln.number()))
		}
	}
	return ev
}

// conditions are what a tier asks for outside quantity.
func (f *Facts) conditions(t *regime.Tier, ev []data.Evidence) data.Finding {
	var says, asks []string
	for _, c := range t.Conditions {
		says = append(says, c.Says)
		for _, a := range c.Asks {
			asks = appendNew(asks, a)
		}
	}
	out := f.ruled("regime-conditions", data.NoteFinding, "diligence_note", t.Origin, t.Title+" asks for more: "+strings.Join(says, "; "), ev)
	out.Asks = asks
	return out
}

// Amend marks findings that rest on what a regime supposes and not on the law as
// enforced, so that they cannot be read as law.
func (f *Facts) Amend(findings []data.Finding) {
	r := f.src.Regime
	if r.ID == regime.Current {
		return
	}
	for i := range findings {
		x := &findings[i]
		if strings.HasPrefix(x.Rule, "regime-") || x.Kind == data.NoteFinding {
			continue
		}
		o := r.Origin
		switch x.Pattern {
		case "licence_required":
			if f.sh == nil || len(r.Tiers) == 0 || !f.regimeDecides() {
				continue
			}
		case "headquarters_rule":
			if r.HQ == nil || !strings.HasPrefix(x.Rule, "headquarters-") || f.restrictedByLaw() {
				continue
			}
			o = r.HQ.Origin
		case "entity_list_affiliate":
			_, span := r.On(regime.AffiliatesRule, f.law)
			if x.Kind == data.FlagFinding || !r.Supposes(regime.AffiliatesRule) {
				continue
			}
			o = regime.Origin{Source: span.Source, Basis: span.Basis}
		default:
			continue
		}
		x.Says = f.under() + x.Says
		x.Cites = []string{cite(r.ID, o)}
		x.Basis = data.Unverified
	}
}

// restrictedByLaw reports whether a receiver is headquartered where the law as
// enforced asks for a licence.
func (f *Facts) restrictedByLaw() bool {
	for i := range f.parties {
		p := &f.parties[i]
		if !receives(p.role) {
			continue
		}
		for _, c := range [...]country{p.hq.country, p.top.country, p.parent.country, f.located(p.profile)} {
			if c.iso != "" && f.restricted(c.iso) == data.True {
				return true
			}
		}
	}
	return false
}

// regimeDecides reports whether the licence answer differs from that of the law
// as enforced.
func (f *Facts) regimeDecides() bool {
	d, _ := f.destination()
	t, _, _ := f.licenceTruth(d)
	g, now := f.allGoods(), data.False
	for _, c := range [...]country{d, f.country(f.sh.FinalDestinationCountry)} {
		if c.iso != "" {
			u, _ := f.src.Places.LicenceDestination(c.iso, g.worst.Bucket, f.law)
			now = now.Or(u)
		}
	}
	return t != now
}
