package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime/debug"

	"redflag/data/store"
	"redflag/screening"
)

// Names under which a screen keeps what the next may take up.
const (
	keptPast  = "past"  // what was learned of the shipments
	keptRests = "rests" // what verdicts rest on
)

// manyRows is from when on memory is given back between the passes.
const manyRows = 200_000

// past learns the past of the book, or takes up what a screen before has learned
// while no record was told or taken back since. It answers with a word for what it
// was learned from, "" where that cannot be told.
func (d *Desk) past(ctx context.Context, s *screening.Screener, known store.AsOf, reach Reach) (of string, err error) {
	if reach.Later == 0 && oneProgram(d.o.Program) {
		if of, err = d.toldBy(ctx, s); err != nil {
			return "", err
		}
		if taken, err := d.takePast(ctx, s, known, of); taken || err != nil {
			return of, err
		}
	}
	// The first pass grows large tables; collecting sooner keeps their double from memory.
	normal := debug.SetGCPercent(200)
	defer debug.SetGCPercent(normal)
	parts, err := d.parts(ctx, known)
	if err != nil {
		return "", err
	}
	kept, err := s.LearnAndKeep(d.store.Customers(ctx, known), d.store.Holdings(ctx, known), d.store.PartyNumbers, parts...)
	if err != nil {
		return "", fmt.Errorf("reading the records stopped, and the verdicts before stay: %w", err)
	}
	if s.Book().Rows() > manyRows {
		debug.FreeOSMemory() // what the first pass wanted, the writer's caches can have
	}
	// What came while the records were read may have been read or not.
	if now, err := d.toldBy(ctx, s); err != nil || kept == nil || now != of {
		return "", err
	}
	return of, d.store.Write(ctx, func(tx *store.Tx) error { return tx.Keep(keptPast, of, kept) })
}

// takePast takes up the past that was kept.
func (d *Desk) takePast(ctx context.Context, s *screening.Screener, known store.AsOf, of string) (bool, error) {
	kept, err := d.store.Kept(ctx, keptPast, of)
	if err != nil || kept == nil {
		return false, err
	}
	party, err := d.store.PartiesByNumber(ctx)
	if err != nil {
		return false, err
	}
	err = s.LearnKept(d.store.Customers(ctx, known), d.store.Holdings(ctx, known), kept, party)
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	return err == nil, nil // what does not read is learned anew
}

// toldBy names the records that can be read, and the program and tables that they
// are read with.
func (d *Desk) toldBy(ctx context.Context, s *screening.Screener) (string, error) {
	told, err := d.store.Told(ctx)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s", d.o.Program, s.Stamp().Reference, told))
	return hex.EncodeToString(sum[:]), nil
}
