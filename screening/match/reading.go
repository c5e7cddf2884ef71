package match

// Reading is how the letters that a name in kana, Hangul or Han begins with are said, in small
// Latin letters. It is "" where they do not tell it: of a name of another script, and of one
// of Japan in Han, which says them in its own way.
func Reading(name, country string) string {
	var run []rune
	first, kanas := common, false
	for i, r := range name {
		s := scriptOf(r)
		kanas = kanas || s == kana
		if i == 0 {
			first = s
		}
		if s == first && len(run) < 32 && len(run) == len([]rune(name[:i])) {
			if s == kana && r >= 0x3041 && r <= 0x3096 {
				r += 0x60 // hiragana are read as katakana
			}
			run = append(run, r)
		}
	}
	var out []byte
	switch first {
	case kana:
		out = appendRomaji(out, run)
	case hangul:
		out = appendHangul(out, run, hangulReadings[0])
	case han:
		if kanas || country == "JP" {
			return ""
		}
		for _, r := range run {
			out = append(out, readHan(r)...)
		}
	}
	return asciiLetters(string(out))
}
