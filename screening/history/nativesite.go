package history

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"redflag/data"
)

// Addresses that are written in ways of a country of its own, so that two of them are one
// whoever wrote them: native writing is compared by road or quarter, house and unit, and
// Latin writing is put into words that are read everywhere.

// nativeKey is what an address in Korean, Japanese or Thai names, in whatever words; "" where
// it is in none of these, or names no house.
func nativeKey(c *data.Customer) string {
	text := norm.NFKC.String(c.Address + " " + c.UnitFloor)
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Hangul, r):
			return koreanKey(text, c.City)
		case unicode.In(r, unicode.Hiragana, unicode.Katakana), unicode.Is(unicode.Han, r) && strings.EqualFold(c.Country, "JP"):
			return japaneseKey(text)
		case unicode.Is(unicode.Thai, r):
			return thaiKey(text)
		}
	}
	return ""
}

var (
	koreanRoad  = regexp.MustCompile(`([가-힣A-Za-z0-9·]+(?:로|길))\s*(\d+(?:-\d+)?)(?:번지)?`)
	koreanGu    = regexp.MustCompile(`([가-힣]{1,6})(?:구|군)(?:\s|$)`)
	koreanSi    = regexp.MustCompile(`([가-힣]{2})[가-힣]*시?(?:\s|$)`)
	koreanUnit  = regexp.MustCompile(`(?:([A-Za-z]|\d{1,4}|[가-힣])\s*동\s*)?([A-Za-z]?)-?(\d{2,5})\s*호?(?:[^\d층]|$)`)
	koreanFloor = regexp.MustCompile(`(?i)(?:지하\s*)?(b?\d{1,3})\s*(?:층|f\b)`)
)

// koreanKey is "district|road|house|unit": towns have roads of one name.
func koreanKey(text, city string) string {
	at := koreanRoad.FindStringSubmatchIndex(text)
	if at == nil {
		return ""
	}
	before, rest := text[:at[0]], text[at[1]:]
	town := koreanGu.FindStringSubmatch(before)
	if town == nil {
		town = koreanSi.FindStringSubmatch(before + " " + city)
	}
	if town == nil {
		return ""
	}
	inside := ""
	if f := koreanFloor.FindStringSubmatch(rest); f != nil {
		inside = f[1] + "f"
	}
	if u := koreanUnit.FindStringSubmatch(rest); u != nil {
		inside = u[1] + u[2] + "-" + u[3]
	}
	return strings.ToLower("ko|" + town[1] + "|" + text[at[2]:at[3]] + "|" + text[at[4]:at[5]] + "|" + inside)
}

var (
	japaneseSigns  = regexp.MustCompile(`丁目|番地の?|番町?|号(室?)`)
	japaneseHouse  = regexp.MustCompile(`([^\d\s,、－-]+?)\s*(\d+(?:-\d+){1,3})-?`)
	japaneseRoom   = regexp.MustCompile(`(\d{3,5})(?:号室|号|室|\b)`)
	japaneseFloor  = regexp.MustCompile(`(?i)(b?\d{1,2})\s*(?:階|f\b)`)
	japaneseFigure = strings.NewReplacer("一丁目", "1丁目", "二丁目", "2丁目", "三丁目", "3丁目", "四丁目", "4丁目", "五丁目", "5丁目", "六丁目", "6丁目", "七丁目", "7丁目", "八丁目", "8丁目", "九丁目", "9丁目", "−", "-", "－", "-", "‐", "-", "ー", "ー")
)

// japaneseKey is "ward or town|quarter|block|unit".
func japaneseKey(text string) string {
	if i := strings.Index(text, "〒"); i >= 0 {
		text = strings.TrimLeft(text[i+len("〒"):], "0123456789- ")
	}
	text = japaneseSigns.ReplaceAllStringFunc(japaneseFigure.Replace(text), func(s string) string {
		if strings.HasSuffix(s, "室") {
			return s
		}
		return "-"
	})
	at := japaneseHouse.FindStringSubmatchIndex(text)
	if at == nil {
		return ""
	}
	place, rest := text[:at[3]], text[at[1]:]
	town := ""
	for _, end := range [...]string{"都", "道", "府", "県", "市", "区", "郡"} {
		if i := strings.Index(place, end); i >= len(end) && i+len(end) < len(place) {
			town, place = place[:i], place[i+len(end):]
		}
	}
	inside := ""
	if f := japaneseFloor.FindStringSubmatch(rest); f != nil {
		inside = f[1] + "f"
	}
	if r := japaneseRoom.FindStringSubmatch(rest); r != nil {
		inside = r[1]
	}
	return strings.ToLower("ja|" + squeeze(town) + "|" + squeeze(place) + "|" + text[at[4]:at[5]] + "|" + inside)
}

