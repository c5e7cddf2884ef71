package goods

import (
	"slices"
	"strings"

	"redflag/data"
	"redflag/data/reference"
)

// A line may name a part for what goes with it: accessories, work, papers.

// quoted is how many bytes of text beside a name are looked through for quotation
// marks, and quotesOpen and quotesClose are those.
const (
	quoted      = 32
	quotesOpen  = `'"“„«「《`
	quotesClose = `'"“”»」》`
)

const (
	itself       int32 = -1 // the goods are the part
	unknownGoods int32 = -2 // the goods are something that goes with the part
)

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

// accessoryOf is an accessory of a family for a part, described once.
func (g *Goods) accessoryOf(family int32, p *reference.Part) Recognition {
	fam := &g.parts.All[family]
	key := pair{p, fam.ID, 0}
	if r, ok := g.built.Load(key); ok {
		return r.(Recognition)
	}
	r := Recognition{
		Good: data.Good{Controlled: data.ControlledNo, Model: fam.Model, Why: "by its description a " + fam.Model + " that goes with " + p.Model},
		Part: fam, PRC: data.False, PRCReaches: data.False, Datacenter: data.Undecided, CaseByCase: data.Undecided, Accessory: true, With: p,
	}
	g.built.Store(key, r)
	return r
}

// rental is the family of rentals: of counted machines they may be a lease of goods.
const rental = "rent"

// financed is the family of leases that move goods as sales do.
const financed = "finance-lease"

// isFinanced says whether a line speaks of such a lease.
func (g *Goods) isFinanced(s *scratch) bool {
	return slices.ContainsFunc(s.found, func(a found) bool { return g.parts.All[a.part].ID == financed })
}

// maxRepeats bounds how often a part named again is asked about.
const maxRepeats = 8

// beside is how many words stand at most between a name and the noun behind it
// that makes it a thing of its own: "H100 SXM5 8U rail".
const beside = 5

// along is what goes with a part: a family, itself or unknownGoods. It is unsure
// where the line may also mean the part.
type along struct {
	family int32
	unsure bool
	heard  bool // the opinion said so
}

// goesAlong is what a line is about that names f only to say what it goes with.
func (g *Goods) goesAlong(s *scratch, f found) along {
	if a := g.accessory(s, f); a.family != itself {
		return a
	}
	if b := g.belongs(s, f); b.family != itself {
		return b
	}
	if g.isOfSomething(s, f) {
		return along{family: unknownGoods}
	}
	if g.isQuoted(s, f) || g.hasUnknownHead(s, f) || g.hasUnknownTail(s, f) || g.listsUnknown(s, f) || f.weak && g.followsNoun(s, f) {
		return along{family: unknownGoods, unsure: true}
	}
	return along{family: itself}
}

// isOfSomething says whether a line is about something of what it names, as in
// "photography of 4x RTX 5090", and not about a lot or a box of it.
func (g *Goods) isOfSomething(s *scratch, f found) bool {
	if f.from >= s.said {
		return false
	}
	i := f.from - 1
	for i > 0 && s.atoms[i+1].gap != comma && (s.atoms[i].kind == numbers || s.atoms[i].classes&(g.ix.times|g.ix.count) != 0) {
		i--
	}
	if i < 1 || i > 4 || s.atoms[i].hash != g.ix.ofWord || s.atoms[i+1].gap == comma {
		return false
	}
	head := &s.atoms[i-1]
	return head.kind == letters && head.classes&(g.ix.lotOf|g.ix.chips|g.ix.server|g.ix.packs) == 0 && g.between(s, 0, i)&g.ix.withs == 0
}

