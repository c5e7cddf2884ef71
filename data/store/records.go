package store

import (
	"context"
	"database/sql"
	"iter"
	"math"
	"slices"
	"time"

	"redflag/data"
)

// view reads records in one transaction: which imports count, and what feeds and
// parties are called.
type view struct {
	s       *Store
	ctx     context.Context
	tx      *sql.Tx
	imports map[int64]importHead
	feeds   map[int64]string
	codec   *recordCodec
	parties partyReader
	older   bool // some applied import lies after the bound
}

type importHead struct {
	state  int
	counts bool // applied, and within the bound
	file   string
}

func (s *Store) view(ctx context.Context, tx *sql.Tx, at AsOf, parties bool) (*view, error) {
	v := &view{s: s, ctx: ctx, tx: tx, imports: map[int64]importHead{}, feeds: map[int64]string{}, codec: newRecordCodec()}
	v.parties = partyReader{ctx: ctx, tx: tx}
	bound := ""
	if at.Date.State() == data.Known {
		d := data.DateOfDay(at.Date.Last())
		bound = timeText(time.Date(int(d.Year), time.Month(d.Month), int(d.Day)+1, 0, 0, 0, 0, s.o.Now().Location()))
	}
	err := each(ctx, tx, "SELECT id, state, at, file FROM import", nil, func(rows *sql.Rows) error {
		var id int64
		var h importHead
		var when string
		if err := rows.Scan(&id, &h.state, &when, &h.file); err != nil {
			return err
		}
		h.counts = h.state == applied && (bound == "" || when < bound)
		v.older = v.older || (h.state == applied && !h.counts)
		v.imports[id] = h
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, tx, "SELECT id, name FROM feed", nil, func(rows *sql.Rows) error {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		if name != data.DefaultSource {
			v.feeds[id] = name
		}
		return nil
	})
	if err == nil && parties {
		v.parties.all, err = s.parties.load(ctx, tx)
	}
	return v, err
}

func each(ctx context.Context, tx *sql.Tx, query string, args []any, fn func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// record decodes one version.
func (v *view) record(id, feed, imp, version int64, body []byte) (*data.Record, error) {
	r, err := v.codec.decode(body, v.parties.get)
	if v.parties.err != nil {
		return nil, v.parties.err
	}
	if err != nil {
		return nil, v.s.damaged("a record", err)
	}
	h := v.imports[imp]
	r.Source = v.feeds[feed]
	r.Origin.Record, r.Origin.Version, r.Origin.Import = id, version, imp
	r.Origin.File, r.Origin.Withdrawn = h.file, h.state == withdrawn
	return r, nil
}

// before is the latest version of a record that counts within the bound, nil
// where there is none.
func (v *view) before(id, feed int64) (*data.Record, error) {
	var found *data.Record
	rows, err := v.tx.QueryContext(v.ctx, "SELECT id, import, body FROM version WHERE record = ? ORDER BY id DESC", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var body sql.RawBytes
	for rows.Next() {
		var version, imp int64
		if err := rows.Scan(&version, &imp, &body); err != nil {
			return nil, err
		}
		if v.imports[imp].counts {
			found, err = v.record(id, feed, imp, version, body)
			return found, err
		}
	}
	return nil, rows.Err()
}

// The index of the few records that are no shipments is used where a query says in its
// own words that it wants none.
const (
	ofCustomers = "kind = 1 AND kind <> 2"
	ofHoldings  = "kind = 3 AND kind <> 2"
)

// Customers are all customers in the order in which they were first told.
func (s *Store) Customers(ctx context.Context, at AsOf) iter.Seq2[*data.Record, error] {
	return s.scan(ctx, at, ofCustomers, nil, nil, false)
}

// Holdings are all layers of ownership.
func (s *Store) Holdings(ctx context.Context, at AsOf) iter.Seq2[*data.Record, error] {
	return s.scan(ctx, at, ofHoldings, nil, nil, false)
}

// Shipments are all shipments in the order in which they were first told. Equal
// parties share one *data.Customer, which nobody may change.
func (s *Store) Shipments(ctx context.Context, at AsOf) iter.Seq2[*data.Record, error] {
	return s.ShipmentsIn(ctx, at, All())
}

// ShipmentsOnLoan are those whose record ids lie in a range, for somebody who gives
// each back when done with it. They do not tell the hash of their content.
func (s *Store) ShipmentsOnLoan(ctx context.Context, at AsOf, r Range, loans *Loans) iter.Seq2[*data.Record, error] {
	return s.scan(ctx, at, inRange, []any{r.From, r.To}, loans, true)
}

// All is the range of all records.
func All() Range { return Range{From: 0, To: math.MaxInt64} }

const inRange = "kind = 2 AND id >= ?1 AND id < ?2"

// ShipmentsIn are the shipments whose record ids lie in a range, for reading by
// several goroutines (see Ranges).
func (s *Store) ShipmentsIn(ctx context.Context, at AsOf, r Range) iter.Seq2[*data.Record, error] {
	return s.scan(ctx, at, inRange, []any{r.From, r.To}, nil, true)
}

// Ranges cuts the records into n runs of about the same number.
func (s *Store) Ranges(ctx context.Context, n int) ([]Range, error) {
	var lo, hi int64
	err := s.reader.QueryRowContext(ctx, "SELECT coalesce((SELECT min(id) FROM record), 0), coalesce((SELECT max(id) FROM record), 0)").Scan(&lo, &hi)
	if err != nil {
		return nil, explain(s.path, err)
	}
	out := make([]Range, 0, n)
	span := hi + 1 - lo
	for i := range int64(n) {
		r := Range{From: lo + span*i/int64(n), To: lo + span*(i+1)/int64(n)}
		if i == int64(n)-1 {
			r.To = math.MaxInt64
		}
		out = append(out, r)
	}
	return out, nil
}

// scan reads records in order, all parties before them where they name many.
func (s *Store) scan(ctx context.Context, at AsOf, where string, args []any, loans *Loans, many bool) iter.Seq2[*data.Record, error] {
	return func(yield func(*data.Record, error) bool) {
		ended := false
		err := s.read(ctx, func(tx *sql.Tx) error {
			v, err := s.view(ctx, tx, at, many)
			if err != nil {
				return err
			}
			if !many {
				v.parties.all, v.parties.cache = s.parties.held(), &s.parties
			}
			v.codec.loans = loans
			rows, err := tx.QueryContext(ctx, "SELECT id, feed, import, version, body FROM record WHERE "+where+" ORDER BY id", args...)
			if err != nil {
				return err
			}
			defer rows.Close()
			var body sql.RawBytes
			var id, feed, imp, version int64
			row := []any{&id, &feed, &imp, &version, &body} // made once for all rows
			for rows.Next() {
				if err := rows.Scan(row...); err != nil {
					return err
				}
				var rec *data.Record
				if v.imports[imp].counts {
					rec, err = v.record(id, feed, imp, version, body)
				} else if v.older {
					rec, err = v.before(id, feed)
				}
				if err != nil {
					return err
				}
				if rec != nil && !yield(rec, nil) {
					ended = true
					return nil
				}
			}
			if err := rows.Err(); err != nil || loans == nil {
				return err
			}
			rows.Close()
			// Whoever reads a book from end to end leaves pages behind that nobody asks for again.
			_, err = tx.ExecContext(ctx, "PRAGMA shrink_memory")
			return err
		})
		if err != nil && !ended {
			yield(nil, err)
		}
	}
}

// Some are the records of given ids that count, in no certain order: for reading a
// few of many. Shipments are lent where loans are given.
func (s *Store) Some(ctx context.Context, at AsOf, ids []int64, loans *Loans) iter.Seq2[*data.Record, error] {
	return func(yield func(*data.Record, error) bool) {
		for part := range slices.Chunk(ids, 500) {
			query, args := inList("id IN ", part)
			for rec, err := range s.scan(ctx, at, query, args, loans, len(ids) > fewParties/2) {
				if !yield(rec, err) || err != nil {
					return
				}
			}
		}
	}
}

const byKey = "r.ext = ? AND r.kind = ? AND f.name = ?"

func keyArgs(k data.Key) []any {
	if k.Source == "" {
		k.Source = data.DefaultSource
	}
	return []any{k.ID, kindNumber(k.Kind), k.Source}
}

// Record is the current version of a record, nil where none counts.
func (s *Store) Record(ctx context.Context, key data.Key) (*data.Record, error) {
	all, err := s.Versions(ctx, key)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if !all[i].Origin.Withdrawn {
			return &all[i], nil
		}
	}
	return nil, nil
}

// Versions are all versions of a record, newest first; those whose import was
// withdrawn say so.
func (s *Store) Versions(ctx context.Context, key data.Key) (out []data.Record, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.view(ctx, tx, AsOf{}, false)
		if err != nil {
			return err
		}
		return each(ctx, tx, `WITH r AS (SELECT r.* FROM record r JOIN feed f ON f.id = r.feed WHERE `+byKey+`)
			SELECT id, feed, import, version, body FROM r
			UNION ALL SELECT r.id, r.feed, v.import, v.id, v.body FROM r JOIN version v ON v.record = r.id ORDER BY 4 DESC`, keyArgs(key),
			func(rows *sql.Rows) error {
				var id, feed, imp, version int64
				var body sql.RawBytes
				if err := rows.Scan(&id, &feed, &imp, &version, &body); err != nil {
					return err
				}
				if v.imports[imp].state == staged {
					return nil
				}
				r, err := v.record(id, feed, imp, version, body)
				if err != nil {
					return err
				}
				out = append(out, *r)
				return nil
			})
	})
	return out, err
}
