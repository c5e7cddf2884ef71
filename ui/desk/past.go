package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"

	"redflag/data"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/history"
)

// Names under which a screen keeps what the next may take up.
const (
	keptPast   = "past"        // what was learned of the shipments
	keptNamed  = "named"       // the parties that they name
	keptTraces = "traces"      // by which they can be met
	keptTold   = "told"        // the imports that all these were learned from
	keptRests  = "rests"       // what verdicts rest on
	keptPatch  = "rests since" // what has changed in that since it was written whole
)

// learned is how the past of a book was learned.
type learned struct {
	of     string          // names what from; "" where that cannot be told
	told   string          // the imports that counted
	follow *followed       // nil where no past before was followed
	kept   *screening.Kept // to be put down with the verdicts; nil where it stands already
	fresh  *screening.Kept // learned from nothing before: of use whether or not verdicts come of it
}

// followed is a past before with what changed since.
type followed struct {
	of      string // names what that past was learned from
	was, is map[int64]*data.Record
	traces  []byte // of the shipments as they were
	reach   *screening.Reach
}

// past learns the past of the book. It takes up what a screen before has learned while
// no record was told or taken back since, and follows it where some were; anew learns
// all of it again.
func (d *Desk) past(ctx context.Context, s *screening.Screener, known store.AsOf, reach Reach, anew bool) (l *learned, err error) {
	l = &learned{}
	if reach.Later == 0 && oneProgram(d.o.Program) {
		if l.of, l.told, err = d.toldBy(ctx, s); err != nil {
			return nil, err
		}
		if !anew {
			if taken, err := d.takePast(ctx, s, known, l.of); taken || err != nil {
				return l, err
			}
			if followed, err := d.followPast(ctx, s, known, l); followed || err != nil {
				return l, err
			}
		}
	}
	// The first pass grows large tables; collecting sooner keeps their double from memory.
	normal := debug.SetGCPercent(120)
	defer debug.SetGCPercent(normal)
	parts, err := d.parts(ctx, known)
	if err != nil {
		return nil, err
	}
	kept, err := s.LearnAndKeep(d.store.Customers(ctx, known), d.store.Holdings(ctx, known), d.store.PartyNumbers, parts...)
	if err != nil {
		return nil, fmt.Errorf("reading the records stopped, and the verdicts before stay: %w", err)
	}
	// What came while the records were read may have been read or not.
	if now, _, err := d.toldBy(ctx, s); err != nil || kept == nil || now != l.of {
		return &learned{}, err
	}
	l.fresh = kept
	return l, nil
}

// keep writes down what was learned.
func (l *learned) keep(tx *store.Tx, kept *screening.Kept) error {
	for what, b := range map[string][]byte{keptPast: kept.Past, keptNamed: kept.Parties, keptTraces: kept.Traces, keptTold: []byte(l.told)} {
		if err := tx.Keep(what, l.of, b); err != nil {
			return err
		}
	}
	return nil
}

// takePast takes up the past that was kept.
func (d *Desk) takePast(ctx context.Context, s *screening.Screener, known store.AsOf, of string) (bool, error) {
	if held, err := d.store.KeptOf(ctx, keptPast); err != nil || held != of {
		return false, err
	}
	var kept []byte
	var customers []*data.Record
	err := atOnce(
		func() (err error) { kept, err = d.store.Kept(ctx, keptPast, of); return err },
		func() (err error) { customers, err = gathered(d.store.Customers(ctx, known)); return err },
	)
	if err != nil || kept == nil {
		return false, err
	}
	err = s.LearnKept(each(customers), d.store.Holdings(ctx, known), kept, func() ([]*data.Customer, error) { return d.partiesKept(ctx, of) })
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return err == nil, nil // what does not read is learned anew
}

// partiesKept are the parties of the past that was kept.
func (d *Desk) partiesKept(ctx context.Context, of string) ([]*data.Customer, error) {
	kept, err := d.store.Kept(ctx, keptNamed, of)
	if err != nil {
		return nil, err
	}
	party, err := d.store.PartiesByNumber(ctx)
	if err != nil {
		return nil, err
	}
	all, err := history.PartiesKept(kept, party)
	if err != nil {
		return nil, fmt.Errorf("the parties of the past that was kept no longer read: screen with --all to learn it anew: %w", err)
	}
	return all, nil
}

// atOnce does things beside each other and answers with what failed.
func atOnce(things ...func() error) error {
	var done sync.WaitGroup
	errs := make([]error, len(things))
	for i, do := range things {
		done.Go(func() { errs[i] = do() })
	}
	done.Wait()
	return errors.Join(errs...)
}

