package match

import (
	_ "embed"
	"encoding/json"
	"flag"
	"hash/fnv"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

var showHalf = flag.Bool("show-half", false, "list what the first half of the native list misses")

//go:embed testdata/native_pairs.tsv
var nativePairs string

const nativePath = "lists/native/restricted_parties.json"

// nativeName is a published native name and the listed entries that it belongs to.
type nativeName struct {
	name, english string
	accept        []string
	half          int
	script        string
}

// halfOf splits texts into two halves: the first may be looked at, the second decides.
func halfOf(s string) int {
	h := fnv.New32a()
	h.Write([]byte(s))
	return int(h.Sum32()>>7) & 1
}

// nativeNames are the published native names whose English name an entry of the
// list bears, letter for letter but for forms of company.
func nativeNames(t testing.TB, ix *Index) []nativeName {
	var rows []struct {
		Name struct{ English, Native string }
	}
	if err := json.Unmarshal(sharedFile(t, nativePath), &rows); err != nil {
		t.Fatal(err)
	}
	// A group's name given for each of its companies is the name of none of them.
	bears := map[string]map[string]bool{}
	for _, r := range rows {
		if bears[r.Name.Native] == nil {
			bears[r.Name.Native] = map[string]bool{}
		}
		bears[r.Name.Native][strings.ToLower(r.Name.English)] = true
	}
	fold := folder{table: ix.table}
	bearers := ix.bearers(&fold)
	var out []nativeName
	for _, r := range rows {
		if len(bears[r.Name.Native]) > 2 {
			continue
		}
		sc := scriptName(r.Name.Native)
		if sc == "" || sc == "Latin" || sc == "other" || r.Name.English == "" {
			continue
		}
		if accept := bearers[foldedKey(&fold, r.Name.English)]; len(accept) > 0 {
			out = append(out, nativeName{r.Name.Native, r.Name.English, accept, halfOf(r.Name.Native), sc})
		}
	}
	return out
}

// bearers are the entries that bear a name, by its folded key.
func (ix *Index) bearers(f *folder) map[string][]string {
	m := map[string][]string{}
	for i := range ix.names {
		n := &ix.names[i]
		k, id := foldedKey(f, ix.listed(n)), ix.entry(n.entry).ID
		if !slices.Contains(m[k], id) {
			m[k] = append(m[k], id)
		}
	}
	return m
}

// found is the best score that a wanted entry gets.
func found(s *Searcher, name string, accept []string) (score float64, first bool, top data.NameHit) {
	hits := s.Names(Query{Name: name}, 10)
	for i, h := range hits {
		if i == 0 {
			top = h
		}
		if slices.Contains(accept, h.ID) {
			if h.Score > score {
				score = h.Score
			}
			first = first || h.Score >= top.Score
		}
	}
	return score, first, top
}

// nativeFigure is how many native names are found, of one script and half.
type nativeFigure struct{ n, review, hit, first int }

var nativeScripts = []string{"Han", "Kana", "Hangul", "Cyrillic", "Arabic and Persian", "all"}

// nativeFigures looks native names up in the list in Latin letters.
func nativeFigures(ix *Index, names []nativeName, missed func(n nativeName, score float64, top data.NameHit)) map[string]*[2]nativeFigure {
	s := ix.Searcher()
	sums := map[string]*[2]nativeFigure{}
	for _, n := range names {
		score, first, top := found(s, n.name, n.accept)
		for _, k := range []string{n.script, "all"} {
			if sums[k] == nil {
				sums[k] = new([2]nativeFigure)
			}
			x := &sums[k][n.half]
			x.n++
			x.review += yes(score >= ReviewThreshold)
			x.hit += yes(score >= Threshold)
			x.first += yes(first)
		}
		if missed != nil && n.half == 0 && score < ReviewThreshold {
			missed(n, score, top)
		}
	}
	return sums
}

// Native names against the list in Latin letters, by script and half.
func TestNativeList(t *testing.T) {
	ix := cslIndex(t)
	for _, set := range []struct {
		label string
		names []nativeName
		least float64 // of the half that nobody looks at
	}{
		{"published", nativeNames(t, ix), 0.75},
		{"known", knownNatives(t, ix), 0.75},
	} {
		nativeHalves(t, ix, set.label, set.names, set.least)
	}
}

// knownNatives are native names that were written down by hand, from what is publicly
// known of the listed.
func knownNatives(t testing.TB, ix *Index) []nativeName {
	fold := folder{table: ix.table}
	bearers := ix.bearers(&fold)
	var out []nativeName
	for line := range strings.Lines(nativePairs) {
		native, listed, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || native[0] == '#' {
			continue
		}
		accept := bearers[foldedKey(&fold, listed)]
		if len(accept) == 0 {
			t.Errorf("testdata/native_pairs.tsv: %q is not listed", listed)
		}
		out = append(out, nativeName{native, listed, accept, halfOf(native), scriptName(native)})
	}
	return out
}

func nativeHalves(t *testing.T, ix *Index, label string, names []nativeName, least float64) {
	s := ix.Searcher()
	sums := nativeFigures(ix, names, func(n nativeName, score float64, top data.NameHit) {
		if *showHalf {
			t.Logf("MISS %.2f %s | %s | %.2f %s | %s", score, n.name, n.english, top.Score, top.Matched, gloss(s, n.name))
		}
	})
	for _, k := range nativeScripts {
		if x := sums[k]; x != nil {
			for h, v := range x {
				t.Logf("%-10s%-20s half %d: %4d names, review %.3f, hit %.3f, first %.3f", label, k, h+1, v.n, share2(v.review, v.n), share2(v.hit, v.n), share2(v.first, v.n))
			}
		}
	}
	if x := sums["all"][1]; float64(x.review) < least*float64(x.n) {
		t.Errorf("%s native names found of the half that nobody looks at: %d of %d", label, x.review, x.n)
	}
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

func share2(a, n int) float64 { return float64(a) / float64(max(n, 1)) }

// gloss is how a text is read.
func gloss(s *Searcher, name string) string {
	s.f.fold(name)
	out := ""
	for i := range s.f.slots {
		sl := &s.f.slots[i]
		for k := range sl.n {
			if k > 0 {
				out += "/"
			}
			out += string(s.f.text(&sl.alts[k]))
		}
		out += " "
	}
	return out
}

// The labelled queries in native script: pooled figures only, with the Latin list
// alone and with the native names beside it.
func TestNativeLabelled(t *testing.T) {
	ix := cslIndex(t)
	pack, _ := cslOnce()
	with := *pack
	with.Entries = slices.Clone(pack.Entries)
	at := map[string]int{}
	for i := range with.Entries {
		at[with.Entries[i].ID] = i
	}
	for _, n := range nativeNames(t, ix) {
		for _, id := range n.accept {
			e := &with.Entries[at[id]]
			e.Aliases = append(slices.Clone(e.Aliases), n.name)
		}
	}
	for label, ix := range map[string]*Index{"Latin list alone": ix, "native names loaded": Build([]*data.ListPack{&with})} {
		s := ix.Searcher()
		type sum struct{ n, review, hit int }
		sums := map[string]*sum{}
		for _, l := range labelledQueries(t) {
			if l.Category != "cross_script" {
				continue
			}
			score, _, _ := found(s, l.Query, splitIDs(l.Accept))
			half := "first half"
			if halfOf(l.Query) == 1 {
				half = "second half"
			}
			for _, k := range []string{scriptName(l.Query), "all", half} {
				if sums[k] == nil {
					sums[k] = new(sum)
				}
				sums[k].n++
				sums[k].review += yes(score >= ReviewThreshold)
				sums[k].hit += yes(score >= Threshold)
			}
		}
		for _, k := range []string{"Han", "Kana", "Hangul", "Cyrillic", "Arabic and Persian", "first half", "second half", "all"} {
			if v := sums[k]; v != nil {
				t.Logf("%s: %-20s %d of %d at review, %d at hit", label, k, v.review, v.n, v.hit)
			}
		}
	}
}

func splitIDs(s string) []string { return strings.Split(s, "|") }
