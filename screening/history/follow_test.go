package history

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"redflag/data"
)

// telling is what is told of some records at a time, by number.
type telling struct {
	customers map[int64]*data.Record
	shipments map[int64]*data.Record
	narrow    map[int64]Narrow
	parties   []*data.Customer
}

func (x *telling) clone() *telling {
	return &telling{maps.Clone(x.customers), maps.Clone(x.shipments), maps.Clone(x.narrow), x.parties}
}

func inNumbers(all map[int64]*data.Record) []*data.Record {
	return slices.SortedFunc(maps.Values(all), func(x, y *data.Record) int { return cmp.Compare(x.Origin.Record, y.Origin.Record) })
}

func (x *telling) begin() *Builder {
	b := NewBuilder()
	for _, r := range inNumbers(x.customers) {
		b.Customer(r)
	}
	return b
}

func (x *telling) learn() *Builder {
	b := x.begin()
	for _, r := range inNumbers(x.shipments) {
		b.Record(r, x.narrow[r.Origin.Record])
	}
	return b
}

func (x *telling) number(c *data.Customer) (int64, bool) {
	i := slices.Index(x.parties, c)
	return int64(i), i >= 0
}

func (x *telling) party(n int64) *data.Customer { return x.parties[n] }

// change tells some records anew, takes some back and adds others.
func (x *telling) change(t *rapid.T, version *int64) {
	*version++
	for range rapid.IntRange(1, 4).Draw(t, "changes") {
		id := int64(rapid.IntRange(1, 5).Draw(t, "customer"))
		switch rapid.IntRange(0, 8).Draw(t, "change") {
		case 0:
			delete(x.customers, id)
		case 1, 2:
			c := customer(fmt.Sprint("C-", id), rapid.SampledFrom([]string{"Kestrel Cloud", "Orchid Data", "Amber Quay"}).Draw(t, "name"), "MY")
			c.Customer.Phones = []string{rapid.SampledFrom([]string{"+60 3 1234 5678", "+60 3 8765 4321"}).Draw(t, "phone")}
			c.Customer.Notes = rapid.SampledFrom([]string{"", "blocked since 2024"}).Draw(t, "notes")
			c.Customer.Address = rapid.SampledFrom(places).Draw(t, "address")
			c.Origin = data.Origin{Record: id, Version: *version}
			x.customers[id] = c
		case 3:
			delete(x.shipments, 100+int64(rapid.IntRange(1, 12).Draw(t, "shipment")))
		default:
			id := 100 + int64(rapid.IntRange(1, 12).Draw(t, "shipment"))
			one := drawTold(t)
			if len(one.shipments) == 0 {
				continue
			}
			sh := one.shipments[0]
			sh.ID = fmt.Sprint("S-", id)
			sh.Customer = rapid.SampledFrom([]string{"C-1", "C-2", "C-3", "Kestrel Cloud", "Orchid Data", ""}).Draw(t, "whose")
			sh.Certificate = rapid.SampledFrom([]string{"", "EUC/25/0117", "EUC/25/0118"}).Draw(t, "certificate")
			sh.Order = rapid.SampledFrom([]string{"", "", "", "PO-1", "PO-2", "S-101"}).Draw(t, "order")
			if rapid.IntRange(0, 5).Draw(t, "dated") == 0 {
				sh.Date = data.Date{}
			}
			for i := range sh.Parties {
				sh.Parties[i].Customer = rapid.SampledFrom(x.parties).Draw(t, "party")
			}
			x.shipments[id] = &data.Record{Kind: data.ShipmentKind, Shipment: sh, Origin: data.Origin{Record: id, Version: *version}}
			n := one.narrow[0]
			for i := range n.Models {
				n.Models[i].Quantity = rapid.SampledFrom([]float64{1, 8, math.NaN()}).Draw(t, "quantity")
			}
			x.narrow[id] = n
		}
	}
}

// places are addresses of which some are one, told in several ways.
var places = []string{"Unit 5, 8 Harbour Road, Ipoh", "8 Harbour Rd Unit 5", "Unit 5, 8 Harbour Road, Melaka", "Unit 6, 8 Harbour Road"}

