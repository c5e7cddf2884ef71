package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/lookup"
)

// pageRows is how many shipments stand in one page.
const pageRows = batchRows

// putPage writes what was gathered of an import's shipments, if anything was.
func (tx *Tx) putPage(imp int64, w *lookup.PageWriter) error {
	if w.Rows() == 0 {
		return nil
	}
	body := tx.s.codec.pack(nil, w.Append(nil))
	return tx.exec("INSERT INTO number_page (import, body) VALUES (?, ?)", imp, body)
}

// fillPages writes the pages of all that was told before there were any.
func (tx *Tx) fillPages() error {
	type told struct{ record, version, feed int64 }
	var w lookup.PageWriter
	var parties []int64
	codec := newRecordCodec()
	codec.loans = &Loans{}
	at := int64(0)
	var done, total int64
	err := tx.tx.QueryRowContext(tx.ctx, "SELECT (SELECT count(*) FROM record WHERE kind = 2) + (SELECT count(*) FROM version)").Scan(&total)
	if err != nil {
		return err
	}
	progress := tx.s.o.named("updating the workspace")
	for _, q := range []string{
		"SELECT id, version, feed, import, body FROM record WHERE kind = 2 ORDER BY import, id",
		"SELECT v.record, v.id, r.feed, v.import, v.body FROM version v JOIN record r ON r.id = v.record AND r.kind = 2 ORDER BY v.import, v.id",
	} {
		err := each(tx.ctx, tx.tx, q, nil, func(rows *sql.Rows) error {
			var t told
			var imp int64
			var body sql.RawBytes
			if done++; progress != nil && done%1024 == 0 {
				progress(data.Progress{Done: done, Total: total})
			}
			if err := rows.Scan(&t.record, &t.version, &t.feed, &imp, &body); err != nil {
				return err
			}
			if imp != at || w.Rows() >= pageRows {
				if err := tx.putPage(at, &w); err != nil {
					return err
				}
				at = imp
			}
			parties = parties[:0]
			r, err := codec.decode(body, func(id int64) *data.Customer {
				parties = append(parties, id)
				return &data.Customer{}
			})
			if err != nil {
				return tx.s.damaged("a record", err)
			}
			w.Add(t.record, t.version, t.feed, r.Shipment, r.Extra, parties)
			codec.loans.GiveBack(r)
			return nil
		})
		if err != nil {
			return err
		}
		if err := tx.putPage(at, &w); err != nil {
			return err
		}
	}
	return nil
}

