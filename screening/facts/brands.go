package facts

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"unicode"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed brands.yaml
var brandsYAML []byte

// brandWords are the names that listed houses trade under.
type brandWords struct {
	all   phrases.Set
	parts []brand
}

// brand is such a name, and what the lists are asked for.
type brand struct {
	house string
	words phrases.Set
}

func loadBrands() (brandWords, error) { return parseBrands("brands.yaml", brandsYAML) }

func parseBrands(name string, text []byte) (brandWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Brands       map[string]phrases.Tongues `yaml:"brands"`
	}
	t := phrases.Open(name, text, &f)
	var w brandWords
	for _, house := range slices.Sorted(maps.Keys(f.Brands)) {
		b := brand{house, t.Set("$.brands."+house, f.Brands[house])}
		w.parts = append(w.parts, b)
		w.all = append(w.all, b.words...)
	}
	return w, t.Err()
}

// in is the house whose name stands in one of the names of a firm, "" for none.
func (w *brandWords) in(c *data.Customer) string {
	for _, name := range append([]string{c.Name, c.NameLocal}, c.Aliases...) {
		if data.TextState(name) != data.Known {
			continue
		}
		t := phrases.Read(wordsOnly(name))
		if !w.all.Stands(&t) {
			continue
		}
		for i := range w.parts {
			if w.parts[i].words.Stands(&t) {
				return w.parts[i].house
			}
		}
	}
	return ""
}

// wordsOnly is a name without its marks, which are written in one way or another:
// "Almaz-Antey", "им. Н.Э. Баумана".
func wordsOnly(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return !phrases.WordRune(r) && !unicode.Is(unicode.M, r) }), " ")
}

// bearsBrand holds a party against the listed house whose name it bears, where no entry has
// the party's own name.
func (s *Sources) bearsBrand(p *profile, n Searcher) {
	house := s.Words.brands.in(p.c)
	if house == "" {
		return
	}
	p.mayBeOwned().lookedUp = true // what lists say of the house may change while nothing else does
	o := s.organisation(house, n)
	if o == nil || o.shared {
		return
	}
	a := p.mayBeAgainst()
	if at := slices.IndexFunc(a.hits, func(h hit) bool { return !h.Address && h.List == o.List && h.ID == o.ID }); at >= 0 {
		if a.hits[at].cleared == nil {
			a.brand = a.hits[at].Name
		}
		return
	}
	h := o.hit
	h.Score, h.sure, h.Why = s.Lists.Threshold, true, []string{"bears the name of the house, and is no entry itself"}
	if p.judged || len(s.Cleared.entries[ClearanceObject(&h.NameHit)]) > 0 {
		h.cleared, h.lapsed = s.Cleared.pair(p.c.Name, &h.NameHit, p.rests(&h.NameHit, p.goods), oldBasis(p.c, &h.NameHit))
	}
	if h.cleared == nil {
		a.brand = h.Name
	}
	a.hits = append(a.hits, h)
}
