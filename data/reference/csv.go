package reference

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
)

// row is one row of a CSV table. Its readers keep the first fault with file,
// line and column.
type row struct {
	r      *reader
	name   string
	csv    *csv.Reader
	header []string
	fields []string
}

// rows reads a table with exactly the named columns and hands over every row.
// Source and basis end every table and are checked here.
func (r *reader) rows(name, columns string, each func(*row)) {
	text := r.file(name)
	if r.err != nil {
		return
	}
	want := append(strings.Split(columns, ","), "source", "basis")
	c := csv.NewReader(bytes.NewReader(text))
	header, err := c.Read()
	if err != nil {
		r.fail(csvFault(name, err))
		return
	}
	if !slices.Equal(header, want) {
		r.fail(fmt.Errorf("%s:1:1: the columns are %s, want %s", name, strings.Join(header, ","), strings.Join(want, ",")))
		return
	}
	for r.err == nil {
		fields, err := c.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.fail(csvFault(name, err))
			return
		}
		w := &row{r, name, c, header, fields}
		w.need("source")
		w.basis()
		each(w)
	}
}

func csvFault(name string, err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return fmt.Errorf("%s:%d:%d: %w", name, p.Line, p.Column, p.Err)
	}
	return fmt.Errorf("%s: %w", name, err)
}

func (w *row) column(name string) int { return slices.Index(w.header, name) }

func (w *row) fail(column, format string, args ...any) {
	line, col := w.csv.FieldPos(max(w.column(column), 0))
	w.r.fail(fmt.Errorf("%s:%d:%d: %s: %s", w.name, line, col, column, fmt.Sprintf(format, args...)))
}

func (w *row) text(column string) string { return w.fields[w.column(column)] }

func (w *row) need(column string) string {
	s := w.text(column)
	if s == "" {
		w.fail(column, "must not be empty")
	}
	return s
}

func (w *row) list(column string) []string {
	s := w.text(column)
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

func (w *row) number(column string) float64 {
	v, err := strconv.ParseFloat(w.text(column), 64)
	if err != nil {
		w.fail(column, "%q is not a number", w.text(column))
	}
	return v
}

func (w *row) date(column string) data.Date {
	d, err := data.ParseDate(w.text(column))
	if err != nil {
		w.fail(column, "%v", err)
	}
	return d
}

func (w *row) basis() string {
	b := w.text("basis")
	if b != data.Sourced && b != data.Unverified {
		w.fail("basis", "%q is neither sourced nor unverified", b)
	}
	return b
}

func (w *row) oneOf(column string, words ...string) string {
	s := w.text(column)
	if !slices.Contains(words, s) {
		w.fail(column, "%q is none of %s", s, strings.Join(words, ", "))
	}
	return s
}

func (w *row) country(column string) string {
	s := w.text(column)
	if len(s) != 2 || s != strings.ToUpper(s) {
		w.fail(column, "%q is not a two-letter country code in capitals", s)
	}
	return s
}
