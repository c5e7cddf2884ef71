package intake

import (
	"slices"
	"strings"
	"unicode"
)

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

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
		if (v.units[fold(p)] || wordsOfCells().counts[strings.ToLower(p)] != 0) && !per {
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
				if (c.score > best.score+1 || c.score >= best.score && repeats(rows[i]) > 1) && c.score >= alone.score && !slices.Equal(c.fields, alone.fields) {
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
// the upper one has gaps, as merged cells leave them, or repeats what stands in them.
func looksLikeSubHeader(top, sub []string) bool {
	gap, groups := false, repeats(top) > 1
	for i, c := range sub {
		c = strings.TrimSpace(c)
		if strings.ContainsAny(c, "0123456789") && len(c) > 6 {
			return false
		}
		if groups && isFigure(c) {
			return false
		}
		if c != "" && (i >= len(top) || strings.TrimSpace(top[i]) == "") {
			gap = true
		}
	}
	return (gap || groups) && filled(top) > 0
}

// repeats is how many cells of a row tell the same as the one before them, as a merged cell
// does that was taken apart.
func repeats(row []string) (n int) {
	for i := 1; i < len(row); i++ {
		if c := strings.TrimSpace(row[i]); c != "" && c == strings.TrimSpace(row[i-1]) {
			n++
		}
	}
	return n
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
