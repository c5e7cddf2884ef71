package facts

import (
	_ "embed"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed kinds.yaml
var kindsYAML []byte

// kindWords are the kinds of goods that are no advanced chips and are controlled, or
// sought by way of others.
type kindWords struct {
	kinds      []kind
	withoutUse phrases.Set // lines of business that have no use for parts of them
}

type kind struct {
	id, says         string
	eccn, hs         []string
	names, with, not phrases.Set
}

// kindSet is a set of kinds, a bit each.
type kindSet uint32

// goodsKinds are the ids of all kinds in the order of the table. A word once shipped is
// not reused.
func goodsKinds() []string {
	return []string{"memory_stack", "advanced_wafer", "wafer", "chip_tool", "chip_material", "design_tool", "radiation_hard", "microwave", "converter",
		"programmable_logic", "imager", "microdisplay", "inertial", "edge_module", "custom_chip"}
}

func loadKinds() (kindWords, error) { return parseKinds("kinds.yaml", kindsYAML) }

func parseKinds(name string, text []byte) (kindWords, error) {
	type row struct {
		ID     string          `yaml:"id"`
		Says   string          `yaml:"says"`
		Item   string          `yaml:"item"`
		Source string          `yaml:"source"`
		Basis  string          `yaml:"basis"`
		ECCN   []string        `yaml:"eccn"`
		HS     []string        `yaml:"hs"`
		Names  phrases.Tongues `yaml:"names"`
		With   phrases.Tongues `yaml:"with"`
		Not    phrases.Tongues `yaml:"not"`
	}
	var f struct {
		phrases.Head `yaml:",inline"`
		Kinds        []row           `yaml:"kinds"`
		WithoutUse   phrases.Tongues `yaml:"trades_without_use"`
	}
	t := phrases.Open(name, text, &f)
	w := kindWords{withoutUse: t.Set("$.trades_without_use", f.WithoutUse)}
	for i := range f.Kinds {
		r, at := &f.Kinds[i], fmt.Sprintf("$.kinds[%d]", i)
		switch {
		case i >= len(goodsKinds()) || r.ID != goodsKinds()[i]:
			t.Fail(at+".id", "%q is not the kind that stands here; they are %s", r.ID, strings.Join(goodsKinds(), ", "))
		case r.Says == "" || r.Item == "" || r.Source == "" || r.Basis != data.Sourced && r.Basis != data.Unverified:
			t.Fail(at, "a kind says what it is and where the list names it, with a source and a basis (%s or %s)", data.Sourced, data.Unverified)
		}
		k := kind{id: r.ID, says: r.Says, eccn: r.ECCN, hs: r.HS, names: t.Set(at+".names", r.Names)}
		for j, e := range r.ECCN {
			if e != strings.ToUpper(e) {
				t.Fail(fmt.Sprintf("%s.eccn[%d]", at, j), "%q is compared in capitals", e)
			}
		}
		if r.With != nil {
			k.with = t.Set(at+".with", r.With)
		}
		if r.Not != nil {
			k.not = t.Set(at+".not", r.Not)
		}
		w.kinds = append(w.kinds, k)
	}
	if len(w.kinds) != len(goodsKinds()) {
		t.Fail("$.kinds", "the table has %d kinds and the rules know %d", len(w.kinds), len(goodsKinds()))
	}
	return w, t.Err()
}

// called are the kinds that a description names.
func (w *kindWords) called(description string) (out kindSet) {
	t := phrases.Read(rules.Readable(description))
	for i := range w.kinds {
		k := &w.kinds[i]
		if k.names.Stands(&t) && (k.with == nil || k.with.Stands(&t)) && !k.not.Stands(&t) {
			out |= 1 << i
		}
	}
	return out
}

// classed are the kinds of a classification and of a tariff number.
func (w *kindWords) classed(eccn, hs string) (out kindSet) {
	if len(eccn) < 3 && len(hs) < 4 {
		return 0
	}
	eccn, hs = strings.ToUpper(strings.TrimSpace(eccn)), digits(hs)
	begins := func(s string) func(string) bool {
		return func(with string) bool { return strings.HasPrefix(s, with) }
	}
	for i := range w.kinds {
		if k := &w.kinds[i]; slices.ContainsFunc(k.eccn, begins(eccn)) || slices.ContainsFunc(k.hs, begins(hs)) {
			out |= 1 << i
		}
	}
	return out
}

// kindsOf are the kinds of a line. What the catalogue takes for an advanced chip is of none.
func (f *Facts) kindsOf(l *line) kindSet {
	if l.sorted || controlRank(l.good.Controlled) >= 2 {
		return l.kinds
	}
	w := f.described(l)
	if !w.kindsRead {
		w.kindsRead, w.kinds = true, f.src.Words.kindsOfGoods.called(l.Description)
	}
	l.sorted, l.kinds = true, w.kinds|f.src.Words.kindsOfGoods.classed(l.ECCN, l.HS)
	return l.kinds
}

func (f *Facts) allKinds() (out kindSet) {
	f.allGoods()
	for i := range f.lines {
		out |= f.kindsOf(&f.lines[i])
	}
	return out
}

func (f *Facts) kindFact(x field) rules.Value {
	all := f.allKinds()
	if x == fGoodsKindsSaid && all == 0 {
		return rules.Value{}
	}
	var out []string
	for ; all != 0; all &= all - 1 {
		k := &f.src.Words.kindsOfGoods.kinds[bits.TrailingZeros32(uint32(all))]
		if x == fGoodsKindsSaid {
			out = append(out, k.says)
		} else {
			out = append(out, k.id)
		}
	}
	if x == fGoodsKindsSaid {
		return textValue(strings.Join(out, "; "))
	}
	return listValue(out)
}

// noUse says whether a line of business has no use for parts of these kinds.
func (w *kindWords) noUse(business string) bool {
	t := phrases.Read(rules.Readable(business))
	return w.withoutUse.Stands(&t)
}

// usedAtHome says whether the stated end use names the town or the country of the customer
// while the goods leave that country.
func (f *Facts) usedAtHome() rules.Value {
	to, _ := f.destination()
	if f.cust == nil || to.iso == "" {
		return rules.Value{}
	}
	home := f.located(f.cust)
	if home.iso == "" || data.TextState(f.sh.StatedEndUse) != data.Known {
		return rules.Value{}
	}
	use := strings.ToLower(rules.Readable(f.sh.StatedEndUse))
	named := func(place string) bool {
		return len(place) > 4 && phrases.New([]string{place}).In(use) != ""
	}
	return boolValue(home.iso != to.iso && (named(f.cust.full().City) || named(f.src.Places.CountryName(home.iso))))
}
