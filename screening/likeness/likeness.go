// Package likeness says which patterns of diversion a record with some signs is likely to
// bear, though no rule names them: whoever has seen serial numbers at another hand and a
// receiver without a business has seen where the goods went, too. A linear model weighs
// the signs; its weights are learned from labelled cases.
//
// It knows signs and patterns as words alone. It must not know records, rules or points:
// what it holds likely is a question to look into, never a fact, and it clears nobody.
package likeness

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

//go:embed weights.csv
var learned string

// Sign is a word for what was seen, and how plainly.
type Sign struct {
	Name  string
	Value float64 // 1 for what is certain
}

// Likely is a pattern, how likely a careful reader names it of a record with the signs,
// from 0 to 1, and which of the signs spoke for it, by their place, the one that spoke
// most first.
type Likely struct {
	Pattern string
	Chance  float64
	By      []int
}

// Weight is what a sign counts for a pattern, as logarithm of the odds; that of no sign
// is what the pattern counts without any.
type Weight struct {
	Pattern, Sign string
	Weight        float64
}

// Model holds weights. It is read-only.
type Model struct {
	patterns []string
	at       map[string]int // place of a pattern
	alone    []float64      // by pattern
	signs    map[string][]entry
}

type entry struct {
	pattern int
	weight  float64
}

// header is the first line of a file of weights.
var header = []string{"pattern", "sign", "weight"}

// Load gives the model of the program.
func Load() (*Model, error) { return Parse("weights.csv", strings.NewReader(learned)) }

// Parse reads a file of weights; a fault names its line and column. A row without a pattern
// is of that of the row before.
func Parse(name string, r io.Reader) (*Model, error) {
	in := csv.NewReader(r)
	in.ReuseRecord = true
	in.FieldsPerRecord = len(header)
	fault := func(column int, format string, a ...any) error {
		line, at := in.FieldPos(column)
		return fmt.Errorf("%s:%d:%d: %s", name, line, at, fmt.Sprintf(format, a...))
	}
	if first, err := in.Read(); err != nil || !slices.Equal(first, header) {
		return nil, fmt.Errorf("%s:1:1: the first line must be %s", name, strings.Join(header, ","))
	}
	m, pattern := newModel(), ""
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return m, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if row[0] != "" {
			pattern = strings.Clone(row[0])
		}
		w, err := strconv.ParseFloat(row[2], 64)
		p, known := m.at[pattern]
		switch {
		case err != nil || math.IsNaN(w) || math.IsInf(w, 0):
			return nil, fault(2, "%q is no weight", row[2])
		case row[1] == "" && known:
			return nil, fault(0, "the pattern %s stands here twice", pattern)
		case row[1] == "":
			m.pattern(pattern, w)
		case !known:
			return nil, fault(0, "the pattern %q has no weight without a sign yet", pattern)
		case slices.ContainsFunc(m.signs[row[1]], func(e entry) bool { return e.pattern == p }):
			return nil, fault(1, "the sign %s of %s stands here twice", row[1], pattern)
		default:
			m.sign(strings.Clone(row[1]), p, w)
		}
	}
}

// New is a model of weights, which stand in any order.
func New(weights []Weight) *Model {
	m := newModel()
	for _, w := range weights {
		if w.Sign == "" {
			m.pattern(w.Pattern, w.Weight)
		}
	}
	for _, w := range weights {
		if p, ok := m.at[w.Pattern]; ok && w.Sign != "" {
			m.sign(w.Sign, p, w.Weight)
		}
	}
	return m
}

func newModel() *Model { return &Model{at: map[string]int{}, signs: map[string][]entry{}} }

func (m *Model) pattern(name string, alone float64) {
	m.at[name] = len(m.patterns)
	m.patterns, m.alone = append(m.patterns, name), append(m.alone, alone)
}

func (m *Model) sign(name string, pattern int, weight float64) {
	m.signs[name] = append(m.signs[name], entry{pattern, weight})
}

// Patterns are the patterns that the model knows.
func (m *Model) Patterns() []string { return slices.Clone(m.patterns) }

// Signs are the signs that the model knows, in order of the alphabet.
func (m *Model) Signs() []string {
	out := make([]string, 0, len(m.signs))
	for s := range m.signs {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// Likely are the patterns that are at least so likely of n signs, the likeliest first. A
// sign stands once among the signs.
func (m *Model) Likely(n int, sign func(int) Sign, least float64) []Likely {
	return m.LikelyAmong(n, sign, least, func(string) bool { return true })
}

// LikelyAmong are those of them that are wanted: of the others it is not worked out which
// signs speak for them.
func (m *Model) LikelyAmong(n int, sign func(int) Sign, least float64, wanted func(pattern string) bool) []Likely {
	odds := slices.Clone(m.alone)
	heard := make([]hears, n)
	for i := range heard {
		s := sign(i)
		heard[i] = hears{m.signs[s.Name], s.Value}
		for _, e := range heard[i].says {
			odds[e.pattern] += e.weight * s.Value
		}
	}
	bar := math.Log(least / (1 - least))
	var out []Likely
	for p, z := range odds {
		if z >= bar && wanted(m.patterns[p]) {
			out = append(out, Likely{m.patterns[p], 1 / (1 + math.Exp(-z)), by(p, heard)})
		}
	}
	slices.SortStableFunc(out, func(x, y Likely) int { return cmp.Compare(y.Chance, x.Chance) })
	return out
}

// hears is what a sign of such a value says of patterns.
type hears struct {
	says  []entry
	value float64
}

// by are the signs that speak for a pattern.
func by(pattern int, heard []hears) []int {
	var out []int
	var speaks []float64
	for i, s := range heard {
		for _, e := range s.says {
			if says := e.weight * s.value; e.pattern == pattern && says > 0 {
				at, _ := slices.BinarySearchFunc(speaks, says, func(x, y float64) int {
					if x < y {
						return 1
					}
					return -1 // after those that say as much
				})
				out, speaks = slices.Insert(out, at, i), slices.Insert(speaks, at, says)
			}
		}
	}
	return out
}
