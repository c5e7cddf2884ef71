package goods

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/data/reference"
)

// A line names a part to say what its goods are, or what they are for, come out
// of or lack: "rail kit for XE9680", "CPU pulled from MI300X host", "DGX chassis,
// no GPUs". Here it is told which. Nouns of accessories are families of the
// catalogue; the small words are its classes.

// reachOf is how many atoms an accessory and what it goes with stand apart at most.
const reachOf = 24

// reachOfWith is how many words "with" and what comes along stand apart at most; two
// ideographs count as one.
const reachOfWith = 4

// maxRepeats bounds how often a part named again is asked about.
const maxRepeats = 8

// beside is how many words stand at most between a name and the noun behind it
// that makes it a thing of its own: "H100 SXM5 8U rail".
const beside = 5

// quoted is how many bytes of text beside a name are looked through for quotation
// marks, and quotesOpen and quotesClose are those.
const (
	quoted      = 32
	quotesOpen  = `'"“„«「《`
	quotesClose = `'"“”»」》`
)

// bracketed is how many bytes of text in brackets are looked through at most.
const bracketed = 64

const (
	itself       int32 = -1 // the goods are the part
	unknownGoods int32 = -2 // the goods are something that goes with the part
)

// along is what goes with a part: a family, itself or unknownGoods. It is unsure
// where the line may also mean the part.
type along struct {
	family int32
	unsure bool
	heard  bool // the opinion said so
}

// dropPurposes marks names that say what the goods are for or come out of, and
// leaves them out where the line names other goods: "H100 NVL for R760xa" is an
// H100, and so is "A100 out of a DGX A100" an A100.
func (g *Goods) dropPurposes(s *scratch) {
	some, goods := false, false
	for i := range s.found {
		f := &s.found[i]
		p := &g.parts.All[f.part]
		if p.Family != "" {
			continue
		}
		f.purpose = g.isFor(s, *f) || g.isUsedFor(s, *f) || g.inBrackets(s, *f) || i > 0 && g.joins(s, s.found[i-1], *f)
		some = some || f.purpose
		goods = goods || !f.purpose && p.Vague != "yes"
	}
	if some && goods {
		s.found = slices.DeleteFunc(s.found, func(f found) bool { return f.purpose })
	}
}

// isFor says whether a word of purpose or origin stands right before a name, but
// for makers and the like. A size, a count or a comma parts them: "for 8x H100".
func (g *Goods) isFor(s *scratch, f found) bool {
	if f.from < 2 || g.sized(s, f) {
		return false
	}
	counted := false
	for i := f.from - 1; i > 0 && i >= f.from-4 && s.atoms[i+1].gap != comma; i-- {
		a := &s.atoms[i]
		if a.classes&(g.ix.forWords|g.ix.from) != 0 {
			return (!counted || a.classes&g.ix.fits != 0) && !g.bareBefore(s, i)
		}
		counted = counted || a.kind == numbers && s.atoms[i+1].gap > hyphen
	}
	return false
}

// isNextTo says whether one of some words stands right before a name, but for a
// count of it, makers and the like.
func (g *Goods) isNextTo(s *scratch, f found, words classes) bool {
	skip := g.ix.between | g.ix.plain | g.ix.times | g.ix.server | g.ix.computer | g.ix.neutral
	for i := f.from - 1; i > 0 && i >= f.from-5 && s.atoms[i+1].gap != comma; i-- {
		switch a := &s.atoms[i]; {
		case a.classes&words != 0:
			return true
		case a.kind != numbers && a.classes&skip == 0:
			return false
		}
	}
	return false
}

// bareBefore says whether nothing but counts and words of orders stands before an atom.
func (g *Goods) bareBefore(s *scratch, at int) bool {
	for i := range at {
		if s.atoms[i].kind != numbers && s.atoms[i].classes&(g.ix.plain|g.ix.forWords|g.ix.from) == 0 {
			return false
		}
	}
	return true
}

