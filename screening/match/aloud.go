package match

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
	"github.com/mozillazg/go-unidecode"
)

// aloud adds the reading of native letters in Latin ones.
func (f *folder) aloud(s *slot, sc script, run []rune, sim float32) {
	off := int32(len(f.buf))
	switch sc {
	case han:
		for _, r := range run {
			f.buf = append(f.buf, f.pinyin(r)...)
		}
		s.add(off, int32(len(f.buf)), sim)
		for i, r := range run {
			for _, p := range f.table.readings[r] {
				off := int32(len(f.buf))
				for k, o := range run {
					if k == i {
						f.buf = append(f.buf, p...)
					} else {
						f.buf = append(f.buf, f.pinyin(o)...)
					}
				}
				s.add(off, int32(len(f.buf)), sim*0.98)
			}
		}
		return
	case kana:
		f.buf = appendRomaji(f.buf, run)
		if run[len(run)-1] == 'ー' { // the r that a foreign word ends in
			end := int32(len(f.buf))
			s.add(off, end, sim)
			f.buf = append(f.buf, f.buf[off:end]...)
			f.buf = append(f.buf, 'r')
			off, sim = end, sim*0.98
		}
	case hangul:
		for _, as := range hangulReadings {
			off := int32(len(f.buf))
			f.buf = appendHangul(f.buf, run, as)
			if f.reads(s, f.buf[off:]) {
				f.buf = f.buf[:off]
			} else {
				s.add(off, int32(len(f.buf)), sim)
				sim *= 0.98
			}
		}
		return
	}
	s.add(off, int32(len(f.buf)), sim)
}

func (f *folder) pinyin(r rune) string {
	if p, ok := f.readings[r]; ok {
		return p
	}
	p := readHan(r)
	if f.readings == nil {
		f.readings = map[rune]string{}
	}
	f.readings[r] = p
	return p
}

// readHan is the usual reading of a character, without its tone.
func readHan(r rune) string {
	if l := pinyin.SinglePinyin(r, pinyin.NewArgs()); len(l) > 0 {
		return strings.ReplaceAll(l[0], "ü", "u")
	}
	return asciiLetters(unidecode.Unidecode(string(r)))
}

func asciiLetters(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if k := asciiKind[s[i]]; k == 'a' {
			b.WriteByte(s[i] | 0x20)
		} else if k == '0' {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
