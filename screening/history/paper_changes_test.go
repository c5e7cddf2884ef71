package history

import (
	"fmt"
	"math"
	"testing"
	"time"

	"redflag/data"
)

func TestSplittingSerialsAndPapers(t *testing.T) {
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel", "MY"))
	d := func(day int) data.Date { return data.Day(2025, time.March, day) }
	for i := range 3 {
		b.Shipment(order(fmt.Sprint("S-", i), "C-1", d(1+i)), "", Narrow{USD: 95_000})
	}
	first := order("S-8", "", d(2))
	first.Order, first.DestinationCountry = "PO-7", "MY"
	first.Lines = []data.Line{{Serials: []string{"SN-0001"}}}
	back := order("S-9", "", d(4))
	back.DocType, back.Lines = "return", []data.Line{{Serials: []string{"SN-0001"}}}
	last := order("S-10", "", d(6))
	last.Order, last.DestinationCountry = "PO-7", "HK"
	last.Lines = first.Lines
	for _, s := range []*data.Shipment{last, back, first} {
		b.Shipment(s, "", Narrow{})
	}
	k := b.Build()
	if s := k.Splitting(0, GrainNone, d(5).First(), Worth{USD: 90_000, Unit: 1}); s.Orders != 4 || s.Limit != 100_000 {
		t.Errorf("split %+v", s)
	}
	if s := k.Splitting(0, GrainNone, d(5).First(), Worth{USD: 10_000, Unit: 1}); s.Orders != 1 || s.Recent != 4 {
		t.Errorf("no split %+v", s)
	}
	if !k.SerialBefore("sn0001", back, d(4).First()) || k.SerialBefore("SN-0001", last, d(6).First()) {
		t.Error("a serial that came back is seen, or one that went out is not")
	}
	if p := k.Papers(last, d(6).First(), Narrow{}); !p.Destination || p.Earlier != 1 {
		t.Errorf("papers %+v", p)
	}
	if p := k.Papers(first, d(2).First(), Narrow{}); p.Earlier != 0 {
		t.Errorf("papers of the first %+v", p)
	}
}

// An invoice of the day of its order comes after it, and not the order after the invoice;
// two orders of one day have no order.
func TestPapersOfOneDay(t *testing.T) {
	on := data.Day(2025, time.March, 3)
	paper := func(id, doc, to string) *data.Shipment {
		s := order(id, "", on)
		s.Order, s.DocType, s.DestinationCountry = "PO-7", doc, to
		return s
	}
	placed, again := paper("S-1", "order", "MY"), paper("S-2", "order", "TH")
	invoice, declared := paper("S-3", "invoice", "HK"), paper("S-4", "declaration", "VN")
	b := NewBuilder()
	for _, s := range []*data.Shipment{declared, again, invoice, placed} {
		b.Shipment(s, "", Narrow{})
	}
	k := b.Build()
	for _, c := range []struct {
		of      *data.Shipment
		earlier int
	}{{placed, 0}, {again, 0}, {invoice, 2}, {declared, 3}} {
		if p := k.Papers(c.of, on.First(), Narrow{}); p.Earlier != c.earlier || p.Destination != (c.earlier > 0) {
			t.Errorf("%s: %d earlier papers, want %d; another destination: %v", c.of.ID, p.Earlier, c.earlier, p.Destination)
		}
	}
}

// An invoice of the day of its order tells the goods of the order under another name.
func TestGoodsAreFoundAgainOnTheirDay(t *testing.T) {
	on := data.Day(2025, time.March, 3)
	placed, invoice := order("S-1", "C-1", on), order("S-2", "C-1", on)
	invoice.Order, invoice.DocType = "S-1", "invoice"
	placed.Lines, invoice.Lines = []data.Line{{Quantity: data.Num(6)}}, []data.Line{{Quantity: data.Num(6)}}
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel", "MY"))
	b.Shipment(invoice, "", Narrow{USD: 48_000})
	b.Shipment(placed, "", Narrow{Advanced: true, USD: 1_500_000, Models: []Priced{{Model: "H200", Quantity: 6, Advanced: true}}})
	k := b.Build()
	if same, ok := k.Carried(invoice, 48_000, true, on.First()); !ok || !same.Cheaper || same.By != ByOrder {
		t.Errorf("%+v, %v", same, ok)
	}
	if same, ok := k.Carried(placed, 1_500_000, true, on.First()); ok {
		t.Errorf("the order comes after its invoice: %+v", same)
	}
}

