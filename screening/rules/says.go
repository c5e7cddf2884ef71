package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
)

// template is a sentence with {placeholders}: facts by name, or fields of the
// elements that bore the evidence ("{parties.name}"). A clause in brackets stands
// only where all its facts are known; behind a | stands what is said otherwise:
// "Papers of [order {shipment.order}|one order] differ". A verb agrees with the
// names before it: "{parties.name} <is|are> in Russia".
type template struct {
	parts []part
}

type part struct {
	text        string // literal, or the name to render
	fact        bool
	group, slot int // of an element's field; group is topLevel for a fact
	typ         Type
	word        bool         // one of a fixed set, written with _ for a space
	clause      *[2]template // what is said, and what otherwise; nil for other parts
	verb        *[2]string   // of one name, and of several; nil for other parts
}

// parseSays reads a template; the error tells the rune where it is wrong.
func parseSays(s string, sc *Schema) (template, error) {
	var t template
	at := 0
	for s != "" {
		from, to, bar := bracketed(s)
		if from < 0 {
			plain, err := parsePlain(s, at, sc)
			t.parts = append(t.parts, plain.parts...)
			return t, err
		}
		if to < 0 {
			return t, &condError{at + runes(s[:from]), "a [ is not closed"}
		}
		var said, otherwise template
		before, err := parsePlain(s[:from], at, sc)
		if err == nil {
			said, err = parsePlain(s[from+1:bar], at+runes(s[:from+1]), sc)
		}
		if err == nil && bar < to {
			otherwise, err = parsePlain(s[bar+1:to], at+runes(s[:bar+1]), sc)
		}
		if err != nil {
			return t, err
		}
		t.parts = append(append(t.parts, before.parts...), part{clause: &[2]template{said, otherwise}})
		at += runes(s[:to+1])
		s = s[to+1:]
	}
	return t, nil
}

// bracketed is where the first clause with a placeholder opens and closes, and where
// its bar stands, which is where it closes if it has none. Other brackets are text.
func bracketed(s string) (from, to, bar int) {
	for from = 0; ; from++ {
		i := strings.IndexByte(s[from:], '[')
		if i < 0 {
			return -1, -1, -1
		}
		from += i
		n := strings.IndexByte(s[from:], ']')
		if n < 0 {
			n = len(s) - from
		}
		if strings.IndexByte(s[from:from+n], '{') < 0 {
			continue
		}
		if from+n == len(s) {
			return from, -1, -1
		}
		to, bar = from+n, from+n
		if i := strings.IndexByte(s[from:to], '|'); i >= 0 {
			bar = from + i
		}
		return from, to, bar
	}
}

// parsePlain reads text with placeholders that begins at the rune at.
func parsePlain(s string, at int, sc *Schema) (template, error) {
	var t template
	rest := s
	for {
		i := strings.IndexByte(rest, '{')
		if i < 0 {
			if strings.IndexByte(rest, '}') >= 0 {
				return t, &condError{at + runes(rest[:strings.IndexByte(rest, '}')]), "a } stands without its {"}
			}
			return t.lit(rest), nil
		}
		t = t.lit(rest[:i])
		j := strings.IndexByte(rest[i:], '}')
		if j < 0 {
			return t, &condError{at + runes(rest[:i]), "a { is not closed"}
		}
		name := rest[i+1 : i+j]
		p, ok := placeholder(name, sc)
		if !ok {
			return t, &condError{at + runes(rest[:i+1]), "there is no fact {" + name + "}; " + didYouMean(name, placeholders(sc))}
		}
		t.parts = append(t.parts, p)
		at += runes(rest[:i+j+1])
		rest = rest[i+j+1:]
	}
}

func runes(s string) int { return len([]rune(s)) }

// lit adds text, in which verbs stand as <is|are>.
func (t template) lit(s string) template {
	for s != "" {
		from := strings.IndexByte(s, '<')
		to := strings.IndexByte(s[from+1:], '>') + from + 1
		one, many, ok := "", "", false
		if from >= 0 && to > from {
			one, many, ok = strings.Cut(s[from+1:to], "|")
		}
		if !ok {
			t.parts = append(t.parts, part{text: s})
			return t
		}
		if from > 0 {
			t.parts = append(t.parts, part{text: s[:from]})
		}
		t.parts = append(t.parts, part{verb: &[2]string{one, many}})
		s = s[to+1:]
	}
	return t
}

