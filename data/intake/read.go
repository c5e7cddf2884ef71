package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"golang.org/x/text/transform"

	"redflag/data"
)

// Options say how to read a file. Everything may be left out.
type Options struct {
	Kind      string // customers or shipments; "" to go by the headers
	Mapping   *Mapping
	DryRun    bool
	Countries Countries
	Progress  func(data.Progress)
}

// Read reads one file and hands its records to yield, in the file's order but
// for records whose rows stand apart, which come last. The report accounts for
// every row. A file is read at least twice, so that a column's values are all
// seen before one is read; an error from yield or of ctx ends the reading. A
// record is lent until yield returns: who keeps it keeps a copy (data.Record.Clone).
func Read(ctx context.Context, name string, content io.ReaderAt, size int64, o Options, yield func(*data.Record) error) (*data.ImportReport, error) {
	if o.Kind != "" && o.Kind != Customers && o.Kind != Shipments {
		return nil, fmt.Errorf("the kind %q is neither customers nor shipments", o.Kind)
	}
	rep := &data.ImportReport{
		File: name, Bytes: size, Kind: o.Kind, DryRun: o.DryRun,
		Fates: map[data.RowFate]int{}, Mapping: map[string]string{}, Records: map[string]int{},
	}
	if size == 0 {
		return nil, errors.New("the file is empty")
	}
	voc, err := loadVocabulary()
	if err != nil {
		return nil, err
	}
	form, err := formOf(name, content, size)
	if err != nil {
		return nil, err
	}
	rd := &reader{ctx: ctx, voc: voc, name: name, content: content, size: size, o: o, rep: rep, yield: yield, atlas: newAtlas(o.Countries)}
	switch form {
	case formXLSX:
		err = rd.workbook()
	case formJSON:
		err = rd.jsonLines()
	default:
		err = rd.delimited()
	}
	if err != nil {
		return nil, err
	}
	return rep, nil
}

// reader is one file being read.
type reader struct {
	ctx     context.Context
	voc     *vocabulary
	name    string
	content io.ReaderAt
	size    int64
	o       Options
	rep     *data.ImportReport
	yield   func(*data.Record) error
	atlas   *atlas
	done    int64
	told    int64
	sheets  map[string]onSheet // records of a workbook of several sheets, by kind and id; nil elsewhere
}

// cure is what to do about a file without a header; what was done already is not asked.
func (rd *reader) cure() string {
	if rd.o.Kind != "" {
		return "put a line with the names of the columns on top, as redflag knows them, or give a mapping with --map"
	}
	return "name the columns as redflag knows them, say --kind, or give a mapping with --map"
}

func (rd *reader) source() string {
	if rd.o.Mapping != nil {
		return rd.o.Mapping.Source
	}
	return ""
}

// hand passes a record on and counts it by kind.
func (rd *reader) hand(r *data.Record) error {
	if rd.sheets != nil {
		again, err := rd.onOtherSheet(r)
		if again || err != nil {
			return err
		}
	}
	rd.rep.Records[string(r.Kind)]++
	rd.rep.NoCurrency += withoutCurrencyIn(r.Shipment)
	return rd.yield(r)
}

// withoutCurrencyIn is the number of lines that tell what they cost, and not in what.
func withoutCurrencyIn(sh *data.Shipment) (n int) {
	if sh == nil {
		return 0
	}
	for i := range sh.Lines {
		l := &sh.Lines[i]
		if data.TextState(l.Currency) != data.Known && (l.UnitValue.State == data.Known && l.UnitValue.Value != 0 || l.Value.State == data.Known && l.Value.Value != 0) {
			n++
		}
	}
	return n
}

// counted reports progress by bytes as the file is read through it.
type counted struct {
	rd    *reader
	in    io.Reader
	parts int64 // how many times the file is read in all
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	rd := c.rd
	rd.done += int64(n)
	if rd.o.Progress != nil && (rd.done-rd.told > 1<<20 || err != nil) {
		rd.told = rd.done
		rd.o.Progress(data.Progress{Task: "Reading " + filepath.Base(rd.name), Done: min(rd.done/c.parts, rd.size), Total: rd.size})
	}
	return n, err
}

