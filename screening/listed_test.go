package screening

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"redflag/data"
	"redflag/data/lists"
)

// A name that comes close to one entry is still the name of another: what stops is
// never hidden behind what is only looked at, nor is any light red at pass.
func TestTheEntryThatStopsIsJudgedBy(t *testing.T) {
	const name = "Qilin Peak Semiconductor Co Ltd"
	entry := func(id, list, name string, from data.Date) data.ListEntry {
		return data.ListEntry{ID: id, List: list, Name: name, Countries: []string{"CN"}, StartDate: from}
	}
	old, late := data.Day(2020, 1, 1), data.Day(2025, 11, 1)
	exact := entry("1", "EL", name, old)
	for _, c := range []struct {
		name    string
		party   string
		entries []data.ListEntry
		level   data.Level
		light   string
	}{
		{"the name itself", name, []data.ListEntry{exact}, data.Stop, data.LightRed},
		{"beside a sanctioned firm of a close name", name, []data.ListEntry{exact, entry("2", "SDN", "Qilin Peak Textiles Export", old)}, data.Stop, data.LightRed},
		{"beside an entry for care", name, []data.ListEntry{exact, entry("2", "UVL", name, old)}, data.Stop, data.LightRed},
		{"listed again after the goods left", name, []data.ListEntry{entry("0", "EL", name, late), exact}, data.Stop, data.LightRed},
		{"listed only after the goods left", name, []data.ListEntry{entry("0", "EL", name, late)}, data.Review, data.LightPending},
		{"a close name", "Qilin Peek Textiles Export", []data.ListEntry{exact}, data.Pass, data.LightPending},
		{"another name", "Kembara Cloud Services Sdn Bhd", []data.ListEntry{exact}, data.Pass, data.LightClear},
	} {
		order := fmt.Sprintf(`{"kind":"shipment","id":"S-1","customer":%q,"date":"2025-08-01","ship_date":"2025-08-12","direction":"out","doc_type":"order","destination_country":"MY","parties":[{"role":"end_user","name":%[1]q,"country":"CN"}],"lines":[{"line":1,"description":"Cat6 patch cable 3 m grey","quantity":500,"hs":"854442"}]}`, c.party)
		for _, v := range judge(t, inputs(t, c.entries...), records(t, order)) {
			if v.Level != c.level || v.Lights.Listed.Is != c.light {
				t.Errorf("%s: %s, light %s (%s), want %s and %s", c.name, v.Level, v.Lights.Listed.Is, v.Lights.Listed.Why, c.level, c.light)
			}
		}
	}
}

// One word that many firms bear is no sure hit where the entry is of other countries than
// all that is told of the party: it is looked at, never clear, and stops nobody. A word of
// its own, two words, the entry's own country and a list of the house still do.
func TestAWordThatManyFirmsBearIsLookedAt(t *testing.T) {
	entry := func(list, name, country string) data.ListEntry {
		e := data.ListEntry{ID: "1", List: list, Name: name, StartDate: data.Day(2020, 1, 1)}
		if country != "" {
			e.Countries = []string{country}
		}
		return e
	}
	for _, c := range []struct {
		party, told string
		entry       data.ListEntry
		level       data.Level
		light       string
	}{
		{"Vector GmbH", `"country":"DE"`, entry("EL", "Vector LLC", "RU"), data.Hold, data.LightPending},
		{"Vector", `"country":"DE"`, entry("SDN", "LIMITED LIABILITY COMPANY VECTOR", "RU"), data.Hold, data.LightPending},
		{"Apex Technology SAS", `"country":"FR"`, entry("EL", "Apex Technologies", "RU"), data.Hold, data.LightPending},
		{"Vector GmbH", `"country":"RU"`, entry("EL", "Vector LLC", "RU"), data.Stop, data.LightRed},
		{"Vector Ltd", `"country":"HK"`, entry("EL", "Vector LLC", "CN"), data.Stop, data.LightRed},
		{"Vector GmbH", `"country":"DE","ultimate_parent_country":"RU"`, entry("EL", "Vector LLC", "RU"), data.Stop, data.LightRed},
		{"Vector GmbH", `"country":""`, entry("EL", "Vector LLC", "RU"), data.Stop, data.LightRed},
		{"Vector GmbH", `"country":"DE"`, entry("EL", "Vector LLC", ""), data.Stop, data.LightRed},
		{"Vector Horizon GmbH", `"country":"DE"`, entry("EL", "Vector Horizon LLC", "RU"), data.Stop, data.LightRed},
		{"Zhumaqin GmbH", `"country":"DE"`, entry("EL", "Zhumaqin LLC", "RU"), data.Stop, data.LightRed},
	} {
		order := fmt.Sprintf(`{"kind":"shipment","id":"S-1","customer":"Belvane Trading","date":"2025-08-01","ship_date":"2025-08-12","direction":"out","doc_type":"order","destination_country":"DE","parties":[{"role":"end_user","name":%q,%s}],"lines":[{"line":1,"description":"NVIDIA H100 80GB PCIe","quantity":8}]}`, c.party, c.told)
		for _, v := range judge(t, inputs(t, c.entry), records(t, order)) {
			level := data.Pass // by the lists
			for i := range v.Findings {
				if f := &v.Findings[i]; strings.HasPrefix(f.Rule, "listed-") {
					switch {
					case f.Kind == data.StopFinding:
						level = data.Stop
					case f.Points >= 40:
						level = max(level, data.Hold)
					}
				}
			}
			if level != c.level || v.Lights.Listed.Is != c.light {
				t.Errorf("%s (%s) against %s: %s, light %s (%s), want %s and %s", c.party, c.told, c.entry.Name, level, v.Lights.Listed.Is, v.Lights.Listed.Why, c.level, c.light)
			}
		}
	}
}

