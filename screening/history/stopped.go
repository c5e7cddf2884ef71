package history

import (
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"redflag/data"
)

// stopped is what a customer ordered, and since when the told file says that an
// order of it was stopped.
type stopped struct {
	customer   int32
	since      int32 // first day that a stop was told
	last       int32 // day of the last order
	models     map[string]bool
	forwarders map[string]bool
}

// stops are the stopped customers, and how another one can be led back to them.
type stops struct {
	all     []*stopped
	byIdent map[uint64]*stopped
	trades  *trades
}

// trade is what is bought through whom.
type trade struct{ model, forwarder string }

// trades are who was stopped, and all who buy advanced chips, by what they buy through
// whom. They are worked out at the first question.
type trades struct {
	buyers  map[int32]*stopped
	once    sync.Once
	stopped map[trade][]*stopped
	all     map[trade][]*stopped
}

func (t *trades) workOut() {
	t.stopped, t.all = map[trade][]*stopped{}, map[trade][]*stopped{}
	for _, c := range slices.Sorted(maps.Keys(t.buyers)) {
		s := t.buyers[c]
		for m := range s.models {
			for f := range s.forwarders {
				k := trade{m, f}
				t.all[k] = append(t.all[k], s)
				if s.since != math.MaxInt32 {
					t.stopped[k] = append(t.stopped[k], s)
				}
			}
		}
	}
}

// stoppedIn are those stopped who bought a model through a forwarder, in the order of
// customers.
func (s *stops) stoppedIn(model, forwarder string) []*stopped {
	s.trades.once.Do(s.trades.workOut)
	return s.trades.stopped[trade{model, forwarder}]
}

// buyersOf are all who bought advanced chips of a model through a forwarder, likewise.
func (s *stops) buyersOf(model, forwarder string) []*stopped {
	s.trades.once.Do(s.trades.workOut)
	return s.trades.all[trade{model, forwarder}]
}

var stopWords = []string{"stop", "reject", "denied", "deny", "refus", "cancelled by compliance", "blocked", "diversion", "prohibited", "gesperrt", "abgelehnt", "拒绝", "拒絕", "禁止"}

// saysStopped reports whether a status or hold reason tells of a refusal.
func saysStopped(sh *data.Shipment) bool {
	for _, t := range [...]string{sh.Status, sh.HoldReason} {
		if t == "" {
			continue
		}
		l := strings.ToLower(t)
		for _, w := range stopWords {
			if strings.Contains(l, w) {
				return true
			}
		}
	}
	return called(sh.Status) && controlled(sh.HoldReason)
}

// called says whether an order was called off, and controlled whether a reason told
// with it is one of export control: the one without the other is trade.
func called(status string) bool {
	return status != "" && anyOf(strings.ToLower(status), "cancel", "storn", "void", "closed", "annul", "取消", "キャンセル", "отмен", "iptal", "batal", "hủy")
}

func controlled(reason string) bool {
	return reason != "" && anyOf(strings.ToLower(reason), "licen", "lizenz", "genehmig", "export", "complian", "headquart", "konzern", "parent", "entity list", "sanction", "end use", "end-use", "end user", "embargo", "china", "许可", "总部", "母公司", "管制", "輸出", "本社", "親会社", "санкц", "лиценз")
}

func anyOf(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// refusedWords are how a house writes on a customer's record that it deals with it
// no more. They stand at the beginning of a clause: "they refused a visit" is another
// thing.
var refusedWords = []string{"refused", "rejected", "declined", "blocked", "stopped", "account closed", "do not ship", "do not sell", "do not supply", "no further supply", "no further orders", "gesperrt", "abgelehnt", "nicht mehr beliefern", "liefersperre", "拒绝交易", "不再供货", "停止供货", "停止发货", "黑名单", "取引停止", "出荷停止"}

// notedAsStopped reports whether the notes on a customer's record tell that it is
// served no more: such a word opens a clause, and the clause ends or a date, a colon
// or who decided stands right behind it.
func notedAsStopped(notes string) bool {
	if notes == "" {
		return false
	}
	for clause := range strings.FieldsFuncSeq(strings.ToLower(notes), func(r rune) bool { return strings.ContainsRune(".;!\n。；！,，", r) }) {
		clause = strings.TrimSpace(clause)
		for _, w := range refusedWords {
			rest, ok := strings.CutPrefix(clause, w)
			if !ok {
				continue
			}
			rest = strings.TrimLeft(rest, " (-")
			if rest == "" || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "20") || strings.HasPrefix(rest, "by ") || strings.HasPrefix(rest, "in 20") || strings.HasPrefix(rest, "since") || strings.HasPrefix(rest, "seit") {
				return true
			}
		}
	}
	return false
}

