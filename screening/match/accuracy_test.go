package match

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

var accuracyFile = flag.String("accuracy", "", "write the table of scores and what they mean to this file")

type judged struct {
	category   string
	positive   bool
	best, good float64
	first      bool
	script     string
}

func judge(t testing.TB) []judged {
	s := cslIndex(t).Searcher()
	var out []judged
	for _, l := range labelledQueries(t) {
		j := judged{category: l.Category, positive: l.Kind == "positive", script: scriptName(l.Query)}
		for i, h := range s.Names(Query{Name: l.Query}, 10) {
			if i == 0 {
				j.best = h.Score
			}
			if strings.Contains("|"+l.Accept+"|", "|"+h.ID+"|") {
				j.good = max(j.good, h.Score)
				j.first = j.first || h.Score >= j.best
			}
		}
		out = append(out, j)
	}
	return out
}

func scriptName(s string) string {
	count := map[string]int{}
	for _, r := range s {
		if unicode.IsLetter(r) {
			name := [...]string{"", "Latin", "Cyrillic", "Greek", "Arabic and Persian", "Han", "Kana", "Hangul", "other"}[scriptOf(r)]
			if r < 0x250 {
				name = "Latin"
			}
			count[name]++
		}
	}
	best := ""
	for k, n := range count {
		if best == "" || n > count[best] || n == count[best] && k < best {
			best = k
		}
	}
	return best
}

// share is the part of the rows kept that reach the score.
func share(js []judged, keep func(*judged) bool, reach func(*judged) float64, at float64) (float64, int) {
	n, yes := 0, 0
	for i := range js {
		if !keep(&js[i]) {
			continue
		}
		n++
		if reach(&js[i]) >= at {
			yes++
		}
	}
	return float64(yes) / float64(max(n, 1)), n
}

func good(j *judged) float64  { return j.good }
func best(j *judged) float64  { return j.best }
func core(j *judged) bool     { return j.positive && j.category != "cross_script" }
func unlisted(j *judged) bool { return !j.positive }

