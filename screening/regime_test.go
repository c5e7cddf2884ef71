package screening

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"redflag/data"
	"redflag/screening/regime"
)

// chips is a book of two related buyers in a country with three orders a month
// apart, of so many H200 each.
func chips(country, hq string, each int) string {
	var b strings.Builder
	for i := range 2 {
		fmt.Fprintf(&b, `{"kind":"customer","id":"C-%d","name":"Cormorant Compute %d","country":"%s","hq_country":"%s","ultimate_parent":"Cormorant Holding","ultimate_parent_country":"%s","customer_since":"2015-01-01"}`+"\n", i, i, country, hq, hq)
	}
	for i := range 3 {
		fmt.Fprintf(&b, `{"kind":"shipment","id":"S-%d","customer":"C-%d","date":"2025-0%d-10","ship_date":"2025-0%d-20","doc_type":"order","grain":"order_line","direction":"out","destination_country":"%s","lines":[{"line":1,"description":"NVIDIA H200 141GB SXM","quantity":%d}]}`+"\n", i, i%2, i+3, i+3, country, each)
	}
	return b.String()
}

func under(t testing.TB, id string, lines string, more ...string) map[string]data.Verdict {
	t.Helper()
	in := inputs(t)
	in.Regime = id
	if len(more) > 0 {
		in.Regimes = bookWith(t, more...)
	}
	out := map[string]data.Verdict{}
	for _, v := range judge(t, in, records(t, lines)) {
		out[v.Shipment] = v
	}
	return out
}