// goesAlongOfAll is goesAlong of a name, or itself where the part is named once more as
// goods of its own: "rack for DGX H100, 4x DGX H100".
func (g *Goods) goesAlongOfAll(s *scratch, best int) along {
	with := g.goesAlong(s, s.found[best])
	for i := best + 1; i < min(len(s.found), best+maxRepeats) && with.family != itself; i++ {
		if s.found[i].part == s.found[best].part {
			// "replacement for Gaudi 3 HL-325L": once more in one breath tells no more.
			if again := g.goesAlong(s, s.found[i]); again.family == itself || again.unsure || !with.unsure {
				with = again
			}
		}
	}
	return with
}

// isQuoted says whether a name stands in quotation marks behind an accessory, as what
// is printed on it or is its title does: "label sheet 'H100 80GB'".
func (g *Goods) isQuoted(s *scratch, f found) bool {
	if f.from == 0 || f.to > s.said {
		return false
	}
	at, end := int(s.atoms[f.from].at), int(s.atoms[f.to-1].end)
	before, behind := s.description[max(at-quoted, 0):at], s.description[end:min(end+quoted, len(s.description))]
	open := strings.LastIndexAny(before, quotesOpen)
	if open < 0 || !strings.ContainsAny(behind, quotesClose) {
		return false
	}
	first := int32(at - len(before) + open)
	return g.between(s, 0, f.from)&g.ix.truth == 0 && slices.ContainsFunc(s.found, func(a found) bool {
		return a.to <= f.from && s.atoms[a.to-1].end <= first && g.parts.All[a.part].Accessory == "yes"
	})
}

// hasUnknownHead says whether a word that nobody knows leads up to a name, and
// nothing else in the line speaks of accelerators or machines: "standee DGX H100",
// "restocking fee RTX 4090". The word may be what the goods are.
func (g *Goods) hasUnknownHead(s *scratch, f found) bool {
	if f.from >= s.said || g.isFull(s, f) || g.ready[f.part].PRCNamed || g.between(s, 0, f.from)&g.ix.truth != 0 {
		return false // of the chips that the guidance names a miss is the worse mistake
	}
	known := g.ix.computer | g.ix.npu | g.ix.goods | g.ix.server | g.ix.chips | g.ix.brands
	unknown := false
	number := f.from // the words joined to the name are of its number: "SRS-GB200-NVL72"
	for number > 0 && s.atoms[number].gap <= hyphen {
		number--
	}
	for i := range s.said {
		if i >= number && i < f.from {
			continue
		}
		if i < f.from && s.atoms[i].classes&g.ix.withs != 0 {
			return false // "workstation with GB10"
		}
		if i >= f.from && i < f.to {
			continue
		}
		a := &s.atoms[i]
		if a.classes&known != 0 && a.classes&(g.ix.between|g.ix.forms) == 0 {
			return false
		}
		unknown = unknown || i < f.from && a.classes == 0 && a.guards == 0 && a.kind == letters && a.end-a.at > 2 && !g.isState(s, i)
	}
	return unknown
}

// isState says whether an atom is in words for the state of goods, which are no nouns of
// others: "hosting closure".
func (g *Goods) isState(s *scratch, i int) bool {
	return slices.ContainsFunc(s.found, func(f found) bool {
		return f.from <= i && i < f.to && g.parts.All[f.part].Family == "state"
	})
}

// leastListed is how many fields a list has at least that is written as materials are.
const leastListed = 3

// isListed says whether a description is written as lists of materials are, in fields
// that commas part without blanks, the noun first: "BRKT,REAR,GPU,A100".
func isListed(s *scratch) bool {
	n := 1
	for i := 1; i < s.said; i++ {
		if s.atoms[i].gap == comma && s.atoms[i].at-s.atoms[i-1].end == 1 {
			n++
		}
	}
	return n >= leastListed
}

// listsUnknown says whether the noun of such a list is a word that nobody knows, and the
// name stands behind it.
func (g *Goods) listsUnknown(s *scratch, f found) bool {
	if f.from >= s.said || !isListed(s) || g.ready[f.part].PRCNamed {
		return false
	}
	for i := range f.from {
		a := &s.atoms[i]
		if a.kind != letters || a.classes&(g.ix.neutral|g.ix.plain|g.ix.between) != 0 {
			continue
		}
		return a.classes == 0 && a.guards == 0 && !g.isNamed(s, i)
	}
	return false
}

