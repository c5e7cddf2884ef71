package history

import (
	"testing"
	"time"

	"redflag/data"
)

// paper is one of a customer, of one machine.
func paper(id, customer, docType, direction string, day int) *data.Shipment {
	return &data.Shipment{ID: id, Customer: customer, DocType: docType, Direction: direction, Date: data.Day(2025, time.March, day), Lines: []data.Line{{Serials: []string{"KX-2201"}}}}
}

func TestOneMachineIsDeliveredOnce(t *testing.T) {
	for _, c := range []struct {
		what   string
		before *data.Shipment
		now    *data.Shipment
		order  string // of both
		seen   bool
	}{
		{"delivered twice", paper("S-1", "C-1", "delivery", "out", 1), paper("S-2", "C-1", "delivery", "out", 9), "", true},
		{"to another customer", paper("S-1", "C-1", "delivery", "out", 1), paper("S-2", "C-2", "invoice", "out", 9), "", true},
		{"delivered and billed", paper("S-1", "C-1", "delivery", "out", 1), paper("S-2", "C-1", "invoice", "out", 9), "", false},
		{"papers of one order", paper("S-1", "C-1", "invoice", "out", 1), paper("S-2", "", "invoice", "out", 9), "PO-1", false},
		{"read where it went", paper("S-1", "C-1", "delivery", "out", 1), paper("V-1", "C-1", "service", "", 9), "", false},
		{"served", paper("S-1", "C-1", "service", "", 1), paper("S-2", "C-1", "delivery", "out", 9), "", false},
		{"came back", paper("S-1", "C-1", "return", "in", 1), paper("S-2", "C-2", "delivery", "out", 9), "", false},
	} {
		b := NewBuilder()
		for _, sh := range [...]*data.Shipment{c.before, c.now} {
			sh.Order = c.order
			b.Shipment(sh, "", Narrow{})
		}
		if got := b.Build().SerialBefore("KX2201", c.now, c.now.Date.First()); got != c.seen {
			t.Errorf("%s: seen before %v, want %v", c.what, got, c.seen)
		}
	}
}

func TestOneMachineComesBackOnce(t *testing.T) {
	on := func(month time.Month, sh *data.Shipment) *data.Shipment {
		sh.Date = data.Day(2025, month, 9)
		return sh
	}
	for _, c := range []struct {
		what   string
		papers []*data.Shipment // the last is the one at hand
		back   bool
	}{
		{"returned again", []*data.Shipment{paper("R-1", "C-1", "return", "in", 1), on(time.June, paper("R-2", "C-1", "return", "in", 1))}, true},
		{"sent out between", []*data.Shipment{paper("R-1", "C-1", "return", "in", 1), on(time.April, paper("S-2", "C-1", "delivery", "out", 1)), on(time.June, paper("R-2", "C-1", "return", "in", 1))}, false},
		{"announced and received", []*data.Shipment{paper("R-1", "C-1", "return", "in", 1), paper("R-2", "C-1", "return", "in", 20)}, false},
		{"returned by another", []*data.Shipment{paper("R-1", "C-1", "return", "in", 1), on(time.June, paper("R-2", "C-2", "return", "in", 1))}, false},
		{"returned once", []*data.Shipment{paper("S-1", "C-1", "delivery", "out", 1), on(time.June, paper("R-2", "C-1", "return", "in", 1))}, false},
	} {
		b := NewBuilder()
		for _, sh := range c.papers {
			b.Shipment(sh, "", Narrow{})
		}
		now := c.papers[len(c.papers)-1]
		if got := b.Build().BackBefore("KX2201", now, now.Date.First()); got != c.back {
			t.Errorf("%s: back before %v, want %v", c.what, got, c.back)
		}
	}
}

func TestMachinesThatComeBackHollow(t *testing.T) {
	weighs := func(sh *data.Shipment, net, gross float64) *data.Shipment {
		l := &sh.Lines[0]
		l.Quantity, l.Serials = data.Num(2), []string{"KX-2201", "KX-2202"}
		if net > 0 {
			l.NetKg = data.Num(net)
		}
		if gross > 0 {
			l.GrossKg = data.Num(gross)
		}
		return sh
	}
	for _, c := range []struct {
		what              string
		net, gross        float64 // of what came back; 260 and 312 went out
		kind, model, from string
		n                 int
	}{
		{"a third", 88, 140, "return", "SYS-821GE-TNHR", "C-1", 2},
		{"a third, gross alone", 0, 140, "return", "SYS-821GE-TNHR", "C-1", 0},
		{"all of it", 258, 310, "return", "SYS-821GE-TNHR", "C-1", 0},
		{"in lighter boxes", 230, 240, "return", "SYS-821GE-TNHR", "C-1", 0},
		{"no weight", 0, 0, "return", "SYS-821GE-TNHR", "C-1", 0},
		{"a part of it by the number of the whole", 88, 140, "return", "HGX H200 8-GPU", "C-1", 0},
		{"another brings it", 88, 140, "return", "SYS-821GE-TNHR", "C-3", 2},
		{"delivered again", 88, 140, "delivery", "SYS-821GE-TNHR", "C-1", 0},
	} {
		b := NewBuilder()
		b.Customer(customer("C-1", "Kestrel", "SG"))
		b.Shipment(weighs(paper("S-1", "C-1", "delivery", "out", 2), 260, 312), "", Narrow{Advanced: true, Models: []Priced{{Model: "SYS-821GE-TNHR", Advanced: true, Quantity: 2}}})
		b.Shipment(weighs(paper("R-1", c.from, c.kind, "", 9), c.net, c.gross), "", Narrow{Advanced: true, Models: []Priced{{Model: c.model, Advanced: true, Quantity: 2}}})
		k := b.Build()
		if n := k.Hollow(0, data.Day(2025, time.March, 10).First()); n != c.n {
			t.Errorf("%s: %d came back hollow, want %d", c.what, n, c.n)
		}
		if n := k.Hollow(0, data.Day(2025, time.March, 8).First()); n != 0 {
			t.Errorf("%s: %d before they came back", c.what, n)
		}
	}
}

