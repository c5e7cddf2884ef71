package history

import (
	"testing"
	"time"

	"redflag/data"
)

func TestGoodsThatTheirUserOffers(t *testing.T) {
	chips := func(n float64) Narrow {
		return Narrow{Advanced: true, GPUs: n, Models: []Priced{{Model: "H200", USD: 3e4, Quantity: n, Advanced: true}}}
	}
	was := data.Day(2025, time.March, 3)
	for name, c := range map[string]struct {
		offers string
		pieces float64
		days   int32
		want   bool
	}{
		"as many": {"C-2", 37, 20, true}, "another number": {"C-2", 36, 20, false}, "of another": {"C-3", 37, 20, false}, "before the order": {"C-2", 37, -1, false}, "long after": {"C-2", 37, 181, false}, "few": {"C-2", 3, 20, false},
	} {
		b := hallBook(data.Num(1))
		b.Shipment(order("S-1", "C-2", was), "", chips(37))
		b.Shipment(order("S-2", "C-2", was), "", chips(3))
		k := b.Build()
		i, _, _ := k.Resolve(c.offers, "", "")
		on, ok := k.OfferedBy(k.Customer(i).Customer, order("Q-1", "", data.Date{}), chips(c.pieces).Models[0], was.First()+c.days)
		if ok != c.want || ok && on != was.First() {
			t.Errorf("%s: %v on %d, want %v", name, ok, on, c.want)
		}
	}
}

// A machine that comes back is that of the end user for whom it went out, though that order
// has no other paper.
func TestAMachineThatComesBackFromAnotherUser(t *testing.T) {
	user := func(sh *data.Shipment, name string) *data.Shipment {
		sh.Lines[0].Quantity = data.Num(1)
		sh.Parties = []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: name}}}
		return sh
	}
	for name, c := range map[string]struct {
		from string
		want bool
	}{"its user": {"Orchid Data", false}, "another": {"Bluegate Render", true}, "one to be advised": {"tba", false}} {
		b := NewBuilder()
		b.Shipment(user(paper("S-1", "C-1", "order", "out", 1), "Orchid Data"), "", Narrow{Advanced: true})
		back := user(paper("R-1", "C-1", "return", "in", 9), c.from)
		b.Shipment(back, "", Narrow{Advanced: true})
		if got := b.Build().SerialOfOtherUser("KX2201", back, back.Date.First()); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestThePaperOfAnOrderKnowsWhatItPlaced(t *testing.T) {
	b := NewBuilder()
	first := order("S-1", "C-1", data.Day(2025, time.March, 1))
	first.Order = "PO-1"
	b.Shipment(first, "", Narrow{Advanced: true, GPUs: 64})
	for _, number := range []string{"PO-1", "PO-2"} {
		bill := &data.Shipment{ID: "H-" + number, Order: number, Customer: "C-1", DocType: "hosting", Date: data.Day(2025, time.March, 9)}
		b.Shipment(bill, "", Narrow{})
	}
	k := b.Build()
	for number, want := range map[string]float64{"PO-1": 64, "PO-2": 0} {
		bill := &data.Shipment{ID: "H-" + number, Order: number, Customer: "C-1", DocType: "hosting", Date: data.Day(2025, time.March, 9)}
		if p := k.Papers(bill, bill.Date.First(), Narrow{}); p.GPUs != want {
			t.Errorf("%s: %v chips placed, want %v", number, p.GPUs, want)
		}
	}
}

func TestWhoseDomainAndNumberAPartyTells(t *testing.T) {
	b := NewBuilder()
	for _, c := range []data.Customer{
		{ID: "C-1", Name: "Kestrel Cloud", Country: "MY", Emails: []string{"ops@kestrel.example"}},
		{ID: "C-2", Name: "Selat Kitchens", Country: "MY", RegistrationNumber: "200501017744", Website: "www.selat-kitchens.example"},
	} {
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &c})
	}
	p := &data.Customer{Name: "Bukit Modelling", Country: "MY", Emails: []string{"it@selat-kitchens.example"}, RegistrationNumber: "2005-0101-7744"}
	sh := order("S-1", "C-1", data.Day(2025, time.March, 1))
	sh.Parties = []data.Party{{Role: data.EndUser, Customer: p}}
	b.Shipment(sh, "", Narrow{})
	k := b.Build()
	for name, got := range map[string][]*data.Record{"domain": k.AtDomain(p), "number": k.OfNumber(p)} {
		if len(got) != 1 || got[0].Customer.ID != "C-2" {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := k.AtDomain(&data.Customer{Name: "Kestrel Cloud", Country: "MY", Emails: []string{"ops@kestrel.example"}}); len(got) != 0 {
		t.Errorf("its own domain is that of %v", got)
	}
}

func TestStrangersThatTellOneHallOfOnePower(t *testing.T) {
	hall := func(name string, mw float64) []data.Site {
		return []data.Site{{Name: name, Address: "12 Jalan Lima, Kulai", Kind: "datacenter", MW: data.Num(mw)}}
	}
	for name, c := range map[string]struct {
		sites []data.Site
		want  float64
	}{"one hall": {hall("KJ 2", 3), 120}, "another power": {hall("KJ 2", 4), 0}, "another hall": {hall("KJ 3", 3), 0}} {
		b := NewBuilder()
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: "C-1", Name: "Kestrel Cloud", Country: "MY", Sites: hall("KJ-2", 3)}})
		b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: "C-2", Name: "Orchid Data", Country: "MY", Sites: c.sites}})
		at := &data.Customer{Name: "KJ-2", Address: "12 Jalan Lima, Kulai", Country: "MY"}
		sh := order("S-1", "C-2", data.Day(2025, time.March, 1))
		sh.Parties = []data.Party{{Role: data.UltimateConsignee, Customer: at}}
		b.Shipment(sh, "", Narrow{Advanced: true, GPUs: 120})
		k := b.Build()
		i, _, _ := k.Resolve("C-1", "", "")
		if h := k.HallBefore(i, GrainNone, data.Day(2025, time.March, 9).First(), at); h.GPUs != c.want {
			t.Errorf("%s: %v chips before, want %v", name, h.GPUs, c.want)
		}
	}
}
