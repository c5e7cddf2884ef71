package match

import (
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"redflag/screening/legalform"
)

// maxTokens bounds the words that are read at once, and maxText the bytes, so that
// a page pasted into a name field takes bounded time.
const (
	maxTokens = 64
	maxText   = 1024
)

// script of a letter, as far as the matcher tells them apart.
type script uint8

const (
	common script = iota
	latin
	cyrillic
	greek
	arabic
	han
	kana
	hangul
	other
)

// alt is one way to read a slot of a text: the folded form and how sure it is.
type alt struct {
	off, end uint16
	native   bool // the native spelling itself
	sim      float32
}

// slot is one word of a text with the ways to read it.
type slot struct {
	alts           [9]alt
	n              int8
	class          class
	paren          bool      // stands within parentheses
	leet           bool      // was written with look-alike characters
	seg            uint8     // which part of the text, between commas and the like
	rawOff, rawEnd int32     // as written, before the lexicon
	parent         int8      // of a piece of a longer word: that word's slot; else -1
	written        [2]uint16 // in native letters, as it stands in the text: from and to; none of Latin words
	of             int8      // of a further word of a translation: the slot of its first; else -1
	from           script
}

// folder folds texts to slots. Its buffers are reused.
type folder struct {
	buf      []byte
	slots    []slot
	run      []rune          // of native letters
	tied     bool            // the run ends in the letter that is a or at
	ways     []way           // to divide the run
	parts    []part          // of the run
	raw      []byte          // of the word being read, in Latin letters
	unread   int             // where the text goes on that was not read; 0 it was read whole
	full     bool            // no more words fit
	obf      bool            // look-alike characters stand in it
	foreign  bool            // native letters stand in it
	family   bool            // it begins with a family name in Chinese or Korean characters, each of its own slot
	depth    int             // of parentheses
	seg      uint8           // parts begun
	parted   bool            // a comma or the like stands before the next word
	prev     script          // of the previous word
	readings map[rune]string // of characters, once looked up
	table    *tables
}

func (f *folder) reset() {
	f.buf, f.slots, f.full = f.buf[:0], f.slots[:0], false
	f.unread, f.obf, f.foreign, f.family, f.depth, f.prev, f.seg, f.parted = 0, false, false, false, 0, common, 0, false
}

// text is the folded form of an alternative.
func (f *folder) text(a *alt) []byte { return f.buf[a.off:a.end] }

