package screening

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A fact that is a country's code equals no name of a country: a rule that asks for one could
// never fire, and is told the code.
func TestARuleComparesCountriesByTheirCodes(t *testing.T) {
	set, err := LoadRules()
	if err != nil {
		t.Fatal(err)
	}
	const pack = `pack: mine
title: Mine
sources:
  mine: {title: Mine}
rules:
  - {id: mine, title: Mine, pattern: transshipment_hub, kind: flag, points: 1, when: 'WHEN', says: {en: "{goods.words}"}, why: Why, innocent: Innocent, asks: [B1], cites: [{source: mine, basis: unverified}]}
`
	for when, want := range map[string]string{
		`customer.country == "Malaysia"`:                           `customer.country is never "Malaysia": countries are compared by their codes; write "MY"`,
		`shipment.destination in ["MY", "Singapur"]`:               `write "SG"`,
		`"UK" == customer.hq_country`:                              `write "GB"`,
		`any(parties, .country == "Malasia")`:                      `parties.country is never "Malasia": countries are compared by their codes; write "MY"`,
		`any(owners, .country in ["PRC"])`:                         `write "CN"`,
		`customer.country != "Atlantis"`:                           `and this is none`,
		`customer.country == "MY" or shipment.route.end == "TW"`:   "",
		`customer.hq_country == customer.country`:                  "",
		`customer.name == "Malaysia" or customer.name == "Latvia"`: "",
	} {
		_, err := set.With(fstest.MapFS{"own.yaml": {Data: []byte(strings.Replace(pack, "WHEN", when, 1))}}, ".")
		switch {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "own.yaml:")):
			t.Errorf("%s: %v, want %q", when, err, want)
		}
	}
}