var (
	thaiRoad  = regexp.MustCompile(`(\d+(?:/\d+)?)\s.*?(?:ถนน|ถ\.)\s*([ก-๙]+)`)
	thaiRoom  = regexp.MustCompile(`(?:ห้อง|ยูนิต)\s*([A-Za-z0-9/-]+)`)
	thaiFloor = regexp.MustCompile(`ชั้น\s*(\d+)`)
)

func thaiKey(text string) string {
	m := thaiRoad.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	inside := ""
	if f := thaiFloor.FindStringSubmatch(text); f != nil {
		inside = f[1] + "f"
	}
	if r := thaiRoom.FindStringSubmatch(text); r != nil {
		inside = r[1]
	}
	return strings.ToLower("th|" + m[2] + "|" + m[1] + "|" + inside)
}

// rewriting puts a part of an address into words that are read everywhere.
type rewriting struct {
	from *regexp.Regexp
	to   string
}

var (
	unitWords = []rewriting{
		{regexp.MustCompile(`(?i),?\s*\b(?:bus|bte|boîte|boite|b\.)\s*(\d+[a-z]?)\b`), ", Unit $1"},
		{regexp.MustCompile(`(?i)stwg\.?(\s|$)`), "steenweg$1"},
		{regexp.MustCompile(`(?i)\b(\d+)\s+(bis|ter|quater)\b`), "$1$2"},
		{regexp.MustCompile(`(?i)\bb[âa]t(?:iment|\.)?\s*([a-z0-9]{1,3})\b`), ", Block $1,"},
		{regexp.MustCompile(`(?i)(\b\d+[a-z]*),\s+(rue|avenue|quai|boulevard|place|chemin|allée)\b`), "$1 $2"},
	}
	// a postcode of four figures stands before a town like the number of a house
	shortPostcode = rewriting{regexp.MustCompile(`,\s*(?:B-)?\d{4}(?:,\s*|\s+)(\p{Lu})`), ", $1"}
	spanishWords  = []rewriting{
		{regexp.MustCompile(`(?i)\bc/\s*`), "Calle "},
		{regexp.MustCompile(`(?i)\b(\d{1,2})\s*[ºª°]\s*(?:-\s*)?([a-z]\b|izq\w*\.?|dcha\.?|der\w*\.?)?`), "Unit $1$2"},
		{regexp.MustCompile(`(?i)(\d+),\s*(\d{1,2})\s*([a-z])\b`), "$1, Unit $2$3"},
		{regexp.MustCompile(`(?i)\b((?:calle|avenida|av\.|paseo|plaza)\s[^,\d]+),\s*(?:n[ºo.]+\s*)?(\d+)`), "$1 $2"},
	}
	vietnameseWords = []rewriting{
		{regexp.MustCompile(`(?i)(?:\bphòng|\bp\.)\s*(\d+)`), "Room $1"},
		{regexp.MustCompile(`(?i)(?:\btầng|\blầu|\bt\.?)\s*(\d{1,2})(\b)`), "$1/F$2"},
		{regexp.MustCompile(`(?i)(?:^|[\s,])số\s+(\d)`), " $1"},
		{regexp.MustCompile(`(?i)(?:\bquận|\bq\.|\bphường|\bphuong|\bp\.)\s+([^\d,])`), "$1"},
	}
)

// plainAddress is an address of some countries in such words.
func plainAddress(full, country string) string {
	var words []rewriting
	country = strings.ToUpper(country)
	switch country {
	case "BE", "NL", "LU", "FR", "CH", "MC":
		words = unitWords
	case "ES", "MX", "AR", "CL", "CO", "PE":
		words = spanishWords
	case "VN":
		words = vietnameseWords
	}
	if country == "BE" {
		words = append(slices.Clip(words), shortPostcode)
	}
	for _, w := range words {
		full = w.from.ReplaceAllString(full, w.to)
	}
	return full
}
