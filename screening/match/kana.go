package match

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
