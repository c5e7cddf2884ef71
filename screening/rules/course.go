package rules

import (
	"slices"

	"redflag/data"
)

// courses remember how judgements went. What rules say follows from the answers that
// their questions have and from nothing else, and runs of orders answer alike: so
// answers lead, one by one, along a course that was gone before, and at its end stands
// what the rules said. Where an answer leads off every known course, the rules themselves
// are asked, and the course is drawn a little further.
type courses struct {
	starts []int32 // by era: which rules hold
	forks  []fork
	ends   []ending
}

// fork is a question and where its answers lead: a fork by its number, an ending by
// its number below zero, or nowhere yet.
type fork struct {
	asks    int32
	to      [mostWays]int32
	answers [mostWays]uint8 // as many as lead somewhere
}

const (
	nowhere  = 0
	noWay    = -1
	mostWays = 5

	drawnForks  = 8       // that one judgement adds at most: only what recurs is worth them
	mostForks   = 1 << 18 // after which all is forgotten, because books change as they go
	mostAnswers = 1 << 6  // that are told apart, of a question whose answers are many
)

// ending is what the rules say at the end of a course.
type ending struct {
	rulings []ruling
	near    []data.NearMiss
}

// ruling is a rule, by its place, that is true or undecided.
type ruling struct {
	rule  int32
	truth data.Truth
}

func (c *courses) forget() {
	clear(c.starts)
	clear(c.ends)
	c.forks, c.ends = append(c.forks[:0], fork{}), append(c.ends[:0], ending{})
}

// trace goes as far as courses are known: to an ending, or to the last fork met and
// the way that leads nowhere from it.
func (o *Outcome) trace(s *Set, era int) (end *ending, last int32, way int) {
	c := &o.courses
	for len(c.starts) <= era {
		c.starts = append(c.starts, nowhere)
	}
	for at := c.starts[era]; at != nowhere; {
		if at < 0 {
			return &c.ends[-at], 0, 0
		}
		f := &c.forks[at]
		last, way = at, o.way(s, f)
		if way == noWay {
			break
		}
		at = f.to[way]
	}
	return nil, last, way
}

// way is which way of a fork the answer to its question leads.
func (o *Outcome) way(s *Set, f *fork) int {
	answer, ok := o.answer(s, f.asks)
	if !ok {
		return noWay
	}
	for i := range f.to {
		if f.to[i] == nowhere {
			f.answers[i] = answer
		}
		if f.answers[i] == answer {
			return i
		}
	}
	return noWay
}

// draw lengthens the course that led nowhere by what was read since.
func (o *Outcome) draw(s *Set, era int, last int32, way int, read []int32, end ending) {
	if way == noWay || o.passed <= trialReads {
		return // what is read while gates are on trial need not be read afterwards
	}
	c := &o.courses
	if len(c.forks) > mostForks {
		c.forget()
		return
	}
	lead := func(to int32) {
		if last == nowhere {
			c.starts[era] = to
		} else {
			c.forks[last].to[way] = to
		}
	}
	for i, asks := range read {
		if i == drawnForks {
			return
		}
		c.forks = append(c.forks, fork{asks: asks})
		lead(int32(len(c.forks) - 1))
		last = int32(len(c.forks) - 1)
		if way = o.way(s, &c.forks[last]); way == noWay {
			return
		}
	}
	c.ends = append(c.ends, ending{slices.Clone(end.rulings), end.near})
	lead(-int32(len(c.ends) - 1))
}

// span is the days that a law date can mean, in a regime.
type span struct {
	first, last int32
	regime      string
}

const mostSpans = 1 << 14

// era numbers the rules that hold over a span.
func (o *Outcome) era(s *Set, at span) int {
	if n, ok := o.eras[at]; ok {
		return n
	}
	holds := newRuleBits(len(s.active))
	for i := range s.active {
		r := &s.active[i]
		if at.last >= r.first && at.first <= r.last && (len(r.Regimes) == 0 || slices.Contains(r.Regimes, at.regime)) {
			holds.add(i)
		}
	}
	n := slices.IndexFunc(o.holding, func(x ruleBits) bool { return slices.Equal(x, holds) })
	if n < 0 {
		n = len(o.holding)
		o.holding = append(o.holding, holds)
	}
	if len(o.eras) >= mostSpans {
		clear(o.eras)
	}
	o.eras[at] = n
	return n
}
