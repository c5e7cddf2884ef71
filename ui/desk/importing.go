package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"redflag/data"
	"redflag/data/intake"
	"redflag/data/journal"
	"redflag/data/store"
)

// Import reads files into the workspace, each whole or not at all, and answers
// with one report a file that was taken. Files that cannot be taken are told in
// the error (FilesNotTaken), and do not keep the others out; a workspace that
// cannot be written ends the run, and what went before stays.
func (d *Desk) Import(ctx context.Context, files []string, o ImportOptions, progress func(data.Progress)) ([]data.ImportReport, error) {
	var mapping *intake.Mapping
	if o.Mapping != "" {
		b, err := readFile(o.Mapping)
		if err != nil {
			return nil, err
		}
		if mapping, err = intake.ParseMapping(filepath.Base(o.Mapping), b); err != nil {
			return nil, err
		}
	}
	tables, err := d.tables()
	if err != nil {
		return nil, err
	}
	var reports []data.ImportReport
	var failed []error
	for _, f := range files {
		rep, err := d.importPath(ctx, f, intake.Options{
			Kind: o.Kind, Mapping: mapping, DryRun: o.DryRun, Countries: tables.Atlas(), Progress: progress,
		})
		if err != nil {
			err = fmt.Errorf("%s was not imported, nothing of it is kept: %w", f, err)
			if ctx.Err() != nil || store.KindOf(err) != "" {
				return reports, err
			}
			failed = append(failed, err)
			continue
		}
		reports = append(reports, *rep)
	}
	if len(failed) > 0 {
		return reports, &notTaken{failed}
	}
	return reports, nil
}

// notTaken is the failure of some files of several.
type notTaken struct{ files []error }

func (e *notTaken) Error() string   { return errors.Join(e.files...).Error() }
func (e *notTaken) Unwrap() []error { return e.files }

// FilesNotTaken are the files that an import could not take, each with why; none
// where the import failed as a whole.
func FilesNotTaken(err error) []error {
	if e, ok := errors.AsType[*notTaken](err); ok {
		return e.files
	}
	return nil
}

// importPath reads the file where it lies, so that its size is not the memory's.
func (d *Desk) importPath(ctx context.Context, path string, o intake.Options) (*data.ImportReport, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, errNoFile
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no ordinary file")
	}
	return d.importFile(ctx, filepath.Base(path), f, info.Size(), o)
}

func (d *Desk) importFile(ctx context.Context, name string, content io.ReaderAt, size int64, o intake.Options) (*data.ImportReport, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(content, 0, size)); err != nil {
		return nil, err
	}
	hash := hex.EncodeToString(sum.Sum(nil))
	if o.DryRun {
		rep, err := intake.Read(ctx, name, content, size, o, func(*data.Record) error { return nil })
		if rep != nil {
			rep.DryRun, rep.Hash = true, hash
		}
		return rep, err
	}
	src := store.SourceFile{Name: name, Hash: hash, Reader: io.NewSectionReader(content, 0, size)}
	if o.Mapping != nil {
		src.Source = o.Mapping.Source
	}
	im, err := d.store.BeginImport(ctx, src)
	if err != nil {
		return nil, err
	}
	if id := im.Already(); id != 0 {
		return &data.ImportReport{File: name, Hash: hash, Bytes: size, Already: id}, im.Rollback()
	}
	rep, err := intake.Read(ctx, name, content, size, o, im.Add)
	if err != nil {
		im.Rollback()
		return nil, err
	}
	rep.Hash = hash
	err = im.Commit(ctx, rep, d.signer.Person(), func(tx *store.Tx) error {
		_, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.ImportApplied, Body: []data.EventField{
			{Name: "import", Value: strconv.FormatInt(rep.Import, 10)},
			{Name: "file", Value: name},
			{Name: "sha256", Value: hash},
			{Name: "rows", Value: strconv.Itoa(rep.Read)},
			{Name: "fates", Value: mustJSON(rep.Fates)},
			{Name: "records_root", Value: im.Root()},
		}})
		return err
	})
	if err != nil {
		return nil, err
	}
	return rep, nil
}

// Imports are all imports, newest first.
func (d *Desk) Imports(ctx context.Context) ([]data.ImportInfo, error) { return d.store.Imports(ctx) }

// UndoImport withdraws an import. What it told is no longer current; cases that
// cite it keep it.
func (d *Desk) UndoImport(ctx context.Context, id int64) error {
	return d.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.WithdrawImport(id); err != nil {
			return err
		}
		_, err := journal.Append(tx.Journal(), d.signer, journal.Draft{Kind: data.ImportWithdrawn, Body: []data.EventField{
			{Name: "import", Value: strconv.FormatInt(id, 10)},
		}})
		return err
	})
}

// mustJSON encodes plain maps and structs of ours, which cannot fail.
func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("a value of type %T cannot be encoded: %v", v, err))
	}
	return string(b)
}
