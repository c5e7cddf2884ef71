package history

import (
	"cmp"
	"math"
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

// Taken is what orders took of a limit together, and what came back of it: whether that is
// taken off no law says.
type Taken struct {
	TPP         float64
	GPUs        float64
	Orders      int
	UnknownTPP  int // orders whose quantity is not known, so that the sum is at least
	UnknownGPUs int
	BackTPP     float64
	BackGPUs    float64
	Returns     int
}

// Add puts what others took to it, or takes it off by a sign of -1.
func (t *Taken) Add(o *Taken, sign int) {
	x := float64(sign)
	t.TPP, t.GPUs, t.BackTPP, t.BackGPUs = t.TPP+x*o.TPP, t.GPUs+x*o.GPUs, t.BackTPP+x*o.BackTPP, t.BackGPUs+x*o.BackGPUs
	t.Orders, t.Returns = t.Orders+sign*o.Orders, t.Returns+sign*o.Returns
	t.UnknownTPP, t.UnknownGPUs = t.UnknownTPP+sign*o.UnknownTPP, t.UnknownGPUs+sign*o.UnknownGPUs
}

// takenBy is what one paper takes; what comes back by it where it takes less than nothing.
func (q Quantity) takenBy(back bool) Taken {
	if back || q.TPP < 0 || q.GPUs < 0 {
		t := Taken{Returns: 1}
		if q.TPP == q.TPP {
			t.BackTPP = math.Abs(q.TPP)
		}
		if q.GPUs == q.GPUs {
			t.BackGPUs = math.Abs(q.GPUs)
		}
		return t
	}
	t := Taken{Orders: 1, TPP: q.TPP, GPUs: q.GPUs}
	if q.TPP != q.TPP {
		t.TPP, t.UnknownTPP = 0, 1
	}
	if q.GPUs != q.GPUs {
		t.GPUs, t.UnknownGPUs = 0, 1
	}
	return t
}

// Ledger sums the quantities of controlled goods per customer, end user and
// country, for limits of a regime. It is read-only.
type Ledger struct{ columns map[account]*column }

// account is one holder in one grain: grains are never summed together.
type account struct {
	kind     byte // c(ustomer), e(nd user), p(lace)
	grain    Grain
	customer int32
	name     string
	limit    string // "" counts all; else what the exceptions of that limit spare is left out
}

// column are the papers of one holder, summed up by their first and by their last day: those
// of an exact day have one.
type column struct{ first, last running }

type running struct {
	day []int32
	sum []Taken // up to and with the row
}

// LedgerRow is one paper of the ledger, as exceptions see it.
type LedgerRow struct {
	First, Last int32 // the days that it may be of
	Taken
	Country  string
	User     string // key of the name
	grain    Grain
	customer int32 // below 0 where nobody knows whose it is
	order    string
	from     *LedgerRow // by which went out what comes back
}

// LedgerBuilder collects a ledger beside a book.
type LedgerBuilder struct {
	book *Book
	rows []LedgerRow
	of   map[orderOf]int // the first paper that takes something by its numbers
}

type orderOf struct {
	customer int32
	number   string
}

// Ledger begins a ledger of the same orders. Customers come before it.
func (b *Builder) Ledger() *LedgerBuilder { return &LedgerBuilder{book: b.book, of: map[orderOf]int{}} }

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

// Takes reports whether a paper takes something of a limit: goods go out by it, and it was
// not stopped or called off.
func Takes(sh *data.Shipment) bool {
	switch sh.DocType {
	case "service", "hosting":
		return false
	}
	return counts(sh) && sh.Direction != "none" && !endedEarly(sh)
}

// Days are the first and the last day on which goods may leave by a paper, which is what
// limits count by: those of its ship date, else of its own; all days where it tells none.
func Days(sh *data.Shipment) (first, last int32) {
	for _, d := range [...]data.Date{sh.Shipped(), sh.Date} {
		if d.State() == data.Known {
			return d.First(), d.Last()
		}
	}
	return math.MinInt32, math.MaxInt32 - 1
}

// Shipment adds a paper that takes something of a limit, or by which something comes back.
func (b *LedgerBuilder) Shipment(sh *data.Shipment, source string, q Quantity) {
	back := sh.DocType == "return" && !endedEarly(sh)
	if !back && !Takes(sh) {
		return
	}
	r := LedgerRow{Taken: q.takenBy(back), Country: q.Country, grain: GrainOfPaper(sh), customer: -1}
	r.First, r.Last = Days(sh)
	user := EndUser(sh)
	if i, _, ok := b.book.CustomerOf(sh, source); ok {
		r.customer = i
		if user == "" || back {
			user = b.book.customers[i].Customer.Name
		}
	} else if user == "" {
		user = sh.Customer
	}
	r.User = strings.Clone(NameKey(user)) // nothing here must hold on to a whole record
	for _, n := range [...]string{sh.Order, sh.ID} {
		if data.TextState(n) != data.Known {
			continue
		}
		n = strings.Clone(n)
		if back {
			r.order = n
			break
		}
		if _, had := b.of[orderOf{r.customer, n}]; !had {
			b.of[orderOf{r.customer, n}] = len(b.rows)
		}
	}
	b.rows = append(b.rows, r)
}

// Apart is a limit that leaves out what exceptions spare.
type Apart struct {
	Limit  string
	Spares func(*Ledger, *LedgerRow) bool
}

// Build makes the read-only ledger.
func (b *LedgerBuilder) Build(apart ...Apart) *Ledger {
	for i := range b.rows {
		r := &b.rows[i]
		if o, ok := b.of[orderOf{r.customer, r.order}]; ok && r.order != "" { // it comes back from where the order went
			r.from = &b.rows[o]
			r.User, r.Country, r.grain = r.from.User, r.from.Country, r.from.grain
		}
	}
	l := &Ledger{map[account]*column{}}
	b.columns(l, "", func(*LedgerRow) bool { return false })
	for _, a := range apart {
		b.columns(l, a.Limit, func(r *LedgerRow) bool { return a.Spares(l, r) })
	}
	return l
}

// columns adds the columns of all papers but those that are left out.
func (b *LedgerBuilder) columns(l *Ledger, limit string, out func(*LedgerRow) bool) {
	rows := map[account][]*LedgerRow{}
	for i := range b.rows {
		r := &b.rows[i]
		if out(r) || r.from != nil && out(r.from) {
			continue
		}
		for _, a := range r.accounts(limit) {
			rows[a] = append(rows[a], r)
		}
	}
	for a, of := range rows {
		l.columns[a] = &column{summed(of, func(r *LedgerRow) int32 { return r.First }), summed(of, func(r *LedgerRow) int32 { return r.Last })}
	}
}

// accounts are the holders that a paper is booked to.
func (r *LedgerRow) accounts(limit string) []account {
	out := []account{{kind: 'p', grain: r.grain, name: r.Country, limit: limit}}
	if r.customer >= 0 {
		out = append(out, account{kind: 'c', grain: r.grain, customer: r.customer, limit: limit})
	}
	if r.User != "" {
		out = append(out, account{kind: 'e', grain: r.grain, name: r.User, limit: limit})
	}
	return out
}

// summed puts papers in order of time and sums them up from the first.
func summed(rows []*LedgerRow, day func(*LedgerRow) int32) running {
	slices.SortFunc(rows, func(x, y *LedgerRow) int {
		return cmp.Or(cmp.Compare(day(x), day(y)), cmp.Compare(x.TPP, y.TPP), cmp.Compare(x.GPUs, y.GPUs))
	})
	s, run := running{make([]int32, len(rows)), make([]Taken, len(rows))}, Taken{}
	for i, r := range rows {
		run.Add(&r.Taken, 1)
		s.day[i], s.sum[i] = day(r), run
	}
	return s
}

// before adds what lies before a day, or takes it off.
func (s *running) before(t *Taken, day int32, sign int) {
	if i := sort.Search(len(s.day), func(i int) bool { return s.day[i] >= day }); i > 0 {
		t.Add(&s.sum[i-1], sign)
	}
}

// Holder is whose quantity is asked for: an end user, a country by its two letters, or
// customers where there are any.
type Holder struct {
	Grain     Grain
	Limit     string // "" counts all
	User      string // key of the name
	Country   string
	Customers []int32
}

func (l *Ledger) of(h *Holder, each func(*column)) {
	a := account{kind: 'c', grain: h.Grain, limit: h.Limit}
	for _, a.customer = range h.Customers {
		if c := l.columns[a]; c != nil {
			each(c)
		}
	}
	if len(h.Customers) > 0 {
		return
	}
	a.kind, a.customer, a.name = 'p', 0, h.Country
	if h.User != "" {
		a.kind, a.name = 'e', h.User
	}
	if c := l.columns[a]; c != nil {
		each(c)
	}
}

// Before is what a holder surely took from a day to before another.
func (l *Ledger) Before(h Holder, from, to int32) (t Taken) {
	if from < to {
		l.of(&h, func(c *column) { c.last.before(&t, to, 1); c.last.before(&t, from, -1) })
	}
	return t
}

// Beside is what a holder took by papers that may be of the same days, or of a day that
// nobody told: which came first is not known.
func (l *Ledger) Beside(h Holder, first, last int32) (t Taken) {
	l.of(&h, func(c *column) { c.first.before(&t, last+1, 1); c.last.before(&t, first, -1) })
	return t
}

// Holder is the holder that a paper of the ledger takes for, by the word of a measure.
func (r *LedgerRow) Holder(b *Book, per string) Holder {
	h := Holder{Grain: r.grain}
	switch {
	case per == "country":
		h.Country = r.Country
	case per == "end_user" || r.customer < 0:
		h.User = r.User
	case per == "group":
		h.Customers = b.Group(r.customer)
	default:
		h.Customers = []int32{r.customer}
	}
	return h
}
