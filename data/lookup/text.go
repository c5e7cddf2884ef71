package lookup

import (
	"bytes"
	"sort"
)

// text is rows of folded values in one piece. Once it is whole its rows are cut into
// blocks, each with a summary of the runs of two to four bytes in it, so that what is
// looked for is looked for only where it may be.
type text struct {
	body  []byte
	start []uint32 // of each row, and the end
	block []uint32 // first row of each block, and the end; nil before it is whole
	runs  []uint64 // of each block, runWords: a bit for each hash of a run
}

const (
	blockBytes = 4 << 10 // a block ends with the row that makes it so large
	runBits    = 14
	runWords   = 1 << runBits / 64
)

// eachRun yields the hashes of the runs of two, three and four bytes.
func eachRun(b []byte, yield func(h uint32)) {
	const mix = 2654435761
	for i := 0; i+1 < len(b); i++ {
		v := uint32(b[i]) | uint32(b[i+1])<<8
		yield((v ^ 0x51ed0000) * mix >> (32 - runBits))
		if i+2 >= len(b) {
			break
		}
		v |= uint32(b[i+2]) << 16
		yield((v ^ 0x9e000000) * mix >> (32 - runBits))
		if i+3 < len(b) {
			yield((v | uint32(b[i+3])<<24) * mix >> (32 - runBits))
		}
	}
}

// whole cuts the text into blocks.
func (t *text) whole() {
	rows := len(t.start) - 1
	t.block = append(t.block[:0], 0)
	for row := 0; row < rows; {
		from := t.start[row]
		for row++; row < rows && t.start[row]-from < blockBytes; row++ {
		}
		t.block = append(t.block, uint32(row))
		at := len(t.runs)
		t.runs = append(t.runs, make([]uint64, runWords)...)
		runs, b := t.runs[at:], t.body[from:t.start[row]]
		eachRun(b, func(h uint32) { runs[h>>6] |= 1 << (h & 63) })
	}
}

// mayHold reports whether a block may hold a text with these runs.
func (t *text) mayHold(block int, runs []uint32) bool {
	of := t.runs[block*runWords : (block+1)*runWords]
	for _, h := range runs {
		if of[h>>6]&(1<<(h&63)) == 0 {
			return false
		}
	}
	return true
}

// runsOf are the hashes of the runs of a needle; none of a single byte.
func runsOf(needle []byte) []uint32 {
	out := make([]uint32, 0, 3*len(needle))
	eachRun(needle, func(h uint32) { out = append(out, h) })
	return out
}

// rarest is the one of several words that the fewest blocks may hold, the longest
// first among equals.
func (t *text) rarest(words [][]byte) []byte {
	best, fewest := words[0], len(t.block)
	for _, w := range words {
		runs := runsOf(w)
		if len(runs) == 0 || t.block == nil {
			continue
		}
		n := 0
		for b := 0; b < len(t.block)-1 && n < fewest; b++ {
			if t.mayHold(b, runs) {
				n++
			}
		}
		if n < fewest {
			best, fewest = w, n
		}
	}
	return best
}

func (t *text) row(i int) []byte { return t.body[t.start[i]:t.start[i+1]] }

// each calls fn with every row that holds the needle, in order, and the first
// place in it, until fn has had enough.
func (t *text) each(needle []byte, fn func(row, at int) bool) {
	runs := runsOf(needle)
	if len(runs) == 0 || t.block == nil {
		t.within(0, len(t.start)-1, needle, fn)
		return
	}
	for b := range len(t.block) - 1 {
		if t.mayHold(b, runs) && !t.within(int(t.block[b]), int(t.block[b+1]), needle, fn) {
			return
		}
	}
}

// within is each in the rows from..to; it reports whether fn may want more.
func (t *text) within(from, to int, needle []byte, fn func(row, at int) bool) bool {
	for row := from; row < to; row++ {
		at := bytes.Index(t.body[t.start[row]:t.start[to]], needle)
		if at < 0 {
			return true
		}
		at += int(t.start[row])
		row += sort.Search(to-row-1, func(i int) bool { return int(t.start[row+i+1]) > at })
		if !fn(row, at-int(t.start[row])) {
			return false
		}
	}
	return true
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
