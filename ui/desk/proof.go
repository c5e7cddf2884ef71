package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
)

// Person is somebody the journal knows.
type Person struct {
	Name string
	Key  string // fingerprint
}

// Persons are all persons that the journal knows.
func (d *Desk) Persons(ctx context.Context) ([]Person, error) {
	var out []Person
	err := d.store.View(ctx, func(b journal.Backend) error {
		all, err := journal.Persons(b)
		for _, p := range all {
			out = append(out, Person{p.Name, p.Key})
		}
		return err
	})
	return out, err
}

// Verify proves the workspace's journal intact, and that the case states on
// screen are what the journal says.
func (d *Desk) Verify(ctx context.Context) (string, bool, error) {
	return d.VerifyAgainst(ctx, "")
}

// VerifyAgainst proves, besides, that the journal extends an earlier checkpoint.
// A file that is damaged elsewhere than in the journal is not intact either.
func (d *Desk) VerifyAgainst(ctx context.Context, checkpoint string) (string, bool, error) {
	words, ok, err := d.verifyJournal(ctx, checkpoint)
	if err != nil || !ok {
		return words, ok, err
	}
	found, err := d.store.Check(ctx)
	if store.KindOf(err) == store.Damaged {
		return fmt.Sprintf("%s But the rest of the file is damaged. %s", words, err), false, nil
	}
	for _, f := range found {
		if !f.OK && f.What != "room" {
			return fmt.Sprintf("%s But the rest of the file is damaged, %s: %s.", words, f.What, f.Says), false, nil
		}
	}
	return words, true, err
}

func (d *Desk) verifyJournal(ctx context.Context, checkpoint string) (string, bool, error) {
	var o journal.VerifyOptions
	if checkpoint != "" {
		b, err := readFile(checkpoint)
		if err != nil {
			return "", false, err
		}
		o.Against = [][]byte{b}
	}
	words, ok := "", false
	err := d.store.View(ctx, func(b journal.Backend) error {
		r, err := journal.Verify(b, o)
		if err != nil {
			return err
		}
		words, ok = r.String(), r.OK
		return nil
	})
	if err != nil || !ok {
		return words, ok, err
	}
	off, err := d.projections(ctx)
	if err != nil {
		return words, false, err
	}
	if len(off) > 0 {
		return fmt.Sprintf("%s But the state shown for %s is not what the journal says: the file was changed beside the journal.", words, strings.Join(off, ", ")), false, nil
	}
	return words, true, nil
}

// projections names the cases whose stored state differs from the journal's fold.
func (d *Desk) projections(ctx context.Context) ([]string, error) {
	folded := map[string][]data.Event{}
	err := d.store.View(ctx, func(b journal.Backend) error {
		for ev, err := range journal.Read(b) {
			if err != nil {
				return err
			}
			if ev.Case != "" {
				folded[ev.Case] = append(folded[ev.Case], ev)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var off []string
	held, err := d.store.Cases(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range held {
		want := journal.FoldCase(c.Case, folded[c.Case])
		if mustJSON(want) != mustJSON(c) {
			off = append(off, c.Case)
		}
		delete(folded, c.Case)
	}
	for c := range folded {
		off = append(off, c)
	}
	slices.Sort(off)
	return off, nil
}

// Backup writes a whole copy of the workspace while it is in use.
func (d *Desk) Backup(ctx context.Context, to string, progress func(data.Progress)) error {
	whole, err := filepath.Abs(to)
	if err != nil {
		return err
	}
	return d.store.Backup(ctx, whole, progress)
}

// Restore puts a backup in the place of a workspace and answers where the
// replaced file is kept.
func Restore(ctx context.Context, from, to string) (kept string, err error) {
	return store.Restore(ctx, from, to)
}

// Check is one thing that the doctor looked at.
type Check struct {
	What string
	OK   bool
	Says string
}

// Doctor looks over the workspace, the journal, the lists and the rules.
func (d *Desk) Doctor(ctx context.Context) ([]Check, error) {
	var out []Check
	found, err := d.store.Check(ctx)
	if store.KindOf(err) == store.Damaged {
		return []Check{{"structure", false, err.Error()}}, nil
	}
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		out = append(out, Check{f.What, f.OK, f.Says})
	}
	words, ok, err := d.verifyJournal(ctx, "")
	if err != nil {
		return out, err
	}
	out = append(out, Check{"journal", ok, words})
	h, err := d.Header(ctx)
	if err != nil {
		return out, err
	}
	out = append(out, Check{"lists", !h.ListStale, h.ListAge + listCure(&h)})
	policy, err := d.Policy(ctx)
	if err != nil {
		return out, err
	}
	return append(out, d.rulesCheck(), Check{"four eyes", true, policy.Words()}), nil
}

// listCure says why the lists clear nobody and what to do about it, or "".
func listCure(h *Header) string {
	published := slices.DeleteFunc(slices.Clone(h.Lists), func(l data.ListInfo) bool { return l.Starter || houseList(&l) })
	switch {
	case !h.ListStale:
		return ""
	case slices.ContainsFunc(published, func(l data.ListInfo) bool { return l.AsOf.State() != data.Known }):
		return ", so that it clears nobody: add it again with its day, 'redflag lists add FILE --as-of DATE'"
	case len(published) > 0:
		return fmt.Sprintf("; a list older than %d days clears nobody: add one of today, 'redflag lists add FILE'", MaxListAge)
	}
	return ": add the Consolidated Screening List, 'redflag lists add FILE'"
}

func short(hash string) string { return hash[:min(12, len(hash))] }

// writeNew writes a file through a temporary one beside it, so that a failure
// leaves no half of it.
func writeNew(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("cannot write %s: there is no folder %s", path, filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	_, err = io.Copy(f, bytes.NewReader(content))
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("cannot write %s: %w", path, err)
	}
	return nil
}

// RebuildCases throws the projected case states away and folds them again from
// the journal.
func (d *Desk) RebuildCases(ctx context.Context) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.ClearCases(); err != nil {
			return err
		}
		byCase := map[string][]data.Event{}
		for ev, err := range journal.Read(tx.Journal()) {
			if err != nil {
				return err
			}
			if ev.Case != "" {
				byCase[ev.Case] = append(byCase[ev.Case], ev)
			}
		}
		for key, events := range byCase {
			st := journal.FoldCase(key, events)
			if err := tx.PutCase(&st); err != nil {
				return err
			}
		}
		return nil
	})
}
