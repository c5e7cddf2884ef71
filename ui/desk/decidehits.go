package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
)

// GroupCode is the disposition that a group of hits can be cleared with: that
// only generic words agree is true of all of them at once. What the others need
// differs from party to party.
const GroupCode = "FP2"

// mostPairs bounds how many pairs one decision clears.
const mostPairs = 5000

// GroupDecision is what a decision on a group of hits did.
type GroupDecision struct {
	Group    string       `json:"group"`
	Cleared  int          `json:"cleared"` // pairs, one record each
	Decided  []string     `json:"decided"` // cases where nothing else was open
	StayOpen []string     `json:"open"`    // cases with something else to answer
	Left     []HitExample `json:"left"`    // pairs to be judged by themselves
}

// DecideHits clears the pairs of a group, one judgement each, and decides the
// cases where these were all that was open. One undo takes all of it back.
func (d *Desk) DecideHits(ctx context.Context, group string, r Ruling) (*GroupDecision, error) {
	p, err := d.book.Disposition(r.Disposition)
	if err != nil {
		return nil, err
	}
	switch {
	case !p.ClearsHits():
		return nil, fmt.Errorf("%s clears no hit; a group of hits is cleared with %s", p.Code, GroupCode)
	case p.Code != GroupCode:
		return nil, fmt.Errorf("%s needs %s, which differs from party to party: decide these one by one with 'redflag decide ID %s', or the group with %s", p.Code, p.Needs, p.Code, GroupCode)
	}
	if bad := d.book.CheckDecision(p.Code, r.Reason, r.Until, d.today()); len(bad) > 0 {
		return nil, errors.New(strings.Join(bad, " "))
	}
	b, err := d.hitBook(ctx)
	if err != nil {
		return nil, err
	}
	g := b.groups[group]
	if g == nil {
		g = b.groups[groupID("entry", group)] // named by the entry itself, such as EL:9001
	}
	if g == nil {
		return nil, fmt.Errorf("no open hits are grouped as %q; 'redflag queue --hits' lists the groups", group)
	}
	if r.Sight != "" && r.Sight != g.Sight {
		return nil, fmt.Errorf("the hits of %s have changed since you looked: read them again, then decide", g.ID)
	}
	policy, err := d.Policy(ctx)
	if err != nil {
		return nil, err
	}
	out := &GroupDecision{Group: g.ID}
	clear := map[*hitPair]bool{}
	for _, pair := range g.pairs {
		if pair.alone == "" && policy.FourEyes == Required && slices.ContainsFunc(pair.cases, func(key string) bool {
			return p.SecondPerson(b.cases[key].view.Verdict.Level)
		}) {
			pair.alone = "its order is on stop, and there this house requires a second person for each"
		}
		if pair.alone != "" {
			out.Left = append(out.Left, pair.example())
			continue
		}
		clear[pair] = true
	}
	switch {
	case len(clear) == 0:
		return out, fmt.Errorf("no hit of this group can be cleared with the others: %s", g.pairs[0].alone)
	case len(clear) > mostPairs:
		return nil, fmt.Errorf("the group holds %d hits, more than the %d that are cleared at once: clear it entry by entry", len(clear), mostPairs)
	}
	decide, err := d.onlyHits(ctx, b, g, clear, p.Code, out)
	if err != nil {
		return nil, err
	}
	return out, d.clearGroup(ctx, g, clear, decide, r, out)
}

// onlyHits are the cases of a group where nothing is open but hits that are
// cleared now.
func (d *Desk) onlyHits(ctx context.Context, b *hitBook, g *HitGroup, clear map[*hitPair]bool, code string, out *GroupDecision) ([]*openCase, error) {
	var decide []*openCase
	done := map[string]bool{}
	for _, pair := range g.pairs {
		for _, key := range pair.cases {
			if done[key] || !clear[pair] {
				continue
			}
			done[key] = true
			c := b.cases[key]
			state, err := d.store.Case(ctx, key)
			if err != nil {
				return nil, err
			}
			c.view.State = *state
			if !c.allCleared(clear) || len(d.blocks(c.view, code)) > 0 {
				out.StayOpen = append(out.StayOpen, key)
				continue
			}
			decide = append(decide, c)
			out.Decided = append(out.Decided, key)
		}
	}
	return decide, nil
}

// allCleared reports whether every finding that asks something rests on hits
// that are cleared now.
func (c *openCase) allCleared(clear map[*hitPair]bool) bool {
	objects := map[string]bool{}
	for _, p := range c.pairs {
		if !clear[p] {
			return false
		}
		objects[p.object] = true
	}
	for _, f := range c.view.Verdict.Findings {
		if f.Cleared != nil || f.Kind == data.NoteFinding {
			continue
		}
		listed := 0
		for _, e := range f.Evidence {
			if !ofList(e) {
				continue
			}
			if !objects[e.Record] {
				return false
			}
			listed++
		}
		if listed == 0 {
			return false
		}
	}
	return true
}

// clearGroup writes the records of a group in one step. The last names the others.
func (d *Desk) clearGroup(ctx context.Context, g *HitGroup, clear map[*hitPair]bool, decide []*openCase, r Ruling, out *GroupDecision) error {
	drafts := groupDrafts(g, clear, decide, r)
	return d.store.Write(ctx, func(tx *store.Tx) error {
		var made []together
		touched := map[string]bool{}
		for i, draft := range drafts {
			if i == len(drafts)-1 {
				draft.Body = append(draft.Body, data.EventField{Name: togetherField, Value: mustJSON(made)})
			}
			ev, err := journal.Append(tx.Journal(), d.signer, draft)
			if err != nil {
				return err
			}
			made = append(made, together{ev.ID, draft.Case})
			touched[draft.Case] = true
			if draft.Kind == data.JudgementMade {
				out.Cleared++
			}
		}
		return refoldAll(tx, touched)
	})
}

func groupDrafts(g *HitGroup, clear map[*hitPair]bool, decide []*openCase, r Ruling) []journal.Draft {
	hits := "1 hit"
	if n := len(clear); n != 1 {
		hits = fmt.Sprintf("%d hits", n)
	}
	cause := fmt.Sprintf("%s, %s: %s (%s)", g.ID, g.By, g.Cause, hits)
	var drafts []journal.Draft
	for _, p := range g.pairs {
		if !clear[p] {
			continue
		}
		body := append(clearing(&p.hit, GroupCode, r), data.EventField{Name: "group", Value: cause})
		drafts = append(drafts, journal.Draft{Kind: data.JudgementMade, Case: p.cases[0], Body: body})
	}
	for _, c := range decide {
		verdict := mustJSON(c.view.Verdict)
		sum := sha256.Sum256([]byte(verdict))
		drafts = append(drafts, journal.Draft{Kind: data.DecisionMade, Case: c.view.Row.Case, Body: []data.EventField{
			{Name: "disposition", Value: GroupCode},
			{Name: "status", Value: data.Released.String()},
			{Name: "reason", Value: r.Reason},
			{Name: "until", Value: r.Until.String()},
			{Name: "verdict", Value: verdict},
			{Name: "verdict_hash", Value: hex.EncodeToString(sum[:])},
			{Name: "version", Value: strconv.FormatInt(c.view.Record.Origin.Version, 10)},
			{Name: "group", Value: cause},
		}})
	}
	return drafts
}
