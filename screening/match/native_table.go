package match

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed tables/native.txt
var nativeTable string

//go:embed tables/japanese.txt
var japaneseTable string

//go:embed tables/houses.txt
var houseTable string

// tables are the immutable facts that folding needs.
type tables struct {
	latin         map[string]word
	unspelt       []unspelt // words of trade by their consonants
	abbreviations abbreviations
	latinFold     map[rune]string
	lookalike     map[rune]byte
	native        [other + 1]map[string][]sense // native word -> what it can mean
	longest       [other + 1]int                // in runes
	glyph         map[rune][]string             // Chinese character of a brand -> English words for it
	readings      map[rune][]string             // further readings of a character
	simple        map[rune]rune                 // traditional and Japanese characters -> simplified
	surname       map[rune]bool
	romanised     map[string][]string // Chinese syllable -> other ways to write it
	mandarin      syllableSet         // in pinyin
}

var loadTables = sync.OnceValues(func() (*tables, error) {
	latin, err := parseLatin("tables/latin.txt", latinTable)
	t := &tables{latin: latin, latinFold: makeLatinFold(), lookalike: makeLookalikes(), simple: makeSimplified(), surname: makeSurnames(), romanised: romanisations(), glyph: map[rune][]string{}, readings: furtherReadings()}
	for _, s := range pinyinSyllables() {
		t.mandarin.add(s)
	}
	t.abbreviations = makeAbbreviations(t.latin)
	t.unspelt = makeUnspelt(t.latin)
	return t, errors.Join(err, t.addNative("tables/native.txt", nativeTable), t.addHan("tables/japanese.txt", japaneseTable), t.addHan("tables/houses.txt", houseTable))
})

// theTables are those that could be read; Load says whether all could.
func theTables() *tables { t, _ := loadTables(); return t }

var scriptNames = map[string]script{"han": han, "kana": kana, "hangul": hangul, "cyrillic": cyrillic, "arabic": arabic}

// addNative knows the words of a table of native scripts, and its cities and single
// characters of brands.
func (t *tables) addNative(name, text string) error {
	return readTable(name, text, func(words []string) *fault {
		sc, ok := scriptNames[words[0]]
		if !ok && words[0] != "glyph" && words[0] != "city" {
			return &fault{0, fmt.Sprintf("%q is no script; they are han, kana, hangul, cyrillic and arabic, and city and glyph for Chinese places and characters", words[0])}
		}
		for i, w := range words[1:] {
			from, to, bad := readingOf(words, i+1)
			switch {
			case bad != nil:
				return bad
			case words[0] == "city":
				t.addCity(w)
			case from == to:
				return senseless(words, i+1)
			case words[0] == "glyph":
				r, _ := utf8.DecodeRuneInString(from)
				t.glyph[r] = strings.Split(to, ",")
			default:
				t.addWord(sc, w)
			}
		}
		return nil
	})
}

// addHan knows the words of a table in Chinese characters alone.
func (t *tables) addHan(name, text string) error {
	return readTable(name, text, func(words []string) *fault {
		for i, w := range words {
			switch from, to, bad := readingOf(words, i); {
			case bad != nil:
				return bad
			case from == to:
				return senseless(words, i)
			}
			t.addWord(han, w)
		}
		return nil
	})
}

func senseless(words []string, i int) *fault {
	return &fault{i, fmt.Sprintf("%q has no word in Latin letters; write word=word", words[i])}
}

// addWord knows a native word, "word=sense"; of one that is known already the further
// senses are further ones.
func (t *tables) addWord(sc script, s string) {
	from, to, _ := strings.Cut(s, "=")
	from = t.nativeKey(sc, from)
	if t.native[sc] == nil {
		t.native[sc] = map[string][]sense{}
	}
	t.native[sc][from] = moreSenses(t.native[sc][from], senses(to))
	t.longest[sc] = max(t.longest[sc], utf8.RuneCountInString(from))
}

// sense is one way to put a native word: English words, each a word of a name.
type sense []string

// senses reads "a+b/c": the words a and b, or the word c.
func senses(s string) []sense {
	var out []sense
	for part := range strings.SplitSeq(s, "/") {
		out = append(out, strings.Split(part, "+"))
	}
	return out
}

// addCity knows a Chinese place by its characters, with and without the word for
// city, and by its reading; "a=b" gives one that is not read as it is spelt.
func (t *tables) addCity(s string) {
	name, reading, ok := strings.Cut(s, "=")
	if !ok {
		for _, r := range name {
			reading += readHan(r)
		}
	}
	name = t.nativeKey(han, name)
	if t.native[han] == nil {
		t.native[han] = map[string][]sense{}
	}
	for _, form := range [...]string{name, name + "市"} {
		t.native[han][form] = moreSenses(t.native[han][form], senses(reading))
		t.longest[han] = max(t.longest[han], utf8.RuneCountInString(form))
	}
}

// moreSenses adds to the senses that a word has those that it has not yet.
func moreSenses(have, more []sense) []sense {
	for _, m := range more {
		if !slices.ContainsFunc(have, func(h sense) bool { return slices.Equal(h, m) }) {
			have = append(have, m)
		}
	}
	return have
}

// nativeKey folds a word of a native script to the form that tables and texts share.
func (t *tables) nativeKey(sc script, s string) string {
	var b strings.Builder
	for _, r := range s {
		if r = t.foldRune(sc, r); r != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldRune folds one letter of a native script; 0 drops it.
func (t *tables) foldRune(sc script, r rune) rune {
	switch sc {
	case han:
		if s, ok := t.simple[r]; ok {
			return s
		}
	case cyrillic, greek:
		r = unicode.ToLower(r)
		if r == 'ё' {
			r = 'е'
		}
	case arabic:
		return foldArabic(r)
	case kana:
		switch {
		case r >= 0x3041 && r <= 0x3096:
			r += 0x60
		}
		return r
	}
	return r
}
