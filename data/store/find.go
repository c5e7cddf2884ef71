package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"redflag/data"
)

// Find answers what an id that a person typed can mean: a key, the id of a
// shipment or customer, or an order number. Several are an ambiguity, unless an
// order has several shipments.
func (s *Store) Find(ctx context.Context, id string) (out []data.Subject, err error) {
	id = strings.TrimSpace(id)
	if id == "" {
		return nil, nil
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		if k, ok := ParseKey(id); ok {
			if out, err = s.subjects(ctx, tx, 1000, byKey, keyArgs(k)...); err != nil || len(out) > 0 {
				return err
			}
		}
		for _, word := range distinct(id, strings.ToUpper(id), strings.ToLower(id)) {
			if out, err = s.subjects(ctx, tx, 1000, "r.ext = ? AND r.kind IN (1, 2)", word); err != nil || len(out) > 0 {
				return err
			}
			if out, err = s.subjects(ctx, tx, 1000, "r.ord = ?", word); err != nil || len(out) > 0 {
				return err
			}
		}
		return nil
	})
	return out, err
}

// mostOfOrder bounds the records of one order: more are no order but a number that many bear.
const mostOfOrder = 10_000

// OfOrder are the shipment records of an order: the one that is called by its number, and
// those that name it.
func (s *Store) OfOrder(ctx context.Context, number string) (out []data.Subject, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		out, err = s.subjects(ctx, tx, mostOfOrder, "r.kind = 2 AND (r.ext = ? OR r.ord = ?)", number, number)
		return err
	})
	return out, err
}

func distinct(words ...string) []string {
	var out []string
	for _, w := range words {
		seen := false
		for _, o := range out {
			seen = seen || o == w
		}
		if !seen {
			out = append(out, w)
		}
	}
	return out
}

// subjects are records that count, and those that no longer do but have a case.
func (s *Store) subjects(ctx context.Context, tx *sql.Tx, most int, where string, args ...any) (out []data.Subject, err error) {
	err = each(ctx, tx, `SELECT r.id, r.kind, r.ext, f.name, r.ord FROM record r JOIN feed f ON f.id = r.feed JOIN import i ON i.id = r.import
		WHERE (i.state = 1 OR i.state = 2 AND EXISTS (SELECT 1 FROM case_state c WHERE c.subject = r.id)) AND `+where+" ORDER BY r.kind DESC, r.id LIMIT "+strconv.Itoa(most), args,
		func(rows *sql.Rows) error {
			var sub data.Subject
			var kind int64
			var ord sql.NullString
			if err := rows.Scan(&sub.RowID, &kind, &sub.Key.ID, &sub.Key.Source, &ord); err != nil {
				return err
			}
			sub.Key.Kind = kindOf(kind)
			sub.Display = sub.Key.String()
			if ord.Valid && ord.String != sub.Key.ID {
				sub.Display += ", order " + ord.String
			}
			out = append(out, sub)
			return nil
		})
	return out, err
}
