package intake

import (
	"strings"
	"time"
	"unicode"

	"redflag/data"
)

// Date orders of a column or a mapping.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
	YearFirst  = "ymd"
)

// dateVote counts what the values of a column show of the order of day and month, and of
// where years of two digits stand.
type dateVote struct {
	day, month, open int
	dayIf            int // show the day first where the year stands last
	yearFirst        int
	yearLast         int
}

func (v *dateVote) add(s string) {
	p, ok := splitDate(s)
	if !ok || p.year >= 0 && p.yearFirst || p.sep == '.' || p.named {
		return
	}
	a, b := p.n[0], p.n[1]
	switch {
	case !p.shortYear:
	case p.yearSurelyFirst():
		v.yearFirst++
		return
	case p.yearMayBeFirst():
		v.dayIf++
		return
	default:
		v.yearLast++
	}
	switch {
	case a > 12 && b <= 12:
		v.day++
	case b > 12 && a <= 12:
		v.month++
	case a != b:
		v.open++
	}
}

func (v *dateVote) sum(o dateVote) {
	v.day, v.month, v.dayIf = v.day+o.day, v.month+o.month, v.dayIf+o.dayIf
	v.yearFirst, v.yearLast = v.yearFirst+o.yearFirst, v.yearLast+o.yearLast
}

// tells is whether the values of the column show anything.
func (v dateVote) tells() bool { return v.day+v.month+v.yearFirst > 0 }

func (v dateVote) order() string {
	day := v.day
	if v.yearLast > 0 && v.yearFirst == 0 {
		day += v.dayIf
	}
	switch {
	case v.yearFirst > 0 && v.yearLast == 0 && day+v.month == 0:
		return YearFirst
	case v.yearFirst > 0:
		return ""
	case day > 0 && v.month == 0:
		return DayFirst
	case v.month > 0 && day == 0:
		return MonthFirst
	}
	return ""
}

// dateParts are the figures of a date as written.
type dateParts struct {
	n         [3]int
	year      int // index in n; -1 where none is plain
	yearFirst bool
	sep       byte
	named     bool
	shortYear bool
}

// splitDate reads three figures with one separator: 03/12/2025, 3-12-25, 2025.03.12.
func splitDate(s string) (dateParts, bool) {
	p := dateParts{year: -1}
	if i := strings.IndexByte(s, ' '); i > 5 {
		s = s[:i]
	}
	k, digits := 0, 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			if digits++; digits > 4 {
				return p, false
			}
			p.n[k] = p.n[k]*10 + int(c-'0')
			if digits > 2 {
				p.year = k
			}
		case c == '/' || c == '-' || c == '.':
			if digits == 0 || p.sep != 0 && p.sep != c || k == 2 {
				return p, false
			}
			p.sep = c
			k, digits = k+1, 0
		default:
			return p, false
		}
	}
	if k != 2 || digits == 0 || p.year == 1 {
		return p, false
	}
	p.yearFirst = p.year == 0
	if p.year < 0 {
		p.shortYear = true
	}
	return p, true
}

// Years of two digits that trade of these days has: a first figure among them may be one.
const (
	shortYearFrom = 15
	shortYearTo   = 40
)

// yearSurelyFirst is whether figures without a year of four digits have it first, as no day
// can stand there, or none of the years that trade has stands last: 25-03-02.
func (p *dateParts) yearSurelyFirst() bool {
	a, c := p.n[0], p.n[2]
	return a > 31 && c <= 31 || p.sep == '-' && a >= shortYearFrom && a <= shortYearTo && c < shortYearFrom
}

// yearMayBeFirst is whether the first and the last figure may both be the year: 25/03/24.
func (p *dateParts) yearMayBeFirst() bool {
	a, c := p.n[0], p.n[2]
	return p.sep != '.' && a >= shortYearFrom && a <= shortYearTo && c <= 31
}

// dateResult is a date as read.
type dateResult struct {
	date   data.Date
	ok     bool
	none   bool   // a way to write "no date": 00.00.0000
	open   bool   // day and month can be either
	mended string // what was done to read it, where that is worth a note
}

// parseDate reads a date in the column's order of day and month ("" where its
// values do not show one).
func parseDate(s, order string) dateResult {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, okY := plainNumber(s[:4])
		m, okM := plainNumber(s[5:7])
		d, okD := plainNumber(s[8:])
		if okY && okM && okD && y >= 1800 && y <= 2200 && m >= 1 && m <= 12 && d >= 1 && d <= 28 {
			return dateResult{date: data.Day(int(y), time.Month(int(m)), int(d)), ok: true}
		}
	}
	return slowDate(strings.TrimSpace(width(s)), order)
}

func sane(d data.Date) bool { return d.Year >= 1800 && d.Year <= 2200 }

