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
	if !spoken(&v, rule) || v.Level != data.Review || v.Lights.Listed.Is != data.LightPending {
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
