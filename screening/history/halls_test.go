package history

import (
	"math"
	"testing"
	"time"

	"redflag/data"
)

// hallBook is a book of two firms of one phone, one of which tells a hall, and of a
// stranger in that hall.
func hallBook(mw data.Number) *Builder {
	b := NewBuilder()
	for _, c := range []data.Customer{
		{ID: "C-1", Name: "Kestrel Cloud", Country: "MY", Phones: []string{"+60 3 5550 1000"}},
		{ID: "C-2", Name: "Orchid Data", Country: "MY", Phones: []string{"03-5550 1000"}, Sites: []data.Site{{Name: "KJ-2", Address: "12 Jalan Lima, Kulai", Kind: "datacenter", MW: mw}, {Name: "Yard 3", Kind: "datacenter", MW: data.Num(2)}, {Name: "office", Address: "12 Jalan Lima, Kulai", Kind: "office", MW: data.Num(9)}}},
		{ID: "C-3", Name: "Heron Parts", Country: "MY", Sites: []data.Site{{Name: "KJ-2", Address: "12 Jalan Lima, Kulai", Kind: "datacenter", MW: data.Num(7)}}},
	} {
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &c})
	}
	return b
}

func TestFirmsThatTellOneHall(t *testing.T) {
	b := NewBuilder()
	tell := func(id, country, parent, hall, address, kind string) {
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: id, Name: id + " Cloud", Country: country, Parent: parent, Sites: []data.Site{{Name: hall, Address: address, Kind: kind}}}})
	}
	tell("A", "MY", "", "CBJ-3", "Persiaran Apec 21, Cyberjaya", "datacenter")
	tell("B", "MY", "", "Hall of B", "21 Persiaran Apec, Cyberjaya", "")
	tell("C", "MY", "", "CBJ 3", "21 Persiaran Apec", "datacenter") // the town is left out, and the name tells
	tell("D", "MY", "", "KUL-1", "21 Persiaran Apec", "datacenter") // as C tells it
	tell("E", "MY", "", "Office", "Persiaran Apec 21, Cyberjaya", "office")
	tell("F", "MY", "", "CBJ-3", "Persiaran Apec 23, Cyberjaya", "datacenter") // next door
	tell("G", "MY", "B Cloud", "Hall of B", "21 Persiaran Apec, Cyberjaya", "datacenter")
	k := b.Build()
	ids := func(of string) (out string) {
		i, _, _ := k.Resolve(of, "", "")
		for _, m := range k.HallMates(i) {
			out += k.Customer(m).Customer.ID
		}
		return out
	}
	for of, want := range map[string]string{"A": "BCG", "B": "A", "C": "AD", "D": "C", "E": "", "F": "", "G": "A"} {
		if got := ids(of); got != want {
			t.Errorf("%s has a hall in common with %q, want %q", of, got, want)
		}
	}
}

func delivered(id, customer, address string, on data.Date) *data.Shipment {
	sh := order(id, customer, on)
	sh.Parties = []data.Party{{Role: data.UltimateConsignee, Customer: &data.Customer{Name: "the hall", Country: "MY", Address: address}}}
	return sh
}

