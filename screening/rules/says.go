package rules

import (
	"slices"
	"strings"

	"redflag/data"
)

// template is a sentence with {placeholders}: facts by name, or fields of the
// elements that bore the evidence ("{parties.name}").
type template struct {
	parts []part
}

type part struct {
	text        string // literal, or the name to render
	fact        bool
	group, slot int // of an element's field; group is topLevel for a fact
	typ         Type
	word        bool // one of a fixed set, written with _ for a space
}

// parseSays reads a template; at is the rune where it is wrong.
func parseSays(s string, sc *Schema) (template, error) {
	var t template
	rest, at := s, 0
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

func (t template) lit(s string) template {
	if s != "" {
		t.parts = append(t.parts, part{text: s})
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

// shownNames bounds how many elements a sentence names.
const shownNames = 3

func (t template) render(f Facts, seen []witness) string {
	var b strings.Builder
	for _, p := range t.parts {
		switch {
		case !p.fact:
			b.WriteString(p.text)
		case p.group == topLevel:
			b.WriteString(f.Render(p.text))
		default:
			b.WriteString(renderElems(f, p, seen))
		}
	}
	return b.String()
}

func renderElems(f Facts, p part, seen []witness) string {
	var out []string
	more := 0
	for _, w := range seen {
		if w.group != p.group {
			continue
		}
		v := f.Elem(w.group, w.at, p.slot)
		s := plain(v, p.typ)
		if p.word {
			s = strings.ReplaceAll(s, "_", " ")
		}
		switch {
		case v.State == data.Known:
		case v.Text != "": // a name that says nothing, as told
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
			return "somebody not named"
		}
		return data.NotToldValue
	}
	s := strings.Join(out, ", ")
	if more > 0 {
		s += " and others"
	}
	return s
}
