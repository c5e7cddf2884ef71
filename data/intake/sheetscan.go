package intake

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
)

// sheetFacts is what the XML of a sheet tells beside the values of its cells.
type sheetFacts struct {
	told    map[int]map[int]string // cells by row and column from 0: formulas without a value, links, long figures
	figures map[int]bool           // columns that hold numbers with a decimal point as numbers, and no text that looks like one
}

var errSheetCut = errors.New("its end is missing: the workbook was damaged or cut off, and rows may be lost; open it in a spreadsheet, check that it is whole, and save it anew")

// scanSheets reads the XML of all sheets once, by their names.
func scanSheets(content io.ReaderAt, size int64) (map[string]*sheetFacts, error) {
	z, err := zip.NewReader(content, size)
	if err != nil {
		return nil, err
	}
	out := map[string]*sheetFacts{}
	for name, part := range sheetParts(z) {
		in, err := z.Open(part)
		if err != nil {
			continue // a sheet that is none of cells
		}
		facts, err := scanSheet(in)
		in.Close()
		if err != nil {
			return nil, fmt.Errorf("sheet %s: %w", name, err)
		}
		out[name] = facts
	}
	return out, nil
}

// sheetParts are the parts of a workbook that hold its sheets, by the sheets' names.
func sheetParts(z *zip.Reader) map[string]string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Type   string `xml:"Type,attr"`
		} `xml:"Relationship"`
	}
	read := func(part string, into any) {
		if in, err := z.Open(part); err == nil {
			xml.NewDecoder(in).Decode(into)
			in.Close()
		}
	}
	read("xl/workbook.xml", &book)
	read("xl/_rels/workbook.xml.rels", &rels)
	out := map[string]string{}
	for _, s := range book.Sheets {
		for _, r := range rels.All {
			if r.ID != s.ID || !strings.HasSuffix(r.Type, "/worksheet") {
				continue
			}
			if out[s.Name] = path.Join("xl", r.Target); strings.HasPrefix(r.Target, "/") {
				out[s.Name] = r.Target[1:]
			}
		}
	}
	return out
}

// scanSheet reads the tags of a sheet. The library that reads the cells takes the end of
// what it can read for the end of the sheet, and the text of a formula for nothing.
func scanSheet(in io.Reader) (*sheetFacts, error) {
	s := sheetScan{facts: &sheetFacts{told: map[int]map[int]string{}, figures: map[int]bool{}}, row: -1, looks: map[int]bool{}}
	r := bufio.NewReaderSize(in, 256<<10)
	var text []byte
	for {
		t, err := r.ReadBytes('<')
		if err != nil {
			break
		}
		if s.inside {
			text = append(text[:0], t[:len(t)-1]...)
		}
		tag, err := r.ReadBytes('>')
		if err != nil {
			return nil, errSheetCut
		}
		s.tag(tag[:len(tag)-1], text)
	}
	if !s.whole {
		return nil, errSheetCut
	}
	for col := range s.looks {
		delete(s.facts.figures, col)
	}
	return s.facts, nil
}

type sheetScan struct {
	facts    *sheetFacts
	row, col int
	inside   bool // a cell, whose text is wanted
	kind     string
	formula  string
	has      bool // a formula
	value    string
	whole    bool
	looks    map[int]bool // columns with text that looks like a number
}

func (s *sheetScan) tag(tag, text []byte) {
	name, rest, _ := bytes.Cut(tag, []byte(" "))
	name = bytes.TrimSuffix(name, []byte("/"))
	end := len(name) > 0 && name[0] == '/'
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	} else if end {
		name = name[1:]
	}
	switch string(name) {
	case "worksheet":
		s.whole = s.whole || end
	case "row":
		if !end {
			s.row, s.col = s.row+1, -1
			if n, err := strconv.Atoi(attribute(rest, "r")); err == nil && n > 0 {
				s.row = n - 1
			}
		}
	case "c":
		if end {
			s.cell()
			return
		}
		s.col++
		if col, ok := columnOf(attribute(rest, "r")); ok {
			s.col = col
		}
		s.inside, s.kind, s.formula, s.has, s.value = !bytes.HasSuffix(tag, []byte("/")), attribute(rest, "t"), "", false, ""
	case "f":
		if s.has = true; end {
			s.formula = withoutEntities(string(text))
		}
	case "v":
		if end {
			s.value = withoutEntities(string(text))
		}
	}
}

// cell takes what a cell told that has ended.
func (s *sheetScan) cell() {
	if s.inside = false; s.has && s.value == "" {
		s.tell("=" + s.formula)
	} else if url, _, ok := hyperlink("=" + s.formula); ok && s.has && s.kind == "str" {
		s.tell(`=HYPERLINK("` + strings.ReplaceAll(url, `"`, `""`) + `","` + strings.ReplaceAll(s.value, `"`, `""`) + `")`)
	}
	switch {
	case s.kind != "" && s.kind != "n":
		if s.kind == "str" && numberEvidence(s.value) != 0 {
			s.looks[s.col] = true
		}
	case len(s.value) > 15 && wholeFigure(s.value) != "":
		s.tell(wholeFigure(s.value)) // which the library would round
	case strings.IndexByte(s.value, '.') >= 0:
		s.facts.figures[s.col] = true
	}
}

// wholeFigure is a long number of a cell, digit for digit, where the file can hold it so.
func wholeFigure(s string) string {
	const exact = 1 << 53
	if v, err := strconv.ParseFloat(s, 64); err == nil && v == math.Trunc(v) && math.Abs(v) >= 1e15 && math.Abs(v) < exact {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return ""
}

func (s *sheetScan) tell(as string) {
	if s.facts.told[s.row] == nil {
		s.facts.told[s.row] = map[int]string{}
	}
	s.facts.told[s.row][s.col] = as
}

// columnOf is the column of a cell by its name, "AB12", from 0.
func columnOf(ref string) (int, bool) {
	n := 0
	for i := range len(ref) {
		c := ref[i]
		if c < 'A' || c > 'Z' {
			return n - 1, i > 0
		}
		n = n*26 + int(c-'A') + 1
	}
	return 0, false
}

// attribute is the value of one of a tag's attributes.
func attribute(tag []byte, name string) string {
	for len(tag) > 0 {
		eq := bytes.IndexByte(tag, '=')
		if eq < 0 || eq+1 >= len(tag) {
			return ""
		}
		end := bytes.IndexByte(tag[eq+2:], tag[eq+1])
		if end < 0 {
			return ""
		}
		if string(bytes.TrimSpace(tag[:eq])) == name {
			return string(tag[eq+2 : eq+2+end])
		}
		tag = tag[eq+2+end+1:]
	}
	return ""
}
