package match

import (
	"strings"
	"unicode/utf8"
)

// splitHan reads the pieces of an address that stand in Chinese characters and
// returns the rest.
func (p *addrParser) splitHan(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return scriptOf(r) == han }) {
		return s
	}
	var rest strings.Builder
	for piece := range strings.FieldsFuncSeq(s, func(r rune) bool {
		return r == ' ' || r == ',' || r == '，' || r == '、' || r == ';' || r == '（' || r == '）' || r == '(' || r == ')'
	}) {
		if strings.ContainsFunc(piece, func(r rune) bool { return scriptOf(r) == han }) {
			p.han(piece)
			continue
		}
		rest.WriteString(piece)
		rest.WriteString(", ")
	}
	return rest.String()
}

// han reads one piece: parts end with a sign of what they are.
func (p *addrParser) han(piece string) {
	var cur []rune
	rs := []rune{}
	for _, r := range piece {
		if l, ok := p.table.latinFold[r]; ok {
			rs = append(rs, []rune(l)...)
			continue
		}
		if r >= 'A' && r <= 'Z' {
			r |= 0x20
		}
		rs = append(rs, p.table.foldRune(han, r))
	}
	for i := 0; i < len(rs); i++ {
		if len(cur) == 0 || hanPostcode(cur) {
			if n := p.hanPlace(rs[i:]); n > 0 {
				if len(cur) >= 5 && p.a.Postcode == "" {
					p.a.Postcode = string(cur)
				}
				cur = cur[:0]
				i += n - 1
				if i+1 < len(rs) && strings.ContainsRune("省市区县", rs[i+1]) {
					i++
				}
				continue
			}
		}
		if n := p.hanBuilding(rs[i:], cur); n > 0 && len(cur) > 0 {
			cur = cur[:0]
			i += n - 1
			continue
		}
		if p.hanSign(rs, i, cur) {
			cur = cur[:0]
			continue
		}
		cur = append(cur, rs[i])
	}
	if id := strings.Trim(string(cur), "-之"); id != "" && hasDigit(id) && len(p.ids) == 0 {
		p.addUnits(chineseNumber(id))
	} else if p.a.Building == "" && len(cur) >= 2 && p.a.Street != "" && !hasDigit(id) {
		p.a.Building = p.pinyinOf(cur)
	}
}

// hanPostcode reports the number that stands before a city: "110台北市".
func hanPostcode(rs []rune) bool {
	return len(rs) >= 3 && len(rs) <= 6 && allDigits(string(rs))
}

// hanPlace takes a known place at the start and returns its length.
func (p *addrParser) hanPlace(rs []rune) int {
	for n := min(4, len(rs)); n >= 2; n-- {
		if n < len(rs) && strings.ContainsRune("路街道大", rs[n]) {
			continue
		}
		text := string(rs[:n])
		switch text {
		case "九龙":
			p.addPlace("kowloon")
			return n
		case "新界":
			p.addPlace("nt")
			return n
		case "香港岛":
			return n
		}
		means, ok := p.table.native[han][text]
		if !ok || p.table.latin[means[0][0]].class != place {
			continue
		}
		name := strings.Join(means[0], " ")
		if c := p.words.country[name]; c != "" {
			if p.a.Country == "" || c == "HK" || c == "MO" {
				p.a.Country = c
			}
		} else {
			p.addPlace(strings.ReplaceAll(name, " ", ""))
		}
		return n
	}
	return 0
}

// hanBuilding takes the ending of a building's name whose own words are cur.
func (p *addrParser) hanBuilding(rs, cur []rune) int {
	for _, end := range p.words.signs["chinese_building"] {
		n := utf8.RuneCountInString(end)
		if len(rs) >= n && string(rs[:n]) == end {
			if p.a.Building == "" && len(cur) > 0 {
				p.a.Building, p.a.Named = p.pinyinOf(cur), true
			}
			return n
		}
	}
	return 0
}

