package history

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"redflag/data"
)

// Quantity is what one order takes of a limit; NaN where that is not known.
type Quantity struct {
	TPP     float64
	GPUs    float64
	Country string // two letters of where the goods end, "" where not known
}

// Taken is what orders took of a limit together.
type Taken struct {
	TPP         float64
	GPUs        float64
	Orders      int
	UnknownTPP  int // orders whose quantity is not known, so that the sum is at least
	UnknownGPUs int
}

func (t Taken) plus(o Taken) Taken {
	return Taken{t.TPP + o.TPP, t.GPUs + o.GPUs, t.Orders + o.Orders, t.UnknownTPP + o.UnknownTPP, t.UnknownGPUs + o.UnknownGPUs}
}

func (t Taken) minus(o Taken) Taken {
	return Taken{t.TPP - o.TPP, t.GPUs - o.GPUs, t.Orders - o.Orders, t.UnknownTPP - o.UnknownTPP, t.UnknownGPUs - o.UnknownGPUs}
}

// Ledger sums the quantities of controlled goods per customer, end user and
// country, for limits of a regime. It is read-only.
type Ledger struct {
	customers map[account]*column
	endUsers  map[account]*column
	countries map[account]*column
}

// account is one holder in one grain: grains are never summed together.
type account struct {
	grain    Grain
	customer int32
	name     string
}

type column struct {
	day []int32
	sum []Taken // up to and with the row
}

// LedgerBuilder collects a ledger beside a book.
type LedgerBuilder struct {
	book   *Book
	ledger *Ledger
}

// Ledger begins a ledger of the same orders. Customers come before it.
func (b *Builder) Ledger() *LedgerBuilder {
	return &LedgerBuilder{b.book, &Ledger{map[account]*column{}, map[account]*column{}, map[account]*column{}}}
}

// EndUser is the name of who uses the goods: the end user, else the ultimate
// consignee, else "".
func EndUser(sh *data.Shipment) string {
	for _, role := range [...]data.Role{data.EndUser, data.UltimateConsignee} {
		for i := range sh.Parties {
			if p := &sh.Parties[i]; p.Role == role && p.Customer != nil && NameKey(p.Name) != "" {
				return p.Name
			}
		}
	}
	return ""
}

// Shipment adds an order, as the book counts orders.
func (b *LedgerBuilder) Shipment(sh *data.Shipment, source string, q Quantity) {
	day, dated := lastDay(sh)
	if !dated || !counts(sh) {
		return
	}
	t := Taken{Orders: 1}
	if q.TPP == q.TPP {
		t.TPP = q.TPP
	} else {
		t.UnknownTPP = 1
	}
	if q.GPUs == q.GPUs {
		t.GPUs = q.GPUs
	} else {
		t.UnknownGPUs = 1
	}
	g := GrainOfPaper(sh)
	user := EndUser(sh)
	if i, _, ok := b.book.CustomerOf(sh, source); ok {
		book(b.ledger.customers, account{grain: g, customer: i}, day, t)
		if user == "" {
			user = b.book.customers[i].Customer.Name
		}
	} else if user == "" {
		user = sh.Customer
	}
	if k := NameKey(user); k != "" {
		book(b.ledger.endUsers, account{grain: g, name: k}, day, t)
	}
	if q.Country != "" {
		book(b.ledger.countries, account{grain: g, name: q.Country}, day, t)
	}
}

func book(m map[account]*column, a account, day int32, t Taken) {
	c := m[a]
	if c == nil {
		c, a.name = &column{}, strings.Clone(a.name) // a key must not hold on to a whole record
		m[a] = c
	}
	c.day, c.sum = append(c.day, day), append(c.sum, t)
}

// Build makes the read-only ledger.
func (b *LedgerBuilder) Build() *Ledger {
	l := b.ledger
	for _, m := range [...]map[account]*column{l.customers, l.endUsers, l.countries} {
		for _, c := range m {
			c.close()
		}
	}
	return l
}

// close puts the rows in order of time and sums them up from the first.
func (c *column) close() {
	at := make([]int, len(c.day))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(x, y int) int {
		return cmp.Or(cmp.Compare(c.day[x], c.day[y]), cmp.Compare(c.sum[x].TPP, c.sum[y].TPP), cmp.Compare(c.sum[x].GPUs, c.sum[y].GPUs))
	})
	day, sum, run := make([]int32, len(at)), make([]Taken, len(at)), Taken{}
	for i, j := range at {
		run = run.plus(c.sum[j])
		day[i], sum[i] = c.day[j], run
	}
	c.day, c.sum = day, sum
}

func (c *column) between(from, to int32) Taken {
	if c == nil {
		return Taken{}
	}
	upTo := func(day int32) Taken {
		i := sort.Search(len(c.day), func(i int) bool { return c.day[i] >= day })
		if i == 0 {
			return Taken{}
		}
		return c.sum[i-1]
	}
	return upTo(to).minus(upTo(from))
}

// Customer is what a customer took from a day to before another.
func (l *Ledger) Customer(i int32, g Grain, from, to int32) Taken {
	return l.customers[account{grain: g, customer: i}].between(from, to)
}

// Group is what all customers of a customer's group took.
func (l *Ledger) Group(b *Book, i int32, g Grain, from, to int32) Taken {
	t := Taken{}
	for _, m := range b.Group(i) {
		t = t.plus(l.Customer(m, g, from, to))
	}
	return t
}

// EndUser is what an end user of that name took.
func (l *Ledger) EndUser(name string, g Grain, from, to int32) Taken {
	return l.endUsers[account{grain: g, name: NameKey(name)}].between(from, to)
}

// Country is what went to a country, given by its two letters.
func (l *Ledger) Country(iso string, g Grain, from, to int32) Taken {
	return l.countries[account{grain: g, name: iso}].between(from, to)
}
