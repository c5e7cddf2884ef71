package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"redflag/data"
)

// Queue is the whole queue in the filter's order.
func (s *Store) Queue(ctx context.Context, f data.Filter) (*Vector, error) {
	return s.vector(ctx, f, -1)
}

// QueueFirst is the start of the queue, for showing at once while the whole is
// being read.
func (s *Store) QueueFirst(ctx context.Context, f data.Filter, n int) (*Vector, error) {
	return s.vector(ctx, f, n)
}

func (s *Store) vector(ctx context.Context, f data.Filter, limit int) (*Vector, error) {
	v := &Vector{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		var count int
		err := tx.QueryRowContext(ctx, "SELECT value, coalesce((SELECT count FROM screen ORDER BY id DESC LIMIT 1), 0) FROM meta WHERE key = 'generation'").Scan(&v.Generation, &count)
		if err != nil {
			return err
		}
		if limit > 0 {
			count = limit
		}
		v.IDs = make([]int64, 0, min(count, 1<<21))
		query, args := queueQuery(f, limit)
		rows, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				return err
			}
			v.IDs = append(v.IDs, id)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return v, nil
}

// conditions gathers the parts of a WHERE and their arguments.
type conditions struct {
	parts []string
	args  []any
	wide  bool // reads columns that the index does not hold
}

func (c *conditions) add(part string, args ...any) {
	c.parts = append(c.parts, part)
	c.args = append(c.args, args...)
}

func marks(n int) string { return "(" + strings.Repeat("?,", n-1) + "?)" }

func queueQuery(f data.Filter, limit int) (string, []any) {
	c := filterConditions(f)
	var q strings.Builder
	switch {
	case f.Sort == data.SortID:
		q.WriteString("SELECT q.subject FROM record r INDEXED BY record_key CROSS JOIN queue q ON q.subject = r.id")
	case c.wide:
		q.WriteString("SELECT q.subject FROM queue q NOT INDEXED")
	default:
		q.WriteString("SELECT q.subject FROM queue q")
	}
	if len(c.parts) > 0 {
		q.WriteString(" WHERE " + strings.Join(c.parts, " AND "))
	}
	down, up := "DESC", "ASC"
	if f.Reverse {
		down, up = up, down
	}
	switch f.Sort {
	case data.SortDate:
		fmt.Fprintf(&q, " ORDER BY q.rank & 4294967295 %[1]s, q.rank %[1]s, q.subject %[2]s", down, up)
	case data.SortID:
		fmt.Fprintf(&q, " ORDER BY r.ext %[1]s, r.kind %[1]s, r.feed %[1]s", up)
	default:
		fmt.Fprintf(&q, " ORDER BY q.rank %s, q.subject %s", down, up)
	}
	if limit > 0 {
		fmt.Fprintf(&q, " LIMIT %d", limit)
	}
	return q.String(), c.args
}

func filterConditions(f data.Filter) *conditions {
	c := &conditions{}
	if n := len(f.Levels); n > 0 {
		lo, hi := f.Levels[0], f.Levels[0]
		args := []any{}
		for _, l := range f.Levels {
			lo, hi = min(lo, l), max(hi, l)
			args = append(args, int(l))
		}
		c.add("q.rank >= ? AND q.rank < ?", int64(lo)<<48, int64(hi+1)<<48)
		if n > 1 {
			c.add("q.rank >> 48 IN "+marks(n), args...)
		}
	}
	if f.MinScore > 0 {
		c.add("(q.rank >> 32) & 65535 >= ?", min(f.MinScore, 0xffff))
	}
	if f.MaxScore > 0 {
		c.add("(q.rank >> 32) & 65535 <= ?", f.MaxScore)
	}
	if f.From.State() == data.Known {
		c.add("q.rank & 4294967295 >= ?", dayBits(f.From))
	}
	if f.To.State() == data.Known {
		c.add("q.rank & 4294967295 BETWEEN 1 AND ?", lastDayBits(f.To))
	}
	if n := len(f.Dests); n > 0 {
		args := make([]any, n)
		for i, d := range f.Dests {
			args[i] = d
		}
		c.add("q.dest IN "+marks(n), args...)
	}
	if n := len(f.Patterns); n > 0 {
		args := make([]any, n)
		for i, p := range f.Patterns {
			args[i] = p
		}
		c.add("q.subject IN (SELECT subject FROM queue_pattern WHERE pattern IN (SELECT id FROM pattern WHERE name IN "+marks(n)+"))", args...)
	}
	statusCondition(c, f.Statuses)
	textConditions(c, f)
	return c
}

