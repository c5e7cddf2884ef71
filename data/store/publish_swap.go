package store

import "encoding/json"

// swap puts all that was added in the place of all there was.
func (p *Publisher) swap(tx *Tx, extra func(*Tx) error) error {
	w := tx.orderWriter("queue_order_next")
	if err := p.order.all(w.add); err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	err := tx.exec(`
		ALTER TABLE queue RENAME TO queue_last; ALTER TABLE queue_next RENAME TO queue;
		ALTER TABLE queue_order RENAME TO queue_order_last; ALTER TABLE queue_order_next RENAME TO queue_order;
		ALTER TABLE queue_pattern RENAME TO queue_pattern_last; ALTER TABLE queue_pattern_next RENAME TO queue_pattern;
		ALTER TABLE verdict_block RENAME TO verdict_block_last; ALTER TABLE verdict_block_next RENAME TO verdict_block`)
	if err != nil {
		return err
	}
	return p.account(tx, extra)
}

// amend puts what was added in the place of what the same subjects had, and takes
// away what is gone.
func (p *Publisher) amend(tx *Tx, extra func(*Tx) error) error {
	if err := tx.exec("CREATE TEMP TABLE outdated (subject INTEGER PRIMARY KEY); INSERT INTO temp.outdated SELECT subject FROM main.queue_next"); err != nil {
		return err
	}
	err := tx.many("INSERT OR IGNORE INTO temp.outdated (subject) VALUES", 1, len(p.gone), func(i int, args []any) []any { return append(args, p.gone[i]) })
	if err != nil {
		return err
	}
	var first int64
	if _, err := tx.one("SELECT coalesce(max(id), 0) FROM verdict_block", nil, &first); err != nil {
		return err
	}
	if err := p.stand(tx); err != nil {
		return err
	}
	if err := p.reorder(tx); err != nil {
		return err
	}
	for _, q := range [...]string{
		"DELETE FROM queue WHERE subject IN (SELECT subject FROM temp.outdated EXCEPT SELECT subject FROM queue_next)",
		"DELETE FROM queue_pattern WHERE subject IN (SELECT subject FROM temp.outdated)",
		"INSERT INTO queue_pattern (pattern, subject) SELECT pattern, subject FROM queue_pattern_next",
	} {
		if err := tx.exec(q); err != nil {
			return err
		}
	}
	if err := tx.exec("INSERT INTO verdict_block (id, body) SELECT id + ?, body FROM verdict_block_next ORDER BY id", first); err != nil {
		return err
	}
	if err := tx.putOver(first); err != nil {
		return err
	}
	if err := tx.exec("DROP TABLE temp.outdated; DROP TABLE queue_next; DROP TABLE queue_order_next; DROP TABLE queue_pattern_next; DROP TABLE verdict_block_next"); err != nil {
		return err
	}
	return p.account(tx, extra)
}

// reorder puts the subjects added where they stand now in the order of the queue.
func (p *Publisher) reorder(tx *Tx) error {
	out, err := tx.placesOf("SELECT subject FROM temp.outdated")
	if err != nil {
		return err
	}
	var in []place
	if err := p.order.all(func(one place) error { in = append(in, one); return nil }); err != nil {
		return err
	}
	return tx.reorder(out, in)
}

// stand counts with those added the verdicts in use that stay, and with the dead ones
// those that do not.
func (p *Publisher) stand(tx *Tx) error {
	var out [4]int
	_, err := tx.one(`SELECT count(*) FILTER (WHERE rank >> 48 = 0), count(*) FILTER (WHERE rank >> 48 = 1), count(*) FILTER (WHERE rank >> 48 = 2), count(*) FILTER (WHERE rank >> 48 = 3)
		FROM queue WHERE subject IN (SELECT subject FROM temp.outdated)`, nil, &out[0], &out[1], &out[2], &out[3])
	if err != nil {
		return err
	}
	before := "[0,0,0,0]"
	if _, err := tx.one("SELECT dead, levels FROM screen ORDER BY id DESC LIMIT 1", nil, &p.dead, &before); err != nil {
		return err
	}
	var levels [4]int
	if err := json.Unmarshal([]byte(before), &levels); err != nil {
		return err
	}
	for l, n := range out {
		p.levels[l] += levels[l] - n
		p.count += levels[l] - n
		p.dead += int64(n)
	}
	return nil
}

// putOver puts rows over those of before where they stand, which touches each page
// once. It goes a piece at a time, because one statement keeps in memory what every
// page that it touches held before.
func (tx *Tx) putOver(firstBlock int64) error {
	for last := int64(-1); ; {
		upTo := last
		_, err := tx.one("SELECT coalesce(max(subject), ?1) FROM (SELECT subject FROM queue_next WHERE subject > ?1 ORDER BY subject LIMIT 2000)", []any{last}, &upTo)
		if err != nil || upTo == last {
			return err
		}
		err = tx.exec(`INSERT INTO queue (subject, rank, dest, cust, block, row, text, grounds)
			SELECT subject, rank, dest, cust, block + ?1, row, text, grounds FROM queue_next WHERE subject > ?2 AND subject <= ?3 ORDER BY subject
			ON CONFLICT (subject) DO UPDATE SET rank = excluded.rank, dest = excluded.dest, cust = excluded.cust, block = excluded.block,
				row = excluded.row, text = excluded.text, grounds = excluded.grounds`, firstBlock, last, upTo)
		if err != nil {
			return err
		}
		last = upTo
	}
}

// account writes down the screen that the verdicts in use are now of.
func (p *Publisher) account(tx *Tx, extra func(*Tx) error) error {
	if err := tx.exec("DROP TABLE IF EXISTS screen_next"); err != nil {
		return err
	}
	stamp, err := json.Marshal(p.sc.Stamp)
	if err != nil {
		return err
	}
	levels, err := json.Marshal(p.levels)
	if err != nil {
		return err
	}
	err = tx.exec("INSERT INTO screen (id, at, as_of, regime, stamp, count, levels, last_version, lists, dead) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		p.screen, p.s.stamp(), p.sc.AsOf.String(), p.sc.Regime, string(stamp), p.count, string(levels), p.lastVersion, p.sc.Lists, p.dead)
	if err != nil {
		return err
	}
	if err := tx.exec("DELETE FROM change WHERE id <= ?", p.sc.Since); err != nil {
		return err
	}
	if err := tx.bump(); err != nil {
		return err
	}
	if extra == nil {
		return nil
	}
	return extra(tx)
}

// recount counts the verdicts in use by level, after some were taken away.
func (tx *Tx) recount() error {
	var levels [4]int
	count := 0
	err := tx.s.eachPlace(tx.ctx, tx.tx, func(p *place) bool {
		levels[p.rank>>48&3]++
		count++
		return true
	})
	if err != nil {
		return err
	}
	return tx.exec("UPDATE screen SET count = ?, levels = json_array(?, ?, ?, ?) WHERE id = (SELECT max(id) FROM screen)", count, levels[0], levels[1], levels[2], levels[3])
}
