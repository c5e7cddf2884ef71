package facts

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// What a text may name, and what it says of it.
func TestNamesInTexts(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, name, tie string }{
		{"Founded 2024 by a team formerly of Qilin Peak Semiconductor", "Qilin Peak Semiconductor", tieAffiliate},
		{"several ex-Qilin engineers", "Qilin", tieAffiliate},
		{"Qilin Peak's subsidiary, register seen", "Qilin Peak", tieAffiliate},
		{"Lou Xin (ex VP Qilin)", "Qilin", tieAffiliate},
		{"foundry supplied by Qilin Peak Semiconductor Co., Ltd.", "Qilin Peak Semiconductor Co., Ltd", tieAffiliate},
		{"Goods for Qilin Peak", "Qilin Peak", tieFront},
		{"GOODS FOR QILIN PEAK SEMICONDUCTOR", "QILIN PEAK SEMICONDUCTOR", tieFront},
		{"servers go to qilin peak semiconductor in the end", "qilin peak semiconductor", tieFront},
		{"do not mention Qilin Peak on the papers", "Qilin Peak", tieFront},
		{"no logo please, goods for Qilin Peak", "Qilin Peak", tieFront},
		{"after clearance goods go on to Qilin Peak Semiconductor", "Qilin Peak Semiconductor", tieFront},
		{"These are for Qilin Peak Semiconductor", "Qilin Peak Semiconductor", tieFront},
		{"will be run by staff of Qilin Peak Semiconductor", "Qilin Peak Semiconductor", tieFront},
		{"Formerly known as Qilin Peak Semiconductor", "Qilin Peak Semiconductor", tieFormer},
		{"f/k/a Qilin Peak Semiconductor Co., Ltd.", "Qilin Peak Semiconductor Co., Ltd", tieFormer},
		{"Firma, vormals Qilin Halbleiter GmbH", "Qilin Halbleiter GmbH", tieFormer},
		{"бывшее название ООО Микросхема", "ООО Микросхема", tieFormer},
		{"原名麒麟峰半导体有限公司", "麒麟峰半导体有限公司", tieFormer},
		{"旧社名: 麒麟株式会社", "麒麟株式会社", tieFormer},
		{"Institute of Qilin Studies", "Institute of Qilin Studies", tieNamed},
		{"客户是麒麟峰半导体有限公司的子公司", "麒麟峰半导体有限公司", tieAffiliate},
		{"原麒麟峰团队", "麒麟峰", tieAffiliate},
		{"为麒麟峰研究所采购", "麒麟峰研究所", tieFront},
		{"Tochtergesellschaft der Qilin Halbleiter GmbH", "Qilin Halbleiter GmbH", tieAffiliate},
		{"для ООО Микросхема", "ООО Микросхема", tieFront},
		{"Qilin (HK) Electronics Co., Ltd. will take the goods", "Qilin (HK) Electronics Co., Ltd", tieNamed},
		{"goods for Qilin (Shenzhen) Electronics", "Qilin (Shenzhen) Electronics", tieFront},
		{"goods for Qilin Peak(HK) Electronics", "Qilin Peak(HK) Electronics", tieFront},
		{"goods for Qilin (HK) Friday", "Qilin", tieFront},
	} {
		found := w.mentions.in(c.text)
		if i := slices.IndexFunc(found, func(n named) bool { return n.name == c.name }); i < 0 || found[i].tie != c.tie {
			t.Errorf("%q: %+v", c.text, found)
		}
	}
	for _, c := range []struct{ text, name string }{
		{"Not related to Qilin Peak Semiconductor", "Qilin Peak Semiconductor"},
		{"Checked against Qilin Peak Semiconductor: no", "Qilin Peak Semiconductor"},
		{"Qilin Peak Semiconductor: no match", "Qilin Peak Semiconductor"},
		{"Competes with Qilin Peak Semiconductor", "Qilin Peak Semiconductor"},
		{"Gehört nicht zu Qilin Peak Semiconductor", "Qilin Peak Semiconductor"},
		{"与麒麟峰半导体有限公司无关", "麒麟峰半导体有限公司"},
		{"Transceivers for Qilin switches", "Qilin"},
		{"For project Orion", "Orion"},
		{"For the Global Trading Group", "Global Trading Group"},
		{"for ABC", "abc"},
		{"Delivered 2024", "2024"},
		{"met Qilin in May", "Qilin"},
	} {
		if found := w.mentions.in(c.text); slices.ContainsFunc(found, func(n named) bool { return n.name == c.name }) {
			t.Errorf("%q: %+v", c.text, found)
		}
	}
}

