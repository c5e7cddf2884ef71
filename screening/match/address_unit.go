package match

import "strings"

// units takes what follows "room", "flat", "unit", "suite" and the like, "#12-08",
// and "B-12-3A".
func (p *addrParser) units() {
	for i := 0; i < len(p.toks); i++ {
		t := p.toks[i].text
		if p.toks[i].used {
			continue
		}
		if rest, ok := strings.CutPrefix(t, "#"); ok {
			if rest == "" && i+1 < len(p.toks) {
				rest = p.toks[i+1].text
				p.toks[i].used = true
				i++
			}
			p.hash(rest)
			p.toks[i].used = true
			continue
		}
		marker := p.words.unit[t]
		if !marker {
			// "flat/rm", "rm1203", "unit5"
			if head, tail, ok := strings.Cut(t, "/"); ok && p.words.unit[head] && (p.words.unit[tail]) {
				marker = true
			} else if id := p.gluedUnit(t); id != "" {
				p.addUnits(id)
				p.toks[i].used = true
				continue
			}
		}
		if !marker {
			continue
		}
		p.unitsAfter(i)
	}
}

// houseAndFlat parts "22/415" into the house and the flat, and reads "m. 415", a flat in
// Poland.
func (p *addrParser) houseAndFlat() {
	for i := range p.toks {
		t := &p.toks[i]
		house, flat, ok := strings.Cut(t.text, "/")
		switch {
		case t.used:
		case ok && houseNumber(house) && allDigits(flat) && flat != "":
			t.text = house
			p.addUnits(flat)
		case t.text == "m" && i > 0 && hasDigit(p.toks[i-1].text) && i+1 < len(p.toks) && allDigits(p.toks[i+1].text):
			p.addUnits(p.toks[i+1].text)
			p.use(i, i+1)
		}
	}
}

// twoHouseNumbers takes of "237/36a", where a house bears the number of its quarter and
// that of its street, the lower one, which is the street's: people write either first.
func (p *addrParser) twoHouseNumbers() {
	for i := range p.toks {
		one, two, ok := strings.Cut(p.toks[i].text, "/")
		if ok && !p.toks[i].used && houseNumber(one) && houseNumber(two) {
			const letters = "abcdefghijklmnopqrstuvwxyz"
			if atoi(strings.TrimRight(two, letters)) < atoi(strings.TrimRight(one, letters)) {
				one = two
			}
			p.toks[i].text = one
		}
	}
}

// gluedUnit is the id of a word such as "rm1203", or "".
func (p *addrParser) gluedUnit(t string) string {
	for _, m := range [...]string{"flat", "room", "unit", "rm", "suite", "shop"} {
		if rest, ok := strings.CutPrefix(t, m); ok && rest != "" && isDigit(rune(rest[0])) {
			return rest
		}
	}
	return ""
}

// unitsAfter reads the ids behind a marker: "1318-19", "A & B", "No. 5".
func (p *addrParser) unitsAfter(i int) {
	j := i + 1
	for j < len(p.toks) && (p.toks[j].text == "no" || p.toks[j].text == "nos" || p.toks[j].text == "number" || p.words.unit[p.toks[j].text]) && p.toks[j].seg == p.toks[i].seg {
		j++
	}
	took := false
	for ; j < len(p.toks); j++ {
		t := p.toks[j]
		if t.text == "&" || t.text == "and" {
			continue
		}
		rest := strings.TrimPrefix(t.text, "#")
		if t.used || !idLike(rest) || p.isFloor(t.text) || (took && p.toks[j-1].text != "&" && p.toks[j-1].text != "and" && !(t.first && allDigits(rest) && len(rest) >= 3 && p.listGoesOn(j))) {
			break
		}
		p.addUnits(rest)
		p.toks[j].used = true
		took = true
	}
	if took {
		p.use(i, i)
		for k := i + 1; k < j && k < len(p.toks); k++ {
			if p.words.unit[p.toks[k].text] || p.toks[k].text == "no" || p.toks[k].text == "&" {
				p.toks[k].used = true
			}
		}
	}
}

// listGoesOn reports whether the number that begins a part is one more unit of a
// list, "Rooms 1203, 1204, 12/F", and not a house number.
func (p *addrParser) listGoesOn(j int) bool {
	if j+1 >= len(p.toks) || p.toks[j+1].seg == p.toks[j].seg {
		return false
	}
	return p.isFloor(p.toks[j+1].text) || allDigits(p.toks[j+1].text)
}

