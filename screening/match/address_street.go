package match

import (
	"strings"
)

// streets finds the street: a kind after its name (Nathan Road), before it (Jalan
// Ampang), or at its end (Hauptstrasse).
func (p *addrParser) streets() {
	if p.a.Street != "" {
		return
	}
	for i := range p.toks {
		t := p.toks[i]
		if kind := p.words.before[t.text]; kind != "" && p.words.street[t.text] == "" && !t.used && i+1 < len(p.toks) && p.toks[i+1].seg == t.seg {
			p.streetBeginsAt(i, kind)
			return
		}
	}
	for i := range p.toks {
		t := p.toks[i]
		if t.used || p.a.Street != "" {
			continue
		}
		if kind := p.words.street[t.text]; kind != "" && !t.first {
			if p.streetEndsAt(i, kind) {
				return
			}
		}
	}
	for i := range p.toks {
		if kind := p.words.before[p.toks[i].text]; kind != "" && !p.toks[i].used && i+1 < len(p.toks) && p.toks[i+1].seg == p.toks[i].seg {
			p.streetBeginsAt(i, kind)
			return
		}
	}
	for i := range p.toks {
		t := p.toks[i]
		if kind := p.words.street[t.text]; kind != "" && !t.used && len(t.text) > 2 && i+1 < len(p.toks) && p.toks[i+1].seg == t.seg && !hasDigit(p.toks[i+1].text) && (t.first || hasDigit(p.toks[i-1].text)) {
			p.streetBeginsAt(i, kind)
			return
		}
	}
	for i := range p.toks {
		t := p.toks[i]
		if t.used {
			continue
		}
		for _, end := range [...]string{"strasse", "str", "straat", "gasse", "weg", "platz", "allee", "gatan", "vagen", "gade", "vej", "laan", "kade", "damm", "ring", "ufer", "katu", "tie", "way"} {
			if name, ok := strings.CutSuffix(t.text, end); ok && len(name) >= 3 && !hasDigit(name) {
				p.a.Street, p.a.Kind, p.at = name, end, i
				if end == "str" {
					p.a.Kind = "strasse"
				}
				p.toks[i].used = true
				p.numberBefore(i - 1)
				if len(p.a.Numbers) == 0 {
					p.numberAfter(i + 1)
				}
				return
			}
		}
	}
}

// bareStreet takes a part that is a house number and a name without a kind of
// street: "27 Wanshoulu", "Kalevipoja 12A".
func (p *addrParser) bareStreet() {
	for from := 0; from < len(p.toks) && p.a.Street == ""; {
		to := from
		for to < len(p.toks) && p.toks[to].seg == p.toks[from].seg {
			to++
		}
		p.bareStreetIn(from, to)
		from = to
	}
}

func (p *addrParser) bareStreetIn(from, to int) {
	for from < to && (p.toks[from].used || p.toks[from].text == "no" || p.toks[from].text == "house") {
		from++
	}
	number, lo, hi := from, from+1, to
	if from >= to || !houseNumber(p.toks[from].text) {
		number, lo, hi = to-1, from, to-1
		if hi > lo && p.toks[hi-1].text == "no" {
			hi--
		}
	}
	if hi-lo < 1 || hi-lo > 5 || !houseNumber(p.toks[number].text) || p.toks[number].used {
		return
	}
	var name strings.Builder
	for _, t := range p.toks[lo:hi] {
		if t.used || hasDigit(t.text) || p.words.building[t.text] || p.words.block[t.text] {
			return
		}
		name.WriteString(t.text)
	}
	if name.Len() < 4 || p.words.place[name.String()] != "" || p.isPlacePart(p.toks[lo].seg) {
		return
	}
	p.a.Street, p.at = name.String(), min(lo, number)
	p.addNumbers(p.toks[number].text)
	p.use(min(lo, number), max(hi-1, number))
}

