package rules

import (
	"slices"

	"redflag/data"
)

// courses remember how judgements by the rules of one chapter went. What rules say follows
// from the answers that their questions have and from nothing else, and runs of orders
// answer alike: so answers lead, one by one, along a course that was gone before, and at
// its end stands what the rules said. Where an answer leads off every known course, the
// rules themselves are asked, and the course is drawn a little further.
type courses struct {
	starts []int32 // by era: which rules hold
	forks  []fork
	ends   [][]ruling // what the rules said
}

// fork is a question and where its answers lead: a fork by its number, an end by its
// number below zero, or nowhere yet.
type fork struct {
	asks    int32
	to      [mostWays]int32
	answers [mostWays]uint8 // as many as lead somewhere
}

const (
	nowhere  = 0
	noWay    = -1
	mostWays = 5

	drawnForks  = 16      // that one judgement adds at most: only what recurs is worth them
	mostForks   = 1 << 16 // after which all is forgotten, because books change as they go
	mostAnswers = 1 << 6  // that are told apart, of a question whose answers are many
)

// ruling is a rule, by its place, that is true or undecided.
type ruling struct {
	rule  int32
	near  uint32 // the near miss of one that is undecided; 0 of those that follow others
	truth data.Truth
}

func (c *courses) forget() {
	clear(c.starts)
	clear(c.ends)
	c.forks, c.ends = append(c.forks[:0], fork{}), append(c.ends[:0], nil)
}

// trace goes as far as courses are known: to an end, or to the last fork met and the way
// that leads nowhere from it.
func (o *Outcome) trace(s *Set, c *courses, era int32) (end []ruling, ok bool, last int32, way int) {
	for len(c.starts) <= int(era) {
		c.starts = append(c.starts, nowhere)
	}
	for at := c.starts[era]; at != nowhere; {
		if at < 0 {
			return c.ends[-at], true, 0, 0
		}
		f := &c.forks[at]
		last, way = at, o.way(s, f)
		if way == noWay {
			break
		}
		at = f.to[way]
	}
	return nil, false, last, way
}

// retrace notes the questions of the forks up to the last one as put.
func (o *Outcome) retrace(s *Set, c *courses, era, last int32) {
	if last == nowhere {
		return
	}
	for at := c.starts[era]; ; at = c.forks[at].to[o.way(s, &c.forks[at])] {
		o.m.put(c.forks[at].asks)
		if at == last {
			return
		}
	}
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
func (o *Outcome) draw(s *Set, c *courses, era, last int32, way int, read []int32, end []ruling) {
	if way == noWay {
		return
	}
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
	c.ends = append(c.ends, slices.Clone(end))
	lead(-int32(len(c.ends) - 1))
}

// span is the days that a law date can mean, in a regime.
type span struct {
	first, last int32
	regime      string
}

const mostSpans = 1 << 14

// erasOf numbers, for each chapter, its rules that hold over a span.
func (o *Outcome) erasOf(s *Set, at span) []int32 {
	eras, ok := o.eras[at]
	if ok {
		return eras
	}
	for i := range s.chapters {
		eras = append(eras, o.chapters[i].era(s.holding(&s.chapters[i], at)))
	}
	if len(o.eras) >= mostSpans {
		clear(o.eras)
	}
	o.eras[at] = eras
	return eras
}

// holding are the rules of a chapter that hold over a span.
func (s *Set) holding(c *chapter, at span) (out ruleBits) {
	for i := range c.rules {
		r := &s.active[c.first+i]
		if at.last >= r.first && at.first <= r.last && (len(r.Regimes) == 0 || slices.Contains(r.Regimes, at.regime)) {
			out |= 1 << i
		}
	}
	return out
}
