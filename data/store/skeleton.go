package store

import (
	"context"
	"errors"
	"iter"

	"redflag/data"
	"redflag/data/journal"
)

var errStub = errors.New("not open")

type Store struct{}
type Tx struct{}
type Import struct{}
type Publisher struct{}

func Open(ctx context.Context, path string, o Options) (*Store, error) { return nil, errStub }

func (s *Store) Close() error { return errStub }

func (s *Store) WorkspaceID(ctx context.Context) (string, error) { return "", errStub }

func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error { return errStub }

func (s *Store) View(ctx context.Context, fn func(journal.Backend) error) error { return errStub }

func (tx *Tx) Journal() journal.Backend { return nil }

func (s *Store) BeginImport(ctx context.Context, src SourceFile) (*Import, error) {
	return nil, errStub
}

func (im *Import) Already() int64 { return 0 }

func (im *Import) Add(r *data.Record) error { return errStub }

func (im *Import) Root() string { return "" }

func (im *Import) Commit(ctx context.Context, rep *data.ImportReport, person string, extra func(*Tx) error) error {
	return errStub
}

func (im *Import) Rollback() error { return errStub }

func (s *Store) Imports(ctx context.Context) ([]data.ImportInfo, error) { return nil, errStub }

func (tx *Tx) WithdrawImport(id int64) error { return errStub }

func (s *Store) SourceFile(ctx context.Context, imp int64) (string, []byte, error) {
	return "", nil, errStub
}

func (s *Store) Customers(ctx context.Context, at AsOf) iter.Seq2[*data.Record, error] { return nil }

func (s *Store) Holdings(ctx context.Context, at AsOf) iter.Seq2[*data.Record, error] { return nil }

func (s *Store) Shipments(ctx context.Context, at AsOf) iter.Seq2[*data.Record, error] { return nil }

func (s *Store) ShipmentsIn(ctx context.Context, at AsOf, r Range) iter.Seq2[*data.Record, error] {
	return nil
}

func (s *Store) Ranges(ctx context.Context, n int) ([]Range, error) { return nil, errStub }

func (s *Store) Mark(ctx context.Context) (int64, error) { return 0, errStub }

func (s *Store) Touched(ctx context.Context) ([]int64, error) { return nil, errStub }

func (s *Store) Record(ctx context.Context, key data.Key) (*data.Record, error) { return nil, errStub }

func (s *Store) Versions(ctx context.Context, key data.Key) ([]data.Record, error) {
	return nil, errStub
}

func (s *Store) Find(ctx context.Context, id string) ([]data.Subject, error) { return nil, errStub }

func (s *Store) Publish(ctx context.Context, sc Screen) (*Publisher, error) { return nil, errStub }

func (p *Publisher) Add(j *Judged) error { return errStub }

func (p *Publisher) Count() int { return 0 }

func (p *Publisher) ByLevel() map[data.Level]int { return nil }

func (p *Publisher) Changed() int { return 0 }

func (p *Publisher) Commit(ctx context.Context, extra func(*Tx) error) error { return errStub }

func (p *Publisher) Rollback() error { return errStub }

func (s *Store) PublishVerdicts(ctx context.Context, sc Screen, seq iter.Seq2[*Judged, error]) (int, error) {
	return 0, errStub
}

func (s *Store) LastScreen(ctx context.Context) (LastScreen, error) { return LastScreen{}, errStub }

func (s *Store) Verdict(ctx context.Context, key data.Key) (*data.Verdict, error) {
	return nil, errStub
}

func (s *Store) VerdictsOf(ctx context.Context, ids []int64) ([]*data.Verdict, error) {
	return nil, errStub
}

func (s *Store) Dirty(ctx context.Context, key data.Key) (string, error) { return "", errStub }

func (s *Store) Queue(ctx context.Context, f data.Filter) (*Vector, error) { return nil, errStub }

func (s *Store) QueueFirst(ctx context.Context, f data.Filter, n int) (*Vector, error) {
	return nil, errStub
}

func (s *Store) Rows(ctx context.Context, ids []int64) ([]data.QueueRow, error) { return nil, errStub }

func (s *Store) Counts(ctx context.Context) (Counts, error) { return Counts{}, errStub }

func (s *Store) Generation(ctx context.Context) (int64, error) { return 0, errStub }

func (tx *Tx) PutCase(st *data.CaseState) error { return errStub }

func (tx *Tx) ClearCases() error { return errStub }

func (s *Store) Case(ctx context.Context, key string) (*data.CaseState, error) { return nil, errStub }

func (s *Store) Cases(ctx context.Context) ([]data.CaseState, error) { return nil, errStub }

func (tx *Tx) PutList(info *data.ListInfo, raw []byte) error { return errStub }

func (s *Store) Lists(ctx context.Context) ([]data.ListInfo, error) { return nil, errStub }

func (s *Store) ListFile(ctx context.Context, hash string) ([]byte, error) { return nil, errStub }

func (tx *Tx) PutBlob(kind, name string, content []byte) (string, error) { return "", errStub }

func (s *Store) Blob(ctx context.Context, hash string) ([]byte, error) { return nil, errStub }

func (s *Store) Blobs(ctx context.Context, kind string) ([]Blob, error) { return nil, errStub }

func (s *Store) PutDraft(ctx context.Context, caseKey, field, text string) error { return errStub }

func (s *Store) Draft(ctx context.Context, caseKey, field string) (string, error) { return "", errStub }

func (s *Store) Setting(ctx context.Context, key string) (string, error) { return "", errStub }

func (tx *Tx) PutSetting(key, value string) error { return errStub }

func (s *Store) Restored(ctx context.Context) (string, error) { return "", errStub }

func (s *Store) Backup(ctx context.Context, to string, progress func(data.Progress)) error {
	return errStub
}

func Restore(ctx context.Context, from, to string) (kept string, err error) { return "", errStub }

func (s *Store) Check(ctx context.Context) ([]Finding, error) { return nil, errStub }