func TestWhatWasDeliveredIsSeenWithOthers(t *testing.T) {
	offer := func(from string, day int) *data.Shipment {
		sh := paper("P-1", "", "purchase", "in", day)
		sh.Parties = []data.Party{{Role: data.Exporter, Customer: &data.Customer{Name: from, Country: "SG"}}}
		return sh
	}
	for _, c := range []struct {
		what   string
		papers []*data.Shipment
		n      int
	}{
		{"a stranger offers it", []*data.Shipment{offer("Lantern Parts", 9)}, 1},
		{"the buyer offers it by its name", []*data.Shipment{offer("Kestrel", 9)}, 0},
		{"its sister offers it", []*data.Shipment{offer("Kestrel Holdings", 9)}, 0},
		{"another sends it back", []*data.Shipment{paper("R-1", "C-3", "return", "in", 9)}, 1},
		{"the buyer sends it back, and the next one, too", []*data.Shipment{paper("R-1", "C-1", "return", "in", 5), paper("S-2", "C-3", "delivery", "out", 6), paper("R-2", "C-3", "return", "in", 9)}, 0},
		{"it is read on another's site", []*data.Shipment{paper("V-1", "C-3", "service", "", 9)}, 1},
		{"it is served where it went", []*data.Shipment{paper("V-1", "C-1", "service", "", 9)}, 0},
		{"it was offered before it was delivered", []*data.Shipment{offer("Lantern Parts", 1)}, 0},
		{"it is seen only later", []*data.Shipment{offer("Lantern Parts", 20)}, 0},
	} {
		b := NewBuilder()
		for _, r := range [...]*data.Record{customer("C-1", "Kestrel", "SG"), customer("C-2", "Kestrel Holdings", "SG"), customer("C-3", "Heron", "SG")} {
			if r.Customer.ID == "C-1" {
				r.Customer.Parent = "Kestrel Holdings"
			}
			b.Customer(r)
		}
		for _, sh := range append(c.papers, paper("S-1", "C-1", "delivery", "out", 2)) {
			b.Shipment(sh, "", Narrow{})
		}
		k := b.Build()
		if n, _ := k.Strayed(0, data.Day(2025, time.March, 10).First()); n != c.n {
			t.Errorf("%s: %d seen with others, want %d", c.what, n, c.n)
		}
	}
}

func TestWhatStandsInForASerialNumber(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"0000000000", true}, {"XXXXXXXX", true}, {"1234567890", true}, {"SAMPLE-003", true}, {"Muster 2", true}, {"待补", true},
		{"1652523018840", false}, {"C8210FM40C00001", false}, {"TESTAROSSA9", false}, {"1111", false}, {"", false},
	} {
		if got := StandsInForSerial(c.text); got != c.want {
			t.Errorf("%q: stands in for a serial number: %v, want %v", c.text, got, c.want)
		}
	}
}

// One machine cannot go out to two customers on one day; what comes back and goes out again
// on one day is another matter.
func TestASerialGoesOutTwiceOnOneDay(t *testing.T) {
	on := data.Day(2025, time.March, 3)
	of := func(id, customer, doc string) *data.Shipment {
		s := order(id, customer, on)
		s.Order, s.DocType, s.Lines = "PO-"+id, doc, []data.Line{{Serials: []string{"SN-77001"}}}
		return s
	}
	sold, again, back := of("S-1", "C-1", "order"), of("S-2", "C-2", "order"), of("S-3", "C-1", "return")
	for _, c := range []struct {
		of, beside *data.Shipment
		want       bool
	}{{sold, again, true}, {again, sold, true}, {again, back, false}, {back, again, false}} {
		b := NewBuilder()
		b.Customer(customer("C-1", "Kestrel", "MY"))
		b.Customer(customer("C-2", "Heron", "MY"))
		b.Shipment(c.beside, "", Narrow{})
		b.Shipment(c.of, "", Narrow{})
		if got := b.Build().SerialBefore("SN-77001", c.of, on.First()); got != c.want {
			t.Errorf("%s beside %s: %v", c.of.ID, c.beside.ID, got)
		}
	}
}

// A machine that a dealer bought for an end user is its own where that one has it.
func TestAMachineIsOfWhomItWasBoughtFor(t *testing.T) {
	sold := func(user string) *data.Shipment {
		s := paper("S-1", "C-1", "delivery", "out", 1)
		s.Parties = []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: user}}}
		s.Lines[0].Quantity = data.Num(1)
		return s
	}
	for user, strayed := range map[string]int{"Orchid Data Sdn Bhd": 0, "Amber Quay": 1, "Kestrel Trading": 1} {
		sale, back := sold(user), paper("R-1", "C-2", "return", "in", 20)
		b := NewBuilder()
		b.Customer(customer("C-1", "Kestrel Trading", "MY"))
		b.Customer(customer("C-2", "Orchid Data", "MY"))
		b.Shipment(sale, "", Narrow{Advanced: true})
		b.Shipment(back, "", Narrow{})
		k := b.Build()
		if n, _ := k.Strayed(0, back.Date.First()); n != strayed || k.SerialOfAnother("KX2201", back, back.Date.First()) != (strayed > 0) {
			t.Errorf("bought for %s: %d strayed, want %d", user, n, strayed)
		}
	}
}
