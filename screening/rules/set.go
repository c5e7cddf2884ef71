package rules

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"redflag/data"
)

//go:embed patterns.yaml levels.yaml packs/*.yaml
var builtin embed.FS

// Set is a compiled set of rules. It is immutable and safe for concurrent use.
type Set struct {
	schema    *Schema
	patterns  *Patterns
	rules     []*Rule // all, in order of file and place
	active    []standing
	chapters  []chapter
	atoms     int     // shared ones
	each      int     // of them on elements of groups
	lasting   []*each // and of those on lasting fields
	questions []question
	ofSubject []int32 // those of them about lasting facts of the record
	byID      map[string]*Rule
	sources   map[string]Source
	fixtures  map[string][]any
	tests     []testNode
	content   []byte            // the files
	hash      string            // of the files, for the stamp
	own       map[string]string // those of the user
}

// LoadBuiltin compiles the packs of the program.
func LoadBuiltin(sc *Schema) (*Set, error) {
	pats, err := BuiltinPatterns()
	if err != nil {
		return nil, err
	}
	return newSet(sc, pats).widen(builtin, "packs", true)
}

// BuiltinPatterns are the patterns and levels of the program.
func BuiltinPatterns() (*Patterns, error) { return LoadPatterns(builtin, ".") }

// Load compiles all packs of a folder. A fault names its file, line and column;
// all faults found are joined.
func Load(fsys fs.FS, dir string, sc *Schema, pats *Patterns) (*Set, error) {
	return newSet(sc, pats).widen(fsys, dir, false)
}

func newSet(sc *Schema, pats *Patterns) *Set {
	s := &Set{schema: sc, patterns: pats, byID: map[string]*Rule{}, sources: map[string]Source{}, fixtures: map[string][]any{}}
	s.content = append(s.content, pats.content...)
	return s
}

// With is the set widened by a folder of a user's own packs, which may add
// rules, and switch off or re-weigh the ones that are there.
func (s *Set) With(fsys fs.FS, dir string) (*Set, error) {
	c := &Set{
		schema: s.schema, patterns: s.patterns, rules: slices.Clone(s.rules), byID: maps.Clone(s.byID),
		sources: maps.Clone(s.sources), fixtures: maps.Clone(s.fixtures), tests: slices.Clone(s.tests), content: slices.Clone(s.content), own: map[string]string{},
	}
	return c.widen(fsys, dir, false)
}

func (s *Set) widen(fsys fs.FS, dir string, trusted bool) (*Set, error) {
	l := &loader{set: s, trusted: trusted}
	if err := l.read(fsys, dir); err != nil {
		return nil, err
	}
	for _, y := range l.files {
		s.content = fmt.Appendf(s.content, "\x00%s\x00%s", y.name, y.src)
		if s.own != nil {
			s.own[y.name] = y.src
		}
	}
	h := sha256.Sum256(s.content)
	s.hash = hex.EncodeToString(h[:])
	s.stand(chapterRules)
	return s, nil
}

// Hash stands for the content of every pack, pattern and level in the set.
func (s *Set) Hash() string { return s.hash }

// Rules are all rules, the dormant, suspended and switched off among them.
func (s *Set) Rules() []Rule {
	out := make([]Rule, len(s.rules))
	for i, r := range s.rules {
		out[i] = *r
	}
	return out
}

// Rule is the rule of that id.
func (s *Set) Rule(id string) (Rule, bool) {
	r, ok := s.byID[id]
	if !ok {
		return Rule{}, false
	}
	return *r, true
}

// Reads reports whether an active rule reads a fact, in a condition or in what it
// says.
func (s *Set) Reads(fact string) bool {
	return slices.ContainsFunc(s.active, func(r standing) bool { return r.reads(fact) })
}

// Reading are the active rules that read one of the facts.
func (s *Set) Reading(facts []string) *Set {
	others := map[string]bool{}
	for _, r := range s.rules {
		others[r.ID] = !slices.ContainsFunc(facts, r.reads)
	}
	return s.without(others)
}

func (r *Rule) reads(fact string) bool {
	in := func(c *compiled, says string) bool {
		return slices.Contains(c.reads, fact) || strings.Contains(says, "{"+fact)
	}
	return in(r.cond, r.Says) || in(r.cond, r.Gap) || slices.ContainsFunc(r.Unless, func(u Unless) bool { return in(u.cond, u.Says) }) ||
		slices.ContainsFunc(r.Answered, func(a Answer) bool { return in(a.cond, "") })
}

// Patterns are the patterns and levels of the set.
func (s *Set) Patterns() *Patterns { return s.patterns }

// Sources are the documents that rules of the set may cite, by id.
func (s *Set) Sources() map[string]Source { return maps.Clone(s.sources) }

// Level is what the findings alone say, and their score.
func (s *Set) Level(findings []data.Finding) (data.Level, int) { return s.patterns.Level(findings) }

// Tests are the tests of all rules that can fire. They are read from their packs
// now: packs of a user were read once already when they were loaded, so an Err in
// one of them is a fault of the program's own packs.
func (s *Set) Tests() []Test {
	out := make([]Test, 0, len(s.tests))
	for _, t := range s.tests {
		if r := s.byID[t.rule]; r.Status != Active || r.Off {
			continue
		}
		one, err := t.read()
		if err != nil {
			one = Test{Rule: t.rule, Expect: t.expect, Err: err}
		}
		out = append(out, one)
	}
	return out
}

// Untested names the active rules other than notes that lack a test that fires
// or one that stays quiet.
func (s *Set) Untested() []string {
	fires, quiet := map[string]bool{}, map[string]bool{}
	for _, t := range s.tests {
		fires[t.rule] = fires[t.rule] || t.expect == ExpectFires
		quiet[t.rule] = quiet[t.rule] || t.expect != ExpectFires
	}
	var out []string
	for _, r := range s.active {
		if !fires[r.ID] || !quiet[r.ID] {
			out = append(out, r.ID)
		}
	}
	return out
}

func (s *Set) ruleIDs() []string {
	out := make([]string, len(s.rules))
	for i, r := range s.rules {
		out[i] = r.ID
	}
	return out
}

func (s *Set) sourceIDs() []string { return slices.Sorted(maps.Keys(s.sources)) }
