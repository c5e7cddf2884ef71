package match

import (
	_ "embed"
	"math/rand/v2"
	"sort"
	"strings"
	"testing"
)

var toArabic = strings.NewReplacer("sh", "ش", "ch", "چ", "kh", "خ", "gh", "غ", "zh", "ژ", "ph", "ف", "ck", "ک", "oo", "و", "ee", "ی", "ou", "و",
	"a", "", "b", "ب", "c", "ک", "d", "د", "e", "", "f", "ف", "g", "گ", "h", "ه", "i", "ی", "j", "ج", "k", "ک", "l", "ل", "m", "م", "n", "ن", "o", "و", "p", "پ",
	"q", "ق", "r", "ر", "s", "س", "t", "ت", "u", "و", "v", "و", "w", "و", "x", "کس", "y", "ی", "z", "ز")

var toCyrillic = strings.NewReplacer("shch", "щ", "sh", "ш", "ch", "ч", "kh", "х", "zh", "ж", "ts", "ц", "yu", "ю", "ya", "я", "ph", "ф", "ck", "к", "a", "а", "b", "б",
	"c", "к", "d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "дж", "k", "к", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "q", "к", "r", "р",
	"s", "с", "t", "т", "u", "у", "v", "в", "w", "в", "x", "кс", "y", "й", "z", "з")

// inScript writes a Latin name as a native one might stand: trade words
// translated, own words by their letters.
func inScript(tb *tables, name string, sc script) string {
	back := map[string]string{}
	var keys []string
	for k := range tb.native[sc] {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if m := tb.native[sc][k]; len(m[0]) == 1 && back[m[0][0]] == "" {
			back[m[0][0]] = k
		}
	}
	f := folder{table: tb}
	f.fold(name)
	var out []string
	for i := range f.slots {
		w := string(f.text(&f.slots[i].alts[0]))
		switch {
		case back[w] != "":
			out = append(out, back[w])
		case sc == arabic:
			initial := ""
			if vowel(w[0]) {
				initial = "ا"
			}
			out = append(out, initial+toArabic.Replace(w))
		default:
			out = append(out, toCyrillic.Replace(w))
		}
	}
	return strings.Join(out, " ")
}

// Names that are not listed, written in native letters, raise no more alarms
// than in Latin ones.
func TestNativeFalseAlarms(t *testing.T) {
	ix := cslIndex(t)
	s := ix.Searcher()
	for sc, label := range map[script]string{arabic: "Arabic", cyrillic: "Cyrillic"} {
		var scores []float64
		for _, l := range labelledQueries(t) {
			if l.Kind != "negative" || l.Category == "neg_hard_sibling" {
				continue
			}
			best := 0.0
			if h := s.Names(Query{Name: inScript(ix.table, l.Query, sc)}, 1); len(h) > 0 {
				best = h[0].Score
			}
			scores = append(scores, best)
		}
		alarms(t, label, scores)
	}
}

// alarms tells what share of unlisted names reaches the thresholds.
func alarms(t *testing.T, label string, scores []float64) {
	t.Helper()
	over := func(at float64) float64 {
		n := 0
		for _, s := range scores {
			n += yes(s >= at)
		}
		return float64(n) / float64(len(scores))
	}
	t.Logf("%s: of %d unlisted names %.1f %% reach review, %.1f %% a hit", label, len(scores), 100*over(ReviewThreshold), 100*over(Threshold))
	if over(Threshold) > 0.03 {
		t.Errorf("%s: %.1f %% of unlisted names are hits", label, 100*over(Threshold))
	}
}

// Chinese company names put together by chance: a city, a brand of two or three
// characters, a trade and a form of company.
func TestHanFalseAlarms(t *testing.T) {
	ix := cslIndex(t)
	s := ix.Searcher()
	rnd := rand.New(rand.NewPCG(7, 11))
	brand := []rune("恒瑞鑫博远诚华信达盛宏祥安泰德隆佳丰润康益兴嘉凯利源锦铭晟科创思睿联智卓越腾翔飞宇航天骏驰顺通汇众力强伟业鼎元亨凌云川海蓝翠岭")
	cities := strings.Fields("深圳市 上海 广州市 东莞市 苏州 杭州 宁波 成都 武汉 香港 北京 青岛")
	trades := strings.Fields("科技 电子 贸易 国际贸易 电子科技 机械设备 物流 进出口 信息技术 半导体 自动化设备 实业")
	var scores []float64
	for range 2000 {
		name := cities[rnd.IntN(len(cities))]
		for range 2 + rnd.IntN(2) {
			name += string(brand[rnd.IntN(len(brand))])
		}
		name += trades[rnd.IntN(len(trades))] + "有限公司"
		best := 0.0
		if h := s.Names(Query{Name: name}, 1); len(h) > 0 {
			best = h[0].Score
		}
		scores = append(scores, best)
	}
	alarms(t, "Han", scores)
}

// A run is divided where words and names of their own stand, not at the first
// word that fits.
func TestARunIsDividedIntoWordsAndNames(t *testing.T) {
	s := indexOf("Corvane").Searcher()
	for text, want := range map[string]string{
		"科发光电科技有限公司": "科发 optoelectronic technology ltd", "绵阳市科维电子": "mianyang 科维 electronic", "深圳市沪电子厂": "shenzhen 沪 electronic factory",
		"第十四研究所": "14 research institute", "科维": "科维",
	} {
		s.f.fold(text)
		var got []string
		for i := range s.f.slots {
			got = append(got, string(s.f.text(&s.f.slots[i].alts[0])))
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %s, want %s", text, g, want)
		}
	}
}

// Letters that Arabic and Persian read differently are read both ways.
func TestArabicReadings(t *testing.T) {
	ix := indexOf("SHALLAH, Ramadan Abdullah", "RAMAZANI, Reza", "Baghyatollah University", "Yas Holding", "Nuh Trading Tamin")
	for q, want := range map[string]string{"رمضان عبدالله شلح": "SHALLAH, Ramadan Abdullah", "رضا رمضانی": "RAMAZANI, Reza", "دانشگاه بقیةالله": "Baghyatollah University"} {
		if id, score := top(ix, q); id != want || score < ReviewThreshold {
			t.Errorf("%s: %s at %.3f, want %s", q, id, score, want)
		}
	}
}

//go:embed testdata/native_unlisted.txt
var unlistedNatives string

// Real names that no list holds, as they are written at home.
func TestUnlistedNatives(t *testing.T) {
	s := cslIndex(t).Searcher()
	scores := map[string][]float64{}
	for line := range strings.Lines(unlistedNatives) {
		name := strings.TrimSpace(line)
		if name[0] == '#' {
			continue
		}
		hits := s.Names(Query{Name: name}, 1)
		best := 0.0
		if len(hits) > 0 {
			best = hits[0].Score
		}
		if *showHalf && best >= ReviewThreshold {
			t.Logf("ALARM %.2f %s | %s | %s", best, name, hits[0].Matched, gloss(s, name))
		}
		scores[scriptName(name)] = append(scores[scriptName(name)], best)
		scores["all"] = append(scores["all"], best)
	}
	for _, k := range nativeScripts {
		review, hit := 0, 0
		for _, x := range scores[k] {
			review += yes(x >= ReviewThreshold)
			hit += yes(x >= Threshold)
		}
		t.Logf("%-20s of %d unlisted names %d reach review, %d a hit", k, len(scores[k]), review, hit)
	}
	alarms(t, "all", scores["all"])
}
