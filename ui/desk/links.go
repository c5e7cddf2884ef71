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
	"redflag/screening"
	"redflag/screening/facts"
	"redflag/screening/history"
	"redflag/screening/links"
	"redflag/screening/match"
)

// Kinds of judgement on two parties.
const (
	notSame = "not_same"
	same    = "same"
)

// maxMembers bounds the related parties that one view lists.
const maxMembers = 20

// relating is the work on one view.
type relating struct {
	d       *Desk
	ctx     context.Context
	g       *graph
	stopped map[int32]links.Flag
	local   map[string]data.Judgement // names of the local stop list
	cleared facts.Judgements
	judged  map[[2]string]data.Judgement // by the ids of both, in order
	finder  *finder
	origins map[string]data.Evidence
	err     error // the first that looking something up met
}

// Related is who shares what with the parties of a case, who of them may be the
// same, and the nearest listed, stopped or rejected party.
func (d *Desk) Related(ctx context.Context, id string) (*Related, error) {
	r, sub, err := d.relate(ctx, id)
	if err != nil {
		return nil, err
	}
	v := &Related{Case: sub.Key.String(), Of: []Kin{}, Members: []Member{}, Proposals: []Proposal{}}
	start, err := r.parties(sub, v)
	if err != nil {
		return nil, err
	}
	r.members(start, v)
	r.proposals(start, v)
	r.path(start, v)
	v.Searched = fmt.Sprintf("%d customers and parties; lists: %s", r.g.Len(), r.finder.labels)
	return v, r.err
}

