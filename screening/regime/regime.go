// Package regime says which law applies on a date: named regimes, each with
// switches that are on or off in spans of time. It must not know what a switch
// leads to; facts and rules read it.
package regime

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/yamldoc"
)

//go:embed regime.yaml
var embedded []byte

// Current is the id of the law as it is enforced.
const Current = "current"

// Switches of the current regime that facts ask for.
const (
	HeadquartersRule = "headquarters_rule"
	AffiliatesRule   = "affiliates_rule"
	SanctionsHalf    = "sanctions_half"
	GP10Guidance     = "gp10_guidance"
)

// Regime is one body of law with its dates.
type Regime struct {
	ID       string
	Title    string
	switches map[string]*change
}

type change struct {
	title  string
	before data.Truth
	spans  []Span
}

// Span is a stretch of time with one answer.
type Span struct {
	From   data.Date
	Is     data.Truth
	Says   string
	Source string
	Basis  string
}

// Book holds all regimes.
type Book struct{ regimes []*Regime }

// Load reads the embedded regimes.
func Load() (*Book, error) { return Parse("regime.yaml", embedded) }

// Parse reads a file of regimes.
func Parse(name string, text []byte) (*Book, error) {
	var f struct {
		Regimes []struct {
			ID       string `yaml:"id"`
			Title    string `yaml:"title"`
			Switches []struct {
				ID     string `yaml:"id"`
				Title  string `yaml:"title"`
				Before string `yaml:"before"`
				Spans  []struct {
					From   string `yaml:"from"`
					Is     string `yaml:"is"`
					Says   string `yaml:"says"`
					Source string `yaml:"source"`
					Basis  string `yaml:"basis"`
				} `yaml:"spans"`
			} `yaml:"switches"`
		} `yaml:"regimes"`
	}
	doc, err := yamldoc.Open(name, text, &f)
	if err != nil {
		return nil, err
	}
	b := &Book{}
	for i, r := range f.Regimes {
		if r.ID == "" || b.find(r.ID) != nil {
			return nil, doc.Fail(fmt.Sprintf("$.regimes[%d].id", i), "regime %q needs an id of its own", r.ID)
		}
		reg := &Regime{ID: r.ID, Title: r.Title, switches: map[string]*change{}}
		for j, s := range r.Switches {
			at := fmt.Sprintf("$.regimes[%d].switches[%d]", i, j)
			before, ok := truth(s.Before)
			if !ok || s.ID == "" {
				return nil, doc.Fail(at+".before", "switch %q: before is on, off or unknown, not %q", s.ID, s.Before)
			}
			c := &change{title: s.Title, before: before}
			for k, sp := range s.Spans {
				where := fmt.Sprintf("%s.spans[%d]", at, k)
				from, err := data.ParseDate(sp.From)
				if err != nil || from.Day == 0 {
					return nil, doc.Fail(where+".from", "a span starts on a full date, not %q", sp.From)
				}
				is, ok := truth(sp.Is)
				if !ok {
					return nil, doc.Fail(where+".is", "a span is on, off or unknown, not %q", sp.Is)
				}
				if sp.Basis != data.Sourced && sp.Basis != data.Unverified || sp.Source == "" {
					return nil, doc.Fail(where+".from", "a span names its source and basis (sourced or unverified)")
				}
				if n := len(c.spans); n > 0 && c.spans[n-1].From.First() >= from.First() {
					return nil, doc.Fail(where+".from", "spans stand in order of time")
				}
				c.spans = append(c.spans, Span{from, is, sp.Says, sp.Source, sp.Basis})
			}
			reg.switches[s.ID] = c
		}
		b.regimes = append(b.regimes, reg)
	}
	return b, nil
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

func (b *Book) find(id string) *Regime {
	i := slices.IndexFunc(b.regimes, func(r *Regime) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return b.regimes[i]
}

// Get is the regime with that id; "" means the current one.
func (b *Book) Get(id string) (*Regime, error) {
	if id == "" {
		id = Current
	}
	if r := b.find(id); r != nil {
		return r, nil
	}
	return nil, fmt.Errorf("there is no regime %q; known are %s", id, strings.Join(b.IDs(), ", "))
}

// IDs are the ids of all regimes.
func (b *Book) IDs() []string {
	var out []string
	for _, r := range b.regimes {
		out = append(out, r.ID)
	}
	return out
}

// On says whether a switch is on at the law date, and in words why. A switch
// that the regime does not name is unknown, and so is any at a date that is not
// known or too vague to tell.
func (r *Regime) On(name string, law data.Date) (data.Truth, Span) {
	c := r.switches[name]
	if c == nil || law.State() != data.Known {
		return data.Undecided, Span{}
	}
	s := c.at(law.First())
	for _, sp := range c.spans {
		if f := sp.From.First(); f > law.First() && f <= law.Last() && sp.Is != s.Is {
			return data.Undecided, Span{}
		}
	}
	return s.Is, s
}

func (c *change) at(day int32) Span {
	s := Span{Is: c.before}
	for _, sp := range c.spans {
		if sp.From.First() > day {
			break
		}
		s = sp
	}
	return s
}
