package rules

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"redflag/data"
)

// A chapter is a run of the active rules that is judged apart from the others, by gates
// and courses of its own: what is odd about an order is then new to few rules, and not to
// all that are there.
type chapter struct {
	first, rules int // the place of its first rule among the active ones, and how many they are
	gates        []gate
}

// A gate is an atom that several rules of a chapter all need: "the goods are advanced",
// "a party is on a list". It is read once for all of them, and where it is surely false,
// none of them is standing.
type gate struct {
	atom   node
	behind ruleBits
}

// ruleBits is a set of rules of a chapter by their place in it.
type ruleBits uint64

// chapterRules is how many rules a chapter holds. Of fewer the same questions would be put
// in more chapters; of more there are no bits.
const chapterRules = 64

func (b ruleBits) count() int { return bits.OnesCount64(uint64(b)) }

// standing is an active rule with its condition over atoms that are shared.
type standing struct {
	*Rule
	root node
}

// stand lists the active rules, lets equal atoms of them be one, and parts the rules into
// chapters of at most so many.
func (s *Set) stand(most int) {
	s.active, s.chapters = nil, nil
	share := newSharing()
	for _, r := range s.rules {
		if r.Status == Active && !r.Off && r.Likeness == 0 {
			s.active = append(s.active, standing{r, share.of(r.cond.root)})
		}
	}
	for first := 0; first < len(s.active); first += most {
		rules := s.active[first:min(first+most, len(s.active))]
		s.chapters = append(s.chapters, chapter{first, len(rules), gatesOf(rules, share)})
	}
	s.atoms, s.each, s.lasting, s.questions = len(share.all), share.each, share.lasting, share.questions
	s.ofSubject = ofSubject(s.questions)
}

// gatesOf are the gates of the rules of a chapter, those with most rules behind them first.
func gatesOf(rules []standing, share *sharing) []gate {
	var gates []gate
	at := map[string]int{}
	for i, r := range rules {
		for _, atom := range musts(r.cond.root) {
			name := nameOf(atom)
			if name == "" {
				continue
			}
			g, known := at[name]
			if !known {
				g = len(gates)
				at[name] = g
				gates = append(gates, gate{atom: share.of(atom)})
			}
			gates[g].behind |= 1 << i
		}
	}
	gates = slices.DeleteFunc(gates, func(g gate) bool { return g.behind.count() < 2 })
	slices.SortStableFunc(gates, func(x, y gate) int {
		return cmp.Or(cmp.Compare(y.behind.count(), x.behind.count()), cmp.Compare(x.atom.cost(), y.atom.cost()))
	})
	return gates
}

// shared is an atom, which may stand in several conditions. It is read once in a
// judgement: facts do not change during one.
type shared struct {
	node
	at   int   // in the machine's memory
	asks int32 // which question
	lone bool  // undecided for want of one fact, always the same
}

func (n *shared) truth(m *machine) data.Truth {
	m.put(n.asks)
	return n.read(m)
}

func (n *shared) read(m *machine) data.Truth {
	const read = 2 // from truth to memory, where 0 is not read yet
	if t := m.memory[n.at]; t != 0 {
		return data.Truth(t - read)
	}
	t := n.node.truth(m)
	m.memory[n.at] = int8(t) + read
	return t
}

// put notes that a question was put in the chapter at hand.
func (m *machine) put(asks int32) {
	if m.asked[asks] != m.chapter {
		m.asked[asks] = m.chapter
		m.trail = append(m.trail, asks)
	}
}

// open begins a chapter, in which no question was put yet.
func (m *machine) open() {
	m.chapter++
	m.trail = m.trail[:0]
}

func (n *shared) cost() int { return 1 }

// sharing makes equal atoms one.
type sharing struct {
	at        map[string]*shared
	all       []*shared
	ofGroups  map[string]*each // atoms on elements, by group and name
	each      int
	lasting   []*each // of those, the ones on lasting fields
	questions []question
	ofFacts   map[int]int32 // questions, by the fact that they ask
}

