package goods

import (
	"redflag/data"
	"redflag/data/reference"
)

// The thresholds of ECCN 3A090 as of the eCFR of 23 July 2026: total processing
// performance, and performance density in TPP a square millimetre.
const (
	tppA      = 4800
	tppLow    = 1600
	tppMid    = 2400
	densityA  = 5.92
	densityB  = 3.2
	densityB1 = 1.6

	// Case-by-case review for China and Macau, 91 FR 1684: both below.
	caseTPP = 21_000
	caseGBs = 6_500
)

// reach says whether a figure in the range is at least the limit.
func reach(r reference.Range, limit float64) data.Truth {
	switch {
	case !r.Known():
		return data.Undecided
	case r.Low >= limit:
		return data.True
	case r.High < limit:
		return data.False
	}
	return data.Undecided
}

// density is the range of TPP divided by the range of die area.
func density(p *reference.Part) reference.Range {
	if !p.TPP.Known() || !p.Die.Known() || p.Die.Low == 0 {
		return reference.Range{}
	}
	return reference.Range{Low: p.TPP.Low / p.Die.High, High: p.TPP.High / p.Die.Low}
}

// limits are the two limbs of 3A090 that a data-centre chip can meet.
func limits(p *reference.Part) (a, b data.Truth) {
	pd := density(p)
	a = reach(p.TPP, tppA).Or(reach(p.TPP, tppLow).And(reach(pd, densityA)))
	b1 := reach(p.TPP, tppMid).And(reach(p.TPP, tppA).Not()).And(reach(pd, densityB1)).And(reach(pd, densityA).Not())
	b2 := reach(p.TPP, tppLow).And(reach(pd, densityB)).And(reach(pd, densityA).Not())
	return a, b1.Or(b2).And(a.Not())
}

// reaches is whether a chip meets either limb. Both grow with performance and density,
// and together have no gap: a range that lies across the line between them is surely
// controlled, though which limb it meets is open.
func reaches(p *reference.Part) data.Truth {
	pd := density(p)
	return reach(p.TPP, tppA).
		Or(reach(p.TPP, tppLow).And(reach(pd, densityB))).
		Or(reach(p.TPP, tppMid).And(reach(pd, densityB1)))
}

// bucket computes how a chip is controlled. Chips that are not designed or
// marketed for data centres are caught from a TPP of 4800 on, and then have the
// exceptions NAC and ACA open.
func bucket(p *reference.Part) (data.Controlled, string, string) {
	if p.Possible != "" {
		return data.ControlledPossible, p.Bucket, p.Possible
	}
	a, b := limits(p)
	if p.DC == "no" {
		big := reach(p.TPP, tppA)
		switch big {
		case data.True:
			return data.ControlledYes, "3A090.a", "not made for data centres, but at or above TPP 4800: exceptions NAC and ACA are to be looked at"
		case data.False:
			return data.ControlledNo, "", "not made for data centres and below TPP 4800"
		}
		return data.ControlledPossible, "", "not made for data centres; TPP 4800 lies inside the range of its figures"
	}
	if p.DC == "unknown" && (a != data.False || b != data.False) {
		if reach(p.TPP, tppA) == data.True {
			return data.ControlledYes, "3A090.a", "TPP reaches 4800; whether it is made for data centres is not settled, and if not, exceptions NAC and ACA are to be looked at"
		}
		return data.ControlledPossible, "", "controlled only if it is made for data centres, which is not settled"
	}
	switch {
	case a == data.True:
		return data.ControlledYes, "3A090.a", "TPP and density reach the first limb of 3A090"
	case b == data.True:
		return data.ControlledYes, "3A090.b", "TPP and density reach the second limb of 3A090"
	case reaches(p) == data.True:
		return data.ControlledYes, "3A090.a", "TPP and density reach 3A090; its figures are ranges across both limbs, of which the first is assumed"
	case a == data.Undecided || b == data.Undecided:
		return data.ControlledPossible, "", "a threshold of 3A090 lies inside the range of its figures"
	}
	return data.ControlledNo, "", "below the thresholds of 3A090"
}

// first is whether a chip met 3A090 before 17 November 2023: the performance, and a
// transfer rate of 600 GB/s, below which some chips were made to stay.
func first(p *reference.Part) data.Truth {
	if p.Link == "low" {
		return data.False
	}
	return reach(p.TPP, tppA)
}

// caseByCase is whether TPP and DRAM bandwidth stay below the limits of the rule
// of 15 January 2026.
func caseByCase(p *reference.Part) data.Truth {
	return reach(p.TPP, caseTPP).Not().And(reach(p.GBs, caseGBs).Not())
}
