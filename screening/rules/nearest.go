package rules

import (
	"fmt"
	"strings"
)

// didYouMean names the word nearest to what was written, or the first few that
// there are.
func didYouMean(got string, words []string) string {
	if w := nearest(got, words); w != "" {
		return "did you mean " + w + "?"
	}
	if len(words) > 12 {
		return fmt.Sprintf("there are %d, such as %s", len(words), strings.Join(words[:6], ", "))
	}
	return "there are " + strings.Join(words, ", ")
}

// Nearest is the word fewest edits away, or "" when none is near.
func Nearest(got string, words []string) string { return nearest(got, words) }

// nearest is the word fewest edits away, or "" when none is near. A word whose
// last dotted parts are what was written counts as near.
func nearest(got string, words []string) string {
	best, bestD := "", max(len(got)*2/5, 2)+1
	for _, w := range words {
		d := edits(strings.ToLower(got), w)
		if strings.HasSuffix(w, "."+got) || strings.HasPrefix(w, got+".") || strings.HasSuffix(got, "."+w) {
			d = min(d, 1)
		}
		if d < bestD {
			best, bestD = w, d
		}
	}
	return best
}

// edits counts insertions, deletions, replacements and swaps of neighbours.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 200 || len(y) > 200 {
		return 200
	}
	prev2, prev, cur := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		for j := 1; j <= len(y); j++ {
			c := 1
			if x[i-1] == y[j-1] {
				c = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+c)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(y)]
}
