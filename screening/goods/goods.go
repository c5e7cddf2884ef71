package goods

import (
	"fmt"
	"strings"
	"sync"

	"redflag/data"
	"redflag/data/reference"
)

// Recognition is what one line was recognised as.
type Recognition struct {
	data.Good
	Part       *reference.Part // nil where nothing was recognised
	Chip       *reference.Part // the part itself, or the chip inside a system
	PRC        data.Truth      // chip designed by a firm headquartered in China or Macau
	PRCNamed   bool            // named by the General Prohibition 10 guidance
	PRCReaches data.Truth      // of Chinese design: reaches the thresholds
	Datacenter data.Truth
	First      data.Truth // reached by 3A090 as it stood from 7 October 2022 to 16 November 2023
	CaseByCase data.Truth // below the limits of the rule of January 2026
	ChipModel  string     // of that chip, where the text or the name of the system tells it (see chipModel)
	Server     bool
	ByPart     bool            // by the part number, not the description
	Weak       bool            // only words that other trades have too say that the name is the part's
	Accessory  bool            // goes with the named goods, and is not they
	With       *reference.Part // those named goods, of an accessory
	Stray      bool            // a name in it that other goods have as well is surely theirs

	// Beside is what the line is where it costs as much as the goods that it goes with
	// by its words: those, possibly. Nil where it goes with no controlled goods.
	Beside *Recognition
}

// Goods recognises lines. It is safe for concurrent use.
type Goods struct {
	parts      *reference.Parts
	ix         *index
	goesWith   map[string]string // by part: why a line for it is not that part
	maybeWith  map[string]string // by part: why a line may be for it, or it
	pricedLike map[string]string // by part: why what goes with it by its words may be it
	serves     map[string]string // by part: why a service for it is not nothing
	shells     map[string]string // by part: why it may be there or not
	boards     map[string]int32  // by chip: the board of eight
	systems    map[string]int32  // by chip: the chip's maker's own server of eight
	laptop     Recognition       // a portable computer with a graphics chip
	unnamed    int32             // the accelerator without a model, -1 for none
	machine    int32             // the server of accelerators without a model, -1 for none
	byMemory   map[int]int32     // by GB: the only accelerator that has so much, -1 where several have
	ready      []Recognition     // one a part, without the line
	built      sync.Map          // pair to Recognition; at most systems times chips
	pool       sync.Pool
	opinion    opinion
	spelling   spelling
	hashes     []hashed // by part
}

type scratch struct {
	atoms  []atom
	starts []*starts
	found  []found
	open   []found // names that nothing in the line vouches for
	part   []byte

	description, number string
	said                int  // atoms of the description; those of the part number follow
	brackets            bool // the description has some
	lenient             bool // blanks may part the model code of a system
	weighings           []weighing
}

