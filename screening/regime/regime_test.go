package regime

import (
	"errors"
	"strings"
	"testing"
	"time"

	"redflag/data"
)

func load(t testing.TB) *Book {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func get(t testing.TB, id string) *Regime {
	t.Helper()
	r, err := load(t).Get(id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAffiliatesRuleByDate(t *testing.T) {
	r := get(t, "")
	for _, c := range []struct {
		on   data.Date
		want data.Truth
	}{
		{data.Day(2025, time.September, 28), data.False},
		{data.Day(2025, time.September, 29), data.True},
		{data.Day(2025, time.November, 9), data.True},
		{data.Day(2025, time.November, 10), data.False},
		{data.Day(2026, time.November, 9), data.False},
		{data.Day(2026, time.November, 10), data.True},
		{data.Date{Year: 2025}, data.Undecided},
		{data.Date{}, data.Undecided},
	} {
		if got, _ := r.On(AffiliatesRule, c.on); got != c.want {
			t.Errorf("on %s: %v, want %v", c.on, got, c.want)
		}
	}
	if got, _ := r.On("no_such_switch", data.Day(2026, 1, 1)); got != data.Undecided {
		t.Error("an unnamed switch is decided")
	}
	on, off := get(t, "affiliates-on"), get(t, "affiliates-off")
	for _, d := range []data.Date{data.Day(2024, 5, 1), data.Day(2025, 10, 1), data.Day(2026, 1, 1)} {
		if got, _ := on.On(AffiliatesRule, d); got != data.True {
			t.Errorf("affiliates-on, %s: %v", d, got)
		}
		if got, _ := off.On(AffiliatesRule, d); got != data.False {
			t.Errorf("affiliates-off, %s: %v", d, got)
		}
		want, _ := r.On(HeadquartersRule, d)
		if got, _ := on.On(HeadquartersRule, d); got != want {
			t.Errorf("affiliates-on does not inherit the headquarters test on %s", d)
		}
	}
}

// What is supposed must never read like law.
func TestNothingSupposedPassesForLaw(t *testing.T) {
	for _, r := range load(t).All() {
		if r.Status == WhatIf && !strings.HasPrefix(r.Title, "What-if: ") {
			t.Errorf("%s: title %q", r.ID, r.Title)
		}
		if r.ID == Current {
			if r.Status != InForce || r.Ruled() {
				t.Errorf("current is %s and has rows of its own", r.Status)
			}
			continue
		}
		if r.Status == InForce {
			t.Errorf("%s says that it is in force", r.ID)
		}
		for _, l := range r.Limits {
			if l.Basis != data.Unverified {
				t.Errorf("%s: limit %s is %s", r.ID, l.ID, l.Basis)
			}
		}
	}
	for _, id := range []string{"current", "ai-diffusion-2025", "worldwide-licence", "no-low-volume", "sea-hotspots", "bilateral", "affiliates-on", "affiliates-off", "volume-tiers-2026"} {
		get(t, id)
	}
	if load(t).All()[0].ID != Current {
		t.Error("the current regime does not come first")
	}
}

// groups is a small world: China is in D:5, and nothing is known before 2022.
func groups(country, group string, on data.Date) data.Truth {
	if on.Before(data.Day(2022, 1, 1)) != data.False {
		return data.Undecided
	}
	return data.Bool(group == "D:5" && (country == "CN" || country == "HK"))
}

func TestDestinationsByRegime(t *testing.T) {
	in2025, in2024 := data.Day(2025, 6, 1), data.Day(2024, 6, 1)
	for _, c := range []struct {
		regime, country, bucket string
		law                     data.Date
		ruled                   bool
		want                    data.Truth
		tier                    string
	}{
		{"current", "CN", "3A090.a", in2025, false, data.False, ""},
		{"affiliates-on", "CN", "3A090.a", in2025, false, data.False, ""},
		{"ai-diffusion-2025", "DE", "3A090.a", in2025, true, data.True, "tier-1"},
		{"ai-diffusion-2025", "MY", "4A090.a", in2025, true, data.True, "tier-2"},
		{"ai-diffusion-2025", "CN", "3A090.a", in2025, true, data.True, "tier-3"},
		{"ai-diffusion-2025", "HK", "3A090.a", in2025, true, data.True, "tier-3"},
		{"ai-diffusion-2025", "MO", "3A090.a", in2025, true, data.True, "tier-3"},
		{"ai-diffusion-2025", "US", "3A090.a", in2025, true, data.False, ""},
		{"ai-diffusion-2025", "MY", "3A090.b", in2025, false, data.False, ""},
		{"ai-diffusion-2025", "MY", "5A992.Z.1", in2025, true, data.True, "tier-2"},
		{"ai-diffusion-2025", "MY", "3A090.a", in2024, false, data.False, ""},
		{"ai-diffusion-2025", "MY", "3A090.a", data.Date{Year: 2025}, true, data.Undecided, ""},
		{"ai-diffusion-2025", "MY", "3A090.a", data.Date{}, true, data.Undecided, ""},
		{"no-low-volume", "MY", "3A090.a", in2025, true, data.True, "tier-2"},
		{"worldwide-licence", "GB", "3A090.a", in2024, true, data.True, "world"},
		{"worldwide-licence", "GB", "", in2024, true, data.True, "world"},
		{"worldwide-licence", "US", "3A090.a", in2024, true, data.False, ""},
		{"worldwide-licence", "GB", "3A090.a", data.Day(2022, 10, 6), false, data.False, ""},
		{"sea-hotspots", "TH", "3A090.a", in2025, true, data.True, "reported-draft"},
		{"sea-hotspots", "SG", "3A090.a", in2025, true, data.True, "southeast-asia"},
		{"sea-hotspots", "TR", "3A090.a", in2025, true, data.True, "other-hotspots"},
		{"sea-hotspots", "DE", "3A090.a", in2025, false, data.False, "allies"},
		{"sea-hotspots", "BR", "3A090.a", in2025, false, data.False, ""},
		{"bilateral", "MY", "3A090.a", in2025, true, data.False, "agreement"},
		{"bilateral", "TH", "3A090.a", in2025, false, data.False, ""},
		{"volume-tiers-2026", "TH", "3A090.a", in2025, false, data.False, "world"},
	} {
		a := get(t, c.regime).Destination(c.country, c.bucket, c.law, groups)
		tier := ""
		if a.Tier != nil {
			tier = a.Tier.ID
		}
		if a.Ruled != c.ruled || c.ruled && a.Need != c.want || tier != c.tier {
			t.Errorf("%s for %q to %s on %s: ruled %v, %v, tier %q (%s)", c.regime, c.bucket, c.country, c.law, a.Ruled, a.Need, tier, a.Why)
		}
		if a.Ruled && a.Why == "" {
			t.Errorf("%s to %s: no why", c.regime, c.country)
		}
	}
	if r := get(t, "no-low-volume"); r.Exception("lpp") != nil || r.Exception("aia") == nil {
		t.Error("no-low-volume has other exceptions than it should")
	}
}

const own = `id: own
title: "What-if: own"
status: what_if
source: "our counsel"
basis: unverified
tiers:
  - id: near
    licence: needed
    source: "our counsel"
    basis: unverified
    lists:
      - {from: 2024-01-01, countries: [Malaysia, "NO"]}
      - {from: 2025-01-01, countries: [MY, TH], groups: ["D:5"]}
limits:
  - {id: few, measure: {amount: 10, unit: gpus, per: group, period: 90 days}, kind: flag, source: x, basis: unverified}
`

func vocabulary() Vocabulary {
	return Vocabulary{Names: []string{"Malta", "Malaysia"}, Groups: []string{"A:5", "D:5"}, Items: []string{"3A090.a", "3A090.b", "4A090.a", "5A992.z"}, Country: func(s string) (string, bool) {
		if s == "Malaysia" {
			return "MY", true
		}
		return s, len(s) == 2
	}}
}

func TestListsAreDated(t *testing.T) {
	r, err := parse("own.yaml", []byte(own), vocabulary())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		country string
		law     data.Date
		want    data.Truth
	}{
		{"MY", data.Day(2023, 12, 31), data.Undecided},
		{"MY", data.Date{Year: 2023, Month: 12}, data.Undecided},
		{"MY", data.Date{Year: 2024}, data.True},
		{"NO", data.Day(2024, 6, 1), data.True},
		{"NO", data.Day(2025, 6, 1), data.False},
		{"TH", data.Day(2024, 12, 31), data.False},
		{"TH", data.Date{Year: 2025}, data.True},
		{"HK", data.Day(2025, 6, 1), data.True},
		{"MY", data.Date{}, data.Undecided},
	} {
		if got := r.Tiers[0].Holds(c.country, c.law, groups); got != c.want {
			t.Errorf("%s on %s: %v, want %v", c.country, c.law, got, c.want)
		}
	}
}

func TestFaultsNameThePlace(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"status: what_if", "status: whatif", "own.yaml:3:9: the status of a regime cannot be \"whatif\"; did you mean what_if?"},
		{"licence: needed", "licence: neded", "own.yaml:8:14: the licence answer of a tier cannot be \"neded\"; did you mean needed?"},
		{"licence: needed", "license: needed", "did you mean licence?"},
		{"licence: needed", "license: needed", "own.yaml:8:5"},
		{"[Malaysia,", "[Atlantis,", "own.yaml:12:40: \"Atlantis\" is no country"},
		{"[Malaysia,", "[Malayzia,", "\"Malayzia\" is no country that the tables know; did you mean Malaysia?"},
		{`["D:5"]`, `["D:6"]`, "did you mean D:5?"},
		{"per: group", "per: grupp", "did you mean group?"},
		{"unit: gpus", "unit: gpu", "did you mean gpus?"},
		{"title: \"What-if: own\"", "title: What-if: \"own\"", "put the text in quotes"},
		{"tiers:\n", "tiers:\n\t", "a line begins with a tab"},
		{"90 days", "a while", "a period is"},
		{"amount: 10", "amount: -1", "own.yaml:15:"},
		{"basis: unverified\ntiers", "tiers", "own.yaml:1:"},
		{"licence: needed", "", "licence answer of a tier cannot be"},
		{"basis: unverified\ntiers", "basis: hearsay\ntiers", "own.yaml:5:8: basis cannot be"},
		{"from: 2025-01-01", "from: 2023-01-01", "order of time"},
		{`"What-if: own"`, `"Own"`, "own.yaml:2:8: the title of a what-if begins"},
		{"kind: flag", "kind: flag, asks: [ZZ9]", "own.yaml:15:98: \"ZZ9\" is no question; they are named like A1 or E4"},
		{"limits:", "items: {buckets: [3A090a], source: x, basis: unverified}\nlimits:", "own.yaml:14:19: \"3A090a\" is no classification of advanced computing items; did you mean 3A090.a?"},
		{"limits:", "switches:\n  - {id: affiliate_rule, title: x, before: \"off\", spans: []}\nlimits:", "own.yaml:15:10: a switch of the law cannot be \"affiliate_rule\"; did you mean affiliates_rule?"},
	} {
		_, err := parse("own.yaml", []byte(strings.Replace(own, c.old, c.new, 1)), vocabulary())
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.new, err)
		}
	}
	for _, right := range []string{"3A090.a", "3a090", "5A992", "5A992.z.1"} {
		text := strings.Replace(own, "limits:", "items: {buckets: ["+right+"], source: x, basis: unverified}\nlimits:", 1)
		if _, err := parse("own.yaml", []byte(text), vocabulary()); err != nil {
			t.Error(err)
		}
	}
	if _, err := parse("own.yaml", nil, vocabulary()); err == nil || err.Error() != "own.yaml: the file is empty" {
		t.Errorf("an empty file: %v", err)
	}
	b := load(t)
	if _, err := b.Get("currant"); !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "current") {
		t.Errorf("%v", err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"status: what_if", "status: what_if\ninherits: curent", "own.yaml:4:11: there is no regime \"curent\" to inherit from; did you mean current?"},
		{"status: what_if", "status: what_if\ninherits: ai-difusion", "did you mean ai-diffusion-2025?"},
		{"status: what_if", "status: what_if\ninherits: own", "own.yaml:4:11: regime \"own\" inherits from itself"},
		{"status: what_if", "status: what_if\ninherits: ai-diffusion-2025\nwithout: [lp]", "own.yaml:5:11: ai-diffusion-2025 has no limit or exception \"lp\" to go without; did you mean lpp?"},
		{"status: what_if", "status: what_if\ninherits: ai-diffusion-2025", "own.yaml:4:11: \"country-cap\", which is inherited, needs \"tier-2\""},
		{"kind: flag", "kind: flag, tiers: [neer]", "own.yaml:15:99: there is no \"neer\" here; did you mean near?"},
		{"id: own", "id: current", "own.yaml:1:5: there is a regime \"current\" already"},
		{"id: own", "id: list", "something else on the command line"},
	} {
		_, err := b.add([]string{"own.yaml"}, [][]byte{[]byte(strings.Replace(own, c.old, c.new, 1))}, vocabulary())
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.new, err)
		}
	}
	if _, err := b.add([]string{"own.yaml"}, [][]byte{[]byte(own)}, vocabulary()); err != nil {
		t.Error(err)
	}
}

