package reference

import (
	"fmt"
	"strconv"
	"strings"
)

// Range is a figure, or a range of figures where it is estimated or sources
// disagree. The zero value is not known.
type Range struct{ Low, High float64 }

// Known reports whether there is a figure at all.
func (s Range) Known() bool { return s.High > 0 }

// Mid is the middle of the range.
func (s Range) Mid() float64 { return (s.Low + s.High) / 2 }

func (s Range) String() string {
	switch {
	case !s.Known():
		return ""
	case s.Low == s.High:
		return fmt.Sprintf("%g", s.Low)
	}
	return fmt.Sprintf("%g to %g", s.Low, s.High)
}

func (s *Range) UnmarshalYAML(decode func(any) error) error {
	var v any
	if err := decode(&v); err != nil {
		return err
	}
	number := func(v any) (float64, bool) {
		switch n := v.(type) {
		case float64:
			return n, n > 0
		case uint64:
			return float64(n), n > 0
		}
		return 0, false
	}
	if n, ok := number(v); ok {
		*s = Range{n, n}
		return nil
	}
	if two, ok := v.([]any); ok && len(two) == 2 {
		low, ok1 := number(two[0])
		high, ok2 := number(two[1])
		if ok1 && ok2 && low <= high {
			*s = Range{low, high}
			return nil
		}
	}
	return fmt.Errorf("want a number above 0 or [low, high], got %v; leave it out where it is not known", v)
}

// Part is one row of the catalogue: a chip, card, board, server or rack, or a
// family of goods that are surely none of these.
type Part struct {
	ID        string   `yaml:"id"`
	Model     string   `yaml:"model"`
	Maker     string   `yaml:"maker"`
	Designer  string   `yaml:"designer"` // country of the designer's headquarters
	Kind      string   `yaml:"kind"`
	TPP       Range    `yaml:"tpp"` // of one chip
	Rate      string   `yaml:"rate"`
	Die       Range    `yaml:"die"`      // mm2
	GBs       Range    `yaml:"gbs"`      // DRAM bandwidth of one chip, GB/s
	Watts     Range    `yaml:"watts"`    // of one unit
	Kg        Range    `yaml:"kg"`       // net, of one unit
	USD       Range    `yaml:"usd"`      // of one unit
	Small     []string `yaml:"small"`    // of a family: names of its lesser members
	SmallUSD  float64  `yaml:"smallusd"` // the most that one of those costs
	HS        []string `yaml:"hs"`
	DC        string   `yaml:"dc"` // designed or marketed for data centres: yes, no, unknown
	Chip      string   `yaml:"chip"`
	N         float64  `yaml:"n"`   // chips in one unit of a system
	Per       float64  `yaml:"per"` // chips in one module, where more than one
	Names     []string `yaml:"names"`
	Guard     []string `yaml:"guard"`
	Close     string   `yaml:"close"`  // yes: the guard must stand close by, for names that many things have
	Memory    []int    `yaml:"memory"` // GB of one chip: beside a guarded name they vouch for it
	Rare      string   `yaml:"rare"`   // yes: few other goods are called so
	Alone     string   `yaml:"alone"`  // yes: the guard may be missing where nothing else of meaning stands in the line
	Prefixes  []string `yaml:"parts"`
	Link      string   `yaml:"link"`      // low: transfer rate below 600 GB/s, the limb of 3A090 that fell on 17 November 2023
	Named     string   `yaml:"named"`     // yes: named by the General Prohibition 10 guidance
	Vague     string   `yaml:"vague"`     // yes: a manner of speaking that any row with a model is surer than
	Possible  string   `yaml:"possible"`  // why it may be controlled though its figures do not say so
	Bucket    string   `yaml:"bucket"`    // the only classification that comes into question then
	Barebone  string   `yaml:"barebone"`  // yes: also sold without chips inside
	Family    string   `yaml:"family"`    // what it is, where it is surely no accelerator
	Ends      []string `yaml:"ends"`      // of German compounds that name it
	Accessory string   `yaml:"accessory"` // yes: it goes with other goods and is named after them; for: only where the text says what it is for; beside: or right beside the name; form: a word that its form alone tells
	PartOf    string   `yaml:"partof"`    // kind of parts that it is a part of, and so no accessory to
	Returns   string   `yaml:"returns"`   // yes: work from which goods named in full may be coming back
	Apart     string   `yaml:"apart"`     // yes: bought by itself even right behind the name of a system
	Ability   string   `yaml:"ability"`   // yes: names what goods can do as well, as in "vGPU boards"
	Inside    string   `yaml:"inside"`    // of a family: yes: any machine that is named with a number before it holds it; no: it says what the machine is
	Basis     string   `yaml:"basis"`
	Source    string   `yaml:"source"`
}

