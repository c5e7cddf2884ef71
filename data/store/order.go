package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"slices"
)

// place is where a row stands in the queue.
type place struct {
	rank, subject int64
	dest          string
}

// byPlace puts the highest rank first, and rows of one rank by subject.
func byPlace(a, b place) int {
	return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.subject, b.subject))
}

// orderRows is how many places are packed together.
const orderRows = 8192

// A block of places holds where the first one stands (rank 1, subject 2), the
// destinations that occur (3) and then the rows (4): of each how far its rank is below
// the one before, how far its subject lies from that, and which destination, from 1, it
// has.
func appendOrder(b []byte, rows []place) []byte {
	if len(rows) == 0 {
		return b
	}
	w := writer{b: b}
	at := rows[0]
	w.int(1, at.rank)
	w.int(2, at.subject)
	numbers := map[string]uint64{"": 0}
	for i := range rows {
		if d := rows[i].dest; d != "" && numbers[d] == 0 {
			numbers[d] = uint64(len(numbers))
			w.text(3, d)
		}
	}
	open := w.open(4)
	for i := range rows {
		r := &rows[i]
		w.b = binary.AppendUvarint(w.b, uint64(at.rank-r.rank))
		w.b = binary.AppendVarint(w.b, r.subject-at.subject)
		w.b = binary.AppendUvarint(w.b, numbers[r.dest])
		at = *r
	}
	w.close(open)
	return w.b
}

// orderReader reads the places of a block one by one.
type orderReader struct {
	place // the one at hand
	dests []string
	rows  []byte
	err   error
}

func readOrder(body []byte) *orderReader {
	r := &orderReader{dests: []string{""}}
	c := newCursor(body)
	for c.next() {
		switch c.num {
		case 1:
			r.rank = c.int()
		case 2:
			r.subject = c.int()
		case 3:
			r.dests = append(r.dests, c.text())
		case 4:
			in := c.inner()
			r.rows = in.b[in.at:in.end]
		}
	}
	r.err = c.err
	return r
}

// next moves to the next place. It is false after the last one, and where the block
// does not read.
func (r *orderReader) next() bool {
	if r.err != nil || len(r.rows) == 0 {
		return false
	}
	below, n := binary.Uvarint(r.rows)
	aside, m := binary.Varint(r.rows[max(n, 0):])
	dest, k := binary.Uvarint(r.rows[max(n, 0)+max(m, 0):])
	if n <= 0 || m <= 0 || k <= 0 || dest >= uint64(len(r.dests)) {
		r.err = errCut
		return false
	}
	r.rows = r.rows[n+m+k:]
	r.rank, r.subject, r.dest = r.rank-int64(below), r.subject+aside, r.dests[dest]
	return true
}

// runs are places in several runs, each in order and packed as a block is.
type runs [][]byte

// add takes places in any order, and puts them in order.
func (r *runs) add(places []place) {
	if len(places) > 0 {
		slices.SortFunc(places, byPlace)
		*r = append(*r, appendOrder(nil, places))
	}
}

// all gives all places in order.
func (r runs) all(yield func(place) error) error {
	var heap []*orderReader
	less := func(i, k int) bool { return byPlace(heap[i].place, heap[k].place) < 0 }
	sink := func(i int) {
		for {
			least := i
			for k := 2*i + 1; k <= 2*i+2 && k < len(heap); k++ {
				if less(k, least) {
					least = k
				}
			}
			if least == i {
				return
			}
			heap[i], heap[least] = heap[least], heap[i]
			i = least
		}
	}
	for _, body := range r {
		if one := readOrder(body); one.next() {
			heap = append(heap, one)
		}
	}
	for i := len(heap) - 1; i >= 0; i-- {
		sink(i)
	}
	for len(heap) > 0 {
		if err := yield(heap[0].place); err != nil {
			return err
		}
		if !heap[0].next() {
			if err := heap[0].err; err != nil {
				return err
			}
			heap[0] = heap[len(heap)-1]
			heap = heap[:len(heap)-1]
		}
		sink(0)
	}
	return nil
}

// orderWriter files places that come in order.
type orderWriter struct {
	tx     *Tx
	insert string
	rows   []place
	raw    []byte
	packed []byte
}

func (tx *Tx) orderWriter(table string) *orderWriter {
	return &orderWriter{tx: tx, insert: "INSERT INTO " + table + " (rank, subject, body) VALUES (?, ?, ?)", rows: make([]place, 0, orderRows)}
}

func (w *orderWriter) add(p place) error {
	if w.rows = append(w.rows, p); len(w.rows) == orderRows {
		return w.flush()
	}
	return nil
}

func (w *orderWriter) flush() error {
	if len(w.rows) == 0 {
		return nil
	}
	w.raw = appendOrder(w.raw[:0], w.rows)
	w.packed = w.tx.s.codec.pack(w.packed[:0], w.raw)
	first := w.rows[0]
	w.rows = w.rows[:0]
	return w.tx.exec(w.insert, first.rank, first.subject, w.packed)
}