func TestPeriods(t *testing.T) {
	day := data.Day(2025, 6, 15).First()
	for _, c := range []struct {
		text string
		from data.Date
		ok   bool
	}{
		{"calendar_year", data.Day(2025, 1, 1), true},
		{"90 days", data.Day(2025, 3, 18), true},
		{"2025-01-01..2027-12-31", data.Day(2025, 1, 1), true},
		{"2026-01-01..2027-12-31", data.Day(2026, 1, 1), false},
	} {
		p, ok := parsePeriod(c.text)
		if !ok {
			t.Fatalf("%s is not read", c.text)
		}
		if from, ok := p.Start(day); ok != c.ok || from != c.from.First() {
			t.Errorf("%s: %s %v", c.text, data.DateOfDay(from), ok)
		}
	}
	for _, s := range []string{"", "0 days", "-3 days", "2025..2026", "2027-01-01..2026-01-01", "days"} {
		if _, ok := parsePeriod(s); ok {
			t.Errorf("%q is read as a period", s)
		}
	}
	for v, want := range map[float64]string{26900000: "26,900,000", 999: "999", 1234.56: "1,235", 12.5: "12.5", -1000: "-1,000", 0: "0"} {
		if got := Figure(v); got != want {
			t.Errorf("%v is written %s", v, got)
		}
	}
}

func FuzzARegimeIsReadOrItsFileIsNamed(f *testing.F) {
	f.Add([]byte(own))
	text, err := embedded.ReadFile("regimes/ai-diffusion-2025.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("id: x\ntiers: [{lists: [{countries: *a}]}]"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := parse("f.yaml", b, vocabulary()); err == nil {
			r.Destination("MY", "3A090.a", data.Day(2025, 1, 1), groups)
		} else if !strings.HasPrefix(err.Error(), "f.yaml") {
			t.Errorf("%v names no file", err)
		}
	})
}
