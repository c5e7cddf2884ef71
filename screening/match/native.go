package match

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"github.com/mozillazg/go-unidecode"
)

//go:embed tables/native.txt
var nativeTable string

// tables are the immutable facts that folding needs.
type tables struct {
	latin     map[string]word
	latinFold map[rune]string
	lookalike map[rune]byte
	native    [other + 1]map[string][]sense // native word -> what it can mean
	longest   [other + 1]int                // in runes
	glyph     map[rune][]string             // Chinese character of a brand -> English words for it
	readings  map[rune][]string             // further readings of a character
	simple    map[rune]rune                 // traditional and Japanese characters -> simplified
	surname   map[rune]bool
	romanised map[string][]string // Chinese syllable -> other ways to write it
}

var loadTables = sync.OnceValue(func() *tables {
	t := &tables{latin: latinWords(), latinFold: makeLatinFold(), lookalike: makeLookalikes(), simple: makeSimplified(), surname: makeSurnames(), romanised: romanisations(), glyph: map[rune][]string{}, readings: furtherReadings()}
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
			from, to, _ := strings.Cut(f, "=")
			from = t.nativeKey(sc, from)
			t.native[sc][from] = moreSenses(t.native[sc][from], senses(to))
			t.longest[sc] = max(t.longest[sc], utf8.RuneCountInString(from))
		}
	}
	return t
})

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

func foldArabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ي', 'ى', 'ئ':
		return 'ی'
	case 'ك':
		return 'ک'
	case 'ة', 'ۀ', 'ە':
		return 'ه'
	case 'ؤ':
		return 'و'
	case 'ٹ':
		return 'ت'
	case 'ڈ':
		return 'د'
	case 'ڑ':
		return 'ر'
	case 'ں':
		return 'ن'
	case 'ے':
		return 'ی'
	case 'ہ', 'ھ', 'ۂ', 'ۃ':
		return 'ه'
	case 'ء', 0x200c, 0x0640:
		return 0
	}
	if r >= 0x0660 && r <= 0x0669 {
		return r - 0x0660 + '0'
	}
	if r >= 0x06f0 && r <= 0x06f9 {
		return r - 0x06f0 + '0'
	}
	return r
}

// maxRun bounds the letters that are read as one run.
const maxRun = 60

// native reads the run of letters of one script at the start of s and returns
// how many bytes it took.
func (f *folder) native(s string, sc script) int {
	f.run = f.run[:0]
	n := 0
	for n < len(s) && len(f.run) < maxRun {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		rs := scriptOf(r)
		if rs == common && dropped(r) {
			n += size
			continue
		}
		if rs != sc && !(r == 0x30fc && sc == kana) {
			break
		}
		if r == 'ة' && n+size < len(s) {
			if next, _ := utf8.DecodeRuneInString(s[n+size:]); scriptOf(next) == arabic {
				r = 'ت' // within a word it is heard
			}
		}
		if fr := f.table.foldRune(sc, r); fr != 0 {
			f.run = append(f.run, fr)
		}
		n += size
	}
	if sc == cyrillic || sc == greek || sc == other {
		// A word that goes on in Latin letters is a Latin word in disguise.
		if n < len(s) && (asciiKind[s[n]] == 'a' || asciiKind[s[n]] == '0' && n+1 < len(s) && asciiKind[s[n+1]] == 'a') && f.disguised() {
			return n
		}
	}
	if len(f.run) == 0 {
		return max(n, 1)
	}
	f.foreign = true
	switch sc {
	case han, kana, hangul:
		f.segment(sc)
	case cyrillic:
		f.cyrillicWord()
	case arabic:
		f.arabicWord()
	default:
		f.otherWord()
	}
	return n
}

// disguised puts a run of look-alikes into the Latin word that follows it.
func (f *folder) disguised() bool {
	for _, r := range f.run {
		if f.table.lookalike[r] == 0 {
			return false
		}
	}
	for _, r := range f.run {
		f.raw = append(f.raw, f.table.lookalike[r])
	}
	f.obf = true
	return true
}

// english adds the English words of a native word, each a slot of its own;
// other senses are alternatives of the first. also may add more.
func (f *folder) english(means []sense, from script, also func(s *slot)) {
	first := int8(-1)
	for i, w := range means[0] {
		if w == "-" || w == "" {
			continue
		}
		s := f.newSlot(plain, from)
		if s == nil {
			return
		}
		s.class = f.put1(s, w, 1)
		for _, m := range means[1:] {
			if len(m) == 1 && i == 0 || len(m) == len(means[0]) {
				f.put1(s, m[min(i, len(m)-1)], 0.98)
			}
		}
		if i > 0 {
			s.of = first
			continue
		}
		first = int8(len(f.slots) - 1)
		if also != nil {
			also(s)
		}
	}
}

