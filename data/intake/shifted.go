package intake

import (
	"cmp"
	"slices"
	"strings"
)

// A row with more cells than the header has, because a delimiter stands in a text without
// quotes: "Kappa, Ltd". Its values would be taken for those of their neighbours.

// unshift joins the cells of such a row that belong together, where one way alone makes the
// values fit their columns better, and notes it. shifted is whether they fit in none and
// more than one value stands where it cannot.
func (t *table) unshift(r *raw, a *atlas) (shifted bool) {
	cells := r.strings()
	last := len(cells) // behind what is told
	for last > 0 && strings.TrimSpace(cells[last-1]) == "" {
		last--
	}
	asTold := t.misfits(cells, a)
	if asTold == 0 {
		return false
	}
	at, ways, fewest, extra := -1, 0, asTold, 0
	for more := max(1, last-len(t.columns)); more <= min(2, len(cells)-len(t.columns)); more++ {
		for i := range t.columns {
			if !t.columns[i].isText() {
				continue
			}
			n := t.misfits(t.joinAt(cells, i, more), a)
			spaced := strings.HasPrefix(cells[i+1], " ") // as behind a comma of a text
			switch {
			case n > fewest || n == asTold:
			case n < fewest, spaced && !strings.HasPrefix(cells[at+1], " "):
				at, ways, fewest, extra = i, 1, n, more
			case spaced == strings.HasPrefix(cells[at+1], " "):
				ways++
			}
		}
	}
	if ways != 1 {
		return asTold > 1
	}
	fitting := t.joinAt(cells, at, extra)
	r.buf, r.ends = r.buf[:0], r.ends[:0]
	for _, c := range fitting {
		r.buf = append(r.buf, c...)
		r.ends = append(r.ends, len(r.buf))
	}
	r.doubt("has more cells than the header, because a delimiter stands in " + t.header[at] + ": it is read as " + fitting[at])
	return false
}

// joinAt is the row with extra cells behind the one at i joined to it.
func (t *table) joinAt(cells []string, i, extra int) []string {
	joined := strings.Join(cells[i:i+extra+1], cmp.Or(t.delim, ","))
	return slices.Concat(cells[:i], []string{joined}, cells[i+extra+1:])
}

// isText is whether anything may stand in a column.
func (c *column) isText() bool {
	switch c.typ {
	case "", "text", "list":
		return true
	}
	return false
}

// misfits is how many cells of a row cannot be what their columns take.
func (t *table) misfits(cells []string, a *atlas) (n int) {
	for i := range t.columns[:min(len(t.columns), len(cells))] {
		s, fits := strings.TrimSpace(cells[i]), true
		if s == "" || notTold(s) || notKnown(s) || failedFormula(s) {
			continue
		}
		switch c := &t.columns[i]; c.typ {
		case "number", "mass", "count":
			r := parseNumber(s, c.number)
			fits = r.ok || r.open
		case "date":
			r := parseDate(s, c.order)
			fits = r.ok || r.open || r.none
		case "country":
			_, fits = a.lookup(s)
		case "currency":
			fits = isCurrency(strings.ToUpper(s)) || wordsOfCells().signs[s] != "" || wordsOfCells().currency[fold(s)] != "" || s == "$"
		}
		if c := &t.columns[i]; c.name == "unit" && isFigure(s) {
			fits = false
		}
		if !fits {
			n++
		}
	}
	return n
}
