package match

import (
	"slices"
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
				if best > 0.6 && testing.Verbose() {
					t.Log(label, l.Query, inScript(ix.table, l.Query, sc), h[0].Name, h[0].Matched, best)
				}
			}
			scores = append(scores, best)
		}
		slices.Sort(scores)
		at := func(far float64) float64 { return scores[len(scores)-1-int(far*float64(len(scores)))] }
		t.Logf("%s: 5 %% of %d unlisted names reach %.3f, 1 %% reach %.3f", label, len(scores), at(0.05), at(0.01))
	}
}
