package match

import "bytes"

// The vowels that a word of Arabic letters does write, long ones, say something
// too: they must stand in the Latin word between the same consonants.

const (
	vowelA uint8 = 1 << iota
	vowelI
	vowelU
	vowelLong // that Arabic letters never leave out: oo, ee, and two that are both heard
)

// gaps appends what vowels stand before each consonant of a Latin word and after
// the last.
func gaps(dst []uint8, w []byte) []uint8 {
	var mask uint8
	var last byte
	for i, c := range w {
		if i > 0 && writtenOut(w[i-1], c) {
			mask |= vowelLong
		}
		switch c {
		case 'a':
			mask |= vowelA
		case 'e':
			mask |= vowelA | vowelI
		case 'i', 'y':
			mask |= vowelI
		case 'o':
			mask |= vowelA | vowelU
		case 'u':
			mask |= vowelU
		default:
			if c == 'h' && i > 0 || c == last && mask == 0 {
				continue
			}
			dst = append(dst, mask)
			mask = 0
			last = c
		}
	}
	return append(dst, mask)
}

// writtenOut reports two vowels of a Latin word of which Arabic letters write one.
func writtenOut(a, b byte) bool {
	switch a {
	case 'o':
		return b == 'o' || b == 'u'
	case 'e':
		return b == 'e' || b == 'o'
	case 'i', 'u', 'y':
		return b == 'a' || b == 'o' || b == 'e'
	}
	return false
}

// vowelsFit counts the written vowels of a word that the other one agrees with
// and those that it does not have. Words that cannot be laid side by side tell nothing.
func (s *Searcher) vowelsFit(t, o []byte) (agree, miss int) {
	t = bytes.TrimSuffix(t, []byte("eh")) // a last he may be a vowel or a consonant
	s.folded[0], s.folded[1] = gaps(s.folded[0][:0], t), gaps(s.folded[1][:0], o)
	a, b := s.folded[0], s.folded[1]
	if len(a) != len(b) {
		return 0, 0
	}
	if t[0] != 'y' && len(o) > 1 && o[0] == 'y' && vowel(o[1]) {
		miss++ // a y before a vowel is a letter of its own
	}
	for i := range a {
		switch {
		case a[i] == 0 && (b[i]&vowelLong != 0 && i > 0):
			miss++ // it would have been written
		case a[i] == 0:
		case i == 0 && a[i]&vowelA != 0 && b[i] != 0:
			agree++ // an alef carries any vowel
		case a[i]&b[i] != 0:
			agree++
		default:
			miss++
		}
	}
	return agree, miss
}