func TestWhatFirmsOfOnePhoneOrderToOneHall(t *testing.T) {
	day := func(d int) data.Date { return data.Day(2026, time.March, d) }
	chips := func(gpus float64) Narrow { return Narrow{GPUs: gpus, Advanced: true} }
	b := hallBook(data.Num(0.4))
	b.Shipment(delivered("S-1", "C-1", "12 Jalan Lima, Kulai", day(1)), "", chips(64))
	b.Shipment(delivered("S-2", "C-2", "12 Jln Lima, Kulai", day(2)), "", chips(32))
	b.Shipment(delivered("S-3", "C-2", "40 Jalan Lima, Kulai", day(2)), "", chips(500)) // another place
	b.Shipment(delivered("S-4", "C-2", "12 Jalan Lima, Kulai", day(9)), "", chips(700)) // too late
	b.Shipment(delivered("S-5", "C-3", "12 Jalan Lima, Kulai", day(2)), "", chips(900)) // a stranger
	b.Shipment(delivered("S-6", "C-2", "12 Jalan Lima, Kulai", data.Day(2022, time.May, 1)), "", chips(800))
	k := b.Build()
	at := delivered("S-9", "C-1", "12 Jalan Lima, Kulai", day(9)).Parties[0].Customer
	ask := func(id string) Hall {
		i, _, _ := k.Resolve(id, "", "")
		return k.HallBefore(i, GrainNone, day(9).First(), at)
	}
	for id, want := range map[string]Hall{"C-1": {1, 96, 0.4}, "C-2": {1, 96, 0.4}, "C-3": {}} {
		if got := ask(id); got != want {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
	if i, _, _ := k.Resolve("C-1", "", ""); k.HallBefore(i, GrainNone, day(9).First(), &data.Customer{Country: "MY"}) != (Hall{}) {
		t.Error("no place is a hall")
	}
	if i, _, _ := k.Resolve("C-1", "", ""); k.HallBefore(i, GrainNone, day(9).First(), &data.Customer{Name: "Yard 3", Country: "MY", Address: "40 Jalan Lima, Kulai"}) != (Hall{1, 500, 2}) {
		t.Error("a hall that tells no address is known by its name")
	}
	b = hallBook(data.Number{})
	b.Shipment(delivered("S-2", "C-2", "12 Jln Lima, Kulai", day(2)), "", chips(32))
	k = b.Build()
	if h := ask("C-1"); !math.IsNaN(h.MW) {
		t.Errorf("power that nobody tells: %+v", h)
	}
}

func TestAJumpThatIsTakenApart(t *testing.T) {
	b := NewBuilder()
	b.Customer(customer("C-1", "Kestrel Cloud", "MY"))
	day := func(m time.Month, d int) data.Date { return data.Day(2026, m, d) }
	for _, x := range []struct {
		on       data.Date
		usd      float64
		advanced bool
	}{{day(1, 5), 4800, false}, {day(2, 1), 9000, true}, {day(6, 20), 240_000, true}, {day(6, 25), 5000, false}, {day(7, 1), 230_000, true}, {day(7, 9), 990_000, true}} {
		b.Shipment(order("S-"+x.on.String(), "C-1", x.on), "", Narrow{USD: x.usd, Advanced: x.advanced})
	}
	k := b.Build()
	i, _, _ := k.Resolve("C-1", "", "")
	if r, want := k.RunBefore(i, GrainNone, day(7, 8).First(), 250_000), (Run{3, 720_000, 9000, 2, 1, day(2, 1).First()}); r != want {
		t.Errorf("%+v, want %+v", r, want)
	}
	if r, want := k.RunBefore(i, GrainNone, day(1, 2).First(), 250_000), (Run{1, 250_000, 0, 0, 0, day(1, 2).First()}); r != want {
		t.Errorf("%+v, want %+v", r, want)
	}
}

func TestARefusedDealAtAFirmOfOnePhone(t *testing.T) {
	deal := func(n float64) Narrow {
		return Narrow{USD: 1e6, Advanced: true, Models: []Priced{{Model: "H200", USD: 3e4, Quantity: n, Advanced: true}}}
	}
	was := data.Day(2025, time.March, 3)
	for name, c := range map[string]struct {
		customer, status, reason string
		pieces                   float64
		days                     int32
		want                     bool
	}{
		"stopped":                         {"C-1", "rejected", "", 37, 40, true},
		"by its name":                     {"Kestrel Cloud", "rejected", "", 37, 40, true},
		"withdrawn for want of a licence": {"C-1", "withdrawn", "licence CN", 37, 399, true},
		"called off for the price":        {"C-1", "withdrawn", "price", 37, 40, false},
		"of a stranger":                   {"C-3", "rejected", "", 37, 40, false},
		"of its own":                      {"C-2", "rejected", "", 37, 40, false},
		"another number":                  {"C-1", "rejected", "", 36, 40, false},
		"long ago":                        {"C-1", "rejected", "", 37, 401, false},
	} {
		b := hallBook(data.Num(1))
		sh := order("Q-1", c.customer, was)
		sh.DocType, sh.Status, sh.HoldReason = "quote", c.status, c.reason
		b.Shipment(sh, "", deal(c.pieces))
		k := b.Build()
		i, _, _ := k.Resolve("C-2", "", "")
		id, on := k.RefusedKin(i, order("S-9", "C-2", data.Date{}), deal(37).Models[0], was.First()+c.days)
		if (id == "Q-1" && on == was.First()) != c.want {
			t.Errorf("%s: %q of %d, want one: %v", name, id, on, c.want)
		}
	}
}

func TestWhatSistersHaveAndOrderAlike(t *testing.T) {
	b := NewBuilder()
	for _, c := range []data.Customer{
		{ID: "C-1", Name: "Kestrel Cloud", Phones: []string{"+60 3 5550 1000"}, Parent: "Lum"},
		{ID: "C-2", Name: "Orchid Data", Phones: []string{"03-5550 1000"}, Parent: "Lum"},
		{ID: "C-3", Name: "Heron Parts", Phones: []string{"+60 3 7777 1000"}, Parent: "Lum"},
		{ID: "C-4", Name: "Osprey Trading", Phones: []string{"+60 3 7777 1000"}},
	} {
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &c})
	}
	day := data.Day(2026, time.March, 3)
	like := Narrow{USD: 536_000, GPUs: 16, Advanced: true}
	b.Shipment(order("S-1", "C-1", day), "", like)
	b.Shipment(order("S-2", "C-4", day), "", like)
	b.Shipment(order("S-3", "C-3", day), "", Narrow{USD: 736_000, GPUs: 16, Advanced: true})
	k := b.Build()
	at := func(id string) int32 { i, _, _ := k.Resolve(id, "", ""); return i }
	for id, want := range map[string]string{"C-1": "Orchid Data", "C-2": "Kestrel Cloud", "C-3": "", "C-4": ""} {
		if got := k.GroupPhone(at(id)); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	for id, want := range map[string]int{"C-1": 0, "C-2": 1, "C-3": 2, "C-4": 0} { // C-4 has the telephone of C-3
		for _, later := range [...]int32{0, 2} {
			if got := k.LikeOrders(at(id), GrainNone, day.First()+later, 537_000, 16); got != want {
				t.Errorf("%s, %d days later: %d, want %d", id, later, got, want)
			}
		}
	}
	if n := k.LikeOrders(at("C-2"), GrainNone, day.First()-1, 537_000, 16); n != 0 {
		t.Errorf("%d on the day before", n)
	}
	if n := k.LikeOrders(at("C-2"), GrainNone, day.First()+40, 537_000, 16); n != 0 {
		t.Errorf("%d after forty days", n)
	}
}

func TestAnEndUserThatDropsOut(t *testing.T) {
	day := data.Day(2026, time.March, 3)
	papers := func(kind string, parties ...data.Party) *data.Shipment {
		sh := order("SO-7-R2", "C-1", data.DateOfDay(day.First()+5))
		sh.Order, sh.DocType, sh.Parties = "SO-7", kind, parties
		return sh
	}
	party := func(r data.Role, name string) data.Party {
		return data.Party{Role: r, Customer: &data.Customer{Name: name}}
	}
	for name, c := range map[string]struct {
		later *data.Shipment
		want  bool
	}{
		"a trader in its place":        {papers("order", party(data.UltimateConsignee, "Laut Timur Niaga")), true},
		"nobody in its place":          {papers("order"), false},
		"the user as consignee":        {papers("order", party(data.UltimateConsignee, "Cikapundung Institute")), false},
		"the consignee of before":      {papers("order", party(data.UltimateConsignee, "Bandung Store")), false},
		"a delivery note":              {papers("delivery", party(data.UltimateConsignee, "Laut Timur Niaga")), false},
		"a consignee to be advised":    {papers("order", party(data.UltimateConsignee, "to be advised")), false},
		"another user beside a trader": {papers("order", party(data.EndUser, "Heron"), party(data.UltimateConsignee, "Laut Timur Niaga")), false},
	} {
		b := NewBuilder()
		was := order("SO-7", "C-1", day)
		was.Parties = []data.Party{party(data.EndUser, "Cikapundung Institute"), party(data.UltimateConsignee, "Bandung Store")}
		n := Narrow{Advanced: true}
		b.Shipment(was, "", n)
		b.Shipment(c.later, "", n)
		if p := b.Build().Papers(c.later, day.First()+5, n); p.Dropped != c.want {
			t.Errorf("%s: %+v, want %v", name, p, c.want)
		}
	}
}
