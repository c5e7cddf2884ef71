package match

import (
	"slices"
	"strings"
	"unicode"
)

// Address is a postal address in its parts, as far as they are told. Texts are
// folded; "" and an empty list mean not told.
type Address struct {
	Units    []string // "1318", "1319", "a"; a range is spelled out
	Floor    string   // "23", "g", "b1"
	Block    string   // of a building or an estate: "b", "5"
	Building string   // its own words, without "building", "centre" and the like
	Named    bool     // a word such as "centre" says that it is a building
	Numbers  []span32 // of the street
	Letter   string   // after the street number: "12a"
	Street   string   // its own words, joined: "fayuen"
	Kind     string   // road, street ...; "" not told
	Also     string   // the street's name read another way: translated
	Parts    string   // direction of the street: "south"
	Section  string   // "4"
	Lane     string
	Places   []string // districts and cities
	Postcode string
	POBox    string
	Country  string // ISO 2 where the text or the record tells it
}

// span32 is a range of house numbers, both ends included.
type span32 struct{ lo, hi int32 }

// Streetless reports an address that names neither street nor building nor box:
// a city alone cannot be compared.
func (a *Address) Streetless() bool {
	return a.Street == "" && a.Building == "" && a.POBox == ""
}

// addrTok is one word of an address. An id holds digits and the signs within them.
type addrTok struct {
	text  string
	seg   int  // part between commas
	first bool // of its part
	used  bool
}

// ParseAddress reads an address with the habits of Hong Kong, Macau, Singapore,
// Taiwan, mainland China, Malaysia, the Emirates and the West.
func ParseAddress(s, country string) Address { return parseAddress(s, country).a }

func parseAddress(s, country string) *addrParser {
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "")
	}
	p := &addrParser{table: theTables(), words: addressWords()}
	p.a.Country = country
	s = strings.TrimPrefix(strings.TrimSpace(s), "and ")
	if p.korean = country == "KR" || hasHangul(s); p.korean {
		s = koreanWords(s)
	}
	p.tokens(p.splitHan(s))
	p.at = len(p.toks)
	p.careOf()
	p.postal()
	p.sections()
	if p.korean {
		p.koreanParts()
	}
	if country == "PL" || country == "AT" {
		p.houseAndFlat()
	}
	if country == "CZ" || country == "SK" {
		p.twoHouseNumbers()
	}
	p.units()
	p.bareUnits()
	p.floors()
	p.streets()
	p.pairBeforeBuilding()
	p.blocks()
	p.buildings()
	p.places()
	p.finish()
	return p
}

type addrParser struct {
	table *tables
	words *addrWords
	a     Address
	toks  []addrTok
	segs  int
	ids   []string // of units, as told
	at    int      // the first word of the street; len(toks) where there is none

	korean bool // written as Korea does
}

