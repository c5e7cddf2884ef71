package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"redflag/data"
	"redflag/data/lookup"
	"redflag/data/store"
)

// alike is from what score on a name that does not hold what was typed is shown
// as one that may be meant.
const alike = 0.7

// mostWords is how many bytes of words the queue is read for.
const mostWords = 512

// own keeps what the records are found by, as they are.
type own struct {
	mu   sync.Mutex // guards all; held while it is made
	of   string     // what was imported and withdrawn when it was
	told *told
}

// told is the index of one moment.
type told struct {
	*lookup.Index
	names *finder // over the parties' names, in any script
}

// told is the index over the current records, made when they have changed.
func (d *Desk) told(ctx context.Context) (*told, error) {
	d.own.mu.Lock()
	defer d.own.mu.Unlock()
	if err := ctx.Err(); err != nil { // nobody waits for the answer any longer
		return nil, err
	}
	of, err := d.store.Told(ctx)
	if err != nil {
		return nil, err
	}
	if d.own.told != nil && d.own.of == of {
		return d.own.told, nil
	}
	// What somebody stops waiting for is made all the same, for the next question.
	ix, of, err := d.store.Numbers(context.WithoutCancel(ctx))
	if err != nil {
		return nil, err
	}
	d.own.of, d.own.told = of, &told{ix, newFinder([]*data.ListPack{namesOf(ix)})}
	return d.own.told, nil
}

// namesOf is the parties as if they were listed, for asking names in any script.
func namesOf(ix *lookup.Index) *data.ListPack {
	p := &data.ListPack{Entries: make([]data.ListEntry, 0, ix.Entities())}
	for i := range ix.Entities() {
		k := ix.Known(int32(i))
		p.Entries = append(p.Entries, data.ListEntry{ID: strconv.Itoa(i), Name: k.Name, Aliases: k.Others})
	}
	return p
}

// Own answers from the own records: parties by any part of what is told of them,
// or by a name like theirs, and orders by any part of their numbers. An empty
// question makes ready to answer others.
func (d *Desk) Own(ctx context.Context, query string, limit int) (Own, error) {
	t, err := d.told(ctx)
	if err != nil || strings.TrimSpace(query) == "" {
		return Own{}, err
	}
	o := Own{Parties: []OwnParty{}, Records: []OwnRecord{}}
	typed := query
	k, isKey := store.ParseKey(query)
	if isKey {
		query = k.ID
	}
	q := lookup.Parse(query)
	if err := d.ownParties(ctx, t, q, query, limit, &o); err != nil {
		return o, err
	}
	var hits []lookup.OrderHit
	hits, o.MoreRecords = t.ByNumber(q, limit)
	var ids []int64
	if isKey || o.MoreRecords || !q.ByNumber() { // else it is the first of the hits
		if ids, err = d.named(ctx, typed); err != nil {
			return o, err
		}
	}
	for _, h := range hits {
		if !slices.Contains(ids, h.Record) {
			ids = append(ids, h.Record)
		}
	}
	o.Records, err = d.ownRecords(ctx, ids[:min(len(ids), limit)], q)
	return o, err
}

// named are the orders that are called just this.
func (d *Desk) named(ctx context.Context, query string) (ids []int64, err error) {
	all, err := d.store.Find(ctx, query)
	for _, s := range all {
		if s.Key.Kind == data.ShipmentKind {
			ids = append(ids, s.RowID)
		}
	}
	return ids, err
}

func (d *Desk) ownParties(ctx context.Context, t *told, q lookup.Query, query string, limit int, o *Own) error {
	hits, more := t.Parties(q, limit)
	o.MoreParties = more
	for _, h := range hits {
		o.Parties = append(o.Parties, t.party(h.Entity))
	}
	if !more {
		t.likeNames(query, limit, o)
	}
	var parties, customers []int64
	for _, h := range hits {
		if h.Customer != 0 {
			customers = append(customers, h.Customer)
		} else if h.Party != 0 {
			parties = append(parties, h.Party)
		}
	}
	for _, p := range o.Parties {
		if id := t.Known(p.number).Record; id != 0 && !slices.Contains(customers, id) {
			customers = append(customers, id)
		}
	}
	byID, err := d.store.PartiesByID(ctx, parties)
	if err != nil {
		return err
	}
	records, err := d.store.Current(ctx, customers)
	if err != nil {
		return err
	}
	byRecord := make(map[int64]*data.Record, len(records))
	for _, r := range records {
		byRecord[r.Origin.Record] = r
	}
	for i := range o.Parties {
		p := &o.Parties[i]
		if r := byRecord[t.Known(p.number).Record]; r != nil {
			p.Case = r.Key().String()
		}
		if i >= len(hits) {
			continue
		}
		c := byID[hits[i].Party]
		if r := byRecord[hits[i].Customer]; r != nil {
			c = r.Customer
		}
		if c == nil {
			c = &data.Customer{Name: p.Name}
		}
		p.Found = found(q.InParty(c))
	}
	return nil
}

