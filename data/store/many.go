package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"
)

// insertedAtOnce is how many rows one statement of many inserts.
const insertedAtOnce = 50

// many inserts n rows, several a statement. row appends the values of one: whole
// numbers as int64, and whatever else the driver takes. It speaks with the driver
// itself, because for a million rows of eight values the checks and copies of
// database/sql cost as much as half the insertion.
func (tx *Tx) many(insert string, columns, n int, row func(i int, args []any) []any) error {
	if n == 0 {
		return nil
	}
	return tx.conn.Raw(func(c any) error {
		b := &bulk{ctx: tx.ctx, insert: insert, columns: columns, row: row}
		prepare, ok := c.(driver.ConnPrepareContext)
		if !ok {
			return fmt.Errorf("the database driver %T prepares no statements", c)
		}
		i := 0
		for _, at := range [...]int{insertedAtOnce, 1} {
			if n-i < at {
				continue
			}
			upTo := n - (n-i)%at
			if err := b.run(prepare, i, upTo, at); err != nil {
				return err
			}
			i = upTo
		}
		return nil
	})
}

// bulk is one insertion of many rows.
type bulk struct {
	ctx     context.Context
	insert  string
	columns int
	row     func(i int, args []any) []any
	args    []any
	named   []driver.NamedValue
}

// run inserts the rows from i up to another, some at a time.
func (b *bulk) run(prepare driver.ConnPrepareContext, i, upTo, at int) error {
	one := "(" + strings.Repeat("?,", b.columns-1) + "?)"
	st, err := prepare.PrepareContext(b.ctx, b.insert+strings.Repeat(one+",", at-1)+one)
	if err != nil {
		return err
	}
	defer st.Close()
	exec, ok := st.(driver.StmtExecContext)
	if !ok {
		return fmt.Errorf("the database driver's statement %T does not run", st)
	}
	for ; i < upTo; i += at {
		b.args = b.args[:0]
		for k := range at {
			b.args = b.row(i+k, b.args)
		}
		b.named = b.named[:0]
		for k, v := range b.args {
			b.named = append(b.named, driver.NamedValue{Ordinal: k + 1, Value: v})
		}
		if _, err := exec.ExecContext(b.ctx, b.named); err != nil {
			return err
		}
	}
	return nil
}