// tokens splits the text at blanks and commas. "23/F", "1318-19", "#12-08" stay whole.
func (p *addrParser) tokens(s string) {
	seg, first := 0, true
	var b strings.Builder
	flush := func() {
		t := strings.Trim(b.String(), "-/&")
		b.Reset()
		if t == "" {
			return
		}
		p.toks = append(p.toks, addrTok{text: t, seg: seg, first: first})
		first = false
	}
	part := func() {
		flush()
		if !first {
			seg++
			first = true
		}
	}
	rs := []rune(s)
	p.toks = make([]addrTok, 0, 24)
	for i, r := range rs {
		if r > 127 {
			if f, ok := p.table.latinFold[r]; ok {
				b.WriteString(f)
				continue
			}
		}
		switch {
		case r < 128 && asciiKind[byte(r)] == 'a':
			b.WriteByte(byte(r) | 0x20)
		case r < 128 && asciiKind[byte(r)] == '0':
			b.WriteByte(byte(r))
		case r == '#':
			flush()
			b.WriteByte('#')
		case r == '/' || r == '-' || r == '–' || r == '‑':
			if i > 0 && i+1 < len(rs) && (isDigit(rs[i-1]) || isDigit(rs[i+1]) || r == '/') && rs[i+1] != ' ' && rs[i-1] != ' ' {
				if r == '/' {
					b.WriteByte('/')
				} else {
					b.WriteByte('-')
				}
			} else if (r == '-' || r == '–') && i > 0 && i+1 < len(rs) && rs[i-1] == ' ' && rs[i+1] == ' ' && p.digitsAround(rs, i) {
				// "2 - 16" is a range.
				p.joinRange(&b)
			} else {
				flush()
			}
		case r == '&':
			flush()
			p.toks = append(p.toks, addrTok{text: "&", seg: seg})
		case r == '\'' || r == '’' || r == '`' || r == '?' && i > 0 && i+1 < len(rs) && unicode.IsLetter(rs[i-1]) && unicode.IsLetter(rs[i+1]):
		case r == '.':
			// "5F.-2" goes on, "15.02" is floor and unit; else a full stop parts words.
			if i+1 < len(rs) && rs[i+1] == '-' {
				continue
			}
			if i > 0 && i+1 < len(rs) && isDigit(rs[i-1]) && isDigit(rs[i+1]) {
				b.WriteByte('-')
				continue
			}
			flush()
		case r == ',' || r == ';' || r == '\n' || r == '\t' || r == '(' || r == ')' || r == '，' || r == '、' || r == '|':
			part()
		default:
			flush()
		}
	}
	flush()
	p.segs = seg + 1
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func (p *addrParser) digitsAround(rs []rune, i int) bool {
	return i >= 2 && i+2 < len(rs) && isDigit(rs[i-2]) && isDigit(rs[i+2])
}

// joinRange continues the last word as a range: its second number follows.
func (p *addrParser) joinRange(b *strings.Builder) {
	if n := len(p.toks); n > 0 && b.Len() == 0 {
		b.WriteString(p.toks[n-1].text + "-")
		p.toks = p.toks[:n-1]
	}
}

// hasDigit, allDigits, number tell what kind of id a word is.
func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// idLike reports a word that can name a unit: it holds a digit or is one letter.
func idLike(s string) bool {
	return s != "" && (hasDigit(s) || len(s) == 1 && asciiKind[s[0]] == 'a' || len(s) == 2 && s[0] == s[1])
}

// postal takes post boxes and postcodes.
func (p *addrParser) postal() {
	for i := range p.toks {
		t := &p.toks[i]
		if t.used {
			continue
		}
		if p.words.box[t.text] && i+1 < len(p.toks) {
			j := i + 1
			for j < len(p.toks)-1 && boxFiller(p.toks[j].text) {
				j++
			}
			if hasDigit(p.toks[j].text) {
				p.a.POBox = strings.Trim(p.toks[j].text, "#")
				p.use(i, j)
				for k := i - 1; k >= 0 && k >= i-2 && (p.toks[k].text == "p" || p.toks[k].text == "o" || p.toks[k].text == "po" || p.toks[k].text == "post"); k-- {
					p.toks[k].used = true
				}
			}
		}
	}
	for i := len(p.toks) - 1; i > 0; i-- {
		t := &p.toks[i]
		if t.used || p.a.Postcode != "" {
			continue
		}
		n := len(t.text)
		prev := p.toks[i-1].text
		switch {
		case allDigits(t.text) && (n == 6 || n == 5 || n == 4 && (p.words.place[prev] != "" || p.fourFigures() && (p.aloneInPart(i) || p.leadsTown(i)))) && !p.words.unit[prev] && prev != "no" && prev != "number" && !(p.words.street[prev] != "" && t.seg == p.toks[i-1].seg):
			p.a.Postcode = t.text
			t.used = true
		case n == 10 && allDigits(t.text[:5]) && t.text[5] == '-':
			p.a.Postcode = t.text[:5]
			t.used = true
		case n == 3 && hasDigit(t.text) && !allDigits(t.text) && isDigit(rune(t.text[0])) && ukOutward(prev):
			p.a.Postcode = prev + t.text
			p.use(i-1, i)
		case p.lettered(t.text) != "":
			t.text = p.lettered(t.text)
			p.a.Postcode, t.used = t.text, true
		case p.parted(t.text):
			p.a.Postcode = t.text
			t.used = true
		case p.inHalves(prev, t.text) && t.seg == p.toks[i-1].seg:
			p.a.Postcode = prev + t.text
			p.use(i-1, i)
		case n == 4 && p.a.Country == "IE" && len(prev) == 3 && hasDigit(prev) && !allDigits(prev) && ukOutward(prev):
			p.a.Postcode = prev + t.text
			p.use(i-1, i)
		}
	}
}

// parted reports a postcode with a hyphen: 54-427 of Poland, 4000-322 of Portugal.
func (p *addrParser) parted(t string) bool {
	lo, hi, ok := strings.Cut(t, "-")
	switch {
	case !ok || !allDigits(lo) || !allDigits(hi):
		return false
	case p.a.Country == "PL":
		return len(lo) == 2 && len(hi) == 3
	case p.a.Country == "PT":
		return len(lo) == 4 && len(hi) == 3
	case p.a.Country == "JP":
		return len(lo) == 3 && len(hi) == 4
	case p.a.Country == "BR":
		return len(lo) == 5 && len(hi) == 3
	}
	return false
}

// inHalves reports a postcode of two words: 553 05 of Sweden, 6546 BB of the Netherlands.
func (p *addrParser) inHalves(a, b string) bool {
	switch p.a.Country {
	case "SE", "CZ", "SK", "GR":
		return len(a) == 3 && len(b) == 2 && allDigits(a) && allDigits(b)
	case "NL":
		return len(a) == 4 && len(b) == 2 && allDigits(a) && !hasDigit(b)
	case "CA":
		return len(a) == 3 && len(b) == 3 && !isDigit(rune(a[0])) && isDigit(rune(a[1])) && isDigit(rune(b[0])) && !isDigit(rune(b[1]))
	}
	return false
}

// fourFigures reports a country whose postcodes have four figures.
func (p *addrParser) fourFigures() bool {
	switch p.a.Country {
	case "AT", "AU", "BE", "CH", "DK", "HU", "LI", "LU", "NL", "NO", "NZ", "PH", "SI", "ZA":
		return true
	}
	return false
}

// lettered is the postcode of four figures behind the letters of its country, as people
// write it abroad: "DK-9000"; "" for none.
func (p *addrParser) lettered(t string) string {
	letters, code, ok := strings.Cut(t, "-")
	if !ok || len(code) != 4 || !allDigits(code) || len(letters) == 0 || len(letters) > 2 || hasDigit(letters) || !p.fourFigures() || !strings.HasPrefix(strings.ToLower(p.a.Country), letters) {
		return ""
	}
	return code
}

// leadsTown reports a word that begins a part behind the house: "1619 Kempton Park".
func (p *addrParser) leadsTown(i int) bool {
	seg := p.toks[i].seg
	if i+1 >= len(p.toks) || p.toks[i-1].seg == seg || p.toks[i+1].seg != seg {
		return false
	}
	for _, t := range p.toks[i+1:] {
		if t.seg == seg && (hasDigit(t.text) || p.words.street[t.text] != "" || p.words.before[t.text] != "") {
			return false
		}
	}
	return slices.ContainsFunc(p.toks[:i], func(t addrTok) bool { return hasDigit(t.text) })
}

// boxFiller reports a word between that for a post box and its number.
func boxFiller(t string) bool {
	switch t {
	case "no", "number", "n", "nr", "de", "correos", "correio", "postal", "postale", "postales":
		return true
	}
	return false
}

// ukOutward reports the first half of a British postcode: "sw3".
func ukOutward(s string) bool {
	return len(s) >= 2 && len(s) <= 4 && asciiKind[s[0]] == 'a' && hasDigit(s) && !strings.ContainsAny(s, "-/#")
}

func (p *addrParser) use(from, to int) {
	for i := from; i <= to; i++ {
		p.toks[i].used = true
	}
}

func atoi(s string) int32 {
	n := int32(0)
	for i := 0; i < len(s) && i < 9; i++ {
		n = n*10 + int32(s[i]-'0')
	}
	return n
}

func itoa(n int32) string {
	var buf [12]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(buf[i:])
		}
	}
}

