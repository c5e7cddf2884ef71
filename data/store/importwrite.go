package store

import (
	"context"
	"fmt"

	"redflag/data/lookup"
)

// batch is what one short transaction writes. Bodies lie in arenas that are used
// again.
type batch struct {
	fresh, again      []recordRow
	parties           []partyRow
	arena, partyArena []byte
	numbers           lookup.PageWriter
}

type recordRow struct {
	id, version, kind, feed int64
	ext, ord                string
	from, to                int
}

type partyRow struct {
	id       int64
	sum      [16]byte
	from, to int
}

func (b *batch) reset() {
	b.fresh, b.again, b.parties = b.fresh[:0], b.again[:0], b.parties[:0]
	b.arena, b.partyArena = b.arena[:0], b.partyArena[:0]
}

// put writes a batch.
func (im *Import) put(tx *Tx, b *batch) error {
	err := tx.many("INSERT INTO party (id, hash, body) VALUES", 3, len(b.parties), func(i int, args []any) []any {
		p := &b.parties[i]
		return append(args, p.id, p.sum[:], b.partyArena[p.from:p.to])
	})
	if err != nil {
		return err
	}
	err = tx.many("INSERT INTO record (id, kind, feed, ext, ord, import, version, body) VALUES", 8, len(b.fresh), func(i int, args []any) []any {
		r := &b.fresh[i]
		return append(args, r.id, r.kind, r.feed, r.ext, orNull(r.ord), im.id, r.version, b.arena[r.from:r.to])
	})
	if err != nil {
		return err
	}
	err = tx.many("INSERT INTO version (id, record, import, ord, body) VALUES", 5, len(b.again), func(i int, args []any) []any {
		r := &b.again[i]
		return append(args, r.version, r.id, im.id, orNull(r.ord), b.arena[r.from:r.to])
	})
	if err != nil {
		return err
	}
	if err := tx.putPage(im.id, &b.numbers); err != nil {
		return err
	}
	last := int64(0)
	for _, rows := range [][]recordRow{b.fresh, b.again} {
		if n := len(rows); n > 0 {
			last = max(last, rows[n-1].version)
		}
	}
	return tx.exec("UPDATE import SET last_id = max(last_id, ?) WHERE id = ?", last, im.id)
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// applyVersions makes the versions told by an import current: what was current
// moves aside, the newest of the import's takes its place.
func (tx *Tx) applyVersions(imp int64) error {
	if err := tx.exec("INSERT OR IGNORE INTO import_changed (import, record) SELECT import, record FROM version WHERE import = ?", imp); err != nil {
		return err
	}
	return tx.inRuns("SELECT record FROM import_changed WHERE import = ?1 AND record > ?2", imp, toCurrent[:]...)
}

// toCurrent moves what was current aside, and makes the newest of an import current. No
// step looks for the import by its index, which holds all of it for each run (hence the
// plus).
var toCurrent = [...]string{
	`INSERT INTO version (id, record, import, ord, body)
		SELECT r.version, r.id, r.import, r.ord, r.body FROM import_changed c JOIN record r ON r.id = c.record
		WHERE c.import = ?1 AND c.record > ?2 AND c.record <= ?3`,
	`UPDATE record SET version = v.id, import = v.import, ord = v.ord, body = v.body
		FROM import_changed c JOIN version v ON v.id = (SELECT max(n.id) FROM version n WHERE n.record = c.record AND +n.import = ?1)
		WHERE c.import = ?1 AND c.record > ?2 AND c.record <= ?3 AND record.id = c.record`,
	`DELETE FROM version WHERE +import = ?1 AND id IN (SELECT r.version FROM import_changed c JOIN record r ON r.id = c.record
		WHERE c.import = ?1 AND c.record > ?2 AND c.record <= ?3)`,
}

// run is how many records one statement moves: what it may have to take back lies in
// memory until it ends.
const run = 2048

// inRuns takes steps with the records that a query gives in order: with a few of them,
// then with the next few. ?1 is the import, and a run goes from behind ?2 up to ?3.
func (tx *Tx) inRuns(records string, imp int64, steps ...string) error {
	upTo := fmt.Sprintf("SELECT coalesce(max(record), 0) FROM (%s ORDER BY record LIMIT %d)", records, run)
	for after := int64(0); ; {
		var last int64
		if _, err := tx.one(upTo, []any{imp, after}, &last); err != nil || last == 0 {
			return err
		}
		for _, q := range steps {
			if err := tx.exec(q, imp, after, last); err != nil {
				return err
			}
		}
		after = last
	}
}

// The indexes that a first import builds when its rows are in.
func bulkIndexes() []string {
	return []string{
		"CREATE UNIQUE INDEX IF NOT EXISTS record_key ON record (ext, kind, feed)",
		"CREATE INDEX IF NOT EXISTS record_order ON record (ord) WHERE ord IS NOT NULL",
		"CREATE INDEX IF NOT EXISTS record_few ON record (kind) WHERE kind <> 2",
		"CREATE INDEX IF NOT EXISTS party_hash ON party (hash)",
	}
}

func (tx *Tx) dropBulkIndexes() error {
	return tx.exec("DROP INDEX IF EXISTS record_key; DROP INDEX IF EXISTS record_order; DROP INDEX IF EXISTS record_few; DROP INDEX IF EXISTS party_hash")
}

func (s *Store) buildBulkIndexes(ctx context.Context) error {
	for _, q := range bulkIndexes() {
		if err := s.Write(ctx, func(tx *Tx) error { return tx.exec(q) }); err != nil {
			return err
		}
	}
	return nil
}

// recover takes back what a crash left half-done, but for a screen that can be taken up.
// Where another program is at work, what looks half-done is its, and stays.
func (s *Store) recover(ctx context.Context) error {
	var half bool
	err := s.reader.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM import WHERE state = 0)
		OR EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'queue_last')
		OR EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'queue_next') AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'screen_next')
		OR (SELECT count(*) FROM sqlite_schema WHERE name IN ('record_key', 'record_order', 'record_few', 'party_hash')) < 4`).Scan(&half)
	if err != nil || !half {
		return err
	}
	lock, err := lockWork(s.path, "clearing up after a crash", s.o.Now())
	if KindOf(err) == Busy {
		return nil
	}
	if err != nil {
		return err
	}
	defer lock.Release()
	return s.tidy(ctx)
}

// tidy removes staged imports and unpublished verdicts. The caller has the lock.
func (s *Store) tidy(ctx context.Context) error {
	err := s.Write(ctx, func(tx *Tx) error {
		for _, q := range []string{
			"DELETE FROM record WHERE id >= (SELECT min(first_id) FROM import WHERE state = 0) AND import IN (SELECT id FROM import WHERE state = 0)",
			"DELETE FROM version WHERE import IN (SELECT id FROM import WHERE state = 0)",
			"DELETE FROM number_page WHERE import IN (SELECT id FROM import WHERE state = 0)",
			"CREATE TEMP TABLE gone AS SELECT content FROM import WHERE state = 0",
			"DELETE FROM import WHERE state = 0",
			`DELETE FROM temp.gone WHERE content IN (SELECT content FROM import UNION SELECT content FROM blob UNION SELECT content FROM list)`,
			"DELETE FROM content_chunk WHERE content IN (SELECT content FROM temp.gone)",
			"DELETE FROM content WHERE id IN (SELECT content FROM temp.gone)",
			"DROP TABLE temp.gone",
		} {
			if err := tx.exec(q); err != nil {
				return err
			}
		}
		return tx.dropUnpublished()
	})
	if err != nil {
		return err
	}
	return s.buildBulkIndexes(ctx)
}
