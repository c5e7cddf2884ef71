package intake

import (
	"slices"
	"strings"
	"unicode"
)

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// columns is what the columns of a table were taken to be.
type columns struct {
	kind   string
	fields []field // one a column; a zero field is kept beside the record
	names  []string
	score  int
}

// match recognises one header of a kind of table. The second value is whether
// the header names a bare party field that needs a neighbour's role.
func (v *vocabulary) match(kind, header string) (f field, bare bool) {
	if f, bare = v.matchName(kind, header); f.name != "" {
		return f, bare
	}
	name, code := withoutCurrency(header)
	if code != "" {
		if f, _ = v.matchName(kind, name); f.unit == "currency" {
			return f, false
		}
		if f, _ = v.matchPieces(kind, name); f.unit == "currency" {
			return f, false
		}
	}
	return v.matchPieces(kind, header)
}

// matchPieces recognises a header that says one thing twice, or adds what changes nothing:
// "数量 Quantity", "Shipper/Exporter", "Gross Weight (KGS)", "Address (in full)". Every piece
// of a measure must be known, for "Qty/box" is no quantity; of a text one is enough.
func (v *vocabulary) matchPieces(kind, header string) (f field, bare bool) {
	pieces := headerPieces(header)
	if len(pieces) < 2 {
		return field{}, false
	}
	if _, disputed := v.ambiguous[strings.TrimSuffix(kind, "s")+" "+fold(header)]; disputed {
		return field{}, false
	}
	odd, per := false, strings.ContainsAny(header, "/／")
	for _, p := range pieces {
		if v.units[fold(p)] && !per {
			continue
		}
		o, b := v.matchName(kind, p)
		switch {
		case o.name == "":
			odd = true
		case f.name == "":
			f, bare = o, b
		case holdsBoth(f, o): // one cell tells both
		case holdsBoth(o, f):
			f, bare = o, b
		case o != f:
			return field{}, false
		}
	}
	if odd && (f.typ == "number" || f.typ == "mass" || f.typ == "count") {
		return field{}, false
	}
	return f, bare
}

// holdsBoth is whether a cell of a measure may tell its unit, too: "Quantity (Unit)",
// "Currency/Amount".
func holdsBoth(measure, unit field) bool {
	return measure.name == "quantity" && unit.name == "unit" || measure.unit == "currency" && measure.group == unit.group && unit.typ == "currency"
}

// headerPieces cuts a header at slashes, brackets and line ends, and between Latin letters
// and others.
func headerPieces(header string) []string {
	var pieces []string
	var b strings.Builder
	cut := func() {
		if fold(b.String()) != "" {
			pieces = append(pieces, strings.TrimSpace(b.String()))
		}
		b.Reset()
	}
	latin, other := false, false // what the piece holds
	for _, r := range header {
		switch {
		case strings.ContainsRune("/|()[]（）【】／\n\r", r):
			cut()
			latin, other = false, false
			continue
		case unicode.Is(unicode.Latin, r):
			if other {
				cut()
			}
			latin, other = true, false
		case unicode.IsLetter(r):
			if latin {
				cut()
			}
			latin, other = false, true
		}
		b.WriteRune(r)
	}
	cut()
	return pieces
}

// withoutCurrency takes the one currency out of a header that names it: "FOB Value (USD)",
// "Unit price US$". code is "" where there is none, or more than one.
func withoutCurrency(header string) (name, code string) {
	var rest []string
	for _, w := range strings.FieldsFunc(header, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("()[]{}<>/,;:_-（）【】", r) }) {
		is := ""
		switch up := strings.ToUpper(w); {
		case len(w) == 3 && isUpper(up) && isCurrency(up):
			is = up
		case wordsOfCells().signs[w] != "":
			is = wordsOfCells().signs[w]
		}
		switch {
		case is == "":
			rest = append(rest, w)
		case code != "" && code != is:
			return header, ""
		default:
			code = is
		}
	}
	return strings.Join(rest, " "), code
}

func (v *vocabulary) matchName(kind, header string) (f field, bare bool) {
	k := fold(header)
	if k == "" {
		return field{}, false
	}
	if kind == Customers {
		return v.customer[k], false
	}
	if _, disputed := v.ambiguous["shipment "+k]; disputed {
		if c, ok := v.customer[k]; ok && k == "country" {
			return c, true
		}
		return field{}, false
	}
	if v.function[k] {
		return v.byPath[Shipments]["partner.function"], false
	}
	if f, ok := v.shipment[k]; ok {
		return f, false
	}
	if f, ok := v.partyField(k); ok {
		return f, false
	}
	if f, ok := v.customer[k]; ok {
		switch f.name {
		case "id", "notes", "currency", "customer_since":
			return field{}, false
		}
		return f, true
	}
	return field{}, false
}

