package facts

import (
	"slices"

	"redflag/data"
)

// maxGoods bounds the lines that a verdict lists.
const maxGoods = 50

// Goods are the lines that the catalogue recognised, the most controlled first.
func (f *Facts) Goods() []data.Good {
	if f.sh == nil {
		return nil
	}
	f.allGoods()
	var out []data.Good
	shown := 0
	for i := range f.lines {
		if f.lines[i].shown() {
			shown++
		}
	}
	for i := range f.lines {
		l := &f.lines[i]
		switch {
		case !l.shown():
			continue
		case shown == 1:
			return f.single(l)
		case out == nil:
			out = make([]data.Good, 0, shown)
		}
		out = append(out, l.told())
	}
	slices.SortStableFunc(out, func(x, y data.Good) int { return controlRank(y.Controlled) - controlRank(x.Controlled) })
	return out[:min(len(out), maxGoods)]
}

// shown says whether a line tells of goods that a verdict names.
func (l *line) shown() bool { return l.good.Model != "" || controlRank(l.good.Controlled) >= 2 }

// told is what a verdict tells of the goods of a line.
func (l *line) told() data.Good {
	g := l.good.Good
	g.Line, g.GPUs = l.number(), 0
	if l.gpus.State == data.Known {
		g.GPUs = l.gpus.Num
	}
	return g
}

// single is goods of one line, which recur.
type single struct {
	good *Good
	line int
	gpus float64
}

// single is what a verdict tells where one line tells of goods: shared, and nobody
// may change it.
func (f *Facts) single(l *line) []data.Good {
	g := l.told()
	k := single{l.good, g.Line, g.GPUs}
	out := f.singles[k]
	if out == nil {
		out = []data.Good{g}
		f.singles[k] = out
	}
	return out
}

// CustomerAt is the place of the customer record taken in the book, -1 for none.
func (f *Facts) CustomerAt() int32 {
	if !f.found {
		return -1
	}
	return f.customer
}

// CustomerKey is the key of the customer record taken, or "".
func (f *Facts) CustomerKey() string {
	if !f.found {
		return ""
	}
	return f.src.Book.CustomerKey(f.customer)
}
