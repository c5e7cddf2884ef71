package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
)

// Printer makes the printable file of a case in the format of the file's ending.
// body is what the journal says of it; seal closes the file around the proof. It
// is passed in, because what it prints is made of this package's views.
type Printer func(p Print, file string) (body []data.EventField, seal func(journal.Bundle) ([]byte, error), err error)

// Print is what a printer is given.
type Print struct {
	View    *CaseView
	Before  journal.Bundle // the case's part of the journal, before the dossier's own entry
	Written time.Time
	By, Key string // person and fingerprint
	Program string
}

// noOther keeps a file that is no dossier from being replaced by one.
func noOther(path string) error {
	b, err := os.ReadFile(path)
	if err != nil || len(b) == 0 || bytes.Contains(bytes.ToLower(b), []byte("redflag dossier")) {
		return nil // what cannot be read is not there, or cannot be written either, and says so then
	}
	return fmt.Errorf("%s is there already and is no dossier, so it was not touched; give a name that is free", path)
}

// Dossier writes the file of a case, and enters it into the journal.
func (d *Desk) Dossier(ctx context.Context, id, path string) error {
	if d.o.Print == nil {
		return errors.New("this program was built without a printer of dossiers")
	}
	if err := noOther(path); err != nil {
		return err
	}
	v, err := d.Case(ctx, id)
	if err != nil {
		return err
	}
	key := v.Subject.Key.String()
	var content []byte
	var writing error // of the file; not to be taken for the workspace's
	err = d.store.Write(ctx, func(tx *store.Tx) error {
		before, err := journal.MakeBundle(tx.Journal(), key)
		if err != nil {
			return err
		}
		body, seal, err := d.o.Print(Print{
			View: v, Before: before, Written: d.o.Now(), By: d.signer.Person(), Key: d.signer.Fingerprint(), Program: d.o.Program,
		}, filepath.Base(path))
		if err != nil {
			return err
		}
		if _, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.DossierWritten, Case: key, Body: body}); err != nil {
			return err
		}
		if err := refold(tx, key); err != nil {
			return err
		}
		after, err := journal.MakeBundle(tx.Journal(), key)
		if err != nil {
			return err
		}
		if content, err = seal(after); err != nil {
			return err
		}
		// The file is written before the entry is committed: an entry without its file
		// would be a claim, a file without its entry is merely not proved.
		writing = writeNew(path, content)
		return writing
	})
	if writing != nil {
		return writing
	}
	return err
}
