package store

import "database/sql"

// takeUp takes up the verdicts of a screen that was cut off, where they rest on all that
// those of this one do. What its last transaction had written stands; of a block that it
// had not packed yet, the rows are taken away, and those whose grounds are not told.
func (p *Publisher) takeUp() (bool, error) {
	if p.sc.Of == "" || p.sc.Anew {
		return false, nil
	}
	there, of := false, ""
	if err := p.s.reader.QueryRowContext(p.ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'screen_next')").Scan(&there); err != nil || !there {
		return false, err
	}
	if err := p.s.reader.QueryRowContext(p.ctx, "SELECT of FROM screen_next").Scan(&of); err != nil || of != p.sc.Of {
		return false, err
	}
	err := p.s.Write(p.ctx, func(tx *Tx) error {
		return tx.exec(`DELETE FROM queue_next WHERE grounds = 0 OR block NOT IN (SELECT id FROM verdict_block_next);
			DELETE FROM queue_pattern_next WHERE subject NOT IN (SELECT subject FROM queue_next)`)
	})
	if err != nil {
		return false, err
	}
	return true, p.s.read(p.ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(p.ctx, "SELECT coalesce(max(id), 0) FROM verdict_block_next").Scan(&p.blockID); err != nil {
			return err
		}
		return p.takeRows(tx)
	})
}

// takeRows counts the rows that were taken up as if they had been added.
func (p *Publisher) takeRows(tx *sql.Tx) error {
	var run []place
	err := each(p.ctx, tx, "SELECT subject, rank, dest, grounds FROM queue_next ORDER BY subject", nil, func(rows *sql.Rows) error {
		var at place
		var grounds int64
		if err := rows.Scan(&at.subject, &at.rank, &at.dest, &grounds); err != nil {
			return err
		}
		p.taken.subjects, p.taken.hashes = append(p.taken.subjects, at.subject), append(p.taken.hashes, uint64(grounds))
		p.levels[at.rank>>48&3]++
		p.count++
		if run = append(run, at); len(run) == publishRows {
			p.order.add(run)
			run = run[:0]
		}
		return nil
	})
	p.order.add(run)
	return err
}

// Taken are the verdicts of a screen of the same that was cut off, which need not be
// added again: none where there are none.
func (p *Publisher) Taken() *Grounds { return &p.taken }
