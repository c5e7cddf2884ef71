package match

import (
	_ "embed"
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

var loadTables = sync.OnceValue(func() *tables {
	t := &tables{latin: latinWords(), latinFold: makeLatinFold(), lookalike: makeLookalikes(), simple: makeSimplified(), surname: makeSurnames(), romanised: romanisations(), glyph: map[rune][]string{}, readings: furtherReadings()}
	for _, s := range pinyinSyllables() {
		t.mandarin.add(s)
	}
	t.abbreviations = makeAbbreviations(t.latin)
	t.unspelt = makeUnspelt(t.latin)
	scripts := map[string]script{"han": han, "kana": kana, "hangul": hangul, "cyrillic": cyrillic, "arabic": arabic}
	for line := range strings.Lines(nativeTable) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0][0] == '#' {
			continue
		}
		if fields[0] == "glyph" {
			for _, f := range fields[1:] {
				from, to, _ := strings.Cut(f, "=")
				r, _ := utf8.DecodeRuneInString(from)
				t.glyph[r] = strings.Split(to, ",")
			}
			continue
		}
		if fields[0] == "city" {
			for _, f := range fields[1:] {
				t.addCity(f)
			}
			continue
		}
		sc, ok := scripts[fields[0]]
		if !ok {
			panic("tables/native.txt: no script " + fields[0])
		}
		if t.native[sc] == nil {
			t.native[sc] = map[string][]sense{}
		}
		for _, f := range fields[1:] {
			t.addWord(sc, f)
		}
	}
	for line := range strings.Lines(japaneseTable + houseTable) {
		if line[0] == '#' {
			continue
		}
		for _, f := range strings.Fields(line) {
			t.addWord(han, f)
		}
	}
	return t
})

// addWord knows a native word, "word=sense"; of one that is known already the further
// senses are further ones.
func (t *tables) addWord(sc script, s string) {
	from, to, _ := strings.Cut(s, "=")
	from = t.nativeKey(sc, from)
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
