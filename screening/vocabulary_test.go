package screening

import (
	"slices"
	"testing"

	"redflag/screening/facts"
)

// A fact that no rule reads is work for nothing, unless it is told as it stands: then it
// costs little, and a pack of somebody's own may ask for it.
func TestEveryFactIsReadByARule(t *testing.T) {
	forOwnPacks := []string{
		"as_of", "shipment.id", "shipment.grain", "shipment.exporter", "shipment.purchaser", "shipment.intermediate_consignee", "shipment.notify_party", "shipment.bank", "shipment.parties",
		"customer.id", "lights.listed", "lights.headquarters", "lights.ownership", "lights.destination",
		"lines.line", "lines.origin", "lines.maker", "hits.role", "hits.score", "hits.address", "hits.later",
		"owners.role", "owners.restricted", "owners.listed", "owners.list", "sites.verified",
	}
	var unread []string
	set := builtin(t)
	for _, f := range facts.Schema() {
		if len(f.Fields) == 0 && !set.Reads(f.Name) {
			unread = append(unread, f.Name)
		}
		for _, e := range f.Fields {
			if name := f.Name + "." + e.Name; !set.Reads(name) {
				unread = append(unread, name)
			}
		}
	}
	for _, name := range unread {
		if !slices.Contains(forOwnPacks, name) {
			t.Errorf("no rule reads %s", name)
		}
	}
	for _, name := range forOwnPacks {
		if !slices.Contains(unread, name) {
			t.Errorf("%s is no fact that rules leave to packs of others", name)
		}
	}
}
