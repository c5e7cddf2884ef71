package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/store"
)

// mostPapers bounds how many papers of an order are read with a case, and are decided with it.
const mostPapers = 1000

// Paper is another record of the order that a case is of: the order itself, a delivery, an
// invoice, a declaration. Each has a verdict of its own, and is decided by itself or with
// the case.
type Paper struct {
	data.QueueRow
	What  string `json:"what"`            // document, grain and direction, as told
	Stays string `json:"stays,omitempty"` // why it is not decided with the case at hand; "" where it can be

	more  string // what the case at hand says that this one does not; "" for nothing
	stale bool
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
	subjects, err := d.store.OfOrder(ctx, store.OrderNumber(sh.ID, sh.Order))
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

// readPapers adds those papers that are screened: of others there is nothing to decide yet.
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
	verdicts, err := d.store.VerdictsByID(ctx, ids)
	if err != nil {
		return err
	}
	stale, err := d.store.DirtyOf(ctx, ids)
	if err != nil {
		return err
	}
	what := map[int64]string{}
	for rec, err := range d.store.Some(ctx, store.AsOf{}, ids, nil) {
		if err != nil {
			return err
		}
		if rec.Shipment != nil {
			what[rec.Origin.Record] = toldAs(rec.Shipment)
		}
	}
	t := newTeller(set)
	own := t.says(&v.Verdict)
	for i := range rows {
		r := &rows[i]
		verdict, told := verdicts[r.ID], what[r.ID]
		if verdict == nil || told == "" {
			continue // not screened, or withdrawn
		}
		says := t.says(verdict)
		p := Paper{QueueRow: *r, What: told, Stays: stays(r, verdict, says, &v.Verdict, own, stale[r.ID]), stale: stale[r.ID] != ""}
		p.more = moreThan(&v.Verdict, own, verdict, says)
		v.Papers = append(v.Papers, p)
	}
	slices.SortStableFunc(v.Papers, func(a, b Paper) int {
		return cmp.Or(cmp.Compare(a.Date.First(), b.Date.First()), cmp.Compare(a.ID, b.ID))
	})
	return d.fillOrderDone(ctx, v)
}

// stays says why a paper is not decided with another of its order: it was decided, or it
// says something that the other does not.
func stays(p *data.QueueRow, is *data.Verdict, says []saying, of *data.Verdict, ofSays []saying, stale string) string {
	switch {
	case p.Status != data.Open && p.Status != data.Waiting:
		return "it is " + p.Status.String() + " already"
	case stale != "":
		return "its record or a list has changed since it was screened"
	}
	return moreThan(is, says, of, ofSays)
}

// moreThan says what a paper has that another of its order has not, "" for nothing.
func moreThan(is *data.Verdict, says []saying, of *data.Verdict, ofSays []saying) string {
	if is.Level > of.Level {
		return "its level is higher"
	}
	if at := onlyOne(says, ofSays); at >= 0 {
		return "only it says: " + is.Findings[at].Says
	}
	return ""
}

// fillOrderDone tells of an open paper what became of its order.
func (d *Desk) fillOrderDone(ctx context.Context, v *CaseView) error {
	if v.Row.Status != data.Open {
		return nil
	}
	var ids []int64
	for i := range v.Papers {
		if p := &v.Papers[i]; p.Status != data.Open {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	cases, err := d.store.CasesOf(ctx, ids)
	if err != nil {
		return err
	}
	for i := range v.Papers {
		p := &v.Papers[i]
		done := orderDone(cases[p.ID])
		if done == nil {
			continue
		}
		done.of(&p.QueueRow)
		done.More, done.stale = strings.Replace(p.more, "only it says", "only this paper says", 1), p.stale
		if v.OrderDone == nil || done.before(v.OrderDone) {
			v.OrderDone = done
		}
	}
	return nil
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

// listedPapers is how many papers of either kind are named where people read.
const listedPapers = 20

// Listed are the papers to name, and a line for each kind of those that are not: a blanket
// order has hundreds.
func (v *CaseView) Listed() (papers []*Paper, rest []string) {
	var along, own int
	for i := range v.Papers {
		p, n := &v.Papers[i], &along
		if p.Stays != "" {
			n = &own
		}
		if *n++; *n <= listedPapers {
			papers = append(papers, p)
		}
	}
	say := func(n int, what string) {
		if n > 0 {
			rest = append(rest, fmt.Sprintf("and %d more %s", n, what))
		}
	}
	say(along-listedPapers, "that can be decided with it")
	say(own-listedPapers, "that are decided by themselves")
	say(v.MorePapers, fmt.Sprintf("beyond the first %d: they are not read here, and not decided with it", mostPapers))
	return papers, rest
}
