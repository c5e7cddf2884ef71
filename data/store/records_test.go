package store

import (
	"context"
	"database/sql"
	"strings"
	"testing"
)

// Customers and holdings are few among many shipments, and are read by their index.
func TestTheFewAreReadByTheirIndex(t *testing.T) {
	s := fresh(t)
	for _, where := range []string{ofCustomers, ofHoldings} {
		var plan strings.Builder
		err := s.read(context.Background(), func(tx *sql.Tx) error {
			return each(context.Background(), tx, "EXPLAIN QUERY PLAN SELECT id, feed, import, version, body FROM record WHERE "+where+" ORDER BY id", nil, func(rows *sql.Rows) error {
				var id, parent, unused int
				var detail string
				err := rows.Scan(&id, &parent, &unused, &detail)
				plan.WriteString(detail)
				return err
			})
		})
		if err != nil || !strings.Contains(plan.String(), "record_few") {
			t.Errorf("%s: %q, %v", where, plan.String(), err)
		}
	}
}

// A run moves a few of the records that an import tells anew, and must not read all of
// the import to find them.
func TestVersionsAreMovedByRecord(t *testing.T) {
	s := fresh(t)
	for _, q := range toCurrent {
		err := s.read(context.Background(), func(tx *sql.Tx) error {
			return each(context.Background(), tx, "EXPLAIN QUERY PLAN "+q, []any{1, 2, 3}, func(rows *sql.Rows) error {
				var id, parent, unused int
				var step string
				err := rows.Scan(&id, &parent, &unused, &step)
				if strings.Contains(step, "version_import") || strings.HasPrefix(step, "SCAN") && !strings.HasPrefix(step, "SCAN CONSTANT") {
					t.Errorf("%s\nreads too much: %s", q, step)
				}
				return err
			})
		})
		if err != nil {
			t.Error(err)
		}
	}
}