// Whatever stands in a text, looking for names ends, soon, and names stand in it.
func FuzzNamesInTexts(f *testing.F) {
	w, err := LoadWords()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"Goods for Qilin Peak Co., Ltd. (HK)", "原麒麟峰团队的子公司", "İİİ for Ⱥbc DEF", "a. B, c; D's 'e' «ООО Ж» 为\xff", strings.Repeat("为麒麟公司", 40), strings.Repeat("For Qilin Peak Co of ", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		found := w.mentions.in(s)
		if len(found) > 8+len(s) {
			t.Errorf("%d names in %d bytes", len(found), len(s))
		}
		for _, n := range found {
			if n.name == "" || !strings.Contains(s, n.name) && !strings.Contains(strings.ToLower(s), n.name) {
				t.Errorf("%q is not in %q", n.name, s)
			}
		}
	})
}

func BenchmarkNamesInTexts(b *testing.B) {
	w, err := LoadWords()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w.mentions.in("Customer asked for delivery in two lots; Dr Tan of Kembara Cloud Services signs. Rack plan by Nordheide Rechenzentrum GmbH, as for PO-12.")
	}
}

// oneList answers the names that it holds.
type oneList struct{ hits map[string]data.NameHit }

func (l oneList) Name(name, country string) []data.NameHit {
	if h, ok := l.hits[name]; ok {
		return []data.NameHit{h}
	}
	return nil
}

func (oneList) Party(*data.Customer) []data.NameHit { return nil }

// Who writes from the mail of a listed house, or of a part of it, is tied to it; mail
// of another house that ends alike is not.
func TestMailOfAListedHouse(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	w.mentions.domains = map[string]string{"qilin.example": "Qilin Peak"}
	src := &Sources{Words: w, Lists: Lists{Loaded: true}}
	n := oneList{map[string]data.NameHit{"Qilin Peak": {ID: "1", Name: "Qilin Peak Co., Ltd.", List: "EL", Score: 1}}}
	for _, c := range []struct {
		mail string
		is   bool
	}{
		{"wei@qilin.example", true},
		{" Wei@HK.Qilin.example ", true},
		{"wei@notqilin.example", false},
		{"wei@example", false},
		{"qilin.example", false},
		{"", false},
	} {
		got := src.atDomain(&data.Customer{Emails: []string{c.mail}}, n)
		if (len(got) == 1) != c.is {
			t.Errorf("%q: %+v", c.mail, got)
		}
	}
}

// The bare name of a house means it where its firm adds but a form or a general word.
func TestBareNameOfAHouse(t *testing.T) {
	w, err := LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what string
		hit  data.NameHit
		is   bool
	}{
		{"a group", data.NameHit{Score: 0.83, Agrees: data.Alike{Telling: true, OnlyListed: []string{"group"}}}, true},
		{"a firm of another word", data.NameHit{Score: 0.83, Agrees: data.Alike{Telling: true, OnlyListed: []string{"heron"}}}, false},
		{"more was asked", data.NameHit{Score: 0.83, Agrees: data.Alike{Telling: true, OnlyAsked: []string{"group"}}}, false},
		{"less agrees", data.NameHit{Score: 0.7, Agrees: data.Alike{Telling: true, OnlyListed: []string{"group"}}}, false},
		{"not all that tells", data.NameHit{Score: 0.83, Agrees: data.Alike{OnlyListed: []string{"group"}}}, false},
	} {
		if got := w.mentions.house(&c.hit); got != c.is {
			t.Errorf("%s: %t", c.what, got)
		}
	}
}
