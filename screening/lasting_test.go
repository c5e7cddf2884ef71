package screening

import (
	"testing"

	"redflag/data"
	"redflag/screening/rules"
)

// What is kept by party is the same wherever the party stands in that part, and what is
// kept by customer in all its orders: in others, on other days, beside other parties.
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
	// A hall of a customer is headed as the customer in its orders, and as nobody in others.
	var house *data.Customer
	for _, r := range customers {
		if c := r.Customer; len(c.Name) >= 12 && data.TextState(c.HQCountry) == data.Known {
			house = c
			break
		}
	}
	hall := &data.Customer{Name: house.Name + " Hall 2"}
	for _, of := range []string{house.ID, "", house.ID} {
		ship := *shipments[0].Shipment
		ship.ID, ship.Parties = "hall of "+of, []data.Party{{Role: data.EndUser, Customer: hall}}
		if ship.Customer = of; of == "" {
			ship.Customer = "Somebody Else Trading"
		}
		shipments = append(shipments, &data.Record{Kind: data.ShipmentKind, Source: shipments[0].Source, Shipment: &ship, Origin: shipments[0].Origin})
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
		group int
		who   int32
		part  uint8
		field int
	}
	seen := map[element]rules.Value{}
	w, again := s.Worker(), map[int]int{}
	meet := func(r *data.Record, group, i int, fields []rules.Field, value func(slot int) *rules.Value) {
		who, part, ok := w.facts.Lasting(group, i)
		if !ok {
			return
		}
		for slot, f := range fields {
			if !f.Lasting {
				continue
			}
			v, at := *value(slot), element{group, who, part, slot}
			was, known := seen[at]
			if !known {
				seen[at] = v
				continue
			}
			again[group]++
			if was.State != v.State || was.Num != v.Num || was.Text != v.Text || was.Date != v.Date {
				t.Fatalf("%s: %s of party %d is %+v, and was %+v", r.Shipment.ID, f.Name, i, v, was)
			}
		}
	}
	for _, r := range shipments {
		w.point(r)
		meet(r, rules.Subject, 0, sc.Fields(), w.facts.Value)
		for i := range w.facts.Len(group) {
			meet(r, group, i, sc.Fields()[group].Fields, func(slot int) *rules.Value { return w.facts.Elem(group, i, slot) })
		}
	}
	if again[group] < 1000 || again[rules.Subject] < 1000 {
		t.Errorf("only %d facts were met again", again)
	}
}
