package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
	"redflag/screening/facts"
	"redflag/screening/match"
)

// GroupCode is the disposition that a group of hits can be cleared with: that
// only generic words agree is true of all of them at once. What the others need
// differs from party to party.
const GroupCode = "FP2"

// sameName is from which score on two names are the same but for their form, so
// that a word in common explains nothing.
const sameName = 0.9

// mostPairs bounds how many pairs one decision clears.
const mostPairs = 5000

// HitGroup are open hits on a list that have one cause.
type HitGroup struct {
	ID       string       `json:"group"`
	By       string       `json:"by"` // "words" that agree, or the "entry" that is hit
	Cause    string       `json:"cause"`
	Pairs    int          `json:"hits"` // pairs of a party and a list entry
	Parties  int          `json:"parties"`
	Entries  int          `json:"entries"`
	Cases    int          `json:"cases"`
	Alone    int          `json:"one_by_one,omitempty"` // pairs that are not cleared with the others
	Examples []HitExample `json:"examples"`
	Sight    string       `json:"sight"` // changes when any hit of the group does

	pairs []*hitPair
}

// HitExample is one pair of a group.
type HitExample struct {
	Party string  `json:"party"`
	Entry string  `json:"entry"`
	List  string  `json:"list"`
	ID    string  `json:"id"`
	Score float64 `json:"score"`
	Case  string  `json:"case"`
	Alone string  `json:"one_by_one,omitempty"` // why it is not cleared with the others
}

// hitPair is one party against one list entry, and the open cases that show it.
type hitPair struct {
	hit    facts.ListHit
	party  string
	object string
	words  string // that agree, as listed
	alone  string // why it must be judged by itself, or ""
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
}

// HitGroups are the open hits on lists, grouped by what causes them, the largest
// group first. Two groups of the very same hits are shown as one.
func (d *Desk) HitGroups(ctx context.Context) ([]HitGroup, error) {
	b, err := d.hitBook(ctx)
	if err != nil {
		return nil, err
	}
	var out []HitGroup
	for _, g := range b.groups {
		if g.By == "words" && (len(g.pairs) < 2 || strings.HasPrefix(g.Cause, noWord)) {
			continue
		}
		if g.By == "entry" && b.sameAsWords(g) {
			continue
		}
		out = append(out, *g)
	}
	slices.SortFunc(out, func(x, y HitGroup) int {
		return cmp.Or(cmp.Compare(y.Pairs, x.Pairs), cmp.Compare(x.By, y.By), cmp.Compare(x.Cause, y.Cause), cmp.Compare(x.ID, y.ID))
	})
	return out, nil
}

