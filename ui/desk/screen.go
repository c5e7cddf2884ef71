package desk

import (
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/intake"
	"redflag/data/journal"
	"redflag/data/lists"
	"redflag/data/reference"
	"redflag/data/store"
	"redflag/screening"
	"redflag/screening/rules"
)

// inputs are what screening needs beside the records.
func (d *Desk) inputs(ctx context.Context, o ScreenOptions) (screening.Inputs, error) {
	var packs []*data.ListPack
	var judgements []data.Judgement
	var set *rules.Set
	var tables *reference.Tables
	err := atOnce(
		func() (err error) { packs, err = d.packsOf(ctx, o.AsOf); return err },
		func() error {
			return d.store.View(ctx, func(b journal.Backend) (err error) { judgements, err = journal.Judgements(b); return err })
		},
		func() (err error) { set, err = d.rules(); return err },
		func() (err error) { tables, err = d.tables(); return err },
		screening.Prepare,
	)
	if err != nil {
		return screening.Inputs{}, err
	}
	if o.AsOf.State() != data.Known {
		o.AsOf = d.today()
	}
	return screening.Inputs{
		AsOf: o.AsOf, Regime: o.Regime, Tables: tables, Rules: set, Lists: packs,
		Judgements: judgements, Program: d.o.Program, MaxListAge: MaxListAge,
	}, nil
}

// Screen judges every order, and every customer without orders, and publishes
// the verdicts in one step; a cancelled screen leaves the old ones whole. Where
// nothing that verdicts rest on has changed since, those in use stand.
func (d *Desk) Screen(ctx context.Context, o ScreenOptions, progress func(data.Progress)) (ScreenSummary, error) {
	began := d.o.Now()
	if o.Regime != "" && o.Regime != CurrentRegime {
		return ScreenSummary{}, fmt.Errorf("only the law as enforced is published; %q is a what-if", o.Regime)
	}
	room := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(room, screenRoom))
	defer debug.SetMemoryLimit(room)
	// The limit is what the heap may grow to; short of it there is nothing to collect for.
	normal := debug.SetGCPercent(300)
	defer debug.SetGCPercent(normal)
	reach, err := d.reach(ctx, o.AsOf)
	if err != nil {
		return ScreenSummary{}, err
	}
	if o.All { // what is judged anew rests on the files of lists, and on nothing that was made of them
		if err := d.store.Write(ctx, func(tx *store.Tx) error { return tx.KeepOf(keptList, nil) }); err != nil {
			return ScreenSummary{}, err
		}
	}
	in, err := d.inputs(ctx, o)
	if err != nil {
		return ScreenSummary{}, err
	}
	s, err := screening.New(in)
	if err != nil {
		return ScreenSummary{}, err
	}
	if !o.All {
		if sum, stands, err := d.standing(ctx, in.AsOf, s.Stamp()); stands || err != nil {
			sum.Seconds, sum.Reach = d.o.Now().Sub(began).Seconds(), reach
			return sum, err
		}
	}
	since, err := d.store.Mark(ctx)
	if err != nil {
		return ScreenSummary{}, err
	}
	known := store.AsOf{Date: o.AsOf}
	begun := d.begin(ctx, s, o.All)
	defer begun.close()
	past, err := d.past(ctx, s, known, reach, o.All)
	if err != nil {
		return ScreenSummary{}, err
	}
	ahead, err := begun.wait()
	if err != nil {
		return ScreenSummary{}, err
	}
	switch rows := s.Book().Rows(); {
	case rows > tooManyRows:
		debug.SetMemoryLimit(room)
		debug.SetGCPercent(normal)
	case rows > manyRows:
		debug.SetGCPercent(78)
	}
	pub, err := d.store.Publish(ctx, store.Screen{
		Stamp: s.Stamp(), AsOf: in.AsOf, Regime: in.Regime, Lists: s.Lists(), Since: since, Of: allOf(s, past, since), Anew: o.All,
	})
	if err != nil {
		return ScreenSummary{}, err
	}
	defer pub.Rollback()
	if fresh := past.fresh; fresh != nil {
		past.fresh = nil
		if err := pub.Beside(func(tx *store.Tx) error { return past.keep(tx, fresh) }); err != nil {
			return ScreenSummary{}, err
		}
	}
	j := judging{d: d, s: s, known: known, past: past, ahead: ahead, pub: pub, packs: in.Lists, progress: progress}
	if err := j.run(ctx, o.All); err != nil {
		return ScreenSummary{}, stopped(ctx, past, err)
	}
	sum := ScreenSummary{Stamp: s.Stamp(), Subjects: pub.Count() + j.stood, Judged: pub.Count(), Taken: pub.Taken().Len(), Gone: len(j.gone), Looked: int(j.done), Screen: pub.Screen(), Reach: reach}
	keep := j.keep()
	err = pub.Commit(ctx, func(tx *store.Tx) error {
		if err := keep(tx); err != nil {
			return err
		}
		if err := j.keepLinks(ctx, tx); err != nil {
			return err
		}
		_, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.Screened, Body: []data.EventField{
			{Name: "as_of", Value: in.AsOf.String()},
			{Name: "regime", Value: in.Regime},
			{Name: "stamp", Value: mustJSON(sum.Stamp)},
			{Name: "count", Value: strconv.Itoa(sum.Subjects)},
		}})
		return err
	})
	sum.Changed, sum.ByLevel = pub.Changed(), pub.ByLevel()
	sum.Seconds = d.o.Now().Sub(began).Seconds()
	return sum, err
}

