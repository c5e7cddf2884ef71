package intake

import (
	"strings"

	"redflag/data"
)

// tariffWords are the words before a tariff number in a description.
var tariffWords = [...]string{"HS ", "HS:", "HS-", "HS#", "HTS ", "HTS:", "HSN ", "HSN:", "TARIC ", "KN ", "ТН ВЭД", "税号", "稅號", "HSコード", "商品编码"}

// tariffSaid is the tariff number that a description tells in so many words, "HS 847150",
// for a line that has no field for it; "" for none.
func tariffSaid(l *data.Line) string {
	if l.HS != "" {
		return ""
	}
	for _, word := range tariffWords {
		at := strings.Index(l.Description, word)
		if at < 0 || at > 0 && isLetter(l.Description[at-1]) {
			continue
		}
		rest := strings.TrimLeft(l.Description[at+len(word):], " :#.-")
		rest = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(rest, "code"), "Code"), " :#.-")
		end := 0
		for end < len(rest) && (rest[end] >= '0' && rest[end] <= '9' || rest[end] == '.' && end > 0) {
			end++
		}
		number := strings.ReplaceAll(rest[:end], ".", "")
		if n := len(number); n < 4 || n > 10 || n%2 == 1 || number[:2] == "00" || end < len(rest) && isLetter(rest[end]) {
			continue
		}
		return number
	}
	return ""
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80 }
