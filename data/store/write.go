package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Tx is one short write transaction. All of it stands or none.
type Tx struct {
	s     *Store
	ctx   context.Context
	tx    *sql.Tx
	conn  *sql.Conn   // that the transaction runs on
	locks []*workLock // released when the transaction has ended
}

// Write runs fn in one transaction that no other writer can interleave with.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error { return s.write(ctx, true, fn) }

// write does not wait for the disk where the transaction need not last. What comes after
// one takes it to the disk with itself; a power cut before that takes both away, and
// leaves the file whole.
func (s *Store) write(ctx context.Context, lasting bool, fn func(*Tx) error) (err error) {
	if s.writer == nil {
		e := failure(ReadOnly, s.path, nil)
		e.What = "This workspace was opened for reading only."
		return e
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return explain(s.path, err)
	}
	defer conn.Close()
	if !lasting {
		if _, err := conn.ExecContext(ctx, "PRAGMA synchronous(NORMAL)"); err != nil {
			return explain(s.path, err)
		}
		defer func() {
			if _, back := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA synchronous(FULL)"); err == nil {
				err = explain(s.path, back)
			}
		}()
	}
	raw, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return explain(s.path, err)
	}
	tx := &Tx{s: s, ctx: ctx, tx: raw, conn: conn}
	defer func() {
		for _, l := range tx.locks {
			l.Release()
		}
	}()
	done := false
	defer func() { // also when fn panics
		if !done {
			_ = raw.Rollback()
		}
	}()
	if err := fn(tx); err != nil {
		return explain(s.path, cancelled(ctx, err))
	}
	done = true
	if err := raw.Commit(); err != nil {
		return explain(s.path, cancelled(ctx, errors.Join(err, ignoreDone(raw.Rollback()))))
	}
	return nil
}

// cancelled is the cause of a failure that came of ctx having ended: its transaction was
// taken back beside the work, which then finds it gone or is interrupted in a statement.
func cancelled(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil {
		return err
	}
	interrupted := false
	if se, ok := errors.AsType[*sqlite.Error](err); ok {
		interrupted = se.Code()&0xff == sqlite3.SQLITE_INTERRUPT
	}
	if interrupted || errors.Is(err, sql.ErrTxDone) || errors.Is(err, sql.ErrConnDone) {
		return ctx.Err()
	}
	return err
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.tx.ExecContext(tx.ctx, query, args...)
	return err
}

// one reads a single row; found is false where there is none.
func (tx *Tx) one(query string, args []any, dst ...any) (found bool, err error) {
	err = tx.tx.QueryRowContext(tx.ctx, query, args...).Scan(dst...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// bump says that the queue's content has moved.
func (tx *Tx) bump() error {
	return tx.exec("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
}

// take gives out n ids that were never used before, and answers with the first.
func (tx *Tx) take(n int64) (int64, error) {
	var last int64
	if _, err := tx.one("UPDATE meta SET value = value + ? WHERE key = 'seq' RETURNING value", []any{n}, &last); err != nil {
		return 0, fmt.Errorf("ids could not be given out: %w", err)
	}
	return last - n + 1, nil
}

// read runs fn in one read transaction, so that all it sees is of one moment.
func (s *Store) read(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(s.path, err)
	}
	err = fn(tx)
	return explain(s.path, cancelled(ctx, errors.Join(err, ignoreDone(tx.Rollback()))))
}

// Generation moves whenever the queue's content does, also by another program.
func (s *Store) Generation(ctx context.Context) (int64, error) {
	var g int64
	err := s.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'generation'").Scan(&g)
	return g, explain(s.path, err)
}

// emptyLog writes what the log holds into the file, on a connection of its own, and says
// when that is done. What it does not do, somebody does later.
func (s *Store) emptyLog(ctx context.Context) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		db, err := sql.Open("sqlite", dsn(s.path, "rw", true))
		if err != nil {
			return
		}
		defer db.Close()
		_, _ = db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	}()
	return done
}
