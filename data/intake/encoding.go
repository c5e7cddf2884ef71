package intake

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	uni "golang.org/x/text/encoding/unicode"
)

// charset is an encoding by the name that reports and mappings use. A nil
// encoding is UTF-8.
type charset struct {
	name    string
	enc     encoding.Encoding
	skip    int64  // bytes of the byte-order mark
	guessed string // why, where it was guessed by what decodes plausibly
	told    bool   // by a mapping: no row is guessed at
	// foreign is the encoding of rows of a UTF-8 file that are not UTF-8; "" where all are.
	foreign string
}

func charsets() []charset {
	return []charset{
		{name: "UTF-8"},
		{name: "UTF-16LE", enc: uni.UTF16(uni.LittleEndian, uni.IgnoreBOM)},
		{name: "UTF-16BE", enc: uni.UTF16(uni.BigEndian, uni.IgnoreBOM)},
		{name: "GB18030", enc: simplifiedchinese.GB18030},
		{name: "Big5", enc: traditionalchinese.Big5},
		{name: "Shift-JIS", enc: japanese.ShiftJIS},
		{name: "EUC-KR", enc: korean.EUCKR},
		{name: "windows-1252", enc: charmap.Windows1252},
		{name: "windows-1251", enc: charmap.Windows1251},
		{name: "windows-1254", enc: charmap.Windows1254},
		{name: "windows-1250", enc: charmap.Windows1250},
	}
}

func charsetNamed(name string) (charset, error) {
	var names []string
	plain := func(s string) string {
		return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
	}
	aliases := map[string]string{"gbk": "gb18030", "gb2312": "gb18030", "cp932": "shiftjis", "sjis": "shiftjis", "cp1252": "windows1252", "latin1": "windows1252", "iso88591": "windows1252", "cp949": "euckr", "cp1251": "windows1251", "cp1250": "windows1250", "cp1254": "windows1254", "latin2": "windows1250", "iso88599": "windows1254", "utf16": "utf16le"}
	want := plain(name)
	if a, ok := aliases[want]; ok {
		want = a
	}
	for _, c := range charsets() {
		if plain(c.name) == want {
			return c, nil
		}
		names = append(names, c.name)
	}
	return charset{}, fmt.Errorf("the encoding %q is none of %s", name, strings.Join(names, ", "))
}

// detectCharset looks at the byte-order mark, at NUL bytes, at whether the whole
// file is UTF-8, and else scores the encodings by what decodes plausibly.
func detectCharset(content io.ReaderAt, size int64) (charset, error) {
	head := make([]byte, min(size, 64<<10))
	if _, err := content.ReadAt(head, 0); err != nil && err != io.EOF {
		return charset{}, fmt.Errorf("the file cannot be read: %w", err)
	}
	all := charsets()
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		seen, err := scanUTF8(content, size)
		c := charset{name: "UTF-8", skip: 3}
		if seen.bad > 0 {
			c.foreign = guess(seen.sample).name
		}
		return c, err
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		c := all[1]
		c.skip = 2
		return c, nil
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		c := all[2]
		c.skip = 2
		return c, nil
	}
	if even, odd := nuls(head); even+odd > len(head)/8 {
		if odd > even*4 {
			return all[1], nil
		}
		if even > odd*4 {
			return all[2], nil
		}
	}
	seen, err := scanUTF8(content, size)
	switch {
	case err != nil || seen.bad == 0:
		return all[0], err
	case seen.good > seen.bad:
		all[0].foreign = guess(seen.sample).name
		return all[0], nil
	}
	return guess(seen.sample), nil
}

// guess is the older encoding that a sample reads best in.
func guess(sample []byte) charset {
	all := charsets()
	best, bestScore := all[7], -1e9
	for _, c := range all[3:] {
		if s := plausible(c.name, c.enc, sample); s > bestScore {
			best, bestScore = c, s
		}
	}
	best.guessed = "not UTF-8; of the older encodings " + best.name + " reads best"
	return best
}