// hasUnknownTail says whether a word that nobody knows ends what is said of a name,
// where nothing behind the name speaks of accelerators or machines: "B200 tray sump".
// The head noun stands there in most tongues, and may be what the goods are.
func (g *Goods) hasUnknownTail(s *scratch, f found) bool {
	if f.to >= s.said || g.isFull(s, f) || g.ready[f.part].PRCNamed || g.between(s, 0, f.from)&g.ix.many != 0 {
		return false
	}
	// Makers of graphics cards give them names of their own, which are written large.
	own := g.parts.All[f.part].Kind == "consumer"
	known := g.ix.computer | g.ix.npu | g.ix.goods | g.ix.server | g.ix.chips
	ends := g.ix.withs | g.ix.without | g.ix.there | g.ix.and | g.ix.instead | g.ix.forWords
	last := -1
	for i := f.to; i < s.said && s.atoms[i].gap != comma; i++ {
		a := &s.atoms[i]
		switch {
		case i > f.to+4 && a.kind != ideograph, a.kind == numbers, a.kind == letters && a.gap <= hyphen:
			return false
		case a.classes&ends != 0, a.classes&known != 0 && a.classes&g.ix.forms == 0:
			return false
		}
		last = i
	}
	if last < 0 || own && !g.isSmall(s, &s.atoms[last]) {
		return false
	}
	return g.isUnknown(s, last)
}

// accessory is the family of an accessory whose text names f as what it goes
// with: "rail kit for XE9680", "H100 heatsink", "Handbuch DGX H100". It is itself
// where f is the goods and the accessory, if any, comes with it.
func (g *Goods) accessory(s *scratch, f found) along {
	full, fitted := g.isFull(s, f), g.isFitted(s, f)
	answer := along{family: itself}
	if g.between(s, 0, min(2, f.from))&g.ix.empty != 0 {
		return along{family: unknownGoods}
	}
	if !full && g.between(s, f.to, s.said)&g.ix.empty != 0 {
		answer = along{family: unknownGoods, unsure: true} // "SXM2 carrier, empty"
	}
	for _, a := range s.found {
		fam := &g.parts.All[a.part]
		if fam.Accessory == "" || fam.PartOf != "" && fam.PartOf == g.parts.All[f.part].Kind {
			continue // a rack of servers is not the cabinet that it goes with
		}
		if fam.ID == rental && (g.isFinanced(s) || a.from >= f.to && g.between(s, 0, s.said)&g.ix.moved != 0) {
			continue // "GroqRack, hosting ended, returned"
		}
		if f.from-a.to > reachOf || a.from-f.to > reachOf || g.comesAlong(s, f, a) {
			continue
		}
		sure, unsure := false, false
		if a.to <= f.from {
			sure, unsure = g.goesBefore(s, a, f, fam, full)
		} else if a.from >= f.to && !fitted {
			sure, unsure = g.goesBehind(s, a, f, fam, full)
		}
		unsure = unsure || fam.ID == rental
		// "Repair H100 80GB", "repair: H100 board" may be the card that comes back from it.
		returns := fam.Returns == "yes" && (full || g.hasColon(s, a) && g.between(s, f.to, min(f.to+1, s.said))&(g.ix.goods|g.ix.cards|g.ix.chips) != 0)
		if sure && fam.Accessory != "form" && !returns {
			return along{family: a.part}
		}
		if sure || unsure {
			answer = along{family: a.part, unsure: true}
		}
	}
	return answer
}