func placeholder(name string, sc *Schema) (part, bool) {
	if i, ok := sc.slots[name]; ok && sc.fields[i].Type != Group {
		return part{text: name, fact: true, group: topLevel, slot: i}, true
	}
	if g, f, ok := strings.Cut(name, "."); ok {
		if slot, ok := sc.ElemSlot(g, f); ok {
			gi := sc.slots[g]
			x := &sc.fields[gi].Fields[slot]
			return part{text: name, fact: true, group: gi, slot: slot, typ: x.Type, word: len(x.Words) > 0}, true
		}
	}
	return part{}, false
}

func placeholders(sc *Schema) []string {
	var out []string
	for _, f := range sc.fields {
		if f.Type != Group {
			out = append(out, f.Name)
			continue
		}
		for _, e := range f.Fields {
			out = append(out, f.Name+"."+e.Name)
		}
	}
	return out
}

// nobodyNamed stands for a party without a name.
const nobodyNamed = "somebody not named"

// PlaceNamer is what facts also are that know countries by name.
type PlaceNamer interface{ PlaceName(code string) string }

// shownNames bounds how many elements a sentence names.
const shownNames = 3

// render is the sentence, with a capital where it opens with a word of ours.
func (t template) render(f Facts, seen []witness) string {
	var b strings.Builder
	several := false
	t.write(&b, f, seen, &several)
	s := b.String()
	for _, ours := range [...]string{"the ", nobodyNamed} {
		if strings.HasPrefix(s, ours) {
			return strings.ToUpper(s[:1]) + s[1:]
		}
	}
	return s
}

// write adds the template and reports whether all its facts are known; several says
// whether the names before are more than one.
func (t template) write(b *strings.Builder, f Facts, seen []witness, several *bool) bool {
	all := true
	for _, p := range t.parts {
		var s string
		switch {
		case p.clause != nil:
			var said strings.Builder
			if p.clause[0].write(&said, f, seen, several) {
				b.WriteString(said.String())
			} else {
				p.clause[1].write(b, f, seen, several)
			}
			continue
		case p.verb != nil:
			if *several {
				b.WriteString(p.verb[1])
			} else {
				b.WriteString(p.verb[0])
			}
			continue
		case !p.fact:
			b.WriteString(p.text)
			continue
		case p.group == topLevel:
			s = f.Render(p.text)
		default:
			var n int
			if s, n = renderElems(f, p, seen); p.names() {
				*several = n > 1
			}
		}
		all = all && s != data.NotToldValue && s != data.UnknownWord
		b.WriteString(s)
	}
	return all
}

// names reports whether a part names somebody.
func (p *part) names() bool {
	return strings.HasSuffix(p.text, ".name") || strings.HasSuffix(p.text, ".party") || strings.HasSuffix(p.text, ".listed_owner") || strings.HasSuffix(p.text, ".of")
}

// renderElems is a field of the elements that bore the evidence, each value once,
// and how many they are.
func renderElems(f Facts, p part, seen []witness) (said string, n int) {
	var out []string
	more := 0
	for _, w := range seen {
		if w.group != p.group {
			continue
		}
		v := f.Elem(w.group, w.at, p.slot)
		s := plain(v, p.typ)
		if p.typ == Num && v.State == data.Known {
			s = Figure(v.Num)
		}
		if places, ok := f.(PlaceNamer); ok && v.State == data.Known && strings.HasSuffix(p.text, "country") {
			s = places.PlaceName(v.Text)
		}
		if p.word {
			s = strings.ReplaceAll(s, "_", " ")
		}
		switch {
		case v.State == data.Known:
		case v.Text != "" && !strings.EqualFold(v.Text, data.UnknownWord): // a name that says nothing, as told
			s = v.Text
		default:
			continue
		}
		switch {
		case slices.Contains(out, s):
		case len(out) == shownNames:
			more++
		default:
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		if strings.HasSuffix(p.text, ".name") {
			return nobodyNamed, 0
		}
		return data.NotToldValue, 0
	}
	n = len(out) + more
	switch last := len(out) - 1; {
	case more > 0:
		return strings.Join(out, ", ") + " and others", n
	case last > 0 && p.names():
		return strings.Join(out[:last], ", ") + " and " + out[last], n
	}
	return strings.Join(out, ", "), n
}

// Figure writes a number as people read it: 1,250,000 or 2.5. From a thousand on
// what stands behind the point says nothing.
func Figure(v float64) string {
	if v > 0 && v < 0.01 {
		return "less than 0.01"
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if v != math.Trunc(v) && math.Abs(v) >= 1000 {
		s = strconv.FormatFloat(v, 'f', 0, 64)
	} else if v != math.Trunc(v) {
		s = strconv.FormatFloat(v, 'f', 2, 64)
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	whole, rest, dot := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	out := sign + b.String()
	if dot {
		out += "." + rest
	}
	return out
}
