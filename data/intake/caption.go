package intake

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A caption is a row beside the header that tells of the columns and of no record: their
// units, their types, their numbers, or their names again, in another tongue or as an ERP
// system calls them.

// takeCaptions reads the captions right above and right below the header. Those below count
// as part of it.
func (t *table) takeCaptions(top [][]string) {
	if t.at > 0 && t.tellsUnits(top[t.at-1]) {
		t.takeUnits(top[t.at-1])
	}
	for i := t.at + t.height; i < len(top) && i < t.at+t.height+2; i++ {
		row := top[i]
		switch {
		case t.tellsUnits(row):
			t.takeUnits(row)
		case t.namesColumns(row):
			t.takeNames(row)
		default:
			t.height = i - t.at
			return
		}
		t.captions = append(t.captions, i)
	}
	t.height = min(t.height+len(t.captions), len(top)-t.at)
}

// tellsUnits is whether every cell of a row is a unit, a currency, a type, a number of a
// column or a line, and more than one is told.
func (t *table) tellsUnits(row []string) bool {
	told, figures := 0, 0
	for i, c := range row {
		c = strings.TrimSpace(c)
		if c == "" {
			continue
		}
		if i >= len(t.columns) || !t.voc.isCaption(c, i+1) {
			return false
		}
		if told++; allDigits(bare(c)) {
			figures++
		}
	}
	return told > figures && (told > 1 || t.cols.score > 3) || figures > 3
}

// isCaption is whether a cell tells a unit, a type or the number of its column.
func (v *vocabulary) isCaption(c string, column int) bool {
	plain := strings.ToLower(bare(c))
	words := wordsOfCells()
	switch {
	case isRuled(c), plain == itoa(column):
		return true
	case v.units[fold(plain)], words.kg[plain] != 0, words.pieces[plain], words.counts[plain] != 0, words.captions[fold(plain)]:
		return true
	case isCurrency(strings.ToUpper(plain)), words.signs[bare(c)] != "", plain == "$", plain == "¥":
		return true
	case len(plain) >= 6 && strings.Trim(plain, "ymdhstja./-: ") == "": // yyyy-mm-dd, TT.MM.JJJJ
		return true
	}
	name, length, _ := strings.Cut(plain, "(") // char(10)
	return length != "" && words.captions[fold(name)]
}

// bare is a cell without the brackets around it.
func bare(s string) string { return strings.TrimSpace(strings.Trim(s, "[](){}<>（）【】")) }

// isRuled is whether a text is a line drawn of signs.
func isRuled(s string) bool {
	return utf8.RuneCountInString(s) > 1 && strings.Trim(s, "-=_*+~.#|─━═–— ") == ""
}

// takeUnits gives measures without a unit of their own the one that a caption tells.
func (t *table) takeUnits(row []string) {
	for i, c := range row[:min(len(row), len(t.columns))] {
		t.columns[i].takeUnit(bare(c))
	}
}

// takeUnit is told the unit of a column by its header or a caption.
func (c *column) takeUnit(unit string) {
	words, up := wordsOfCells(), strings.ToUpper(unit)
	switch {
	case unit == "":
	case c.typ == "mass" && c.factor == 1 && words.kg[strings.ToLower(unit)] != 0:
		c.factor = words.kg[strings.ToLower(unit)]
	case c.unit == "currency" && c.currency == "":
		if c.currency = words.signs[unit]; isCurrency(up) {
			c.currency = up
		}
	case c.name == "quantity" && c.counted == "" && !words.captions[fold(unit)] && strings.ContainsFunc(unit, unicode.IsLetter):
		c.counted = unit
	}
}

// namesColumns is whether a row names columns and nothing else: whatever is told is a word
// over columns, and more than two are.
func (t *table) namesColumns(row []string) bool {
	told := 0
	for _, c := range row {
		if strings.TrimSpace(c) == "" {
			continue
		}
		if !t.isHeading(c) {
			return false
		}
		told++
	}
	return told > 2
}

