package match

import (
	"cmp"
	"strings"
	"unicode"
)

// hasHangul reports a text with Korean syllables.
func hasHangul(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0xac00 && r <= 0xd7a3 })
}

// koreanWords writes a Korean address in Latin letters and in small ones, each part one word
// without a hyphen, so that both scripts give the same words: "판교로289번길" and "Pangyo-ro
// 289beon-gil". Towns and districts lose what they are: "seongnam" is Seongnam-si.
func koreanWords(s string) string {
	var out, word []rune
	end := func() {
		if len(word) > 0 {
			out = append(out, []rune(koreanWord(string(appendHangul(nil, word, hangulReading{}))))...)
			word = word[:0]
		}
	}
	rs := []rune(strings.ToLower(s))
	for i, r := range rs {
		letter := func(at int) bool { return at >= 0 && at < len(rs) && unicode.IsLetter(rs[at]) }
		switch {
		case r >= 0xac00 && r <= 0xd7a3 || r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			word = append(word, r)
		case r == '-' && (letter(i+1) && i > 0 && rs[i-1] != ' '):
			// Pangyo-ro, 289beon-gil, 3-dong
		default:
			end()
			out = append(out, r)
		}
	}
	end()
	return joinRoads(string(out))
}

// koreanWord leaves out of one word what a town is, and writes a road with one l.
func koreanWord(w string) string {
	if road, ok := strings.CutSuffix(w, "llo"); ok && len(road) > 2 {
		return road + "lro" // Seoul-ro, which is said Seoullo
	}
	if hasDigit(w) {
		return w
	}
	for _, tail := range addressWords().signs["korean_town"] {
		if town, ok := strings.CutSuffix(w, tail); ok && len(town) >= 4 {
			return town
		}
	}
	return w
}

// joinRoads writes the name of a road as one word and puts the numbered side road behind it:
// "pangyoro 289beongil".
func joinRoads(s string) string {
	words := joinRoadNames(strings.Split(s, " "))
	for i := len(words) - 1; i > 0; i-- {
		if isRoad(words[i-1]) && len(words[i]) > 3 && isDigit(rune(words[i][0])) && strings.HasSuffix(strings.TrimRight(words[i], ","), "gil") {
			words[i-1] += words[i]
			words = append(words[:i], words[i+1:]...)
		}
	}
	return strings.Join(words, " ")
}

// joinRoadNames joins the words of a road that stands behind its number, each as Korean says
// it: of "168 gasan digital 1ro" the road is "gasandijiteol1ro".
func joinRoadNames(words []string) []string {
	korean := addressWords().korean
	for i := len(words) - 1; i > 1; i-- {
		if !strings.HasSuffix(strings.TrimRight(words[i], ","), "ro") || strings.HasSuffix(words[i-1], ",") || hasDigit(words[i-1]) {
			continue
		}
		from := i - 1
		for from > 0 && i-from < 4 && words[from-1] != "" && !strings.HasSuffix(words[from-1], ",") && !hasDigit(words[from-1]) {
			from--
		}
		if from == 0 || !allDigits(strings.ReplaceAll(words[from-1], "-", "")) {
			continue // no number stands before it, which ends the name of the road
		}
		road := ""
		for _, w := range words[from:i] {
			road += cmp.Or(korean[w], w)
		}
		words[from] = road + words[i]
		words = append(words[:from+1], words[i+1:]...)
		i = from
	}
	return words
}

// isRoad reports the name of a road or of a side road.
func isRoad(w string) bool {
	for _, kind := range [...]string{"ro", "gil"} {
		if name, ok := strings.CutSuffix(w, kind); ok && len(name) >= 3 && !allDigits(name) {
			return true
		}
	}
	return false
}

// koreanParts takes the road and its number, "3dong", "502ho" and "5cheung": building, unit
// and floor.
func (p *addrParser) koreanParts() {
	for i := range p.toks {
		t := &p.toks[i]
		if t.used {
			continue
		}
		if n, ok := strings.CutSuffix(t.text, "dong"); ok && (allDigits(strings.TrimPrefix(n, "je")) || len(n) == 1) {
			p.a.Block += trimZeros(strings.TrimPrefix(n, "je"))
		} else if block, unit, ok := blockAndUnit(t.text); ok && p.a.Street != "" && len(p.a.Numbers) > 0 {
			p.a.Block += block
			p.addUnits(unit)
		} else if n, ok := strings.CutSuffix(t.text, "ho"); ok && startsWithDigit(strings.TrimPrefix(n, "je")) {
			p.addUnits(strings.TrimPrefix(n, "je"))
		} else if n, ok := strings.CutSuffix(t.text, "cheung"); ok && allDigits(n) {
			p.setFloor(trimZeros(n), i, i)
		} else if p.a.Street == "" && isRoad(t.text) {
			p.a.Street, p.a.Kind, p.at = t.text, "ro", i
			if i > 0 && p.toks[i-1].seg == t.seg && allDigits(p.toks[i-1].text) && (i+1 == len(p.toks) || p.toks[i+1].seg != t.seg) {
				p.numberBefore(i - 1)
			} else if p.numberAfter(i + 1); len(p.a.Numbers) == 0 {
				p.numberBefore(i - 1)
			} else {
				p.placesBefore(i)
			}
		} else {
			continue
		}
		t.used = true
	}
}

// placesBefore takes the words before a road behind which its number stands: the town and
// the district.
func (p *addrParser) placesBefore(road int) {
	for i := range p.toks[:road] {
		if t := &p.toks[i]; !t.used && !hasDigit(t.text) && len(t.text) > 2 && p.words.country[t.text] == "" {
			p.addPlace(t.text)
			t.used = true
		}
	}
}

// blockAndUnit parts "a-1407" and "101-1203", as blocks and their rooms are written for short.
func blockAndUnit(t string) (block, unit string, ok bool) {
	block, unit, ok = strings.Cut(t, "-")
	unit = strings.TrimSuffix(unit, "ho")
	return block, unit, ok && (len(block) == 1 || len(block) == 3 && allDigits(block)) && len(unit) >= 3 && len(unit) <= 4 && allDigits(unit)
}

func startsWithDigit(s string) bool { return s != "" && isDigit(rune(s[0])) }
