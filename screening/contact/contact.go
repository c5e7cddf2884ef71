// Package contact knows what of a contact says nothing of who it is: domains at which
// anybody may write or have a page, posts that every house has, titles before a name,
// calling codes and extensions of telephones.
//
// It must not know customers, or what follows where two have something in common.
package contact

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"redflag/data"
	"redflag/screening/phrases"
)

var (
	//go:embed domains.csv
	domainsCSV string
	//go:embed words.yaml
	wordsYAML []byte
)

// Words are those of contacts. They are read-only.
type Words struct {
	domains       map[string]domain
	posts, titles map[string]bool
	nobody        map[string]bool // names of somebody who is still to be named
	public        map[string]bool // parts of domains of schools and public bodies
	messenger     phrases.Set
	extension     string
	calling       map[string]string // by country
	codes         []string          // the same, each once, the longest first
}

// domain is what anybody may have at one.
type domain struct {
	mail    bool
	page    bool   // a page among those of others
	country string // whose people are its users, "" for people of many
}

// Load gives the words of the program.
func Load() (*Words, error) { return load() }

var load = sync.OnceValues(func() (*Words, error) {
	w, err := parseWords("words.yaml", wordsYAML)
	if err != nil {
		return nil, err
	}
	w.domains, err = parseDomains("domains.csv", strings.NewReader(domainsCSV))
	return w, err
})

func parseWords(name string, text []byte) (*Words, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Posts        phrases.Tongues   `yaml:"posts"`
		Titles       phrases.Tongues   `yaml:"titles"`
		Nobody       phrases.Tongues   `yaml:"to_be_advised"`
		Public       phrases.Tongues   `yaml:"public"`
		Messenger    phrases.Tongues   `yaml:"messenger"`
		Extension    phrases.Tongues   `yaml:"extension"`
		Calling      map[string]string `yaml:"calling"`
	}
	t := phrases.Open(name, text, &f)
	w := &Words{posts: t.Words("$.posts", f.Posts), titles: t.Words("$.titles", f.Titles), nobody: t.Words("$.to_be_advised", f.Nobody), public: t.Words("$.public", f.Public), messenger: t.Set("$.messenger", f.Messenger), calling: f.Calling}
	for _, sign := range t.Set("$.extension", f.Extension) {
		w.extension += sign.Text
		if len([]rune(sign.Text)) != 1 {
			t.Fail("$.extension", "%q is no single sign", sign.Text)
		}
	}
	if len(f.Calling) == 0 {
		t.Fail("$.calling", "calling has no codes")
	}
	for _, country := range slices.Sorted(maps.Keys(f.Calling)) {
		code := f.Calling[country]
		if len(country) != 2 || strings.ToUpper(country) != country || code == "" || strings.Trim(code, "0123456789") != "" {
			t.Fail("$.calling."+country, "%q: %q is not a country and its calling code", country, code)
		}
		if !slices.Contains(w.codes, code) {
			w.codes = append(w.codes, code)
		}
	}
	slices.SortStableFunc(w.codes, func(a, b string) int { return len(b) - len(a) })
	return w, t.Err()
}

// columns are those of a file of domains.
var columns = []string{"domain", "kind", "country", "source", "basis"}

// parseDomains reads a file of domains; a fault names its line and column.
func parseDomains(name string, r io.Reader) (map[string]domain, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = len(columns)
	if first, err := in.Read(); err != nil || !slices.Equal(first, columns) {
		return nil, fmt.Errorf("%s:1:1: the first line must be %s", name, strings.Join(columns, ","))
	}
	out := map[string]domain{}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if column, fault := faultOf(row); fault != "" {
			line, at := in.FieldPos(column)
			return nil, fmt.Errorf("%s:%d:%d: %q %s", name, line, at, row[column], fault)
		}
		if _, twice := out[row[0]]; twice {
			line, at := in.FieldPos(0)
			return nil, fmt.Errorf("%s:%d:%d: %q stands here twice", name, line, at, row[0])
		}
		out[row[0]] = domain{row[1] == "mail", row[1] == "page", row[2]}
	}
}