// Parts is the catalogue.
type Parts struct {
	All    []Part
	Guards map[string][]string // words that a guarded name wants in its line
	Held   Held

	byID map[string]int
}

// Held are the words by which lines say how many chips one machine holds. Words that count
// stand by their number in figures.
type Held struct {
	Usual   map[string][]string `yaml:"usual"`
	Alone   map[string][]string `yaml:"alone"`
	Counts  map[string][]string `yaml:"counts"`
	Sets    []string            `yaml:"sets"`    // count machines
	Tallies []string            `yaml:"tallies"` // count chips: cards, GPUs
	Pieces  []string            `yaml:"pieces"`  // count anything
	Inside  []string            `yaml:"inside"`  // what is counted is in the machine
}

// Get is the row with that id, or nil.
func (p *Parts) Get(id string) *Part {
	if i, ok := p.byID[id]; ok {
		return &p.All[i]
	}
	return nil
}

// Inside is the chip of a system, or the part itself.
func (p *Parts) Inside(part *Part) *Part {
	if part.Chip == "" {
		return part
	}
	return p.Get(part.Chip)
}

// Chips is how many advanced chips one unit holds.
func (p *Part) Chips() float64 { return max(p.N, p.Per, 1) }

func (r *reader) parts(name string) *Parts {
	var file struct {
		Guards map[string][]string `yaml:"guards"`
		Held   Held                `yaml:"held"`
		Parts  []Part              `yaml:"parts"`
	}
	d := r.yaml(name, &file)
	p := &Parts{All: file.Parts, Guards: file.Guards, Held: file.Held, byID: map[string]int{}}
	if r.err != nil {
		return p
	}
	for name, words := range map[string]map[string][]string{"usual": p.Held.Usual, "alone": p.Held.Alone, "counts": p.Held.Counts} {
		for n := range words {
			if c, err := strconv.Atoi(n); err != nil || c < 2 {
				d.fail(fmt.Sprintf("%q is no number of chips that one machine holds", n), "$.held.%s", name)
			}
		}
	}
	for i := range p.All {
		row := &p.All[i]
		if _, twice := p.byID[row.ID]; twice || row.ID == "" {
			d.fail(fmt.Sprintf("part id %q is missing or stands twice", row.ID), "$.parts[%d]", i)
		}
		p.byID[row.ID] = i
	}
	for i := range p.All {
		p.check(d, i)
	}
	return p
}

func (p *Parts) check(d *document, i int) {
	row := &p.All[i]
	bad := func(format string, args ...any) { d.fail(row.ID+": "+fmt.Sprintf(format, args...), "$.parts[%d]", i) }
	if len(row.Names) == 0 && len(row.Prefixes) == 0 && len(row.Ends) == 0 {
		bad("has neither names nor part numbers to be known by")
	}
	for _, g := range row.Guard {
		// A guard is a set of guards, or a word of its own.
		if strings.ToLower(g) != g {
			bad("guard %q is not in lower case", g)
		}
	}
	d.source(row.Source, row.Basis, "$.parts[%d]", i)
	switch row.Accessory {
	case "", "yes", "for", "beside", "maybe", "form":
	default:
		bad("accessory is yes, for, beside, form or maybe, not %q", row.Accessory)
	}
	for name, v := range map[string]string{"returns": row.Returns, "apart": row.Apart, "ability": row.Ability} {
		if v != "" && (v != "yes" || row.Accessory == "") {
			bad("%s is yes, of what goes with other goods, or left out", name)
		}
	}
	if row.Inside != "" && (row.Inside != "yes" && row.Inside != "no" || row.Family == "") {
		bad("inside is yes or no, of a family, not %q", row.Inside)
	}
	if row.PartOf != "" && row.PartOf != "server" && row.PartOf != "rack" && row.PartOf != "board" {
		bad("partof is server, rack or board, not %q", row.PartOf)
	}
	if row.Family != "" {
		return
	}
	switch row.Kind {
	case "chip", "card", "module", "board", "server", "rack", "consumer", "other":
	default:
		bad("kind %q is none of chip, card, module, board, server, rack, consumer, other", row.Kind)
	}
	if row.DC != "yes" && row.DC != "no" && row.DC != "unknown" {
		bad("dc is yes, no or unknown, not %q", row.DC)
	}
	if row.Chip != "" {
		if inside := p.Get(row.Chip); inside == nil || inside.Chip != "" {
			bad("chip %q is no row of a chip", row.Chip)
		}
		if row.N <= 0 {
			bad("says no number of chips")
		}
		return
	}
	if row.TPP.Known() && row.Rate == "" {
		bad("gives a performance without the rate and bit width that it rests on")
	}
	if !row.TPP.Known() && row.Possible == "" {
		bad("gives no performance and does not say why it may be controlled")
	}
}
