package history

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"redflag/data"
)

// told is a book to learn: customers, and shipments with what history keeps of them.
type told struct {
	customers []*data.Record
	shipments []*data.Shipment
	narrow    []Narrow
	parties   []*data.Customer
}

func drawTold(t *rapid.T) told {
	var x told
	for i := range rapid.IntRange(1, 4).Draw(t, "customers") {
		c := customer(fmt.Sprint("C-", i), rapid.SampledFrom([]string{"Kestrel Cloud", "Orchid Data", "Amber Quay"}).Draw(t, "name"), "MY")
		c.Customer.Phones = []string{rapid.SampledFrom([]string{"+60 3 1234 5678", "+60 3 8765 4321"}).Draw(t, "phone")}
		c.Customer.Notes = rapid.SampledFrom([]string{"", "blocked since 2024"}).Draw(t, "notes")
		x.customers = append(x.customers, c)
	}
	for i := range 3 {
		x.parties = append(x.parties, &data.Customer{Name: fmt.Sprint("Party ", i), Address: fmt.Sprint(i%2, " Harbour Road"), City: fmt.Sprint("Town ", i), Country: "SG"})
	}
	number := rapid.SampledFrom([]float64{math.NaN(), 0, 1, 8, 64, 1e18})
	for i := range rapid.IntRange(0, 12).Draw(t, "shipments") {
		sh := order(fmt.Sprint("S-", i), fmt.Sprint("C-", rapid.IntRange(0, 4).Draw(t, "of")), data.Day(2024, time.March, rapid.IntRange(1, 28).Draw(t, "day")))
		sh.Order = rapid.SampledFrom([]string{"", "PO-1", "PO-2"}).Draw(t, "order")
		sh.Direction = rapid.SampledFrom([]string{"out", "in"}).Draw(t, "direction")
		sh.Status = rapid.SampledFrom([]string{"", "", "stopped"}).Draw(t, "status")
		sh.Grain = rapid.SampledFrom([]string{"", "order_line", "delivery_line"}).Draw(t, "grain")
		sh.Parties = []data.Party{{Role: data.EndUser, Customer: rapid.SampledFrom(x.parties).Draw(t, "party")}, {Role: data.Forwarder, Customer: x.parties[0]}, {Role: data.UltimateConsignee, Customer: x.parties[i%3]}}
		sh.Lines = []data.Line{{Quantity: data.Num(8), Serials: rapid.SampledFrom([][]string{nil, {"SN-0001"}}).Draw(t, "serials")}}
		sh.DocType = rapid.SampledFrom([]string{"", "order", "delivery", "declaration", "return"}).Draw(t, "paper")
		sh.BL = rapid.SampledFrom([]string{"", "KEE0426117"}).Draw(t, "bill")
		sh.Certificate = rapid.SampledFrom([]string{"", "EUC/25/0117"}).Draw(t, "certificate")
		x.shipments = append(x.shipments, sh)
		model := rapid.SampledFrom([]string{"", "H100"}).Draw(t, "model")
		x.narrow = append(x.narrow, Narrow{USD: number.Draw(t, "usd"), GPUs: number.Draw(t, "gpus"), Advanced: model != "",
			Models: []Priced{{Model: model, USD: number.Draw(t, "price"), Quantity: number.Draw(t, "quantity"), Advanced: model != "", Chip: model}}})
	}
	return x
}

func (x *told) learn() *Builder {
	b := x.begin()
	for i, sh := range x.shipments {
		b.Shipment(sh, "", x.narrow[i])
	}
	return b
}

func (x *told) begin() *Builder {
	b := NewBuilder()
	for _, c := range x.customers {
		b.Customer(c)
	}
	return b
}

func (x *told) number(c *data.Customer) (int64, bool) {
	i := slices.Index(x.parties, c)
	return int64(i), i >= 0
}

func (x *told) party(n int64) *data.Customer {
	if n < 0 || n >= int64(len(x.parties)) {
		return nil
	}
	return x.parties[n]
}