// partyField reads a folded header as a role with a customer field, in either
// order, with "of" between, or as a bare role.
func (v *vocabulary) partyField(k string) (field, bool) {
	for _, r := range v.roles {
		rest, ok := strings.CutPrefix(k, r.folded)
		if !ok {
			if rest, ok = strings.CutSuffix(k, r.folded); !ok {
				continue
			}
			rest = v.trimOf(rest, strings.TrimSuffix)
		} else {
			rest = v.trimOf(rest, strings.TrimPrefix)
		}
		if rest == "" {
			return v.byPath[Shipments][r.role+".name"], true
		}
		switch rest {
		case "no", "number", "code", "account":
			rest = "id"
		case "unified", "party":
			rest = "name"
		}
		if _, ok := v.customer[rest]; !ok {
			rest = strings.TrimPrefix(rest, "address") // "Delivery Address/Country"
		}
		if f, ok := v.customer[rest]; ok {
			return v.byPath[Shipments][r.role+"."+f.name], true
		}
	}
	return field{}, false
}

// trimOf takes off a word between a role and what is told of it: "Address of consignee",
// "Adresse du destinataire", 荷受人の住所. A rest that is a field as it stands keeps all of it.
func (v *vocabulary) trimOf(rest string, trim func(s, word string) string) string {
	if _, ok := v.customer[rest]; ok {
		return rest
	}
	for _, w := range v.of {
		if s := trim(rest, w); s != rest {
			return s
		}
	}
	return rest
}

// mapColumns recognises a header row as a table of the kind.
func (v *vocabulary) mapColumns(kind string, header []string) columns {
	c := columns{kind: kind, names: uniqueNames(header), fields: make([]field, len(header))}
	bare := make([]bool, len(header))
	for i, h := range header {
		c.fields[i], bare[i] = v.match(kind, h)
	}
	if !slices.ContainsFunc(header, isFigure) {
		header = slices.Clone(header)
		v.matchLoosely(&c, bare, header)
	}
	if kind == Shipments {
		takeNeighbours(v, &c, bare, header)
	}
	resolveAmbiguous(v, &c, header)
	dropRepeats(v, &c, header)
	if kind == Shipments {
		settleRoles(v, &c, header)
		v.findTheGoods(&c, header)
	}
	for _, f := range c.fields {
		if f.name != "" {
			c.score++
		}
	}
	return c
}

// takeNeighbours gives bare party fields ("Name", "Country") the role of the
// nearest party column to their left, else to their right.
func takeNeighbours(v *vocabulary, c *columns, bare []bool, header []string) {
	role := ""
	// Whose country an "Owner Country" is, no table tells that names no owner.
	if !slices.ContainsFunc(c.fields, func(f field) bool { return f.name == "owners" || f.name == "owner.name" }) {
		for i, f := range c.fields {
			if bare[i] && strings.HasPrefix(f.name, "owner.") {
				c.fields[i], bare[i] = field{}, false
			}
		}
	}
	isParty := func(f field) bool {
		return f.name != "" && f.group != "shipment" && f.group != "line" && f.group != "customer"
	}
	for i := range c.fields {
		switch {
		case isParty(c.fields[i]):
			role = c.fields[i].group
		case bare[i] && role != "":
			c.fields[i] = v.byPath[Shipments][role+"."+c.fields[i].name]
			bare[i] = false
		case c.fields[i].group == "shipment" && c.fields[i].name == "payer":
			role = "payer"
		case c.fields[i].group == "shipment" && c.fields[i].name == "customer":
			role = "purchaser"
		case v.ambiguousParty(header[i]):
			role = "purchaser"
		case c.fields[i].group == "line":
			role = ""
		}
	}
	role = ""
	var lone, left []int // how to reach somebody, and what else is told of somebody, beside nobody
	for i := len(c.fields) - 1; i >= 0; i-- {
		if isParty(c.fields[i]) && !bare[i] {
			role = c.fields[i].group
		} else if bare[i] {
			switch {
			case role != "" && i+1 < len(c.fields) && c.fields[i+1].group == role:
				c.fields[i] = v.byPath[Shipments][role+"."+c.fields[i].name]
			case c.fields[i].name == "name" && !c.has(field{group: "purchaser", name: "name"}) && !c.has(field{group: "bill_to", name: "name"}):
				c.fields[i] = v.byPath[Shipments]["purchaser.name"] // whose order it is
			case c.fields[i].name == "emails" || c.fields[i].name == "phones":
				lone = append(lone, i)
			default:
				left = append(left, i)
			}
		}
	}
	slices.Reverse(left)
	for _, i := range left { // beside a name whose part the columns behind it told
		f := c.fields[i]
		c.fields[i] = field{}
		if i > 0 && isParty(c.fields[i-1]) {
			c.fields[i] = v.byPath[Shipments][c.fields[i-1].group+"."+f.name]
		}
	}
	for _, i := range lone { // whoever ordered
		for _, role := range []string{"purchaser", "bill_to"} {
			if c.fields[i].group == "customer" && c.has(field{group: role, name: "name"}) {
				c.fields[i] = v.byPath[Shipments][role+"."+c.fields[i].name]
			}
		}
		if c.fields[i].group == "customer" {
			c.fields[i] = field{}
		}
	}
}

