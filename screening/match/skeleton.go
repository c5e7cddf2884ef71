package match

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
