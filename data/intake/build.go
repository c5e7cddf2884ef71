package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"

	"redflag/data"
)

// heldRows is how many rows of records whose rows stand apart are held in one
// pass. A file with more is read in several passes, each with its own share of
// the keys, so that memory stays bounded and no line is lost.
const heldRows = 50_000

// builder turns the rows of a table into records.
type builder struct {
	t       *table
	c       cells
	tally   *tally
	file    string
	source  string
	yield   func(*data.Record) error
	current *group
	curKey  uint64
	held    map[uint64]*group
	alone   map[[8]byte]twin // rows that no number names, by content
	order   []uint64
	free    groups
	english bool // partner codes are those of the English display
	above   raw  // the last row that a number names, as told
	others  int  // the row above that names other columns; 0 where there is none
	below   bool // the row in hand has none and goes on with that one
	scratch data.Shipment
	scrCust data.Customer
}

// passes is how many times the table is read to build its records.
func (t *table) passes() int { return 1 + (len(t.scattered)+t.apart)/heldRows }

// build reads the table and hands on its records.
func (b *builder) build(ctx context.Context) error {
	total := b.t.passes()
	for pass := range total {
		if err := b.pass(ctx, pass, total); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) pass(ctx context.Context, pass, total int) error {
	in, err := b.t.open()
	if err != nil {
		return err
	}
	above := func(r *raw) {
		if pass == 0 {
			reason := "stands above the header"
			if told := b.t.headOf(r.n - 1); told != "" {
				reason += ", and tells of all rows below it: " + told
			}
			b.tally.row(r.n, data.Ignored, []issue{{fate: data.Ignored, reason: reason, raw: string(r.buf)}})
		}
	}
	if err := b.t.skipHeader(in, above); err != nil {
		return ignoreEOF(err)
	}
	b.held, b.order, b.alone = map[uint64]*group{}, b.order[:0], map[[8]byte]twin{}
	b.above.reset()
	b.others = 0
	b.t.fromTheTop()
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r, err := in.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := b.row(r, pass, total); err != nil {
			return err
		}
	}
	if err := b.emit(b.current); err != nil {
		return err
	}
	b.current, b.curKey = nil, 0
	for _, h := range b.order {
		if err := b.emit(b.held[h]); err != nil {
			return err
		}
	}
	return nil
}

var classWords = [...]string{classBlank: "is blank", classTotal: "is a row of sums", classHeader: "repeats the header", classRuled: "is a drawn line", classNote: "is a remark and no record: one cell of it alone is filled"}

func (b *builder) row(r *raw, pass, total int) error {
	if path, ok := b.t.section(r); ok {
		b.once(pass, r, data.Ignored, "tells of all rows below it: "+path)
		return nil
	}
	switch cl := b.t.classify(r); {
	case cl == classOthers:
		b.others = r.n
		b.once(pass, r, data.Ignored, "names other columns than the header, or in another order")
		return nil
	case cl == classHeader:
		b.others = 0
		fallthrough
	case cl != classRecord:
		b.once(pass, r, data.Ignored, classWords[cl])
		return nil
	case b.others != 0:
		b.once(pass, r, data.Rejected, fmt.Sprintf("stands below row %d, which names other columns than the header, and would be read wrongly: put that table in a file of its own", b.others))
		return nil
	}
	if r.cells() > len(b.t.columns) && b.t.unshift(r, b.c.atlas) {
		b.once(pass, r, data.Rejected, fmt.Sprintf("has %d cells under a header of %d, and its values do not fit their columns: a delimiter may stand in a text without quotes", r.cells(), len(b.t.columns)))
		return nil
	}
	key := b.t.key(r)
	if b.below = key == nil && b.goesOn(r); b.below {
		key = b.t.key(&b.above)
	} else if len(b.t.keys) > 0 {
		b.above.reset()
		b.above.buf, b.above.ends = append(b.above.buf, r.buf...), append(b.above.ends, r.ends...)
	}
	if key == nil && len(b.t.keys) > 0 && !b.tells(r) {
		if pass == 0 {
			b.tally.row(r.n, data.Rejected, []issue{{field: b.t.columns[b.t.keys[0]].path(), fate: data.Rejected, reason: b.noKey(), raw: string(r.buf)}})
		}
		return nil
	}
	lone := key == nil || damage(string(key)) != ""
	h := b.t.hash(key)
	if lone { // its key cannot be trusted to hold rows together
		if pass > 0 {
			return nil
		}
		return b.addLone(key, r)
	}
	if _, apart := b.t.scattered[h]; apart {
		if total > 1 && int(h>>8)%total != pass {
			return nil
		}
		g := b.held[h]
		if g == nil {
			g = b.free.group()
			b.held[h] = g
			b.order = append(b.order, h)
		}
		b.add(g, r, string(key))
		return nil
	}
	if pass > 0 {
		return nil
	}
	if b.current == nil || b.curKey != h {
		if err := b.emit(b.current); err != nil {
			return err
		}
		b.current, b.curKey = b.free.group(), h
	}
	b.add(b.current, r, string(key))
	return nil
}

