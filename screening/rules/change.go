package rules

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"redflag/data"
)

// Between are the rules in which two sets differ, as a set of those of the one and a
// set of those of the other. Rules do not know of each other: where the two sets find
// the same, so do the whole ones. ok is false where more differs than rules do.
func Between(a, b *Set) (before, after *Set, ok bool) {
	if !bytes.Equal(a.patterns.content, b.patterns.content) {
		return nil, nil, false
	}
	same := map[string]bool{}
	for id, r := range a.byID {
		if o := b.byID[id]; o != nil && r.inWords() == o.inWords() {
			same[id] = true
		}
	}
	// What speaks after others cannot be judged without them.
	for _, s := range []*Set{a, b} {
		if slices.ContainsFunc(s.rules, func(r *Rule) bool { return r.Derived() && !same[r.ID] }) {
			return nil, nil, false
		}
	}
	// Findings of equal weight stand in the order of their rules.
	if !slices.Equal(a.order(same), b.order(same)) {
		return nil, nil, false
	}
	return a.without(same), b.without(same), true
}

// inWords is all that a rule says and does, wherever it stands.
func (r *Rule) inWords() string {
	c := *r
	c.File, c.Line = "", 0
	b, err := json.Marshal(c)
	if err != nil {
		return "" // texts, numbers and dates of our own all encode
	}
	return string(b)
}

// order is the order of some rules.
func (s *Set) order(of map[string]bool) []string {
	var out []string
	for _, r := range s.rules {
		if of[r.ID] {
			out = append(out, r.ID)
		}
	}
	return out
}

// without is the set less some rules.
func (s *Set) without(ids map[string]bool) *Set {
	c := &Set{schema: s.schema, patterns: s.patterns, byID: maps.Clone(s.byID), sources: s.sources, fixtures: s.fixtures}
	maps.DeleteFunc(c.byID, func(id string, _ *Rule) bool { return ids[id] })
	for _, r := range s.rules {
		if !ids[r.ID] {
			c.rules = append(c.rules, r)
		}
	}
	c.stand(chapterRules)
	return c
}

// Own are the user's packs in the set, by name of file.
func (s *Set) Own() map[string]string { return maps.Clone(s.own) }

// Glimpse is some of the facts of a record. The others may be anything.
type Glimpse interface {
	Seen(slot int) (v *Value, ok bool)          // a fact; ok is false where it may be anything
	State(slot int) (state data.State, ok bool) // whether it is told
}

// Reached are the active rules that may find something, or come near it, by what a
// glimpse shows.
func (s *Set) Reached(g Glimpse) []string {
	var out []string
	for _, r := range s.active {
		if !surely(r.cond.root, data.False, g) {
			out = append(out, r.ID)
		}
	}
	return out
}

// ReadBy are those of some facts that the named rules read.
func (s *Set) ReadBy(ids, facts []string) []string {
	var out []string
	for _, fact := range facts {
		if slices.ContainsFunc(ids, func(id string) bool { return s.byID[id].reads(fact) }) {
			out = append(out, fact)
		}
	}
	return out
}

// surely reports that a condition has a truth whatever the facts are that the glimpse
// does not show.
func surely(n node, t data.Truth, g Glimpse) bool {
	is := func(n node) bool { return surely(n, t, g) }
	isNot := func(n node) bool { return !is(n) }
	switch n := n.(type) {
	case allOf:
		if t == data.False {
			return slices.ContainsFunc(n, is)
		}
		return !slices.ContainsFunc(n, isNot)
	case anyOf:
		if t == data.True {
			return slices.ContainsFunc(n, is)
		}
		return !slices.ContainsFunc(n, isNot)
	case negation:
		return surely(n.of, t.Not(), g)
	case constant:
		return data.Bool(bool(n)) == t
	case *told:
		state, ok := g.State(n.slot)
		return ok && n.group == topLevel && data.Bool(n.is[state]) == t
	case *flag:
		return n.group == topLevel && shows(g, n.slot, n, t)
	case *oneOf:
		return n.group == topLevel && !n.item && !n.isConst && shows(g, n.slot, n, t)
	}
	return false
}

// shows reports that the glimpse shows the fact of a slot, and that a condition on it
// alone has a truth.
func shows(g Glimpse, slot int, n node, t data.Truth) bool {
	v, ok := g.Seen(slot)
	return ok && n.truth(&machine{f: oneFact{v: v}}) == t
}

// oneFact is the only fact that a condition reads.
type oneFact struct {
	Facts
	v *Value
}

func (f oneFact) Value(int) *Value { return f.v }