// statusCondition goes by the few cases that have a state, because a subject
// without one is open.
func statusCondition(c *conditions, statuses []data.Status) {
	if len(statuses) == 0 {
		return
	}
	open := false
	args := make([]any, len(statuses))
	for i, st := range statuses {
		open = open || st == data.Open
		args[i] = int(st)
	}
	if open {
		c.add("q.subject NOT IN (SELECT subject FROM case_state WHERE subject IS NOT NULL AND status NOT IN "+marks(len(args))+")", args...)
		return
	}
	c.add("q.subject IN (SELECT subject FROM case_state WHERE status IN "+marks(len(args))+")", args...)
}

// textConditions search a column of lower-case text: the customer's name, then
// \x1f, then the rest. A scan of it is measured at a third of a second for
// 1,000,000 rows, which is why there is no index to keep in step.
func textConditions(c *conditions, f data.Filter) {
	if k, ok := ParseKey(f.Customer); ok {
		c.wide = true
		c.add("q.cust = ?", k.ID)
	} else if f.Customer != "" {
		c.wide = true
		c.add("(q.cust = ? OR instr(substr(q.text, 1, instr(q.text, char(31))), ?) > 0)", f.Customer, strings.ToLower(f.Customer))
	}
	for _, word := range strings.Fields(strings.ToLower(f.Text)) {
		c.wide = true
		c.add("instr(q.text, ?) > 0", word)
	}
}

const rowsAtOnce = 128

// Rows are the queue's lines of the given ids, in their order; ids that are no
// longer in the queue are left out.
func (s *Store) Rows(ctx context.Context, ids []int64) ([]data.QueueRow, error) {
	found := make(map[int64]data.QueueRow, len(ids))
	err := s.read(ctx, func(tx *sql.Tx) error {
		for at := 0; at < len(ids); at += rowsAtOnce {
			part := ids[at:min(at+rowsAtOnce, len(ids))]
			query, args := inList(`SELECT q.subject, q.row, coalesce(c.status, 0) FROM queue q LEFT JOIN case_state c ON c.subject = q.subject
				WHERE q.subject IN `, part)
			err := each(ctx, tx, query, args, func(rows *sql.Rows) error {
				var r data.QueueRow
				var body sql.RawBytes
				if err := rows.Scan(&r.ID, &body, &r.Status); err != nil {
					return err
				}
				cur := newCursor(body)
				getQueueRow(&cur, &r)
				if cur.err != nil {
					return s.damaged("a line of the queue", cur.err)
				}
				found[r.ID] = r
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]data.QueueRow, 0, len(ids))
	for _, id := range ids {
		if r, ok := found[id]; ok {
			out = append(out, r)
		}
	}
	return out, nil
}

// Counts are kept with the screen, so that only the cases with a state are
// counted here.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	out := Counts{ByLevel: map[data.Level]int{}, ByStatus: map[data.Status]int{}}
	err := s.read(ctx, func(tx *sql.Tx) error {
		var levels [4]int
		err := tx.QueryRowContext(ctx, `SELECT coalesce(json_extract(levels, '$[0]'), 0), coalesce(json_extract(levels, '$[1]'), 0),
			coalesce(json_extract(levels, '$[2]'), 0), coalesce(json_extract(levels, '$[3]'), 0)
			FROM (SELECT max(id) AS top FROM screen) LEFT JOIN screen ON id = top`).Scan(&levels[0], &levels[1], &levels[2], &levels[3])
		if err != nil {
			return err
		}
		for l, n := range levels {
			out.ByLevel[data.Level(l)] = n
			out.Total += n
		}
		out.ByStatus[data.Open] = out.Total
		return each(ctx, tx, `SELECT q.rank >> 48, c.status, count(*) FROM case_state c JOIN queue q ON q.subject = c.subject
			WHERE c.status <> 0 GROUP BY 1, 2`, nil, func(rows *sql.Rows) error {
			var level, status, n int
			err := rows.Scan(&level, &status, &n)
			out.ByLevel[data.Level(level)] -= n
			out.ByStatus[data.Open] -= n
			out.ByStatus[data.Status(status)] += n
			return err
		})
	})
	return out, err
}
