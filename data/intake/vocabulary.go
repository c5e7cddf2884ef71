package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// parseVocabulary reads a vocabulary, with the words of more tongues, and refuses one in
// which a word means two fields of a kind without saying so.
func parseVocabulary(name string, src []byte, moreName string, more []byte) (*vocabulary, error) {
	var f fieldFile
	if err := yaml.UnmarshalWithOptions(src, &f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := addTongues(&f, moreName, more); err != nil {
		return nil, err
	}
	v := &vocabulary{
		customer: map[string]field{}, shipment: map[string]field{}, ambiguous: map[string][]string{}, beside: map[string]string{},
		partners: fieldFile{PartnerFunction: f.PartnerFunction}, byPath: map[string]map[string]field{Customers: {}, Shipments: {}},
	}
	r := vocabularyReader{v, name}
	for _, read := range []func(*fieldFile) error{r.ambiguous, r.fields, r.roles} {
		if err := read(&f); err != nil {
			return nil, err
		}
	}
	v.takeWords(&f)
	if err := r.checkAmbiguous(); err != nil {
		return nil, err
	}
	return v, nil
}

// vocabularyReader puts what a file tells into a vocabulary.
type vocabularyReader struct {
	v    *vocabulary
	name string // of the file
}

// at is a fault of a word, with its place.
func (r *vocabularyReader) at(w word, format string, args ...any) error {
	return fmt.Errorf("%s:%d:%d: %s", cmp.Or(w.File, r.name), w.Line, w.Col, fmt.Sprintf(format, args...))
}

// ambiguous takes the words that mean more than one field.
func (r *vocabularyReader) ambiguous(f *fieldFile) error {
	for _, a := range f.Ambiguous {
		if a.Kind.Text != "customer" && a.Kind.Text != "shipment" {
			return r.at(a.Kind, "kind %q is neither customer nor shipment", a.Kind.Text)
		}
		for _, w := range a.Words {
			if a.Why == "" {
				return r.at(w, "the ambiguous word %q says no why", w.Text)
			}
			key := a.Kind.Text + " " + fold(w.Text)
			r.v.ambiguous[key] = a.Fields
			if a.Beside != "" {
				r.v.beside[key] = a.Beside
			}
		}
	}
	return nil
}

// checkAmbiguous reports a field that such a word names and that is none.
func (r *vocabularyReader) checkAmbiguous() error {
	for _, key := range slices.Sorted(maps.Keys(r.v.ambiguous)) {
		kind, paths := Customers, r.v.ambiguous[key]
		if strings.HasPrefix(key, "shipment ") {
			kind = Shipments
		}
		if p := r.v.beside[key]; p != "" {
			paths = append(slices.Clone(paths), p)
		}
		for _, p := range paths {
			if _, ok := r.v.byPath[kind][p]; !ok {
				return fmt.Errorf("%s: under ambiguous, %q names the field %s, which %s do not have", r.name, key, p, kind)
			}
		}
	}
	return nil
}

// fields takes what columns of customers, and of shipments and their lines, can be.
func (r *vocabularyReader) fields(f *fieldFile) error {
	for _, g := range []struct {
		group, kind string
		into        map[string]field
		paths       map[string]field
		defs        []fieldDef
	}{
		{"customer", "customer", r.v.customer, r.v.byPath[Customers], f.Customer},
		{"shipment", "shipment", r.v.shipment, r.v.byPath[Shipments], f.Shipment},
		{"line", "shipment", r.v.shipment, r.v.byPath[Shipments], f.Line},
	} {
		for i := range g.defs {
			d := &g.defs[i]
			fl, err := r.field(g.group, g.paths, d)
			if err == nil {
				err = r.wordsOf(d, fl, g.kind, g.into)
			}
			if err != nil {
				return err
			}
		}
	}
	r.v.byPath[Shipments]["partner.function"] = field{group: "partner", name: "function", typ: "text"}
	return nil
}

// field takes one by its path.
func (r *vocabularyReader) field(group string, paths map[string]field, d *fieldDef) (field, error) {
	switch {
	case d.Field.Text == "":
		return field{}, r.at(d.Type, "an entry names no field")
	case !slices.Contains(types, d.Type.Text):
		return field{}, r.at(d.Type, "type %q of %s is none of %s", d.Type.Text, d.Field.Text, strings.Join(types, ", "))
	}
	fl := field{group: group, name: d.Field.Text, typ: d.Type.Text, unit: d.Unit, join: d.Join}
	_, taken := paths[fl.name]
	if taken && group != "line" {
		return field{}, r.at(d.Field, "the field %s stands twice", fl.name)
	}
	if !taken {
		paths[fl.name] = fl
	}
	paths[group+"."+fl.name] = fl
	return fl, nil
}

// wordsOf takes the words that mean a field.
func (r *vocabularyReader) wordsOf(d *fieldDef, fl field, kind string, into map[string]field) error {
	for _, w := range append(d.words(), d.Field) {
		k := fold(w.Text)
		if k == "" {
			return r.at(w, "the word %q of %s has no letter and no digit", w.Text, d.Field.Text)
		}
		if _, declared := r.v.ambiguous[kind+" "+k]; declared {
			if w == d.Field {
				continue
			}
			return r.at(w, "%q stands at %s and under ambiguous; say it once", w.Text, d.Field.Text)
		}
		if o, twice := into[k]; twice && o != fl && w != d.Field {
			return r.at(w, "%q means %s and %s; put it under ambiguous with a rule", w.Text, o.path(), fl.path())
		} else if !twice {
			into[k] = fl
		}
	}
	return nil
}

// roles takes the roles of parties, each of which has the fields of a customer.
func (r *vocabularyReader) roles(f *fieldFile) error {
	seen := map[string]string{}
	take := func(into *[]roleWord, role string, words []word) error {
		for _, w := range words {
			k := fold(w.Text)
			if o, twice := seen[k]; twice && o != role {
				return r.at(w, "%q means the roles %s and %s", w.Text, o, role)
			} else if !twice {
				seen[k] = role
				*into = append(*into, roleWord{k, role})
			}
		}
		return nil
	}
	for _, x := range f.Roles {
		if err := take(&r.v.roles, x.Field.Text, append(x.words(), x.Field)); err != nil {
			return err
		}
		if err := take(&r.v.parts, x.Field.Text, x.Says); err != nil {
			return err
		}
		for _, d := range f.Customer {
			fl := field{group: x.Field.Text, name: d.Field.Text, typ: d.Type.Text, unit: d.Unit, join: d.Join}
			r.v.byPath[Shipments][fl.path()] = fl
		}
	}
	slices.SortStableFunc(r.v.roles, func(a, b roleWord) int { return len(b.folded) - len(a.folded) })
	return nil
}

// takeWords takes the words that are no field.
func (v *vocabulary) takeWords(f *fieldFile) {
	for _, set := range []struct {
		into  *map[string]bool
		words []word
	}{
		{&v.units, f.Units}, {&v.lines, f.Reword.Lines}, {&v.idle, f.Reword.Idle}, {&v.goods, f.Goods.Words}, {&v.inside, f.Goods.Inside}, {&v.notGoods, f.Goods.NotWords},
		{&v.telling, f.Telling}, {&v.blocks, f.Blocks}, {&v.blocked, f.Blocked}, {&v.hosting, f.Hosting}, {&v.firms, f.Firms.Words}, {&v.function, f.PartnerFunction.Words},
	} {
		*set.into = map[string]bool{}
		for _, w := range set.words {
			(*set.into)[fold(w.Text)] = true
		}
	}
	for _, list := range []struct {
		into  *[]string
		words []word
	}{{&v.of, f.Of}, {&v.goodsParts, f.Goods.Parts}, {&v.insideParts, f.Goods.InsideParts}, {&v.notGoodsParts, f.Goods.NotParts}} {
		for _, w := range list.words {
			*list.into = append(*list.into, fold(w.Text))
		}
	}
	for _, w := range f.Firms.Parts {
		v.firmParts = append(v.firmParts, w.Text)
	}
	v.shorts = map[string]string{}
	for short, long := range f.Reword.Short {
		v.shorts[fold(short)] = long
	}
}
