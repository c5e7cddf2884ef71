package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"

	"redflag/data"
)

const (
	backupPages   = 256 // between two looks at the context
	backupTries   = 100
	backupTryWait = 50 * time.Millisecond
)

// Backup writes a whole copy of the workspace, as of one moment, while it is in
// use. A file that is there already is not overwritten.
func (s *Store) Backup(ctx context.Context, to string, progress func(data.Progress)) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%s is there already and was not touched; give a name that is free", to)
	}
	return s.copyTo(ctx, s.reader, to, progress)
}

// copyTo copies through SQLite's backup interface into a file beside the goal,
// which takes its name when it is whole and on disk.
func (s *Store) copyTo(ctx context.Context, db *sql.DB, to string, progress func(data.Progress)) (err error) {
	part := to + ".part"
	defer func() {
		if err != nil {
			removeDatabase(part)
			err = explain(to, err)
		}
	}()
	removeDatabase(part)
	if err := makePrivate(part); err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// One read transaction around it: writers go on, and the copy is of one moment.
	if _, err := conn.ExecContext(ctx, "BEGIN DEFERRED; SELECT count(*) FROM sqlite_schema"); err != nil {
		return err
	}
	err = conn.Raw(func(c any) error { return copyPages(ctx, c, part, progress) })
	_, end := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	if err = errors.Join(err, end); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	return os.Rename(part, to)
}

func copyPages(ctx context.Context, conn any, to string, progress func(data.Progress)) error {
	source, ok := conn.(interface {
		NewBackup(dst string) (*sqlite.Backup, error)
	})
	if !ok {
		return errors.New("this SQLite driver makes no backups")
	}
	b, err := source.NewBackup(fileURL(to) + "?mode=rwc")
	if err != nil {
		return err
	}
	tries := 0
	for {
		more, err := b.Step(backupPages)
		switch {
		case ctx.Err() != nil:
			return errors.Join(ctx.Err(), b.Finish())
		case err != nil && KindOf(explain(to, err)) == Busy && tries < backupTries:
			tries++
			time.Sleep(backupTryWait)
			continue
		case err != nil:
			return errors.Join(err, b.Finish())
		}
		if progress != nil {
			total := int64(b.PageCount())
			progress(data.Progress{Task: "backup", Done: total - int64(b.Remaining()), Total: total})
		}
		if !more {
			return b.Finish()
		}
	}
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func removeDatabase(path string) {
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		_ = os.Remove(path + end)
	}
}

// Restore puts a backup in the place of a workspace, after it has proved the
// backup whole. The replaced file is kept beside it; its name is the answer, ""
// where there was none.
func Restore(ctx context.Context, from, to string) (kept string, err error) {
	return restoreAt(ctx, from, to, time.Now())
}

func restoreAt(ctx context.Context, from, to string, now time.Time) (kept string, err error) {
	if from, err = filepath.Abs(from); err != nil {
		return "", err
	}
	if to, err = filepath.Abs(to); err != nil {
		return "", err
	}
	if from == to {
		return "", errors.New("the backup and the workspace are the same file; nothing was changed")
	}
	if onNetwork(filepath.Dir(to)) {
		return "", failure(NetworkShare, to, nil)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return "", explain(to, err)
	}
	lock, err := lockWork(to, "restoring a backup", now)
	if err != nil {
		return "", err
	}
	defer lock.Release()
	part := to + ".restoring"
	defer removeDatabase(part)
	if err := prepare(ctx, from, part, now); err != nil {
		return "", explain(from, err)
	}
	if kept, err = setAside(ctx, to, now); err != nil {
		return "", explain(to, err)
	}
	if err := os.Rename(part, to); err != nil {
		if kept != "" {
			err = errors.Join(err, os.Rename(kept, to))
		}
		return "", explain(to, err)
	}
	return kept, nil
}

// prepare copies the backup, proves the copy whole and marks it as restored.
func prepare(ctx context.Context, from, part string, now time.Time) error {
	exists, err := inspect(from)
	if err != nil {
		return err
	}
	if !exists {
		return failure(Missing, from, fs.ErrNotExist)
	}
	removeDatabase(part)
	if err := copyFile(from, part); err != nil {
		return err
	}
	if err := copyFile(from+"-wal", part+"-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	db, err := sql.Open("sqlite", dsn(part, "rw", true))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	s := &Store{path: from}
	if err = s.identify(ctx, db); err == nil {
		err = quickCheck(ctx, db, from)
	}
	if err == nil {
		_, err = db.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES ('restored', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
			fmt.Sprintf("%s from %s", timeText(now), filepath.Base(from)))
	}
	if err == nil {
		_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE") // one file again
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	return syncFile(part)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func quickCheck(ctx context.Context, db *sql.DB, path string) error {
	var says string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&says); err != nil {
		return err
	}
	if says != "ok" {
		return failure(Damaged, path, errors.New(says))
	}
	return nil
}

// setAside renames the workspace that is to be replaced. It must not be open
// anywhere: leaving the write-ahead log needs the file for oneself. A file that
// no longer opens is set aside as it is.
func setAside(ctx context.Context, to string, now time.Time) (string, error) {
	if _, err := os.Lstat(to); errors.Is(err, fs.ErrNotExist) {
		removeDatabase(to) // a log without its file would spoil the new one
		return "", nil
	}
	kept := fmt.Sprintf("%s.replaced-%s", to, now.UTC().Format("20060102T150405Z"))
	if exists, err := inspect(to); err == nil && exists {
		db, err := sql.Open("sqlite", dsn(to, "rw", false))
		if err != nil {
			return "", err
		}
		db.SetMaxOpenConns(1)
		_, err = db.ExecContext(ctx, "PRAGMA query_only = 0; PRAGMA busy_timeout = 500; PRAGMA journal_mode = DELETE")
		if err = explain(to, errors.Join(err, db.Close())); KindOf(err) == Busy {
			e := failure(Busy, to, err)
			e.What = fmt.Sprintf("The workspace %s is open in another window or program.", filepath.Base(to))
			e.Do = "Close it there, then restore again."
			return "", e
		}
	}
	for _, end := range []string{"-wal", "-shm"} {
		if err := os.Rename(to+end, kept+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return kept, os.Rename(to, kept)
}
