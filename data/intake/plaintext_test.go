package intake

import (
	"strings"
	"testing"

	"redflag/data"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

const ordersHead = "Order No,Customer,Ship-to Country,Part Number,Description,Qty\n"

// Rows of a file may be of two encodings: each is read as what it is, and is named where
// that is a guess.
func TestAFileOfMixedEncodings(t *testing.T) {
	utf8Rows := strings.Repeat("SO-1,Möller & Söhne GmbH,MY,PN-1,Gehäuse,8\n", 4)
	latin, _ := charmap.Windows1252.NewEncoder().String("SO-2,Jürgen Größe KG,MY,PN-1,Gehäuse,8\n")
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String("SO-2,上海市明远贸易有限公司,MY,PN-1,服务器,8\n")
	for _, c := range []struct{ name, content, first, last, doubt string }{
		{"Latin rows", ordersHead + utf8Rows + latin, "Möller & Söhne GmbH", "Jürgen Größe KG", "read as windows-1252"},
		{"Latin rows behind a mark", "\xef\xbb\xbf" + ordersHead + utf8Rows + latin, "Möller & Söhne GmbH", "Jürgen Größe KG", "read as windows-1252"},
		{"Chinese rows", ordersHead + strings.Repeat("SO-1,深圳市明远科技有限公司,MY,PN-1,服务器,8\n", 4) + gb, "深圳市明远科技有限公司", "上海市明远贸易有限公司", "read as GB18030"},
		{"few UTF-8 rows", ordersHead + strings.Repeat(latin, 4) + strings.ReplaceAll(utf8Rows[:strings.IndexByte(utf8Rows, '\n')+1], "SO-1", "SO-3"), "Jürgen Größe KG", "Möller & Söhne GmbH", "is UTF-8, and others"},
		{"a torn sign", ordersHead + strings.Repeat("SO-1,深圳市明远科技有限公司,MY,PN-1,服务器,8\n", 2) + "SO-2,深圳市明远科技有限公\xe5\x8f,MY,PN-1,服务器,8\n", "深圳市明远科技有限公司", "深圳市明远科技有限公\uFFFD", "no text in this encoding"},
	} {
		recs, rep := readAll(t, "x.csv", []byte(c.content), Options{})
		check(t, c.name, recs[0].Shipment.Customer, c.first)
		check(t, c.name, recs[len(recs)-1].Shipment.Customer, c.last)
		if n := notes(rep); !strings.Contains(n, c.doubt) {
			t.Errorf("%s: no note says %q:\n%s", c.name, c.doubt, n)
		}
	}
}

// Text that was damaged on its way is read back where that is sure, and told where it is lost.
func TestTextDamagedOnItsWay(t *testing.T) {
	for _, c := range []struct {
		told, want string
		fate       data.RowFate
		says       string
	}{
		{"MÃ¶ller & SÃ¶hne", "Möller & Söhne", data.Ambiguous, "encoded twice"},
		{"æ˜Žè¿œ", "明远", data.Ambiguous, "encoded twice"},
		{"São João Ltda", "São João Ltda", data.Accepted, ""},
		{"M\uFFFDller", "M\uFFFDller", data.Ambiguous, "a lost one"},
		{"???? Ltd", "???? Ltd", data.Ambiguous, "question marks"},
		{"Sel\u202eat\u202c Dig\u200bital", "Selat Digital", data.Repaired, "U+202E, U+202C, U+200B"},
		{"Kappa\x00Ltd\x1b[31m", "Kappa Ltd [31m", data.Repaired, "U+0000, U+001B"},
		{"Kappa &amp; S&ouml;hne&nbsp;Ltd", "Kappa & Söhne Ltd", data.Repaired, "web pages"},
		{"Kappa &#38; S&#xF6;hne &unknown; &#0; &;", "Kappa & Söhne &unknown; &#0; &;", data.Repaired, "web pages"},
		{"AT&T; Kappa", "AT&T; Kappa", data.Accepted, ""},
		{"\"Kappa\nLtd\"", "Kappa\nLtd", data.Accepted, ""},
	} {
		recs, rep := readAll(t, "x.csv", []byte(ordersHead+"SO-1,"+c.told+",MY,PN-1,Server,8\n"), Options{})
		check(t, c.told, recs[0].Shipment.Customer, c.want)
		check(t, c.told+" fate", rep.Fates[c.fate], 1)
		if n := notes(rep); c.says != "" && !strings.Contains(n, c.says) {
			t.Errorf("%q: no note says %q:\n%s", c.told, c.says, n)
		}
	}
}

// Looking at eight bytes together sees what looking at each one sees.
func TestPlainASCII(t *testing.T) {
	for _, c := range []string{"\x00", "\x1f", "\x1b", "\x7f", "\x80", "é", "\u202e", "???"} {
		for at := range 20 {
			s := strings.Repeat("a", at) + c + strings.Repeat(" ~\t\n", 5)
			check(t, s, plainASCII([]byte(s)), false)
		}
	}
	for _, s := range []string{"", "a", "SO-1,Kappa Ltd,\r\n\t~!?? ok ??", strings.Repeat(" ~", 40)} {
		check(t, s, plainASCII([]byte(s)), true)
	}
	check(t, "above", beyondASCII([]byte("aöaaaaaa明aaé")), 7)
}
