package match

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// furtherReadings are the readings of characters that are read in more than one
// way in names, besides the usual one.
func furtherReadings() map[rune][]string {
	m := map[rune][]string{}
	for _, f := range strings.Fields("长=zhang,chang 重=chong,zhong 行=hang,xing 乐=yue,le 厦=sha,xia 单=shan,dan 曾=zeng,ceng 沈=chen,shen 翟=di,zhai 仇=qiu,chou 解=xie,jie " +
		"朴=piao,pu 覃=qin,tan 查=zha,cha 区=ou,qu 都=du,dou 朝=chao,zhao 调=tiao,diao 传=zhuan,chuan 盛=cheng,sheng 柏=bai,bo 藏=zang,cang 蔚=yu,wei 晟=cheng,sheng " +
		"石=dan,shi 车=ju,che 薄=bo,bao 缪=miao,miu 隗=wei,kui 尉=yu,wei 种=chong,zhong 召=shao,zhao 宁=ning 圩=wei,xu 堡=pu,bao 泊=po,bo 广=an,guang 发=fa 会=kuai,hui " +
		"合=ge,he 纪=ji 数=shuo,shu 兴=xing 荥=xing,ying 六=lu,liu 绿=lu,lv 吕=lu,lv,lyu 旅=lu,lv 律=lu,lv 铝=lu,lv 女=nu,nv 徐=xu,hsu 陕=shaan,shan 西=xi 蕃=fan,bo 番=pan,fan " +
		"佛=fo,fu 任=ren 洗=xian,xi 冼=xian 逄=pang 亓=qi 奇=ji,qi 尹=yin 应=ying 予=yu 与=yu 的=di,de 地=de,di 得=dei,de 参=shen,can 系=ji,xi 钻=zuan 模=mu,mo 量=liang 强=jiang,qiang 降=xiang,jiang") {
		from, to, _ := strings.Cut(f, "=")
		r, _ := utf8.DecodeRuneInString(from)
		m[r] = strings.Split(to, ",")
	}
	return m
}

// hanDigit is the value of a numeral character, or -1.
func hanDigit(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// hanNumber reads a number that a run begins with: an ordinal, or two and more
// numerals. It returns how many characters it took.
func hanNumber(run []rune) (n, size int) {
	i := 0
	ordinal := run[0] == '第'
	if ordinal {
		i = 1
	}
	total, digit, seen := 0, -1, 0
	for ; i < len(run); i++ {
		d := hanDigit(run[i])
		switch {
		case d >= 0 && digit >= 0:
			digit = digit*10 + d // read digit by digit: 七〇二
		case d >= 0:
			digit = d
		case run[i] == '十' && (seen > 0 || ordinal || i+1 < len(run) && hanDigit(run[i+1]) > 0):
			total += max(digit, 1-min(seen, 1)) * 10
			if digit < 0 && seen == 0 {
				total = 10
			}
			digit = -1
		case run[i] == '百' && digit > 0:
			total += digit * 100
			digit = -1
		default:
			d = -2
		}
		if d == -2 || seen >= 6 {
			break
		}
		seen++
	}
	if digit > 0 {
		total += digit
	}
	switch {
	case ordinal && seen == 0 && len(run) == 1:
		return 0, 1 // a number in figures follows
	case seen == 0 || seen == 1 && !ordinal || total == 0:
		return 0, 0
	}
	size = seen
	if ordinal {
		size++
	}
	if size < len(run) && run[size] == '号' {
		size++
	}
	return total, size
}

var ordinalWords = [...]string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// ordinal adds a number as lists write it: 14, 14th, second.
func (f *folder) ordinal(n int) {
	if n == 0 {
		return
	}
	s := f.newSlot(plain, han)
	if s == nil {
		return
	}
	tail := "th"
	if n/10%10 != 1 && n%10 >= 1 && n%10 <= 3 {
		tail = [...]string{"st", "nd", "rd"}[n%10-1]
	}
	digits := strconv.Itoa(n)
	for _, w := range [...]string{digits, digits + tail} {
		off, end := f.putString(w)
		s.add(off, end, 1)
		if s.rawEnd == 0 {
			s.rawOff, s.rawEnd = off, end
		}
	}
	if n < len(ordinalWords) {
		f.put1(s, ordinalWords[n], 1)
	}
}

// glyphs adds the characters of a brand as the English words that they stand for:
// 富地 is listed as "Rich Earth". They count only together.
func (s *Searcher) glyphs(i int) {
	var run [4]rune
	n := 0
	for _, r := range string(s.f.text(&s.f.slots[i].alts[0])) {
		if n == len(run) || len(s.ix.table.glyph[r]) == 0 {
			return
		}
		run[n] = r
		n++
	}
	if n < 2 || len(s.f.slots)+n > maxTokens {
		return
	}
	v := s.ix.vocab
	for _, r := range run[:n] {
		at := len(s.f.slots)
		piece := slot{class: plain, from: latin, parent: int8(i), of: -1, seg: s.f.slots[i].seg}
		for _, w := range s.ix.table.glyph[r] {
			off, end := s.f.putString(w)
			piece.add(off, end, 0.9)
		}
		s.f.slots = append(s.f.slots, piece)
		s.q.weight[at], s.q.pair[at], s.q.solid[at] = 0, 0, true
		for k := range piece.n {
			if id, ok := v.ids[string(s.f.text(&piece.alts[k]))]; ok {
				s.match(id, tokenMatch{slot: uint8(at), span: 1, sim: 0.9, how: translated})
			}
		}
	}
}
