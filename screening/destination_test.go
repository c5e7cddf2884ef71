package screening

import (
	"fmt"
	"strings"
	"testing"

	"redflag/data"
)

// An order without a destination is held where its goods are controlled, or where
// they are chips and nobody's country is told. Nobody's ladders are; whose country is
// told and of no concern, for him they are not even looked at.
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
		{"a ladder for a buyer in Germany", "DE", "", ladder, data.Pass, data.Pass, "it is taken to be the country of the customer, Germany"},
		{"a hopper for a buyer in Germany", "DE", "", hopper, data.Pass, data.Pass, "Germany"},
		{"a ladder for a buyer in the Emirates", "AE", "", ladder, data.Pass, data.Pass, "customer, the United Arab Emirates"},
		{"a ladder for a buyer in China", "CN", "", ladder, data.Review, data.Review, "customer, China"},
		{"a ladder for a buyer in Hong Kong", "HK", "", ladder, data.Review, data.Review, "customer, Hong Kong"},
		{"a ladder for a buyer in Cuba", "CU", "", ladder, data.Review, data.Stop, "customer, Cuba"},
		{"a ladder for a buyer in a country nobody knows", "Freedonia", "", ladder, data.Review, data.Review, "Freedonia"},
		{"a ladder for a buyer asked and not known", "unknown", "", ladder, data.Review, data.Review, "No destination is told"},
		{"a ladder of which nothing is told", "", "", ladder, data.Review, data.Review, "No destination is told"},
		{"a ladder for a buyer in Iran", "IR", "", ladder, data.Stop, data.Stop, "Iran (where the customer sits) is in Country Group E:1"},
		{"a ladder with its destination", "DE", "DE", ladder, data.Pass, data.Pass, ""},
		{"a line of which nothing is told", "DE", "", `{"line":1,"quantity":2}`, data.Review, data.Hold, "Germany"},
		{"processors for a buyer in Germany", "DE", "", processor, data.Pass, data.Pass, "Germany"},
		{"processors for a buyer in a hub", "AE", "", processor, data.Review, data.Review, "the United Arab Emirates"},
		{"processors for a buyer on a way to Russia", "TR", "", processor, data.Review, data.Review, "customer, "},
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

// Of a call for service that tells no destination nobody says where goods go: what is known
// is where a party sits.
func TestACallThatTellsNoDestinationIsSaidToBeThat(t *testing.T) {
	const call = `{"kind":"customer","id":"C-1","name":"Marlin Bay Compute Pte Ltd","country":"SG"}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-08-01","doc_type":"service","parties":[{"role":"end_user","name":"Marlin Bay Compute Pte Ltd","country":"SG"}],"lines":[{"line":1,"description":"NVIDIA HGX H100 8-GPU server, fan failure","quantity":1}],"notes":"Customer says the machine room in Shenzhen is very hot"%s}
`
	for destination, want := range map[string]string{"": "(where the end user sits)", `,"destination_country":"SG"`: "the papers name Singapore"} {
		said := ""
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, fmt.Sprintf(call, destination))) {
			for _, f := range v.Findings {
				said += f.Says + "\n"
			}
		}
		if !strings.Contains(said, want) || destination == "" && (strings.Contains(said, "goods go to") || strings.Contains(said, "papers name")) {
			t.Errorf("with %q it is said:\n%s", destination, said)
		}
	}
}

