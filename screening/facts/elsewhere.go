package facts

import (
	_ "embed"
	"regexp"
	"strings"

	"redflag/screening/phrases"
)

//go:embed elsewhere.yaml
var elsewhereYAML []byte

// elsewhere tells what a maker does to machines of others, which is no act of this deal.
type elsewhere struct {
	maker    phrases.Set
	served   *regexp.Regexp // who serves, and that it is for others
	thisDeal phrases.Set
}

// servedPattern is work by a maker for others, or a maker's own work for them.
const servedPattern = `(?:\bWORK(?: contracts?| agreements?| work)? (?:by|from|of) MAKER(?: itself)?|\bMAKER['’]s own WORK(?: contracts?| agreements?| work)?) (?:to|for|at|with) (?:its |their |the )?OTHERS`

func loadElsewhere() (elsewhere, error) { return parseElsewhere("elsewhere.yaml", elsewhereYAML) }

func parseElsewhere(name string, text []byte) (elsewhere, error) {
	var f struct {
		phrases.Head `yaml:",inline"`
		Work         phrases.Tongues `yaml:"work"`
		Maker        phrases.Tongues `yaml:"maker"`
		Others       phrases.Tongues `yaml:"others"`
		ThisDeal     phrases.Tongues `yaml:"this_deal"`
	}
	t := phrases.Open(name, text, &f)
	e := elsewhere{maker: t.Set("$.maker", f.Maker), thisDeal: t.Set("$.this_deal", f.ThisDeal)}
	work, others := t.Set("$.work", f.Work), t.Set("$.others", f.Others)
	if t.Err() != nil {
		return elsewhere{}, t.Err()
	}
	e.served = regexp.MustCompile(strings.NewReplacer("WORK", work.Pattern(), "MAKER", e.maker.Pattern(), "OTHERS", others.Pattern()).Replace(servedPattern))
	return e, nil
}

// without blanks what a clause tells of service by a maker to others. The text keeps its
// length.
func (e *elsewhere) without(lower string) string {
	if e.maker.In(lower) == "" {
		return lower
	}
	for _, at := range e.served.FindAllStringIndex(lower, -1) {
		clause := clauseBefore(lower[:at[0]]) + " … " + clauseAfter(lower[at[1]:])
		if e.thisDeal.In(clause) == "" {
			lower = lower[:at[0]] + strings.Repeat(" ", at[1]-at[0]) + lower[at[1]:]
		}
	}
	return lower
}
