package intake

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"redflag/data"
)

// table is one sheet or delimited file whose header has been found.
type table struct {
	voc       *vocabulary
	sheet     string
	hidden    bool
	delim     string       // between cells; "" in workbooks
	later     int          // days that its day numbers begin later than usual
	figures   map[int]bool // columns whose numbers are none of text and have a decimal point
	header    []string
	at        int // rows above the header
	height    int // rows that the header takes
	cols      columns
	columns   []column
	keys      []int // columns that name the record, the best first
	own       []int // customer, shipment and line columns
	parties   []partyColumns
	spare     []int      // columns that map to no field
	head      []headCell // what stands above the header and tells of all rows
	firstHead []headCell // head and headKey as they stood on top, where sections tell others
	firstKey  []byte
	captions  []int           // rows below the header, from 0, that are part of it
	headings  map[string]bool // folded words over columns
	headKey   []byte          // the number of the one record that it is the head of; nil where columns tell numbers
	noGoods   bool            // no column tells what the goods are
	docType   string
	grain     string
	open      func() (rows, error)
	seed      maphash.Seed

	english   bool                // its partner codes are those of SAP's English display
	scattered map[uint64]struct{} // keys whose rows stand apart
	apart     int                 // rows of such keys after their first run
}

// partyColumns are the columns of one party.
type partyColumns struct {
	role data.Role
	cols []int
	code int // the column that names the role of the row's partner; -1 elsewhere
}

var errNoHeader = errors.New("no row looks like a header")

// newTable makes a table of its first rows.
func newTable(voc *vocabulary, sheet string, top [][]string, kind string, m *Mapping) (*table, error) {
	t := &table{voc: voc, sheet: sheet, seed: maphash.MakeSeed()}
	for _, row := range top {
		if len(row) > mostColumns {
			return nil, fmt.Errorf("a row has %d cells, and a spreadsheet holds %d: this is no table of records", len(row), mostColumns)
		}
	}
	var err error
	if t.at, t.height, t.cols, err = locate(voc, top, kind, m); err != nil {
		return nil, err
	}
	t.header = t.cols.names
	t.columns = make([]column, len(t.cols.fields))
	for i, f := range t.cols.fields {
		t.columns[i] = column{field: f, index: i, header: t.header[i], factor: 1}
		if f.typ == "mass" {
			if h := fold(t.header[i]); strings.HasSuffix(h, "lb") || strings.HasSuffix(h, "lbs") {
				t.columns[i].factor = poundKg
			}
		}
		if f.unit == "currency" && !slices.ContainsFunc(t.cols.fields, func(o field) bool {
			return o.group == f.group && o.typ == "currency" && (o.name == "insured_currency") == (f.name == "insured_value")
		}) {
			_, t.columns[i].currency = withoutCurrency(t.header[i])
		}
		if f.unit == "currency" && m != nil {
			t.columns[i].currency = cmp.Or(t.columns[i].currency, m.Currency)
		}
	}
	for i := range t.columns {
		if c := &t.columns[i]; c.name == "quantity" {
			c.takeUnit(voc.unitIn(c.header))
		}
	}
	t.takeCaptions(top)
	t.sortColumns()
	t.noGoods = t.cols.kind == Shipments && t.cols.find("line", "description") < 0 && t.cols.find("line", "part_number") < 0
	t.readHead(top[:t.at])
	t.guessDocument()
	return t, nil
}

// locate finds the header, by a saved mapping where one is given.
func locate(voc *vocabulary, top [][]string, kind string, m *Mapping) (at, height int, cols columns, err error) {
	if m == nil || len(m.Columns) == 0 {
		if m != nil && m.Kind != "" {
			kind = m.Kind
		}
		at, height, cols = voc.findHeader(top, kind)
		if at < 0 {
			return 0, 0, columns{}, errNoHeader
		}
		return at, height, cols, nil
	}
	if m.Kind != "" {
		kind = m.Kind
	}
	best := -1
	for i := range top[:min(len(top), headerRows)] {
		for height := 1; height <= 2 && i+height <= len(top); height++ {
			header := top[i]
			if height == 2 {
				header = voc.joinHeader(kind, top[i], top[i+1])
			}
			names := uniqueNames(header)
			hits := 0
			for _, n := range names {
				if _, ok := m.Columns[n]; ok {
					hits++
				}
			}
			if hits > best && hits > 0 {
				best = hits
				at, cols = i, columns{kind: kind, names: names, score: hits}
				cols.fields = voc.mapped(kind, header, names, m.Columns)
				best = hits
				cols.score = height
			}
		}
	}
	if best <= 0 {
		return 0, 0, columns{}, errNoHeader
	}
	height = cols.score
	settleRoles(voc, &cols, cols.names)
	return at, height, cols, nil
}