// everything compares all that books hold, but the order of seats, which says nothing.
func everything() cmp.Options {
	return cmp.Options{
		cmp.Exporter(func(reflect.Type) bool { return true }), cmpopts.EquateNaNs(), cmpopts.EquateEmpty(),
		cmpopts.IgnoreTypes(tenancy{}, &sites{}, stopSearch{}, sync.Once{}, sync.RWMutex{}, func() ([]*data.Customer, error) { return nil, nil }),
		cmpopts.IgnoreFields(Book{}, "identList", "grounds", "allOrders"),
	}
}

// same fails where two books, of which all was asked, differ.
func same(t *rapid.T, x, y *Book) {
	t.Helper()
	if d := cmp.Diff(asked(x), asked(y), everything()); d != "" {
		t.Fatal(d)
	}
	if d := cmp.Diff(x.tenancy.in, y.tenancy.in); d != "" || y.Err() != nil {
		t.Fatal(d, y.Err())
	}
	for i := range x.customers {
		c := int32(i)
		if x.Standing(c) != y.Standing(c) || x.allOrdersOf(x.groupOf[c]) != y.allOrdersOf(y.groupOf[c]) || !slices.Equal(x.identsOf(c), y.identsOf(c)) {
			t.Fatalf("another thing is told of customer %d", i)
		}
	}
}

// asked is a book of which all was asked that it works out when it is asked.
func asked(k *Book) *Book {
	k.stopped.trades.once.Do(k.stopped.trades.workOut)
	for s := range len(k.start) - 1 {
		k.sumUp(s)
	}
	k.Tenants(func(c *data.Customer) string { return c.Address })
	return k
}

// A book taken up is the book that was learned.
func TestABookTakenUpIsTheOneLearned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawTold(t)
		b := x.learn()
		past, parties, ok := b.Keep(x.number)
		if !ok {
			t.Fatal("it cannot be kept")
		}
		learned := x.learn().Build()
		again := x.begin()
		if err := again.TakeUp(past, func() ([]*data.Customer, error) { return PartiesKept(parties, x.party) }); err != nil {
			t.Fatal(err)
		}
		for _, k := range []*Book{b.Build(), again.Build()} {
			same(t, learned, k)
			for _, c := range x.parties {
				if learned.Site(c) != k.Site(c) || learned.Shares(c) != k.Shares(c) {
					t.Fatalf("%+v sits elsewhere, or shares other things", c)
				}
			}
		}
	})
}

func TestWhatIsKeptOfPartiesNobodyKnowsIsNotKept(t *testing.T) {
	x := told{customers: []*data.Record{customer("C-1", "Kestrel", "MY")}}
	sh := order("S-1", "C-1", data.Day(2024, time.March, 1))
	sh.Parties = []data.Party{{Role: data.EndUser, Customer: &data.Customer{Name: "Orchid", Address: "5 Harbour Road"}}}
	x.shipments, x.narrow = []*data.Shipment{sh}, []Narrow{{}}
	if _, _, ok := x.learn().Keep(x.number); ok {
		t.Error("a party without a number is kept")
	}
}

func FuzzTakeUp(f *testing.F) {
	x := told{customers: []*data.Record{customer("C-1", "Kestrel", "MY")}, parties: []*data.Customer{{Name: "Orchid", Address: "5 Harbour Road"}}}
	for i := range 3 {
		sh := order(fmt.Sprint("S-", i), "C-1", data.Day(2024, time.March, 1+i))
		sh.Order, sh.Status, sh.Parties = "PO-1", "stopped", []data.Party{{Role: data.EndUser, Customer: x.parties[0]}}
		x.shipments, x.narrow = append(x.shipments, sh), append(x.narrow, Narrow{USD: 5, GPUs: 8, Advanced: true, Models: []Priced{{"H100", 5, 8, true, 0, 1, "H100", false}}})
	}
	past, parties, _ := x.learn().Keep(x.number)
	f.Add(past, parties)
	f.Add(past[:len(past)/2], parties[:len(parties)/2])
	f.Fuzz(func(t *testing.T, past, parties []byte) {
		b, named := x.begin(), func() ([]*data.Customer, error) { return PartiesKept(parties, x.party) }
		if err := b.TakeUp(past, named); err == nil {
			k := asked(b.Build())
			for i := range k.customers {
				k.Standing(int32(i))
			}
		}
		if b = x.begin(); b.TakeUp(past, named) == nil {
			_ = b.TakeUpParties(parties, x.party)
		}
	})
}
