package facts

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/rules"
)

// standsIn is the country in which whoever uses the goods has all its halls, where that is
// not its own, and who that is: of one that tells no hall, the country of all its sites.
func (f *Facts) standsIn() (iso string, of *party) {
	of = f.role(data.EndUser)
	if of == nil {
		of = f.role(roleCustomer)
	}
	if of == nil || !of.sited {
		return "", nil
	}
	iso = countryOfSites(of.profile)
	if iso == "" || iso == f.located(of.profile).iso {
		return "", nil
	}
	return iso, of
}

func (f *Facts) standsInValue() rules.Value {
	iso, _ := f.standsIn()
	return textValue(iso)
}

// standsInHub asks whether that country is a hub, and not where the goods go.
func (f *Facts) standsInHub() rules.Value {
	iso, _ := f.standsIn()
	if d, _ := f.destination(); iso == "" || d.iso == iso {
		return rules.Value{}
	}
	return truthValue(f.hub(iso), data.Known)
}

func isHall(s data.Site) bool {
	switch strings.ToLower(s.Kind) {
	case "", "datacenter", "lab", "colocation":
		return true
	}
	return false
}

// countryOfSites is the country that the addresses of the halls of a party end in, of all its
// sites where none is a hall; "" where one ends in none or in another.
func countryOfSites(p *profile) (iso string) {
	sites := fullRecord(p).Sites
	halls := slices.ContainsFunc(sites, isHall)
	for i, end := range p.siteEnds {
		if halls && !isHall(sites[i]) {
			continue
		}
		if end.iso == "" || iso != "" && iso != end.iso {
			return ""
		}
		iso = end.iso
	}
	return iso
}

// handedInZone is a free zone of a hub that the term of delivery names, where nobody of the
// deal is at home: who sells hands over where it, or the maker, sits, and who buys takes
// delivery where it does.
func (f *Facts) handedInZone() string {
	if f.sh.Incoterm == "" {
		return ""
	}
	zone, at := f.src.Places.Zone(f.sh.Incoterm)
	if zone == "" || f.hub(at) != data.True {
		return ""
	}
	if d, _ := f.destination(); d.iso == at {
		return ""
	}
	for i := range f.parties {
		switch p := &f.parties[i]; p.role {
		case data.Forwarder, data.NotifyParty, data.Bank, data.Payer:
		default:
			if f.located(p.profile).iso == at {
				return ""
			}
		}
	}
	for i := range f.sh.Lines {
		if f.country(f.sh.Lines[i].OriginCountry).iso == at {
			return ""
		}
	}
	return zone
}
