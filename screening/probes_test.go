package screening

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"redflag/data"
)

// A probe shows one pattern by one usual means, in fields, relations or notes, and else an
// unremarkable order; its twin is the same filled innocently. Specialists who did not know
// the program wrote them: the first six means that came to their minds for each pattern,
// six more that the first did not hold, three more, and two more. Those that were seen since
// hold what was reached. Nobody reads a file whose name says unseen: of it only totals are
// told. The one of means that were seen, in new scenes, tells whether a rule knows the means
// or the words it was written for.
type probe struct {
	labelledCase
	Not []string `json:"not"` // what must not be named
	Why string   `json:"why"`
}

// probesIn are those of the files that a pattern of names matches.
func probesIn(t *testing.T, pattern string) (all []*probe) {
	t.Helper()
	files, err := filepath.Glob("testdata/probes/" + pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file of probes is %s: %v", pattern, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(text))
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			p := &probe{}
			if err := json.Unmarshal(lines.Bytes(), p); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			all = append(all, p)
		}
	}
	return all
}

// Each usual means by which a pattern shows itself is named by a rule, and its innocent twin
// is not. What likeness guesses counts for neither.
func TestUsualMeansAreNamedAndTheirTwinsAreNot(t *testing.T) {
	for _, round := range []struct {
		files                 string
		leastNamed, mostWrong int
	}{
		{"first_*.jsonl", 264, 20},
		{"second_*.jsonl", 273, 17},
		{"third_*.jsonl", 120, 12},
		{"fourth_*.jsonl", 39, 15},
		{"again_unseen.jsonl", 65, 15},
		{"again_2_unseen.jsonl", 36, 3},
		{"fifth_unseen.jsonl", 17, 6},
	} {
		named, wrong, table := namedByRules(t, probesIn(t, round.files), !strings.Contains(round.files, "unseen"))
		t.Logf("%s: %d named, %d twins named%s", round.files, named, wrong, table)
		if named < round.leastNamed || wrong > round.mostWrong {
			t.Errorf("%s: %d means are named by rules, fewer than %d, or %d twins are, more than %d", round.files, named, round.leastNamed, wrong, round.mostWrong)
		}
	}
}

// namedByRules is how many probes, and how many twins, rules name by their pattern; and for
// those that are shown, which patterns are not all named.
func namedByRules(t *testing.T, probes []*probe, shown bool) (namedAll, wrongAll int, table string) {
	t.Helper()
	named, wrong, of := map[string]int{}, map[string]int{}, map[string]int{}
	for _, p := range probes {
		by := patternsByRules(t, p)
		switch {
		case len(p.Patterns) > 0:
			of[p.Patterns[0]]++
			if by[p.Patterns[0]] != "" {
				named[p.Patterns[0]]++
				namedAll++
			} else if shown {
				t.Logf("not named: %s: %s", p.Case, p.Why)
			}
		case len(p.Not) > 0 && by[p.Not[0]] != "":
			wrong[p.Not[0]]++
			wrongAll++
			if shown {
				t.Logf("named by %s: %s: %s", by[p.Not[0]], p.Case, p.Why)
			}
		}
	}
	if !shown {
		return namedAll, wrongAll, ""
	}
	for _, pattern := range slices.Sorted(maps.Keys(of)) {
		if n := named[pattern]; n < of[pattern] || wrong[pattern] > 0 {
			table += fmt.Sprintf("\n  %s: %d of %d named, %d twins", pattern, n, of[pattern], wrong[pattern])
		}
	}
	return namedAll, wrongAll, table
}

// patternsByRules are the patterns that rules name in the records of a probe, each with one
// of the rules.
func patternsByRules(t *testing.T, p *probe) map[string]string {
	t.Helper()
	in := inputs(t)
	in.AsOf = p.AsOf
	records, err := p.records(in.Tables.Atlas())
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]string{}
	for _, v := range judge(t, in, records) {
		for _, f := range v.Findings {
			if f.Kind != data.NoteFinding && f.Rule != likeRule && f.Rule != "not-screened" { // no list is at hand
				by[f.Pattern] = f.Rule
			}
		}
	}
	return by
}
