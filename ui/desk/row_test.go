package desk

import (
	"testing"

	"redflag/data"
)

func TestARowNamesWhoReceivesWhereNobodyElseIsTold(t *testing.T) {
	s := &data.Shipment{Parties: []data.Party{
		{Role: data.Forwarder, Customer: &data.Customer{Name: "Orchid Freight", Country: "SG"}},
		{Role: data.EndUser, Customer: &data.Customer{Name: "Wira Compute", Country: data.UnknownWord}},
		{Role: data.UltimateConsignee, Customer: &data.Customer{Country: "MY"}},
	}}
	rec := &data.Record{Shipment: s}
	if got := customerName(rec, nil); got != "Wira Compute" {
		t.Errorf("name is %q", got)
	}
	if got := partyDestination(s); got != "MY" {
		t.Errorf("destination is %q", got)
	}
	s.Customer = "C-9"
	if got := customerName(rec, nil); got != "C-9" {
		t.Errorf("name is %q", got)
	}
}