// streetEndsAt takes the words before a kind as the street's name.
func (p *addrParser) streetEndsAt(i int, kind string) bool {
	from := i
	for from > 0 {
		b := p.toks[from-1]
		if b.used || b.seg != p.toks[i].seg || hasDigit(b.text) && !p.nameNumber(from-1, i) || b.text == "no" || b.text == "&" || p.words.building[b.text] && from-1 > 0 && i-from >= 1 {
			break
		}
		from--
	}
	if from == i {
		return false
	}
	// A street named after a saint, or a kind within a name: the last kind wins.
	for j := i + 1; j < len(p.toks) && p.toks[j].seg == p.toks[i].seg; j++ {
		if k := p.words.street[p.toks[j].text]; k != "" && !p.toks[j].used && j-i <= 2 && !hasDigit(p.toks[j-1].text) && p.words.part[p.toks[j-1].text] == "" && p.words.place[p.toks[j-1].text] == "" {
			return p.streetEndsAt(j, k)
		}
	}
	var name strings.Builder
	for j := from; j < i; j++ {
		if d := p.words.part[p.toks[j].text]; d != "" && j > from {
			p.a.Parts += d
			continue
		}
		if d := p.words.part[p.toks[j].text]; d != "" && i-from > 1 {
			p.a.Parts += d
			continue
		}
		if d := pinyinParts[p.toks[j].text]; d != "" && j > from && j == i-1 && pinyinKind(p.toks[i].text) {
			p.a.Parts += d
			continue
		}
		name.WriteString(p.toks[j].text)
	}
	p.a.Street, p.a.Kind, p.at = name.String(), kind, from
	p.use(from, i)
	next := p.partsAfter(i + 1)
	p.numberBefore(from - 1)
	if len(p.a.Numbers) == 0 {
		p.numberAfter(next)
	}
	return p.a.Street != ""
}

// pinyinParts are directions before lu, jie and dadao.
var pinyinParts = map[string]string{"bei": "north", "nan": "south", "dong": "east", "xi": "west", "zhong": "middle"}

func pinyinKind(t string) bool { return t == "lu" || t == "jie" || t == "dadao" || t == "dajie" }

// nameNumber reports whether the number at j belongs to a street's name: "5th
// Avenue", "2nd December Street".
func (p *addrParser) nameNumber(j, kind int) bool {
	return ordinalNumber(p.toks[j].text) != ""
}

// streetBeginsAt takes the words after a kind, up to a number or a comma.
func (p *addrParser) streetBeginsAt(i int, kind string) {
	var name strings.Builder
	j, end := i+1, i+1
	for end < len(p.toks) && p.toks[end].seg == p.toks[i].seg && !p.toks[end].used {
		end++
	}
	end = p.beforePlace(i+1, end)
	for ; j < end; j++ {
		t := p.toks[j].text
		if t == "no" || (t == "n" || t == "d") && j+1 < len(p.toks) && hasDigit(p.toks[j+1].text) {
			break
		}
		if hasDigit(t) {
			if numberedKind(kind) && j == i+1 || kind == "jalan" && strings.ContainsAny(t, "/") { // Jalan 2/137B, Jalan PJU 8/8
				name.WriteString(t)
				continue
			}
			break
		}
		if t == "da" || t == "du" || t == "de" || t == "do" || t == "dos" || t == "das" || t == "del" || t == "la" || t == "di" {
			continue
		}
		name.WriteString(t)
	}
	p.a.Street, p.a.Kind, p.at = name.String(), kind, i
	p.use(i, j-1)
	p.numberAfter(j)
	if len(p.a.Numbers) == 0 {
		p.numberBefore(i - 1)
	}
}

// joined are the words from one to before another, with blanks.
func (p *addrParser) joined(from, to int) string {
	if to-from == 1 {
		return p.toks[from].text
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from {
			b.WriteByte(' ')
		}
		b.WriteString(p.toks[i].text)
	}
	return b.String()
}

// numberedKind reports streets that are called by a number: Calle 21, Jalan 18.
func numberedKind(kind string) bool {
	return kind == "calle" || kind == "carrera" || kind == "jalan" || kind == "soi" || kind == "lorong"
}

// partsAfter takes directions and a section after the street's kind: "Road West",
// "Rd. Sec. 4"; and lane and alley.
func (p *addrParser) partsAfter(j int) int {
	for j < len(p.toks) {
		t := p.toks[j].text
		d := p.words.part[t]
		switch {
		case p.toks[j].used:
			return j
		case d != "" && !p.toks[j].first:
			p.a.Parts += d
			p.toks[j].used = true
			j++
		default:
			return j
		}
	}
	return j
}

