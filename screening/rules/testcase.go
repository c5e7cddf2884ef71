package rules

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redflag/data"
	"redflag/data/yamltree"
)

// rawTest is a test as written. Its records are given, or start from fixtures
// of which set changes single fields, so that "one fact away" is what is read.
type rawTest struct {
	Name       string         `yaml:"name"`
	From       any            `yaml:"from"` // name of a fixture, or several
	Given      []any          `yaml:"given"`
	Set        map[string]any `yaml:"set"` // "S-1.lines.0.quantity": 8; null takes the field away
	Lists      []any          `yaml:"lists"`
	Judgements []any          `yaml:"judgements"`
	AsOf       string         `yaml:"as_of"`
	Regime     string         `yaml:"regime"`
	Expect     string         `yaml:"expect"`
}

// testDay is the day that a test stands on when it names none: after the guidance
// of May 2025, with the headquarters test in force and the affiliates rule set aside.
const testDay = "2025-12-01"

var testKeys = []string{"name", "from", "given", "set", "lists", "judgements", "as_of", "regime", "expect"}

func (l *loader) fixtures(y *yamlFile) {
	m := y.root.Get("fixtures")
	if m == nil {
		return
	}
	for i, k := range m.Keys {
		var recs []any
		if err := y.into(m.Items[i], &recs); err != nil {
			l.fail(err)
			continue
		}
		if _, twice := l.set.fixtures[k.Text]; twice {
			l.fail(y.at(k, "the fixture %s stands here twice", k.Text))
			continue
		}
		l.set.fixtures[k.Text] = recs
	}
}

// testNode is a test as it stands in its file. Reading its records is the slow
// part of loading a pack, so it is done when tests are asked for; a pack that the
// program does not know by heart is read at once, so that its faults are named.
type testNode struct {
	rule   string
	expect string
	read   func() (Test, error)
}

func (l *loader) ruleTests(y *yamlFile, n *yamltree.Node, r *Rule) ([]testNode, error) {
	list := n.Get("tests")
	if list == nil {
		return nil, nil
	}
	all, ok := items(list)
	if !ok {
		return nil, y.at(list, "tests: must be a list")
	}
	var out []testNode
	for _, place := range all {
		expect, _ := stringOf(place.Get("expect"))
		t := testNode{r.ID, expect, func() (Test, error) { return l.readTest(y, place, r) }}
		if !l.trusted {
			if _, err := t.read(); err != nil {
				return nil, err
			}
		}
		out = append(out, t)
	}
	return out, nil
}

func (l *loader) readTest(y *yamlFile, place *yamltree.Node, r *Rule) (Test, error) {
	if err := y.keys(place, "an entry of tests", testKeys...); err != nil {
		return Test{}, err
	}
	var raw rawTest
	if err := y.into(place, &raw); err != nil {
		return Test{}, err
	}
	t, err := l.test(r, raw)
	if err != nil {
		return t, y.at(place, "the test %q of %s: %v", raw.Name, r.ID, err)
	}
	t.File = y.name
	t.Line = placeOf(place).line
	return t, nil
}

func (l *loader) test(r *Rule, raw rawTest) (Test, error) {
	t := Test{Rule: r.ID, Name: raw.Name, Regime: raw.Regime, Expect: raw.Expect}
	if t.Name == "" {
		return t, fmt.Errorf("it has no name")
	}
	if !slices.Contains(expectations, t.Expect) {
		return t, fmt.Errorf("expect %q is not known; %s", t.Expect, didYouMean(t.Expect, expectations))
	}
	var err error
	if t.AsOf, err = data.ParseDate(cmp.Or(raw.AsOf, testDay)); err != nil {
		return t, err
	}
	recs, err := l.records(raw)
	if err != nil {
		return t, err
	}
	if len(recs) == 0 {
		return t, fmt.Errorf("it has no records: write given or from")
	}
	return t, firstError(recode(recs, &t.Given), recode(raw.Lists, &t.Lists), recode(raw.Judgements, &t.Judgements))
}

func firstError(errs ...error) error {
	for _, e := range errs {
		if e != nil {
			return e
		}
	}
	return nil
}

// recode turns what YAML read into the types of the canonical JSON.
func recode(from []any, to any) error {
	if from == nil {
		return nil
	}
	b, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, to)
}

func (l *loader) records(raw rawTest) ([]any, error) {
	var names []string
	switch f := raw.From.(type) {
	case nil:
	case string:
		names = []string{f}
	case []any:
		for _, x := range f {
			names = append(names, fmt.Sprint(x))
		}
	default:
		return nil, fmt.Errorf("from: names one fixture or a list of them")
	}
	var recs []any
	for _, name := range names {
		fx, ok := l.set.fixtures[name]
		if !ok {
			known := make([]string, 0, len(l.set.fixtures))
			for k := range l.set.fixtures {
				known = append(known, k)
			}
			slices.Sort(known)
			return nil, fmt.Errorf("there is no fixture %s; %s", name, didYouMean(name, known))
		}
		recs = append(recs, deepCopy(fx).([]any)...)
	}
	recs = append(recs, deepCopy(raw.Given).([]any)...)
	for _, path := range sortedKeys(raw.Set) {
		if err := setPath(recs, path, raw.Set[path]); err != nil {
			return nil, err
		}
	}
	return recs, nil
}

func sortedKeys(m map[string]any) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func deepCopy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, x := range v {
			m[k] = deepCopy(x)
		}
		return m
	case []any:
		s := make([]any, len(v))
		for i, x := range v {
			s[i] = deepCopy(x)
		}
		return s
	}
	return v
}

// setPath changes one field of the record that the path starts with.
func setPath(recs []any, path string, value any) error {
	steps := strings.Split(path, ".")
	for _, r := range recs {
		if m, ok := r.(map[string]any); ok && fmt.Sprint(m["id"]) == steps[0] {
			if len(steps) < 2 {
				return fmt.Errorf("set: %s names a record and no field", path)
			}
			_, err := put(m, steps[1:], value)
			return err
		}
	}
	return fmt.Errorf("set: there is no record with id %s", steps[0])
}

// put sets the value at the end of the steps and gives back the changed node.
func put(at any, steps []string, value any) (any, error) {
	if len(steps) == 0 {
		return value, nil
	}
	key := steps[0]
	if list, ok := at.([]any); ok {
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i > len(list) {
			return nil, fmt.Errorf("set: %q is no place in a list of %d", key, len(list))
		}
		if len(steps) == 1 && value == nil && i < len(list) {
			return slices.Delete(list, i, i+1), nil
		}
		if i == len(list) {
			list = append(list, map[string]any{})
		}
		list[i], err = put(list[i], steps[1:], value)
		return list, err
	}
	m, ok := at.(map[string]any)
	if at == nil {
		m, ok = map[string]any{}, true
	}
	if !ok {
		return nil, fmt.Errorf("set: %q is no field of a plain value", key)
	}
	if len(steps) == 1 && value == nil {
		delete(m, key)
		return m, nil
	}
	inner, err := put(m[key], steps[1:], value)
	m[key] = inner
	return m, err
}
