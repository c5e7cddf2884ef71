package goods

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/reference"
)

// What a line is, from the names in it, the rules about its words and the opinion.

// How sure the opinion must be to be heard. They are chosen so that lines of a hand that
// it did not learn from gain by it.
const (
	overDoubt   = 1.6 // the goods are the part, where the rules leave open whether they are
	overSilence = 1.5 // they are, though nothing in the line vouches for its name
	overRare    = 0.5 // the same of a name that few other goods have
	overPart    = -2  // they may not be, though the rules say that they are
	overVague   = -1  // they are not, though the rules take a manner of speaking for an accelerator
	noDoubt     = -4  // they are not, where the rules leave open whether they are
	vagueDoubt  = -3  // the same of a manner of speaking
)

// recognise reads a line once. parts says whether characters that are not shown part
// words, and digits that stand one by one make a number.
func (g *Goods) recognise(l *data.Line, s *scratch, parts bool) Recognition {
	r := g.judge(l, s, parts)
	if len(s.open) > 0 && !r.Stray && (r.Controlled == data.ControlledNo || r.Controlled == data.ControlledNoSign) {
		// "4 x H100 (bracket incl.)", "defective H100, 2 pcs"
		if f := g.strongestPart(s.open); f != nil && g.isAllThatIsNamed(s, *f) {
			return g.perhaps(f.part)
		}
	}
	return r
}

// judge is what a line is by its names, the rules about its words and the opinion.
func (g *Goods) judge(l *data.Line, s *scratch, parts bool) Recognition {
	byPart, not := g.read(l, s, parts)
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
	if named && about.open && (likely > overSilence || likely > overRare && g.parts.All[about.part].Rare == "yes") && (best < 0 || g.mayGoAlong(s.found[best].part)) {
		if g.isNamedAfter(s, about) {
			if g.isStray(s, l.HS) {
				return strayed()
			}
			return g.perhaps(about.part)
		}
		s.found = append(s.found, found{part: about.part, from: about.from, to: about.to, weak: true})
		best = len(s.found) - 1
	}
	switch {
	case best < 0 && not >= 0:
		return nothing("names " + g.parts.All[not].Model + " to say that it is not that, and nothing in the catalogue")
	case best < 0:
		if near := g.nearNumber(l.PartNumber); near >= 0 && g.isOfThisTrade(s) {
			return g.byNearNumber(near)
		}
		if g.isStray(s, l.HS) || len(s.open) > 0 && g.isOfOtherTrade(s) {
			return strayed()
		}
		return nothing("nothing in the catalogue is called that")
	}
	r := g.ready[s.found[best].part]
	r.Weak = s.found[best].weak
	if g.isInside(s, s.found[best]) {
		return nothing("a machine: what is named of it is " + r.Model)
	}
	if r.Part.Family != "" {
		r.Stray = len(s.open) > 0 && g.isOfOtherTrade(s)
		return r
	}
	if (r.Part.Kind == "consumer" || r.Part.Kind == "card") && r.Part.DC != "yes" && g.portable(s) {
		return g.laptop
	}
	with := g.goesAlongOfAll(s, best)
	if with.family == itself {
		if shell, _ := g.shell(s, s.found[best].part, not); shell {
			return g.asShell(r)
		}
	}
	if named && about.part == s.found[best].part {
		with = g.heard(s, with, about, likely)
	}
	if with.family == itself && !with.unsure {
		r = g.ofMemory(s, g.asItself(s, r, best, not))
		if with.heard {
			r.Why += "; the line does not say so plainly, but the words beside the name do: " + g.opinion.spoke(s, about, true)
		}
		return r
	}
	other := g.asOther(s, r, about, with)
	if other.Controlled != data.ControlledPossible {
		other.Beside = g.atItsPrice(r)
	}
	return other
}

// atItsPrice is what a line is that costs as much as the goods that it names, though its
// words say that it goes with them or is without their chips; nil where those are free.
func (g *Goods) atItsPrice(r Recognition) *Recognition {
	if r.Controlled == data.ControlledNo {
		return nil
	}
	r = maybe(r, g.pricedLike[r.Part.ID])
	r.Accessory, r.Beside = false, nil
	return &r
}

// mayGoAlong says whether a family is of goods that a part may come with: not a printer
// or a mouse, whose name a part's may be as well.
func (g *Goods) mayGoAlong(part int32) bool {
	p := &g.parts.All[part]
	return p.Family != "" && (p.Accessory != "" || p.Vague != "")
}

// nothing is a line that says nothing of goods of the catalogue.
func nothing(why string) Recognition {
	return Recognition{
		Good: data.Good{Controlled: data.ControlledNoSign, Why: why},
		PRC:  data.False, PRCReaches: data.False, Datacenter: data.Undecided, CaseByCase: data.Undecided,
	}
}