// Told names what Numbers would be made of, so that it need not be made again
// while nothing was imported or withdrawn.
func (s *Store) Told(ctx context.Context) (string, error) {
	var b strings.Builder
	rows, err := s.reader.QueryContext(ctx, "SELECT id, state FROM import WHERE state <> 0 ORDER BY id")
	if err != nil {
		return "", explain(s.path, err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, state int64
		if err := rows.Scan(&id, &state); err != nil {
			return "", explain(s.path, err)
		}
		fmt.Fprintf(&b, "%d %d,", id, state)
	}
	return b.String(), explain(s.path, rows.Err())
}

// Numbers is the index of what the current records are found by, and the word of
// Told for it.
func (s *Store) Numbers(ctx context.Context) (ix *lookup.Index, told string, err error) {
	if told, err = s.Told(ctx); err != nil {
		return nil, "", err
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		b := lookup.NewBuilder()
		if err := s.numberParties(ctx, tx, b); err != nil {
			return err
		}
		dead, err := deadVersions(ctx, tx)
		if err != nil {
			return err
		}
		var page []byte
		err = each(ctx, tx, `SELECT p.body FROM number_page p JOIN import i ON i.id = p.import AND i.state = 1 ORDER BY p.id`, nil, func(rows *sql.Rows) error {
			var body sql.RawBytes
			if err := rows.Scan(&body); err != nil {
				return err
			}
			if page, err = s.codec.unpack(page[:0], body); err != nil {
				return s.damaged("a page of numbers", err)
			}
			p, err := lookup.ParsePage(page)
			if err != nil {
				return s.damaged("a page of numbers", err)
			}
			b.Page(p, dead)
			return nil
		})
		ix = b.Done()
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return ix, told, nil
}

// numberParties tells the builder of current customers and of all parties.
func (s *Store) numberParties(ctx context.Context, tx *sql.Tx, b *lookup.Builder) error {
	codec := newRecordCodec()
	err := each(ctx, tx, "SELECT r.id, r.feed, r.body FROM record r JOIN import i ON i.id = r.import AND i.state = 1 WHERE r.kind = 1 AND r.kind <> 2", nil,
		func(rows *sql.Rows) error {
			var id, feed int64
			var body sql.RawBytes
			if err := rows.Scan(&id, &feed, &body); err != nil {
				return err
			}
			r, err := codec.decode(body, nil)
			if err != nil {
				return s.damaged("a record", err)
			}
			b.Customer(id, feed, r.Customer)
			return nil
		})
	if err != nil {
		return err
	}
	return s.eachParty(ctx, tx, "SELECT id, body FROM party ORDER BY id", nil, b.Party)
}

func (s *Store) eachParty(ctx context.Context, tx *sql.Tx, query string, args []any, yield func(int64, *data.Customer)) error {
	return each(ctx, tx, query, args, func(rows *sql.Rows) error {
		var id int64
		var body sql.RawBytes
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		c, err := decodeParty(body)
		if err != nil {
			return s.damaged("a party", err)
		}
		yield(id, c)
		return nil
	})
}

// deadVersions tells of a version whether it is no longer its record's.
func deadVersions(ctx context.Context, tx *sql.Tx) (func(int64) bool, error) {
	var bits []uint64
	err := each(ctx, tx, "SELECT id FROM version", nil, func(rows *sql.Rows) error {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		for int64(len(bits)) <= id>>6 {
			bits = append(bits, make([]uint64, max(len(bits), 64))...)
		}
		bits[id>>6] |= 1 << (id & 63)
		return nil
	})
	return func(id int64) bool { return id>>6 < int64(len(bits)) && bits[id>>6]&(1<<(id&63)) != 0 }, err
}

// PartiesByID are parties as told, by their ids.
func (s *Store) PartiesByID(ctx context.Context, ids []int64) (map[int64]*data.Customer, error) {
	out := make(map[int64]*data.Customer, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	err := s.read(ctx, func(tx *sql.Tx) error {
		for at := 0; at < len(ids); at += rowsAtOnce {
			query, args := inList("SELECT id, body FROM party WHERE id IN ", ids[at:min(at+rowsAtOnce, len(ids))])
			if err := s.eachParty(ctx, tx, query, args, func(id int64, c *data.Customer) { out[id] = c }); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Current are the current versions of the records of the given ids, in their
// order; those that no longer count are left out.
func (s *Store) Current(ctx context.Context, ids []int64) (out []*data.Record, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.view(ctx, tx, AsOf{}, false)
		if err != nil {
			return err
		}
		v.parties.all = s.parties.held()
		rows, err := v.currentRows(ids)
		if err != nil {
			return err
		}
		found := make(map[int64]*data.Record, len(ids))
		for i := range rows {
			r := &rows[i]
			if found[r.id], err = v.record(r.id, r.feed, r.imp, r.version, r.body); err != nil {
				return err
			}
		}
		for _, id := range ids {
			if r := found[id]; r != nil {
				out = append(out, r)
			}
		}
		return nil
	})
	return out, err
}

// storedRow is a version as it stands in the store.
type storedRow struct {
	id, feed, imp, version int64
	body                   []byte
}

// currentRows are records of given ids that count, and has what parties they name
// at hand: asked for one by one these are most of the work.
func (v *view) currentRows(ids []int64) (out []storedRow, err error) {
	for part := range slices.Chunk(ids, rowsAtOnce) {
		query, args := inList("SELECT id, feed, import, version, body FROM record WHERE id IN ", part)
		err := each(v.ctx, v.tx, query, args, func(rows *sql.Rows) error {
			var r storedRow
			var body sql.RawBytes
			if err := rows.Scan(&r.id, &r.feed, &r.imp, &r.version, &body); err != nil {
				return err
			}
			if v.imports[r.imp].counts {
				r.body = bytes.Clone(body)
				out = append(out, r)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	named, anybody := map[int64]bool{}, &data.Customer{}
	for i := range out {
		_, err := v.codec.decode(out[i].body, func(id int64) *data.Customer {
			if id > 0 && (id >= int64(len(v.parties.all)) || v.parties.all[id] == nil) {
				named[id] = true
			}
			return anybody // who it is comes with the rest
		})
		if err != nil {
			return nil, v.s.damaged("a record", err)
		}
	}
	return out, v.parties.fetch(slices.Collect(maps.Keys(named)))
}
