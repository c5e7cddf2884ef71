package desk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/reference"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/regime"
)

// ErrNoRegime is the fault of asking for a regime that there is not.
var ErrNoRegime = regime.ErrUnknown

// ErrBadRegime is the fault of a regime's file that cannot be read as one.
var ErrBadRegime = errors.New("the regime cannot be used")

// CurrentRegime is the id of the law as it is enforced, the only one whose
// verdicts are published.
const CurrentRegime = regime.Current

// WhatIfNote stands on everything that a regime other than the current one yields.
const WhatIfNote = "A what-if: these levels are not the queue's, nothing was kept, and no decision rests on them. Not legal advice."

// Regime is a regime as a person reads it.
type Regime struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Status   string    `json:"status"`
	From     data.Date `json:"from,omitzero"`
	Until    data.Date `json:"until,omitzero"`
	Inherits string    `json:"inherits,omitempty"`
	Says     string    `json:"says,omitempty"`
	Source   string    `json:"source"`
	Basis    string    `json:"basis"`
	Notes    []string  `json:"notes,omitempty"`
}

func regimeInfo(r *regime.Regime) Regime {
	out := Regime{ID: r.ID, Title: r.Title, Status: r.Status.Words(), From: r.From, Until: r.Until, Inherits: r.Inherits, Says: r.Says, Source: r.Source, Basis: r.Basis}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, n.Says+" ("+n.Basis+")")
	}
	return out
}

// Regimes are all regimes, those of the program and of the folder, the current
// one first.
func Regimes(folder string) ([]Regime, error) {
	tables, err := reference.Load()
	if err != nil {
		return nil, err
	}
	book, _, err := regimes(ScreenOptions{Regimes: folder}, tables)
	if err != nil {
		return nil, err
	}
	var out []Regime
	for _, r := range book.All() {
		out = append(out, regimeInfo(r))
	}
	return out, nil
}

// NewRegime is a file to start a regime of one's own from.
func NewRegime() (string, error) { return regime.Example() }

// isFile reports whether a regime is named by its file and not by its id.
func isFile(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml":
		return true
	}
	return false
}

// regimes loads the regimes that the options may mean, and settles the ids of
// those that they name by file.
func regimes(o ScreenOptions, t *reference.Tables) (*regime.Book, ScreenOptions, error) {
	book, err := regime.Load()
	if err != nil {
		return nil, o, fmt.Errorf("the embedded regimes do not load: %w", err)
	}
	voc := regime.Vocabulary{Country: t.Countries.Lookup, Groups: t.Groups.Names()}
	for i := range t.Countries.All {
		voc.Names = append(voc.Names, t.Countries.All[i].English)
	}
	for i := range t.Buckets {
		voc.Items = append(voc.Items, t.Buckets[i].ID)
	}
	if o.Regimes != "" {
		if info, err := os.Stat(o.Regimes); err != nil || !info.IsDir() {
			return nil, o, fmt.Errorf("%w: there is no folder %s", ErrBadRegime, o.Regimes)
		}
		if book, err = book.With(os.DirFS(o.Regimes), ".", voc); err != nil {
			return nil, o, fmt.Errorf("%w: in %s: %w", ErrBadRegime, o.Regimes, err)
		}
	}
	loaded := map[string]string{}
	for _, name := range [...]*string{&o.Regime, &o.Against} {
		if !isFile(*name) {
			continue
		}
		id, had := loaded[*name]
		if !had {
			text, err := os.ReadFile(*name)
			if err != nil {
				return nil, o, fmt.Errorf("cannot read the regime: %w", err)
			}
			if book, id, err = book.WithFile(*name, text, voc); err != nil {
				return nil, o, fmt.Errorf("%w: %w", ErrBadRegime, err)
			}
			loaded[*name] = id
		}
		*name = id
	}
	if o.Regime == "" {
		o.Regime = CurrentRegime
	}
	for _, id := range [...]string{o.Regime, o.Against} {
		if _, err := book.Get(id); err != nil {
			return nil, o, err
		}
	}
	return book, o, nil
}

// CheckRegimes says whether the regimes that the options name can be used.
func CheckRegimes(o ScreenOptions) error {
	if o.Regimes == "" && o.Regime == "" && o.Against == "" {
		return nil // the tables are large
	}
	tables, err := reference.Load()
	if err != nil {
		return err
	}
	_, _, err = regimes(o, tables)
	return err
}

