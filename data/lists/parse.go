package lists

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"redflag/data"
)

// File is one list file with its name, as it was given.
type File struct {
	Name    string
	Content []byte
}

// Parse reads one list file of any known format. The format is told from the
// content, the date from the content or the name.
func Parse(name string, content []byte) (*data.ListPack, error) {
	return ParseSet([]File{{name, content}})
}

// ParseSet reads files that belong together: one list file of any format, or
// OFAC's sdn.csv with its add.csv (addresses), alt.csv (aliases) and
// sdn_comments.csv, in any order.
func ParseSet(files []File) (*data.ListPack, error) {
	var main []File
	var side ofacSide
	for _, f := range files {
		text, err := decode(f)
		if err != nil {
			return nil, err
		}
		switch kind := detect(text); kind {
		case formatOFACAddresses, formatOFACAliases, formatOFACComments:
			if err := side.read(kind, f.Name, text); err != nil {
				return nil, err
			}
		default:
			main = append(main, File{f.Name, text})
		}
	}
	switch {
	case len(main) == 0 && len(files) > 0:
		return nil, fmt.Errorf("%s holds addresses, aliases or remarks of OFAC's list but no names: give it together with sdn.csv", files[0].Name)
	case len(main) != 1:
		return nil, fmt.Errorf("%d list files were given as one set: a set is sdn.csv with its add.csv, alt.csv and sdn_comments.csv", len(main))
	}
	f := main[0]
	kind := detect(f.Content)
	if !side.empty() && kind != formatOFACNames {
		return nil, fmt.Errorf("%s is no OFAC sdn.csv, so the address and alias files given with it do not belong to it", f.Name)
	}
	p := &data.ListPack{File: filepath.Base(f.Name), AsOf: dateInName(f.Name)}
	if err := readAs(kind, p, f, &side); err != nil {
		return nil, err
	}
	return finish(p, files)
}

func readAs(kind format, p *data.ListPack, f File, side *ofacSide) error {
	switch kind {
	case formatCSLCSV:
		return readCSLCSV(p, f.Content)
	case formatCSLJSON:
		return readCSLJSON(p, f.Content)
	case formatLines:
		return readLines(p, f.Content)
	case formatNative:
		return readNative(p, f.Content)
	case formatUN:
		return readUN(p, f.Content)
	case formatOFACNames:
		return readOFAC(p, f.Content, side)
	case formatPlain:
		return readPlain(p, f.Content)
	}
	return fmt.Errorf("%s is no list file that is known here: it is none of CSL CSV or JSON, OFAC sdn.csv, UN XML, or a CSV with a column named \"name\"", f.Name)
}

// finish counts the entries and refuses a file that brought none.
func finish(p *data.ListPack, files []File) (*data.ListPack, error) {
	if len(p.Entries) == 0 {
		why := ""
		if len(p.Ignored) > 0 {
			why = fmt.Sprintf("; row %d: %s", p.Ignored[0].Row, p.Ignored[0].Reason)
		}
		return nil, fmt.Errorf("%s holds no list entry at all (%d rows ignored%s)", p.File, len(p.Ignored), why)
	}
	p.Counts = map[string]int{}
	for i := range p.Entries {
		p.Counts[p.Entries[i].List]++
	}
	h := sha256.New()
	for _, f := range files {
		h.Write(f.Content)
	}
	p.Hash = hex.EncodeToString(h.Sum(nil))
	return p, nil
}

// decode gives the file's text as UTF-8, or says what is wrong with it.
func decode(f File) ([]byte, error) {
	b := f.Content
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return nil, fmt.Errorf("%s is empty", f.Name)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return nil, fmt.Errorf("%s is a ZIP or Excel file: unpack it, or save the sheet as CSV", f.Name)
	case bytes.HasPrefix(b, []byte("\x1f\x8b")):
		return nil, fmt.Errorf("%s is compressed: unpack it first", f.Name)
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		t, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		if err != nil {
			return nil, fmt.Errorf("%s is not readable as UTF-16: %w", f.Name, err)
		}
		return t, nil
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(b, 0) >= 0 {
		return nil, fmt.Errorf("%s holds zero bytes: it is no text file, or was damaged in transfer", f.Name)
	}
	if !utf8.Valid(b) {
		t, err := charmap.Windows1252.NewDecoder().Bytes(b)
		if err != nil {
			return nil, fmt.Errorf("%s is neither UTF-8 nor Windows-1252: %w", f.Name, err)
		}
		return t, nil
	}
	return b, nil
}

