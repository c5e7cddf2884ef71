package match

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
