package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/reference"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/checklist"
	"redflag/screening/goods"
	"redflag/screening/rules"
)

// Options say which workspace to open, for whom, and with what clock.
type Options struct {
	Path      string // workspace file; made when absent
	Keys      string // folder with signing keys; "" keeps them in memory only
	Person    string // name at the desk
	Named     bool   // the name was given on purpose, not taken from the system
	NewPerson bool   // it is that of somebody new, though it be like a known one
	Demo      bool   // a throw-away workspace
	Packs     string // folder with the user's own rule packs; "" looks for that of the workspace
	Now       func() time.Time
	Random    io.Reader
	Program   string // version, for stamps and dossiers
	Print     Printer

	// Progress hears of what an older workspace is brought up to date with; it may
	// be nil.
	Progress func(data.Progress)

	// BadPacks opens a workspace whose own rule packs are broken with the built-in
	// rules alone. It is for looking the workspace over, never for screening.
	BadPacks bool
}

// MaxListAge is after how many days a list no longer makes a party clear.
const MaxListAge = screening.DefaultListAge

// Desk is one open workspace with a person at it. Its methods may be called from
// several goroutines.
type Desk struct {
	o      Options
	store  *store.Store
	signer *journal.Signer
	tables func() (*reference.Tables, error)
	rules  func() (*rules.Set, error) // in use
	folder string                     // of the user's own packs in use, or ""
	book   *checklist.Book

	goods     func() (*goods.Goods, error)
	tellable  func() (Tellable, error)
	overrides func() ([]Override, error)

	packFault error // why the user's packs are not in use

	mu     sync.Mutex // guards finder
	finder *finder    // names index over the current lists, made at first use

	people people // who is who, made at first use

	papers paperLinks // which papers say nothing more than their order, read at first use

	kin kin // who is related to whom, made at first use
	own own // what the records are found by, made at first use
}

// Open opens the workspace, or makes it.
func Open(ctx context.Context, o Options) (*Desk, error) {
	d := &Desk{o: o}
	if err := d.prepare(); err != nil {
		return nil, err
	}
	st, err := store.Open(ctx, o.Path, store.Options{Now: o.Now, Progress: o.Progress})
	if err != nil {
		return nil, err
	}
	d.store = st
	if err := d.identify(ctx); err != nil {
		st.Close()
		return nil, err
	}
	return d, nil
}

// prepare makes ready what is embedded. Tables and the built-in rules, the most of it,
// are read when something asks for them: a person waits at every start, and the queue
// wants none of them.
func (d *Desk) prepare() (err error) {
	d.tables = sync.OnceValues(func() (*reference.Tables, error) {
		t, err := reference.Load()
		if err != nil {
			return nil, fmt.Errorf("the embedded tables do not load: %w", err)
		}
		return t, nil
	})
	d.goods = sync.OnceValues(func() (*goods.Goods, error) {
		t, err := d.tables()
		if err != nil {
			return nil, err
		}
		return goods.New(t), nil
	})
	d.overrides = sync.OnceValues(d.Overrides)
	d.tellable = sync.OnceValues(func() (Tellable, error) {
		t, err := LoadTellable()
		if err != nil {
			return t, fmt.Errorf("the embedded words do not load: %w", err)
		}
		return t, nil
	})
	if d.book, err = checklist.Load(); err != nil {
		return fmt.Errorf("the embedded checklists do not load: %w", err)
	}
	d.book.UseTables(d.tables)
	return d.useRules()
}

// Before is the file with a copy of the workspace as it was, where opening it
// brought it up to date, or "".
func (d *Desk) Before() string { return d.store.Before() }

// Close ends the work. Nothing is pending at any time, so nothing can be lost.
func (d *Desk) Close() error { return d.store.Close() }

// today is the calendar day at the desk.
func (d *Desk) today() data.Date { return data.DateOf(d.o.Now()) }

// Header is what every screen shows on top.
func (d *Desk) Header(ctx context.Context) (Header, error) {
	lists, err := d.Lists(ctx)
	if err != nil {
		return Header{}, err
	}
	counts, err := d.store.Counts(ctx)
	if err != nil {
		return Header{}, err
	}
	last, err := d.store.LastScreen(ctx)
	if err != nil {
		return Header{}, err
	}
	h := Header{
		Workspace: filepath.Base(d.o.Path), Demo: d.o.Demo, Person: d.signer.Person(),
		Regime: last.Regime, AsOf: last.AsOf, Screened: last.At, Stale: last.Dirty,
		Counts: Counts{ByLevel: counts.ByLevel, ByStatus: counts.ByStatus, Total: counts.Total},
	}
	if d.o.Demo {
		h.Workspace = "demo"
	}
	for _, l := range lists {
		if l.Current {
			h.Lists = append(h.Lists, l)
		}
	}
	h.ListAge, h.ListStale = listAge(h.Lists, d.today())
	h.ListsNew = loadedAfter(h.Lists, last.At)
	h.Off, err = d.gravelyOff()
	return h, err
}