// asOther is a line about something that goes with the part that it names, or may do.
func (g *Goods) asOther(s *scratch, r Recognition, about mention, with along) Recognition {
	switch {
	case with.family >= 0 && r.PRC == data.True && g.parts.All[with.family].Kind == "service" && r.Controlled != data.ControlledNo:
		return maybe(r, g.serves[r.Part.ID])
	case with.unsure && r.Controlled != data.ControlledNo:
		why := g.maybeWith[r.Part.ID]
		if with.heard {
			why += "; words that speak for something else: " + g.opinion.spoke(s, about, false)
		}
		return maybe(r, why)
	case with.family == unknownGoods || with.family == itself:
		other := nothing(g.goesWith[r.Part.ID])
		other.Accessory = true
		if with.heard {
			other.Why += "; so say its words: " + g.opinion.spoke(s, about, false)
		}
		return other
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
	if byPart < 0 {
		g.findUnnamed(s)
	}
	return byPart, not
}

// byNumber is the part of a part number, as its text has it.
func (g *Goods) byNumber(s *scratch, best int, byPart, not int32) Recognition {
	r := g.ready[byPart]
	// A system's part number with the chip named in its text is that chip's system.
	if best >= 0 {
		r = g.combine(r, s)
	}
	if g.saysAccessory(s, best, byPart) || len(s.number) < leastNumber && g.isOfOtherTrade(s) {
		r = maybe(r, g.maybeWith[r.Part.ID])
	}
	if shell, unsure := g.shell(s, byPart, not); shell {
		r = g.asShell(r)
	} else if unsure {
		r = maybe(r, g.shells[r.Part.ID])
	}
	r.ByPart = true
	return r
}

// leastNear is how long a part number, and what the catalogue knows of its beginning, are
// at least where one wrong character is forgiven: shorter ones are other goods' by chance.
const (
	leastNear      = 12
	leastNearStart = 8
	leastShifted   = 10 // and where a character is left out or put in
)

// nearNumber is the part whose number differs from one by a character, -1 for none or
// for several.
func (g *Goods) nearNumber(number string) int32 {
	n := squeeze(make([]byte, 0, 64), number)
	if len(n) < leastNear {
		return -1
	}
	near := int32(-1)
	for i := range g.ix.prefixes[n[0]] {
		x := &g.ix.prefixes[n[0]][i]
		if len(x.text) < leastNearStart || g.ready[x.part].Controlled == data.ControlledNo {
			continue
		}
		other := strings.ToLower(x.text)
		for d := -1; d <= 1; d++ {
			end := len(other) + d
			if d != 0 && len(other) < leastShifted || end > len(n) || !isOneOff(string(n[:end]), other) {
				continue
			}
			if near >= 0 && near != x.part {
				return -1
			}
			near = x.part
		}
	}
	return near
}

// byNearNumber is a part whose number a line nearly tells.
func (g *Goods) byNearNumber(part int32) Recognition {
	r := g.ready[part]
	r.ByPart, r.Weak, r.Controlled = true, true, data.ControlledPossible
	r.Why = "the part number is that of " + r.Model + " but for one character"
	return r
}

// leastNumber is how long a part number is at least that no other goods have by chance.
const leastNumber = 10

// isOfOtherTrade says whether a line speaks of another trade, and of nothing of this one.
func (g *Goods) isOfOtherTrade(s *scratch) bool {
	said := g.between(s, 0, s.said)
	return said&g.ix.trade != 0 && said&(g.ix.computer|g.ix.npu|g.ix.server|g.ix.chips) == 0
}

// isOfThisTrade says whether words of this trade stand in a description, and none of others.
func (g *Goods) isOfThisTrade(s *scratch) bool {
	said := g.between(s, 0, s.said)
	return said&g.ix.trade == 0 && said&(g.ix.computer|g.ix.npu|g.ix.server|g.ix.chips|g.ix.goods|g.ix.cards) != 0
}

// asItself is a line about the part that it names, with what is said of its chips.
func (g *Goods) asItself(s *scratch, r Recognition, best int, not int32) Recognition {
	shell, unsure := g.shell(s, s.found[best].part, not)
	switch {
	case shell:
		return g.asShell(r)
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
// than they are. It clears no name that comes with its memory or a count, as goods do.
func (g *Goods) heard(s *scratch, with along, about mention, likely float64) along {
	doubt := with.family == itself || with.unsure
	f := found{part: about.part, from: about.from, to: about.to}
	least := float64(noDoubt)
	if g.parts.All[about.part].Vague == "yes" {
		least = vagueDoubt
	}
	service := with.family >= 0 && g.parts.All[with.family].Kind == "service"
	switch {
	case service && g.ready[about.part].PRC == data.True:
		return with // a ban may reach the service as well
	case service && g.parts.All[with.family].ID == rental:
		return with // of what may be a lease of goods, or hours of them
	case about.open && doubt && !with.unsure, with.unsure && likely > overDoubt:
		return along{family: itself, heard: true}
	case with.family == itself && likely < overVague && g.parts.All[about.part].Vague == "yes" && g.ready[about.part].PRC != data.True:
		return along{family: unknownGoods, heard: true}
	case with.family == itself && likely < overPart:
		return along{family: unknownGoods, unsure: true, heard: true}
	case with.unsure && !service && likely < least && !g.ready[about.part].PRCNamed && (!g.isFull(s, f) || g.isQuoted(s, f)):
		return along{family: unknownGoods, heard: true}
	}
	return with
}

// perhaps is a part that nothing in a line vouches for but its name.
func (g *Goods) perhaps(part int32) Recognition {
	r := maybe(g.ready[part], g.maybeWith[g.parts.All[part].ID])
	r.Weak = true
	return r
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
// what is said further off ("not new, H100") denies nothing. "H100 not included" does.
func (g *Goods) withoutDenied(s *scratch, names []found) (rest []found, first int32) {
	first = -1
	rest = slices.DeleteFunc(names, func(f found) bool {
		if p := &g.parts.All[f.part]; p.Vague == "yes" && p.Family == "" && g.isAbsent(s, f) {
			return true // "no GPU" says nothing of any model
		}
		i := f.from - 1
		for i >= 0 && s.atoms[i+1].gap != comma && s.atoms[i].classes&g.ix.between != 0 {
			i--
		}
		before := i >= 0 && s.atoms[i+1].gap != comma && s.atoms[i].classes&g.ix.instead != 0
		if behind := f.to < s.said && s.atoms[f.to].gap != comma && s.atoms[f.to].classes&g.ix.absent != 0; !before && !behind {
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
