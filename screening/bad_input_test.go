package screening

import (
	"bytes"
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/intake"
)

// What is wrong with a record is a finding or a gap: never a crash, and never a
// pass without a word.
func TestBadInputIsSaid(t *testing.T) {
	const customer = `{"kind":"customer","id":"C-1","name":"Kembara Cloud Services Sdn Bhd","country":"MY","hq_country":"MY","ultimate_parent_country":"MY"}`
	const party = `"parties":[{"role":"end_user","name":"Kembara Cloud Services Sdn Bhd","country":"MY","address":"Lot 12, Jalan Teknologi 5"}]`
	const lines = `"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":4}]`
	for name, c := range map[string]struct {
		record string
		rule   string // that says it
		least  data.Level
	}{
		"nothing at all":      {`{"kind":"shipment","id":"S"}`, "record-without-lines", data.Hold},
		"no customer":         {`{"kind":"shipment","id":"S","date":"2025-08-01","destination_country":"MY",` + party + "," + lines + `}`, "record-without-customer", data.Review},
		"nobody":              {`{"kind":"shipment","id":"S","date":"2025-08-01","destination_country":"MY",` + lines + `}`, "record-without-parties", data.Hold},
		"goods of a dash":     {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + `,"lines":[{"line":1,"description":"-","quantity":4}]}`, "record-line-not-described", data.Hold},
		"goods by tariff":     {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + `,"lines":[{"line":1,"hs":"4820.10","quantity":4}]}`, "record-line-not-described", data.Review},
		"no lines":            {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + `}`, "record-without-lines", data.Hold},
		"no date":             {`{"kind":"shipment","id":"S","customer":"C-1","destination_country":"MY",` + party + "," + lines + `}`, "record-without-date", data.Review},
		"a country of nobody": {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"Ruritania",` + party + "," + lines + `}`, "record-destination-unknown", data.Hold},
		"a quantity too big":  {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + `,"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":1e18}]}`, "record-quantity-odd", data.Review},
		"a quantity in words": {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + `,"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":"unknown"}]}`, "record-quantity-unknown", data.Review},
		"many lines":          {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + `,"lines":[` + strings.Repeat(`{"description":"patch cable","quantity":1},`, 3000) + `{"description":"NVIDIA H100 80GB PCIe","quantity":4}]}`, "record-many-lines", data.Review},
		"notes without end":   {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"DE",` + party + `,"lines":[{"line":1,"description":"patch cable","quantity":4}],"notes":"` + strings.Repeat("as agreed; ", 40_000) + `"}`, "record-text-too-long", data.Review},
		"owners in a circle":  {`{"kind":"holding","owner":"Loop Holdings Ltd","owned":"Kembara Cloud Services Sdn Bhd","percent":100}` + "\n" + `{"kind":"holding","owner":"Kembara Cloud Services Sdn Bhd","owned":"Loop Holdings Ltd","percent":100}` + "\n" + `{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + "," + lines + `}`, "record-owner-circle", data.Review},
		"a buyer elsewhere":   {`{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY","parties":[{"role":"purchaser","country":"CN"}],` + lines + `}`, "record-party-without-name", data.Review},
		"an owner unnamed":    {`{"kind":"holding","owner":"confidential","owned":"Kembara Cloud Services Sdn Bhd","percent":60}` + "\n" + `{"kind":"shipment","id":"S","customer":"C-1","date":"2025-08-01","destination_country":"MY",` + party + "," + lines + `}`, "record-owner-without-name", data.Review},
	} {
		var records []*data.Record
		for rec, note := range intake.Lines(bytes.NewReader([]byte(customer+"\n"+c.record+"\n")), tables(t).Atlas()) {
			if rec == nil {
				t.Fatalf("%s: %s", name, note.Reason)
			}
			records = append(records, rec)
		}
		said := false
		for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), records) {
			if v.Shipment == "" {
				continue
			}
			if v.Level < c.least {
				t.Errorf("%s: %s, want at least %s", name, v.Level, c.least)
			}
			for _, f := range v.Findings {
				said = said || f.Rule == c.rule
			}
		}
		if !said {
			t.Errorf("%s: %s is not said", name, c.rule)
		}
	}
	for _, v := range judge(t, inputs(t, listed("Grey Heron Microelectronics")), []*data.Record{{Kind: data.CustomerKind, Customer: &data.Customer{ID: "C-1", Name: "Kembara Cloud Services Sdn Bhd", Country: "MY"}}}) {
		if v.Level > data.Pass {
			t.Errorf("a customer without orders is %s: %+v", v.Level, v.Findings)
		}
	}
}
