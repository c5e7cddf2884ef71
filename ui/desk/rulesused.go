package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"redflag/data/store"
	"redflag/screening/rules"
)

// rulesBlob is the kind under which the user's packs that a screen used are kept, by
// the hash of all its rules. The built-in ones are those of the program that the
// stamp names.
const rulesBlob = "rules"

// keepRules keeps the user's own packs in use.
func (d *Desk) keepRules(tx *store.Tx) error {
	set, err := d.rules()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	own := set.Own()
	for _, name := range slices.Sorted(maps.Keys(own)) {
		w, err := z.Create(name)
		if err != nil {
			return fmt.Errorf("keep the rules in use: %w", err)
		}
		if _, err := w.Write([]byte(own[name])); err != nil {
			return fmt.Errorf("keep the rules in use: %w", err)
		}
	}
	// Other programs have other built-in rules beside the same packs.
	if err := z.SetComment(set.Hash()); err != nil {
		return fmt.Errorf("keep the rules in use: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("keep the rules in use: %w", err)
	}
	_, err = tx.PutBlob(rulesBlob, set.Hash(), b.Bytes())
	return err
}

// rulesOf are the rules of a hash, as a screen of this program used them; nil where
// they are not kept, or were those of another program.
func (d *Desk) rulesOf(ctx context.Context, hash string) (*rules.Set, error) {
	kept, err := d.store.Blobs(ctx, rulesBlob)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(kept, func(b store.Blob) bool { return b.Name == hash })
	if at < 0 {
		return nil, nil
	}
	raw, err := d.store.Blob(ctx, kept[at].Hash)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, nil // a help that does not read is none
	}
	set, err := loadRules("")
	if err != nil {
		return nil, err
	}
	if len(z.File) > 0 {
		if set, err = set.With(z, "."); err != nil {
			return nil, nil
		}
	}
	if set.Hash() != hash {
		return nil, nil
	}
	return set, nil
}