func found(m lookup.Match, ok bool) Found {
	if !ok {
		return Found{}
	}
	return Found{Field: m.Field.String(), Value: m.Value, From: m.From, To: m.To}
}

func (t *told) party(n int32) OwnParty {
	k := t.Known(n)
	orders, _ := t.OrdersOf(n, 0)
	return OwnParty{Name: k.Name, Country: k.Country, Orders: orders, number: n, in: t.Index}
}

// likeNames adds parties whose names are like the question without holding it.
func (t *told) likeNames(query string, limit int, o *Own) {
	for _, h := range t.names.names(query, limit) {
		n, err := strconv.Atoi(h.ID)
		if err != nil || h.Score < alike || len(o.Parties) >= limit || !t.There(int32(n)) ||
			slices.ContainsFunc(o.Parties, func(p OwnParty) bool { return p.number == int32(n) }) {
			continue
		}
		p := t.party(int32(n))
		p.Found = Found{Field: "like the name", Value: h.Matched, Likeness: h.Score}
		o.Parties = append(o.Parties, p)
	}
}

// ownRecords are orders as the queue shows them, with what was found in each.
func (d *Desk) ownRecords(ctx context.Context, ids []int64, q lookup.Query) ([]OwnRecord, error) {
	records, err := d.store.Current(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows, err := d.store.Rows(ctx, ids)
	if err != nil {
		return nil, err
	}
	screened := make(map[int64]data.QueueRow, len(rows))
	for _, r := range rows {
		screened[r.ID] = r
	}
	out := make([]OwnRecord, 0, len(records))
	for _, r := range records {
		if r.Shipment == nil {
			continue
		}
		o := OwnRecord{Found: found(q.InShipment(r.Shipment, r.Extra))}
		if o.QueueRow, o.Screened = screened[r.Origin.Record]; !o.Screened {
			o.QueueRow = data.QueueRow{
				Level: data.Review, // nothing clears before it is judged
				ID:    r.Origin.Record, Shipment: r.Shipment.ID, Customer: r.Shipment.Customer, Order: r.Shipment.Order,
				Name: customerName(r, nil), Date: r.Shipment.Date, Dest: r.Shipment.DestinationCountry, Case: r.Key().String(),
			}
		}
		out = append(out, o)
	}
	return out, nil
}

// OrdersOf are current orders that name a party, the last told of them, the worst
// first.
func (d *Desk) OrdersOf(ctx context.Context, p OwnParty, limit int) ([]OwnRecord, error) {
	if p.in == nil {
		return nil, nil
	}
	_, ids := p.in.OrdersOf(p.number, limit)
	out, err := d.ownRecords(ctx, ids, lookup.Query{})
	slices.SortStableFunc(out, func(a, b OwnRecord) int {
		if a.Level != b.Level {
			return int(b.Level) - int(a.Level)
		}
		return b.Score - a.Score
	})
	return out, err
}

// ByWords are judged orders whose customer, goods or numbers hold all words, the
// worst first. It reads the whole queue.
func (d *Desk) ByWords(ctx context.Context, query string, limit int) ([]OwnRecord, error) {
	if strings.TrimSpace(query) == "" || len(query) > mostWords {
		return nil, nil
	}
	v, err := d.store.QueueFirst(ctx, data.Filter{Text: query}, limit)
	if err != nil {
		return nil, err
	}
	rows, err := d.store.Rows(ctx, v.IDs)
	out := make([]OwnRecord, len(rows))
	for i, r := range rows {
		out[i] = OwnRecord{QueueRow: r, Screened: true, Found: Found{Field: "words"}}
	}
	return out, err
}
