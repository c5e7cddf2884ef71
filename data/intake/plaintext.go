package intake

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// plainRows makes the cells of a table plain text before anybody looks at them, and notes on
// the row what that took: bytes of another encoding than the file's, text that was encoded
// twice, signs that were lost on the way, and signs that show nothing or turn text round.
type plainRows struct {
	rows
	base  encoding.Encoding // of rows that are not UTF-8; nil where the file holds none
	mixed bool              // the file is UTF-8, and rows of another encoding are foreign to it
	told  bool              // base was told and is not guessed at
	name  string            // of base
	buf   []byte
	ends  []int

	comments map[int][]besideCell // by row
}

func (p *plainRows) next() (*raw, error) {
	r, err := p.rows.next()
	if err != nil {
		return r, err
	}
	r.beside = append(r.beside, p.comments[r.n]...)
	if bytes.IndexByte(r.buf, '=') >= 0 {
		p.links(r)
	}
	if at := bytes.IndexByte(r.buf, '&'); at >= 0 && bytes.IndexByte(r.buf[at:], ';') > 0 {
		p.entities(r)
	}
	if plainASCII(r.buf) {
		return r, nil
	}
	if p.base != nil {
		p.decode(r)
	} else if !utf8.Valid(r.buf) {
		r.doubt("holds bytes that are no text in this encoding")
		p.rewrite(r, func(c string) string { return strings.ToValidUTF8(c, "\uFFFD") })
	}
	if strings.ContainsFunc(string(r.buf), twiceEncoded) {
		p.rewrite(r, func(c string) string {
			if once, ok := encodedTwice(c); ok {
				r.doubt("holds text that was encoded twice on its way; it is read back")
				return once
			}
			return c
		})
	}
	if strings.ContainsRune(string(r.buf), utf8.RuneError) {
		r.doubt("holds the sign that stands for a lost one: part of the text is not known")
	}
	if strings.Contains(string(r.buf), "???") {
		r.doubt("holds question marks in a row, as a conversion leaves them for signs that it does not know: part of the text may be lost")
	}
	p.hidden(r)
	return r, nil
}

// links takes what links show out of the formulas that make them, and keeps where they lead.
func (p *plainRows) links(r *raw) {
	if !strings.Contains(strings.ToUpper(string(r.buf)), "=HYPERLINK(") {
		return
	}
	at, links := -1, 0
	p.rewrite(r, func(c string) string {
		at++
		url, text, ok := hyperlink(strings.TrimSpace(c))
		if !ok {
			return c
		}
		r.beside = append(r.beside, besideCell{at, "link", url})
		links++
		return text
	})
	if links > 0 {
		r.mend("a cell is a link: what it shows is taken, and where it leads is kept beside the record")
	}
}

// entities reads signs that are written as in web pages: Kappa &amp; Co.
func (p *plainRows) entities(r *raw) {
	found := false
	p.rewrite(r, func(c string) string {
		plain := withoutEntities(c)
		found = found || plain != c
		return plain
	})
	if found {
		r.mend("signs that are written as in web pages are read")
	}
}

// withoutEntities reads signs by their names and numbers: &amp;, &#246;, &#xF6;
func withoutEntities(s string) string {
	for at := 0; ; at++ {
		next := strings.IndexByte(s[at:], '&')
		if next < 0 {
			return s
		}
		at += next
		end := strings.IndexByte(s[at:], ';')
		if end < 2 || end > 9 {
			continue
		}
		name := s[at+1 : at+end]
		sign := wordsOfCells().entities[name]
		if number, ok := strings.CutPrefix(name, "#"); ok {
			base := 10
			if hex, ok := strings.CutPrefix(strings.ToLower(number), "x"); ok {
				number, base = hex, 16
			}
			if n, err := strconv.ParseUint(number, base, 21); err == nil && n >= ' ' && utf8.ValidRune(rune(n)) {
				sign = string(rune(n))
			}
		}
		if sign != "" {
			s = s[:at] + sign + s[at+end+1:]
		}
	}
}

// plain reads rows of a file of the encoding; whole says that they are decoded already.
func (c charset) plain(r rows, whole bool) rows {
	p := &plainRows{rows: r, told: c.told}
	if !whole {
		p.base, p.name = c.enc, c.name
	}
	if c.foreign != "" {
		if f, err := charsetNamed(c.foreign); err == nil {
			p.base, p.name, p.mixed = f.enc, f.name, true
		}
	}
	return p
}

