package desk

import (
	"context"
	"errors"
	"fmt"

	"redflag/data"
	"redflag/data/journal"
	"redflag/data/store"
)

// identify finds or makes the keys of the person and of this device for the
// workspace, and enters the person into the journal at first use.
func (d *Desk) identify(ctx context.Context) error {
	ws, err := d.store.WorkspaceID(ctx)
	if err != nil {
		return err
	}
	restored, err := d.store.Restored(ctx)
	if err != nil {
		return err
	}
	d.signer, err = journal.OpenSigner(journal.SignerOptions{
		Folder: d.o.Keys, Workspace: ws, Restored: restored, Person: d.o.Person, Named: d.o.Named, New: d.o.NewPerson, Now: d.o.Now, Random: d.o.Random,
		Known: func() ([]string, error) {
			known, err := d.Persons(ctx)
			var names []string
			for _, p := range known {
				names = append(names, p.Name)
			}
			return names, err
		},
	})
	if s, ok := errors.AsType[*journal.Stranger](err); ok {
		return misused(fmt.Errorf("nobody called %q has worked here, and %q has: say --as %q, or --new-person if somebody new is meant", s.Name, s.Like, s.Like))
	}
	if err != nil {
		return fmt.Errorf("your signing keys cannot be used: %w", err)
	}
	return nil
}

// NewPerson says that the person at the desk was made just now, with where the key is
// kept, or is "".
func (d *Desk) NewPerson() string {
	if !d.signer.New() {
		return ""
	}
	return fmt.Sprintf("A new person was made: %s. The key that signs what %s does is kept in %s.", d.signer.Person(), d.signer.Person(), d.o.Keys)
}

// AddPerson enters the person at the desk into the journal.
func (d *Desk) AddPerson(ctx context.Context) (Person, error) {
	who := Person{Name: d.signer.Person(), Key: d.signer.Fingerprint()}
	known, err := d.Persons(ctx)
	if err != nil {
		return who, err
	}
	for _, p := range known {
		if p == who {
			return who, nil
		}
	}
	return who, d.store.Write(ctx, func(tx *store.Tx) error {
		_, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.PersonAdded, Body: []data.EventField{
			{Name: "name", Value: who.Name}, {Name: "key", Value: who.Key},
		}})
		return err
	})
}