// put1 adds one English word to the slot and returns its class.
func (f *folder) put1(s *slot, w string, sim float32) class {
	known, ok := f.table.latin[w]
	if !ok {
		known = word{canon: w}
	}
	off, end := f.putString(known.canon)
	s.add(off, end, sim)
	if s.rawEnd == 0 {
		s.rawOff, s.rawEnd = off, end
	}
	return known.class
}

// segment splits a run without spaces into known words and names of their own,
// which are kept as they are and read aloud.
func (f *folder) segment(sc script) {
	run := f.run
	first := len(f.slots)
	f.divide(sc)
	if sc == han && len(f.parts) == 1 && !f.parts[0].known && first == 0 && len(run) >= 2 && len(run) <= 4 && f.table.surname[run[0]] {
		f.ownName(sc, run[:1])
		f.ownName(sc, run[1:])
		return
	}
	for i := len(f.parts) - 1; i >= 0; i-- {
		p := f.parts[i]
		word := run[p.from:p.to]
		if !p.known {
			f.ownName(sc, word)
			continue
		}
		if sc == han {
			if n, size := hanNumber(word); size == len(word) {
				f.ordinal(n)
				continue
			}
		}
		f.english(f.table.native[sc][string(word)], sc, func(s *slot) {
			if s.class != legal && s.class != stop && len(word) <= 4 && (s.class == plain || sc == han) {
				f.aloud(s, sc, word, 0.9)
			}
		})
	}
}

// part is a piece of a run: a word of the tables, or a name of its own.
type part struct {
	from, to int
	known    bool
}

// way is the cheapest division of a run up to one place, ending in a known word
// or in a name of its own, and where that last piece begins.
type way struct {
	known, own         float32
	knownFrom, ownFrom int
}

// Known words are cheap, most of all few and long ones; what is left over should
// be of a name's length.
const (
	knownCost  = 1.0
	singleCost = 1.1 // a known word of one character
	never      = 1e9
)

func ownCost(n int) float32 {
	if n == 1 {
		return 1.5
	}
	return 0.1 + 0.95*float32(n)
}

// divide finds the pieces of the run, last first.
func (f *folder) divide(sc script) {
	run, known, longest := f.run, f.table.native[sc], f.table.longest[sc]
	ways := append(f.ways[:0], way{own: never})
	for range run {
		ways = append(ways, way{known: never, own: never})
	}
	var key [64]byte
	for i := range run {
		here := min(ways[i].known, ways[i].own)
		reach := func(to int, cost float32) {
			if w := &ways[to]; here+cost <= w.known {
				w.known, w.knownFrom = here+cost, i
			}
		}
		if sc == han {
			if _, size := hanNumber(run[i:]); size > 0 {
				reach(i+size, knownCost)
			}
		}
		b := key[:0]
		for n := 1; n <= min(longest, len(run)-i) && len(b) < len(key)-4; n++ {
			b = utf8.AppendRune(b, run[i+n-1])
			if _, ok := known[string(b)]; ok && n > 1 {
				reach(i+n, knownCost)
			}
		}
		for n := 1; i+n <= len(run); n++ {
			cost := ownCost(n)
			if n == 1 {
				if _, ok := known[string(run[i:i+1])]; ok {
					cost = singleCost
				}
			}
			if w := &ways[i+n]; ways[i].known+cost < w.own {
				w.own, w.ownFrom = ways[i].known+cost, i
			}
		}
	}
	f.ways = ways
	f.parts = f.parts[:0]
	own := ways[len(run)].own < ways[len(run)].known
	for at := len(run); at > 0; {
		p := part{ways[at].knownFrom, at, true}
		if own {
			p = part{ways[at].ownFrom, at, false}
		}
		f.parts = append(f.parts, p)
		at = p.from
		own = p.known && ways[at].own < ways[at].known // names of their own do not touch
	}
}

