package rules

import (
	"slices"
	"strings"

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
	f       Facts
	at      int
	text    string
	memory  []int8     // of shared atoms
	chapter int16      // the one at hand
	asked   []int16    // the chapter in which each question was put last
	trail   []int32    // those put in the one at hand, in order
	masks   []readMask // of atoms on elements
	last    *lasting
	met     matches
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
	country     func(word string) (code string, isCode bool) // of a fact that is a country's code
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
		if v.Bool() {
			return "yes"
		}
		return "no"
	case Num:
		return data.Num(v.Num).String()
	case Date:
		return v.Date.String()
	case Texts:
		return strings.Join(slices.Collect(v.Texts()), ", ")
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
	return data.Bool(v.Bool())
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
