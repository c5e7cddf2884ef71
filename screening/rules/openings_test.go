package rules

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// Where an expression matches, one of its openings stands.
func TestNoMatchIsWithoutAnOpening(t *testing.T) {
	exprs := []string{
		`(?i)crim(ea|ée)|\b(krim|krym|kirim|kırım|yalta|kerch)\b|крым|севастополь|克里米亚|クリミア`,
		`(?i)(no|without|w/o|ex(cl)?\.?) gpus?\b|准系统`,
		`\b(?i)[abh]1[0-9]0[sx]?|l40s?`,
		`(?i)\bk+elvin|mass(e|es)?$|a?b?cde|(xy){2,3}z`,
		`^ *(8471|8473)|^9[89]\d\d|[-.]{3,}`,
		`(?i)(failed|refused).{0,40}(audit|check)`,
	}
	for _, expr := range exprs {
		re, opens := regexp.MustCompile(expr), openingsOf(expr)
		rapid.Check(t, func(t *rapid.T) {
			s := rapid.String().Draw(t, "before") + rapid.StringMatching(expr).Draw(t, "match") + rapid.String().Draw(t, "after")
			fold := rapid.SliceOfN(rapid.IntRange(0, 3), 1, 8).Draw(t, "fold")
			i := 0
			s = strings.Map(func(r rune) rune {
				for range fold[i%len(fold)] {
					r = unicode.SimpleFold(r)
				}
				i++
				return r
			}, s)
			if opens != nil && re.MatchString(s) && !opens.in(s) {
				t.Fatalf("%s matches %q, in which none of its openings stands", expr, s)
			}
		})
	}
}

func TestOpenings(t *testing.T) {
	for _, c := range []struct {
		expr, with, without string // "" for any text
	}{
		{`(?i)crim(ea|ée)|\bkrym\b`, "12 CRIMson Road", "336 Saffron Peteal Road, C-1"},
		{`(?i)kerch`, "\u212Aerch", "Kirch"}, // the sign of the Kelvin is a K
		{`sxm\d?|gpu tray`, "gpu", "gp"},
		{`(a|b)c?de`, "bde", "ce"},
		{`(x|yz)+w|k`, "", ""},
		{`\w+ation`, "", ""},
		{`^(84|85)`, "", ""},
		{`ab?`, "", ""},
	} {
		opens := openingsOf(c.expr)
		if c.with == "" {
			if opens != nil {
				t.Errorf("%s is said to have openings", c.expr)
			}
			continue
		}
		if opens == nil {
			t.Errorf("%s is said to open with anything", c.expr)
			continue
		}
		if !opens.in(c.with) {
			t.Errorf("no opening of %s is seen in %q", c.expr, c.with)
		}
		if opens.in(c.without) {
			t.Errorf("an opening of %s is seen in %q", c.expr, c.without)
		}
	}
}

// Addresses hardly recur, so each costs what an expression costs over it.
func BenchmarkTextWithoutAMatch(b *testing.B) {
	expr := `(?i)crim(ea|ée)|\b(krim|krym|kirim|kırım|simferopol|sevastopol|sewastopol|yalta|kerch|donetsk|donezk|luhansk|lugansk)\b|крым|севастополь`
	const s = "336 Saffron Peteal Road, Unit 12, Port Ellerby"
	b.Run("tried", func(b *testing.B) {
		re := regexp.MustCompile(expr)
		for b.Loop() {
			re.MatchString(s)
		}
	})
	b.Run("glanced at", func(b *testing.B) {
		opens := openingsOf(expr)
		for b.Loop() {
			opens.in(s)
		}
	})
}