// goesBefore says whether an accessory that stands before a name is the goods.
func (g *Goods) goesBefore(s *scratch, a, f found, fam *reference.Part, full bool) (sure, unsure bool) {
	kind := fam.Accessory
	if kind == "form" {
		kind = "yes"
	}
	between := g.between(s, a.to, f.from)
	switch {
	case between&g.ix.truth != 0, g.packsGoods(s, a) && between&g.ix.forWords == 0:
		return false, false // "LED driver, actually H100", "2 crates HGX B200"
	case fam.Returns == "yes" && between&g.ix.forWords == 0 && g.between(s, 0, s.said)&g.ix.serial != 0:
		return false, false // "depot repair: H100 S/N 1650"
	case fam.Kind == "service" && between&g.ix.forWords == 0 && g.between(s, 0, s.said)&g.ix.moved != 0:
		return false, false // "insurance claim: H100 sent back"
	case fam.Kind == "service" && fam.Returns == "" && fam.ID != rental && kind == "yes" && a.from <= 2 && g.leads(s, a) && g.leadsUpTo(s, a, f):
		return true, false // "deposit for 8x H100 80GB", "configuration fee, 8x H100"
	case kind == "yes" && a.from <= 1 && isListed(s) && g.leads(s, a):
		return true, false // "BRKT,REAR,GPU,A100"
	case between&g.ix.from != 0 && kind == "yes" && a.from <= 2 && g.leads(s, a) && !g.parted(s, a.to, f.from+1):
		return true, false // "cooler removed from H100 80GB"
	case kind == "yes" && a.from == 0 && (g.hasColon(s, a) || !full && g.titles(s, a, f)):
		return true, false // "BOOK: ...", "Poster A2: ..."
	}
	if kind == "yes" && a.to < f.from && s.atoms[a.to].classes&g.ix.forWords != 0 && s.atoms[a.to].classes&g.ix.withs == 0 && s.atoms[a.to].gap != comma && g.leads(s, a) && !g.parted(s, a.to, f.from+1) {
		return true, false // "rails for server with 8x H100"
	}
	if full && between&g.ix.withs != 0 || g.between(s, g.clause(s, a.to, f.from), f.from)&g.ix.withs != 0 {
		return false, false
	}
	purpose := f.purpose || between&g.ix.forWords != 0 && (!full || g.isNextTo(s, f, g.ix.forWords))
	switch {
	case kind == "for":
		return purpose && g.leads(s, a), false
	case purpose, kind != "beside" && a.from == 0 && f.from == a.to && s.atoms[a.to].gap != comma:
		return true, false
	case kind != "maybe" && f.from-a.to <= 4 && between&g.ix.of != 0 && g.all(s, a.to, f.from, g.ix.between) && !g.parted(s, a.to, f.from+1):
		return true, false // "installation of the DGX H100"
	case kind != "beside" && f.from-a.to <= 3 && !g.parted(s, a.to, f.from+1) && !g.sized(s, f):
		return kind == "yes", true
	}
	if kind == "yes" && a.from <= 3 && g.between(s, 0, a.from)&g.ix.withs == 0 && g.all(s, a.to, f.from, g.ix.between) && !g.parted(s, a.to, f.from+1) {
		leads := g.leads(s, a) && (!full || g.between(s, 0, a.from)&g.ix.cards == 0)
		return leads && fam.Returns == "" || fam.Vague == "" && !full, true // "GPU heatsink NVIDIA A100 80GB"
	}
	if a.from == 0 && fam.Kind == "service" {
		return false, true // "rental of 8x H100"
	}
	// "HEATSINK, COPPER, H100" as customs put it, and a list of goods begins so too.
	behind := g.between(s, f.to, min(f.to+2, len(s.atoms)))
	return false, kind == "yes" && g.leads(s, a) && !full && between&g.ix.and == 0 && (a.from <= 3 || behind&(g.ix.goods|g.ix.chips) == 0)
}

