package match

import (
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// indexOf makes a small index of listed names among filler, so that rarity means
// something.
func indexOf(names ...string) *Index {
	p := &data.ListPack{Name: "test"}
	for i, n := range names {
		parts := strings.Split(n, "|")
		p.Entries = append(p.Entries, data.ListEntry{ID: parts[0], List: "T", Name: parts[0], Aliases: parts[1:], Countries: []string{"CN"}, Basis: data.Sourced})
		_ = i
	}
	words := strings.Fields("Alder Birch Cedar Dogwood Elm Fir Ginkgo Hazel Ironwood Juniper Kapok Larch Maple Nutmeg Oak Pine Quince Rowan Spruce Teak")
	trades := strings.Fields("Technology Electronics Trading International Energy Communication Services Logistics Engineering Semiconductor")
	for i := range 400 {
		n := words[i%20] + words[(i*7+3)%20] + " " + trades[i%10] + " " + trades[(i/10+1)%10] + " Co., Ltd."
		p.Entries = append(p.Entries, data.ListEntry{ID: n, List: "T", Name: n})
	}
	return Build([]*data.ListPack{p})
}

func top(ix *Index, q string) (string, float64) {
	h := ix.Searcher().Names(Query{Name: q}, 3)
	if len(h) == 0 {
		return "", 0
	}
	return h[0].ID, h[0].Score
}

// Cases that other programs are known to get wrong.
func TestKnownCases(t *testing.T) {
	ix := indexOf("11420 CORP.", "EMMA LLC", "Guangzhou Haige Communications Group Incorporated Company|Haige", "CNOOC Energy Technology & Services Limited",
		"Ron L. Xavi", "B. S. Alvarro", "阿里巴巴集团控股有限公司", "株式会社トヨタ自動車", "(주)카카오", "주식회사 삼성전자", "Amal Badr Samir", "VEGA", "CORP", "D COMPANY", "CORVANE LTD", "TRADING LTD", "Lim Teck Huat")
	for _, c := range []struct {
		query, want string
		least, most float64
	}{
		{"BELLETECH CORP", "", 0, ReviewThreshold},
		{"emma daniels", "", 0, ReviewThreshold},
		{"GUANGZHOU HAIGE COMM GRP", "Guangzhou Haige Communications Group Incorporated Company", Threshold, 1},
		{"HAIGE GUANGZHOU", "Guangzhou Haige Communications Group Incorporated Company", Threshold, 1},
		{"CNOOC ENERGY TECH & SRVCES LTD", "CNOOC Energy Technology & Services Limited", Threshold, 1},
		{"L Ron Xavi", "Ron L. Xavi", Threshold, 1},
		{"A B S", "", 0, ReviewThreshold},
		{"ABS", "", 0, ReviewThreshold},
		{"A. Q. Khorramdel", "", 0, ReviewThreshold},
		{"阿里巴巴集团控股", "阿里巴巴集团控股有限公司", Threshold, 1},
		{"阿里巴巴集團控股有限公司", "阿里巴巴集团控股有限公司", Threshold, 1},
		{"㈱トヨタ自動車", "株式会社トヨタ自動車", Threshold, 1},
		{"카카오", "(주)카카오", Threshold, 1},
		{"주식회사 현대자동차", "", 0, ReviewThreshold},
		{"Vega Electronics International Trading GmbH", "", 0, Threshold},
		{"Vega Maritime Lindqvist", "", 0, ReviewThreshold},
		{"Lindqvist Corp", "", 0, ReviewThreshold},
		{"EMMA", "EMMA LLC", ReviewThreshold, 1},
		{"D", "", 0, ReviewThreshold},
		{"Lim Trading", "", 0, ReviewThreshold}, // a family name, and no form of company
		{"LIM, Teck Huat", "Lim Teck Huat", Threshold, 1},
		{"Goh Teck Huat", "", 0, Threshold},
		{"D COMPANY", "D COMPANY", Threshold, 1},
		{"Lindqvist Trading, 12 Corvane Road, Vega District", "", 0, ReviewThreshold},
	} {
		id, score := top(ix, c.query)
		if score < c.least || score > c.most || (c.want != "" && id != c.want) {
			t.Errorf("%s: %s at %.3f, want %s from %.2f to %.2f", c.query, id, score, c.want, c.least, c.most)
		}
	}
}

func TestBadInput(t *testing.T) {
	s := indexOf("Corvane Optics Co., Ltd.", "海思半导体有限公司").Searcher()
	for name, q := range map[string]string{
		"empty": "", "one letter": "x", "spaces": "   ", "signs": "?!.,;", "controls": "\x00\x01\x1b[31mCorvane\x07", "a page": strings.Repeat("the quick brown fox ", 500),
		"10,000 letters": strings.Repeat("a", 10_000), "mixed directions": "Corvane \u202eسامانه\u202c 科技", "bad bytes": "\xff\xfe\xc3", "10,000 characters": strings.Repeat("科", 10_000),
		"only a form": "Co., Ltd.", "digits": strings.Repeat("0123456789", 1000), "combining": "C" + strings.Repeat("\u0301", 5000),
	} {
		before := s.gen
		h := s.Names(Query{Name: q, Country: "CN"}, 10)
		// A page is read once, and once more for the reasons of each hit on it.
		if pages := int(s.gen - before); pages > maxPages+len(h) || len(s.touched) > maxPostings || len(s.f.slots) > maxTokens {
			t.Errorf("%s: %d pages, %d names reached, %d words", name, pages, len(s.touched), len(s.f.slots))
		}
		for _, x := range h {
			if x.Score < 0 || x.Score > 1 || len(x.Why) == 0 {
				t.Errorf("%s: %+v", name, x)
			}
		}
	}
	if h := s.Names(Query{Name: "\x1b[31mCorvane\u200b Optics\u202e"}, 1); len(h) == 0 || h[0].Score < Threshold {
		t.Errorf("control characters hide a name: %v", h)
	}
}

// A name is found wherever in a page it stands.
func TestANameOnAPage(t *testing.T) {
	s := indexOf("Corvane Optics Manufacturing Co., Ltd.", "科维光电制造有限公司").Searcher()
	filler := strings.Repeat("kindly confirm the expected date of arrival and insurance of the goods ", 60)
	for _, name := range []string{"Corvane Optics Manufacturing Co., Ltd.", "科维光电制造有限公司"} {
		for at := 0; at < len(filler); at += 611 {
			cut := strings.IndexByte(filler[at:], ' ') + at
			text := filler[:cut] + ", " + name + ", " + filler[cut:]
			h := s.Names(Query{Name: text}, 1)
			if len(h) == 0 || h[0].Matched != name || h[0].Score < ReviewThreshold {
				t.Errorf("%s at byte %d: %v", name, cut, h)
			}
		}
	}
	if h := s.Names(Query{Name: filler}, 1); len(h) > 0 && h[0].Score >= ReviewThreshold {
		t.Errorf("a page without a name: %v", h[0])
	}
	if h := s.Names(Query{Name: strings.Repeat("a b c d e f g h ", 700) + "Corvane Optics Manufacturing"}, 1); len(h) > 0 && h[0].Score > 1 {
		t.Errorf("letters: %v", h)
	}
}

func TestAHitTellsItsReasons(t *testing.T) {
	ix := indexOf("Corvane Optics Co., Ltd.|Corvane")
	s := ix.Searcher()
	h := s.Names(Query{Name: "C0rvane Optik GmbH", Country: "DE"}, 1)
	if len(h) == 0 {
		t.Fatal("no hit")
	}
	why := strings.Join(h[0].Why, "; ")
	for _, part := range []string{"corvane", "in no other listed name", Obfuscated, "country differs: DE, listed CN"} {
		if !strings.Contains(why, part) {
			t.Errorf("%q does not say %q", why, part)
		}
	}
	agree := s.Names(Query{Name: "Corvane Optiks", Country: "CN"}, 1)[0]
	differ := s.Names(Query{Name: "Corvane Optiks", Country: "SE"}, 1)[0]
	if agree.Score <= differ.Score || differ.Score < Threshold {
		t.Errorf("country agrees %.3f, differs %.3f", agree.Score, differ.Score)
	}
}

// Names written in other romanisations find the listed one.
func TestRomanisations(t *testing.T) {
	ix := indexOf("ZHANG, Guohua", "CHEUNG Kwok Keung", "CHIANG Hsiao-hung", "Xianghuaxin Technology Co., Ltd.", "Yousef Abdulrahman", "IVANOV, Sergey Yuryevich", "Huang Zhiqiang")
	for q, want := range map[string]string{
		"Chang Kuo-hua": "ZHANG, Guohua", "Zhang Guoqiang": "CHEUNG Kwok Keung", "Jiang Xiaohong": "CHIANG Hsiao-hung", "Xiang Hua Xin Technology": "Xianghuaxin Technology Co., Ltd.",
		"Yusuf Abd al-Rahman": "Yousef Abdulrahman", "Ivanoff Serguei Iourievitch": "IVANOV, Sergey Yuryevich", "Wong Chi Keung": "Huang Zhiqiang",
	} {
		if id, score := top(ix, q); id != want || score < ReviewThreshold {
			t.Errorf("%s: %s at %.3f, want %s", q, id, score, want)
		}
	}
}

// Every listed name finds its own entry, at the top score.
func TestAListedNameFindsItself(t *testing.T) {
	ix := cslIndex(t)
	s := ix.Searcher()
	missed := 0
	for i := 0; i < len(ix.names); i += 7 {
		n := &ix.names[i]
		if n.part {
			continue
		}
		h := s.Names(Query{Name: ix.listed(n)}, 50)
		found := false
		for _, x := range h {
			if x.ID == ix.entry(n.entry).ID && x.Score >= Threshold {
				found = true
			}
		}
		if !found {
			missed++
			if missed < 10 {
				t.Logf("%q: %d hits", ix.listed(n), len(h))
			}
		}
	}
	if missed > 0 {
		t.Errorf("%d listed names do not find their own entry", missed)
	}
}

func TestANameWithoutHitsTakesNoMemory(t *testing.T) {
	s := indexOf("Corvane Optics Co., Ltd.").Searcher()
	q := Query{Name: "Nobody Listed Here Anywhere"}
	s.Names(q, 10)
	if n := testing.AllocsPerRun(100, func() { s.Names(q, 10) }); n > 0 {
		t.Errorf("%v allocations for a name without hits", n)
	}
}

func TestDisguised(t *testing.T) {
	for name, want := range map[string]string{
		"C0rvane Optics": "corvane optical", "Соrvane": "corvane", "Corv@ne Optics": "corvane optical", "С0RVАNЕ": "corvane",
		"Corvane Optics": "", "H100 Systems": "", "4Paradigm": "", "G42": "", "深圳市科维": "", "ООО Вега": "", "Web3go": "", "A10 Networks": "", "Box 10a": "", "": "",
	} {
		got, yes := Disguised(name)
		if yes != (want != "") || yes && got != want {
			t.Errorf("%s: %q, %v; want %q", name, got, yes, want)
		}
	}
}

func TestDisguisedName(t *testing.T) {
	for name, want := range map[string]bool{
		"Соrvаnе Optics": true, "C0rvane H0ldings Ltd": true, "Corvane Optics": false, "ООО Корване": false, "Corvane 2000 GmbH": false,
		"科维 Corvane": false, "Société Éclair": false, "": false, "3M": false,
	} {
		if got := DisguisedName(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// Errors in the word that tells most do not keep a name from being found.
func TestErrorsInWords(t *testing.T) {
	ix := indexOf("Karst, OOO", "TEX-CO International, Inc", "NIX Energy Limited", "DELVEST Holding, S.A.", "4Paradigm Technology Co., Ltd", "SAGE Energy HK Limited", "KIM, Min Chol", "KIM, Chol", "Flight Travel LLC", "CHOE, Chun-sik", "Kyiv Radio Works")
	for q, want := range map[string]string{
		"Kasrt, OOO": "Karst, OOO", "TjEX-CO International, Inc": "TEX-CO International, Inc", "NIXENERGY Limited": "NIX Energy Limited", "DELWESTT Holding": "DELVEST Holding, S.A.",
		"4baradigm Technology": "4Paradigm Technology Co., Ltd", "SA GE Energy HK Limited": "SAGE Energy HK Limited", "KIM, M. Chol": "KIM, Min Chol", "Flight Travel gLLC": "Flight Travel LLC",
		"Choi Chun Shik": "CHOE, Chun-sik", "Kiev Radio Works": "Kyiv Radio Works",
	} {
		if id, score := top(ix, q); id != want {
			t.Errorf("%s: %s at %.3f, want %s", q, id, score, want)
		}
	}
}

// A misspelt house, or its branch in another town, differs in no word that tells.
func TestWhetherATellingWordDiffers(t *testing.T) {
	ix := indexOf("Corvane Microelectronics Technology Co., Ltd.")
	for query, want := range map[string]bool{
		"Corvnae Microelectronics Pte Ltd":           true,
		"Xiamen Corvane Microelectronics Technology": true,
		"Corvane Microelectronics Ginkgoline":        false,
	} {
		h := ix.Searcher().Names(Query{Name: query}, 1)
		if len(h) == 0 {
			t.Fatalf("%s finds nothing", query)
		}
		if got := slices.Contains(h[0].Why, nothingTells); got != want {
			t.Errorf("%s: %q", query, h[0].Why)
		}
	}
}
