package screening

import (
	"context"
	"fmt"
	"slices"

	"redflag/data"
	"redflag/data/reference"
	"redflag/screening/rules"
)

// TestResult is what became of one test of a rule pack.
type TestResult struct {
	Test rules.Test
	OK   bool
	Got  string // fires, gap, near or quiet
	Says string // what the rule said, or what was missing
	Err  error
}

// RunTests runs the tests of a set from records to findings. A test that names no
// day is run as of the given one.
func RunTests(ctx context.Context, set *rules.Set, tables *reference.Tables, asOf data.Date) ([]TestResult, error) {
	var out []TestResult
	goods := newCatalogue(tables)
	for _, t := range set.Tests() {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		out = append(out, runTest(ctx, set, tables, goods, asOf, t))
	}
	return out, nil
}

func runTest(ctx context.Context, set *rules.Set, tables *reference.Tables, goods *catalogue, asOf data.Date, t rules.Test) TestResult {
	res := TestResult{Test: t, Got: rules.ExpectQuiet}
	verdicts, err := judgeTest(ctx, set, tables, goods, asOf, t)
	if err != nil {
		res.Err = err
		return res
	}
	r, _ := set.Rule(t.Rule)
	for i := range verdicts {
		got, says := outcomeOf(&verdicts[i], &r)
		if weightOf(got) > weightOf(res.Got) {
			res.Got, res.Says = got, says
		}
	}
	res.OK = res.Got == t.Expect || t.Expect == rules.ExpectQuiet && res.Got == rules.ExpectNear
	return res
}

func weightOf(got string) int {
	return slices.Index([]string{rules.ExpectQuiet, rules.ExpectNear, rules.ExpectGap, rules.ExpectFires}, got)
}

// outcomeOf is what one rule did in a verdict.
func outcomeOf(v *data.Verdict, r *rules.Rule) (got, says string) {
	near := slices.IndexFunc(v.Near, func(n *data.NearMiss) bool { return n.Rule == r.ID })
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Rule != r.ID {
			continue
		}
		if near >= 0 && f.Kind == data.GapFinding {
			return rules.ExpectGap, f.Says
		}
		if f.Kind == r.Kind {
			return rules.ExpectFires, f.Says
		}
	}
	if near >= 0 {
		return rules.ExpectNear, v.Near[near].Why
	}
	return rules.ExpectQuiet, ""
}

// judgeTest judges the records of a test with its lists and judgements.
func judgeTest(ctx context.Context, set *rules.Set, tables *reference.Tables, goods *catalogue, asOf data.Date, t rules.Test) ([]data.Verdict, error) {
	return judgeGiven(ctx, testInputs(set, tables, goods, asOf, t), t)
}

// testInputs are what the records of a test are judged by.
func testInputs(set *rules.Set, tables *reference.Tables, goods *catalogue, asOf data.Date, t rules.Test) Inputs {
	if t.AsOf.State() == data.Known {
		asOf = data.DateOfDay(t.AsOf.Last())
	}
	in := Inputs{AsOf: asOf, Regime: t.Regime, Tables: tables, Rules: set, Judgements: t.Judgements, Program: "test", goods: goods}
	if len(t.Lists) > 0 {
		in.Lists = []*data.ListPack{{Name: "test list", Hash: "test", AsOf: asOf, Entries: t.Lists}}
	}
	return in
}

func judgeGiven(ctx context.Context, in Inputs, t rules.Test) ([]data.Verdict, error) {
	records := make([]*data.Record, 0, len(t.Given))
	for i := range t.Given {
		r := t.Given[i]
		r.Origin = data.Origin{File: t.File, Row: i + 1}
		records = append(records, &r)
	}
	var out []data.Verdict
	err := Stream(ctx, in, each(records), func(_ *data.Record, v *data.Verdict) error {
		out = append(out, *v)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("judge the records of the test: %w", err)
	}
	return out, nil
}