// loadedAfter reports whether a list in use came after a screen, if there was one.
func loadedAfter(current []data.ListInfo, screen time.Time) bool {
	return !screen.IsZero() && slices.ContainsFunc(current, func(l data.ListInfo) bool { return l.LoadedAt.After(screen) })
}

// listAge says in words how old the oldest current list is, and whether it is
// too old, or too small, to make a party clear.
func listAge(current []data.ListInfo, today data.Date) (string, bool) {
	real := slices.DeleteFunc(slices.Clone(current), func(l data.ListInfo) bool { return l.Starter || houseList(&l) })
	if len(real) == 0 {
		if len(current) > 0 && !slices.ContainsFunc(current, func(l data.ListInfo) bool { return l.Starter }) {
			return "our own list only, clears nobody", true
		}
		if len(current) == 0 {
			return "no list loaded", true
		}
		return "starter list only, clears nobody", true
	}
	oldest := slices.MinFunc(real, func(a, b data.ListInfo) int { return listDay(a) - listDay(b) })
	if listDay(oldest) == 0 {
		return oldest.Label(), true
	}
	age := int(today.First()) - listDay(oldest)
	if age == 1 {
		return oldest.Label() + ", 1 day old", false
	}
	return fmt.Sprintf("%s, %d days old", oldest.Label(), age), age > MaxListAge
}

// houseList reports whether a pack holds only entries of the house's own list.
func houseList(l *data.ListInfo) bool {
	for code := range l.Counts {
		if !strings.HasPrefix(strings.ToLower(code), "local") {
			return false
		}
	}
	return len(l.Counts) > 0
}

func listDay(l data.ListInfo) int {
	if l.AsOf.State() != data.Known {
		return 0
	}
	return int(l.AsOf.First())
}

// Generation moves whenever the queue's content does, also through another window.
func (d *Desk) Generation(ctx context.Context) (int64, error) { return d.store.Generation(ctx) }

// byCode asks for destinations by the codes that verdicts have, where a filter names
// the country in words.
func (d *Desk) byCode(f data.Filter) data.Filter {
	for i, name := range f.Dests {
		if len(name) == 2 {
			continue
		}
		t, err := d.tables()
		if err != nil {
			return f // screening says what is wrong with them
		}
		if code, ok := t.Countries.Lookup(name); ok {
			f.Dests = slices.Clone(f.Dests)
			f.Dests[i] = code
		}
	}
	return f
}

// CheckFilter refuses a filter by a pattern that no rule names: that nothing is found by it
// would be taken for an answer.
func (d *Desk) CheckFilter(f data.Filter) error {
	if len(f.Patterns) == 0 {
		return nil
	}
	set, err := d.rules()
	if err != nil {
		return err
	}
	for _, p := range f.Patterns {
		if s := set.Patterns().Lacks(p); s != "" {
			return misused(errors.New(s))
		}
	}
	return nil
}

// Queue is the whole queue in order.
func (d *Desk) Queue(ctx context.Context, f data.Filter) (Vector, error) {
	v, err := d.store.Queue(ctx, d.byCode(f))
	if err != nil {
		return Vector{}, err
	}
	return Vector{IDs: v.IDs, Generation: v.Generation}, nil
}

// QueueFirst is the start of the queue, at once.
func (d *Desk) QueueFirst(ctx context.Context, f data.Filter, n int) (Vector, error) {
	v, err := d.store.QueueFirst(ctx, d.byCode(f), n)
	if err != nil {
		return Vector{}, err
	}
	return Vector{IDs: v.IDs, Generation: v.Generation}, nil
}

// Rows are the queue's lines of the given ids, in their order.
func (d *Desk) Rows(ctx context.Context, ids []int64) ([]data.QueueRow, error) {
	return d.store.Rows(ctx, ids)
}

// EachVerdict yields every verdict of the workspace in the queue's order.
func (d *Desk) EachVerdict(ctx context.Context, yield func(*data.Verdict) error) error {
	v, err := d.store.Queue(ctx, data.Filter{})
	if err != nil {
		return err
	}
	for at := 0; at < len(v.IDs); at += 500 {
		all, err := d.store.VerdictsOf(ctx, v.IDs[at:min(at+500, len(v.IDs))])
		if err != nil {
			return err
		}
		for _, vd := range all {
			if err := yield(vd); err != nil {
				return err
			}
		}
	}
	return nil
}

// find resolves what a person typed to one subject.
func (d *Desk) find(ctx context.Context, id string) (data.Subject, error) {
	all, err := d.store.Find(ctx, id)
	if err != nil {
		return data.Subject{}, err
	}
	switch len(all) {
	case 0:
		return data.Subject{}, fmt.Errorf("nothing here is called %q: give the id of a shipment, a customer or an order", id)
	case 1:
		return all[0], nil
	}
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.Key.String()
	}
	return data.Subject{}, fmt.Errorf("%q can mean %v: give one of these", id, names)
}

var errNoFile = errors.New("the file is not there")

func readFile(path string) ([]byte, error) {
	if f, err := os.Stat(path); err == nil && f.IsDir() {
		return nil, fmt.Errorf("cannot read %s: it is a folder; give a file", path)
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("cannot read %s: %w", path, errNoFile)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", path, err)
	}
	return b, nil
}