func forwarderOf(sh *data.Shipment) string {
	for i := range sh.Parties {
		if p := &sh.Parties[i]; p.Role == data.Forwarder && p.Customer != nil {
			return NameKey(p.Name)
		}
	}
	return ""
}

func (b *Builder) learnStop(sh *data.Shipment, customer, day int32, n Narrow) {
	says := saysStopped(sh)
	s := b.stops[customer]
	if s == nil {
		if !n.Advanced && !says {
			return
		}
		s = &stopped{customer: customer, since: math.MaxInt32, last: day, models: map[string]bool{}, forwarders: map[string]bool{}}
		b.stops[customer] = s
	}
	if says {
		s.since = min(s.since, day)
	}
	s.last = max(s.last, day)
	for _, m := range n.Models {
		if m.Model != "" && n.Advanced {
			s.models[m.Model] = true
		}
	}
	if !n.Advanced {
		return
	}
	if f := forwarderOf(sh); f != "" {
		s.forwarders[f] = true
	}
}

func (s *stopped) join(o *stopped) {
	s.since, s.last = min(s.since, o.since), max(s.last, o.last)
	maps.Copy(s.models, o.models)
	maps.Copy(s.forwarders, o.forwarders)
}

func (b *Builder) closeStops() stops {
	k := stops{byIdent: map[uint64]*stopped{}, trades: &trades{buyers: b.stops}}
	for c, r := range b.book.customers {
		if r == nil || r.Customer == nil || !notedAsStopped(r.Customer.Notes) {
			continue
		}
		s := b.stops[int32(c)]
		if s == nil {
			s = &stopped{customer: int32(c), models: map[string]bool{}, forwarders: map[string]bool{}}
			b.stops[int32(c)] = s
		}
		s.since = 0 // the record tells no day that can be relied on
	}
	for _, c := range slices.Sorted(maps.Keys(b.stops)) {
		s := b.stops[c]
		if s.since == math.MaxInt32 {
			continue
		}
		k.all = append(k.all, s)
		identsOf(b.book.customers[c].Customer, func(_ identKind, h uint64) {
			if o := k.byIdent[h]; o == nil || s.since < o.since {
				k.byIdent[h] = s
			}
		})
	}
	return k
}

// StoppedKin is a customer stopped before the day with which the customer shares
// an address, phone, mail address or director, and whether it is a director.
func (b *Book) StoppedKin(customer int32, day int32) (kin *data.Record, director bool) {
	for _, id := range b.identsOf(customer) {
		s := b.stopped.byIdent[id.hash]
		if s == nil || s.customer == customer || s.since >= day || kin != nil && (director || id.kind != directorIdent) {
			continue
		}
		kin, director = b.customers[s.customer], id.kind == directorIdent
	}
	return kin, director
}

const similarDays = 75

// SimilarStopped is a stopped customer whose orders of the same models through
// the same forwarder ended about when this customer's began.
func (b *Book) SimilarStopped(customer int32, sh *data.Shipment, models []string, first, day int32) *data.Record {
	f := forwarderOf(sh)
	if f == "" {
		return nil
	}
	for _, m := range models {
		for _, s := range b.stopped.stoppedIn(m, f) {
			if s.customer != customer && s.since < day && first >= s.since-similarDays && first <= s.last+similarDays && b.groupOf[s.customer] != b.groupOf[customer] {
				return b.customers[s.customer]
			}
		}
	}
	return nil
}

// quietOrders is how many orders somebody must have placed to be missed.
const quietOrders = 3

// GoneQuiet is another customer who bought the same models through the same
// forwarder, and placed its last order before the day about when this customer's
// orders of them began.
func (b *Book) GoneQuiet(customer int32, sh *data.Shipment, models []string, first, day int32) *data.Record {
	f := forwarderOf(sh)
	if f == "" || day-first > 2*similarDays {
		return nil
	}
	g := GrainOf(sh.Grain)
	for _, m := range models {
		for i, s := range b.stopped.buyersOf(m, f) {
			if i >= maxScan {
				break
			}
			if s.customer == customer || b.groupOf[s.customer] == b.groupOf[customer] {
				continue
			}
			advanced, last := b.lastBefore(s.customer, g, day)
			if advanced >= quietOrders && last <= first && first-last <= similarDays && day-last > similarDays/3 {
				return b.customers[s.customer]
			}
		}
	}
	return nil
}
