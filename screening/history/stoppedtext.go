package history

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"redflag/data"
	"redflag/screening/legalform"
	"redflag/screening/phrases"
)

// stopWords are the names of the customers that were stopped as texts write them: by the
// words before the form of the firm, or, of a script without spaces, as they stand.
type stopWords struct {
	once    sync.Once
	byFirst map[string][]stopName
	joined  []stopName // of scripts without spaces
}

// stopName is one name of a stopped customer.
type stopName struct {
	first string
	rest  []string
	of    int // place among those stopped
}

// leastAlone is how many letters the first word of a name has at least that means the firm
// without the others, and leastJoined how many a name has of a script without spaces.
const (
	leastAlone  = 5
	leastJoined = 4
)

func (n *stopNames) wordsOfNames() *stopWords {
	w := &n.words
	w.once.Do(func() {
		w.byFirst = map[string][]stopName{}
		for i := range n.stopped {
			c := n.stopped[i].record.Customer
			for _, name := range append(otherNames(c), c.Name, c.NameLocal) {
				w.add(name, i)
			}
		}
	})
	return w
}

func (w *stopWords) add(name string, of int) {
	if joined := withoutForm(name); joined != "" {
		if utf8.RuneCountInString(joined) >= leastJoined {
			w.joined = append(w.joined, stopName{first: joined, of: of})
		}
		return
	}
	var words []string
	for _, x := range strings.FieldsFunc(NameKey(name), func(r rune) bool { return !phrases.WordRune(r) }) {
		if !legalform.Firm(x) && !legalform.Tail([]byte(x)) {
			words = append(words, x)
		}
	}
	if len(words) > 0 && len(words[0]) > 2 {
		w.byFirst[words[0]] = append(w.byFirst[words[0]], stopName{words[0], words[1:], of})
	}
}

// joinedForms end or begin the name of a firm in scripts without spaces.
var joinedForms = [...]string{"股份有限公司", "有限责任公司", "有限公司", "株式会社", "有限会社", "주식회사", "(주)", "公司"}

// withoutForm is a name of a script without spaces, without the form of the firm; "" for
// another name.
func withoutForm(name string) string {
	first, _ := utf8.DecodeRuneInString(name)
	if !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
		return ""
	}
	for _, f := range joinedForms {
		name = strings.TrimSuffix(strings.TrimPrefix(name, f), f)
	}
	return strings.TrimSpace(name)
}

// StoppedNamed is the customer that was stopped before the day and that a text names, with
// the words that do; nil for none. Its first word alone means it where it is written as a
// name and is no plain word. Whom the caller passes over is not looked for.
func (b *Book) StoppedNamed(text string, day int32, plain func(word string) bool, over func(r *data.Record, first string) bool) (named *data.Record, words string) {
	n := b.stopped.names
	if len(n.stopped) == 0 || len(text) < leastAlone {
		return nil, ""
	}
	w := n.wordsOfNames()
	is := func(x *stopName) bool {
		s := &n.stopped[x.of]
		return s.since < day && !over(s.record, x.first)
	}
	for i := range w.joined {
		if x := &w.joined[i]; strings.Contains(text, x.first) && is(x) {
			return n.stopped[x.of].record, x.first
		}
	}
	for at := 0; at < len(text); {
		from, end := nextWord(text, at)
		if at = end; from == end {
			break
		}
		word := text[from:end]
		entries := w.byFirst[strings.ToLower(word)]
		for i := range entries {
			x := &entries[i]
			if to := x.standsOn(text, end); (to > end || x.meansAlone(word, plain)) && is(x) {
				return n.stopped[x.of].record, text[from:to]
			}
		}
	}
	return nil, ""
}

// standsOn is where a name ends whose first word ends at a place, with its next word; the
// place itself where that does not follow.
func (x *stopName) standsOn(text string, at int) int {
	from, end := nextWord(text, at)
	if len(x.rest) == 0 || from-at > 2 || !strings.EqualFold(text[from:end], x.rest[0]) {
		return at
	}
	return end
}

// meansAlone reports whether the first word of the name, as it is written, is one.
func (x *stopName) meansAlone(word string, plain func(string) bool) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) && utf8.RuneCountInString(word) >= leastAlone && !plain(x.first)
}

// nextWord is where the next word of a text stands, at the end of the text for none.
func nextWord(text string, at int) (from, end int) {
	is := phrases.WordRune
	if from = strings.IndexFunc(text[at:], is); from < 0 {
		return len(text), len(text)
	}
	from += at
	if end = strings.IndexFunc(text[from:], func(r rune) bool { return !is(r) }); end < 0 {
		return from, len(text)
	}
	return from, from + end
}