// isHeading is whether a cell is a word over a column.
func (t *table) isHeading(c string) bool {
	k := fold(c)
	if k == "" || len(c) > 60 {
		return false
	}
	if t.headings == nil {
		t.headings = map[string]bool{}
		for _, h := range t.header {
			t.headings[fold(h)] = true
		}
	}
	if t.headings[k] {
		return true
	}
	for _, words := range []map[string]field{t.voc.shipment, t.voc.customer} {
		if _, known := words[k]; known {
			return true
		}
	}
	for _, kind := range []string{"shipment ", "customer "} {
		if _, known := t.voc.ambiguous[kind+k]; known {
			return true
		}
	}
	_, known := t.voc.partyField(k)
	return known
}

// takeNames gives columns that the header does not know what the row below names them.
func (t *table) takeNames(row []string) {
	more := t.voc.mapColumns(t.cols.kind, row)
	for i, f := range more.fields[:min(len(row), len(t.columns))] {
		if t.columns[i].name == "" && f.name != "" && !t.cols.has(f) {
			t.columns[i].field, t.cols.fields[i] = f, f
		}
	}
}

// namesOthers is whether a row below names columns as the header does, but other ones, or in
// another order. Rows are seldom without figures; those alone are looked at closely.
func (t *table) namesOthers(r *raw) bool {
	figures, told := 0, 0
	for _, c := range r.buf {
		if c >= '0' && c <= '9' {
			if figures++; figures > 4 {
				return false
			}
		}
	}
	for i := range r.cells() {
		c := tidy(r.cell(i))
		if len(c) == 0 {
			continue
		}
		if !t.isHeading(string(c)) {
			return false
		}
		told++
	}
	return told > 2
}

// isNote is whether a row is a remark and no record: alone in its row, where a number of a
// record should stand, is what is none.
func (t *table) isNote(r *raw) bool {
	if len(t.keys) == 0 || len(t.columns) < 3 || t.columns[t.keys[0]].name == "name" {
		return false
	}
	for i := range r.cells() {
		if i != t.keys[0] && len(tidy(r.cell(i))) > 0 {
			return false
		}
	}
	s := string(tidy(r.cell(t.keys[0])))
	return s != "" && (!strings.ContainsAny(s, "0123456789") || len(strings.Fields(s)) > 2 || strings.ContainsAny(s, ":：") || t.voc.opensRemark(s))
}

// opensRemark is whether a text begins with the word of a remark: "Page 3".
func (v *vocabulary) opensRemark(s string) bool {
	first, _, more := strings.Cut(s, " ")
	return more && wordsOfCells().remarks[fold(first)]
}

// section is a label with its value between the rows of a table, that stood above the header
// with another value: what it tells holds from there on. ok is false for other rows.
func (t *table) section(r *raw) (label string, ok bool) {
	if len(t.head) == 0 {
		return "", false
	}
	var told []string
	for i := 0; i < r.cells() && len(told) < 3; i++ {
		if c := tidy(r.cell(i)); len(c) > 0 {
			told = append(told, string(c))
		}
	}
	value := ""
	switch len(told) {
	case 1:
		label, value, _ = strings.Cut(told[0], ":")
	case 2:
		label, value = strings.TrimRight(told[0], ": "), told[1]
	}
	if value = strings.TrimSpace(value); value == "" {
		return "", false
	}
	i := slices.IndexFunc(t.head, func(h headCell) bool { return h.header == strings.TrimSpace(label) })
	if i < 0 {
		return "", false
	}
	if t.firstHead == nil {
		t.firstHead, t.firstKey = slices.Clone(t.head), t.headKey
	}
	h := &t.head[i]
	h.value = value
	if t.headKey != nil && h.group == "shipment" && slices.Contains(shipmentKeys, h.name) {
		t.headKey = []byte(value)
	}
	return cmp.Or(h.path(), label), true
}

// fromTheTop forgets what sections told, before the table is read again.
func (t *table) fromTheTop() {
	if t.firstHead != nil {
		t.head, t.headKey = slices.Clone(t.firstHead), t.firstKey
	}
}
