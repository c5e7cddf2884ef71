package match

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// read folds a text to its first readings.
func read(s string, last bool) string {
	f := folder{table: theTables()}
	f.fold(s)
	var out []string
	for i := range f.slots {
		sl := &f.slots[i]
		k := 0
		if last {
			k = int(sl.n) - 1
		}
		if k >= 0 && sl.n > 0 {
			out = append(out, string(f.text(&sl.alts[k])))
		}
	}
	return strings.Join(out, " ")
}

func TestNamesAreFolded(t *testing.T) {
	for _, c := range []struct{ in, first, last string }{
		{"Corvane Optics Co., Ltd.", "corvane optical co ltd", ""},
		{"S.A. de C.V. «Éclair»", "sa de cv eclair", ""},
		{"Xi’an O'Brien Int'l", "xian obrien international", ""},
		{"Ｃｏｒｖａｎｅ", "corvane", ""},
		{"Соrvаnе", "corvane", ""},
		{"C0rvane", "c0rvane", "corvane"},
		{"27th Institute", "27th institute", ""},
		{"ВЕСТА", "vesta", ""},
		{"深圳市科维半导体有限公司", "shenzhen 科维 semiconductor ltd", "shenzhenshi kewei bandaoti ltd"},
		{"臺灣積體電路製造股份有限公司", "taiwan integrated circuit manufacturing ltd", ""},
		{"㈱トヨタ自動車", "", ""},
		{"주식회사 한빛전자", "ltd 한빛 electronic", "ltd hanbit electronic"},
		{"Научно-производственное предприятие «Радиосвязь»", "scientific production enterprise radiosvyaz", ""},
		{"شرکت صنایع الکترونیک ایران", "co industry electronic iran", ""},
	} {
		if c.first != "" && read(c.in, false) != c.first {
			t.Errorf("%s: %q, want %q", c.in, read(c.in, false), c.first)
		}
		if c.last != "" && read(c.in, true) != c.last {
			t.Errorf("%s: %q, want %q", c.in, read(c.in, true), c.last)
		}
	}
}

func TestTwoRomanisationsHaveOneSkeleton(t *testing.T) {
	for _, c := range [][2]string{{"mohammed", "muhammad"}, {"yousef", "yusuf"}, {"khaled", "khalid"}, {"ivanov", "iwanoff"}, {"sergey", "serguei"}, {"qasem", "kasim"}} {
		a, b := string(skeleton(nil, []byte(c[0]))), string(skeleton(nil, []byte(c[1])))
		if a != b {
			t.Errorf("%s is %s, %s is %s", c[0], a, c[1], b)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "a", "Co., Ltd.", "深圳市", "㈱トヨタ", "Научно", "شرکت", "S.A.\x00\u202e", strings.Repeat("x ", 5000), "1l1I|!", "\xff\xfe"} {
		f.Add(s)
	}
	fo := folder{table: theTables()}
	f.Fuzz(func(t *testing.T, s string) {
		fo.fold(s)
		if len(fo.slots) > maxTokens {
			t.Fatal("too many words")
		}
		for i := range fo.slots {
			for k := range fo.slots[i].n {
				a := &fo.slots[i].alts[k]
				if int(a.end) > len(fo.buf) || a.off >= a.end || !utf8.Valid(fo.text(a)) {
					t.Fatalf("a bad reading of %q", s)
				}
			}
		}
	})
}
