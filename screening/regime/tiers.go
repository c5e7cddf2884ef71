package regime

import (
	"fmt"
	"slices"
	"strings"

	"redflag/data"
)

// Groups says whether a country is in a country group on a day.
type Groups func(country, group string, on data.Date) data.Truth

// Answer is what a regime says of goods for a destination.
type Answer struct {
	Ruled bool       // false: the law as enforced answers
	Need  data.Truth // a licence is needed, before exceptions
	Why   string
	Tier  *Tier // nil where none was found
}

// holds says whether the regime is on at the law date, and why not.
func (r *Regime) holds(law data.Date) (data.Truth, string) {
	if law.State() != data.Known {
		return data.Undecided, "the date of the law is not known"
	}
	on, why := data.True, ""
	if r.From.State() == data.Known {
		on = law.Before(r.From).Not()
		why = fmt.Sprintf("%s begins on %s", r.ID, r.From)
	}
	if r.Until.State() == data.Known && on != data.False {
		if t := r.Until.Before(law).Not(); t != data.True {
			on, why = on.And(t), fmt.Sprintf("%s ended on %s", r.ID, r.Until)
		}
	}
	return on, why
}

// Applies says whether the regime's tiers, limits and tests are on at the law
// date. Before its first day that is as its file says: not, or unknown.
func (r *Regime) Applies(law data.Date) (data.Truth, string) {
	on, why := r.holds(law)
	if on == data.False && r.Before != Current && law.Before(r.From) == data.True {
		return data.Undecided, why + ", and what held before it is not told"
	}
	return on, why
}

// Covers reports whether a classification is in the scope of the regime. One that
// is not told may be.
func (r *Regime) Covers(bucket string) bool {
	if len(r.Items) == 0 || bucket == "" {
		return true
	}
	b := strings.ToUpper(bucket)
	return slices.ContainsFunc(r.Items, func(i string) bool {
		return b == i || strings.HasPrefix(b, i+".")
	})
}

// Destination says what the regime asks for goods of a classification that go to
// a country, given by its two letters, on a day.
func (r *Regime) Destination(country, bucket string, law data.Date, in Groups) Answer {
	if len(r.Tiers) == 0 || !r.Covers(bucket) {
		return Answer{}
	}
	switch on, why := r.Applies(law); on {
	case data.False:
		return Answer{}
	case data.Undecided:
		return Answer{Ruled: true, Need: data.Undecided, Why: why}
	}
	if country == Home {
		return Answer{Ruled: true, Need: data.False, Why: "the destination is the United States"}
	}
	t, sure := r.tierOf(country, law, in)
	if !sure {
		return Answer{Ruled: true, Need: data.Undecided, Why: fmt.Sprintf("the tiers of %s cannot say for %s on %s", r.ID, country, law), Tier: t}
	}
	if t == nil || t.Licence == LicenceCurrent {
		return Answer{Tier: t}
	}
	a := Answer{Ruled: true, Need: data.Bool(t.Licence != LicenceNone), Tier: t}
	a.Why = fmt.Sprintf("%s, %s: %s (%s)", r.ID, t.Title, t.Licence.Words(), t.Basis)
	return a
}

// tierOf is the first tier that surely holds the country. sure is false where an
// earlier one may.
func (r *Regime) tierOf(country string, law data.Date, in Groups) (t *Tier, sure bool) {
	for i := range r.Tiers {
		switch r.Tiers[i].Holds(country, law, in) {
		case data.True:
			return &r.Tiers[i], true
		case data.Undecided:
			return &r.Tiers[i], false
		}
	}
	return nil, true
}

// TierOf is the tier of a country on a day, nil where none holds it or the lists
// cannot say.
func (r *Regime) TierOf(country string, law data.Date, in Groups) *Tier {
	if on, _ := r.Applies(law); on != data.True {
		return nil
	}
	if t, sure := r.tierOf(country, law, in); sure {
		return t
	}
	return nil
}

// Holds says whether a tier holds a country on a day. Before its first list, and
// where a date spans two lists that differ, the answer is unknown.
func (t *Tier) Holds(country string, law data.Date, in Groups) data.Truth {
	if law.State() != data.Known || len(t.Lists) == 0 {
		return data.Undecided
	}
	var out data.Truth
	found := false
	for i := range t.Lists {
		l := &t.Lists[i]
		if l.From.State() == data.Known && l.From.First() > law.Last() {
			break
		}
		if l.From.State() == data.Known && l.From.First() > law.First() && !found {
			return data.Undecided // the span of the date begins before the first list
		}
		h := l.holds(country, law, in)
		later := i+1 < len(t.Lists) && t.Lists[i+1].From.First() <= law.First()
		switch {
		case later:
			continue
		case !found:
			out, found = h, true
		case out != h:
			return data.Undecided
		}
	}
	if !found {
		return data.Undecided
	}
	return out
}

func (l *List) holds(country string, law data.Date, in Groups) data.Truth {
	t := data.Bool(l.Rest || named(l.Countries, country))
	for _, g := range l.Groups {
		t = t.Or(in(country, g, law))
	}
	out := data.Bool(named(l.Not, country))
	for _, g := range l.NotGroups {
		out = out.Or(in(country, g, law))
	}
	return t.And(out.Not())
}

// named reports whether a list names a country; Hong Kong counts as China.
func named(list []string, country string) bool {
	return slices.Contains(list, country) || country == "HK" && slices.Contains(list, "CN")
}

// RestrictedHQ says whether a headquarters in a country makes a licence needed.
// ruled is false where the test of the law as enforced answers.
func (r *Regime) RestrictedHQ(country string, law data.Date, in Groups) (restricted data.Truth, ruled bool) {
	if r.HQ == nil {
		return data.Undecided, false
	}
	switch on, _ := r.Applies(law); on {
	case data.False:
		return data.Undecided, false
	case data.Undecided:
		return data.Undecided, true
	}
	t := data.Bool(named(r.HQ.Countries, country))
	for _, g := range r.HQ.Groups {
		t = t.Or(in(country, g, law))
	}
	return t, true
}

// Reaches reports whether a limit or exception with those tiers is about a tier.
func Reaches(tiers []string, t *Tier) bool {
	return len(tiers) == 0 || t != nil && slices.Contains(tiers, t.ID)
}