// mapped are the fields of a header by a saved mapping. A column that it does not name
// is recognised as ever, unless the mapping gives its field to another.
func (v *vocabulary) mapped(kind string, header, names []string, saved map[string]string) []field {
	out := v.mapColumns(kind, header).fields
	given := map[[2]string]bool{}
	for j, n := range names {
		if p, ok := saved[n]; ok {
			out[j] = v.byPath[kind][p] // none for a column that is kept beside the record
			given[[2]string{out[j].group, out[j].name}] = p != ""
		}
	}
	for j, n := range names {
		if _, ok := saved[n]; !ok && given[[2]string{out[j].group, out[j].name}] {
			out[j] = field{}
		}
	}
	return out
}

// shipmentKeys are the fields that name a record of a shipment, the best first.
var shipmentKeys = []string{"id", "order", "awb", "bl", "declaration"}

func (t *table) sortColumns() {
	keys, group := shipmentKeys, "shipment"
	if t.cols.kind == Customers {
		keys, group = []string{"id", "name"}, "customer"
	}
	for _, k := range keys {
		if i := t.cols.find(group, k); i >= 0 {
			t.keys = append(t.keys, i)
		}
	}
	code := -1
	byRole := map[string]int{}
	for i, f := range t.cols.fields {
		switch {
		case f.name == "":
			t.spare = append(t.spare, i)
		case f.group == "partner" && f.name == "function":
			code = i
		case f.group == "customer" || f.group == "shipment" || f.group == "line":
			t.own = append(t.own, i)
		default:
			k, ok := byRole[f.group]
			if !ok {
				k = len(t.parties)
				byRole[f.group] = k
				role := data.Role(f.group)
				if f.group == "consignee" {
					role = data.IntermediateConsignee
				}
				t.parties = append(t.parties, partyColumns{role: role, code: -1})
			}
			t.parties[k].cols = append(t.parties[k].cols, i)
		}
	}
	for i := range t.parties {
		if t.parties[i].role == "partner" {
			t.parties[i].code = code
		}
	}
	slices.SortStableFunc(t.parties, func(a, b partyColumns) int {
		return slices.Index(data.Roles[:], a.role) - slices.Index(data.Roles[:], b.role)
	})
}

// namesake is the column that is taken for a field and called as one is that is not; -1 for none.
func (t *table) namesake(i int) int {
	plain := func(h string) string { return strings.TrimRight(strings.TrimRight(h, "0123456789"), "#") }
	if t.columns[i].name != "" {
		return -1
	}
	return slices.IndexFunc(t.columns, func(c column) bool {
		return c.name != "" && (strings.Contains(c.header, "#") || strings.Contains(t.header[i], "#")) && plain(c.header) == plain(t.header[i])
	})
}

// guessDocument says what kind of document the rows are of, where the columns
// leave no doubt; a column that tells it comes first.
func (t *table) guessDocument() {
	if t.cols.kind != Shipments {
		return
	}
	has := func(group, name string) bool { return t.cols.find(group, name) >= 0 }
	folded := map[string]bool{}
	for _, h := range t.header {
		folded[fold(h)] = true
	}
	for _, h := range t.header {
		if t.voc.hosting[fold(h)] || t.voc.hosting[fold(withoutBrackets(h))] {
			t.docType = "hosting"
			return
		}
	}
	switch {
	case has("shipment", "declaration") || folded["境内发货人"] || folded["商品编号"] || folded["运抵国"]:
		t.docType, t.grain = "declaration", "declaration_line"
	case (has("shipment", "bl") || has("shipment", "awb")) && !has("shipment", "order") && !has("line", "line"):
		t.docType, t.grain = "trade_data", "trade_record"
	case has("shipment", "id") && !has("shipment", "order") && (folded["lieferung"] || folded["lieferschein"] || folded["delivery"] || folded["deliveryno"]):
		t.docType, t.grain = "delivery", "delivery_line"
	case has("shipment", "id") && t.namesDeliveries() && !has("line", "unit_value") && !has("line", "value"):
		t.docType, t.grain = "delivery", "delivery_line" // of orders that it names, and without what they cost
	case has("shipment", "order") || has("shipment", "id"):
		t.docType, t.grain = "order", "order_line"
	}
}

// namesDeliveries is whether what names the records is the number of a delivery.
func (t *table) namesDeliveries() bool {
	h := fold(t.header[t.cols.find("shipment", "id")])
	return wordsOfCells().docType[h] == "delivery" || slices.Contains([]string{"deliveryno", "deliverynumber", "deliverynoteno", "deliverynotenumber", "lieferungsnr", "lieferungsnummer", "lieferscheinnr", "lieferscheinnummer", "发货单号", "送货单号", "出货单号"}, h)
}

// withoutBrackets is a header without what it adds in brackets: "MRC (USD)".
func withoutBrackets(header string) string {
	if i := strings.IndexAny(header, "([（"); i > 0 {
		return header[:i]
	}
	return header
}

// idle classes of rows that are no record.
const (
	classRecord = iota
	classBlank
	classTotal
	classHeader
	classRuled
	classNote
	classOthers
)