// fold reads s into slots.
func (f *folder) fold(s string) {
	f.reset()
	if len(s) > maxText {
		s, f.unread = s[:maxText], maxText
	}
	s = together(s)
	f.raw = f.raw[:0]
	mixed := false // the word holds look-alikes of another script
	digits := 0
	flush := func() {
		if len(f.raw) > 0 {
			f.latinWord(mixed, digits)
		}
		f.raw, mixed, digits = f.raw[:0], false, 0
	}
	begin := 0 // of what is read at the moment
	for i := 0; i < len(s); {
		if f.full {
			f.unread = max(begin, 1)
			return
		}
		begin = i
		c := s[i]
		if c == 0x1b {
			flush()
			i += escape(s[i:])
			continue
		}
		if c < utf8.RuneSelf {
			k := asciiKind[c]
			switch {
			case k == 'a':
				f.raw = append(f.raw, c|0x20)
			case k == '0':
				f.raw = append(f.raw, c)
				digits++
			case k == '\'':
			case c == '.' && f.joinsInitial(s, i):
			case c == '.' && len(f.raw) > 2 && f.formBegun(s, i) > 0:
				form := s[i-1 : i+f.formBegun(s, i)]
				f.raw = f.raw[:len(f.raw)-1]
				flush()
				for k := 0; k < len(form); k += 2 {
					f.raw = append(f.raw, form[k]|0x20)
				}
				i += len(form) - 1
				continue
			case leetSign(c) != 0 && f.letterAfter(s, i) && len(f.raw) > 0:
				f.raw = append(f.raw, leetSign(c))
				mixed = true
			case c == '/' && f.shorthand(s[i+1:]):
				i++ // its second letter
			default:
				flush()
				f.paren(c)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if folded, ok := f.table.latinFold[r]; ok {
			if r > 0x2fff {
				// full-width and mathematical letters
				if folded[0] >= '0' && folded[0] <= '9' {
					digits++
				} else if asciiKind[folded[0]] != 'a' {
					flush()
					i += size
					continue
				}
			}
			f.raw = append(f.raw, folded...)
			i += size
			continue
		}
		sc := scriptOf(r)
		switch {
		case sc == common:
			if !dropped(r) {
				flush()
				f.sign(r)
			}
			i += size
			continue
		case len(f.raw) > digits && (sc == cyrillic || sc == greek || sc == other):
			if l := f.table.lookalike[r]; l != 0 {
				f.raw = append(f.raw, l)
				mixed = true
				i += size
				continue
			}
		}
		flush()
		i += f.native(s[i:], sc)
	}
	flush()
	f.settleForms()
}

// escape is the length of the terminal control sequence that s begins with.
func escape(s string) int {
	if len(s) < 2 || s[1] != '[' {
		return 1
	}
	for i := 2; i < len(s); i++ {
		if s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
	}
	return len(s)
}

// settleForms takes short words for forms of company only at the edges of a
// name: "SC" within one is a word like another.
func (f *folder) settleForms() {
	n := len(f.slots)
	end := n
	for end > 0 && (f.slots[end-1].class != plain && f.slots[end-1].class != generic || f.slots[end-1].paren) {
		end--
	}
	start := 0
	for start < n && (f.slots[start].class == legal || f.slots[start].class == stop) {
		start++
	}
	for i := start; i < end; i++ {
		sl := &f.slots[i]
		if sl.class == legal && sl.from == latin && sl.rawEnd-sl.rawOff <= 3 && !legalform.Sure(f.buf[sl.rawOff:sl.rawEnd]) {
			if i+1 < n && f.slots[i+1].class == legal {
				continue
			}
			sl.class = plain
		}
	}
}

// shorthand drops "M/s" before a name, and takes what follows "c/o" for another
// part of the field. rest is what stands after the stroke.
func (f *folder) shorthand(rest string) bool {
	if len(f.raw) != 1 || len(rest) < 2 || rest[1] != ' ' && rest[1] != '.' {
		return false
	}
	switch string(f.raw) + string(rest[0]|0x20) {
	case "ms":
	case "co":
		f.parted = true
	default:
		return false
	}
	f.raw = f.raw[:0]
	return true
}

// label takes the words before a colon for the name of the field, where they are.
func (f *folder) label() {
	for i := len(f.slots) - 1; i >= 0; i-- {
		s := &f.slots[i]
		if s.seg != f.seg || s.from != latin || s.class != stop && !fieldName[string(f.buf[s.rawOff:s.rawEnd])] {
			return
		}
		s.class = stop
	}
}

// fieldName are the words that name a field of a form, where a colon follows.
var fieldName = map[string]bool{
	"notify": true, "deliver": true, "delivery": true, "ship": true, "shipped": true, "bill": true, "billed": true, "sold": true, "consignee": true, "consignor": true,
	"shipper": true, "exporter": true, "importer": true, "buyer": true, "seller": true, "purchaser": true, "end": true, "user": true, "customer": true, "client": true,
	"party": true, "account": true, "attn": true, "attention": true, "ultimate": true, "intermediate": true, "name": true, "company": true, "vendor": true, "supplier": true,
}

func (f *folder) paren(c byte) {
	if c == ':' {
		f.label()
	}
	switch c {
	case '(', '[':
		f.depth++
	case ')', ']':
		f.depth = max(0, f.depth-1)
	case ',', ';', ':', '|', '\n', '\t':
		f.parted = true
	}
}

// sign reads a sign of another script: brackets and squared company marks.
func (f *folder) sign(r rune) {
	switch r {
	case '（':
		f.paren('(')
	case '）':
		f.paren(')')
	case '，', '；', '、', '：', '؛', '،':
		f.parted = true
	case '㈱', '㈲', '㍿':
		if s := f.newSlot(legal, kana); s != nil {
			off, end := f.putString("kk")
			s.add(off, end, 1)
		}
	}
}

// joinsInitial reports whether the full stop at i stands within initials: "S.A."
// is one word, "Co.Ltd" is two.
func (f *folder) joinsInitial(s string, i int) bool {
	if i == 0 || i+1 >= len(s) || asciiKind[s[i-1]] != 'a' || (i >= 2 && asciiKind[s[i-2]] == 'a') {
		return false
	}
	return asciiKind[s[i+1]] == 'a' && (i+2 >= len(s) || asciiKind[s[i+2]] != 'a')
}

// formBegun reports a form of company in single letters that runs on from the word
// before it, as in "KarstS.A.", and how many bytes from the full stop at i it takes.
func (f *folder) formBegun(s string, i int) int {
	form := [4]byte{s[i-1] | 0x20}
	n, end := 1, i
	for n < len(form) && end+1 < len(s) && s[end] == '.' && asciiKind[s[end+1]] == 'a' && (end+2 == len(s) || asciiKind[s[end+2]] != 'a') {
		form[n] = s[end+1] | 0x20
		n, end = n+1, end+2
	}
	if w, ok := f.table.latin[string(form[:n])]; n == 1 || !ok || w.class != legal {
		return 0
	}
	return end - i
}

func (f *folder) letterAfter(s string, i int) bool {
	return i+1 < len(s) && asciiKind[s[i+1]] == 'a'
}

// leetSign is the letter that a sign within a word stands for, or 0.
func leetSign(c byte) byte {
	switch c {
	case '@':
		return 'a'
	case '$':
		return 's'
	case '!', '|':
		return 'i'
	}
	return 0
}

// asciiKind is 'a' for a letter, '0' for a digit, an apostrophe for what joins.
var asciiKind = func() (k [256]byte) {
	for c := range k {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			k[c] = 'a'
		case c >= '0' && c <= '9':
			k[c] = '0'
		case c == '\'' || c == '`':
			k[c] = '\''
		}
	}
	return k
}()

// dropped reports runes that join rather than part: marks, joiners, direction
// signs, typographic apostrophes.
func dropped(r rune) bool {
	switch {
	case r >= 0x2018 && r <= 0x201b, r == 0x02bc, r == 0x02b9, r == 0x02bb, r == 0x00b4, r == 0x2032, r == 0x0640:
		return true
	case r == 0x00ad, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff:
		return true
	}
	return unicode.Is(unicode.Mn, r)
}

func scriptOf(r rune) script {
	switch {
	case r >= 0x0370 && r < 0x0400:
		return greek
	case r >= 0x0400 && r < 0x0530:
		return cyrillic
	case r >= 0x0600 && r < 0x0780, r >= 0xfb50 && r < 0xfe00, r >= 0xfe70 && r < 0xff00:
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return common
		}
		return arabic
	case r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fa, r == 0x30fc, r >= 0xff66 && r <= 0xff9d:
		return kana
	case r >= 0x3400 && r < 0xa000, r >= 0xf900 && r < 0xfb00, r >= 0x20000 && r < 0x32000, r == 0x3005, r == 0x3007, r == 0x25cb:
		return han
	case r >= 0xac00 && r < 0xd7a4, r >= 0x1100 && r < 0x1200, r >= 0x3130 && r < 0x3190:
		return hangul
	case unicode.IsLetter(r):
		return other
	case unicode.IsDigit(r):
		return other
	}
	return common
}