// reorder takes places out of the queue's order and puts others in; both come in order.
// Only blocks that change are written.
func (tx *Tx) reorder(out, in []place) error {
	out, in = unlike(out, in)
	var from []place
	err := each(tx.ctx, tx.tx, "SELECT rank, subject FROM queue_order ORDER BY rank DESC, subject", nil, func(rows *sql.Rows) error {
		var p place
		err := rows.Scan(&p.rank, &p.subject)
		from = append(from, p)
		return err
	})
	if err != nil {
		return err
	}
	if len(from) == 0 {
		from = []place{{}} // no block, which a first one replaces
	}
	for i := range from {
		upTo := func(list []place) int {
			if i+1 == len(from) {
				return len(list)
			}
			n, _ := slices.BinarySearchFunc(list, from[i+1], byPlace)
			return n
		}
		less, more := upTo(out), upTo(in)
		if less+more > 0 {
			if err := tx.reorderBlock(from[i], out[:less], in[:more]); err != nil {
				return err
			}
		}
		out, in = out[less:], in[more:]
	}
	return nil
}

// unlike is what two lists of places, which come in order, do not have in common.
func unlike(out, in []place) (outOnly, inOnly []place) {
	i, k := 0, 0
	for i < len(out) && k < len(in) {
		switch c := byPlace(out[i], in[k]); {
		case c < 0:
			outOnly = append(outOnly, out[i])
			i++
		case c > 0:
			inOnly = append(inOnly, in[k])
			k++
		default:
			if out[i].dest != in[k].dest {
				outOnly, inOnly = append(outOnly, out[i]), append(inOnly, in[k])
			}
			i, k = i+1, k+1
		}
	}
	return append(outOnly, out[i:]...), append(inOnly, in[k:]...)
}

func (tx *Tx) reorderBlock(from place, out, in []place) error {
	var packed []byte
	found, err := tx.one("SELECT body FROM queue_order WHERE rank = ? AND subject = ?", []any{from.rank, from.subject}, &packed)
	if err != nil {
		return err
	}
	var rows []place
	if found {
		body, err := tx.s.codec.unpack(nil, packed)
		if err != nil {
			return tx.s.damaged("the order of the queue", err)
		}
		r := readOrder(body)
		for r.next() {
			if len(out) > 0 && out[0].subject == r.subject && out[0].rank == r.rank {
				out = out[1:]
				continue
			}
			rows = append(rows, r.place)
		}
		if r.err != nil {
			return tx.s.damaged("the order of the queue", r.err)
		}
		if err := tx.exec("DELETE FROM queue_order WHERE rank = ? AND subject = ?", from.rank, from.subject); err != nil {
			return err
		}
	}
	rows = append(rows, in...)
	slices.SortFunc(rows, byPlace)
	w := tx.orderWriter("queue_order")
	for _, p := range rows {
		if err := w.add(p); err != nil {
			return err
		}
	}
	return w.flush()
}

// placesOf are the places in the queue of those subjects that a query names, in order.
func (tx *Tx) placesOf(subjects string) (out []place, err error) {
	err = each(tx.ctx, tx.tx, "SELECT rank, subject, dest FROM queue WHERE subject IN ("+subjects+")", nil, func(rows *sql.Rows) error {
		var p place
		err := rows.Scan(&p.rank, &p.subject, &p.dest)
		out = append(out, p)
		return err
	})
	slices.SortFunc(out, byPlace)
	return out, err
}

// eachPlace gives the places of the queue in order, until yield wants no more.
func (s *Store) eachPlace(ctx context.Context, tx *sql.Tx, yield func(*place) bool) error {
	rows, err := tx.QueryContext(ctx, "SELECT body FROM queue_order ORDER BY rank DESC, subject")
	if err != nil {
		return err
	}
	defer rows.Close()
	var body []byte
	for rows.Next() {
		var packed sql.RawBytes
		if err := rows.Scan(&packed); err != nil {
			return err
		}
		if body, err = s.codec.unpack(body[:0], packed); err != nil {
			return s.damaged("the order of the queue", err)
		}
		r := readOrder(body)
		for r.next() {
			if !yield(&r.place) {
				return nil
			}
		}
		if r.err != nil {
			return s.damaged("the order of the queue", r.err)
		}
	}
	return rows.Err()
}

// fillOrder puts a queue that an index kept in order into blocks.
func (tx *Tx) fillOrder() error {
	w := tx.orderWriter("queue_order")
	err := each(tx.ctx, tx.tx, "SELECT rank, subject, dest FROM queue ORDER BY rank DESC, subject", nil, func(rows *sql.Rows) error {
		var p place
		if err := rows.Scan(&p.rank, &p.subject, &p.dest); err != nil {
			return err
		}
		return w.add(p)
	})
	if err != nil {
		return err
	}
	if err := w.flush(); err != nil {
		return err
	}
	var indexes []string
	err = each(tx.ctx, tx.tx, "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'queue' AND name LIKE 'queue_rank_%'", nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		indexes = append(indexes, name)
		return err
	})
	for _, name := range indexes {
		if err == nil {
			err = tx.exec(`DROP INDEX "` + name + `"`)
		}
	}
	return err
}
