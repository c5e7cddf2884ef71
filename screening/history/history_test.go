package history

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"redflag/data"
)

func customer(id, name, country string) *data.Record {
	return &data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: id, Name: name, Country: country}}
}

func order(id, customer string, on data.Date) *data.Shipment {
	return &data.Shipment{ID: id, Customer: customer, Date: on, DocType: "order"}
}

func TestACustomerIsFoundByIdOrByOneEqualName(t *testing.T) {
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel Cloud Sdn Bhd", "MY"))
	b.Customer(customer("C-2", "Orchid Data", "SG"))
	b.Customer(customer("C-3", "Orchid Data", "MY"))
	merged := customer("C-4", "Wilga Works S.A.", "PL")
	merged.Customer.Aliases = []string{"d. Heron Works S.A.", "旧田中電工", "Orchid Data Works"}
	b.Customer(merged)
	b.Customer(customer("C-5", "Orchid Data Works", "PL"))
	k := b.Build()
	for _, c := range []struct {
		text, country, how string
		ok                 bool
	}{
		{"C-1", "", "by id", true},
		{"KESTREL  cloud sdn bhd.", "", "taken to be C-1", true},
		{"Kestrel Cloud Sdn Bhd", "SG", "", false},
		{"Orchid Data", "", "the name is that of several customers", false},
		{"Orchid Data", "MY", "taken to be C-3", true},
		{"Heron Works S.A.", "", "taken to be C-4", true},
		{"d. Heron Works S.A.", "PL", "taken to be C-4", true},
		{"Heron Works S.A.", "SK", "", false},
		{"旧田中電工", "", "taken to be C-4", true},
		{"田中電工", "", "taken to be C-4", true},
		{"Orchid Data Works", "", "taken to be C-5", true}, // whose name it is, and not an old name of another
		{"Kestrel Cloud Sdn Bhd c/o Hall 2, cage 14", "TH", "taken to be C-1", true},
		{"C/O Kestrel Cloud Sdn Bhd", "", "", false},
		{"unknown", "", "", false},
		{"", "", "", false},
	} {
		_, how, ok := k.Resolve(c.text, "", c.country)
		if how != c.how || ok != c.ok {
			t.Errorf("%q %q: %q %v, want %q %v", c.text, c.country, how, ok, c.how, c.ok)
		}
	}
}

func TestOnlyWhatIsStrictlyBeforeIsSeen(t *testing.T) {
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel Cloud", "MY"))
	d := func(day int) data.Date { return data.Day(2024, time.March, day) }
	b.Shipment(order("S-1", "C-1", d(1)), "", Narrow{USD: 100, GPUs: 8, Advanced: true})
	b.Shipment(order("S-2", "C-1", d(5)), "", Narrow{USD: 300, GPUs: math.NaN()})
	b.Shipment(order("S-3", "C-1", d(5)), "", Narrow{USD: math.NaN(), GPUs: 16, Advanced: true})
	b.Shipment(order("S-4", "C-1", data.Date{Year: 2024}), "", Narrow{USD: 900})
	b.Shipment(order("S-5", "C-1", data.Date{}), "", Narrow{USD: 900})
	quote := order("Q-1", "C-1", d(2))
	quote.DocType = "quote"
	b.Shipment(quote, "", Narrow{USD: 5000})
	k := b.Build()
	i, _, _ := k.Resolve("C-1", "", "")
	p := k.Before(i, GrainNone, d(5).First())
	if p.Orders != 1 || p.USD != 100 || p.GPUs != 8 || p.Advanced != 1 {
		t.Errorf("before the 5th: %+v", p)
	}
	p = k.Before(i, GrainNone, d(6).First())
	if p.Orders != 3 || p.USD != 400 || p.GPUs != 24 || p.MaxUSD != 300 || p.Unvalued != 1 || p.FirstAdvanced != d(1).First() {
		t.Errorf("before the 6th: %+v", p)
	}
	if p = k.Before(i, OrderLine, d(6).First()); p.Orders != 0 || p.First != d(1).First() {
		t.Errorf("another grain: %+v", p)
	}
	if k.Undated != 1 {
		t.Errorf("%d undated", k.Undated)
	}
}

func TestSumsEqualAPlainCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		b := NewBuilder()
		for c := range 4 {
			b.Customer(customer(fmt.Sprint("C-", c), fmt.Sprint("Firm ", c), "MY"))
		}
		type o struct {
			c   int
			day int32
			usd float64
		}
		var all []o
		for i := range n {
			x := o{rapid.IntRange(0, 3).Draw(t, "c"), 19_000 + int32(rapid.IntRange(0, 30).Draw(t, "d")), float64(rapid.IntRange(1, 1000).Draw(t, "v"))}
			all = append(all, x)
			b.Shipment(order(fmt.Sprint("S-", i), fmt.Sprint("C-", x.c), data.DateOfDay(x.day)), "", Narrow{USD: x.usd, GPUs: x.usd / 10})
		}
		k := b.Build()
		day := 19_000 + int32(rapid.IntRange(0, 31).Draw(t, "at"))
		for c := range 4 {
			want, sum, most := 0, 0.0, 0.0
			for _, x := range all {
				if x.c == c && x.day < day {
					want, sum, most = want+1, sum+x.usd, max(most, x.usd)
				}
			}
			i, _, _ := k.Resolve(fmt.Sprint("C-", c), "", "")
			p := k.Before(i, GrainNone, day)
			if p.Orders != want || p.USD != sum || p.MaxUSD != most {
				t.Fatalf("customer %d before %d: %+v, want %d orders of %v, largest %v", c, day, p, want, sum, most)
			}
		}
	})
}

func TestGroupsAndSharedIdentifiers(t *testing.T) {
	b := NewBuilder()
	add := func(id, name string, f func(*data.Customer)) {
		r := customer(id, name, "MY")
		f(r.Customer)
		b.Customer(r)
	}
	at := func(a string) func(*data.Customer) { return func(c *data.Customer) { c.Address = a } }
	add("C-1", "Kestrel A", func(c *data.Customer) { c.Parent = "Kestrel Holding"; c.Address = "12 Jalan Satu" })
	add("C-2", "Kestrel B", func(c *data.Customer) { c.UltimateParent = "kestrel holding"; c.Address = "12 Jalan Satu" })
	add("C-3", "Orchid", at("12, Jalan Satu"))
	add("C-4", "Lotus", at("Jalan Satu"))
	add("C-5", "Owned", func(*data.Customer) {})
	b.Holding(&data.Record{Holding: &data.Holding{Owner: "Kestrel Holding", Owned: "Owned", Percent: data.Num(60)}})
	b.Holding(&data.Record{Holding: &data.Holding{Owner: "Kestrel Holding", Owned: "Lotus", Percent: data.Num(10)}})
	k := b.Build()
	if g := k.Group(0); len(g) != 3 || g[0] != 0 || g[1] != 1 || g[2] != 4 {
		t.Errorf("group %v", g)
	}
	if s := k.Shares(k.Customer(0).Customer); s.Address != 1 {
		t.Errorf("kin count as strangers: %+v", s)
	}
	if s := k.Shares(k.Customer(2).Customer); s.Address != 1 {
		t.Errorf("Orchid shares with %+v", s)
	}
	if s := k.Shares(k.Customer(3).Customer); s.Address != 0 {
		t.Error("a street without a number is shared")
	}
}