// once accounts for a row that is no record, however often the table is read.
func (b *builder) once(pass int, r *raw, fate data.RowFate, reason string) {
	if pass == 0 {
		b.tally.row(r.n, fate, []issue{{fate: fate, reason: reason, raw: string(r.buf)}})
	}
}

// goesOn is whether a row without a number of its own tells further goods of the record
// above it, as shops and merged cells have it: it names goods, and whatever it tells of the
// order and its parties stands there, too.
func (b *builder) goesOn(r *raw) bool {
	if b.t.cols.kind != Shipments || b.t.key(&b.above) == nil || damage(string(b.t.key(&b.above))) != "" {
		return false
	}
	goods := false
	for i, f := range b.t.cols.fields {
		c := tidy(r.cell(i))
		switch {
		case len(c) == 0 || f.name == "":
		case f.group == "line" && f.name == "line" && !follows(b.above.cell(i), c):
			return false // another list begins
		case f.group == "line":
			goods = goods || f.name == "description" || f.name == "part_number"
		case !bytes.Equal(c, tidy(b.above.cell(i))):
			return false
		}
	}
	return goods
}

// follows is whether the number of a line is higher than that of the line above it.
func follows(above, line []byte) bool {
	a, err := strconv.Atoi(string(tidy(above)))
	b, worse := strconv.Atoi(string(line))
	return err == nil && worse == nil && b > a
}

// tells is whether a row without a number is a record all the same: it names goods and
// somebody, as no row of sums does.
func (b *builder) tells(r *raw) bool {
	goods, somebody := false, false
	for i, f := range b.t.cols.fields {
		if len(tidy(r.cell(i))) == 0 || f.name == "" {
			continue
		}
		goods = goods || f.group == "line" && (f.name == "description" || f.name == "part_number")
		somebody = somebody || f.name == "name" || f.name == "customer"
	}
	return goods && somebody
}

func (b *builder) noKey() string {
	if b.t.cols.kind == Customers {
		return "has neither a customer number nor a name"
	}
	return "has no shipment, order or bill number"
}

// addLone makes a record of a row that no trustworthy number names. It is named by its
// damaged number and row where it has one, and by its content where it has none; a further
// row of that content repeats the first, or where lines have no numbers is a record of its
// own, for goods may be ordered twice.
func (b *builder) addLone(key []byte, r *raw) error {
	g := b.free.group()
	if key != nil {
		b.add(g, r, string(key)+" (row "+strconv.Itoa(r.n)+")")
		return b.emit(g)
	}
	content := contentOf(r)
	seen := b.alone[content]
	if seen.times == 0 {
		seen.row = r.n
	} else {
		g.first = told{b.t.rowHash(r), seen.row}
	}
	seen.times++
	b.alone[content] = seen
	id := "row-" + hex.EncodeToString(content[:])
	if seen.times > 1 {
		id += "-" + strconv.Itoa(seen.times)
	}
	b.add(g, r, id)
	return b.emit(g)
}

// twin is the first row of a content that no number names, and how many rows had it.
type twin struct{ row, times int }

// contentOf tells rows apart by what they tell, so that the same row in a later file has
// the same name.
func contentOf(r *raw) (sum [8]byte) {
	h := sha256.New()
	for i := range r.cells() {
		h.Write(tidy(r.cell(i)))
		h.Write([]byte{0x1f})
	}
	copy(sum[:], h.Sum(nil))
	return sum
}

// add takes one row into its group and counts it.
func (b *builder) add(g *group, r *raw, id string) {
	first := g.before(b.t.rowHash(r), r.n)
	again := first != 0
	if again && b.repeatsCount() {
		b.tally.row(r.n, data.Duplicate, []issue{{fate: data.Duplicate, reason: "repeats row " + strconv.Itoa(first)}})
		return
	}
	b.c.reset()
	if again {
		b.c.say(data.Ambiguous, "", "equals row "+strconv.Itoa(first)+" and carries no line number; both are counted", "")
	}
	if b.below {
		b.c.say(data.Repaired, b.t.columns[b.t.keys[0]].path(), "has no number of its own and names goods: taken as a line of the record above", "")
	}
	if len(b.t.keys) > 0 && b.t.key(r) == nil && !b.below {
		b.c.say(data.Ambiguous, b.t.columns[b.t.keys[0]].path(), b.noKey()+"; it is named by its content", "")
	}
	for _, why := range r.doubts {
		b.c.say(data.Ambiguous, "", why, string(r.buf))
	}
	for _, what := range r.mends {
		b.c.say(data.Repaired, "", what, string(r.buf))
	}
	if r.hidden {
		b.c.say(data.Accepted, "", "the row is hidden in the spreadsheet; it is taken all the same", "")
	}
	text := string(r.buf)
	if b.t.cols.kind == Customers {
		b.addCustomer(g, r, text, id)
	} else {
		b.addShipment(g, r, text, id)
	}
	b.spare(g, r, text)
	b.tally.row(r.n, b.c.fate, b.c.issues)
}