// put appends folded text to the buffer.
func (f *folder) put(b []byte) (off, end int32) {
	off = int32(len(f.buf))
	f.buf = append(f.buf, b...)
	return off, int32(len(f.buf))
}

func (f *folder) putString(s string) (off, end int32) {
	off = int32(len(f.buf))
	f.buf = append(f.buf, s...)
	return off, int32(len(f.buf))
}

// newSlot adds a slot and returns it, or nil when the text has too many words.
func (f *folder) newSlot(c class, from script) *slot {
	if len(f.slots) == maxTokens {
		f.full = true
		return nil
	}
	if f.parted && c != legal {
		f.seg++
	}
	f.parted = c == legal
	f.slots = append(f.slots, slot{class: c, paren: f.depth > 0, from: from, seg: f.seg, parent: -1, of: -1})
	f.prev = from
	return &f.slots[len(f.slots)-1]
}

func (s *slot) add(off, end int32, sim float32) {
	if int(s.n) < len(s.alts) && end > off && end <= math.MaxUint16 {
		s.alts[s.n] = alt{off: uint16(off), end: uint16(end), sim: sim}
		s.n++
	}
}

// writtenAs keeps a word as it stands in the text, to be told to people.
func (f *folder) writtenAs(s *slot, run []rune) {
	off := len(f.buf)
	for _, r := range run {
		f.buf = utf8.AppendRune(f.buf, r)
	}
	if len(f.buf) <= math.MaxUint16 {
		s.written = [2]uint16{uint16(off), uint16(len(f.buf))}
	}
}

// latinWord makes a slot of the word in f.raw.
func (f *folder) latinWord(mixed bool, digits int) {
	if len(f.raw) > 64 {
		f.raw = f.raw[:64]
	}
	if string(f.raw) == "hk" || string(f.raw) == "hongkong" {
		for _, w := range [...]string{"hong", "kong"} {
			if s := f.newSlot(place, latin); s != nil {
				s.rawOff, s.rawEnd = f.putString(w)
				s.add(s.rawOff, s.rawEnd, 1)
			}
		}
		return
	}
	if w, ok := f.table.latin[string(f.raw)]; ok {
		if s := f.newSlot(w.class, latin); s != nil {
			s.rawOff, s.rawEnd = f.put(f.raw)
			off, end := s.rawOff, s.rawEnd
			if w.canon != string(f.raw) {
				off, end = f.putString(w.canon)
			}
			s.add(off, end, 1)
			s.leet = mixed
		}
		f.obf = f.obf || mixed
		return
	}
	s := f.newSlot(plain, latin)
	if s == nil {
		return
	}
	off, end := f.put(f.raw)
	s.rawOff, s.rawEnd = off, end
	if mixed {
		s.leet, f.obf = true, true
	}
	if digits > 0 && ordinal(f.raw) {
		f.numbers(s, off, end)
		return
	}
	if letters := len(f.raw) - digits; digits > 0 && letters >= 2 && letters >= digits && !ordinal(f.raw) {
		f.leet(s, off, end)
		return
	}
	s.add(off, end, 1)
}