// ambiguousParty is whether a word is the purchaser's name or number ("Customer").
func (v *vocabulary) ambiguousParty(header string) bool {
	return slices.Contains(v.ambiguous["shipment "+fold(header)], "purchaser.name")
}

// resolveAmbiguous gives a declared ambiguous word the first of its fields that
// no other column has taken.
func resolveAmbiguous(v *vocabulary, c *columns, header []string) {
	kind := strings.TrimSuffix(c.kind, "s")
	for i, h := range header {
		paths, ok := v.ambiguous[kind+" "+fold(h)]
		if !ok || c.fields[i].name != "" {
			continue
		}
		if p := v.beside[kind+" "+fold(h)]; p != "" && !c.has(v.byPath[c.kind][p]) {
			continue
		}
		for _, p := range paths {
			f := v.byPath[c.kind][p]
			if !c.has(f) {
				c.fields[i] = f
				break
			}
		}
	}
}

func (c *columns) has(f field) bool {
	for _, o := range c.fields {
		if o.group == f.group && o.name == f.name {
			return true
		}
	}
	return false
}

func (c *columns) find(group, name string) int {
	for i, o := range c.fields {
		if o.group == group && o.name == name {
			return i
		}
	}
	return -1
}

// dropRepeats keeps one column of each field that takes but one. Of two line
// columns the one among other line columns counts (SAP repeats the header's net
// value before the item's); of two others the first.
func dropRepeats(v *vocabulary, c *columns, header []string) {
	numberTheBareRoles(v, c, header)
	first := map[field]int{}
	for i, f := range c.fields {
		if f.name == "" || f.join != "" || f.takesMany() {
			continue
		}
		j, twice := first[f]
		if !twice {
			first[f] = i
			continue
		}
		keep, drop := j, i
		if f.group == "line" && lineNeighbours(c, i) > lineNeighbours(c, j) {
			keep, drop = i, j
		}
		first[f] = keep
		c.fields[drop] = field{}
	}
}

// numberTheBareRoles takes a bare role ("Sold-to") beside a column of that
// party's name for the party's number.
func numberTheBareRoles(v *vocabulary, c *columns, header []string) {
	for i, f := range c.fields {
		if f.name != "name" || f.group == "customer" || !v.isRole(fold(header[i])) {
			continue
		}
		for j, o := range c.fields {
			if j != i && o == f && !v.isRole(fold(header[j])) && c.find(f.group, "id") < 0 {
				c.fields[i] = field{group: f.group, name: "id", typ: "id"}
				break
			}
		}
	}
}

func (v *vocabulary) isRole(folded string) bool { return v.roleOf(folded) != "" }

// roleOf is the role that a folded header is the bare word of, or "".
func (v *vocabulary) roleOf(folded string) string {
	for _, r := range v.roles {
		if r.folded == folded {
			return r.role
		}
	}
	return ""
}

func (f field) takesMany() bool {
	switch f.typ {
	case "list", "emails", "phones", "owners", "hardware":
		return true
	}
	return false
}

func lineNeighbours(c *columns, i int) int {
	n := 0
	for j := max(0, i-2); j <= min(len(c.fields)-1, i+2); j++ {
		if j != i && c.fields[j].group == "line" {
			n++
		}
	}
	return n
}

// settleRoles decides what a plain consignee is: with an ultimate consignee told
// beside it, the intermediate one; alone, the ultimate one.
func settleRoles(v *vocabulary, c *columns, header []string) {
	role := "ultimate_consignee"
	for _, f := range c.fields {
		if f.group == "ultimate_consignee" {
			role = "intermediate_consignee"
		}
	}
	for _, f := range c.fields {
		if role == "intermediate_consignee" && f.group == "intermediate_consignee" {
			role = "consignee" // three consignees: the plain one is a second intermediate
		}
	}
	billed := billedRole(c)
	for i, f := range c.fields {
		switch f.group {
		case "consignee":
			c.fields[i].group = role
		case "bill_to":
			if c.fields[i].group = billed; billed == "" {
				c.fields[i] = field{}
			}
		}
		if f.group == "purchaser" && f.name == "id" && c.find("shipment", "customer") < 0 {
			c.fields[i] = v.byPath[Shipments]["customer"]
		}
	}
}

