package rules

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"redflag/data"
)

const goodPack = `pack: own
sources:
  memo: {title: "Policy memo 7"}
fixtures:
  order:
    - {kind: shipment, id: S-1, customer: C-1, destination_country: MY, lines: [{line: 1, quantity: 8}]}
rules:
  - id: hub-without-end-user
    title: Goods go to a hub and nobody there is named as their user
    pattern: transshipment_hub
    kind: flag
    points: 12
    when: shipment.destination.hub and missing(shipment.end_user) and goods.controlled in ["yes", "possible"]
    unless: [{when: customer.site_verified, points: -10, says: "the site was verified"}]
    says: {en: "{destination.name} is a hub and the file names no end user there"}
    why: a hub hides the end
    innocent: the end user may be in another file
    asks: [E4, B1]
    cites: [{source: memo, item: "2", basis: sourced}]
    tests:
      - {name: fires, from: order, expect: fires}
      - {name: quiet, from: order, set: {S-1.destination_country: DE, S-1.lines.0.quantity: null}, expect: quiet}
  - id: restricted-headquarters
    title: Headquarters in a restricted country
    pattern: headquarters_rule
    kind: stop
    points: 60
    decisive: true
    when: >
      customer.hq_restricted and
      goods.controlled == "yes"
    says: {en: "headquarters of {parties.name} are restricted"}
    why: w
    innocent: i
    cites: [{source: memo, basis: unverified}]
  - id: sleeping
    status: dormant
    title: t
    pattern: iaas_remote_access
    kind: flag
    points: 5
    when: shipment.destination.hub
    says: {en: s}
    why: w
    innocent: i
    cites: [{source: memo, basis: unverified}]
`

func loadText(t *testing.T, files map[string]string) (*Set, error) {
	t.Helper()
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	m := fstest.MapFS{}
	for n, s := range files {
		m["p/"+n] = &fstest.MapFile{Data: []byte(s)}
	}
	return Load(m, "p", testSchema(t), pats)
}

func hubOrder(t *testing.T) *stub {
	return newStub(testSchema(t)).set("shipment.destination.hub", yes(true)).set("goods.controlled", text("yes")).set("customer.hq_restricted", yes(false))
}

func TestJudge(t *testing.T) {
	set, err := loadText(t, map[string]string{"own.yaml": goodPack})
	if err != nil {
		t.Fatal(err)
	}
	law := data.Day(2025, 3, 2)
	var out Outcome
	set.Judge(hubOrder(t), law, "current", &out)
	if len(out.Findings) != 1 || out.Findings[0].Rule != "hub-without-end-user" || len(out.Near) != 0 {
		t.Fatalf("findings %+v, near %+v", out.Findings, out.Near)
	}
	f := out.Findings[0]
	if f.Says != "Malaysia is a hub and the file names no end user there" || f.Cites[0] != "Policy memo 7, 2" || f.Basis != data.Sourced || len(f.Evidence) != 3 {
		t.Errorf("finding %+v", f)
	}
	if l, s := set.Level(out.Findings); l != data.Review || s != 12 {
		t.Errorf("a hub alone is %s with %d", l, s)
	}

	set.Judge(hubOrder(t).set("customer.site_verified", yes(true)), law, "current", &out)
	if len(out.Findings) != 2 || out.Findings[1].Kind != data.NoteFinding || out.Findings[1].Points != -10 {
		t.Fatalf("no explaining note: %+v", out.Findings)
	}
	if l, s := set.Level(out.Findings); l != data.Review || s != 2 {
		t.Errorf("an explained hub is %s with %d", l, s)
	}

	set.Judge(hubOrder(t).set("customer.hq_restricted", Value{}), law, "current", &out)
	if len(out.Near) != 1 || out.Near[0].Missing[0] != "customer.hq_restricted" {
		t.Fatalf("near %+v", out.Near)
	}
	gap := out.Findings[1]
	if gap.Kind != data.GapFinding || !gap.Decisive || gap.Pattern != missingFact || gap.Evidence[0].Value != data.NotToldValue {
		t.Errorf("gap %+v", gap)
	}
	if l, _ := set.Level(out.Findings); l != data.Hold {
		t.Errorf("a decisive gap is %s", l)
	}

	set.Judge(hubOrder(t).set("customer.hq_restricted", yes(true)), law, "current", &out)
	if l, _ := set.Level(out.Findings); l != data.Stop {
		t.Errorf("a stop is %s", l)
	}
	out.Findings[1].Cleared = &data.Clearance{Person: "A"}
	if l, s := set.Level(out.Findings); l != data.Review || s != 12 {
		t.Errorf("a cleared stop beside a hub is %s with %d", l, s)
	}
}

