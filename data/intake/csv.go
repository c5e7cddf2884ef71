package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// raw is one row of a table as it stands in the file. Its bytes live until the
// next row is read.
type raw struct {
	n      int // 1-based row number, the header included
	buf    []byte
	ends   []int        // where each cell ends in buf
	doubts []string     // what was wrong with its quotes or its text
	mends  []string     // what was done to its text, and is certain
	beside []besideCell // what cells tell besides what they show
	hidden bool
	last   bool // the file ends with it, and no line end stands behind it
}

// doubt notes once what may be wrong with the row.
func (r *raw) doubt(why string) {
	if !slices.Contains(r.doubts, why) {
		r.doubts = append(r.doubts, why)
	}
}

func (r *raw) mend(what string) { r.mends = append(r.mends, what) }

// besideCell is what a cell tells besides what it shows: the goal of its link.
type besideCell struct {
	col         int
	what, value string
}

func (r *raw) cells() int { return len(r.ends) }

func (r *raw) cell(i int) []byte {
	if i >= len(r.ends) {
		return nil
	}
	start := 0
	if i > 0 {
		start = r.ends[i-1]
	}
	return r.buf[start:r.ends[i]]
}

func (r *raw) strings() []string {
	s, start := string(r.buf), 0
	out := make([]string, len(r.ends))
	for i, e := range r.ends {
		out[i], start = s[start:e], e
	}
	return out
}

func (r *raw) reset() {
	r.buf, r.ends, r.doubts, r.mends, r.beside, r.hidden, r.last = r.buf[:0], r.ends[:0], r.doubts[:0], r.mends[:0], r.beside[:0], false, false
}

// rows is a table read once from its top; io.EOF ends it.
type rows interface {
	next() (*raw, error)
}

// maxQuoted is how far a quoted cell may run before its quote is taken for
// text, and maxRow how long a row may be.
const (
	maxQuoted = 1 << 20
	maxRow    = 8 << 20
)

// csvReader reads delimited text that people and programs have damaged in the
// usual ways: stray quotes, ragged rows, any line end.
type csvReader struct {
	in       io.Reader
	delim    byte
	eol      byte
	buf      []byte
	pos, end int
	eof      bool
	row      raw
}

func newCSV(in io.Reader, delim byte) *csvReader {
	return &csvReader{in: in, delim: delim, buf: make([]byte, 256<<10)}
}

// fill reads more behind what is not yet consumed.
func (c *csvReader) fill() error {
	if c.pos > 0 {
		copy(c.buf, c.buf[c.pos:c.end])
		c.end -= c.pos
		c.pos = 0
	}
	if c.end == len(c.buf) {
		if len(c.buf) >= 2*maxRow {
			return fmt.Errorf("row %d is longer than %d MB: this is no table of records", c.row.n+1, maxRow>>20)
		}
		c.buf = append(c.buf, make([]byte, len(c.buf))...)
	}
	for {
		n, err := c.in.Read(c.buf[c.end:])
		c.end += n
		if errors.Is(err, io.EOF) {
			c.eof = true
			return nil
		}
		if err != nil {
			return fmt.Errorf("the file cannot be read further: %w", err)
		}
		if n > 0 {
			return nil
		}
	}
}

func (c *csvReader) next() (*raw, error) {
	for c.pos == c.end && !c.eof {
		if err := c.fill(); err != nil {
			return nil, err
		}
	}
	if c.pos == c.end {
		return nil, io.EOF
	}
	if c.eol == 0 {
		c.eol = '\n'
		if b := c.buf[c.pos:c.end]; bytes.IndexByte(b, '\n') < 0 && bytes.IndexByte(b, '\r') >= 0 {
			c.eol = '\r'
		}
	}
	c.row.n++
	for {
		b := c.buf[c.pos:c.end]
		i := bytes.IndexByte(b, c.eol)
		if i < 0 && !c.eof {
			if err := c.fill(); err != nil {
				return nil, err
			}
			continue
		}
		line, step := b, len(b)
		if i >= 0 {
			line, step = b[:i], i+1
		}
		if bytes.IndexByte(line, '"') < 0 {
			c.row.plain(trimCR(line), c.delim)
			c.pos += step
			c.row.last = i < 0
			return &c.row, nil
		}
		n, more := c.quoted(b)
		if more {
			if err := c.fill(); err != nil {
				return nil, err
			}
			continue
		}
		if n < 0 { // its quotes make no sense: one physical line, quotes as text
			c.row.plain(trimCR(line), c.delim)
			c.row.doubt("a quote is not closed; the row is read as one line with its quotes as text")
			n = step
		}
		c.pos += n
		c.row.last = c.eof && c.pos == c.end && c.buf[c.pos-1] != c.eol
		return &c.row, nil
	}
}

func trimCR(b []byte) []byte {
	if len(b) > 0 && b[len(b)-1] == '\r' {
		return b[:len(b)-1]
	}
	return b
}