// A book that follows what changed is the one that is learned anew, and so is what is
// kept of it.
func TestABookThatFollowsIsTheOneLearnedAnew(t *testing.T) {
	read, joined := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		version := int64(0)
		is := &telling{map[int64]*data.Record{}, map[int64]*data.Record{}, map[int64]Narrow{}, nil}
		for i := range 4 {
			is.parties = append(is.parties, &data.Customer{Name: []string{"Kestrel Cloud", "Party 1", "Party 2", "Party 3"}[i], Address: places[i], Country: "MY"})
		}
		for range 4 {
			is.change(t, &version)
		}
		b := is.learn()
		past, parties, _ := b.Keep(is.number)
		traces := b.Traces()
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			was := is.clone()
			is.change(t, &version)
			follower, n := follow(t, was, is, past, parties, &traces)
			read, joined = read+n, joined+1
			again, named, ok := follower.Keep(is.number)
			if !ok {
				t.Fatal("it cannot be kept")
			}
			anew := is.learn()
			want, wantNamed, _ := anew.Keep(is.number)
			if string(again) != string(want) || string(named) != string(wantNamed) {
				t.Fatal("what is kept differs")
			}
			var x, y []Trace
			gather := func(all *[]Trace) func(*Trace) bool {
				return func(t *Trace) bool {
					c := *t
					c.Keys = slices.Clone(t.Keys)
					*all = append(*all, c)
					return true
				}
			}
			if err := traces.Each(gather(&x)); err != nil {
				t.Fatal(err)
			}
			if err := anew.Traces().Each(gather(&y)); err != nil {
				t.Fatal(err)
			}
			if d := gocmp.Diff(y, x); d != "" {
				t.Fatal(d)
			}
			same(t, anew.Build(), follower.Build())
			past, parties = again, named
		}
	})
	if read == 0 || read > 10*joined {
		t.Errorf("%d shipments were read again in %d books", read, joined)
	}
}

// follow follows what changed between two tellings, as a screen does, and says how many
// other shipments it read.
func follow(t *rapid.T, then, now *telling, past, parties []byte, traces **Traces) (*Builder, int) {
	was, b := then.begin(), now.begin()
	if err := was.TakeUp(past, nil); err != nil {
		t.Fatal(err)
	}
	if err := was.TakeUpParties(parties, then.party); err != nil {
		t.Fatal(err)
	}
	reach := NewReach(was)
	gone, came, lone := was.Part(), b.Part(), b.Part()
	changed := map[int64]bool{}
	for id := range 200 {
		id := int64(id)
		if c, d := then.customers[id], now.customers[id]; c != d {
			changed[id] = true
			for i, r := range []*data.Record{c, d} {
				if r != nil {
					reach.Other([]*Builder{was, b}[i], r, i == 0)
				}
			}
		}
		x, y := then.shipments[id], now.shipments[id]
		if x == y {
			continue
		}
		changed[id] = true
		if x != nil {
			gone.Shipment(x.Shipment, "", then.narrow[id])
			reach.Shipment(was, x.Shipment, "", then.narrow[id])
		}
		if y != nil {
			came.Record(y, now.narrow[id])
			reach.Came(b, y.Shipment, "", now.narrow[id])
		}
	}
	is := func(id int64) bool { return changed[id] }
	ids, err := reach.ToRead(*traces, is)
	if err != nil {
		t.Fatal(err)
	}
	if *traces, err = (*traces).Follow(is, came.Traces()); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		sh, n := now.shipments[id].Shipment, now.narrow[id]
		if was.OrderedBy(sh, "") == b.OrderedBy(sh, "") {
			lone.Paper(sh, "", n)
			continue
		}
		gone.Shipment(sh, "", n)
		came.Shipment(sh, "", n)
	}
	if err := b.Follow(was, gone, came, lone); err != nil {
		t.Fatal(err)
	}
	return b, len(ids)
}

func FuzzTraces(f *testing.F) {
	var t Traces
	t.Append(&Trace{Record: 7, Day: 19000, Advanced: true, Keys: []uint32{1, 2}})
	t.Append(&Trace{Record: 9, Day: math.MaxInt32})
	f.Add(t.Encode())
	f.Add(t.Encode()[:12])
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := DecodeTraces(b)
		if err == nil {
			_ = x.Each(func(*Trace) bool { return true })
		}
	})
}
