package history

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"redflag/data"
)

// The ledger is a sum, whatever the order in which orders come.
func TestLedgerIsTheSumOfItsOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := NewBuilder()
		for i := range 3 {
			b.Customer(&data.Record{Kind: data.CustomerKind, Customer: &data.Customer{ID: fmt.Sprint("C-", i), Name: fmt.Sprint("Firm ", i), Parent: []string{"Top", "Top", ""}[i]}})
		}
		type order struct {
			customer, day int
			grain         string
			gpus          float64
			country       string
			quote         bool
		}
		orders := rapid.SliceOf(rapid.Custom(func(t *rapid.T) order {
			return order{rapid.IntRange(0, 2).Draw(t, "customer"), rapid.IntRange(1, 28).Draw(t, "day"), rapid.SampledFrom([]string{"order_line", "trade_record"}).Draw(t, "grain"),
				rapid.SampledFrom([]float64{0, 1, 8, 64, math.NaN()}).Draw(t, "gpus"), rapid.SampledFrom([]string{"MY", "SG", ""}).Draw(t, "country"), rapid.Bool().Draw(t, "quote")}
		})).Draw(t, "orders")
		lb := b.Ledger()
		for i, o := range orders {
			sh := &data.Shipment{ID: fmt.Sprint("S-", i), Customer: fmt.Sprint("C-", o.customer), Date: data.Day(2025, 3, o.day), Grain: o.grain}
			if o.quote {
				sh.DocType = "quote"
			}
			b.Shipment(sh, "", Narrow{Advanced: true, GPUs: o.gpus})
			lb.Shipment(sh, "", Quantity{TPP: 1000 * o.gpus, GPUs: o.gpus, Country: o.country})
		}
		book := b.Build()
		l := lb.Build()
		from, to := rapid.IntRange(1, 28).Draw(t, "from"), rapid.IntRange(1, 28).Draw(t, "to")
		want := func(in func(order) bool) Taken {
			var sum Taken
			for _, o := range orders {
				if o.quote || o.grain != "order_line" || o.day < from || o.day >= max(from, to) || !in(o) {
					continue
				}
				sum.Orders++
				if o.gpus != o.gpus {
					sum.UnknownGPUs++
					sum.UnknownTPP++
					continue
				}
				sum.GPUs += o.gpus
				sum.TPP += 1000 * o.gpus
			}
			return sum
		}
		lo, hi := data.Day(2025, 3, from).First(), data.Day(2025, 3, max(from, to)).First()
		check := func(what string, got, want Taken) {
			if got != want {
				t.Errorf("%s: %+v, want %+v", what, got, want)
			}
		}
		for i := range 3 {
			check("customer", l.Before(Holder{Customers: []int32{int32(i)}, Grain: OrderLine}, lo, hi), want(func(o order) bool { return o.customer == i }))
			check("end user", l.Before(Holder{User: NameKey(fmt.Sprint("firm  ", i)), Grain: OrderLine}, lo, hi), want(func(o order) bool { return o.customer == i }))
		}
		check("group", l.Before(Holder{Customers: book.Group(1), Grain: OrderLine}, lo, hi), want(func(o order) bool { return o.customer < 2 }))
		check("country", l.Before(Holder{Country: "MY", Grain: OrderLine}, lo, hi), want(func(o order) bool { return o.country == "MY" }))
		check("nobody", l.Before(Holder{User: NameKey("Nobody"), Grain: OrderLine}, lo, hi), Taken{})
	})
}
