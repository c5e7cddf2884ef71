package desk

import (
	"context"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening/facts"
)

// hitPair is one party against one list entry, and the open cases that show it.
type hitPair struct {
	hit    facts.ListHit
	party  string
	object string
	words  string // that agree, as listed
	alone  string // why it must be judged by itself, or ""
	again  bool   // it was cleared when last screened, and is not any more
	cases  []string
}

// openCase is an undecided case with open hits.
type openCase struct {
	view  *CaseView
	pairs []*hitPair
}

// hitBook is every open hit of the workspace.
type hitBook struct {
	pairs  map[string]*hitPair // by party, entry and what was judged
	order  []*hitPair
	cases  map[string]*openCase
	groups map[string]*HitGroup
	since  []string // what changed since the verdicts were made, in words
}

// hitBook reads every undecided verdict that shows a hit on a list.
func (d *Desk) hitBook(ctx context.Context) (*hitBook, error) {
	a, err := d.against(ctx)
	if err != nil {
		return nil, err
	}
	b := &hitBook{pairs: map[string]*hitPair{}, cases: map[string]*openCase{}, groups: map[string]*HitGroup{}}
	queue, err := d.store.Queue(ctx, data.Filter{Statuses: []data.Status{data.Open, data.Waiting}})
	if err != nil {
		return nil, err
	}
	for at := 0; at < len(queue.IDs); at += 100 {
		rows, err := d.store.Rows(ctx, queue.IDs[at:min(at+100, len(queue.IDs))])
		if err != nil {
			return nil, err
		}
		for i := range rows {
			if err := d.openHits(ctx, b, a, &rows[i]); err != nil {
				return nil, err
			}
		}
	}
	b.group()
	b.since, err = d.changedSince(ctx, a.s.Stamp())
	return b, err
}

// openHits adds what one case shows.
func (d *Desk) openHits(ctx context.Context, b *hitBook, a *against, row *data.QueueRow) error {
	verdicts, err := d.store.VerdictsOf(ctx, []int64{row.ID})
	if err != nil || len(verdicts) == 0 || !slices.ContainsFunc(verdicts[0].Findings, aboutList) {
		return err
	}
	key, ok := store.ParseKey(row.Case)
	if !ok {
		return nil
	}
	v := &CaseView{Subject: data.Subject{Key: key, RowID: row.ID}, Row: *row, Verdict: *verdicts[0]}
	if v.Record, err = d.store.Record(ctx, key); err != nil || v.Record == nil {
		return err
	}
	c := &openCase{view: v}
	v.Hits = a.hits(v.Record)
	for i := range v.Hits {
		h := &v.Hits[i]
		again := reopened(&v.Verdict, h)
		if h.Cleared != nil || !again && !shown(&v.Verdict, h) {
			continue
		}
		p := b.pair(h, row.Case)
		switch {
		case again:
			p.again, p.alone = true, "its clearing no longer stands, and the verdict is from before: screen again, then judge it"
		case p.alone == "":
			p.alone = d.barred(&v.Verdict, p.object, GroupCode)
		}
		c.pairs = append(c.pairs, p)
	}
	if len(c.pairs) > 0 {
		b.cases[row.Case] = c
	}
	return nil
}

// barred says which stop on a list entry a disposition does not set aside, such as
// one of the user's own list.
func (d *Desk) barred(v *data.Verdict, object, code string) string {
	for _, f := range v.Findings {
		on := func(e data.Evidence) bool { return e.Record == object }
		if f.Cleared != nil || f.Kind != data.StopFinding || !slices.ContainsFunc(f.Evidence, on) {
			continue
		}
		alone := data.Verdict{Findings: []data.Finding{f}, LawDate: v.LawDate}
		if b := d.book.Blocks(&alone, data.CaseState{}, code); len(b) > 0 {
			return b[0]
		}
	}
	return ""
}

// aboutList reports whether a finding rests on an entry of a list.
func aboutList(f data.Finding) bool { return slices.ContainsFunc(f.Evidence, ofList) }

// ofList reports whether a piece of evidence is an entry of a list.
func ofList(e data.Evidence) bool { return strings.HasPrefix(e.Field, "list ") }

func (b *hitBook) pair(h *facts.ListHit, caseKey string) *hitPair {
	id := h.Subject() + "\x00" + h.Object() + "\x00" + facts.RestsBasis(h.Rests)
	p := b.pairs[id]
	if p == nil {
		p = &hitPair{hit: *h, party: h.Subject(), object: h.Object(), words: agreeing(&h.NameHit), alone: alone(h)}
		b.pairs[id] = p
		b.order = append(b.order, p)
	}
	if !slices.Contains(p.cases, caseKey) {
		p.cases = append(p.cases, caseKey)
	}
	return p
}
