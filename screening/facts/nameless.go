package facts

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/phrases"
	"redflag/screening/rules"
)

//go:embed nameless.yaml
var namelessYAML []byte

// namelessWords are how a line calls goods by a general word alone, and from which price on
// they are possibly accelerators or machines with some.
type namelessWords struct {
	cards, machines, computers, other, without phrases.Set
	prices                                     namelessPrices
	headings                                   []string
	lots                                       phrases.Set // units of several pieces, beside those of packages
	ends                                       []string    // signs and words behind which what a machine is called has ended
}

// namelessPrices are US dollars for one unit, but for Many, which are pieces.
type namelessPrices struct {
	Card     float64 `yaml:"card"`
	OfMany   float64 `yaml:"of_many"`
	Many     float64 `yaml:"many"`
	Machine  float64 `yaml:"machine"`
	Computer float64 `yaml:"computer"`
	Lot      float64 `yaml:"lot"` // of a line that tells no quantity
}

func loadNameless() (namelessWords, error) { return parseNameless("nameless.yaml", namelessYAML) }

func parseNameless(name string, text []byte) (namelessWords, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Prices       namelessPrices  `yaml:"prices"`
		Headings     []string        `yaml:"headings"`
		Cards        phrases.Tongues `yaml:"cards"`
		Machines     phrases.Tongues `yaml:"machines"`
		Computers    phrases.Tongues `yaml:"computers"`
		Other        phrases.Tongues `yaml:"other"`
		Without      phrases.Tongues `yaml:"without"`
		Lots         phrases.Tongues `yaml:"lots"`
		Ends         []string        `yaml:"ends"`
	}
	t := phrases.Open(name, text, &f)
	w := namelessWords{t.Set("$.cards", f.Cards), t.Set("$.machines", f.Machines), t.Set("$.computers", f.Computers), t.Set("$.other", f.Other), t.Set("$.without", f.Without), f.Prices, f.Headings, t.Set("$.lots", f.Lots), f.Ends}
	if p := f.Prices; p.OfMany <= 0 || p.OfMany > p.Card || p.Many < 1 || p.Machine <= 0 || p.Machine > p.Computer || p.Lot < p.Computer {
		t.Fail("$.prices", "a card of many costs less than a card, a machine less than a computer, that no more than a lot, and all of them something")
	}
	for _, h := range f.Headings {
		if h == "" || digits(h) != h {
			t.Fail("$.headings", "%q is no beginning of a tariff number", h)
		}
	}
	if len(f.Ends) == 0 || slices.Contains(f.Ends, "") {
		t.Fail("$.ends", "a name ends at signs and words, and at nothing else")
	}
	return w, t.Err()
}

// namelessSigns are what a description calls its goods.
type namelessSigns uint8

const (
	callsCard namelessSigns = 1 << iota
	callsMachine
	callsComputer
	namesModel // a word of letters and figures besides

	namelessRead
)

// mostWordsOfComputer is of how many words a text is that calls a computer so and says no more.
const mostWordsOfComputer = 5

// headed reports a machine that is said to be with accelerators, and then what else is in it or
// comes with it: "GPU server, 30 TB storage".
func (w *namelessWords) headed(lower string) bool {
	head := lower
	for _, end := range w.ends {
		head, _, _ = strings.Cut(head, end)
	}
	if len(head) == len(lower) {
		return false
	}
	t := phrases.Read(head)
	return w.machines.Stands(&t) && !w.other.Stands(&t)
}

func (w *namelessWords) in(description string) namelessSigns {
	t := phrases.Read(rules.Readable(description))
	signs := namelessRead
	if w.without.Stands(&t) || w.other.Stands(&t) && !w.headed(t.Lower) {
		return signs
	}
	if w.cards.Stands(&t) {
		signs |= callsCard
	}
	if w.machines.Stands(&t) {
		signs |= callsMachine
	}
	if w.computers.Stands(&t) && len(strings.Fields(t.Lower)) <= mostWordsOfComputer {
		signs |= callsComputer
	}
	if signs != namelessRead && slices.ContainsFunc(strings.FieldsFunc(t.Lower, partsWords), isModel) {
		signs |= namesModel
	}
	return signs
}

