package regime

import (
	"fmt"
	"strings"
)

// among names the word nearest to what was written, or all that there are.
func among(got string, words []string) string {
	if n := nearest(got, words); n != "" {
		return strings.TrimPrefix(n, "; ")
	}
	return "it is one of " + strings.Join(words, ", ")
}

// nearest asks after the word nearest to what was written, where one is near; one that goes
// on where the other ends is.
func nearest(got string, words []string) string {
	best, d := "", max(len(got)*2/5, 2)+1
	for _, w := range words {
		a, b := strings.ToLower(got), strings.ToLower(w)
		e := edits(a, b)
		if n := len(b) - len(a); n > 0 && edits(a, b[:len(a)]) <= len(a)/5 {
			e = min(e, 2)
		}
		if e < d {
			best, d = w, e
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// edits counts insertions, deletions and replacements.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 100 || len(y) > 100 {
		return 100
	}
	prev, cur := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range x {
		cur[0] = i + 1
		for j := range y {
			c := 1
			if x[i] == y[j] {
				c = 0
			}
			cur[j+1] = min(prev[j+1]+1, cur[j]+1, prev[j]+c)
		}
		prev, cur = cur, prev
	}
	return prev[len(y)]
}
