package match

// joinNeighbours reads two or more neighbouring words of the query as one token.
func (s *Searcher) joinNeighbours() {
	v := s.ix.vocab
	for i := 0; i+1 < s.words; i++ {
		s.joinArabic(i)
		a := &s.f.slots[i]
		s.joined = append(s.joined[:0], s.f.buf[a.rawOff:a.rawEnd]...)
		if len(s.joined) == 0 {
			continue
		}
		if a.class == legal && i > 0 {
			s.joinForm(i)
			continue
		}
		for n := 2; n <= 4 && i+n <= s.words; n++ {
			b := &s.f.slots[i+n-1]
			if b.rawEnd == b.rawOff || len(s.joined) > maxTokenLen {
				break
			}
			s.joined = append(s.joined, s.f.buf[b.rawOff:b.rawEnd]...)
			if id, ok := v.ids[string(s.joined)]; ok {
				s.match(id, tokenMatch{slot: uint8(i), span: uint8(n), sim: 0.97, how: joinedUp})
			}
			if n == 2 {
				s.joinRomanised(i, a, b)
			}
			if n <= 3 && len(s.joined) >= 7 && s.joined[0] >= 'a' && (b.rawEnd-b.rawOff <= 3 || a.rawEnd-a.rawOff <= 3) {
				// "Abd al-Rahman" is listed as "Abdulrahman".
				s.skel = skeleton(s.skel[:0], s.joined)
				s.sharing(s.joined, tokenMatch{slot: uint8(i), span: uint8(n), sim: 0.95}, false)
			}
		}
	}
}

// joinForm reads two words that make a form of company together: "Co mpany".
func (s *Searcher) joinForm(i int) {
	b := &s.f.slots[i+1]
	s.joined = append(s.joined, s.f.buf[b.rawOff:b.rawEnd]...)
	if w, ok := s.ix.table.latin[string(s.joined)]; ok && w.class == legal {
		if id, ok := s.ix.vocab.ids[w.canon]; ok {
			s.match(id, tokenMatch{slot: uint8(i), span: 2, sim: 0.97, how: joinedUp})
		}
	}
}

// joinRomanised joins two syllables as other systems write them: "Kuo-hua" is
// listed as "Guohua".
func (s *Searcher) joinRomanised(i int, a, b *slot) {
	x, y := s.f.buf[a.rawOff:a.rawEnd], s.f.buf[b.rawOff:b.rawEnd]
	if len(x) > 6 || len(y) > 6 {
		return
	}
	left, right := s.ix.table.romanised[string(x)], s.ix.table.romanised[string(y)]
	if len(left) == 0 && len(right) == 0 {
		return
	}
	keep := len(s.joined)
	try := func(p, q string) {
		b := append(append(s.joined[keep:], p...), q...)
		if id, ok := s.ix.vocab.ids[string(b)]; ok {
			s.match(id, tokenMatch{slot: uint8(i), span: 2, sim: 0.97 * romanisedSim, how: romanised})
		}
	}
	for _, p := range left {
		for _, q := range right {
			try(p, q)
		}
		try(p, string(y))
	}
	for _, q := range right {
		try(string(x), q)
	}
}

// latinAlt is the alternative of a slot in Latin letters.
func (sl *slot) latinAlt() int {
	if sl.n > 1 && sl.alts[0].native {
		return 1
	}
	return 0
}

// joinArabic reads two words of Arabic letters as the one name that lists write
// them as: Abd al-Rahman, Hidayat Allah, Siraj al-Din. Its article may be written
// or not, and its l be heard as the letter that follows.
func (s *Searcher) joinArabic(i int) {
	a, b := &s.f.slots[i], &s.f.slots[i+1]
	if a.from != arabic || b.from != arabic || a.n == 0 || b.n == 0 {
		return
	}
	first, second := string(s.f.text(&a.alts[0])), string(s.f.text(&b.alts[0]))
	if first != "abd" && second != "allah" && second != "دین" {
		return
	}
	m := tokenMatch{slot: uint8(i), span: 2, sim: 0.93, how: readAloud}
	left, right := s.f.text(a.heard()), s.f.text(b.heard())
	for _, article := range [...]string{"", "al"} {
		s.joined = append(append(append(s.joined[:0], left...), article...), right...)
		if second == "allah" {
			s.joined = append(append(s.joined[:0], left...), "ulah"...)
		}
		if len(s.joined) > maxTokenLen {
			return
		}
		s.skel = skeleton(s.skel[:0], s.joined)
		s.sharing(s.joined, m, true)
		if second == "allah" {
			return
		}
	}
}

// heard is a native word as it is read in Latin letters, be it translated besides.
func (sl *slot) heard() *alt {
	if sl.n > 1 && !sl.alts[0].native {
		return &sl.alts[sl.n-1]
	}
	return &sl.alts[sl.latinAlt()]
}
