package screening

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
	"redflag/screening/facts"
)

// A name in a text is cleared as a party's is: it stays in the verdict as cleared
// while the text around it and the entry are as they were, and opens again with them.
func TestAClearedNameInATextStaysAndOpensWithTheText(t *testing.T) {
	const order = `{"kind":"shipment","id":"S-1","customer":"Blue Jetty Compute","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"DE","parties":[{"role":"end_user","name":"Blue Jetty Compute","country":"DE"}],"notes":"NOTES","lines":[{"line":1,"description":"patch cable","quantity":8,"unit_value":3,"currency":"USD"}]}`
	const told = "Goods for Grey Heron Microelectronics Ltd, second lot"
	recs := records(t, strings.Replace(order, "NOTES", told, 1))
	in := inputs(t, listed("Grey Heron Microelectronics Ltd"))
	spoken := func(v *data.Verdict, rule string) bool {
		return slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return f.Rule == rule })
	}
	const rule = "text-names-a-listed-organisation-as-receiver"
	v := judge(t, in, recs)[0]
	if !spoken(&v, rule) || v.Level < data.Review || v.Lights.Listed.Is != data.LightPending {
		t.Fatalf("%s, light %+v: %+v", v.Level, v.Lights.Listed, v.Findings)
	}
	s, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	hits := s.ListHits(recs[0], s.Worker())
	at := slices.IndexFunc(hits, func(h facts.ListHit) bool { return h.Mention != "" })
	if at < 0 || hits[at].Subject() != "Grey Heron Microelectronics Ltd" {
		t.Fatalf("%+v", hits)
	}
	in.Judgements = []data.Judgement{{Clearance: data.Clearance{Person: "Ada", Reason: "a namesake", On: data.Day(2026, 3, 3), Until: data.Day(2027, 3, 3)}, Kind: "cleared_pair", Subject: hits[at].Subject(), Object: hits[at].Object(), Basis: facts.RestsBasis(hits[at].Rests), Rests: hits[at].Rests}}
	v = judge(t, in, recs)[0]
	if spoken(&v, rule) || !spoken(&v, "cleared-hit") || v.Lights.Listed.Is != data.LightCleared {
		t.Errorf("cleared: %s, light %+v: %+v", v.Level, v.Lights.Listed, v.Findings)
	}
	v = judge(t, in, records(t, strings.Replace(order, "NOTES", "All of it goes on to Grey Heron Microelectronics Ltd", 1)))[0]
	if !spoken(&v, rule) || !spoken(&v, "clearance-lapsed") {
		t.Errorf("another text: %s: %+v", v.Level, v.Findings)
	}
}

// A listed house is met wherever a reader of the papers sees its name: in the web site, the
// floor, the sites and the people of a party, in what a line says the goods are for, and as a carrier of
// few letters. What a product fits, and the code of an airline, name nobody.
func TestAListedHouseIsMetWhereverItStands(t *testing.T) {
	const order = `{"kind":"shipment","id":"S-1","date":"2026-03-02","doc_type":"order","direction":"out","destination_country":"DE","parties":[{"role":"end_user","name":"Blue Jetty Foods GmbH","country":"DE"PARTY}],"lines":[{"line":1,"description":"DESCRIPTION","quantity":8,"unit_value":3,"currency":"USD"}]MORE}`
	in := inputs(t, listed("Grey Heron Microelectronics Ltd"), listed("Huawei Technologies Co., Ltd."), listed("GHLX"), data.ListEntry{ID: "9", List: "SDN", Type: "Individual", Name: "ORSELOV, Pavel Grigoryevich", Aliases: []string{"PELLIN, Anton"}, StartDate: data.Day(2020, 1, 1)})
	for _, c := range []struct {
		name, party, description, more string
		level                          data.Level
		light                          string
	}{
		{"nothing", "", "patch cable", "", data.Pass, data.LightClear},
		{"web site", `,"website":"https://www.huawei.com/de"`, "patch cable", "", data.Review, data.LightPending},
		{"another's web site", `,"website":"https://www.huaweifans.example"`, "patch cable", "", data.Pass, data.LightClear},
		{"floor", `,"unit_floor":"c/o Grey Heron Microelectronics Ltd, level 5"`, "patch cable", "", data.Review, data.LightPending},
		{"site", `,"sites":[{"name":"Grey Heron Microelectronics Ltd, hall 2"}]`, "patch cable", "", data.Review, data.LightPending},
		{"place of a site", `,"sites":[{"name":"hall 2","address":"Grey Heron Microelectronics Ltd, 8 Harbour Road"}]`, "patch cable", "", data.Review, data.LightPending},
		{"line", "", "patch cable for Grey Heron Microelectronics Ltd project", "", data.Review, data.LightPending},
		{"maker on a line", "", "patch cable, Grey Heron Microelectronics Ltd", "", data.Pass, data.LightClear},
		{"product on a line", "", "patch cable for Grey Heron Microelectronics switches", "", data.Pass, data.LightClear},
		{"director", `,"directors":["Pavel Grigoryevich Orselov"]`, "patch cable", "", data.Review, data.LightPending},
		{"contact", `,"contact":"Orselov, Pavel Grigoryevich"`, "patch cable", "", data.Review, data.LightPending},
		{"contact of two words", `,"contact":"Pavel Orselov"`, "patch cable", "", data.Pass, data.LightClear},
		{"contact with a name more than is listed", `,"contact":"Anton Anton Pellin"`, "patch cable", "", data.Pass, data.LightClear},
		{"carrier", "", "patch cable", `,"carrier":"GHLX"`, data.Stop, data.LightRed},
		{"code of a carrier", "", "patch cable", `,"carrier":"GHL"`, data.Pass, data.LightClear},
		{"another carrier", "", "patch cable", `,"carrier":"GHLY"`, data.Pass, data.LightClear},
	} {
		v := judge(t, in, records(t, strings.NewReplacer("PARTY", c.party, "DESCRIPTION", c.description, "MORE", c.more).Replace(order)))[0]
		if v.Level != c.level || v.Lights.Listed.Is != c.light {
			t.Errorf("%s: %s, light %+v: %+v", c.name, v.Level, v.Lights.Listed, v.Findings)
		}
	}
}
