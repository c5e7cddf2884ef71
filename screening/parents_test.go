package screening

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// A parent that is told by name alone sits where its own customer record says; where no
// record says who is the last, the headquarters stay open.
func TestParentsAreLookedUpInTheBook(t *testing.T) {
	const order = `{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-03-02","direction":"out","doc_type":"order","destination_country":"SG","lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8}]}`
	firm := func(more string) string {
		return `{"kind":"customer","id":"C-1","name":"Kembara Cloud Pte Ltd","country":"SG","hq_country":"SG"` + more + "}\n"
	}
	for _, c := range []struct {
		what, book string
		is         string
		why        string // words of the light
		cites      string // a record that the light or its finding rests on
	}{
		{"nobody tells where the parent sits", firm(`,"ultimate_parent":"Larkfield AG"`), data.LightUnknown, "ultimate parent", ""},
		{"the ultimate parent is a customer", firm(`,"ultimate_parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE"}`, data.LightClear, "by the record of Larkfield AG", ""},
		{"its record tells an address alone", firm(`,"ultimate_parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE"}`, data.LightUnknown, "ultimate parent", ""},
		{"its address is in China", firm(`,"ultimate_parent":"Larkfield Holdings"`) + `{"kind":"customer","id":"C-2","name":"Larkfield Holdings","country":"CN"}`, data.LightRed, "China", "customer/C-2"},
		{"the ultimate parent sits in China", firm(`,"ultimate_parent":"Larkfield Holdings"`) + `{"kind":"customer","id":"C-2","name":"Larkfield Holdings","country":"SG","hq_country":"CN"}`, data.LightRed, "China", "customer/C-2"},
		{"a direct parent is not the last", firm(`,"parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE"}`, data.LightUnknown, "ultimate parent", ""},
		{"a direct parent in China", firm(`,"parent":"Larkfield Holdings"`) + `{"kind":"customer","id":"C-2","name":"Larkfield Holdings","country":"SG","hq_country":"CN"}`, data.LightRed, "China", "customer/C-2"},
		{"a direct parent that heads itself", firm(`,"parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE","ultimate_parent":"Larkfield AG"}`, data.LightClear, "by the record of Larkfield AG", ""},
		{"a direct parent whose head is told", firm(`,"parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE","ultimate_parent_country":"CN"}`, data.LightRed, "China", "customer/C-2"},
		{"two steps up", firm(`,"parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE","ultimate_parent":"Quillon Group"}` + "\n" + `{"kind":"customer","id":"C-3","name":"Quillon Group","country":"HK","hq_country":"HK"}`, data.LightRed, "Hong Kong", "customer/C-3"},
		{"a firm that heads itself", firm(`,"ultimate_parent":"Kembara Cloud Pte Ltd"`), data.LightClear, "", ""},
		{"parents in a circle", firm(`,"parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE","parent":"Kembara Cloud Pte Ltd"}`, data.LightUnknown, "ultimate parent", ""},
		{"two customers of the parent's name", firm(`,"ultimate_parent":"Larkfield AG"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE"}` + "\n" + `{"kind":"customer","id":"C-3","name":"Larkfield AG","country":"CN","hq_country":"CN"}`, data.LightUnknown, "ultimate parent", ""},
		{"the customer's own word comes first", firm(`,"ultimate_parent":"Larkfield AG","ultimate_parent_country":"DE"`) + `{"kind":"customer","id":"C-2","name":"Larkfield AG","country":"DE","hq_country":"DE"}`, data.LightClear, "", ""},
	} {
		for _, v := range judge(t, inputs(t), records(t, c.book+"\n"+order)) {
			if v.Shipment != "S-1" {
				continue
			}
			if l := v.Lights.Headquarters; l.Is != c.is || !strings.Contains(l.Why, c.why) {
				t.Errorf("%s: %s (%s), want %s", c.what, l.Is, l.Why, c.is)
			}
			if c.cites != "" && !cites(&v, c.cites) {
				t.Errorf("%s: no finding rests on %s", c.what, c.cites)
			}
		}
	}
}

func cites(v *data.Verdict, record string) bool {
	for i := range v.Findings {
		for _, e := range v.Findings[i].Evidence {
			if strings.Contains(e.Record, strings.TrimPrefix(record, "customer/")) {
				return true
			}
		}
	}
	return false
}

// Where nobody tells headquarters, an order waits; not for the daughter of a house of many
// people whose record tells them, nor for a place of a customer that does.
func TestWhoseHeadquartersHoldAnOrder(t *testing.T) {
	order := func(customer, more string) string {
		return `{"kind":"shipment","id":"S-1","customer":"` + customer + `","date":"2026-03-02","direction":"out","doc_type":"order","destination_country":"ID"` + more + `,"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":80}]}`
	}
	const daughter = `{"kind":"customer","id":"C-1","name":"PT Kembara Nongsa","country":"ID","parent":"Larkfield Halls Ltd"}` + "\n"
	house := func(more string) string {
		return `{"kind":"customer","id":"C-2","name":"Larkfield Halls Ltd","country":"SG"` + more + "}\n"
	}
	user := func(name, country string) string {
		return `,"parties":[{"role":"end_user","name":"` + name + `","country":"` + country + `"}]`
	}
	for _, c := range []struct {
		what, book string
		waits      bool
	}{
		{"no parent in the book", daughter + order("C-1", ""), true},
		{"a large parent", daughter + house(`,"hq_country":"SG","employees":720`) + order("C-1", ""), false},
		{"a parent that tells no headquarters", daughter + house(`,"employees":720`) + order("C-1", ""), true},
		{"a small parent", daughter + house(`,"hq_country":"SG","employees":72`) + order("C-1", ""), true},
		{"a parent in China", daughter + house(`,"hq_country":"CN","employees":720`) + order("C-1", ""), true},
		{"a place of a customer that tells", house(`,"hq_country":"SG"`) + order("C-2", user("Larkfield Halls Ltd, Hall 3", "SG")), false},
		{"a firm of that name elsewhere", house(`,"hq_country":"SG"`) + order("C-2", user("Larkfield Halls Ltd, Hall 3", "ID")), true},
		{"a firm of another name", house(`,"hq_country":"SG"`) + order("C-2", user("Lark Halls Ltd, Hall 3", "SG")), true},
	} {
		for _, v := range judge(t, inputs(t), records(t, c.book)) {
			if v.Shipment != "S-1" {
				continue
			}
			waits := slices.ContainsFunc(v.Findings, func(f data.Finding) bool {
				return f.Rule == "headquarters-unknown" || f.Rule == "headquarters-restricted"
			})
			if waits != c.waits {
				t.Errorf("%s: it waits: %v", c.what, waits)
			}
		}
	}
}
