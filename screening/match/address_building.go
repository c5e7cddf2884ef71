package match

import "strings"

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