// careOf leaves out the part that names whose mail it is.
func (p *addrParser) careOf() {
	for i := range p.toks {
		if p.toks[i].text != "c/o" {
			continue
		}
		for j := i; j < len(p.toks) && p.toks[j].seg == p.toks[i].seg && !p.words.unit[p.toks[j].text] && !hasDigit(p.toks[j].text); j++ {
			p.toks[j].used = true
		}
	}
}

// sections takes "Sec. 4", "Lane 3" and "Alley 5", which Taiwan writes before the
// street.
func (p *addrParser) sections() {
	for i := 0; i+1 < len(p.toks); i++ {
		next := p.toks[i+1].text
		if p.toks[i].used || !allDigits(next) || p.toks[i+1].seg != p.toks[i].seg {
			continue
		}
		switch p.toks[i].text {
		case "sec", "section":
			p.a.Section = next
		case "lane", "ln", "alley", "aly":
			if !p.toks[i].first && p.toks[i].seg > 0 && !hasDigit(p.toks[i-1].text) && p.toks[i-1].seg == p.toks[i].seg {
				continue
			}
			p.a.Lane += next + "."
		default:
			continue
		}
		p.use(i, i+1)
	}
}

// isFloor reports a word that is a floor by itself: "23/f", "5f", "g/f", "12/fl".
func (p *addrParser) isFloor(t string) bool { return floorWord(t) != "" }