// numbers gives an ordinal both ways to write it: 30th and 30.
func (f *folder) numbers(s *slot, off, end int32) {
	s.add(off, end, 1)
	start, bare := f.put(f.buf[off : end-2])
	s.add(start, bare, 0.97)
}

// ordinal reports a number with the tail of an ordinal or a unit: 27th, 2nd.
func ordinal(b []byte) bool {
	i := 0
	for i < len(b) && b[i] >= '0' && b[i] <= '9' {
		i++
	}
	tail := string(b[i:])
	return i > 0 && (tail == "th" || tail == "st" || tail == "nd" || tail == "rd")
}

// leet gives a word of letters and digits both readings: as it stands, and with
// the digits read as the letters that they look like.
func (f *folder) leet(s *slot, off, end int32) {
	s.add(off, end, 1)
	for _, one := range []byte{'l', 'i'} {
		start, had := int32(len(f.buf)), false
		for _, c := range f.buf[off:end] {
			if c == '1' {
				had = true
				c = one
			} else if c >= '0' && c <= '9' {
				c = leetDigit[c-'0']
			}
			f.buf = append(f.buf, c)
		}
		if w, ok := f.table.latin[string(f.buf[start:])]; ok {
			f.buf = append(f.buf[:start], w.canon...)
			if !numbered(f.buf[off:end]) {
				s.class = w.class
			}
		}
		s.add(start, int32(len(f.buf)), 0.97)
		if !had {
			break
		}
	}
	s.leet = true
}

// numbered reports a word with a number at its end, more likely a number than letters.
func numbered(w []byte) bool {
	i := len(w)
	for i > 0 && asciiKind[w[i-1]] == '0' {
		i--
	}
	return i < len(w) && wordOnly(w[:i])
}

var leetDigit = [10]byte{'o', 'l', 'z', 'e', 'a', 's', 'g', 't', 'b', 'g'}

// latinFold maps a letter with marks, a full-width or a mathematical one to its
// plain lower-case letters.
func makeLatinFold() map[rune]string {
	m := map[rune]string{
		'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'ø': "o", 'Ø': "o", 'đ': "d", 'Đ': "d", 'ł': "l", 'Ł': "l", 'ı': "i",
		'þ': "th", 'Þ': "th", 'œ': "oe", 'Œ': "oe", 'ð': "d", 'Ð': "d", 'ə': "a", 'Ə': "a", 'ħ': "h", 'ŧ': "t", 'ŋ': "ng", 'ʼ': "",
	}
	add := func(lo, hi rune) {
		for r := lo; r <= hi; r++ {
			if _, have := m[r]; have {
				continue
			}
			out := ""
			for _, d := range norm.NFKD.String(string(r)) {
				if d < 128 && (asciiKind[d] == 'a' || asciiKind[d] == '0') {
					out += string(unicode.ToLower(d))
				} else if !unicode.Is(unicode.Mn, d) {
					out = ""
					break
				}
			}
			if out != "" {
				m[r] = out
			}
		}
	}
	add(0x00c0, 0x024f)
	add(0x1e00, 0x1eff)
	add(0x2070, 0x209c)
	add(0x2100, 0x214f)
	add(0x2460, 0x24ff)
	add(0xfb00, 0xfb06)
	add(0xff10, 0xff5a)
	add(0x1d400, 0x1d7ff)
	return m
}

// lookalikes maps letters of other scripts to the Latin letters that they are
// drawn like.
func makeLookalikes() map[rune]byte {
	m := map[rune]byte{}
	pair := func(from, to string) {
		i := 0
		for _, r := range from {
			m[r] = to[i]
			i++
		}
	}
	pair("аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅԁһҺԛԝґёЁїЇгпиѵбьзЗлд", "aabbeekkmmhhooppccttyyxxiijjssdhhqwreeiirnuvbbeeln")
	pair("αΑβΒεΕζΖηΗιΙκΚλμΜνΝοΟρΡτΤυΥχΧγσΣϲωάέίόύ", "aabbeezznhiikklumvnoopptuuyxxysscwaeiou")
	pair("ՕօՏսհոցյԼաеſɑɡɩʀɴᴀᴇᴏᴜ", "oosuhnqjlaesagirnaeou")
	return m
}
