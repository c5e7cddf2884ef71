package places

import (
	"slices"
	"strings"

	"redflag/data"
)

// Item is what the licence view needs to know of goods.
type Item struct {
	Controlled data.Controlled
	Bucket     string
	Datacenter data.Truth // designed or marketed for data centres
	First      data.Truth // reached by 3A090 as it stood before 17 November 2023
	CaseByCase data.Truth // below the limits of the rule of January 2026
	ChinaMade  data.Truth // designed in China and at the thresholds: no licence helps before the guidance is answered
}

// View lays the tests for a licence side by side. It decides nothing: a
// specialist does.
type View struct {
	Destination     data.Truth // a licence is needed because of the country of destination
	DestinationWhy  string
	Headquarters    data.Truth // ... because of where a party or its ultimate parent is headquartered
	HeadquartersWhy string
	Needed          data.Truth
	Exceptions      []string // license exceptions that may be looked at
	Review          string   // how an application is looked at, where it is not the usual way
	Missing         []string // what is not known
	Says            string
}

// hqRule is the first day of the headquarters test; caseByCase of the review of
// January 2026.
var (
	hqRule     = data.Day(2023, 11, 17)
	caseByCase = data.Day(2026, 1, 15)
)

// Answer is what one test comes to, and why.
type Answer struct {
	Need data.Truth
	Why  string
}

// Licence lays out the tests for an item, the places where it may end and what the
// headquarters test comes to.
func (p *Places) Licence(item Item, destinations []string, headquarters Answer, on data.Date) View {
	v := View{Says: "not legal advice; a specialist decides"}
	if item.Controlled == data.ControlledNo || item.Controlled == data.ControlledNoSign {
		v.Destination, v.Headquarters, v.Needed = data.Undecided, data.Undecided, data.Undecided
		v.DestinationWhy = "the goods are not recognised as advanced computing items; other controls are not looked at here"
		v.HeadquartersWhy = v.DestinationWhy
		return v
	}
	if item.Bucket == "" {
		v.Missing = append(v.Missing, "classification of the goods")
	}
	v.Destination, v.DestinationWhy = p.LicenceDestination("", item.Bucket, on)
	for i, d := range destinations {
		if t, why := p.LicenceDestination(d, item.Bucket, on); i == 0 || t > v.Destination {
			v.Destination, v.DestinationWhy = t, why
		}
	}
	if v.Destination == data.Undecided {
		v.Missing = append(v.Missing, p.openDestination(destinations))
	}
	if on.Before(wider) == data.True && item.First != data.True && v.Destination != data.False {
		v.Destination, v.DestinationWhy = v.Destination.And(item.First), "before 17 November 2023 3A090 asked for other figures; these goods did not meet them"
		if item.First == data.Undecided {
			v.DestinationWhy = "before 17 November 2023 3A090 asked for other figures; whether these goods met them is not known"
			v.Missing = append(v.Missing, "performance and transfer rate of the goods")
		}
	}
	v.Headquarters, v.HeadquartersWhy = headquarters.Need, headquarters.Why
	if v.Headquarters == data.Undecided {
		v.Missing = append(v.Missing, "headquarters of the parties and their ultimate parents")
	}
	v.Needed = v.Destination.Or(v.Headquarters)
	if item.Controlled == data.ControlledPossible && v.Needed == data.True {
		v.Needed = data.Undecided
		v.Missing = append(v.Missing, "whether the goods reach the thresholds")
	}
	if item.ChinaMade == data.True {
		v.Needed = v.Needed.Or(data.Undecided) // General Prohibition 10 reaches any act with it, wherever it goes
		v.Missing = append(v.Missing, "the supplier's proof of authorisation under General Prohibition 10")
	}
	p.ways(&v, item, destinations, on)
	return v
}

// openDestination says what of the destination is not known.
func (p *Places) openDestination(destinations []string) string {
	for _, d := range destinations {
		if _, ok := p.Code(d); !ok {
			return "country of destination"
		}
	}
	if len(destinations) == 0 {
		return "country of destination"
	}
	return "whether the destination asked for a licence on that day"
}

// Headquarters is the headquarters test by the seats of the parties and of their ultimate
// parents as told, "" for one that is not told.
func (p *Places) Headquarters(told []string, on data.Date) Answer {
	switch on.Before(hqRule) {
	case data.True:
		return Answer{data.False, "the headquarters test began on 17 November 2023"}
	case data.Undecided:
		return Answer{data.Undecided, "the date leaves open whether the headquarters test was on"}
	}
	out := data.Bool(len(told) == 0).And(data.Undecided)
	unknown := len(told) == 0
	for _, c := range told {
		t := p.RestrictedHQ(c, on)
		if t == data.True {
			return Answer{t, "a headquarters in " + p.Name(c) + ": Country Group D:5 or Macau, wherever the goods go"}
		}
		unknown = unknown || t == data.Undecided
		out = out.Or(t)
	}
	if unknown {
		return Answer{data.Undecided, "not every headquarters is told"}
	}
	return Answer{out, "no headquarters told is in Country Group D:5 or Macau"}
}

// ways are exceptions and special reviews that could apply where a licence is
// needed. Exceptions NAC and ACA came with the rule of 17 November 2023.
func (p *Places) ways(v *View, item Item, destinations []string, on data.Date) {
	if v.Needed == data.False {
		return
	}
	if level(item.Bucket) == 'c' { // memory has an exception of its own, and no part in the review of January 2026
		if on.Before(memory) == data.False && !slices.ContainsFunc(destinations, func(d string) bool { return p.closed(d, on) }) {
			v.Exceptions = append(v.Exceptions, "HBM (740.25), whose terms are not held here")
		}
		return
	}
	if item.Datacenter != data.True && strings.HasSuffix(strings.ToLower(item.Bucket), ".a") && on.Before(wider) == data.False {
		if e := p.exception(destinations, v.Headquarters, on); e != "" {
			v.Exceptions = append(v.Exceptions, e+" (740.8), unverified: for items not designed or marketed for data centres")
		}
	}
	china := func(d string) bool { return p.China(d) == data.True }
	if item.CaseByCase != data.False && slices.ContainsFunc(destinations, china) && on.Before(caseByCase) == data.False {
		v.Review = "case by case since 15 January 2026 for exports from the United States, on certifications (91 FR 1684); still a licence"
		if item.CaseByCase == data.Undecided {
			v.Review = "perhaps " + v.Review
			v.Missing = append(v.Missing, "whether TPP lies below 21,000 and DRAM bandwidth below 6,500 GB/s")
		}
	}
}

// exception is the one of NAC and ACA that could reach all destinations: NAC where one of
// them, or a headquarters, asks for it. Places under embargo have neither.
func (p *Places) exception(destinations []string, headquarters data.Truth, on data.Date) string {
	out := ""
	for _, d := range destinations {
		if p.closed(d, on) {
			return ""
		}
		if e := p.ExceptionDestination(d, on); e > out {
			out = e
		}
	}
	if headquarters == data.True {
		out = "NAC"
	}
	return out
}
