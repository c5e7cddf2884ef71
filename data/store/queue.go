package store

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
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
			count = min(count, limit)
		}
		v.IDs = make([]int64, 0, min(count, 1<<21))
		sv, err := s.sieve(ctx, tx, &f)
		if err != nil {
			return err
		}
		switch f.Sort {
		case data.SortDate:
			return s.byDate(ctx, tx, sv, f.Reverse, v)
		case data.SortID:
			return s.byID(ctx, tx, sv, f.Reverse, limit, v)
		}
		err = s.eachPlace(ctx, tx, func(p *place) bool {
			if sv.lets(p) {
				v.IDs = append(v.IDs, p.subject)
			}
			return f.Reverse || limit <= 0 || len(v.IDs) < limit
		})
		if f.Reverse {
			slices.Reverse(v.IDs)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if limit > 0 {
		v.IDs = v.IDs[:min(limit, len(v.IDs))]
	}
	return v, nil
}

// byDate are the rows that a sieve lets through, the latest first.
func (s *Store) byDate(ctx context.Context, tx *sql.Tx, sv *sieve, reverse bool, v *Vector) error {
	var all []place
	err := s.eachPlace(ctx, tx, func(p *place) bool {
		if sv.lets(p) {
			all = append(all, place{rank: p.rank, subject: p.subject})
		}
		return true
	})
	slices.SortFunc(all, func(a, b place) int { return cmp.Or(cmp.Compare(dayOf(b.rank), dayOf(a.rank)), byPlace(a, b)) })
	if reverse {
		slices.Reverse(all)
	}
	for i := range all {
		v.IDs = append(v.IDs, all[i].subject)
	}
	return err
}

// byID are the rows that a sieve lets through, by the ids of their records.
func (s *Store) byID(ctx context.Context, tx *sql.Tx, sv *sieve, reverse bool, limit int, v *Vector) error {
	var through subjects
	err := s.eachPlace(ctx, tx, func(p *place) bool {
		if sv.lets(p) {
			through.add(p.subject)
		}
		return true
	})
	if err != nil {
		return err
	}
	order := "ORDER BY ext, kind, feed"
	if reverse {
		order = "ORDER BY ext DESC, kind DESC, feed DESC"
	}
	rows, err := tx.QueryContext(ctx, "SELECT id FROM record INDEXED BY record_key "+order)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() && (limit <= 0 || len(v.IDs) < limit) {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if through.has(id) {
			v.IDs = append(v.IDs, id)
		}
	}
	return rows.Err()
}

// sieve is a filter made ready to be asked about one row after another.
type sieve struct {
	levels             [4]bool
	minScore, maxScore int64
	from, to           int64 // days as ranks have them
	dests              []string
	within             []subjects // each of which has to hold a row
	without            subjects
}

// lets reports whether a row passes.
func (sv *sieve) lets(p *place) bool {
	if score := p.rank >> 32 & 0xffff; !sv.levels[p.rank>>48&3] || score < sv.minScore || score > sv.maxScore {
		return false
	}
	if day := dayOf(p.rank); day < sv.from || day > sv.to {
		return false
	}
	if len(sv.dests) > 0 && !slices.Contains(sv.dests, p.dest) || sv.without.has(p.subject) {
		return false
	}
	for _, in := range sv.within {
		if !in.has(p.subject) {
			return false
		}
	}
	return true
}

// sieve reads what a filter asks of more than the order of the queue.
func (s *Store) sieve(ctx context.Context, tx *sql.Tx, f *data.Filter) (*sieve, error) {
	sv := &sieve{minScore: int64(min(f.MinScore, 0xffff)), maxScore: math.MaxInt64, to: math.MaxInt64, dests: f.Dests}
	for l := range sv.levels {
		sv.levels[l] = len(f.Levels) == 0 || slices.Contains(f.Levels, data.Level(l))
	}
	if f.MaxScore > 0 {
		sv.maxScore = int64(f.MaxScore)
	}
	if f.From.State() == data.Known {
		sv.from = dayBits(f.From)
	}
	if f.To.State() == data.Known {
		sv.from, sv.to = max(sv.from, 1), lastDayBits(f.To)
	}
	within := func(query string, args ...any) error {
		in, err := subjectsOf(ctx, tx, query, args...)
		sv.within = append(sv.within, in)
		return err
	}
	if n := len(f.Patterns); n > 0 {
		err := within("SELECT subject FROM queue_pattern WHERE pattern IN (SELECT id FROM pattern WHERE name IN "+marks(n)+")", anyOf(f.Patterns)...)
		if err != nil {
			return nil, err
		}
	}
	if n := len(f.Statuses); n > 0 {
		var numbers []int
		for _, st := range f.Statuses {
			numbers = append(numbers, int(st))
		}
		// It goes by the few cases that have a state: a subject without one is open.
		if slices.Contains(f.Statuses, data.Open) {
			out, err := subjectsOf(ctx, tx, "SELECT subject FROM case_state WHERE subject IS NOT NULL AND status NOT IN "+marks(n), anyOf(numbers)...)
			if err != nil {
				return nil, err
			}
			sv.without = out
		} else if err := within("SELECT subject FROM case_state WHERE subject IS NOT NULL AND status IN "+marks(n), anyOf(numbers)...); err != nil {
			return nil, err
		}
	}
	if c := textConditions(f); len(c.parts) > 0 {
		if err := within("SELECT q.subject FROM queue q WHERE "+strings.Join(c.parts, " AND "), c.args...); err != nil {
			return nil, err
		}
	}
	return sv, nil
}

func anyOf[T any](list []T) []any {
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = x
	}
	return out
}

func marks(n int) string { return "(" + strings.Repeat("?,", n-1) + "?)" }

// conditions gathers the parts of a WHERE and their arguments.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(part string, args ...any) {
	c.parts = append(c.parts, part)
	c.args = append(c.args, args...)
}

// textConditions search a column of lower-case text: the customer's name, then
// \x1f, then the rest. A scan of it is measured at a third of a second for
// 1,000,000 rows, which is why there is no index to keep in step.
func textConditions(f *data.Filter) *conditions {
	c := &conditions{}
	if k, ok := ParseKey(f.Customer); ok {
		c.add("q.cust = ?", k.ID)
	} else if f.Customer != "" {
		c.add("(q.cust = ? OR instr(substr(q.text, 1, instr(q.text, char(31))), ?) > 0)", f.Customer, strings.ToLower(f.Customer))
	}
	for _, word := range strings.Fields(strings.ToLower(f.Text)) {
		c.add("instr(q.text, ?) > 0", word)
	}
	return c
}

// subjects is a set of record ids, a bit for each: they are given out one after another.
type subjects []uint64

func (s *subjects) add(id int64) {
	at := int(id >> 6)
	if at >= len(*s) {
		*s = slices.Grow(*s, at+1-len(*s))[:at+1]
	}
	(*s)[at] |= 1 << (id & 63)
}

func (s subjects) has(id int64) bool {
	at := uint64(id) >> 6
	return at < uint64(len(s)) && s[at]>>(id&63)&1 != 0
}

func subjectsOf(ctx context.Context, tx *sql.Tx, query string, args ...any) (out subjects, err error) {
	err = each(ctx, tx, query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		if id > 0 {
			out.add(id)
		}
		return err
	})
	return out, err
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
