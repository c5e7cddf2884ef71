package screening

import (
	"encoding/csv"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"redflag/data"
	"redflag/screening/likeness"
	"redflag/screening/rules"
)

// The rules whose findings likeness itself makes, and the pattern of the second.
const (
	likeRule    = "like-other-cases"
	heldRule    = "like-held-cases"
	heldPattern = "held_alike"
)

var update = flag.Bool("update", false, "learn the weights of likeness anew and write them")

// weighedCase is a seen case with the signs that its records show together.
type weighedCase struct {
	*labelledCase
	found   map[string]bool
	signs   []likeness.Sign
	records []weighedRecord
}

// weighedRecord is what was found of one record, likeness apart.
type weighedRecord struct {
	level data.Level
	score int
	signs []likeness.Sign
	held  []likeness.Sign // the same and measures
}

// bears reports whether a careful reader may name the pattern of the case.
func (c *weighedCase) bears(pattern string) bool {
	return slices.Contains(c.Patterns, pattern) || slices.Contains(c.Also, pattern)
}

// hand is who wrote the case: the number in the name of its file.
func (c *weighedCase) hand() string {
	name := strings.TrimSuffix(c.file, ".jsonl")
	if i := strings.IndexByte(name, '_'); i >= 0 {
		return name[i+1:]
	}
	return "1"
}

// weighedCases are all cases that may be looked at.
func weighedCases(t *testing.T) []*weighedCase {
	var out []*weighedCase
	patterns := inputs(t).Rules.Patterns()
	for _, c := range seenCases(t) {
		if x := weigh(c, patterns); !notLearned(x.hand()) {
			out = append(out, x)
		}
	}
	return out
}

// notLearned are hands that are tested and not learned from: with the first likeness adds a
// third more to short records and is right no oftener, of hands left out; with the others
// honest deals are held oftener and no more is named.
func notLearned(hand string) bool { return slices.Contains([]string{"27", "28", "30"}, hand) }

// probeSet is what the name of a file of probes begins with here, its round behind it.
const probeSet = "probe_"

// weighedProbes are the probes and twins above pass that may be looked at. Cases tell much
// and most of it is bad; likeness has to know short records too, and innocent ones.
func weighedProbes(t *testing.T) (out []*weighedCase) {
	t.Helper()
	in := caseInputs(t)
	for _, round := range []string{"first", "second", "third"} {
		for _, p := range probesIn(t, round+"_*.jsonl") {
			c, err := judgeCase(in, &p.labelledCase)
			if err != nil {
				t.Fatal(err)
			}
			x := weigh(c, in.Rules.Patterns())
			x.file = probeSet + round + ".jsonl"
			if slices.ContainsFunc(x.records, func(r weighedRecord) bool { return r.level > data.Pass }) {
				out = append(out, x)
			}
		}
	}
	return out
}

func weighedRecordOf(v *data.Verdict, signs []likeness.Sign, patterns *rules.Patterns) weighedRecord {
	findings := withoutLikeness(v.Findings)
	r := weighedRecord{signs: signs, held: slices.Clip(signs)}
	r.level, r.score = patterns.Level(findings)
	for _, m := range measures(findings, r.score, nil) {
		r.held = append(r.held, m.Sign)
	}
	return r
}

func weigh(c *judgedCase, patterns *rules.Patterns) *weighedCase {
	x := &weighedCase{labelledCase: c.labelledCase, found: map[string]bool{}}
	for i, v := range c.verdicts {
		x.records = append(x.records, weighedRecordOf(&v, c.signs[i], patterns))
		for _, f := range withoutLikeness(v.Findings) {
			if f.Kind != data.NoteFinding {
				x.found[f.Pattern] = true
			}
		}
		for _, one := range c.signs[i] {
			if i := slices.IndexFunc(x.signs, func(o likeness.Sign) bool { return o.Name == one.Name }); i < 0 {
				x.signs = append(x.signs, one)
			} else {
				x.signs[i].Value = max(x.signs[i].Value, one.Value)
			}
		}
	}
	slices.SortFunc(x.signs, func(a, b likeness.Sign) int { return strings.Compare(a.Name, b.Name) })
	return x
}

