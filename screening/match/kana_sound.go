package match

// A foreign name in kana is its sound, with vowels put between consonants and some
// letters that Japanese has no sound for: Rosneft is ロスネフチ, Almaz アルマズ. What
// is left of both without vowels is the same.

// foreignSound appends the consonants of a word in the classes that kana tell apart.
func foreignSound(b, word []byte) []byte {
	at := func(i int) byte {
		if i < len(word) {
			return word[i]
		}
		return 0
	}
	put := func(c byte) {
		if len(b) == 0 || b[len(b)-1] != c {
			b = append(b, c)
		}
	}
	for i := 0; i < len(word); i++ {
		c, next := word[i], at(i+1)
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'w':
		case 'l', 'r':
			put('r')
		case 'b', 'v', 'f':
			put('b')
		case 's', 'z', 'j':
			put('s')
			if next == 'h' {
				i++
			}
		case 'c':
			switch next {
			case 'h':
				put('t')
				i++
			case 'e', 'i', 'y':
				put('s')
			default:
				put('k')
			}
		case 't':
			put('t')
			if next == 's' || next == 'h' || next == 'c' {
				i++
			}
		case 'k', 'q':
			if next == 'h' {
				put('h')
				i++
			} else {
				put('k')
			}
		case 'x':
			put('k')
			put('s')
		case 'p':
			if next == 'h' {
				put('b')
				i++
			} else {
				put('p')
			}
		case 'h':
			if i == 0 || vowel(at(i-1)) && vowel(next) {
				put('h')
			}
		case 'm', 'n', 'd', 'g':
			put(c)
		default:
			return b[:0] // figures and other letters have no sound
		}
	}
	return b
}

// sounds are the tokens by their sound, made when the first kana are looked up.
func (ix *Index) sounds() map[string][]uint32 {
	ix.soundOnce.Do(func() {
		ix.sound = map[string][]uint32{}
		var key []byte
		for id := range ix.vocab.text {
			w := ix.vocab.bytes(uint32(id))
			if c := ix.vocab.class[id]; c == legal || c == stop || len(w) < 3 || len(w) > maxTokenLen {
				continue
			}
			if key = foreignSound(key[:0], w); len(key) >= 2 {
				ix.sound[string(key)] = append(ix.sound[string(key)], uint32(id))
			}
		}
	})
	return ix.sound
}

// foreign reads a word in kana as the tokens that sound so.
func (s *Searcher) foreign(t []byte, m tokenMatch) {
	s.skel = foreignSound(s.skel[:0], t)
	if len(s.skel) < 2 {
		return
	}
	shared := s.ix.sounds()[string(s.skel)]
	base := float32(0.94)
	switch len(s.skel) {
	case 2:
		base = 0.76
	case 3:
		base = 0.86
	}
	m.how = sounded
	for n, id := range shared {
		if n == maxReads {
			return
		}
		mm := m
		mm.sim *= base - 0.012*float32(min(len(shared), 8)) - 0.1*s.vowelsApart(t, s.ix.vocab.bytes(id))
		s.match(id, mm)
	}
}

// vowelsApart is how unlike two words of one sound are, from 0 to 1.
func (s *Searcher) vowelsApart(a, b []byte) float32 {
	s.folded[0], s.folded[1] = romanFold(s.folded[0][:0], a), romanFold(s.folded[1][:0], b)
	a, b = s.folded[0], s.folded[1]
	if len(a) > maxTokenLen || len(b) > maxTokenLen || len(a) == 0 || len(b) == 0 {
		return 1
	}
	return float32(s.editsApart(a, b)) / float32(max(len(a), len(b)))
}
