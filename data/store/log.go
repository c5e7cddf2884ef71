package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"redflag/data/journal"
)

// Journal is the journal's keeping place inside this transaction, so that an
// event and what is projected from it stand or fall together.
func (tx *Tx) Journal() journal.Backend { return &logs{ctx: tx.ctx, tx: tx.tx, write: true} }

// View lends the journal for reading, as of one moment.
func (s *Store) View(ctx context.Context, fn func(journal.Backend) error) error {
	return s.read(ctx, func(tx *sql.Tx) error { return fn(&logs{ctx: ctx, tx: tx}) })
}

// logs implements journal.Backend. It judges nothing.
type logs struct {
	ctx   context.Context
	tx    *sql.Tx
	write bool
	ids   map[string]int64
	ahead readAhead
}

// readAhead holds a run of entries, because logs are mostly read from end to end.
type readAhead struct {
	device  string
	from    int64
	entries [][]byte
	next    int64 // the entry that reading in order would ask for
}

const entriesAhead = 256

// id is the number of a device's log, 0 where there is none yet.
func (l *logs) id(device string) (int64, error) {
	if id := l.ids[device]; id != 0 {
		return id, nil
	}
	var id int64
	err := l.tx.QueryRowContext(l.ctx, "SELECT id FROM journal_log WHERE device = ?", device).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if l.ids == nil {
		l.ids = map[string]int64{}
	}
	l.ids[device] = id
	return id, nil
}

// make is the number of a device's log, begun where there is none yet.
func (l *logs) make(device string) (int64, error) {
	if !l.write {
		return 0, errors.New("the journal was lent for reading only")
	}
	id, err := l.id(device)
	if id != 0 || err != nil {
		return id, err
	}
	_, err = l.tx.ExecContext(l.ctx, "INSERT INTO journal_log (device, size) VALUES (?, 0)", device)
	if err != nil {
		return 0, err
	}
	return l.id(device)
}

func (l *logs) Devices() (out []string, err error) {
	rows, err := l.tx.QueryContext(l.ctx, "SELECT device FROM journal_log ORDER BY device")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var d string
		if err := rows.Scan(&d); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}

func (l *logs) Size(device string) (int64, error) {
	var n int64
	err := l.tx.QueryRowContext(l.ctx, "SELECT size FROM journal_log WHERE device = ?", device).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return n, err
}

func (l *logs) Entry(device string, seq int64) ([]byte, error) {
	a := &l.ahead
	if a.device != device || seq < a.from || seq >= a.from+int64(len(a.entries)) {
		n := 1
		if a.device == device && seq == a.next {
			n = entriesAhead
		}
		if err := l.fetch(device, seq, n); err != nil {
			return nil, err
		}
	}
	a.next = seq + 1
	return slices.Clone(a.entries[seq-a.from]), nil
}

// fetch reads up to n entries from seq on.
func (l *logs) fetch(device string, seq int64, n int) error {
	id, err := l.id(device)
	if err != nil {
		return err
	}
	l.ahead = readAhead{device: device, from: seq}
	err = each(l.ctx, l.tx, "SELECT seq, entry FROM journal_entry WHERE log = ? AND seq >= ? ORDER BY seq LIMIT ?", []any{id, seq, n}, func(rows *sql.Rows) error {
		var at int64
		var b []byte
		if err := rows.Scan(&at, &b); err != nil {
			return err
		}
		if at == seq+int64(len(l.ahead.entries)) { // a gap ends the run
			l.ahead.entries = append(l.ahead.entries, b)
		}
		return nil
	})
	if err == nil && len(l.ahead.entries) == 0 {
		return fmt.Errorf("the log of %s has no entry %d", device, seq)
	}
	return err
}

func (l *logs) Append(device string, seq int64, entry []byte, hashes []tlog.Hash) error {
	id, err := l.make(device)
	if err != nil {
		return err
	}
	size, err := l.Size(device)
	if err != nil {
		return err
	}
	if seq != size {
		return fmt.Errorf("the log of %s ends at %d, so entry %d cannot follow", device, size, seq)
	}
	if _, err := l.tx.ExecContext(l.ctx, "INSERT INTO journal_entry (log, seq, entry) VALUES (?, ?, ?)", id, seq, entry); err != nil {
		return err
	}
	at := tlog.StoredHashIndex(0, seq)
	for i, h := range hashes {
		if _, err := l.tx.ExecContext(l.ctx, "INSERT INTO journal_hash (log, pos, hash) VALUES (?, ?, ?)", id, at+int64(i), h[:]); err != nil {
			return err
		}
	}
	_, err = l.tx.ExecContext(l.ctx, "UPDATE journal_log SET size = ? WHERE id = ?", seq+1, id)
	return err
}

func (l *logs) Replace(device string, seq int64, entry []byte) error {
	id, err := l.make(device)
	if err != nil {
		return err
	}
	l.ahead = readAhead{}
	res, err := l.tx.ExecContext(l.ctx, "UPDATE journal_entry SET entry = ? WHERE log = ? AND seq = ?", entry, id, seq)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(fmt.Errorf("the log of %s has no entry %d to replace", device, seq), err)
	}
	return nil
}

func (l *logs) Hashes(device string, indexes []int64) ([]tlog.Hash, error) {
	id, err := l.id(device)
	if err != nil {
		return nil, err
	}
	st, err := l.tx.PrepareContext(l.ctx, "SELECT hash FROM journal_hash WHERE log = ? AND pos = ?")
	if err != nil {
		return nil, err
	}
	defer st.Close()
	out := make([]tlog.Hash, len(indexes))
	for i, pos := range indexes {
		var b []byte
		err := st.QueryRowContext(l.ctx, id, pos).Scan(&b)
		if errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("the log of %s has no tree hash %d", device, pos)
		}
		if err != nil {
			return nil, err
		}
		if len(b) != len(out[i]) {
			return nil, fmt.Errorf("the tree hash %d in the log of %s has %d bytes: %w", pos, device, len(b), errCut)
		}
		copy(out[i][:], b)
	}
	return out, nil
}

func (l *logs) Checkpoint(device string) ([]byte, error) {
	var b []byte
	err := l.tx.QueryRowContext(l.ctx, "SELECT checkpoint FROM journal_log WHERE device = ?", device).Scan(&b)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return b, err
}

func (l *logs) PutCheckpoint(device string, _ int64, note []byte) error {
	id, err := l.make(device)
	if err != nil {
		return err
	}
	_, err = l.tx.ExecContext(l.ctx, "UPDATE journal_log SET checkpoint = ? WHERE id = ?", note, id)
	return err
}
