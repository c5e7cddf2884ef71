package lists

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"redflag/data"
)

// firstRow is the first row of a CSV text that is neither blank nor a comment.
func firstRow(b []byte) []string {
	row, err := newCSV(b).Read()
	if err != nil {
		return nil
	}
	return row
}

func newCSV(b []byte) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord = -1
	r.Comment = '#'
	r.Comma = delimiter(b)
	r.ReuseRecord = true
	return r
}

// delimiter is the commonest of comma, semicolon and tab in the first line,
// outside quotes.
func delimiter(b []byte) rune {
	for len(b) > 0 && b[0] == '#' {
		_, b, _ = bytes.Cut(b, []byte("\n"))
	}
	line, _, _ := bytes.Cut(b, []byte("\n"))
	var n [128]int
	quoted := false
	for _, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && c < 128:
			n[c]++
		}
	}
	best := ','
	for _, c := range []rune{';', '\t'} {
		if n[c] > n[best] {
			best = c
		}
	}
	return best
}

// eachRow yields every row with its number in the file. A row that cannot be
// read is noted; a quote left open at the end of the file means it was cut.
func eachRow(p *data.ListPack, b []byte, yield func(line int, row []string)) {
	r := newCSV(b)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad):
			if errors.Is(bad.Err, csv.ErrQuote) && r.InputOffset() >= int64(len(b)) {
				p.Cut = "the last row (line " + strconv.Itoa(bad.StartLine) + ") ends within a quoted text"
				ignore(p, bad.StartLine, data.Rejected, "the file is cut off within this row", lineAt(b, bad.StartLine))
				return
			}
			ignore(p, bad.StartLine, data.Rejected, "this row is not readable as CSV: "+bad.Err.Error(), lineAt(b, bad.StartLine))
			continue
		case err != nil:
			ignore(p, 0, data.Rejected, err.Error(), "")
			return
		}
		line, _ := r.FieldPos(0)
		yield(line, row)
	}
}

func lineAt(b []byte, n int) string {
	for ; n > 1; n-- {
		_, b, _ = bytes.Cut(b, []byte("\n"))
	}
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return string(line)
}

// blank reports whether no cell of the row says anything.
func blank(row []string) bool {
	for _, c := range row {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