// New prepares the catalogue for recognition.
func New(t *reference.Tables) *Goods {
	g := &Goods{parts: t.Parts, goesWith: map[string]string{}, maybeWith: map[string]string{}, pricedLike: map[string]string{}, serves: map[string]string{}, shells: map[string]string{}, boards: map[string]int32{}, systems: map[string]int32{}, unnamed: -1, machine: -1, byMemory: map[int]int32{}, opinion: parseOpinion(learned)}
	g.pool.New = func() any { return &scratch{atoms: make([]atom, 0, 64)} }
	controlled := make([]bool, len(t.Parts.All))
	for i := range t.Parts.All {
		p := &t.Parts.All[i]
		g.ready = append(g.ready, g.describe(p))
		controlled[i] = g.ready[i].Controlled != data.ControlledNo
		g.hashes = append(g.hashes, hashed{textHash(p.ID), textHash(p.Kind), textHash(p.Accessory)})
		g.goesWith[p.ID] = "by its description something that goes with " + p.Model + ", and nothing in the catalogue"
		g.maybeWith[p.ID] = "names " + p.Model + ", and does not say whether it is that or something that goes with it"
		g.pricedLike[p.ID] = "by its words no " + p.Model + ", and at a price at which that is sold"
		g.serves[p.ID] = "a service for " + p.Model + "; General Prohibition 10 reaches services for such chips too"
		g.shells[p.ID] = "names " + p.Model + " and says that accelerators are not there; which of both holds, the text does not tell"
		if inside := t.Parts.Inside(p); inside != p && p.N == 8 && p.Maker == inside.Maker {
			switch p.Kind {
			case "board":
				g.boards[p.Chip] = int32(i)
			case "server":
				g.systems[p.Chip] = int32(i)
			}
		}
		if p.Family == "" && p.Chip == "" && p.DC == "yes" && g.ready[i].Controlled == data.ControlledYes {
			for _, gb := range p.Memory {
				if _, twice := g.byMemory[gb]; twice || gb < tellingMemory {
					g.byMemory[gb] = -1
				} else {
					g.byMemory[gb] = int32(i)
				}
			}
		}
		switch p.ID {
		case unnamed:
			g.unnamed = int32(i)
		case machine:
			g.machine = int32(i)
		}
		if p.ID == "laptop" {
			g.laptop = g.ready[i]
			g.laptop.Why = "a portable computer; the chip of that name in it is a smaller one"
		}
	}
	g.ix = newIndex(t.Parts, controlled)
	g.spelling = newSpelling(t.Parts.Guards["spelled"], g.ix)
	return g
}

// describe is what the catalogue alone says of a part.
func (g *Goods) describe(p *reference.Part) Recognition {
	if p.Family != "" {
		return Recognition{
			Good:       data.Good{Controlled: data.ControlledNo, Model: p.Model, Why: "a " + p.Family + " is no advanced computing item"},
			Part:       p,
			PRC:        data.False,
			PRCReaches: data.False, Datacenter: data.Undecided, CaseByCase: data.Undecided,
		}
	}
	chip := g.parts.Inside(p)
	ctrl, bucket, why := bucket(chip)
	r := Recognition{Part: p, Chip: chip, Server: p.Kind == "server" || p.Kind == "rack", Datacenter: centre(p.DC), CaseByCase: caseByCase(chip)}
	r.First = first(chip)
	if chip == p || strings.Contains(p.Model, chip.Model) {
		r.ChipModel = g.chipModel(chip)
	}
	if chip != p {
		if bucket != "" {
			bucket = strings.Replace(bucket, "3A090", "4A090", 1)
		}
		why = fmt.Sprintf("holds %g x %s: %s", p.N, chip.Model, why)
	}
	if p.Barebone == "yes" && ctrl == data.ControlledYes {
		ctrl, why = data.ControlledPossible, "also sold without accelerators; with them, "+why
	}
	r.PRC = data.Bool(chip.Designer == "CN" || chip.Designer == "MO" || chip.Designer == "HK")
	r.PRCNamed = chip.Named == "yes"
	if r.PRC == data.True {
		r.PRCReaches = reaches(chip)
		if r.PRCNamed {
			r.PRCReaches = data.True
			ctrl = data.ControlledYes
		}
	}
	r.Good = data.Good{
		Model: p.Model, Maker: p.Maker, Controlled: ctrl, Bucket: bucket, TPP: chip.TPP.String(),
		PD: densityText(chip), GPUs: p.Chips(), Why: why, Basis: basis(chip),
	}
	if bucket == memoryBucket {
		r.GPUs = 0 // memory by itself computes nothing and needs no hall
	}
	return r
}

func centre(s string) data.Truth {
	switch s {
	case "yes":
		return data.True
	case "no":
		return data.False
	}
	return data.Undecided
}

func basis(p *reference.Part) string {
	if p.Basis == data.Sourced {
		return data.Sourced
	}
	return data.Unverified
}

func densityText(p *reference.Part) string {
	d := density(p)
	switch {
	case !d.Known():
		return ""
	case d.High-d.Low < 0.05:
		return fmt.Sprintf("%.2f", d.Low)
	}
	return fmt.Sprintf("%.1f to %.1f", d.Low, d.High)
}

// memoryBucket is the classification of stacks of memory by themselves.
const memoryBucket = "3A090.c"