func made(y, m, d int) (data.Date, bool) {
	if y < 1800 || y > 2200 || m < 1 || m > 12 || d < 1 || d > 31 {
		return data.Date{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return data.DateOf(t), t.Day() == d
}

func slowDate(s, order string) dateResult {
	if zeroDate(s) {
		return dateResult{none: true}
	}
	if n, ok := plainNumber(s); ok {
		return figureDate(s, int(n))
	}
	if p, ok := splitDate(s); ok {
		return p.read(order)
	}
	if r := monthDate(s); r.ok {
		return r
	}
	if r := stampedDate(s); r.ok {
		return r
	}
	if r := hanDate(s); r.ok {
		return r
	}
	if r := buddhistDate(s); r.ok {
		return r
	}
	return namedDate(s)
}

// zeroDate is whether only zeros and separators stand there, as ERP systems
// write a date that nobody set.
func zeroDate(s string) bool {
	zeros := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '0':
			zeros++
		case '.', '/', '-', ':', ' ':
		default:
			return false
		}
	}
	return zeros > 0
}

// figureDate reads a bare figure: yyyymmdd, a year, or a spreadsheet's serial.
func figureDate(s string, n int) dateResult {
	switch len(s) {
	case 8:
		d, ok := made(n/10000, n/100%100, n%100)
		return dateResult{date: d, ok: ok}
	case 6:
		if n/100 >= 1900 && n/100 <= 2100 && n%100 >= 1 && n%100 <= 12 {
			return dateResult{date: data.Date{Year: int16(n / 100), Month: int8(n % 100)}, ok: true}
		}
	case 5:
		if n >= 18264 && n <= 73415 { // 1950 .. 2100
			d := data.DateOf(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n))
			return dateResult{date: d, ok: true, mended: "a spreadsheet's day number read as a date"}
		}
	case 4:
		if n >= 1800 && n <= 2200 {
			return dateResult{date: data.Date{Year: int16(n)}, ok: true}
		}
	}
	return dateResult{}
}

func (p dateParts) read(order string) dateResult {
	a, b, c := p.n[0], p.n[1], p.n[2]
	if p.yearFirst {
		d, ok := made(a, b, c)
		return dateResult{date: d, ok: ok}
	}
	res := dateResult{}
	if p.shortYear {
		if order == YearFirst || order == "" && p.yearSurelyFirst() {
			d, ok := made(century(a), b, c)
			return dateResult{date: d, ok: ok, mended: "a year of two digits completed"}
		}
		if p.yearMayBeFirst() && order != DayFirst {
			return dateResult{open: true}
		}
		c = century(c)
		res.mended = "a year of two digits completed"
	}
	switch {
	case p.sep == '.':
		order = DayFirst
	case a > 12:
		order = DayFirst
	case b > 12:
		order = MonthFirst
	case a == b:
		order = DayFirst
	}
	switch order {
	case DayFirst:
		res.date, res.ok = made(c, b, a)
	case MonthFirst:
		res.date, res.ok = made(c, a, b)
	default:
		return dateResult{open: true}
	}
	return res
}

func century(y int) int {
	if y < 70 {
		return 2000 + y
	}
	return 1900 + y
}

// monthDate reads a month of a year: 3/2025, 03.2025, 2025-3.
func monthDate(s string) dateResult {
	at := strings.IndexAny(s, "/.-")
	if at < 1 || at+1 >= len(s) {
		return dateResult{}
	}
	year, month := s[:at], s[at+1:]
	if len(month) == 4 {
		year, month = month, year
	}
	y, okYear := plainNumber(year)
	m, okMonth := plainNumber(month)
	if !okYear || !okMonth || len(year) != 4 || len(month) > 2 || m < 1 || m > 12 {
		return dateResult{}
	}
	d := data.Date{Year: int16(y), Month: int8(m)}
	return dateResult{date: d, ok: sane(d)}
}

// stampedDate reads an ISO date with a time behind it.
func stampedDate(s string) dateResult {
	if len(s) < 10 {
		if len(s) == 7 && (s[4] == '-' || s[4] == '/') {
			if d, err := data.ParseDate(s[:4] + "-" + s[5:]); err == nil && d.State() == data.Known {
				return dateResult{date: d, ok: sane(d)}
			}
		}
		return dateResult{}
	}
	if len(s) >= 15 && s[8] == 'T' && allDigits(s[:8]) && allDigits(s[9:15]) { // 20250302T101500
		n, _ := plainNumber(s[:8])
		d, ok := made(int(n)/10000, int(n)/100%100, int(n)%100)
		return dateResult{date: d, ok: ok}
	}
	if len(s) > 10 && s[10] != 'T' && s[10] != ' ' {
		return dateResult{}
	}
	d, err := data.ParseDate(s[:10])
	return dateResult{date: d, ok: err == nil && sane(d)}
}

