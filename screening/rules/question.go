package rules

import (
	"slices"
	"strings"

	"redflag/data"
)

// question is what rules ask once in a judgement: the value of a fact that has few,
// which several atoms may read, or else whether an atom is so.
type question struct {
	fact *ref
	atom *shared // nil where the fact is asked
}

// question numbers what reading an atom asks.
func (s *sharing) question(a *shared) int32 {
	fact := factOf(a.node)
	if fact == nil {
		s.questions = append(s.questions, question{atom: a})
		return int32(len(s.questions) - 1)
	}
	at, known := s.ofFacts[fact.slot]
	if !known {
		at = int32(len(s.questions))
		s.ofFacts[fact.slot] = at
		s.questions = append(s.questions, question{fact: fact})
	}
	return at
}

// factOf is the fact of few values from which alone the truth of an atom follows, and
// what it lacks; nil where there is none.
func factOf(n node) *ref {
	var r *ref
	switch n := n.(type) {
	case *flag:
		r = &n.ref
	case *told:
		r = &n.ref
	case *oneOf:
		if !n.item && !n.isConst {
			r = &n.ref
		}
	case *inList:
		if n.what.isConst {
			r = &n.list
		}
	}
	if r == nil || r.group != topLevel || r.typ != Bool && r.typ != Texts && (r.typ != Text || len(r.words) == 0) {
		return nil
	}
	return r
}

// Answers are numbered by question. What an undecided atom lacks is part of its
// answer, because near misses tell it.
const (
	isFalse, isTrue, isLacking      = 0, 1, 2 // of atoms; lacking one set of facts or another
	notTold, notKnown, known, isSet = 0, 1, 2, 3
)

// answer numbers the answer to a question, which is found once in a judgement; ok is false
// where it is not told apart from others.
func (o *Outcome) answer(s *Set, asks int32) (number uint8, ok bool) {
	const found = 1 // from number to answers, where 0 is not found yet
	if a := o.answers[asks]; a != 0 {
		return a - found, true
	}
	number, ok = o.find(s, asks)
	if ok {
		o.answers[asks] = number + found
	}
	return number, ok
}

func (o *Outcome) find(s *Set, asks int32) (number uint8, ok bool) {
	q := &s.questions[asks]
	if q.atom != nil {
		switch q.atom.read(&o.m) {
		case data.False:
			return isFalse, true
		case data.True:
			return isTrue, true
		}
		return o.lacking(q.atom)
	}
	v := q.fact.value(&o.m)
	switch v.State {
	case data.NotTold:
		return notTold, true
	case data.Unknown:
		return notKnown, true
	}
	switch q.fact.typ {
	case Bool:
		if v.Bool() {
			return isSet, true
		}
		return known, true
	case Text:
		i := slices.Index(q.fact.words, v.Text)
		return known + uint8(i), i >= 0 && i < mostAnswers
	}
	if v.Text == "" {
		return known, true
	}
	return o.list(asks, v.Text)
}

// list numbers a list of texts that is not empty.
func (o *Outcome) list(asks int32, text string) (number uint8, ok bool) {
	lists := o.lists[asks]
	if i := slices.Index(lists, text); i >= 0 {
		return isSet + uint8(i), true
	}
	if len(lists) == mostAnswers || len(text) > longestMatched {
		return 0, false
	}
	o.lists[asks] = append(lists, strings.Clone(text))
	return isSet + uint8(len(lists)), true
}

// lacking numbers the set of facts for want of which an atom is undecided.
func (o *Outcome) lacking(a *shared) (number uint8, ok bool) {
	if a.lone {
		return isLacking, true
	}
	o.open = o.open[:0]
	a.node.open(&o.m, o.noteOpen)
	sets := o.lacks[a.at]
	for i, set := range sets {
		if slices.Equal(set, o.open) {
			return isLacking + uint8(i), true
		}
	}
	if len(sets) == mostAnswers {
		return 0, false
	}
	o.lacks[a.at] = append(sets, slices.Clone(o.open))
	return isLacking + uint8(len(sets)), true
}

func (o *Outcome) addOpen(r *ref) {
	if !slices.Contains(o.open, r) {
		o.open = append(o.open, r)
	}
}
