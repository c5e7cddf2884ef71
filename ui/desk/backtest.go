package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/rules"
)

// fewDecisions is below how many settled decisions a rule is not judged by them.
const fewDecisions = 10

// BacktestOptions say what to hold past decisions against. Without a folder it
// is what the workspace's own packs change of the built-in rules.
type BacktestOptions struct {
	Packs    string // folder that would stand in place of the workspace's own packs
	All      bool   // judge the whole workspace, not only what was decided
	Progress func(data.Progress)
}

// RuleRecord is what one rule did to the decisions that were taken.
type RuleRecord struct {
	Rule        string   `json:"rule"`
	Title       string   `json:"title"`
	Kind        string   `json:"kind"`
	Off         bool     `json:"off,omitempty"`
	Override    string   `json:"override,omitempty"`
	Fired       int      `json:"fired"`   // decisions in whose verdict it fired
	Gaps        int      `json:"gaps"`    // of these: it could not be decided
	Cleared     int      `json:"cleared"` // decisions where it had been set aside before; they are in no other number
	Stopped     int      `json:"stopped"`
	Waiting     int      `json:"waiting"`
	Conditional int      `json:"conditional"`
	Released    int      `json:"released"`
	Withdrawn   int      `json:"withdrawn"`
	Other       int      `json:"other,omitempty"` // disputed
	Settled     int      `json:"settled"`         // stopped or released
	StopShare   *float64 `json:"stop_share"`      // stopped among settled; null where too few were
	Points      int      `json:"points"`          // given, as weighed then, less what explained it
	Raised      int      `json:"raised"`          // decisions whose level would have been lower without it
	Says        string   `json:"says"`
}

// DecisionChange is a decision whose level would be another one.
type DecisionChange struct {
	Case        string      `json:"case"`
	From        data.Level  `json:"from"`
	To          data.Level  `json:"to"`
	FromScore   int         `json:"from_score"`
	ToScore     int         `json:"to_score"`
	How         string      `json:"how"` // "as seen": the stored verdict weighed anew; "screened": the record judged under both
	Because     []string    `json:"because"`
	Disposition string      `json:"disposition"`
	Status      data.Status `json:"status"`
	Reason      string      `json:"reason"`
	Person      string      `json:"person"`
	On          data.Date   `json:"on"`
}

// Rescreened counts subjects judged under the rules before and after.
type Rescreened struct {
	Of      string `json:"of"` // "decided" or "all"
	Judged  int    `json:"judged"`
	Gone    int    `json:"gone"`          // decided, and the record is no longer here
	Quiet   int    `json:"newly_quiet"`   // above pass before, pass after
	Flagged int    `json:"newly_flagged"` // pass before, above it after
	Moves   []Move `json:"moves"`
}

// Backtest is what rules did to past decisions, and what other packs would.
type Backtest struct {
	Decisions  int              `json:"decisions"`
	Unreadable int              `json:"unreadable"` // decisions whose verdict was withheld
	Settled    int              `json:"settled"`
	ByStatus   map[string]int   `json:"by_status"`
	Honest     string           `json:"says"`
	Before     string           `json:"before,omitempty"` // which rules stand against which
	After      string           `json:"after,omitempty"`
	Changed    []string         `json:"changed_rules,omitempty"`
	Rules      []RuleRecord     `json:"-"`
	Changes    []DecisionChange `json:"-"`
	Rescreened *Rescreened      `json:"rescreened,omitempty"`
}

// past is one decision that stands, with the verdict it was made on.
type past struct {
	state   data.CaseState
	dec     data.Decision
	verdict data.Verdict
}

// Backtest holds the rules against the decisions that the journal holds. It
// publishes nothing and writes nothing.
func (d *Desk) Backtest(ctx context.Context, o BacktestOptions) (*Backtest, error) {
	before, after, err := d.backtestRules(o.Packs)
	if err != nil {
		return nil, err
	}
	set, err := d.rules()
	if err != nil {
		return nil, err
	}
	b := &Backtest{ByStatus: map[string]int{}}
	t := &tally{set: set, by: map[string]*RuleRecord{}}
	if after != nil {
		t.set = after.set
		b.Before, b.After, b.Changed = before.name, after.name, changedRules(before.set, after.set)
	}
	var decided []past // without their findings
	err = d.decisions(ctx, b, func(p past) {
		b.Decisions++
		b.ByStatus[p.state.Status.String()]++
		if settled(p.state.Status) {
			b.Settled++
		}
		t.add(&p)
		if after != nil {
			if c, ok := relevel(&p, before.set, after.set); ok {
				b.Changes = append(b.Changes, c)
			}
		}
		p.verdict.Findings, p.verdict.Near = nil, nil
		decided = append(decided, p)
	})
	if err != nil {
		return nil, err
	}
	b.Rules = t.records()
	b.Honest = fewWords(b.Decisions, b.Settled)
	if after != nil {
		if err := d.rescreen(ctx, o, before.set, after.set, decided, b); err != nil {
			return nil, err
		}
	}
	sortChanges(b.Changes)
	return b, nil
}

