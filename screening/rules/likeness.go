package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"redflag/data"
)

// likeness is the rule that names what like cases bear, or nil.
func (s *Set) likeness() *Rule {
	return s.firstOn(func(r *Rule) bool { return r.Likeness > 0 && r.Pattern == "" })
}

// heldAlike is the rule that says that like cases were held, or nil.
func (s *Set) heldAlike() *Rule {
	return s.firstOn(func(r *Rule) bool { return r.Likeness > 0 && r.Pattern != "" })
}

// guessing is the rule that names a pattern because of like cases, or nil.
func (s *Set) guessing(pattern string) *Rule {
	if r := s.heldAlike(); r != nil && r.Pattern == pattern {
		return r
	}
	return s.likeness()
}

// firstOn is the first rule of a kind, nil where there is none or it is switched off.
func (s *Set) firstOn(is func(*Rule) bool) *Rule {
	i := slices.IndexFunc(s.rules, is)
	if i < 0 || s.rules[i].Off {
		return nil
	}
	return s.rules[i]
}

// Likeness is the chance from which on a pattern of like cases is named; ok is false
// where no rule asks for it.
func (s *Set) Likeness() (least float64, ok bool) {
	r := s.likeness()
	if r == nil {
		return 0, false
	}
	return r.Likeness, true
}

// HeldAlike is the pattern that stands for cases which were held, and the chance from which
// on an order is said to be like them. ok is false where no rule asks for it, or an order of
// the score would not be held for its points.
func (s *Set) HeldAlike(score int) (pattern string, least float64, ok bool) {
	r := s.heldAlike()
	if r == nil || score+r.Points < s.patterns.Levels.Hold {
		return "", 0, false
	}
	return r.Pattern, r.Likeness, true
}

// Guessable reports whether a pattern may be named because like cases bear it: none that
// the records and lists alone decide.
func (p *Patterns) Guessable(id string) bool {
	pat, ok := p.Get(id)
	return ok && !pat.Recorded
}

// Answered reports whether a file surely answers a pattern that like cases bear, so that it
// is no question. The facts are those of the last judgement that the outcome holds.
func (s *Set) Answered(f Facts, pattern string, of *Outcome) bool {
	r := s.guessing(pattern)
	if r == nil {
		return false
	}
	of.m.f = f
	defer func() { of.m.f = nil }()
	return slices.ContainsFunc(r.Answered, func(a Answer) bool {
		return a.Pattern == pattern && a.cond.root.truth(&of.m) == data.True
	})
}

// Alike is the finding that cases with the same signs bear a pattern with a chance. The
// signs are what was seen, the plainest first, and evidence shows them. Of the pattern that
// stands for held cases it is the finding that they were held.
func (s *Set) Alike(pattern string, chance float64, signs []string, evidence []data.Evidence) data.Finding {
	r := s.guessing(pattern)
	pat, _ := s.patterns.Get(pattern)
	words := s.patterns.likely
	says := words.Says // a Replacer would be made for each finding, at ten times the cost
	for _, w := range [...][2]string{{"{pattern}", lowered(pat.Says)}, {"{tenths}", strconv.Itoa(int(math.Round(10 * chance)))}, {"{rule}", r.Says}} {
		says = strings.ReplaceAll(says, w[0], w[1])
	}
	if len(signs) > 0 {
		says += strings.Replace(words.Signs, "{signs}", strings.Join(signs, "; "), 1)
	}
	return data.Finding{Rule: r.ID, Version: r.Version, Kind: r.Kind, Pattern: pattern, Points: r.Points, Title: r.Title, Says: says, Evidence: evidence, Cites: r.cites, Basis: r.basis, Asks: r.Asks}
}

// lowered is a sentence without its capital, unless its first word is all capitals.
func lowered(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[n:]
}
