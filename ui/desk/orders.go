package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/store"
)

// shownOrders is how many of a customer's orders are named.
const shownOrders = 200

// CustomerOrders are what the orders of a customer were judged: a customer that has
// some is judged with each of them and not by itself.
type CustomerOrders struct {
	Count    int                 `json:"count"`
	Worst    data.Level          `json:"worst"`
	ByLevel  map[data.Level]int  `json:"by_level"`
	ByStatus map[data.Status]int `json:"by_status"`
	Open     int                 `json:"open"`  // that nobody has decided, or that wait
	First    []data.QueueRow     `json:"first"` // the worst of them
	Sums     []OrderSum          `json:"sums"`  // grains are never added together
}

// OrderSum is what the orders of a customer add up to that are told in one way.
type OrderSum struct {
	What   string             `json:"what"` // document, grain and direction, as told
	Count  int                `json:"count"`
	From   data.Date          `json:"from,omitzero"`
	To     data.Date          `json:"to,omitzero"`
	GPUs   float64            `json:"gpus,omitempty"`   // on lines that are or may be controlled, as far as a quantity is told
	Values map[string]float64 `json:"values,omitempty"` // by currency, "" where none is told; nothing is converted
	Untold int                `json:"untold,omitempty"` // lines without a value
}

// Words say it in one sentence.
func (o *CustomerOrders) Words() string {
	var n []string
	for l := data.Stop; ; l-- {
		if o.ByLevel[l] > 0 {
			n = append(n, fmt.Sprintf("%d %s", o.ByLevel[l], l))
		}
		if l == data.Pass {
			break
		}
	}
	orders := "its 1 order"
	if o.Count != 1 {
		orders = fmt.Sprintf("its %d orders", o.Count)
	}
	return fmt.Sprintf("judged with %s: %s; %d not decided", orders, strings.Join(n, ", "), o.Open)
}

// Standing says how many of them have which status, the most first.
func (o *CustomerOrders) Standing() string {
	all := slices.SortedFunc(maps.Keys(o.ByStatus), func(a, b data.Status) int { return cmp.Or(o.ByStatus[b]-o.ByStatus[a], int(a)-int(b)) })
	var out []string
	for _, s := range all {
		out = append(out, fmt.Sprintf("%d %s", o.ByStatus[s], s))
	}
	return strings.Join(out, ", ")
}

// Words say a sum in one line.
func (s *OrderSum) Words() string {
	out := []string{fmt.Sprint(s.Count)}
	if s.From.State() == data.Known {
		day := s.From.String()
		if s.To != s.From {
			day += " to " + s.To.String()
		}
		out = append(out, day)
	}
	for _, c := range slices.Sorted(maps.Keys(s.Values)) {
		out = append(out, strings.TrimSpace(cmp.Or(c, "no currency told")+" "+thousands(s.Values[c])))
	}
	switch {
	case s.Untold == 1:
		out = append(out, "1 line without a value")
	case s.Untold > 1:
		out = append(out, fmt.Sprintf("%d lines without a value", s.Untold))
	}
	if s.GPUs > 0 {
		out = append(out, thousands(s.GPUs)+" GPUs on lines that are or may be controlled")
	}
	return strings.Join(out, "; ")
}

