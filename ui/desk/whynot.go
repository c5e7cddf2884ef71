package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"redflag/data"
)

// OpenFacts are facts that are not known, and the titles of the rules that they decide.
type OpenFacts struct {
	Why   string // "not known: country of final destination"
	Facts int
	Rules []string
}

// WhyNot gathers the rules that came close by what they lack: of many rules that wait for
// the notes of an order, a person wants to read once that there are none. What one fact
// decides comes before what several do, and few rules before many.
func WhyNot(near []*data.NearMiss) []OpenFacts {
	var out []OpenFacts
	at := map[string]int{}
	for i := range near {
		n := near[i]
		k, met := at[n.Why]
		if !met {
			k = len(out)
			at[n.Why] = k
			out = append(out, OpenFacts{Why: n.Why, Facts: len(n.Missing)})
		}
		out[k].Rules = append(out[k].Rules, cmp.Or(n.Title, n.Rule))
	}
	slices.SortStableFunc(out, func(a, b OpenFacts) int {
		return cmp.Or(cmp.Compare(a.Facts, b.Facts), cmp.Compare(len(a.Rules), len(b.Rules)))
	})
	return out
}

// RulesShown is how many rules screens tell of those that wait for the same facts.
const RulesShown = 5

// Some is the first rules in words, and how many more there are.
func (o *OpenFacts) Some(most int) string {
	if len(o.Rules) <= most+1 {
		return strings.Join(o.Rules, "; ")
	}
	return fmt.Sprintf("%s; and %d more rules", strings.Join(o.Rules[:most], "; "), len(o.Rules)-most)
}
