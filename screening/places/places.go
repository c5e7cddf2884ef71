// Package places judges the map: which country groups a place is in on a date,
// whether it is a transshipment hub, whether advanced chips need a licence to go
// there or to a party headquartered there, and how far a route strays.
//
// It reads dated tables and answers in three values. What the tables cannot say
// for a day is undecided and never "no". It must not know records, parties or
// rules.
package places

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/reference"
)

// Places answers from one set of tables. It is read-only and safe to share.
type Places struct {
	t    *reference.Tables
	hubs map[string][]reference.Hub
}

// New makes a judge of places over tables.
func New(t *reference.Tables) *Places {
	p := &Places{t: t, hubs: map[string][]reference.Hub{}}
	for _, h := range t.Hubs {
		p.hubs[h.Country] = append(p.hubs[h.Country], h)
	}
	return p
}

// Code is the two-letter code of a country as told, in any usual form; of a territory
// that of the country that the rules take it for.
func (p *Places) Code(country string) (string, bool) {
	code, ok := p.own(country)
	return p.t.Groups.Land(code), ok
}

// own is the code of a country as told, or of a territory its own.
func (p *Places) own(country string) (string, bool) {
	if len(country) == 2 {
		if c := p.t.Countries.Get(country); c != nil {
			return c.ISO2, true
		}
	}
	if iso, ok := p.t.Countries.Lookup(country); ok {
		return iso, true
	}
	return p.t.Atlas().OfPlace(country)
}

// AtEnd is the country that an address ends in.
func (p *Places) AtEnd(address string) (string, bool) {
	code, ok := p.t.Countries.AtEnd(address)
	return p.t.Groups.Land(code), ok
}

// law is the country whose row the rules read: Hong Kong reads China's since the
// rules say so; before that day its own.
func (p *Places) law(code string, on data.Date) (string, data.Truth) {
	for _, a := range p.t.Groups.TreatedAs {
		if a.Country != code {
			continue
		}
		switch on.Before(a.From) {
		case data.False:
			return a.As, data.True
		default:
			return code, data.Undecided
		}
	}
	return code, data.True
}

// InGroup says whether a country was in a country group ("D:5") on a day. A date
// that spans a change, a day before the first list, a group or country that the
// tables do not hold: undecided.
func (p *Places) InGroup(country, group string, on data.Date) data.Truth {
	code, ok := p.Code(country)
	if !ok || on.State() != data.Known {
		return data.Undecided
	}
	code, sure := p.law(code, on)
	if sure != data.True {
		return data.Undecided
	}
	if v, ok := p.t.Groups.On(group, on); ok {
		return member(v, code)
	}
	lists, complete := p.t.Groups.Possible(group, on)
	if !complete || len(lists) == 0 {
		return data.Undecided
	}
	first := member(&lists[0], code)
	for i := range lists {
		if member(&lists[i], code) != first {
			return data.Undecided
		}
	}
	return first
}

func member(v *reference.Vintage, code string) data.Truth {
	switch {
	case slices.Contains(v.Members, code):
		return data.True
	case slices.Contains(v.Unsure, code):
		return data.Undecided
	}
	return data.False
}

// RestrictedHQ says whether a headquarters in the country falls under the
// headquarters rule: Country Group D:5 or Macau, which is not in D:5; Hong Kong
// counts as China.
func (p *Places) RestrictedHQ(country string, on data.Date) data.Truth {
	return p.InGroup(country, "D:5", on).Or(p.is(country, "MO"))
}

// Embargoed says whether the country is in Country Group E:1 or E:2.
func (p *Places) Embargoed(country string, on data.Date) data.Truth {
	return p.InGroup(country, "E:1", on).Or(p.InGroup(country, "E:2", on))
}

// China says whether the country is mainland China, Hong Kong or Macau.
func (p *Places) China(country string) data.Truth {
	return p.is(country, "CN").Or(p.is(country, "HK")).Or(p.is(country, "MO"))
}

func (p *Places) is(country, code string) data.Truth {
	c, ok := p.Code(country)
	if !ok {
		return data.Undecided
	}
	return data.Bool(c == code)
}

// Same says whether two countries as told are one; undecided where either is not
// recognised.
func (p *Places) Same(a, b string) data.Truth {
	x, ok := p.Code(a)
	y, ok2 := p.Code(b)
	if !ok || !ok2 {
		return data.Undecided
	}
	return data.Bool(x == y)
}

// Hub says whether advanced chips are known to be diverted through the country on
// a day.
func (p *Places) Hub(country string, on data.Date) data.Truth {
	t, _ := p.HubRow(country, "chips", on)
	return t
}

// HubSaid is how surely a country is known as a hub of advanced chips, and by what, to stand
// behind "is"; "" for none.
func (p *Places) HubSaid(country string, on data.Date) string {
	switch t, h := p.HubRow(country, "chips", on); {
	case t != data.True || h == nil:
		return ""
	case h.Strength == "weak":
		return "perhaps a transshipment hub, on weak evidence (" + h.Says + ")"
	default:
		return "a transshipment hub (" + h.Says + ")"
	}
}

// RussiaHub says whether goods for Russia are known to pass through the country.
func (p *Places) RussiaHub(country string, on data.Date) data.Truth {
	t, _ := p.HubRow(country, "russia", on)
	return t
}

// HubRow is the answer with the row that it rests on, strongest first.
func (p *Places) HubRow(country, kind string, on data.Date) (data.Truth, *reference.Hub) {
	code, ok := p.Code(country)
	if !ok || on.State() != data.Known {
		return data.Undecided, nil
	}
	out := data.False
	var best *reference.Hub
	rows := p.hubs[code]
	for i := range rows {
		h := &rows[i]
		if h.Kind != kind {
			continue
		}
		in := on.Before(h.From).Not()
		if h.To.State() == data.Known {
			in = in.And(h.To.Before(on).Not())
		}
		if in == data.True && (best == nil || strength(h) > strength(best)) {
			best = h
		}
		out = out.Or(in)
	}
	return out, best
}

func strength(h *reference.Hub) int {
	return slices.Index([]string{"weak", "medium", "strong"}, h.Strength)
}

// Zone is the free zone or special economic zone that an address names, or nil.
func (p *Places) Zone(address string) *reference.Zone {
	if len(address) > 4000 {
		address = address[:4000]
	}
	z, _ := p.t.ZoneIn(address)
	return z
}

// Namesake reports whether an address ends in a town, or is one, that a country has as well
// as a better-known one elsewhere. Nothing tells then which of them is meant.
func (p *Places) Namesake(address, country string) bool {
	code, ok := p.Code(country)
	return ok && p.t.NamesakeAtEnd(code, address)
}

// Name is the English name of a country as told, within a sentence.
func (p *Places) Name(country string) string {
	if c, ok := p.Code(country); ok {
		return p.t.Countries.Name(c)
	}
	return strings.TrimSpace(country)
}