// How likeness is learned. The chance from which on a pattern is named stands with its
// rule.
const (
	learnRate   = 0.3
	learnPasses = 150
	learnDecay  = 3    // of the squares of weights
	heldDecay   = 1    // the same of those that cases are held by
	heldPasses  = 1500 // of those, for which every case counts
	leastCases  = 5    // that a sign stands in, and that bear a pattern
	leastWeight = 0.15 // that is kept
	mayWeight   = 0.4  // of a case in which a careful reader may name the pattern, and need not
)

// parted are the cases of other hands, and those of the hand.
func parted(cases []*weighedCase, hand string) (rest, left []*weighedCase) {
	for _, c := range cases {
		if c.hand() == hand {
			left = append(left, c)
		} else {
			rest = append(rest, c)
		}
	}
	return rest, left
}

// learnLikeness fits a logistic regression for each pattern that likeness may name, on
// all cases at once, by steps of adapted length. The same cases in the same order give
// the same weights. What has to be named counts for more than what may be; afterwards all
// patterns are raised alike, until as many are likely as were borne.
func learnLikeness(cases []*weighedCase, patterns *rules.Patterns) []likeness.Weight {
	names, rows := signRows(cases, func(c *weighedCase) []likeness.Sign { return c.signs })
	var targets []string
	for _, p := range patterns.All() {
		n := 0
		for _, c := range cases {
			if c.bears(p.ID) {
				n++
			}
		}
		if n >= leastCases && patterns.Guessable(p.ID) {
			targets = append(targets, p.ID)
		}
	}
	of := make([][]likeness.Weight, len(targets))
	next := make(chan int)
	var working sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		working.Go(func() {
			for i := range next {
				of[i] = fitPattern(cases, rows, targets[i], names)
			}
		})
	}
	for i := range targets {
		next <- i
	}
	close(next)
	working.Wait()
	raise(of, rows, cases, targets, names)
	return slices.Concat(of...)
}

