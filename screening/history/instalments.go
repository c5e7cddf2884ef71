package history

import (
	_ "embed"
	"slices"
	"sync"

	"redflag/data"
	"redflag/screening/phrases"
)

//go:embed instalments.yaml
var instalmentsYAML []byte

var loadInstalmentWords = sync.OnceValues(func() (phrases.Set, error) { return phrases.List("instalments.yaml", instalmentsYAML) })

// AsksForAPart reports a paper that says that it asks for a part of the price: a deposit, an
// instalment, the balance.
func AsksForAPart(sh *data.Shipment) bool {
	words, _ := loadInstalmentWords() // Load tells of their faults
	return paperSays(words, sh)
}

// billsAPart reports an invoice of which what it asks for is not the price of the goods.
func billsAPart(sh *data.Shipment) bool { return PaperOf(sh) == "invoice" && AsksForAPart(sh) }

// paperSays reports a shipment of which a line or the notes say one of the words.
func paperSays(words phrases.Set, sh *data.Shipment) bool {
	return lineSays(words, sh) || says(words, sh.Notes)
}

// says reports a text in which one of the words stands.
func says(words phrases.Set, text string) bool {
	t := phrases.Read(text)
	return text != "" && words.Stands(&t)
}

// lineSays reports a shipment of which a line says one of the words.
func lineSays(words phrases.Set, sh *data.Shipment) bool {
	return slices.ContainsFunc(sh.Lines, func(l data.Line) bool { return says(words, l.Description) })
}
