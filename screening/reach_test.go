package screening

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"redflag/data"
	"redflag/screening/facts"
	"redflag/screening/history"
	"redflag/screening/rules"
)

// grounded is what the verdict on one record rests on.
type grounded struct {
	hash uint64
	on   Judged
}

// screened are all records with what their verdicts rest on, with the parties by number.
type screened struct {
	s         *Screener
	kept      *Kept
	reach     *Reach
	records   map[int64]grounded
	standings map[int64]uint64
	parties   map[int32]party
}

type party struct {
	c       *data.Customer
	goods   uint8
	source  string
	owned   bool
	grounds uint64
}

func (x *thread) screen(t *testing.T, in Inputs, all map[int64]*data.Record, learn func(*Screener) (*Kept, *Reach, error)) screened {
	t.Helper()
	s, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	out := screened{s: s, records: map[int64]grounded{}, standings: map[int64]uint64{}, parties: map[int32]party{}}
	if out.kept, out.reach, err = learn(s); err != nil {
		t.Fatal(err)
	}
	w := s.Worker()
	shipped := map[int64]bool{}
	ground := func(r *data.Record) {
		j := Judged{Record: r}
		s.judgeAnew(r, w, func(*data.Record, uint64) bool { return true }, &j, &data.Verdict{})
		j.Parties, j.Brief = slices.Clone(j.Parties), slices.Clone(j.Brief)
		out.records[r.Origin.Record] = grounded{j.Grounds, j}
		if r.Shipment != nil && j.Customer >= 0 {
			shipped[s.Book().Customer(j.Customer).Origin.Record] = true
		}
	}
	for _, r := range x.of(all, isShipment) {
		ground(r)
	}
	for _, r := range x.of(all, isCustomer) {
		if !shipped[r.Origin.Record] {
			ground(r)
		}
	}
	for i, h := range s.Standings() {
		out.standings[s.Book().Customer(int32(i)).Origin.Record] = h
	}
	s.EachAsked(func(p facts.Asked) { out.parties[p.Number] = party{p.Party, p.Goods, p.Source, p.Owned, p.Grounds} })
	return out
}

func (x *thread) learn(all map[int64]*data.Record) func(*Screener) (*Kept, *Reach, error) {
	return func(s *Screener) (*Kept, *Reach, error) {
		k, err := s.LearnAndKeep(each(x.of(all, isCustomer)), each(x.of(all, isHolding)), func() func(*data.Customer) (int64, bool) { return x.number }, each(x.of(all, isShipment)))
		return k, nil, err
	}
}

func (x *thread) follow(kept *Kept, was map[int64]*data.Record) func(*Screener) (*Kept, *Reach, error) {
	return func(s *Screener) (*Kept, *Reach, error) {
		f := Followed{Kept: *kept, Customers: each(x.of(x.all, isCustomer)), Holdings: each(x.of(x.all, isHolding)), Was: map[int64]*data.Record{}, Is: map[int64]*data.Record{},
			Party: func(n int64) *data.Customer { return x.numbers[n] }, Numbers: func() func(*data.Customer) (int64, bool) { return x.number }, Most: 1000,
			Read: func(ids []int64) iter.Seq2[*data.Record, error] {
				var out []*data.Record
				for _, id := range ids {
					out = append(out, x.all[id])
				}
				return each(out)
			}}
		for id, r := range was {
			if x.all[id] != r {
				f.Was[id] = r
			}
		}
		for id, r := range x.all {
			if was[id] != r {
				f.Is[id] = r
			}
		}
		return s.LearnAfter(f)
	}
}

