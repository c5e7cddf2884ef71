package lookup

import (
	"bytes"
	"sort"
)

// text is rows of folded values in one piece.
type text struct {
	body  []byte
	start []uint32 // of each row, and the end
}

func (t *text) row(i int) []byte { return t.body[t.start[i]:t.start[i+1]] }

// each calls fn with every row that holds the needle, in order, and the first
// place in it, until fn has had enough.
func (t *text) each(needle []byte, fn func(row, at int) bool) {
	for from := 0; ; {
		at := bytes.Index(t.body[from:], needle)
		if at < 0 {
			return
		}
		at += from
		row := sort.Search(len(t.start)-1, func(i int) bool { return int(t.start[i+1]) > at })
		if !fn(row, at-int(t.start[row])) {
			return
		}
		from = int(t.start[row+1])
	}
}

// How near a find is, the nearest first.
const (
	whole     = iota // it is the value
	beginning        // the value begins with it
	word             // a word does
	within
	scattered // the words stand apart
	lastPart  // only the end of a phone number agrees
	none
)

// nearness of a needle at a place of a row.
func nearness(row []byte, at, n int) int {
	if at == 0 { // of a garbled page: a row begins with a head
		return within
	}
	switch before := row[at-1]; {
	case before == head && row[at+n] < ' ':
		return whole
	case before == head:
		return beginning
	case before == ' ' || row[at] >= 0x80:
		return word
	}
	return within
}

// fieldAt is the field of the value that a place of a row lies in.
func fieldAt(row []byte, at int) Field {
	for row[at] >= ' ' {
		at++
	}
	return Field(row[at] - tails)
}