func TestTestsOfAPack(t *testing.T) {
	set, err := loadText(t, map[string]string{"own.yaml": goodPack})
	if err != nil {
		t.Fatal(err)
	}
	ts := set.Tests()
	if len(ts) != 2 || ts[0].Given[0].Shipment.DestinationCountry != "MY" || ts[1].Given[0].Shipment.DestinationCountry != "DE" {
		t.Fatalf("tests %+v", ts)
	}
	if ts[0].Given[0].Shipment.Lines[0].Quantity.Value != 8 || ts[1].Given[0].Shipment.Lines[0].Quantity.State != data.NotTold {
		t.Error("set did not take the quantity away from the second test alone")
	}
	if got := set.Untested(); len(got) != 1 || got[0] != "restricted-headquarters" {
		t.Errorf("untested %v", got)
	}
}

func TestValidityAndRegime(t *testing.T) {
	src := strings.Replace(goodPack, "kind: flag\n    points: 12", "kind: flag\n    points: 12\n    valid: {from: \"2025-05-13\"}\n    regimes: [current]", 1)
	set, err := loadText(t, map[string]string{"own.yaml": src})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		law    data.Date
		regime string
		want   int
	}{{data.Day(2025, 5, 13), "current", 1}, {data.Day(2025, 5, 12), "current", 0}, {data.Day(2026, 1, 1), "worldwide", 0}} {
		var out Outcome
		set.Judge(hubOrder(t), c.law, c.regime, &out)
		if len(out.Findings) != c.want {
			t.Errorf("on %s under %s: %d findings, want %d", c.law, c.regime, len(out.Findings), c.want)
		}
	}
}

func TestOverrides(t *testing.T) {
	set, err := loadText(t, map[string]string{"own.yaml": goodPack})
	if err != nil {
		t.Fatal(err)
	}
	user := func(s string) (*Set, error) { return set.With(fstest.MapFS{"u/x.yaml": {Data: []byte(s)}}, "u") }
	weighed, err := user("overrides: [{rule: hub-without-end-user, points: 3, reason: we are in a hub}]")
	if err != nil {
		t.Fatal(err)
	}
	off, err := user("overrides: [{rule: hub-without-end-user, off: true, reason: noise}]")
	if err != nil {
		t.Fatal(err)
	}
	var out Outcome
	points := func(s *Set) int {
		s.Judge(hubOrder(t), data.Day(2025, 3, 2), "current", &out)
		n := 0
		for _, f := range out.Findings {
			n += f.Points
		}
		return n
	}
	if a, b, c := points(set), points(weighed), points(off); a != 12 || b != 3 || c != 0 {
		t.Errorf("points %d as built, %d re-weighed, %d off", a, b, c)
	}
	if set.Hash() == weighed.Hash() || off.Hash() == weighed.Hash() {
		t.Error("the stamp does not see an override")
	}
	if _, err := user("overrides: [{rule: hub-without-enduser, off: true, reason: x}]"); err == nil || !strings.Contains(err.Error(), "x.yaml:1:14: there is no rule hub-without-enduser; did you mean hub-without-end-user?") {
		t.Errorf("got %v", err)
	}
}