func TestAnAddressIsSharedHoweverItIsWritten(t *testing.T) {
	b := NewBuilder()
	for i, at := range []struct{ address, city string }{
		{"B-3A-07, Jalan SS 21/60, Petaling Jaya", ""}, {"B-3A-07 Jalan SS21/60 PJ", ""}, {"B-3A-7, Jln SS21/60, 47400 PJ", ""},
		{"B-3A-08, Jalan SS 21/60", "Petaling Jaya"},
		{"12 Jalan Satu", "Ipoh"}, {"12 Jalan Satu", "Melaka"},
		{"Unit 4, 8 Harbour Road, Ipoh", ""}, {"Unit 4, 8 Harbour Rd", ""}, {"Unit 4, 8 Harbour Road, Melaka", ""},
	} {
		r := customer(fmt.Sprint("C-", i), fmt.Sprint("House ", i), "MY")
		r.Customer.Address, r.Customer.City = at.address, at.city
		b.Customer(r)
	}
	k := b.Build()
	for i, want := range []int{2, 2, 2, 0, 0, 0, 1, 2, 1} {
		c := k.Customer(int32(i)).Customer
		if s := k.Shares(c); s.Address != want {
			t.Errorf("%q is shared with %d others, want %d", c.Address, s.Address, want)
		}
	}
	site := func(i int32) uint64 { return k.Site(k.Customer(i).Customer) }
	if !k.SameSite(site(0), site(1)) || !k.SameSite(site(6), site(7)) || !k.SameSite(site(8), site(7)) || k.SameSite(site(6), site(8)) {
		t.Error("what no town is told of is one with each, and two towns are two")
	}
	if nowhere := k.Site(&data.Customer{Name: "House"}); k.SameSite(nowhere, nowhere) {
		t.Error("who tells no address sits with nobody")
	}
}

func TestOneNumberUnderTwoNames(t *testing.T) {
	b := NewBuilder()
	for i, c := range []data.Customer{
		{Name: "Al-Heron Advanced Tech Est.", TaxID: "8837221"}, {Name: "Herun Technologies Co", TaxID: "008837221"}, {Name: "Al-Heron Adv. Tech", TaxID: "88-372-21"},
		{Name: "Dunlin Trading", TaxID: "8837222"}, {Name: "Siskin Trading", TaxID: "1111111"}, {Name: "Osprey Trading", TaxID: "1111111"}, {Name: "Linnet Trading", TaxID: "unknown"},
	} {
		r := customer(fmt.Sprint("C-", i), c.Name, "JO")
		r.Customer.TaxID = c.TaxID
		b.Customer(r)
	}
	k := b.Build()
	for i, want := range []string{"Herun Technologies Co", "Al-Heron Advanced Tech Est.", "Herun Technologies Co", "", "", "", ""} {
		if got := k.OtherName(int32(i)); got != want {
			t.Errorf("%s goes by %q too, want %q", k.Customer(int32(i)).Customer.Name, got, want)
		}
	}
}

// A tower with a desk for everybody is told in more ways than are held against each
// other; then only equal ones are one.
func TestAnAddressToldInManyWays(t *testing.T) {
	b := NewBuilder()
	for i := range 2 * mostWritten {
		r := customer(fmt.Sprint("C-", i), fmt.Sprint("House ", i), "MY")
		r.Customer.Address = fmt.Sprintf("Unit 4, 8 Harbour Road, Kampung Tim%c%c", 'a'+i%26, 'a'+i/26)
		b.Customer(r)
	}
	r := customer("C-x", "House x", "MY")
	r.Customer.Address = "Unit 4, 8 Harbour Road, Kampung Timaa"
	b.Customer(r)
	k := b.Build()
	if s := k.Shares(r.Customer); s.Address != 1 {
		t.Errorf("shared with %d others", s.Address)
	}
}