type namedRules struct {
	name string
	set  *rules.Set
}

// backtestRules are the rules before and after. There is no after where nobody
// has packs of their own.
func (d *Desk) backtestRules(folder string) (before, after *namedRules, err error) {
	if folder == "" && d.folder == "" {
		return nil, nil, nil
	}
	inUse, err := d.rules()
	if err != nil {
		return nil, nil, err
	}
	switch {
	case folder == "" || folder == d.folder:
		set, err := loadRules("")
		if err != nil {
			return nil, nil, err
		}
		return &namedRules{"the built-in rules", set}, &namedRules{d.folder, inUse}, nil
	}
	set, err := loadRules(folder)
	if err != nil {
		return nil, nil, err
	}
	before = &namedRules{"the built-in rules", inUse}
	if d.folder != "" {
		before.name = "the rules in use, with " + d.folder
	}
	return before, &namedRules{folder, set}, nil
}

// changedRules says in words what differs between two sets.
func changedRules(before, after *rules.Set) []string {
	var out []string
	for _, r := range after.Rules() {
		was, known := before.Rule(r.ID)
		switch {
		case !known:
			out = append(out, r.ID+": new")
		case r.Off && !was.Off:
			out = append(out, r.ID+": switched off"+graveWords(&r))
		case !r.Off && was.Off:
			out = append(out, r.ID+": switched on")
		case r.Points != was.Points:
			out = append(out, fmt.Sprintf("%s: %d points, were %d", r.ID, r.Points, was.Points))
		}
	}
	for _, r := range before.Rules() {
		if _, known := after.Rule(r.ID); !known {
			out = append(out, r.ID+": gone")
		}
	}
	return out
}

// graveWords marks a rule without which a prohibition, or a fact that decides, is not looked at.
func graveWords(r *rules.Rule) string {
	switch {
	case r.Kind == data.StopFinding:
		return " (a stop: what it stops is not looked at any more)"
	case r.Decisive:
		return " (it decides: what it asks for is not looked at any more)"
	}
	return ""
}

// decisions yields the decisions that stand, each with its verdict as seen.
func (d *Desk) decisions(ctx context.Context, b *Backtest, yield func(past)) error {
	cases, err := d.store.Cases(ctx)
	if err != nil {
		return err
	}
	want := map[string]past{}
	for _, st := range cases {
		dec := st.Decision
		if dec == nil && len(st.Disputed) > 0 {
			dec = &st.Disputed[len(st.Disputed)-1]
		}
		if dec != nil {
			want[dec.Event] = past{state: st, dec: *dec}
		}
	}
	return d.store.View(ctx, func(j journal.Backend) error {
		for ev, err := range journal.Read(j) {
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			p, ok := want[ev.ID]
			if !ok {
				continue
			}
			if json.Unmarshal([]byte(ev.Get("verdict")), &p.verdict) != nil {
				b.Unreadable++
				continue
			}
			yield(p)
		}
		return nil
	})
}

func settled(s data.Status) bool { return s == data.Stopped || s == data.Released }

// fewWords says how much can be read out of so many decisions.
func fewWords(n, settled int) string {
	few := ": too few to judge a rule by"
	switch {
	case n == 1:
		return "1 decision" + few
	case n < fewDecisions:
		return fmt.Sprintf("%d decisions", n) + few
	}
	says := fmt.Sprintf("%d decisions, %d of them stopped or released", n, settled)
	if settled < fewDecisions {
		return says + few
	}
	return says + "; a share is of those a rule fired on, and says nothing of orders nobody decided"
}

// tally counts by rule.
type tally struct {
	set *rules.Set
	by  map[string]*RuleRecord
}

func (t *tally) record(f *data.Finding) *RuleRecord {
	r := t.by[f.Rule]
	if r == nil {
		r = &RuleRecord{Rule: f.Rule, Title: f.Title, Kind: string(f.Kind)}
		if now, ok := t.set.Rule(f.Rule); ok {
			r.Title, r.Kind, r.Off, r.Override = now.Title, string(now.Kind), now.Off, now.Override
		}
		t.by[f.Rule] = r
	}
	return r
}

func (t *tally) add(p *past) {
	v := &p.verdict
	seen, set := map[*RuleRecord]bool{}, map[*RuleRecord]bool{}
	for i := range v.Findings {
		f := &v.Findings[i]
		r := t.record(f)
		if f.Cleared != nil {
			if !set[r] {
				set[r] = true
				r.Cleared++
			}
			continue
		}
		r.Points += f.Points
		if f.Kind == data.NoteFinding && r.Kind != string(data.NoteFinding) || seen[r] {
			continue // an explaining fact beside the finding that it explains
		}
		seen[r] = true
		t.count(r, f, p)
	}
}

