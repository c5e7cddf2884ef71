package store

import (
	"cmp"
	"slices"
	"unsafe"

	"redflag/data"
)

// page is what one transaction writes. It holds few pointers, and is used again.
type page struct {
	rows   []queueRow
	bytes  []byte // of the rows
	blocks []verdictBlock
	packed []byte // of the blocks
	shows  []shown
}

// shown is a pattern of a subject.
type shown struct {
	pattern string // one of the rules' own
	number  int64
	subject int64
}

// queueRow is a row of the queue. Its texts lie in the page, one after another.
type queueRow struct {
	subject, rank, block, grounds int64
	at                            [5]int32 // where dest, cust, row and text begin, and where the last ends
}

type verdictBlock struct {
	id       int64
	from, to int
}

func newPage() any { return &page{rows: make([]queueRow, 0, publishRows)} }

func (g *page) reset() {
	g.rows, g.bytes, g.blocks, g.packed, g.shows = g.rows[:0], g.bytes[:0], g.blocks[:0], g.packed[:0], g.shows[:0]
}

// add takes a row with its texts.
func (g *page) add(q queueRow, dest, cust string, row, text []byte) {
	for i := range q.at {
		q.at[i] = int32(len(g.bytes))
		switch i {
		case 0:
			g.bytes = append(g.bytes, dest...)
		case 1:
			g.bytes = append(g.bytes, cust...)
		case 2:
			g.bytes = append(g.bytes, row...)
		case 3:
			g.bytes = append(g.bytes, text...)
		}
	}
	g.rows = append(g.rows, q)
}

// piece is one of the texts of a row, good while the page is.
func (g *page) piece(q *queueRow, i int) []byte { return g.bytes[q.at[i]:q.at[i+1]] }

// show notes the patterns of a subject, each once.
func (g *page) show(subject int64, findings []data.Finding) {
	from := len(g.shows)
	for i := range findings {
		name := findings[i].Pattern
		if name != "" && !slices.ContainsFunc(g.shows[from:], func(s shown) bool { return s.pattern == name }) {
			g.shows = append(g.shows, shown{pattern: name, subject: subject})
		}
	}
}

// places are where the rows stand in the queue.
func (g *page) places() []place {
	dests := map[string]string{}
	out := make([]place, len(g.rows))
	for i := range g.rows {
		q := &g.rows[i]
		dest, ok := dests[lent(g.piece(q, 0))]
		if !ok {
			dest = string(g.piece(q, 0))
			dests[dest] = dest
		}
		out[i] = place{q.rank, q.subject, dest}
	}
	return out
}

// write writes the page.
func (g *page) write(tx *Tx, number func(pattern string) (int64, error)) error {
	// Rows lie side by side in the file by their ids, whoever judged them first.
	slices.SortFunc(g.rows, func(a, b queueRow) int { return cmp.Compare(a.subject, b.subject) })
	err := tx.many("INSERT INTO queue_next (subject, rank, dest, cust, block, row, text, grounds) VALUES", 8, len(g.rows), func(i int, args []any) []any {
		q := &g.rows[i]
		return append(args, q.subject, q.rank, lent(g.piece(q, 0)), lent(g.piece(q, 1)), q.block, g.piece(q, 2), lent(g.piece(q, 3)), q.grounds)
	})
	if err != nil {
		return err
	}
	err = tx.many("INSERT INTO verdict_block_next (id, body) VALUES", 2, len(g.blocks), func(i int, args []any) []any {
		b := &g.blocks[i]
		return append(args, b.id, g.packed[b.from:b.to])
	})
	if err != nil {
		return err
	}
	for i := range g.shows {
		if g.shows[i].number, err = number(g.shows[i].pattern); err != nil {
			return err
		}
	}
	slices.SortFunc(g.shows, func(a, b shown) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.subject, b.subject))
	})
	return tx.many("INSERT INTO queue_pattern_next (pattern, subject) VALUES", 2, len(g.shows), func(i int, args []any) []any {
		return append(args, g.shows[i].number, g.shows[i].subject)
	})
}

// lent is a text that is bytes of somebody else, good while nobody writes to them.
func lent(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// scratch is what making one row and its item wants.
type scratch struct {
	w      writer
	item   item
	text   []byte
	packed []byte
}
