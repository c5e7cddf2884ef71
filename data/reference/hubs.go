package reference

import (
	"slices"
	"strings"
	"unicode"

	"redflag/data"
)

// Hub is a place that goods are known to be diverted through, in a span of time.
type Hub struct {
	Country  string
	From, To data.Date // To is not told where it still stands
	Strength string    // strong, medium, weak
	Kind     string    // chips, russia, historic
	Says     string
	Source   string
	Basis    string
}

func (r *reader) hubs(name string) (out []Hub) {
	r.rows(name, "country,from,to,strength,kind,says", func(w *row) {
		out = append(out, Hub{w.country("country"), w.date("from"), w.date("to"), w.oneOf("strength", "strong", "medium", "weak"), w.oneOf("kind", "chips", "russia", "historic"), w.need("says"), w.need("source"), w.basis()})
	})
	return out
}

// Port is a sea or air port with its UN/LOCODE.
type Port struct {
	Code, Name, Country, Mode string
	Lat, Lon                  float64
	Source, Basis             string
}

// Ports finds ports by code, name and airport code.
type Ports struct {
	All    []Port
	byName map[string]*Port
}

func (r *reader) ports(name string) *Ports {
	p := &Ports{byName: map[string]*Port{}}
	var aliases [][]string
	r.rows(name, "locode,name,mode,lat,lon,aliases", func(w *row) {
		code := w.need("locode")
		if len(code) != 5 || code != strings.ToUpper(code) {
			w.fail("locode", "%q is not five capitals or digits", code)
			return
		}
		p.All = append(p.All, Port{code, w.need("name"), code[:2], w.oneOf("mode", "sea", "air"), w.number("lat"), w.number("lon"), w.need("source"), w.basis()})
		aliases = append(aliases, w.list("aliases"))
	})
	for i := range p.All {
		port := &p.All[i]
		if p.byName[Fold(port.Code)] != nil {
			r.fail(errTwice(name, port.Code, port.Name))
		}
		p.byName[Fold(port.Code)] = port
	}
	for i := range p.All {
		for _, a := range append(aliases[i], p.All[i].Name) {
			if k := Fold(a); p.byName[k] == nil {
				p.byName[k] = &p.All[i]
			}
		}
	}
	return p
}

// Find finds a port by code ("MYPKG", "MY PKG"), airport code or name.
func (p *Ports) Find(text string) *Port {
	if len(text) > 80 {
		return nil
	}
	var buf [128]byte
	return p.byName[string(appendFold(buf[:0], text))]
}

// Atlas knows countries, and the ports in them.
type Atlas struct {
	*Countries
	Ports *Ports
}

// Atlas is the countries and ports of the tables.
func (t *Tables) Atlas() Atlas { return Atlas{t.Countries, t.Ports} }

// OfPlace is the country of a port or an airport by its code of three or five capitals.
func (a Atlas) OfPlace(code string) (iso2 string, ok bool) {
	if len(code) != 3 && len(code) != 5 || strings.ContainsFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return "", false
	}
	p := a.Ports.Find(code)
	if p == nil {
		return "", false
	}
	return p.Country, true
}

// Zone is a free zone or special economic zone with words that name it.
type Zone struct {
	Country, Name string
	Words         []string
	Source, Basis string
}

func (r *reader) zones(name string) (out []Zone) {
	r.rows(name, "country,name,words", func(w *row) {
		out = append(out, Zone{w.country("country"), w.need("name"), w.list("words"), w.need("source"), w.basis()})
	})
	return out
}

// ZoneIn finds the zone that a text names by whole words.
func (t *Tables) ZoneIn(text string) (*Zone, string) {
	for i := range t.Zones {
		for _, word := range t.Zones[i].Words {
			if containsWords(text, word) {
				return &t.Zones[i], word
			}
		}
	}
	return nil, ""
}

// NamesakeAtEnd reports whether what stands at the end of an address, or is a place by
// itself, is a town that a country has as well as a better-known one elsewhere: Moscow, of
// the United States.
func (t *Tables) NamesakeAtEnd(country, address string) bool {
	iso, text, ok := t.Countries.namedAtEnd(address)
	if !ok || iso == country {
		return false
	}
	for i := range t.Namesakes {
		if n := &t.Namesakes[i]; n.Country == country && slices.ContainsFunc(n.Words, func(w string) bool { return containsWords(text, w) }) {
			return true
		}
	}
	return false
}

// containsWords finds word in text at word borders; small and capital letters are
// the same except for abbreviations of up to four letters.
func containsWords(text, word string) bool {
	exact := len(word) <= 4
	for i := 0; i+len(word) <= len(text); i++ {
		part := text[i : i+len(word)]
		if part != word && (exact || !strings.EqualFold(part, word)) {
			continue
		}
		before, after := rune(' '), rune(' ')
		if i > 0 {
			before = rune(text[i-1])
		}
		if i+len(word) < len(text) {
			after = rune(text[i+len(word)])
		}
		if !letter(before) && !letter(after) {
			return true
		}
	}
	return false
}

func letter(r rune) bool { return r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
