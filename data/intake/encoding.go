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
	}
}

func charsetNamed(name string) (charset, error) {
	var names []string
	plain := func(s string) string {
		return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s))
	}
	aliases := map[string]string{"gbk": "gb18030", "gb2312": "gb18030", "cp932": "shiftjis", "sjis": "shiftjis", "cp1252": "windows1252", "latin1": "windows1252", "iso88591": "windows1252", "cp949": "euckr", "cp1251": "windows1251", "utf16": "utf16le"}
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
		return charset{name: "UTF-8", skip: 3}, nil
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
	valid, sample, err := scanUTF8(content, size)
	if err != nil || valid {
		return all[0], err
	}
	best, bestScore := all[7], -1e9
	for _, c := range all[3:] {
		if s := plausible(c.name, c.enc, sample); s > bestScore {
			best, bestScore = c, s
		}
	}
	best.guessed = "not UTF-8; of the older encodings " + best.name + " reads best"
	return best, nil
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

// scanUTF8 reads the whole file once; the sample holds lines with bytes above
// ASCII, for guessing.
func scanUTF8(content io.ReaderAt, size int64) (valid bool, sample []byte, err error) {
	const chunk = 1 << 20
	buf := make([]byte, chunk)
	valid = true
	for off := int64(0); off < size; {
		n, err := content.ReadAt(buf[:min(chunk, size-off)], off)
		if err != nil && err != io.EOF || n == 0 {
			return false, nil, fmt.Errorf("the file cannot be read: %w", err)
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
		if !utf8.Valid(b) {
			valid = false
		}
		if len(sample) < 128<<10 {
			for line := range bytes.Lines(b) {
				if high(line) && len(sample)+len(line) < 256<<10 {
					sample = append(sample, line...)
				}
			}
		} else if !valid {
			return false, sample, nil
		}
	}
	return valid, sample, nil
}

func high(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// Signs that are frequent in names, headers and goods of each script.
const (
	commonHans   = "的一是在人有我他这中大来上国公司限有名称地址电话数量单位金额客户订编号品日期总价目运输口岸商备注原产最终用户技术科信息电子设备服务器北京海深圳广州香港路楼室区市省贸易进出货收发方式净毛重件币制境内外经营境关"
	commonHant   = "的一是在人有我他這中大來上國公司限名稱地址電話數量單位金額客戶訂編號品日期總價目運輸口岸商備註原產最終用戶技術科資訊電子設備服務器北京臺灣台新竹高雄路樓室區市縣貿易進出貨收發方式淨重件股份"
	commonHangul = "이다는의가한주식회사국전자산업기술서울시구동로길번호수량단위금액고객주문품명일자총단가목적지운송비고코드대한민남북인터내셔널을를에서"
	commonCyr    = "оеаинтсрвлкмдпуяыьгзбчй"
	commonLatin  = "äöüÄÖÜßéèêàâçñóíáúøåæÅØãõôîëïìòù€–’“”„°®²·§"
)

// plausible scores how well a sample reads in an encoding, per decoded sign
// above ASCII.
func plausible(name string, enc encoding.Encoding, sample []byte) float64 {
	text, err := enc.NewDecoder().Bytes(sample)
	if err != nil {
		return -1e9
	}
	common := map[string]string{"GB18030": commonHans, "Big5": commonHant, "Shift-JIS": "", "EUC-KR": commonHangul, "windows-1252": commonLatin, "windows-1251": commonCyr}[name]
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
	if strings.ContainsRune(common, r) {
		if name == "windows-1252" && run > 2 {
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
	// windows-1252: a letter beside ASCII letters, seldom two in a row.
	if unicode.IsLetter(r) && run == 1 && prev < 0x80 {
		return 0.2
	}
	return -1.5
}