// plain splits a line without quotes.
func (r *raw) plain(line []byte, delim byte) {
	r.reset()
	for {
		i := bytes.IndexByte(line, delim)
		if i < 0 {
			break
		}
		r.buf = append(r.buf, line[:i]...)
		r.ends = append(r.ends, len(r.buf))
		line = line[i+1:]
	}
	r.buf = append(r.buf, line...)
	r.ends = append(r.ends, len(r.buf))
}

// quoted reads one row that has quotes in it. It says how many bytes the row
// took, or that more input is needed, or -1 for quotes that make no sense.
func (c *csvReader) quoted(b []byte) (n int, more bool) {
	c.row.reset()
	i := 0
	for {
		j := i
		for j < len(b) && b[j] == ' ' {
			j++
		}
		if j < len(b) && b[j] == '"' {
			next, ok := c.quotedCell(b, j+1)
			if !ok {
				return -1, !c.eof && len(b)-j < maxQuoted
			}
			i = next
		}
		for i < len(b) && b[i] != c.delim && b[i] != c.eol {
			c.row.buf = append(c.row.buf, b[i])
			i++
		}
		if i == len(b) && !c.eof {
			return 0, true
		}
		ended := i == len(b) || b[i] == c.eol
		if ended && len(c.row.buf) > 0 && c.row.buf[len(c.row.buf)-1] == '\r' {
			c.row.buf = c.row.buf[:len(c.row.buf)-1]
		}
		c.row.ends = append(c.row.ends, len(c.row.buf))
		if ended {
			return min(i+1, len(b)), false
		}
		i++
	}
}

// quotedCell reads on after an opening quote. It says where reading goes on
// after the closing one; false where there is none, or where it makes no sense.
func (c *csvReader) quotedCell(b []byte, i int) (int, bool) {
	start, lines := i, false
	for {
		k := bytes.IndexByte(b[i:], '"')
		if k < 0 || i-start > maxQuoted {
			return 0, false
		}
		c.row.buf = append(c.row.buf, b[i:i+k]...)
		lines = lines || bytes.IndexByte(b[i:i+k], c.eol) >= 0
		i += k + 1
		if i < len(b) && b[i] == '"' {
			c.row.buf = append(c.row.buf, '"')
			i++
			continue
		}
		if i == len(b) {
			return i, c.eof
		}
		end := i
		for end < len(b) && b[end] == ' ' {
			end++
		}
		if end == len(b) && !c.eof {
			return 0, false // what comes behind it is not read yet
		}
		if end == len(b) || b[end] == c.delim || b[end] == c.eol || b[end] == '\r' {
			return end, true
		}
		if lines {
			return 0, false // it swallowed a line end and closes in mid-text
		}
		c.row.buf = append(c.row.buf, '"')
		c.row.doubt("a quote stands inside a quoted cell; it is kept as text")
		if k > 0 && b[i-2] == '\\' {
			continue // programs write \" for a quote inside
		}
		// Text goes on until a quote that does end the cell, or the delimiter.
		end = bytes.IndexByte(b[i:], c.delim)
		if q := bytes.IndexByte(b[i:], '"'); q < 0 || end >= 0 && end < q {
			return i, true
		}
	}
}

var delimiterNames = map[byte]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "pipe"}

func delimiterNamed(s string) (byte, error) {
	for b, n := range delimiterNames {
		if s == n || s == string(rune(b)) || s == `\t` && b == '\t' {
			return b, nil
		}
	}
	return 0, fmt.Errorf("the delimiter %q is none of comma, semicolon, tab, pipe", s)
}

// sniffDelimiter finds the delimiter by how steady the number of columns is.
func sniffDelimiter(head []byte, cut bool) byte {
	best, bestScore := byte(','), 0.0
	for _, d := range []byte{',', ';', '\t', '|'} {
		counts, n := map[int]int{}, 0
		r := newCSV(bytes.NewReader(head), d)
		for n < 300 {
			row, err := r.next()
			if err != nil || cut && r.pos == r.end && r.eof {
				break
			}
			if len(bytes.TrimSpace(row.buf)) == 0 {
				continue
			}
			counts[row.cells()]++
			n++
		}
		for cols, k := range counts {
			if cols < 2 || n == 0 {
				continue
			}
			if s := float64(k)/float64(n) + 0.005*float64(min(cols, 30)); s > bestScore {
				best, bestScore = d, s
			}
		}
	}
	return best
}

// sepLine reads the "sep=;" line that spreadsheets put first.
func sepLine(head []byte) (delim byte, length int) {
	if len(head) < 5 || !bytes.EqualFold(head[:4], []byte("sep=")) {
		return 0, 0
	}
	rest := bytes.TrimLeft(head[5:], "\r")
	if len(rest) == 0 || rest[0] != '\n' {
		return 0, 0
	}
	return head[4], len(head) - len(rest) + 1
}
