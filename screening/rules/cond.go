package rules

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"redflag/data"
)

// A condition is compiled to a tree of nodes. Each is asked for its truth over
// the facts, and, once the truth is known, for the atoms that made it so.
type node interface {
	truth(m *machine) data.Truth
	// prove adds the atoms that made the node have the truth it has.
	prove(m *machine, p *proof)
	// open adds the names of the facts that keep an undecided node undecided.
	open(m *machine, add func(*ref))
	cost() int
}

// machine is the state of one evaluation. A quantifier's predicate reads the
// element at, or the text, that it stands on; quantifiers do not nest.
type machine struct {
	f      Facts
	at     int
	text   string
	memory []int8  // of shared atoms
	asked  []bool  // which questions were put
	trail  []int32 // those, in order
	masks  []mask  // of atoms on elements
	last   *lasting
	met    matches
}

// proof gathers evidence, and which elements of groups bore it.
type proof struct {
	evidence  []data.Evidence
	witnesses []witness
}

type witness struct{ group, at int }

func (p *proof) add(ev data.Evidence) {
	for i := range p.evidence {
		if p.evidence[i] == ev {
			return
		}
	}
	p.evidence = append(p.evidence, ev)
}

func (p *proof) saw(w witness) {
	for _, o := range p.witnesses {
		if o == w {
			return
		}
	}
	p.witnesses = append(p.witnesses, w)
}

const topLevel = -1 // group of a ref that is no element's field

// ref names one fact: a field of the record, or of the element that a
// quantifier stands on.
type ref struct {
	group, slot int
	name        string // in full, such as "parties.country"
	says        string // the same in words
	asks        string // and as what is not known
	typ         Type
	words       []string
	lasting     bool
}

func (r *ref) value(m *machine) *Value {
	if r.group == topLevel {
		return m.f.Value(r.slot)
	}
	return m.f.Elem(r.group, m.at, r.slot)
}

func (r *ref) prove(m *machine, p *proof) { r.cite(m, p) }

// cite adds what told the fact; of a list, what told the words, where some are given.
func (r *ref) cite(m *machine, p *proof, words ...string) {
	var evs []data.Evidence
	if r.group == topLevel {
		evs = m.f.Evidence(r.slot, words...)
	} else {
		p.saw(witness{r.group, m.at})
		evs = m.f.ElemEvidence(r.group, m.at, r.slot)
	}
	for _, ev := range evs {
		p.add(ev)
	}
	if len(evs) == 0 {
		p.add(data.Evidence{Field: r.says, Value: plain(r.value(m), r.typ)})
	}
}

func (r *ref) open(m *machine, add func(*ref)) {
	if r.value(m).State != data.Known {
		add(r)
	}
}

// plain is a value in words where Facts have no better.
func plain(v *Value, t Type) string {
	switch v.State {
	case data.NotTold:
		return data.NotToldValue
	case data.Unknown:
		return data.UnknownWord
	}
	switch t {
	case Bool:
		if v.Bool {
			return "yes"
		}
		return "no"
	case Num:
		return data.Num(v.Num).String()
	case Date:
		return v.Date.String()
	case Texts:
		return strings.Join(v.Texts, ", ")
	}
	return v.Text
}

type allOf []node

func (n allOf) truth(m *machine) data.Truth {
	t := data.True
	for _, k := range n {
		switch k.truth(m) {
		case data.False:
			return data.False
		case data.Undecided:
			t = data.Undecided
		}
	}
	return t
}

func (n allOf) prove(m *machine, p *proof) {
	if n.truth(m) == data.True {
		for _, k := range n {
			k.prove(m, p)
		}
		return
	}
	for _, k := range n { // the first false atom is enough
		if k.truth(m) == data.False {
			k.prove(m, p)
			return
		}
	}
}

func (n allOf) open(m *machine, add func(*ref)) { openEach(n, m, add) }
func (n allOf) cost() int                       { return sumCost(n) }

type anyOf []node

func (n anyOf) truth(m *machine) data.Truth {
	t := data.False
	for _, k := range n {
		switch k.truth(m) {
		case data.True:
			return data.True
		case data.Undecided:
			t = data.Undecided
		}
	}
	return t
}

func (n anyOf) prove(m *machine, p *proof) {
	want := n.truth(m)
	for _, k := range n {
		if k.truth(m) == want {
			k.prove(m, p)
		}
	}
}

func (n anyOf) open(m *machine, add func(*ref)) { openEach(n, m, add) }
func (n anyOf) cost() int                       { return sumCost(n) }