func floorWord(t string) string {
	if u, _, ok := strings.Cut(t, "-"); ok && strings.HasSuffix(u, "f") {
		t = u // 5f-2
	}
	for _, end := range [...]string{"/floor", "/fl", "/f", "floor", "fl", "f"} {
		head, ok := strings.CutSuffix(t, end)
		if !ok || head == "" {
			continue
		}
		head = strings.TrimSuffix(head, "/")
		switch {
		case allDigits(head) && len(head) <= 3:
			return trimZeros(head)
		case end != "f" && len(head) <= 3 && allDigits(ordinalNumber(head)):
			return ordinalNumber(head)
		case head == "g" || head == "lg" || head == "ug" || head == "m" || head == "b" || head == "b1" || head == "b2" || head == "r":
			return head
		case rangeOf(head) && end != "f" || rangeOf(head) && strings.Contains(t, "/"):
			return head
		}
	}
	return ""
}

func rangeOf(s string) bool {
	a, b, ok := strings.Cut(s, "-")
	return ok && allDigits(a) && allDigits(b) && len(a) <= 3 && len(b) <= 3
}

// ordinalNumber is the number of "3rd", or "".
func ordinalNumber(s string) string {
	if len(s) > 2 {
		switch s[len(s)-2:] {
		case "st", "nd", "rd", "th":
			if allDigits(s[:len(s)-2]) {
				return s[:len(s)-2]
			}
		}
	}
	return ""
}

// floors takes "23/F", "23rd floor", "level 12", "ground floor", "12 andar".
func (p *addrParser) floors() {
	for i := range p.toks {
		t := p.toks[i]
		if t.used {
			continue
		}
		if f := floorWord(t.text); f != "" && (hasDigit(t.text) || strings.Contains(t.text, "/")) {
			p.setFloor(f, i, i)
			if _, u, ok := strings.Cut(t.text, "f-"); ok {
				p.addUnits(u)
			}
			continue
		}
		switch t.text {
		case "floor", "floors", "fl", "flr", "storey", "andar", "piso", "etage", "stock", "og":
			if i > 0 && !p.toks[i-1].used {
				if f := floorName(p.toks[i-1].text); f != "" {
					p.setFloor(f, i-1, i)
					p.letterAfter(i)
					continue
				}
			}
			if i+1 < len(p.toks) && !p.toks[i+1].used && allDigits(p.toks[i+1].text) {
				p.setFloor(trimZeros(p.toks[i+1].text), i, i+1)
			}
		case "k":
			if p.a.Country == "TR" && i+1 < len(p.toks) && !p.toks[i+1].used && allDigits(p.toks[i+1].text) {
				p.setFloor(trimZeros(p.toks[i+1].text), i, i+1)
			}
		case "level", "lvl", "lv", "tingkat", "aras", "kat":
			if i+1 < len(p.toks) && !p.toks[i+1].used && (hasDigit(p.toks[i+1].text) || len(p.toks[i+1].text) == 1) {
				p.setFloor(trimZeros(p.toks[i+1].text), i, i+1)
			}
		case "f":
			if i > 0 && !p.toks[i-1].used && (allDigits(p.toks[i-1].text) && len(p.toks[i-1].text) <= 2 || p.toks[i-1].text == "g") {
				p.setFloor(trimZeros(p.toks[i-1].text), i-1, i)
			}
		}
	}
	p.triples()
}

func (p *addrParser) setFloor(f string, from, to int) {
	if p.a.Floor == "" {
		p.a.Floor = f
	}
	p.use(from, to)
}

// letterAfter takes the letter of a flat behind its floor: "12 andar T".
func (p *addrParser) letterAfter(i int) {
	if i+1 < len(p.toks) && !p.toks[i+1].used && len(p.toks[i+1].text) == 1 && p.toks[i+1].seg == p.toks[i].seg && len(p.ids) == 0 {
		p.addUnits(p.toks[i+1].text)
		p.toks[i+1].used = true
	}
}

func floorName(t string) string {
	if o := ordinalNumber(t); o != "" {
		return trimZeros(o)
	}
	if allDigits(t) && len(t) <= 3 {
		return trimZeros(t)
	}
	if i := strings.IndexByte(t, 'o'); i > 0 && allDigits(t[:i]) {
		return t[:i]
	}
	return floorNames[t]
}

var floorNames = map[string]string{
	"ground": "g", "mezzanine": "m", "basement": "b", "lower": "lg", "upper": "ug", "first": "1", "second": "2", "third": "3", "fourth": "4",
	"fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
}

// triples reads "b-12-3a", block, floor and unit as Malaysia writes them, where no
// unit was told another way.
func (p *addrParser) triples() {
	for i := range p.toks {
		t := p.toks[i]
		if t.used || len(p.ids) > 0 {
			continue
		}
		parts := strings.Split(t.text, "-")
		if len(parts) == 3 && hasDigit(parts[1]) && hasDigit(parts[2]) && len(parts[0]) <= 3 {
			p.a.Block, p.a.Floor = parts[0], trimZeros(parts[1])
			p.addUnits(parts[2])
			p.toks[i].used = true
		}
	}
}
