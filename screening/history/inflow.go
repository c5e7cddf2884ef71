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
	back     bool // what it had sent back to us
}

func (b *Builder) learnInflow(sh *data.Shipment, customer, day int32, n Narrow) {
	if sh.Direction != "in" && sh.DocType != "purchase" {
		return
	}
	for _, m := range n.Models {
		if m.Advanced && m.Quantity > 0 {
			b.inflow = append(b.inflow, inflow{customer, day, hash(m.Model), m.Quantity, sh.DocType == "return"})
		}
	}
}

func inflowOrder(x, y inflow) int {
	return cmp.Or(cmp.Compare(x.customer, y.customer), cmp.Compare(x.model, y.model), cmp.Compare(x.day, y.day), cmp.Compare(x.quantity, y.quantity), compareFlag(x.back, y.back))
}

const stepDays = 45

// InStep reports whether a like number of the model came in by the customer
// within the days before. What it sent back and gets again at home was repaired, and is no
// supply. Known is false where nothing of the model ever came in.
func (b *Book) InStep(customer int32, model string, quantity float64, day int32, home bool) (step, known bool) {
	h := hash(model)
	i := sort.Search(len(b.inflow), func(i int) bool {
		x := &b.inflow[i]
		return cmp.Or(cmp.Compare(x.customer, customer), cmp.Compare(x.model, h)) >= 0
	})
	sum := 0.0
	for ; i < len(b.inflow) && b.inflow[i].customer == customer && b.inflow[i].model == h; i++ {
		if home && b.inflow[i].back {
			continue
		}
		known = true
		if d := b.inflow[i].day; d < day && d >= day-stepDays {
			sum += b.inflow[i].quantity
		}
	}
	return sum > 0 && math.Abs(sum-quantity) <= 0.2*max(sum, quantity), known
}