// signRows are the names of the signs that stand in enough cases, in order, and the signs of
// each case by their places.
func signRows(cases []*weighedCase, of func(*weighedCase) []likeness.Sign) (names []string, rows []signRow) {
	count := map[string]int{}
	for _, c := range cases {
		for _, s := range of(c) {
			count[s.Name]++
		}
	}
	for name, n := range count {
		if n >= leastCases {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	rows = make([]signRow, len(cases))
	for i, c := range cases {
		for _, s := range of(c) {
			if at, ok := slices.BinarySearch(names, s.Name); ok {
				rows[i] = append(rows[i], signAt{at, s.Value})
			}
		}
	}
	return names, rows
}

// raise adds to the weight of no sign of every pattern the same, so that the chances of all
// cases add up to what they bear.
func raise(of [][]likeness.Weight, rows []signRow, cases []*weighedCase, targets, names []string) {
	bearing := 0
	var odds []float64
	w := make([]float64, len(names))
	for i, weights := range of {
		clear(w)
		for _, x := range weights[1:] {
			at, _ := slices.BinarySearch(names, x.Sign)
			w[at] = x.Weight
		}
		for j, row := range rows {
			z := weights[0].Weight
			for _, s := range row {
				z += w[s.at] * s.value
			}
			odds = append(odds, z)
			if cases[j].bears(targets[i]) {
				bearing++
			}
		}
	}
	low, high := 0.0, 5.0
	for range 40 {
		by, sum := (low+high)/2, 0.0
		for _, z := range odds {
			sum += 1 / (1 + math.Exp(-z-by))
		}
		if sum < float64(bearing) {
			low = by
		} else {
			high = by
		}
	}
	for i := range of {
		of[i][0].Weight += low
	}
}

// signRow is the signs of a case by the place of their names.
type signRow []signAt

type signAt struct {
	at    int
	value float64
}

// fitPattern fits the weights of one pattern. That a rule names the pattern itself is no
// sign of it: where likeness is asked, none does, and other signs would be left little to
// say.
func fitPattern(cases []*weighedCase, rows []signRow, pattern string, names []string) []likeness.Weight {
	if own, ok := slices.BinarySearch(names, foundSign+pattern); ok {
		rows = without(rows, own)
	}
	is, counts := make([]bool, len(cases)), make([]float64, len(cases))
	for i, c := range cases {
		counts[i] = 1
		if is[i] = c.bears(pattern); is[i] && !slices.Contains(c.Patterns, pattern) {
			counts[i] = mayWeight
		}
	}
	return fit(rows, is, counts, pattern, names, learnDecay, learnPasses)
}

// fit fits the weights of signs by a logistic regression of what is, each row counting for
// so much.
func fit(rows []signRow, is []bool, counts []float64, pattern string, names []string, decay float64, passes int) []likeness.Weight {
	alone := len(names) // place of the weight of no sign
	w, step, squares := make([]float64, alone+1), make([]float64, alone+1), make([]float64, alone+1)
	bearing, others := 0.0, 0.0
	for i, n := range counts {
		if is[i] {
			bearing += n
		} else {
			others += n
		}
	}
	w[alone] = math.Log(bearing / others)
	for range passes {
		for i := range alone {
			step[i] = decay * w[i]
		}
		step[alone] = 0
		for i, row := range rows {
			z := w[alone]
			for _, s := range row {
				z += w[s.at] * s.value
			}
			d := 1 / (1 + math.Exp(-z))
			if is[i] {
				d--
			}
			d *= counts[i]
			for _, s := range row {
				step[s.at] += d * s.value
			}
			step[alone] += d
		}
		for i := range w {
			if squares[i] += step[i] * step[i]; squares[i] > 0 {
				w[i] -= learnRate * step[i] / math.Sqrt(squares[i])
			}
		}
	}
	out := []likeness.Weight{{Pattern: pattern, Weight: w[alone]}}
	for i, name := range names {
		if math.Abs(w[i]) >= leastWeight {
			out = append(out, likeness.Weight{Pattern: pattern, Sign: name, Weight: w[i]})
		}
	}
	return out
}

// without are rows less the sign at a place.
func without(rows []signRow, at int) []signRow {
	out := make([]signRow, len(rows))
	for i, row := range rows {
		out[i] = slices.DeleteFunc(slices.Clone(row), func(s signAt) bool { return s.at == at })
	}
	return out
}

// Likeness names what no rule names, of cases by hands that it did not learn from, and
// is right often enough.
func TestLikenessOfCasesNotLearnedFrom(t *testing.T) {
	if testing.Short() {
		t.Skip("judges all cases")
	}
	shared(t, publishedList)
	cases, set := append(weighedCases(t), weighedProbes(t)...), inputs(t).Rules
	if *update {
		writeWeights(t, slices.Concat(learnLikeness(cases, set.Patterns()), learnHeld(cases)))
	}
	least, _ := set.Likeness()
	bars := []float64{least}
	if testing.Verbose() {
		bars = []float64{0.25, 0.30, 0.35, 0.40, 0.45, 0.50}
	}
	var sums []likenessSum
	for range bars {
		sums = append(sums, likenessSum{})
	}
	for _, hand := range []string{"8", "9", "10", "17", "18", "19", "third"} {
		rest, left := parted(cases, hand)
		m := likeness.New(learnLikeness(rest, set.Patterns()))
		for _, c := range left {
			for i, bar := range bars {
				sums[i].add(c, m, bar, set.Patterns())
			}
		}
	}
	for i, bar := range bars {
		x := &sums[i]
		t.Logf("from %.2f on: of diversion %.3f named (%.3f by rules alone), %.3f right (%.3f); %d added, right %.3f; of honest deals %d added in %d; of probes %d in %d, %d right", bar,
			share(x.named+x.more, x.labels), share(x.named, x.labels), share(x.right+x.moreRight, x.findings+x.added), share(x.right, x.findings), x.added, share(x.moreRight, x.added), x.calm, x.calmCases, x.sparse, x.sparseCases, x.sparseRight)
		if bar != least {
			continue
		}
		if share(x.more, x.labels) < 0.03 {
			t.Errorf("likeness names %.3f of the labels more, less than 0.03", share(x.more, x.labels))
		}
		if share(x.moreRight, x.added) < 0.50 {
			t.Errorf("what likeness adds is right in %.3f, less than 0.50", share(x.moreRight, x.added))
		}
		if share(x.sparse, x.sparseCases) > 0.43 {
			t.Errorf("likeness adds %.2f to a probe or twin, more than 0.43", share(x.sparse, x.sparseCases))
		}
	}
}

// likenessSum is what likeness came to on some cases.
type likenessSum struct {
	labels, named, more               int
	findings, right, added, moreRight int
	calm, calmCases                   int
	sparse, sparseRight, sparseCases  int // of probes and their twins
}

func (x *likenessSum) add(c *weighedCase, m *likeness.Model, least float64, patterns *rules.Patterns) {
	more := map[string]bool{}
	for _, r := range c.records {
		if r.level == data.Pass {
			continue
		}
		for _, l := range m.Likely(len(r.signs), func(i int) likeness.Sign { return r.signs[i] }, least) {
			if patterns.Guessable(l.Pattern) && !c.found[l.Pattern] {
				more[l.Pattern] = true
			}
		}
	}
	if strings.HasPrefix(c.file, probeSet) {
		x.sparseCases++
		x.sparse += len(more)
		for p := range more {
			if c.bears(p) {
				x.sparseRight++
			}
		}
		return
	}
	if !strings.HasPrefix(c.file, "diversion") {
		if strings.HasPrefix(c.file, "honest") {
			x.calm += len(more)
			x.calmCases++
		}
		return
	}
	for _, p := range c.Patterns {
		x.labels++
		if c.found[p] {
			x.named++
		} else if more[p] {
			x.more++
		}
	}
	for p := range c.found {
		if !slices.Contains(legalPatterns, p) {
			x.findings++
			if c.bears(p) {
				x.right++
			}
		}
	}
	for p := range more {
		x.added++
		if c.bears(p) {
			x.moreRight++
		}
	}
}

func writeWeights(t *testing.T, weights []likeness.Weight) {
	f, err := os.Create(filepath.Join("likeness", "weights.csv"))
	if err != nil {
		t.Fatal(err)
	}
	out := csv.NewWriter(f)
	out.Write([]string{"pattern", "sign", "weight"})
	before := ""
	for _, w := range weights {
		pattern := w.Pattern
		if pattern == before {
			pattern = ""
		}
		before = w.Pattern
		out.Write([]string{pattern, w.Sign, strconv.FormatFloat(w.Weight, 'f', 2, 64)})
	}
	out.Flush()
	if err := errors.Join(out.Error(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// Every sign and pattern of the weights is a word that the program still says.
func TestWeightsOfLikenessSpeakOfThisProgram(t *testing.T) {
	m, err := likeness.Load()
	if err != nil {
		t.Fatal(err)
	}
	patterns := inputs(t).Rules.Patterns()
	for _, p := range m.Patterns() {
		if p != heldPattern && !patterns.Guessable(p) {
			t.Errorf("%s is no pattern that likeness may name", p)
		}
	}
	for _, s := range m.Signs() {
		if p, found := strings.CutPrefix(s, foundSign); found {
			if _, ok := patterns.Get(p); !ok {
				t.Errorf("the sign %s is of no pattern", s)
			}
		}
	}
}

// What cases bore is spoken of above pass alone, moves neither level nor score, names no
// pattern twice, shows a finding, and can be switched off.
func TestLikenessAddsAQuestionAndNothingElse(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many cases")
	}
	without := caseInputs(t)
	off, err := without.Rules.With(fstest.MapFS{"p/own.yaml": {Data: []byte("overrides:\n  - {rule: like-other-cases, off: true, reason: no guesses here}\n")}}, "p")
	if err != nil {
		t.Fatal(err)
	}
	without.Rules = off
	added := 0
	for i, c := range seenCases(t) {
		if i%9 != 0 {
			continue
		}
		bare, err := judgeCase(without, c.labelledCase)
		if err != nil {
			t.Fatal(err)
		}
		is, was := c.verdicts, bare.verdicts
		for j := range is {
			if is[j].Level != was[j].Level || is[j].Score != was[j].Score {
				t.Errorf("%s: %s with %d, without likeness %s with %d", c.Case, is[j].Level, is[j].Score, was[j].Level, was[j].Score)
			}
			more := len(is[j].Findings) - len(was[j].Findings)
			if is[j].Level == data.Pass && more > 0 {
				t.Errorf("%s: likeness speaks at pass", c.Case)
			}
			added += more
			for _, f := range is[j].Findings {
				if f.Rule != likeRule {
					continue
				}
				if slices.ContainsFunc(was[j].Findings, func(o data.Finding) bool { return o.Pattern == f.Pattern && o.Kind != data.NoteFinding }) {
					t.Errorf("%s: %s is named already", c.Case, f.Pattern)
				}
				if f.Points != 0 || len(f.Evidence) == 0 || !strings.Contains(f.Says, "The signs: ") {
					t.Errorf("%s: %+v", c.Case, f)
				}
			}
		}
	}
	if added == 0 {
		t.Error("likeness names nothing in any case")
	}
}