func TestGoodsAreFoundAgainWithoutAnOrderNumber(t *testing.T) {
	on := func(day int) data.Date { return data.Day(2024, 3, day) }
	sale := func(id, customer, doc, direction, user string, day int) *data.Shipment {
		return &data.Shipment{ID: id, Customer: customer, DocType: doc, Direction: direction, Date: on(day), DestinationCountry: "JP",
			Parties: []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: user}}},
			Lines:   []data.Line{{Quantity: data.Num(16), Serials: []string{"AB" + id + "77"}}}}
	}
	n := Narrow{Advanced: true, Models: []Priced{{Model: "H100", USD: 30_000, Quantity: 16, Advanced: true}}}
	b := NewBuilder()
	order := sale("S-1", "Heron KK", "order", "out", "Institute of Pictures", 1)
	b.Shipment(order, "", n)
	other := sale("S-2", "Stork KK", "order", "out", "Institute of Pictures", 2)
	b.Shipment(other, "", n)
	back := sale("S-1", "Crane KK", "return", "in", "", 20)
	back.ID, back.Lines[0].Serials = "S-9", order.Lines[0].Serials
	b.Shipment(back, "", n)
	moved := sale("S-3", "Heron KK", "delivery", "out", "TBA", 10)
	moved.DestinationCountry = "HK"
	b.Shipment(moved, "", n)
	k := b.Build()

	if p := k.Papers(moved, on(10).First(), n); !p.EndUser || !p.Destination || p.Earlier != 1 {
		t.Errorf("another user and place: %+v", p)
	}
	again := sale("S-4", "Heron KK", "order", "out", "Another Institute", 10)
	if p := k.Papers(again, on(10).First(), n); p.Earlier != 0 {
		t.Errorf("a second order is held for the first: %+v", p)
	}
	plain := sale("S-5", "Heron KK", "declaration", "out", "", 12)
	if model, day, ok := k.Renamed(plain, 16, 400, on(12).First()); !ok || model != "H100" || day != on(1).First() {
		t.Errorf("renamed: %s %d %v", model, day, ok)
	}
	for name, got := range map[string]bool{
		"another number":   second(k.Renamed(plain, 15, 400, on(12).First())),
		"a like price":     second(k.Renamed(plain, 16, 20_000, on(12).First())),
		"another customer": second(k.Renamed(sale("S-6", "Gull KK", "declaration", "out", "", 12), 16, 400, on(12).First())),
	} {
		if got {
			t.Errorf("%s is held for the same goods", name)
		}
	}
	if !k.SerialOfAnother("AB-S-1-77", back, on(20).First()) || k.SerialOfAnother("AB-S-1-77", order, on(20).First()) {
		t.Error("a serial of another customer")
	}
}

func second(_ string, _ int32, ok bool) bool { return ok }

func TestRevisedOrders(t *testing.T) {
	for id, want := range map[string]string{
		"SO-7-R1": "SO-7", "SO-7 rev 2": "SO-7", "SO-7/B": "SO-7", "SO-7-AMD1": "SO-7", "SO-7/rev.3": "SO-7",
		"SO-7 rev A": "SO-7", "SO-7-Rev.C": "SO-7", "SO-7 rev X": "", "SO-7 prevA": "",
		"SO-7": "", "SO-99-4": "", "SO-7-B": "", "SO-7/Z": "", "R1": "", "-R1": "", "": "", "SO-7-R2024": "", "A-R": "",
	} {
		key := uint64(0)
		if want != "" {
			key = nameHash(want)
		}
		if got := revisedKey(&data.Shipment{ID: id, DocType: "order"}); got != key {
			t.Errorf("%q does not revise %q", id, want)
		}
	}
	n := Narrow{Advanced: true, Models: []Priced{{Model: "H100", USD: 284_000, Quantity: 8, Advanced: true}}}
	order := func(id, user string, day int) *data.Shipment {
		return &data.Shipment{ID: id, Customer: "Stork KK", DocType: "order", Date: data.Day(2024, 3, day), DestinationCountry: "TR",
			Parties: []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: user}}}, Lines: []data.Line{{Quantity: data.Num(8)}}}
	}
	first, revised, another := order("SO-7", "Institute of Pictures", 1), order("SO-7-R1", "Golden Bridge", 20), order("SO-8-R1", "Golden Bridge", 20)
	b := NewBuilder()
	for _, sh := range []*data.Shipment{first, revised, another} {
		b.Shipment(sh, "", n)
	}
	k := b.Build()
	if p := k.Papers(revised, revised.Date.First(), n); !p.EndUser || p.Destination || p.Earlier != 1 {
		t.Errorf("a revised order: %+v", p)
	}
	for _, sh := range []*data.Shipment{first, another} {
		if p := k.Papers(sh, sh.Date.First(), n); p.Earlier != 0 {
			t.Errorf("%s revises none: %+v", sh.ID, p)
		}
	}
}

