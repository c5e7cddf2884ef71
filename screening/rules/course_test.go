package rules

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"redflag/data"
)

// drawnRules are a few rules of any conditions, some of which hold for a time or in
// a regime only.
func drawnRules(t *rapid.T, sc *Schema, pats *Patterns) *Set {
	var b strings.Builder
	b.WriteString("pack: drawn\nsources: {m: {title: M}}\nrules:\n")
	for i := range rapid.IntRange(2, 8).Draw(t, "rules") {
		extra := rapid.SampledFrom([]string{"", "valid: {from: 2023-05-05}, ", "valid: {to: 2024-02-29}, ", "regimes: [current], "}).Draw(t, "holds")
		kind := rapid.SampledFrom([]string{"kind: flag, points: 1", "kind: gap, points: 1, decisive: true"}).Draw(t, "kind")
		fmt.Fprintf(&b, "  - {id: r%d, title: t, pattern: shell_company, %s, %swhen: %q, says: {en: s}, why: w, innocent: i, cites: [{source: m, basis: unverified}]}\n", i, kind, extra, genCond(t, 2))
	}
	set, err := Load(fstest.MapFS{"p/a.yaml": {Data: []byte(b.String())}}, "p", sc, pats)
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	return set
}

// A course that was gone before ends where the rules themselves would: whatever was
// judged before, an outcome is the outcome of one who judges for the first time.
func TestACourseEndsWhereTheRulesDo(t *testing.T) {
	sc := testSchema(t)
	pats, err := BuiltinPatterns()
	if err != nil {
		t.Fatal(err)
	}
	ended := 0
	rapid.Check(t, func(t *rapid.T) {
		set := drawnRules(t, sc, pats)
		var worlds []*stub
		for range rapid.IntRange(1, 6).Draw(t, "worlds") {
			known, hidden := genWorld(t, sc)
			worlds = append(worlds, known, hidden)
		}
		days := []data.Date{data.Day(2025, 8, 12), data.Day(2023, 5, 5), {Year: 2024, Month: 2}, {}}
		var warm Outcome
		warm.begin(set, worlds[0])
		warm.passed = trialReads
		for range rapid.IntRange(10, 80).Draw(t, "judgements") {
			f := rapid.SampledFrom(worlds).Draw(t, "world")
			law, regime := rapid.SampledFrom(days).Draw(t, "law"), rapid.SampledFrom([]string{"current", "other"}).Draw(t, "regime")
			set.Judge(f, law, regime, &warm)
			var fresh Outcome
			set.Judge(f, law, regime, &fresh)
			after, alone := fmt.Sprintf("%+v\n%+v", warm.Findings, warm.Near), fmt.Sprintf("%+v\n%+v", fresh.Findings, fresh.Near)
			if after != alone {
				t.Fatalf("after others:\n%s\nalone:\n%s", after, alone)
			}
		}
		ended += len(warm.courses.ends) - 1
	})
	if ended == 0 {
		t.Error("no course was drawn to its end, so nothing was tried")
	}
}

// Courses are forgotten when they are many, and the answers stay.
func TestCoursesAreBounded(t *testing.T) {
	set := hundredRules(t)
	f := quietFacts(set.schema, "yes")
	var out Outcome
	out.begin(set, f)
	out.passed = trialReads
	out.courses.forks = make([]fork, mostForks+1)
	for range 50 {
		set.Judge(f, data.Day(2025, 3, 2), "current", &out)
		if len(out.Findings)+len(out.Near) > 0 {
			t.Fatal("these facts are meant to be quiet")
		}
	}
	if n := len(out.courses.forks); n > 1000 {
		t.Errorf("%d forks are remembered", n)
	}
}
