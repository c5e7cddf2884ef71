package desk

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

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
	Pack     string   `json:"pack"`
	Off      bool     `json:"off,omitempty"`             // switched off by a user's pack
	Override string   `json:"override,omitempty"`        // why a user's pack changed it
	BuiltIn  *int     `json:"built_in_points,omitempty"` // where a user's pack weighs it otherwise
}

// ErrBadPack is the fault of a rule pack that cannot be loaded. Its words name
// the file, the line and the column.
var ErrBadPack = errors.New("the rule packs cannot be used")

// PacksFolder is where the user's own packs of a workspace stand: the folder
// beside its file that has its name and ".rules". There is a folder only where
// the user made one.
func PacksFolder(workspace string) (folder string, there bool, err error) {
	folder = workspace + ".rules"
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return folder, false, nil
	case err != nil:
		return folder, false, fmt.Errorf("%w: %w", ErrBadPack, err)
	case !info.IsDir():
		return folder, false, fmt.Errorf("%w: %s is no folder; rule packs of the workspace go into a folder of that name", ErrBadPack, folder)
	}
	return folder, true, nil
}

// ownPacks is the folder that the options name, or the workspace's own where
// there is one.
func ownPacks(o Options) (string, error) {
	if o.Packs != "" {
		return o.Packs, nil
	}
	folder, there, err := PacksFolder(o.Path)
	if err != nil || !there {
		return "", err
	}
	return folder, nil
}

// loadRules loads the built-in packs and, where a folder is named, the user's.
func loadRules(folder string) (*rules.Set, error) {
	set, err := screening.LoadRules()
	if err != nil || folder == "" {
		return set, err
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%w: there is no folder %s", ErrBadPack, folder)
	}
	if set, err = set.With(os.DirFS(folder), "."); err != nil {
		return nil, fmt.Errorf("%w: in %s: %w", ErrBadPack, folder, err)
	}
	return set, nil
}

// useRules settles which rules the workspace uses. Packs of the user's own are read
// now, because a fault in them is told before anything is done. The built-in ones are
// read when something asks for them: the queue wants none.
func (d *Desk) useRules() error {
	d.rules = sync.OnceValues(func() (*rules.Set, error) { return loadRules("") })
	folder, err := ownPacks(d.o)
	if err == nil && folder == "" {
		return nil
	}
	var set *rules.Set
	if err == nil {
		set, err = loadRules(folder)
	}
	if err == nil {
		d.folder, d.rules = folder, func() (*rules.Set, error) { return set, nil }
		return nil
	}
	if !d.o.BadPacks || !errors.Is(err, ErrBadPack) {
		return err
	}
	d.packFault = err
	return nil
}

// rulesCheck says which rules the workspace uses.
func (d *Desk) rulesCheck() Check {
	if d.packFault != nil {
		return Check{"rules", false, d.packFault.Error() + "; nothing is screened until they are mended or moved away"}
	}
	off, weighed, own := 0, 0, 0
	builtin, err := loadRules("")
	if err != nil {
		return Check{"rules", false, err.Error()}
	}
	set, err := d.rules()
	if err != nil {
		return Check{"rules", false, err.Error()}
	}
	for _, r := range set.Rules() {
		b, known := builtin.Rule(r.ID)
		switch {
		case !known:
			own++
		case r.Off:
			off++
		case r.Points != b.Points:
			weighed++
		}
	}
	says := fmt.Sprintf("%d rules, %s", len(set.Rules()), short(set.Hash()))
	if d.folder == "" {
		return Check{"rules", true, says + "; all built in"}
	}
	return Check{"rules", true, fmt.Sprintf("%s; %s adds %d, switches %d off and re-weighs %d", says, d.folder, own, off, weighed)}
}

// Rules are all rules, the built-in ones and those of the folder, by id.
func Rules(folder string) ([]Rule, error) {
	set, err := loadRules(folder)
	if err != nil {
		return nil, err
	}
	builtin, err := loadRules("")
	if err != nil {
		return nil, err
	}
	var out []Rule
	for _, r := range set.Rules() {
		var cites []string
		for _, c := range r.Cites {
			cites = append(cites, c.Title+" "+c.Item)
		}
		one := Rule{
			ID: r.ID, Version: r.Version, Status: r.Status, Title: r.Title, Kind: string(r.Kind),
			Pattern: r.Pattern, Points: r.Points, When: r.When, Why: r.Why, Innocent: r.Innocent,
			Asks: r.Asks, Cites: cites, Basis: r.Basis(),
			Pack: r.Pack, Off: r.Off, Override: r.Override,
		}
		switch {
		case r.Likeness > 0 && r.Pattern != "":
			one.When = fmt.Sprintf("of cases with the same signs, a share of %.2f or more was held, and the points raise the order to hold", r.Likeness)
		case r.Likeness > 0:
			one.Pattern, one.When = "any", fmt.Sprintf("of cases with the same signs, a share of %.2f or more bears the pattern", r.Likeness)
		}
		if b, ok := builtin.Rule(r.ID); ok && b.Points != r.Points {
			one.BuiltIn = &b.Points
		}
		out = append(out, one)
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

// NearestRule is the id that somebody who wrote another may have meant, "" for none.
func NearestRule(id string, ids []string) string { return rules.Nearest(id, ids) }