// buddhistDate reads a year of the Buddhist era, "พ.ศ. 2567" or "B.E. 2567", as Thailand
// counts them.
func buddhistDate(s string) dateResult {
	for _, era := range [...]string{"พ.ศ.", "พ.ศ", "พุทธศักราช", "B.E.", "BE "} {
		rest, ok := strings.CutPrefix(s, era)
		if !ok {
			continue
		}
		if y, ok := plainNumber(strings.TrimSpace(rest)); ok && y >= 2400 && y <= 2700 {
			return dateResult{date: data.Date{Year: int16(y - buddhistAhead)}, ok: true, mended: "a year of the Buddhist era converted"}
		}
	}
	return dateResult{}
}

// buddhistAhead is by how many years the Buddhist era is ahead.
const buddhistAhead = 543

// hanDate reads 2025年3月2日, with the eras of Taiwan and Japan.
func hanDate(s string) dateResult {
	i := strings.Index(s, "年")
	if i < 0 {
		return dateResult{}
	}
	year, rest := strings.TrimSpace(s[:i]), s[i+len("年"):]
	base, mended := 0, ""
	for _, e := range [...]struct {
		word string
		base int
	}{{"令和", 2018}, {"平成", 1988}, {"民國", 1911}, {"民国", 1911}, {"中華民國", 1911}} {
		if y, ok := strings.CutPrefix(year, e.word); ok {
			year, base, mended = strings.TrimSpace(y), e.base, "a year of the era "+e.word+" converted"
		}
	}
	y, ok := plainNumber(year)
	if year == "元" && base != 0 {
		y, ok = 1, true
	}
	if !ok {
		return dateResult{}
	}
	if base == 0 && y < 200 && y > 50 {
		base, mended = 1911, "a year of the Minguo era converted"
	}
	yy := int(y) + base
	mon, day, _ := strings.Cut(rest, "月")
	m, okM := plainNumber(strings.TrimSpace(mon))
	day = strings.TrimSpace(day)
	if j := strings.IndexAny(day, "日号號"); j >= 0 {
		day = strings.TrimSpace(day[:j])
	}
	dd, okD := plainNumber(day)
	switch {
	case okM && okD:
		d, ok := made(yy, int(m), int(dd))
		return dateResult{date: d, ok: ok, mended: mended}
	case okM && day == "" && m >= 1 && m <= 12 && yy >= 1800 && yy <= 2200:
		return dateResult{date: data.Date{Year: int16(yy), Month: int8(m)}, ok: true, mended: mended}
	case strings.TrimSpace(rest) == "" && yy >= 1800 && yy <= 2200:
		return dateResult{date: data.Date{Year: int16(yy)}, ok: true, mended: mended}
	}
	return dateResult{}
}

func monthOf(w string) int {
	return wordsOfCells().months[strings.ToLower(strings.TrimSuffix(w, "."))]
}

// namedDate reads a date with the month as a word: 3 Mar 2025, March 3, 2025,
// Mar 2025, and Oct-22 as a spreadsheet shows October 2022.
func namedDate(s string) dateResult {
	if i := strings.IndexByte(s, ':'); i > 3 { // a time of day behind it
		if j := strings.LastIndexByte(s[:i], ' '); j > 0 {
			s = s[:j]
		}
	}
	parts := strings.FieldsFunc(apart(s), func(r rune) bool { return r == ' ' || r == '-' || r == '/' || r == ',' || r == '.' })
	month, nums, texts := 0, []int{}, []string{}
	first := false
	for i, p := range parts {
		if m := monthOf(p); m != 0 && month == 0 {
			month, first = m, i == 0
			continue
		}
		if wordsOfCells().dateWords[strings.ToLower(p)] {
			continue
		}
		p = strings.TrimRight(strings.ToLower(p), "stndrh")
		n, ok := plainNumber(p)
		if !ok || len(p) > 4 {
			return dateResult{}
		}
		nums, texts = append(nums, int(n)), append(texts, p)
	}
	if month == 0 {
		return dateResult{}
	}
	switch {
	case len(nums) == 1 && len(texts[0]) == 4:
		return dateResult{date: data.Date{Year: int16(nums[0]), Month: int8(month)}, ok: sane(data.Date{Year: int16(nums[0])})}
	case len(nums) == 1 && first && len(texts[0]) == 2:
		return dateResult{date: data.Date{Year: int16(century(nums[0])), Month: int8(month)}, ok: true, mended: "read as month and year, as spreadsheets show them"}
	case len(nums) == 2:
		day, year, text := nums[0], nums[1], texts[1]
		if len(texts[0]) == 4 {
			day, year, text = nums[1], nums[0], texts[0]
		}
		r := dateResult{}
		if len(text) == 2 {
			year = century(year)
			r.mended = "a year of two digits completed"
		}
		r.date, r.ok = made(year, month, day)
		return r
	}
	return dateResult{}
}

// apart puts a space between the figures and the letters of a date that has none: 02MAR2025.
func apart(s string) string {
	if len(s) < 6 || len(s) > 9 || strings.ContainsAny(s, " -/,.") {
		return s
	}
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if last != 0 && unicode.IsDigit(last) != unicode.IsDigit(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
