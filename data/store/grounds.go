package store

import (
	"context"
	"database/sql"
	"slices"
)

// Grounds are what the verdicts in use rest on, by subject.
type Grounds struct {
	subjects []int64 // in order
	hashes   []uint64
}

// Grounds reads what the verdicts in use rest on.
func (s *Store) Grounds(ctx context.Context) (*Grounds, error) {
	g := &Grounds{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT count FROM screen ORDER BY id DESC LIMIT 1), 0)").Scan(&n); err != nil {
			return err
		}
		g.subjects, g.hashes = make([]int64, 0, n), make([]uint64, 0, n)
		return each(ctx, tx, "SELECT subject, grounds FROM queue ORDER BY subject", nil, func(rows *sql.Rows) error {
			var subject, hash int64
			err := rows.Scan(&subject, &hash)
			g.subjects, g.hashes = append(g.subjects, subject), append(g.hashes, uint64(hash))
			return err
		})
	})
	return g, err
}

// GroundsOf reads what the verdicts on some subjects rest on.
func (s *Store) GroundsOf(ctx context.Context, subjects []int64) (*Grounds, error) {
	g := &Grounds{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		for part := range slices.Chunk(subjects, 500) {
			query, args := inList("SELECT subject, grounds FROM queue WHERE subject IN ", part)
			err := each(ctx, tx, query+" ORDER BY subject", args, func(rows *sql.Rows) error {
				var subject, hash int64
				err := rows.Scan(&subject, &hash)
				g.subjects, g.hashes = append(g.subjects, subject), append(g.hashes, uint64(hash))
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return g, err
}

// Len is the number of verdicts in use.
func (g *Grounds) Len() int { return len(g.subjects) }

// At is the place of a subject and what its verdict rests on.
func (g *Grounds) At(subject int64) (at int, hash uint64, ok bool) {
	at, ok = slices.BinarySearch(g.subjects, subject)
	if ok {
		hash = g.hashes[at]
	}
	return at, hash, ok
}

// Subject is the subject at a place.
func (g *Grounds) Subject(at int) int64 { return g.subjects[at] }