func TestSpikesAreMeasuredAgainstTheMarket(t *testing.T) {
	build := func(others float64) (*Book, int32) {
		b := NewBuilder()
		b.Customer(customer("C-1", "Kestrel", "MY"))
		b.Customer(customer("C-2", "Orchid", "MY"))
		day := data.Day(2025, time.May, 10).First()
		for w := int32(0); w < 32; w++ {
			on := data.DateOfDay(day - 7*w - 1)
			gp := 8.0
			if w < 6 {
				gp *= others
			}
			b.Shipment(order(fmt.Sprint("A", w), "C-1", on), "", Narrow{USD: 1, GPUs: 8, Advanced: true})
			b.Shipment(order(fmt.Sprint("B", w), "C-2", on), "", Narrow{USD: 1, GPUs: gp, Advanced: true})
		}
		return b.Build(), day
	}
	k, day := build(1)
	calm := k.SpikeBefore(0, GrainNone, day, 8)
	sharp := k.SpikeBefore(0, GrainNone, day, 800)
	if !calm.Known || calm.Deviations > 1 || sharp.Deviations < 10 || sharp.GPUs != 848 {
		t.Errorf("calm %+v, sharp %+v", calm, sharp)
	}
	k, day = build(40)
	if all := k.SpikeBefore(0, GrainNone, day, 800); all.Deviations > sharp.Deviations/2 {
		t.Errorf("when everybody buys, the spike is %+v", all)
	}
	if s := Empty(); s.Customers() != 0 || s.Rows() != 0 || s.Baseline() == "" {
		t.Error("the empty book is not empty")
	}
}

func TestPhonesAreOneWithAndWithoutTheirCountry(t *testing.T) {
	for _, same := range [][]string{
		{"+60 7-388 0142", "07 388 0142", "+6073880142", "0060 7 3880142"},
		{"+852 2755 0194", "2755-0194", "(852) 2755 0194", "852 27550194"},
		{"+65 6777 8888", "67778888"},
		{"+49 (0)69 123456", "069 123456"},
		{"+86 755 8888 1234", "0755-88881234"},
		{"+1 212 555 0100", "(212) 555-0100"},
	} {
		for _, x := range same[1:] {
			if phoneKey(x) != phoneKey(same[0]) || phoneKey(x) == "" {
				t.Errorf("%s is %q, %s is %q", same[0], phoneKey(same[0]), x, phoneKey(x))
			}
		}
	}
	if phoneKey("+852 2755 0194") == phoneKey("+852 2755 0195") || phoneKey("12345") != "" {
		t.Error("two phones are one")
	}
}

func TestSplittingInTheCurrencyOfTheOrderAndWithKin(t *testing.T) {
	b := NewBuilder()
	for _, c := range []data.Customer{
		{ID: "A", Name: "Arus One", Country: "DE", Address: "Am Güterbahnhof 3", City: "Nürnberg"},
		{ID: "B", Name: "Kota Two", Country: "DE", Address: "Am Gueterbahnhof 3, Hof", City: "Nürnberg"},
		{ID: "C", Name: "Stranger", Country: "DE", Address: "Am Güterbahnhof 30", City: "Nürnberg"},
	} {
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &c})
	}
	for i, id := range []string{"A", "B", "C", "B"} {
		b.Shipment(&data.Shipment{ID: fmt.Sprint("S-", i), Customer: id, Date: data.Day(2026, 3, 9+i), DocType: "order", Direction: "out"}, "", Narrow{USD: 48_900 * 1.08, Advanced: true, GPUs: 6})
	}
	k := b.Build()
	day, w := data.Day(2026, 3, 18).First(), Worth{USD: 48_500 * 1.08, Unit: 1.08}
	if s := k.Splitting(0, GrainNone, day, w); s.Orders != 2 || s.Limit != 50_000 || !s.Own || s.Firms != 0 {
		t.Errorf("of the group: %+v", s)
	}
	if s := k.SplittingWithKin(0, GrainNone, day, w); s.Orders != 4 || s.Limit != 50_000 || s.Firms != 1 {
		t.Errorf("with kin: %+v", s)
	}
	if s := k.SplittingWithKin(0, GrainNone, day, Worth{USD: 48_500 * 1.08, Unit: 1}); s.Limit != 0 || s.Orders != 1 {
		t.Errorf("52,380 dollars are under no limit: %+v", s)
	}
	if s := k.SplittingWithKin(0, GrainNone, data.Day(2026, 4, 18).First(), w); s.Orders != 1 {
		t.Errorf("orders of long ago count: %+v", s)
	}
}