// ownName makes a slot of native letters that no table knows: the native
// spelling itself, and its reading in Latin letters.
func (f *folder) ownName(sc script, run []rune) {
	if len(run) == 0 {
		return
	}
	if sc == han && len(run) >= 2 {
		if w := hanTail[run[len(run)-1]]; w != "" {
			f.ownName(sc, run[:len(run)-1])
			f.english([]sense{{w}}, sc, nil)
			return
		}
		if len(run) >= 4 {
			// Names are mostly of two characters; neighbours are joined again when looked up.
			f.ownName(sc, run[:2])
			f.ownName(sc, run[2:])
			return
		}
	}
	if len(run) == 1 {
		if means, ok := f.table.native[sc][string(run)]; ok {
			f.english(means, sc, func(s *slot) { f.aloud(s, sc, run, 0.9) })
			return
		}
	}
	s := f.newSlot(plain, sc)
	if s == nil {
		return
	}
	off := int32(len(f.buf))
	for _, r := range run {
		f.buf = utf8.AppendRune(f.buf, r)
	}
	s.add(off, int32(len(f.buf)), 1)
	s.alts[0].native = true
	f.aloud(s, sc, run, 0.96)
	s.rawOff, s.rawEnd = s.alts[1].off, s.alts[1].end
}

// hanTail are characters that end a word of their own: what is made or who sits there.
var hanTail = map[rune]string{
	'业': "industry", '厂': "factory", '局': "bureau", '部': "department", '院': "institute", '所': "institute", '会': "association", '站': "station",
	'室': "laboratory", '处': "office", '城': "city", '港': "port", '网': "network", '社': "agency", '店': "store", '厅': "department", '学': "scientific",
}

// aloud adds the reading of native letters in Latin ones.
func (f *folder) aloud(s *slot, sc script, run []rune, sim float32) {
	off := int32(len(f.buf))
	switch sc {
	case han:
		for _, r := range run {
			f.buf = append(f.buf, f.pinyin(r)...)
		}
		s.add(off, int32(len(f.buf)), sim)
		for i, r := range run {
			for _, p := range f.table.readings[r] {
				off := int32(len(f.buf))
				for k, o := range run {
					if k == i {
						f.buf = append(f.buf, p...)
					} else {
						f.buf = append(f.buf, f.pinyin(o)...)
					}
				}
				s.add(off, int32(len(f.buf)), sim*0.98)
			}
		}
		return
	case kana:
		f.buf = appendRomaji(f.buf, run)
	case hangul:
		f.buf = appendHangul(f.buf, run)
	}
	s.add(off, int32(len(f.buf)), sim)
}

func (f *folder) pinyin(r rune) string {
	if p, ok := f.readings[r]; ok {
		return p
	}
	p := readHan(r)
	if f.readings == nil {
		f.readings = map[rune]string{}
	}
	f.readings[r] = p
	return p
}

// readHan is the usual reading of a character, without its tone.
func readHan(r rune) string {
	if l := pinyin.SinglePinyin(r, pinyin.NewArgs()); len(l) > 0 {
		return strings.ReplaceAll(l[0], "ü", "u")
	}
	return asciiLetters(unidecode.Unidecode(string(r)))
}