// leadsUpTo says whether nothing of meaning stands between an accessory and a name.
func (g *Goods) leadsUpTo(s *scratch, a, f found) bool {
	skip := g.ix.between | g.ix.plain | g.ix.neutral | g.ix.count | g.ix.times | g.ix.forWords | g.ix.server | g.ix.chips | g.ix.of
	for i := a.to; i < f.from; i++ {
		if s.atoms[i].kind != numbers && s.atoms[i].classes&skip == 0 {
			return false
		}
	}
	return true
}

// packsGoods says whether an accessory is what goods are packed in: it is counted, or has
// a number, or they are in it.
func (g *Goods) packsGoods(s *scratch, a found) bool {
	if !g.all(s, a.from, a.to, g.ix.packs) {
		return false
	}
	if a.to+1 < s.said && s.atoms[a.to].kind == numbers && s.atoms[a.to].gap != comma && (s.atoms[a.to+1].gap == comma || s.atoms[a.to+1].kind == numbers) {
		return true // "carton 7: ...", "crate 1/3"
	}
	if a.to+1 < s.said && s.atoms[a.to].classes&g.ix.times != 0 && s.atoms[a.to+1].kind == numbers {
		return true // "cartons x 10"
	}
	before := a.from - 1
	for before > 0 && s.atoms[before+1].gap != comma && s.atoms[before].kind == ideograph && s.atoms[before].classes&g.ix.plain != 0 {
		before-- // "12台 木箱"
	}
	return before >= 0 && s.atoms[a.from].gap != comma && (s.atoms[before].kind == numbers || s.atoms[before].classes&(g.ix.count|g.ix.into) != 0)
}

// goesBehind says whether an accessory that stands behind a name is the goods.
func (g *Goods) goesBehind(s *scratch, a, f found, fam *reference.Part, full bool) (sure, unsure bool) {
	kind := fam.Accessory
	if g.isPurpose(s, f) || f.purpose {
		// "适用于 H100 的散热片": what it is for stands first.
		return kind != "for" || f.purpose && !full, false
	}
	between := g.between(s, f.to, a.from)
	switch {
	case g.packsGoods(s, a), g.servesGoods(s, f, a), (between|g.between(s, 0, f.from)&g.ix.truth)&(g.ix.server|g.ix.truth) != 0 && g.all(s, a.from, a.to, g.ix.packs):
		return false, false // "H100 in box", "H100 for training"
	case g.between(s, f.to, a.to)&g.ix.profile != 0 && (full || g.between(s, a.to, min(a.to+3, len(s.atoms)))&g.ix.giga != 0):
		return false, false // "T4 16GB low profile bracket": how tall the card is
	case kind == "for" && fam.Apart != "yes" && !full && g.parts.All[f.part].Vague == "" && g.all(s, f.to, a.from, g.ix.server|g.ix.apart):
		return false, true // "H100服务器内存"
	}
	if kind == "for" && (fam.Kind != "network" || full || a.from > f.to && s.atoms[a.from-1].kind == numbers) || between&g.ix.withs != 0 || g.parted(s, f.to, a.from+1) || g.holds(s, a) || g.bracket(s, a) > int(s.atoms[f.from].at) {
		return false, false
	}
	if kind == "beside" {
		for i := f.to; i < a.from; i++ {
			if s.atoms[i].kind != letters {
				return false, false // "三年维保", "3 yr warranty"
			}
		}
		return a.from == f.to, a.from-f.to <= 2
	}
	// The head noun stands behind the name, in English, German and Chinese alike.
	near := g.apart(s, f.to, a.from) <= beside
	if kind == "maybe" || kind == "for" || fam.Vague == "yes" && g.apart(s, f.to, a.from) > beside/2 {
		return false, near // "XE9680 chassis" is sold either way; a general word says little from afar
	}
	return near, false
}

