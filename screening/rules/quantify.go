package rules

import (
	"strings"

	"redflag/data"
)

type quantKind uint8

const (
	someOf quantKind = iota
	everyOf
	noneOf
)

// shownElements bounds how many elements are cited where a whole group is the
// evidence ("none of the parties is ...").
const shownElements = 8

// quant is any, all or none over a group, folded with Kleene's or and and. The
// group is taken as told: an element that nobody recorded is not asked about.
type quant struct {
	kind  quantKind
	group ref
	pred  node
	lasts *each // what of the condition is on lasting fields, and must be so where it is; nil for nothing
	whole bool  // that is all of it
}

func (n *quant) truth(m *machine) data.Truth {
	if n.lasts != nil && m.last != nil {
		if t, ok := m.last.over(m, n); ok {
			return t
		}
	}
	if t, ok := n.overAll(m); ok {
		return t
	}
	stop, t := data.True, data.False // some
	if n.kind == everyOf {
		stop, t = data.False, data.True
	}
	was := m.at
	for i := range m.f.Len(n.group.slot) {
		m.at = i
		k := n.pred.truth(m)
		if k == stop {
			t = stop
			break
		}
		if k == data.Undecided {
			t = data.Undecided
		}
	}
	m.at = was
	if n.kind == noneOf {
		return t.Not()
	}
	return t
}

func (n *quant) prove(m *machine, p *proof) {
	want := n.truth(m)
	single := data.True // some true, none false: the elements that are so
	if n.kind == everyOf {
		single = data.False
	}
	length := m.f.Len(n.group.slot)
	if length == 0 {
		p.add(data.Evidence{Field: n.group.name, Value: data.NotToldValue})
		return
	}
	bySingle := want == data.True && n.kind == someOf || want == data.False && n.kind != someOf
	if !bySingle {
		single = single.Not()
	}
	was, shown := m.at, 0
	for i := range length {
		m.at = i
		if n.pred.truth(m) != single {
			continue
		}
		n.pred.prove(m, p)
		if shown++; shown == shownElements {
			break
		}
	}
	m.at = was
}

func (n *quant) open(m *machine, add func(*ref)) {
	was := m.at
	for i := range m.f.Len(n.group.slot) {
		m.at = i
		if n.pred.truth(m) == data.Undecided {
			n.pred.open(m, add)
		}
	}
	m.at = was
}

func (n *quant) cost() int { return 10 + 4*n.pred.cost() }

// count is the number of elements for which the predicate holds: at least the
// surely true, at most those and the undecided.
type count struct {
	group ref
	pred  node // nil: all elements
}

func (n *count) span(m *machine) (float64, float64, bool) {
	length := m.f.Len(n.group.slot)
	if n.pred == nil {
		return float64(length), float64(length), true
	}
	sure, open := 0, 0
	was := m.at
	for i := range length {
		m.at = i
		switch n.pred.truth(m) {
		case data.True:
			sure++
		case data.Undecided:
			open++
		}
	}
	m.at = was
	return float64(sure), float64(sure + open), true
}

func (n *count) prove(m *machine, p *proof) {
	length := m.f.Len(n.group.slot)
	if length == 0 {
		p.add(data.Evidence{Field: n.group.name, Value: data.NotToldValue})
	}
	if n.pred == nil {
		return
	}
	was := m.at
	for i := range length {
		m.at = i
		if n.pred.truth(m) == data.True {
			n.pred.prove(m, p)
		}
	}
	m.at = was
}

func (n *count) open(m *machine, add func(*ref)) {
	if n.pred != nil {
		(&quant{group: n.group, pred: n.pred}).open(m, add)
	}
}

func (n *count) cost() int {
	if n.pred == nil {
		return 2
	}
	return 10 + 4*n.pred.cost()
}

// quantText is any, all or none over a list of texts. A list that is not known
// leaves it undecided.
type quantText struct {
	kind quantKind
	list ref
	pred node
}

func (n *quantText) truth(m *machine) data.Truth {
	v := n.list.value(m)
	if v.State != data.Known {
		return data.Undecided
	}
	was, t := m.text, data.False
	if n.kind == everyOf {
		t = data.True
	}
	for s := range v.Texts() {
		m.text = s
		k := n.pred.truth(m)
		if n.kind == everyOf {
			t = t.And(k)
		} else {
			t = t.Or(k)
		}
	}
	m.text = was
	if n.kind == noneOf {
		return t.Not()
	}
	return t
}

func (n *quantText) prove(m *machine, p *proof)      { n.list.prove(m, p) }
func (n *quantText) open(m *machine, add func(*ref)) { n.list.open(m, add) }
func (n *quantText) cost() int                       { return 8 + 2*n.pred.cost() }

// countText is the length of a list of texts, or how many of them are so.
type countText struct {
	list ref
	pred node
}

func (n *countText) span(m *machine) (float64, float64, bool) {
	v := n.list.value(m)
	if v.State != data.Known {
		return 0, 0, false
	}
	if n.pred == nil {
		n := float64(strings.Count(v.Text, textEnd))
		return n, n, true
	}
	sure, open := 0, 0
	was := m.text
	for s := range v.Texts() {
		m.text = s
		switch n.pred.truth(m) {
		case data.True:
			sure++
		case data.Undecided:
			open++
		}
	}
	m.text = was
	return float64(sure), float64(sure + open), true
}

func (n *countText) prove(m *machine, p *proof)      { n.list.prove(m, p) }
func (n *countText) open(m *machine, add func(*ref)) { n.list.open(m, add) }
func (n *countText) cost() int                       { return 6 }