// delimited reads CSV in any of its dialects.
func (rd *reader) delimited() error {
	m := rd.o.Mapping
	cs, err := rd.charset(m)
	if err != nil {
		return err
	}
	// Bytes are read as text row by row, for the rows of a file may be of more than one
	// encoding, but for those of which only the whole is text.
	whole := strings.HasPrefix(cs.name, "UTF-16")
	decoded := func() io.Reader {
		var in io.Reader = &counted{rd: rd, in: io.NewSectionReader(rd.content, cs.skip, rd.size-cs.skip), parts: 2}
		if cs.enc != nil && whole {
			in = transform.NewReader(in, cs.enc.NewDecoder())
		}
		return in
	}
	head := make([]byte, 256<<10)
	n, err := io.ReadFull(decoded(), head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return fmt.Errorf("the file cannot be read as %s: %w", cs.name, err)
	}
	rd.done = 0
	head = head[:n]
	cut := n == 256<<10
	if isWide(cs.name) && cs.enc != nil && !whole {
		if whole = sniffDelimiter(head, cut) == '|'; whole { // their second bytes may be the delimiter
			if head, err = cs.enc.NewDecoder().Bytes(head); err != nil {
				return fmt.Errorf("the file cannot be read as %s: %w", cs.name, err)
			}
		}
	}
	delim, skip := sepLine(head)
	if skip == 0 {
		delim = sniffDelimiter(head, cut)
	}
	if m != nil && m.Delimiter != "" {
		if delim, err = delimiterNamed(m.Delimiter); err != nil {
			return err
		}
	}
	rd.rep.Encoding, rd.rep.Delimiter = cs.name, delimiterNames[delim]
	switch {
	case cs.guessed != "":
		rd.rep.Encoding = cs.name + " (guessed)"
	case cs.foreign != "":
		rd.rep.Encoding = cs.name + " and " + cs.foreign + " (guessed)"
	}
	open := func() (rows, error) {
		in := decoded()
		if skip > 0 {
			if _, err := io.CopyN(io.Discard, in, int64(skip)); err != nil {
				return nil, fmt.Errorf("the file cannot be read: %w", err)
			}
		}
		return cs.plain(newCSV(in, delim), whole), nil
	}
	var top [][]string
	r := cs.plain(newCSV(bytes.NewReader(head[skip:]), delim), whole)
	for len(top) < headerRows+1 {
		row, err := r.next()
		if err != nil {
			break
		}
		top = append(top, row.strings())
	}
	t, err := newTable(rd.voc, "", top, rd.o.Kind, m)
	if errors.Is(err, errNoHeader) && bytes.IndexByte(head, 0) >= 0 {
		return errors.New("it holds zero bytes: it is no table of text, no XLSX workbook, or was damaged in transfer")
	}
	if errors.Is(err, errNoHeader) && len(top) == 1 {
		return errors.New("its first row does not look like a header: " + rd.cure())
	}
	if errors.Is(err, errNoHeader) {
		return fmt.Errorf("none of the first %d rows looks like a header: %s", len(top), rd.cure())
	}
	if err != nil {
		return err
	}
	t.open, t.delim = open, string(rune(delim))
	return rd.table(t)
}

func (rd *reader) charset(m *Mapping) (charset, error) {
	found, err := detectCharset(rd.content, rd.size)
	if err != nil {
		return charset{}, err
	}
	if m == nil || m.Encoding == "" {
		return found, nil
	}
	name, _, _ := strings.Cut(m.Encoding, " ")
	want, err := charsetNamed(name)
	if err != nil {
		return charset{}, err
	}
	want.told = true
	if want.name == found.name {
		want.skip = found.skip
	}
	return want, nil
}

// table surveys and builds one table and puts what was found into the report.
func (rd *reader) table(t *table) error {
	m := rd.o.Mapping
	if err := t.survey(rd.ctx, m, rd.atlas); err != nil {
		return err
	}
	rd.describe(t)
	b := &builder{
		t: t, file: rd.name, source: rd.source(), yield: rd.hand,
		c: cells{atlas: rd.atlas}, tally: &tally{rep: rd.rep, sheet: t.sheet}, english: t.english,
	}
	if len(t.keys) == 0 && t.headKey == nil {
		b.tally.note(t.at+1, issue{fate: data.Accepted, reason: "no column names the records; each row is one, named by its content"})
	}
	for i, c := range t.columns {
		if taken := t.namesake(i); taken >= 0 {
			b.tally.note(t.at+1, issue{field: t.columns[taken].path(), fate: data.Accepted, reason: "more than one column is called so: " + t.header[taken] + " is taken, and " + c.header + " is kept beside the record; a mapping tells it otherwise"})
		}
	}
	for _, i := range t.captions {
		b.tally.note(i+1, issue{fate: data.Accepted, reason: "is read as part of the header: it tells of the columns and of no record"})
	}
	if t.hidden {
		b.tally.note(t.at+1, issue{fate: data.Accepted, reason: "the sheet is hidden; it is taken all the same"})
	}
	return b.build(rd.ctx)
}

// describe writes how the table was read into the report.
func (rd *reader) describe(t *table) {
	rep := rd.rep
	if rep.Kind == "" {
		rep.Kind = t.cols.kind
	} else if rep.Kind != t.cols.kind {
		rep.Kind = Records // sheets of both kinds
	}
	for i, c := range t.columns {
		h := c.header
		if c.name == "" {
			rep.Unmapped = append(rep.Unmapped, h)
			continue
		}
		if have, taken := rep.Mapping[h]; taken && have != c.path() {
			h = t.sheet + "!" + h
		}
		rep.Mapping[h] = t.columns[i].path()
		if c.number != 0 && rep.Decimal == "" {
			rep.Decimal = string(rune(c.number))
		}
		if c.order != "" && rep.DateOrder == "" {
			rep.DateOrder = c.order
		}
	}
}
