package screening

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"redflag/screening/rules"
)

// A fact that is a country's code equals no name of a country: a rule that asks for one could
// never fire, and is told the code.
func TestARuleComparesCountriesByTheirCodes(t *testing.T) {
	set, err := LoadRules()
	if err != nil {
		t.Fatal(err)
	}
	condition := regexp.MustCompile(`(?m)^    when: .*$`)
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
		pack := condition.ReplaceAllString(rules.Skeleton("mine"), "    when: '"+when+"'")
		_, err := set.With(fstest.MapFS{"own.yaml": {Data: []byte(pack)}}, ".")
		switch {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "own.yaml:")):
			t.Errorf("%s: %v, want %q", when, err, want)
		}
	}
}
