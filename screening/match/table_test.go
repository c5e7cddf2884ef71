package match

import (
	"strings"
	"testing"
)

func TestTheEmbeddedTablesAreSound(t *testing.T) {
	if err := Load(); err != nil {
		t.Error(err)
	}
}

func TestABadTableIsNamedWithItsPlace(t *testing.T) {
	native := func(name, text string) error { return new(tables).addNative(name, text) }
	words := func(name, text string) error { return new(tables).addHan(name, text) }
	latin := func(name, text string) error { _, err := parseLatin(name, text); return err }
	address := func(name, text string) error { _, err := parseAddressWords(name, text); return err }
	for _, c := range []struct {
		read       func(name, text string) error
		text, want string
	}{
		{latin, "# remark\nlegal co ltd=co\n\n  trades shop\n", `t.txt:4:3: "trades" is no class of words`},
		{latin, "legal co =ltd", `t.txt:1:10: "=ltd" reads nothing`},
		{latin, "legal co ltd=\nnone x", `t.txt:1:10: "ltd=" reads nothing`},
		{latin, "legal co\ncommon apex", ""},
		{address, "street rd=road\nalley x", `t.txt:2:1: "alley" is no class of words of an address; they are before, block, `},
		{address, "street rd=road hong_kong=", `t.txt:1:16: "hong_kong=" reads nothing`},
		{address, "thai_road ถนน\nfrench_flat bus=\n", `t.txt:2:13: "bus=" reads nothing`},
		{address, "street rd=road\ndutch_road stwg\n", `t.txt: no row tells the words of french_flat`},
		{native, "han 株=kk\nthai x=y", `t.txt:2:1: "thai" is no script`},
		{native, "han 株=kk 公司", `t.txt:1:10: "公司" has no word in Latin letters`},
		{native, "glyph 峰", `t.txt:1:7: "峰" has no word`},
		{native, "city 深圳 重庆=chongqing", ""},
		{words, "松下=panasonic 日立", `t.txt:1:14: "日立" has no word`},
		{words, "松下=panasonic", ""},
	} {
		err := c.read("t.txt", c.text)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

func FuzzATableIsReadOrNamed(f *testing.F) {
	f.Add("legal co ltd=co\n")
	f.Add("han 株=kk city")
	f.Fuzz(func(t *testing.T, text string) {
		_, latin := parseLatin("t", text)
		_, address := parseAddressWords("t", text)
		for _, err := range []error{latin, address, new(tables).addNative("t", text), new(tables).addHan("t", text)} {
			if err != nil && !strings.HasPrefix(err.Error(), "t:") {
				t.Errorf("%v names no place", err)
			}
		}
	})
}