// A paper of customs tells what the goods weigh without their boxes, an invoice nothing
// else: the same net weight is the same goods.
func TestNetWeightIsKnownAgain(t *testing.T) {
	n := Narrow{Advanced: true, USD: 1_614_000, Models: []Priced{{Model: "H100", USD: 26_900, Quantity: 60, Advanced: true}}}
	paper := func(id, kind string, day int, net, gross data.Number) *data.Shipment {
		return &data.Shipment{ID: id, Order: "SO-2291", Customer: "Bintang Arus", DocType: kind, Date: data.Day(2026, 4, day), DestinationCountry: "ID",
			Lines: []data.Line{{Quantity: data.Num(60), NetKg: net, GrossKg: gross}}}
	}
	b := NewBuilder()
	b.Shipment(paper("INV-1", "invoice", 9, data.Num(73.2), data.Number{}), "", n)
	k := b.Build()
	for _, c := range []struct {
		net, gross data.Number
		want       bool
	}{
		{data.Num(73.2), data.Num(96), true},
		{data.Number{}, data.Num(73.2), true},
		{data.Num(51), data.Num(96), false},
		{data.Number{}, data.Number{}, false},
	} {
		sh := paper("DEC-1", "declaration", 14, c.net, c.gross)
		if same, ok := k.Carried(sh, 11_400, false, sh.Date.First()); ok != c.want || ok && same.By != ByOrder {
			t.Errorf("net %v, gross %v: %v %+v", c.net, c.gross, ok, same)
		}
	}
}

func TestCustomsAreToldOfAsManyPieces(t *testing.T) {
	n := Narrow{Advanced: true, USD: 2_496_000, Models: []Priced{{Model: "H200", USD: 312_000, Quantity: 8, Advanced: true}}}
	paper := func(id, who, kind string, day int, pieces float64) *data.Shipment {
		return &data.Shipment{ID: id, Customer: who, DocType: kind, Date: data.Day(2026, 6, day), DestinationCountry: "TR", Lines: []data.Line{{Quantity: data.Num(pieces)}}}
	}
	b := NewBuilder()
	b.Shipment(paper("INV-1", "Fener Hesap", "invoice", 2, 8), "", n)
	k := b.Build()
	for _, c := range []struct {
		name, who, kind string
		day             int
		pieces          float64
		want            bool
	}{
		{"days later", "Fener Hesap", "declaration", 5, 8, true},
		{"a month later", "Fener Hesap", "declaration", 28, 8, false},
		{"another number", "Fener Hesap", "declaration", 5, 10, false},
		{"another customer", "Liman Veri", "declaration", 5, 8, false},
		{"no paper of customs", "Fener Hesap", "delivery", 5, 8, false},
	} {
		sh := paper("GB-1", c.who, c.kind, c.day, c.pieces)
		if same, ok := k.Declared(sh, 232_000, sh.Date.First()); ok != c.want || ok && (same.By != ByCount || !same.Cheaper) {
			t.Errorf("%s: %v %+v", c.name, ok, same)
		}
	}
}

func TestOneNumberStandsWithTwoCustomers(t *testing.T) {
	paper := func(id, who, kind string, day int) *data.Shipment {
		sh := &data.Shipment{ID: id, Customer: who, DocType: kind, Date: data.Day(2026, 4, day), Lines: []data.Line{{Serials: []string{"A4470B0311"}}}}
		if kind == "return" {
			sh.Direction = "in"
		}
		return sh
	}
	elsewhere := func(now *data.Shipment, before ...*data.Shipment) bool {
		b := NewBuilder()
		for _, sh := range append(before, now) {
			b.Shipment(sh, "", Narrow{})
		}
		return b.Build().SerialStoodElsewhere("A4470-B0311", now, now.Date.First())
	}
	lease, count := paper("L-1", "Garonne", "finance", 2), paper("V-1", "Garonne", "service", 20)
	for name, c := range map[string]struct{ got, want bool }{
		"leased twice":            {elsewhere(paper("L-2", "Schelde", "finance", 9), lease), true},
		"read at another":         {elsewhere(paper("V-2", "Schelde", "service", 21), count), true},
		"leased and read":         {elsewhere(paper("V-2", "Schelde", "service", 21), lease), true},
		"its own":                 {elsewhere(count, lease), false},
		"came back":               {elsewhere(paper("L-2", "Schelde", "finance", 9), lease, paper("R-1", "Garonne", "return", 5)), false},
		"sold since":              {elsewhere(paper("L-2", "Schelde", "finance", 9), lease, paper("S-1", "Schelde", "order", 5)), false},
		"hosted by whoever hosts": {elsewhere(paper("H-1", "Schelde", "hosting", 9), lease), false},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v", name, c.got)
		}
	}
}