// faultOf is what is wrong with a row, and in which column; "" for nothing.
func faultOf(row []string) (column int, fault string) {
	labels := strings.TrimSuffix(row[0], ".*")
	switch {
	case labels == "" || labels == row[0] && !strings.Contains(labels, ".") || strings.Trim(labels, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "":
		return 0, "is no domain in small letters; name.* stands for a name under every ending"
	case !slices.Contains([]string{"mail", "page", "reserved"}, row[1]):
		return 1, "is no kind of domain; they are mail, page and reserved"
	case row[2] != "" && (len(row[2]) != 2 || strings.ToUpper(row[2]) != row[2]):
		return 2, "is no country"
	case row[3] == "":
		return 3, "is no source"
	case row[4] != data.Sourced && row[4] != data.Unverified:
		return 4, "is no basis; it is sourced or unverified"
	}
	return 0, ""
}

func (w *Words) domain(name string) (domain, bool) {
	if d, ok := w.domains[name]; ok {
		return d, true
	}
	first, ending, _ := strings.Cut(name, ".")
	second, third, _ := strings.Cut(ending, ".")
	if second == "" || len(second) > 3 || len(third) > 3 {
		return domain{}, false // no ending of a country or a kind of house
	}
	d, ok := w.domains[first+".*"]
	return d, ok
}

// Open reports whether anybody may write from a domain, or have a page there: it ties
// nobody to anybody.
func (w *Words) Open(name string) bool {
	_, ok := w.domain(name)
	return ok
}

// Mail reports whether anybody may write from a domain.
func (w *Words) Mail(name string) bool {
	d, _ := w.domain(name)
	return d.mail
}

// Page reports whether anybody may have a page at a domain, among those of others.
func (w *Words) Page(name string) bool {
	d, _ := w.domain(name)
	return d.page
}

// Home is the country whose people write from a domain that is open to anybody, "" where
// it is not one of those, or people of many countries do.
func (w *Words) Home(name string) string {
	d, _ := w.domain(name)
	return d.country
}

// Messenger reports whether a text tells that somebody is reached in a messenger.
func (w *Words) Messenger(text string) bool {
	if len(text) < 2 {
		return false
	}
	t := phrases.Read(text)
	return w.messenger.Stands(&t)
}

// Handles are the names in messengers that a text tells, in small letters: each behind the word
// for one, and with a figure or a low line in it, so that no word is taken for a name.
func (w *Words) Handles(text string) (out []string) {
	if !mayTellHandle(text) {
		return nil
	}
	t := phrases.Read(text)
	for at, end := w.messenger.Next(&t, 0); at >= 0; at, end = w.messenger.Next(&t, at+1) {
		words := strings.FieldsFunc(t.Lower[end:], func(r rune) bool { return !isOfHandle(r) })
		for _, x := range words[:min(len(words), handleWithin)] {
			if x = strings.Trim(x, "."); isHandle(x) && strings.Index(t.Lower[end:], x) <= handleNear && !slices.Contains(out, x) {
				out = append(out, x)
				break
			}
		}
	}
	return out
}

// A name stands among so many words and bytes behind the word for a messenger.
const (
	handleWithin = 2
	handleNear   = 24
	leastHandle  = 6
)

func isOfHandle(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.'
}

func isHandle(word string) bool {
	letters := strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyz")
	return len(word) >= leastHandle && letters && strings.ContainsAny(word, "0123456789_")
}

// mayTellHandle reports a word of Latin letters with figures or a low line, without which no
// text tells a name in a messenger.
func mayTellHandle(text string) bool {
	letters, signs, n := false, false, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i] | 0x20; {
		case text[i] == '_' || text[i] >= '0' && text[i] <= '9':
			signs = true
		case c >= 'a' && c <= 'z':
			letters = true
		case text[i] == '.':
		default:
			letters, signs, n = false, false, -1
		}
		if n++; letters && signs && n >= leastHandle {
			return true
		}
	}
	return false
}

// Public reports whether a domain is one that only schools and public bodies get.
func (w *Words) Public(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if w.public[part] {
			return true
		}
	}
	return false
}

// Post reports whether a word in small letters is a post: a mail box of the name, or who
// is called so, is nobody in particular.
func (w *Words) Post(word string) bool { return w.posts[word] }

// Title reports whether a word in small letters stands before the name of a person.
func (w *Words) Title(word string) bool { return w.titles[word] }

// ToBeAdvised reports whether a name in small letters says that somebody is still to be
// named.
func (w *Words) ToBeAdvised(name []byte) bool { return w.nobody[string(name)] }

// CallingCode is the code of a country by its two capitals, "" where it is not known.
func (w *Words) CallingCode(country string) string { return w.calling[country] }

// CallingCodes are all codes, the longest first.
func (w *Words) CallingCodes() []string { return w.codes }

// leastOfNumber is how many figures stand before an extension.
const leastOfNumber = 6

// leastAbroad is the same of a number with the code of its country, in front of which the
// nought of an area may stand as well: "0049 (0)511 / 88402-17".
const leastAbroad = 9

// Number is a telephone number without what begins an extension or another number.
func (w *Words) Number(s string) string {
	figures, least := 0, leastOfNumber
	if abroad := strings.TrimLeft(s, " ("); strings.HasPrefix(abroad, "+") || strings.HasPrefix(abroad, "00") {
		least = leastAbroad
	}
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			figures++
		case figures >= least && strings.ContainsRune(w.extension, unicode.ToLower(r)):
			return s[:i]
		}
	}
	return s
}

// A dash behind a run of figures of one trunk begins an extension of a figure or two, or of
// three where the number before it is as long as one with its area.
const (
	leastTrunk     = 4
	longNumber     = 10
	longExtension  = 3
	shortExtension = 2
)

// Trunk is the number of a house of which a telephone number is an extension behind a dash, as
// in "+49 871 55019-12"; "" where it is none, or may be none.
func Trunk(number string) string {
	at := strings.LastIndexByte(number, '-')
	if at < 0 {
		return ""
	}
	before, behind := number[:at], strings.TrimSpace(number[at+1:])
	run := len(before) - len(strings.TrimRight(before, "0123456789"))
	if run < leastTrunk || behind == "" || strings.Trim(behind, "0123456789") != "" {
		return ""
	}
	n := 0
	for _, r := range before {
		if unicode.IsDigit(r) {
			n++
		}
	}
	if n < leastOfNumber || len(behind) > shortExtension && (len(behind) > longExtension || n < longNumber) {
		return ""
	}
	return before
}

// Mailbox is a mail address taken apart, in small letters: the box and its domain. ok is
// false for what is none.
func Mailbox(address string) (box, domain string, ok bool) {
	return strings.Cut(strings.ToLower(strings.TrimSpace(address)), "@")
}
