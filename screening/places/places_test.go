package places

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
	"redflag/data/reference"
)

func tables(t testing.TB) *reference.Tables {
	t.Helper()
	r, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func day(t testing.TB, s string) data.Date {
	t.Helper()
	d, err := data.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLicenceDestinationsAreTheComputedSet(t *testing.T) {
	r := tables(t)
	p := New(r)
	want := map[string]bool{"HK": true}
	for _, c := range strings.Fields("AE AF AM AZ BH BY CD CF CN CU EG ER GE HT IQ IR JO KG KH KP KW KZ LA LB LY MD MM MN MO NI OM PK QA RU SA SD SO SS SY TJ TM UZ VE VN YE ZW") {
		want[c] = true
	}
	if len(want) != 47 {
		t.Fatalf("the set has %d with Hong Kong, want 46 and Hong Kong", len(want))
	}
	for _, bucket := range []string{"3A090.a", "3A090.b", "4A090.a", "4A090.b"} {
		for _, c := range r.Countries.All {
			got, why := p.LicenceDestination(c.ISO2, bucket, day(t, "2026-08-01"))
			if got != data.Bool(want[c.ISO2]) {
				t.Errorf("%s of %s: %v (%s), want %v", bucket, c.ISO2, got, why, want[c.ISO2])
			}
			if why == "" {
				t.Errorf("%s gives no reason", c.ISO2)
			}
		}
	}
}

func TestHighBandwidthMemoryNeedsALicenceForMacauAndD5(t *testing.T) {
	p := New(tables(t))
	for c, want := range map[string]data.Truth{"CN": data.True, "HK": data.True, "MO": data.True, "RU": data.True, "VN": data.False, "AE": data.False, "SG": data.False} {
		if got, why := p.LicenceDestination(c, "3A090.c", day(t, "2026-08-01")); got != want {
			t.Errorf("%s: %v (%s), want %v", c, got, why, want)
		}
	}
}

func TestTheLawOfTheDayDecides(t *testing.T) {
	p := New(tables(t))
	for _, c := range []struct {
		country, bucket, on string
		want                data.Truth
	}{
		{"CN", "3A090.a", "2022-10-06", data.False},
		{"CN", "3A090.a", "2022-10-07", data.True},
		{"HK", "3A090.a", "2023-03-01", data.True},
		{"CN", "3A090.b", "2023-03-01", data.Undecided},
		{"VN", "3A090.a", "2023-11-16", data.False},
		{"VN", "3A090.a", "2023-11-17", data.True},
		{"VN", "3A090.a", "2023-11", data.Undecided},
		{"CN", "3A090.a", "2023-11", data.True},
		{"CN", "3A090.a", "2022", data.Undecided},
		{"AE", "3A090.a", "2025-03-01", data.True},
		{"AE", "3A090.b", "2026-08-01", data.True},
		{"IL", "3A090.a", "2025-03-01", data.False},
		{"MY", "3A090.a", "2025-03-01", data.False},
		{"KH", "3A090.a", "2026-08-01", data.True},
		{"US", "3A090.a", "2026-08-01", data.False},
		{"", "3A090.a", "2026-08-01", data.Undecided},
		{"Atlantis", "3A090.a", "2026-08-01", data.Undecided},
		{"CN", "3A090.a", "", data.Undecided},
		{"NI", "3A090.a", "2024-01-01", data.Undecided},
	} {
		if got, why := p.LicenceDestination(c.country, c.bucket, day(t, c.on)); got != c.want {
			t.Errorf("%s of %s on %s: %v (%s), want %v", c.bucket, c.country, c.on, got, why, c.want)
		}
	}
}

func TestGroupsMoveWithTheDate(t *testing.T) {
	p := New(tables(t))
	for _, c := range []struct {
		country, group, on string
		want               data.Truth
	}{
		{"KH", "D:5", "2026-02-02", data.True},
		{"KH", "D:5", "2026-02-03", data.False},
		{"KH", "D:5", "2026-02", data.Undecided},
		{"KH", "D:5", "2026", data.Undecided},
		{"CN", "D:5", "2026", data.True},
		{"KH", "D:1", "2026-08-01", data.True},
		{"AE", "D:4", "2025-06-01", data.True},
		{"AE", "D:4", "2026-03-01", data.Undecided},
		{"AE", "D:4", "2026-08-01", data.False},
		{"AE", "A:5", "2026-07-15", data.Undecided},
		{"AE", "A:5", "2026-08-01", data.True},
		{"MO", "D:5", "2026-08-01", data.False},
		{"HK", "D:5", "2026-08-01", data.True},
		{"Hong Kong SAR", "D:5", "2026-08-01", data.True},
		{"MY", "D:1", "2026-08-01", data.False},
		{"CN", "D:5", "2019-01-01", data.Undecided},
		{"CN", "Z:9", "2026-08-01", data.Undecided},
		{"", "D:5", "2026-08-01", data.Undecided},
		{"unknown", "D:5", "2026-08-01", data.Undecided},
	} {
		if got := p.InGroup(c.country, c.group, day(t, c.on)); got != c.want {
			t.Errorf("%s in %s on %s is %v, want %v", c.country, c.group, c.on, got, c.want)
		}
	}
}

func TestHeadquartersInMacauAndHongKongAreRestricted(t *testing.T) {
	p := New(tables(t))
	on := day(t, "2025-06-01")
	for c, want := range map[string]data.Truth{"CN": data.True, "HK": data.True, "MO": data.True, "RU": data.True, "SG": data.False, "TW": data.False, "VN": data.False, "": data.Undecided, "nowhere": data.Undecided} {
		if got := p.RestrictedHQ(c, on); got != want {
			t.Errorf("headquarters in %q: %v, want %v", c, got, want)
		}
	}
	if p.RestrictedHQ("MO", day(t, "2019-01-01")) != data.True {
		t.Error("Macau does not wait for a list of D:5")
	}
}

func TestHubsHaveTheirSpans(t *testing.T) {
	p := New(tables(t))
	for _, c := range []struct {
		country, on string
		want        data.Truth
	}{{"MY", "2025-03-02", data.True}, {"DE", "2025-03-02", data.False}, {"TH", "2024-01-01", data.False}, {"TH", "2025-08-01", data.True}, {"TH", "2025", data.Undecided}, {"", "2025-03-02", data.Undecided}, {"MY", "", data.Undecided}, {"KZ", "2025-03-02", data.False}} {
		if got := p.Hub(c.country, day(t, c.on)); got != c.want {
			t.Errorf("%s a hub on %s: %v, want %v", c.country, c.on, got, c.want)
		}
	}
	if p.RussiaHub("KZ", day(t, "2025-03-02")) != data.True {
		t.Error("Kazakhstan is on the way to Russia")
	}
	for country, want := range map[string]string{
		"MY": "a transshipment hub (named in diversion cases, press and the Malaysian permit of July 2025)",
		"JP": "perhaps a transshipment hub, on weak evidence (merchants in published reports)",
		"KZ": "", "DE": "",
	} {
		if got := p.HubSaid(country, day(t, "2025-03-02")); got != want {
			t.Errorf("%s is said to be %q, want %q", country, got, want)
		}
	}
	if truth, row := p.HubRow("MY", "chips", day(t, "2025-03-02")); truth != data.True || row == nil || row.Source == "" {
		t.Errorf("no row behind the hub: %v %v", truth, row)
	}
}

func TestStopsAreRead(t *testing.T) {
	p := New(tables(t))
	for told, country := range map[string]string{"USLAX": "US", "Hong Kong": "HK", "香港": "HK", "DE": "DE", "Atlantis": ""} {
		if s := p.Stop(told); s.Country != country || s.Located != (country != "") {
			t.Errorf("%s: %+v", told, s)
		}
	}
	if s := p.Stop("MYXXX"); s.Country != "MY" {
		t.Errorf("a code that the table does not hold: %+v", s)
	}
}

func TestZonesAreReadOutOfAddresses(t *testing.T) {
	p := New(tables(t))
	for address, want := range map[string]string{"Lot 5, PKFZ, Pulau Indah": "MY", "Unit 3, JAFZA South, Dubai": "AE", "1 Main Street": "", "GREECE": ""} {
		z := p.Zone(address)
		if (z == nil) != (want == "") || z != nil && z.Country != want {
			t.Errorf("%q lies in %v, want %q", address, z, want)
		}
	}
}

func TestExceptionsByDestination(t *testing.T) {
	p := New(tables(t))
	for c, want := range map[string]string{"CN": "NAC", "MO": "NAC", "VN": "ACA", "IR": "", "DE": ""} {
		if got := p.ExceptionDestination(c, day(t, "2025-06-01")); got != want {
			t.Errorf("%s: %q, want %q", c, got, want)
		}
	}
}

// A date of less precision never decides what one of its days leaves open.
func TestVagueDatesDecideOnlyWhatAllTheirDaysDo(t *testing.T) {
	r := tables(t)
	p := New(r)
	rapid.Check(t, func(t *rapid.T) {
		c := r.Countries.All[rapid.IntRange(0, len(r.Countries.All)-1).Draw(t, "country")].ISO2
		month := data.Date{Year: int16(rapid.IntRange(2019, 2027).Draw(t, "year")), Month: int8(rapid.IntRange(1, 12).Draw(t, "month"))}
		exact := data.DateOfDay(int32(rapid.IntRange(int(month.First()), int(month.Last())).Draw(t, "day")))
		for _, f := range []func(data.Date) data.Truth{
			func(d data.Date) data.Truth { return p.InGroup(c, "D:5", d) },
			func(d data.Date) data.Truth { return p.RestrictedHQ(c, d) },
			func(d data.Date) data.Truth { return p.Hub(c, d) },
			func(d data.Date) data.Truth { w, _ := p.LicenceDestination(c, "3A090.a", d); return w },
		} {
			if vague := f(month); vague != data.Undecided && vague != f(exact) {
				t.Fatalf("%s: %v says %v and %v says %v", c, month, vague, exact, f(exact))
			}
		}
	})
}

func TestGroupsAreThoseOfTheRegulation(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "lists", "ear", "country-groups.json"))
	if err != nil {
		t.Skip("country-groups.json: list file not present")
	}
	var f struct {
		Groups map[string][]string `json:"groups"`
	}
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	r := tables(t)
	p := New(r)
	for _, g := range r.Groups.Names() {
		in := map[string]bool{}
		for _, name := range f.Groups[g] {
			code, ok := r.Countries.Lookup(name)
			if !ok {
				t.Errorf("%s: the tables do not know %q", g, name)
			}
			in[code] = true
		}
		in["HK"] = in["CN"]
		for _, c := range r.Countries.All {
			in[c.ISO2] = in[r.Groups.Land(c.ISO2)]
		}
		for _, c := range r.Countries.All {
			if got := p.InGroup(c.ISO2, g, day(t, "2026-07-23")); got != data.Bool(in[c.ISO2]) {
				t.Errorf("%s in %s is %v, the regulation says %v", c.ISO2, g, got, in[c.ISO2])
			}
		}
	}
}

func FuzzStop(f *testing.F) {
	r, err := reference.Load()
	if err != nil {
		f.Fatal(err)
	}
	p := New(r)
	f.Add("USLAX", "香港", "\xff")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		for _, told := range []string{a, b, c} {
			if s := p.Stop(told); s.Located && s.Country == "" {
				t.Errorf("%q lies nowhere: %+v", told, s)
			}
		}
		p.LicenceDestination(a, b, data.Day(2025, 6, 1))
		p.Zone(a)
	})
}

func BenchmarkLicenceDestination(b *testing.B) {
	p := New(tables(b))
	on := data.Day(2026, 8, 1)
	b.ReportAllocs()
	for b.Loop() {
		p.LicenceDestination("MY", "3A090.a", on)
	}
}