func newSharing() *sharing {
	return &sharing{at: map[string]*shared{}, ofGroups: map[string]*each{}, ofFacts: map[int]int32{}}
}

// of is the condition over shared atoms.
func (s *sharing) of(n node) node {
	switch n := n.(type) {
	case allOf:
		return allOf(s.ofAll(n))
	case anyOf:
		return anyOf(s.ofAll(n))
	case negation:
		return negation{s.of(n.of)}
	case *shared, constant:
		return n
	}
	name := nameOf(n)
	if a := s.at[name]; a != nil {
		return a
	}
	a := &shared{node: n, at: len(s.all), lone: lacksOne(n)}
	if q, ok := n.(*quant); ok {
		a.node = s.over(q)
	}
	a.asks = s.question(a)
	s.all = append(s.all, a)
	if name != "" {
		s.at[name] = a
	}
	return a
}

// lacksOne says whether an undecided node wants the same one fact whenever it is so.
func lacksOne(n node) bool {
	switch n := n.(type) {
	case *flag:
		return true
	case *oneOf:
		return !n.item && !n.isConst
	case *inList:
		return n.what.isConst
	case *compare:
		_, isFact := n.l.(*numFact)
		_, isLit := n.r.(numLit)
		return isFact && isLit
	case negation:
		return lacksOne(n.of)
	case *quant:
		return lacksOne(n.pred)
	}
	return false
}

func (s *sharing) ofAll(kids []node) []node {
	out := make([]node, len(kids))
	for i, k := range kids {
		out[i] = s.of(k)
	}
	return out
}

// onEach is the condition on each element of a group over shared atoms.
func (s *sharing) onEach(group *ref, n node) node {
	switch n := n.(type) {
	case allOf:
		return allOf(s.onEachOf(group, n))
	case anyOf:
		return anyOf(s.onEachOf(group, n))
	case negation:
		return negation{s.onEach(group, n.of)}
	case constant:
		return n
	}
	name := nameOf(n)
	key := group.name + " " + name
	if e := s.ofGroups[key]; e != nil && name != "" {
		return e
	}
	e := &each{node: n, group: group, at: s.each, lasts: -1}
	s.each++
	switch {
	case onlyOf(n, func(r *ref) bool { return r.group == topLevel }):
		e.once = true
	case onlyOf(n, func(r *ref) bool { return r.group == group.slot && r.lasting }):
		s.last(e)
	}
	s.ofGroups[key] = e
	return e
}

func (s *sharing) last(e *each) {
	e.lasts = len(s.lasting)
	s.lasting = append(s.lasting, e)
}

// over is a quantifier over shared atoms, of which those on lasting fields are one.
func (s *sharing) over(q *quant) *quant {
	out := &quant{kind: q.kind, group: q.group, pred: s.onEach(&q.group, q.pred)}
	if lasts(out.pred) {
		out.lasts, out.whole = s.whole(&q.group, out.pred), true
		out.pred = out.lasts
		return out
	}
	all, _ := out.pred.(allOf)
	if some := slices.DeleteFunc(slices.Clone(all), func(k node) bool { return !lasts(k) }); len(some) > 1 {
		out.lasts = s.whole(&q.group, some)
	} else if len(some) == 1 {
		out.lasts = s.whole(&q.group, some[0])
	}
	return out
}

// whole makes one atom of a condition on elements that is made of lasting ones alone.
func (s *sharing) whole(group *ref, n node) *each {
	if e, one := n.(*each); one {
		return e
	}
	e := &each{node: n, group: group, at: s.each}
	s.each++
	s.last(e)
	return e
}

// lasts reports whether a condition on elements is made of lasting atoms alone.
func lasts(n node) bool {
	switch n := n.(type) {
	case *each:
		return n.lasts >= 0
	case negation:
		return lasts(n.of)
	case allOf:
		return !slices.ContainsFunc(n, func(k node) bool { return !lasts(k) })
	case anyOf:
		return !slices.ContainsFunc(n, func(k node) bool { return !lasts(k) })
	}
	return false
}

