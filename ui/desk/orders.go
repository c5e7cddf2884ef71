package desk

import (
	"context"
	"fmt"
	"strings"

	"redflag/data"
	"redflag/data/store"
)

// shownOrders is how many of a customer's orders are named.
const shownOrders = 10

// CustomerOrders are what the orders of a customer were judged: a customer that has
// some is judged with each of them and not by itself.
type CustomerOrders struct {
	Count   int                `json:"count"`
	Worst   data.Level         `json:"worst"`
	ByLevel map[data.Level]int `json:"by_level"`
	Open    int                `json:"open"`  // that nobody has decided, or that wait
	First   []data.QueueRow    `json:"first"` // the worst of them
}

// Words say it in one sentence.
func (o *CustomerOrders) Words() string {
	var n []string
	for l := data.Stop; ; l-- {
		if o.ByLevel[l] > 0 {
			n = append(n, fmt.Sprintf("%d %s", o.ByLevel[l], l))
		}
		if l == data.Pass {
			break
		}
	}
	orders := "its 1 order"
	if o.Count != 1 {
		orders = fmt.Sprintf("its %d orders", o.Count)
	}
	return fmt.Sprintf("judged with %s: %s; %d not decided", orders, strings.Join(n, ", "), o.Open)
}

// ordersOf are the judged orders of a customer, nil where there is none.
func (d *Desk) ordersOf(ctx context.Context, customer data.Key) (*CustomerOrders, error) {
	v, err := d.store.Queue(ctx, data.Filter{Customer: customer.String()})
	if err != nil || len(v.IDs) == 0 {
		return nil, err
	}
	rows, err := d.store.Rows(ctx, v.IDs)
	if err != nil {
		return nil, err
	}
	out := &CustomerOrders{ByLevel: map[data.Level]int{}, Worst: data.Pass}
	own := map[string]bool{customer.Source: true} // whether orders of a source are of this customer
	for i := range rows {
		r := &rows[i]
		k, ok := store.ParseKey(r.Case)
		if !ok || k.Kind != data.ShipmentKind || r.Customer != customer.ID {
			continue
		}
		if _, known := own[k.Source]; !known {
			other, err := d.store.Record(ctx, data.Key{Source: k.Source, Kind: data.CustomerKind, ID: customer.ID})
			if err != nil {
				return nil, err
			}
			own[k.Source] = other == nil
		}
		if !own[k.Source] {
			continue
		}
		out.Count++
		out.ByLevel[r.Level]++
		out.Worst = max(out.Worst, r.Level)
		if r.Status == data.Open || r.Status == data.Waiting {
			out.Open++
		}
		if len(out.First) < shownOrders {
			out.First = append(out.First, *r)
		}
	}
	if out.Count == 0 {
		return nil, nil
	}
	return out, nil
}