func (t *table) classify(r *raw) int {
	first := -1
	for i := range r.cells() {
		if len(tidy(r.cell(i))) > 0 {
			first = i
			break
		}
	}
	if first < 0 {
		return classBlank
	}
	if c := tidy(r.cell(first)); !isWordRune(rune(c[0])) && !isStars(c) && isRuled(string(bytes.TrimSpace(r.buf))) {
		return classRuled
	}
	if c := tidy(r.cell(first)); isTotal(c) {
		key := t.ownKey(r)
		if key == nil || bytes.Equal(key, c) && (t.cols.kind != Customers || t.onlySums(r, first)) {
			return classTotal
		}
	} else if t.ownKey(r) == nil && len(t.keys) > 0 {
		for i := range r.cells() {
			if isTotal(tidy(r.cell(i))) {
				return classTotal
			}
		}
	}
	if len(t.keys) == 0 && t.onlyFigures(r) {
		return classTotal
	}
	same, mapped := 0, 0
	for _, i := range t.own {
		if mapped++; mapped > 4 {
			break
		}
		if string(tidy(r.cell(i))) == strings.TrimSuffix(t.header[i], "#2") {
			same++
		}
	}
	switch {
	case same > 1:
		return classHeader
	case t.isNote(r):
		return classNote
	case t.namesOthers(r):
		return classOthers
	}
	return classRecord
}

// onlySums is whether behind a word for sums stand figures alone: a firm may be called so.
func (t *table) onlySums(r *raw, word int) bool {
	for i := word + 1; i < r.cells(); i++ {
		if c := tidy(r.cell(i)); len(c) > 0 && !isFigure(string(c)) && !isCurrency(string(c)) {
			return false
		}
	}
	return true
}

// onlyFigures is whether a row tells quantities, masses and money alone: nobody and nothing
// is named.
func (t *table) onlyFigures(r *raw) bool {
	for i := range r.cells() {
		c := tidy(r.cell(i))
		if len(c) == 0 {
			continue
		}
		if !isFigure(string(c)) || i >= len(t.columns) {
			return false
		}
		switch t.columns[i].typ {
		case "", "number", "mass", "count":
		default:
			return false
		}
	}
	return true
}

// key is what names the row's record; nil where nothing does.
func (t *table) key(r *raw) []byte {
	if k := t.ownKey(r); k != nil {
		return k
	}
	return t.headKey
}

// ownKey is what names it in the row itself.
func (t *table) ownKey(r *raw) []byte {
	for _, i := range t.keys {
		if c := tidy(r.cell(i)); len(c) > 0 && !(len(c) <= 4 && notTold(string(c))) {
			return c
		}
	}
	return nil
}

// hash of a key or a row's content, good for this run alone.
func (t *table) hash(b []byte) uint64 { return maphash.Bytes(t.seed, b) }

func (t *table) rowHash(r *raw) uint64 {
	h := t.hash(r.buf)
	for _, e := range r.ends {
		h = h*1099511628211 + uint64(e)
	}
	return h
}

// skipHeader reads up to the first row under the header.
func (t *table) skipHeader(in rows, each func(*raw)) error {
	for i := 0; i < t.at+t.height; i++ {
		r, err := in.next()
		if err != nil {
			return err
		}
		if each != nil && i < t.at {
			each(r)
		}
	}
	return nil
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func separated(b []byte) bool {
	return bytes.IndexByte(b, '.') >= 0 || bytes.IndexByte(b, ',') >= 0
}

// settleStyles decides how each column writes numbers and dates: by its own
// values, else by what the other columns of the file agree on.
func (t *table) settleStyles(numbers []numberVote, dates []dateVote, m *Mapping) {
	var allNumbers numberVote
	var allDates dateVote
	for i := range t.columns {
		allNumbers.dot += numbers[i].dot
		allNumbers.comma += numbers[i].comma
		allDates.sum(dates[i])
	}
	for i := range t.columns {
		c := &t.columns[i]
		if v := numbers[i]; v.dot+v.comma > 0 {
			c.number = v.style()
		} else {
			c.number = allNumbers.style()
		}
		if t.figures[i] {
			c.number = '.'
		}
		c.later = t.later
		if v := dates[i]; v.tells() {
			c.order = v.order()
		} else {
			c.order = allDates.order()
		}
		if m != nil && m.Decimal != "" {
			c.number = numberStyle(m.Decimal[0])
		}
		if m != nil && m.DateOrder != "" {
			c.order = m.DateOrder
		}
	}
}

// partnerRole is the part that a partner code names. SP is SAP's own code for
// the forwarder and the English display's for the sold-to party.
func (t *table) partnerRole(code string, english bool) (data.Role, bool) {
	p := &t.voc.partners.PartnerFunction
	code = strings.ToUpper(strings.TrimSpace(code))
	role := p.Codes[code]
	if code == p.Disputed.Code {
		role = p.Disputed.Internal
		if english {
			role = p.Disputed.English
		}
	}
	if role == "" {
		role = t.voc.partOf(code)
	}
	return partnerRole(role), role != ""
}
