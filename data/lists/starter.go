package lists

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"

	"redflag/data"
	"redflag/data/yamltree"
)

//go:embed starter.yaml
var starterYAML []byte

// Starter is the small list that the program carries. It is no substitute for
// the published list: no party is clear because it is not on it.
func Starter() *data.ListPack { return starterPack() }

var starterPack = sync.OnceValue(func() *data.ListPack {
	p, err := readStarter(starterYAML)
	if err != nil {
		panic("the embedded starter list is not readable: " + err.Error())
	}
	return p
})

type starterFile struct {
	Schema    int    `yaml:"schema"`
	AsOf      string `yaml:"as_of"`
	Source    string `yaml:"source"`
	Basis     string `yaml:"basis"`
	DateBasis string `yaml:"date_basis"`
	Entries   []struct {
		Name      string   `yaml:"name"`
		Aliases   []string `yaml:"aliases"`
		Countries []string `yaml:"countries"`
		FRNotice  string   `yaml:"fr_notice"`
		Listed    string   `yaml:"listed"`
		Footnote  int      `yaml:"footnote"`
	} `yaml:"entries"`
}

func readStarter(b []byte) (*data.ListPack, error) {
	var f starterFile
	if !yamltree.Unmarshal(b, &f) {
		if err := yaml.UnmarshalWithOptions(b, &f, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("starter.yaml: %w", err)
		}
	}
	sum := sha256.Sum256(b)
	p := &data.ListPack{
		Name: "Starter list", File: "starter.yaml", Hash: hex.EncodeToString(sum[:]),
		AsOf: dateOf(f.AsOf), Starter: true, Counts: map[string]int{},
	}
	for i, s := range f.Entries {
		if s.Name == "" || s.FRNotice == "" {
			return nil, fmt.Errorf("starter.yaml: entry %d has no name or no notice", i+1)
		}
		e := data.ListEntry{
			ID: fmt.Sprintf("starter-%02d", i+1), List: "EL", Source: f.Source, Name: s.Name, Aliases: s.Aliases, Type: "Entity",
			Countries: s.Countries, FRNotice: s.FRNotice, StartDate: dateOf(s.Listed), Basis: f.Basis,
		}
		if f.DateBasis == data.Unverified {
			e.Remarks = "The date of listing is taken from the notice and is not verified."
		}
		if s.Footnote > 0 {
			e.LicenceRequirement = fmt.Sprintf("Entity List footnote %d: foreign-direct-product reach", s.Footnote)
		}
		settle(&e)
		p.Entries = append(p.Entries, e)
		p.Counts[e.List]++
	}
	return p, nil
}
