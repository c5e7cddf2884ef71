package reference

import (
	"strings"
	"testing"
	"testing/fstest"
)

func load(t testing.TB) *Tables {
	t.Helper()
	tables, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func TestCountriesAreFoundHoweverTheyAreWritten(t *testing.T) {
	c := load(t).Countries
	for want, texts := range map[string][]string{
		"HK": {"HK", "hk", "H.K.", "Hong Kong SAR", "China (Hong Kong)", "HONG KONG", "香港", "中国香港", "中國香港", "HKG", "344", "Hongkong", "Hong Kong, China"},
		"MO": {"MO", "Macao", "Macau", "澳门", "澳門", "MAC", "446", "Macao SAR", "China, Macao SAR"},
		"TW": {"TW", "Taiwan, Province of China", "Taiwan Province of China", "ROC", "R.O.C.", "台湾", "臺灣", "Chinese Taipei", "158"},
		"CN": {"142 中国", "中国(142)", "CN 중국", "CN中国", "Shenzhen", "Shenzhen, China", "CN", "CHN", "China", "PRC", "P.R. China", "VR China", "People's Republic of China", "中国", "中國", "156", "Mainland China", "중국", "Trung Quốc", "TRUNG QUOC", "Китай", "Çin", "Cina"},
		"VN": {"Viet Nam", "VIETNAM", "越南", "Vietnam"},
		"KR": {"Korea (Rep.)", "South Korea", "Südkorea", "Republic of Korea", "韩国", "Korea"},
		"KP": {"North Korea", "Nordkorea", "DPRK"},
		"AE": {"UAE", "U.A.E.", "阿联酋", "United Arab Emirates", "Vereinigte Arabische Emirate", "VAE"},
		"MY": {"Kuala Lumpur", "Malaysia/马来西亚", "MY", "malaysia", "馬來西亞", " Malaysia "},
		"SG": {"S'PORE", "Singapur", "SINGAPORE", "新加坡", "SG - Singapore", "ＳＩＮＧＡＰＯＲＥ"},
		"TR": {"Turkey", "Türkiye", "TÜRKEI", "Tuerkei"},
		"CI": {"Côte d’Ivoire", "Ivory Coast"},
		"US": {"Mỹ", "Hoa Kỳ", "미국", "USA", "U.S.A.", "United States of America", "Vereinigte Staaten", "美国"},
		"GB": {"UK", "England", "Great Britain"},
		"DE": {"Deutschland", "DE", "BRD", "276", "D", "Đức", "Германия", "ドイツ", "독일"},
		"RU": {"Nga", "러시아", "ロシア", "Rusya"},
		"NG": {"NGA"},
		"AT": {"Áo"},
		"IR": {"イラン", "이란", "Иран", "إيران"},
		"JP": {"JP 일본", "JPN日本", "116 日本", "日本(116)", "JP-Japan"},
	} {
		for _, s := range texts {
			if got, ok := c.Lookup(s); !ok || got != want {
				t.Errorf("Lookup(%q) = %q %v, want %s", s, got, ok, want)
			}
		}
	}
	for _, s := range []string{"", "XX", "Atlantis", "unknown", "CN/MY", "various", "EU", "tbd", "99", "-", "China or Malaysia", "SG 中国", "MY Japan", "1234 中国", "A 中国"} {
		if got, ok := c.Lookup(s); ok {
			t.Errorf("Lookup(%q) = %q, want nothing", s, got)
		}
	}
	if len(c.All) != 250 {
		t.Errorf("%d countries", len(c.All))
	}
}

func TestTheCountryAtTheEndOfAnAddress(t *testing.T) {
	c := load(t).Countries
	for address, want := range map[string]string{
		"12 Valiasr Street, Tehran, Iran":             "IR",
		"Gate 4, Jebel Ali, Dubai U.A.E.":             "AE",
		"1 Example Road, Singapore 609606":            "SG",
		"Keizersgracht 1, Amsterdam, The Netherlands": "NL",
		"5 Example Ave, Austin, TX 78701, USA":        "US",
		"Tianjin, P.R. China":                         "CN",
		"Musterstraße 1, 80331 München":               "DE",
		"1 Rustaveli Ave, Tbilisi, Georgia":           "GE",
		"深圳市南山区科技园1号":                                 "CN",
		"中国香港九龙1号":                                    "HK",
		"서울 강남구 1, 대한민국":                              "KR",
		"Lenina 4, Minsk, Belarus":                    "BY",
		"12 Jordan Lane, Leeds":                       "GB",
		"12 Jordan Lane, Exampleton":                  "",
		"5 Example Ave, San Jose, CA":                 "",
		"5 Peachtree St, Atlanta, Georgia":            "",
		"1 Main St, Newark, New Jersey":               "",
		"Suite 5, 1 Example Street":                   "",
		"India House, 1 Example Street, Example Town": "",
		"": "",
	} {
		if got, _ := c.AtEnd(address); got != want {
			t.Errorf("%q ends in %q, want %q", address, got, want)
		}
	}
}

func TestFaultsNameFileLineAndColumn(t *testing.T) {
	files := func(name, text string) fstest.MapFS {
		m := fstest.MapFS{}
		for _, n := range []string{"countries.csv", "country_names.csv", "groups.yaml", "hubs.csv", "ports.csv", "zones.csv", "namesakes.csv", "calendar.csv", "rates.csv", "tariff.csv", "power.csv", "buckets.csv", "parts.yaml"} {
			b, err := embedded.ReadFile(n)
			if err != nil {
				t.Fatal(err)
			}
			m[n] = &fstest.MapFile{Data: b}
		}
		old := string(m[name].Data)
		from, to, _ := strings.Cut(text, " => ")
		if !strings.Contains(old, from) {
			t.Fatalf("%s holds no %q", name, from)
		}
		m[name] = &fstest.MapFile{Data: []byte(strings.Replace(old, from, to, 1))}
		return m
	}
	for _, c := range []struct{ name, change, want string }{
		{"rates.csv", "by definition,sourced => by definition,surely", "rates.csv:2:72: basis"},
		{"rates.csv", "€ EURO EUROS => $ EURO", "rates.csv:3:10: also"},
		{"hubs.csv", "MY,2022-10-07 => MY,2022-13-07", "hubs.csv:2:4: from"},
		{"hubs.csv", "MY,2022-10-07 => XY,2022-10-07", "hubs.csv: \"XY\" is no country"},
		{"tariff.csv", "8542.31,hs => 8542.3,hs", "tariff.csv:2:1: code"},
		{"country_names.csv", "AD, => XY,", "country_names.csv:2:1: iso2"},
		{"countries.csv", "iso2,iso3 => iso2,is03", "countries.csv:1:1"},
		{"calendar.csv", "2022-10-07,controls-2022 => 2032-10-07,controls-2022", "calendar.csv:3:1: date"},
		{"groups.yaml", "members: [IR, KP, SY] => members: [IR, KP, SY], membrs: []", "groups.yaml:"},
		{"parts.yaml", "{id: a100, => {idd: a100,", "parts.yaml:"},
	} {
		_, err := loadFrom(files(c.name, c.change))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %q: %v, want %s", c.name, c.change, err, c.want)
		}
	}
}