func (s *sharing) onEachOf(group *ref, kids []node) []node {
	out := make([]node, len(kids))
	for i, k := range kids {
		out[i] = s.onEach(group, k)
	}
	return out
}

// musts are the conditions of which none may be surely false where n is not.
func musts(n node) []node {
	switch n := n.(type) {
	case allOf:
		var out []node
		for _, k := range n {
			out = append(out, musts(k)...)
		}
		return out
	case *quant:
		// That some element is so, and so, asks that some element is so.
		all, ok := n.pred.(allOf)
		if n.kind != someOf || !ok {
			break
		}
		out := []node{n}
		for _, k := range all {
			out = append(out, &quant{kind: someOf, group: n.group, pred: k})
		}
		return out
	}
	return []node{n}
}

// nameOf is a name by which equal conditions are known, "" for those that no
// gate is made of.
func nameOf(n node) string {
	switch n := n.(type) {
	case *flag:
		return n.name
	case *told:
		return fmt.Sprint("told ", n.is, " ", n.name)
	case *oneOf:
		if n.item || n.isConst {
			return ""
		}
		return fmt.Sprintf("%s in %q %v", n.name, n.set, n.lower)
	case *inList:
		if n.what.isConst {
			return fmt.Sprintf("%q in %s %v", n.what.literal, n.list.name, n.what.lower)
		}
	case *compare:
		l, isFact := n.l.(*numFact)
		r, isLit := n.r.(numLit)
		if isFact && isLit {
			return fmt.Sprintf("%s %d %v", l.name, n.op, float64(r))
		}
	case negation:
		return around("not", n.of)
	case anyOf:
		return around("or", n...)
	case *quant:
		if inner := around("some", n.pred); inner != "" && n.kind == someOf {
			return n.group.name + " " + inner
		}
	}
	return ""
}

func around(word string, kids ...node) string {
	names := make([]string, len(kids))
	for i, k := range kids {
		if names[i] = nameOf(k); names[i] == "" {
			return ""
		}
	}
	return word + " (" + strings.Join(names, "; ") + ")"
}

// tally is how often a gate was read, and how many rules it spared.
type tally struct{ read, spared int32 }

const (
	trialReads = 1 << 9  // after which a gate that does not pay is left out
	trialEvery = 1 << 15 // after which all are tried again, because books change as they go
)

// chapterKnown is what a goroutine that judges has learned of a chapter.
type chapterKnown struct {
	holding []ruleBits // the rules that hold, by era
	courses courses
	tallies []tally // of its gates
	passed  int
}

func newChapterKnown(c *chapter) chapterKnown {
	k := chapterKnown{tallies: make([]tally, len(c.gates))}
	k.courses.forget()
	return k
}

// era numbers a set of rules that hold.
func (k *chapterKnown) era(holding ruleBits) int32 {
	n := slices.Index(k.holding, holding)
	if n < 0 {
		n = len(k.holding)
		k.holding = append(k.holding, holding)
	}
	return int32(n)
}

// settled reports that no gate is on trial: what is read during one need not be read
// afterwards.
func (k *chapterKnown) settled() bool { return k.passed > trialReads }

// pass is what is left of the rules that hold where those behind a gate that is shut are
// taken away. Which gates are read changes no answer: a rule behind a shut one is false.
func (k *chapterKnown) pass(m *machine, c *chapter, alive ruleBits) ruleBits {
	if k.passed++; k.passed == trialEvery {
		k.passed = 0
		clear(k.tallies)
	}
	for i := range c.gates {
		g, t := &c.gates[i], &k.tallies[i]
		if t.read >= trialReads && t.spared < t.read {
			continue
		}
		left := (alive & g.behind).count()
		if left == 0 {
			continue
		}
		t.read++
		if g.atom.truth(m) == data.False {
			t.spared += int32(left)
			alive &^= g.behind
		}
	}
	return alive
}