// What comes in does not go to who sends it, but who sits in Russia or under embargo is asked
// about either way. An invoice tells who owes: to a buyer in Country Group A:1 it is reviewed
// for its want of a destination, and held elsewhere.
func TestPapersThatNeedNoDestination(t *testing.T) {
	paper := func(country, kind, direction, line string) string {
		return fmt.Sprintf(`{"kind":"customer","id":"C-1","name":"Nordheide Metallbau GmbH","country":%q,"hq_country":%[1]q,"ultimate_parent_country":%[1]q}
{"kind":"shipment","id":"S-1","customer":"C-1","date":"2025-08-01","direction":%[3]q,"doc_type":%[2]q,"lines":[%[4]s]}
`, country, kind, direction, line)
	}
	const (
		keyboard = `{"line":1,"description":"USB keyboard","quantity":50,"unit_value":9,"currency":"USD"}`
		server   = `{"line":1,"description":"NVIDIA HGX H100 8-GPU server","quantity":2}`
	)
	for _, c := range []struct {
		name, country, kind, direction, line string
		level                                data.Level
		says, not                            string
	}{
		{"keyboards back from Hong Kong", "HK", "return", "in", keyboard, data.Pass, "", "destination"},
		{"keyboards back from Russia", "RU", "return", "in", keyboard, data.Review, "Russia", "needs a licence"},
		{"keyboards back from Iran", "IR", "return", "in", keyboard, data.Stop, "Country Group E:1", "No destination"},
		{"keyboards bought in Taiwan", "TW", "purchase", "in", keyboard, data.Pass, "", "destination"},
		{"servers billed to a buyer in Japan", "JP", "invoice", "out", server, data.Review, "taken to be the country of the customer, Japan", "No destination"},
		{"servers billed to a buyer in Malaysia", "MY", "invoice", "out", server, data.Hold, "No destination", "taken to be"},
		{"servers ordered by a buyer in Japan", "JP", "order", "out", server, data.Hold, "No destination", "taken to be"},
	} {
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records(t, paper(c.country, c.kind, c.direction, c.line))) {
			if v.Shipment == "" {
				continue
			}
			said := ""
			for _, f := range v.Findings {
				said += f.Says + "\n"
			}
			if v.Level != c.level || !strings.Contains(said, c.says) || strings.Contains(said, c.not) {
				t.Errorf("%s are at %s, and are said to be:\n%s", c.name, v.Level, said)
			}
		}
	}
}

// A delivery that tells no destination goes where its order says, and says so; of an order
// that nobody knows it is not told.
func TestADeliveryGoesWhereItsOrderSays(t *testing.T) {
	judged := func(kind, order, to string) data.Verdict {
		recs := records(t, `{"kind":"customer","id":"C-1","name":"Selat Data Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY"}
{"kind":"shipment","id":"O-1","order":"SO-1","customer":"C-1","date":"2026-01-10","doc_type":"order","destination_country":"CN","lines":[{"line":1,"description":"NVIDIA H100 SXM5 80GB","quantity":8,"unit_value":30000,"currency":"USD"}]}
{"kind":"shipment","id":"D-1","order":"`+order+`","date":"2026-01-15","doc_type":"`+kind+`","destination_country":"`+to+`","lines":[{"line":1,"description":"NVIDIA H100 SXM5 80GB","quantity":8}]}`)
		for _, v := range judge(t, inputs(t), recs) {
			if v.Shipment == "D-1" {
				return v
			}
		}
		t.Fatal("no verdict")
		return data.Verdict{}
	}
	says := func(v data.Verdict) string {
		for _, f := range v.Findings {
			if f.Rule == "record-without-destination" {
				return f.Says
			}
		}
		return ""
	}
	if v := judged("delivery", "SO-1", ""); v.Level != data.Stop || !strings.Contains(says(v), "that of order SO-1, China") {
		t.Errorf("%s: %s", v.Level, says(v))
	}
	if v := judged("delivery", "SO-2", ""); v.Level == data.Stop || !strings.Contains(says(v), "No destination is told") {
		t.Errorf("another order: %s: %s", v.Level, says(v))
	}
	if v := judged("delivery", "SO-1", "MY"); says(v) != "" {
		t.Errorf("told: %s", says(v))
	}
	if v := judged("delivery", "SO-1", "unknown"); !strings.Contains(says(v), "No destination is told") {
		t.Errorf("asked and not known: %s", says(v))
	}
	if v := judged("order", "SO-1", ""); strings.Contains(says(v), "that of order") {
		t.Errorf("another order of that number: %s", says(v))
	}
}