func TestKinOrderTogether(t *testing.T) {
	b := NewBuilder()
	for _, c := range []data.Customer{
		{ID: "A", Name: "Arus One", Phones: []string{"+60 7-388 0142"}},
		{ID: "B", Name: "Arus Two", Phones: []string{"07 388 0142"}},
		{ID: "C", Name: "Kota Three", Phones: []string{"+6073880142"}},
		{ID: "D", Name: "Stranger", Phones: []string{"+60 7-000 9999"}},
	} {
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &c})
	}
	for i, id := range []string{"A", "B", "D"} {
		b.Shipment(&data.Shipment{ID: "S-" + id, Customer: id, Date: data.Day(2025, 6, 12+i), DocType: "order", Direction: "out"}, "", Narrow{USD: 800_000, Advanced: true, GPUs: 24})
	}
	k := b.Build()
	day := data.Day(2025, 6, 17).First()
	for customer, want := range map[int32]int{0: 1, 1: 1, 2: 2, 3: 0} {
		if got := k.KinOrders(customer, day); got != want {
			t.Errorf("customer %d: %d orders of kin, want %d", customer, got, want)
		}
	}
	if got := k.KinOrders(2, data.Day(2025, 9, 1).First()); got != 0 {
		t.Errorf("orders of long ago count: %d", got)
	}
}

func TestWhoSendsGoodsOn(t *testing.T) {
	on := func(day int) data.Date { return data.Day(2025, 1, day) }
	n := Narrow{Advanced: true, USD: 18 * 285_000, Models: []Priced{{Model: "XE9680", USD: 285_000, Quantity: 18, Advanced: true}}}
	paper := func(id, doc, country string, day int, pieces float64) *data.Shipment {
		return &data.Shipment{ID: id, DocType: doc, Date: on(day), DestinationCountry: country, Lines: []data.Line{{Quantity: data.Num(pieces)}}}
	}
	party := func(role data.Role, name string) data.Party {
		return data.Party{Role: role, Customer: &data.Customer{Name: name}}
	}
	b := NewBuilder()
	b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: "C-1", Name: "Kestrel Edge Sdn Bhd"}})
	sold := paper("S-1", "delivery", "MY", 3, 18)
	sold.Customer = "C-1"
	b.Shipment(sold, "", n)
	came := paper("S-2", "trade_data", "SG", 3, 24)
	came.Direction, came.Parties = "in", []data.Party{party(data.UltimateConsignee, "Coral Systems Pte Ltd")}
	b.Shipment(came, "", n)
	k := b.Build()
	for _, c := range []struct {
		name    string
		sender  string
		country string
		pieces  float64
		day     int
		general bool
		models  []string
		want    bool
	}{
		{"by the name of the customer's record", "KESTREL EDGE SDN BHD", "HK", 18, 10, true, nil, true},
		{"by the name that took goods in", "CORAL SYSTEMS PTE LTD", "HK", 24, 10, true, nil, true},
		{"of the model itself", "Kestrel Edge Sdn Bhd", "HK", 18, 10, false, []string{"XE9680"}, true},
		{"under words of other goods", "Kestrel Edge Sdn Bhd", "HK", 18, 10, false, nil, false},
		{"another number", "Kestrel Edge Sdn Bhd", "HK", 17, 10, true, nil, false},
		{"another sender", "Heron Edge Sdn Bhd", "HK", 18, 10, true, nil, false},
		{"within the country", "Kestrel Edge Sdn Bhd", "MY", 18, 10, true, nil, false},
		{"before they came", "Kestrel Edge Sdn Bhd", "HK", 18, 2, true, nil, false},
		{"on the sixtieth day", "Kestrel Edge Sdn Bhd", "HK", 18, 63, true, nil, true},
		{"after more than sixty days", "Kestrel Edge Sdn Bhd", "HK", 18, 64, true, nil, false},
	} {
		sh := paper("S-9", "trade_data", c.country, c.day, c.pieces)
		sh.Parties = []data.Party{party(data.Exporter, c.sender)}
		if _, ok := k.SentOn(sh, math.NaN(), func() bool { return c.general }, c.models, "", on(c.day).First()); ok != c.want {
			t.Errorf("%s: %v", c.name, ok)
		}
	}
}

