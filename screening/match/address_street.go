package match

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed tables/address.txt
var addressTable string

// addrWords are the words that addresses are made of.
type addrWords struct {
	street   map[string]string // "rd" -> "road"
	before   map[string]string // kinds that stand before the name: "jalan"
	unit     map[string]bool
	building map[string]bool   // "centre", "tower"
	block    map[string]bool   // "block", "phase"
	part     map[string]string // directions: "e" -> "east"
	place    map[string]string // -> its one name
	towns    map[string]bool   // those names
	country  map[string]string // -> ISO 2
}

var loadAddressWords = sync.OnceValues(func() (*addrWords, error) { return parseAddressWords("tables/address.txt", addressTable) })

// addressWords are those that could be read; Load says whether all could.
func addressWords() *addrWords { w, _ := loadAddressWords(); return w }

func parseAddressWords(name, text string) (*addrWords, error) {
	w := &addrWords{map[string]string{}, map[string]string{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}, map[string]string{}, map[string]bool{}, map[string]string{}}
	into := map[string]func(from, to string){
		"street":   func(from, to string) { w.street[from] = to },
		"before":   func(from, to string) { w.before[from] = to },
		"unit":     func(from, _ string) { w.unit[from] = true },
		"building": func(from, _ string) { w.building[from] = true },
		"block":    func(from, _ string) { w.block[from] = true },
		"part":     func(from, to string) { w.part[from] = to },
		"place":    func(from, to string) { w.place[from], w.towns[to] = to, true },
		"country":  func(from, to string) { w.country[from] = to },
	}
	err := readTable(name, text, func(words []string) *fault {
		put := into[words[0]]
		if put == nil {
			return &fault{0, fmt.Sprintf("%q is no class of words of an address; they are %s", words[0], strings.Join(slices.Sorted(maps.Keys(into)), ", "))}
		}
		for i := range words[1:] {
			from, to, bad := readingOf(words, i+1)
			if bad != nil {
				return bad
			}
			put(strings.ReplaceAll(from, "_", " "), to)
		}
		return nil
	})
	return w, err
}

