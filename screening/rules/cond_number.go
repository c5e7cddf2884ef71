package rules

import (
	"math"

	"redflag/data"
)

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
