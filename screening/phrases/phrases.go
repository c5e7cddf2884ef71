// Package phrases finds phrases in texts, and reads the tables in which they stand: files
// of the words that a meaning hangs on, by what they mean and by tongue.
//
// It must not know what any of them mean: whoever reads a text says which words it needs
// and what follows from them.
package phrases

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Phrase is one word, or several. Where words are parted by spaces it matches whole ones:
// a star behind it lets it go on ("versicher*"), one before it lets it end a word ("*n't").
// A sign of equality before it lets only this writing count ("=EUC").
type Phrase struct {
	Text   string // in small letters
	Exact  string // where only this writing counts
	Latin  bool   // its words are parted by spaces
	Prefix bool   // it may go on
	ending bool   // it may end a word
	pairs  [2]uint8
}

// Set is the phrases of one meaning.
type Set []Phrase

// New makes a set of phrases as they stand in a file.
func New(list []string) Set {
	out := make(Set, 0, len(list))
	for _, s := range list {
		s = strings.TrimSpace(s)
		exact, as := strings.CutPrefix(s, "=")
		if !as {
			exact = ""
		}
		exact = strings.Trim(exact, "*")
		t, prefix := strings.CutSuffix(strings.ToLower(strings.TrimPrefix(s, "=")), "*")
		t, ending := strings.CutPrefix(t, "*")
		if t == "" {
			continue
		}
		out = append(out, Phrase{t, exact, IsLatin(t), prefix, ending, outerPairs(t)})
	}
	return out
}

// UnmarshalYAML reads a list of phrases.
func (s *Set) UnmarshalYAML(read func(any) error) error {
	var list []string
	if err := read(&list); err != nil {
		return err
	}
	*s = New(list)
	return nil
}

// IsLatin says whether words of the text are parted by spaces, as in Latin, Cyrillic and
// the like.
func IsLatin(s string) bool {
	for _, r := range s {
		if r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) {
			return false
		}
	}
	return true
}

// WordRune says whether a letter or figure belongs to a word.
func WordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Find is the place of the phrase in a text of small letters, from a place on; -1 for none.
func (p *Phrase) Find(lower string, from int) (at, end int) {
	for from <= len(lower) {
		i := strings.Index(lower[from:], p.Text)
		if i < 0 {
			return -1, -1
		}
		i += from
		end := i + len(p.Text)
		if !p.Latin || p.Stands(lower, i, end) {
			return i, end
		}
		from = i + 1
	}
	return -1, -1
}

// Stands says whether what is written at a place is the phrase and no part of a word.
func (p *Phrase) Stands(s string, at, end int) bool { return p.begins(s, at) && p.ends(s, end) }

func (p *Phrase) begins(s string, at int) bool {
	if p.ending {
		return true
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:at]); r != utf8.RuneError && WordRune(r) && IsLatin(string(r)) {
		first, _ := utf8.DecodeRuneInString(p.Text)
		return !WordRune(first)
	}
	return true
}

func (p *Phrase) ends(s string, end int) bool {
	if p.Prefix {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); r != utf8.RuneError && WordRune(r) && IsLatin(string(r)) {
		last, _ := utf8.DecodeLastRuneInString(p.Text)
		return !WordRune(last)
	}
	return true
}

// Written reports whether a phrase that counts in one writing alone stands so in a text.
// Where small letters took another length, no writing can be compared.
func (p *Phrase) Written(text string, lower, at, end int) bool {
	return p.Exact == "" || len(text) == lower && text[at:end] == p.Exact
}

// In is the first phrase of the set that the text holds, or "".
func (s Set) In(lower string) string {
	if lower == "" {
		return ""
	}
	pairs := PairsOf(lower)
	for i := range s {
		if !s[i].MayStand(&pairs) {
			continue
		}
		if at, end := s[i].Find(lower, 0); at >= 0 {
			return lower[at:end]
		}
	}
	return ""
}

// Pairs is the set of pairs of bytes next to each other in a text, less exactly: most
// phrases of a set share none with a name, and need not be looked for in it.
type Pairs [4]uint64

// PairsOf are the pairs of a text of small letters.
func PairsOf(s string) (p Pairs) {
	for i := 1; i < len(s); i++ {
		h := pair(s[i-1], s[i])
		p[h>>6] |= 1 << (h & 63)
	}
	return p
}

// MayStand is false where a text of these pairs surely does not hold the phrase.
func (p *Phrase) MayStand(in *Pairs) bool { return in.has(p.pairs[0]) && in.has(p.pairs[1]) }

