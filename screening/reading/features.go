package reading

import (
	"slices"
	"sort"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Mark is a word of a class of ideas at a place of a text.
type Mark struct {
	At    int
	Class string
}

// token is one word, or one character of a script that parts no words. A form is a
// hash of what is written.
type token struct {
	at, end    int
	word, stem uint32
	from, to   int // its runs of letters, of those of the text
	sentence   int
	joined     bool // a character that words are made of without spaces
}

// Text is a text cut into tokens and sentences. What it is cut from is in small letters.
type Text struct {
	source    string
	tokens    []token
	grams     []uint32 // runs of letters of its words
	marks     []mark
	sentences int
}

type mark struct {
	at       int
	class    uint32
	sentence int
}

// kinds of features, mixed into their hash.
const (
	kindWord uint32 = iota + 1
	kindStem
	kindNext
	kindNear
	kindRun
	kindClass
	kindBeside
	kindGram
)

const (
	stemLetters = 5
	gramLetters = 4  // of a run of letters; a word of fewer than three has none
	nearTokens  = 2  // how far apart two words may stand that are weighed together
	mostMarks   = 24 // of a window; words of classes beyond them are not paired
)

// Cut cuts a text of small letters. Marks stand in the order of their places.
func Cut(source string, marks []Mark) *Text {
	t := &Text{source: source, grams: make([]uint32, 0, len(source))}
	t.cut()
	at := 0
	for _, m := range marks {
		for at+1 < len(t.tokens) && t.tokens[at+1].at <= m.At {
			at++
		}
		sentence := 0
		if len(t.tokens) > 0 {
			sentence = t.tokens[at].sentence
		}
		t.marks = append(t.marks, mark{m.At, hashText(m.Class), sentence})
	}
	return t
}

func (t *Text) cut() {
	s, sentence, filled := t.source, 0, false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case parted(r):
			t.tokens = append(t.tokens, token{at: i, end: i + n, word: hashText(s[i : i+n]), sentence: sentence, joined: true})
			filled = true
			i += n
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := i + n
			for end < len(s) {
				r, n := utf8.DecodeRuneInString(s[end:])
				if parted(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !(apostrophe(r) && letterAfter(s[end+n:])) {
					break
				}
				end += n
			}
			t.tokens = append(t.tokens, t.wordToken(i, end, sentence))
			filled = true
			i = end
		default:
			if filled && ends(s, i, r, n) {
				sentence, filled = sentence+1, false
			}
			if r == '?' || r == '？' {
				t.tokens = append(t.tokens, token{at: i, end: i + n, word: hashText("?"), stem: hashText("?"), sentence: max(sentence-1, 0)})
			}
			i += n
		}
	}
	t.sentences = sentence
	if filled {
		t.sentences++
	}
}

// parted says whether words of the script stand next to each other without a space.
func parted(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

func letterAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// ends says whether a sentence ends at the mark. A full stop ends one where a space
// follows that does not stand behind a word written short.
func ends(s string, at int, r rune, n int) bool {
	switch r {
	case '!', '?', ';', '\n', '|', '。', '！', '？', '；', '؟', '؛', '।':
		return true
	case '.':
		if at+n < len(s) && s[at+n] != ' ' {
			return false
		}
		from := at
		for from > 0 && s[from-1] != ' ' && s[from-1] < utf8.RuneSelf {
			from--
		}
		return at-from > 3
	}
	return false
}

func (t *Text) wordToken(from, to, sentence int) token {
	digits, letters := 0, 0
	for _, r := range t.source[from:to] {
		if unicode.IsDigit(r) {
			digits++
		} else {
			letters++
		}
	}
	x := token{at: from, end: to, from: len(t.grams), sentence: sentence}
	switch {
	case letters == 0:
		x.word = hashText("0")
		x.stem = x.word
	case digits > 0:
		x.word = hashText("a0")
		x.stem = x.word
	default:
		x.word, x.stem = t.forms(t.source[from:to])
	}
	x.to = len(t.grams)
	return x
}

// forms are the hashes of a word without accents, whole and by its first letters. Its runs
// of letters, with its ends, are kept: they tell what a word has in common with its other
// endings, with longer words that it is a part of, and with one that is written wrongly.
func (t *Text) forms(word string) (whole, stem uint32) {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			word = norm.NFD.String(word)
			break
		}
	}
	h, letters, before := uint32(offset32), 0, len(t.grams)
	last := [gramLetters]uint32{gramLetters - 1: ' '}
	push := func(r rune) {
		copy(last[:], last[1:])
		last[gramLetters-1] = uint32(r)
		if last[0] != 0 {
			t.grams = append(t.grams, feature(kindGram, last[:]...))
		}
	}
	for _, r := range word {
		if apostrophe(r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		h = mix(h, uint32(r))
		push(r)
		if letters++; letters == stemLetters {
			stem = h
		}
	}
	if push(' '); letters < gramLetters-1 {
		t.grams = t.grams[:before]
	}
	if letters < stemLetters {
		stem = h
	}
	return h, stem
}