// hanSign ends a part at the sign rs[i].
func (p *addrParser) hanSign(rs []rune, i int, cur []rune) bool {
	text := string(cur)
	switch rs[i] {
	case '省', '市', '区', '县', '镇', '乡':
		if len(cur) < 2 {
			return false
		}
		if n := len(cur); n > 2 && cur[n-1] == '新' {
			cur = cur[:n-1]
		}
		p.addPlace(p.pinyinOf(cur))
	case '路', '街', '道', '巷', '弄':
		return p.hanStreet(rs, i, cur)
	case '段':
		if !numeric(text) {
			return false
		}
		p.a.Section = chineseNumber(text)
	case '号':
		if i+1 < len(rs) && rs[i+1] == '楼' {
			p.a.Block = chineseNumber(text)
			rs[i+1] = ' '
			return true
		}
		if p.a.Street == "" && len(p.a.Numbers) > 0 || !numeric(text) && !hasDigit(text) {
			return false
		}
		if len(p.a.Numbers) > 0 {
			p.addUnits(text)
			return true
		}
		p.addNumbers(strings.NewReplacer("至", "-", "—", "-", "－", "-").Replace(chineseNumber(text)))
	case '幢', '栋', '座', '期':
		if len(cur) == 0 || len(cur) > 3 {
			return false
		}
		p.a.Block += strings.ToLower(chineseNumber(text))
	case '楼', '层', 'f':
		text = strings.TrimSuffix(text, "/")
		if !numeric(text) && text != "地下" && text != "g" {
			return false
		}
		p.a.Floor = trimZeros(chineseNumber(text))
	case '室', '房':
		if !hasDigit(text) && len(cur) > 2 {
			return false
		}
		p.addUnits(chineseNumber(strings.Trim(text, "之")))
	case '单':
		return len(cur) == 0
	case ' ':
	default:
		return false
	}
	return true
}

// hanStreet ends a street's name; an alley or a lane has a number.
func (p *addrParser) hanStreet(rs []rune, i int, cur []rune) bool {
	if len(cur) == 0 {
		return false
	}
	text := string(cur)
	if rs[i] == '巷' || rs[i] == '弄' {
		if !numeric(text) {
			return false
		}
		p.a.Lane += chineseNumber(text) + "."
		return true
	}
	if p.a.Street != "" || rs[i] == '道' && i+1 < len(rs) && rs[i+1] == '街' {
		return false
	}
	kind := "road"
	name := cur
	switch rs[i] {
	case '街':
		kind = "street"
	case '道':
		if n := len(name); n > 1 && name[n-1] == '大' {
			name, kind = name[:n-1], "avenue"
		}
	}
	if n := len(name); n > 1 {
		if d := map[rune]string{'东': "east", '西': "west", '南': "south", '北': "north", '中': "middle"}[name[n-1]]; d != "" {
			name, p.a.Parts = name[:n-1], d
		}
	}
	p.a.Street, p.a.Kind = p.pinyinOf(name), kind
	if means, ok := p.table.native[han][string(name)]; ok {
		p.a.Also = strings.Join(means[0], "")
	}
	return true
}

func (p *addrParser) pinyinOf(rs []rune) string {
	f := folder{table: p.table}
	var b strings.Builder
	for _, r := range rs {
		if r < 128 {
			b.WriteRune(r)
			continue
		}
		b.WriteString(f.pinyin(r))
	}
	return b.String()
}

// numeric reports digits, a range of them, or a Chinese numeral.
func numeric(s string) bool {
	if s == "" {
		return false
	}
	for _, r := range s {
		if !isDigit(r) && r != '-' && r != '至' && !strings.ContainsRune("零一二三四五六七八九十百", r) {
			return false
		}
	}
	return true
}

// chineseNumber writes the Chinese numerals within a text as digits.
func chineseNumber(s string) string {
	if !strings.ContainsAny(s, "零一二三四五六七八九十百") {
		return s
	}
	total, digit := int32(0), int32(0)
	var out strings.Builder
	pending := false
	flush := func() {
		if pending {
			out.WriteString(itoa(total + digit))
		}
		total, digit, pending = 0, 0, false
	}
	for _, r := range s {
		if n := strings.IndexRune("零一二三四五六七八九", r); n >= 0 {
			digit = int32(utf8.RuneCountInString("零一二三四五六七八九"[:n]))
			pending = true
			continue
		}
		switch r {
		case '十':
			total += 10 * max(digit, 1)
			digit, pending = 0, true
		case '百':
			total += 100 * max(digit, 1)
			digit, pending = 0, true
		default:
			flush()
			out.WriteRune(r)
		}
	}
	flush()
	return out.String()
}
