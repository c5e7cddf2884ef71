package match

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"redflag/screening/legalform"
)

// Load reads the embedded tables of words that names and addresses are read with. Where it
// fails they tell too little, so nobody may ask a list then.
func Load() error {
	_, names := loadTables()
	_, addresses := loadAddressWords()
	return errors.Join(names, addresses, legalform.Load())
}

// fault is what is wrong with one word of a row, counted from the first.
type fault struct {
	word int
	why  string
}

// readTable gives the rows of a table, each a class and the words of it; "#" begins a remark.
// The first fault names file, line and column; the rows after it are read all the same.
func readTable(name, text string, row func(words []string) *fault) error {
	var first error
	n := 0
	for line := range strings.Lines(text) {
		n++
		words := strings.Fields(line)
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		if f := row(words); f != nil && first == nil {
			first = fmt.Errorf("%s:%d:%d: %s", name, n, columnOf(line, f.word), f.why)
		}
	}
	return first
}

// columnOf is the column of a word of a line, in letters from 1.
func columnOf(line string, word int) int {
	at := 0
	for ; ; word-- {
		at += len(line[at:]) - len(strings.TrimLeft(line[at:], " \t\r\n"))
		if word == 0 || at == len(line) {
			return utf8.RuneCountInString(line[:at]) + 1
		}
		at += len(strings.Fields(line[at:])[0])
	}
}

// reading parts "a=b", to read a as b; b is a where none is told. Neither may be empty.
func readingOf(words []string, i int) (from, to string, bad *fault) {
	from, to, ok := strings.Cut(words[i], "=")
	if !ok {
		to = from
	}
	if from == "" || to == "" {
		return "", "", &fault{i, fmt.Sprintf("%q reads nothing, or as nothing; write word or word=word", words[i])}
	}
	return from, to, nil
}
