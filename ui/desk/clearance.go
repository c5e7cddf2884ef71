package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
	"redflag/screening/checklist"
	"redflag/screening/facts"
)

// clearances are the judgements that a decision makes. One that says the hits on
// a list are false clears each pair of party and list entry that the person saw,
// so that the same pair stays quiet elsewhere while nothing that it rests on
// changes. Each pair is a judgement of its own.
func clearances(v *CaseView, p *checklist.Disposition, r Ruling) [][]data.EventField {
	if !p.ClearsHits() {
		return nil
	}
	var out [][]data.EventField
	for i := range v.Hits {
		if h := &v.Hits[i]; h.Cleared == nil && shown(&v.Verdict, h) {
			out = append(out, clearing(h, p.Code, r))
		}
	}
	return out
}

// clearing is the body of the judgement that a party is not the entry.
func clearing(h *facts.ListHit, code string, r Ruling) []data.EventField {
	out := []data.EventField{
		{Name: "kind", Value: "cleared_pair"},
		{Name: "subject", Value: h.Subject()},
		{Name: "object", Value: h.Object()},
		{Name: "basis", Value: facts.RestsBasis(h.Rests)},
		{Name: "rests", Value: mustJSON(h.Rests)},
		{Name: "reason", Value: code + ": " + r.Reason},
		{Name: "until", Value: r.Until.String()},
	}
	if r.Condition != "" {
		out = append(out, data.EventField{Name: "condition", Value: r.Condition})
	}
	return out
}

// judgedPair names what a judgement is about.
func judgedPair(judgement []data.EventField) (pair string) {
	for _, f := range judgement {
		if f.Name == "subject" || f.Name == "object" || f.Name == "basis" {
			pair += f.Value + "\x00"
		}
	}
	return pair
}

// shown reports whether the verdict speaks of a hit: in a finding with the party
// and the entry, or in the light. Only what the person saw is cleared.
func shown(v *data.Verdict, h *facts.ListHit) bool {
	if h.Owner == "" && h.Director == "" && h.Mention == "" && slices.Contains(v.Lights.Listed.Hits, data.Held{Party: h.Party, Entry: h.Object()}) {
		return true
	}
	return slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return f.Cleared == nil && speaksOf(&f, h) })
}

// reopened reports whether the verdict has a hit cleared that is open now: its
// clearing was taken back since, or ran out.
func reopened(v *data.Verdict, h *facts.ListHit) bool {
	return h.Cleared == nil && slices.ContainsFunc(v.Findings, func(f data.Finding) bool { return f.Cleared != nil && speaksOf(&f, h) })
}

// speaksOf reports whether a finding rests on the party and the entry of a hit.
func speaksOf(f *data.Finding, h *facts.ListHit) bool {
	party, entry := false, false
	for _, e := range f.Evidence {
		party = party || e.Value == cmp.Or(h.Director, h.Party) || h.Mention != "" && strings.Contains(e.Value, h.Mention) || h.Owner != "" && strings.HasPrefix(e.Value, h.Owner) || h.Address && strings.HasSuffix(e.Field, "address")
		entry = entry || e.Record == h.Object()
	}
	return party && entry
}

// ClearHit clears what a case is held against on one entry of a list, and leaves
// the case as it is: where something else is open, a false hit need not wait for it.
func (d *Desk) ClearHit(ctx context.Context, id, object string, r Ruling) ([]data.Event, error) {
	v, err := d.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	if v.Orders != nil { // what a clearance rests on, and what forbids it, stands in a verdict
		return nil, &NotYet{Code: r.Disposition, Blocks: d.blocks(v, r.Disposition)}
	}
	p, err := d.falseHit(&r)
	if err != nil {
		return nil, err
	}
	var bodies [][]data.EventField
	var open []string
	for i := range v.Hits {
		h := &v.Hits[i]
		if h.Cleared != nil {
			continue
		}
		if strings.EqualFold(h.Object(), object) {
			bodies, object = append(bodies, clearing(h, p.Code, r)), h.Object()
		} else if !slices.Contains(open, h.Object()) {
			open = append(open, h.Object())
		}
	}
	switch {
	case len(bodies) == 0 && len(open) == 0:
		return nil, fmt.Errorf("%s is held against no entry of a list that is open", v.Subject.Key)
	case len(bodies) == 0:
		return nil, misused(fmt.Errorf("%s is not held against %s; open are %s", v.Subject.Key, object, strings.Join(open, ", ")))
	}
	policy, known, err := d.housePolicy(ctx)
	if err != nil {
		return nil, err
	}
	blocks := d.unseconded(v, p, policy, known)
	if b := d.barred(&v.Verdict, object, p.Code); b != "" {
		blocks = append(blocks, b)
	}
	if len(blocks) > 0 {
		return nil, &NotYet{Code: p.Code, Blocks: blocks}
	}
	var made []data.Event
	err = d.store.Write(ctx, func(tx *store.Tx) error {
		key := v.Subject.Key.String()
		var before []together
		for i, body := range bodies {
			if i == len(bodies)-1 && i > 0 {
				body = append(body, data.EventField{Name: togetherField, Value: mustJSON(before)})
			}
			ev, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.JudgementMade, Case: key, Body: body})
			if err != nil {
				return err
			}
			made, before = append(made, ev), append(before, together{ev.ID, key})
		}
		return refold(tx, key)
	})
	return made, err
}

// falseHit is the disposition of a ruling that says hits are false, with its usual
// end and everything that it needs.
func (d *Desk) falseHit(r *Ruling) (*checklist.Disposition, error) {
	p, err := d.book.Disposition(r.Disposition)
	if err != nil {
		return nil, misused(err)
	}
	if !p.ClearsHits() {
		return nil, misused(fmt.Errorf("%s clears no hit: FP1 to FP4 do", p.Code))
	}
	if r.Until.IsZero() && p.ExpiresDays > 0 {
		r.Until = data.DateOfDay(d.today().First() + int32(p.ExpiresDays))
	}
	r.Condition = strings.TrimSpace(r.Condition)
	if bad := d.book.CheckDecision(p.Code, r.Reason, r.Until, d.today()); len(bad) > 0 {
		return nil, misused(errors.New(strings.Join(bad, " ")))
	}
	return &p, nil
}
