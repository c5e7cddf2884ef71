package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening/rules"
)

// mostPapers bounds how many papers of an order are read with a case.
const mostPapers = 100

// Paper is another record of the order that a case is of: the order itself, a delivery, an
// invoice, a declaration. Each has a verdict of its own, and is decided by itself or with
// the case.
type Paper struct {
	data.QueueRow
	What  string `json:"what"`            // document, grain and direction, as told
	Stays string `json:"stays,omitempty"` // why it is not decided with the case at hand; "" where it can be
}

// Words say which paper it is and how it stands.
func (p *Paper) Words() string {
	return fmt.Sprintf("%s  %s  %s  %s %d, %s", p.Shipment, p.Date, p.What, p.Level, p.Score, p.Status)
}

// fillPapers adds the other records of the order that a shipment is of. Those of another
// customer under the same number are of another order.
func (d *Desk) fillPapers(ctx context.Context, v *CaseView) error {
	if v.Record == nil || v.Record.Shipment == nil {
		return nil
	}
	sh := v.Record.Shipment
	number := sh.ID
	if data.TextState(sh.Order) == data.Known {
		number = sh.Order
	}
	subjects, err := d.store.OfOrder(ctx, number)
	if err != nil {
		return err
	}
	var ids []int64
	for _, s := range subjects {
		if s.RowID != v.Subject.RowID {
			ids = append(ids, s.RowID)
		}
	}
	rows, err := d.store.Rows(ctx, ids)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(r data.QueueRow) bool { return !oneBuyer(&v.Row, &r) })
	if v.MorePapers = max(len(rows)-mostPapers, 0); v.MorePapers > 0 {
		rows = rows[:mostPapers]
	}
	return d.readPapers(ctx, v, rows)
}

// oneBuyer reports whether two rows are of one customer, as far as either tells it.
func oneBuyer(a, b *data.QueueRow) bool {
	if a.Customer != "" && b.Customer != "" {
		return a.Customer == b.Customer
	}
	return a.Name == "" || b.Name == "" || strings.EqualFold(a.Name, b.Name)
}

func (d *Desk) readPapers(ctx context.Context, v *CaseView, rows []data.QueueRow) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	set, err := d.rules()
	if err != nil {
		return err
	}
	told := map[int64]*data.Shipment{}
	for rec, err := range d.store.Some(ctx, store.AsOf{}, ids, nil) {
		if err != nil {
			return err
		}
		told[rec.Origin.Record] = rec.Shipment
	}
	for i := range rows {
		sh := told[rows[i].ID]
		if sh == nil {
			continue // withdrawn
		}
		key, ok := store.ParseKey(rows[i].Case)
		if !ok {
			continue
		}
		verdict, err := d.store.Verdict(ctx, key)
		if err != nil {
			return err
		}
		if verdict == nil {
			continue // not screened: there is nothing to decide yet
		}
		stale, err := d.store.Dirty(ctx, key)
		if err != nil {
			return err
		}
		p := Paper{QueueRow: rows[i], What: toldAs(sh)}
		p.Stays = stays(&p, &v.Verdict, verdict, stale, set)
		v.Papers = append(v.Papers, p)
	}
	slices.SortStableFunc(v.Papers, func(a, b Paper) int {
		return cmp.Or(cmp.Compare(a.Date.First(), b.Date.First()), cmp.Compare(a.ID, b.ID))
	})
	return nil
}

// stays says why a paper is not decided with another of its order: it was decided, or it
// says something that the other does not.
func stays(p *Paper, of, is *data.Verdict, stale string, set *rules.Set) string {
	switch {
	case p.Status != data.Open && p.Status != data.Waiting:
		return "it is " + p.Status.String() + " already"
	case stale != "":
		return "its record or a list has changed since it was screened"
	case is.Level > of.Level:
		return "its level is higher"
	}
	t := newTeller(set)
	if at := onlyOne(t.says(is), t.says(of)); at >= 0 {
		return "only it says: " + is.Findings[at].Says
	}
	return ""
}

// Along are the papers of a case that can be decided with it.
func (v *CaseView) Along() (out []*Paper) {
	for i := range v.Papers {
		if p := &v.Papers[i]; p.Stays == "" {
			out = append(out, p)
		}
	}
	return out
}

// Keys are the cases of papers.
func Keys(papers []*Paper) (out []string) {
	for _, p := range papers {
		out = append(out, p.Case)
	}
	return out
}