func TestWhatIsCountedWeighsWhatWasDelivered(t *testing.T) {
	n := Narrow{Advanced: true, USD: 34_080_000, Models: []Priced{{Model: "H200", USD: 284_000, Quantity: 120, Advanced: true}}}
	paper := func(id, who, kind string, date data.Date, pieces float64, kg data.Number) *data.Shipment {
		return &data.Shipment{ID: id, Customer: who, DocType: kind, Date: date, Lines: []data.Line{{Quantity: data.Num(pieces), NetKg: kg}}}
	}
	b := NewBuilder()
	b.Shipment(paper("DL-1", "Wisła", "delivery", data.Day(2025, 4, 10), 120, data.Num(14_160)), "", n)
	k := b.Build()
	for name, c := range map[string]struct {
		who    string
		pieces float64
		kg     data.Number
		want   bool
	}{
		"a sixth":          {"Wisła", 120, data.Num(2_400), true},
		"without rails":    {"Wisła", 120, data.Num(12_000), false},
		"fewer":            {"Wisła", 60, data.Num(1_200), false},
		"another customer": {"Odra", 120, data.Num(2_400), false},
		"no weight told":   {"Wisła", 120, data.Number{}, false},
	} {
		sh := paper("SV-1", c.who, "service", data.Day(2026, 5, 19), c.pieces, c.kg)
		if same, ok := k.Lighter(sh, sh.Date.First()); ok != c.want {
			t.Errorf("%s: %v %+v", name, ok, same)
		}
	}
}

func TestPapersOfOneOrderTellOneOriginAndOneModel(t *testing.T) {
	paper := func(id, doc, origin string, pieces float64, day int) *data.Shipment {
		sh := order(id, "", data.Day(2025, time.March, day))
		sh.Order, sh.DocType = "PO-7", doc
		sh.Lines = []data.Line{{Quantity: data.Num(pieces), OriginCountry: origin}}
		return sh
	}
	n := func(model string) Narrow {
		return Narrow{Advanced: true, Models: []Priced{{Model: model, Advanced: true}}}
	}
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel", "MY"))
	placed := paper("S-1", "order", "HU", 5, 2)
	b.Shipment(placed, "", n("H200"))
	b.Shipment(paper("S-0", "order", "HU", 5, 1), "", n("H200"))
	k := b.Build()
	on := data.Day(2025, time.March, 9).First()
	for _, x := range []struct {
		paper        *data.Shipment
		model        string
		origin, paid bool
	}{
		{paper("S-2", "invoice", "MX", 5, 9), "H200", true, false},
		{paper("S-2", "invoice", "HU", 5, 9), "H200", false, false},
		{paper("S-2", "invoice", "MX", 3, 9), "H200", false, false}, // others of the order
		{paper("S-2", "finance", "", 3, 9), "B200", false, true},
		{paper("S-2", "finance", "", 5, 9), "B200", false, false},
		{paper("S-2", "finance", "", 3, 9), "H200", false, false}, // a part of the price
	} {
		if p := k.Papers(x.paper, on, n(x.model)); p.Origin != x.origin || p.Paid != x.paid {
			t.Errorf("%s of %v %s from %q: %+v", x.paper.DocType, x.paper.Lines[0].Quantity.Value, x.model, x.paper.Lines[0].OriginCountry, p)
		}
	}
}

func TestAStoppedCustomerIsFoundInWhatIsWritten(t *testing.T) {
	b := NewBuilder()
	c := customer("C-8", "Qilinpeak Photonics Sdn Bhd", "MY")
	c.Customer.NameLocal, c.Customer.Notes = "麒麟峰光子有限公司", "Blocked 2024-06: goods seen elsewhere"
	b.Customer(c)
	k := b.Build()
	plain := func(w string) bool { return w == "global" }
	none := func(*data.Record, string) bool { return false }
	for text, want := range map[string]bool{
		"the form still has Qilinpeak in the footer": true, "qilinpeak photonics pays": true, "合同抬头还是麒麟峰光子": true,
		"qilinpeak in small letters": false, "Photonics in the footer": false, "Global price list": false, "": false,
	} {
		if r, _ := k.StoppedNamed(text, data.Day(2025, time.March, 2).First(), plain, none); (r != nil) != want {
			t.Errorf("%q names a stopped customer: %v", text, r != nil)
		}
	}
	if r, _ := k.StoppedNamed("Qilinpeak in the footer", data.Day(2025, time.March, 2).First(), plain, func(*data.Record, string) bool { return true }); r != nil {
		t.Error("one that is passed over is found")
	}
}

