package match

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed tables/cantonese.txt
var cantoneseTable string

//go:embed tables/korean.txt
var koreanTable string

// romanisations gives for a Chinese or Korean syllable the other ways to write it:
// pinyin, Wade-Giles, the Cantonese and Hokkien of names abroad, and the several
// systems of Korean. It goes both ways.
var romanisations = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	pair := func(a, b string) {
		if a != b && !slices.Contains(m[a], b) {
			m[a] = append(m[a], b)
			m[b] = append(m[b], a)
		}
	}
	for _, s := range pinyinSyllables() {
		pair(s, wadeGiles(s))
	}
	for line := range strings.Lines(cantoneseTable) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		for _, p := range f[1:] {
			pair(p, f[0])
		}
	}
	for line := range strings.Lines(koreanTable) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		for i, a := range f {
			for _, b := range f[:i] {
				pair(a, b)
			}
		}
	}
	return m
})

// pinyinSyllables are the syllables of Mandarin; a few that do not occur do no harm.
func pinyinSyllables() []string {
	initials := strings.Fields("b p m f d t n l g k h j q x zh ch sh r z c s")
	finals := strings.Fields("a ai an ang ao e ei en eng i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ue ui un uo")
	out := strings.Fields("a ai an ang ao e en er ou ya yan yang yao ye yi yin ying yong you yu yuan yue yun wa wai wan wang wei wen wo wu")
	for _, i := range initials {
		for _, f := range finals {
			if strings.HasPrefix(f, "i") && len(f) > 1 && f != "in" && f != "ing" && strings.Contains("zh ch sh r z c s g k h f", i) {
				continue
			}
			out = append(out, i+f)
		}
	}
	return out
}

// syllables reports a word of two and more syllables of Mandarin and nothing else.
func (t *tables) syllables(w []byte) bool {
	const longest = 6
	if len(w) < 4 || len(w) > 24 || !endsSyllable(w[len(w)-1]) {
		return false
	}
	ends, second := uint32(1), uint32(0) // places that syllables end at, and those that a further one does
	for i, c := range w {
		if c < 'a' || c > 'z' {
			return false
		}
		if ends>>i&1 == 0 {
			continue
		}
		for n := 1; n <= longest && i+n <= len(w); n++ {
			if endsSyllable(w[i+n-1]) && t.mandarin.has(w[i:i+n]) {
				ends |= 1 << (i + n)
				if i > 0 {
					second |= 1 << (i + n)
				}
			}
		}
	}
	return second>>len(w)&1 == 1
}

// syllableSet holds syllables of at most six letters.
type syllableSet [1 << 11]uint32

// syllableKey is the letters of a syllable, five bits each, and where it belongs.
func syllableKey[T []byte | string](w T) (key, at uint32) {
	for i := range len(w) {
		key = key<<5 | uint32(w[i]&31)
	}
	return key, key * 0x9e3779b1 >> 21
}

func (s *syllableSet) add(w string) {
	key, at := syllableKey(w)
	for s[at] != 0 && s[at] != key {
		at = (at + 1) % uint32(len(s))
	}
	s[at] = key
}

func (s *syllableSet) has(w []byte) bool {
	key, at := syllableKey(w)
	for s[at] != 0 && s[at] != key {
		at = (at + 1) % uint32(len(s))
	}
	return s[at] == key
}

// endsSyllable reports a letter that a syllable of Mandarin can end in.
func endsSyllable(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'n', 'g', 'r':
		return true
	}
	return false
}

// wadeGiles writes a pinyin syllable the old way, without its apostrophe.
func wadeGiles(s string) string {
	switch s {
	case "si":
		return "ssu"
	case "zi", "ci":
		return "tzu"
	case "zhi", "chi":
		return "chih"
	case "shi":
		return "shih"
	case "ri":
		return "jih"
	case "er":
		return "erh"
	case "yi":
		return "i"
	case "you":
		return "yu"
	case "ye":
		return "yeh"
	case "yan":
		return "yen"
	case "yong":
		return "yung"
	case "yue":
		return "yueh"
	case "ge", "ke":
		return "ko"
	case "he":
		return "ho"
	case "guo", "kuo":
		return "kuo"
	}
	initial, final := s, ""
	for _, i := range []string{"zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s"} {
		if rest, ok := strings.CutPrefix(s, i); ok {
			initial, final = i, rest
			break
		}
	}
	if final == "" {
		return s
	}
	old := map[string]string{"b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "zh": "ch", "x": "hs", "r": "j", "z": "ts", "c": "ts"}
	if o, ok := old[initial]; ok {
		initial = o
	}
	switch final {
	case "ian":
		final = "ien"
	case "ie":
		final = "ieh"
	case "ue":
		final = "ueh"
	case "ong":
		final = "ung"
	case "iong":
		final = "iung"
	case "uo":
		if initial != "h" && initial != "sh" {
			final = "o"
		}
	case "ui":
		if initial == "k" {
			final = "uei"
		}
	}
	return initial + final
}
