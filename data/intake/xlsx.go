package intake

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/xuri/excelize/v2"

	"redflag/data"
)

// isoCell is how date cells are made to read, so that a date is told apart from
// a number and needs no guess of its order.
const isoCell = `yyyy\-mm\-dd"T"hh\:mm\:ss`

// workbook reads all sheets that look like tables of records.
func (rd *reader) workbook() error {
	f, err := excelize.OpenReader(io.NewSectionReader(rd.content, 0, rd.size), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 64 << 20,
	})
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookFileFormat) || strings.Contains(err.Error(), "password") {
			return errors.New("this workbook is protected by a password or is none: open it, save it without one as .xlsx, and import that")
		}
		return fmt.Errorf("the workbook cannot be read: %w", err)
	}
	defer f.Close()
	plainFormats(f)
	facts, err := scanSheets(rd.content, rd.size)
	if err != nil {
		return err
	}
	taken := 0
	if len(f.GetSheetList()) > 1 {
		rd.sheets = map[string]onSheet{}
	}
	for _, name := range f.GetSheetList() {
		ok, err := rd.sheet(f, name, facts[name])
		if err != nil {
			return fmt.Errorf("sheet %s: %w", name, err)
		}
		if ok {
			taken++
		}
	}
	if taken == 0 {
		return errors.New("no sheet of the workbook has a row that looks like a header: " + rd.cure())
	}
	return nil
}

// onSheet is where a record was told, and the hash of what was.
type onSheet struct {
	sheet   string
	content uint64
}

// onOtherSheet is whether another sheet told the very same record, which is taken once. One
// that tells something else of the same number is a record of its own, named by its sheet,
// for one would stand in the other's place.
func (rd *reader) onOtherSheet(r *data.Record) (again bool, err error) {
	var id *string
	switch {
	case r.Shipment != nil:
		id = &r.Shipment.ID
	case r.Customer != nil:
		id = &r.Customer.ID
	default:
		return false, nil
	}
	b, err := json.Marshal([]any{r.Shipment, r.Customer, r.Extra})
	if err != nil {
		return false, err
	}
	h := fnv.New64a()
	h.Write(b)
	key, now := string(r.Kind)+" "+*id, onSheet{r.Origin.Sheet, h.Sum64()}
	was, seen := rd.sheets[key]
	t := tally{rep: rd.rep, sheet: r.Origin.Sheet}
	switch {
	case !seen || was.sheet == now.sheet:
		rd.sheets[key] = now
		return false, nil
	case was.content == now.content:
		t.note(r.Origin.Row, issue{field: "id", fate: data.Accepted, reason: "the same stands on the sheet " + was.sheet + "; it is taken once", raw: *id})
		return true, nil
	}
	t.note(r.Origin.Row, issue{field: "id", fate: data.Ambiguous, reason: "the sheet " + was.sheet + " tells something else of this number; both are kept, and this one is named by its sheet", raw: *id})
	*id += " (" + r.Origin.Sheet + ")"
	return false, nil
}

// plainFormats makes the workbook give dates in one form and all other numbers
// as they are, whatever their cells are formatted to show.
func plainFormats(f *excelize.File) {
	if _, err := f.GetStyle(0); err != nil || f.Styles == nil || f.Styles.CellXfs == nil {
		return
	}
	const isoID, noID = 4099, 4098 // an unknown format leaves a number as the file has it
	codes := map[int]string{}
	fill(&f.Styles.NumFmts)
	for _, n := range f.Styles.NumFmts.NumFmt {
		codes[n.NumFmtID] = n.FormatCode
	}
	f.Styles.NumFmts.NumFmt = grow(f.Styles.NumFmts.NumFmt)
	last := f.Styles.NumFmts.NumFmt[len(f.Styles.NumFmts.NumFmt)-1]
	last.NumFmtID, last.FormatCode = isoID, isoCell
	f.Styles.NumFmts.Count = len(f.Styles.NumFmts.NumFmt)
	for i := range f.Styles.CellXfs.Xf {
		x := &f.Styles.CellXfs.Xf[i]
		id := noID
		if x.NumFmtID != nil && isDateFormat(*x.NumFmtID, codes[*x.NumFmtID]) {
			id = isoID
		}
		x.NumFmtID = &id
	}
}

func fill[T any](p **T) {
	if *p == nil {
		*p = new(T)
	}
}

func grow[T any](s []*T) []*T { return append(s, new(T)) }

// isDateFormat is whether a number format shows a calendar date.
func isDateFormat(id int, code string) bool {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id >= 57 && id <= 58:
		return true
	case code == "":
		return false
	}
	plain, quoted, bracket := strings.Builder{}, false, false
	for i, r := range strings.ToLower(code) {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case quoted || bracket || i > 0 && code[i-1] == '\\':
		default:
			plain.WriteRune(r)
		}
	}
	p := plain.String()
	if strings.Contains(p, "general") {
		return false
	}
	return strings.ContainsAny(p, "yd") || strings.Contains(p, "mmm") || strings.Contains(code, "年")
}