func TestBrokenPacksAreNamed(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"condition", "missing(shipment.end_user)", "missing(shipment.enduser)", "own.yaml:13:48: there is no fact shipment.enduser; did you mean shipment.end_user?"},
		{"folded condition", `goods.controlled == "yes"`, `goods.controled == "yes"`, "own.yaml:31:7: there is no fact goods.controled; did you mean goods.controlled?"},
		{"quoted", `says: {en: "{destination.name} is`, `says: {en: "{destination.nam} is`, "own.yaml:15:18: there is no fact {destination.nam}; did you mean destination.name?"},
		{"pattern", "pattern: transshipment_hub", "pattern: transhipment_hub", "own.yaml:10:14: pattern \"transhipment_hub\" is not known; did you mean transshipment_hub?"},
		{"key", "innocent: the", "inocent: the", "own.yaml:17:5: a rule has no inocent; did you mean innocent?"},
		{"status", "status: dormant", "status: dorment", "own.yaml:37:13: status \"dorment\" is not known; did you mean dormant?"},
		{"kind", "kind: stop", "kind: flags", "did you mean flag?"},
		{"question", "asks: [E4, B1]", "asks: [E4, X9]", "own.yaml:18:16: \"X9\" is no question"},
		{"type", "points: 12", "points: many", "own.yaml:12:13"},
		{"source", "source: memo, item", "source: meno, item", "did you mean memo?"},
		{"basis", "basis: sourced", "basis: source", "did you mean sourced?"},
		{"yaml", "why: a hub", "why: [a hub", "own.yaml:"},
		{"twice", "id: restricted-headquarters", "id: hub-without-end-user", "stands already in own.yaml, line 8"},
		{"date", "status: dormant", "status: dormant\n    valid: {from: 2025-13}", "not a date"},
		{"expect", "from: order, expect: fires", "from: order, expect: fire", "did you mean fires?"},
		{"fixture", "from: order, expect: fires", "from: oder, expect: fires", "did you mean order?"},
		{"set", "S-1.lines.0.quantity", "S-2.lines.0.quantity", "no record with id S-2"},
		{"stop is not lowered", "decisive: true\n", "decisive: true\n    unless: [{when: customer.site_verified, points: -5, says: x}]\n", "nothing told lowers a stop"},
	} {
		src := strings.Replace(goodPack, c.old, c.new, 1)
		if src == goodPack {
			t.Fatalf("%s: nothing replaced", c.name)
		}
		_, err := loadText(t, map[string]string{"own.yaml": src})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v\n want %s", c.name, err, c.want)
		}
	}
}

func TestScore(t *testing.T) {
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	f := func(kind data.FindingKind, pattern string, points int) data.Finding {
		return data.Finding{Kind: kind, Pattern: pattern, Points: points}
	}
	for _, c := range []struct {
		name  string
		in    []data.Finding
		level data.Level
		score int
	}{
		{"nothing", nil, data.Pass, 0},
		{"a pattern is capped", []data.Finding{f("flag", "transshipment_hub", 12), f("flag", "transshipment_hub", 12)}, data.Review, 14},
		{"a note alone", []data.Finding{f("note", "explaining_fact", -10)}, data.Pass, 0},
		{"a note explains another pattern", []data.Finding{f("flag", "volume_spike", 12), f("note", "explaining_fact", -10)}, data.Review, 2},
		{"an unless takes its own pattern only", []data.Finding{f("flag", "volume_spike", 5), f("note", "volume_spike", -10), f("flag", "shell_company", 10)}, data.Review, 10},
		{"three patterns hold", []data.Finding{f("flag", "transshipment_hub", 14), f("flag", "shell_company", 14), f("flag", "thin_presence", 12)}, data.Hold, 40},
		{"a gap", []data.Finding{f("gap", "missing_fact", 0)}, data.Review, 0},
	} {
		if l, s := pats.Level(c.in); l != c.level || s != c.score {
			t.Errorf("%s: %s with %d, want %s with %d", c.name, l, s, c.level, c.score)
		}
	}
}

func TestEveryPatternOfTheDesignIsThere(t *testing.T) {
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range strings.Split("transshipment_hub, china_end_user, russia_end_user, military_end_user, entity_list_party, entity_list_affiliate, entity_list_address, sanctioned_party, front_for_entity_list_party, prc_chip_use, shell_company, thin_presence, new_company_after_oct_2022, new_company_after_controls, first_order_after_controls, freight_forwarder_consignee, residential_address, address_shared, phone_shared, common_ownership, third_party_payment, business_mismatch, reseller_as_end_user, straw_purchaser, alias_party, obfuscated_name, unverifiable_end_user, prior_adverse_check, refusal_of_information, false_end_user_certificate, end_user_substitution, onward_transfer, routing_change, implausible_route, hand_carry, mislabelled_goods, document_mismatch, relabelled, undervalued, price_premium, volume_spike, order_splitting, serial_anomaly, group_capacity, data_center_implausible, staged_inspection, iaas_remote_access, licence_required, headquarters_rule, missing_fact", ", ") {
		if _, ok := pats.Get(id); !ok {
			t.Errorf("no pattern %s", id)
		}
	}
}

