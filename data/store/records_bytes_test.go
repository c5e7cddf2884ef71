package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
)

// Records keep the bytes that the driver hands over for a row, so it may not use them
// again for the next.
func TestTheDriverLeavesTheBytesOfARowAlone(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "w.rf"))
	rows, err := s.reader.Query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT CAST(printf('%08d', i) AS BLOB) FROM n")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lent []sql.RawBytes
	for rows.Next() {
		var b sql.RawBytes
		if err := rows.Scan(&b); err != nil {
			t.Fatal(err)
		}
		lent = append(lent, b)
	}
	if len(lent) != 1000 {
		t.Fatalf("%d rows", len(lent))
	}
	for i, b := range lent {
		if want := fmt.Sprintf("%08d", i+1); string(b) != want {
			t.Fatalf("the bytes of row %d, %s, are %q now", i+1, want, b)
		}
	}
}
