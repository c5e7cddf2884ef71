package screening

import (
	"fmt"
	"strings"
	"testing"

	"redflag/data"
)

// An order without a destination is held where its goods are controlled, or where
// they are chips and nobody's country is told. Nobody's ladders are.
func TestAnOrderWithoutADestination(t *testing.T) {
	order := func(country, destination, line string) string {
		return fmt.Sprintf(`{"kind":"customer","id":"C-1","name":"Nordheide Metallbau GmbH","country":%q,"hq_country":%[1]q,"ultimate_parent_country":%[1]q}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-08-01","direction":"out","doc_type":"order","destination_country":%[2]q,"lines":[%[3]s]}
`, country, destination, line)
	}
	const (
		ladder    = `{"line":1,"description":"Stehleiter Alu 8 Stufen","quantity":20}`
		hopper    = `{"line":1,"description":"Einfülltrichter Edelstahl, 40 l","quantity":2}`
		processor = `{"line":1,"description":"Intel Core i5 processors","quantity":40}`
		server    = `{"line":1,"description":"NVIDIA HGX H100 8-GPU server","quantity":2}`
	)
	for _, c := range []struct {
		name, country, destination, line string
		least, most                      data.Level
		says                             string
	}{
		{"a ladder for a buyer in Germany", "DE", "", ladder, data.Review, data.Review, "it is taken to be the country of the customer, Germany"},
		{"a hopper for a buyer in Germany", "DE", "", hopper, data.Review, data.Review, "Germany"},
		{"a ladder for a buyer in the Emirates", "AE", "", ladder, data.Review, data.Review, "customer, the United Arab Emirates"},
		{"a ladder of which nothing is told", "", "", ladder, data.Review, data.Review, "No destination is told"},
		{"a ladder for a buyer in Iran", "IR", "", ladder, data.Stop, data.Stop, "Iran is in Country Group E:1"},
		{"a ladder with its destination", "DE", "DE", ladder, data.Pass, data.Pass, ""},
		{"processors for a buyer in Germany", "DE", "", processor, data.Review, data.Review, "Germany"},
		{"processors for a buyer in Russia", "RU", "", processor, data.Stop, data.Stop, "Russia"},
		{"processors of which nothing is told", "", "", processor, data.Hold, data.Hold, "Nothing tells where the goods go"},
		{"servers for a buyer in Germany", "DE", "", server, data.Hold, data.Hold, "No destination is told"},
	} {
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, order(c.country, c.destination, c.line))) {
			if v.Shipment == "" {
				continue
			}
			said := ""
			for _, f := range v.Findings {
				said += f.Says + "\n"
			}
			if v.Level < c.least || v.Level > c.most || !strings.Contains(said, c.says) {
				t.Errorf("%s is at %s, and is said to be:\n%s", c.name, v.Level, said)
			}
		}
	}
}