// repeatsCount is whether two equal rows are one told twice: where lines are
// numbered, and for customers.
func (b *builder) repeatsCount() bool {
	return b.t.cols.kind == Customers || b.t.cols.find("line", "line") >= 0 || b.t.cols.find("line", "serials") >= 0 || b.t.cols.find("partner", "function") >= 0
}

// tidyText is tidy for the text of a whole row, cut without copying.
func tidyText(r *raw, text string, i int) string {
	if i >= len(r.ends) {
		return ""
	}
	start, end := 0, r.ends[i]
	if i > 0 {
		start = r.ends[i-1]
	}
	if start == end {
		return ""
	}
	if c, d := text[start], text[end-1]; c > ' ' && c < 0x80 && d > ' ' && d < 0x80 && c != '=' && c != '\'' {
		return text[start:end]
	}
	return string(tidy([]byte(text[start:end])))
}

func (b *builder) addCustomer(g *group, r *raw, text, id string) {
	cu := &b.scrCust
	if g.rec == nil {
		cu = b.free.customer(g)
		g.rec = &g.record
		*g.rec = data.Record{Kind: data.CustomerKind, Source: b.source, Customer: cu, Origin: data.Origin{File: b.file, Sheet: b.t.sheet, Row: r.n}}
	} else {
		*cu = data.Customer{}
	}
	for _, i := range b.t.own {
		if s := tidyText(r, text, i); s != "" {
			b.c.setCustomer(cu, &b.t.columns[i], s)
		}
	}
	b.c.partName(b.t.voc, cu, "")
	b.c.locate(cu, "")
	if cu == &b.scrCust {
		b.c.mergeCustomer(g.rec.Customer, cu, r.n)
		return
	}
	if cu.ID == "" || cu.ID != id {
		if b.t.cols.find("customer", "id") >= 0 && cu.ID == "" {
			b.c.say(data.Repaired, "id", "no customer number is told; the name stands for it", id)
		}
		cu.ID = id
	}
	b.testWords(cu.ID, cu.Name)
}

func (b *builder) addShipment(g *group, r *raw, text, id string) {
	sh := &b.scratch
	first := g.rec == nil
	if first {
		sh = &g.shipment
		g.rec = &g.record
		*g.rec = data.Record{Kind: data.ShipmentKind, Source: b.source, Shipment: sh, Origin: data.Origin{File: b.file, Sheet: b.t.sheet, Row: r.n}}
	}
	*sh = data.Shipment{Parties: sh.Parties[:0], Lines: sh.Lines[:0]}
	h := head{Shipment: sh}
	var line data.Line
	told := false
	for _, i := range b.t.own {
		s := tidyText(r, text, i)
		if s == "" {
			continue
		}
		col := &b.t.columns[i]
		if col.group == "line" {
			told = told || col.name != "line"
			b.c.setLine(&line, col, s)
		} else {
			b.c.setShipment(&h, col, s)
		}
	}
	for i := range b.t.head {
		if c := &b.t.head[i]; first && c.group == "shipment" {
			b.c.setShipment(&h, &c.column, c.value)
		}
	}
	b.addParties(g, sh, r, text)
	b.partCustomer(g, sh)
	if first {
		b.addHeadParties(g, sh)
	}
	if !first {
		b.c.mergeShipment(g.rec.Shipment, sh, r.n)
	} else {
		sh.ID = id
	}
	b.c.mergeText(&g.from, h.from, "route.from", r.n)
	b.c.mergeText(&g.to, h.to, "route.to", r.n)
	b.c.mergeText(&g.last, h.last, "route.last", r.n)
	if told {
		b.describe(&line)
		b.countUnits(&line)
		b.countPieces(&line)
		b.pricePer(&line)
		b.addLine(g.rec.Shipment, line)
	}
	b.testWords(id, line.PartNumber, line.Description, sh.Customer)
}

func (b *builder) testWords(words ...string) {
	for _, w := range words {
		if len(w) >= 2 && (w[0] == 'T' || w[0] == 't' || w[0] == 'Z') {
			if u := strings.ToUpper(w); u == "TEST" || u == "ZZ" || strings.HasPrefix(u, "TEST ") || strings.HasPrefix(u, "TEST-") || strings.HasPrefix(u, "ZZ-") {
				b.c.say(data.Accepted, "", "looks like a test row; it is kept", w)
				return
			}
		}
	}
}

