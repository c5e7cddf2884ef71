package phrases

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"redflag/data"
	"redflag/screening/yamldoc"
)

// Head is what every table begins with: where its words are from.
type Head struct {
	Source string `yaml:"source"`
	Basis  string `yaml:"basis"`
}

func (h *Head) head() *Head { return h }

// Tongues are the phrases of one meaning by tongue, a row for each.
type Tongues map[string][]string

// tongues are those that a row may name: ISO 639-1, and any for signs that all share.
const tongues = " any ar de en es fr id it ja ko ms nl pl pt ru sv th tr vi zh "

// Table is a file of phrases while it is read. Its first fault stays with it.
type Table struct {
	doc *yamldoc.Document
	err error
}

// Open parses a table into a struct that embeds Head, the rest of whose fields are the
// classes that the table has. What the struct does not name is a fault of the file.
func Open(name string, text []byte, into interface{ head() *Head }) *Table {
	doc, err := yamldoc.Open(name, text, into)
	t := &Table{doc, err}
	if h := into.head(); err == nil && (h.Source == "" || h.Basis != data.Sourced && h.Basis != data.Unverified) {
		t.Fail("$.basis", "the words name no source and basis (%s or %s)", data.Sourced, data.Unverified)
	}
	return t
}

// List reads a table of one list, its words.
func List(name string, text []byte) (Set, error) {
	var f struct {
		Head  `yaml:",inline"`
		Words Tongues `yaml:"words"`
	}
	t := Open(name, text, &f)
	return t.Set("$.words", f.Words), t.Err()
}

// Err is the first fault of the table; it names file, line and column.
func (t *Table) Err() error { return t.err }

// Fail notes a fault at a place of the table.
func (t *Table) Fail(path, format string, args ...any) {
	if t.err == nil {
		t.err = t.doc.Fail(path, format, args...)
	}
}

// Set is the class of phrases at a place of the table, as "$.insured".
func (t *Table) Set(path string, rows Tongues) Set {
	if len(rows) == 0 {
		t.Fail(path, "%s has no words", last(path))
	}
	var all []string
	for _, tongue := range slices.Sorted(maps.Keys(rows)) {
		row := path + "." + tongue
		if !strings.Contains(tongues, " "+tongue+" ") {
			t.Fail(row, "%q is no tongue; they are%s", tongue, strings.TrimRight(tongues, " "))
		}
		if len(rows[tongue]) == 0 {
			t.Fail(row, "%s has no words", tongue)
		}
		for i, w := range rows[tongue] {
			if fault := faultOf(w); fault != "" {
				t.Fail(fmt.Sprintf("%s[%d]", row, i), "%q %s", w, fault)
			} else if slices.Contains(rows[tongue][:i], w) {
				t.Fail(fmt.Sprintf("%s[%d]", row, i), "%q stands here twice", w)
			}
		}
		all = append(all, rows[tongue]...)
	}
	return New(all)
}

// Words is the class at a place of the table of words that are asked for one by one.
func (t *Table) Words(path string, rows Tongues) map[string]bool {
	out := map[string]bool{}
	for _, p := range t.Set(path, rows) {
		out[p.Text] = true
	}
	return out
}

// faultOf is what is wrong with a phrase of a file, "" for nothing.
func faultOf(w string) string {
	bare := strings.Trim(w, "*")
	switch {
	case bare == "" || bare == "=":
		return "is no word"
	case !evenlySpaced(w):
		return "has spaces that no text has"
	case !strings.HasPrefix(w, "=") && strings.ToLower(w) != w:
		return "has capitals, which match nothing; a = before it lets only this writing count"
	case strings.Contains(bare, "*"):
		return "has a star within, where it lets nothing go on"
	}
	return ""
}

// evenlySpaced reports words with one space between two of them and none around. It is asked
// of every word of every file and needs no memory.
func evenlySpaced(w string) bool {
	before := ' '
	for _, r := range w {
		if unicode.IsSpace(r) && (r != ' ' || before == ' ') {
			return false
		}
		before = r
	}
	return before != ' '
}

// Codes are phrases each of which stands for something: a currency, a number.
type Codes struct {
	Set
	means map[string]string
}

// Codes is the class of phrases at a place of the table, by what they stand for. No phrase
// stands for two things.
func (t *Table) Codes(path string, rows map[string]Tongues) Codes {
	c := Codes{means: map[string]string{}}
	if len(rows) == 0 {
		t.Fail(path, "%s has no words", last(path))
	}
	for _, code := range slices.Sorted(maps.Keys(rows)) {
		for _, p := range t.Set(path+"."+quoted(code), rows[code]) {
			if o, ok := c.means[p.Text]; ok && o != code {
				t.Fail(path+"."+quoted(code), "%q stands for %s too", p.Text, o)
			}
			if _, ok := c.means[p.Text]; !ok {
				c.Set = append(c.Set, p)
			}
			c.means[p.Text] = code
		}
	}
	return c
}

// Of is what a phrase in small letters stands for, "" where it is none of them.
func (c *Codes) Of(lower string) string { return c.means[lower] }

// quoted is a name within a YAML path.
func quoted(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" {
		return s
	}
	return "'" + s + "'"
}

// last is the name at the end of a YAML path.
func last(path string) string {
	return strings.Trim(path[strings.LastIndexByte(path, '.')+1:], "'")
}
