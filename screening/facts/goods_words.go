package facts

import (
	"fmt"
	"strings"

	"redflag/data"
	"redflag/screening/history"
)

// goodsWords are the goods in a few words: "8 x NVIDIA H100 and 2 more lines".
func (f *Facts) goodsWords() string {
	f.allGoods()
	if len(f.lines) == 0 {
		return ""
	}
	best := &f.lines[0]
	for i := range f.lines {
		if l := &f.lines[i]; f.tellsMore(l, best) {
			best = l
		}
	}
	s, n := best.inWords(), len(f.sh.Lines)-1
	if w := f.weighs(best); w > 0 {
		n = -1
		for i := range f.lines {
			if f.weighs(&f.lines[i]) == w {
				n++
			}
		}
	}
	if n == 1 {
		s += " and one more line"
	} else if n > 1 {
		s += fmt.Sprintf(" and %d more lines", n)
	}
	return s
}

// weighs says how much the goods of a line weigh in a verdict: controlled ones most, then ones
// of a kind that is sought, then ones of the list of high-priority goods; 0 for all others.
func (f *Facts) weighs(l *line) int {
	if rank := controlRank(l.good.Controlled); rank >= 2 {
		return rank + 1
	}
	if f.kindsOf(l) != 0 {
		return 2
	}
	if c := f.chpl(l); c.State == data.Known && c.Bool() {
		return 1
	}
	return 0
}

// tellsMore says whether a line is of goods that weigh more in a verdict than those of
// another, or of as much and dearer ones.
func (f *Facts) tellsMore(l, than *line) bool {
	if a, b := f.weighs(l), f.weighs(than); a != b || a > 2 {
		return a > b
	}
	return known(l.valueUSD) > known(than.valueUSD)
}

// mostShown is of how many characters the goods of a line are shown.
const mostShown = 60

// inWords are the goods of one line in a few words: by their model, and as they are called
// where they are no advanced chips.
func (l *line) inWords() string {
	s := strings.TrimSpace(l.good.Maker + " " + l.good.Model)
	if called := pick(l.Description, l.PartNumber); s == "" || controlRank(l.good.Controlled) < 2 && called != "" {
		s = called
	}
	if s == "" {
		s = "goods not described"
	}
	return Counted(l.Line, CutShort(s, mostShown))
}

// Counted are the goods of a line in such words, with their number before them where it is told.
func Counted(l *data.Line, words string) string {
	if l.Quantity.State != data.Known || words == "" {
		return words
	}
	return history.Pieces(l.Quantity.Value, words)
}

// CutShort is a text of so many characters at the most.
func CutShort(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