func asciiLetters(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if k := asciiKind[s[i]]; k == 'a' {
			b.WriteByte(s[i] | 0x20)
		} else if k == '0' {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// cyrillicWord translates a word by its stem and writes it in Latin letters.
func (f *folder) cyrillicWord() {
	run := f.run
	known := f.table.native[cyrillic]
	var key [128]byte
	var hit []sense
	for n := min(len(run), f.table.longest[cyrillic]); n >= 1; n-- {
		if len(run)-n > 4 || (n < 4 && n != len(run)) {
			continue
		}
		b := key[:0]
		for _, r := range run[:n] {
			b = utf8.AppendRune(b, r)
		}
		if w, ok := known[string(b)]; ok {
			hit = w
			break
		}
	}
	letters := func(s *slot, sim float32) {
		off := int32(len(f.buf))
		f.buf = appendCyrillic(f.buf, run)
		end := int32(len(f.buf))
		if w, ok := f.table.latin[string(f.buf[off:end])]; ok && hit == nil {
			s.class = w.class
			f.buf = append(f.buf[:off], w.canon...)
			end = int32(len(f.buf))
		}
		s.add(off, end, sim)
		if s.rawEnd == 0 {
			s.rawOff, s.rawEnd = off, end
		}
	}
	if hit != nil {
		f.english(hit, cyrillic, func(s *slot) { letters(s, 0.95) })
		return
	}
	s := f.newSlot(plain, cyrillic)
	if s == nil {
		return
	}
	letters(s, 0.98)
	f.drawnAlike(s, run)
}

// drawnAlike adds the Latin word that a word of another script looks like, when
// every letter has its double: a whole word may be disguised.
func (f *folder) drawnAlike(s *slot, run []rune) {
	off := int32(len(f.buf))
	for _, r := range run {
		l := f.table.lookalike[r]
		if l == 0 {
			f.buf = f.buf[:off]
			return
		}
		f.buf = append(f.buf, l)
	}
	s.add(off, int32(len(f.buf)), 0.9)
}

// otherWord reads a word of any other script aloud.
func (f *folder) otherWord() {
	s := f.newSlot(plain, other)
	if s == nil {
		return
	}
	off := int32(len(f.buf))
	for _, r := range f.run {
		f.buf = append(f.buf, asciiLetters(unidecode.Unidecode(string(r)))...)
	}
	s.add(off, int32(len(f.buf)), 0.96)
	s.rawOff, s.rawEnd = off, int32(len(f.buf))
	f.drawnAlike(s, f.run)
}

// arabicWord translates a word, with or without its article, and else keeps it
// with the consonants that its letters can stand for.
func (f *folder) arabicWord() {
	known := f.table.native[arabic]
	run := f.run
	bare := run
	if len(bare) > 4 && bare[0] == 'ا' && bare[1] == 'ل' {
		bare = bare[2:]
	}
	for _, form := range arabicForms(run) {
		if w, ok := known[form]; ok {
			f.english(w, arabic, func(s *slot) {
				if s.class != legal && s.class != stop && s.class != place && len(bare) >= 3 {
					off := int32(len(f.buf))
					f.buf, _ = appendArabic(f.buf, bare, arabicReading{})
					s.add(off, int32(len(f.buf)), 0.85)
				}
			})
			return
		}
	}
	s := f.newSlot(plain, arabic)
	if s == nil {
		return
	}
	off := int32(len(f.buf))
	for _, r := range bare {
		f.buf = utf8.AppendRune(f.buf, r)
	}
	s.add(off, int32(len(f.buf)), 1)
	s.alts[0].native = true
	for i, reading := range arabicReadings {
		off := int32(len(f.buf))
		var differs bool
		f.buf, differs = appendArabic(f.buf, bare, reading)
		if i > 0 && !differs {
			f.buf = f.buf[:off]
			continue
		}
		s.add(off, int32(len(f.buf)), 0.9)
		if s.rawEnd == 0 {
			s.rawOff, s.rawEnd = off, int32(len(f.buf))
		}
	}
	if len(bare) < len(run) {
		// What looks like the article may be the beginning of the name: Alborz.
		off := int32(len(f.buf))
		f.buf, _ = appendArabic(f.buf, run, arabicReading{})
		s.add(off, int32(len(f.buf)), 0.88)
	}
}

// arabicForms are the word as written and without article, conjunction and the
// commonest endings.
func arabicForms(run []rune) []string {
	out := []string{string(run)}
	cut := func(r []rune) {
		if len(r) >= 2 {
			out = append(out, string(r))
		}
	}
	r := run
	if len(r) > 3 && r[0] == 'و' && r[1] == 'ا' && r[2] == 'ل' {
		r = r[1:]
	}
	if len(r) > 4 && r[0] == 'ل' && r[1] == 'ل' {
		r = r[2:]
		cut(r)
	}
	if len(r) > 3 && r[0] == 'ا' && r[1] == 'ل' {
		r = r[2:]
		cut(r)
	} else if len(r) > 4 && (r[0] == 'و' || r[0] == 'ب' || r[0] == 'ل') {
		cut(r[1:])
	}
	if n := len(r); n > 5 && r[n-1] == 'ه' && r[n-2] == 'ی' {
		cut(r[:n-2])
	}
	if n := len(r); n > 5 && r[n-2] == 'ا' && r[n-1] == 'ت' {
		cut(r[:n-2])
	}
	if n := len(r); n > 4 && r[n-2] == 'ه' && r[n-1] == 'ا' {
		cut(r[:n-2])
	}
	if n := len(r); n > 5 && r[n-3] == 'ه' && r[n-2] == 'ا' && r[n-1] == 'ی' {
		cut(r[:n-3])
	}
	if n := len(r); n > 3 && (r[n-1] == 'ی' || r[n-1] == 'ه') {
		cut(r[:n-1])
	}
	return out
}