// sheet reads one sheet; false where it holds no table of records.
func (rd *reader) sheet(f *excelize.File, name string, facts *sheetFacts) (bool, error) {
	visible, err := f.GetSheetVisible(name)
	if err != nil {
		return false, err
	}
	sp, top, n, err := rd.spool(f, name, facts)
	if err != nil || n == 0 {
		return false, err
	}
	t, err := newTable(rd.voc, name, top, rd.o.Kind, rd.o.Mapping)
	if errors.Is(err, errNoHeader) {
		ty := tally{rep: rd.rep, sheet: name}
		ty.note(1, issue{fate: data.Ignored, reason: fmt.Sprintf("the sheet holds no table of records; its %d rows are passed over", n)})
		rd.rep.Read += n
		rd.rep.Fates[data.Ignored] += n
		return false, nil
	}
	if err != nil {
		return false, err
	}
	comments := commentsOf(f, name)
	t.hidden, t.later = !visible, laterDays(f)
	if facts != nil {
		t.figures = facts.figures
	}
	t.open = func() (rows, error) {
		in, err := sp.open()
		return &plainRows{rows: in, comments: comments}, err
	}
	return true, rd.table(t)
}

// commentsOf are what people wrote beside cells of a sheet, by row.
func commentsOf(f *excelize.File, name string) map[int][]besideCell {
	out := map[int][]besideCell{}
	all, err := f.GetComments(name)
	if err != nil {
		return out // they hang on no cell, and the cells are read
	}
	for _, c := range all {
		text := c.Text
		for _, p := range c.Paragraph {
			if !strings.Contains(text, p.Text) {
				text += p.Text
			}
		}
		if col, row, err := excelize.CellNameToCoordinates(c.Cell); err == nil && strings.TrimSpace(text) != "" {
			out[row] = append(out[row], besideCell{col - 1, "comment", oneLine(strings.TrimSpace(text))})
		}
	}
	return out
}

// laterDays is by how many days the day numbers of a workbook begin later than usual.
func laterDays(f *excelize.File) int {
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
		return 1462
	}
	return 0
}

// fill puts cells as the file tells them where the library tells less.
func (s *sheetFacts) fill(row int, cells []string) []string {
	if s == nil {
		return cells
	}
	for col, f := range s.told[row] {
		for len(cells) <= col {
			cells = append(cells, "")
		}
		cells[col] = f
	}
	return cells
}

// spooled is the rows of a sheet, packed in memory: a workbook is slow to read,
// and its rows are wanted more than once.
type spooled struct{ packed []byte }

func (rd *reader) spool(f *excelize.File, name string, facts *sheetFacts) (*spooled, [][]string, int, error) {
	in, err := f.Rows(name)
	if err != nil {
		return nil, nil, 0, err
	}
	defer in.Close()
	var out bytes.Buffer
	zw, err := zstd.NewWriter(&out, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, nil, 0, err
	}
	var top [][]string
	var buf []byte
	n, last := 0, 0
	for row := 1; in.Next(); row++ {
		if row%256 == 0 {
			if rd.ctx.Err() != nil {
				return nil, nil, 0, rd.ctx.Err()
			}
			if rd.o.Progress != nil && row%4096 == 0 {
				rd.o.Progress(data.Progress{Task: "Reading " + name, Done: int64(row)})
			}
		}
		cells, err := in.Columns()
		if err != nil {
			return nil, nil, 0, fmt.Errorf("row %d cannot be read: %w", row, err)
		}
		cells = facts.fill(row-1, cells)
		if len(top) < headerRows+1 {
			top = append(top, cells)
		}
		if len(cells) > 0 {
			last = row
		}
		n = row
		buf = appendRow(buf[:0], row, in.GetRowOpts().Hidden, cells)
		if _, err := zw.Write(buf); err != nil {
			return nil, nil, 0, err
		}
	}
	if err := in.Error(); err != nil {
		return nil, nil, 0, err
	}
	if err := zw.Close(); err != nil {
		return nil, nil, 0, err
	}
	if last == 0 {
		n = 0
	}
	return &spooled{packed: out.Bytes()}, top, n, nil
}

func appendRow(b []byte, row int, hidden bool, cells []string) []byte {
	b = binary.AppendUvarint(b, uint64(row))
	h := byte(0)
	if hidden {
		h = 1
	}
	b = append(b, h)
	b = binary.AppendUvarint(b, uint64(len(cells)))
	for _, c := range cells {
		b = binary.AppendUvarint(b, uint64(len(c)))
		b = append(b, c...)
	}
	return b
}

func (s *spooled) open() (rows, error) {
	zr, err := zstd.NewReader(bytes.NewReader(s.packed), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	return &spoolReader{in: bufio.NewReaderSize(zr, 64<<10), zr: zr}, nil
}

type spoolReader struct {
	in  *bufio.Reader
	zr  *zstd.Decoder
	row raw
}

func (s *spoolReader) next() (*raw, error) {
	n, err := binary.ReadUvarint(s.in)
	if err != nil {
		s.zr.Close()
		if err == io.EOF {
			return nil, io.EOF
		}
		return nil, err
	}
	s.row.reset()
	s.row.n = int(n)
	h, err := s.in.ReadByte()
	if err != nil {
		return nil, err
	}
	s.row.hidden = h == 1
	count, err := binary.ReadUvarint(s.in)
	if err != nil {
		return nil, err
	}
	for range count {
		size, err := binary.ReadUvarint(s.in)
		if err != nil {
			return nil, err
		}
		at := len(s.row.buf)
		s.row.buf = append(s.row.buf, make([]byte, size)...)
		if _, err := io.ReadFull(s.in, s.row.buf[at:]); err != nil {
			return nil, err
		}
		s.row.ends = append(s.row.ends, len(s.row.buf))
	}
	return &s.row, nil
}