func FuzzPack(f *testing.F) {
	f.Add(goodPack)
	f.Add("overrides: [{rule: x}]")
	f.Add("rules: [[]]")
	f.Add("pack: a\nrules:\n - id: &x a\n   tests: *x\n")
	if b, err := os.ReadFile("packs/sources.yaml"); err == nil {
		f.Add(string(b))
	}
	pats, err := BuiltinPatterns()
	if err != nil {
		f.Fatal(err)
	}
	sc := testSchema(f)
	f.Fuzz(func(t *testing.T, src string) {
		set, err := Load(fstest.MapFS{"p/a.yaml": {Data: []byte(src)}}, "p", sc, pats)
		if err != nil {
			return
		}
		var out Outcome
		set.Judge(newStub(sc), data.Day(2025, 1, 1), "", &out)
		set.Level(out.Findings)
	})
}

func TestBrokenPatternsAreNamed(t *testing.T) {
	const good = "patterns:\n  - {id: missing_fact, group: gaps, cap: 20, says: s}\n  - {id: transshipment_hub, group: route, cap: 14, says: s}\n"
	for _, c := range []struct{ name, patterns, levels, want string }{
		{"one pattern holds alone", strings.Replace(good, "cap: 14", "cap: 45", 1), "hold: 40\nreview: 15\n", "patterns.yaml:3:6: the cap of transshipment_hub lets it reach hold (40) alone"},
		{"twice", good + "  - {id: missing_fact, group: gaps, cap: 1, says: s}\n", "hold: 40\nreview: 15\n", "stands here twice"},
		{"a typo", strings.Replace(good, "group: route", "gruop: route", 1), "hold: 40\nreview: 15\n", "did you mean group?"},
		{"levels in the wrong order", good, "hold: 10\nreview: 15\n", "hold above review"},
		{"likeness that does not say how likely", "likeness: {says: \"{rule}: {pattern}\", signs: \" {signs}\"}\n" + good, "hold: 40\nreview: 15\n", "patterns.yaml:1:12: likeness says {rule}, {tenths} and {pattern}, and goes on with {signs}; {tenths} does not stand there once"},
		{"a typo in likeness", "likeness: {say: x}\n" + good, "hold: 40\nreview: 15\n", "did you mean says?"},
		{"no pattern for gaps", strings.Replace(good, "missing_fact", "other", 1), "hold: 40\nreview: 15\n", "missing_fact is needed"},
	} {
		fsys := fstest.MapFS{"patterns.yaml": {Data: []byte(c.patterns)}, "levels.yaml": {Data: []byte(c.levels)}}
		if _, err := LoadPatterns(fsys, "."); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// A hub, with everything that the program can say of it, stays below hold.
func TestAHubAloneStaysInReview(t *testing.T) {
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	many := make([]data.Finding, 20)
	for i := range many {
		many[i] = data.Finding{Kind: data.FlagFinding, Pattern: "transshipment_hub", Points: 12}
	}
	if l, s := pats.Level(many); l != data.Review {
		t.Errorf("twenty findings about a hub are %s with %d", l, s)
	}
}

func TestARegimeThatThereIsNotIsRefusedWithItsPlace(t *testing.T) {
	sc := testSchema(t)
	sc.KnowRegimes(func() []string { return []string{"current", "sea-hotspots", "bilateral"} })
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	for regimes, want := range map[string]string{
		"regimes: [current, bilateral]": "",
		"regimes: [current, bilatral]":  `own.yaml:13:24: there is no regime "bilatral"; did you mean bilateral?`,
		"regimes: [house]":              `there is no regime "house"; there are current, sea-hotspots, bilateral`,
	} {
		src := strings.Replace(goodPack, "kind: flag\n    points: 12", "kind: flag\n    points: 12\n    "+regimes, 1)
		_, err := Load(fstest.MapFS{"own.yaml": {Data: []byte(src)}}, ".", sc, pats)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", regimes, err, want)
		}
	}
	src := strings.Replace(goodPack, "kind: flag\n    points: 12", "kind: flag\n    points: 12\n    regimes: [house]", 1)
	if _, err := Load(fstest.MapFS{"own.yaml": {Data: []byte("own_regimes: [house]\n" + src)}}, ".", sc, pats); err != nil {
		t.Errorf("a regime of one's own: %v", err)
	}
}