// Move counts the subjects whose level goes from one to another.
type Move struct {
	From  data.Level `json:"from"`
	To    data.Level `json:"to"`
	Count int        `json:"count"`
}

// Change is one shipment, or a customer without any, whose level differs.
type Change struct {
	Shipment string     `json:"shipment,omitempty"`
	Customer string     `json:"customer,omitempty"`
	From     data.Level `json:"from"`
	To       data.Level `json:"to"`
	Why      string     `json:"why"`
	Regime   string     `json:"regime"`
	Against  string     `json:"against"`
}

// WhatIf is the outcome of a book judged under one regime and another.
type WhatIf struct {
	Regime   Regime
	Against  Regime
	AsOf     data.Date
	Subjects int
	ByLevel  map[data.Level]int // under the regime
	Before   map[data.Level]int // under the other
	Moves    []Move             // of different levels, worst outcome first
	Changed  int                // subjects whose level differs
	Shifted  int                // same level, other findings
	Earlier  int                // law date before the regime begins: the law as enforced answers, or nobody can say
	Later    int                // law date after its last day
	Seconds  float64
	Reach    Reach // of the imports
}

// WhatIfWatch is told what comes out while a what-if runs. Any may be nil.
type WhatIfWatch struct {
	Verdict  func(*data.Verdict) error
	Change   func(Change) error
	Shift    func(Change) error // other findings at the same level
	Progress func(data.Progress)
}

// WhatIf judges the whole book under a regime and under another, the law as
// enforced where none is named, and says what differs. It publishes nothing.
func (d *Desk) WhatIf(ctx context.Context, o ScreenOptions, watch WhatIfWatch) (WhatIf, error) {
	began := d.o.Now()
	tables, err := d.tables()
	if err != nil {
		return WhatIf{}, err
	}
	book, o, err := regimes(o, tables)
	if err != nil {
		return WhatIf{}, err
	}
	reach, err := d.reach(ctx, o.AsOf)
	if err != nil {
		return WhatIf{}, err
	}
	in, err := d.inputs(ctx, o)
	if err != nil {
		return WhatIf{}, err
	}
	in.Regimes = book
	known := store.AsOf{Date: o.AsOf}
	out, err := compare(ctx, in, o.Against, books{
		customers: func() records { return d.store.Customers(ctx, known) },
		holdings:  func() records { return d.store.Holdings(ctx, known) },
		shipments: func() records { return d.store.Shipments(ctx, known) },
	}, watch)
	out.Seconds, out.Reach = d.o.Now().Sub(began).Seconds(), reach
	return out, err
}

type records = iter.Seq2[*data.Record, error]

// books are records that can be read again.
type books struct{ customers, holdings, shipments func() records }

// comparison judges every record twice and counts.
type comparison struct {
	s, t    *screening.Screener
	then    *screening.Worker
	spares  func(*data.Verdict) bool // the verdict is the same under both
	out     *WhatIf
	moves   map[Move]int
	watch   WhatIfWatch
	shipped map[string]bool
}

// compare judges the books under the inputs' regime and another one.
func compare(ctx context.Context, in screening.Inputs, against string, b books, watch WhatIfWatch) (WhatIf, error) {
	if against == "" {
		against = CurrentRegime
	}
	in.Also = []string{against}
	s, err := screening.New(in)
	if err != nil {
		return WhatIf{}, err
	}
	if err := s.Learn(b.customers(), b.holdings(), b.shipments()); err != nil {
		return WhatIf{}, fmt.Errorf("reading the records stopped: %w", err)
	}
	t, err := s.Under(against)
	if err != nil {
		return WhatIf{}, err
	}
	out := WhatIf{Regime: regimeInfo(s.Regime()), Against: regimeInfo(t.Regime()), AsOf: in.AsOf, ByLevel: map[data.Level]int{}, Before: map[data.Level]int{}}
	c := &comparison{then: t.Worker(), s: s, t: t, spares: s.Spares(t), out: &out, moves: map[Move]int{}, watch: watch, shipped: map[string]bool{}}
	if err := s.JudgeAll(ctx, b.shipments(), c.take); err != nil {
		return WhatIf{}, fmt.Errorf("the what-if stopped: %w", err)
	}
	idle := func(yield func(*data.Record, error) bool) {
		for rec, err := range b.customers() {
			if err == nil && c.shipped[rec.Key().String()] {
				continue
			}
			if !yield(rec, err) {
				return
			}
		}
	}
	if err := s.JudgeAll(ctx, idle, c.take); err != nil {
		return WhatIf{}, fmt.Errorf("the what-if stopped: %w", err)
	}
	for m, n := range c.moves {
		m.Count = n
		out.Moves = append(out.Moves, m)
		out.Changed += n
	}
	slices.SortFunc(out.Moves, func(x, y Move) int {
		if x.To != y.To {
			return int(y.To) - int(x.To)
		}
		return int(x.From) - int(y.From)
	})
	return out, nil
}

