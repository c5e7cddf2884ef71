package store

import (
	"context"
	"database/sql"
	"slices"

	"redflag/data"
)

// OrderNumber is the number of the order that a shipment is of: the one that it tells, else
// the one that it is called by.
func OrderNumber(id, order string) string {
	if data.TextState(order) == data.Known {
		return order
	}
	return id
}

// ByOrder gives the shipments of the same orders as some others, those included: order by
// order, by their ids. What is no shipment is left out.
func (tx *Tx) ByOrder(of []int64) ([][]int64, error) {
	wanted := map[string]bool{}
	err := tx.eachNumber("id", anyOf(of), func(_ int64, number string) { wanted[number] = true })
	if err != nil {
		return nil, err
	}
	numbers := make([]any, 0, len(wanted))
	for n := range wanted {
		numbers = append(numbers, n)
	}
	all := map[string][]int64{}
	for _, column := range [...]string{"ord", "ext"} {
		err := tx.eachNumber(column, numbers, func(id int64, number string) {
			if wanted[number] {
				all[number] = append(all[number], id)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	var out [][]int64
	for _, ids := range all {
		slices.Sort(ids)
		if ids = slices.Compact(ids); len(ids) > 1 {
			out = append(out, ids)
		}
	}
	return out, nil
}

// eachNumber gives the shipments that have one of some values in a column, with the numbers
// of their orders.
func (tx *Tx) eachNumber(column string, values []any, yield func(id int64, number string)) error {
	for part := range slices.Chunk(values, 500) {
		query := "SELECT id, ext, coalesce(ord, '') FROM record WHERE kind = 2 AND " + column + " IN " + marks(len(part))
		err := each(tx.ctx, tx.tx, query, part, func(rows *sql.Rows) error {
			var id int64
			var ext, ord string
			err := rows.Scan(&id, &ext, &ord)
			yield(id, OrderNumber(ext, ord))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// EachRow gives lines of the queue in no order, without their status. Those that are not in
// the queue are left out.
func (tx *Tx) EachRow(ids []int64, yield func(*data.QueueRow)) error {
	for part := range slices.Chunk(ids, 500) {
		query, args := inList("SELECT subject, row FROM queue WHERE subject IN ", part)
		err := each(tx.ctx, tx.tx, query, args, func(rows *sql.Rows) error {
			var r data.QueueRow
			var body sql.RawBytes
			if err := rows.Scan(&r.ID, &body); err != nil {
				return err
			}
			cur := newCursor(body)
			if getQueueRow(&cur, &r); cur.err != nil {
				return tx.s.damaged("a line of the queue", cur.err)
			}
			yield(&r)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Statuses are those of the subjects whose cases have a state other than open.
func (s *Store) Statuses(ctx context.Context) (map[int64]data.Status, error) {
	out := map[int64]data.Status{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, "SELECT subject, status FROM case_state WHERE subject IS NOT NULL AND status <> 0", nil, func(rows *sql.Rows) error {
			var id, status int64
			err := rows.Scan(&id, &status)
			out[id] = data.Status(status)
			return err
		})
	})
	return out, err
}

// CasesOf are the states of the cases of some subjects; those without one are left out.
func (s *Store) CasesOf(ctx context.Context, ids []int64) (map[int64]*data.CaseState, error) {
	out := map[int64]*data.CaseState{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		for part := range slices.Chunk(ids, 500) {
			query, args := inList("SELECT subject, body FROM case_state WHERE subject IN ", part)
			err := each(ctx, tx, query, args, func(rows *sql.Rows) error {
				var id int64
				var body string
				if err := rows.Scan(&id, &body); err != nil {
					return err
				}
				st, err := s.caseState(body)
				out[id] = st
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}
