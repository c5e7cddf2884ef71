package history

import (
	"cmp"
	"math"
	"sort"

	"redflag/data"
)

// inflow is one model of advanced chips that came in from a customer.
type inflow struct {
	customer int32
	day      int32
	model    uint64
	quantity float64
}

// learnInflow learns what a customer supplied. What it sent back is none of it: repaired, it
// goes to where it was.
func (b *Builder) learnInflow(sh *data.Shipment, customer, day int32, n Narrow) {
	if sh.Direction != "in" && sh.DocType != "purchase" || sh.DocType == "return" {
		return
	}
	for _, m := range n.Models {
		if m.Advanced && m.Quantity > 0 {
			b.inflow = append(b.inflow, inflow{customer, day, hash(m.Model), m.Quantity})
		}
	}
}

func inflowOrder(x, y inflow) int {
	return cmp.Or(cmp.Compare(x.customer, y.customer), cmp.Compare(x.model, y.model), cmp.Compare(x.day, y.day), cmp.Compare(x.quantity, y.quantity))
}

const stepDays = 45

// InStep reports whether a like number of the model came in by the customer
// within the days before. Known is false where nothing of the model ever came in.
func (b *Book) InStep(customer int32, model string, quantity float64, day int32) (step, known bool) {
	h := hash(model)
	i := sort.Search(len(b.inflow), func(i int) bool {
		x := &b.inflow[i]
		return cmp.Or(cmp.Compare(x.customer, customer), cmp.Compare(x.model, h)) >= 0
	})
	sum := 0.0
	for ; i < len(b.inflow) && b.inflow[i].customer == customer && b.inflow[i].model == h; i++ {
		known = true
		if d := b.inflow[i].day; d < day && d >= day-stepDays {
			sum += b.inflow[i].quantity
		}
	}
	return sum > 0 && math.Abs(sum-quantity) <= 0.2*max(sum, quantity), known
}
