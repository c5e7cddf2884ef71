package match

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Listed names written differently by chance. The half of the entries that may be
// looked at shows what to mend; the other half only says how much is found.

var perKind = flag.Int("per-kind", 600, "how many names of each kind are changed")

var showMissed = flag.String("show-missed", "", "list what the first half of the changed names of this kind misses; all for every kind")

// change is one way to write a name differently; it gives "" where it does not apply.
type change struct {
	kind string
	make func(r *rand.Rand, tb *tables, name string) string
}

var changes = []change{
	{"one typo", func(r *rand.Rand, _ *tables, s string) string { return typo(r, s, 1) }},
	{"two typos", func(r *rand.Rand, _ *tables, s string) string { return typo(r, typo(r, s, 1), 1) }},
	{"typo in a short word", shortTypo},
	{"typo at the first letter", firstTypo},
	{"words joined", joinWords},
	{"two words joined", joinTwo},
	{"a word split", splitWord},
	{"another order", reorder},
	{"a trade word dropped", dropGeneric},
	{"a form dropped", dropForm},
	{"another form", swapForm},
	{"extra text", extraText},
	{"abbreviated", abbreviate},
	{"look-alikes", lookAlikes},
	{"Slavic respelt", func(r *rand.Rand, _ *tables, s string) string { return respell(r, s, slavicVariants) }},
	{"Arabic and Persian respelt", func(r *rand.Rand, _ *tables, s string) string { return respell(r, s, arabicVariants) }},
	{"Chinese respelt", respellChinese},
	{"Korean respelt", func(r *rand.Rand, _ *tables, s string) string { return respell(r, s, koreanVariants) }},
	{"Japanese respelt", func(r *rand.Rand, _ *tables, s string) string { return respell(r, s, japaneseVariants) }},
	{"Spanish respelt", func(r *rand.Rand, _ *tables, s string) string { return respell(r, s, spanishVariants) }},
	{"an initial", initialFor},
}

// regions says where a respelling applies.
var regions = map[string]string{
	"Slavic respelt": " RU BY UA KZ BG RS KG UZ ", "Arabic and Persian respelt": " IR IQ SY LB EG YE LY SD AE SA QA KW OM PS JO AF PK TN DZ MA ", "Chinese respelt": " CN HK TW MO SG MY ",
	"Korean respelt": " KP KR ", "Japanese respelt": " JP ", "Spanish respelt": " MX CO VE CU ES PA PE EC GT HN NI BO AR CL ",
}

const alphabet = "abcdefghijklmnopqrstuvwxyz"

func isLetter(c byte) bool { return asciiKind[c] == 'a' }

// edit makes one error at a letter: one dropped, doubled, replaced or swapped.
func edit(r *rand.Rand, s string, at int) string {
	switch r.IntN(4) {
	case 0:
		return s[:at] + s[at+1:]
	case 1:
		return s[:at] + string(alphabet[r.IntN(26)]) + s[at:]
	case 2:
		return s[:at] + string(alphabet[r.IntN(26)]) + s[at+1:]
	}
	if at+1 < len(s) && isLetter(s[at+1]) && s[at] != s[at+1] {
		return s[:at] + string(s[at+1]) + string(s[at]) + s[at+2:]
	}
	return s[:at] + s[at+1:]
}

// lettersOf are the places in s of letters in words of lo to hi letters.
func lettersOf(s string, lo, hi int, firstOnly bool) []int {
	var out []int
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && isLetter(s[j]) {
			j++
		}
		if n := j - i; n >= lo && n <= hi {
			if firstOnly {
				out = append(out, i)
			} else {
				for k := i; k < j; k++ {
					out = append(out, k)
				}
			}
		}
		i = j + 1
	}
	return out
}

func typo(r *rand.Rand, s string, _ int) string {
	at := lettersOf(s, 4, 64, false)
	if len(at) < 5 {
		return ""
	}
	return edit(r, s, at[r.IntN(len(at))])
}

func shortTypo(r *rand.Rand, _ *tables, s string) string {
	at := lettersOf(s, 3, 5, false)
	if len(at) == 0 || len(s) < 10 {
		return ""
	}
	return edit(r, s, at[r.IntN(len(at))])
}

func firstTypo(r *rand.Rand, _ *tables, s string) string {
	at := lettersOf(s, 5, 64, true)
	if len(at) == 0 || len(s) < 10 {
		return ""
	}
	return edit(r, s, at[r.IntN(len(at))])
}

func joinWords(r *rand.Rand, _ *tables, s string) string {
	w := strings.Fields(s)
	if len(w) < 3 {
		return ""
	}
	k := r.IntN(min(len(w)-1, 3))
	return strings.Join(w[:k+1], " ") + strings.Join(w[k+1:], " ")
}

