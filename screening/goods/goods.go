package goods

import (
	"fmt"
	"slices"
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
	Server     bool
	ByPart     bool // by the part number, not the description
	Weak       bool // only words that other trades have too say that the name is the part's
	Accessory  bool // goes with the named goods, and is not they
}

// Goods recognises lines. It is safe for concurrent use.
type Goods struct {
	parts     *reference.Parts
	ix        *index
	goesWith  map[string]string // by part: why a line for it is not that part
	maybeWith map[string]string // by part: why a line may be for it, or it
	serves    map[string]string // by part: why a service for it is not nothing
	shells    map[string]string // by part: why it may be there or not
	boards    map[string]int32  // by chip: the board of eight
	systems   map[string]int32  // by chip: the chip's maker's own server of eight
	laptop    Recognition       // a portable computer with a graphics chip
	ready     []Recognition     // one a part, without the line
	built     sync.Map          // pair to Recognition; at most systems times chips
	pool      sync.Pool
	opinion   opinion
	hashes    []hashed // by part
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
	weighings           []weighing
}

// New prepares the catalogue for recognition.
func New(t *reference.Tables) *Goods {
	g := &Goods{parts: t.Parts, goesWith: map[string]string{}, maybeWith: map[string]string{}, serves: map[string]string{}, shells: map[string]string{}, boards: map[string]int32{}, systems: map[string]int32{}, opinion: parseOpinion(learned)}
	g.pool.New = func() any { return &scratch{atoms: make([]atom, 0, 64)} }
	controlled := make([]bool, len(t.Parts.All))
	for i := range t.Parts.All {
		p := &t.Parts.All[i]
		g.ready = append(g.ready, g.describe(p))
		controlled[i] = g.ready[i].Controlled != data.ControlledNo
		g.hashes = append(g.hashes, hashed{textHash(p.ID), textHash(p.Kind), textHash(p.Accessory)})
		g.goesWith[p.ID] = "by its description something that goes with " + p.Model + ", and nothing in the catalogue"
		g.maybeWith[p.ID] = "names " + p.Model + ", and does not say whether it is that or something that goes with it"
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
		if p.ID == "laptop" {
			g.laptop = g.ready[i]
			g.laptop.Why = "a portable computer; the chip of that name in it is a smaller one"
		}
	}
	g.ix = newIndex(t.Parts, controlled)
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
		a, b := limits(chip)
		r.PRCReaches = a.Or(b)
		if r.PRCNamed {
			r.PRCReaches = data.True
			ctrl = data.ControlledYes
		}
	}
	r.Good = data.Good{
		Model: p.Model, Maker: p.Maker, Controlled: ctrl, Bucket: bucket, TPP: chip.TPP.String(),
		PD: densityText(chip), GPUs: p.Chips(), Why: why, Basis: basis(chip),
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

// Recognise says what a line is. GPUs are those of one unit.
func (g *Goods) Recognise(l *data.Line) Recognition {
	s := g.pool.Get().(*scratch)
	defer g.pool.Put(s)
	r := g.recognise(l, s, false)
	if (r.Part == nil || r.Part.Family != "" || r.Part.Vague == "yes") && isHidden(s.atoms) {
		if parted := g.recognise(l, s, true); parted.Part != nil && parted.Part.Family == "" && parted.Part.Vague == "" {
			r = parted
		}
	}
	r.Line = l.Line
	g.told(&r, l.ECCN)
	return r
}

// How sure the opinion must be to be heard. They are chosen so that lines of a hand that
// it did not learn from gain by it.
const (
	overDoubt   = 0.2 // the goods are the part, where the rules leave open whether they are
	overSilence = 1.6 // they are, though nothing in the line vouches for its name
	forDoubt    = 1   // they may be, though nothing vouches for it
	overPart    = -3  // they may not be, though the rules say that they are
	noDoubt     = -4  // they are not, where the rules leave open whether they are
)

// recognise reads a line once. parts says whether characters that are not shown part
// words, and digits that stand one by one make a number.
func (g *Goods) recognise(l *data.Line, s *scratch, parts bool) Recognition {
	byPart, not := g.read(l, s, parts)
	nothing := Recognition{
		Good: data.Good{Controlled: data.ControlledNoSign, Why: "nothing in the catalogue is called that"},
		PRC:  data.False, PRCReaches: data.False, Datacenter: data.Undecided, CaseByCase: data.Undecided,
	}
	if not >= 0 {
		nothing.Why = "names " + g.parts.All[not].Model + " to say that it is not that, and nothing in the catalogue"
	}
	about, named := g.mention(s, byPart)
	likely := 0.0
	if named {
		g.weigh(s, about)
		likely = g.opinion.of(s.weighings)
	}
	g.dropPurposes(s)
	best := g.strongest(s)
	if byPart >= 0 && !g.textIsSurer(s, best, byPart) {
		return g.byNumber(s, best, byPart, not)
	}
	if named && about.open && likely > forDoubt && (best < 0 || g.parts.All[s.found[best].part].Family != "") {
		s.found = append(s.found, found{part: about.part, from: about.from, to: about.to, weak: true})
		best = len(s.found) - 1
	}
	if best < 0 {
		return nothing
	}
	r := g.ready[s.found[best].part]
	r.Weak = s.found[best].weak
	if r.Part.Family != "" {
		return r
	}
	if (r.Part.Kind == "consumer" || r.Part.Kind == "card") && r.Part.DC != "yes" && g.portable(s) {
		return g.laptop
	}
	with := g.goesAlongOfAll(s, best)
	if with.family == itself {
		if shell, _ := g.shell(s, s.found[best].part, not); shell {
			return asShell(r)
		}
	}
	if named && about.part == s.found[best].part {
		with = g.heard(with, about, likely)
	}
	switch {
	case with.family == itself && !with.unsure:
		r = g.asItself(s, r, best, not)
		if with.heard {
			r.Why += "; the line does not say so plainly, but the words beside the name do: " + g.opinion.spoke(s, about, true)
		}
		return r
	case with.family >= 0 && r.PRC == data.True && g.parts.All[with.family].Kind == "service" && r.Controlled != data.ControlledNo:
		return maybe(r, g.serves[r.Part.ID])
	case with.unsure && r.Controlled != data.ControlledNo:
		why := g.maybeWith[r.Part.ID]
		if with.heard {
			why += "; words that speak for something else: " + g.opinion.spoke(s, about, false)
		}
		return maybe(r, why)
	case with.family == unknownGoods || with.family == itself:
		nothing.Why, nothing.Accessory = g.goesWith[r.Part.ID], true
		if with.heard {
			nothing.Why += "; so say its words: " + g.opinion.spoke(s, about, false)
		}
		return nothing
	}
	return g.accessoryOf(with.family, r.Part)
}

// read reads a line into atoms, names and the word classes of each, and leaves out names
// that it denies. It gives the part by the part number and the first that is denied, or -1.
func (g *Goods) read(l *data.Line, s *scratch, parts bool) (byPart, not int32) {
	s.part = squeeze(s.part[:0], l.PartNumber)
	byPart = g.ix.byPrefix(s.part)
	s.description, s.number = l.Description, l.PartNumber
	s.atoms = appendAtoms(s.atoms[:0], l.Description, parts)
	if parts {
		s.atoms = closeUp(s.atoms, l.Description)
	}
	s.said = len(s.atoms)
	s.atoms = appendAtoms(s.atoms, l.PartNumber, parts)
	if s.said < len(s.atoms) {
		s.atoms[s.said].gap = comma
	}
	var told guards
	if Advanced(l.ECCN) || l.HS != "" && reference.HasPrefix(l.HS, computing) {
		told = g.ix.vouchers
	}
	g.ix.find(s, told, byPart >= 0 && g.ix.isSystem[byPart])
	s.brackets = len(s.found) > 0 && (strings.IndexByte(s.description, '(') >= 0 || strings.Contains(s.description, "（"))
	s.found, not = g.withoutDenied(s, s.found)
	s.open, _ = g.withoutDenied(s, s.open)
	return byPart, not
}

// byNumber is the part of a part number, as its text has it.
func (g *Goods) byNumber(s *scratch, best int, byPart, not int32) Recognition {
	r := g.ready[byPart]
	// A system's part number with the chip named in its text is that chip's system.
	if best >= 0 {
		r = g.combine(r, s)
	}
	if g.saysAccessory(s, best, byPart) {
		r = maybe(r, g.maybeWith[r.Part.ID])
	}
	if shell, unsure := g.shell(s, byPart, not); shell {
		r = asShell(r)
	} else if unsure {
		r = maybe(r, g.shells[r.Part.ID])
	}
	r.ByPart = true
	return r
}

// asItself is a line about the part that it names, with what is said of its chips.
func (g *Goods) asItself(s *scratch, r Recognition, best int, not int32) Recognition {
	shell, unsure := g.shell(s, s.found[best].part, not)
	switch {
	case shell:
		return asShell(r)
	case unsure && r.Controlled == data.ControlledNo:
		r.Accessory = true
		return r
	case unsure:
		return maybe(r, g.shells[r.Part.ID])
	}
	weak := r.Weak
	r = g.combine(r, s)
	r.Weak = weak
	return r
}

// mention is the name that the opinion is asked about: the strongest that the line
// vouches for, else the part number, else the strongest that nothing vouches for.
func (g *Goods) mention(s *scratch, byPart int32) (m mention, ok bool) {
	if f := g.strongestPart(s.found); f != nil {
		return mention{part: f.part, from: f.from, to: f.to}, true
	}
	if byPart >= 0 && s.said < len(s.atoms) {
		return mention{part: byPart, from: s.said, to: len(s.atoms)}, true
	}
	if f := g.strongestPart(s.open); f != nil {
		return mention{part: f.part, from: f.from, to: f.to, open: true}, true
	}
	return m, false
}

// strongestPart is the strongest of some finds that is no family, the first of equals.
func (g *Goods) strongestPart(all []found) (best *found) {
	top := -1
	for i := range all {
		if r := &g.ready[all[i].part]; r.Part.Family == "" && g.strength(r) > top {
			best, top = &all[i], g.strength(r)
		}
	}
	return best
}

// heard is what the rules say a line is about, with the opinion heard where it is surer
// than they are.
func (g *Goods) heard(with along, about mention, likely float64) along {
	doubt := with.family == itself || with.unsure
	service := with.family >= 0 && g.parts.All[with.family].Kind == "service"
	switch {
	case service && g.ready[about.part].PRC == data.True:
		return with // a ban may reach the service as well
	case about.open && doubt && likely > overSilence, !about.open && with.unsure && likely > overDoubt:
		return along{family: itself, heard: true}
	case about.open && doubt, with.family == itself && likely < overPart:
		return along{family: unknownGoods, unsure: true, heard: true}
	case with.unsure && !service && likely < noDoubt && !g.ready[about.part].PRCNamed:
		return along{family: unknownGoods, heard: true}
	}
	return with
}

// saysAccessory says whether the text beside a system's part number speaks of an
// accessory, whose own number often begins with the system's.
func (g *Goods) saysAccessory(s *scratch, best int, byPart int32) bool {
	if !g.ix.isSystem[byPart] || best < 0 {
		return false
	}
	if g.parts.All[s.found[best].part].Family == "" && s.found[best].from < s.said {
		return g.goesAlong(s, s.found[best]).family != itself
	}
	for _, a := range s.found {
		if g.parts.All[a.part].Accessory == "yes" && a.from < 3 && g.leads(s, a) {
			return true
		}
	}
	return false
}

// maybe is a part that a line names and may yet not be about.
func maybe(r Recognition, why string) Recognition {
	r.Controlled, r.Accessory, r.Why = data.ControlledPossible, true, why
	return r
}

// textIsSurer says whether the text names another chip than the part number does,
// which is then a number that the catalogue has wrong or that somebody took from
// elsewhere. The number of a system stands, and so does that of a stronger chip.
func (g *Goods) textIsSurer(s *scratch, best int, byPart int32) bool {
	if best < 0 || s.found[best].part == byPart {
		return false
	}
	said, number := &g.ready[s.found[best].part], &g.ready[byPart]
	if said.Part.Kind == "board" && number.Part.Kind == "board" {
		return true // one number is of several boards
	}
	return number.Part.Chip == "" && said.Part.Chip == "" && said.Part.Family == "" && said.Part.Vague == "" &&
		g.strength(said) >= g.strength(number) && g.goesAlong(s, s.found[best]).family == itself
}

// withoutDenied leaves out names that the line speaks of to say that it is something
// else: "instead of Ascend 910B", "ohne H100". It gives the first of them as well, or -1.
// The word must stand right before the name, but for a maker and small words:
// what is said further off ("not new, H100") denies nothing.
func (g *Goods) withoutDenied(s *scratch, names []found) (rest []found, first int32) {
	first = -1
	rest = slices.DeleteFunc(names, func(f found) bool {
		i := f.from - 1
		for i >= 0 && s.atoms[i+1].gap != comma && s.atoms[i].classes&g.ix.between != 0 {
			i--
		}
		if i < 0 || s.atoms[i+1].gap == comma || s.atoms[i].classes&g.ix.instead == 0 {
			return false
		}
		if first < 0 {
			first = f.part
		}
		return true
	})
	return rest, first
}

// strongest is the find that decides: controlled before possible before none, a
// system before its chip.
func (g *Goods) strongest(s *scratch) int {
	best, top := -1, -1
	for i := range s.found {
		if r := g.strength(&g.ready[s.found[i].part]); r > top {
			best, top = i, r
		}
	}
	return best
}

func (g *Goods) strength(r *Recognition) int {
	n := 0
	if r.Part.Vague == "yes" && r.Part.Family != "" {
		return -1 // says nothing of goods that name no part
	}
	if r.Part.Vague == "yes" && r.Part.Kind == "chip" {
		return 6 // more than a family, less than any model
	}
	if r.Part.Vague == "yes" {
		return 7
	}
	switch r.Controlled {
	case data.ControlledYes:
		n = 30
	case data.ControlledPossible:
		n = 20
	case data.ControlledNo:
		n = 5
		if r.Part.Family == "" {
			n = 10
		}
	}
	if r.PRCNamed {
		n += 4
	}
	switch {
	case r.Part.Kind == "server" || r.Part.Kind == "rack":
		n += 3
	case r.Part.Chip != "":
		n += 2
	}
	return n
}

// accessoryOf is an accessory of a family for a part, described once.
func (g *Goods) accessoryOf(family int32, p *reference.Part) Recognition {
	fam := &g.parts.All[family]
	key := pair{p, fam.ID, 0}
	if r, ok := g.built.Load(key); ok {
		return r.(Recognition)
	}
	r := Recognition{
		Good: data.Good{Controlled: data.ControlledNo, Model: fam.Model, Why: "by its description a " + fam.Model + " that goes with " + p.Model},
		Part: fam, PRC: data.False, PRCReaches: data.False, Datacenter: data.Undecided, CaseByCase: data.Undecided, Accessory: true,
	}
	g.built.Store(key, r)
	return r
}

// portable says whether the line speaks of a portable computer, whose graphics
// chip of the same name is a smaller one.
func (g *Goods) portable(s *scratch) bool {
	laptop := false
	for _, f := range s.found {
		switch g.parts.All[f.part].ID {
		case "laptop":
			laptop = true
		case "desktop":
			return false // of a maker known for the other
		}
	}
	return laptop
}

// combine takes a system together with the chip that the same text names: an
// XE9680 "with 8x H200" holds H200, whatever the usual one is.
func (g *Goods) combine(r Recognition, s *scratch) Recognition {
	if r.Part.Chip == "" && r.Part.Barebone == "" {
		// A chip was found; a board or server named beside it says how many.
		for _, f := range s.found {
			if p := &g.parts.All[f.part]; p.Chip != "" {
				return g.combine(g.ready[f.part], s)
			}
		}
		if system := g.eight(r.Part, s); system >= 0 {
			return g.ready[system]
		}
		return g.counted(r, s)
	}
	if r.Part.Chip == "" {
		return r
	}
	for _, f := range s.found {
		p := &g.parts.All[f.part]
		if p.Family != "" || p.Chip != "" || p.ID == r.Part.Chip || p.Kind == "other" || p.Vague == "yes" {
			continue
		}
		if p.Kind == "consumer" && g.counts(s, f) == 0 {
			continue
		}
		return g.holding(r.Part, p.ID, g.countBefore(s, f))
	}
	// A board says which chips the machine around it holds.
	for _, f := range s.found {
		if p := &g.parts.All[f.part]; p.Kind == "board" && p.ID != r.Part.ID && p.Chip != r.Part.Chip && r.Part.Kind != "board" {
			return g.holding(r.Part, p.Chip, 0)
		}
	}
	for _, f := range s.found {
		if g.parts.All[f.part].ID == r.Part.Chip {
			return g.holding(r.Part, r.Part.Chip, g.countBefore(s, f))
		}
	}
	return r
}

// eight is the board or server of eight that the words beside a chip make of it:
// "H200 八卡模组", "H100 8-GPU baseboard", "HGX with H100"; -1 for none.
func (g *Goods) eight(p *reference.Part, s *scratch) int32 {
	for _, f := range s.found {
		if &g.parts.All[f.part] != p {
			continue
		}
		from, to := max(f.from-6, 0), f.to
		for to < min(f.to+8, s.said) && s.atoms[to].classes&(g.ix.forWords|g.ix.from|g.ix.withs) == 0 {
			to++
		}
		c := classes(0)
		for i := from; i < to; i++ {
			// "HGX pull", "HGX-less": it comes out of one, or goes without.
			if i+1 == len(s.atoms) || s.atoms[i+1].classes&g.ix.apart == 0 {
				c |= s.atoms[i].classes
			}
		}
		switch {
		case c&g.ix.dgx != 0:
			if i, ok := g.systems[p.ID]; ok {
				return i
			}
		case c&g.ix.hgx != 0:
			if i, ok := g.boards[p.ID]; ok {
				return i
			}
		}
	}
	return -1
}

// holding is a system with the chips that its text names, as many as it says or
// else the usual number, described once.
func (g *Goods) holding(p *reference.Part, chip string, n float64) Recognition {
	key := pair{p, chip, n}
	if r, ok := g.built.Load(key); ok {
		return r.(Recognition)
	}
	sys := *p
	sys.Chip, sys.Barebone = chip, ""
	if n > 0 {
		sys.N = n
	}
	r := g.describe(&sys)
	r.Part = p
	g.built.Store(key, r)
	return r
}

// pair is a system and the chips inside, or an accessory and what it goes with.
type pair struct {
	system *reference.Part
	chip   string
	n      float64 // chips, 0 for the usual number
}

// counted takes "8x H100" in a line that speaks of a server for a server with
// eight of them.
func (g *Goods) counted(r Recognition, s *scratch) Recognition {
	if r.Part.Family != "" || r.Part.Kind == "consumer" || g.between(s, 0, len(s.atoms))&g.ix.server == 0 {
		return r
	}
	for _, f := range s.found {
		if &g.parts.All[f.part] != r.Part {
			continue
		}
		if n := max(g.countBefore(s, f), g.countBehind(s, f)); n > 0 {
			r.GPUs, r.Server = n, true
			return r
		}
	}
	return r
}

// countBefore is the usual number of chips of a machine, where one stands right
// before a name; 0 for none.
func (g *Goods) countBefore(s *scratch, f found) float64 {
	for i := f.from - 1; i >= max(f.from-2, 0) && s.atoms[i+1].gap != comma; i-- {
		if a := &s.atoms[i]; a.kind == numbers || a.classes&g.ix.count != 0 {
			if n := g.ix.counts[a.hash]; n > 0 {
				return n
			}
		}
	}
	return 0
}

// countBehind is such a number behind a name: "H100 8GPU", "H200 x8".
func (g *Goods) countBehind(s *scratch, f found) float64 {
	for i := f.to; i < min(f.to+4, len(s.atoms)); i++ {
		if s.atoms[i].kind != numbers {
			continue
		}
		n := g.ix.counts[s.atoms[i].hash]
		if n == 0 {
			continue
		}
		if i > f.to && s.atoms[i-1].classes&g.ix.times != 0 || i+1 < len(s.atoms) && slices.Contains(g.ix.gpus, s.atoms[i+1].hash) {
			return n
		}
	}
	return 0
}

// computing are tariff numbers of boards, units and processors: under them a
// name that other things have too is the name of a part.
var computing = []string{"8473.30", "8471.50", "8471.80", "8542.31"}

// told takes a classification that the file tells where the catalogue is not
// sure. What is told never makes less of a part than its figures do.
func (g *Goods) told(r *Recognition, eccn string) {
	if r.Controlled == data.ControlledYes || !Advanced(eccn) {
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