// Every row of brands.yaml is of a house that the published list has, and a firm abroad that
// bears one of its names is asked about.
func TestBrandsAreOfListedHouses(t *testing.T) {
	pack, err := lists.Parse("csl_2026-07-31.jsonl", shared(t, "lists/csl/csl_2026-07-31.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := os.ReadFile("facts/brands.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var orders strings.Builder
	var names []string
	for _, row := range regexp.MustCompile(`(?m)^  [^:#]+: \{.*\}$`).FindAll(rows, -1) {
		for _, words := range regexp.MustCompile(`(en|ru|zh): \[([^\]]+)`).FindAllSubmatch(row, -1) {
			form := map[string]string{"en": "%s Nordic Oy", "ru": "ООО %s Алматы", "zh": "%s(香港)有限公司"}[string(words[1])]
			for word := range strings.SplitSeq(string(words[2]), ", ") {
				names = append(names, fmt.Sprintf(form, word))
			}
		}
	}
	for i, name := range names {
		fmt.Fprintf(&orders, `{"kind":"shipment","id":"S-%d","date":"2026-05-01","doc_type":"order","direction":"out","destination_country":"FI","parties":[{"role":"purchaser","name":"%s","country":"FI"}],"lines":[{"line":1,"description":"Cat6 patch cable","quantity":5}]}`+"\n", i, name)
	}
	in := inputs(t)
	in.Lists = []*data.ListPack{pack}
	verdicts := judge(t, in, records(t, orders.String()))
	if len(verdicts) != len(names) || len(names) < 200 {
		t.Fatalf("%d verdicts on %d brands", len(verdicts), len(names))
	}
	for i, v := range verdicts {
		if v.Level == data.Pass || v.Lights.Listed.Is == data.LightClear {
			t.Errorf("%s: %s, listed %s: %s", names[i], v.Level, v.Lights.Listed.Is, v.Lights.Listed.Why)
		}
	}
}

// A party that stands in several parts of an order, written in one way or another, is told
// of once with its parts; another party is told of beside it.
func TestALightTellsOfAPartyOnce(t *testing.T) {
	const orders = `{"kind":"shipment","id":"S-1","customer":"Marrow Vale Compute Sdn Bhd","date":"2025-08-01","direction":"out","doc_type":"order","destination_country":"MY","parties":[
		{"role":"purchaser","name":"MARROW VALE COMPUTE SDN. BHD.","country":"MY","hq_country":"HK"},
		{"role":"end_user","name":"Marrow Vale Compute Sdn Bhd","country":"MY"},
		{"role":"ultimate_consignee","name":"Kiln Lane Freight","country":"MY","hq_country":"CN"},
		{"role":"forwarder","name":"Kiln Lane Freight","country":"MY","hq_country":"CN"}],"lines":[{"line":1,"description":"NVIDIA H100 80GB SXM5","quantity":8}]}`
	entry := data.ListEntry{ID: "1", List: "EL", Name: "Marrow Vale Compute Sdn Bhd", Countries: []string{"MY"}, StartDate: data.Day(2020, 1, 1)}
	l := judge(t, inputs(t, entry), records(t, strings.ReplaceAll(orders, "\n\t\t", "")))[0].Lights
	const marrow, kiln = "MARROW VALE COMPUTE SDN. BHD. (purchaser and end user)", "Kiln Lane Freight (ultimate consignee and forwarder)"
	for _, c := range []struct {
		light data.Light
		is    string
		says  []string
	}{
		{l.Listed, data.LightRed, []string{marrow + " matches Marrow Vale Compute Sdn Bhd (EL, 1.00)"}},
		{l.Headquarters, data.LightRed, []string{marrow + ": headquarters in Hong Kong", kiln + ": headquarters in "}},
		{l.Ownership, data.LightUnknown, []string{marrow + ": owners not told", kiln + ": owners not told"}},
	} {
		if c.light.Is != c.is || strings.Count(strings.ToLower(c.light.Why), "marrow vale compute sdn. bhd. (") != 1 || strings.Count(c.light.Why, "; ")+1 != len(c.says) {
			t.Errorf("%s: %s", c.light.Is, c.light.Why)
		}
		for _, s := range c.says {
			if !strings.Contains(c.light.Why, s) {
				t.Errorf("%q does not say %q", c.light.Why, s)
			}
		}
	}
	if len(l.Listed.Hits) != 2 {
		t.Errorf("a clearing of what the light tells would leave a spelling open: %+v", l.Listed.Hits)
	}
}