func (d *Desk) relate(ctx context.Context, id string) (*relating, data.Subject, error) {
	sub, err := d.find(ctx, id)
	if err != nil {
		return nil, sub, err
	}
	r := &relating{d: d, ctx: ctx, local: map[string]data.Judgement{}, judged: map[[2]string]data.Judgement{}, origins: map[string]data.Evidence{}}
	if r.g, err = d.links(ctx); err != nil {
		return nil, sub, err
	}
	if r.finder, err = d.findIn(ctx); err != nil {
		return nil, sub, err
	}
	if err = r.judgements(); err != nil {
		return nil, sub, err
	}
	return r, sub, r.stops()
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// judgements reads what people have judged; of two on one pair the later stands.
func (r *relating) judgements() error {
	var all []data.Judgement
	err := r.d.store.View(r.ctx, func(b journal.Backend) error {
		var err error
		all, err = journal.Judgements(b)
		return err
	})
	for _, j := range all {
		if j.Until.Before(r.d.today()) == data.True {
			continue
		}
		switch j.Kind {
		case same, notSame:
			r.judged[pairOf(j.Subject, j.Object)] = j
		case "local_stop":
			r.local[history.NameKey(j.Subject)] = j
		}
	}
	r.cleared = facts.NewJudgements(all, r.d.today())
	return err
}

// stops reads which parties a decision stopped.
func (r *relating) stops() error {
	r.stopped = map[int32]links.Flag{}
	cases, err := r.d.store.Cases(r.ctx)
	if err != nil {
		return err
	}
	for i := range cases {
		st := &cases[i]
		if st.Status != data.Stopped && !slices.ContainsFunc(st.Disputed, func(d data.Decision) bool { return d.Status == data.Stopped }) {
			continue
		}
		about, err := r.about(st.Case)
		if err != nil {
			return err
		}
		f := links.Flag{Kind: links.Stopped, Says: "a decision stopped " + st.Case, Record: st.Case}
		if d := st.Decision; d != nil {
			f.Says = fmt.Sprintf("%s stopped %s as %s: %s", d.Person, st.Case, d.Disposition, d.Reason)
		}
		for _, e := range about {
			if _, ok := r.stopped[e]; !ok {
				r.stopped[e] = f
			}
		}
	}
	return nil
}

// about are the entities that a case is about, looked up once.
func (r *relating) about(caseKey string) ([]int32, error) {
	r.g.mu.Lock()
	out, ok := r.g.about[caseKey]
	r.g.mu.Unlock()
	k, is := store.ParseKey(caseKey)
	if ok || !is {
		return out, nil
	}
	rec, err := r.d.store.Record(r.ctx, k)
	if err != nil {
		return nil, err
	}
	for _, w := range r.who(rec) {
		out = append(out, w.entity)
	}
	r.g.mu.Lock()
	r.g.about[caseKey] = out
	r.g.mu.Unlock()
	return out, nil
}

type roleOf struct {
	entity int32
	role   string
}

// who are the entities that a record is about, the customer first.
func (r *relating) who(rec *data.Record) []roleOf {
	var out []roleOf
	add := func(e int32, ok bool, role string) {
		if ok && !slices.ContainsFunc(out, func(o roleOf) bool { return o.entity == e }) {
			out = append(out, roleOf{e, role})
		}
	}
	if rec == nil {
		return nil
	}
	if rec.Customer != nil {
		e, ok := r.g.Find(rec.Key().String())
		add(e, ok, "customer")
		return out
	}
	if rec.Shipment == nil {
		return nil
	}
	if id := rec.Shipment.Customer; data.TextState(id) == data.Known {
		e, ok := r.g.FindParty(&data.Customer{ID: id, Name: id}, rec.Source)
		add(e, ok, "customer")
	}
	for _, p := range rec.Shipment.Parties {
		if p.Customer != nil && gets(p.Role) {
			e, ok := r.g.FindParty(p.Customer, rec.Source)
			add(e, ok, strings.ReplaceAll(string(p.Role), "_", " "))
		}
	}
	return out
}

func (r *relating) parties(sub data.Subject, v *Related) ([]int32, error) {
	rec, err := r.d.store.Record(r.ctx, sub.Key)
	if err != nil {
		return nil, err
	}
	var start []int32
	for _, w := range r.who(rec) {
		k := r.kin(w.entity)
		k.Role = w.role
		v.Of = append(v.Of, k)
		start = append(start, w.entity)
	}
	return start, nil
}

func (r *relating) kin(e int32) Kin {
	x := r.g.Entity(e)
	return Kin{ID: x.ID, Name: cmp.Or(x.Name, "(no name told)"), Country: x.Country}
}

func (r *relating) members(start []int32, v *Related) {
	seen := map[int32]bool{}
	for _, s := range start {
		seen[s] = true
	}
	for _, s := range start {
		list, all := r.g.Members(s, maxMembers)
		left := all - len(list)
		for _, m := range list {
			if seen[m.Entity] {
				continue
			}
			seen[m.Entity] = true
			if len(v.Members) == maxMembers {
				left++
				continue
			}
			v.Members = append(v.Members, Member{Kin: r.kin(m.Entity), With: r.kin(m.With), Far: m.Far, Shares: r.ties(m.Shared)})
		}
		v.More = max(v.More, left)
	}
}

func (r *relating) ties(all []links.Shared) []Tie {
	out := make([]Tie, len(all))
	for i, s := range all {
		out[i] = Tie{Kind: s.Kind.String(), Value: s.Value, Other: s.Other, Weight: s.Weight, Have: s.Have, Owns: s.Kind == links.Owner, Tells: r.tells(s, s.Value, s.TellsA), TellsB: r.tells(s, cmp.Or(s.Other, s.Value), s.TellsB)}
	}
	return out
}

// tells is the record that tells something, with its file and row.
func (r *relating) tells(s links.Shared, value, record string) data.Evidence {
	e := r.origin(record)
	e.Field, e.Value = s.Kind.String(), value
	return e
}

func (r *relating) origin(record string) data.Evidence {
	e, ok := r.origins[record]
	if ok {
		return e
	}
	e.Record = record
	if k, ok := store.ParseKey(record); ok {
		rec, err := r.d.store.Record(r.ctx, k)
		if err != nil && r.err == nil {
			r.err = err
		}
		if rec != nil {
			e.File, e.Row = rec.Origin.File, rec.Origin.Row
		}
	}
	r.origins[record] = e
	return e
}

func (r *relating) proposals(start []int32, v *Related) {
	done := map[[2]string]bool{}
	for _, s := range start {
		for _, p := range r.g.Proposals(s) {
			a, b := r.kin(p.A), r.kin(p.B)
			pair := pairOf(a.ID, b.ID)
			if done[pair] {
				continue
			}
			done[pair] = true
			o := Proposal{A: a, B: b, Score: p.Score, Means: "possibly the same", For: p.For, Against: p.Against, Shares: r.ties(p.Shared)}
			if p.Merge() {
				o.Means = "merge"
			}
			if j, ok := r.judged[pair]; ok {
				if j.Basis == r.g.Basis(p.A, p.B) {
					continue
				}
				o.Lapsed = fmt.Sprintf("%s judged on %s that they are %s; what that rested on has changed", j.Person, j.On, strings.ReplaceAll(j.Kind, "_", " "))
			}
			v.Proposals = append(v.Proposals, o)
		}
	}
	slices.SortStableFunc(v.Proposals, func(x, y Proposal) int { return -cmp.Compare(x.Score, y.Score) })
	for _, s := range start {
		v.Settled = append(v.Settled, r.settled(s)...)
	}
}

// settled are the judgements on one entity that stand.
func (r *relating) settled(e int32) []SameOrNot {
	var out []SameOrNot
	id := r.g.Entity(e).ID
	for pair, j := range r.judged {
		other := pair[0]
		switch id {
		case pair[0]:
			other = pair[1]
		case pair[1]:
		default:
			continue
		}
		if o, ok := r.g.Find(other); ok && j.Basis == r.g.Basis(e, o) {
			out = append(out, SameOrNot{A: r.kin(e), B: r.kin(o), Same: j.Kind == same, Person: j.Person, Reason: j.Reason, On: j.On, Event: j.Event})
		}
	}
	slices.SortFunc(out, func(x, y SameOrNot) int { return strings.Compare(x.B.ID, y.B.ID) })
	return out
}

func (r *relating) path(start []int32, v *Related) {
	var pairs [][2]int32
	for pair, j := range r.judged {
		a, ok := r.g.Find(pair[0])
		b, ok2 := r.g.Find(pair[1])
		if j.Kind == same && ok && ok2 && j.Basis == r.g.Basis(a, b) {
			pairs = append(pairs, [2]int32{a, b})
		}
	}
	searcher := r.finder.pool.Get().(*match.Searcher)
	defer r.finder.pool.Put(searcher)
	for _, e := range start {
		if f, ok := r.flagged(searcher, e); ok {
			v.Itself = append(v.Itself, Flagged{Kin: r.kin(e), Kind: f.Kind, Says: f.Says})
		}
	}
	p := r.g.Path(start, links.Search{Same: pairs, Flagged: func(e int32) (links.Flag, bool) { return r.flagged(searcher, e) }})
	if p == nil {
		return
	}
	out := &RelatedPath{From: r.kin(p.Hops[0].From), Kind: p.Flag.Kind, Says: p.Flag.Says, Tell: r.origin(p.Flag.Record)}
	for _, h := range p.Hops {
		st := RelatedStep{To: r.kin(h.To), Judged: h.Judged}
		if !h.Judged {
			st.Tie = &r.ties([]links.Shared{h.Shared})[0]
		}
		out.Hops = append(out.Hops, st)
	}
	v.Path = out
}

// maxVariants bounds the ways of telling one party that the lists are asked about.
const maxVariants = 4

// flagged says why a path may end at an entity.
func (r *relating) flagged(s *match.Searcher, e int32) (links.Flag, bool) {
	if f, ok := r.stopped[e]; ok {
		return f, true
	}
	if j, ok := r.local[history.NameKey(r.g.Entity(e).Name)]; ok {
		return links.Flag{Kind: links.Stopped, Says: "on the local stop list: " + j.Reason, Record: j.Event}, true
	}
	for _, x := range r.listed(s, e) {
		h := &x.hit
		if r.cleared.NotEntry(x.customer, h) {
			continue
		}
		says := fmt.Sprintf("like %s on %s (%.2f)", h.Name, h.List, h.Score)
		if h.Address {
			says = fmt.Sprintf("at a listed address on %s: %s", h.List, h.Matched)
		}
		return links.Flag{Kind: links.Listed, Says: says, Record: facts.ClearanceObject(h)}, true
	}
	f, ok := r.g.refused[e]
	return f, ok
}

// listed are the list entries that an entity is surely like, asked for once.
func (r *relating) listed(s *match.Searcher, e int32) []listHit {
	r.g.mu.Lock()
	if r.g.finder != r.finder {
		r.g.finder, r.g.hits = r.finder, map[int32][]listHit{}
	}
	out, ok := r.g.hits[e]
	r.g.mu.Unlock()
	if ok || r.ctx.Err() != nil {
		return out
	}
	for i, t := range r.g.Parties(e) {
		if i == maxVariants {
			break
		}
		for _, h := range screening.PartyHits(s, t.Customer) {
			if h.Address && h.Grade == match.SameUnit.String() || !h.Address && h.Score >= match.Threshold {
				out = append(out, listHit{t.Customer, h})
			}
		}
	}
	r.g.mu.Lock()
	if r.g.finder == r.finder {
		r.g.hits[e] = out
	}
	r.g.mu.Unlock()
	return out
}

// NotSame records that two parties which may be the same are two. It takes the
// proposal away for as long as nothing about either changes.
func (d *Desk) NotSame(ctx context.Context, id, other, reason string) (data.Event, error) {
	return d.judgeSame(ctx, id, other, notSame, reason)
}

// Same records that two parties are one. They stay two records; views and paths
// take them together.
func (d *Desk) Same(ctx context.Context, id, other, reason string) (data.Event, error) {
	return d.judgeSame(ctx, id, other, same, reason)
}

func (d *Desk) judgeSame(ctx context.Context, id, other, kind, reason string) (data.Event, error) {
	if strings.TrimSpace(reason) == "" {
		return data.Event{}, errors.New("say why, in words that a stranger can check")
	}
	r, sub, err := d.relate(ctx, id)
	if err != nil {
		return data.Event{}, err
	}
	v := &Related{}
	start, err := r.parties(sub, v)
	if err != nil {
		return data.Event{}, err
	}
	r.proposals(start, v)
	a, b, err := r.pair(v, start, other)
	if err != nil {
		return data.Event{}, err
	}
	return d.record(ctx, sub.Key.String(), data.JudgementMade, nil,
		data.EventField{Name: "kind", Value: kind},
		data.EventField{Name: "subject", Value: r.g.Entity(a).ID},
		data.EventField{Name: "object", Value: r.g.Entity(b).ID},
		data.EventField{Name: "basis", Value: r.g.Basis(a, b)},
		data.EventField{Name: "reason", Value: reason})
}

// pair finds whom a person means: a proposal of the case by id or name, a party
// that was judged before, else any customer or party by its id.
func (r *relating) pair(v *Related, start []int32, other string) (a, b int32, err error) {
	var found [][2]string
	is := func(k Kin) bool {
		return strings.EqualFold(k.ID, other) || strings.EqualFold(k.ID, string(data.CustomerKind)+":"+other) || history.NameKey(k.Name) == history.NameKey(other)
	}
	for _, p := range v.Proposals {
		if is(p.B) {
			found = append(found, [2]string{p.A.ID, p.B.ID})
		}
	}
	for _, s := range v.Settled {
		if is(s.B) {
			found = append(found, [2]string{s.A.ID, s.B.ID})
		}
	}
	if len(found) > 1 {
		return 0, 0, fmt.Errorf("%q can mean several parties here: give the id that 'show --related' prints", other)
	}
	if len(found) == 0 && len(start) > 0 {
		for _, id := range [...]string{other, string(data.CustomerKind) + ":" + other} {
			if e, ok := r.g.Find(id); ok && !slices.Contains(start, e) {
				found = append(found, [2]string{r.g.Entity(start[0]).ID, id})
				break
			}
		}
	}
	if len(found) == 0 {
		return 0, 0, fmt.Errorf("no other customer or party here is called %q: 'redflag show ID --related' lists them", other)
	}
	a, _ = r.g.Find(found[0][0])
	b, _ = r.g.Find(found[0][1])
	return a, b, nil
}