func (p *Pairs) has(h uint8) bool { return h == 0 || p[h>>6]>>(h&63)&1 != 0 }

// pair numbers a pair of bytes from 1; nought stands for none.
func pair(a, b byte) uint8 { return max((a<<3|a>>5)^b, 1) }

// outerPairs are the first and the last pair of a phrase, nought where it is one byte.
func outerPairs(s string) [2]uint8 {
	if len(s) < 2 {
		return [2]uint8{}
	}
	return [2]uint8{pair(s[0], s[1]), pair(s[len(s)-2], s[len(s)-1])}
}

// Text is a text to be read, as people wrote it and in small letters.
type Text struct {
	Shown, Lower string // of one length
	pairs        Pairs
}

// Straight is a text with straight apostrophes, as the words of sets have them.
func Straight(text string) string {
	if !strings.Contains(text, "’") {
		return text
	}
	return strings.ReplaceAll(text, "’", "'")
}

// Read prepares a text.
func Read(shown string) Text {
	shown = Straight(shown)
	lower := strings.ToLower(shown)
	if len(lower) != len(shown) {
		shown = lower // no writing can be compared
	}
	return Text{shown, lower, PairsOf(lower)}
}

// Skip is the place behind a sign where it stands at one, and else that place.
func (t *Text) Skip(at int, sign string) int {
	if strings.HasPrefix(t.Lower[at:], sign) {
		return at + len(sign)
	}
	return at
}

// Next is the first place in a text, from one on, where a phrase of the set stands, and
// the end of the longest that stands there; -1 for none.
func (s Set) Next(t *Text, from int) (at, end int) {
	at, end = -1, -1
	for i := range s {
		p := &s[i]
		if !p.MayStand(&t.pairs) {
			continue
		}
		a, e := p.Find(t.Lower, from)
		for a >= 0 && !p.Written(t.Shown, len(t.Lower), a, e) {
			a, e = p.Find(t.Lower, a+1)
		}
		if a >= 0 && (at < 0 || a < at || a == at && e > end) {
			at, end = a, e
		}
	}
	return at, end
}

// Stands says whether a phrase of the set stands in a text.
func (s Set) Stands(t *Text) bool {
	at, _ := s.Next(t, 0)
	return at >= 0
}

// At is the end of the longest phrase that begins at a place of a text, whatever stands
// before it, as a unit does behind its figure; -1 for none.
func (s Set) At(t *Text, at int) (end int) {
	end = -1
	for i := range s {
		p := &s[i]
		e := at + len(p.Text)
		if e > end && strings.HasPrefix(t.Lower[at:], p.Text) && (!p.Latin || p.ends(t.Lower, e)) && p.Written(t.Shown, len(t.Lower), at, e) {
			end = e
		}
	}
	return end
}

// Followed finds the first phrase of the set, from a place on, behind which a text goes on
// as a pattern says. The pattern begins with ^; the places are those of its groups in the
// text as shown, and the first of all is where the phrase begins. It is nil for none.
func (s Set) Followed(t *Text, from int, by *regexp.Regexp) []int {
	for at, end := s.Next(t, from); at >= 0; at, end = s.Next(t, at+1) {
		groups := by.FindStringSubmatchIndex(t.Shown[end:])
		if groups == nil {
			continue
		}
		for i := range groups {
			if groups[i] >= 0 {
				groups[i] += end
			}
		}
		groups[0] = at
		return groups
	}
	return nil
}

// Before is where the longest phrase begins that ends at a place of a text, as a currency
// does before its figure; -1 for none.
func (s Set) Before(t *Text, end int) (at int) {
	at = end + 1
	for i := range s {
		p := &s[i]
		a := end - len(p.Text)
		if a >= 0 && a < at && strings.HasSuffix(t.Lower[:end], p.Text) && (!p.Latin || p.begins(t.Lower, a)) && p.Written(t.Shown, len(t.Lower), a, end) {
			at = a
		}
	}
	if at > end {
		return -1
	}
	return at
}

// Pattern is a regular expression of the phrases, the longest first, for a pattern that
// goes on with them. It does not look at what stands around them.
func (s Set) Pattern() string {
	byLength := slices.SortedFunc(slices.Values(s), func(a, b Phrase) int { return len(b.Text) - len(a.Text) })
	alternatives := make([]string, 0, len(s))
	for i := range byLength {
		p := regexp.QuoteMeta(byLength[i].Text)
		if byLength[i].Prefix {
			p += `\p{L}*`
		}
		alternatives = append(alternatives, p)
	}
	return "(?:" + strings.Join(alternatives, "|") + ")"
}
