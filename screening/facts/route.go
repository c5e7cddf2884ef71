package facts

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

func (f *Facts) computeRoute(x field) rules.Value {
	sh := f.sh
	if len(sh.Route) == 0 {
		return rules.Value{}
	}
	d, _ := f.destination()
	var codes []string
	unknown := false
	stops := make([]Stop, 0, len(sh.Route))
	for _, r := range sh.Route {
		s, ok := f.src.Places.Place(r)
		if !ok || s.Country == "" {
			unknown = true
			stops = append(stops, Stop{})
			continue
		}
		stops = append(stops, s)
		if len(codes) == 0 || codes[len(codes)-1] != s.Country {
			codes = append(codes, s.Country)
		}
	}
	between := func(ask func(string) data.Truth) rules.Value {
		t := data.False
		for i, c := range codes {
			if i > 0 && c != d.iso {
				t = t.Or(ask(c))
			}
		}
		if unknown {
			t = t.Or(data.Undecided)
		}
		return truthValue(t, data.Known)
	}
	switch x {
	case fShipmentRoute:
		if len(codes) == 0 {
			return unknownValue()
		}
		return listValue(codes)
	case fShipmentRouteEnd:
		if end := stops[len(stops)-1].Country; end != "" && !f.src.Places.Namesake(sh.Route[len(sh.Route)-1], f.goodsHome()) {
			return textValue(end)
		}
		return unknownValue()
	case fShipmentRouteHubs:
		var hubs []string
		for i, c := range codes {
			if i > 0 && c != d.iso && f.hub(c) == data.True {
				hubs = append(hubs, c)
			}
		}
		return listValue(hubs)
	case fShipmentRouteChina:
		return between(isChina)
	case fShipmentRouteRestricted:
		return between(f.restricted)
	case fShipmentRouteDetour:
		return detour(stops)
	case fShipmentRouteReturns:
		return boolValue(returns(codes))
	case fShipmentRouteLeavesDestination, fShipmentRouteMissesDestination:
		if d.iso == "" {
			return unknownValue()
		}
		at := -1
		for i, c := range codes {
			if c == d.iso {
				at = i
			}
		}
		if x == fShipmentRouteMissesDestination {
			if at < 0 && stops[len(stops)-1].Country == "" {
				return unknownValue()
			}
			gate := (d.iso == "CN" || d.iso == "MO") && stops[len(stops)-1].Country == "HK" // ships for the mainland end there
			return boolValue(at < 0 && !gate)
		}
		return boolValue(at >= 0 && at < len(codes)-1)
	case fShipmentRouteUnknownPlace:
		return boolValue(unknown)
	}
	return rules.Value{}
}

// legs are two places by the codes of their airports with a sign of the way between.
var legs = regexp.MustCompile(`\b([A-Z]{3}) ?(?:-|–|→|=>|->|>|/) ?([A-Z]{3})\b`)

// notedLeg is the first leg of the notes that leads out of the destination into another
// country, or "".
func (f *Facts) notedLeg() string {
	if len(f.sh.Notes) < len("NRT-HKG") {
		return ""
	}
	d, _ := f.destination()
	if d.iso == "" {
		return ""
	}
	for _, leg := range legs.FindAllStringSubmatch(rules.Readable(f.sh.Notes), mostLegs) {
		from, known := f.src.Places.Place(leg[1])
		to, alsoKnown := f.src.Places.Place(leg[2])
		if known && alsoKnown && from.Country == d.iso && to.Country != "" && to.Country != d.iso {
			return leg[0]
		}
	}
	return ""
}

// carriedFor are the delivery terms by which the seller pays for carriage up to a place told.
var carriedFor = []string{"CPT", "CIP", "CFR", "CIF", "DAP", "DPU", "DAT", "DDP"}