func openEach(kids []node, m *machine, add func(*ref)) {
	for _, k := range kids {
		if k.truth(m) == data.Undecided {
			k.open(m, add)
		}
	}
}

func sumCost(kids []node) int {
	c := 0
	for _, k := range kids {
		c += k.cost()
	}
	return c
}

type negation struct{ of node }

func (n negation) truth(m *machine) data.Truth     { return n.of.truth(m).Not() }
func (n negation) prove(m *machine, p *proof)      { n.of.prove(m, p) }
func (n negation) open(m *machine, add func(*ref)) { n.of.open(m, add) }
func (n negation) cost() int                       { return n.of.cost() }

type constant bool

func (n constant) truth(*machine) data.Truth { return data.Bool(bool(n)) }
func (constant) prove(*machine, *proof)      {}
func (constant) open(*machine, func(*ref))   {}
func (constant) cost() int                   { return 0 }

// flag is a yes-or-no fact read as a condition.
type flag struct{ ref }

func (n *flag) truth(m *machine) data.Truth {
	v := n.value(m)
	if v.State != data.Known {
		return data.Undecided
	}
	return data.Bool(v.Bool)
}
func (n *flag) cost() int { return 2 }

// told is missing(x), known(x) and unknown(x): always decided.
type told struct {
	ref
	is [3]bool // by data.State
}

func (n *told) truth(m *machine) data.Truth { return data.Bool(n.is[n.value(m).State]) }
func (n *told) open(*machine, func(*ref))   {}
func (n *told) cost() int                   { return 2 }

// oneOf is membership of a text fact in a fixed set, and equality to a word.
type oneOf struct {
	words
	set []string
}

func (n *oneOf) truth(m *machine) data.Truth {
	s, ok := n.words.read(m)
	if !ok {
		return data.Undecided
	}
	for _, w := range n.set {
		if w == s {
			return data.True
		}
	}
	return data.False
}
func (n *oneOf) cost() int { return 3 + len(n.set)/8 }

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
	arg  string
	test func(s, arg string) bool
	re   *regexp.Regexp
}