// hash reads "#12-08", "#12-08/09": floor and unit of Singapore, or a plain number.
func (p *addrParser) hash(id string) {
	floor, unit, ok := strings.Cut(id, "-")
	if !ok {
		p.addUnits(id)
		return
	}
	p.a.Floor = trimZeros(floor)
	if lo, hi, ok := strings.Cut(unit, "/"); ok && allDigits(lo) && allDigits(hi) {
		if all := unitRange(lo, hi); len(all) <= mostUnitsOfOne {
			unit = strings.Join(all, "/") // "31/33" is rented as one, with what lies between
		}
	}
	p.addUnits(unit)
}

// mostUnitsOfOne bounds the units of Singapore that are let as one.
const mostUnitsOfOne = 8

func trimZeros(s string) string {
	t := strings.TrimLeft(s, "0")
	if t == "" && s != "" {
		return "0"
	}
	return t
}

// addUnits keeps an id until floor and country are known.
func (p *addrParser) addUnits(id string) {
	if len(p.ids) < 16 {
		p.ids = append(p.ids, strings.Split(id, "/")...)
	}
}

// spellOut turns the ids into units: 1318-19 is 1318 and 1319, A-C is three, and
// 12-3 on the 12th floor, or in Malaysia, is unit 3.
func (p *addrParser) spellOut() {
	for _, id := range p.ids {
		lo, hi, ranged := strings.Cut(id, "-")
		switch {
		case !ranged:
			p.addUnit(lo)
		case p.floorAndUnit(lo, hi):
			if p.a.Floor == "" {
				p.a.Floor = trimZeros(lo)
			}
			p.addUnit(hi)
		default:
			for _, u := range unitRange(lo, hi) {
				p.addUnit(u)
			}
		}
	}
}

func (p *addrParser) floorAndUnit(lo, hi string) bool {
	if !allDigits(lo) || len(lo) > 2 || hi == "" {
		return false
	}
	return trimZeros(lo) == p.a.Floor || p.a.Country == "MY" || p.a.Country == "SG" || hi[0] == '0'
}

func (p *addrParser) addUnit(u string) {
	u = trimZeros(strings.Trim(u, "-#"))
	if u == "" || len(p.a.Units) >= 64 {
		return
	}
	for _, have := range p.a.Units {
		if have == u {
			return
		}
	}
	p.a.Units = append(p.a.Units, u)
}

// unitRange spells a range out; the second end may be short: 1318-19.
func unitRange(lo, hi string) []string {
	if len(lo) == 1 && len(hi) == 1 && !hasDigit(lo+hi) && lo < hi {
		var out []string
		for c := lo[0]; c <= hi[0]; c++ {
			out = append(out, string(c))
		}
		return out
	}
	prefix := strings.TrimRight(lo, "0123456789")
	a, b := lo[len(prefix):], strings.TrimPrefix(hi, prefix)
	if !allDigits(a) || !allDigits(b) {
		return []string{lo, hi}
	}
	if len(b) < len(a) {
		b = a[:len(a)-len(b)] + b
	}
	x, y := atoi(a), atoi(b)
	if y <= x || y-x > 40 {
		return []string{lo, hi}
	}
	var out []string
	for ; x <= y; x++ {
		s := itoa(x)
		for len(s) < len(a) {
			s = "0" + s
		}
		out = append(out, prefix+s)
	}
	return out
}

// pairBeforeBuilding reads "12-02 Menara Foo": floor and unit as Malaysia and Singapore
// write them, where nothing else tells them and a building follows before any street.
func (p *addrParser) pairBeforeBuilding() {
	if len(p.toks) < 2 || p.toks[0].used || len(p.ids) > 0 || p.a.Floor != "" || p.a.Country != "MY" && p.a.Country != "SG" {
		return
	}
	floor, unit, ok := strings.Cut(p.toks[0].text, "-")
	if !ok || !allDigits(floor) || len(floor) > 2 || unit == "" || !isDigit(rune(unit[0])) {
		return
	}
	for i := 1; i < min(p.at, len(p.toks)); i++ {
		if !p.toks[i].used && p.words.building[p.toks[i].text] {
			p.addUnits(p.toks[0].text)
			p.toks[0].used = true
			return
		}
	}
}

// bareUnits reads "07-14" without its sign in Singapore, where it stands alone between
// commas or begins with a nought, as no house number does.
func (p *addrParser) bareUnits() {
	if p.a.Country != "SG" || len(p.ids) > 0 || p.a.Floor != "" {
		return
	}
	for i := range p.toks {
		t := &p.toks[i]
		floor, unit, ok := strings.Cut(t.text, "-")
		if t.used || !ok || len(floor) != 2 || !allDigits(floor) || len(unit) < 2 || !isDigit(rune(unit[0])) {
			continue
		}
		if floor[0] == '0' || p.aloneInPart(i) {
			p.hash(t.text)
			t.used = true
			return
		}
	}
}