func TestAccuracy(t *testing.T) {
	js := judge(t)
	at := func(score float64) (recall, alarms float64) {
		recall, _ = share(js, core, good, score)
		alarms, _ = share(js, unlisted, best, score)
		return recall, alarms
	}
	if r, f := at(ReviewThreshold); r < 0.97 || f > 0.05 {
		t.Errorf("at %.2f: recall %.4f, false alarms %.4f", ReviewThreshold, r, f)
	}
	if r, f := at(Threshold); r < 0.93 || f > 0.01 {
		t.Errorf("at %.2f: recall %.4f, false alarms %.4f", Threshold, r, f)
	}
	for _, c := range []string{"exact_primary", "exact_alias", "case_punct"} {
		if r, n := share(js, func(j *judged) bool { return j.category == c }, good, Threshold); r < 1 {
			t.Errorf("%s: %.4f of %d found", c, r, n)
		}
	}
	if *accuracyFile != "" {
		if err := os.WriteFile(*accuracyFile, []byte(accuracyTable(js)+heldOutSection(t, cslIndex(t))+addressSection(addressPairs(t))), 0o644); err != nil {
			t.Fatal(err)
		}
		beside := filepath.Join(filepath.Dir(*accuracyFile), "tables", "calibration.txt")
		if err := os.WriteFile(beside, []byte(calibrationOf(js)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// calibrationOf counts who reaches each score, for the embedded table.
func calibrationOf(js []judged) string {
	var b strings.Builder
	b.WriteString("# What a score means: names of listed parties, and of others, that reach it. Written with ACCURACY.md.\n# score listed of others of\n")
	count := func(keep func(*judged) bool, reach func(*judged) float64, at float64) (int, int) {
		s, n := share(js, keep, reach, at)
		return int(s*float64(n) + 0.5), n
	}
	for s := 95; s >= 50; s -= 5 {
		at := float64(s) / 100
		listed, of := count(core, good, at)
		others, ofOthers := count(unlisted, best, at)
		fmt.Fprintf(&b, "%.2f %d %d %d %d\n", at, listed, of, others, ofOthers)
	}
	return b.String()
}

// The meaning that hits show is the one measured, give or take what a change of
// the score moves.
func TestAScoreMeansWhatWasMeasured(t *testing.T) {
	js := judge(t)
	last := 1.0
	for s := 95; s >= 50; s -= 5 {
		at := float64(s) / 100
		m := ScoreMeaning(at)
		found, _ := share(js, core, good, at)
		alarms, _ := share(js, unlisted, best, at)
		if math.Abs(m.Found-found) > 0.02 || math.Abs(m.Alarms-alarms) > 0.02 {
			t.Errorf("at %.2f the table says %.3f and %.3f, measured are %.3f and %.3f: write it anew with -accuracy", at, m.Found, m.Alarms, found, alarms)
		}
		if m.Probability > last || m.Probability <= 0 {
			t.Errorf("at %.2f the probability is %.3f, above it %.3f", at, m.Probability, last)
		}
		last = m.Probability
	}
}

func TestScoreMeaningIsOrdered(t *testing.T) {
	last := Meaning{Found: 0, Alarms: 0, Probability: 1}
	for s := 100; s >= 0; s-- {
		m := ScoreMeaning(float64(s) / 100)
		if s >= 50 && (m.Found < last.Found || m.Alarms < last.Alarms || m.Probability > last.Probability) || s < 50 && m != (Meaning{}) {
			t.Errorf("at %d: %+v after %+v", s, m, last)
		}
		last = m
	}
}

// heldOutSection tells what is found of names made and published apart from the
// labelled set: of each, the half that was looked at while the matcher was made
// and the half that nobody looks at.
func heldOutSection(t testing.TB, ix *Index) string {
	var b strings.Builder
	percent := func(a, n int) string { return fmt.Sprintf("%.1f %%", 100*share2(a, n)) }
	b.WriteString("\n# Names that were not looked at\n\nNames of the list changed by chance, each kind in its own way (perturb_test.go, a fixed seed). Half of the entries,\n" +
		"by their id, showed what to mend; nobody looks at the misses of the other half.\n\n" +
		"| change | seen: names | first | review | hit | unseen: names | first | review | hit |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	sums := changedFigures(ix, nil)
	for _, c := range append(append([]change{}, changes...), change{kind: amongSiblings}, change{kind: "all"}) {
		x := sums[c.kind]
		fmt.Fprintf(&b, "| %s |", c.kind)
		for _, v := range x {
			fmt.Fprintf(&b, " %d | %s | %s | %s |", v.n, percent(v.first, v.n), percent(v.review, v.n), percent(v.hit, v.n))
		}
		b.WriteByte('\n')
	}
	b.WriteString("\nPublished native names of listed parties against the list in Latin letters alone. Some of them are brands that share\n" +
		"nothing with the English name and cannot be found without a list of aliases.\n\n" +
		"| script | seen: names | first | review | hit | unseen: names | first | review | hit |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	native := nativeFigures(ix, nativeNames(t, ix), nil)
	for _, k := range nativeScripts {
		if x := native[k]; x != nil {
			fmt.Fprintf(&b, "| %s |", k)
			for _, v := range x {
				fmt.Fprintf(&b, " %d | %s | %s | %s |", v.n, percent(v.first, v.n), percent(v.review, v.n), percent(v.hit, v.n))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func addressSection(pairs []addressPair) string {
	exact, unit := addressFigures(pairs)
	return fmt.Sprintf("\n# What a grade of an address means\n\nMeasured on %d pairs of addresses of public buildings (testdata/address_pairs.tsv), on which it was also made:\n"+
		"%.1f %% graded exactly; of those called the same unit, %.1f %% are.\n", len(pairs), 100*exact, 100*unit)
}

func accuracyTable(js []judged) string {
	var b strings.Builder
	b.WriteString("# What a score means\n\nMeasured on a labelled set of 2,708 names against the 25,921 parties of the Consolidated Screening List of\n" +
		"2026-07-31: 1,397 names of listed parties written differently, 117 in native script, 1,194 names of others.\n" +
		"Written by `go test ./screening/match -run TestAccuracy -args -accuracy ACCURACY.md`.\n\n" +
		"| score at or above | listed parties found | unlisted names that reach it | probability from even odds |\n| --- | --- | --- | --- |\n")
	meant := readCalibration(calibrationOf(js))
	for _, s := range []float64{0.95, 0.90, 0.85, Threshold, 0.75, ReviewThreshold, 0.65, 0.60, 0.50} {
		r, _ := share(js, core, good, s)
		f, _ := share(js, unlisted, best, s)
		fmt.Fprintf(&b, "| %.2f | %.1f %% | %.1f %% | %.2f |\n", s, 100*r, 100*f, meaningIn(meant, s).Probability)
	}
	b.WriteString("\nThe probability is that of a name which scores so and no higher than the next row, where as many names are listed as are not.\n" +
		"On an order desk, where few are, it is an upper bound.\n")
	top, n := share(js, func(j *judged) bool { return core(j) }, func(j *judged) float64 {
		if j.first {
			return 1
		}
		return 0
	}, 1)
	fmt.Fprintf(&b, "\nThe right entry comes first for %.1f %% of %d listed names.\n\n", 100*top, n)
	b.WriteString("Names in native script against the list in Latin letters alone, at the review threshold:\n\n| script | found | names |\n| --- | --- | --- |\n")
	cross := func(script string) func(*judged) bool {
		return func(j *judged) bool { return j.category == "cross_script" && (script == "" || j.script == script) }
	}
	for _, sc := range []string{"Han", "Kana", "Hangul", "Cyrillic", "Arabic and Persian", ""} {
		r, n := share(js, cross(sc), good, ReviewThreshold)
		label := sc
		if sc == "" {
			label = "all"
		}
		if n > 0 {
			fmt.Fprintf(&b, "| %s | %.1f %% | %d |\n", label, 100*r, n)
		}
	}
	b.WriteString("\nBy kind of change, at the review threshold and at the hit threshold:\n\n| change | names | review | hit |\n| --- | --- | --- | --- |\n")
	for _, c := range []string{"exact_primary", "exact_alias", "case_punct", "suffix_drop", "suffix_swap", "drop_generic_token", "abbrev", "reorder", "spacing", "homoglyph", "typo1", "typo2", "translit", "extra_text"} {
		in := func(j *judged) bool { return j.category == c }
		r, n := share(js, in, good, ReviewThreshold)
		h, _ := share(js, in, good, Threshold)
		fmt.Fprintf(&b, "| %s | %d | %.1f %% | %.1f %% |\n", strings.ReplaceAll(c, "_", " "), n, 100*r, 100*h)
	}
	return b.String()
}