// Papers whose ids tell that they belong together are of one order: versions of one, what
// comes back of what went out, and an order that names the quote of its price.
func TestPapersByTheirIDs(t *testing.T) {
	at := func(d int) data.Date { return data.Day(2025, time.March, d) }
	n := Narrow{Advanced: true, Models: []Priced{{Model: "H200", Quantity: 12, Advanced: true}}}
	paper := func(id, customer, doc, to string, day int) *data.Shipment {
		s := order(id, customer, at(day))
		s.DocType, s.DestinationCountry = doc, to
		return s
	}
	b := NewBuilder()
	for _, s := range []*data.Shipment{paper("4500777/1", "C-1", "order", "AT", 1), paper("2025/1", "C-1", "order", "AT", 1), paper("LN-311", "C-1", "delivery", "GB", 2), paper("DR-5108", "C-1", "quote", "IE", 2)} {
		b.Shipment(s, "", n)
	}
	priced := paper("S-9", "C-1", "order", "KG", 9)
	priced.Notes = "price per DR-5108."
	other := paper("S-9", "C-2", "order", "KG", 9)
	other.Notes = priced.Notes
	b.Shipment(priced, "", n)
	b.Shipment(paper("4500777/2", "C-1", "order", "UZ", 5), "", n)
	b.Shipment(paper("LN-311-R", "C-1", "return", "", 5), "", Narrow{})
	k := b.Build()
	for _, tt := range []struct {
		what string
		sh   *data.Shipment
		n    Narrow
		want int
	}{
		{"a version", paper("4500777/2", "C-1", "order", "UZ", 5), n, 1},
		{"a version for another customer", paper("4500777/2", "C-2", "order", "UZ", 5), n, 0},
		{"an item of another number of pieces", paper("4500777/2", "C-1", "order", "UZ", 5), Narrow{Advanced: true, Models: []Priced{{Model: "H200", Quantity: 4, Advanced: true}}}, 0},
		{"a number of a year", paper("2025/2", "C-1", "order", "UZ", 5), n, 0},
		{"a return", paper("LN-311-R", "C-1", "return", "", 5), Narrow{}, 1},
		{"another paper", paper("LN-311-X", "C-1", "return", "", 5), Narrow{}, 0},
		{"a quote that is named", priced, n, 1},
		{"the quote of another customer", other, n, 0},
	} {
		if p := k.Papers(tt.sh, at(9).First(), tt.n); p.Earlier != tt.want {
			t.Errorf("%s: %d earlier papers, want %d", tt.what, p.Earlier, tt.want)
		}
	}
}

// An order of laptops and machines is delivered in parts: what one part is worth, and what its
// goods weigh, says nothing of the other. What the whole order weighs at most, no part may pass.
func TestPartsOfAnOrderAreOtherGoods(t *testing.T) {
	d := func(day int) data.Date { return data.Day(2025, time.March, day) }
	paper := func(id, doc string, day int, lines ...data.Line) *data.Shipment {
		s := order(id, "", d(day))
		s.Order, s.DocType, s.Lines = "PO-7", doc, lines
		return s
	}
	laptops := data.Line{Line: 1, Quantity: data.Num(10), NetKg: data.Num(14)}
	machines := data.Line{Line: 2, Quantity: data.Num(20), NetKg: data.Num(760)}
	for _, c := range []struct {
		mostKg       float64 // of the whole order
		value, heavy bool
	}{{math.NaN(), false, false}, {80, false, true}} {
		b := NewBuilder()
		whole, first, second := paper("S-1", "order", 1, laptops, machines), paper("S-2", "delivery", 5, laptops), paper("S-3", "delivery", 9, machines)
		b.Shipment(whole, "", Narrow{USD: 216_000, MostKg: c.mostKg})
		b.Shipment(first, "", Narrow{USD: 16_000, MostKg: 60})
		b.Shipment(second, "", Narrow{USD: 200_000, MostKg: math.NaN()})
		p := b.Build().Papers(second, d(9).First(), Narrow{USD: 200_000, MostKg: math.NaN()})
		if p.Earlier != 2 || p.Value != c.value || p.MostKg > 0 != c.heavy {
			t.Errorf("with %v kg at most: %+v", c.mostKg, p)
		}
	}
}