// spare keeps the columns that map to no field, and cells beyond the header.
func (b *builder) spare(g *group, r *raw, text string) {
	put := func(name, s string) {
		if g.rec.Extra == nil {
			if g.extra == nil {
				g.extra = map[string]string{}
			}
			g.rec.Extra = g.extra
		}
		if have, taken := g.rec.Extra[name]; !taken {
			g.rec.Extra[name] = s
		} else if have != s {
			g.rec.Extra[name+" (row "+strconv.Itoa(r.n)+")"] = s
		}
	}
	for _, i := range b.t.spare {
		if s := tidyText(r, text, i); s != "" {
			put(b.t.header[i], s)
			if b.t.voc.saysNothing(b.t.header[i]) {
				continue
			}
			b.c.readBeside(b.t.voc, g.rec, b.t.header[i], s, b.t.noGoods, func() *data.Customer { return b.free.customer(g) })
		}
	}
	for k, v := range b.c.extra {
		put(k, v)
	}
	for _, c := range r.beside {
		if c.col >= len(b.t.header) {
			continue
		}
		name := b.t.header[c.col] + " (" + c.what + ")"
		put(name, c.value)
		if c.what == "comment" {
			b.c.readBeside(b.t.voc, g.rec, name, c.value, true, func() *data.Customer { return b.free.customer(g) })
		}
	}
	if r.cells() > len(b.t.columns) {
		for i := len(b.t.columns); i < r.cells(); i++ {
			if s := tidyText(r, text, i); s != "" {
				put("column "+columnLetter(i), s)
				b.c.say(data.Ambiguous, "", fmt.Sprintf("has %d cells under a header of %d; the rest is kept beside the record", r.cells(), len(b.t.columns)), s)
			}
		}
	} else if r.cells() < len(b.t.columns) && r.last {
		b.c.say(data.Ambiguous, "", fmt.Sprintf("is the last row, has %d cells under a header of %d and no end of line: the file may be cut off there, and its last cell too", r.cells(), len(b.t.columns)), "")
	} else if r.cells() < len(b.t.columns) && b.t.sheet == "" {
		b.c.say(data.Repaired, "", fmt.Sprintf("has %d cells under a header of %d; the rest is not told", r.cells(), len(b.t.columns)), "")
	}
}

// emit hands on a finished record, and takes it back.
func (b *builder) emit(g *group) error {
	if g == nil {
		return nil
	}
	if g.rec == nil { // its one row repeats another record
		b.free.giveBack(g)
		return nil
	}
	if s := g.rec.Shipment; s != nil {
		b.finish(g, s)
	}
	err := b.yield(g.rec)
	b.free.giveBack(g)
	return err
}

// finish settles what only all rows of a shipment tell together.
func (b *builder) finish(g *group, s *data.Shipment) {
	if g.from != "" || g.to != "" || g.last != "" {
		var route []string
		for _, p := range append(append([]string{g.from}, s.Route...), g.to, g.last) {
			if p != "" && (len(route) == 0 || route[len(route)-1] != p) {
				route = append(route, p)
			}
		}
		s.Route = route
	}
	b.dropSum(g, s)
	b.endTheWay(s)
	for i := range s.Lines {
		if said := tariffSaid(&s.Lines[i]); said != "" {
			s.Lines[i].HS = said
			b.tally.note(g.rec.Origin.Row, issue{field: "description", fate: data.Repaired, reason: "a tariff number in it is read", raw: said})
		}
	}
	if s.DocType == "" && b.t.cols.find("shipment", "doc_type") < 0 {
		s.DocType = b.t.docType
	}
	if s.Grain == "" {
		s.Grain = b.t.grain
	}
	if s.DocType == "trade_data" && s.Direction == "in" {
		b.tally.note(g.rec.Origin.Row, issue{field: "direction", fate: data.Accepted, reason: "customs tell what came into their country; whether it came to us is not known", raw: s.Direction})
		s.Direction = data.UnknownWord
	}
	for i := range s.Parties {
		p := &s.Parties[i]
		switch {
		case p.Role == data.Purchaser && s.Customer == "":
			s.Customer = p.Name
		case p.Role == data.Purchaser && p.Name == "" && p.ID == "" && isName(s.Customer):
			p.Name = s.Customer // "Customer, Customer Country" is one party
		case p.Role == data.Payer && p.Name == "" && s.Payer != "":
			p.Name = s.Payer
		case p.Role == data.Payer && s.Payer == "":
			s.Payer = p.Name
			if s.PayerCountry == "" {
				s.PayerCountry = p.Country
			}
		}
	}
}
