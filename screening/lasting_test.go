package screening

import (
	"testing"

	"redflag/data"
	"redflag/screening/rules"
)

// What is kept by party is the same wherever the party stands in that part: in other
// orders, on other days, beside other parties.
func TestLastingFactsAreThoseOfTheParty(t *testing.T) {
	var customers, holdings, shipments []*data.Record
	for _, r := range demoRecords(t) {
		switch {
		case r.Customer != nil:
			customers = append(customers, r)
		case r.Holding != nil:
			holdings = append(holdings, r)
		case r.Shipment != nil:
			shipments = append(shipments, r)
		}
	}
	parties := interner{}
	for _, r := range shipments {
		parties.shipment(r.Shipment)
		other := *r.Shipment // the same parties on another day, in another order
		other.Date, other.ShipDate = data.Day(2019, 3, 4), data.Date{}
		other.Parties = append([]data.Party{{Role: data.Forwarder, Customer: shipments[0].Shipment.Parties[0].Customer}}, other.Parties...)
		shipments = append(shipments, &data.Record{Kind: data.ShipmentKind, Source: r.Source, Shipment: &other, Origin: r.Origin})
	}
	s, err := New(inputs(t, listed("Grey Heron Microelectronics")))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Learn(each(customers), each(holdings), each(shipments)); err != nil {
		t.Fatal(err)
	}
	sc, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	group, _ := sc.Slot("parties")
	type element struct {
		who   int32
		part  uint8
		field int
	}
	seen := map[element]rules.Value{}
	w, again := s.Worker(), 0
	for _, r := range shipments {
		w.point(r)
		for i := range w.facts.Len(group) {
			who, part, ok := w.facts.Lasting(group, i)
			if !ok {
				continue
			}
			for slot, f := range sc.Fields()[group].Fields {
				if !f.Lasting {
					continue
				}
				v, at := *w.facts.Elem(group, i, slot), element{who, part, slot}
				was, known := seen[at]
				if !known {
					seen[at] = v
					continue
				}
				again++
				if was.State != v.State || was.Num != v.Num || was.Text != v.Text || was.Date != v.Date {
					t.Fatalf("%s: %s of party %d is %+v, and was %+v", r.Shipment.ID, f.Name, i, v, was)
				}
			}
		}
	}
	if again < 1000 {
		t.Errorf("only %d facts were met again", again)
	}
}