// Recognise says what a line is. GPUs are those of one unit.
func (g *Goods) Recognise(l *data.Line) Recognition {
	s := g.pool.Get().(*scratch)
	defer g.pool.Put(s)
	r := g.recognise(l, s, false)
	if saysLittle(&r) && isHidden(s.atoms) {
		if parted := g.recognise(l, s, true); !saysLittle(&parted) {
			r = parted
		}
	}
	if saysLittle(&r) || r.Accessory && r.Controlled == data.ControlledPossible {
		if again := g.recognisePlain(l, s); !saysLittle(&again) && (!again.Accessory || again.Controlled == data.ControlledPossible) {
			r = again
		}
	}
	r.Line = l.Line
	g.told(&r, l.ECCN)
	return r
}

// saysLittle reports whether a recognition names no model of an accelerator.
func saysLittle(r *Recognition) bool {
	return r.Part == nil || r.Part.Family != "" || r.Part.Vague == "yes"
}

// recognisePlain reads a line once more with its letters and figures put right, where
// some of them look like others, and words of the trade that are misspelt. It says
// nothing where there are none.
func (g *Goods) recognisePlain(l *data.Line, s *scratch) Recognition {
	trade := len(s.open) > 0 || g.between(s, 0, len(s.atoms))&(g.ix.computer|g.ix.npu|g.ix.server|g.ix.chips|g.ix.line|g.ix.giga) != 0
	description, a := plainText(l.Description)
	number, b := plainText(l.PartNumber)
	if trade {
		var c bool
		description, c = g.spelling.correct(description)
		a = a || c
	}
	if !a && !b && !g.mayPartCode(s) {
		return Recognition{}
	}
	plain := *l
	plain.Description, plain.PartNumber = description, number
	s.lenient = true
	defer func() { s.lenient = false }()
	return g.recognise(&plain, s, true)
}

// mayPartCode says whether a line of a machine may have the code of one in parts: letters
// and, behind a blank, figures.
func (g *Goods) mayPartCode(s *scratch) bool {
	if g.between(s, 0, len(s.atoms))&(g.ix.server|g.ix.computer) == 0 {
		return false
	}
	for i := 1; i < s.said; i++ {
		if a := &s.atoms[i]; a.kind == numbers && a.gap == space && a.end-a.at >= 3 && s.atoms[i-1].kind == letters {
			return true
		}
	}
	return false
}

// computing are tariff numbers of boards, units and processors: under them a
// name that other things have too is the name of a part.
var computing = []string{"8473.30", "8471.50", "8471.80", "8542.31"}

// told takes a classification that the file tells where the catalogue is not
// sure. What is told never makes less of a part than its figures do: that of memory
// reaches fewer countries, and says nothing of what may be a processor.
func (g *Goods) told(r *Recognition, eccn string) {
	memory := strings.HasPrefix(strings.ToLower(strings.TrimSpace(eccn)), "3a090.c")
	if r.Controlled == data.ControlledYes || !Advanced(eccn) || memory && r.Controlled == data.ControlledPossible && r.Bucket != memoryBucket {
		return
	}
	if r.Controlled == data.ControlledNo {
		r.Controlled, r.Why = data.ControlledPossible, "the classification told says advanced computing, the text says "+r.Model
	} else {
		r.Controlled, r.Why = data.ControlledYes, "by the classification told"
	}
	r.Bucket, r.Basis = strings.ToUpper(strings.TrimSpace(eccn)), "told"
}

// Advanced reports whether a classification is one of advanced computing items:
// 3A090, 4A090, or one that ends in .z.
func Advanced(eccn string) bool {
	e := strings.ToLower(strings.TrimSpace(eccn))
	if strings.HasPrefix(e, "3a090") || strings.HasPrefix(e, "4a090") {
		return true
	}
	if len(e) < 7 || e[5] != '.' {
		return false
	}
	switch e[:5] {
	case "3a001", "4a003", "4a004", "4a005", "5a002", "5a004", "5a992", "5d002", "5d992":
		return e[6] == 'z'
	}
	return false
}