type format uint8

const (
	formatUnknown format = iota
	formatCSLCSV
	formatCSLJSON
	formatLines
	formatNative
	formatUN
	formatOFACNames
	formatOFACAddresses
	formatOFACAliases
	formatOFACComments
	formatPlain
)

// detect tells the format from the start of the text.
func detect(b []byte) format {
	b = bytes.TrimSpace(b[:min(len(b), 1<<16)])
	switch {
	case len(b) == 0:
		return formatUnknown
	case b[0] == '<':
		if bytes.Contains(b, []byte("CONSOLIDATED_LIST")) {
			return formatUN
		}
		return formatUnknown
	case b[0] == '[':
		return formatNative
	case b[0] == '{':
		line, _, more := bytes.Cut(b, []byte("\n"))
		if bytes.HasSuffix(bytes.TrimSpace(line), []byte("}")) && (more || len(line) == len(b)) && !bytes.Contains(line, []byte(`"results"`)) {
			return formatLines
		}
		return formatCSLJSON
	}
	return detectCSV(b)
}

func detectCSV(b []byte) format {
	head := firstRow(b)
	cols := map[string]bool{}
	for _, h := range head {
		cols[headerKey(h)] = true
	}
	switch {
	case cols["source"] && cols["name"] && (cols["alt_names"] || cols["entity_number"]):
		return formatCSLCSV
	case cols["name"] && !cols["col_f"] && !cols["details"]:
		return formatPlain
	case cols["name"]:
		return formatOFACNames
	}
	for _, h := range head {
		if plainColumn(h) == "name" {
			return formatPlain
		}
	}
	return detectOFAC(head)
}

// detectOFAC knows the flat files, which have no header, by their shape.
func detectOFAC(row []string) format {
	if len(row) < 2 {
		return formatUnknown
	}
	if _, err := strconv.Atoi(strings.TrimSpace(row[0])); err != nil {
		return formatUnknown
	}
	_, second := strconv.Atoi(strings.TrimSpace(row[1]))
	switch {
	case len(row) == 12:
		return formatOFACNames
	case len(row) == 6 && second == nil:
		return formatOFACAddresses
	case len(row) == 5 && second == nil:
		return formatOFACAliases
	case len(row) == 2:
		return formatOFACComments
	}
	return formatUnknown
}

func headerKey(h string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(h)), " ", "_")
}

var dateInNameRE = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?:[^0-9]|$)`)
})

// dateInName is the date that a file name carries, such as csl_2026-07-31.jsonl.
func dateInName(name string) data.Date {
	m := dateInNameRE().FindStringSubmatch(filepath.Base(name))
	if m == nil {
		return data.Date{}
	}
	text := m[1] + "-" + m[2]
	if m[3] != "" {
		text += "-" + m[3]
	}
	d, err := data.ParseDate(text)
	if err != nil {
		return data.Date{}
	}
	return d
}

// dateOf reads a list's date; what is no date is not told.
func dateOf(s string) data.Date {
	d, err := data.ParseDate(strings.TrimSpace(s))
	if err != nil {
		return data.Date{}
	}
	return d
}

// errCut marks a file that ends in the middle.
var errCut = errors.New("the file ends in the middle: it was cut off while it was downloaded or copied")

// ignore notes a row that is no entry.
func ignore(p *data.ListPack, row int, fate data.RowFate, reason, raw string) {
	if len(raw) > 120 {
		raw = strings.ToValidUTF8(raw[:120], "")
	}
	p.Ignored = append(p.Ignored, data.RowNote{Row: row, Fate: fate, Reason: reason, Raw: raw})
}
