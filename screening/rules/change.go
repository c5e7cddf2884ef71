package rules

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
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
	c.stand()
	return c
}

// Own are the user's packs in the set, by name of file.
func (s *Set) Own() map[string]string { return maps.Clone(s.own) }
