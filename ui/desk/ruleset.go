package desk

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"slices"

	"redflag/data"
	"redflag/data/reference"
	"redflag/screening"
	"redflag/screening/rules"
)

// NewRule is a pack to start one's own from: one rule with its tests.
//
//go:embed start/rule.yaml
var NewRule string

// Rule is one rule as a person reads it.
type Rule struct {
	ID       string   `json:"id"`
	Version  int      `json:"version"`
	Status   string   `json:"status"`
	Title    string   `json:"title"`
	Kind     string   `json:"kind"`
	Pattern  string   `json:"pattern"`
	Points   int      `json:"points"`
	When     string   `json:"when"`
	Why      string   `json:"why"`
	Innocent string   `json:"innocent"`
	Asks     []string `json:"asks"`
	Cites    []string `json:"cites"`
	Basis    string   `json:"basis"`
}

// loadRules loads the built-in packs and, where a folder is named, the user's.
func loadRules(folder string) (*rules.Set, error) {
	if folder == "" {
		return screening.LoadRules()
	}
	set, err := screening.LoadRules()
	if err != nil {
		return nil, err
	}
	return set.With(os.DirFS(folder), ".")
}

// Rules are all rules, the built-in ones and those of the folder, by id.
func Rules(folder string) ([]Rule, error) {
	set, err := loadRules(folder)
	if err != nil {
		return nil, err
	}
	var out []Rule
	for _, r := range set.Rules() {
		var cites []string
		for _, c := range r.Cites {
			cites = append(cites, c.Title+" "+c.Item)
		}
		out = append(out, Rule{
			ID: r.ID, Version: r.Version, Status: r.Status, Title: r.Title, Kind: string(r.Kind),
			Pattern: r.Pattern, Points: r.Points, When: r.When, Why: r.Why, Innocent: r.Innocent,
			Asks: r.Asks, Cites: cites, Basis: r.Basis(),
		})
	}
	slices.SortFunc(out, func(a, b Rule) int {
		switch {
		case a.ID < b.ID:
			return -1
		case a.ID > b.ID:
			return 1
		}
		return 0
	})
	return out, nil
}

// RuleTest is the outcome of one test inside a pack.
type RuleTest struct {
	Rule, Name string
	Failed     string // why, or ""
}

// TestRules runs the tests of all packs from records to findings.
func TestRules(ctx context.Context, folder string, today data.Date) ([]RuleTest, error) {
	set, err := loadRules(folder)
	if err != nil {
		return nil, err
	}
	tables, err := reference.Load()
	if err != nil {
		return nil, err
	}
	results, err := screening.RunTests(ctx, set, tables, today)
	var out []RuleTest
	for _, r := range results {
		t := RuleTest{Rule: r.Test.Rule, Name: r.Test.Name}
		switch {
		case r.Err != nil:
			t.Failed = r.Err.Error()
		case !r.OK:
			t.Failed = fmt.Sprintf("wants %s, is %s: %s", r.Test.Expect, r.Got, r.Says)
		}
		out = append(out, t)
	}
	return out, err
}