// Whatever comes to a book, changes in it or goes, every record whose verdict rests on
// other grounds afterwards is reached, and what is learned on the way is what is learned
// anew.
func TestWhateverChangesReachesWhatRestsOnIt(t *testing.T) {
	in := inputs(t, listed("Kestrel Cloud"))
	in.Lists[0].Entries = append(in.Lists[0].Entries, data.ListEntry{ID: "2", List: "EL", AddressOnly: true, Addresses: []string{"Unit 9, 8 Harbour Road, Klang, Malaysia"}, Countries: []string{"MY"}, StartDate: data.Day(2020, 1, 1)})
	seeds := uint64(30)
	if testing.Short() {
		seeds = 6
	}
	var sums sync.Mutex
	reached, other, stood := 0, 0, 0
	t.Run("books", func(t *testing.T) {
		for seed := range seeds {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				r, o, k := aBookChanges(t, in, seed)
				sums.Lock()
				defer sums.Unlock()
				reached, other, stood = reached+r, other+o, stood+k
			})
		}
	})
	t.Logf("%d rest on other grounds, %d are reached in vain, %d stand", other, reached, stood)
	if other == 0 || stood < reached+other || reached > other {
		t.Errorf("%d rest on other grounds, %d are reached in vain, %d stand", other, reached, stood)
	}
}

// aBookChanges changes a book of chance six times, and counts what compare does.
func aBookChanges(t *testing.T, in Inputs, seed uint64) (reached, other, stood int) {
	x := newThread(seed)
	x.days = []int{30, 130, 400}[seed%3]
	for id := range int64(6) {
		x.tell(1 + id)
	}
	x.tell(50)
	n := int64(30 + x.IntN(50))
	for id := range n {
		x.tell(firstShipment + id)
	}
	now := x.screen(t, in, x.all, x.learn(x.all))
	for range 6 {
		was, before := maps.Clone(x.all), now
		for range 1 + x.IntN(2) {
			switch x.IntN(12) {
			case 0:
				x.tell(1 + x.Int64N(9))
			case 1:
				delete(x.all, 1+x.Int64N(9))
			case 2:
				x.tell(50 + x.Int64N(3))
			case 3:
				delete(x.all, 50+x.Int64N(3))
			case 4:
				x.tell(firstShipment + x.Int64N(n)) // anew
			case 5:
				delete(x.all, firstShipment+x.Int64N(n))
			default:
				x.tell(firstShipment + n)
				n++
			}
		}
		now = x.screen(t, in, x.all, x.follow(before.kept, was))
		r, o, k := x.compare(t, in, before, now, was)
		reached, other, stood = reached+r, other+o, stood+k
	}
	return reached, other, stood
}

// compare holds a book that followed another against one that is learned anew, and counts
// of the records that did not change those that are reached in vain, those that rest on
// other grounds and those that stand.
func (x *thread) compare(t *testing.T, in Inputs, before, now screened, was map[int64]*data.Record) (reached, other, stood int) {
	t.Helper()
	anew := x.screen(t, in, x.all, x.learn(x.all))
	if now.s.Book().Baseline() != anew.s.Book().Baseline() || string(now.kept.Past) != string(anew.kept.Past) || len(now.records) != len(anew.records) {
		t.Fatal("what follows is not what is learned anew")
	}
	for id, r := range anew.records {
		if now.records[id].hash != r.hash {
			t.Fatalf("%d rests on other things where the past was followed", id)
		}
	}
	touches := x.reached(t, &before, &now)
	for id, r := range before.records {
		is, there := now.records[id]
		if !there || was[id] != x.all[id] {
			continue
		}
		switch touched := touches(id, &r.on); {
		case !touched && r.hash != is.hash:
			t.Fatalf("%d rests on other grounds, and is not reached: %s", id, x.differs(&before, &now, was, id))
		case touched && r.hash != is.hash:
			other++
		case touched:
			reached++
		default:
			stood++
		}
	}
	return reached, other, stood
}

