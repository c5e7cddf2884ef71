package match

import "strings"

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
	case 'ؤ', 'ۆ', 'ۇ', 'ۈ', 'ۋ', 'ڤ':
		return 'و'
	case 'ێ', 'ې', 'ۍ', 'ۑ':
		return 'ی'
	case 'ڵ':
		return 'ل'
	case 'ڕ', 'ړ':
		return 'ر'
	case 'ټ':
		return 'ت'
	case 'ډ':
		return 'د'
	case 'ڼ':
		return 'ن'
	case 'ښ':
		return 'ش'
	case 'ږ':
		return 'ژ'
	case 'ځ', 'څ':
		return 'ز'
	case 'ګ', 'ڭ':
		return 'گ'
	case 'ڪ':
		return 'ک'
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

// arabicWord translates a word, with or without its article, and else keeps it
// with the consonants that its letters can stand for.
func (f *folder) arabicWord() {
	known := f.table.native[arabic]
	run := f.run
	bare := withoutArticle(run)
	for _, form := range arabicForms(run) {
		if w, ok := known[form]; ok {
			f.english(w, arabic, run, func(s *slot) {
				if s.class != legal && s.class != stop && (s.class != place || run[len(run)-1] == 'ی') && len(bare) >= 3 {
					off := int32(len(f.buf))
					f.buf = appendArabic(f.buf, bare, arabicReading{})
					s.add(off, int32(len(f.buf)), 0.85)
				}
			})
			return
		}
	}
	s := f.asWritten(arabic, bare)
	if s == nil {
		return
	}
	for _, reading := range arabicReadings {
		off := int32(len(f.buf))
		f.buf = appendArabic(f.buf, bare, reading)
		if f.reads(s, f.buf[off:]) {
			f.buf = f.buf[:off]
			continue
		}
		s.add(off, int32(len(f.buf)), 0.9)
		if s.rawEnd == 0 {
			s.rawOff, s.rawEnd = off, int32(len(f.buf))
		}
	}
	if n := len(bare); f.tied && n > 2 {
		// "Asbat al-Ansar": the ending is heard before another word.
		off := int32(len(f.buf))
		f.buf = appendArabic(f.buf, bare[:n-1], arabicReading{})
		f.buf = append(f.buf, "at"...)
		s.add(off, int32(len(f.buf)), 0.9)
	}
	if len(bare) < len(run) {
		// What looks like the article may be the beginning of the name: Alborz.
		off := int32(len(f.buf))
		f.buf = appendArabic(f.buf, run, arabicReading{})
		s.add(off, int32(len(f.buf)), 0.88)
	}
}

// reads reports that a slot has this reading.
func (f *folder) reads(s *slot, text []byte) bool {
	for k := range s.n {
		if string(f.text(&s.alts[k])) == string(text) {
			return true
		}
	}
	return false
}

// withoutArticle drops the article before a word, be it after "and" or "for".
func withoutArticle(run []rune) []rune {
	for _, with := range [...]string{"ال", "وال", "لل", "بال"} {
		if rest := len(run) - len([]rune(with)); rest > 2 && string(run[:len(run)-rest]) == with {
			return run[len(run)-rest:]
		}
	}
	return run
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

var arabicLatin = map[rune]string{
	'ا': "a", 'ب': "b", 'پ': "p", 'ت': "t", 'ث': "s", 'ج': "j", 'چ': "ch", 'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "z", 'ر': "r", 'ز': "z", 'ژ': "zh",
	'س': "s", 'ش': "sh", 'ص': "s", 'ض': "z", 'ط': "t", 'ظ': "z", 'ع': "a", 'غ': "gh", 'ف': "f", 'ق': "q", 'ک': "k", 'گ': "g", 'ل': "l", 'م': "m",
	'ن': "n", 'ه': "h", 'و': "u", 'ی': "i",
}

// arabicReading is a way to read the letters that are read in more than one.
type arabicReading struct {
	consonants bool // waw and ya within the word are v and y
	deep       bool // qaf is gh, as in Persian
	arab       bool // dad and zah are d, tha th and dhal dh, as in Arabic
	nile       bool // jim is g, as in Egypt
	loan       bool // ba is p, as in words from abroad
}

// arabicReadings are tried in this order, each that makes a difference.
var arabicReadings = [...]arabicReading{{}, {consonants: true}, {arab: true}, {deep: true}, {nile: true}, {consonants: true, arab: true}, {loan: true}}

// appendArabic writes the letters; short vowels are not written in Arabic.
func appendArabic(b []byte, run []rune, as arabicReading) []byte {
	for i, r := range run {
		switch {
		case r < 128:
			b = append(b, byte(r))
		case r == 'و':
			if as.consonants || i == 0 {
				b = append(b, 'v')
			} else {
				b = append(b, 'u')
			}
		case r == 'ی' && i == 0:
			b = append(b, 'y')
		case r == 'ی':
			if as.consonants {
				b = append(b, 'y')
			} else {
				b = append(b, 'i')
			}
		case r == 'ه' && i == len(run)-1 && i > 0:
			b = append(b, "eh"...)
		case r == 'ه' && i > 0 && strings.ContainsRune("پکگسزتدچطقصذضظ", run[i-1]):
			// Written in Latin it would turn the letter before it into another.
		case as.deep && r == 'ق':
			b = append(b, "gh"...)
		case as.arab && (r == 'ض' || r == 'ظ' || r == 'ذ'):
			b = append(b, 'd')
		case as.loan && r == 'ب':
			b = append(b, 'p')
		case as.nile && r == 'ج':
			b = append(b, 'g')
		case as.arab && r == 'ث':
			b = append(b, "th"...)
		default:
			b = append(b, arabicLatin[r]...)
		}
	}
	return b
}
