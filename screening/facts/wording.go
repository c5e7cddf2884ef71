package facts

import (
	"strings"

	"redflag/screening/rules"
)

// wording is what a text of a line says. Books describe their goods in a few thousand
// ways: what was worked out of a text once is remembered.
type wording struct {
	asked, is wordingSign
	phrased   bool
	actRead   bool
	act       string // what it says is done with machines, or ""
	kindsRead bool
	kinds     kindSet // of goods that it names
	tellsRead bool
	tells     tellSet
	phrases   []Phrase
	called    rules.Value // the classes of general words that stand in it, once asked for
	nameless  namelessSigns
}

// wordingSign is what a text may say, a bit each.
type wordingSign uint8

const (
	ofChips   wordingSign = 1 << iota // a word of semiconductors
	ofCircuit                         // a word or a number of integrated circuits
	plainWord                         // a general word
	onlyPlain                         // and nothing but that
	fairWord                          // a general word that is true of advanced goods
)

func (w *wording) says(x wordingSign, find func() bool) bool {
	if w.asked&x == 0 {
		w.asked |= x
		if find() {
			w.is |= x
		}
	}
	return w.is&x != 0
}

// wordingOf is that of a text.
func (f *Facts) wordingOf(text string) *wording {
	w := f.wordings[text]
	if w == nil {
		w = &wording{}
		f.wordings[strings.Clone(text)] = w // not the whole record with it
	}
	return w
}

// described is the wording of a line's description.
func (f *Facts) described(l *line) *wording {
	if l.wording == nil {
		l.wording = f.wordingOf(l.Description)
	}
	return l.wording
}

// saysChip reports a description that speaks of semiconductors.
func (f *Facts) saysChip(l *line) bool {
	return f.described(l).says(ofChips, func() bool { return f.src.Words.list.Semiconductor.In(strings.ToLower(l.Description)) != "" })
}

// saysCircuit reports a text that speaks of integrated circuits.
func (f *Facts) saysCircuit(w *wording, text string) bool {
	return w.says(ofCircuit, func() bool { return f.src.Words.isCircuit(text) })
}

// saysPlain reports a description that calls goods by a general word.
func (f *Facts) saysPlain(l *line) bool {
	return f.described(l).says(plainWord, func() bool { return f.src.Words.list.PlainGoods.In(strings.ToLower(l.Description)) != "" })
}

// saysFairly reports a description that calls goods by a general word which is true of
// machines with advanced chips.
func (f *Facts) saysFairly(l *line) bool {
	return f.described(l).says(fairWord, func() bool { return f.src.Words.list.FairGoods.In(strings.ToLower(l.Description)) != "" })
}

// saysGeneric reports a description that is a general word and no more.
func (f *Facts) saysGeneric(l *line) bool {
	return f.described(l).says(onlyPlain, func() bool {
		d := strings.Trim(strings.ToLower(strings.Join(strings.Fields(l.Description), " ")), " .,;:-")
		w := f.src.Words
		return w.list.Generic.whole[d] || len(d) < 60 && w.list.Generic.begin.In(d) != "" && !strings.ContainsAny(d, "0123456789")
	})
}

// phrasesOfLine are the phrases of a line's description.
func (f *Facts) phrasesOfLine(l *line) []Phrase {
	w := f.described(l)
	if !w.phrased {
		w.phrased, w.phrases = true, f.phrasesOf(l.Description)
	}
	return w.phrases
}