// gathered are records that are not lent.
func gathered(seq recordSeq) (all []*data.Record, err error) {
	for r, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

func each(records []*data.Record) recordSeq {
	return func(yield func(*data.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// mostFollowed is the part of the records that may have changed for a past to be
// followed: one in so many.
const mostFollowed = 8

// followPast follows the past that was kept, where it was learned from other imports by
// the same program, and not too much has changed.
func (d *Desk) followPast(ctx context.Context, s *screening.Screener, known store.AsOf, l *learned) (bool, error) {
	last, err := d.store.LastScreen(ctx)
	if err != nil || last.Count == 0 {
		return false, err
	}
	was, err := d.countingThen(ctx, s)
	if err != nil || was == nil {
		return false, err
	}
	is, err := store.CountingThen(l.told)
	if err != nil {
		return false, err
	}
	ids, err := d.store.Between(ctx, was.counting, is)
	if err != nil || len(ids) > max(last.Count/mostFollowed, fewRecords) {
		return false, err
	}
	f := &followed{of: was.of, was: map[int64]*data.Record{}, is: map[int64]*data.Record{}}
	if err := d.versions(ctx, f, was.counting, is, ids); err != nil {
		return false, err
	}
	learn := screening.Followed{
		Customers: d.store.Customers(ctx, known), Holdings: d.store.Holdings(ctx, known),
		Was: f.was, Is: f.is, Numbers: d.store.PartyNumbers, Most: max(last.Count/mostFollowed, fewRecords),
	}
	if learn.Past, err = d.store.Kept(ctx, keptPast, f.of); err != nil || learn.Past == nil {
		return false, err
	}
	if learn.Parties, err = d.store.Kept(ctx, keptNamed, f.of); err != nil || learn.Parties == nil {
		return false, err
	}
	if learn.Traces, err = d.store.Kept(ctx, keptTraces, f.of); err != nil || learn.Traces == nil {
		return false, err
	}
	if learn.Party, err = d.store.PartiesByNumber(ctx); err != nil {
		return false, err
	}
	loans := &store.Loans{}
	learn.Read = func(ids []int64) recordSeq { return givenBack(d.store.Some(ctx, known, ids, loans), loans) }
	kept, reached, err := s.LearnAfter(learn)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err != nil {
		return false, nil // what cannot be followed is learned anew
	}
	now, _, err := d.toldBy(ctx, s)
	if err != nil || now != l.of {
		*l = learned{}
		return true, err
	}
	if f.traces, f.reach, l.follow = learn.Traces, reached, f; kept.Past != nil {
		l.kept = kept
	} else {
		l.of = ""
	}
	return true, nil
}

// fewRecords may change in any book.
const fewRecords = 100

// then is a past that was kept.
type then struct {
	of       string
	counting store.Counting
}

// countingThen are the imports that the past which was kept was learned from, nil where
// that was by another program, or none was kept.
func (d *Desk) countingThen(ctx context.Context, s *screening.Screener) (*then, error) {
	of, err := d.store.KeptOf(ctx, keptTold)
	if err != nil || of == "" {
		return nil, err
	}
	told, err := d.store.Kept(ctx, keptTold, of)
	if err != nil || d.ofTold(s, string(told)) != of {
		return nil, err
	}
	counting, err := store.CountingThen(string(told))
	if err != nil {
		return nil, nil // it is only a help
	}
	return &then{of, counting}, nil
}

// versions reads the versions of records that differ between two times.
func (d *Desk) versions(ctx context.Context, f *followed, was, is store.Counting, ids []int64) error {
	for _, at := range [...]struct {
		counting store.Counting
		all      map[int64]*data.Record
	}{{was, f.was}, {is, f.is}} {
		all, err := d.store.CountingAmong(ctx, at.counting, ids)
		if err != nil {
			return err
		}
		for _, r := range all {
			at.all[r.Origin.Record] = r
		}
	}
	for id, r := range f.was {
		if o := f.is[id]; o != nil && o.Origin.Version == r.Origin.Version {
			delete(f.was, id)
			delete(f.is, id)
		}
	}
	return nil
}

// toldBy names the records that can be read, and the program and tables that they
// are read with; told names the records alone.
func (d *Desk) toldBy(ctx context.Context, s *screening.Screener) (of, told string, err error) {
	if told, err = d.store.Told(ctx); err != nil {
		return "", "", err
	}
	return d.ofTold(s, told), told, nil
}

func (d *Desk) ofTold(s *screening.Screener, told string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s", d.o.Program, s.Stamp().Reference, told))
	return hex.EncodeToString(sum[:])
}
