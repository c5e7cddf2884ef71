package rules

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"redflag/data"
)

// words is a text operand: a fact, the text a quantifier stands on, or a literal.
type words struct {
	ref
	item    bool // the text that a quantifier over a list stands on
	literal string
	isConst bool
	lower   bool
}

func (w *words) read(m *machine) (string, bool) {
	var s string
	switch {
	case w.isConst:
		return w.literal, true
	case w.item:
		s = m.text
	default:
		v := w.ref.value(m)
		if v.State != data.Known {
			return "", false
		}
		s = v.Text
	}
	if w.lower {
		s = strings.ToLower(s)
	}
	return s, true
}

func (w *words) prove(m *machine, p *proof) {
	if !w.isConst && !w.item {
		w.ref.prove(m, p)
	}
}

func (w *words) open(m *machine, add func(*ref)) {
	if !w.isConst && !w.item {
		w.ref.open(m, add)
	}
}

// sameText compares two text operands.
type sameText struct{ l, r words }

func (n *sameText) truth(m *machine) data.Truth {
	a, ok := n.l.read(m)
	if !ok {
		return data.Undecided
	}
	b, ok := n.r.read(m)
	if !ok {
		return data.Undecided
	}
	return data.Bool(a == b)
}
func (n *sameText) prove(m *machine, p *proof)      { n.l.prove(m, p); n.r.prove(m, p) }
func (n *sameText) open(m *machine, add func(*ref)) { n.l.open(m, add); n.r.open(m, add) }
func (n *sameText) cost() int                       { return 4 }

// MaxText is how much of one text is read, in bytes. What is longer is no note but
// a file, and whoever tells one says so.
const MaxText = 32 << 10

// Readable is what is read of a text.
func Readable(s string) string {
	if len(s) <= MaxText {
		return s
	}
	n := MaxText
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// textTest is contains, startsWith, endsWith or matches.
type textTest struct {
	words
	arg   string
	test  func(s, arg string) bool
	re    *regexp.Regexp
	opens func() *openings // of re, found when first asked for
}

func (n *textTest) truth(m *machine) data.Truth {
	s, ok := n.words.read(m)
	if !ok {
		return data.Undecided
	}
	s = Readable(s)
	if n.re != nil {
		return data.Bool(n.opens().in(s) && m.met.match(n.re, s))
	}
	return data.Bool(n.test(s, n.arg))
}

func (n *textTest) cost() int {
	if n.re != nil {
		return 40
	}
	return 6
}

// inList is membership of a text operand in a list fact.
type inList struct {
	what words
	list ref
}

func (n *inList) truth(m *machine) data.Truth {
	v := n.list.value(m)
	if v.State != data.Known {
		return data.Undecided
	}
	if v.Text == "" {
		return data.False
	}
	s, ok := n.what.read(m)
	if !ok {
		return data.Undecided
	}
	for t := range v.Texts() {
		if t == s {
			return data.True
		}
	}
	return data.False
}

func (n *inList) prove(m *machine, p *proof) {
	n.what.prove(m, p)
	if s, ok := n.what.read(m); ok && n.truth(m) == data.True {
		n.list.cite(m, p, s)
	} else {
		n.list.prove(m, p)
	}
}

func (n *inList) open(m *machine, add func(*ref)) { n.what.open(m, add); n.list.open(m, add) }
func (n *inList) cost() int                       { return 5 }
