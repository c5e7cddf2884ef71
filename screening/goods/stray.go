package goods

import (
	"redflag/data"
	"redflag/data/reference"
)

// Letters and figures that name a chip name goods of other trades as well: "Pökelinjektor
// MI300". Nothing but the words beside them tells which: those of another trade alone, where
// none is of this one, and those that nobody knows with a tariff number of another trade. A
// wrong number is how goods are hidden.

// nearComputing are tariff numbers of computers, of what is near them, and of goods that
// no other heading takes, under which computers are told by habit or to hide them.
var nearComputing = []string{"8443", "8469", "8470", "8471", "8472", "8473", "8479", "8486", "8487", "85", "9013", "9030", "9031", "9032", "98", "99"}

// leastNoun is how many bytes a word has at least that may be what goods are.
const leastNoun = 4

// isStray says whether a name in a line that nothing vouches for is that of other goods:
// a word that nobody knows says what they are, and so does the tariff number.
func (g *Goods) isStray(s *scratch, hs string) bool {
	if len(s.open) == 0 || !isFarFromComputing(hs) || g.speaksOfTrade(s) {
		return false
	}
	return g.between(s, 0, s.said)&g.ix.trade != 0 || g.unknownWord(s, 0, s.said)
}

func isFarFromComputing(hs string) bool {
	digits := 0
	for i := range len(hs) {
		if asciiKind[hs[i]] == numbers {
			digits++
		}
	}
	return digits >= 4 && !reference.HasPrefix(hs, nearComputing)
}

// isNamedAfter says whether a word that nobody knows stands right before a name that
// nothing vouches for, in a line that says nothing of this trade: it is likely what the
// goods are, and the name which of them.
func (g *Goods) isNamedAfter(s *scratch, m mention) bool {
	return !g.speaksOfTrade(s) && g.followsNoun(s, found{part: m.part, from: m.from, to: m.to})
}

// followsNoun says whether a word that nobody knows, or one of another trade, stands right
// before a name.
func (g *Goods) followsNoun(s *scratch, f found) bool {
	if f.from == 0 || f.from >= s.said || s.atoms[f.from].gap != space {
		return false
	}
	return s.atoms[f.from-1].classes&g.ix.trade != 0 || g.unknownWord(s, f.from-1, f.from)
}

// isAllThatIsNamed says whether no word of a line but a name that nothing vouches for says
// what the goods are, but for what comes along: "defective H100, 2 pcs", "4 x H100 (bracket
// incl.)". It is asked of names that stand for the part where they stand alone.
func (g *Goods) isAllThatIsNamed(s *scratch, name found) bool {
	if g.parts.All[name.part].Alone != "yes" || g.ready[name.part].Controlled == data.ControlledNo {
		return false
	}
	for _, f := range s.found {
		p := &g.parts.All[f.part]
		if p.Family == "" || p.Family == "state" || p.Accessory == "beside" && f.from != name.to && f.to != name.from {
			continue
		}
		if p.Accessory == "" || !g.comesAlong(s, name, f) {
			return false
		}
	}
	silent := g.ix.neutral | g.ix.plain | g.ix.between | g.ix.forWords | g.ix.of | g.ix.from | g.ix.let | g.ix.count | g.ix.times | g.ix.and | g.ix.moved | g.ix.lotOf | g.ix.serial | g.ix.withs | g.ix.there |
		g.ix.computer | g.ix.npu | g.ix.server | g.ix.chips | g.ix.goods | g.ix.cards | g.ix.line | g.ix.forms | g.ix.giga | g.ix.fits | g.ix.used
	denied := false // "without heatsink"
	for i := range s.atoms {
		a := &s.atoms[i]
		denied = a.gap != comma && denied || a.classes&(g.ix.without|g.ix.instead) != 0
		switch {
		case a.kind == numbers || denied || g.isNamed(s, i):
		case a.classes&silent == 0, s.starts[i] == nil && g.ix.headOf(s, i) != 0:
			return false // "Batterieprüfgerät MI-300" says it in the beginning of a word
		}
	}
	return true
}

// speaksOfTrade says whether a word of accelerators, of machines or of their parts stands
// in a line, or a size of memory. Beside a word of another trade a "g" is of grams where no
// accelerator has so much memory: "precision balance B200, 200 g".
func (g *Goods) speaksOfTrade(s *scratch) bool {
	ix := g.ix
	said := g.between(s, 0, len(s.atoms))
	if said&(ix.computer|ix.npu|ix.server|ix.chips|ix.goods|ix.cards|ix.line|ix.hbm|ix.sxm|ix.brands|ix.hgx|ix.dgx) != 0 {
		return true
	}
	_, isMemory := g.byMemory[g.memory(s)]
	return said&ix.giga != 0 && (said&ix.trade == 0 || isMemory)
}

// unknownWord says whether one of some atoms is in a word that nobody knows and that may
// say what goods are.
func (g *Goods) unknownWord(s *scratch, from, to int) bool {
	for i := from; i < to; i++ {
		a := &s.atoms[i]
		if a.classes != 0 || a.guards != 0 || a.kind == numbers || a.kind == letters && a.end-a.at < leastNoun {
			continue
		}
		if !g.isNamed(s, i) {
			return true
		}
	}
	return false
}

// isNamed says whether an atom is in a name, whoever vouches for it.
func (g *Goods) isNamed(s *scratch, i int) bool {
	for _, all := range [][]found{s.found, s.open} {
		for _, f := range all {
			if f.from <= i && i < f.to {
				return true
			}
		}
	}
	return false
}

// strayed is a line with such a name.
func strayed() Recognition {
	r := nothing("a name of a chip in it is that of other goods, by its words or its tariff number")
	r.Stray = true
	return r
}