// reached says of records that did not change whether they have to be looked at.
func (x *thread) reached(t *testing.T, before, now *screened) func(int64, *Judged) bool {
	t.Helper()
	traces, err := history.DecodeTraces(before.kept.Traces)
	if err != nil {
		t.Fatal(err)
	}
	all := map[int64]history.Trace{}
	err = traces.Each(func(x *history.Trace) bool {
		y := *x
		y.Keys = slices.Clone(x.Keys)
		all[x.Record] = y
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	place := map[int64]int32{}
	var changed []int32
	for i := range now.s.Book().Customers() {
		record := now.s.Book().Customer(int32(i)).Origin.Record
		place[record] = int32(i)
		if h, ok := before.standings[record]; ok && h != now.standings[record] {
			changed = append(changed, int32(i))
		}
	}
	now.reach.Close(changed)
	w := now.s.Worker()
	return func(id int64, on *Judged) bool {
		r := now.reach.Brief(on.Brief)
		r.Customer = -1
		if on.Customer >= 0 {
			var ok bool
			if r.Customer, ok = place[before.s.Book().Customer(on.Customer).Origin.Record]; !ok {
				return true
			}
		}
		for _, n := range on.Parties {
			p := before.parties[n]
			c := p.c
			for i := range before.s.Book().Customers() { // its record may be another now
				if rec := before.s.Book().Customer(int32(i)); rec.Customer == c {
					at, ok := place[rec.Origin.Record]
					if !ok {
						return true
					}
					c = now.s.Book().Customer(at).Customer
				}
			}
			if !now.reach.MayDiffer(c, p.owned, before.s.SaidOf(p.c)[1].Hash != 0) {
				if w.Ask(c, p.goods, p.source).Grounds != p.grounds {
					t.Fatalf("another thing is said of %+v, and it may not be", *c)
				}
				continue
			}
			if w.Ask(c, p.goods, p.source).Grounds != p.grounds {
				return true
			}
		}
		if t, ok := all[id]; ok {
			return now.reach.Touches(r, &t)
		}
		return now.reach.Touches(r, nil)
	}
}

// differs tells what of a record is another than before, for people.
func (x *thread) differs(before, now *screened, was map[int64]*data.Record, id int64) (out string) {
	say := func(what string, a, b any) {
		if a, b := fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b); a != b {
			out += fmt.Sprintf("\n  %s: %s, now %s", what, a, b)
		}
	}
	v, w := before.s.Worker(), now.s.Worker()
	v.point(x.all[id])
	w.point(x.all[id])
	for slot, f := range facts.Schema() {
		if f.Type != rules.Group && f.Type != rules.Shown {
			say(f.Name, *v.facts.Value(slot), *w.facts.Value(slot))
		}
	}
	for k := range x.all {
		if was[k] != x.all[k] {
			out += fmt.Sprintf("\n  %d came: %s", k, sum(x.all[k])[:4])
			if sh := x.all[k].Shipment; sh != nil {
				out += fmt.Sprintf(" %+v", *sh)
			}
		}
	}
	for k := range was {
		if was[k] != x.all[k] {
			out += fmt.Sprintf("\n  %d went", k)
			if sh := was[k].Shipment; sh != nil {
				out += fmt.Sprintf(" %+v", *sh)
			}
		}
	}
	return out
}

// Ways by which a change reaches a record that chance finds seldom. 1000 is the record
// that is to be reached.
func TestWhatChanceFindsSeldomIsReached(t *testing.T) {
	const it = 1000
	h100, h200 := "H100 80GB PCIe", "H200 SXM"
	day := func(month time.Month, d int) data.Date { return data.Day(2023, month, d) }
	firms := func(x *thread, n int, parent string) {
		for i := range n {
			x.put(int64(i+1), &data.Customer{Name: fmt.Sprintf("Firm %d Computing Ltd", i), Country: "MY", Parent: parent})
		}
	}
	for name, c := range map[string]struct{ book, change func(*thread) }{
		"the market before a rule": {func(x *thread) {
			firms(x, 2, "")
			for week := range 40 {
				x.put(int64(100+week), x.chips(1, h100, "Swift Cargo", data.DateOfDay(day(time.November, 10).First()-int32(7*week)-3)))
				x.put(int64(200+week), x.chips(2, h100, "Swan Cargo", data.DateOfDay(day(time.November, 10).First()-int32(7*week)-3)))
			}
			x.put(it, x.chips(1, h100, "Swift Cargo", day(time.November, 10)))
		}, func(x *thread) {
			for i := range 6 {
				sh := x.chips(2, h200, "Swan Cargo", day(time.October, 20+i))
				sh.Lines[0].Quantity = data.Num(400)
				x.put(int64(300+i), sh)
			}
		}},
		"where the parent of a parent sits": {func(x *thread) {
			x.put(1, &data.Customer{Name: "Firm 0 Computing Ltd", Country: "MY", HQCountry: "MY", Parent: "Larkfield AG"})
			x.put(2, &data.Customer{Name: "Larkfield AG", Country: "DE", HQCountry: "DE", UltimateParent: "Quillon Group"})
			x.put(4, &data.Customer{Name: "Kembara Cloud Sdn Bhd", Country: "MY", HQCountry: "MY"})
			sh := x.chips(4, h100, "Swift Cargo", day(time.November, 10))
			sh.Parties = append(sh.Parties, data.Party{Role: data.EndUser, Customer: &data.Customer{Name: "Firm 0 Computing Ltd", Country: "MY"}})
			x.put(it, sh)
			x.put(3, &data.Customer{Name: "Quillon Group", Country: "SG", HQCountry: "SG"})
		}, func(x *thread) {
			x.put(3, &data.Customer{Name: "Quillon Group", Country: "SG", HQCountry: "CN"})
		}},
		"a machine that turns up with another": {func(x *thread) {
			firms(x, 1, "")
			sold := x.chips(1, h100, "Swift Cargo", day(time.March, 1))
			sold.Lines[0].Serials = []string{"KX-2201"}
			x.put(100, sold)
			x.put(it, x.chips(1, h200, "Swan Cargo", day(time.November, 10)))
		}, func(x *thread) {
			x.put(200, &data.Shipment{Direction: "in", DocType: "purchase", Date: day(time.June, 2), Parties: []data.Party{{Role: data.Exporter, Customer: x.one(data.Customer{Name: "Lantern Parts", Country: "SG"})}},
				Lines: []data.Line{{Line: 1, Description: "NVIDIA " + h100, Quantity: data.Num(1), Serials: []string{"KX2201"}}}})
		}},
		"one gone quiet who buys the same only later": {func(x *thread) {
			firms(x, 2, "")
			for i := range 3 {
				x.put(int64(100+i), x.chips(1, h100, "Swift Cargo", day(time.March, 1+i)))
			}
			x.put(it, x.chips(2, h200, "Swan Cargo", day(time.April, 20)))
		}, func(x *thread) { x.put(200, x.chips(1, h200, "Swan Cargo", day(time.August, 1))) }},
		"one stopped whose last order comes later": {func(x *thread) {
			firms(x, 2, "")
			sh := x.chips(1, h100, "Swift Cargo", day(time.January, 2))
			sh.Status = "stopped by compliance"
			x.put(100, sh)
			x.put(it, x.chips(2, h100, "Swift Cargo", day(time.May, 20)))
		}, func(x *thread) { x.put(200, x.chips(1, h200, "Swan Cargo", day(time.August, 1))) }},
		"one stopped by a note": {func(x *thread) {
			firms(x, 2, "")
			x.put(100, x.chips(1, h100, "Swift Cargo", day(time.May, 1)))
			x.put(it, x.chips(2, h100, "Swift Cargo", day(time.May, 20)))
		}, func(x *thread) {
			x.put(1, &data.Customer{Name: "Firm 0 Computing Ltd", Country: "MY", Notes: "Blocked since 2022"})
		}},
		"a large group's orders of any day": {func(x *thread) {
			firms(x, 40, "Meranti Holding")
			x.put(100, x.chips(1, h100, "Swift Cargo", day(time.May, 1)))
			x.put(it, x.chips(2, h100, "Swan Cargo", day(time.May, 20)))
		}, func(x *thread) { x.put(200, x.chips(3, h100, "Swan Cargo", day(time.August, 1))) }},
		"kin by a number, beside one that many share": {func(x *thread) {
			for i := range 16 {
				x.put(int64(i+1), &data.Customer{Name: fmt.Sprintf("Firm %d Computing Ltd", i), Country: "MY", Phones: []string{"+60 3 1234 5678"}})
			}
			x.put(1, &data.Customer{Name: "Firm 0 Computing Ltd", Country: "MY", Phones: []string{"+60 3 1234 5678", "+60 3 8765 4321"}})
			x.put(2, &data.Customer{Name: "Firm 1 Computing Ltd", Country: "MY", Phones: []string{"+60 3 8765 4321"}})
			x.put(100, x.chips(2, h200, "Swan Cargo", day(time.May, 10)))
			x.put(it, x.chips(1, h100, "Swift Cargo", day(time.May, 20)))
		}, func(x *thread) {
			x.put(2, &data.Customer{Name: "Firm 1 Computing Ltd", Country: "MY"})
		}},
		"a buyer whom so many stand before that nobody looks at it": {func(x *thread) {
			firms(x, 515, "")
			for i := range 511 {
				x.put(int64(2000+i), x.chips(i+2, h100, "Swan Cargo", day(time.January, 5)))
			}
			for i := range 3 {
				x.put(int64(3000+i), x.chips(514, h100, "Swan Cargo", day(time.March, 1+i)))
			}
			x.put(it, x.chips(515, h100, "Swan Cargo", day(time.April, 20)))
		}, func(x *thread) { x.put(4000, x.chips(1, h100, "Swan Cargo", day(time.December, 1))) }},
		"one who sits at the same address, written in another way": {func(x *thread) {
			firms(x, 1, "")
			sh := x.chips(1, h100, "Swan Cargo", day(time.April, 20))
			sh.Parties = append(sh.Parties, data.Party{Role: data.EndUser, Customer: x.one(data.Customer{Name: "Heron Compute", Address: "Unit 5, 8 Harbour Road, Ipoh", Country: "MY"})})
			x.put(it, sh)
		}, func(x *thread) {
			sh := x.chips(1, h200, "Swift Cargo", day(time.December, 1))
			sh.Customer, sh.Parties = "Nobody Ltd", []data.Party{{Role: data.EndUser, Customer: x.one(data.Customer{Name: "Osprey Trading", Address: "8 Harbour Rd, Unit 05", Country: "MY"})}}
			x.put(200, sh)
		}},
		"as many accelerators that came in": {func(x *thread) {
			firms(x, 1, "")
			sh := x.chips(1, h100, "Swan Cargo", day(time.April, 20))
			sh.Lines[0].Description, sh.Lines[0].Quantity, sh.Lines[0].UnitValue = "Scrap circuit boards", data.Num(64), data.Num(8)
			x.put(it, sh)
		}, func(x *thread) {
			sh := x.chips(2, h100, "Swift Cargo", day(time.March, 1))
			sh.Customer, sh.DocType, sh.Direction, sh.Lines[0].Quantity = "Nobody Ltd", "return", "in", data.Num(64)
			x.put(200, sh)
		}},
		"a deal that another was refused, by a quote": {func(x *thread) {
			firms(x, 2, "")
			x.put(it, x.chips(1, h100, "Swan Cargo", day(time.April, 20)))
		}, func(x *thread) {
			sh := x.chips(2, h100, "Swift Cargo", day(time.March, 20))
			sh.DocType, sh.Status = "quote", "rejected by compliance"
			x.put(200, sh)
		}},
		"one stopped by a quote who has a phone of it": {func(x *thread) {
			for i := range 2 {
				x.put(int64(i+1), &data.Customer{Name: fmt.Sprintf("Firm %d Computing Ltd", i), Country: "MY", Phones: []string{"+60 3 1234 5678"}})
			}
			x.put(it, x.chips(1, h100, "Swan Cargo", day(time.April, 20)))
		}, func(x *thread) {
			sh := x.chips(2, h200, "Swift Cargo", day(time.March, 20))
			sh.DocType, sh.Status = "quote", "rejected by compliance"
			x.put(200, sh)
		}},
		"a deal that one who has a phone of it was refused long before": {func(x *thread) {
			for i := range 2 {
				x.put(int64(i+1), &data.Customer{Name: fmt.Sprintf("Firm %d Computing Ltd", i), Country: "MY", Phones: []string{"+60 3 1234 5678"}})
			}
			sh := x.chips(2, h100, "Swift Cargo", day(time.January, 2))
			sh.Status, sh.HoldReason = "cancelled", "licence"
			x.put(200, sh)
			x.put(it, x.chips(1, h100, "Swan Cargo", day(time.November, 20)))
		}, func(x *thread) {
			sh := x.chips(2, h200, "Swift Cargo", day(time.January, 2))
			sh.Status, sh.HoldReason = "cancelled", "licence"
			x.put(200, sh)
		}},
		"one stopped by a note whose name a party comes near": {func(x *thread) { x.namesake("Palm Harbour Computing Sdn Bhd", "") },
			func(x *thread) { x.namesake("Palm Harbour Computing Sdn Bhd", "Blocked since 2022") }},
		"one stopped by an order whose name a party comes near": {func(x *thread) { x.namesake("Palm Harbour Computing Sdn Bhd", "") },
			func(x *thread) {
				sh := x.chips(1, h200, "Swan Cargo", day(time.March, 20))
				sh.Status = "rejected by compliance"
				x.put(200, sh)
			}},
		"the name of one stopped, which a party comes near": {func(x *thread) { x.namesake("Osprey Trading", "Blocked since 2022") },
			func(x *thread) { x.namesake("Palm Harbour Computing Sdn Bhd", "Blocked since 2022") }},
		"a hall that one who has a phone of it tells": {func(x *thread) {
			x.kinInOneHall(0.02)
			x.put(200, x.toHall(x.chips(2, h200, "Swan Cargo", data.Day(2021, time.March, 1))))
			x.put(it, x.toHall(x.chips(1, h100, "Swift Cargo", day(time.May, 20))))
		}, func(x *thread) { x.kinInOneHall(4) }},
		"what one who has a phone of it ordered to a hall years before": {func(x *thread) {
			x.kinInOneHall(0.02)
			x.put(it, x.toHall(x.chips(1, h100, "Swift Cargo", day(time.May, 20))))
		}, func(x *thread) { x.put(200, x.toHall(x.chips(2, h200, "Swan Cargo", data.Day(2021, time.March, 1)))) }},
		"another name that goes with its number": {func(x *thread) {
			x.put(1, &data.Customer{Name: "Firm 0 Computing Ltd", Country: "MY", TaxID: "8837221"})
			x.put(it, x.chips(1, h100, "Swan Cargo", day(time.April, 20)))
		}, func(x *thread) { x.put(2, &data.Customer{Name: "Heron Parts", Country: "MY", TaxID: "88-372-21"}) }},
		"the purchaser of an order that names no customer": {func(x *thread) {
			firms(x, 2, "")
			sh := x.chips(1, h100, "Swan Cargo", day(time.April, 20))
			sh.Customer, sh.Parties = "", append(sh.Parties, data.Party{Role: data.Purchaser, Customer: x.one(data.Customer{Name: "Firm 7 Computing Ltd", Country: "MY"})})
			x.put(it, sh)
		}, func(x *thread) { x.put(3, &data.Customer{Name: "Firm 7 Computing Ltd", Country: "MY"}) }},
	} {
		t.Run(name, func(t *testing.T) {
			in := inputs(t)
			x := newThread(1)
			c.book(x)
			before := x.screen(t, in, x.all, x.learn(x.all))
			was := maps.Clone(x.all)
			c.change(x)
			now := x.screen(t, in, x.all, x.follow(before.kept, was))
			if before.records[it].hash == now.records[it].hash {
				t.Fatal("it rests on the same, so that this tests nothing")
			}
			x.compare(t, in, before, now, was)
		})
	}
}