// decode reads a row that may be of the file's older encoding, or not.
func (p *plainRows) decode(r *raw) {
	valid, many := utf8.Valid(r.buf), beyondASCII(r.buf)
	switch {
	case many == 0, valid && p.mixed, p.told && p.base == nil:
		return
	case valid && !p.told && (many >= sureUTF8 || !isWide(p.name)):
		r.doubt("is UTF-8, and others of the file are " + p.name + "; each is read as what it is")
		return
	}
	if p.mixed && mostlyUTF8(r.buf) {
		r.doubt("holds bytes that are no text in this encoding")
		p.rewrite(r, func(c string) string { return strings.ToValidUTF8(c, "\uFFFD") })
		return
	}
	dec := p.base.NewDecoder()
	p.rewrite(r, func(c string) string {
		if s, err := dec.String(c); err == nil {
			return s
		}
		return strings.ToValidUTF8(c, "\uFFFD")
	})
	if p.mixed {
		r.doubt("is not UTF-8 as others of the file are; it is read as " + p.name + ", which is a guess")
	}
}

// mostlyUTF8 is whether a row is UTF-8 of which a byte or two were torn off.
func mostlyUTF8(b []byte) bool {
	var s scanned
	s.add(b)
	return s.good > 2*s.bad
}

// sureUTF8 is how many bytes above ASCII a row must have that is UTF-8 and hardly so by
// chance: pairs of bytes of the Chinese encodings may happen to be.
const sureUTF8 = 12

// isWide is whether an encoding has characters of two bytes.
func isWide(name string) bool { return !strings.HasPrefix(name, "windows-") }

// hidden takes out the signs that show nothing, or turn text round.
func (p *plainRows) hidden(r *raw) {
	var found []string
	for _, c := range string(r.buf) {
		if shows := fmt.Sprintf("U+%04X", c); isHidden(c) && !slices.Contains(found, shows) {
			found = append(found, shows)
		}
	}
	if len(found) == 0 {
		return
	}
	p.rewrite(r, func(c string) string {
		return strings.Map(func(c rune) rune {
			switch {
			case !isHidden(c):
				return c
			case c < 0xa0:
				return ' '
			}
			return -1
		}, c)
	})
	r.mend("signs that show nothing or turn text round were taken out: " + strings.Join(found, ", "))
}

func isHidden(c rune) bool {
	switch {
	case c == '\t' || c == '\n' || c == '\r':
		return false
	case c < 0x20, c >= 0x7f && c < 0xa0, c == 0xad, c == 0x200b, c == 0x2060, c == 0xfeff, c >= 0xe0000 && c < 0xe0080:
		return true
	}
	return c > 0x600 && unicode.Is(unicode.Bidi_Control, c)
}

// rewrite puts each cell of a row in other words.
func (p *plainRows) rewrite(r *raw, as func(string) string) {
	p.buf, p.ends = p.buf[:0], p.ends[:0]
	for i := range r.ends {
		p.buf = append(p.buf, as(string(r.cell(i)))...)
		p.ends = append(p.ends, len(p.buf))
	}
	r.buf, r.ends = append(r.buf[:0], p.buf...), append(r.ends[:0], p.ends...)
}

// plainASCII is whether a row holds nothing to look at: printable ASCII and line ends alone,
// and no run of question marks. Eight bytes are looked at together, for most rows are so.
func plainASCII(b []byte) bool {
	if bytes.IndexByte(b, '?') >= 0 && bytes.Contains(b, []byte("???")) {
		return false
	}
	const each = 0x0101010101010101
	for ; len(b) >= 8; b = b[8:] {
		x := binary.LittleEndian.Uint64(b)
		below := (x - 0x20*each) &^ x
		deleted := (x ^ 0x7f*each) - each
		if (x|below|deleted)&(0x80*each) != 0 && !plainBytes(b[:8]) {
			return false
		}
	}
	return plainBytes(b)
}

func plainBytes(b []byte) bool {
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0x7f {
			return false
		}
	}
	return true
}

// beyondASCII is how many bytes are above ASCII.
func beyondASCII(b []byte) (n int) {
	for ; len(b) >= 8; b = b[8:] {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(b) & 0x8080808080808080)
	}
	for _, c := range b {
		n += int(c >> 7)
	}
	return n
}

// twiceEncoded is whether a sign is what the first byte of a UTF-8 character reads as in
// windows-1252: Ã for ö and é, å and æ for Chinese.
func twiceEncoded(c rune) bool { return c >= 0xc2 && c <= 0xf4 }

// encodedTwice reads text back that was UTF-8, was taken for windows-1252, and was written
// as UTF-8 again.
func encodedTwice(s string) (string, bool) {
	var b []byte
	high := 0
	for _, c := range s {
		switch at, ok := charmap.Windows1252.EncodeRune(c); {
		case c < 0x100:
			b = append(b, byte(c))
		case ok:
			b = append(b, at)
		default:
			return "", false
		}
		if c >= 0x80 {
			high++
		}
	}
	return string(b), high > 1 && utf8.Valid(b)
}
