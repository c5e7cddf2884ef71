package history

import (
	_ "embed"
	"sync"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed instalments.yaml
var instalmentsYAML []byte

var loadInstalmentWords = sync.OnceValues(func() (phrases.Set, error) { return parseInstalmentWords("instalments.yaml", instalmentsYAML) })

func parseInstalmentWords(name string, text []byte) (phrases.Set, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Part         phrases.Tongues `yaml:"part_of_the_price"`
	}
	t := phrases.Open(name, text, &f)
	return t.Set("$.part_of_the_price", f.Part), t.Err()
}

// AsksForAPart reports a paper that says that it asks for a part of the price: a deposit, an
// instalment, the balance.
func AsksForAPart(sh *data.Shipment) bool {
	words, _ := loadInstalmentWords() // Load tells of their faults
	said := func(text string) bool {
		t := phrases.Read(text)
		return text != "" && words.Stands(&t)
	}
	for i := range sh.Lines {
		if said(sh.Lines[i].Description) {
			return true
		}
	}
	return said(sh.Notes)
}