// streets finds the street: a kind after its name (Nathan Road), before it (Jalan
// Ampang), or at its end (Hauptstrasse).
func (p *addrParser) streets() {
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

// beforePlace is where the words of a street end, from a word to before another,
// when a town or country follows without a comma: "Jalan SS21/60 PJ". A street that
// is named after a town alone keeps its name.
func (p *addrParser) beforePlace(from, to int) int {
	for n := 3; n >= 1; n-- {
		if at := to - n; at > from {
			text := p.joined(at, to)
			if p.words.place[text] != "" || p.words.country[text] != "" {
				return p.beforePlace(from, at)
			}
		}
	}
	return to
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

// blocks takes "Block B", "Tower 2", "Building 5", "Phase II" and "Blk 123".
func (p *addrParser) blocks() {
	for i := range p.toks {
		t := p.toks[i]
		if t.used || !(p.words.block[t.text] || t.text == "tower" || t.text == "building" || t.text == "bldg") {
			continue
		}
		if i+1 < len(p.toks) && !p.toks[i+1].used && blockID(p.toks[i+1].text) && p.toks[i+1].seg == t.seg {
			p.a.Block += blockName(p.toks[i+1].text)
			p.use(i, i+1)
			continue
		}
		if i > 0 && !p.toks[i-1].used && p.toks[i-1].seg == t.seg && p.words.block[t.text] && len(p.toks[i-1].text) <= 2 && (t.text != "k" || p.toks[i-1].text != "h") {
			p.a.Block += blockName(p.toks[i-1].text)
			p.use(i-1, i)
		}
	}
}

func blockID(s string) bool {
	return len(s) <= 3 && (hasDigit(s) || len(s) == 1 || strings.Trim(s, "iv") == "" || s == "one" || s == "two" || s == "six" || s == "ten")
}

func blockName(s string) string {
	switch s {
	case "i", "one":
		return "1"
	case "ii", "two":
		return "2"
	case "iii":
		return "3"
	case "iv":
		return "4"
	}
	return trimZeros(s)
}

// buildings takes the name of the building: the words around "centre", "tower" and
// the like, or the first words left before the street.
func (p *addrParser) buildings() {
	if p.a.Building != "" {
		return
	}
	best := -1
	for i := range p.toks {
		if !p.toks[i].used && p.words.building[p.toks[i].text] {
			best = p.toks[i].seg
			break
		}
	}
	street := p.streetSegment()
	p.a.Named = best >= 0
	if best < 0 && p.a.Street == "" {
		p.bareStreet()
		street = p.streetSegment()
	}
	// Without such a word, only what stands before a street or behind a unit can be one.
	if best < 0 && (p.a.Street != "" || len(p.ids) > 0 || p.a.Floor != "") {
		for i := range p.toks {
			t := p.toks[i]
			if t.used || p.words.place[t.text] != "" || p.words.country[t.text] != "" || len(t.text) < 3 || hasDigit(t.text) {
				continue
			}
			if p.isPlacePart(t.seg) {
				continue
			}
			if t.seg < street || t.seg == street && i < p.at {
				best = t.seg
				break
			}
		}
	}
	if best < 0 {
		return
	}
	var name, all strings.Builder
	own, keyed := false, false // words of its own were read, and one such as "tower"
	for i := range p.toks {
		t := p.toks[i]
		if t.used || t.seg != best {
			continue
		}
		if t.text == "no" || t.text == "&" || t.text == "the" || t.text == "of" || t.text == "at" {
			p.toks[i].used = true
			continue
		}
		p.toks[i].used = true
		if p.words.building[t.text] || p.words.block[t.text] {
			if name.Len() > 0 && p.ends(i, best) || own && p.ends(i, best) {
				break
			}
			keyed = true
			continue
		}
		if keyed && own && (p.words.place[t.text] != "" || p.words.country[t.text] != "") {
			break
		}
		own = true
		all.WriteString(t.text)
		name.WriteString(p.buildingWord(t.text))
	}
	p.a.Building = name.String()
	if p.a.Building == "" {
		p.a.Building = all.String()
	}
}

// ends reports whether no more own words of a building follow in its part.
func (p *addrParser) ends(i, seg int) bool {
	for j := i + 1; j < len(p.toks); j++ {
		if p.toks[j].seg == seg && !p.toks[j].used && p.words.building[p.toks[j].text] {
			return false
		}
	}
	return true
}

// buildingWord folds the words that buildings are called by in several ways.
func (p *addrParser) buildingWord(t string) string {
	switch t {
	case "ii", "iii", "iv":
		return blockName(t)
	case "comm", "commercial", "comml", "ind", "industrial", "indl", "intl", "international", "office", "business", "trade", "trading", "factory":
		return ""
	}
	return t
}

// streetSegment is the part that the street stands in, or one past the last.
func (p *addrParser) streetSegment() int {
	if p.at < len(p.toks) {
		return p.toks[p.at].seg
	}
	return p.segs
}

// isPlacePart reports a part that is made of places only.
func (p *addrParser) isPlacePart(seg int) bool {
	any := false
	text := ""
	for _, t := range p.toks {
		if t.seg != seg || t.used {
			continue
		}
		any = true
		text += t.text + " "
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return false
	}
	if p.words.place[text] != "" || p.words.country[text] != "" {
		return true
	}
	for w := range strings.FieldsSeq(text) {
		if p.words.place[w] == "" && p.words.country[w] == "" && !hasDigit(w) && !placeTail(w) {
			return false
		}
	}
	return any
}

func placeTail(w string) bool {
	switch w {
	case "district", "dist", "city", "province", "county", "town", "township", "state", "new", "territories", "sar", "s", "a", "r", "of", "the", "p", "shi", "qu", "sheng":
		return true
	}
	return false
}

// places takes the districts, cities and the country of what is left.
func (p *addrParser) places() {
	for n := 3; n >= 1; n-- {
		for i := 0; i+n <= len(p.toks); i++ {
			if slices.ContainsFunc(p.toks[i:i+n], func(t addrTok) bool { return t.used }) {
				continue
			}
			text := p.joined(i, i+n)
			if c := p.words.country[text]; c != "" {
				if p.a.Country == "" || c == "HK" || c == "MO" {
					p.a.Country = c
				}
				p.use(i, i+n-1)
			}
			if pl := p.words.place[text]; pl != "" {
				p.addPlace(pl)
				p.use(i, i+n-1)
			}
		}
	}
	for _, t := range p.toks {
		if !t.used && !hasDigit(t.text) && len(t.text) > 2 && !placeTail(t.text) && t.seg >= p.streetSegment() {
			p.addPlace(t.text)
		}
	}
}

func (p *addrParser) addPlace(s string) {
	if !slices.Contains(p.a.Places, s) && len(p.a.Places) < 16 {
		p.a.Places = append(p.a.Places, s)
	}
}

// finish fills what other parts imply: the floor of room 2309 is 23.
func (p *addrParser) finish() {
	a := &p.a
	p.spellOut()
	if a.Floor == "" && len(a.Units) > 0 && allDigits(a.Units[0]) && (len(a.Units[0]) == 4 || len(a.Units[0]) == 3 && (a.Country == "HK" || a.Country == "MO")) {
		a.Floor = a.Units[0][:len(a.Units[0])-2]
	}
}
