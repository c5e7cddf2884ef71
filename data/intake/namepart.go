package intake

import (
	"slices"
	"strings"

	"redflag/data"
)

// partName takes the address out of a name that holds both, as one box of a bill does
// ("Falcon Crest FZCO, DAFZA, Dubai, UAE"): names are compared with names. It parts where the
// name of a firm ends by its legal form and what stands behind it has a figure or ends in a
// country; any other text stays a name whole.
func (c *cells) partName(voc *vocabulary, cu *data.Customer, path string) {
	if cu.Address != "" || len(cu.Name) > 400 {
		return
	}
	name, address := voc.nameAndAddress(cu.Name, func(s string) bool {
		return strings.ContainsAny(s, "0123456789") || c.atlas.atEnd(s) != ""
	})
	if address == "" {
		name, address = voc.nameAndCity(cu.Name, c.atlas.lookup)
	}
	if address == "" {
		return
	}
	c.say(data.Repaired, path+"name", "an address stands behind the name and is read as such: "+address, cu.Name)
	cu.Name, cu.Address = name, address
}

func (v *vocabulary) nameAndAddress(s string, isPlace func(string) bool) (name, address string) {
	const signs = ",;\n\r"
	for i, r := range s {
		if !strings.ContainsRune(signs, r) || !v.isFirm(oneLine(s[:i])) {
			continue
		}
		end := i
		for { // "Acme Co., Ltd., Shenzhen": a legal form alone goes with the name
			rest := strings.TrimLeft(s[end:], signs+" ")
			next := rest
			if k := strings.IndexAny(rest, signs); k >= 0 {
				next = rest[:k]
			}
			if !v.firms[fold(next)] {
				break
			}
			end = len(s) - len(rest) + len(next)
		}
		rest := oneLine(strings.Trim(s[end:], signs+" "))
		if rest == "" || !isPlace(rest) {
			return s, ""
		}
		return oneLine(s[:end]), rest
	}
	if strings.Count(s, " ") < 3 || v.isForm(s[strings.LastIndexByte(s, ' ')+1:]) {
		return s, ""
	}
	words := strings.Fields(s)
	for i := len(words) - 1; i > 1; i-- {
		if len(words[i-1]) < 3 || !v.isForm(words[i-1]) || v.isForm(words[i]) || strings.ContainsAny(s, signs) {
			continue
		}
		if rest := strings.Join(words[i:], " "); isPlace(rest) {
			return strings.Join(words[:i], " "), rest
		}
	}
	return s, ""
}

// nameAndCity parts a name from a city and the country of it that stand last ("OOO Sever
// Moscow Russia"). Two words at least are left for the name.
func (v *vocabulary) nameAndCity(s string, lookup func(string) (string, bool)) (name, address string) {
	if strings.Count(s, " ") < 3 || strings.ContainsAny(s, ",;\n") {
		return s, ""
	}
	words := strings.Fields(s)
	last := func(from, to int) (string, bool) { return lookup(strings.Join(words[from:to], " ")) }
	n := len(words)
	for country := 1; country <= 2; country++ {
		iso, ok := last(n-country, n)
		if !ok {
			continue
		}
		for city := 2; city >= 1; city-- {
			at := n - country - city
			if at < 2 || slices.Contains(v.of, fold(words[at-1])) {
				continue
			}
			if in, ok := last(at, n-country); ok && in == iso {
				return strings.Join(words[:at], " "), strings.Join(words[at:], " ")
			}
		}
	}
	return s, ""
}

// isForm is whether a word is a legal form, and asks for no memory where it is plain.
func (v *vocabulary) isForm(word string) bool {
	var buf [16]byte
	n := 0
	for i := range len(word) {
		b := word[i]
		switch {
		case b >= 'A' && b <= 'Z':
			b += 'a' - 'A'
		case b >= 0x80 || n == len(buf):
			return v.firms[fold(word)]
		case b == '.':
			continue
		}
		if n < len(buf) {
			buf[n] = b
			n++
		}
	}
	return v.firms[string(buf[:n])]
}