func nuls(b []byte) (even, odd int) {
	for i, c := range b {
		if c == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	return even, odd
}

// scanned is what the bytes above ASCII of a file show.
type scanned struct {
	good, bad int    // bytes that are of UTF-8 characters, and that are of none
	sample    []byte // lines that are not UTF-8, for guessing
}

// scanUTF8 reads the whole file once, or as much as is needed to know that it is not UTF-8.
func scanUTF8(content io.ReaderAt, size int64) (seen scanned, err error) {
	const chunk = 1 << 20
	buf := make([]byte, chunk)
	for off := int64(0); off < size; {
		n, err := content.ReadAt(buf[:min(chunk, size-off)], off)
		if err != nil && err != io.EOF || n == 0 {
			return seen, fmt.Errorf("the file cannot be read: %w", err)
		}
		b := buf[:n]
		// Cut at a line's end, so that no character is torn.
		if off+int64(n) < size {
			if i := bytes.LastIndexByte(b, '\n'); i > 0 {
				b = b[:i+1]
			} else {
				for len(b) > 0 && len(b) > n-4 && !utf8.RuneStart(b[len(b)-1]) {
					b = b[:len(b)-1]
				}
				if len(b) > 1 && b[len(b)-1] >= 0x80 {
					b = b[:len(b)-1]
				}
			}
		}
		off += int64(len(b))
		if utf8.Valid(b) {
			seen.good += beyondASCII(b)
			continue
		}
		for line := range bytes.Lines(b) {
			seen.add(line)
		}
		if len(seen.sample) >= 128<<10 {
			return seen, nil
		}
	}
	return seen, nil
}

func (s *scanned) add(line []byte) {
	if utf8.Valid(line) {
		s.good += beyondASCII(line)
		return
	}
	if len(s.sample)+len(line) < 256<<10 {
		s.sample = append(s.sample, line...)
	}
	for len(line) > 0 {
		r, n := utf8.DecodeRune(line)
		if r == utf8.RuneError && n == 1 {
			s.bad++
		} else if n > 1 {
			s.good += n
		}
		line = line[n:]
	}
}

// Signs that are frequent in names, headers and goods of each script.
const (
	commonHans   = "的一是在人有我他这中大来上国公司限有名称地址电话数量单位金额客户订编号品日期总价目运输口岸商备注原产最终用户技术科信息电子设备服务器北京海深圳广州香港路楼室区市省贸易进出货收发方式净毛重件币制境内外经营境关"
	commonHant   = "的一是在人有我他這中大來上國公司限名稱地址電話數量單位金額客戶訂編號品日期總價目運輸口岸商備註原產最終用戶技術科資訊電子設備服務器北京臺灣台新竹高雄路樓室區市縣貿易進出貨收發方式淨重件股份"
	commonHangul = "이다는의가한주식회사국전자산업기술서울시구동로길번호수량단위금액고객주문품명일자총단가목적지운송비고코드대한민남북인터내셔널을를에서"
	commonCyr    = "оеаинтсрвлкмдпуяыьгзбчй"
	commonLatin  = "äöüÄÖÜßéèêàâçñóíáúýÉÈÊÀÂÇÑÓÍÁÚøåæÅØãõôîëïìòù€–’“”„°®²·§"
	commonTurk   = "ğışĞİŞçöüÇÖÜâ"
	commonCentre = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰäöüÄÖÜßăâîţşŢŞđĐ"
)

// plausible scores how well a sample reads in an encoding, per decoded sign
// above ASCII.
func plausible(name string, enc encoding.Encoding, sample []byte) float64 {
	text, err := enc.NewDecoder().Bytes(sample)
	if err != nil {
		return -1e9
	}
	common := map[string]string{"GB18030": commonHans, "Big5": commonHant, "Shift-JIS": "", "EUC-KR": commonHangul, "windows-1252": commonLatin, "windows-1251": commonCyr, "windows-1254": commonTurk, "windows-1250": commonCentre}[name]
	score, n := 0.0, 0
	var prev rune
	run := 0
	for _, r := range string(text) {
		if r < 0x80 {
			prev, run = r, 0
			continue
		}
		n++
		run++
		score += signScore(name, common, r, prev, run)
		prev = r
	}
	if n == 0 {
		return 0
	}
	// What takes fewer signs for the same bytes is not better for that: compare by sign.
	return score / float64(n)
}

func signScore(name, common string, r, prev rune, run int) float64 {
	if r == utf8.RuneError || r >= 0xe000 && r <= 0xf8ff || r < 0xa0 {
		return -12
	}
	latin := name == "windows-1252" || name == "windows-1254" || name == "windows-1250"
	if name == "windows-1251" && prev < 0x80 && unicode.IsLetter(prev) {
		return -2 // no word is of two scripts
	}
	if strings.ContainsRune(common, r) {
		if latin && run > 2 {
			return -1
		}
		return 2
	}
	han := unicode.Is(unicode.Han, r)
	fullForm := r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff5e
	switch name {
	case "GB18030", "Big5":
		switch {
		case han:
			return 0.4
		case fullForm:
			return 0.5
		}
		return -3
	case "Shift-JIS":
		switch {
		case r >= 0x3041 && r <= 0x30ff:
			return 2
		case r >= 0xff61 && r <= 0xff9f:
			return -2
		case han:
			return 0.5
		case fullForm:
			return 0.3
		}
		return -3
	case "EUC-KR":
		switch {
		case unicode.Is(unicode.Hangul, r):
			return 0.5
		case han:
			return -1
		}
		return -2
	case "windows-1251":
		if unicode.Is(unicode.Cyrillic, r) {
			if unicode.IsUpper(r) && unicode.IsLower(prev) {
				return -2
			}
			return 0.5
		}
		return -2
	}
	// Latin letters: one beside ASCII letters, seldom two in a row.
	if unicode.IsLetter(r) && run == 1 && prev < 0x80 {
		return 0.2
	}
	return -1.5
}
