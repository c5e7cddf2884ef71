package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
)

// Counting are the imports that count at one time, by id.
type Counting map[int64]bool

// CountingThen reads a word that Told gave.
func CountingThen(told string) (Counting, error) {
	out := Counting{}
	for one := range strings.SplitSeq(told, ",") {
		var id int64
		var state int
		if one == "" {
			continue
		}
		if _, err := fmt.Sscanf(one, "%d %d", &id, &state); err != nil {
			return nil, fmt.Errorf("read which imports counted, %q: %w", one, err)
		}
		if state == applied {
			out[id] = true
		}
	}
	return out, nil
}

// Between are the ids of all records of which two times may see different versions, in
// order: those that imports told which count at one of them alone.
func (s *Store) Between(ctx context.Context, was, is Counting) (out []int64, err error) {
	var differ []int64
	for id := range was {
		if !is[id] {
			differ = append(differ, id)
		}
	}
	for id := range is {
		if !was[id] {
			differ = append(differ, id)
		}
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		for _, id := range differ {
			err := each(ctx, tx, `SELECT r.id FROM import i JOIN record r ON r.id BETWEEN i.first_id AND i.last_id WHERE i.id = ?1
				UNION SELECT record FROM import_changed WHERE import = ?1`, []any{id}, func(rows *sql.Rows) error {
				var id int64
				err := rows.Scan(&id)
				out = append(out, id)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	slices.Sort(out)
	return slices.Compact(out), err
}

// CountingAmong are the records of given ids as the imports that count tell them, in
// order. They stay good.
func (s *Store) CountingAmong(ctx context.Context, count Counting, ids []int64) (out []*data.Record, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		v, err := s.view(ctx, tx, AsOf{}, true)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(ids, rowsAtOnce) {
			these, args := inList("", part)
			found := int64(-1)
			err := each(ctx, tx, `SELECT id, feed, import, version, body FROM record WHERE id IN `+these+`
				UNION ALL SELECT r.id, r.feed, v.import, v.id, v.body FROM version v JOIN record r ON r.id = v.record WHERE v.record IN `+these+`
				ORDER BY 1, 4 DESC`, append(args, args...), func(rows *sql.Rows) error {
				var id, feed, imp, version int64
				var body sql.RawBytes
				if err := rows.Scan(&id, &feed, &imp, &version, &body); err != nil {
					return err
				}
				if id == found || !count[imp] {
					return nil
				}
				found = id
				rec, err := v.record(id, feed, imp, version, body)
				out = append(out, rec)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