// sameAsWords reports whether all hits on an entry come from the same words, and
// these hit nothing else.
func (b *hitBook) sameAsWords(g *HitGroup) bool {
	w := b.groups[groupID("words", g.pairs[0].words)]
	return len(w.pairs) == len(g.pairs) && len(g.pairs) > 1 && !strings.HasPrefix(w.Cause, noWord) &&
		!slices.ContainsFunc(g.pairs, func(p *hitPair) bool { return p.words != g.pairs[0].words })
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
	return b, nil
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
		if h.Cleared != nil || !shown(&v.Verdict, h) {
			continue
		}
		p := b.pair(h, row.Case)
		if p.alone == "" {
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

// aboutList reports whether a finding that stands rests on an entry of a list.
func aboutList(f data.Finding) bool {
	return f.Cleared == nil && slices.ContainsFunc(f.Evidence, ofList)
}

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

// noWord begins the cause of hits that no word in common explains.
const noWord = "address "

// agreeing are the listed words that agree with the party's, in order of the
// alphabet; of an address, that it is one.
func agreeing(h *data.NameHit) string {
	if h.Address {
		return noWord + h.Matched
	}
	var words []string
	for _, w := range h.Why {
		asked, err := strconv.QuotedPrefix(w)
		if err != nil {
			continue // what stands only on one side, the country, a remark
		}
		listed := asked
		if i := strings.Index(w[len(asked):], `"`); i >= 0 {
			if q, err := strconv.QuotedPrefix(w[len(asked)+i:]); err == nil {
				listed = q
			}
		}
		if word, err := strconv.Unquote(listed); err == nil && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// alone says why a pair is not cleared by words that many have in common.
func alone(h *facts.ListHit) string {
	differs := func(w string) bool { return strings.HasPrefix(w, "only in the ") }
	switch {
	case h.Owner != "":
		return "it is an owner of " + h.Party
	case h.Address:
		return "an address agrees, not a word of the name"
	case slices.Contains(h.Why, match.Obfuscated):
		return "the name is written with look-alike characters"
	case h.Score >= sameName:
		return fmt.Sprintf("the names agree at %.2f, the same but for their form", h.Score)
	case !slices.ContainsFunc(h.Why, differs):
		return "every word of the names agrees"
	case slices.Contains(h.Why, match.HouseName):
		return "the name of the house agrees, and only places and forms of company differ"
	case slices.Contains(h.Why, match.NothingTells):
		return "every word that tells one firm from another agrees"
	}
	return ""
}

// groupID is short, and the same as long as the cause is.
func groupID(by, cause string) string {
	sum := sha256.Sum256([]byte(by + "\x00" + cause))
	return by[:1] + hex.EncodeToString(sum[:4])
}

func (b *hitBook) group() {
	add := func(by, cause, says string, p *hitPair) {
		id := groupID(by, cause)
		g := b.groups[id]
		if g == nil {
			g = &HitGroup{ID: id, By: by, Cause: says}
			b.groups[id] = g
		}
		g.pairs = append(g.pairs, p)
	}
	for _, p := range b.order {
		add("words", p.words, p.words, p)
		add("entry", p.object, p.object+" "+cmp.Or(p.hit.Name, p.hit.Matched), p)
	}
	for _, g := range b.groups {
		g.count()
	}
}

func (g *HitGroup) count() {
	parties, entries, cases := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, p := range g.pairs {
		parties[p.party], entries[p.object] = true, true
		for _, c := range p.cases {
			cases[c] = true
		}
		if p.alone != "" {
			g.Alone++
		}
		if len(g.Examples) < 3 {
			g.Examples = append(g.Examples, HitExample{Party: p.party, Entry: cmp.Or(p.hit.Name, p.hit.Matched), List: p.hit.List, ID: p.hit.ID,
				Score: p.hit.Score, Case: p.cases[0], Alone: p.alone})
		}
	}
	g.Sight = g.sight()
	g.Pairs, g.Parties, g.Entries, g.Cases = len(g.pairs), len(parties), len(entries), len(cases)
}

// sight is a hash over all hits of the group and what stands in their way.
func (g *HitGroup) sight() string {
	h := sha256.New()
	for _, p := range g.pairs {
		fmt.Fprintf(h, "%q %q %q %q %q\n", p.party, p.object, facts.RestsBasis(p.hit.Rests), p.alone, p.cases)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

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
	case !strings.HasPrefix(p.Code, "FP"):
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
	out := &GroupDecision{Group: g.ID}
	clear := map[*hitPair]bool{}
	for _, pair := range g.pairs {
		if pair.alone != "" {
			out.Left = append(out.Left, HitExample{Party: pair.party, Entry: cmp.Or(pair.hit.Name, pair.hit.Matched), List: pair.hit.List,
				ID: pair.hit.ID, Score: pair.hit.Score, Case: pair.cases[0], Alone: pair.alone})
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
			if !strings.HasPrefix(e.Field, "list ") {
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

// together is one event of a group, so that all are undone with the last.
type together struct {
	Event string `json:"event"`
	Case  string `json:"case"`
}

// togetherField names the events that were written in one step with this one.
const togetherField = "together"

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

func refoldAll(tx *store.Tx, cases map[string]bool) error {
	for key := range cases {
		if key == "" {
			continue
		}
		if err := refold(tx, key); err != nil {
			return err
		}
	}
	return nil
}

// undoneWith are an event and those that are taken back with it, the newest first.
func undoneWith(last *data.Event) ([]together, error) {
	out := []together{{last.ID, last.Case}}
	if made := last.Get("judgements"); made != "" {
		for _, id := range strings.Split(made, ",") {
			out = append(out, together{id, last.Case})
		}
	}
	all := last.Get(togetherField)
	if all == "" {
		return out, nil
	}
	var others []together
	if err := json.Unmarshal([]byte(all), &others); err != nil {
		return nil, fmt.Errorf("the journal's entry %s does not tell what was written with it: %w", last.ID, err)
	}
	slices.Reverse(others)
	return append(out, others...), nil
}