func (t *tally) count(r *RuleRecord, f *data.Finding, p *past) {
	r.Fired++
	if f.Kind == data.GapFinding && r.Kind != string(data.GapFinding) {
		r.Gaps++
	}
	switch p.state.Status {
	case data.Stopped:
		r.Stopped++
	case data.Waiting:
		r.Waiting++
	case data.Conditional:
		r.Conditional++
	case data.Released:
		r.Released++
	case data.Withdrawn:
		r.Withdrawn++
	default:
		r.Other++
	}
	rest := slices.DeleteFunc(slices.Clone(p.verdict.Findings), func(o data.Finding) bool { return o.Rule == f.Rule })
	if level, _ := t.set.Level(rest); level < p.verdict.Level {
		r.Raised++
	}
}

// records are the rules by how often they fired.
func (t *tally) records() []RuleRecord {
	var out []RuleRecord
	for _, r := range t.by {
		r.Settled = r.Stopped + r.Released
		switch {
		case r.Settled < fewDecisions:
			r.Says = fmt.Sprintf("%d settled: too few to judge it by", r.Settled)
		default:
			share := float64(r.Stopped) / float64(r.Settled)
			r.StopShare = &share
			r.Says = shareWords(r)
		}
		out = append(out, *r)
	}
	slices.SortFunc(out, func(x, y RuleRecord) int {
		return cmp.Or(cmp.Compare(y.Fired, x.Fired), cmp.Compare(x.Rule, y.Rule))
	})
	return out
}

func shareWords(r *RuleRecord) string {
	switch {
	case r.Kind == string(data.NoteFinding):
		return "context; it raises nothing"
	case r.Stopped == 0:
		return "only noise so far: every one was released"
	case *r.StopShare >= 0.5:
		return "led to stops"
	}
	return "mostly released"
}

// relevel weighs a stored verdict with other points and switches. What a rule
// that is new would say of it only a screen can tell.
func relevel(p *past, before, after *rules.Set) (DecisionChange, bool) {
	var out []data.Finding
	because := because{}
	for _, f := range p.verdict.Findings {
		now, ok := after.Rule(f.Rule)
		was, had := before.Rule(f.Rule)
		switch {
		case ok && now.Derived() && !now.Off: // says what others point to, and never makes a level
			continue
		case !ok && !had, f.Cleared != nil: // of no pack: what a person cleared, what the record lacks
		case !ok:
			because.add("%s is gone", f.Rule)
			continue
		case now.Off:
			because.add("%s is off", f.Rule)
			continue
		case f.Version != now.Version && now.Override == "" && was.Points == now.Points:
			// the program's own rule is another one today; that is not what the packs do
		case f.Kind == now.Kind && f.Points != now.Points:
			because.add("%s gives %d points, gave %d", f.Rule, now.Points, f.Points)
			f.Points = now.Points
		case f.Kind == data.NoteFinding && f.Points < -now.Points:
			f.Points = -now.Points
		}
		out = append(out, f)
	}
	if len(because) == 0 {
		return DecisionChange{}, false
	}
	level, score := after.Level(out)
	if level == p.verdict.Level {
		return DecisionChange{}, false
	}
	return p.change("as seen", p.verdict.Level, level, p.verdict.Score, score, because), true
}

type because []string

func (b *because) add(format string, a ...any) {
	if s := fmt.Sprintf(format, a...); !slices.Contains(*b, s) {
		*b = append(*b, s)
	}
}

func (p *past) change(how string, from, to data.Level, fromScore, toScore int, why []string) DecisionChange {
	return DecisionChange{
		Case: p.state.Case, From: from, To: to, FromScore: fromScore, ToScore: toScore, How: how, Because: why,
		Disposition: p.dec.Disposition, Status: p.state.Status, Reason: p.dec.Reason, Person: p.dec.Person, On: data.DateOf(p.dec.At),
	}
}