// isUsedFor says whether the words behind a name make it a purpose: "H100集群用",
// "DGX-H100 compatible", "XE9680-geeignet". They are no more than that where they
// go on: "H100, compatible with PCIe", "H100 用于训练".
func (g *Goods) isUsedFor(s *scratch, f found) bool {
	skip := g.ix.server | g.ix.goods | g.ix.cards
	for i := f.to; i < min(f.to+8, s.said); i++ {
		a := &s.atoms[i]
		if a.gap == comma {
			return false
		}
		if a.classes&g.ix.used != 0 && (a.hash != g.ix.ready || a.gap == hyphen) {
			end := i + 1
			for end < s.said && s.atoms[end].classes&g.ix.used != 0 {
				end++
			}
			if end < s.said && s.atoms[end].gap != comma && (s.atoms[end].classes&(g.ix.withs|g.ix.forWords|g.ix.goesOn) != 0 || a.kind == ideograph && s.atoms[end].kind == letters) {
				return false
			}
			return !g.ix.bare(s.atoms[:s.said], f.from, end)
		}
		if a.classes&skip == 0 {
			return false
		}
	}
	return false
}

// inBrackets says whether a name stands in brackets behind goods of a known
// other kind: "64GB RDIMM (H100 node)".
func (g *Goods) inBrackets(s *scratch, f found) bool {
	open := g.bracket(s, f)
	for _, a := range s.found {
		if a.to > f.from || int(s.atoms[a.to-1].end) > open {
			return false
		}
		if kind := g.parts.All[a.part].Accessory; (kind == "yes" || kind == "for") && g.leads(s, a) {
			return true
		}
	}
	return false
}

// bracket is where a bracket opens that a find stands in; -1 for none nearby.
func (g *Goods) bracket(s *scratch, f found) int {
	if !s.brackets || f.from >= s.said || f.from == 0 {
		return -1
	}
	at := int(s.atoms[f.from].at)
	least := max(at-bracketed, 0)
	text := s.description[least:at]
	open := max(strings.LastIndexByte(text, '('), strings.LastIndex(text, "（"))
	if open < 0 || strings.IndexByte(text[open:], ')') >= 0 || strings.Contains(text[open:], "）") {
		return -1
	}
	return least + open
}

// joins says whether a name is told in one breath with a purpose before it, as
// the second in "for A100 / H100".
func (g *Goods) joins(s *scratch, before, f found) bool {
	if !before.purpose || f.from < before.to || f.from-before.to > 3 || g.sized(s, f) {
		return false
	}
	for i := before.to; i < f.from; i++ {
		if s.atoms[i].classes&(g.ix.plain|g.ix.and|g.ix.between) == 0 {
			return false
		}
	}
	return true
}

// goesAlong is what a line is about that names f only to say what it goes with.
func (g *Goods) goesAlong(s *scratch, f found) along {
	if a := g.accessory(s, f); a.family != itself {
		return a
	}
	if b := g.belongs(s, f); b.family != itself {
		return b
	}
	if g.isQuoted(s, f) || g.hasUnknownHead(s, f) || g.hasUnknownTail(s, f) {
		return along{family: unknownGoods, unsure: true}
	}
	return along{family: itself}
}

