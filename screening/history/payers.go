package history

import (
	"cmp"
	"slices"
	"sort"

	"redflag/data"
)

// payment is who pays by a paper of advanced chips, where that is told and not the customer's
// own text.
type payment struct {
	who   uint64 // the customer
	day   int32
	payer uint64
	id    uint64 // of the paper
}

// paidDays is within how many days the payers of one customer are counted together.
const paidDays = 400

func (b *Builder) learnPayment(sh *data.Shipment, day int32, n Narrow) {
	if w := who(sh); n.Advanced && w != 0 {
		if p := nameHash(payerOf(sh)); p != 0 && p != w {
			b.payments = append(b.payments, payment{w, day, p, hash(sh.ID)})
		}
	}
}

// payerOf is who pays by a shipment, "" where nobody tells it.
func payerOf(sh *data.Shipment) string {
	if data.TextState(sh.Payer) == data.Known {
		return sh.Payer
	}
	if p := partyOf(sh, data.Payer); p != nil && data.TextState(p.Name) == data.Known {
		return p.Name
	}
	return ""
}

func paymentOrder(x, y payment) int {
	return cmp.Or(cmp.Compare(x.who, y.who), cmp.Compare(x.day, y.day), cmp.Compare(x.payer, y.payer), cmp.Compare(x.id, y.id))
}

// Payers are the hashes of those who paid for advanced chips of a shipment's customer in the 400
// days up to a day, each once and in order; this paper is left out, and so are those of the day
// that are not before it. HashOfName tells whose they are.
func (b *Book) Payers(sh *data.Shipment, day int32) (payers []uint64) {
	w := who(sh)
	if w == 0 || len(b.payments) == 0 {
		return nil
	}
	from := sort.Search(len(b.payments), func(i int) bool {
		x := &b.payments[i]
		return x.who > w || x.who == w && x.day >= day-paidDays
	})
	own := hash(sh.ID)
	for _, x := range b.payments[from:] {
		if x.who != w || x.day >= day {
			break
		}
		if x.id != own && !slices.Contains(payers, x.payer) {
			payers = append(payers, x.payer)
		}
	}
	slices.Sort(payers)
	return payers
}

// HashOfName is how a name is known among payers, 0 for none.
func HashOfName(name string) uint64 { return nameHash(name) }
