package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"redflag/data"
)

// PutList keeps a list file. Where info says current, packs of the same name
// cease to be; they stay readable.
func (tx *Tx) PutList(info *data.ListInfo, raw []byte) error {
	id, hash, err := tx.putContent(raw)
	if err != nil {
		return err
	}
	if info.Hash == "" {
		info.Hash = hash
	}
	if info.Hash != hash {
		return fmt.Errorf("the list %s says its hash is %s, but its bytes have %s", info.Name, info.Hash, hash)
	}
	if info.Current {
		if err := tx.exec("UPDATE list SET current = 0 WHERE name = ?", info.Name); err != nil {
			return err
		}
	}
	words, err := json.Marshal(info)
	if err != nil {
		return err
	}
	return tx.exec(`INSERT INTO list (hash, content, name, current, at, info) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET name = excluded.name, current = excluded.current, at = excluded.at, info = excluded.info`,
		hash, id, info.Name, info.Current, timeText(info.LoadedAt), string(words))
}

// Lists are all packs held, the current ones first, then the newest.
func (s *Store) Lists(ctx context.Context) (out []data.ListInfo, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT info, current FROM list ORDER BY current DESC, at DESC, name")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var words string
			var info data.ListInfo
			var current bool
			if err := rows.Scan(&words, &current); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(words), &info); err != nil {
				return s.damaged("the account of a list", err)
			}
			info.Current = current
			out = append(out, info)
		}
		return rows.Err()
	})
	return out, err
}

// ListFile is the file of a pack as it was loaded.
func (s *Store) ListFile(ctx context.Context, hash string) (b []byte, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		var id int64
		err := tx.QueryRowContext(ctx, "SELECT content FROM list WHERE hash = ?", hash).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("no list with the hash %s is held here", hash)
		}
		if err != nil {
			return err
		}
		b, err = s.content(ctx, tx, id)
		return err
	})
	return b, err
}
