package desk

import (
	"context"
	"errors"
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

// Dossier writes the file of a case, and enters it into the journal.
func (d *Desk) Dossier(ctx context.Context, id, path string) error {
	if d.o.Print == nil {
		return errors.New("this program was built without a printer of dossiers")
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
