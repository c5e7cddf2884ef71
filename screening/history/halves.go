package history

// halvesDays are the days within which the parts of one system are ordered.
const halvesDays = 45

// Halves counts the orders of a customer's group, and of customers with which it has
// something in common that few have, in the days before one: of machines for accelerators
// that are told to be without them, or of accelerators. Controlled goods without any
// accelerator are such machines.
func (b *Book) Halves(customer int32, g Grain, day int32, shells bool) (n int) {
	count := func(m int32) {
		lo, hi := b.segment(m, g, day-halvesDays, day)
		for i := hi - 1; i >= lo && hi-i <= maxScan; i-- {
			if b.advanced[i] && (shells && b.gpus[i] == 0 || !shells && b.gpus[i] > 0) {
				n++
			}
		}
	}
	for _, m := range b.Group(customer) {
		count(m)
	}
	for _, m := range b.kinOf(customer) {
		count(m)
	}
	return n
}
