package facts

import (
	"regexp"
	"strings"
)

// What a maker does to machines of others is no act of this deal. Only words that
// name both, who serves and that it is for others, make that sure; where the clause
// speaks of us or of what is included, nothing is.
var (
	servedElsewhere = regexp.MustCompile(`(?:\b(?:maintenance|service|servicing|hosting|repairs?|support|installation)(?: contracts?| agreements?| work)? (?:by|from|of) (?:huawei|the maker|the vendor|the manufacturer)(?: itself)?|\b(?:huawei|the maker|the vendor|the manufacturer)['’]s own (?:maintenance|service|servicing|hosting|repairs?|support|installation)(?: contracts?| agreements?| work)?) (?:to|for|at|with) (?:its |their |the )?(?:other customers?|others\b|other firms|other users|other sites|third parties)`)
	ofThisDeal      = regexp.MustCompile(`\b(?:we|our|ours|us|includ\w*|incl|resell\w*|sell|sold|offer\w*|quot\w*|order\w*|deal|contract with|invoice\w*|customer's|as (?:well|is|for))\b`)
)

// withoutOthers blanks what a clause tells of service by a maker to others. The text
// keeps its length.
func withoutOthers(lower string) string {
	if !strings.Contains(lower, "own ") && !strings.Contains(lower, "huawei") {
		return lower
	}
	for _, at := range servedElsewhere.FindAllStringIndex(lower, -1) {
		clause := clauseBefore(lower[:at[0]]) + " … " + clauseAfter(lower[at[1]:])
		if !ofThisDeal.MatchString(clause) {
			lower = lower[:at[0]] + strings.Repeat(" ", at[1]-at[0]) + lower[at[1]:]
		}
	}
	return lower
}