// isPurpose says whether a word of purpose stands before a name, but for a count of it or
// the like: not in "sample for evaluation: H100", which tells a purpose of its own.
func (g *Goods) isPurpose(s *scratch, f found) bool {
	if f.from > 0 && s.atoms[f.from-1].classes&g.ix.forWords != 0 {
		return true
	}
	if f.from < 2 || s.atoms[f.from-2].classes&g.ix.forWords == 0 {
		return false
	}
	c := s.atoms[f.from-1].classes
	return c&g.ix.neutral == 0 || c&(g.ix.between|g.ix.computer|g.ix.server) != 0
}

// servesGoods says whether a word of purpose stands between a name and an accessory
// behind it, which is then what the goods are for: "H100 for hospital imaging".
func (g *Goods) servesGoods(s *scratch, f, a found) bool {
	for i := f.to; i < a.from; i++ {
		if c := s.atoms[i].classes; c&g.ix.forWords != 0 && c&(g.ix.used|g.ix.fits) == 0 && s.atoms[i].end-s.atoms[i].at > 1 && i+1 < a.from+1 && s.atoms[i].kind == letters {
			return true
		}
	}
	return false
}

// comesAlong says whether an accessory comes with the goods or is said to be
// absent: "inkl. Kühler", "w/o bracket". It is not what the line is about.
func (g *Goods) comesAlong(s *scratch, f, a found) bool {
	if g.isThere(s, f, a) {
		return true // "bracket included", "heatsink removed"
	}
	if a.from >= f.to && a.to < len(s.atoms) && g.parts.All[a.part].Ability == "yes" && s.atoms[a.to].gap == space && s.atoms[a.to].classes&g.ix.goods != 0 && g.isFull(s, f) {
		return true // "M60 16GB vGPU boards"
	}
	before := max(a.from-1, 0)
	if s.atoms[before].classes&g.ix.goods != 0 && s.atoms[a.from].gap != comma {
		before = max(before-1, 0)
	}
	if c := s.atoms[before].classes; a.from > f.to && c&g.ix.forWords != 0 && c&g.ix.used == 0 && s.atoms[a.from].gap != comma && s.atoms[a.from].kind == letters {
		return true // "chips for board repair"
	}
	least := 0
	if a.from >= f.to {
		least = f.to
	}
	for i, far := a.from-1, 0; i >= least && far < 2*reachOfWith && s.atoms[i+1].gap != comma; i-- {
		far += 2
		if s.atoms[i].kind == ideograph {
			far--
		}
		if s.atoms[i].classes&(g.ix.withs|g.ix.without|g.ix.charges) != 0 {
			return true
		}
		if s.atoms[i].classes&(g.ix.forWords|g.ix.from) != 0 {
			return false
		}
	}
	return false
}

// isThere says whether a word right behind an accessory, or behind others that follow it,
// says that it is there or not: "bracket and cable included".
func (g *Goods) isThere(s *scratch, f, a found) bool {
	at := a.to
	for at < len(s.atoms) && at != f.from && s.atoms[at].classes&g.ix.there == 0 {
		next := at
		for _, b := range s.found {
			if b.from == at && g.parts.All[b.part].Accessory != "" {
				next = b.to
			}
		}
		if next == at && s.atoms[at].classes&g.ix.and != 0 {
			next++
		}
		if next == at {
			return false
		}
		at = next
	}
	if at >= len(s.atoms) || s.atoms[at].classes&g.ix.there == 0 {
		return false
	}
	return at+1 >= len(s.atoms) || s.atoms[at+1].classes&g.ix.from == 0 // "cooler removed from H100"
}

// titles says whether the words before a name that an accessory begins end in a colon.
func (g *Goods) titles(s *scratch, a, f found) bool {
	if f.from >= s.said || f.from > 8 {
		return false
	}
	colon := strings.IndexByte(s.description[s.atoms[a.to-1].end:s.atoms[f.from].at], ':')
	return colon >= 0 && g.between(s, a.to, f.from)&(g.ix.withs|g.ix.chips) == 0
}
