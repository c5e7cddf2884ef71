package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"strings"

	"redflag/data"
)

// maxLine is how long one record may be.
const maxLine = 32 << 20

// textLines reads lines of any length up to maxLine; too long a line comes as
// nil. A file that is one JSON list gives its elements as lines.
func textLines(in io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		r := bufio.NewReaderSize(in, 256<<10)
		if b, _ := r.Peek(3); bytes.Equal(b, []byte("\xef\xbb\xbf")) {
			r.Discard(3)
		}
		if isList(r) {
			listElements(r, yield)
			return
		}
		var long []byte
		for {
			part, err := r.ReadSlice('\n')
			if errors.Is(err, bufio.ErrBufferFull) {
				if len(long) <= maxLine {
					long = append(long, part...)
				}
				continue
			}
			if err != nil && err != io.EOF {
				yield(nil, fmt.Errorf("the file cannot be read further: %w", err))
				return
			}
			line := part
			if long != nil {
				line = append(long, part...)
				long = nil
				if len(line) > maxLine {
					line = nil
				}
			}
			if err == io.EOF && len(part) == 0 && line != nil && len(line) == 0 {
				return
			}
			if !yield(line, nil) || err == io.EOF {
				return
			}
		}
	}
}

// isList is whether the text is a JSON list, by its first sign that is no space.
func isList(r *bufio.Reader) bool {
	b, _ := r.Peek(4096)
	b = bytes.TrimLeft(b, " \t\r\n")
	return len(b) > 0 && b[0] == '['
}

func listElements(r io.Reader, yield func([]byte, error) bool) {
	dec := json.NewDecoder(r)
	if _, err := dec.Token(); err != nil {
		yield(nil, fmt.Errorf("the list cannot be read: %w", err))
		return
	}
	for dec.More() {
		var m json.RawMessage
		if err := dec.Decode(&m); err != nil {
			yield(nil, fmt.Errorf("the list breaks off: %w", err))
			return
		}
		if !yield(m, nil) {
			return
		}
	}
	if _, err := dec.Token(); err != nil {
		yield(nil, fmt.Errorf("the list breaks off: %w", err))
	}
}

// Lines reads canonical records from a stream. Each line gives a record, or the
// note that says why it was rejected; a record with a value that is in doubt
// comes with a note as well. Blank lines give nothing. A note's row is the line.
func Lines(in io.Reader, countries Countries) iter.Seq2[*data.Record, data.RowNote] {
	return func(yield func(*data.Record, data.RowNote) bool) {
		d := newDecoder(newAtlas(countries))
		n := 0
		for line, err := range textLines(in) {
			n++
			if err != nil {
				yield(nil, data.RowNote{Row: n, Fate: data.Rejected, Reason: err.Error()})
				return
			}
			text := strings.TrimSpace(string(line))
			if text == "" && line != nil {
				continue
			}
			rec, note := d.take(n, text, line == nil)
			if !yield(rec, note) {
				return
			}
		}
	}
}

// take decodes a line; the note is empty where nothing is in doubt.
func (d *decoder) take(n int, text string, tooLong bool) (*data.Record, data.RowNote) {
	if tooLong {
		return nil, data.RowNote{Row: n, Fate: data.Rejected, Reason: fmt.Sprintf("the line is longer than %d MB", maxLine>>20)}
	}
	rec, err := d.decode(text)
	if err != nil {
		return nil, data.RowNote{Row: n, Field: fieldOf(err), Fate: data.Rejected, Reason: err.Error(), Raw: shorten(text)}
	}
	rec.Origin.Row = n
	note := data.RowNote{}
	if d.fate == data.Ambiguous {
		for _, is := range d.issues {
			if is.fate != data.Ambiguous {
				continue
			}
			if note.Reason != "" {
				note.Reason += "; "
			} else {
				note = data.RowNote{Row: n, Field: is.field, Fate: data.Ambiguous, Raw: shorten(is.raw)}
			}
			note.Reason += is.field + ": " + is.reason
		}
	}
	return rec, note
}

func fieldOf(err error) string {
	var te *typeError
	if errors.As(err, &te) {
		return te.path
	}
	field, _, ok := strings.Cut(err.Error(), ":")
	if ok && !strings.Contains(field, " ") {
		return field
	}
	return ""
}

// jsonLines reads a canonical file with its account.
func (rd *reader) jsonLines() error {
	rd.rep.Kind, rd.rep.Encoding = Records, "UTF-8"
	d := newDecoder(rd.atlas)
	ty := &tally{rep: rd.rep}
	seed := maphash.MakeSeed()
	before := map[uint64]told{}
	var beside Beside
	defer func() { rd.rep.Unknown = beside.Names() }()
	in := &counted{rd: rd, in: io.NewSectionReader(rd.content, 0, rd.size), parts: 1}
	n := 0
	for line, err := range textLines(in) {
		n++
		if err != nil {
			ty.row(n, data.Rejected, []issue{{fate: data.Rejected, reason: err.Error()}})
			break
		}
		if n%1024 == 0 && rd.ctx.Err() != nil {
			return rd.ctx.Err()
		}
		text := strings.TrimSpace(string(line))
		if text == "" && line != nil {
			ty.row(n, data.Ignored, []issue{{fate: data.Ignored, reason: "is blank"}})
			continue
		}
		rec, note := d.take(n, text, line == nil)
		if rec == nil {
			ty.row(n, data.Rejected, []issue{{field: note.Field, fate: data.Rejected, reason: note.Reason, raw: text}})
			continue
		}
		rec.Source, rec.Origin.File = rd.source(), rd.name
		beside.Add(rec)
		key := maphash.String(seed, string(rec.Kind)+"\x00"+rec.Key().ID)
		content := maphash.String(seed, text)
		if was, again := before[key]; again {
			if was.content == content {
				ty.row(n, data.Duplicate, []issue{{fate: data.Duplicate, reason: fmt.Sprintf("repeats line %d", was.row)}})
				continue
			}
			d.say(data.Ambiguous, "id", fmt.Sprintf("is told on line %d with other content; the later line stands", was.row), rec.Key().ID)
		}
		before[key] = told{content, n}
		ty.row(n, d.fate, d.issues)
		if err := rd.hand(rec); err != nil {
			return err
		}
	}
	return rd.ctx.Err()
}
