package match

import (
	"slices"
	"strings"
)

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
		if !t.used && !hasDigit(t.text) && len(t.text) > 2 && !placeTail(t.text) && (t.seg >= p.streetSegment() || p.a.POBox != "" && p.a.Building == "") {
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
