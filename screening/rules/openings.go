package rules

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// openings are what every match of an expression begins with, cut at opening bytes. A text
// in which none of them stands meets the expression nowhere, and most texts are told so at
// a glance: an expression tried over a text costs a hundred times as much.
type openings [1 << openingBits / 64]uint64

const (
	opening     = 3       // bytes
	openingBits = 15      // of their hash
	mostHeads   = 1 << 10 // above which an expression is said to begin with anything
	smallClass  = 16      // runes; likewise
)

// openingsOf is nil of an expression that may begin with anything, or with less than an
// opening; then any text may hold one.
func openingsOf(expr string) *openings {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil
	}
	heads, ok := lengthen([]string{""}, re.Simplify())
	if !ok {
		return nil
	}
	o := &openings{}
	for _, h := range heads {
		if len(h) < opening {
			return nil
		}
		at := uint(0)
		for i := range opening {
			at = slide(at, h[i])
		}
		o[at>>6] |= 1 << (at & 63)
	}
	return o
}

// slide takes a byte into the hash of an opening, and the first one out of it. Letters of
// ASCII in either case are one.
func slide(at uint, b byte) uint { return (at<<5 ^ uint(b|0x20)) & (1<<openingBits - 1) }

// in reports whether an opening may stand in a text.
func (o *openings) in(s string) bool {
	if o == nil {
		return true
	}
	at := uint(0)
	for i := range len(s) {
		at = slide(at, s[i])
		if o[at>>6]>>(at&63)&1 != 0 && i >= opening-1 {
			return true
		}
	}
	return false
}

// lengthen has heads go on as an expression does, those that are no opening yet; ok is
// false where that can be in too many ways.
func lengthen(heads []string, re *syntax.Regexp) (out []string, ok bool) {
	if len(heads) > mostHeads {
		return nil, false
	}
	if !slices.ContainsFunc(heads, func(h string) bool { return len(h) < opening }) {
		return heads, true
	}
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpBeginText, syntax.OpEndLine, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return heads, true
	case syntax.OpCapture:
		return lengthen(heads, re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if heads, ok = lengthen(heads, sub); !ok {
				return nil, false
			}
		}
		return heads, true
	case syntax.OpAlternate:
		return either(heads, re.Sub...)
	case syntax.OpQuest:
		return either(heads, re.Sub[0], &syntax.Regexp{Op: syntax.OpEmptyMatch})
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			runes := []rune{r}
			if re.Flags&syntax.FoldCase != 0 {
				for c := unicode.SimpleFold(r); c != r; c = unicode.SimpleFold(c) {
					runes = append(runes, c)
				}
			}
			if heads, ok = add(heads, runes); !ok {
				return nil, false
			}
		}
		return heads, true
	case syntax.OpCharClass:
		var runes []rune
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if runes = append(runes, r); len(runes) > smallClass {
					return nil, false
				}
			}
		}
		return add(heads, runes)
	}
	return nil, false
}

// either are heads that go on in one of several ways.
func either(heads []string, ways ...*syntax.Regexp) (out []string, ok bool) {
	for _, way := range ways {
		longer, ok := lengthen(heads, way)
		if !ok {
			return nil, false
		}
		out = append(out, longer...)
	}
	return out, len(out) <= mostHeads
}

// add has heads go on with one of several runes.
func add(heads []string, runes []rune) (out []string, ok bool) {
	if slices.Contains(runes, utf8.RuneError) {
		return nil, false // which any byte that is no text is taken for
	}
	for _, h := range heads {
		if len(h) >= opening {
			out = append(out, h)
			continue
		}
		for _, r := range runes {
			out = append(out, h+string(r))
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out, len(out) <= mostHeads
}