const (
	offset32 = 2166136261
	prime32  = 16777619
)

func mix(h, v uint32) uint32 {
	for range 4 {
		h = (h ^ v&0xff) * prime32
		v >>= 8
	}
	return h
}

func hashText(s string) uint32 {
	h := uint32(offset32)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * prime32
	}
	return h
}

func feature(kind uint32, forms ...uint32) uint32 {
	h := mix(offset32, kind)
	for _, f := range forms {
		h = mix(h, f)
	}
	return h
}

// Features are the features of the sentences from one to before another, sorted, each
// once, appended to a buffer.
func (t *Text) Features(from, to int, out []uint32) []uint32 {
	out = out[:0]
	tokens := t.of(from, to)
	for i := range tokens {
		x := &tokens[i]
		out = append(out, feature(kindWord, x.word))
		if x.joined {
			h := x.word
			for k := 1; k < 3 && i+k < len(tokens); k++ {
				y := &tokens[i+k]
				if !y.joined || y.at != tokens[i+k-1].end || y.sentence != x.sentence {
					break
				}
				h = mix(h, y.word)
				out = append(out, feature(kindRun, h))
			}
			continue
		}
		out = append(out, feature(kindStem, x.stem))
		out = append(out, t.grams[x.from:x.to]...)
		for k := 1; k <= nearTokens && i+k < len(tokens); k++ {
			y := &tokens[i+k]
			if y.joined {
				break
			}
			if k == 1 {
				out = append(out, feature(kindNext, x.stem, y.stem))
			}
			out = append(out, feature(kindNear, x.stem, y.stem))
		}
	}
	out = t.classes(from, to, out)
	slices.Sort(out)
	return slices.Compact(out)
}

func (t *Text) classes(from, to int, out []uint32) []uint32 {
	at := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].sentence >= from })
	end := at + sort.Search(len(t.marks)-at, func(i int) bool { return t.marks[at+i].sentence >= to })
	in := t.marks[at:min(end, at+mostMarks)]
	for i, a := range in {
		out = append(out, feature(kindClass, a.class))
		for _, b := range in[i+1:] {
			if b.class == a.class {
				continue
			}
			out = append(out, feature(kindBeside, min(a.class, b.class), max(a.class, b.class)))
		}
	}
	return out
}

// Sentences is how many sentences the text has.
func (t *Text) Sentences() int { return t.sentences }

// Part is where the sentences from one to before another stand in the text.
func (t *Text) Part(from, to int) (at, end int) {
	tokens := t.of(from, to)
	if len(tokens) == 0 {
		return 0, 0
	}
	return tokens[0].at, tokens[len(tokens)-1].end
}

// of are the tokens of the sentences from one to before another.
func (t *Text) of(from, to int) []token {
	at := sort.Search(len(t.tokens), func(i int) bool { return t.tokens[i].sentence >= from })
	end := at + sort.Search(len(t.tokens)-at, func(i int) bool { return t.tokens[at+i].sentence >= to })
	return t.tokens[at:end]
}