// allOf names all that verdicts rest on, so that those of a screen that was cut off can be
// taken up: the records as imported up to a mark, what was learned of them, lists, rules,
// tables, judgements, the program and the day. It is "" where that cannot be told.
func allOf(s *screening.Screener, past *learned, since int64) string {
	if past.of == "" {
		return ""
	}
	return strings.Join([]string{mustJSON(s.Stamp()), s.AsOf().String(), past.of, s.Seed(), strconv.FormatInt(since, 10)}, "\n")
}

// CutOff is the fault of a screen that was cancelled and can be gone on with.
type CutOff struct{ Cause error }

func (e *CutOff) Error() string {
	return "the screen stopped, and the verdicts before stay. What it had judged is taken up when you screen again, where nothing has changed by then."
}

func (e *CutOff) Unwrap() error { return e.Cause }

// stopped says what became of a screen that did not end.
func stopped(ctx context.Context, past *learned, err error) error {
	if past.of != "" && ctx.Err() != nil {
		return &CutOff{err}
	}
	return fmt.Errorf("the screen stopped, and the verdicts before stay: %w", err)
}

// screenRoom is what the heap is held to while a book of up to tooManyRows is
// screened, so that with the database's caches it stays below a gigabyte.
const (
	screenRoom  = 820 << 20
	tooManyRows = 1_500_000
)

// manyRows is from when on the heap comes near that room. There the runtime would go on
// giving pages back and asking for them again, which costs more than to collect sooner.
const manyRows = 400_000

// parts are the shipments, lent, in one part for each processor.
func (d *Desk) parts(ctx context.Context, known store.AsOf) ([]iter.Seq2[*data.Record, error], error) {
	ranges, err := d.store.Ranges(ctx, runtime.GOMAXPROCS(0))
	if err != nil {
		return nil, err
	}
	parts := make([]iter.Seq2[*data.Record, error], 0, len(ranges))
	for _, r := range ranges {
		loans := &store.Loans{}
		parts = append(parts, givenBack(d.store.ShipmentsOnLoan(ctx, known, r, loans), loans))
	}
	return parts, nil
}

// givenBack gives each record back when the next is asked for.
func givenBack(seq iter.Seq2[*data.Record, error], loans *store.Loans) iter.Seq2[*data.Record, error] {
	return func(yield func(*data.Record, error) bool) {
		for rec, err := range seq {
			if !yield(rec, err) {
				return
			}
			if err == nil {
				loans.GiveBack(rec)
			}
		}
	}
}

// RecordScreen is a screen of a stream of records, without a workspace.
type RecordScreen struct {
	Options  ScreenOptions
	Records  io.Reader // canonical JSON Lines
	Lists    []string  // list files; none: the starter list
	Program  string
	Verdict  func(*data.Verdict) error
	Change   func(Change) error // of a what-if: shipments whose level differs; nil to compare nothing
	Rejected func(data.RowNote)
	Unknown  func([]data.UnknownName) // told once, at the end, where there are any
}

// ScreenRecords screens a stream of records, in any order.
func ScreenRecords(ctx context.Context, r RecordScreen) error {
	tables, err := reference.Load()
	if err != nil {
		return err
	}
	book, o, err := regimes(r.Options, tables)
	if err != nil {
		return err
	}
	set, err := loadRules("")
	if err != nil {
		return err
	}
	packs, err := parseLists(r.Lists, tables)
	if err != nil {
		return err
	}
	in := screening.Inputs{
		AsOf: o.AsOf, Regime: o.Regime, Regimes: book, Tables: tables, Rules: set, Lists: packs,
		Program: r.Program, MaxListAge: MaxListAge,
	}
	var beside intake.Beside
	records := func(yield func(*data.Record, error) bool) {
		for rec, note := range intake.Lines(r.Records, tables.Atlas()) {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if note.Reason != "" {
				r.Rejected(note)
			}
			if rec == nil {
				continue
			}
			beside.Add(rec)
			if !yield(rec, nil) {
				return
			}
		}
	}
	if r.Change != nil {
		err = compareStream(ctx, in, o.Against, records, WhatIfWatch{Change: r.Change})
	} else {
		err = screening.Stream(ctx, in, records, func(_ *data.Record, v *data.Verdict) error { return r.Verdict(v) })
	}
	if all := beside.Names(); len(all) > 0 && r.Unknown != nil {
		r.Unknown(all)
	}
	return err
}

func parseLists(files []string, t *reference.Tables) ([]*data.ListPack, error) {
	if len(files) == 0 {
		return []*data.ListPack{lists.Starter()}, nil
	}
	var packs []*data.ListPack
	for _, f := range files {
		raw, err := readFile(f)
		if err != nil {
			return nil, err
		}
		p, err := parseList(f, raw, t)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		packs = append(packs, p)
	}
	return packs, nil
}
