package desk

import (
	"context"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening"
	"redflag/screening/checklist"
	"redflag/screening/facts"
	"redflag/screening/match"
)

// clearances are the judgements that a decision makes. One that says the hits on
// a list are false clears each pair of party and list entry that the verdict
// shows, so that the same pair stays quiet elsewhere while nothing about it
// changes. Each pair is a judgement of its own.
func (d *Desk) clearances(ctx context.Context, v *CaseView, p *checklist.Disposition, reason string, until data.Date) ([][]data.EventField, error) {
	if !strings.HasPrefix(p.Code, "FP") || v.Record == nil {
		return nil, nil
	}
	f, err := d.findIn(ctx)
	if err != nil {
		return nil, err
	}
	s := f.pool.Get().(*match.Searcher)
	defer f.pool.Put(s)
	var out [][]data.EventField
	for _, c := range peopleOf(v) {
		for _, h := range screening.PartyHits(s, c) {
			object := facts.ClearanceObject(&h)
			if !shown(&v.Verdict, c.Name, object) {
				continue
			}
			out = append(out, []data.EventField{
				{Name: "kind", Value: "cleared_pair"},
				{Name: "subject", Value: c.Name},
				{Name: "object", Value: object},
				{Name: "basis", Value: facts.ClearanceBasis(c, &h)},
				{Name: "reason", Value: p.Code + ": " + reason},
				{Name: "until", Value: until.String()},
			})
		}
	}
	return out, nil
}

// peopleOf are the parties of a case, the customer first, each name once.
func peopleOf(v *CaseView) []*data.Customer {
	var out []*data.Customer
	add := func(c *data.Customer) {
		if c != nil && c.Name != "" && !slices.ContainsFunc(out, func(o *data.Customer) bool { return o.Name == c.Name && o.Address == c.Address }) {
			out = append(out, c)
		}
	}
	if v.Customer != nil {
		add(v.Customer.Customer)
	}
	add(v.Record.Customer)
	if v.Record.Shipment != nil {
		for _, p := range v.Record.Shipment.Parties {
			add(p.Customer)
		}
	}
	return out
}

// shown reports whether the verdict holds a finding on this party and list entry.
// Only what the person saw is cleared.
func shown(v *data.Verdict, name, object string) bool {
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Cleared != nil {
			continue
		}
		party, entry := false, false
		for _, e := range f.Evidence {
			party = party || e.Value == name || strings.HasSuffix(e.Field, "address")
			entry = entry || e.Record == object
		}
		if party && entry {
			return true
		}
	}
	return false
}
