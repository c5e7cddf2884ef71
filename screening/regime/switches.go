package regime

import (
	"reflect"

	"redflag/data"
)

type change struct {
	title  string
	before data.Truth
	early  string // what holds before the first span, in words
	spans  []Span
	file   string // id of the regime that says it
}

// Span is a stretch of time with one answer.
type Span struct {
	From   data.Date
	Is     data.Truth
	Says   string
	Source string
	Basis  string
}

func truth(s string) (data.Truth, bool) {
	switch s {
	case "on":
		return data.True, true
	case "off":
		return data.False, true
	case "unknown":
		return data.Undecided, true
	}
	return data.Undecided, false
}

// On says whether a switch is on at the law date, and in words why. A switch
// that the regime does not name is unknown, and so is any at a date that is not
// known or too vague to tell. A regime with a headquarters test of its own has that test on
// while it applies, unless it says something else of the switch.
func (r *Regime) On(name string, law data.Date) (data.Truth, Span) {
	c := r.switches[name]
	if name == HeadquartersRule && r.HQ != nil && !r.Supposes(name) {
		if on, _ := r.Applies(law); on == data.True {
			return on, Span{Is: on, Says: "the headquarters test of " + r.ID + ", " + r.Status.Words(), Source: r.HQ.Source, Basis: r.HQ.Basis}
		}
	}
	if c == nil || law.State() != data.Known {
		return data.Undecided, Span{Says: "whether it is law cannot be told: " + name}
	}
	s := c.at(law.First())
	for i := range c.spans {
		sp := &c.spans[i]
		if f := sp.From.First(); f > law.First() && f <= law.Last() && sp.Is != s.Is {
			return data.Undecided, Span{Says: "the date leaves open whether " + sp.Says}
		}
	}
	return s.Is, s
}

func (c *change) at(day int32) Span {
	s := Span{Is: c.before, Says: c.early}
	for _, sp := range c.spans {
		if sp.From.First() > day {
			break
		}
		s = sp
	}
	return s
}

// Supposes reports whether a switch is set by a regime that is not the law as
// enforced.
func (r *Regime) Supposes(name string) bool {
	c := r.switches[name]
	return c != nil && c.file != Current
}

// SameBeyondGoods reports whether two regimes can only differ in what they say of
// advanced computing items: switches and headquarters test are equal.
func (r *Regime) SameBeyondGoods(o *Regime) bool {
	return reflect.DeepEqual(r.switches, o.switches) && reflect.DeepEqual(r.HQ, o.HQ) &&
		(r.HQ == nil || r.From == o.From && r.Until == o.Until && r.Before == o.Before)
}
