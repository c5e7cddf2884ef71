package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"redflag/data"
)

// ParseKey reads a key as Key.String writes it. A text without a known kind is
// no key.
func ParseKey(text string) (data.Key, bool) {
	k := data.Key{Source: data.DefaultSource}
	for _, kind := range []data.RecordKind{data.ShipmentKind, data.CustomerKind, data.HoldingKind} {
		word := string(kind) + ":"
		if rest, ok := strings.CutPrefix(text, word); ok {
			k.Kind, k.ID = kind, rest
			return k, rest != ""
		}
		if at := strings.Index(text, "/"+word); at > 0 {
			k.Source, k.Kind, k.ID = text[:at], kind, text[at+1+len(word):]
			return k, k.ID != ""
		}
	}
	return k, false
}

// PutCase keeps the state that the journal's fold gave for a case.
func (tx *Tx) PutCase(st *data.CaseState) error {
	body, err := json.Marshal(st)
	if err != nil {
		return err
	}
	var subject any
	if k, ok := ParseKey(st.Case); ok {
		var id int64
		found, err := tx.one("SELECT r.id FROM record r JOIN feed f ON f.id = r.feed WHERE r.ext = ? AND r.kind = ? AND f.name = ?",
			[]any{k.ID, kindNumber(k.Kind), k.Source}, &id)
		if err != nil {
			return err
		}
		if found {
			subject = id
		}
	}
	err = tx.exec(`INSERT INTO case_state (key, subject, status, body) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET subject = excluded.subject, status = excluded.status, body = excluded.body`,
		st.Case, subject, int(st.Status), string(body))
	if err != nil {
		return err
	}
	return tx.bump()
}

// ClearCases drops all case states, so that they can be made again from the
// journal.
func (tx *Tx) ClearCases() error {
	if err := tx.exec("DELETE FROM case_state"); err != nil {
		return err
	}
	return tx.bump()
}

// Case is the state of a case; one without events is open.
func (s *Store) Case(ctx context.Context, key string) (*data.CaseState, error) {
	var body string
	err := s.reader.QueryRowContext(ctx, "SELECT body FROM case_state WHERE key = ?", key).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return &data.CaseState{Case: key}, nil
	}
	if err != nil {
		return nil, explain(s.path, err)
	}
	return s.caseState(body)
}

func (s *Store) caseState(body string) (*data.CaseState, error) {
	st := &data.CaseState{}
	if err := json.Unmarshal([]byte(body), st); err != nil {
		return nil, s.damaged("the state of a case", err)
	}
	return st, nil
}

// Cases are the states of all cases that the journal speaks of, by key.
func (s *Store) Cases(ctx context.Context) (out []data.CaseState, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT body FROM case_state ORDER BY key")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var body string
			if err := rows.Scan(&body); err != nil {
				return err
			}
			st, err := s.caseState(body)
			if err != nil {
				return err
			}
			out = append(out, *st)
		}
		return rows.Err()
	})
	return out, err
}