// partsWords says whether a character parts words: all but letters of the alphabet, figures and
// hyphens do.
func partsWords(r rune) bool { return r >= utf8.RuneSelf || !isWordByte(byte(r)) && r != '-' }

func isWordByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }

// isModel says whether a word is of letters and figures, or of four figures and more, and is no
// measure: "sr650", "4090", but not "24gb", "8-gpu" or "8u".
func isModel(word string) bool {
	figures := len(word) - len(strings.TrimLeft(word, "0123456789"))
	if figures == len(word) {
		return figures >= 4
	}
	if figures > 0 {
		switch strings.TrimPrefix(word[figures:], "-") {
		case "gb", "g", "tb", "u", "w", "kw", "x", "pcs", "gpu", "gpus", "way", "gpu-server", "bit", "core", "cores", "nm":
			return false
		}
	}
	return strings.ContainsAny(word, "0123456789") && strings.TrimLeft(word, "x0123456789") != ""
}

// byPrice is a line as its price has it where its words name no model: possibly an
// accelerator or a machine with some; nil where it is not.
func (f *Facts) byPrice(l *line) *Good {
	return f.src.Words.ByPrice(l.Line, l.good, known(l.unitUSD), known(l.valueUSD), &f.src.Nameless, func() *namelessSigns { return &f.described(l).nameless })
}

// ByPrice is what a line of a paper by which goods move is by its price, nil where it is what
// its words say: good is that, unit and value are US dollars, NaN where not known, and signs,
// which may be nil, is where what the words call it is kept.
func (w *Words) ByPrice(l *data.Line, good *Good, unit, value float64, of *Nameless, signs func() *namelessSigns) *Good {
	if good.Controlled != data.ControlledNoSign || good.Beside != nil || good.Stray {
		return nil
	}
	n := &w.nameless
	price := unit
	if math.IsNaN(price) && l.Quantity.State != data.Known && value >= n.prices.Lot {
		price = value // of as many as nobody knows
	}
	untold := nought(price) && nought(value)
	if !untold && !(price >= n.prices.OfMany) || data.TextState(l.Description) != data.Known {
		return nil
	}
	if hs := digits(l.HS); hs != "" && !slices.ContainsFunc(n.headings, func(h string) bool { return strings.HasPrefix(hs, h) }) {
		return nil
	}
	var own namelessSigns
	at := &own
	if signs != nil {
		at = signs()
	}
	if *at == 0 {
		*at = n.in(l.Description)
	}
	if untold {
		return n.unpriced(*at, figure(l.Quantity), of)
	}
	return n.at(*at, price, figure(l.Quantity), of)
}

// nought reports that a sum is not told, or that goods go without charge, which says as little
// of what they are worth.
func nought(sum float64) bool { return math.IsNaN(sum) || sum == 0 }

// Moves reports a paper by which goods are sold, bought or moved, so that a price is theirs.
func Moves(sh *data.Shipment) bool {
	switch act(sh) {
	case "sell", "buy", "transport":
		return true
	}
	return false
}

// unpriced is what goods called so are on a paper that tells no price, or none in a currency
// that has a rate: what is said to be with accelerators is possibly so, and so are many cards.
func (w *namelessWords) unpriced(called namelessSigns, quantity float64, of *Nameless) *Good {
	switch {
	case called&namesModel != 0:
	case called&callsMachine != 0:
		return of.Machine
	case called&callsCard != 0 && quantity >= w.prices.Many:
		return of.Card
	}
	return nil
}

// at is what goods called so are at a price for one unit.
func (w *namelessWords) at(called namelessSigns, price, quantity float64, of *Nameless) *Good {
	p := &w.prices
	switch named := called&namesModel != 0; {
	case called&callsMachine != 0 && price >= p.Machine, called&callsComputer != 0 && price >= p.Computer && !named:
		return of.Machine
	case called&callsCard == 0:
	case price >= p.Computer:
		return of.Machine
	case price >= p.Card, price >= p.OfMany && quantity >= p.Many && !named:
		return of.Card
	}
	return nil
}
