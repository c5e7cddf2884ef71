package screening

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// A listed party in the building says the less, the more unrelated parties sit
// there, listed or of the own book. In the unit itself nothing makes it quiet.
func TestAListedAddressIsDampedByWhoElseSitsThere(t *testing.T) {
	entry := data.ListEntry{ID: "9004", List: "EL", Name: "Grey Heron Microelectronics", Countries: []string{"HK"},
		Addresses: []string{"Unit 1203, 12/F, Harbour Crest Centre, 88 Lantern Street, Kwun Tong, Hong Kong, HK"}}
	at := func(unit string) string {
		return unit + ", Harbour Crest Centre, 88 Lantern Street, Kwun Tong, Hong Kong"
	}
	judged := func(neighbours int, related bool, unit, goods string) data.Verdict {
		var b strings.Builder
		for i := range neighbours {
			phone := fmt.Sprintf("+852 2000 %04d", i)
			name := fmt.Sprintf("Neighbour %c%c Trading", 'A'+i/26, 'A'+i%26)
			if related {
				name = "Otter Stationery"
			}
			fmt.Fprintf(&b, `{"kind":"customer","id":"N-%d","name":%q,"address":%q,"country":"HK","phones":[%q]}`+"\n", i, name, at(fmt.Sprintf("Unit %d02, %d/F", i+13, i+13)), phone)
		}
		fmt.Fprintf(&b, `{"kind":"customer","id":"C-1","name":"Kestrel Cloud","address":%q,"country":"HK"}`+"\n", at(unit))
		fmt.Fprintf(&b, `{"kind":"shipment","id":"S-1","customer":"C-1","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"HK","lines":[{"line":1,"description":%q,"quantity":2,"unit_value":30000,"currency":"USD"}]}`, goods)
		for _, v := range judge(t, inputs(t, entry), records(t, b.String())) {
			if v.Shipment == "S-1" {
				return v
			}
		}
		t.Fatal("no verdict")
		return data.Verdict{}
	}
	near := func(v data.Verdict) int {
		points, named := 0, false
		for _, f := range v.Findings {
			if f.Pattern == "entity_list_address" {
				points += f.Points
				named = named || f.Kind == data.FlagFinding && f.Rule == "listed-address-near"
			}
		}
		if !named {
			t.Fatalf("no word of the building: %+v", v.Lights.Listed)
		}
		return points
	}
	const chips, cable = "NVIDIA H100 80GB PCIe", "Cat6 patch cable 3 m"

	few, many := judged(3, false, "Unit 902, 9/F", chips), judged(40, false, "Unit 902, 9/F", chips)
	if few.Lights.Listed.Is != data.LightPending || near(few) <= near(many) || near(many) <= 0 {
		t.Errorf("with few: %+v, %d points; with many %d points", few.Lights.Listed, near(few), near(many))
	}
	if l := many.Lights.Listed; l.Is != data.LightClear || !strings.Contains(l.Why, "which 41 unrelated parties share") {
		t.Errorf("with many: %+v", l)
	}
	if l := judged(40, false, "Unit 902, 9/F", cable).Lights.Listed; l.Is != data.LightClear || !strings.Contains(l.Why, "Harbour") && !strings.Contains(l.Why, "address") {
		t.Errorf("cables with many: %+v", l)
	}
	if l := judged(40, true, "Unit 902, 9/F", chips).Lights.Listed; l.Is != data.LightPending {
		t.Errorf("forty records of one firm are a crowd: %+v", l)
	}
	for _, n := range []int{0, 40} {
		if v := judged(n, false, "Unit 1203, 12/F", cable); v.Lights.Listed.Is != data.LightRed || !slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return f.Rule == "listed-address-unit" && f.Points > 0 }) {
			t.Errorf("in the listed unit with %d neighbours: %+v", n, v.Lights.Listed)
		}
	}
}
