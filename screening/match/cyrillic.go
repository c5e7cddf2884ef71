package match

import (
	"slices"
	"unicode/utf8"
)

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
		f.english(hit, cyrillic, run, func(s *slot) { letters(s, 0.95) })
		return
	}
	s := f.newSlot(plain, cyrillic)
	if s == nil {
		return
	}
	f.writtenAs(s, run)
	letters(s, 0.98)
	f.breathed(s, run)
	f.ofPlace(s, run)
	f.drawnAlike(s, run)
}

// breathed adds the reading of a word with g as h: Ukrainian and Belarusian say it
// so, and Russian writes the h of other tongues with it.
func (f *folder) breathed(s *slot, run []rune) {
	if !slices.Contains(run, 'г') {
		return
	}
	off := int32(len(f.buf))
	for _, r := range run {
		if r == 'г' {
			f.buf = append(f.buf, 'h')
		} else {
			f.buf = appendCyrillic(f.buf, []rune{r})
		}
	}
	s.add(off, int32(len(f.buf)), 0.93)
}

// ofPlace adds the place that an adjective is made of: the plant of Kovrov is the
// Kovrovskiy one, that of Omsk the Omskiy.
func (f *folder) ofPlace(s *slot, run []rune) {
	n := len(run)
	end := n
	for end > n-4 && end > 3 && !(run[end-2] == 'с' && run[end-1] == 'к') {
		end--
	}
	if end == n || end < 5 || run[end-1] != 'к' || run[end-2] != 'с' {
		return
	}
	off := int32(len(f.buf))
	f.buf = appendCyrillic(f.buf, run[:end-2])
	s.add(off, int32(len(f.buf)), 0.9)
	off = int32(len(f.buf))
	f.buf = appendCyrillic(f.buf, run[:end])
	s.add(off, int32(len(f.buf)), 0.88)
}

var cyrillicLatin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch",
	'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u", 'ј': "j", 'љ': "lj",
	'ҳ': "h", 'ҷ': "j", 'җ': "j", 'ӣ': "i", 'ӯ': "u", 'ҙ': "z", 'ҫ': "s", 'ҡ': "q", 'ѓ': "g", 'ќ': "k", 'ѕ': "dz", 'ѝ': "i", 'њ': "nj", 'ћ': "c", 'ђ': "dj", 'џ': "dz", 'қ': "q", 'ғ': "gh", 'ң': "ng", 'ү': "u", 'ұ': "u", 'һ': "h", 'ә': "a", 'ө': "o",
}

func appendCyrillic(b []byte, run []rune) []byte {
	for _, r := range run {
		if r < 128 {
			b = append(b, byte(r))
			continue
		}
		b = append(b, cyrillicLatin[r]...)
	}
	return b
}
