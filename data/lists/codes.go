package lists

import "redflag/data"

// UseCodes has the countries of a pack told by their two letters, where lookup knows them:
// some publishers write names, in one language or another, and files of customers tell
// codes. A name that it does not know stays.
func UseCodes(p *data.ListPack, lookup func(name string) (iso2 string, ok bool)) {
	for i := range p.Entries {
		e := &p.Entries[i]
		told := e.Countries
		e.Countries = told[:0:0]
		for _, c := range told {
			if iso, ok := lookup(c); ok {
				c = iso
			}
			e.Countries = addCountry(e.Countries, c)
		}
	}
}
