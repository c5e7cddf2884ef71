package match

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"redflag/data"
)

type addressPair struct{ grade, a, b, country string }

func addressPairs(t testing.TB) []addressPair {
	b, err := os.ReadFile("testdata/address_pairs.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []addressPair
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) == 4 {
			out = append(out, addressPair{f[0], f[1], f[2], f[3]})
		}
	}
	return out
}

// addressFigures are the shares of pairs graded exactly, and of those called the
// same unit that are.
func addressFigures(pairs []addressPair) (exact, unit float64) {
	right, called, units := 0, 0, 0
	for _, p := range pairs {
		a, b := ParseAddress(p.a, p.country), ParseAddress(p.b, p.country)
		g, _ := Compare(&a, &b)
		if g.String() == strings.TrimSuffix(p.grade, "elsewhere") {
			right++
		}
		if g == SameUnit {
			called++
			if p.grade == "same unit" {
				units++
			}
		}
	}
	return float64(right) / float64(len(pairs)), float64(units) / float64(max(called, 1))
}

// The grade of 95 of 100 labelled pairs is exact, and what is called the same
// unit is the same unit.
func TestAddressPairs(t *testing.T) {
	pairs := addressPairs(t)
	exact, unit, unitRight := 0, 0, 0
	byPlace := map[string][2]int{}
	for _, p := range pairs {
		a, b := ParseAddress(p.a, p.country), ParseAddress(p.b, p.country)
		g, why := Compare(&a, &b)
		got := g.String()
		if g == Elsewhere {
			got = "elsewhere"
		}
		n := byPlace[p.country]
		n[1]++
		if got == p.grade {
			exact++
			n[0]++
		} else if testing.Verbose() {
			t.Logf("%s, want %s %v\n  %s\n  %s\n  %+v\n  %+v", got, p.grade, why, p.a, p.b, a, b)
		}
		byPlace[p.country] = n
		if g == SameUnit {
			unit++
			if p.grade == "same unit" {
				unitRight++
			}
		}
		if back, _ := Compare(&b, &a); back != g {
			t.Errorf("not the same both ways: %s / %s", p.a, p.b)
		}
	}
	share := float64(exact) / float64(len(pairs))
	precision := float64(unitRight) / float64(max(unit, 1))
	t.Logf("%d pairs, exact %.3f, same-unit precision %.3f, by place %v", len(pairs), share, precision, byPlace)
	if len(pairs) < 300 || share < 0.95 || precision < 0.99 {
		t.Errorf("%d pairs, exact %.3f, same-unit precision %.3f", len(pairs), share, precision)
	}
}

func TestParseAddress(t *testing.T) {
	for _, c := range []struct{ in, country, want string }{
		{"Flat/RM 2309, 23/F, Ho King Commercial Centre, 2-16 Fa Yuen Street, Mong Kok, Kowloon, Hong Kong", "", "[2309] 23 hoking [{2 16}] fayuen street"},
		{"Room 1318-19, 13/F., Hollywood Plaza, 610 Nathan Road, Mongkok", "HK", "[1318 1319] 13 hollywood [{610 610}] nathan road"},
		{"60 Kaki Walk, Blk B, #07-31/33, S409051", "SG", "[31 32 33] 7  [{60 60}] kaki walk"},
		{"10 Anson Road #12-08 International Plaza Singapore 079903", "", "[8] 12 international [{10 10}] anson road"},
		{"台北市大安區忠孝東路四段123號5樓之2", "TW", "[2] 5  [{123 123}] zhongxiao road"},
		{"Hauptstraße 12, 10115 Berlin", "DE", "[]   [{12 12}] haupt strasse"},
		{"Suite 400, 123 Main St, San Jose, CA 95110", "US", "[400]   [{123 123}] main street"},
	} {
		a := ParseAddress(c.in, c.country)
		got := fmt.Sprintf("%v %s %s %v %s %s", a.Units, a.Floor, a.Building, a.Numbers, a.Street, a.Kind)
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s  %+v", c.in, got, c.want, a)
		}
	}
}

func TestAddresses(t *testing.T) {
	p := &data.ListPack{Name: "test", Entries: []data.ListEntry{
		{ID: "1", List: "EL", AddressOnly: true, Label: "Address 07", Countries: []string{"HK"}, Addresses: []string{"Flat/RM 2309, 23/F, Ho King Commercial Centre, 2-16 Fa Yuen Street, Mong Kok, Kowloon, HK"}},
		{ID: "2", List: "EL", AddressOnly: true, Label: "Address 08", Countries: []string{"HK"}},
		{ID: "3", List: "EL", Name: "Corvane Optics", Countries: []string{"HK"}, Addresses: []string{"Hong Kong, HK", "Office 4, 16/F, Ho King Commercial Centre, 2-16 Fayuen Street, Mongkok, HK"}},
	}}
	ix := Build([]*data.ListPack{p})
	if ix.Unscreenable() != 1 {
		t.Errorf("%d addresses cannot be screened, want 1", ix.Unscreenable())
	}
	s := ix.Searcher()
	h := s.Addresses(Query{Address: "Room 2309, 23rd Floor, Ho King Comm. Ctr, 2-16 Fayuen St, Mongkok", Country: "HK"}, 5)
	if len(h) != 2 || h[0].ID != "1" || h[0].Grade != "same unit" || h[0].Name != "Address 07" || h[0].Score < 0.9 || h[1].Grade != "same building" || h[1].Score > ReviewThreshold {
		t.Errorf("%+v", h)
	}
	for _, q := range []string{"", "Hong Kong", "x", strings.Repeat("Room 5, ", 2000), "\x00,,,#-/"} {
		if h := s.Addresses(Query{Address: q}, 5); len(h) > 0 {
			t.Errorf("%.20q: %v", q, h)
		}
	}
	// No more than the beginning of a text is read, however long it is.
	for _, part := range []string{"Room 5, ", "12 Fa Yuen Street, ", "#", "號"} {
		long := strings.Repeat(part, 20_000)
		if whole, begun := ParseAddress(long, "HK"), ParseAddress(long[:maxText], "HK"); !reflect.DeepEqual(whole, begun) {
			t.Errorf("%q 20,000 times is %+v, its beginning %+v", part, whole, begun)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"Room 1318-19, 13/F", "#12-08/09", "B-12-3A", "台北市大安區忠孝東路四段123號5樓之2", "A-Z, 1-99999999", "5F.-2, No. 8, Lane 3", "\xff#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := ParseAddress(s, "HK")
		if g, _ := Compare(&a, &a); !a.Streetless() && g == Elsewhere && len(a.Street) > 4 {
			t.Errorf("%q is not at its own address: %+v", s, a)
		}
	})
}

func BenchmarkAddresses(b *testing.B) {
	pairs := addressPairs(b)
	p := &data.ListPack{Name: "test"}
	for i, x := range pairs {
		p.Entries = append(p.Entries, data.ListEntry{ID: fmt.Sprint(i), List: "T", Name: "n", Addresses: []string{x.b}, Countries: []string{x.country}})
	}
	s := Build([]*data.ListPack{p}).Searcher()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Addresses(Query{Address: pairs[i%len(pairs)].a, Country: pairs[i%len(pairs)].country}, 8)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "addresses/s")
}