// carriedTo is the place of such a term in a country that nothing else of the deal lies
// in, or "". A stop of the way told is no such place, nor is a port of a neighbour where
// both are of Country Group A:1.
func (f *Facts) carriedTo() string {
	term, place, _ := strings.Cut(strings.TrimSpace(f.sh.Incoterm), " ")
	place = strings.Trim(place, " ,.()")
	if at := strings.Index(strings.ToLower(place), "incoterms"); at >= 0 {
		place = strings.Trim(place[:at], " ,.()")
	}
	if len(place) < leastPlace || !slices.Contains(carriedFor, strings.ToUpper(term)) {
		return ""
	}
	at := ""
	if s, ok := f.src.Places.Place(place); ok {
		at = s.Country
	} else if iso, ok := f.src.Places.AtEnd(place); ok {
		at = iso
	}
	d, _ := f.destination()
	if at == "" || at == "US" || d.iso == "" || at == d.iso || at == f.country(f.sh.FinalDestinationCountry).iso {
		return ""
	}
	if f.src.Places.InGroup(at, "A:1", f.law) == data.True && f.src.Places.InGroup(d.iso, "A:1", f.law) == data.True {
		return "" // the port of a neighbour
	}
	for i := range f.parties {
		if p := &f.parties[i]; p.country.iso == at || f.located(p.profile).iso == at {
			return ""
		}
	}
	for _, r := range f.sh.Route {
		if s, ok := f.src.Places.Place(r); ok && s.Country == at {
			return ""
		}
	}
	return place
}

// termEmbargoed is the place of a term by which the seller brings the goods, where it bears
// the name of a place under embargo and no destination of Country Group A:1 is told: many a
// town there is called after one.
func (f *Facts) termEmbargoed() string {
	term, place, _ := strings.Cut(strings.TrimSpace(f.sh.Incoterm), " ")
	if !slices.Contains(brought, strings.ToUpper(term)) {
		return ""
	}
	if d, _ := f.destination(); d.iso != "" && f.src.Places.InGroup(d.iso, "A:1", f.law) == data.True || !f.src.Words.senses.embargoedIn(place) {
		return ""
	}
	return strings.TrimSpace(place)
}

// leastPlace is the length of a name of a place that is no code of two letters, in bytes.
const leastPlace = 4

// mostLegs bounds how many legs of one text are looked at.
const mostLegs = 8

func returns(codes []string) bool {
	seen := map[string]bool{}
	for _, c := range codes {
		if seen[c] {
			return true
		}
		seen[c] = true
	}
	return false
}

// detour is the length of all legs over the way from first to last stop. A place between
// that nobody knows can make the way only longer.
func detour(stops []Stop) rules.Value {
	if len(stops) < 2 {
		return rules.Value{}
	}
	first, last := stops[0], stops[len(stops)-1]
	if !first.Located || !last.Located {
		return rules.Value{}
	}
	sum, at := 0.0, first
	for _, s := range stops[1:] {
		if s.Located {
			sum += distance(at, s)
			at = s
		}
	}
	direct := distance(first, last)
	if direct < 50 { // next door, or a round trip: a ratio says nothing
		return rules.Value{}
	}
	return num(math.Round(sum/direct*100) / 100)
}

// distance is the great circle in kilometres.
func distance(a, b Stop) float64 {
	const rad, earth = math.Pi / 180, 6371
	dLat, dLon := (b.Lat-a.Lat)*rad, (b.Lon-a.Lon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(h)))
}

// localDemand says whether anybody where the goods go is told who could use them there.
// A party of which no business is told may be one or not.
func (f *Facts) localDemand() rules.Value {
	d, _ := f.destination()
	if d.iso == "" {
		return rules.Value{State: min(d.state, data.Unknown)}
	}
	open, told := false, false
	for i := range f.parties {
		p := &f.parties[i]
		if !receives(p.role) || f.located(p.profile).iso != d.iso {
			continue
		}
		told = true
		trades := p.forwarder || p.reseller || p.role == data.IntermediateConsignee
		if !trades && (p.fits == data.True || p.role == data.EndUser && !p.placeholder && p.fits != data.False && !p.remote) {
			return boolValue(true)
		}
		for _, s := range fullRecord(p.profile).Sites {
			if k := strings.ToLower(s.Kind); k == "datacenter" || k == "lab" || k == "colocation" {
				return boolValue(true)
			}
		}
		open = open || !trades && !p.placeholder && p.fits != data.False && !p.remote
	}
	if open || !told {
		return rules.Value{}
	}
	return boolValue(false)
}