func joinTwo(_ *rand.Rand, _ *tables, s string) string {
	w := strings.Fields(s)
	if len(w) != 2 {
		return ""
	}
	return strings.Trim(w[0], ",.") + w[1]
}

func splitWord(r *rand.Rand, _ *tables, s string) string {
	w := strings.Fields(s)
	k := r.IntN(len(w))
	if len(w[k]) < 6 || strings.ContainsAny(w[k], "().,\"'") {
		return ""
	}
	at := 2 + r.IntN(len(w[k])-4)
	w[k] = w[k][:at] + " " + w[k][at:]
	return strings.Join(w, " ")
}

func reorder(r *rand.Rand, _ *tables, s string) string {
	w := strings.Fields(strings.ReplaceAll(s, ",", ""))
	if len(w) < 2 {
		return ""
	}
	k := 1 + r.IntN(len(w)-1)
	return strings.Join(append(append([]string{}, w[k:]...), w[:k]...), " ")
}

func dropGeneric(r *rand.Rand, tb *tables, s string) string {
	w := strings.Fields(s)
	var at []int
	for i, x := range w {
		if k, ok := tb.latin[strings.ToLower(strings.Trim(x, ".,()"))]; ok && k.class == generic {
			at = append(at, i)
		}
	}
	if len(at) == 0 || len(w)-len(at) < 2 {
		return ""
	}
	k := at[r.IntN(len(at))]
	return strings.Join(append(append([]string{}, w[:k]...), w[k+1:]...), " ")
}

// formsAtEnd is how many words at the end of a name are forms of company.
func formsAtEnd(tb *tables, w []string) int {
	n := 0
	for n < len(w) && tb.latin[strings.ToLower(strings.NewReplacer(".", "", ",", "").Replace(w[len(w)-1-n]))].class == legal {
		n++
	}
	return n
}

func dropForm(_ *rand.Rand, tb *tables, s string) string {
	w := strings.Fields(s)
	n := formsAtEnd(tb, w)
	if n == 0 || n == len(w) {
		return ""
	}
	return strings.TrimRight(strings.Join(w[:len(w)-n], " "), ", ")
}

func swapForm(r *rand.Rand, tb *tables, s string) string {
	bare := dropForm(r, tb, s)
	if bare == "" {
		return ""
	}
	forms := []string{"Ltd", "Co., Ltd.", "LLC", "GmbH", "Inc.", "Sdn Bhd", "Pte. Ltd.", "FZE", "S.A.", "OOO", "JSC", "Corporation"}
	return bare + " " + forms[r.IntN(len(forms))]
}

func extraText(r *rand.Rand, _ *tables, s string) string {
	more := []string{", Room 1203, 12/F, Harbour Plaza, Kowloon", " - Attn: Purchasing Department", ", No. 18 Kexing Road, Nanshan District", " c/o Bluewater Forwarding Ltd", ", Tel +86 755 2000 1111",
		" (warehouse 4)", ", Building B, Science Park, 518000", " Finance Department", ", P.O. Box 1202, Dubai, UAE"}
	before := []string{"M/s ", "Messrs. ", "Attn: Mr Tan, ", "Notify: ", "Deliver to: "}
	if len(s) < 8 {
		return ""
	}
	if r.IntN(3) == 0 {
		return before[r.IntN(len(before))] + s
	}
	return s + more[r.IntN(len(more))]
}

func abbreviate(r *rand.Rand, tb *tables, s string) string {
	w := strings.Fields(s)
	done := false
	for i, x := range w {
		k, ok := tb.latin[strings.ToLower(x)]
		if !ok || k.class != generic || len(x) < 7 || r.IntN(3) == 0 {
			continue
		}
		done = true
		if r.IntN(2) == 0 {
			w[i] = x[:3+r.IntN(2)]
			continue
		}
		short := x[:1]
		for j := 1; j < len(x) && len(short) < 5; j++ {
			if !vowel(x[j] | 0x20) {
				short += x[j : j+1]
			}
		}
		w[i] = short
	}
	if !done {
		return ""
	}
	return strings.Join(w, " ")
}

func lookAlikes(r *rand.Rand, _ *tables, s string) string {
	signs := map[byte]string{'a': "а", 'e': "е", 'o': "0", 'c': "с", 'p': "р", 'i': "1", 'l': "1", 's': "5", 'x': "х", 'A': "А", 'B': "В", 'E': "Е", 'O': "О", 'H': "Н", 'K': "К", 'M': "М", 'T': "Т", 'C': "С", 'P': "Р"}
	var b strings.Builder
	n := 0
	for i := 0; i < len(s); i++ {
		if l, ok := signs[s[i]]; ok && n < 3 && r.IntN(3) == 0 {
			b.WriteString(l)
			n++
			continue
		}
		b.WriteByte(s[i])
	}
	if n == 0 || len(s) < 8 {
		return ""
	}
	return b.String()
}