func bookWith(t testing.TB, files ...string) *regime.Book {
	t.Helper()
	b, err := regime.Load()
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for i, f := range files {
		fsys[fmt.Sprintf("own-%d.yaml", i)] = &fstest.MapFile{Data: []byte(f)}
	}
	x := tables(t)
	b, err = b.With(fsys, ".", regime.Vocabulary{Country: x.Countries.Lookup, Groups: x.Groups.Names()})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func finding(v data.Verdict, rule string) *data.Finding {
	for i := range v.Findings {
		if v.Findings[i].Rule == rule {
			return &v.Findings[i]
		}
	}
	return nil
}

func TestVerdictsByRegime(t *testing.T) {
	const needs = "destination-needs-licence"
	for _, c := range []struct {
		regime, country, hq string
		each                int
		destination         [3]string // light of the three orders
		stop, finding       string    // rule that stops the last order, rule that speaks on it
	}{
		{"current", "MY", "MY", 64, [3]string{"clear", "clear", "clear"}, "", ""},
		{"affiliates-on", "MY", "MY", 64, [3]string{"clear", "clear", "clear"}, "", ""},
		{"worldwide-licence", "MY", "MY", 1, [3]string{"red", "red", "red"}, needs, "regime-answer"},
		{"worldwide-licence", "US", "US", 1, [3]string{"clear", "clear", "clear"}, "", ""},
		// 1,699 H200 of 15,832 are within 26.9 million, 1,700 are not; the buyers of
		// one group are two end users, of which the first orders twice.
		{"ai-diffusion-2025", "MY", "MY", 849, [3]string{"clear", "clear", "clear"}, "", "regime-answer"},
		{"ai-diffusion-2025", "MY", "MY", 850, [3]string{"clear", "clear", "red"}, needs, "regime-answer"},
		{"ai-diffusion-2025", "DE", "DE", 5000, [3]string{"clear", "clear", "clear"}, "", "regime-answer"},
		{"ai-diffusion-2025", "DE", "MY", 5000, [3]string{"red", "red", "red"}, needs, "regime-answer"},
		{"ai-diffusion-2025", "DE", "unknown", 5000, [3]string{"unknown", "unknown", "unknown"}, "", "regime-answer"},
		{"ai-diffusion-2025", "CN", "CN", 1, [3]string{"red", "red", "red"}, needs, "regime-answer"},
		{"ai-diffusion-2025", "MY", "MY", 25000, [3]string{"red", "red", "red"}, "regime-limit-country-cap", "regime-limit-country-cap"},
		{"no-low-volume", "MY", "MY", 1, [3]string{"red", "red", "red"}, needs, "regime-answer"},
		{"sea-hotspots", "MY", "MY", 1, [3]string{"red", "red", "red"}, needs, "regime-answer"},
		{"sea-hotspots", "MY", "JP", 1, [3]string{"clear", "clear", "clear"}, "", "regime-answer"},
		{"sea-hotspots", "VN", "JP", 1, [3]string{"red", "red", "red"}, needs, "regime-answer"},
		{"sea-hotspots", "BR", "BR", 1, [3]string{"clear", "clear", "clear"}, "", ""},
		{"bilateral", "MY", "MY", 1000, [3]string{"clear", "clear", "clear"}, "", "regime-conditions"},
		{"bilateral", "MY", "MY", 2600, [3]string{"clear", "clear", "clear"}, "", "regime-limit-end-user-quota"},
		{"bilateral", "MY", "MY", 40000, [3]string{"clear", "clear", "clear"}, "regime-limit-country-quota", "regime-limit-end-user-quota"},
		{"volume-tiers-2026", "MY", "MY", 1000, [3]string{"clear", "clear", "clear"}, "", ""},
		{"volume-tiers-2026", "MY", "MY", 1200, [3]string{"clear", "clear", "clear"}, "", "regime-limit-middle-volume"},
		{"volume-tiers-2026", "MY", "MY", 240000, [3]string{"clear", "clear", "clear"}, "regime-limit-large-volume", ""},
	} {
		t.Run(fmt.Sprintf("%s %d to %s of %s", c.regime, c.each, c.country, c.hq), func(t *testing.T) {
			got := under(t, c.regime, chips(c.country, c.hq, c.each))
			for i, want := range c.destination {
				if l := got[fmt.Sprintf("S-%d", i)].Lights.Destination; l.Is != want {
					t.Errorf("S-%d: destination is %s, want %s: %s", i, l.Is, want, l.Why)
				}
			}
			last := got["S-2"]
			for _, rule := range []string{c.stop, c.finding} {
				if rule != "" && finding(last, rule) == nil {
					t.Errorf("%s is silent", rule)
				}
			}
			if f := finding(last, c.stop); f != nil && (f.Kind != data.StopFinding || last.Level != data.Stop) {
				t.Errorf("%s is %s, level %s", f.Rule, f.Kind, last.Level)
			}
			for _, f := range last.Findings {
				if f.Kind == data.StopFinding && (c.stop == "" || f.Pattern == "licence_required" && !strings.HasPrefix(f.Says, "Under ") && c.regime != "current" && c.country != "CN" && c.country != "VN") {
					t.Errorf("%s stops: %s", f.Rule, f.Says)
				}
				if strings.HasPrefix(f.Rule, "regime-") {
					if f.Basis != data.Unverified || len(f.Cites) == 0 || len(f.Evidence) == 0 || !strings.HasPrefix(f.Says, "Under "+c.regime) {
						t.Errorf("%s does not say where it comes from: %+v", f.Rule, f)
					}
				}
			}
		})
	}
}

// A regime that changes nothing changes no verdict, so that what a what-if shows
// is the regime and not the machine.
func TestARegimeWithoutRowsIsTheLawAsEnforced(t *testing.T) {
	same := `{id: same, title: "What-if: nothing changes", status: what_if, source: test, basis: unverified}`
	all := chips("MY", "MY", 64) + strings.ReplaceAll(strings.ReplaceAll(chips("CN", "CN", 8), `"C-`, `"D-`), `"S-`, `"T-`) + hubOrder
	want, got := under(t, "", all), under(t, "same", all, same)
	for id, v := range got {
		if v.Regime != "same" {
			t.Errorf("%s is judged under %s", id, v.Regime)
		}
		v.Regime = regime.Current
		a, _ := json.Marshal(v)
		b, _ := json.Marshal(want[id])
		if string(a) != string(b) {
			t.Errorf("%s differs:\n%s\n%s", id, a, b)
		}
	}
}

// Answers of the destination light under the law as enforced and under the regimes, worked
// out by hand: R red, C clear, U unknown, N not applicable, X what headquarters decide.
func TestABookUnderEveryRegime(t *testing.T) {
	regimes := [...]string{"current", "worldwide-licence", "ai-diffusion-2025", "no-low-volume", "sea-hotspots", "bilateral"}
	words := map[byte]string{'R': data.LightRed, 'C': data.LightClear, 'U': data.LightUnknown, 'N': data.LightNotApplicable}
	rows := []struct {
		to, hq, day, goods string
		pieces             int
		want               string
	}{
		{"MY", "MY", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRRC"},
		{"SG", "SG", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRRC"},
		{"DE", "DE", "2025-06-10", "NVIDIA H200 141GB SXM", 5000, "CRCCCC"},
		{"DE", "SG", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRCC"},
		{"DE", "SG", "2025-06-10", "NVIDIA H200 141GB SXM", 5000, "CRRRCC"},
		{"CN", "CN", "2025-06-10", "NVIDIA H200 141GB SXM", 1, "RRRRRR"},
		{"VN", "VN", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "RRCRRR"},
		{"VN", "JP", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "RRCRRR"},
		{"AE", "AE", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "RRCRRC"},
		{"AE", "US", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "RRCRRC"},
		{"IN", "IN", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRRC"},
		{"IN", "US", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRCC"},
		{"US", "US", "2025-06-10", "NVIDIA H200 141GB SXM", 9000, "CCCCCC"},
		{"BR", "BR", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRCC"},
		{"BR", "BR", "2025-06-10", "NVIDIA H200 141GB SXM", 1700, "CRRRCC"},
		{"BR", "BR", "2025-06-10", "NVIDIA H200 141GB SXM", 1699, "CRCRCC"},
		{"KH", "KH", "2025-06-10", "NVIDIA H200 141GB SXM", 4, "RRRRRR"},
		{"KH", "KH", "2026-03-10", "NVIDIA H200 141GB SXM", 4, "RRCRRR"},
		{"TW", "TW", "2025-06-10", "NVIDIA H200 141GB SXM", 3000, "CRCCCC"},
		{"JP", "CN", "2025-06-10", "NVIDIA H200 141GB SXM", 10, "CRXRCC"},
		{"MY", "CN", "2025-06-10", "NVIDIA H200 141GB SXM", 10, "CRXRRC"},
		{"MY", "MY", "2025-06-10", "NVIDIA L40 48GB", 64, "CCCCCC"},
		{"VN", "VN", "2025-06-10", "NVIDIA L40 48GB", 64, "RRRRRR"},
		{"AE", "AE", "2025-06-10", "NVIDIA L40 48GB", 64, "RRRRRX"},
		{"MY", "MY", "2025-06-10", "Office keyboard", 64, "NNNNNN"},
		{"MY", "MY", "2025-01-12", "NVIDIA H200 141GB SXM", 64, "CRCCRC"},
		{"MY", "MY", "2025-01-13", "NVIDIA H200 141GB SXM", 64, "CRCRRC"},
		{"MY", "MY", "2024-12-31", "NVIDIA H200 141GB SXM", 64, "CRCCRC"},
		{"SG", "US", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRCC"},
		{"TH", "TH", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRRC"},
		{"ID", "unknown", "2025-06-10", "NVIDIA H200 141GB SXM", 64, "CRCRUC"},
		{"DE", "unknown", "2025-06-10", "NVIDIA H200 141GB SXM", 5000, "CRUUCC"},
		{"RU", "RU", "2025-06-10", "NVIDIA H200 141GB SXM", 4, "RRRRRR"},
		{"MO", "MO", "2025-06-10", "NVIDIA H200 141GB SXM", 4, "RRRRRR"},
		{"HK", "HK", "2025-06-10", "NVIDIA H200 141GB SXM", 4, "RRRRRR"},
		{"TR", "TR", "2025-06-10", "GeForce RTX 4090", 64, "CRCRRC"},
		{"PH", "PH", "2022-10-06", "NVIDIA H200 141GB SXM", 4, "NNNNNN"},
	}
	var book strings.Builder
	for i, r := range rows {
		fmt.Fprintf(&book, `{"kind":"customer","id":"C-%d","name":"Cormorant %c%c Compute","country":%q,"hq_country":%q,"ultimate_parent_country":%[5]q,"customer_since":"2015-01-01"}`+"\n", i, 'A'+i/26, 'a'+i%26, r.to, r.hq)
		fmt.Fprintf(&book, `{"kind":"shipment","id":"S-%d","customer":"C-%[1]d","date":%q,"ship_date":%[2]q,"doc_type":"order","grain":"order_line","direction":"out","destination_country":%q,"lines":[{"line":1,"description":%q,"quantity":%d}]}`+"\n", i, r.day, r.to, r.goods, r.pieces)
	}
	for k, id := range regimes {
		got := under(t, id, book.String())
		for i, r := range rows {
			if l := got[fmt.Sprintf("S-%d", i)].Lights.Destination; r.want[k] != 'X' && l.Is != words[r.want[k]] {
				t.Errorf("%s: %d x %s to %s of %s on %s: %s (%s), want %s", id, r.pieces, r.goods, r.to, r.hq, r.day, l.Is, l.Why, words[r.want[k]])
			}
		}
	}
}

func TestARegimeOfOnesOwn(t *testing.T) {
	own := `
id: own
title: "What-if: own"
status: what_if
source: test
basis: unverified
dates: {from: 2025-04-01, before: unknown}
tiers:
  - {id: near, licence: needed, source: test, basis: unverified, lists: [{countries: [Malaysia]}]}
headquarters: {countries: [MY], source: test, basis: unverified}
exceptions:
  - {id: friend, kind: validated_end_user, names: ["Cormorant Compute 0"], source: test, basis: unverified}
limits:
  - {id: group, title: Group limit, measure: {amount: 150, unit: gpus, per: group, period: 365 days}, kind: flag, points: 15, source: test, basis: unverified}
`
	got := under(t, "own", chips("MY", "MY", 64), own)
	if l := got["S-0"].Lights.Destination; l.Is != data.LightUnknown || !strings.Contains(l.Why, "begins on 2025-04-01") {
		t.Errorf("before the first day the destination is %s: %s", l.Is, l.Why)
	}
	if l := got["S-1"].Lights.Destination; l.Is != data.LightRed {
		t.Errorf("the second buyer's destination is %s: %s", l.Is, l.Why)
	}
	if l := got["S-2"].Lights.Destination; l.Is != data.LightClear || !strings.Contains(l.Why, "Cormorant Compute 0") {
		t.Errorf("the validated end user's destination is %s: %s", l.Is, l.Why)
	}
	if f := finding(got["S-1"], "headquarters-restricted"); f != nil && !strings.HasPrefix(f.Says, "Under own (what-if") {
		t.Errorf("a supposed headquarters test reads like law: %s", f.Says)
	}
	if l := got["S-1"].Lights.Headquarters; l.Is != data.LightRed {
		t.Errorf("the headquarters test of the regime is %s: %s", l.Is, l.Why)
	}
	f := finding(got["S-2"], "regime-limit-group")
	if f == nil || !strings.Contains(f.Says, "192 GPUs taken, 64 of it by this order and 128 by 2 before, of 150 GPUs per group in 365 days") {
		t.Fatalf("group limit: %+v", f)
	}
	if !slices.ContainsFunc(f.Evidence, func(e data.Evidence) bool { return e.Field == "limit of the regime" }) {
		t.Errorf("the limit is no evidence: %+v", f.Evidence)
	}
	// A quantity that nobody told leaves the limit open.
	lines := strings.Replace(chips("MY", "MY", 64), `"quantity":64`, `"quantity":"unknown"`, 1)
	if f := finding(under(t, "own", lines, own)["S-1"], "regime-limit-group"); f == nil || f.Kind != data.GapFinding {
		t.Errorf("with an unknown quantity the limit says %+v", f)
	}
	// A licence that is stated turns a stop into pending, never away.
	lines = strings.ReplaceAll(chips("MY", "MY", 64), `"doc_type"`, `"licence":"D123","doc_type"`)
	if v := under(t, "own", lines, own)["S-1"]; v.Lights.Destination.Is != data.LightPending || v.Level != data.Stop {
		t.Errorf("with a licence stated the destination is %s and the level %s", v.Lights.Destination.Is, v.Level)
	}
}

func TestOnePastUnderTwoRegimes(t *testing.T) {
	in := inputs(t)
	in.Also = []string{"bilateral"}
	s, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	var customers, shipments []*data.Record
	for _, r := range records(t, chips("MY", "MY", 2600)) {
		if r.Customer != nil {
			customers = append(customers, r)
		} else {
			shipments = append(shipments, r)
		}
	}
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		t.Fatal(err)
	}
	o, err := s.Under("bilateral")
	if err != nil {
		t.Fatal(err)
	}
	now, _ := s.JudgeRecord(shipments[2], s.Worker())
	then, _ := o.JudgeRecord(shipments[2], o.Worker())
	if finding(now, "regime-limit-end-user-quota") != nil || finding(then, "regime-limit-end-user-quota") == nil {
		t.Errorf("now %v, then %v", now.Findings, then.Findings)
	}
	if now.Regime != regime.Current || then.Regime != "bilateral" {
		t.Errorf("%s, %s", now.Regime, then.Regime)
	}
	if _, err := s.Under("nope"); err == nil {
		t.Error("an unknown regime is taken")
	}
}

func TestTheAffiliatesRuleOnAndOff(t *testing.T) {
	lines := strings.ReplaceAll(chips("MY", "MY", 8), `"customer_since"`, `"owners":[{"name":"Grey Heron Microelectronics","country":"CN","percent":60}],"customer_since"`)
	for id, want := range map[string]bool{"affiliates-on": true, "affiliates-off": false, "current": false} { // March 2025: not yet in force
		in := inputs(t, listed("Grey Heron Microelectronics"))
		in.Regime = id
		for _, v := range judge(t, in, records(t, lines)) {
			f := finding(v, "affiliate-majority-in-force")
			if (f != nil) != want || want && (v.Lights.Ownership.Is != data.LightRed || v.Level != data.Stop) {
				t.Errorf("%s: %v, ownership %s: %s", id, f, v.Lights.Ownership.Is, v.Lights.Ownership.Why)
			}
			if f != nil && (!strings.HasPrefix(f.Says, "Under affiliates-on (what-if") || f.Basis != data.Unverified) {
				t.Errorf("%s reads like law: %s, %s", f.Rule, f.Says, f.Basis)
			}
		}
	}
}

// A what-if spares itself verdicts; those must be the ones that would be equal.
func TestSparedVerdictsAreEqual(t *testing.T) {
	other := `{"kind":"customer","id":"K-1","name":"Fjordlys AS","country":"NO","hq_country":"CN","owners":[{"name":"Grey Heron Microelectronics","percent":60}]}
{"kind":"shipment","id":"K-1","customer":"K-1","date":"2025-03-02","destination_country":"MY","lines":[{"line":1,"description":"Keyboard","quantity":4}]}
{"kind":"customer","id":"K-2","name":"Without Orders BV","country":"NL"}
`
	var customers, shipments []*data.Record
	for _, r := range records(t, chips("MY", "MY", 64)+other) {
		if r.Customer != nil {
			customers = append(customers, r)
		} else {
			shipments = append(shipments, r)
		}
	}
	book, err := regime.Load()
	if err != nil {
		t.Fatal(err)
	}
	in := inputs(t, listed("Grey Heron Microelectronics"))
	in.Also = book.IDs()
	s, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Learn(each(customers), nil, each(shipments)); err != nil {
		t.Fatal(err)
	}
	spared := 0
	for _, id := range book.IDs() {
		o, err := s.Under(id)
		if err != nil {
			t.Fatal(err)
		}
		spares, w, x := s.Spares(o), s.Worker(), o.Worker()
		for _, r := range shipments {
			v, _ := s.JudgeRecord(r, w)
			if !spares(&v) {
				continue
			}
			spared++
			u, _ := o.JudgeRecord(r, x)
			u.Regime = v.Regime
			a, _ := json.Marshal(v)
			b, _ := json.Marshal(u)
			if string(a) != string(b) {
				t.Errorf("%s under %s is spared and differs:\n%s\n%s", v.Shipment, id, a, b)
			}
		}
	}
	if spared == 0 {
		t.Error("nothing is spared")
	}
}

// A headquarters test of a regime's own reaches back as far as the regime does, and ends
// where the regime says that no test is on.
func TestAHeadquartersTestOfOnesOwnHoldsFromTheFirstDayOfItsRegime(t *testing.T) {
	const own = "id: seats\ntitle: \"What-if: seats\"\nstatus: what_if\nsource: test\nbasis: unverified\ndates: {from: 2023-01-01, before: current}\nheadquarters: {countries: [MY], source: test, basis: unverified}\n"
	const off = "switches:\n  - {id: headquarters_rule, title: Seats, before: \"off\", spans: []}\n"
	for _, c := range []struct {
		day, file, light string
		stops            bool
	}{
		{"2023-03-20", own, data.LightRed, true},
		{"2024-03-20", own, data.LightRed, true},
		{"2022-12-31", own, data.LightNotApplicable, false},
		{"2024-03-20", own + off, data.LightNotApplicable, false},
	} {
		lines := strings.NewReplacer("2025-03-10", c.day, "2025-03-20", c.day).Replace(chips("MY", "MY", 8))
		v := under(t, "seats", lines, c.file)["S-0"]
		if l := v.Lights.Headquarters; l.Is != c.light || (finding(v, "headquarters-restricted") != nil) != c.stops {
			t.Errorf("on %s: %s (%s), stopped %v", c.day, l.Is, l.Why, finding(v, "headquarters-restricted") != nil)
		}
	}
}
