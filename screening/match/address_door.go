package match

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NativeDoor is what an address in Korean, Japanese or Thai writing names: district, road or
// quarter, house and unit, in whatever words; "" where it is in none of these, or names no
// house. Two addresses with one door are one.
//
// ParseAddress reads such writing too, into Latin letters, so that it can be held against a
// list that writes in these; there a part that is not told is no difference. A door is only
// held against doors in the same writing, and is told whole or not at all.
func NativeDoor(address, unit, city, country string) string {
	text := norm.NFKC.String(address + " " + unit)
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Hangul, r):
			return koreanDoor(text, city)
		case unicode.In(r, unicode.Hiragana, unicode.Katakana), unicode.Is(unicode.Han, r) && strings.EqualFold(country, "JP"):
			return japaneseDoor(text)
		case unicode.Is(unicode.Thai, r):
			return thaiDoor(text)
		}
	}
	return ""
}

// What Korean and Japanese put behind a part of an address is not a word but one sign, and is
// told with the shape of the part.
var (
	koreanRoad  = regexp.MustCompile(`([가-힣A-Za-z0-9·]+(?:로|길))\s*(\d+(?:-\d+)?)(?:번지)?`)
	koreanGu    = regexp.MustCompile(`([가-힣]{1,6})(?:구|군)(?:\s|$)`)
	koreanSi    = regexp.MustCompile(`([가-힣]{2})[가-힣]*시?(?:\s|$)`)
	koreanUnit  = regexp.MustCompile(`(?:([A-Za-z]|\d{1,4}|[가-힣])\s*동\s*)?([A-Za-z]?)-?(\d{2,5})\s*호?(?:[^\d층]|$)`)
	koreanFloor = regexp.MustCompile(`(?i)(?:지하\s*)?(b?\d{1,3})\s*(?:층|f\b)`)
)

// koreanDoor is "district|road|house|unit": towns have roads of one name.
func koreanDoor(text, city string) string {
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

// japaneseDoor is "ward or town|quarter|block|unit".
func japaneseDoor(text string) string {
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
	return strings.ToLower("ja|" + lettersAndDigits(town) + "|" + lettersAndDigits(place) + "|" + text[at[4]:at[5]] + "|" + inside)
}

type thaiSigns struct{ road, room, floor *regexp.Regexp }

func (s addrSigns) thai() thaiSigns {
	return thaiSigns{s.in(`(\d+(?:/\d+)?)\s.*?<thai_road>\s*([ก-๙]+)`), s.in(`<thai_room>\s*([A-Za-z0-9/-]+)`), s.in(`<thai_floor>\s*(\d+)`)}
}

// thaiDoor is "road|house|unit".
func thaiDoor(text string) string {
	signs := &addressWords().inThai
	m := signs.road.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	inside := ""
	if f := signs.floor.FindStringSubmatch(text); f != nil {
		inside = f[1] + "f"
	}
	if r := signs.room.FindStringSubmatch(text); r != nil {
		inside = r[1]
	}
	return strings.ToLower("th|" + m[2] + "|" + m[1] + "|" + inside)
}

// lettersAndDigits keeps letters and digits.
func lettersAndDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 127 && r != '，' && r != '。' && r != '　' || r >= '0' && r <= '9' || r|' ' >= 'a' && r|' ' <= 'z' {
			return r
		}
		return -1
	}, s)
}