// goesAlongOfAll is goesAlong of a name, or itself where the part is named once more as
// goods of its own: "rack for DGX H100, 4x DGX H100".
func (g *Goods) goesAlongOfAll(s *scratch, best int) along {
	with := g.goesAlong(s, s.found[best])
	for i := best + 1; i < min(len(s.found), best+maxRepeats) && with.family != itself; i++ {
		if s.found[i].part == s.found[best].part {
			with = g.goesAlong(s, s.found[i])
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
	return slices.ContainsFunc(s.found, func(a found) bool {
		return a.to <= f.from && s.atoms[a.to-1].end <= first && g.parts.All[a.part].Accessory == "yes"
	})
}

// hasUnknownHead says whether a word that nobody knows leads up to a name, and
// nothing else in the line speaks of accelerators or machines: "standee DGX H100",
// "restocking fee RTX 4090". The word may be what the goods are.
func (g *Goods) hasUnknownHead(s *scratch, f found) bool {
	if f.from >= s.said || g.isFull(s, f) || g.ready[f.part].PRCNamed {
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
		unknown = unknown || i < f.from && a.classes == 0 && a.guards == 0 && a.kind == letters && a.end-a.at > 2
	}
	return unknown
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

// isUnknown says whether nobody knows the word that ends at an atom.
func (g *Goods) isUnknown(s *scratch, last int) bool {
	a := &s.atoms[last]
	first := last
	for a.kind == ideograph && first > 0 && s.atoms[first].gap == joined && s.atoms[first-1].kind == ideograph {
		first--
	}
	for i := first; i <= last; i++ {
		if s.atoms[i].classes != 0 || s.atoms[i].guards != 0 {
			return false
		}
	}
	if a.kind == ideograph && first == last || a.kind == letters && a.end-a.at <= 3 {
		return false
	}
	return !slices.ContainsFunc(s.found, func(o found) bool { return o.from <= last && first < o.to })
}

// isSmall says whether a word is written in small letters in a line that has others,
// or in Kana or Hangul, which makers of cards do not name theirs in.
func (g *Goods) isSmall(s *scratch, a *atom) bool {
	if first, _ := utf8.DecodeRuneInString(s.description[a.at:]); unicode.In(first, unicode.Hangul, unicode.Katakana, unicode.Hiragana) {
		return true
	}
	return s.description[a.at] >= 'a' && s.description[a.at] <= 'z' && strings.IndexFunc(s.description, unicode.IsUpper) >= 0
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
		if fam.Accessory == "" || fam.ID == "rackfurniture" && g.parts.All[f.part].Kind == "rack" {
			continue // a rack of servers is not the cabinet that it goes with
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
		// "Repair H100 80GB" may be the card that comes back from it.
		if sure && fam.Accessory != "form" && !(full && fam.ID == "work") {
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
	if kind == "yes" && a.from == 0 && (g.hasColon(s, a) || !full && g.titles(s, a, f)) {
		return true, false // "BOOK: ...", "Poster A2: ..."
	}
	between := g.between(s, a.to, f.from)
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
		return fam.Vague == "", true // "GPU heatsink NVIDIA A100 80GB"
	}
	if a.from == 0 && fam.Kind == "service" {
		return false, true // "rental of 8x H100"
	}
	// "HEATSINK, COPPER, H100" as customs put it, and a list of goods begins so too.
	behind := g.between(s, f.to, min(f.to+2, len(s.atoms)))
	return false, kind == "yes" && g.leads(s, a) && !full && between&g.ix.and == 0 && (a.from <= 3 || behind&(g.ix.goods|g.ix.chips) == 0)
}

// clause is where the clause begins that ends at to, at from or behind it.
func (g *Goods) clause(s *scratch, from, to int) int {
	for to > from && s.atoms[to].gap != comma {
		to--
	}
	return to
}

// goesBehind says whether an accessory that stands behind a name is the goods.
func (g *Goods) goesBehind(s *scratch, a, f found, fam *reference.Part, full bool) (sure, unsure bool) {
	kind := fam.Accessory
	if g.before(s, f.from)&g.ix.forWords != 0 || f.purpose {
		// "适用于 H100 的散热片": what it is for stands first.
		return kind != "for" || f.purpose && !full, false
	}
	between := g.between(s, f.to, a.from)
	switch {
	case full && between&g.ix.profile != 0:
		return false, false // "T4 16GB low profile bracket": how tall the card is
	case kind == "for" && fam.ID != "cpu" && !full && g.parts.All[f.part].Vague == "" && g.all(s, f.to, a.from, g.ix.server):
		return false, true // "H100服务器内存"
	}
	if kind == "for" && (fam.Kind != "network" || full || s.atoms[a.from-1].kind == numbers) || between&g.ix.withs != 0 || g.parted(s, f.to, a.from+1) || g.holds(s, a) || g.bracket(s, a) > int(s.atoms[f.from].at) {
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

// all says whether every atom is of one of the classes.
func (g *Goods) all(s *scratch, from, to int, of classes) bool {
	for i := from; i < to; i++ {
		if s.atoms[i].classes&of == 0 {
			return false
		}
	}
	return true
}

// apart is how many words stand between two places; two ideographs count as one.
func (g *Goods) apart(s *scratch, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		n += 2
		if s.atoms[i].kind == ideograph {
			n--
		}
	}
	return (n + 1) / 2
}

// isFull says whether a name comes with its memory or a count of it, or a system
// with its chips, as goods do and what things are for does not.
func (g *Goods) isFull(s *scratch, f found) bool {
	return g.sized(s, f) || g.counts(s, f) > 0 || g.isFitted(s, f)
}

// isFitted says whether a system is named with its chips: what else stands behind
// it is on the list of what it is fitted with.
func (g *Goods) isFitted(s *scratch, f found) bool {
	if g.parts.All[f.part].Chip == "" {
		return false
	}
	for _, c := range s.found {
		if p := &g.parts.All[c.part]; p.Family == "" && p.Chip == "" && (g.sized(s, c) || g.counts(s, c) > 0) {
			return true
		}
	}
	return false
}

// comesAlong says whether an accessory comes with the goods or is said to be
// absent: "inkl. Kühler", "w/o bracket". It is not what the line is about.
func (g *Goods) comesAlong(s *scratch, f, a found) bool {
	if a.to < len(s.atoms) && s.atoms[a.to].classes&g.ix.there != 0 {
		return true // "bracket included", "heatsink removed"
	}
	if a.from >= f.to && a.to < len(s.atoms) && g.parts.All[a.part].ID == "software" && s.atoms[a.to].gap == space && s.atoms[a.to].classes&g.ix.goods != 0 && g.isFull(s, f) {
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

// holds says whether an accessory is said to have accelerators inside: "DGX
// chassis w/ 8 GPUs".
func (g *Goods) holds(s *scratch, a found) bool {
	for i := a.to; i < min(a.to+2, len(s.atoms)); i++ {
		if s.atoms[i].classes&g.ix.withs != 0 {
			end := i + 1
			for end < min(i+5, len(s.atoms)) && s.atoms[end].gap != comma {
				end++
			}
			return g.between(s, i+1, end)&(g.ix.computer|g.ix.npu) != 0
		}
	}
	return false
}

// leads says whether an accessory is the head of the line: nothing before it
// speaks of accelerators or machines, but for what it is named after, as in "GPU
// bracket".
func (g *Goods) leads(s *scratch, a found) bool {
	to := a.from
	for to > 0 && to < s.said && s.atoms[to].gap != comma && s.atoms[to-1].classes&g.ix.chips != 0 {
		to--
	}
	return a.from < s.said && g.between(s, 0, to)&(g.ix.chips|g.ix.server|g.ix.withs) == 0
}

// hasColon says whether a colon stands right behind an accessory.
func (g *Goods) hasColon(s *scratch, a found) bool {
	end := int(s.atoms[a.to-1].end)
	return a.to <= s.said && end < len(s.description) && s.description[end] == ':'
}

// titles says whether the words before a name that an accessory begins end in a colon.
func (g *Goods) titles(s *scratch, a, f found) bool {
	if f.from >= s.said || f.from > 8 {
		return false
	}
	colon := strings.IndexByte(s.description[s.atoms[a.to-1].end:s.atoms[f.from].at], ':')
	return colon >= 0 && g.between(s, a.to, f.from)&(g.ix.withs|g.ix.chips) == 0
}

// belongs says whether the line speaks of something that the catalogue does not
// know and that is for f: "manifold for NVL72". Nothing is said of it then.
func (g *Goods) belongs(s *scratch, f found) along {
	if f.purpose && !g.isFor(s, f) {
		// Told by words behind the name or by a neighbour.
		return along{family: unknownGoods, unsure: g.between(s, 0, s.said)&g.ix.chips != 0}
	}
	i, counted := f.from-1, false
	for i >= 0 && i >= f.from-4 && s.atoms[i].classes&(g.ix.forWords|g.ix.from) == 0 {
		if s.atoms[i+1].gap == comma {
			return along{family: itself} // "for Dell, H100"
		}
		counted = counted || s.atoms[i].kind == numbers && s.atoms[i+1].gap > hyphen
		i--
	}
	if i < 1 || i < f.from-4 || s.atoms[i+1].gap == comma || counted && s.atoms[i].classes&g.ix.fits == 0 {
		return along{family: itself} // "for 8x H100"
	}
	head := g.headOf(s, i)
	if g.sized(s, f) && head.family != itself {
		// "frame for A100 80GB", and "for resale H100 80GB".
		if i < f.from-2 || g.bareBefore(s, i) {
			return along{family: itself}
		}
		head.unsure = true
	}
	return head
}

// headOf is what stands before a word of purpose at an atom: something that the
// catalogue does not know, or goods that may be the part: "GPU for DGX H100".
func (g *Goods) headOf(s *scratch, at int) along {
	fits := s.atoms[at].classes&g.ix.fits != 0
	skip := g.ix.plain | g.ix.forWords | g.ix.from
	machine := g.ix.chips | g.ix.server
	known := g.ix.computer | g.ix.npu | g.ix.goods | g.ix.withs | machine
	first, head := true, known // classes of the noun, which stands last
	other, like := false, false
	for i := at - 1; i >= 0; i-- {
		c := s.atoms[i].classes
		if c&skip != 0 || s.atoms[i].kind == numbers {
			continue
		}
		if first {
			first, head = false, c
		}
		other = other || c&known == 0
		like = like || c&known != 0
	}
	switch {
	case other && !like:
		return along{family: unknownGoods}
	case !like, !fits && head&machine != 0:
		return along{family: itself}
	}
	// "retimer card for L40S", "NVLink switch tray for NVL72": of the trade, and not it.
	return along{family: unknownGoods, unsure: true}
}

// shell says whether a line speaks of a machine or board without its accelerators:
// "XE9680 chassis w/o GPU". denied is a chip that the line says is not in it, or -1.
// It is unsure where the line counts chips all the same, or names no machine.
func (g *Goods) shell(s *scratch, p int32, denied int32) (is, unsure bool) {
	part := &g.parts.All[p]
	machine := part.Chip != "" || part.Barebone != "" || part.Vague != ""
	for _, c := range s.found {
		if x := &g.parts.All[c.part]; x.Family == "" && x.Chip == "" && (g.sized(s, c) || g.counts(s, c) > 0) {
			unsure = true
		}
	}
	if denied >= 0 && g.parts.All[denied].ID == part.Chip && !unsure {
		return true, false
	}
	for i := 0; i < len(s.atoms); i++ {
		if s.atoms[i].classes&g.ix.barebone == 0 {
			continue
		}
		for i < len(s.atoms) && s.atoms[i].classes&g.ix.barebone != 0 {
			i++
		}
		// "no GPU brackets" says nothing of the machine, nor does "GPU removed from it".
		if i < len(s.atoms) && s.atoms[i].classes&g.ix.from != 0 {
			continue
		}
		if !slices.ContainsFunc(s.found, func(a found) bool { return a.from == i && g.parts.All[a.part].Accessory != "" }) {
			return machine && !unsure, !machine || unsure
		}
	}
	return false, false
}

// asShell is a system without its accelerators. Where it is not sold so by its
// maker, the line may hide what is in it.
func asShell(r Recognition) Recognition {
	r.Bucket, r.GPUs, r.Accessory = "", 0, true
	if r.Part.Barebone == "yes" {
		r.Controlled, r.Why = data.ControlledNo, "sold without accelerators, as the line says; with them it would be a controlled server"
		return r
	}
	if r.Controlled != data.ControlledNo {
		r.Controlled = data.ControlledPossible
	}
	r.Why = "without accelerators, as the line says, though " + r.Part.Model + " is not sold so; ask what is inside"
	return r
}

// counts is how many of a part the line says there are, where it is a usual number.
func (g *Goods) counts(s *scratch, f found) float64 {
	return max(g.countBefore(s, f), g.countBehind(s, f))
}

// sized says whether a size of memory stands behind a name, as it does for cards
// and not for what goes with them.
func (g *Goods) sized(s *scratch, f found) bool {
	return g.between(s, f.to, min(f.to+4, len(s.atoms)))&g.ix.giga != 0
}

// before are the classes of the words up to two atoms before a place.
func (g *Goods) before(s *scratch, at int) classes {
	return g.between(s, max(at-2, 0), at)
}

func (g *Goods) between(s *scratch, from, to int) (c classes) {
	for i := from; i < to; i++ {
		c |= s.atoms[i].classes
	}
	return c
}

// parted says whether a comma or the like stands before one of the atoms.
func (g *Goods) parted(s *scratch, from, to int) bool {
	for i := from; i < to && i < len(s.atoms); i++ {
		if s.atoms[i].gap == comma || s.atoms[i].classes&g.ix.and != 0 {
			return true
		}
	}
	return false
}