func TestNamesALetterApart(t *testing.T) {
	of := func(id, name, phone, notes string, since int) *data.Record {
		c := &data.Customer{ID: id, Name: name, Country: "SG", Notes: notes}
		if phone != "" {
			c.Phones = []string{phone}
		}
		if since > 0 {
			c.CustomerSince = data.Day(since, 1, 1)
		}
		return &data.Record{Kind: data.CustomerKind, Customer: c}
	}
	for _, c := range []struct {
		name     string
		old, new *data.Record
		alike    bool
	}{
		{"a letter more", of("1", "Straits Nimbus Pte Ltd", "", "", 2018), of("2", "Straits Nimbuss Pte Ltd", "", "", 2025), true},
		{"another letter and space", of("1", "Crestlane Digital FZE", "", "", 0), of("2", "Crest-Lane Digital FZA", "", "", 2024), true},
		{"two letters", of("1", "Straits Nimbus Pte Ltd", "", "", 2018), of("2", "Straitz Nimbuss Pte Ltd", "", "", 2025), false},
		{"a figure", of("1", "Straits Nimbus 1 Pte Ltd", "", "", 2018), of("2", "Straits Nimbus 2 Pte Ltd", "", "", 2025), false},
		{"few letters", of("1", "Nimbus SA", "", "", 2018), of("2", "Nimbos SA", "", "", 2025), false},
		{"the older one", of("1", "Straits Nimbus Pte Ltd", "", "", 2025), of("2", "Straits Nimbuss Pte Ltd", "", "", 2018), false},
		{"nobody tells since when", of("1", "Straits Nimbus Pte Ltd", "", "", 0), of("2", "Straits Nimbuss Pte Ltd", "", "", 0), false},
		{"another family", of("1", "Goh & Chua Computer Trading", "", "", 2018), of("2", "Koh & Chua Computer Trading", "", "", 2025), false},
		{"another country's form", of("1", "Straits Nimbus Pty Ltd", "", "", 2018), of("2", "Straits Nimbus Pte Ltd", "", "", 2025), false},
		{"told twice", of("1", "Straits Nimbus Pte Ltd", "+65 6812 4400", "", 2018), of("2", "Straits Nimbuss Pte Ltd", "6812 4400", "", 2025), false},
	} {
		b := NewBuilder()
		b.Customer(c.old)
		b.Customer(c.new)
		if name := b.Build().Alike(1); (name == c.old.Customer.Name) != c.alike {
			t.Errorf("%s: %q", c.name, name)
		}
	}
}

// A deal has one paper of each grain, and none is added to another.
func TestThePapersOfADealAreOfOneGrainEach(t *testing.T) {
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel Cloud", "MY"))
	for i, doc := range []string{"order", "delivery", "invoice", "declaration", "trade_data"} {
		sh := order("S-"+doc, "C-1", data.Day(2025, time.March, 1+i))
		sh.Order, sh.DocType = "PO-1", doc
		b.Shipment(sh, "", Narrow{USD: 900_000, GPUs: 64, Advanced: true})
	}
	k := b.Build()
	i, _, _ := k.Resolve("C-1", "", "")
	for g := range Grains {
		want := 64.0
		if g == OrderLine { // told by no paper, and an order without one stays in none
			want = 0
		}
		if p := k.Before(i, g, data.Day(2025, time.May, 1).First()); p.GPUs != want {
			t.Errorf("grain %d: %v chips, want %v", g, p.GPUs, want)
		}
	}
	if g := GrainOfPaper(&data.Shipment{DocType: "delivery", Grain: "order_line"}); g != OrderLine {
		t.Errorf("a grain that is told stands, not %d", g)
	}
}
