package match

import "strings"

// Romanisation of native letters and the consonant skeleton that the different
// romanisations of one name share.

var cyrillicLatin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch",
	'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'ї': "yi", 'є': "ye", 'ґ': "g", 'ў': "u", 'ј': "j", 'љ': "lj",
	'њ': "nj", 'ћ': "c", 'ђ': "dj", 'џ': "dz", 'қ': "q", 'ғ': "gh", 'ң': "ng", 'ү': "u", 'ұ': "u", 'һ': "h", 'ә': "a", 'ө': "o",
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
}

// arabicReadings are tried in this order, each that makes a difference.
var arabicReadings = [...]arabicReading{{}, {consonants: true}, {arab: true}, {deep: true}}

// appendArabic writes the letters; short vowels are not written in Arabic. It
// reports whether the reading makes a difference.
func appendArabic(b []byte, run []rune, as arabicReading) (out []byte, differs bool) {
	for i, r := range run {
		switch {
		case r < 128:
			b = append(b, byte(r))
		case r == 'و':
			differs = differs || as.consonants && i > 0
			if as.consonants || i == 0 {
				b = append(b, 'v')
			} else {
				b = append(b, 'u')
			}
		case r == 'ی' && i == 0:
			b = append(b, 'y')
		case r == 'ی':
			differs = differs || as.consonants
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
			differs = true
			b = append(b, "gh"...)
		case as.arab && (r == 'ض' || r == 'ظ' || r == 'ذ'):
			differs = true
			b = append(b, 'd')
		case as.arab && r == 'ث':
			differs = true
			b = append(b, "th"...)
		default:
			b = append(b, arabicLatin[r]...)
		}
	}
	return b, differs
}

var hangulLead = [...]string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
var hangulVowel = [...]string{"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"}
var hangulTail = [...]string{"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"}

// appendHangul writes syllables by the Revised Romanization, with r between vowels
// and l at the end.
func appendHangul(b []byte, run []rune) []byte {
	for i, r := range run {
		if r < 128 {
			b = append(b, byte(r))
		}
		if r < 0xac00 || r > 0xd7a3 {
			continue
		}
		n := int(r - 0xac00)
		lead := hangulLead[n/588]
		if lead == "r" && i > 0 && len(b) > 0 && b[len(b)-1] == 'l' {
			lead = "l"
		}
		b = append(b, lead...)
		b = append(b, hangulVowel[n%588/28]...)
		tail := hangulTail[n%28]
		// A tail consonant before a vowel is read as the lead of that syllable.
		if n%28 != 0 && i+1 < len(run) && run[i+1] >= 0xac00 && run[i+1] <= 0xd7a3 && int(run[i+1]-0xac00)/588 == 11 {
			switch tail {
			case "k":
				tail = "g"
			case "t":
				tail = "s"
			case "p":
				tail = "b"
			case "l":
				tail = "r"
			}
		}
		b = append(b, tail...)
	}
	return b
}

var kanaRomaji = map[rune]string{
	'ア': "a", 'イ': "i", 'ウ': "u", 'エ': "e", 'オ': "o", 'カ': "ka", 'キ': "ki", 'ク': "ku", 'ケ': "ke", 'コ': "ko", 'ガ': "ga", 'ギ': "gi", 'グ': "gu",
	'ゲ': "ge", 'ゴ': "go", 'サ': "sa", 'シ': "shi", 'ス': "su", 'セ': "se", 'ソ': "so", 'ザ': "za", 'ジ': "ji", 'ズ': "zu", 'ゼ': "ze", 'ゾ': "zo",
	'タ': "ta", 'チ': "chi", 'ツ': "tsu", 'テ': "te", 'ト': "to", 'ダ': "da", 'ヂ': "ji", 'ヅ': "zu", 'デ': "de", 'ド': "do", 'ナ': "na", 'ニ': "ni",
	'ヌ': "nu", 'ネ': "ne", 'ノ': "no", 'ハ': "ha", 'ヒ': "hi", 'フ': "fu", 'ヘ': "he", 'ホ': "ho", 'バ': "ba", 'ビ': "bi", 'ブ': "bu", 'ベ': "be",
	'ボ': "bo", 'パ': "pa", 'ピ': "pi", 'プ': "pu", 'ペ': "pe", 'ポ': "po", 'マ': "ma", 'ミ': "mi", 'ム': "mu", 'メ': "me", 'モ': "mo", 'ヤ': "ya",
	'ユ': "yu", 'ヨ': "yo", 'ラ': "ra", 'リ': "ri", 'ル': "ru", 'レ': "re", 'ロ': "ro", 'ワ': "wa", 'ヲ': "o", 'ン': "n", 'ヴ': "vu",
}

var kanaSmall = map[rune]string{'ァ': "a", 'ィ': "i", 'ゥ': "u", 'ェ': "e", 'ォ': "o", 'ャ': "ya", 'ュ': "yu", 'ョ': "yo", 'ヮ': "wa"}