func TestHashIsOfTheTables(t *testing.T) {
	a, b := load(t), load(t)
	if a.Hash != b.Hash || !strings.HasPrefix(a.Hash, "sha256:") || len(a.Hash) != 71 {
		t.Errorf("hashes %s and %s", a.Hash, b.Hash)
	}
}

func TestMoneyNeedsARate(t *testing.T) {
	r := load(t).Rates
	on := load(t).Calendar[0].Date
	if v, ok := r.USD(100, "USD", on); !ok || v != 100 {
		t.Errorf("100 USD is %v %v", v, ok)
	}
	for told, code := range map[string]string{"US$": "USD", "$": "USD", "€": "EUR", "RMB": "CNY", "nt$": "TWD", " s$ ": "SGD", "руб": ""} {
		v, ok := r.USD(100, told, on)
		want, known := r.USD(100, code, on)
		if v != want && known || ok != known {
			t.Errorf("100 %s is %v %v, want those of %q", told, v, ok, code)
		}
	}
	if _, ok := r.USD(100, "XTS", on); ok {
		t.Error("a currency without a rate was valued")
	}
	if _, ok := r.USD(100, "EUR", load(t).Groups.vintages["A:1"][0].From); ok {
		t.Error("a rate before its first day was used")
	}
}

func FuzzLookup(f *testing.F) {
	tables, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"Hong Kong", "香港/", "ＨＫ", "\xff\xfe", "(((", "Korea (Rep.)", "Côte d'Ivoire"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c, ok := tables.Countries.Lookup(s); ok && tables.Countries.Get(c) == nil {
			t.Errorf("%q is %q, which is no country", s, c)
		}
		if c, ok := tables.Countries.AtEnd(s); ok && tables.Countries.Get(c) == nil {
			t.Errorf("%q ends in %q, which is no country", s, c)
		}
		tables.Ports.Find(s)
		tables.ZoneIn(s)
		tables.Tariff.Of(s)
	})
}

func BenchmarkLookup(b *testing.B) {
	c := load(b).Countries
	b.ReportAllocs()
	for b.Loop() {
		c.Lookup("Hong Kong SAR")
		c.Lookup("MY")
	}
}