// thousands writes an amount in groups of three, without its fraction.
func thousands(x float64) string {
	s := strconv.FormatFloat(x, 'f', 0, 64)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// ordersOf are the judged orders of a customer, nil where there is none.
func (d *Desk) ordersOf(ctx context.Context, customer data.Key) (*CustomerOrders, error) {
	v, err := d.store.Queue(ctx, data.Filter{Customer: customer.String()})
	if err != nil || len(v.IDs) == 0 {
		return nil, err
	}
	rows, err := d.store.Rows(ctx, v.IDs)
	if err != nil {
		return nil, err
	}
	out := &CustomerOrders{ByLevel: map[data.Level]int{}, ByStatus: map[data.Status]int{}, Worst: data.Pass, Sums: []OrderSum{}}
	own := map[string]bool{customer.Source: true} // whether orders of a source are of this customer
	var ids []int64
	for i := range rows {
		r := &rows[i]
		k, ok := store.ParseKey(r.Case)
		if !ok || k.Kind != data.ShipmentKind || r.Customer != customer.ID {
			continue
		}
		if _, known := own[k.Source]; !known {
			other, err := d.store.Record(ctx, data.Key{Source: k.Source, Kind: data.CustomerKind, ID: customer.ID})
			if err != nil {
				return nil, err
			}
			own[k.Source] = other == nil
		}
		if !own[k.Source] {
			continue
		}
		ids = append(ids, r.ID)
		out.Count++
		out.ByLevel[r.Level]++
		out.ByStatus[r.Status]++
		out.Worst = max(out.Worst, r.Level)
		if r.Status == data.Open || r.Status == data.Waiting {
			out.Open++
		}
		if len(out.First) < shownOrders {
			out.First = append(out.First, *r)
		}
	}
	if out.Count == 0 {
		return nil, nil
	}
	return out, d.sumOrders(ctx, ids, out)
}

// sumOrders adds up what the orders tell, those told in one way together.
func (d *Desk) sumOrders(ctx context.Context, ids []int64, o *CustomerOrders) error {
	verdicts, err := d.store.VerdictsOf(ctx, ids)
	if err != nil {
		return err
	}
	gpus := map[int64]float64{} // by record
	for i, v := range verdicts {
		if len(verdicts) != len(ids) {
			break // a screen was published in between: the sums are of the moment after
		}
		for _, g := range v.Goods {
			if g.Controlled == data.ControlledYes || g.Controlled == data.ControlledPossible {
				gpus[ids[i]] += g.GPUs
			}
		}
	}
	sums := map[string]*OrderSum{}
	for rec, err := range d.store.Some(ctx, store.AsOf{}, ids, nil) {
		if err != nil {
			return err
		}
		if rec.Shipment == nil {
			continue
		}
		what := toldAs(rec.Shipment)
		if sums[what] == nil {
			sums[what] = &OrderSum{What: what, Values: map[string]float64{}}
		}
		sums[what].add(rec.Shipment, gpus[rec.Origin.Record])
	}
	for _, what := range slices.Sorted(maps.Keys(sums)) {
		o.Sums = append(o.Sums, *sums[what])
	}
	return nil
}

// toldAs is what a record is, as its file tells.
func toldAs(s *data.Shipment) string {
	var out []string
	for _, w := range []string{s.DocType, s.Grain, s.Direction, s.Status} {
		if data.TextState(w) == data.Known {
			out = append(out, strings.ReplaceAll(w, "_", " "))
		}
	}
	return cmp.Or(strings.Join(out, ", "), "kind not told")
}

func (s *OrderSum) add(sh *data.Shipment, gpus float64) {
	s.Count++
	s.GPUs += gpus
	if d := sh.Date; d.State() == data.Known {
		if s.From.State() != data.Known || d.First() < s.From.First() {
			s.From = d
		}
		if s.To.State() != data.Known || d.Last() > s.To.Last() {
			s.To = d
		}
	}
	for i := range sh.Lines {
		l := &sh.Lines[i]
		switch {
		case l.Value.State == data.Known:
			s.Values[l.Currency] += l.Value.Value
		case l.Quantity.State == data.Known && l.UnitValue.State == data.Known:
			s.Values[l.Currency] += l.Quantity.Value * l.UnitValue.Value
		default:
			s.Untold++
		}
	}
}

// CustomerOf is the key of the customer that an order is of, or of the customer itself.
func (d *Desk) CustomerOf(ctx context.Context, id string) (string, error) {
	sub, err := d.find(ctx, id)
	if err != nil {
		return "", err
	}
	if sub.Key.Kind == data.CustomerKind {
		return sub.Key.String(), nil
	}
	verdict, err := d.store.Verdict(ctx, sub.Key)
	if err != nil {
		return "", err
	}
	if verdict == nil {
		return "", fmt.Errorf("%s is not screened yet: screening says whose it is", sub.Display)
	}
	key := data.Key{Source: sub.Key.Source, Kind: data.CustomerKind, ID: verdict.Customer}
	if verdict.Customer == "" {
		return "", fmt.Errorf("%s names no customer that has a record of its own", sub.Display)
	}
	c, err := d.store.Record(ctx, key)
	if err == nil && c == nil {
		return "", fmt.Errorf("%s is of %s, of whom there is no record", sub.Display, verdict.Customer)
	}
	return key.String(), err
}