// take compares one verdict with that under the other regime.
func (c *comparison) take(r *data.Record, v *data.Verdict, customer string) error {
	var before data.Verdict
	if r.Shipment != nil {
		c.shipped[customer] = true
	}
	switch {
	case c.spares(v):
		before = *v
	case r.Shipment != nil:
		before, _ = c.t.JudgeRecord(r, c.then)
	default:
		before, _ = c.t.JudgeCustomer(r, c.then)
	}
	c.out.Subjects++
	c.out.ByLevel[v.Level]++
	c.out.Before[before.Level]++
	if from := c.s.Regime().From; from.State() == data.Known && v.LawDate.Before(from) == data.True {
		c.out.Earlier++
	}
	if until := c.s.Regime().Until; until.State() == data.Known && until.Before(v.LawDate) == data.True {
		c.out.Later++
	}
	if c.watch.Progress != nil && c.out.Subjects%1024 == 0 {
		c.watch.Progress(data.Progress{Task: "what-if", Done: int64(c.out.Subjects), Total: int64(c.s.Book().Rows())})
	}
	if c.watch.Verdict != nil {
		if err := c.watch.Verdict(v); err != nil {
			return err
		}
	}
	gained, lost := differ(v, &before), differ(&before, v)
	tell := c.watch.Change
	switch {
	case v.Level != before.Level:
		c.moves[Move{From: before.Level, To: v.Level}]++
	case len(gained)+len(lost) == 0:
		return nil
	default:
		c.out.Shifted++
		tell = c.watch.Shift
	}
	if tell == nil {
		return nil
	}
	return tell(Change{Shipment: v.Shipment, Customer: v.Customer, From: before.Level, To: v.Level, Why: whyChanged(v, gained, lost),
		Regime: v.Regime, Against: before.Regime})
}

// differ are the sentences of findings that one verdict has and the other has not; those
// without points say nothing of why.
func differ(v, other *data.Verdict) []string {
	var out []string
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Kind == data.NoteFinding || f.Kind == data.FlagFinding && f.Points == 0 || f.Cleared != nil {
			continue
		}
		same := func(o data.Finding) bool { return o.Rule == f.Rule && o.Kind == f.Kind && o.Pending == f.Pending }
		if !slices.ContainsFunc(other.Findings, same) && !slices.Contains(out, f.Says) {
			out = append(out, f.Says)
		}
	}
	return out
}

// whyChanged says in a sentence what the regime brings or takes away.
func whyChanged(v *data.Verdict, gained, lost []string) string {
	const most = 3
	var out []string
	out = append(out, gained[:min(len(gained), most)]...)
	if n := len(gained) - most; n > 0 {
		out = append(out, fmt.Sprintf("%d more findings", n))
	}
	for _, s := range lost[:min(len(lost), most)] {
		out = append(out, "no longer: "+s)
	}
	if len(out) == 0 {
		return "destination " + v.Lights.Destination.Is + ": " + v.Lights.Destination.Why
	}
	return strings.Join(out, "; ")
}

// compareStream compares records that can be read only once, and keeps them.
func compareStream(ctx context.Context, in screening.Inputs, against string, seq records, watch WhatIfWatch) error {
	var customers, holdings, shipments []*data.Record
	for r, err := range seq {
		switch {
		case err != nil:
			return err
		case r.Customer != nil:
			customers = append(customers, r)
		case r.Holding != nil:
			holdings = append(holdings, r)
		case r.Shipment != nil:
			shipments = append(shipments, r)
		}
	}
	again := func(list []*data.Record) func() records {
		return func() records {
			return func(yield func(*data.Record, error) bool) {
				for _, r := range list {
					if !yield(r, nil) {
						return
					}
				}
			}
		}
	}
	_, err := compare(ctx, in, against, books{again(customers), again(holdings), again(shipments)}, watch)
	return err
}