func initialFor(r *rand.Rand, _ *tables, s string) string {
	w := strings.Fields(s)
	if len(w) < 3 || !strings.HasSuffix(w[0], ",") {
		return ""
	}
	k := 1 + r.IntN(len(w)-1)
	if len(w[k]) < 3 {
		return ""
	}
	w[k] = w[k][:1] + "."
	return strings.Join(w, " ")
}

// Ways to write one sound, each line the spellings that are exchanged.
var (
	slavicVariants   = []string{"kh h x", "yu iu ju", "ya ia ja", "ov off", "ev eff", "skiy sky ski skij", "iy y ij", "zh j", "ts tz c", "sh sch", "ch tch", "ks x", "ye e", "y i", "yo e io", "v w", "ii iy y"}
	arabicVariants   = []string{"q k g", "kh h", "ou u oo", "ee i", "ah eh a", "mohammed muhammad mohamed mohammad", "hussein husayn hossein hussain", "ahmed ahmad", "yousef yusuf youssef", "abdul abdel abd-al", "al- el- al", "dh d z", "gh g", "j dj", "aa a", "iy i y", "ss s", "v w", "ei ai ey", "o u"}
	koreanVariants   = []string{"kim gim", "lee ri yi rhee", "park pak bak", "choe choi", "eo o u", "oo u", "jong jung chong", "k g", "p b", "ch j", "sok suk seok", "hyon hyun", "yong young", "ryong ryeong"}
	japaneseVariants = []string{"ou o oh", "shi si", "tsu tu", "fu hu", "chi ti", "ji zi", "sho syo shou", "oo o", "uu u", "mb nb"}
	spanishVariants  = []string{"z s", "b v", "ll y", "qu k", "i y", "j g", "ci si", "ez es", "gonz gons", "x j"}
)

// respell exchanges one or two spellings of a sound.
func respell(r *rand.Rand, s string, variants []string) string {
	out, n := s, 0
	for _, k := range r.Perm(len(variants)) {
		v := strings.Fields(variants[k])
		from := v[r.IntN(len(v))]
		at := indexFold(out, from)
		if at < 0 {
			continue
		}
		to := v[r.IntN(len(v))]
		if to == from {
			continue
		}
		out = out[:at] + to + out[at+len(from):]
		if n++; n == 2 {
			break
		}
	}
	if n == 0 || len(s) < 6 {
		return ""
	}
	return out
}

func indexFold(s, sub string) int { return strings.Index(strings.ToLower(s), sub) }

// respellChinese writes a syllable in another system, or joins or parts syllables.
func respellChinese(r *rand.Rand, tb *tables, s string) string {
	w := strings.Fields(s)
	syllable := map[string]bool{}
	for _, p := range pinyinSyllables() {
		syllable[p] = true
	}
	for _, i := range r.Perm(len(w)) {
		x := strings.ToLower(strings.Trim(w[i], ",."))
		if _, known := tb.latin[x]; known {
			continue
		}
		if o := tb.romanised[x]; syllable[x] && len(o) > 0 && len(x) >= 3 {
			w[i] = strings.Replace(strings.ToLower(w[i]), x, o[r.IntN(len(o))], 1)
			return strings.Join(w, " ")
		}
		for at := 2; at+2 <= len(x); at++ {
			if syllable[x[:at]] && syllable[x[at:]] {
				w[i] = w[i][:at] + [...]string{" ", "-"}[r.IntN(2)] + w[i][at:]
				return strings.Join(w, " ")
			}
		}
	}
	return ""
}

// changedNames writes one name of every entry differently.
func changedNames(ix *Index) []changedName {
	var out []changedName
	tb := ix.table
	for _, c := range changes {
		r := rand.New(rand.NewPCG(2026, uint64(len(c.kind))<<8|uint64(c.kind[0])))
		n := 0
		for _, at := range r.Perm(len(ix.entries)) {
			e := ix.entry(uint32(at))
			if e.AddressOnly || !within2(e.Countries, regions[c.kind]) {
				continue
			}
			name := e.Name
			if len(e.Aliases) > 0 && r.IntN(2) == 0 {
				name = e.Aliases[r.IntN(len(e.Aliases))]
			}
			q := c.make(r, tb, name)
			if q == "" || q == name {
				continue
			}
			out = append(out, changedName{kind: c.kind, name: name, query: q, id: e.ID, half: halfOf(e.ID)})
			if n++; n == *perKind {
				break
			}
		}
	}
	return out
}