// billedRole is what somebody is who is billed: the buyer where no other is named, else who
// pays; "" where that one is named as well, too.
func billedRole(c *columns) string {
	switch {
	case !c.has(field{group: "bill_to", name: "name"}), !c.has(field{group: "purchaser", name: "name"}) && !c.has(field{group: "shipment", name: "customer"}):
		return "purchaser"
	case c.has(field{group: "payer", name: "name"}), c.has(field{group: "shipment", name: "payer"}):
		return ""
	}
	return "payer"
}

// uniqueNames gives repeated headers a number, and nameless ones a letter.
func uniqueNames(header []string) []string {
	seen := map[string]int{}
	out := make([]string, len(header))
	for i, h := range header {
		n := strings.TrimSpace(h)
		if n == "" {
			n = "column " + columnLetter(i)
		}
		seen[n]++
		if k := seen[n]; k > 1 {
			n += "#" + itoa(k)
		}
		out[i] = n
	}
	return out
}

func columnLetter(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// headerRows is how many rows from the top a header is looked for.
const headerRows = 30

// findHeader picks the row, or two rows read as one, whose cells name the most
// fields. It returns the row's index, how many rows the header takes, and what
// the columns are.
func (v *vocabulary) findHeader(rows [][]string, kind string) (at, height int, best columns) {
	kinds := []string{Shipments, Customers}
	if kind != "" {
		kinds = []string{kind}
	}
	at = -1
	better := func(c columns) bool {
		return c.score > best.score && (kind != "" || c.kind == Customers || c.namesShipments())
	}
	for i := range rows[:min(len(rows), headerRows)] {
		for _, k := range kinds {
			if c := v.mapColumns(k, rows[i]); c.score > 0 && better(c) {
				at, height, best = i, 1, c
			}
			if i+1 < len(rows) && looksLikeSubHeader(rows[i], rows[i+1]) {
				alone := v.mapColumns(k, rows[i+1])
				c := v.mapColumns(k, v.joinHeader(k, rows[i], rows[i+1]))
				// Under a title, and no merged cells, the lower row says as much without it.
				if c.score > best.score+1 && c.score >= alone.score && !slices.Equal(c.fields, alone.fields) {
					at, height, best = i, 2, c
				}
			}
		}
	}
	need := 2
	if at >= 0 && filled(rows[at]) == 1 {
		need = 1
	}
	if best.score < need {
		return -1, 0, columns{}
	}
	return at, height, best
}

// namesShipments is whether some column belongs to a shipment or its lines and
// not just to the parties.
func (c *columns) namesShipments() bool {
	for _, f := range c.fields {
		if f.group == "line" || f.group == "shipment" && f.name != "customer" && f.name != "notes" && f.name != "status" && f.name != "hold_reason" {
			return true
		}
	}
	return false
}

// isFigure is whether a cell holds a figure and no word, as no header does.
func isFigure(cell string) bool {
	return strings.ContainsAny(cell, "0123456789") && !strings.ContainsFunc(cell, unicode.IsLetter)
}

func filled(row []string) int {
	n := 0
	for _, c := range row {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// looksLikeSubHeader is whether the lower row holds words and no figures, and
// the upper one has gaps, as merged cells leave them.
func looksLikeSubHeader(top, sub []string) bool {
	gap := false
	for i, c := range sub {
		c = strings.TrimSpace(c)
		if strings.ContainsAny(c, "0123456789") && len(c) > 6 {
			return false
		}
		if c != "" && (i >= len(top) || strings.TrimSpace(top[i]) == "") {
			gap = true
		}
	}
	return gap && filled(top) > 0
}

// joinHeader reads two header rows as "Top Sub", a merged top cell standing for
// all columns below it. Under a top cell that says nothing of its column ("Goods" over
// "Qty") a field of a shipment or line stands by its own name.
func (v *vocabulary) joinHeader(kind string, top, sub []string) []string {
	out := joinedHeader(top, sub)
	if kind != Shipments {
		return out
	}
	for i := range min(len(out), len(sub)) {
		if f, _ := v.match(kind, out[i]); f.name != "" {
			continue
		}
		if _, disputed := v.ambiguous["shipment "+fold(sub[i])]; disputed && fold(sub[i]) != "country" {
			out[i] = sub[i]
		} else if f, bare := v.match(kind, sub[i]); f.name != "" && !bare {
			out[i] = sub[i]
		}
	}
	return out
}

func joinedHeader(top, sub []string) []string {
	out := make([]string, max(len(top), len(sub)))
	over := ""
	for i := range out {
		t, s := "", ""
		if i < len(top) {
			t = strings.TrimSpace(top[i])
		}
		if i < len(sub) {
			s = strings.TrimSpace(sub[i])
		}
		if t != "" {
			over = t
		}
		switch {
		case s == "":
			out[i] = t
		case t == "" && over == "":
			out[i] = s
		default:
			out[i] = over + " " + s
		}
	}
	return out
}