// numberBefore reads a house number that ends at i: "2-16", "No. 88", "610 ".
func (p *addrParser) numberBefore(i int) {
	// "Hollywood Plaza, 610, Nathan Road": over a comma only when the part holds nothing else.
	for k := i; k >= 0 && k >= i-6; k-- {
		t := p.toks[k]
		if p.sectionWord(k) {
			continue
		}
		if t.used {
			return
		}
		switch {
		case houseNumber(t.text):
			if t.seg != p.toks[min(i+1, len(p.toks)-1)].seg && !p.aloneInPart(k) {
				return
			}
			p.addNumbers(t.text)
			p.toks[k].used = true
			if k > 0 && (p.toks[k-1].text == "no" || p.toks[k-1].text == "nos" || p.toks[k-1].text == "number" || p.toks[k-1].text == "lot") {
				p.toks[k-1].used = true
			}
			if k > 1 && (p.toks[k-1].text == "&" || p.toks[k-1].text == "and") {
				i = k - 2
				k = k - 1
				continue
			}
			return
		case t.text == "&" || t.text == "and" || t.text == "off" || t.text == "to":
		default:
			return
		}
	}
}

// sectionWord reports a word of "Sec. 4" or "Lane 3", which may stand between
// number and street.
func (p *addrParser) sectionWord(k int) bool {
	section := func(t string) bool {
		return t == "sec" || t == "section" || t == "lane" || t == "ln" || t == "alley" || t == "aly"
	}
	return p.toks[k].used && (section(p.toks[k].text) || k > 0 && allDigits(p.toks[k].text) && section(p.toks[k-1].text))
}

// aloneInPart reports whether a part holds only this number (and "No.").
func (p *addrParser) aloneInPart(k int) bool {
	for j := range p.toks {
		if j != k && p.toks[j].seg == p.toks[k].seg && !p.toks[j].used && p.toks[j].text != "no" && p.toks[j].text != "lot" && p.toks[j].text != "number" {
			return false
		}
	}
	return true
}

// numberAfter reads a house number that begins at j, after the street.
func (p *addrParser) numberAfter(j int) {
	for k := j; k < len(p.toks) && k <= j+2; k++ {
		t := p.toks[k]
		switch {
		case t.used:
			return
		case t.text == "no" || t.text == "number" || t.text == "n" || t.text == "nos" || t.text == "house" || t.text == "d":
			p.toks[k].used = true
		case houseNumber(t.text) && (t.seg == p.toks[max(k-1, 0)].seg || p.aloneInPart(k) || p.toks[k-1].text == "no"):
			p.addNumbers(t.text)
			p.toks[k].used = true
			return
		default:
			return
		}
	}
}

// houseNumber reports "12", "12a", "2-16", "9/6".
func houseNumber(t string) bool {
	if t == "" || !isDigit(rune(t[0])) || len(t) > 11 || ordinalNumber(t) != "" || floorWord(t) != "" {
		return false
	}
	lead := strings.TrimLeft(t, "0123456789")
	return len(t)-len(lead) <= 5
}

func (p *addrParser) addNumbers(t string) {
	lo, hi, ranged := strings.Cut(t, "-")
	digits := strings.TrimRight(lo, "abcdefghijklmnopqrstuvwxyz")
	digits, _, _ = strings.Cut(digits, "/")
	if i := strings.IndexFunc(digits, func(r rune) bool { return !isDigit(r) }); i >= 0 {
		digits = digits[:i]
	}
	a := atoi(digits)
	b := a
	if ranged {
		h := strings.TrimRight(hi, "abcdefghijklmnopqrstuvwxyz")
		if allDigits(h) {
			if len(h) < len(digits) && atoi(h) < a {
				h = digits[:len(digits)-len(h)] + h
			}
			b = max(a, atoi(h))
		}
		if b-a > 400 {
			b = a
		}
	} else if tail := lo[len(strings.TrimRight(lo, "abcdefghijklmnopqrstuvwxyz")):]; len(tail) == 1 {
		p.a.Letter = tail
	}
	p.a.Numbers = append(p.a.Numbers, span32{a, b})
}
