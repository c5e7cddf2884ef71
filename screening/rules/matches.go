package rules

import (
	"regexp"
	"strings"
)

// matches remembers which texts met which expressions: the words of goods and of
// their use recur.
type matches map[matched]bool

type matched struct {
	re   *regexp.Regexp
	text string
}

const (
	mostMatched    = 1 << 14
	longestMatched = 200
)

func (k matches) match(re *regexp.Regexp, s string) bool {
	if k == nil || len(s) > longestMatched {
		return re.MatchString(s)
	}
	is, known := k[matched{re, s}]
	if !known {
		is = re.MatchString(s)
		if len(k) >= mostMatched {
			clear(k)
		}
		k[matched{re, strings.Clone(s)}] = is
	}
	return is
}
