package history

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// A desk calls a customer by its number, and customs by its name.
func TestPapersOfACustomerAreOfOneWhateverItIsCalled(t *testing.T) {
	on := func(day int) data.Date { return data.Day(2024, 3, day) }
	sale := func(id, customer, doc string, day int) *data.Shipment {
		return &data.Shipment{ID: id, Customer: customer, DocType: doc, Direction: "out", Date: on(day), DestinationCountry: "US",
			Lines: []data.Line{{Quantity: data.Num(120), NetKg: data.Num(144)}}}
	}
	n := Narrow{USD: 3_144_000, Advanced: true, Models: []Priced{{Model: "H100", USD: 26_200, Quantity: 120, Advanced: true}}}
	b := NewBuilder()
	for i, name := range []string{"Piney Creek Works LLC", "Sandy Ford Works LLC"} {
		b.Customer(&data.Record{Origin: data.Origin{Record: int64(i + 1)}, Kind: data.CustomerKind,
			Customer: &data.Customer{ID: []string{"US-88", "US-89"}[i], Name: name}})
	}
	b.Shipment(sale("S-1", "US-88", "order", 4), "", n)
	k := b.Build()
	for name, want := range map[string]bool{"US-88": true, "Piney Creek Works LLC": true, "PINEY CREEK WORKS LLC": true, "US-89": false, "Sandy Ford Works LLC": false, "Heron KK": false} {
		later := sale("T-1", name, "trade_data", 20)
		later.DestinationCountry = "HK"
		var over data.Shipment
		sold := k.ByRecord(later, "", &over)
		same, ok := k.Carried(sold, 28_800, false, on(20).First())
		if ok != want || ok && (same.By != ByWeight || !same.Elsewhere) {
			t.Errorf("%s: %v %v", name, same, ok)
		}
		if _, _, ok := k.Renamed(sold, 120, 240, on(20).First()); ok != want {
			t.Errorf("%s is renamed: %v", name, ok)
		}
		if later.Customer != name {
			t.Errorf("the paper itself tells %q now", later.Customer)
		}
	}
}

// Bills go to a house in another country than the firm's own.
func TestAnAddressCareOfSomebodyLiesWhereItSays(t *testing.T) {
	b := NewBuilder()
	at := func(address, country string) uint64 {
		return b.book.Site(&data.Customer{Address: address, Country: country})
	}
	own := at("1-08 Krystal Point, Bayan Lepas, Penang", "MY")
	for address, want := range map[string]bool{
		"c/o 1-08 Krystal Point, Bayan Lepas, Penang":                    true,
		"Care of Heron Sdn Bhd, 1-08 Krystal Point, Bayan Lepas, Penang": true,
		"1-08 Krystal Point, Bayan Lepas, Penang":                        false, // of that name in China
		"c/o 2-11 Krystal Point, Bayan Lepas, Penang":                    false,
	} {
		x, y := readSite(&data.Customer{Address: address, Country: "CN"}, 1), readSite(&data.Customer{Address: "1-08 Krystal Point, Bayan Lepas, Penang", Country: "MY"}, 2)
		if own == 0 || x.is(&y) != want {
			t.Errorf("%s is that house: %v", address, !want)
		}
	}
}

func BenchmarkNameKey(b *testing.B) {
	names := []string{"Piney Creek Works LLC", "Kestrel Cloud (M) Sdn. Bhd.", "C-104477", "Hogeland Systemen B.V.", "株式会社浪花事務用品商事"}
	for b.Loop() {
		for _, n := range names {
			if nameHash(n) == 0 {
				b.Fatal(n)
			}
		}
	}
}

func TestAKeyLeavesOutWhatFirmsWriteOneDayAndNotTheNext(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Hogeland Systemen B.V.", "hogeland systemen bv"},
		{"HOGELAND  SYSTEMEN BV", "hogeland systemen bv"},
		{"Heron Co., Ltd.", "heron co ltd"},
		{"Heron Co.,Ltd", "heron co ltd"},
		{"Heron Co.Ltd", "heron co ltd"},
		{"Kestrel (M) Sdn. Bhd.", "kestrel (m) sdn bhd"},
		{"Stork, Inc.", "stork inc"},
		{"Wilga Sp. z o.o.", "wilga sp z oo"},
		{"St.Gallen Rechner", "st gallen rechner"},
		{"S.A.S. Héron", "sas héron"},
		{"Web 2.0 Ltd", "web 2.0 ltd"},
		{"PO 12.1", "po 12.1"},
		{"Westhill University, Dept of Physics", "westhill university, dept of physics"},
		{"Heron, Limestone & Sons", "heron, limestone & sons"},
		{"大阪電算, Ltd.", "大阪電算 ltd"},
		{" .,", ""},
		{"unknown", ""},
	} {
		if got := NameKey(c.name); got != c.want {
			t.Errorf("%q is keyed %q, not %q", c.name, got, c.want)
		}
	}
}

func TestAKeyIsThatOfItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.StringMatching(`([A-Za-z0-9]{1,4}[., \t]{0,2}|Co|Ltd|B\.V\.|é|漢|[!-/]){0,12}`), rapid.String()).Draw(t, "name")
		k := NameKey(s)
		if again := NameKey(k); again != k && data.TextState(k) == data.Known {
			t.Fatalf("%q is keyed %q, and that %q", s, k, again)
		}
		if loud := NameKey(strings.ToUpper(s)); !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) && loud != k {
			t.Fatalf("%q is keyed %q, and in capitals %q", s, k, loud)
		}
		if got := string(AppendNameKey([]byte("x"), s)); got != "x"+k {
			t.Fatalf("%q is keyed %q, and behind others %q", s, k, got)
		}
	})
}
