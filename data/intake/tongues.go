package intake

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"
)

//go:embed tongues.yaml
var tonguesYAML []byte

// tongue is what one tongue calls the fields, by kind and field.
type tongue struct {
	Customer map[string][]word `yaml:"customer"`
	Shipment map[string][]word `yaml:"shipment"`
	Line     map[string][]word `yaml:"line"`
	Roles    map[string][]word `yaml:"roles"`
}

// addTongues gives the fields the words that a file of other tongues has for them.
func addTongues(f *fieldFile, name string, src []byte) error {
	tongues := map[string]tongue{}
	if err := yaml.UnmarshalWithOptions(src, &tongues, yaml.Strict()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, tag := range slices.Sorted(maps.Keys(tongues)) {
		t := tongues[tag]
		for _, part := range []struct {
			defs  []fieldDef
			words map[string][]word
		}{{f.Customer, t.Customer}, {f.Shipment, t.Shipment}, {f.Line, t.Line}, {f.Roles, t.Roles}} {
			for _, path := range slices.Sorted(maps.Keys(part.words)) {
				i := slices.IndexFunc(part.defs, func(d fieldDef) bool { return d.Field.Text == path })
				words := part.words[path]
				for k := range words {
					words[k].File = name
				}
				if i < 0 && len(words) > 0 {
					return fmt.Errorf("%s:%d:%d: no field is called %s", name, words[0].Line, words[0].Col, path)
				}
				if i >= 0 {
					part.defs[i].more = append(part.defs[i].more, words...)
				}
			}
		}
	}
	return nil
}
