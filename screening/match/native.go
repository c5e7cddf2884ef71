package match

import (
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/unicode/norm"
)

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
		f.tied = r == 'ة'
		if sc == arabic && r >= 0xfb50 {
			for _, plain := range norm.NFKC.String(string(r)) { // a letter as it is drawn within a word
				if fr := foldArabic(plain); fr != 0 && plain != ' ' {
					f.run = append(f.run, fr)
				}
			}
		} else if fr := f.table.foldRune(sc, r); fr != 0 {
			f.run = append(f.run, fr)
		}
		n += size
	}
	if sc == cyrillic || sc == greek || sc == other {
		// A word that goes on in Latin letters is a Latin word in disguise.
		if f.latinFollows(s[n:]) && f.disguised() {
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

// latinFollows reports a word that goes on in Latin letters, be it after figures
// and more look-alikes.
func (f *folder) latinFollows(s string) bool {
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf && asciiKind[r] == 'a':
			return true
		case r < utf8.RuneSelf && asciiKind[r] == '0', i > 0 && f.table.lookalike[r] != 0:
		default:
			return false
		}
	}
	return false
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

// english adds the English words of a native word, written as the run, each a slot of its own;
// other senses are alternatives of the first. also may add more.
func (f *folder) english(means []sense, from script, run []rune, also func(s *slot)) {
	first := int8(-1)
	for i, w := range means[0] {
		if w == "-" || w == "" {
			continue
		}
		s := f.newSlot(plain, from)
		if s == nil {
			return
		}
		f.writtenAs(s, run)
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
