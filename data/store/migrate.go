package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"time"

	"redflag/data"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

type migration struct {
	number int64
	name   string
	sql    string
}

// migrations are all steps in order. Their numbers run from 1 without a gap.
func migrations() ([]migration, error) {
	entries, err := fs.ReadDir(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	var all []migration
	for i, e := range entries {
		n, err := strconv.ParseInt(e.Name()[:4], 10, 64)
		if err != nil || n != int64(i+1) {
			return nil, fmt.Errorf("migration %s is not number %04d", e.Name(), i+1)
		}
		b, err := migrationFiles.ReadFile("migrations/" + e.Name())
		if err != nil {
			return nil, err
		}
		all = append(all, migration{n, e.Name(), string(b)})
	}
	return all, nil
}

func latestMigration() int64 {
	entries, err := fs.ReadDir(migrationFiles, "migrations")
	if err != nil {
		return 0
	}
	return int64(len(entries))
}

// migrate brings the file to this program's version, each step in a transaction
// of its own, under the lock and after a backup of what was there.
func (s *Store) migrate(ctx context.Context, exists bool) error {
	if exists {
		if err := s.identify(ctx, s.writer); err != nil {
			return err
		}
		version, err := userVersion(ctx, s.writer)
		if err != nil || version == latestMigration() {
			return err
		}
	}
	lock, err := waitWork(ctx, s.path, "making or updating the workspace", s.o.Now(), 15*time.Second)
	if err != nil {
		return err
	}
	defer lock.Release()
	version, err := userVersion(ctx, s.writer)
	if err != nil {
		return err
	}
	if version > 0 && version < latestMigration() {
		to := fmt.Sprintf("%s.before-format-%d", s.path, latestMigration())
		if err := s.copyTo(ctx, s.writer, to, s.o.named("copying the workspace before an update")); err != nil {
			return fmt.Errorf("the workspace was not updated, because no backup could be made first: %w", err)
		}
		s.before = to
	}
	all, err := migrations()
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.number <= version {
			continue
		}
		if err := s.step(ctx, m); err != nil {
			if e := explain(s.path, err); KindOf(e) != "" {
				return e
			}
			return fmt.Errorf("the workspace %s could not be updated by %s and stays as it was: %w", filepath.Base(s.path), m.name, err)
		}
	}
	return nil
}

// named is the progress of a part of an update under a name of its own, nil where
// nobody listens.
func (o *Options) named(task string) func(data.Progress) {
	if o.Progress == nil {
		return nil
	}
	return func(p data.Progress) {
		p.Task = task
		o.Progress(p)
	}
}

func userVersion(ctx context.Context, db *sql.DB) (v int64, err error) {
	return v, db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
}

func (s *Store) step(ctx context.Context, m migration) (err error) {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	if _, err = tx.ExecContext(ctx, m.sql); err != nil {
		return err
	}
	if m.number == 1 {
		_, err = tx.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES ('workspace', ?), ('seq', 0), ('generation', 1)", newID())
		if err != nil {
			return err
		}
	}
	fill := map[int64]func(*Tx) error{3: (*Tx).fillPages, 5: (*Tx).fillOrder}[m.number]
	if fill != nil {
		if err = fill(&Tx{s: s, ctx: ctx, tx: tx}); err != nil {
			return err
		}
	}
	if _, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, m.number)); err != nil {
		return err
	}
	return tx.Commit()
}
