package intake

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// matchLoosely tries other ways to write the headers that no field is known by. A field
// that a header names as it stands is never taken from it.
func (v *vocabulary) matchLoosely(c *columns, bare []bool, header []string) {
	for i, h := range header {
		if c.fields[i].name != "" || v.isDisputed(c.kind, h) {
			continue
		}
		if f, _ := v.match(c.kind, v.withoutUnit(h)); (f.typ == "mass" || f.name == "quantity") && !c.has(f) {
			c.fields[i] = f
			continue
		}
		for _, other := range v.rewordings(h) {
			f, b := v.match(c.kind, other)
			if f.name == "" && v.isDisputed(c.kind, other) {
				header[i] = other // it is settled with the others of its kind
				break
			}
			if f.name == "" || c.has(f) && f.join == "" && !f.takesMany() {
				continue
			}
			c.fields[i], bare[i] = f, b
			break
		}
	}
}

func (v *vocabulary) isDisputed(kind, header string) bool {
	_, disputed := v.ambiguous[strings.TrimSuffix(kind, "s")+" "+fold(header)]
	return disputed
}

// rewordings are other ways to write a header, the nearest first: without the number of a
// box ("50: Applicant"), without the name of a list of lines ("Order Lines/Quantity"), with
// short forms written out ("Recipient Cntry"), and without words that change nothing ("Est.
// Export Date").
func (v *vocabulary) rewordings(header string) []string {
	var out []string
	add := func(s string) bool {
		isNew := fold(s) != "" && fold(s) != fold(header) && !slices.Contains(out, s)
		if isNew {
			out = append(out, s)
		}
		return isNew
	}
	plain := withoutBoxNumber(header)
	add(plain)
	if i := strings.LastIndexAny(plain, ":："); i >= 0 { // "Custom: End User"
		add(strings.TrimLeft(plain[i:], ":： "))
	}
	if rest, ok := v.withoutLines(plain); ok {
		add("item " + rest)
		add(rest)
		plain = rest
	}
	words := headerWords(plain)
	for i, w := range words {
		if long := v.shorts[fold(w)]; long != "" {
			words[i] = long
		}
	}
	add(strings.Join(words, " "))
	if n := len(words) - 1; n > 0 {
		for _, pair := range [...][2]string{{"no", "number"}, {"number", "no"}, {"nr", "no"}, {"nr", "number"}} {
			if fold(words[n]) == pair[0] {
				add(strings.Join(append(slices.Clone(words[:n]), pair[1]), " "))
			}
		}
	}
	add(strings.Join(slices.DeleteFunc(words, func(w string) bool { return v.idle[fold(w)] }), " "))
	return out
}

// withoutBoxNumber takes off the number that forms and messages give their boxes: "50:
// Applicant", "44E: Port of Loading", "Box 8 Consignee", "(2) Exporter", "数量1".
func withoutBoxNumber(header string) string {
	s := strings.TrimSpace(header)
	for _, w := range []string{"box", "field", "feld", "casilla", "case", "rubrique", "item"} {
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) && !isWordRune(rune(s[len(w)])) {
			s = strings.TrimLeft(s[len(w):], " .:#-")
			break
		}
	}
	s = strings.TrimLeft(s, "([:")
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 2 {
		if s = strings.TrimRightFunc(header, unicode.IsDigit); s != "" && len(header)-len(s) == 1 && s[len(s)-1] >= 0x80 {
			return s
		}
		return header
	}
	rest := s[digits:]
	if len(rest) > 1 && rest[0] >= 'A' && rest[0] <= 'Z' && !isWordRune(rune(rest[1])) {
		rest = rest[1:]
	}
	name := strings.TrimLeft(rest, " )].:-_–")
	if name == rest || fold(name) == "" {
		return header
	}
	return name
}

// unitIn is the unit that the header of a quantity names: "Qty (KPCS)", "数量(台)", "GPU hours".
func (v *vocabulary) unitIn(header string) string {
	if open := strings.IndexAny(header, "([（【"); open > 0 {
		unit := strings.TrimSpace(strings.Trim(header[open:], "[]()（）【】 "))
		if k := strings.ToLower(unit); v.units[fold(unit)] || wordsOfCells().counts[k] != 0 || v.hosting[fold(unit)] {
			return unit
		}
	}
	if k := fold(header); v.hosting[k] {
		return header
	}
	return ""
}

// withoutUnit takes off the unit that stands last in the header of a measure: "Rohmasse kg".
// What is told per piece is another measure.
func (v *vocabulary) withoutUnit(header string) string {
	words := strings.Fields(header)
	n := len(words)
	if n < 2 || strings.ContainsAny(header, "/／") || !v.units[fold(words[n-1])] && wordsOfCells().counts[strings.ToLower(words[n-1])] == 0 || fold(words[n-2]) == "per" || fold(words[n-2]) == "pro" {
		return ""
	}
	return strings.Join(words[:n-1], " ")
}

// withoutLines takes off the name of a list of lines before the name of a field.
func (v *vocabulary) withoutLines(header string) (rest string, ok bool) {
	for i, r := range header {
		if isWordRune(r) {
			continue
		}
		if after := strings.TrimLeftFunc(header[i:], func(r rune) bool { return !isWordRune(r) }); after != "" && v.lines[fold(header[:i])] {
			rest, ok = after, true
		}
	}
	return rest, ok
}

// headerWords are the words of a header, also where capitals alone part them (shipToCountry).
func headerWords(header string) []string {
	var words []string
	var b strings.Builder
	cut := func() {
		if b.Len() > 0 {
			words = append(words, b.String())
		}
		b.Reset()
	}
	small := false
	for _, r := range norm.NFKC.String(header) {
		switch {
		case r == '#':
			cut()
			words = append(words, "no")
			continue
		case !isWordRune(r):
			cut()
		case unicode.IsUpper(r) && small:
			cut()
		}
		if isWordRune(r) {
			b.WriteRune(r)
		}
		small = unicode.IsLower(r)
	}
	cut()
	return words
}

// findTheGoods takes a column for the description of the goods where none else tells what
// they are, and its header has a word for goods and none for a measure, a number or a place:
// "Goods Shipped", "Nature & Qty of Goods", "Contents declared"; and any column that tells
// what is in them: "GPU fitted".
func (v *vocabulary) findTheGoods(c *columns, header []string) {
	found := c.find("line", "description") >= 0
	named := found || c.find("line", "part_number") >= 0
	for i, h := range header {
		if c.fields[i].name != "" || v.isDisputed(c.kind, h) {
			continue
		}
		switch {
		case named && v.says(h, v.inside, v.insideParts), !found && v.says(h, v.goods, v.goodsParts):
			c.fields[i] = v.byPath[Shipments]["description"]
			found = true
		}
	}
}

// says is whether a header has one of the words or parts, and none that says that the
// column tells something else of goods.
func (v *vocabulary) says(header string, words map[string]bool, parts []string) bool {
	is := false
	for _, w := range headerWords(header) {
		k := fold(w)
		if v.notGoods[k] {
			return false
		}
		is = is || words[k]
	}
	if is {
		return true
	}
	k := fold(header)
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(k, p) }) &&
		!slices.ContainsFunc(v.notGoodsParts, func(p string) bool { return strings.Contains(k, p) })
}