// sortChanges puts what would fall from stop to pass first, and of these what a
// person stopped.
func sortChanges(all []DecisionChange) {
	rank := func(c *DecisionChange) int {
		if c.Status == data.Stopped {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(x, y DecisionChange) int {
		return cmp.Or(cmp.Compare(y.From, x.From), cmp.Compare(x.To, y.To), cmp.Compare(rank(&x), rank(&y)),
			strings.Compare(x.Case, y.Case), strings.Compare(x.How, y.How))
	})
}

// rescreener judges records under two sets of rules with the same past.
type rescreener struct {
	before, after *screening.Screener
	decided       map[string]*past
	out           *Rescreened
	moves         map[Move]int
	b             *Backtest
}

// rescreen judges what was decided, or everything, under both sets as of today.
func (d *Desk) rescreen(ctx context.Context, o BacktestOptions, before, after *rules.Set, decided []past, b *Backtest) error {
	if len(decided) == 0 && !o.All {
		return nil
	}
	in, err := d.inputs(ctx, ScreenOptions{})
	if err != nil {
		return err
	}
	f, err := d.findIn(ctx)
	if err != nil {
		return err
	}
	in.Index, in.Rules = f.index, before
	r := &rescreener{decided: map[string]*past{}, out: &Rescreened{Of: "decided"}, moves: map[Move]int{}, b: b}
	if r.before, err = screening.New(in); err != nil {
		return err
	}
	known := store.AsOf{Date: in.AsOf}
	if err := r.before.Learn(d.store.Customers(ctx, known), d.store.Holdings(ctx, known), d.store.Shipments(ctx, known)); err != nil {
		return fmt.Errorf("reading the records stopped: %w", err)
	}
	in.Rules, in.Book = after, r.before.Book()
	if r.after, err = screening.New(in); err != nil {
		return err
	}
	for i := range decided {
		r.decided[decided[i].state.Case] = &decided[i]
	}
	if o.All {
		r.out.Of = "all"
		err = d.rescreenAll(ctx, r, known, o.Progress)
	} else {
		err = d.rescreenDecided(ctx, r, decided)
	}
	if err != nil {
		return fmt.Errorf("judging the records again stopped: %w", err)
	}
	for m, n := range r.moves {
		m.Count = n
		r.out.Moves = append(r.out.Moves, m)
	}
	slices.SortFunc(r.out.Moves, func(x, y Move) int { return cmp.Or(cmp.Compare(y.From, x.From), cmp.Compare(x.To, y.To)) })
	b.Rescreened = r.out
	return nil
}

func (d *Desk) rescreenDecided(ctx context.Context, r *rescreener, decided []past) error {
	one, two := r.before.Worker(), r.after.Worker()
	for i := range decided {
		if err := ctx.Err(); err != nil {
			return err
		}
		key, ok := store.ParseKey(decided[i].state.Case)
		if !ok {
			r.out.Gone++
			continue
		}
		rec, err := d.store.Record(ctx, key)
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		if rec == nil || rec.Shipment == nil && rec.Customer == nil {
			r.out.Gone++
			continue
		}
		v := judgeRecord(r.before, rec, one)
		r.compare(rec, &v, two)
	}
	return nil
}

func judgeRecord(s *screening.Screener, rec *data.Record, w *screening.Worker) data.Verdict {
	if rec.Shipment == nil {
		v, _ := s.JudgeCustomer(rec, w)
		return v
	}
	v, _ := s.JudgeRecord(rec, w)
	return v
}

func (d *Desk) rescreenAll(ctx context.Context, r *rescreener, known store.AsOf, progress func(data.Progress)) error {
	two, shipped := r.after.Worker(), map[string]bool{}
	total := int64(r.before.Book().Rows())
	take := func(rec *data.Record, v *data.Verdict, customer string) error {
		if rec.Shipment != nil {
			shipped[customer] = true
		}
		r.compare(rec, v, two)
		if progress != nil && r.out.Judged%1024 == 0 {
			progress(data.Progress{Task: "backtest", Done: int64(r.out.Judged), Total: total})
		}
		return nil
	}
	if err := r.before.JudgeAll(ctx, d.store.Shipments(ctx, known), take); err != nil {
		return err
	}
	idle := func(yield func(*data.Record, error) bool) {
		for rec, err := range d.store.Customers(ctx, known) {
			if err == nil && shipped[rec.Key().String()] {
				continue
			}
			if !yield(rec, err) {
				return
			}
		}
	}
	return r.before.JudgeAll(ctx, idle, take)
}

// compare judges a record under the rules after and counts what differs.
func (r *rescreener) compare(rec *data.Record, was *data.Verdict, w *screening.Worker) {
	now := judgeRecord(r.after, rec, w)
	r.out.Judged++
	if was.Level == now.Level {
		return
	}
	r.moves[Move{From: was.Level, To: now.Level}]++
	switch data.Pass {
	case now.Level:
		r.out.Quiet++
	case was.Level:
		r.out.Flagged++
	}
	if p := r.decided[rec.Key().String()]; p != nil {
		gained, lost := differ(&now, was), differ(was, &now)
		why := slices.Clone(gained)
		for _, s := range lost {
			why = append(why, "no longer: "+s)
		}
		if len(why) == 0 {
			why = []string{"the points weigh otherwise"}
		}
		r.b.Changes = append(r.b.Changes, p.change("screened", was.Level, now.Level, was.Score, now.Score, why))
	}
}
