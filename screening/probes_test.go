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
// the program wrote them. They have been seen since, and hold what was reached.
type probe struct {
	labelledCase
	Not []string `json:"not"` // what must not be named
	Why string   `json:"why"`
}

// probes are those of all files.
func probes(t *testing.T) (all []*probe) {
	t.Helper()
	files, err := filepath.Glob("testdata/probes/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no file of probes: %v", err)
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
	const leastNamed, mostWrong = 259, 20
	named, wrong, of := map[string]int{}, map[string]int{}, map[string]int{}
	namedAll, wrongAll := 0, 0
	for _, p := range probes(t) {
		in := inputs(t)
		in.AsOf = p.AsOf
		records, err := p.records(in.Tables.Atlas())
		if err != nil {
			t.Fatal(err)
		}
		by := map[string]string{}
		for _, v := range judge(t, in, records) {
			for _, f := range v.Findings {
				if f.Kind != data.NoteFinding && f.Rule != "like-other-cases" && f.Rule != "not-screened" { // no list is at hand
					by[f.Pattern] = f.Rule
				}
			}
		}
		switch {
		case len(p.Patterns) > 0:
			of[p.Patterns[0]]++
			if by[p.Patterns[0]] != "" {
				named[p.Patterns[0]]++
				namedAll++
			} else {
				t.Logf("not named: %s: %s", p.Case, p.Why)
			}
		case len(p.Not) > 0 && by[p.Not[0]] != "":
			wrong[p.Not[0]]++
			wrongAll++
			t.Logf("named by %s: %s: %s", by[p.Not[0]], p.Case, p.Why)
		}
	}
	var table strings.Builder
	for _, pattern := range slices.Sorted(maps.Keys(of)) {
		if n := named[pattern]; n < of[pattern] || wrong[pattern] > 0 {
			fmt.Fprintf(&table, "\n  %s: %d of %d named, %d twins", pattern, n, of[pattern], wrong[pattern])
		}
	}
	t.Logf("%d named, %d twins named%s", namedAll, wrongAll, table.String())
	if namedAll < leastNamed || wrongAll > mostWrong {
		t.Errorf("%d means are named by rules, fewer than %d, or %d twins are, more than %d", namedAll, leastNamed, wrongAll, mostWrong)
	}
}
