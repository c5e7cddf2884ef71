package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
)

// Check looks over the file: its structure, its references, its size and the room
// left for it.
func (s *Store) Check(ctx context.Context) ([]Finding, error) {
	out := []Finding{{"workspace", true, s.path}}
	err := s.read(ctx, func(tx *sql.Tx) error {
		f := Finding{"structure", true, "the file is sound"}
		err := each(ctx, tx, "PRAGMA quick_check(5)", nil, func(rows *sql.Rows) error {
			var says string
			err := rows.Scan(&says)
			if says != "ok" {
				f.OK, f.Says = false, says
			}
			return err
		})
		if err != nil {
			return err
		}
		out = append(out, f)
		f = Finding{"references", true, "every row that another names is there"}
		err = each(ctx, tx, "PRAGMA foreign_key_check", nil, func(rows *sql.Rows) error {
			var table, parent string
			var row, key sql.NullInt64
			err := rows.Scan(&table, &row, &parent, &key)
			f.OK, f.Says = false, fmt.Sprintf("row %d of %s names a row of %s that is not there", row.Int64, table, parent)
			return err
		})
		if err != nil {
			return err
		}
		out = append(out, f)
		f, err = s.orphans(ctx, tx)
		out = append(out, f)
		return err
	})
	if err != nil {
		return out, err
	}
	return append(out, s.room()), nil
}

// orphans looks for what no import or record accounts for.
func (s *Store) orphans(ctx context.Context, tx *sql.Tx) (Finding, error) {
	var records, versions, loose int64
	err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM version),
		(SELECT count(*) FROM record WHERE import NOT IN (SELECT id FROM import)) +
		(SELECT count(*) FROM version WHERE record NOT IN (SELECT id FROM record) OR import NOT IN (SELECT id FROM import))`).
		Scan(&records, &versions, &loose)
	f := Finding{"records", loose == 0, fmt.Sprintf("%d records, %d earlier versions", records, versions)}
	if loose > 0 {
		f.Says += fmt.Sprintf("; %d belong to no import", loose)
	}
	return f, err
}

// room compares the file's size with what is free: a copy of it must fit, for
// backups and for publishing a screen.
func (s *Store) room() Finding {
	f := Finding{What: "room", OK: true}
	size := int64(0)
	for _, end := range []string{"", "-wal"} {
		if st, err := os.Stat(s.path + end); err == nil {
			size += st.Size()
		}
	}
	free := freeBytes(filepath.Dir(s.path))
	f.Says = fmt.Sprintf("the file takes %d MB", (size+1<<20-1)>>20)
	if free >= 0 {
		f.OK = free > size+64<<20
		f.Says += fmt.Sprintf(", %d MB are free on its disk", free>>20)
	}
	if !f.OK {
		f.Says += "; a backup would not fit"
	}
	return f
}
