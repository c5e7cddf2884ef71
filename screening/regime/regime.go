// Package regime says which law applies on a date: named regimes, each a file
// with switches that are on or off in spans of time, and, for a what-if, country
// tiers, limits of quantity, exceptions and a headquarters test of its own. It
// must not know records, lists or rules; facts read it and ask.
package regime

import (
	"redflag/data"
)

// Current is the id of the law as it is enforced.
const Current = "current"

// Home is the country whose exports the law is about.
const Home = "US"

// Switches of the current regime that facts ask for.
const (
	HeadquartersRule = "headquarters_rule"
	AffiliatesRule   = "affiliates_rule"
	SanctionsHalf    = "sanctions_half"
	GP10Guidance     = "gp10_guidance"
)

// Status says what a regime is in the world.
type Status string

const (
	InForce       Status = "in_force"
	NeverEnforced Status = "never_enforced"
	Suspended     Status = "suspended"
	Proposal      Status = "proposal"
	WhatIf        Status = "what_if"
)

// Words are the status as a person reads it.
func (s Status) Words() string {
	switch s {
	case InForce:
		return "in force"
	case NeverEnforced:
		return "never enforced"
	case Proposal:
		return "proposal, never law"
	case WhatIf:
		return "what-if, never law"
	}
	return string(s)
}

// Origin is where a row of a regime comes from.
type Origin struct {
	Source string
	Basis  string // sourced or unverified
}

// Regime is one body of law, real or supposed, with its dates.
type Regime struct {
	ID       string
	Title    string
	Says     string
	Inherits string
	Status   Status
	From     data.Date // first day; not told: always
	Until    data.Date // last day; not told: no end
	Before   string    // which answer holds before the first day: current or unknown
	OnTop    bool      // a licence that the law as enforced asks for stays needed
	Items    []string  // classifications that the tiers are about; none: all advanced computing items
	Tiers    []Tier
	HQ       *Headquarters // nil: the test of the law as enforced
	Limits   []Limit
	Excepts  []Exception
	Notes    []Note
	File     string
	Origin

	switches map[string]*change
}

// Tier is a class of destinations with one answer.
type Tier struct {
	ID         string
	Title      string
	Licence    Licence
	Lists      []List // oldest first
	Conditions []Condition
	Origin
}

// List says which countries a tier holds from a day on.
type List struct {
	From      data.Date
	Countries []string
	Groups    []string // country groups, read at the law date
	Not       []string // countries left out
	NotGroups []string
	Rest      bool // all that no tier before holds
	Origin
}

// Licence is what a tier asks for.
type Licence string

const (
	LicenceNone     Licence = "none"
	LicenceCurrent  Licence = "current" // what the law as enforced asks for
	LicenceNeeded   Licence = "needed"
	PresumedDenied  Licence = "presumption_of_denial"
	PresumedGranted Licence = "presumption_of_approval"
	CaseByCase      Licence = "case_by_case"
)

// Words are the answer as a person reads it.
func (l Licence) Words() string {
	switch l {
	case LicenceNone:
		return "no licence is needed"
	case LicenceCurrent:
		return "the law as enforced answers"
	case PresumedDenied:
		return "a licence is needed and presumed denied"
	case PresumedGranted:
		return "a licence is needed and presumed granted"
	case CaseByCase:
		return "a licence is needed and looked at case by case"
	}
	return "a licence is needed"
}

// Condition is what an agreement or a draft asks for, outside quantity.
type Condition struct {
	Says string
	Asks []string
	Origin
}

// Headquarters is where a party's headquarters, or its ultimate parent's, makes a
// licence needed wherever the goods go.
type Headquarters struct {
	Countries []string
	Groups    []string
	Origin
}

// Limit is a quantity that may not be passed without more.
type Limit struct {
	ID    string
	Title string
	Measure
	Tiers  []string // destinations; none: all that are in scope
	Unless []string // exceptions whose users are not counted
	Kind   data.FindingKind
	Points int
	Says   string
	Asks   []string
	Origin
}

// Exception is what makes a licence of a tier unnecessary.
type Exception struct {
	ID    string
	Title string
	Kind  ExceptionKind
	Tiers []string // destinations that it reaches; none: all
	Measure
	HQTiers []string // for headquarters: where the receivers must be headquartered
	Names   []string // for validated end users
	Says    string
	Origin
}

// ExceptionKind says what an exception is tested by.
type ExceptionKind string

const (
	LowVolume  ExceptionKind = "low_volume"
	AlliedHQ   ExceptionKind = "headquarters"
	ValidatedU ExceptionKind = "validated_end_user"
)

// Note is something that a reader must know and shipment records cannot answer.
type Note struct {
	Says string
	Origin
}

// Ruled reports whether the regime differs from the law as enforced in more than
// its switches.
func (r *Regime) Ruled() bool { return len(r.Tiers)+len(r.Limits) > 0 || r.HQ != nil }

// Counts reports whether a verdict needs the ledger of quantities.
func (r *Regime) Counts() bool {
	if len(r.Limits) > 0 {
		return true
	}
	for i := range r.Excepts {
		if r.Excepts[i].Kind == LowVolume {
			return true
		}
	}
	return false
}

// Tier is the tier of that id, or nil.
func (r *Regime) Tier(id string) *Tier {
	for i := range r.Tiers {
		if r.Tiers[i].ID == id {
			return &r.Tiers[i]
		}
	}
	return nil
}

// Exception is the exception of that id, or nil.
func (r *Regime) Exception(id string) *Exception {
	for i := range r.Excepts {
		if r.Excepts[i].ID == id {
			return &r.Excepts[i]
		}
	}
	return nil
}