func (n *textTest) truth(m *machine) data.Truth {
	s, ok := n.words.read(m)
	if !ok {
		return data.Undecided
	}
	s = Readable(s)
	if n.re != nil {
		return data.Bool(m.met.match(n.re, s))
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
	list := v.Texts
	s, ok := n.what.read(m)
	if !ok {
		if len(list) == 0 {
			return data.False
		}
		return data.Undecided
	}
	for _, t := range list {
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

type op uint8

const (
	equal op = iota
	notEqual
	less
	lessEqual
	more
	moreEqual
)

// number is a numeric operand, read as the interval that it can lie in, so that
// a count of undecided elements and the days between months stay honest.
type number interface {
	span(m *machine) (lo, hi float64, ok bool)
	prove(m *machine, p *proof)
	open(m *machine, add func(*ref))
	cost() int
}

type numLit float64

func (n numLit) span(*machine) (float64, float64, bool) { return float64(n), float64(n), true }
func (numLit) prove(*machine, *proof)                   {}
func (numLit) open(*machine, func(*ref))                {}
func (numLit) cost() int                                { return 0 }

type numFact struct{ ref }

func (n *numFact) span(m *machine) (float64, float64, bool) {
	v := n.value(m)
	if v.State != data.Known || math.IsNaN(v.Num) {
		return 0, 0, false
	}
	return v.Num, v.Num, true
}

// open adds what is told and is no number, too.
func (n *numFact) open(m *machine, add func(*ref)) {
	if v := n.value(m); v.State != data.Known || math.IsNaN(v.Num) {
		add(&n.ref)
	}
}

func (n *numFact) cost() int { return 3 }

type arith struct {
	op   byte // + - * /
	l, r number
}

func (n *arith) span(m *machine) (lo, hi float64, ok bool) {
	al, ah, aok := n.l.span(m)
	bl, bh, bok := n.r.span(m)
	if !aok || !bok {
		return 0, 0, false
	}
	switch n.op {
	case '+':
		lo, hi = al+bl, ah+bh
	case '-':
		lo, hi = al-bh, ah-bl
	case '*':
		lo, hi = spread(al*bl, al*bh, ah*bl, ah*bh)
	case '/':
		if bl <= 0 && bh >= 0 {
			return 0, 0, false
		}
		lo, hi = spread(al/bl, al/bh, ah/bl, ah/bh)
	}
	return lo, hi, !math.IsNaN(lo) && !math.IsNaN(hi)
}

func spread(a, b, c, d float64) (float64, float64) { return min(a, b, c, d), max(a, b, c, d) }

func (n *arith) prove(m *machine, p *proof)      { n.l.prove(m, p); n.r.prove(m, p) }
func (n *arith) open(m *machine, add func(*ref)) { n.l.open(m, add); n.r.open(m, add) }
func (n *arith) cost() int                       { return 1 + n.l.cost() + n.r.cost() }

// daysBetween is the days from one date to a later one; a date of month
// precision makes it an interval.
type daysBetween struct{ from, to date }

func (n *daysBetween) span(m *machine) (float64, float64, bool) {
	a1, a2, aok := n.from.days(m)
	b1, b2, bok := n.to.days(m)
	return float64(b1) - float64(a2), float64(b2) - float64(a1), aok && bok
}
func (n *daysBetween) prove(m *machine, p *proof)      { n.from.prove(m, p); n.to.prove(m, p) }
func (n *daysBetween) open(m *machine, add func(*ref)) { n.from.open(m, add); n.to.open(m, add) }
func (n *daysBetween) cost() int                       { return 8 }

// compare decides a comparison of two intervals where they allow it.
type compare struct {
	op   op
	l, r number
}

func (n *compare) truth(m *machine) data.Truth {
	al, ah, aok := n.l.span(m)
	bl, bh, bok := n.r.span(m)
	if !aok || !bok {
		return data.Undecided
	}
	switch n.op {
	case less:
		return decide(ah < bl, al >= bh)
	case lessEqual:
		return decide(ah <= bl, al > bh)
	case more:
		return decide(al > bh, ah <= bl)
	case moreEqual:
		return decide(al >= bh, ah < bl)
	}
	t := decide(al == ah && bl == bh && al == bl, ah < bl || al > bh)
	if n.op == notEqual {
		return t.Not()
	}
	return t
}

func decide(yes, no bool) data.Truth {
	switch {
	case yes:
		return data.True
	case no:
		return data.False
	}
	return data.Undecided
}

func (n *compare) prove(m *machine, p *proof)      { n.l.prove(m, p); n.r.prove(m, p) }
func (n *compare) open(m *machine, add func(*ref)) { n.l.open(m, add); n.r.open(m, add) }
func (n *compare) cost() int                       { return 1 + n.l.cost() + n.r.cost() }

// date is a date operand: a fact or a literal, as the days it can mean.
type date struct {
	ref
	lit     data.Date
	isConst bool
}

func (d *date) days(m *machine) (first, last int32, ok bool) {
	v := d.lit
	if !d.isConst {
		f := d.ref.value(m)
		if f.State != data.Known || f.Date.Year == 0 {
			return 0, 0, false
		}
		v = f.Date
	}
	return v.First(), v.Last(), true
}

func (d *date) prove(m *machine, p *proof) {
	if !d.isConst {
		d.ref.prove(m, p)
	}
}

func (d *date) open(m *machine, add func(*ref)) {
	if d.isConst {
		return
	}
	if v := d.ref.value(m); v.State != data.Known || v.Date.Day == 0 {
		add(&d.ref)
	}
}

// compareDates compares two dates of any precision. A written date stands for
// its whole span: from "2022-10" means from the first day of that month, until
// it the last; to be equal is to lie within it.
type compareDates struct {
	op   op
	l, r date // only r may be written
}

func (n *compareDates) truth(m *machine) data.Truth {
	al, ah, aok := n.l.days(m)
	bl, bh, bok := n.r.days(m)
	if !aok || !bok {
		return data.Undecided
	}
	if n.op == equal || n.op == notEqual {
		t := decide(al == ah && bl == bh && al == bl || n.r.isConst && al >= bl && ah <= bh, ah < bl || al > bh)
		if n.op == notEqual {
			return t.Not()
		}
		return t
	}
	if n.r.isConst {
		if n.op == less || n.op == moreEqual {
			bh = bl
		} else {
			bl = bh
		}
	}
	switch n.op {
	case less:
		return decide(ah < bl, al >= bh)
	case lessEqual:
		return decide(ah <= bl, al > bh)
	case more:
		return decide(al > bh, ah <= bl)
	}
	return decide(al >= bh, ah < bl)
}

func (n *compareDates) prove(m *machine, p *proof)      { n.l.prove(m, p); n.r.prove(m, p) }
func (n *compareDates) open(m *machine, add func(*ref)) { n.l.open(m, add); n.r.open(m, add) }
func (n *compareDates) cost() int                       { return 8 }