// appendRomaji writes katakana; small vowels replace the vowel before them, the
// small tsu doubles and the long mark is dropped.
func appendRomaji(b []byte, run []rune) []byte {
	double := false
	for _, r := range run {
		if r == 'ッ' {
			double = true
			continue
		}
		if small, ok := kanaSmall[r]; ok {
			if n := len(b); n > 0 && vowel(b[n-1]) {
				b = b[:n-1]
				if n >= 3 && small[0] == 'y' && (b[n-2] == 'h' || b[n-2] == 'j') {
					small = small[1:]
				}
			}
			b = append(b, small...)
			continue
		}
		text := kanaRomaji[r]
		if double && text != "" {
			b = append(b, text[0])
		}
		double = false
		b = append(b, text...)
	}
	return b
}

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// skeleton appends the consonants of a Latin word in classes that romanisations
// of one name share: Yousef and Yusuf are both "isf". Only a leading vowel
// stays, as one sign.
func skeleton(b, word []byte) []byte { return skeletonOf(b, word, false) }

// skeletonOf keeps neighbours of one class apart in a word written without its
// vowels: there a vowel stood between them.
func skeletonOf(b, word []byte, unvowelled bool) []byte {
	var last byte
	put := func(c byte) {
		if c != last || unvowelled {
			b = append(b, c)
		}
		last = c
	}
	n := len(word)
	at := func(i int) byte {
		if i < n {
			return word[i]
		}
		return 0
	}
	for i := 0; i < n; i++ {
		c := word[i]
		next := at(i + 1)
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if i == 0 {
				put('A')
			}
			last = 0
		case 'h':
			if i == 0 {
				put('h')
			}
		case 'k':
			if next == 'h' {
				put('X')
				i++
			} else {
				put('k')
			}
		case 'q':
			put('k')
		case 'c':
			switch {
			case next == 'h':
				put('C')
				i++
			case next == 'k':
			case next == 'e' || next == 'i' || next == 'y':
				put('s')
			default:
				put('k')
			}
		case 'x':
			put('k')
			put('s')
		case 's':
			switch {
			case next == 'h' && at(i+2) == 'c' && at(i+3) == 'h':
				put('S')
				i += 3
			case next == 'h':
				put('S')
				i++
			case next == 'c' && at(i+2) == 'h':
				put('S')
				i += 2
			default:
				put('s')
			}
		case 'z':
			if next == 'h' {
				put('j')
				i++
			} else {
				put('z')
			}
		case 'j':
			put('j')
		case 'd':
			switch {
			case next == 'j', next == 'z' && at(i+2) == 'h':
			case next == 'h':
				put('d')
				i++
			default:
				put('d')
			}
		case 'g':
			put('g')
			if next == 'h' {
				i++
			}
		case 't':
			switch {
			case next == 'c' && at(i+2) == 'h' && !unvowelled:
			case next == 'h':
				put('t')
				i++
			default:
				put('t')
			}
		case 'p':
			if next == 'h' {
				put('f')
				i++
			} else {
				put('p')
			}
		case 'v', 'w', 'f':
			put('f')
		default:
			put(c)
		}
	}
	return b
}

// romanFold appends a word with the letters folded that romanisations use for
// one sound: y, ee and iy are i, ou and oo are u, zh and j, q and k, v and f.
func romanFold(b, word []byte) []byte {
	put := func(c byte) {
		if len(b) == 0 || b[len(b)-1] != c {
			b = append(b, c)
		}
	}
	n := len(word)
	at := func(i int) byte {
		if i < n {
			return word[i]
		}
		return 0
	}
	for i := 0; i < n; i++ {
		c, next := word[i], at(i+1)
		switch c {
		case 'y':
			put('i')
		case 'j':
			if i > 0 && vowel(word[i-1]) && !vowel(next) {
				put('i')
			} else {
				put('j')
			}
		case 'e':
			switch next {
			case 'e':
				put('i')
				i++
			case 'i', 'y':
				put('e')
				i++
			default:
				put('e')
			}
		case 'o':
			switch next {
			case 'o', 'u':
				put('u')
				i++
			default:
				put('o')
			}
		case 'w', 'v', 'f':
			put('f')
		case 'p':
			if next == 'h' {
				put('f')
				i++
			} else {
				put('p')
			}
		case 'q':
			put('k')
		case 'c':
			switch {
			case next == 'h':
				put('C')
				i++
			case next == 'k':
			case next == 'e' || next == 'i' || next == 'y':
				put('s')
			default:
				put('k')
			}
		case 'x':
			put('k')
			put('s')
		case 'z':
			if next == 'h' {
				put('j')
				i++
			} else {
				put('z')
			}
		case 'd':
			if next == 'j' || next == 'z' && at(i+2) == 'h' {
				continue
			}
			put('d')
		case 't':
			if next == 'c' && at(i+2) == 'h' {
				continue
			}
			put('t')
		case 'h':
			if i == 0 || !vowel(next) && next != 0 {
				put('h')
			} else if i > 0 && vowel(word[i-1]) && next != 0 {
				put('h')
			}
		default:
			put(c)
		}
	}
	return b
}
