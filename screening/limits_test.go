package screening

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"redflag/data"
)

// paper is one shipment of H200 to Malaysia, of the end user and with the fields that are set.
type paper map[string]any

func limitBook(papers []paper) string {
	var b strings.Builder
	for i := range 3 {
		country := []string{"MY", "MY", "US"}[i]
		fmt.Fprintf(&b, `{"kind":"customer","id":"C-%d","name":"Cormorant Compute %d","country":"%s","hq_country":"%s","ultimate_parent":"Cormorant Compute %d","ultimate_parent_country":"%s","customer_since":"2015-01-01"}`+"\n", i, i, country, country, i, country)
	}
	for i, p := range papers {
		full := paper{"kind": "shipment", "id": fmt.Sprint("S-", i), "customer": "C-0", "doc_type": "order", "grain": "order_line", "direction": "out", "destination_country": "MY"}
		n := p["n"]
		for k, v := range p {
			full[k] = v
		}
		delete(full, "n")
		full["lines"] = []any{map[string]any{"line": 1, "description": "NVIDIA H200 141GB SXM", "quantity": n}}
		line, _ := json.Marshal(full)
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// What counts towards a quantity of a regime: what goes out, from where the law is about,
// before or on the same day; not what was called off, stayed at home or is a service.
func TestWhatTakesSomethingOfALimit(t *testing.T) {
	const day, later = "2025-02-01", "2025-03-01"
	for _, c := range []struct {
		name   string
		papers []paper // the last one's destination is asked for
		want   string
		says   string
	}{
		{"two that are together over it", []paper{{"date": day, "n": 1500}, {"date": later, "n": 500}}, data.LightRed, ""},
		{"the first was called off", []paper{{"date": day, "n": 1500, "status": "cancelled by customer"}, {"date": later, "n": 500}}, data.LightClear, ""},
		{"the first was stopped", []paper{{"date": day, "n": 1500, "status": "STOPPED"}, {"date": later, "n": 500}}, data.LightClear, ""},
		{"the first is a service", []paper{{"date": day, "n": 1500, "doc_type": "service"}, {"date": later, "n": 500}}, data.LightClear, ""},
		{"the first stayed in the United States", []paper{{"date": day, "n": 1500, "customer": "C-2", "destination_country": "US"}, {"date": later, "n": 500, "customer": "C-2"}}, data.LightClear, ""},
		{"in the next year", []paper{{"date": "2024-12-31", "n": 1500}, {"date": day, "n": 500}}, data.LightClear, ""},
		{"ordered in the year before and sent in this one", []paper{{"date": "2024-12-20", "ship_date": "2025-01-10", "n": 1500}, {"date": day, "n": 500}}, data.LightRed, ""},
		{"the same day", []paper{{"date": day, "n": 900}, {"date": day, "n": 900}}, data.LightUnknown, "with 1 more of the same day"},
		{"the same day, together within it", []paper{{"date": day, "n": 800}, {"date": day, "n": 800}}, data.LightClear, ""},
		{"a year without a day", []paper{{"date": "2025", "n": 1500}, {"date": later, "n": 500}}, data.LightUnknown, "of a day or country that is not told"},
		{"no day at all", []paper{{"n": 1500}, {"date": later, "n": 500}}, data.LightUnknown, "of a day or country that is not told"},
		{"what came back may be taken off", []paper{{"date": day, "n": 1500}, {"date": "2025-02-10", "n": 1400, "doc_type": "return", "direction": "in", "order": "S-0", "destination_country": "US"}, {"date": later, "n": 500}}, data.LightUnknown, "came back by 1 return, not taken off"},
		{"too little came back", []paper{{"date": day, "n": 1500}, {"date": "2025-02-10", "n": 8, "doc_type": "return", "direction": "in", "order": "S-0", "destination_country": "US"}, {"date": later, "n": 500}}, data.LightRed, ""},
		{"a credit", []paper{{"date": day, "n": 1500}, {"date": "2025-02-10", "n": -1400}, {"date": later, "n": 500}}, data.LightUnknown, "came back by 1 return"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := under(t, "ai-diffusion-2025", limitBook(c.papers))
			l := got[fmt.Sprint("S-", len(c.papers)-1)].Lights.Destination
			if l.Is != c.want || !strings.Contains(l.Why, c.says) {
				t.Errorf("destination is %s, want %s: %s", l.Is, c.want, l.Why)
			}
		})
	}
}

// What an exception spares fills no allocation, and a past order of unknown quantity asks
// and holds nobody.
func TestAnAllocationLeavesOutWhatIsSpared(t *testing.T) {
	const cap = "regime-limit-country-cap"
	user := func(i int) []any {
		return []any{map[string]any{"role": "end_user", "name": fmt.Sprint("Tern Works ", i), "country": "MY", "hq_country": "MY", "ultimate_parent_country": "MY"}}
	}
	var small []paper
	for i := range 40 {
		small = append(small, paper{"date": fmt.Sprintf("2025-02-%02d", i%28+1), "n": 1600, "parties": user(i)})
	}
	last := paper{"date": "2025-06-01", "n": 5000, "parties": user(99)}
	if f := finding(under(t, "ai-diffusion-2025", limitBook(append(small, last)))["S-40"], cap); f != nil {
		t.Errorf("40 orders that License Exception LPP spares fill the allocation: %s", f.Says)
	}
	for i := range small {
		small[i]["n"] = 1800
	}
	if f := finding(under(t, "ai-diffusion-2025", limitBook(append(small, last)))["S-40"], cap); f == nil || f.Kind != data.StopFinding {
		t.Errorf("40 orders beyond it do not: %+v", f)
	}
	open := []paper{{"date": "2025-02-01", "n": "unknown"}, {"date": "2025-03-01", "n": 8, "customer": "C-1"}}
	got := under(t, "bilateral", limitBook(open))
	if f := finding(got["S-0"], "regime-limit-country-quota"); f == nil || !f.Decisive {
		t.Errorf("a quantity that is not known decides nothing: %+v", f)
	}
	if f := finding(got["S-1"], "regime-limit-country-quota"); f == nil || f.Kind != data.GapFinding || f.Decisive || !strings.Contains(f.Says, "1 order before is of unknown quantity") {
		t.Errorf("that of another order: %+v", f)
	}
	// A draft about goods that leave the United States says nothing of those that stay.
	home := []paper{{"date": "2025-02-01", "n": 5000, "customer": "C-2", "destination_country": "US"}}
	if f := finding(under(t, "volume-tiers-2026", limitBook(home))["S-0"], "regime-limit-middle-volume"); f != nil {
		t.Errorf("at home: %s", f.Says)
	}
	back := []paper{{"date": "2025-02-01", "n": 5000}, {"date": "2025-03-01", "n": 5000, "doc_type": "return", "direction": "in", "order": "S-0"}}
	if f := finding(under(t, "bilateral", limitBook(back))["S-1"], "regime-limit-end-user-quota"); f != nil {
		t.Errorf("a return passes a limit: %s", f.Says)
	}
}

// Whoever buys for another end user does not lend it a validation of its own.
func TestAValidationIsThatOfTheEndUser(t *testing.T) {
	const own = `
id: veu
title: "What-if: one validated end user"
status: what_if
inherits: ai-diffusion-2025
source: test
basis: unverified
exceptions:
  - {id: dc-veu, title: Validated end user, kind: validated_end_user, tiers: [tier-2], names: ["CORMORANT COMPUTE 0"], source: test, basis: unverified}
`
	papers := []paper{{"date": "2025-02-01", "n": 5000}, {"date": "2025-03-01", "n": 5000, "parties": []any{map[string]any{"role": "end_user", "name": "Tern Works", "country": "MY"}}}}
	got := under(t, "veu", limitBook(papers), own)
	if l := got["S-0"].Lights.Destination; l.Is != data.LightClear {
		t.Errorf("for itself it is %s: %s", l.Is, l.Why)
	}
	if l := got["S-1"].Lights.Destination; l.Is != data.LightRed {
		t.Errorf("for another it is %s: %s", l.Is, l.Why)
	}
}
