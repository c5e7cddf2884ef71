package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"redflag/data"
)

// Imports are all imports that were applied, newest first.
func (s *Store) Imports(ctx context.Context) (out []data.ImportInfo, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id, state, at, person, report FROM import WHERE state <> 0 ORDER BY id DESC")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var info data.ImportInfo
			var state int
			var at, words string
			if err := rows.Scan(&info.ID, &state, &at, &info.Person, &words); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(words), &info.Report); err != nil {
				return s.damaged("the report of an import", err)
			}
			info.At, info.Withdrawn = textTime(at), state == withdrawn
			out = append(out, info)
		}
		return rows.Err()
	})
	return out, err
}

// WithdrawImport takes back what an import told: the versions before it are
// current again, and records that only it told are gone from view. All versions
// stay readable. It takes the lock of long work, because an import under way
// reckons with what is current.
func (tx *Tx) WithdrawImport(id int64) error {
	lock, err := lockWork(tx.s.path, fmt.Sprintf("withdrawing import %d", id), tx.s.o.Now())
	if err != nil {
		return err
	}
	tx.locks = append(tx.locks, lock)
	var state, touched int
	found, err := tx.one("SELECT state, touched FROM import WHERE id = ? AND state <> 0", []any{id}, &state, &touched)
	switch {
	case err != nil:
		return err
	case !found:
		return fmt.Errorf("there is no import %d; nothing was changed", id)
	case state == withdrawn:
		return fmt.Errorf("import %d was withdrawn before; nothing was changed", id)
	}
	if err := tx.exec("UPDATE import SET state = 2 WHERE id = ?", id); err != nil {
		return err
	}
	if err := tx.goBack(id); err != nil {
		return err
	}
	// What is left with this import has no version that counts.
	err = tx.exec(`CREATE TEMP TABLE gone AS
		SELECT r.id FROM import i JOIN record r ON r.id BETWEEN i.first_id AND i.last_id AND r.import = ?1 WHERE i.id = ?1
		UNION SELECT r.id FROM import_changed c JOIN record r ON r.id = c.record AND r.import = ?1 WHERE c.import = ?1`, id)
	if err != nil {
		return err
	}
	if err := tx.takeVerdicts("SELECT id FROM temp.gone"); err != nil {
		return err
	}
	if err := tx.exec("DROP TABLE temp.gone"); err != nil {
		return err
	}
	if err := tx.exec("INSERT INTO change (what, import, n) VALUES ('withdrawn', ?, ?)", id, touched); err != nil {
		return err
	}
	if err := tx.recount(); err != nil {
		return err
	}
	return tx.bump()
}

// goBack makes current again what was so before an import told it anew.
func (tx *Tx) goBack(id int64) error {
	// Each such record with the version to go back to.
	err := tx.exec(`CREATE TEMP TABLE back (record INTEGER PRIMARY KEY, new INTEGER NOT NULL)`)
	if err != nil {
		return err
	}
	err = tx.exec(`INSERT INTO temp.back SELECT r.id, max(v.id)
		FROM import_changed c JOIN record r ON r.id = c.record AND r.import = ?1
		JOIN version v ON v.record = r.id JOIN import i ON i.id = v.import AND i.state = 1
		WHERE c.import = ?1 GROUP BY r.id`, id)
	if err != nil {
		return err
	}
	err = tx.inRuns("SELECT record FROM temp.back WHERE ?1 AND record > ?2", id,
		`INSERT INTO version (id, record, import, ord, body)
			SELECT r.version, r.id, r.import, r.ord, r.body FROM temp.back b JOIN record r ON r.id = b.record
			WHERE ?1 AND b.record > ?2 AND b.record <= ?3`,
		`UPDATE record SET version = v.id, import = v.import, ord = v.ord, body = v.body
			FROM temp.back b JOIN version v ON v.id = b.new
			WHERE ?1 AND b.record > ?2 AND b.record <= ?3 AND record.id = b.record`,
		"DELETE FROM version WHERE ?1 AND id IN (SELECT new FROM temp.back WHERE record > ?2 AND record <= ?3)")
	if err != nil {
		return err
	}
	return tx.exec("DROP TABLE temp.back")
}

// takeVerdicts takes from the queue those subjects that a query names.
func (tx *Tx) takeVerdicts(subjects string) error {
	places, err := tx.placesOf(subjects)
	if err != nil {
		return err
	}
	if err := tx.reorder(places, nil); err != nil {
		return err
	}
	return tx.exec("DELETE FROM queue WHERE subject IN (" + subjects + "); DELETE FROM queue_pattern WHERE subject IN (" + subjects + ")")
}

// Mark is a point in the run of changes: a screen that was begun at a mark has
// seen all that came before it.
func (s *Store) Mark(ctx context.Context) (int64, error) {
	var n int64
	err := s.reader.QueryRowContext(ctx, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0)").Scan(&n)
	return n, explain(s.path, err)
}
