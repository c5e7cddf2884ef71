package store

import (
	"context"
	"database/sql"
	"errors"
)

// PutDraft keeps half-written text of a case; "" drops it.
func (s *Store) PutDraft(ctx context.Context, caseKey, field, text string) error {
	return s.Write(ctx, func(tx *Tx) error {
		if text == "" {
			return tx.exec("DELETE FROM draft WHERE case_key = ? AND field = ?", caseKey, field)
		}
		return tx.exec(`INSERT INTO draft (case_key, field, text, at) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at`, caseKey, field, text, s.stamp())
	})
}

// Draft is the half-written text of a case, or "".
func (s *Store) Draft(ctx context.Context, caseKey, field string) (string, error) {
	return s.word(ctx, "SELECT text FROM draft WHERE case_key = ? AND field = ?", caseKey, field)
}

func (s *Store) word(ctx context.Context, query string, args ...any) (string, error) {
	var w string
	err := s.reader.QueryRowContext(ctx, query, args...).Scan(&w)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return w, explain(s.path, err)
}
