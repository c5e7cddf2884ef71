package match

var hangulLead = [...]string{"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"}
var hangulVowel = [...]string{"a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"}
var hangulTail = [...]string{"", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"}

// hangulReading is a way to write Korean in Latin letters: the Revised Romanization of
// the South, or the older ones, of which the North writes some consonants breathed.
type hangulReading struct{ old, breathed bool }

var hangulReadings = [...]hangulReading{{}, {old: true}, {old: true, breathed: true}}

// olderLead and olderVowel are what older romanisations write otherwise.
var (
	olderLead  = map[string]string{"g": "k", "d": "t", "b": "p"}
	breathed   = map[string]string{"k": "kh", "t": "th", "p": "ph"}
	olderVowel = map[string]string{"eo": "o", "yeo": "yo", "eu": "u"}
)

// appendHangul writes syllables, with r between vowels and l at the end.
func appendHangul(b []byte, run []rune, as hangulReading) []byte {
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
		v := hangulVowel[n%588/28]
		if as.old {
			if o, ok := breathed[lead]; ok && as.breathed {
				lead = o
			} else if o, ok := olderLead[lead]; ok && i == 0 {
				lead = o
			}
			if o, ok := olderVowel[v]; ok {
				v = o
			}
		}
		b = append(b, lead...)
		b = append(b, v...)
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