type changedName struct {
	kind, name, query, id string
	half                  int
}

func within2(countries []string, region string) bool {
	if region == "" {
		return true
	}
	for _, c := range countries {
		if strings.Contains(region, " "+c+" ") {
			return true
		}
	}
	return false
}

// changedFigure is how much of one kind is found in one half.
type changedFigure struct{ n, first, ten, review, hit int }

// changedFigures looks the changed names up. An entry that bears the very same
// name, before the change or after it, is as right as the one it was taken from.
func changedFigures(ix *Index, show func(changedName, changedFigure, string)) map[string]*[2]changedFigure {
	s := ix.Searcher()
	fold := folder{table: ix.table}
	same := ix.bearers(&fold)
	sums := map[string]*[2]changedFigure{}
	family := ix.families()
	for _, c := range changedNames(ix) {
		accept := map[string]bool{c.id: true}
		for _, k := range []string{foldedKey(&fold, c.name), foldedKey(&fold, c.query)} {
			for _, id := range same[k] {
				accept[id] = true
			}
		}
		f, top := changedFigure{n: 1}, ""
		hits := s.Names(Query{Name: c.query}, 10)
		for i, h := range hits {
			if i == 0 {
				top = fmt.Sprintf("%.3f %s", h.Score, h.Matched)
			}
			if !accept[h.ID] {
				continue
			}
			f.ten = 1
			if h.Score >= hits[0].Score {
				f.first = 1
			}
			if h.Score >= ReviewThreshold {
				f.review = 1
			}
			if h.Score >= Threshold {
				f.hit = 1
			}
		}
		kinds := []string{c.kind, "all"}
		if family[c.id] >= 3 {
			kinds = append(kinds, amongSiblings)
		}
		for _, k := range kinds {
			if sums[k] == nil {
				sums[k] = new([2]changedFigure)
			}
			x := &sums[k][c.half]
			x.n, x.first, x.ten, x.review, x.hit = x.n+1, x.first+f.first, x.ten+f.ten, x.review+f.review, x.hit+f.hit
		}
		if show != nil && c.half == 0 {
			show(c, f, top)
		}
	}
	return sums
}

// amongSiblings are the changed names of entries with two and more others of the
// same house listed beside them.
const amongSiblings = "any, of houses with more entries"

// families says for each entry how many have the word in their primary name that
// tells most in its own.
func (ix *Index) families() map[string]int {
	telling := map[string]uint32{}
	bearers := map[uint32]int{}
	for i := range ix.names {
		n := &ix.names[i]
		if n.part || n.alias >= 0 {
			continue
		}
		best := ix.tokens[n.first]
		for _, t := range ix.tokens[n.first : n.first+uint32(n.n)] {
			if ix.vocab.weight[t] > ix.vocab.weight[best] {
				best = t
			}
		}
		telling[ix.entry(n.entry).ID] = best
		bearers[best]++
	}
	out := map[string]int{}
	for id, t := range telling {
		out[id] = bearers[t]
	}
	return out
}

// foldedKey is what two spellings of the same words share.
func foldedKey(f *folder, s string) string {
	f.fold(s)
	var b strings.Builder
	for i := range f.slots {
		if f.slots[i].n > 0 && f.slots[i].class != legal && f.slots[i].class != stop {
			b.Write(f.text(&f.slots[i].alts[0]))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func TestChangedNames(t *testing.T) {
	ix := cslIndex(t)
	sums := changedFigures(ix, func(c changedName, f changedFigure, top string) {
		if (*showMissed == "all" || *showMissed == c.kind) && f.first == 0 {
			t.Logf("MISS %s: %q for %q; ten %d review %d; first %s", c.kind, c.query, c.name, f.ten, f.review, top)
		}
	})
	for _, c := range append(append([]change{}, changes...), change{kind: amongSiblings}, change{kind: "all"}) {
		for half, x := range sums[c.kind] {
			t.Logf("%-28s half %d: %4d names, first %.3f, in ten %.3f, review %.3f, hit %.3f", c.kind, half+1, x.n, share2(x.first, x.n), share2(x.ten, x.n), share2(x.review, x.n), share2(x.hit, x.n))
		}
	}
	if x := sums["all"][1]; share2(x.first, x.n) < 0.985 || share2(x.review, x.n) < 0.975 {
		t.Errorf("of the half that nobody looks at %d of %d come first, %d reach review", x.first, x.n, x.review)
	}
	if x := sums[amongSiblings][1]; share2(x.first, x.n) < 0.975 {
		t.Errorf("among siblings %d of %d come first", x.first, x.n)
	}
}
