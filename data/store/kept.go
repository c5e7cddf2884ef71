package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"redflag/data"
)

// Keep puts something that was worked out in the place of what was kept under the
// same name. of says from what it was worked out.
func (tx *Tx) Keep(what, of string, b []byte) error {
	if err := tx.exec("DELETE FROM kept WHERE what = ?", what); err != nil {
		return err
	}
	var packed []byte
	for seq := 0; seq == 0 || len(b) > 0; seq++ {
		piece := b[:min(len(b), chunkBytes)]
		b = b[len(piece):]
		packed = tx.s.codec.pack(packed[:0], piece)
		if err := tx.exec("INSERT INTO kept (what, seq, of, body) VALUES (?, ?, ?, ?)", what, seq, of, packed); err != nil {
			return err
		}
	}
	return nil
}

// KeepOf drops all that is kept under names that begin with a prefix, but for some.
func (tx *Tx) KeepOf(prefix string, but []string) error {
	some, err := json.Marshal(append([]string{}, but...)) // null in place of a list would drop nothing
	if err != nil {
		return err
	}
	return tx.exec("DELETE FROM kept WHERE what >= ?1 AND substr(what, 1, length(?1)) = ?1 AND what NOT IN (SELECT value FROM json_each(?2))", prefix, string(some))
}

// Kept is what was worked out from of, nil where nothing was, or where it no longer
// reads: then it is worked out anew.
func (s *Store) Kept(ctx context.Context, what, of string) (b []byte, err error) {
	var packed sql.RawBytes
	err = s.read(ctx, func(tx *sql.Tx) error {
		var pieces int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM kept WHERE what = ? AND of = ?", what, of).Scan(&pieces); err != nil {
			return err
		}
		b = make([]byte, 0, pieces*chunkBytes)
		return each(ctx, tx, "SELECT body FROM kept WHERE what = ? AND of = ? ORDER BY seq", []any{what, of}, func(rows *sql.Rows) error {
			if err := rows.Scan(&packed); err != nil {
				return err
			}
			piece, err := s.codec.unpack(b[len(b):], packed)
			if err != nil {
				return errKept
			}
			b = behind(b, piece)
			return nil
		})
	})
	if len(b) == 0 || errors.Is(err, errKept) {
		b = nil
	}
	if errors.Is(err, errKept) {
		err = nil
	}
	return b, err
}

// behind appends a piece that was written into the room behind b, if it was not too long.
func behind(b, piece []byte) []byte {
	n := len(b) + len(piece)
	if len(piece) > 0 && n <= cap(b) && &b[:n][len(b)] == &piece[0] {
		return b[:n]
	}
	return append(b, piece...)
}

// KeptOf says from what the thing kept under a name was worked out, "" where there is
// none.
func (s *Store) KeptOf(ctx context.Context, what string) (of string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT coalesce((SELECT of FROM kept WHERE what = ? AND seq = 0), '')", what).Scan(&of)
	})
	return of, err
}

// KeptOf is likewise.
func (tx *Tx) KeptOf(what string) (of string, err error) {
	_, err = tx.one("SELECT coalesce((SELECT of FROM kept WHERE what = ? AND seq = 0), '')", []any{what}, &of)
	return of, err
}

var errKept = errors.New("what was kept no longer reads")

// PartyNumbers tells the number of each party that was read, by which Party finds
// it in this workspace as long as it lasts.
func (s *Store) PartyNumbers() func(*data.Customer) (int64, bool) {
	s.parties.mu.Lock()
	all := s.parties.all
	numbers := make(map[*data.Customer]int64, len(all)+len(s.parties.few))
	for id, c := range s.parties.few {
		numbers[c] = id
	}
	s.parties.mu.Unlock()
	for id, c := range all {
		if c != nil {
			numbers[c] = int64(id)
		}
	}
	return func(c *data.Customer) (int64, bool) {
		n, ok := numbers[c]
		return n, ok
	}
}

// PartiesOf finds some parties again, by number.
func (s *Store) PartiesOf(ctx context.Context, ids []int64) (func(int64) *data.Customer, error) {
	if len(ids) > fewParties || len(s.parties.held()) > 0 {
		return s.PartiesByNumber(ctx)
	}
	found := make(map[int64]*data.Customer, len(ids))
	err := s.read(ctx, func(tx *sql.Tx) error {
		p := partyReader{ctx: ctx, tx: tx, cache: &s.parties}
		for _, id := range ids {
			found[id] = p.get(id)
		}
		return p.err
	})
	return func(n int64) *data.Customer { return found[n] }, err
}

// PartiesByNumber finds parties again.
func (s *Store) PartiesByNumber(ctx context.Context) (func(int64) *data.Customer, error) {
	var all []*data.Customer
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		all, err = s.parties.load(ctx, tx)
		return err
	})
	return func(n int64) *data.Customer {
		if n <= 0 || n >= int64(len(all)) {
			return nil
		}
		return all[n]
	}, err
}
