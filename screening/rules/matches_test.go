package rules

import (
	"fmt"
	"regexp"
	"testing"
)

// What is remembered of texts is what the expressions say of them, however many were
// met since, and they are not remembered without bound.
func TestRememberedMatchesAreMatches(t *testing.T) {
	k := matches{}
	even, four := regexp.MustCompile(`[02468]$`), regexp.MustCompile(`4`)
	for range 2 {
		for i := range mostMatched {
			s := fmt.Sprint("order ", i)
			for _, re := range []*regexp.Regexp{even, four} {
				if got := k.match(re, s); got != re.MatchString(s) {
					t.Fatalf("%s on %q is remembered as %v", re, s, got)
				}
			}
		}
	}
	if len(k) > mostMatched {
		t.Errorf("%d texts are remembered", len(k))
	}
}
