package lookup

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// Query is what somebody typed, ready to be looked for.
type Query struct {
	phrase []byte   // words, a space between
	words  [][]byte // of the phrase, the longest first
	joined []byte   // without spaces, where it may be a number; nil where it is the phrase
	number bool     // may be a number at all
	apart  bool     // the words were typed apart, and may stand apart
	phone  []byte   // last digits of what looks like a phone number
}

const (
	shortest   = 2 // bytes: less is looked for as a whole value alone
	mostTyped  = 512
	mostWords  = 12
	phoneFrom  = 9 // digits that make a phone number
	phoneAgree = 8 // of its last ones, whatever is dialled before
)

// Parse reads what was typed. What is longer than any value holds nothing that
// can be found by being part of one.
func Parse(typed string) Query {
	var q Query
	typed = strings.TrimSpace(typed)
	if len(typed) > mostTyped {
		return q
	}
	q.phrase = fold(nil, typed, false, nil)
	words := bytes.Fields(q.phrase)
	if len(words) > mostWords {
		return Query{}
	}
	q.words = slices.Clone(words)
	slices.SortStableFunc(q.words, func(a, b []byte) int { return len(b) - len(a) })
	spaced := strings.ContainsFunc(typed, unicode.IsSpace)
	q.apart = spaced && len(words) > 1
	q.number = !spaced || bytes.ContainsAny(q.phrase, "0123456789")
	if q.number && len(words) > 1 {
		q.joined = bytes.ReplaceAll(q.phrase, []byte(" "), nil)
	}
	if strings.Trim(typed, "+0123456789 -./()") == "" {
		if d := bytes.ReplaceAll(q.phrase, []byte(" "), nil); len(d) >= phoneFrom {
			q.phone = d[len(d)-phoneAgree:]
		}
	}
	return q
}

// Empty says that there is nothing to look for.
func (q *Query) Empty() bool { return len(q.phrase) == 0 }

// ByNumber reports whether orders are looked for by it at all.
func (q *Query) ByNumber() bool { return q.number && len(q.phrase) >= shortest }

// near is how near the query is to one row, and where. Words may stand apart only
// where all of them stand in the row.
func (q *Query) near(row []byte) (near, at, n int) {
	near = none
	if q.Empty() {
		return near, 0, 0
	}
	better := func(needle []byte) {
		if i := bytes.Index(row, needle); i > 0 {
			if w := nearness(row, i, len(needle)); w < near {
				near, at, n = w, i, len(needle)
			}
		}
		if near > beginning {
			if i := indexHead(row, needle); i > 0 {
				near, at, n = nearness(row, i, len(needle)), i, len(needle)
			}
		}
	}
	better(q.phrase)
	if q.joined != nil {
		better(q.joined)
	}
	if near < none {
		return near, at, n
	}
	if q.apart {
		for i, w := range q.words {
			j := indexWord(row, w)
			if j < 0 {
				break
			}
			if i == 0 {
				at, n = j, len(w)
			}
			if i == len(q.words)-1 {
				return scattered, at, n
			}
		}
	}
	if q.phone != nil {
		for from := 0; ; {
			i := bytes.Index(row[from:], q.phone)
			if i < 0 {
				break
			}
			if i += from; fieldAt(row, i) == Phone && row[i+len(q.phone)] < ' ' {
				return lastPart, i, len(q.phone)
			}
			from = i + 1
		}
	}
	return none, 0, 0
}

// indexHead is where a value of the row begins with the needle.
func indexHead(row, needle []byte) int {
	for from := 0; ; {
		i := bytes.IndexByte(row[from:], head)
		if i < 0 {
			return -1
		}
		from += i + 1
		if bytes.HasPrefix(row[from:], needle) {
			return from
		}
	}
}

// indexWord is where a word of the row begins with w.
func indexWord(row, w []byte) int {
	for from := 0; ; {
		i := bytes.Index(row[from:], w)
		if i < 0 {
			return -1
		}
		if i += from; nearness(row, i, len(w)) <= word {
			return i
		}
		from = i + 1
	}
}
